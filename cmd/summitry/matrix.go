package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// presences gives the participants asked about at the gatherings. Of people there are none.
func (x inquiry) presences() ([]attendance.Presence, error) {
	all := slices.Collect(x.roll.Presences(x.who))
	if len(all) == 0 {
		return nil, errors.New("no participant is asked about: people head the delegations of participants, which are to be named")
	}
	return all, nil
}

// bySummit gives rows in a sequence by their gatherings.
func bySummit[R any](rows []R, summit func(R) timeline.SummitID) iter.Seq2[timeline.SummitID, []R] {
	return func(yield func(timeline.SummitID, []R) bool) {
		for first := 0; first < len(rows); {
			last := first
			for last < len(rows) && summit(rows[last]) == summit(rows[first]) {
				last++
			}
			if !yield(summit(rows[first]), rows[first:last]) {
				return
			}
			first = last
		}
	}
}

// legend is the signs of the matrix, with what they mean.
const legend = "+ there   o not by the rule   - absent   . neither member nor guest there   ? not known   blank: not asked about on that day"

// sign gives the one of a presence.
func sign(p attendance.Presence) string {
	switch {
	case p.Counts == timeline.Yes:
		return "+"
	case p.Counts == timeline.Unknown:
		return "?"
	case p.Status == attendance.Absent:
		return "-"
	case p.Status == attendance.Outside:
		return "."
	}
	return "o"
}

// heads gives each gathering a short name: its year, and a letter if the year has several.
func heads(ids []timeline.SummitID, t timeline.Timeline) []string {
	years, seen := map[int]int{}, map[int]int{}
	for _, id := range ids {
		s, _ := t.Summit(id)
		years[s.Start.Year]++
	}
	var heads []string
	for _, id := range ids {
		s, _ := t.Summit(id)
		year := s.Start.Year
		head := strconv.Itoa(year)
		if years[year] > 1 {
			head += string(rune('a' + seen[year]%26))
		}
		seen[year]++
		heads = append(heads, head)
	}
	return heads
}

// abreast is how many gatherings a line of the matrix has.
const abreast = 12

func (a *app) newAttendanceMatrix() *cobra.Command {
	c := a.newQuestion(cobra.Command{
		Use:   "matrix [who...]",
		Short: "Who was at which gathering: participants by gatherings, with what is not known",
		Long: `Show who was at which gathering, a line for each participant and a column for each gathering. In csv and json it is a row for each
participant at each gathering, with who headed it: those who were absent, who were outside, and of whom it is not known, too.`,
	}, form{everybody: true, oneByOne: true}, func(x inquiry) error {
		rows, err := x.presences()
		if err != nil {
			return err
		}
		out := reply[attendance.Presence]{question: "matrix", rows: rows}
		for _, p := range rows {
			out.evidence = append(out.evidence, p.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "matrix: %s\n  %s\n", x.about(x.whom()), legend)
			x.printMatrix(w, rows)
			x.unclosed(w)
		}
		return show(x.app, x.out, out)
	})
	return example(c, "attendance matrix ip4 --series nato --from 2021 --to 2025 --rank leader")
}

// printMatrix prints a block for every few gatherings, and what their heads stand for.
func (x inquiry) printMatrix(w io.Writer, rows []attendance.Presence) {
	var summits []timeline.SummitID
	var participants []timeline.ActorID
	signs := map[timeline.SummitID]map[timeline.ActorID]string{}
	for id, row := range bySummit(rows, func(p attendance.Presence) timeline.SummitID { return p.Summit }) {
		summits, signs[id] = append(summits, id), map[timeline.ActorID]string{}
		for _, p := range row {
			participants = append(participants, p.Participant)
			signs[id][p.Participant] = sign(p)
		}
	}
	slices.Sort(participants)
	participants = slices.Compact(participants)
	heads := heads(summits, x.roll.Timeline())
	for first := 0; first < len(summits); first += abreast {
		last := min(first+abreast, len(summits))
		table := columns(w)
		fmt.Fprintf(table, "\n  \t%s\n", strings.Join(heads[first:last], "\t"))
		for _, p := range participants {
			cells := make([]string, 0, abreast)
			for _, id := range summits[first:last] {
				cells = append(cells, signs[id][p])
			}
			if line := strings.Join(cells, "\t"); strings.TrimSpace(line) != "" {
				fmt.Fprintf(table, "  %s\t%s\n", x.name(p), line)
			}
		}
		table.Flush()
	}
	fmt.Fprintln(w)
	for i, id := range summits {
		fmt.Fprintf(w, "  %s  %s\n", heads[i], named(x.roll.Timeline(), id))
	}
}
