package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/timeline"
)

// topicRow is one topic of a comparison of two gatherings as a row.
type topicRow struct {
	Was          timeline.SummitID `csv:"was_summit_id" doc:"the gathering compared with"`
	Is           timeline.SummitID `csv:"is_summit_id" doc:"the gathering compared"`
	Topic        timeline.TopicID  `csv:"topic_id" doc:"the topic"`
	Label        string            `csv:"label" doc:"its name"`
	Change       string            `csv:"change" doc:"kept, added or dropped, as far as the records tell"`
	Sure         bool              `csv:"sure" doc:"whether that follows from complete records, and not from a gap"`
	New          string            `csv:"new" doc:"whether no gathering before named it: yes, perhaps, or no"`
	Returned     string            `csv:"returned" doc:"whether a gathering before named it, and the one compared with did not: yes, perhaps, or no"`
	WasDocuments int               `csv:"was_documents" doc:"how many documents the agenda compared with rests on"`
	IsDocuments  int               `csv:"is_documents" doc:"how many documents the agenda compared rests on"`
	Warning      string            `csv:"warning" doc:"why the two agendas are not of one kind; empty if they are"`
}

// commonRow is one topic of a comparison of several gatherings as a row.
type commonRow struct {
	Topic timeline.TopicID                 `csv:"topic_id" doc:"the topic"`
	Label string                           `csv:"label" doc:"its name"`
	Named timeline.List[timeline.SummitID] `csv:"named_at" doc:"the gatherings at which a document names it"`
	Maybe timeline.List[timeline.SummitID] `csv:"perhaps_at" doc:"the gatherings at which none does, whose agenda is not known to be complete"`
	All   string                           `csv:"all" doc:"whether it was named at all of them: yes, perhaps, or no"`
	One   string                           `csv:"one" doc:"whether it was named at one of them alone: yes, perhaps, or no"`
}

func (a *app) newCompare() *cobra.Command {
	return example(a.newTopicQuestion(cobra.Command{
		Use:   "compare summit summit [summit...]",
		Short: "The topics of two gatherings: kept, added, dropped, and new against all before; of more: which they share",
		Long: `Compare the topics that are recorded of two gatherings, the earlier named first, and say which topics of the second were named at no
gathering of its series before, and which are back. Of three or more, of one series or of several, say what all of them name and what
one alone does. Topics are what the documents coded name: a topic that they do not name may have been talked about.`,
		Args: args(cobra.MinimumNArgs(2), "want two summits, the earlier first, or more"),
	}, func(x *agendaInquiry) ([]timeline.Filter, error) {
		if len(x.args) > 2 {
			return x.chosen()
		}
		these, err := x.these()
		filter := x.scope.filter()
		if summit, ok := x.data.Timeline().Summit(x.summit[len(x.summit)-1]); ok && filter.Series == "" {
			filter.Series = summit.Series
		}
		return append(these, filter), err
	}, func(x agendaInquiry) error {
		if len(x.summit) > 2 {
			return x.compareAll()
		}
		return x.compareTwo(x.summit[0], x.summit[1])
	}), "topics compare nato-2023-vilnius nato-2024-washington --track indo-pacific")
}

func (x *agendaInquiry) compareTwo(was, is timeline.SummitID) error {
	t := x.agenda.Timeline()
	if a, b := start(t, was), start(t, is); b.Last().Compare(a.First()) < 0 {
		return fmt.Errorf("%s (%s) is earlier than %s (%s): name the earlier one first", is, b, was, a)
	}
	change, err := x.agenda.Compare(was, is)
	if err != nil {
		return err
	}
	return show(x.app, x.out, reply[topicRow]{
		question: "compare",
		rows:     rowsOf(change, x.labels()),
		evidence: []timeline.Evidence{change.Evidence},
		text: func(w io.Writer) {
			fmt.Fprintf(w, "compare: %s with %s; %s\n", is, was, x.where())
			x.printChange(w, change)
		},
	})
}

func start(t timeline.Timeline, id timeline.SummitID) timeline.Date {
	s, _ := t.Summit(id)
	return s.Start
}

// rowsOf gives the topics of a change as rows, by topic.
func rowsOf(c timeline.Change, labels map[timeline.TopicID]string) []topicRow {
	var rows []topicRow
	add := func(change string, topics timeline.TopicSet, sure bool) {
		for id := range topics.All() {
			rows = append(rows, topicRow{
				Was: c.Was.Summit, Is: c.Is.Summit, Topic: id, Label: labels[id], Change: change, Sure: sure, New: of(c.New, id),
				Returned: of(c.Returned, id), WasDocuments: len(c.Was.Documents), IsDocuments: len(c.Is.Documents), Warning: c.Warning(),
			})
		}
	}
	add("kept", c.Kept.Sure, true)
	add("added", c.Added.Sure, true)
	add("added", c.Added.Maybe, false)
	add("dropped", c.Dropped.Sure, true)
	add("dropped", c.Dropped.Maybe, false)
	slices.SortFunc(rows, func(a, b topicRow) int { return cmp.Compare(a.Topic, b.Topic) })
	return rows
}

