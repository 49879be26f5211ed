package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

type actors = timeline.List[timeline.ActorID]

// attendanceChangeRow is who was at one gathering against who was at another, as a row.
type attendanceChangeRow struct {
	Was          timeline.SummitID `csv:"was_summit_id" doc:"the gathering compared with"`
	Is           timeline.SummitID `csv:"is_summit_id" doc:"the gathering compared"`
	Who          string            `csv:"who" doc:"whom the question is about"`
	Rule         string            `csv:"rule" doc:"who counts"`
	WasMin       int               `csv:"was_min" doc:"the least number of those at the first by the rule"`
	WasMax       int               `csv:"was_max" doc:"the greatest"`
	IsMin        int               `csv:"is_min" doc:"the least number of those at the second"`
	IsMax        int               `csv:"is_max" doc:"the greatest"`
	MoreMin      int               `csv:"more_min" doc:"how many more those at the second are, at the least; negative if they are fewer"`
	MoreMax      int               `csv:"more_max" doc:"how many more they are at the most"`
	Kept         actors            `csv:"kept" doc:"who was at both"`
	MaybeKept    actors            `csv:"kept_perhaps" doc:"who might have been"`
	Added        actors            `csv:"added" doc:"who was at the second and not at the first"`
	MaybeAdded   actors            `csv:"added_perhaps" doc:"who might have been"`
	Dropped      actors            `csv:"dropped" doc:"who was at the first and not at the second"`
	MaybeDropped actors            `csv:"dropped_perhaps" doc:"who might have been"`
	New          actors            `csv:"new" doc:"who was at the second for the first time"`
	MaybeNew     actors            `csv:"new_perhaps" doc:"who might have been"`
	Back         actors            `csv:"returned" doc:"who was at the second, not at the first, and at a gathering before"`
	MaybeBack    actors            `csv:"returned_perhaps" doc:"who might have been"`
	Missing      actors            `csv:"missing" doc:"who was eligible at the second, and was not there by the rule"`
	MaybeMissing actors            `csv:"missing_perhaps" doc:"who might have been"`
	Higher       actors            `csv:"higher" doc:"who sent somebody of a higher rank to the second; of people there are none"`
	MaybeHigher  actors            `csv:"higher_perhaps" doc:"who might have"`
	Lower        actors            `csv:"lower" doc:"who sent somebody of a lower rank to the second"`
	MaybeLower   actors            `csv:"lower_perhaps" doc:"who might have"`
	Least        *float64          `csv:"turnover_min" doc:"the least turnover: those added and dropped, of all who were at one of the two; empty if there is none"`
	Most         *float64          `csv:"turnover_max" doc:"the greatest"`
	Closed       bool              `csv:"closed" doc:"whether the list of gatherings is known to be complete through the second"`
	NewCertain   bool              `csv:"new_certain" doc:"whether the records leave one answer of who is new"`
}

// A rise is who sent somebody of another rank to the second of two gatherings than to the first.
type rise struct {
	Higher, Lower attendance.Finding
	all           []attendance.Shifts
}

// rise compares the ranks at two gatherings, whatever was between them.
func (x inquiry) rise(c attendance.Change) (rise, error) {
	t, err := x.roll.Timeline().Select(timeline.Filter{Summit: c.Was.Summit, Track: x.scope.track}, timeline.Filter{Summit: c.Is.Summit, Track: x.scope.track})
	if err != nil {
		return rise{}, err
	}
	found := rise{all: slices.Collect(x.data.Roll(t, x.rule.rule()).Shifts(x.who))}
	add := func(f *attendance.Finding, id timeline.ActorID, n timeline.Count) {
		switch {
		case n.Min > 0:
			f.Sure = append(f.Sure, id)
		case n.Max > 0:
			f.Maybe = append(f.Maybe, id)
		}
	}
	for _, s := range found.all {
		add(&found.Higher, s.Actor, s.Upgrades.Count)
		add(&found.Lower, s.Actor, s.Downgrades.Count)
	}
	return found, nil
}

