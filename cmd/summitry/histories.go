package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/timeline"
)

// A telling is the history of those asked about together, or of one of them.
type telling struct {
	who     string
	history timeline.History
}

// histories are the flags of the questions about histories.
type histories struct{ each, miss bool }

func (h *histories) flags(c *cobra.Command) *cobra.Command {
	c.Flags().BoolVar(&h.each, "each", false, "each of them alone, in place of all of them together")
	c.Flags().BoolVar(&h.miss, "miss", false, "the gatherings missed, in place of those attended: eligible, and not there by the rule")
	return c
}

// of gives the histories that a question is about.
func (h *histories) of(x inquiry) []telling {
	var found []telling
	if h.each {
		for id, history := range x.roll.Each(x.who) {
			found = append(found, telling{string(id), history})
		}
	} else {
		found = []telling{{x.whom(), x.roll.Of(x.who)}}
	}
	if h.miss {
		for i := range found {
			found[i].history = found[i].history.Not()
		}
	}
	return found
}

// what is the question in words.
func (h *histories) what(question string) string {
	if h.miss {
		return question + " missed"
	}
	return question
}

// occasionRow is the answer of first or last as a row.
type occasionRow struct {
	Who       string                           `csv:"who" doc:"the participants, groups or people asked about"`
	Rule      string                           `csv:"rule" doc:"who counts"`
	Summit    timeline.SummitID                `csv:"summit_id" doc:"the gathering at which it surely had happened so often; empty if there is none"`
	Undecided timeline.List[timeline.SummitID] `csv:"undecided" doc:"the gatherings at which it might have instead"`
	Certain   bool                             `csv:"certain" doc:"whether the records leave one answer"`
	Closed    bool                             `csv:"closed" doc:"whether the list of gatherings is known to be complete as far as it matters"`
	Listed    int                              `csv:"listed" doc:"how many gatherings the list has"`
	Weakest   timeline.Confidence              `csv:"weakest" doc:"the lowest confidence among the rows that it rests on"`
}

// occasions answers with an occasion for each history.
func (h *histories) occasions(x inquiry, question, side string, pick func(timeline.History) (timeline.Occasion, bool)) error {
	out, t := reply[occasionRow]{question: question}, x.roll.Timeline()
	var found []timeline.Occasion
	for _, told := range h.of(x) {
		o, _ := pick(told.history)
		found = append(found, o)
		out.evidence = append(out.evidence, o.Evidence)
		out.rows = append(out.rows, occasionRow{
			Who: told.who, Rule: x.rule.describe(), Summit: o.Summit, Undecided: o.Undecided, Certain: o.Certain(),
			Closed: o.Closed, Listed: o.Listed, Weakest: o.Evidence.Weakest(),
		})
	}
	out.text = func(w io.Writer) {
		for i, o := range found {
			fmt.Fprintf(w, "%s: %s\n", h.what(question), x.about(out.rows[i].Who))
			h.print(w, t, o, side)
		}
	}
	return show(x.app, x.out, out)
}

// print prints an occasion; side is where its undecided gatherings are, "before" or "after".
func (h *histories) print(w io.Writer, t timeline.Timeline, o timeline.Occasion, side string) {
	switch {
	case o.Summit == "" && len(o.Undecided) == 0:
		fmt.Fprintf(w, "  never, of %s listed\n", counted(o.Listed, "gathering"))
	case o.Summit == "":
		what := "never on record"
		if len(slices.Collect(o.Evidence.All())) == 0 {
			what = "nothing is on record"
		}
		fmt.Fprintf(w, "  %s; %d undecided: %s\n", what, len(o.Undecided), brief(o.Undecided))
	case len(o.Undecided) > 0:
		bound := map[string]string{"before": "no later than", "after": "no earlier than"}[side]
		fmt.Fprintf(w, "  %s %s\n", bound, named(t, o.Summit))
		fmt.Fprintf(w, "  %d undecided %s it: %s\n", len(o.Undecided), side, brief(o.Undecided))
	default:
		fmt.Fprintf(w, "  %s\n", named(t, o.Summit))
	}
	if !o.Closed {
		fmt.Fprintf(w, "  of the %s listed, a list that is not known to be complete\n", counted(o.Listed, "gathering"))
	}
	fmt.Fprintf(w, "  %s\n", certain(o.Certain(), o.Evidence))
}

