package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// experienceRow is how often the head of a delegation had been there before, as a row.
type experienceRow struct {
	Summit      timeline.SummitID                `csv:"summit_id" doc:"the gathering"`
	Participant timeline.ActorID                 `csv:"participant_id" doc:"the participant"`
	Name        string                           `csv:"name" doc:"its name"`
	Person      timeline.ActorID                 `csv:"person_id" doc:"who headed its delegation"`
	PersonName  string                           `csv:"person" doc:"the name of the person"`
	Rule        string                           `csv:"rule" doc:"who counts"`
	Min         int                              `csv:"earlier_min" doc:"at how many gatherings before the person had headed a delegation by the rule, at the least"`
	Max         int                              `csv:"earlier_max" doc:"at the most"`
	Undecided   timeline.List[timeline.SummitID] `csv:"undecided" doc:"the gatherings that decide the difference"`
}

func (a *app) newExperience() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "experience [who...]",
		Short: "How often the head of each delegation had been there before",
		Long: `Give for each participant at each gathering, where the head of its delegation is known, at how many of the gatherings read before that person had
headed one, be it for another participant. Where records have gaps that is a span.`,
	}, form{everybody: true, oneByOne: true}, func(x inquiry) error {
		out := reply[experienceRow]{question: "experience"}
		for e := range x.roll.Experience(x.who) {
			out.rows = append(out.rows, experienceRow{
				Summit: e.Summit, Participant: e.Participant, Name: x.data.Name(e.Participant), Person: e.Person, PersonName: x.data.Name(e.Person),
				Rule: x.rule.describe(), Min: e.Earlier.Min, Max: e.Earlier.Max, Undecided: e.Undecided,
			})
			out.evidence = append(out.evidence, e.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "experience: %s\n", x.about(x.whom()))
			x.since(w)
			if len(out.rows) == 0 {
				fmt.Fprintln(w, "no head of a delegation is on record")
			}
			for id, rows := range bySummit(out.rows, func(r experienceRow) timeline.SummitID { return r.Summit }) {
				fmt.Fprintf(w, "%s\n", named(x.roll.Timeline(), id))
				table := columns(w)
				for _, r := range rows {
					fmt.Fprintf(table, "  %s\t%s\t%s\n", x.name(r.Participant), r.PersonName, before(timeline.Count{Min: r.Min, Max: r.Max}))
				}
				table.Flush()
			}
			x.unclosed(w)
		}
		return show(x.app, x.out, out)
	})
	return example(c, "attendance experience ip4 --series nato --from 2022-06 --to 2025")
}

// before says how often somebody had been there before.
func before(c timeline.Count) string {
	switch {
	case c.Max == 0:
		return "for the first time"
	case c.Min == 1 && c.Max == 1:
		return "once before"
	}
	return numbered(c, "time") + " before"
}

// survivalRow is how many participants had not missed a gathering yet, as a row.
type survivalRow struct {
	Gatherings int      `csv:"gatherings" doc:"how many gatherings for which they were eligible, counted for each from its first"`
	Who        string   `csv:"who" doc:"whom the question is about"`
	Rule       string   `csv:"rule" doc:"who counts"`
	AtRisk     int      `csv:"at_risk_min" doc:"how many were eligible so often and had not missed one before, at the least"`
	AtRiskMax  int      `csv:"at_risk_max" doc:"at the most"`
	Missed     int      `csv:"missed_min" doc:"how many of them missed this one, at the least"`
	MissedMax  int      `csv:"missed_max" doc:"at the most"`
	Curve      *float64 `csv:"curve_min" doc:"the estimate of Kaplan and Meier through this gathering, at the least"`
	CurveMax   *float64 `csv:"curve_max" doc:"at the most"`
	Whole      *float64 `csv:"whole_min" doc:"the share, of those that were eligible so often, who came to all of these, at the least; empty if there is none"`
	WholeMax   *float64 `csv:"whole_max" doc:"at the most"`
}

func (a *app) newSurvival() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "survival [who...]",
		Short: "For how many gatherings participants come before they first miss one",
		Long: `Follow each participant from the first gathering for which it was eligible to the first that it missed; with --rank leader to the first to which
it sent somebody lower. At risk are those who had missed none before; the curve is the estimate of Kaplan and Meier 1958. Beside it is the
share, of those eligible so often, who came to all.`,
	}, form{everybody: true, oneByOne: true}, func(x inquiry) error {
		out := reply[survivalRow]{question: "survival"}
		var found []attendance.Survival
		for s := range x.roll.Survival(x.who) {
			found = append(found, s)
			row := survivalRow{
				Gatherings: s.Gatherings, Who: x.whom(), Rule: x.rule.describe(), AtRisk: s.AtRisk.Min, AtRiskMax: s.AtRisk.Max,
				Missed: s.Missed.Min, MissedMax: s.Missed.Max,
			}
			row.Curve, row.CurveMax = bounds(s.Curve)
			row.Whole, row.WholeMax = bounds(s.Whole)
			out.rows = append(out.rows, row)
			out.evidence = []timeline.Evidence{s.Evidence} // it is one for all
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "survival: %s\n", x.about(x.whom()))
			x.since(w)
			if len(found) == 0 {
				fmt.Fprintln(w, "nobody was eligible at any of the gatherings (see --eligible)")
				return
			}
			table := columns(w)
			fmt.Fprintf(table, "  gathering\tat risk\tmissed\tcurve\tcame to all\n")
			for _, s := range found {
				fmt.Fprintf(table, "  %d\t%s\t%s\t%s\t%s\n", s.Gatherings, s.AtRisk, s.Missed, s.Curve, s.Whole)
			}
			table.Flush()
			x.unclosed(w)
		}
		return show(x.app, x.out, out)
	})
	return example(c, "attendance survival ip4 --series nato --from 2022-06 --to 2025 --rank leader --eligible anybody")
}
