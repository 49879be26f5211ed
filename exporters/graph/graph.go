// Package graph writes networks of gatherings for programs that draw and measure them: GraphML for igraph and networkx, GEXF for Gephi.
//
// A [Graph] is two tables, its nodes and its edges, whose typed columns become the attributes. [CoAttendance] is who met whom,
// [TwoMode] who was at which gathering, and a Graph of any other tables is written alike:
//
//	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato"})
//	ties := graph.CoAttendance(data.Roll(nato, attendance.Rule{}), data.Everybody(), attendance.Newman)
//	err = graph.WriteGraphML(w, ties)
//	err = exporters.WriteCSV(w, ties.Edges) // the plain list
//
// # Only what is sure is an edge
//
// Programs count whatever edges there are, so one that is merely possible would be taken for a fact. Both graphs have the edges that
// hold however the gaps in the records are filled. What else is possible is in the attributes: the upper bounds of a tie, and for each
// node at how many gatherings it may have been (attended_max). All possible ties are in the table of [exporters.CoAttendance], all
// presences with those that are unknown in that of [exporters.Participation].
package graph

import (
	"iter"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// A Graph is a table of nodes and one of the undirected edges between them. The first column of the nodes is their id, the first two
// of the edges are the ids of their ends; all others are attributes. A column named label is how programs show a node or an edge, and
// a number named weight is how much an edge counts.
type Graph struct{ Nodes, Edges exporters.Table }

// An actor is a node that attends.
type actor struct {
	ID          timeline.ActorID `csv:"id" table:"key,required,ref=actors" doc:"the participant or person"`
	Label       string           `csv:"label" table:"required" doc:"its name"`
	Kind        string           `csv:"kind" table:"required" doc:"state, organisation or person"`
	AttendedMin int              `csv:"attended_min" table:"required" doc:"at how many gatherings it counts as there by the rule asked for, at least"`
	AttendedMax int              `csv:"attended_max" table:"required" doc:"the same, at the most"`
}

// A tie is an edge between two that met.
type tie struct {
	Source    timeline.ActorID  `csv:"source" table:"key,required,ref=actors" doc:"the first of the two, by id"`
	Target    timeline.ActorID  `csv:"target" table:"key,required,ref=actors" doc:"the second of the two"`
	Weight    float64           `csv:"weight" table:"required" doc:"the weight of the tie, at least"`
	WeightMax float64           `csv:"weight_max" table:"required" doc:"the same, at the most"`
	Measure   attendance.Weight `csv:"measure" table:"required" doc:"how the tie is weighed"`
	SharedMin int               `csv:"shared_min" table:"required" doc:"at how many gatherings both count as there by the rule asked for, at least"`
	SharedMax int               `csv:"shared_max" table:"required" doc:"the same, at the most"`
	Tight     bool              `csv:"tight" table:"required" doc:"whether each bound of the weight is reached in one of the cases that the records leave possible; otherwise they are only sure"`
}

// CoAttendance gives who met whom at the gatherings of a roll: as nodes those of who of whom anything is on record there (see
// [attendance.Roll.Concerned]), by id, and as edges the ties whose weight is above zero in every case that the records leave possible,
// by the ids of their ends. The weight of an edge is the least one. A tie of Jaccard or Lift that has no value in some of the cases is
// no edge.
//
// Gatherings of several series are counted together; [timeline.Timeline.Select] gives those of one.
func CoAttendance(roll attendance.Roll, who attendance.Who, weight attendance.Weight) Graph {
	some := roll.Concerned(who)
	return Graph{
		Nodes: exporters.NewTable("co_attendance_nodes", "who has a record at the gatherings, or was a member", actors(roll, some)),
		Edges: exporters.NewTable("co_attendance_edges", "the ties between each two that surely met", func(yield func(tie) bool) {
			for p := range roll.Pairs(some, some, weight) {
				if w := p.Weight; w.Value == timeline.Yes && w.Least > 0 && !yield(tie{
					Source: p.A, Target: p.B, Weight: w.Least, WeightMax: w.Most, Measure: weight, SharedMin: p.Shared.Min, SharedMax: p.Shared.Max, Tight: !w.Loose,
				}) {
					return
				}
			}
		}),
	}
}

// actors gives the participants and people of who as nodes.
func actors(roll attendance.Roll, who attendance.Who) iter.Seq[actor] {
	return func(yield func(actor) bool) {
		register := roll.Register()
		kinds := make(map[timeline.ActorID]string)
		for p := range register.Participants() {
			kinds[p.ID] = p.Kind.String()
		}
		for p := range register.People() {
			kinds[p.ID] = person
		}
		for id, h := range roll.Each(who) {
			attended := h.Occasions().Count
			if !yield(actor{ID: id, Label: register.Name(id), Kind: kinds[id], AttendedMin: attended.Min, AttendedMax: attended.Max}) {
				return
			}
		}
	}
}

// person is the kind of people, whom the model has no word for.
const person = "person"