func (a *app) newFirst() *cobra.Command {
	h, nth := &histories{}, 1
	c := a.newQuestion(cobra.Command{
		Use:   "first who...",
		Short: "The first gathering that participants, groups or people attended, all of them",
		Long: `Find the first gathering that all of the participants, groups or people attended; with --nth the second, or the third; with --miss the
first one that they missed. Where records have gaps the answer is "no later than", with the gatherings that are undecided.`,
	}, form{}, func(x inquiry) error {
		if nth < 1 {
			return usageError{fmt.Errorf("invalid argument %d for --nth: want a number from 1", nth)}
		}
		return h.occasions(x, "first", "before", func(history timeline.History) (timeline.Occasion, bool) { return history.Nth(nth) })
	})
	c.Flags().IntVar(&nth, "nth", 1, "the gathering at which it happened for the `n`th time")
	return example(h.flags(c), "attendance first ip4 --series nato --rank leader --together")
}

func (a *app) newLast() *cobra.Command {
	h := &histories{}
	c := a.newQuestion(cobra.Command{
		Use:   "last who...",
		Short: "The last gathering that participants, groups or people attended, all of them",
		Long: `Find the last gathering, of those read, that all of the participants, groups or people attended. Where records have gaps the answer is "no
earlier than", with the gatherings that are undecided.`,
	}, form{}, func(x inquiry) error {
		return h.occasions(x, "last", "after", timeline.History.Last)
	})
	return example(h.flags(c), "attendance last FRA --series nato --to 2021")
}

// momentsRow is one gathering at which something happened, as a row.
type momentsRow struct {
	Who    string            `csv:"who" doc:"the participants, groups or people asked about"`
	Rule   string            `csv:"rule" doc:"who counts"`
	What   string            `csv:"what" doc:"what happened: shared, return, lapse"`
	Summit timeline.SummitID `csv:"summit_id" doc:"the gathering"`
	Sure   bool              `csv:"sure" doc:"whether it surely happened there; otherwise the records do not tell"`
}

// A happening is a number of gatherings at which one thing happened.
type happening struct {
	who, what string
	timeline.Occasions
}

// moments answers with the gatherings at which things happened.
func moments(x inquiry, question string, title func(happening) string, found []happening) error {
	out := reply[momentsRow]{question: question}
	all := timeline.Evidence{}
	for i, f := range found {
		for sure, ids := range map[bool][]timeline.SummitID{true: f.Sure, false: f.Maybe} {
			for _, id := range ids {
				out.rows = append(out.rows, momentsRow{Who: f.who, Rule: x.rule.describe(), What: f.what, Summit: id, Sure: sure})
			}
		}
		if i == 0 {
			all = f.Evidence
		} else {
			all = all.And(f.Evidence)
		}
	}
	place := map[timeline.SummitID]int{}
	for s := range x.roll.Timeline().All() {
		place[s.ID] = len(place)
	}
	slices.SortStableFunc(out.rows, func(a, b momentsRow) int { return place[a.Summit] - place[b.Summit] })
	out.evidence = []timeline.Evidence{all}
	out.text = func(w io.Writer) {
		for _, f := range found {
			fmt.Fprintf(w, "%s: %s of the %s listed\n", title(f), f.Count, counted(f.Listed, "gathering"))
			for _, id := range f.Sure {
				fmt.Fprintf(w, "  %s\n", named(x.roll.Timeline(), id))
			}
			if len(f.Maybe) > 0 {
				fmt.Fprintf(w, "  %d undecided: %s\n", len(f.Maybe), brief(f.Maybe))
			}
			if !f.Closed {
				fmt.Fprintf(w, "  the list of gatherings is not known to be complete\n")
			}
			fmt.Fprintf(w, "  %s\n", certain(f.Certain(), f.Evidence))
		}
	}
	return show(x.app, x.out, out)
}

