package vegalite

import (
	"iter"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// Gallery gives the pictures of a data set, each with a name for its file, as nato-attendance.vl.json: of the regular gatherings of each
// series, by its id,
//
//   - attendance, levels and ties of the members, ties by the gatherings shared; of a series without a group, of everybody on record,
//   - guests: the attendance of those on record that never were members,
//   - topics and similarity, of what documents announce or report.
//
// A picture with nothing to show is left out.
func Gallery(register attendance.Register) iter.Seq2[string, Spec] {
	return func(yield func(string, Spec) bool) {
		for s := range register.Timeline().Series() {
			t, err := register.Timeline().Select(timeline.Filter{Series: s.ID})
			if err != nil {
				continue // the series is one of the timeline, so there is no error
			}
			roll, agenda := register.Roll(t, attendance.Rule{}), t.Agenda(timeline.Basis{})
			members, guests := parties(roll, s.Group)
			for _, picture := range []struct {
				name string
				spec func() Spec
			}{
				{"attendance", func() Spec { return Attendance(roll, members) }},
				{"guests", func() Spec { return Attendance(roll, guests) }},
				{"levels", func() Spec { return Levels(roll, members) }},
				{"ties", func() Spec { return Ties(roll, members, attendance.Shared) }},
				{"topics", func() Spec { return Topics(agenda) }},
				{"similarity", func() Spec { return Similarity(agenda) }},
			} {
				spec := picture.spec()
				if picture.name == "guests" {
					spec.notes = append([]string{"Guests: those on record that never were members."}, spec.notes...)
				}
				if spec.body != nil && !yield(string(s.ID)+"-"+picture.name+".vl.json", spec) {
					return
				}
			}
		}
	}
}

// parties gives the members of a group and those on record that never were among them; without a group everybody is as a member.
func parties(roll attendance.Roll, group timeline.ActorID) (members, guests attendance.Who) {
	register := roll.Register()
	everybody := roll.Concerned(register.Everybody())
	members, err := register.Who(group)
	if err != nil {
		return everybody, attendance.Who{}
	}
	ever := make(map[timeline.ActorID]bool)
	for id := range register.Actors(members) {
		ever[id] = true
	}
	var others []timeline.ActorID
	for id := range register.Actors(everybody) {
		if !ever[id] {
			others = append(others, id)
		}
	}
	guests, _ = register.Who(others...) // they are of the register; if there are none it is nobody
	return members, guests
}
