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

// rankWords are the ranks in words; zero is a level that is never compared.
var rankWords = [8]string{"other", "leader", "deputy", "minister", "deputy minister", "envoy", "ambassador", "official"}

// levelRow is a profile of levels as a row.
type levelRow struct {
	Summit          timeline.SummitID `csv:"summit_id" doc:"the gathering; empty where it is about a participant at all of them"`
	Actor           timeline.ActorID  `csv:"actor_id" doc:"the participant or person; empty where it is about a gathering"`
	Who             string            `csv:"who" doc:"whom the question is about"`
	Rule            string            `csv:"rule" doc:"who counts"`
	Sent            int               `csv:"sent_min" doc:"the least number of delegations"`
	SentMax         int               `csv:"sent_max" doc:"the greatest"`
	Leaders         int               `csv:"leaders_min" doc:"of them headed at rank 1, at the least"`
	LeadersMax      int               `csv:"leaders_max" doc:"at the most"`
	Deputies        int               `csv:"deputies_min" doc:"headed at rank 2, at the least"`
	DeputiesMax     int               `csv:"deputies_max" doc:"at the most"`
	Ministers       int               `csv:"ministers_min" doc:"headed at rank 3, at the least"`
	MinistersMax    int               `csv:"ministers_max" doc:"at the most"`
	Vices           int               `csv:"deputy_ministers_min" doc:"headed at rank 4, at the least"`
	VicesMax        int               `csv:"deputy_ministers_max" doc:"at the most"`
	Envoys          int               `csv:"envoys_min" doc:"headed at rank 5, at the least"`
	EnvoysMax       int               `csv:"envoys_max" doc:"at the most"`
	Ambassadors     int               `csv:"ambassadors_min" doc:"headed at rank 6, at the least"`
	AmbassadorsMax  int               `csv:"ambassadors_max" doc:"at the most"`
	Officials       int               `csv:"officials_min" doc:"headed at rank 7, at the least"`
	OfficialsMax    int               `csv:"officials_max" doc:"at the most"`
	Others          int               `csv:"others_min" doc:"headed at a level that is never compared, at the least"`
	OthersMax       int               `csv:"others_max" doc:"at the most"`
	LeaderShare     *float64          `csv:"leader_share_min" doc:"the least share headed at rank 1; empty if there is none"`
	MostLeaderShare *float64          `csv:"leader_share_max" doc:"the greatest"`
	Best            *int              `csv:"median_best" doc:"the median rank at the best; empty if there can be none"`
	Worst           *int              `csv:"median_worst" doc:"the median rank at the worst"`
}

func (x inquiry) levelRow(p attendance.LevelProfile) levelRow {
	row := levelRow{
		Summit: p.Summit, Actor: p.Actor, Who: x.whom(), Rule: x.rule.describe(), Sent: p.Sent.Min, SentMax: p.Sent.Max, Best: rankCell(p.Best), Worst: rankCell(p.Worst),
		Leaders: p.Ranks[1].Min, LeadersMax: p.Ranks[1].Max, Deputies: p.Ranks[2].Min, DeputiesMax: p.Ranks[2].Max,
		Ministers: p.Ranks[3].Min, MinistersMax: p.Ranks[3].Max, Vices: p.Ranks[4].Min, VicesMax: p.Ranks[4].Max,
		Envoys: p.Ranks[5].Min, EnvoysMax: p.Ranks[5].Max, Ambassadors: p.Ranks[6].Min, AmbassadorsMax: p.Ranks[6].Max,
		Officials: p.Ranks[7].Min, OfficialsMax: p.Ranks[7].Max, Others: p.Ranks[0].Min, OthersMax: p.Ranks[0].Max,
	}
	row.LeaderShare, row.MostLeaderShare = bounds(p.Leaders)
	return row
}

// rankCell gives a rank as a cell, empty if there is none.
func rankCell(r attendance.Rank) *int {
	if r == 0 {
		return nil
	}
	n := int(r)
	return &n
}

