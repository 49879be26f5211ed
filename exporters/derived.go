package exporters

import (
	"iter"
	"maps"
	"slices"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/ahead"
	"github.com/summitry/summitry/timeline"
)

// Derived gives the tables that are made of those of [Tables], for notebooks: participation, participant_year, dyad_year,
// co_attendance, streaks, topic_summit, topic_changes and topic_similarity, on the widest terms. These are the regular gatherings of all
// series that were held, every participant, whoever it sent, with an absence counted as a miss where it was a member or invited, and the
// topics that documents report. Ties are weighed as [attendance.Newman] does.
//
// Other terms are a call of the table's own function away: a timeline narrowed by [timeline.Timeline.Select] or read as of a date, a
// rule, a basis, a group of participants.
//
// A row of most tables is about one series, since runs, rates and ties over several of them would mix meetings that have nothing to do
// with each other. So these functions take the gatherings of each series for themselves, in the order of their ids, and name it in
// series_id.
func Derived(register attendance.Register) []Table {
	return DerivedOf(register, register.Timeline())
}

// DerivedOf gives the same tables of some gatherings of a register alone, and of those of whom anything is on record there. What is new
// there is so against all that were before in their series, and runs are those within.
func DerivedOf(register attendance.Register, gatherings timeline.Timeline) []Table {
	regular, _ := gatherings.Select(timeline.Filter{}) // it names nothing that might not be known
	roll := register.Roll(regular, attendance.Rule{Eligible: attendance.Invited})
	who := roll.Concerned(register.Everybody())
	agenda := regular.Agenda(timeline.Basis{Stage: timeline.Reported})
	return []Table{
		Participation(roll, who), ParticipantYear(roll, who), DyadYear(roll, who), CoAttendance(roll, who, attendance.Newman),
		Streaks(roll, who), TopicSummit(agenda), TopicChanges(agenda), TopicSimilarity(agenda),
	}
}

// Codebook gives the columns of tables as a table, in order. A table that cannot be written is an error when the codebook is.
func Codebook(tables ...Table) Table {
	book := NewTable("codebook", "what the columns of the tables mean", func(yield func(Column) bool) {
		for _, t := range tables {
			for _, c := range t.Columns() {
				if !yield(c) {
					return
				}
			}
		}
	})
	for _, t := range tables {
		if book.err == nil {
			book.err = t.err
		}
	}
	return book
}

// bySeries gives the gatherings of each series that has some in t, with the tracks and masks of t.
func bySeries(t timeline.Timeline) iter.Seq2[timeline.SeriesID, timeline.Timeline] {
	return func(yield func(timeline.SeriesID, timeline.Timeline) bool) {
		for s := range t.Series() {
			of, err := t.Select(timeline.Filter{Series: s.ID, Extraordinary: true})
			if err == nil && of.Len() > 0 && !yield(s.ID, of) { // the series is one of t, so there is no error
				return
			}
		}
	}
}

// A part of a roll is of one series, and of one year of it or of all.
type part struct {
	series timeline.SeriesID
	year   int
	roll   attendance.Roll
}

// inSeries gives a part for each series of which a gathering was held.
func inSeries(roll attendance.Roll) iter.Seq[part] {
	return func(yield func(part) bool) {
		for series, t := range bySeries(roll.Timeline()) {
			if held := slices.Collect(t.Held()); len(held) > 0 && !yield(part{series: series, roll: roll.Register().Roll(t, roll.Rule())}) {
				return
			}
		}
	}
}

// inYears gives a part for each series and each year in which a gathering of it started that was held, of these gatherings alone.
func inYears(roll attendance.Roll) iter.Seq[part] {
	return func(yield func(part) bool) {
		for p := range inSeries(roll) {
			named := make(map[int][]timeline.Filter)
			for s := range p.roll.Timeline().Held() {
				named[s.Start.Year] = append(named[s.Start.Year], timeline.Filter{Summit: s.ID})
			}
			for _, year := range slices.Sorted(maps.Keys(named)) {
				of, err := p.roll.Timeline().Select(named[year]...)
				if err == nil && !yield(part{p.series, year, roll.Register().Roll(of, roll.Rule())}) { // the summits are of the timeline, so there is no error
					return
				}
			}
		}
	}
}

// sideBySide gives the rows of each part, in order. Those of several parts are made side by side and are in memory together.
func sideBySide[R any](parts iter.Seq[part], rows func(p part) iter.Seq[R]) iter.Seq[R] {
	type made struct {
		part
		rows []R
	}
	return func(yield func(R) bool) {
		toMake := func(yield func(*made) bool) {
			for p := range parts {
				if !yield(&made{part: p}) {
					return
				}
			}
		}
		for m := range ahead.Each(ahead.Most(), toMake, func(m *made, _ func() bool) { m.rows = slices.Collect(rows(m.part)) }) {
			for _, row := range m.rows {
				if !yield(row) {
					return
				}
			}
		}
	}
}

// least and most give the bounds of a measure, and nil where it has no value in any case.
func least(m timeline.Measure) *float64 { return number(m.Least, m.Value != timeline.No) }
func most(m timeline.Measure) *float64  { return number(m.Most, m.Value != timeline.No) }

func number(x float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return &x
}