func (a *app) newTogether() *cobra.Command {
	h := &histories{}
	c := a.newQuestion(cobra.Command{
		Use:   "together who...",
		Short: "The gatherings that participants, groups or people shared",
		Long: `List the gatherings that all of the participants, groups or people attended; with --together those where they sat in one session, with
--track those sessions.`,
	}, form{}, func(x inquiry) error {
		var found []happening
		for _, told := range h.of(x) {
			found = append(found, happening{told.who, "shared", told.history.Occasions()})
		}
		return moments(x, "together", func(f happening) string { return h.what("together") + ": " + x.about(f.who) }, found)
	})
	return example(h.flags(c), "attendance together ip4 --series nato --from 2022 --to 2025")
}

func (a *app) newReturns() *cobra.Command {
	h, gap := &histories{}, 1
	c := a.newQuestion(cobra.Command{
		Use:   "returns who...",
		Short: "Where participants, groups or people came back after a gap, and where one began",
		Long: `List the gatherings that participants, groups or people attended after a gap of at least so many in a row that they did not (returns), and
those before such a gap (lapses).`,
	}, form{}, func(x inquiry) error {
		if gap < 1 {
			return usageError{fmt.Errorf("invalid argument %d for --gap: want a number from 1", gap)}
		}
		var found []happening
		for _, told := range h.of(x) {
			found = append(found,
				happening{told.who, "return", told.history.Returns(gap)}, happening{told.who, "lapse", told.history.Lapses(gap)})
		}
		return moments(x, "returns", func(f happening) string {
			return fmt.Sprintf("%s: %s", map[string]string{"return": "returns", "lapse": "lapses"}[f.what], x.about(f.who))
		}, found)
	})
	c.Flags().IntVar(&gap, "gap", 1, "how many gatherings in a `n`umber are a gap")
	return example(h.flags(c), "attendance returns JPN --series nato --from 2009 --to 2025 --gap 2")
}

// rateRow is the answer of rate as a row.
type rateRow struct {
	Who     string            `csv:"who" doc:"the participants, groups or people asked about"`
	Rule    string            `csv:"rule" doc:"who counts"`
	Yes     int               `csv:"attended_min" doc:"the least number of gatherings that count, of those for which they were eligible"`
	YesMax  int               `csv:"attended_max" doc:"the greatest"`
	No      int               `csv:"missed_min" doc:"the least number of gatherings missed"`
	NoMax   int               `csv:"missed_max" doc:"the greatest"`
	Unknown int               `csv:"unknown" doc:"the gatherings of which it is not known whether they count, or whether they were eligible"`
	Of      int               `csv:"eligible_min" doc:"the least number of gatherings for which they were eligible"`
	OfMax   int               `csv:"eligible_max" doc:"the greatest"`
	Least   *float64          `csv:"rate_min" doc:"the least rate; empty if there is none"`
	Most    *float64          `csv:"rate_max" doc:"the greatest rate; empty if there is none"`
	RankMin *int              `csv:"place_min" doc:"the best place by rate among those asked about that it may have; of --each alone"`
	RankMax *int              `csv:"place_max" doc:"the worst place"`
	Through timeline.SummitID `csv:"through_summit_id" doc:"the last gathering read"`
	Listed  int               `csv:"listed" doc:"how many gatherings the list has"`
	Certain bool              `csv:"certain" doc:"whether the records leave one answer"`
}

