package page

import (
	"slices"
	"strconv"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/mark"
	"github.com/summitry/summitry/timeline"
)

// A matrix is a series: participants down, gatherings across in time order.
type matrix struct {
	ID, Name string
	Span     string // the years
	Columns  []column
	Parts    []part  // members, then guests
	Others   []other // the meetings that were not held
}

// A column is a gathering that was held.
type column struct {
	ID, Year, Place, Name string
	Days                  string
	Extra                 bool // outside of the regular order
}

// A part is the rows of those who were members at one of the gatherings, or of those who never were.
type part struct {
	Name string
	Rows []row
}

// A row is a participant.
type row struct {
	ID, Name string
	First    int    // the place of the first gathering that it attended; behind all others if there is none
	Share    string // of gatherings, for ordering: the least
	Rate     string // in words
	Cells    []cell
}

// A cell is a participant at a gathering: the classes of its mark, and what the mark means.
type cell struct{ Mark, Says string }

// An other is a meeting that is to come or was not held.
type other struct{ ID, Name, Days, Status string }

// overview makes the matrix of each series.
func overview(register attendance.Register) ([]matrix, error) {
	var all []matrix
	for s := range register.Timeline().Series() {
		t, err := register.Timeline().Select(timeline.Filter{Series: s.ID, Extraordinary: true})
		if err != nil {
			return nil, err
		}
		all = append(all, matrixOf(register, s, t))
	}
	return all, nil
}

func matrixOf(register attendance.Register, s timeline.Series, t timeline.Timeline) matrix {
	m := matrix{ID: string(s.ID), Name: s.Name}
	var held []timeline.Summit
	place := map[timeline.SummitID]int{}
	for g := range t.Held() {
		place[g.ID] = len(held)
		held = append(held, g)
		m.Columns = append(m.Columns, column{
			ID: string(g.ID), Year: strconv.Itoa(g.Start.Year), Name: g.Name, Place: strings.Join(g.Cities, ", "), Days: days(g),
			Extra: g.Kind != timeline.Regular,
		})
	}
	for g := range t.All() {
		if g.Status != timeline.Held {
			m.Others = append(m.Others, other{ID: string(g.ID), Name: g.Name, Days: days(g), Status: g.Status.String()})
		}
	}
	if len(held) == 0 {
		return m
	}
	m.Span = strconv.Itoa(held[0].Start.Year)
	if last := strconv.Itoa(held[len(held)-1].Start.Year); last != m.Span {
		m.Span += " to " + last
	}
	roll := register.Roll(t, attendance.Rule{})
	rows := map[timeline.ActorID][]attendance.Presence{}
	for p := range roll.Presences(register.Everybody()) {
		of := rows[p.Participant]
		if of == nil {
			of = make([]attendance.Presence, len(held))
			rows[p.Participant] = of
		}
		of[place[p.Summit]] = p
	}
	rates := map[timeline.ActorID]timeline.Rate{}
	for id, h := range roll.Each(register.Everybody()) {
		rates[id] = h.Rate()
	}
	m.Parts = []part{{Name: "Members"}, {Name: "Guests"}}
	for p := range register.Participants() {
		ps := rows[p.ID]
		guest := !slices.ContainsFunc(ps, func(p attendance.Presence) bool { return p.Summit != "" && p.Eligible != timeline.No })
		if guest && !slices.ContainsFunc(ps, func(p attendance.Presence) bool {
			return p.Status == attendance.Attended || p.Status == attendance.Absent || slices.Contains(hosts(held, place, p), p.Participant)
		}) {
			continue
		}
		r := rowOf(p, ps, held)
		if guest {
			came, open := 0, 0
			for _, p := range ps {
				switch p.Status {
				case attendance.Attended:
					came++
				case attendance.Unknown:
					open++
				}
			}
			r.Rate = timeline.Count{Min: came, Max: came + open}.String()
			r.Share = strconv.FormatFloat(float64(came)/float64(len(held)), 'f', 4, 64)
			m.Parts[1].Rows = append(m.Parts[1].Rows, r)
			continue
		}
		rate := rates[p.ID]
		r.Rate = rate.String()
		r.Share = strconv.FormatFloat(rate.Share.Least, 'f', 4, 64)
		m.Parts[0].Rows = append(m.Parts[0].Rows, r)
	}
	m.Parts = slices.DeleteFunc(m.Parts, func(p part) bool { return len(p.Rows) == 0 })
	for _, p := range m.Parts {
		slices.SortStableFunc(p.Rows, func(a, b row) int {
			if a.First != b.First {
				return a.First - b.First
			}
			return strings.Compare(a.Name, b.Name)
		})
	}
	return m
}

// hosts gives the hosts of the gathering of a presence.
func hosts(held []timeline.Summit, place map[timeline.SummitID]int, p attendance.Presence) []timeline.ActorID {
	if p.Summit == "" {
		return nil
	}
	return held[place[p.Summit]].Hosts
}

func rowOf(p attendance.Participant, ps []attendance.Presence, held []timeline.Summit) row {
	r := row{ID: string(p.ID), Name: p.Name, First: len(held), Cells: make([]cell, len(held))}
	member := func(i int) bool {
		return i >= 0 && i < len(held) && ps[i].Eligible == timeline.Yes && ps[i].Summit != ""
	}
	for i, p := range ps {
		if p.Summit == "" {
			continue // it did not exist then
		}
		if p.Status == attendance.Attended && r.First == len(held) {
			r.First = i
		}
		letters, says := mark.Of(p)
		class := strings.Join(strings.Split(letters, ""), " ")
		if slices.Contains(held[i].Hosts, p.Participant) {
			class, says = class+" h", says+", host"
		}
		switch {
		case member(i):
			class += " m"
			if !member(i-1) && i > 0 {
				class, says = class+" b", says+", first as a member"
			}
			if !member(i+1) && i+1 < len(held) {
				class, says = class+" e", says+", last as a member"
			}
		case p.Eligible == timeline.Unknown:
			class, says = class+" d", says+", perhaps a member"
		}
		r.Cells[i] = cell{class, says}
	}
	return r
}

func days(g timeline.Summit) string {
	if g.Start == g.End {
		return g.Start.String()
	}
	return g.Start.String() + " to " + g.End.String()
}
