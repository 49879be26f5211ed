// Package layout has the names and the order of the tables, once for those who read them and those who write them.
package layout

import (
	"slices"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/coded"
	"github.com/summitry/summitry/timeline"
)

// Tables are the rows of all tables.
type Tables struct {
	Gatherings timeline.Tables
	Attendance attendance.Tables
	Records    []coded.Rows // those of attendance, if they were read so
}

// A Table is one of them.
type Table struct {
	Name string
	Doc  string
	Rows any // a pointer to its slice of rows
}

// All gives the tables in the order in which they are listed and documented.
func (t *Tables) All() []Table {
	g, a := &t.Gatherings, &t.Attendance
	return []Table{
		{"series", "families of gatherings", &g.Series},
		{"summits", "gatherings, one row each in its latest state", &g.Summits},
		{"sessions", "meetings within summits", &g.Sessions},
		{"participants", "states and organisations", &a.Participants},
		{"participant_codes", "codes of participants in other data sets, with dates", &a.Codes},
		{"groups", "named sets of participants", &a.Groups},
		{"memberships", "who belonged to a group, and when", &a.Memberships},
		{"people", "who heads delegations", &a.People},
		{"attendance", "who attended, or was absent from, a summit or session", &a.Records},
		{"topics", "what gatherings talk about", &g.Topics},
		{"discussions", "which document names which topic as planned or reported", &g.Mentions},
		{"coverage", "statements of what is complete", &g.Coverage},
		{"sources", "the documents that rows rest on", &g.Sources},
	}
}

// Register makes a register of the tables.
func (t *Tables) Register() (attendance.Register, error) {
	if t.Records == nil {
		return attendance.New(t.Gatherings, t.Attendance)
	}
	register, err := coded.Register(t.Gatherings, t.Attendance, t.Records)
	return register.(attendance.Register), err
}

// Of gives the tables of a register, in the order of the model.
func Of(r attendance.Register) *Tables {
	t := r.Timeline()
	return &Tables{
		Gatherings: timeline.Tables{
			Series:   slices.Collect(t.Series()),
			Summits:  slices.Collect(t.Summits()),
			Sessions: slices.Collect(t.Sessions()),
			Topics:   slices.Collect(t.Topics()),
			Mentions: slices.Collect(t.Mentions()),
			Sources:  slices.Collect(t.Sources()),
			Coverage: slices.Collect(t.Coverage()),
		},
		Attendance: attendance.Tables{
			Participants: slices.Collect(r.Participants()),
			Codes:        slices.Collect(r.Codes()),
			Groups:       slices.Collect(r.Groups()),
			Memberships:  slices.Collect(r.Memberships()),
			People:       slices.Collect(r.People()),
			Records:      slices.Collect(r.Records()),
		},
	}
}
