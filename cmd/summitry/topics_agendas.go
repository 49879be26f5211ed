package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/timeline"
)

// pairRow is how alike two agendas are, as a row.
type pairRow struct {
	A           timeline.SummitID `csv:"a_summit_id" doc:"the earlier gathering"`
	B           timeline.SummitID `csv:"b_summit_id" doc:"the later one"`
	Both        int               `csv:"both" doc:"how many topics both have, as recorded"`
	OnlyA       int               `csv:"only_a" doc:"how many topics the earlier one has alone, as recorded"`
	OnlyB       int               `csv:"only_b" doc:"how many topics the later one has alone, as recorded"`
	Jaccard     *float64          `csv:"jaccard" doc:"the Jaccard index, as recorded; empty if there is none"`
	JaccardMin  *float64          `csv:"jaccard_min" doc:"the least that the gaps leave possible"`
	JaccardMax  *float64          `csv:"jaccard_max" doc:"the greatest"`
	Dice        *float64          `csv:"dice" doc:"the Sørensen-Dice index, as recorded"`
	Overlap     *float64          `csv:"overlap" doc:"the overlap coefficient, as recorded"`
	Turnover    *float64          `csv:"turnover" doc:"what one has alone by all topics of both, as recorded"`
	Persistence *float64          `csv:"persistence" doc:"what both have by the topics of the earlier one, as recorded"`
	Complete    bool              `csv:"complete" doc:"whether coverage closes both lists of topics"`
	Warning     string            `csv:"warning" doc:"why the two agendas are not of one kind; empty if they are"`
}

func (a *app) newSimilarity() *cobra.Command {
	return example(a.newTopicQuestion(cobra.Command{
		Use:   "similarity [summit...]",
		Short: "How alike the agendas of gatherings are, each with each",
		Long: `Compare the topics of every two gatherings, those named or all: a text has the Jaccard index as recorded, which is what both name by what
either names; csv and json have all measures of each pair, with bounds. A text leaves out the gatherings of which no document is coded.`,
	}, (*agendaInquiry).chosen, func(x agendaInquiry) error {
		out := reply[pairRow]{question: "similarity"}
		pairs := slices.Collect(x.agenda.Pairs())
		for _, p := range pairs {
			row := pairRow{
				A: p.A, B: p.B, Both: p.Recorded.Kept, OnlyA: p.Recorded.Dropped, OnlyB: p.Recorded.Added, Jaccard: number(p.Recorded.Jaccard()),
				Dice: number(p.Recorded.Dice()), Overlap: number(p.Recorded.Overlap()), Turnover: number(p.Recorded.Turnover()),
				Persistence: number(p.Recorded.Persistence()), Complete: p.Complete, Warning: p.Warning,
			}
			row.JaccardMin, row.JaccardMax = bounds(p.Measures.Jaccard)
			out.rows = append(out.rows, row)
		}
		var shown []timeline.Entry
		var others []timeline.SummitID
		var evidence timeline.Evidence
		for e := range x.agenda.All() {
			if evidence = e.Evidence.And(evidence); len(e.Documents) > 0 {
				shown = append(shown, e)
			} else {
				others = append(others, e.Summit)
			}
		}
		out.evidence = []timeline.Evidence{evidence}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "similarity: Jaccard as recorded; %s\n", x.where())
			printMatrix(w, shown, pairs)
			undocumented(w, others)
		}
		return show(x.app, x.out, out)
	}), "topics similarity --series nato --track indo-pacific --stage reported")
}

// printMatrix prints the lower triangle of the similarity matrix, and the sizes of the agendas.
func printMatrix(w io.Writer, entries []timeline.Entry, pairs []timeline.Pair) {
	of := map[[2]timeline.SummitID]timeline.Pair{}
	for _, p := range pairs {
		of[[2]timeline.SummitID{p.A, p.B}] = p
	}
	table, mixed := columns(w), 0
	fmt.Fprint(table, "\t\ttopics\tdocuments\tcomplete")
	for i := range entries[:max(len(entries)-1, 0)] {
		fmt.Fprintf(table, "\t%d", i+1)
	}
	fmt.Fprintln(table)
	for i, b := range entries {
		fmt.Fprintf(table, "%d\t%s\t%d\t%d\t%s", i+1, b.Summit, b.Topics.Len(), len(b.Documents), yesNo(b.Complete))
		for _, a := range entries[:i] {
			p := of[[2]timeline.SummitID{a.Summit, b.Summit}]
			if p.Warning != "" {
				mixed++
			}
			fmt.Fprintf(table, "\t%s", decimal(p.Recorded.Jaccard()))
		}
		fmt.Fprintln(table)
	}
	table.Flush()
	if mixed > 0 {
		fmt.Fprintf(w, "of the pairs, %d rest on documents of different kinds: --format csv tells which\n", mixed)
	}
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "not known"
}