func (a *app) newRate() *cobra.Command {
	h := &histories{}
	c := a.newQuestion(cobra.Command{
		Use:   "rate [who...]",
		Short: "How often participants, groups or people attended, of the gatherings for which they were eligible",
		Long: `Give how often all of the participants, groups or people attended, of the gatherings for which they were eligible; with --each, and if none is
named, of each alone, the highest rate first. Eligible are the members on the day, by --eligible also who was invited, or anybody. Where
records have gaps a rate is a span: the least if nobody came of whom that is not known, the greatest if all did.`,
	}, form{everybody: true}, func(x inquiry) error {
		h.each = h.each || x.all // what all participants of all times attended together is nothing
		out := reply[rateRow]{question: "rate"}
		var rates []timeline.Rate
		told := h.of(x)
		for _, t := range told {
			rates = append(rates, t.history.Rate())
		}
		order := make([]int, len(rates))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(i, j int) int { return byRate(rates[i], rates[j]) })
		for _, i := range order {
			r := rates[i]
			row := rateRow{
				Who: told[i].who, Rule: x.rule.describe(), Yes: r.Yes.Min, YesMax: r.Yes.Max, No: r.No.Min, NoMax: r.No.Max,
				Unknown: r.Unknown, Of: r.Of.Min, OfMax: r.Of.Max, Through: r.Through, Listed: r.Listed, Certain: r.Certain(),
			}
			row.Least, row.Most = bounds(r.Share)
			if h.each && r.Share.Value == timeline.Yes {
				row.RankMin, row.RankMax = places(r, rates)
			}
			out.rows, out.evidence = append(out.rows, row), append(out.evidence, r.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "%s: %s\n", h.what("rate"), x.about(map[bool]string{true: "each", false: x.whom()}[h.each]))
			table := columns(w)
			none := 0
			for k, i := range order {
				r := rates[i]
				if r.Share.Value == timeline.No && h.each {
					none++
					continue
				}
				fmt.Fprintf(table, "  %s\t%s\t%s", out.rows[k].Who, r, r.Share)
				if r.Unknown > 0 {
					fmt.Fprintf(table, "\t%d not known", r.Unknown)
				}
				fmt.Fprintln(table)
			}
			table.Flush()
			if none > 0 {
				fmt.Fprintf(w, "  %s eligible at none\n", counted(none, "participant"))
			}
			if len(rates) > 0 && !rates[0].Closed {
				fmt.Fprintf(w, "  the list of gatherings is not known to be complete\n")
			}
		}
		return show(x.app, x.out, out)
	})
	return example(h.flags(c), "attendance rate FRA GBR GRC POL USA --series nato --from 2021 --to 2025 --rank leader --each")
}

// byRate puts the higher rate first, by the least that it can be, and those without one last.
func byRate(a, b timeline.Rate) int {
	switch {
	case (a.Share.Value == timeline.No) != (b.Share.Value == timeline.No):
		return map[bool]int{true: 1, false: -1}[a.Share.Value == timeline.No]
	case a.Share.Least != b.Share.Least:
		return map[bool]int{true: -1, false: 1}[a.Share.Least > b.Share.Least]
	case a.Share.Most != b.Share.Most:
		return map[bool]int{true: -1, false: 1}[a.Share.Most > b.Share.Most]
	}
	return 0
}

// places gives the best and the worst place that a rate may have among others.
func places(r timeline.Rate, all []timeline.Rate) (best, worst *int) {
	first, last := 1, 1
	for _, other := range all {
		if other.Share.Value != timeline.Yes {
			continue
		}
		if other.Share.Least > r.Share.Most {
			first++
		}
		if other.Share.Most > r.Share.Least {
			last++
		}
	}
	if r.Share.Most > r.Share.Least {
		last-- // it is not before itself
	}
	return &first, &last
}

// bounds gives those of a measure as cells.
func bounds(m timeline.Measure) (least, most *float64) {
	if m.Value == timeline.No {
		return nil, nil
	}
	return &m.Least, &m.Most
}
