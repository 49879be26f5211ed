package attendance

import (
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"

	"github.com/summitry/summitry/internal/near"
	"github.com/summitry/summitry/timeline"
)

var noData = &data{records: new(store)}

func (r Register) tables() *data {
	if r.data == nil {
		return noData
	}
	return r.data
}

// Timeline gives all gatherings that the register is about.
func (r Register) Timeline() timeline.Timeline { return r.timeline }

// Name is the name of a participant, a group or a person, and the id where it is not known.
func (r Register) Name(id timeline.ActorID) string {
	d := r.tables()
	if i, ok := d.participant[id]; ok {
		return d.Participants[i].Name
	}
	if i, ok := d.person[id]; ok {
		return d.People[i].Name
	}
	if i, ok := d.group[id]; ok {
		return d.Groups[i].Name
	}
	return string(id)
}

// Participants gives all participants, by id. So do Codes, Groups, Memberships, People and Records for the rows of their tables,
// each in the order of the model. The lists within rows are shared: do not change them.
func (r Register) Participants() iter.Seq[Participant] { return slices.Values(r.tables().Participants) }

// Codes gives all foreign codes, by participant, scheme, code and first day.
func (r Register) Codes() iter.Seq[Code] { return slices.Values(r.tables().Codes) }

// Groups gives all groups, by id.
func (r Register) Groups() iter.Seq[Group] { return slices.Values(r.tables().Groups) }

// Memberships gives all memberships, by group, participant and first day.
func (r Register) Memberships() iter.Seq[Membership] { return slices.Values(r.tables().Memberships) }

// People gives all people, by id.
func (r Register) People() iter.Seq[Person] { return slices.Values(r.tables().People) }

// Records gives all records of attendance, by their summit and key.
func (r Register) Records() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		s := r.tables().records
		for i := range s.rows {
			if !yield(s.record(uint32(i))) {
				return
			}
		}
	}
}

// Equal reports whether both registers have the same timeline and the same rows.
func (r Register) Equal(s Register) bool {
	a, b := r.tables(), s.tables()
	if !r.timeline.Equal(s.timeline) || !reflect.DeepEqual(a.Tables, b.Tables) || len(a.records.rows) != len(b.records.rows) {
		return false
	}
	for i := range a.records.rows {
		if at := uint32(i); !reflect.DeepEqual(a.records.record(at), b.records.record(at)) {
			return false
		}
	}
	return true
}

// A Who is whom a question is about: participants or people, as one body or as at least some of them. A group that is a label stands
// for the participants of its list, a group that is a body for those who were its members on the day. The zero Who is nobody, who
// attends nothing.
//
// A person is taken to have headed the delegations only of those participants for which some record names it. Answers about several
// people of one participant, or about people and participants together, are sure but not always tight: they share a seat.
type Who struct {
	actors []timeline.ActorID // participants, by id
	bodies []timeline.ActorID // groups whose members are those of the day, by id
	people []timeline.ActorID // by id
	least  int                // how many of them are enough; zero is all
}

// Actor finds a participant, a group or a person by its id or its name, whatever the case of the name. What is not known is a
// [timeline.UnknownError].
func (r Register) Actor(name string) (timeline.ActorID, error) {
	return r.tables().resolve(timeline.ActorID(name))
}

// Who finds participants, groups and people by their ids or names, whatever the case of a name. It wants at least one, and of a label
// at least one participant; what is not known is a [timeline.UnknownError].
func (r Register) Who(ids ...timeline.ActorID) (Who, error) {
	if len(ids) == 0 {
		return Who{}, errNobody
	}
	d := r.tables()
	var who Who
	for _, name := range ids {
		id, err := d.resolve(name)
		if err != nil {
			return Who{}, err
		}
		i, isGroup := d.group[id]
		switch {
		case contains(d.participant, id):
			who.actors = append(who.actors, id)
		case !isGroup:
			who.people = append(who.people, id)
		case d.Groups[i].Kind == BodyGroup:
			who.bodies = append(who.bodies, id)
		case d.memberships[id] == nil:
			return Who{}, fmt.Errorf("%w: %s has none", errNobody, id)
		default:
			who.actors = append(who.actors, d.memberships[id].ids...)
		}
	}
	for _, list := range []*[]timeline.ActorID{&who.actors, &who.bodies, &who.people} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return who, nil
}

