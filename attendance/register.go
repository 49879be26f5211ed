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

var noData = &data{}

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
func (r Register) Records() iter.Seq[Record] { return slices.Values(r.tables().Records) }

// Equal reports whether both registers have the same timeline and the same rows.
func (r Register) Equal(s Register) bool {
	return r.timeline.Equal(s.timeline) && reflect.DeepEqual(r.tables().Tables, s.tables().Tables)
}

// A Who is whom a question is about: participants, as one body. A group that is a label stands for the participants of its list, a
// group that is a body for those who were its members on the day. The zero Who is nobody, who attends nothing.
type Who struct {
	actors []timeline.ActorID // participants, by id
	bodies []timeline.ActorID // groups whose members are those of the day, by id
}

// Who finds participants and groups by their ids or names, whatever the case of a name. It wants at least one, and of a label at least
// one participant; what is not known is a [timeline.UnknownError].
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
		switch i, isGroup := d.group[id]; {
		case !isGroup:
			who.actors = append(who.actors, id)
		case d.Groups[i].Kind == BodyGroup:
			who.bodies = append(who.bodies, id)
		case len(d.membersOf[id]) == 0:
			return Who{}, fmt.Errorf("%w: %s has none", errNobody, id)
		default:
			who.actors = append(who.actors, d.membersOf[id]...)
		}
	}
	slices.Sort(who.actors)
	slices.Sort(who.bodies)
	who.actors, who.bodies = slices.Compact(who.actors), slices.Compact(who.bodies)
	return who, nil
}

// resolve finds a participant or a group by its id or name.
func (d *data) resolve(name timeline.ActorID) (timeline.ActorID, error) {
	if contains(d.participant, name) || contains(d.group, name) {
		return name, nil
	}
	if contains(d.person, name) {
		return "", fmt.Errorf("attendance: %s is a person: questions are about participants and groups", name)
	}
	var known []string
	for _, p := range d.Participants {
		if strings.EqualFold(p.Name, string(name)) {
			return p.ID, nil
		}
		known = append(known, string(p.ID), p.Name)
	}
	for _, g := range d.Groups {
		if strings.EqualFold(g.Name, string(name)) {
			return g.ID, nil
		}
		known = append(known, string(g.ID), g.Name)
	}
	return "", &timeline.UnknownError{What: "participant or group", ID: string(name), Near: near.Words(string(name), known)}
}

func contains(index map[timeline.ActorID]int, id timeline.ActorID) bool {
	_, ok := index[id]
	return ok
}

// Equal reports whether both are the same participants and groups.
func (w Who) Equal(v Who) bool {
	return slices.Equal(w.actors, v.actors) && slices.Equal(w.bodies, v.bodies)
}

// String gives the ids, as "AUS, JPN" or "members of nato".
func (w Who) String() string {
	text := ""
	for _, id := range w.actors {
		text += ", " + string(id)
	}
	for _, id := range w.bodies {
		text += ", members of " + string(id)
	}
	if text == "" {
		return "nobody"
	}
	return text[2:]
}

var errNobody = errors.New("attendance: want at least one participant or group with members")
