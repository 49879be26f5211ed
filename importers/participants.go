package importers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// participantOf reads who a row is about, by its code and its name.
func (im *importer) participantOf(row row, day timeline.Date) timeline.ActorID {
	name, code := im.text(row, "participant"), im.text(row, "participant_code")
	var byCode, byName found
	var errCode, errName error
	if code != "" {
		byCode, errCode = im.code(code, day)
	}
	if name != "" {
		byName, errName = im.name(name)
	}
	if code == "NA" && errCode != nil && name != "" && byName.id != "NAM" {
		im.guess("participant_code", code, "", "stands for nothing")
		code, errCode = "", nil
	}
	var kind attendance.ParticipantKind
	if im.bindings["participant_kind"] != nil {
		im.enum(row, "participant_kind", &kind, "")
	}
	switch {
	case name == "" && code == "":
		f := field("participant")
		if im.bindings[f] == nil {
			f = "participant_code"
		}
		im.refuse(f, "", "is empty: want a participant")
		return ""
	case byCode.id != "" && byName.id != "" && byCode.id != byName.id && !im.heirs(byCode.id, byName.id):
		im.refuse("participant", name, fmt.Sprintf("is %s (%s), but the code %s is %s (%s): want one of them, by a line under [countries]",
			byName.id, im.actors[byName.id].Name, code, byCode.id, im.actors[byCode.id].Name))
		return ""
	case byCode.id != "" && byName.id != "" && byCode.id != byName.id:
		im.guess("participant_code", code, string(byName.id), fmt.Sprintf("the name stands: the code is of %s, the state before or after", byCode.id))
	case byName.id != "" && code != "" && byCode.id == "":
		im.guess("participant_code", code, string(byName.id), "the code is not known, the name is: "+errCode.Error())
	case byCode.id != "" && name != "" && byName.id == "":
		im.guess("participant", name, string(byCode.id), "the name alone does not tell, the code does")
	}
	switch {
	case byName.id != "":
		return im.onDay("participant", name, byName, day)
	case byCode.id != "":
		return im.onDay("participant_code", code, byCode, day)
	case name != "" && kind == attendance.Organisation && !im.isAmbiguous(name):
		return im.newOrganisation(name)
	case errName != nil:
		im.refuse("participant", name, errName.Error())
	default:
		im.refuse("participant_code", code, errCode.Error())
	}
	return ""
}

// heirs reports whether one of two states is the heir of the other: a code and a name may be of different times.
func (im *importer) heirs(a, b timeline.ActorID) bool {
	return slices.Contains(heirs[a], b) || slices.Contains(heirs[b], a)
}

// onDay says how a participant was found, and wants it to exist on a day.
func (im *importer) onDay(f field, text string, x found, day timeline.Date) timeline.ActorID {
	id := x.id
	if day.IsValid() {
		on, err := im.at(id, day)
		if err != nil {
			im.refuse(f, text, err.Error())
			return ""
		}
		if on.note != "" {
			im.guess(f, text, string(on.id), on.note)
			return on.id
		}
	}
	if x.note != "" {
		im.guess(f, text, string(id), x.note)
	} else {
		im.mappedAs(f, text, string(id))
	}
	return id
}

// participantNamed finds a participant by its name or code in a field of a meeting.
func (im *importer) participantNamed(f field, name string, day timeline.Date) timeline.ActorID {
	x, err := im.name(name)
	if err != nil {
		im.refuse(f, name, err.Error())
		return ""
	}
	return im.onDay(f, name, x, day)
}

func (im *importer) isAmbiguous(name string) bool { return len(im.bags[bag(name)]) > 1 }

// newOrganisation makes a participant of a name that nobody knows, where the list says that it is an organisation.
func (im *importer) newOrganisation(name string) timeline.ActorID {
	const longest = 40
	base := strings.ToUpper(strings.ReplaceAll(slug(name), "-", ""))
	base = base[:min(len(base), longest)]
	if len(base) < 2 {
		im.refuse("participant", name, "has no Latin letters to make an id of: want a row under [[participants]]")
		return ""
	}
	id := timeline.ActorID(base)
	if len(base) == 3 || im.actors[id] != nil {
		id += "ORG" // three letters would be a state
	}
	for n := 2; im.actors[id] != nil; n++ {
		id = timeline.ActorID(fmt.Sprintf("%s%d", base, n))
	}
	im.actors[id] = &actor{Participant: attendance.Participant{ID: id, Kind: attendance.Organisation, Name: name}}
	im.names[name] = id
	im.spell(name, id)
	im.answers["name "+name] = answer{found: found{id: id, note: "a new organisation"}}
	im.guess("participant", name, string(id), "a new organisation")
	return id
}
