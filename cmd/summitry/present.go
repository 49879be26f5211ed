package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// presentRow is one participant or person at one gathering as a row.
type presentRow struct {
	Summit  timeline.SummitID `csv:"summit_id" doc:"the gathering"`
	Actor   timeline.ActorID  `csv:"actor_id" doc:"the participant or person"`
	Name    string            `csv:"name" doc:"its name"`
	Rule    string            `csv:"rule" doc:"who counts"`
	Present timeline.Truth    `csv:"present" doc:"whether it was there by the rule"`
	Missing timeline.Truth    `csv:"missing" doc:"whether it was eligible, and was not there by the rule"`
}

// presentRows gives each of those asked about at a gathering.
func (x inquiry) presentRows(e attendance.Entry) []presentRow {
	var rows []presentRow
	for id := range x.data.Actors(x.who) {
		rows = append(rows, presentRow{
			Summit: e.Summit, Actor: id, Name: x.data.Name(id), Rule: x.rule.describe(), Present: in(e.Present, id), Missing: in(e.Missing, id),
		})
	}
	return rows
}

// printEntry prints who was there and who was missing. Of everybody those who perhaps were there are named if eligible.
func (x inquiry) printEntry(w io.Writer, e attendance.Entry) {
	there := e.Present
	if x.all {
		there.Maybe = slices.DeleteFunc(slices.Clone(there.Maybe), func(id timeline.ActorID) bool { return in(e.Missing, id) == timeline.No })
	}
	present := x.parts(there, list[string], list[string])
	if more := len(e.Present.Maybe) - len(there.Maybe); more > 0 {
		present = append(present, fmt.Sprintf("perhaps %d who were not eligible", more))
	}
	wrap(w, "  ", "there: "+enumerated(e.Present.Count(), present))
	others := attendance.Finding{Sure: e.Missing.Sure}
	for _, id := range e.Missing.Maybe {
		if in(e.Present, id) != timeline.Unknown {
			others.Maybe = append(others.Maybe, id)
		}
	}
	parts := x.parts(others, list[string], list[string])
	if same := len(e.Missing.Maybe) - len(others.Maybe); same > 0 {
		parts = append(parts, fmt.Sprintf("perhaps %d of those perhaps there", same))
	}
	wrap(w, "  ", "missing: "+enumerated(e.Missing.Count(), parts))
}

func (a *app) newAt() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "at summit [who...]",
		Short: "Who was there at one gathering, and who was missing",
		Long: `Say who of the participants, groups or people was at a gathering, and who of those eligible was missing: all participants, if none is named.
Perhaps there is of whom the records do not tell.`,
	}, form{
		leading: []string{"a summit"}, everybody: true, oneByOne: true, oneSummit: true,
		choose: func(x inquiry) ([]timeline.Filter, error) {
			return []timeline.Filter{{Summit: timeline.SummitID(x.args[0]), Track: x.scope.track}}, nil
		},
	}, func(x inquiry) error {
		e, err := x.roll.At(timeline.SummitID(x.args[0]), x.who)
		if err != nil {
			return err
		}
		return show(x.app, x.out, reply[presentRow]{
			question: "at", rows: x.presentRows(e), evidence: []timeline.Evidence{e.Evidence},
			text: func(w io.Writer) {
				where := named(x.roll.Timeline(), e.Summit)
				if x.scope.track != "" {
					where += ", track " + x.scope.track
				}
				fmt.Fprintf(w, "at: %s %s; %s\n", x.whom(), x.rule.describe(), where)
				x.printEntry(w, e)
				settled := len(e.Present.Maybe)+len(e.Missing.Maybe) == 0
				fmt.Fprintf(w, "  %s\n", certain(settled && !e.Evidence.Weak(), e.Evidence))
			},
		})
	})
	return example(c, "attendance at nato-1985-brussels nato --rank leader")
}

// roomRow is one participant or person when a topic was first raised, as a row.
type roomRow struct {
	Topic  timeline.TopicID  `csv:"topic_id" doc:"the topic"`
	Summit timeline.SummitID `csv:"summit_id" doc:"the first gathering on record at which it was raised; empty if there is none"`
	Actor  timeline.ActorID  `csv:"actor_id" doc:"the participant or person"`
	Name   string            `csv:"name" doc:"its name"`
	Rule   string            `csv:"rule" doc:"who counts"`
	There  timeline.Truth    `csv:"on_record" doc:"whether it was at that gathering"`
	First  timeline.Truth    `csv:"present" doc:"whether it was there when the topic was first raised, whichever gathering that was"`
}

func (a *app) newRoom() *cobra.Command {
	b := &basis{}
	b.stage.word = timeline.Reported
	c := a.newQuestion(cobra.Command{
		Use:   "room topic [who...]",
		Short: "Who was in the room when a topic was first raised",
		Long: `Find the first gathering from which a topic was reported, and say who was there: on record, and for sure. An earlier gathering of which
not all documents are coded may have been the first: then who was there for sure was at each that it may have been.`,
	}, form{leading: []string{"a topic"}, everybody: true, oneByOne: true}, func(x inquiry) error {
		topic, err := x.data.Timeline().Topic(x.args[0])
		if err != nil {
			return err
		}
		basis, err := b.basis(x.data)
		if err != nil {
			return err
		}
		first, onRecord := x.roll.Timeline().Agenda(basis).Of(topic).First()
		upon, err := x.roll.AtOccasion(first, x.who)
		if err != nil {
			return err
		}
		out := reply[roomRow]{question: "room", evidence: []timeline.Evidence{upon.Evidence}}
		there := attendance.Entry{}
		if onRecord {
			if there, err = x.roll.At(first.Summit, x.who); err != nil {
				return err
			}
			out.evidence[0] = upon.Evidence.And(there.Evidence)
		}
		for id := range x.data.Actors(x.who) {
			out.rows = append(out.rows, roomRow{
				Topic: topic.ID, Summit: first.Summit, Actor: id, Name: x.data.Name(id), Rule: x.rule.describe(),
				There: in(there.Present, id), First: in(upon.Present, id),
			})
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "room: %s, %s; %s\n", topic.Label, stageWord(basis.Stage), x.about(x.whom()))
			(&histories{}).print(w, x.roll.Timeline(), first, "before")
			if onRecord {
				fmt.Fprintf(w, "at %s:\n", first.Summit)
				x.printEntry(w, there)
			}
			if len(first.Undecided) > 0 {
				fmt.Fprintln(w, "whichever gathering was the first:")
				wrap(w, "  ", "there: "+x.finding(upon.Present, list[string], brief[string]))
			}
		}
		return show(x.app, x.out, out)
	})
	b.flags(c)
	return example(c, "attendance room defence-industrial-cooperation ip4 --series nato --track indo-pacific --stage planned")
}

// stageWord says how a topic is known.
func stageWord(s timeline.Stage) string {
	if s == 0 {
		return "planned or reported"
	}
	return s.String()
}
