package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

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
	timeline.OtherHead:   "headed by somebody else",
	timeline.Present:     "there",
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
	h := &histories{}
	c := a.newQuestion(cobra.Command{
		Use:   "streak who...",
		Short: "The longest and the current run of consecutive gatherings that participants, groups or people attended",
		Long: `Find the longest run of consecutive gatherings that all of the participants, groups or people attended, and the run that lasts to the last
one. Where records have gaps the length is a span, with the gatherings that decide it.`,
	}, form{}, func(x inquiry) error {
		out, t := reply[runRow]{question: "streak"}, x.roll.Timeline()
		var runs []timeline.Run
		for _, told := range h.of(x) {
			for i, r := range []timeline.Run{told.history.Longest(), told.history.Current()} {
				runs = append(runs, r)
				out.evidence = append(out.evidence, r.Evidence)
				out.rows = append(out.rows, runRow{
					Who: told.who, Rule: x.rule.describe(), Run: []string{"longest", "current"}[i], Min: r.Length.Min, Max: r.Length.Max,
					From: r.From, To: r.To, Ended: r.Ended, Why: why(r.Why), Through: r.Through, Listed: r.Listed, Undecided: r.Undecided,
					Certain: r.Certain(), Closed: r.Closed, Weakest: r.Evidence.Weakest(),
				})
			}
		}
		out.text = func(w io.Writer) {
			for i, row := range out.rows {
				if row.Run == "longest" {
					fmt.Fprintf(w, "%s: %s\n", h.what("streak"), x.about(row.Who))
				}
				fmt.Fprintf(w, "%s: %s of the %s listed\n", row.Run, runs[i].Length, counted(row.Listed, "gathering"))
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
				if beside := besides(x.roll, runs[i]); len(beside) > 0 {
					fmt.Fprintf(w, "  at side sessions there: %s (--track counts those)\n", list(beside))
				}
				if len(row.Undecided) > 0 {
					fmt.Fprintf(w, "  %d undecided: %s\n", len(row.Undecided), brief(row.Undecided))
				}
				if !row.Closed {
					fmt.Fprintf(w, "  the list of gatherings is not known to be complete\n")
				}
				fmt.Fprintf(w, "  %s\n", certain(row.Certain, runs[i].Evidence))
			}
		}
		return show(x.app, x.out, out)
	})
	return example(h.flags(c), "attendance streak ip4 --series nato --from 2021 --to 2025")
}