// breadthRow is how broad an agenda is, as a row.
type breadthRow struct {
	Summit    timeline.SummitID   `csv:"summit_id" doc:"the gathering"`
	Topics    int                 `csv:"topics" doc:"how many topics documents name"`
	Documents int                 `csv:"documents" doc:"how many documents that rests on"`
	Mentions  int                 `csv:"mentions" doc:"how many documents name each topic, added up"`
	Complete  bool                `csv:"complete" doc:"whether coverage closes the list of topics"`
	Entropy   *float64            `csv:"entropy" doc:"Shannon's entropy of the shares of the topics, in nats; empty if there is none"`
	Evenness  *float64            `csv:"evenness" doc:"the entropy by the greatest that as many topics can have; empty for fewer than two topics"`
	Effective *float64            `csv:"effective_topics" doc:"how many topics of equal share would be as diverse"`
	Was       timeline.SummitID   `csv:"was_summit_id" doc:"the gathering before it in its series; empty for the first"`
	Shift     *float64            `csv:"shift" doc:"the share of attention that moved since then, from 0 to 1; empty if there is none"`
	Weakest   timeline.Confidence `csv:"weakest" doc:"the lowest confidence among the rows that it rests on"`
}

func (a *app) newBreadth() *cobra.Command {
	return example(a.newTopicQuestion(cobra.Command{
		Use:   "breadth",
		Short: "How broad the agenda of each gathering is, and how far attention moved since the one before",
		Long: `Measure how broad agendas are: the number of topics, Shannon's entropy, how evenly the topics share the attention, how many equal ones would
be as diverse, and what share of the attention moved since the gathering before. The weight of a topic is the number of documents that
name it. These are measures of what is recorded: more documents name more topics.`,
		Args: args(cobra.NoArgs, "want no argument: --series, --from and --to say which gatherings"),
	}, nil, func(x agendaInquiry) error {
		out, before := reply[breadthRow]{question: "breadth"}, map[timeline.SeriesID]timeline.Entry{}
		for e := range x.agenda.All() {
			summit, _ := x.agenda.Timeline().Summit(e.Summit)
			row := breadthRow{
				Summit: e.Summit, Topics: e.Topics.Len(), Documents: len(e.Documents), Mentions: e.Profile.Total(), Complete: e.Complete,
				Entropy: number(e.Profile.Entropy()), Evenness: number(e.Profile.Evenness()), Effective: number(e.Profile.Effective()),
				Weakest: e.Evidence.Weakest(),
			}
			evidence := e.Evidence
			if was, ok := before[summit.Series]; ok {
				row.Was, row.Shift = was.Summit, number(was.Profile.Shift(e.Profile))
				evidence = evidence.And(was.Evidence)
			}
			before[summit.Series] = e
			out.rows, out.evidence = append(out.rows, row), append(out.evidence, evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "breadth: as recorded; %s\n", x.where())
			printBreadth(w, out.rows)
		}
		return show(x.app, x.out, out)
	}), "topics breadth --series nato --track indo-pacific --stage reported")
}

func printBreadth(w io.Writer, rows []breadthRow) {
	cell := func(value *float64) string {
		if value == nil {
			return "-"
		}
		return decimal(*value, true)
	}
	table := columns(w)
	fmt.Fprintln(table, "\ttopics\tdocuments\tcomplete\tentropy\tevenness\teffective\tshift")
	var others []timeline.SummitID
	for _, r := range rows {
		if r.Documents == 0 {
			others = append(others, r.Summit)
			continue
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\n", r.Summit, r.Topics, r.Documents, yesNo(r.Complete),
			strings.Join([]string{cell(r.Entropy), cell(r.Evenness), cell(r.Effective), cell(r.Shift)}, "\t"))
	}
	table.Flush()
	fmt.Fprintln(w, "entropy in nats; effective: how many topics of equal share would be as diverse")
	fmt.Fprintln(w, "shift: the share of attention that moved since the gathering before")
	undocumented(w, others)
}