func (x *agendaInquiry) printChange(w io.Writer, c timeline.Change) {
	for _, e := range []timeline.Entry{c.Was, c.Is} {
		fmt.Fprintf(w, "%s: %s\n", x.title(e.Summit), extent(e))
	}
	recorded := func(f timeline.Finding) string { return fmt.Sprint(f.Count().Max) }
	back := timeline.Finding{Sure: c.Returned.Sure, Maybe: c.ReturnedAsRecorded().Minus(c.Returned.Sure)}
	unless := func(where string) string { return "a document not coded names it " + where }
	before := fmt.Sprintf("new against the %s before (%s)", counted(len(c.Before), "gathering"), brief(c.Before))
	printFinding(w, "kept", c.Kept.Count().String(), timeline.Finding{Sure: c.Kept.Sure}, "")
	printFinding(w, "added", recorded(c.Added), c.Added, unless("at "+string(c.Was.Summit)))
	printFinding(w, "dropped", recorded(c.Dropped), c.Dropped, unless("at "+string(c.Is.Summit)))
	printFinding(w, before, recorded(c.New), c.New, unless("there"))
	printFinding(w, "back from before "+string(c.Was.Summit), recorded(back), back, unless("at "+string(c.Was.Summit)))
	printGauges(w, "", c, "Jaccard", "turnover", "persistence", "novelty", "return")
	if !c.Closed {
		fmt.Fprintln(w, "the list of gatherings before is not known to be complete")
	}
	printWarning(w, "", c)
	fmt.Fprintf(w, "what is new is %s\n", certain(c.NewCertain(), c.Evidence))
}

// printFinding prints topics that were found, with those that a gap may make wrong on a line of their own.
func printFinding(w io.Writer, name, count string, f timeline.Finding, unless string) {
	fmt.Fprintf(w, "%s: %s\n", name, count)
	if f.Sure.Len() > 0 {
		wrap(w, "  ", list(ids(f.Sure)))
	}
	if f.Maybe.Len() > 0 {
		wrap(w, "  ", fmt.Sprintf("as recorded, unless %s: %s", unless, list(ids(f.Maybe))))
	}
}

// compareAll tells what several gatherings share.
func (x *agendaInquiry) compareAll() error {
	common, labels := x.agenda.Common(), x.labels()
	out := reply[commonRow]{question: "compare", evidence: []timeline.Evidence{common.Evidence}}
	var truths [][]timeline.Truth
	for id := range common.Any.All() {
		row := commonRow{Topic: id, Label: labels[id], All: of(common.All, id), One: of(common.One, id)}
		at := x.truths(id, common.Summits)
		for i, summit := range common.Summits {
			switch at[i] {
			case timeline.Yes:
				row.Named = append(row.Named, summit)
			case timeline.Unknown:
				row.Maybe = append(row.Maybe, summit)
			}
		}
		out.rows, truths = append(out.rows, row), append(truths, at)
	}
	out.text = func(w io.Writer) {
		fmt.Fprintf(w, "compare: %s; %s\n", counted(len(common.Summits), "gathering"), x.where())
		i := 0
		for e := range x.agenda.All() {
			i++
			fmt.Fprintf(w, "%d %s: %s\n", i, x.title(e.Summit), extent(e))
		}
		printFinding(w, "named at all of them", common.All.Count().String(), timeline.Finding{Sure: common.All.Sure}, "")
		printFinding(w, "named at one alone", fmt.Sprint(common.One.Count().Max), common.One, "a document not coded names it at another")
		table := columns(w)
		for k, row := range out.rows {
			cells := make([]string, len(truths[k]))
			for i, truth := range truths[k] {
				cells[i] = map[timeline.Truth]string{timeline.Yes: fmt.Sprint(i + 1), timeline.No: "-", timeline.Unknown: "?"}[truth]
			}
			fmt.Fprintf(table, "  %s\t%s\n", row.Label, strings.Join(cells, "\t"))
		}
		table.Flush()
		if !common.Complete {
			fmt.Fprintln(w, "? no document coded names it, and the agenda is not known to be complete")
		}
	}
	return show(x.app, x.out, out)
}

// truths tells at which gatherings a topic was named. What is named of one to come is never complete.
func (x *agendaInquiry) truths(id timeline.TopicID, summits []timeline.SummitID) []timeline.Truth {
	at := map[timeline.SummitID]timeline.Truth{}
	for step := range x.agenda.Of(timeline.Topic{ID: id}).All() {
		at[step.Summit] = step.Truth
	}
	found := make([]timeline.Truth, len(summits))
	for i, summit := range summits {
		found[i] = at[summit]
		if e, err := x.agenda.At(summit); err == nil && e.Topics.Has(id) {
			found[i] = timeline.Yes
		}
	}
	return found
}