// compared answers with comparisons, and with ranks if there is a way to compare them.
func compared(x inquiry, question string, changes []attendance.Change, ranks func(c attendance.Change) (rise, error), print func(w io.Writer, c attendance.Change, r rise)) error {
	out := reply[attendanceChangeRow]{question: question}
	rises := make([]rise, len(changes))
	for i, c := range changes {
		if ranks != nil {
			var err error
			if rises[i], err = ranks(c); err != nil {
				return err
			}
		}
		was, is := c.Was.Present.Count(), c.Is.Present.Count()
		more := is.Minus(was)
		row := attendanceChangeRow{
			Was: c.Was.Summit, Is: c.Is.Summit, Who: x.whom(), Rule: x.rule.describe(),
			WasMin: was.Min, WasMax: was.Max, IsMin: is.Min, IsMax: is.Max, MoreMin: more.Min, MoreMax: more.Max,
			Kept: c.Kept.Sure, MaybeKept: c.Kept.Maybe, Added: c.Added.Sure, MaybeAdded: c.Added.Maybe, Dropped: c.Dropped.Sure, MaybeDropped: c.Dropped.Maybe,
			New: c.New.Sure, MaybeNew: c.New.Maybe, Back: c.Returned.Sure, MaybeBack: c.Returned.Maybe, Missing: c.Is.Missing.Sure, MaybeMissing: c.Is.Missing.Maybe,
			Higher: rises[i].Higher.Sure, MaybeHigher: rises[i].Higher.Maybe, Lower: rises[i].Lower.Sure, MaybeLower: rises[i].Lower.Maybe,
			Closed: c.Closed, NewCertain: c.NewCertain(),
		}
		row.Least, row.Most = bounds(c.Measures.Turnover)
		out.rows, out.evidence = append(out.rows, row), append(out.evidence, c.Evidence)
	}
	out.text = func(w io.Writer) {
		fmt.Fprintf(w, "%s: %s\n", question, x.about(x.whom()))
		x.since(w)
		if len(changes) == 0 {
			fmt.Fprintln(w, "no gathering has one before it in its series")
		}
		none := 0
		for i, c := range changes {
			if len(changes) > 1 && c.Was.Present.Count().Max+c.Is.Present.Count().Max == 0 {
				none++
				continue
			}
			print(w, c, rises[i])
		}
		if none > 0 {
			fmt.Fprintf(w, "%s with nobody at the gathering or the one before\n", counted(none, "comparison"))
		}
	}
	return show(x.app, x.out, out)
}

// printComing prints a comparison in short. Of people, of whom almost any may have been there, only those are named who surely were.
func (x inquiry) printComing(w io.Writer, c attendance.Change, people bool) {
	t, was, is := x.roll.Timeline(), c.Was.Present.Count(), c.Is.Present.Count()
	fmt.Fprintf(w, "%s, after %s\n", named(t, c.Is.Summit), t.Name(c.Was.Summit))
	fmt.Fprintf(w, "  there: %s, %s %s before; turnover %s\n", is, more(is.Minus(was)), was, c.Measures.Turnover)
	parts := []part{{"new", c.New}, {"returned", c.Returned}, {"dropped", c.Dropped}, {"missing", c.Is.Missing}}
	if people {
		parts = parts[:3]
	}
	for _, p := range parts {
		text := x.finding(p.found, brief[string], brief[string])
		if people {
			text = x.surely(p.found)
		}
		wrap(w, "  ", p.name+": "+text)
	}
	if !c.Closed {
		fmt.Fprintln(w, "  the list of gatherings is not known to be complete")
	}
}

// A part of a comparison has a name.
type part struct {
	name  string
	found attendance.Finding
}

