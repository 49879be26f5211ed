package dataset

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// A Gap is the members of whom nothing is recorded at the editions of a series.
type Gap struct {
	Series  timeline.SeriesID
	Cells   int    // the members at each held edition, together
	Missing []Cell // those without a row, in the order of the editions and the members
}

// A Cell is a member at an edition.
type Cell struct {
	Summit  timeline.SummitID
	Actor   timeline.ActorID
	Covered bool // whether coverage makes an absence of it, though no row says so
}

// Gaps gives the series in which no row says of some members at some held editions whether they attended, not even that it was looked
// for and not found. Who perhaps was a member, or was a suspended one, is not looked for. A gap is no fault: answers have bounds there.
func Gaps(data Data) iter.Seq[Gap] {
	return func(yield func(Gap) bool) {
		told := map[Cell]bool{}
		for r := range data.Records() {
			if s, ok := data.Timeline().Session(r.Session); !ok || s.Scope == timeline.Body {
				told[Cell{Summit: r.Summit, Actor: r.Participant}] = true
			}
		}
		for series := range data.Timeline().Series() {
			editions, err := data.Timeline().Select(timeline.Filter{Series: series.ID})
			if err != nil {
				continue // a series without gatherings
			}
			members, err := data.Who(series.Group)
			if err != nil {
				continue // a series without a group
			}
			gap := Gap{Series: series.ID}
			for p := range data.Roll(editions, attendance.Rule{}).Presences(members) {
				if p.Eligible != timeline.Yes {
					continue
				}
				gap.Cells++
				if !told[Cell{Summit: p.Summit, Actor: p.Participant}] {
					gap.Missing = append(gap.Missing, Cell{p.Summit, p.Participant, p.Status != attendance.Unknown})
				}
			}
			if len(gap.Missing) > 0 && !yield(gap) {
				return
			}
		}
	}
}

// mostEditions is how many editions the text of a gap names, and how many members at one of them.
const mostEditions = 3

// String gives "nato: 541 of 774 members at editions have no row, most at nato-2004-istanbul (26)", with the first few editions, by name
// the members at one of them if they are few, and how many of them count as absent.
func (g Gap) String() string {
	var editions []timeline.SummitID
	missing, covered := map[timeline.SummitID][]string{}, 0
	for _, c := range g.Missing {
		if missing[c.Summit] = append(missing[c.Summit], string(c.Actor)); len(missing[c.Summit]) == 1 {
			editions = append(editions, c.Summit)
		}
		if c.Covered {
			covered++
		}
	}
	where := "at"
	slices.SortStableFunc(editions, func(a, b timeline.SummitID) int { return cmp.Compare(len(missing[b]), len(missing[a])) })
	if len(editions) > mostEditions {
		editions, where = editions[:mostEditions], "most at"
	}
	var parts []string
	for _, id := range editions {
		who := strconv.Itoa(len(missing[id]))
		if len(missing[id]) <= mostEditions {
			who = strings.Join(missing[id], ", ")
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", id, who))
	}
	text := fmt.Sprintf("%s: %d of %d members at editions have no row, %s %s", g.Series, len(g.Missing), g.Cells, where, strings.Join(parts, ", "))
	if covered > 0 {
		text += fmt.Sprintf("; %d of them inside coverage, which makes absences of them", covered)
	}
	return text
}
