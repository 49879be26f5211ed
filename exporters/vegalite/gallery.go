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
//   - guests: the attendance of those that never were members and came or stayed away, since the first such time,
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
			members, guests, since := parties(roll, s.Group)
			later, err := t.Select(timeline.Filter{Series: s.ID, From: since})
			if err != nil {
				continue // the day is one of a summit
			}
			for _, picture := range []struct {
				name string
				spec func() Spec
			}{
				{"attendance", func() Spec { return Attendance(roll, members) }},
				{"guests", func() Spec { return Attendance(register.Roll(later, attendance.Rule{}), guests) }},
				{"levels", func() Spec { return Levels(roll, members) }},
				{"ties", func() Spec { return Ties(roll, members, attendance.Shared) }},
				{"topics", func() Spec { return Topics(agenda) }},
				{"similarity", func() Spec { return Similarity(agenda) }},
			} {
				spec := picture.spec()
				if picture.name == "guests" {
					spec.notes = append([]string{"Guests: those that never were members, and of whom a record says that they came or stayed away."}, spec.notes...)
				}
				if spec.body != nil && !yield(string(s.ID)+"-"+picture.name+".vl.json", spec) {
					return
				}
			}
		}
	}
}

// parties gives the members of a group and those that never were and of whom it is known of some gathering whether they came, with the
// first day of the first such gathering. Without a group everybody is as a member.
func parties(roll attendance.Roll, group timeline.ActorID) (members, guests attendance.Who, since timeline.Date) {
	register := roll.Register()
	everybody := roll.Concerned(register.Everybody())
	members, err := register.Who(group)
	if err != nil {
		return everybody, attendance.Who{}, since
	}
	ever := make(map[timeline.ActorID]bool)
	for id := range register.Actors(members) {
		ever[id] = true
	}
	var others []timeline.ActorID
	for p := range roll.Presences(everybody) {
		if ever[p.Participant] || (p.Status != attendance.Attended && p.Status != attendance.Absent) {
			continue
		}
		if others = append(others, p.Participant); len(others) == 1 {
			s, _ := roll.Timeline().Summit(p.Summit)
			since = s.Start
		}
	}
	guests, _ = register.Who(others...) // they are of the register; if there are none it is nobody
	return members, guests, since
}
