package exporters

import (
	"cmp"
	"iter"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/enum"
	"github.com/summitry/summitry/timeline"
)

// Participation gives each participant at each gathering, by gathering and participant, as [attendance.Roll.Presences] does: whether
// it was there, and who headed it. People of who are left out.
func Participation(roll attendance.Roll, who attendance.Who) Table {
	return NewTable("participation", "who was at each gathering, and who headed it", roll.Presences(who))
}

// A participantYear is how often a participant was there in a year. Bounds are in pairs, over what incomplete records leave possible.
type participantYear struct {
	Series      timeline.SeriesID `csv:"series_id" table:"key,required,ref=series" doc:"the series of the gatherings"`
	Year        int               `csv:"year" table:"key,required" doc:"the calendar year in which they started; there is no row for a year without one that was held"`
	Participant timeline.ActorID  `csv:"participant_id" table:"key,required,ref=actors" doc:"the participant, or the person if people were asked about"`
	Gatherings  int               `csv:"gatherings" table:"required" doc:"how many gatherings were held"`
	AttendedMin int               `csv:"attended_min" table:"required" doc:"at how many it counts as there by the rule asked for, at least; eligible or not"`
	AttendedMax int               `csv:"attended_max" table:"required" doc:"the same, at the most"`
	LeaderMin   int               `csv:"leader_min" table:"required" doc:"at how many of these it was headed at rank 1, at least"`
	LeaderMax   int               `csv:"leader_max" table:"required" doc:"the same, at the most"`
	EligibleMin int               `csv:"eligible_min" table:"required" doc:"for how many it was eligible by the rule, so that not to count is a miss, at least"`
	EligibleMax int               `csv:"eligible_max" table:"required" doc:"the same, at the most"`
	MissedMin   int               `csv:"missed_min" table:"required" doc:"for how many it was eligible and does not count, at least"`
	MissedMax   int               `csv:"missed_max" table:"required" doc:"the same, at the most"`
	RateMin     *float64          `csv:"rate_min" doc:"the share of those for which it was eligible at which it counts, at least; over the cases in which it was eligible for any, and empty if it surely was for none"`
	RateMax     *float64          `csv:"rate_max" doc:"the same, at the most"`
	COW         string            `csv:"cow" doc:"its Correlates of War code that held on any day of the year, the latest if several did; empty if none did"`
	GW          string            `csv:"gw" doc:"its Gleditsch-Ward code, likewise"`
	M49         string            `csv:"m49" doc:"its UN M49 code, likewise; text, since zeros lead some"`
}

// ParticipantYear gives each participant of who in each calendar year in which a gathering of the series started, by series, year and
// participant, with codes to merge on. Years without a gathering have no rows, and who was not there has zeros; who has no record and was
// no member in that year has no row, as [attendance.Roll.Concerned] has it.
// Rates and misses are by the rule of the roll, as of [timeline.History.Rate].
func ParticipantYear(roll attendance.Roll, who attendance.Who) Table {
	return NewTable("participant_year", "how often each participant was there in each year", func(yield func(participantYear) bool) {
		codes := codesOf(roll.Register())
		rule := roll.Rule()
		rule.Rank = attendance.Leader
		sideBySide(inYears(roll), func(p part) iter.Seq[participantYear] {
			return func(yield func(participantYear) bool) {
				leaders, some := make(map[timeline.ActorID]timeline.Count), p.roll.Concerned(who)
				for actor, h := range p.roll.Register().Roll(p.roll.Timeline(), rule).Each(some) {
					leaders[actor] = h.Occasions().Count
				}
				for actor, h := range p.roll.Each(some) {
					attended, rate := h.Occasions().Count, h.Rate()
					if !yield(participantYear{
						Series: p.series, Year: p.year, Participant: actor, Gatherings: p.roll.Timeline().Len(),
						AttendedMin: attended.Min, AttendedMax: attended.Max, LeaderMin: leaders[actor].Min, LeaderMax: leaders[actor].Max,
						EligibleMin: rate.Of.Min, EligibleMax: rate.Of.Max, MissedMin: rate.No.Min, MissedMax: rate.No.Max,
						RateMin: least(rate.Share), RateMax: most(rate.Share),
						COW: codes.in(p.year, actor, attendance.COW), GW: codes.in(p.year, actor, attendance.GW), M49: codes.in(p.year, actor, attendance.M49),
					}) {
						return
					}
				}
			}
		})(yield)
	})
}