// AtLeast finds as Who does, and of those found k are enough: [Roll.Of] counts a gathering if at least k were there. It wants k from 1
// to their number, which of a body is not known beforehand.
func (r Register) AtLeast(k int, ids ...timeline.ActorID) (Who, error) {
	who, err := r.Who(ids...)
	if err != nil {
		return Who{}, err
	}
	if n := len(who.actors) + len(who.people); k < 1 || (k > n && len(who.bodies) == 0) {
		return Who{}, fmt.Errorf("attendance: at least %d of %d: want from 1 to %d", k, n, n)
	}
	who.least = k
	return who, nil
}

// Everybody is all participants of the register.
func (r Register) Everybody() Who {
	var who Who
	for _, p := range r.tables().Participants {
		who.actors = append(who.actors, p.ID)
	}
	return who
}

// Delegates is the people whom some record names as the head of a delegation of who, each participant of a body at any time.
func (r Register) Delegates(who Who) Who {
	d := r.tables()
	people := slices.Clone(who.people)
	for _, p := range d.participantsOf(who) {
		people = append(people, d.headsOf[p]...)
	}
	slices.Sort(people)
	return Who{people: slices.Compact(people)}
}

// Actors gives the participants and the people of who, by id, those that [Roll.Each] tells of: of a body each participant that ever was a
// member.
func (r Register) Actors(who Who) iter.Seq[timeline.ActorID] { return slices.Values(r.actors(who)) }

func (r Register) actors(who Who) []timeline.ActorID {
	all := append(r.tables().participantsOf(who), who.people...)
	slices.Sort(all)
	return all
}

// participantsOf gives the participants of who, and those that ever belonged to its bodies, by id.
func (d *data) participantsOf(who Who) []timeline.ActorID {
	all := slices.Clone(who.actors)
	for _, body := range who.bodies {
		if g := d.memberships[body]; g != nil {
			all = append(all, g.ids...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// resolve finds a participant, a group or a person by its id or name.
func (d *data) resolve(name timeline.ActorID) (timeline.ActorID, error) {
	if contains(d.participant, name) || contains(d.group, name) || contains(d.person, name) {
		return name, nil
	}
	var known []string
	var found timeline.ActorID
	add := func(id timeline.ActorID, called string) {
		if found == "" && strings.EqualFold(called, string(name)) {
			found = id
		}
		known = append(known, string(id), called)
	}
	for _, p := range d.Participants {
		add(p.ID, p.Name)
	}
	for _, g := range d.Groups {
		add(g.ID, g.Name)
	}
	for _, p := range d.People {
		add(p.ID, p.Name)
	}
	if found != "" {
		return found, nil
	}
	return "", &timeline.UnknownError{What: "participant, group or person", ID: string(name), Near: near.Words(string(name), known)}
}

func contains(index map[timeline.ActorID]int, id timeline.ActorID) bool {
	_, ok := index[id]
	return ok
}

// Equal reports whether both are the same participants, groups and people, of whom as many are enough.
func (w Who) Equal(v Who) bool {
	return slices.Equal(w.actors, v.actors) && slices.Equal(w.bodies, v.bodies) && slices.Equal(w.people, v.people) && w.least == v.least
}

// String gives the ids, as "AUS, JPN", "members of nato" or "at least 2 of AUS, JPN, NZL".
func (w Who) String() string {
	var parts []string
	for _, id := range w.actors {
		parts = append(parts, string(id))
	}
	for _, id := range w.bodies {
		parts = append(parts, "members of "+string(id))
	}
	for _, id := range w.people {
		parts = append(parts, string(id))
	}
	switch {
	case len(parts) == 0:
		return "nobody"
	case w.least > 0:
		return fmt.Sprintf("at least %d of %s", w.least, strings.Join(parts, ", "))
	}
	return strings.Join(parts, ", ")
}

var errNobody = errors.New("attendance: want at least one participant, person or group with members")
