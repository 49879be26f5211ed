package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// A question is the flags of a question about attendance.
type question struct {
	scope scope
	rule  rule
}

// newQuestion makes a command that asks about participants and groups.
func (a *app) newQuestion(c cobra.Command, answer func(w io.Writer, q *question, who attendance.Who, roll attendance.Roll) error) *cobra.Command {
	q := &question{}
	c.Args = args(cobra.MinimumNArgs(1), "want at least one participant or group")
	c.RunE = func(c *cobra.Command, ids []string) error {
		if err := a.checkFormat(); err != nil {
			return err
		}
		data, err := a.open()
		if err != nil {
			return err
		}
		actors := make([]timeline.ActorID, len(ids))
		for i, id := range ids {
			actors[i] = timeline.ActorID(id)
		}
		who, err := data.Who(actors...)
		if err != nil {
			return err
		}
		t, err := a.read(data.Timeline(), &q.scope).Select(q.scope.filter())
		if err != nil {
			return err
		}
		roll := data.Roll(t, q.rule.rule())
		if len(slices.Collect(roll.Of(who).All())) == 0 {
			return errors.New("no gathering that was held fits the question")
		}
		return answer(c.OutOrStdout(), q, who, roll)
	}
	q.scope.flags(&c)
	q.rule.flags(&c)
	a.answers(&c, true)
	return &c
}

// about says what a question is about: who, and by which rule, at which gatherings.
func (q *question) about(who attendance.Who) string {
	scope := q.scope.describe()
	if scope == "" {
		scope = "all series"
	}
	return fmt.Sprintf("%s %s; %s", who, q.rule.describe(), scope)
}

func certain(yes bool, e timeline.Evidence) string {
	word := "not certain"
	if yes {
		word = "certain"
	}
	if c := e.Weakest(); c != 0 {
		word += fmt.Sprintf("; the weakest row it rests on has %s confidence", c)
	}
	return word
}

// firstRow is the answer of first as a row.
type firstRow struct {
	Who       string                           `csv:"who" doc:"the participants or groups asked about"`
	Rule      string                           `csv:"rule" doc:"who counts"`
	Summit    timeline.SummitID                `csv:"summit_id" doc:"the earliest gathering that surely counts; empty if there is none"`
	Undecided timeline.List[timeline.SummitID] `csv:"undecided" doc:"the gatherings before it that might count"`
	Certain   bool                             `csv:"certain" doc:"whether the records leave one answer"`
	Closed    bool                             `csv:"closed" doc:"whether the list of gatherings is known to be complete so far"`
	Listed    int                              `csv:"listed" doc:"how many gatherings the list has"`
	Weakest   timeline.Confidence              `csv:"weakest" doc:"the lowest confidence among the rows that it rests on"`
}

func (a *app) newFirst() *cobra.Command {
	return a.newQuestion(cobra.Command{
		Use:   "first who...",
		Short: "The first gathering that participants or groups attended, all of them",
		Long: `Find the first gathering that all of the participants or groups attended. Where records have gaps the answer is "no later than", with the
gatherings that are undecided.`,
		Example: "  summitry attendance first ip4 --series nato --rank leader --together",
	}, func(w io.Writer, q *question, who attendance.Who, roll attendance.Roll) error {
		t := roll.Timeline()
		first, _ := roll.Of(who).First()
		row := firstRow{
			Who: who.String(), Rule: q.rule.describe(), Summit: first.Summit, Undecided: first.Undecided, Certain: first.Certain(),
			Closed: first.Closed, Listed: first.Listed, Weakest: first.Evidence.Weakest(),
		}
		switch a.format {
		case "csv":
			return exporters.WriteCSV(w, exporters.NewTable("first", "", slices.Values([]firstRow{row})))
		case "json":
			return writeJSON(w, struct {
				Question  string                           `json:"question"`
				Who       string                           `json:"who"`
				Rule      string                           `json:"rule"`
				Summit    any                              `json:"summit_id"`
				Undecided timeline.List[timeline.SummitID] `json:"undecided"`
				Certain   bool                             `json:"certain"`
				Closed    bool                             `json:"closed"`
				Listed    int                              `json:"listed"`
				Weakest   any                              `json:"weakest"`
				Evidence  timeline.Evidence                `json:"evidence"`
			}{"first", row.Who, row.Rule, orNull(row.Summit), row.Undecided, row.Certain, row.Closed, row.Listed, orNull(row.Weakest.String()), first.Evidence})
		}
		fmt.Fprintf(w, "first: %s\n", q.about(who))
		switch {
		case first.Summit == "" && len(first.Undecided) == 0:
			fmt.Fprintf(w, "  never, of %s listed\n", counted(first.Listed, "gathering"))
		case first.Summit == "":
			what := "never on record"
			if len(slices.Collect(first.Evidence.All())) == 0 {
				what = "nothing is on record"
			}
			fmt.Fprintf(w, "  %s; %d undecided: %s\n", what, len(first.Undecided), brief(first.Undecided))
		case len(first.Undecided) > 0:
			fmt.Fprintf(w, "  no later than %s\n", named(t, first.Summit))
			fmt.Fprintf(w, "  %d undecided before it: %s\n", len(first.Undecided), brief(first.Undecided))
		default:
			fmt.Fprintf(w, "  %s\n", named(t, first.Summit))
		}
		if !first.Closed {
			fmt.Fprintf(w, "  of the %s listed, a list that is not known to be complete\n", counted(first.Listed, "gathering"))
		}
		fmt.Fprintf(w, "  %s\n", certain(first.Certain(), first.Evidence))
		if a.explain {
			return explain(w, first.Evidence)
		}
		return nil
	})
}