// A dyadYear is how often two participants met in a year.
type dyadYear struct {
	Series     timeline.SeriesID `csv:"series_id" table:"key,required,ref=series" doc:"the series of the gatherings"`
	Year       int               `csv:"year" table:"key,required" doc:"the calendar year in which they started; there is no row for a year without one that was held"`
	A          timeline.ActorID  `csv:"a_id" table:"key,required,ref=actors" doc:"the first of the two, by id"`
	B          timeline.ActorID  `csv:"b_id" table:"key,required,ref=actors" doc:"the second of the two"`
	Gatherings int               `csv:"gatherings" table:"required" doc:"how many gatherings were held"`
	SharedMin  int               `csv:"shared_min" table:"required" doc:"at how many both count as there by the rule asked for, at least"`
	SharedMax  int               `csv:"shared_max" table:"required" doc:"the same, at the most"`
	COWA       string            `csv:"a_cow" doc:"the Correlates of War code of the first that held on any day of the year, the latest if several did; empty if none did"`
	COWB       string            `csv:"b_cow" doc:"that of the second"`
}

// DyadYear gives each two participants of who in each calendar year in which a gathering of the series started, by series, year and
// their ids, each two once. Those that did not meet have zeros; who has no record and was no member in that year has no rows.
func DyadYear(roll attendance.Roll, who attendance.Who) Table {
	return NewTable("dyad_year", "how often each two participants met in each year", func(yield func(dyadYear) bool) {
		codes := codesOf(roll.Register())
		for in := range inYears(roll) {
			some, held := in.roll.Concerned(who), in.roll.Timeline().Len()
			for p := range in.roll.Pairs(some, some, attendance.Shared) {
				if !yield(dyadYear{
					Series: in.series, Year: in.year, A: p.A, B: p.B, Gatherings: held, SharedMin: p.Shared.Min, SharedMax: p.Shared.Max,
					COWA: codes.in(in.year, p.A, attendance.COW), COWB: codes.in(in.year, p.B, attendance.COW),
				}) {
					return
				}
			}
		}
	})
}

// A coAttendance is the tie between two participants. The two ends come first, and no column is named weight, since programs for
// networks take the first two columns for the ends and one of that name for a number.
type coAttendance struct {
	A         timeline.ActorID  `csv:"a_id" table:"key,required,ref=actors" doc:"the first of the two, by id"`
	B         timeline.ActorID  `csv:"b_id" table:"key,required,ref=actors" doc:"the second of the two"`
	Series    timeline.SeriesID `csv:"series_id" table:"key,required,ref=series" doc:"the series of the gatherings"`
	Measure   attendance.Weight `csv:"measure" table:"required" doc:"how the tie is weighed"`
	SharedMin int               `csv:"shared_min" table:"required" doc:"at how many gatherings both count as there by the rule asked for, at least"`
	SharedMax int               `csv:"shared_max" table:"required" doc:"the same, at the most"`
	WeightMin *float64          `csv:"weight_min" doc:"the weight of the tie, at least; over the cases in which it has a value, and empty if it has none in any"`
	WeightMax *float64          `csv:"weight_max" doc:"the same, at the most"`
	HasValue  timeline.Truth    `csv:"has_value" table:"required" doc:"whether the weight has a value: in all cases that the records leave possible, in none, or, if unknown, in some"`
	Tight     bool              `csv:"tight" table:"required" doc:"whether each bound of the weight is reached in one of these cases; otherwise they are only sure"`
}

// CoAttendance gives the network of who, for each series: the tie of each two of them, by series and their ids, each two once. Those
// that never met are among them, but not who has no record and was no member in the series.
func CoAttendance(roll attendance.Roll, who attendance.Who, weight attendance.Weight) Table {
	return NewTable("co_attendance", "the ties between each two participants", func(yield func(coAttendance) bool) {
		for in := range inSeries(roll) {
			some := in.roll.Concerned(who)
			for p := range in.roll.Pairs(some, some, weight) {
				if !yield(coAttendance{
					A: p.A, B: p.B, Series: in.series, Measure: weight, SharedMin: p.Shared.Min, SharedMax: p.Shared.Max,
					WeightMin: least(p.Weight), WeightMax: most(p.Weight), HasValue: p.Weight.Value, Tight: !p.Weight.Loose,
				}) {
					return
				}
			}
		}
	})
}

// A stretch is which of the runs of a participant a row is about.
type stretch uint8

