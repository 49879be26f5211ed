package importers

import (
	"cmp"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// A person is somebody in the making.
type person struct {
	attendance.Person
	base         string // the id, if nobody else has it
	line         int
	known        bool
	participants []timeline.ActorID
}

// An officeOf is an office in words, and whether a state or an organisation has it.
type officeOf struct {
	text string
	kind attendance.ParticipantKind
}

// levelOf reads the level, or guesses it from the office if the mapping allows it.
func (im *importer) levelOf(row row, office string, of timeline.ActorID) attendance.Level {
	var level attendance.Level
	text, f := office, field("office")
	if im.bindings["level"] != nil {
		f = "level"
		text = im.text(row, f)
		if text == "" {
			return 0
		}
		if level.UnmarshalText([]byte(text)) == nil {
			return level
		}
		word := strings.Join(strings.FieldsFunc(fold(text), func(c rune) bool { return c == ' ' || c == '-' || c == '_' }), "_")
		if word != "" && level.UnmarshalText([]byte(word)) == nil {
			im.guess(f, text, word, "the word in other letters")
			return level
		}
	}
	if im.GuessLevels && text != "" {
		var kind attendance.ParticipantKind
		if a := im.actors[of]; a != nil {
			kind = a.Kind
		}
		o := officeOf{text, kind}
		guessed, ok := im.offices[o]
		if !ok {
			guessed = levelOf(text, kind)
			im.offices[o] = guessed
		}
		if guessed != 0 {
			im.guess(f, text, guessed.String(), "the level by a usual title")
			return guessed
		}
		if f == "office" {
			im.guess(f, text, "", "no level: no usual title stands in it")
			return 0
		}
	}
	if f == "level" {
		im.refuse(f, text, level.UnmarshalText([]byte(text)).Error()+"; or say what it is under [values.level], or guess_levels = true")
	}
	return 0
}

// personOf reads a name with the ids that come with it.
func (im *importer) personOf(row row, f field, of timeline.ActorID) person {
	var p person
	var n personName
	if f == "person" {
		given, family := im.text(row, "given_name"), im.text(row, "family_name")
		if given != "" || family != "" {
			n = personName{given: given, family: lowered(family)}
			n.text = strings.TrimSpace(given + " " + n.family)
		}
		p.Wikidata = im.text(row, "person_wikidata_id")
		p.Person.ID = timeline.ActorID(im.text(row, "person_id"))
	}
	if text := im.text(row, f); text != "" {
		parsed := im.parse(text, of)
		if n.text == "" {
			n = parsed
		} else {
			n.text = parsed.text
		}
	}
	if n.text == "" {
		return person{}
	}
	if n.courtesy != "" {
		im.guess(f, n.courtesy, "", "words of courtesy taken from names")
	}
	if n.capitals {
		im.guess(f, "", "", "the words in capitals taken as the family name")
	}
	if n.usual {
		im.guess(f, "", string(of), "the family name taken to be first, as is usual there: say name_order")
	}
	p.Name = n.text
	p.base = slug(n.family + " " + n.given)
	switch {
	case p.Person.ID != "":
		p.base = slug(string(p.Person.ID))
		if p.base == "" || strings.Trim(p.base, "0123456789-") == "" {
			p.base = strings.Trim(slug(n.family+" "+n.given), "-")
		}
	case p.base == "" && p.Wikidata != "":
		p.base = slug(p.Wikidata)
	}
	if p.base == "" {
		im.refuse(f, n.text, "has no Latin letters to make an id of: want a column for person_id")
	}
	return p
}

// knowPeople indexes the people of the data set.
func (im *importer) knowPeople() {
	im.byName = map[string]attendance.Person{}
	for p := range im.known.People() {
		im.byName[fold(p.Name)] = p
		if p.Wikidata != "" {
			im.byName["wikidata "+p.Wikidata] = p
		}
		im.byName["id "+string(p.ID)] = p
	}
}

// keepPerson gives the person of a row: the one with the same id, or else with the same name.
func (im *importer) keepPerson(p person, of timeline.ActorID, line int) *person {
	if p.Name == "" {
		return nil
	}
	key := "name " + p.base
	switch {
	case p.Person.ID != "":
		key = "id " + string(p.Person.ID)
	case p.Wikidata != "":
		key = "wikidata " + p.Wikidata
	}
	kept := im.people[key]
	if kept == nil {
		kept = &person{Person: p.Person, base: p.base, line: line}
		kept.Person.ID = ""
		im.people[key] = kept
		for _, name := range []string{"wikidata " + p.Wikidata, fold(p.Name), "id " + p.base} {
			known, ok := im.byName[name]
			if ok && !strings.HasPrefix(key, "id ") && (p.Wikidata == "" || known.Wikidata == "" || p.Wikidata == known.Wikidata) {
				wikidata := cmp.Or(known.Wikidata, p.Wikidata)
				kept.Person, kept.known = known, true
				kept.Wikidata = wikidata
				im.add(line, Entry{
					Column: im.nameColumn(), Value: p.Name, Outcome: Guessed, Became: string(known.ID), Rows: 1,
					Note: "taken for the person of the data set",
				})
				break
			}
		}
	}
	if of != "" && !slices.Contains(kept.participants, of) {
		kept.participants = append(kept.participants, of)
	}
	return kept
}

func (im *importer) nameColumn() string {
	for _, f := range []field{"person", "family_name"} {
		if b := im.bindings[f]; b != nil {
			return b.name
		}
	}
	return "person"
}
