package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// absentRow is a participant that did not count at a gathering, or perhaps did not, as a row.
type absentRow struct {
	Summit      timeline.SummitID `csv:"summit_id" doc:"the gathering"`
	Participant timeline.ActorID  `csv:"participant_id" doc:"the participant"`
	Name        string            `csv:"name" doc:"its name"`
	Rule        string            `csv:"rule" doc:"who counts"`
	Counts      timeline.Truth    `csv:"counts" doc:"whether it was there by the rule: no, or unknown"`
	Status      attendance.Status `csv:"status" doc:"whether it was there, by whomever"`
	Person      timeline.ActorID  `csv:"person_id" doc:"who was sent, or expected if the status is unknown"`
	PersonName  string            `csv:"person" doc:"the name of the person"`
	Level       attendance.Level  `csv:"level" doc:"the highest office that the person held on that day"`
	Office      string            `csv:"office" doc:"the office in words"`
	Mode        attendance.Mode   `csv:"mode" doc:"how the person took part"`
	InPlaceOf   timeline.ActorID  `csv:"in_place_of" doc:"the holder of the office that was to sit there, if somebody else came"`
}

// instead says who was sent.
func (x inquiry) instead(r absentRow) string {
	switch r.Status {
	case attendance.Absent:
		return "sent nobody"
	case attendance.Outside:
		return "was neither member nor guest there"
	case attendance.Unknown:
		return "sent nobody who counts; whether anybody else is not known"
	}
	text := "sent somebody whose name is not recorded"
	if r.Person != "" {
		text = "sent " + r.PersonName
	}
	switch {
	case r.Office != "":
		text += ", " + r.Office
	case r.Level != 0:
		text += ", " + spaced(r.Level)
	}
	if r.Mode == attendance.Virtual {
		text += ", by video"
	}
	if r.InPlaceOf != "" {
		text += ", in place of " + x.data.Name(r.InPlaceOf)
	}
	return text
}

func (a *app) newAbsent() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "absent [who...]",
		Short: "Who did not come, and who was sent instead",
		Long: `List who was not there by the rule, at each gathering, and who was sent instead: with --rank leader who sent somebody lower, with
--no-stand-ins who sent a deputy. It is about the members on the day and the guests invited on record; --eligible says otherwise. Of whom the
records do not tell is counted; csv and json list them too.`,
	}, form{everybody: true, oneByOne: true, eligible: attendance.Invited}, func(x inquiry) error {
		all, err := x.presences()
		if err != nil {
			return err
		}
		out := reply[absentRow]{question: "absent"}
		unknown := 0
		for _, p := range all {
			if p.Eligible != timeline.Yes || p.Counts == timeline.Yes {
				continue
			}
			if p.Counts == timeline.Unknown {
				unknown++
			}
			row := absentRow{
				Summit: p.Summit, Participant: p.Participant, Name: x.data.Name(p.Participant), Rule: x.rule.describe(), Counts: p.Counts, Status: p.Status,
				Person: p.Person, Level: p.Level, Office: p.Office, Mode: p.Mode, InPlaceOf: p.InPlaceOf,
			}
			if p.Person != "" {
				row.PersonName = x.data.Name(p.Person)
			}
			out.rows, out.evidence = append(out.rows, row), append(out.evidence, p.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "absent: %s\n", x.about(x.whom()))
			sure := slices.DeleteFunc(slices.Clone(out.rows), func(r absentRow) bool { return r.Counts == timeline.Unknown })
			for id, rows := range bySummit(sure, func(r absentRow) timeline.SummitID { return r.Summit }) {
				fmt.Fprintf(w, "%s\n", named(x.roll.Timeline(), id))
				table := columns(w)
				for _, r := range rows {
					fmt.Fprintf(table, "  %s\t%s\n", x.name(r.Participant), x.instead(r))
				}
				table.Flush()
			}
			if len(sure) == 0 {
				fmt.Fprintln(w, "nobody on record")
			}
			if unknown > 0 {
				fmt.Fprintf(w, "of %d more it is not known whether they count (--format csv lists them)\n", unknown)
			}
			x.unclosed(w)
		}
		return show(x.app, x.out, out)
	})
	return example(c, "attendance absent g20 --series g20 --from 2023 --rank leader --no-stand-ins")
}