const (
	longest stretch = iota + 1
	current
)

var stretchWords = []string{"", "longest", "current"}

func (s stretch) MarshalText() ([]byte, error)     { return enum.Marshal(stretchWords, s) }
func (s *stretch) UnmarshalText(text []byte) error { return enum.Unmarshal(stretchWords, s, text) }

// A streak is a run of a participant.
type streak struct {
	Series      timeline.SeriesID `csv:"series_id" table:"key,required,ref=series" doc:"the series of the gatherings"`
	Participant timeline.ActorID  `csv:"participant_id" table:"key,required,ref=actors" doc:"the participant, or the person if people were asked about"`
	Run         stretch           `csv:"run" table:"key,required" doc:"whether it is the longest run of consecutive gatherings at which it counts as there by the rule asked for, the earliest of several, or the one that lasts to the last gathering read"`
	LengthMin   int               `csv:"length_min" table:"required" doc:"how many gatherings the run has, at least; 0 if there is none for sure"`
	LengthMax   int               `csv:"length_max" table:"required" doc:"the same, at the most"`
	From        timeline.SummitID `csv:"from_summit_id" table:"ref=summits" doc:"the first gathering of the run that is sure; empty if none is"`
	To          timeline.SummitID `csv:"to_summit_id" table:"ref=summits" doc:"its last gathering"`
	Ended       timeline.SummitID `csv:"ended_summit_id" table:"ref=summits" doc:"the gathering that ended it, or might have; empty if it goes on"`
	Why         timeline.End      `csv:"why" doc:"why it ended there; undecided if the records do not tell whether it did"`
	Through     timeline.SummitID `csv:"through_summit_id" table:"required,ref=summits" doc:"the last gathering read"`
	Listed      int               `csv:"listed" table:"required" doc:"how many gatherings the list has"`
	Certain     bool              `csv:"certain" table:"required" doc:"whether the records leave one answer: the bounds meet, the list is complete, and no weak row is among the evidence"`
	Closed      bool              `csv:"closed" table:"required" doc:"whether the list of gatherings is known to be complete through the last one"`
}

// Streaks gives the longest and the current run of each participant of who that has a record or was a member in the series, by series and
// participant, the longest first.
func Streaks(roll attendance.Roll, who attendance.Who) Table {
	return NewTable("streaks", "the longest and the current run of each participant", sideBySide(inSeries(roll), func(p part) iter.Seq[streak] {
		return func(yield func(streak) bool) {
			for actor, h := range p.roll.Each(p.roll.Concerned(who)) {
				if !yield(streakOf(p.series, actor, longest, h.Longest())) || !yield(streakOf(p.series, actor, current, h.Current())) {
					return
				}
			}
		}
	}))
}

func streakOf(series timeline.SeriesID, actor timeline.ActorID, of stretch, run timeline.Run) streak {
	s := streak{
		Series: series, Participant: actor, Run: of, LengthMin: run.Length.Min, LengthMax: run.Length.Max, From: run.From, To: run.To,
		Ended: run.Ended, Through: run.Through, Listed: run.Listed, Certain: run.Certain(), Closed: run.Closed,
	}
	if len(run.Why) > 0 {
		s.Why = run.Why[0].End // of one participant there is one reason
	}
	return s
}

// codes are the codes of participants, each list by code and first day.
type codes map[codeKey][]attendance.Code

type codeKey struct {
	participant timeline.ActorID
	scheme      attendance.Scheme
}

func codesOf(register attendance.Register) codes {
	found := make(codes)
	for c := range register.Codes() {
		key := codeKey{c.Participant, c.Scheme}
		found[key] = append(found[key], c)
	}
	return found
}

// in gives the code that held on a day of a year: if several did, the one that lasted longest and, of those, began last.
func (c codes) in(year int, participant timeline.ActorID, scheme attendance.Scheme) string {
	var best attendance.Code
	last := func(c attendance.Code) timeline.Date {
		if c.Until == (timeline.Date{}) {
			return timeline.Date{Year: 9999, Month: 12, Day: 31}
		}
		return c.Until.Last()
	}
	for _, code := range c[codeKey{participant, scheme}] {
		if code.From.Year > year || last(code).Year < year {
			continue
		}
		if best.Code == "" || cmp.Or(last(code).Compare(last(best)), code.From.First().Compare(best.From.First())) > 0 {
			best = code
		}
	}
	return best.Code
}