func (a *app) newLevels() *cobra.Command {
	by := ""
	c := a.newQuestion(cobra.Command{
		Use:   "levels [who...]",
		Short: "How highly delegations were headed: by leaders, deputies, ministers or others",
		Long: `Count the delegations at each gathering by the rank of the highest head who counts, with the share headed by leaders and the median rank. Of
one participant that is its level over the years. With --by participant they are counted for each participant over all gatherings.`,
	}, form{everybody: true, oneByOne: true}, func(x inquiry) error {
		profiles, head := x.roll.LevelsBySummit, "gathering"
		switch by {
		case "summit":
		case "participant":
			profiles, head = x.roll.LevelsByParticipant, "participant"
		default:
			return usageError{fmt.Errorf("invalid argument %q for --by: want summit or participant", by)}
		}
		found := slices.Collect(profiles(x.who))
		out := reply[levelRow]{question: "levels"}
		for _, p := range found {
			out.rows, out.evidence = append(out.rows, x.levelRow(p)), append(out.evidence, p.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "levels: %s\n", x.about(x.whom()))
			x.printLevels(w, head, found)
			x.unclosed(w)
		}
		return show(x.app, x.out, out)
	})
	c.Flags().StringVar(&by, "by", "summit", "a line for each `summit` or participant")
	return example(c, "attendance levels ip4 --series nato --from 2012 --to 2025")
}

// printLevels prints a table with the ranks at which somebody surely was; of the others it says that they are left out.
func (x inquiry) printLevels(w io.Writer, head string, found []attendance.LevelProfile) {
	var shown, left []string
	var ranks []int
	for _, rank := range []int{1, 2, 3, 4, 5, 6, 7, 0} {
		if rank == 1 || slices.ContainsFunc(found, func(p attendance.LevelProfile) bool { return p.Ranks[rank].Min > 0 }) {
			ranks, shown = append(ranks, rank), append(shown, rankWords[rank])
		} else {
			left = append(left, rankWords[rank])
		}
	}
	table := columns(w)
	fmt.Fprintf(table, "  %s\tsent\t%s\tshare of leaders\tmedian rank\n", head, strings.Join(shown, "\t"))
	for _, p := range found {
		name := string(p.Summit)
		if p.Actor != "" {
			name = x.name(p.Actor)
		}
		fmt.Fprintf(table, "  %s\t%s", name, p.Sent)
		for _, rank := range ranks {
			fmt.Fprintf(table, "\t%s", p.Ranks[rank])
		}
		fmt.Fprintf(table, "\t%s\t%s\n", p.Leaders, median(p))
	}
	table.Flush()
	if len(left) > 0 {
		fmt.Fprintf(w, "  on record nobody as: %s\n", list(left))
	}
}

func median(p attendance.LevelProfile) string {
	switch {
	case p.Best == 0:
		return "none"
	case p.Best == p.Worst:
		return fmt.Sprintf("%d (%s)", p.Best, rankWords[p.Best])
	}
	return fmt.Sprintf("%d to %d", p.Best, p.Worst)
}

// shiftRow is a shift that is recorded, as a row.
type shiftRow struct {
	Actor     timeline.ActorID  `csv:"actor_id" doc:"the participant or person"`
	Name      string            `csv:"name" doc:"its name"`
	Rule      string            `csv:"rule" doc:"who counts"`
	Direction string            `csv:"direction" doc:"downgrade or upgrade"`
	Min       int               `csv:"number_min" doc:"the least number of its shifts in this direction, recorded or not"`
	Max       int               `csv:"number_max" doc:"the greatest"`
	From      timeline.SummitID `csv:"from_summit_id" doc:"the last gathering before to which it sent somebody with a rank; empty if no shift in this direction is recorded"`
	Was       *int              `csv:"was_rank" doc:"the rank there"`
	WasPerson timeline.ActorID  `csv:"was_person_id" doc:"who was sent there"`
	To        timeline.SummitID `csv:"to_summit_id" doc:"the gathering of the shift"`
	Is        *int              `csv:"is_rank" doc:"the rank there"`
	IsPerson  timeline.ActorID  `csv:"is_person_id" doc:"who was sent there"`
	Sure      bool              `csv:"sure" doc:"whether no gathering between them, of which the rank is not known, could make it none"`
}

