package graph

import (
	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// A vertex is a participant or a gathering.
type vertex struct {
	ID          string            `csv:"id" table:"key,required" doc:"the participant or the gathering"`
	Label       string            `csv:"label" table:"required" doc:"the name of the participant; that of the gathering with its year"`
	Type        bool              `csv:"type" table:"required" doc:"false for a participant, true for a gathering; igraph looks for a mark of this name"`
	Kind        string            `csv:"kind" table:"required" doc:"state or organisation; of a gathering regular or extraordinary"`
	Series      timeline.SeriesID `csv:"series_id" table:"ref=series" doc:"the series of the gathering; empty for participants, as the dates are"`
	Year        *int              `csv:"year" doc:"the year in which it started"`
	Start       timeline.Date     `csv:"start_date" doc:"its first day"`
	End         timeline.Date     `csv:"end_date" doc:"its last day"`
	AttendedMin int               `csv:"attended_min" table:"required" doc:"at how many gatherings the participant counts as there by the rule asked for, or how many count at the gathering; at least"`
	AttendedMax int               `csv:"attended_max" table:"required" doc:"the same, at the most"`
}

// A presence is an edge from a participant to a gathering.
type presence struct {
	Source    timeline.ActorID    `csv:"source" table:"key,required,ref=participants" doc:"the participant"`
	Target    timeline.SummitID   `csv:"target" table:"key,required,ref=summits" doc:"the gathering"`
	Year      int                 `csv:"year" table:"required" doc:"the year in which the gathering started"`
	Session   timeline.SessionID  `csv:"session_id" table:"ref=sessions" doc:"the session of the record that shows who headed it; empty for the summit as a whole"`
	Person    timeline.ActorID    `csv:"person_id" table:"ref=people" doc:"who headed it"`
	Level     attendance.Level    `csv:"level" doc:"the highest office that the person held on that day"`
	Office    string              `csv:"office" doc:"the office in words"`
	Mode      attendance.Mode     `csv:"mode" doc:"how the person took part"`
	Capacity  attendance.Capacity `csv:"capacity" doc:"as what the participant took part, by the same record"`
	InPlaceOf timeline.ActorID    `csv:"in_place_of" table:"ref=people" doc:"the holder of the office that was to sit there, if somebody else came"`
}

// TwoMode gives who was at which gathering: as nodes the participants of who of whom anything is on record (see
// [attendance.Roll.Concerned]), by id, then the gatherings that were held, in their order; as edges the presences that surely count by
// the rule of the roll, by gathering and participant, with who headed the delegation. People of who are left out.
func TwoMode(roll attendance.Roll, who attendance.Who) Graph {
	some := roll.Concerned(who)
	return Graph{
		Nodes: exporters.NewTable("two_mode_nodes", "participants and gatherings", func(yield func(vertex) bool) {
			for a := range actors(roll, some) {
				if a.Kind == person {
					continue
				}
				if !yield(vertex{ID: string(a.ID), Label: a.Label, Kind: a.Kind, AttendedMin: a.AttendedMin, AttendedMax: a.AttendedMax}) {
					return
				}
			}
			attended := make(map[timeline.SummitID]timeline.Count)
			for p := range roll.Presences(some) {
				count := attended[p.Summit]
				count.Add(p.Counts)
				attended[p.Summit] = count
			}
			t := roll.Timeline()
			for s := range t.Held() {
				count := attended[s.ID]
				if !yield(vertex{
					ID: string(s.ID), Label: t.Name(s.ID), Type: true, Kind: s.Kind.String(), Series: s.Series, Year: &s.Start.Year, Start: s.Start, End: s.End,
					AttendedMin: count.Min, AttendedMax: count.Max,
				}) {
					return
				}
			}
		}),
		Edges: exporters.NewTable("two_mode_edges", "who surely was at each gathering", func(yield func(presence) bool) {
			t, as := roll.Timeline(), capacities(roll.Register())
			for p := range roll.Presences(some) {
				s, _ := t.Summit(p.Summit) // a roll has no others
				if p.Counts == timeline.Yes && !yield(presence{
					Source: p.Participant, Target: p.Summit, Year: s.Start.Year, Session: p.Session, Person: p.Person,
					Level: p.Level, Office: p.Office, Mode: p.Mode, Capacity: as[key{p.Summit, p.Session, p.Participant, p.Person}], InPlaceOf: p.InPlaceOf,
				}) {
					return
				}
			}
		}),
	}
}

// A key tells records apart.
type key struct {
	summit      timeline.SummitID
	session     timeline.SessionID
	participant timeline.ActorID
	person      timeline.ActorID
}

// capacities gives as what participants came. A presence that counts shows a record, whose key it has.
func capacities(register attendance.Register) map[key]attendance.Capacity {
	found := make(map[key]attendance.Capacity)
	for r := range register.Records() {
		found[key{r.Summit, r.Session, r.Participant, r.Person}] = r.Capacity
	}
	return found
}