func (a *app) newAttendanceCompare() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "compare summit summit [who...]",
		Short: "Who was at two gatherings: at both, at one alone, for the first time, back again",
		Long: `Compare who was at two gatherings, the earlier named first: how many more or fewer at the second, who was at both, at the second alone
(added), at the first alone (dropped), who was new against all gatherings of its series before, who returned, and who sent somebody of a
higher or a lower rank. With --rank leader: did more leaders come?`,
	}, form{
		leading: []string{"the earlier summit", "the later one"}, everybody: true, oneByOne: true,
		choose: func(x inquiry) ([]timeline.Filter, error) {
			was, is := timeline.SummitID(x.args[0]), timeline.SummitID(x.args[1])
			if was == is {
				return nil, fmt.Errorf("want two summits, not %s twice", is)
			}
			t, filter := x.data.Timeline(), x.scope.filter()
			earlier, known := t.Summit(was)
			later, ok := t.Summit(is)
			if known && ok && later.Start.Last().Compare(earlier.Start.First()) < 0 {
				return nil, fmt.Errorf("%s (%s) is earlier than %s (%s): name the earlier one first", is, later.Start, was, earlier.Start)
			}
			if filter.Series == "" {
				filter.Series = later.Series
			}
			return []timeline.Filter{filter, {Summit: was, Track: x.scope.track}, {Summit: is, Track: x.scope.track}}, nil
		},
	}, func(x inquiry) error {
		change, err := x.roll.Compare(timeline.SummitID(x.args[0]), timeline.SummitID(x.args[1]), x.who)
		if err != nil {
			return err
		}
		return compared(x, "compare", []attendance.Change{change}, x.rise, func(w io.Writer, c attendance.Change, r rise) {
			t := x.roll.Timeline()
			was, is := c.Was.Present.Count(), c.Is.Present.Count()
			fmt.Fprintf(w, "%s: %s\n%s: %s, %s %s\n", named(t, c.Was.Summit), was, named(t, c.Is.Summit), is, more(is.Minus(was)), was)
			for _, p := range []part{{"kept", c.Kept}, {"added", c.Added}, {"dropped", c.Dropped}} {
				wrap(w, "  ", p.name+": "+x.finding(p.found, list[string], brief[string]))
			}
			fmt.Fprintf(w, "against the %s before (%s)\n", counted(len(c.Before), "gathering"), brief(c.Before))
			wrap(w, "  ", "new: "+x.finding(c.New, list[string], brief[string]))
			wrap(w, "  ", "returned: "+x.finding(c.Returned, list[string], brief[string]))
			x.printRise(w, r)
			fmt.Fprintf(w, "turnover: %s\n", c.Measures.Turnover)
			if !c.Closed {
				fmt.Fprintln(w, "the list of gatherings before is not known to be complete")
			}
			fmt.Fprintf(w, "who is new is %s\n", certain(c.NewCertain(), c.Evidence))
		})
	})
	return example(c, "attendance compare nato-2022-madrid nato-2024-washington ip4 --rank leader")
}

// printRise prints who sent somebody of another rank, with both ranks where they are on record.
func (x inquiry) printRise(w io.Writer, r rise) {
	if len(r.all) == 0 {
		return // of people there are no levels
	}
	ranks := map[timeline.ActorID]string{}
	for _, s := range r.all {
		for _, one := range s.Recorded {
			ranks[s.Actor] = fmt.Sprintf(": %s, then %s", rankWords[one.Was], rankWords[one.Is])
		}
	}
	fmt.Fprintln(w, "level, of who counts at both")
	for _, p := range []part{{"higher", r.Higher}, {"lower", r.Lower}} {
		wrap(w, "  ", p.name+": "+x.finding(p.found, list[string], brief[string]))
		for _, id := range p.found.Sure {
			fmt.Fprintf(w, "    %s%s\n", id, ranks[id])
		}
	}
}

func (a *app) newAttendanceChanges() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "changes [who...]",
		Short: "Who is new, back or missing at each gathering, against the one before",
		Long: `Compare each gathering with the one before it in its series: how many more or fewer came, who was there for the first time of those read,
who returned, who was not there again (dropped), and who was missing of those eligible. Turnover is the share of those added and dropped.`,
	}, form{everybody: true, oneByOne: true}, func(x inquiry) error {
		ranks := x.rise
		if x.format == "text" {
			ranks = nil // it has no place for them, and they take a while
		}
		return compared(x, "changes", slices.Collect(x.roll.Changes(x.who)), ranks, func(w io.Writer, c attendance.Change, _ rise) { x.printComing(w, c, false) })
	})
	return example(c, "attendance changes ip4 --series nato --from 2022-06 --to 2025 --rank leader")
}

func (a *app) newTurnover() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "turnover [who...]",
		Short: "How many of the people who head delegations are new, against the gathering before",
		Long: `Compare the people who headed the delegations of participants or groups with those at the gathering before: how many are new, returned or not
there again. Turnover is the share of those of all who headed one at either. A delegation whose head is not recorded may have had any.`,
	}, form{everybody: true, oneByOne: true}, func(x inquiry) error {
		return compared(x, "turnover", slices.Collect(x.roll.Changes(x.data.Delegates(x.who))), nil, func(w io.Writer, c attendance.Change, _ rise) { x.printComing(w, c, true) })
	})
	return example(c, "attendance turnover ip4 --series nato --from 2022-06 --to 2025")
}