func (a *app) newShifts() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "shifts who...",
		Short: "Downgrades and upgrades: where a participant sent somebody of another rank than the last time",
		Long: `List for each participant where the rank of whom it sent fell (downgrade) or rose (upgrade) against the last time that it sent somebody. Where
the records have gaps their number is a span. A stand-in of equal rank is no shift.`,
	}, form{oneByOne: true}, func(x inquiry) error {
		heads := map[timeline.SummitID]map[timeline.ActorID]timeline.ActorID{}
		for p := range x.roll.Presences(x.who) {
			if heads[p.Summit] == nil {
				heads[p.Summit] = map[timeline.ActorID]timeline.ActorID{}
			}
			heads[p.Summit][p.Participant] = p.Person
		}
		out := reply[shiftRow]{question: "shifts"}
		found := slices.Collect(x.roll.Shifts(x.who))
		for _, s := range found {
			for _, way := range []struct {
				direction string
				all       timeline.Occasions
				down      bool
			}{{"downgrade", s.Downgrades, true}, {"upgrade", s.Upgrades, false}} {
				row := shiftRow{
					Actor: s.Actor, Name: x.data.Name(s.Actor), Rule: x.rule.describe(), Direction: way.direction, Min: way.all.Count.Min, Max: way.all.Count.Max,
				}
				recorded := slices.DeleteFunc(slices.Clone(s.Recorded), func(r attendance.Shift) bool { return (r.Is > r.Was) != way.down })
				for _, r := range recorded {
					one := row
					one.From, one.Was, one.WasPerson = r.From, rankCell(r.Was), heads[r.From][s.Actor]
					one.To, one.Is, one.IsPerson, one.Sure = r.To, rankCell(r.Is), heads[r.To][s.Actor], r.Sure
					out.rows, out.evidence = append(out.rows, one), append(out.evidence, way.all.Evidence)
				}
				if len(recorded) == 0 {
					out.rows, out.evidence = append(out.rows, row), append(out.evidence, way.all.Evidence)
				}
			}
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "shifts: %s\n", x.about(x.whom()))
			for _, s := range found {
				fmt.Fprintf(w, "%s: %s, %s\n", x.name(s.Actor), numbered(s.Downgrades.Count, "downgrade"), numbered(s.Upgrades.Count, "upgrade"))
				for _, r := range s.Recorded {
					way := "up"
					if r.Is > r.Was {
						way = "down"
					}
					fmt.Fprintf(w, "  %s from %s to %s\n", way, x.sent(s.Actor, heads[r.From], r.Was, r.From), x.sent(s.Actor, heads[r.To], r.Is, r.To))
					if !r.Sure {
						fmt.Fprintln(w, "    unless somebody of another rank was sent in between")
					}
				}
				fmt.Fprintf(w, "  %s\n", certain(s.Downgrades.Certain() && s.Upgrades.Certain(), s.Downgrades.Evidence))
			}
			x.unclosed(w)
		}
		return show(x.app, x.out, out)
	})
	return example(c, "attendance shifts AUS JPN --series nato --from 2012 --to 2025")
}

// numbered gives a count with a noun.
func numbered(c timeline.Count, noun string) string {
	if c.Certain() {
		return counted(c.Min, noun)
	}
	return c.String() + " " + noun + "s"
}

// sent says who was sent to a gathering.
func (x inquiry) sent(actor timeline.ActorID, heads map[timeline.ActorID]timeline.ActorID, rank attendance.Rank, at timeline.SummitID) string {
	text := rankWords[rank]
	if heads[actor] != "" {
		text += " (" + x.data.Name(heads[actor]) + ")"
	}
	return text + " at " + string(at)
}