// named gives a summit with its name and days.
func named(t timeline.Timeline, id timeline.SummitID) string {
	s, _ := t.Summit(id)
	return fmt.Sprintf("%s (%s, %s to %s)", id, s.Name, s.Start, s.End)
}

// runRow is one answer of streak as a row.
type runRow struct {
	Who       string                           `csv:"who" doc:"the participants or groups asked about"`
	Rule      string                           `csv:"rule" doc:"who counts"`
	Run       string                           `csv:"run" doc:"longest, or current at the last gathering read"`
	Min       int                              `csv:"length_min" doc:"the least number of gatherings"`
	Max       int                              `csv:"length_max" doc:"the greatest number of gatherings"`
	From      timeline.SummitID                `csv:"from_summit_id" doc:"the first gathering of the run that is sure"`
	To        timeline.SummitID                `csv:"to_summit_id" doc:"the last gathering of the run that is sure"`
	Ended     timeline.SummitID                `csv:"ended_summit_id" doc:"the gathering that ended it, or might have"`
	Why       string                           `csv:"why" doc:"why it ended there, by participant"`
	Through   timeline.SummitID                `csv:"through_summit_id" doc:"the last gathering read"`
	Listed    int                              `csv:"listed" doc:"how many gatherings the list has"`
	Undecided timeline.List[timeline.SummitID] `csv:"undecided" doc:"the gatherings that decide the difference"`
	Certain   bool                             `csv:"certain" doc:"whether the records leave one answer"`
	Closed    bool                             `csv:"closed" doc:"whether the list of gatherings is known to be complete"`
	Weakest   timeline.Confidence              `csv:"weakest" doc:"the lowest confidence among the rows that it rests on"`
}

// words are those of an End, as a person reads them after the names of those whom it is about.
var words = map[timeline.End]string{
	timeline.Absent:      "absent",
	timeline.Outside:     "neither member nor guest there",
	timeline.BelowLevel:  "below the level",
	timeline.StandIn:     "by a stand-in",
	timeline.ByVideo:     "by video",
	timeline.InOtherRole: "in another capacity",
	timeline.Apart:       "all there, in no session together",
	timeline.Left:        "no member any more",
	timeline.Suspended:   "suspended",
	timeline.Undecided:   "not known",
}

func why(reasons []timeline.Reason) string {
	var ends []timeline.End
	actors := map[timeline.End][]timeline.ActorID{}
	for _, r := range reasons {
		if !slices.Contains(ends, r.End) {
			ends = append(ends, r.End)
		}
		if r.Actor != "" {
			actors[r.End] = append(actors[r.End], r.Actor)
		}
	}
	var parts []string
	for _, e := range ends {
		text := words[e]
		if len(actors[e]) > 0 {
			text = list(actors[e]) + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// besides gives those whose missing ended a run and who sat at side sessions of that gathering.
func besides(roll attendance.Roll, run timeline.Run) []timeline.ActorID {
	var found []timeline.ActorID
	t := roll.Timeline()
	for r := range roll.Register().Records() {
		session, _ := t.Session(r.Session)
		if r.Summit == run.Ended && session.Scope == timeline.Side && r.Status == attendance.Attended && !t.Includes(r.Summit, r.Session) && t.Sees(r.Confidence, r.Sources) && t.Begun(session.Date) &&
			!slices.Contains(found, r.Participant) && slices.ContainsFunc(run.Why, func(w timeline.Reason) bool {
			return w.Actor == r.Participant && (w.End == timeline.Outside || w.End == timeline.Absent)
		}) {
			found = append(found, r.Participant)
		}
	}
	slices.Sort(found)
	return found
}

func (a *app) newStreak() *cobra.Command {
	return a.newQuestion(cobra.Command{
		Use:   "streak who...",
		Short: "The longest and the current run of consecutive gatherings that participants or groups attended",
		Long: `Find the longest run of consecutive gatherings that all of the participants or groups attended, and the run that lasts to the last one. Where
records have gaps the length is a span, with the gatherings that decide it.`,
		Example: "  summitry attendance streak ip4 --series nato --from 2021 --to 2025",
	}, func(w io.Writer, q *question, who attendance.Who, roll attendance.Roll) error {
		var rows []runRow
		t, h := roll.Timeline(), roll.Of(who)
		runs := map[string]timeline.Run{"longest": h.Longest(), "current": h.Current()}
		order := []string{"longest", "current"}
		for _, name := range order {
			r := runs[name]
			rows = append(rows, runRow{
				Who: who.String(), Rule: q.rule.describe(), Run: name, Min: r.Length.Min, Max: r.Length.Max, From: r.From, To: r.To,
				Ended: r.Ended, Why: why(r.Why), Through: r.Through, Listed: r.Listed, Undecided: r.Undecided, Certain: r.Certain(),
				Closed: r.Closed, Weakest: r.Evidence.Weakest(),
			})
		}
		switch a.format {
		case "csv":
			return exporters.WriteCSV(w, exporters.NewTable("streak", "", slices.Values(rows)))
		case "json":
			type answer struct {
				Question  string                           `json:"question"`
				Who       string                           `json:"who"`
				Rule      string                           `json:"rule"`
				Run       string                           `json:"run"`
				Min       int                              `json:"length_min"`
				Max       int                              `json:"length_max"`
				From      any                              `json:"from_summit_id"`
				To        any                              `json:"to_summit_id"`
				Ended     any                              `json:"ended_summit_id"`
				Why       any                              `json:"why"`
				Through   any                              `json:"through_summit_id"`
				Listed    int                              `json:"listed"`
				Undecided timeline.List[timeline.SummitID] `json:"undecided"`
				Certain   bool                             `json:"certain"`
				Closed    bool                             `json:"closed"`
				Weakest   any                              `json:"weakest"`
				Evidence  timeline.Evidence                `json:"evidence"`
			}
			var out []answer
			for _, r := range rows {
				out = append(out, answer{
					"streak", r.Who, r.Rule, r.Run, r.Min, r.Max, orNull(r.From), orNull(r.To), orNull(r.Ended), orNull(r.Why), orNull(r.Through),
					r.Listed, r.Undecided, r.Certain, r.Closed, orNull(r.Weakest.String()), runs[r.Run].Evidence,
				})
			}
			return writeJSON(w, out)
		}
		fmt.Fprintf(w, "streak: %s\n", q.about(who))
		for _, row := range rows {
			fmt.Fprintf(w, "%s: %s of the %s listed\n", row.Run, runs[row.Run].Length, counted(row.Listed, "gathering"))
			switch {
			case row.From == "":
			case row.From == row.To:
				fmt.Fprintf(w, "  %s\n", named(t, row.From))
			default:
				fmt.Fprintf(w, "  %s to %s\n", named(t, row.From), named(t, row.To))
			}
			switch {
			case row.Ended != "" && row.From == "":
				fmt.Fprintf(w, "  at %s: %s\n", row.Ended, row.Why)
			case row.Ended != "":
				fmt.Fprintf(w, "  ended at %s: %s\n", row.Ended, row.Why)
			case row.From != "":
				fmt.Fprintf(w, "  goes on at %s, the last gathering read\n", row.Through)
			}
			if beside := besides(roll, runs[row.Run]); len(beside) > 0 {
				fmt.Fprintf(w, "  at side sessions there: %s (--track counts those)\n", list(beside))
			}
			if len(row.Undecided) > 0 {
				fmt.Fprintf(w, "  %d undecided: %s\n", len(row.Undecided), brief(row.Undecided))
			}
			if !row.Closed {
				fmt.Fprintf(w, "  the list of gatherings is not known to be complete\n")
			}
			fmt.Fprintf(w, "  %s\n", certain(row.Certain, runs[row.Run].Evidence))
		}
		if a.explain {
			return explain(w, runs["longest"].Evidence)
		}
		return nil
	})
}
