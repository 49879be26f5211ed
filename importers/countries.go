package importers

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/near"
	"github.com/summitry/summitry/timeline"
)

//go:embed countries.txt
var spellings string

// A resolver finds participants by names and codes. It knows those of the data set that it was given, those of the mapping, the states
// and territories of CLDR with their names and codes, and the spellings of countries.txt.
type resolver struct {
	codes    string // the scheme that the mapping names
	historic bool
	said     map[string]timeline.ActorID // by what the mapping says
	actors   map[timeline.ActorID]*actor
	names    map[string]timeline.ActorID            // the names as they stand
	bags     map[string][]timeline.ActorID          // by the words of a name, in their order as text
	foreign  map[string]found                       // the same in the languages of the mapping
	alpha2   map[string]timeline.ActorID            //
	numbers  map[string]timeline.ActorID            // by M49
	schemes  map[string][]attendance.Code           // codes of the data set with dates, by scheme and code
	known    []string                               // names to look for near ones
	answers  map[string]answer                      // what was resolved before
	hints    int                                    // how many were given
	codesOf  map[timeline.ActorID][]attendance.Code // the codes of the data set, by participant
}

// An actor is a participant that can be in the tables.
type actor struct {
	attendance.Participant
	m49 int // of the library, if the data set does not know the participant
}

// found is a participant, and how it was found if that was a guess.
type found struct {
	id   timeline.ActorID
	note string
}

type answer struct {
	found
	err error
}

// newResolver makes a resolver for a mapping.
func (m Mapping) newResolver(known attendance.Register) (*resolver, error) {
	r := &resolver{
		codes: m.Codes, historic: m.HistoricStates, said: map[string]timeline.ActorID{}, actors: map[timeline.ActorID]*actor{},
		names: map[string]timeline.ActorID{}, bags: map[string][]timeline.ActorID{}, foreign: map[string]found{},
		alpha2: map[string]timeline.ActorID{}, numbers: map[string]timeline.ActorID{}, schemes: map[string][]attendance.Code{},
		answers: map[string]answer{}, codesOf: map[timeline.ActorID][]attendance.Code{},
	}
	for _, p := range m.Participants {
		var a actor
		a.ID, a.Name = timeline.ActorID(p.ID), clean(p.Name)
		err := errors.Join(a.Kind.UnmarshalText([]byte(p.Kind)), a.From.UnmarshalText([]byte(p.From)), a.Until.UnmarshalText([]byte(p.Until)))
		if err != nil {
			return nil, err // ReadMapping refuses it
		}
		r.know(a)
	}
	for p := range known.Participants() {
		r.know(actor{Participant: p})
	}
	for c := range known.Codes() {
		r.codesOf[c.Participant] = append(r.codesOf[c.Participant], c)
		key := c.Scheme.String() + " " + strings.TrimLeft(c.Code, "0")
		r.schemes[key] = append(r.schemes[key], c)
	}
	r.readSpellings()
	r.readRegions(m.Languages)
	for _, a := range r.actors {
		r.known = append(r.known, a.Name)
	}
	slices.Sort(r.known)
	r.known = slices.Compact(r.known)
	var faults []error
	for _, text := range slices.Sorted(maps.Keys(m.Countries)) {
		id := timeline.ActorID(m.Countries[text])
		if r.actors[id] == nil {
			err := &timeline.UnknownError{What: "participant", ID: string(id), Near: asStrings(near.Words(string(id), slices.Collect(maps.Keys(r.actors))))}
			faults = append(faults, &timeline.Fault{Line: m.lines["countries."+text], Column: "countries", Value: string(id), Err: err})
			continue
		}
		r.said[text] = id
	}
	return r, errors.Join(faults...)
}

// know takes a participant, of which the first row stands.
func (r *resolver) know(a actor) {
	if r.actors[a.ID] == nil {
		r.actors[a.ID] = &a
	}
	r.spell(a.Name, a.ID)
	if _, taken := r.names[a.Name]; !taken {
		r.names[a.Name] = a.ID
	}
}

func (r *resolver) spell(name string, id timeline.ActorID) {
	if b := bag(name); b != "" && !slices.Contains(r.bags[b], id) {
		r.bags[b] = append(r.bags[b], id)
	}
}

// readSpellings reads countries.txt, which is part of the program.
func (r *resolver) readSpellings() {
	for line := range strings.Lines(spellings) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cells := append(strings.Split(line, "|"), "", "", "")
		if ids, several := strings.CutPrefix(cells[0], "?"); several {
			for name := range strings.SplitSeq(cells[2], ";") {
				r.bags[bag(name)] = nil
				for id := range strings.FieldsSeq(ids) {
					r.spell(name, timeline.ActorID(id))
				}
			}
			continue
		}
		id := timeline.ActorID(cells[0])
		if cells[1] != "" {
			a := actor{Participant: attendance.Participant{ID: id, Kind: attendance.Organisation, Name: cells[1]}}
			if region, err := language.ParseRegion(string(id)); (err == nil && region.IsCountry()) || id == "CSK" || id == "XKX" || id == "VDR" {
				a.Kind = attendance.State
				if err == nil && region.ISO3() == string(id) {
					a.m49 = region.M49()
				}
			}
			a.From, _ = timeline.ParseDate(cells[3])
			a.Until, _ = timeline.ParseDate(cells[4])
			r.know(a)
		}
		for name := range strings.SplitSeq(cells[2], ";") {
			r.spell(name, id)
		}
	}
}

// regions are the states and territories that CLDR knows by two letters, those of old too.
var regions = sync.OnceValue(func() (list []language.Region) {
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string(a) + string(b))
			if err == nil && region.IsCountry() && region.String() == string(a)+string(b) {
				list = append(list, region)
			}
		}
	}
	return list
})

// readRegions takes the states and territories of CLDR, with their names in English and in other languages.
func (r *resolver) readRegions(languages []string) {
	english := display.English.Regions()
	for _, region := range regions() {
		id := timeline.ActorID(region.ISO3())
		if region.String() == "XK" {
			id = "XKX"
		}
		old := region.Canonicalize() != region
		if len(id) != 3 || id == "ZZZ" || region.String() == "EU" || region.String() == "UN" || (old && r.actors[id] == nil) {
			continue
		}
		r.alpha2[region.String()] = id
		if region.M49() > 0 && id != "XKX" {
			r.numbers[strconv.Itoa(region.M49())] = id
		}
		if name := english.Name(region); !old && name != "" {
			r.know(actor{Participant: attendance.Participant{ID: id, Kind: attendance.State, Name: name}, m49: region.M49()})
		}
		for _, tag := range languages {
			parsed, err := language.Parse(tag)
			if err != nil || old {
				continue // ReadMapping refuses it
			}
			names := display.Regions(parsed)
			if names == nil {
				continue
			}
			if name := names.Name(region); name != "" && r.names[name] == "" {
				r.names[name] = id // for hints: what has no bag is not found by it
				r.known = append(r.known, name)
			}
			if key := bag(names.Name(region)); key != "" {
				if other, taken := r.foreign[key]; taken && other.id != id {
					delete(r.foreign, key)
					continue
				}
				r.foreign[key] = found{id, "a name in the language " + tag}
			}
		}
	}
	r.alpha2["UK"] = "GBR"
}

// fold gives a text in lower case without accents.
func fold(text string) string {
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(text)
	}
	var b strings.Builder
	for _, c := range norm.NFD.String(strings.ToLower(text)) {
		if plain, ok := letters[c]; ok {
			b.WriteString(plain)
		} else if !unicode.Is(unicode.Mn, c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// letters are Latin ones that are no letter with an accent to Unicode.
var letters = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ə': "a", 'ħ': "h", 'ŧ': "t", 'ŋ': "n",
}

// short are the short forms of words in names of states; those that carry no meaning have none.
var short = map[string]string{
	"the": "", "of": "", "and": "", "et": "", "y": "", "e": "", "und": "", "st": "saint", "ste": "saint", "rep": "republic", "dem": "democratic",
	"fed": "federated", "is": "islands", "isl": "islands", "island": "islands", "repub": "republic",
}

var apostrophes = strings.NewReplacer("'s ", "s ", "’s ", "s ", "'", " ", "’", " ", ".", " ")

// wordsOf gives the words of a name of a state.
func wordsOf(name string) []string {
	name = apostrophes.Replace(initials(fold(name)) + " ")
	var words []string
	for _, word := range strings.FieldsFunc(name, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if long, ok := short[word]; ok {
			word = long
		}
		if word != "" {
			words = append(words, word)
		}
	}
	return words
}

// initials joins letters with points between them: u.s.a. is usa.
func initials(name string) string {
	var b strings.Builder
	for part := range strings.FieldsSeq(name) {
		letters := strings.Split(strings.TrimRight(part, ".,"), ".")
		if len(letters) > 1 && !slices.ContainsFunc(letters, func(l string) bool { return len([]rune(l)) != 1 }) {
			part = strings.Join(letters, "")
		}
		b.WriteString(part + " ")
	}
	return b.String()
}

// bag gives the words of a name in their order as text, so that Korea, Republic of is Republic of Korea.
func bag(name string) string {
	words := wordsOf(name)
	slices.Sort(words)
	return strings.Join(words, " ")
}

// forms are words that say what sort of state it is, and twins the names for which they make a difference.
var (
	forms = wordSet(`republic kingdom state islamic federal democratic peoples socialist plurinational bolivarian commonwealth principality grand
		duchy sultanate hashemite cooperative co operative oriental union independent federative federation government gov govt federated hellenic arab
		federacion republica republique royaume reino`)
	twins = wordSet("congo korea china germany german yemen vietnam viet virgin macedonia yugoslavia")
)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		set[word] = true
	}
	return set
}

// name finds a participant by its name or its id.
func (r *resolver) name(text string) (found, error) {
	return r.remember("name "+text, func() (found, error) { return r.findName(text) })
}

func (r *resolver) remember(key string, find func() (found, error)) (found, error) {
	if a, ok := r.answers[key]; ok {
		return a.found, a.err
	}
	f, err := find()
	r.answers[key] = answer{f, err}
	return f, err
}

func (r *resolver) findName(text string) (found, error) {
	if id, ok := r.said[text]; ok {
		return found{id: id}, nil
	}
	for said, id := range r.said {
		if bag(said) == bag(text) {
			return found{id, "as [countries] has it in another spelling"}, nil
		}
	}
	if r.actors[timeline.ActorID(text)] != nil {
		return found{id: timeline.ActorID(text)}, nil
	}
	if id, ok := r.names[text]; ok && len(r.bags[bag(text)]) == 1 {
		return found{id: id}, nil
	}
	switch ids := r.bags[bag(text)]; {
	case len(ids) == 1 && strings.EqualFold(r.actors[ids[0]].Name, text):
		return found{ids[0], "the name in other letters"}, nil
	case len(ids) == 1:
		return found{ids[0], "another spelling of the name"}, nil
	case len(ids) > 1:
		return found{}, r.several(ids)
	}
	if id, ok := r.alpha2[text]; ok {
		return found{id, "two letters in place of a name"}, nil
	}
	if f, ok := r.foreign[bag(text)]; ok {
		return f, nil
	}
	if before, inside, ok := strings.Cut(strings.TrimSuffix(text, ")"), "("); ok && before != "" {
		ids, inside := r.bags[bag(before)], strings.TrimSpace(inside)
		if len(ids) == 1 && (strings.EqualFold(inside, acronym(before)) || strings.EqualFold(inside, string(ids[0])) || slices.Equal(ids, r.bags[bag(inside)])) {
			return found{ids[0], "the name without its short form"}, nil
		}
	}
	words := wordsOf(text)
	if !slices.ContainsFunc(words, func(w string) bool { return twins[w] }) {
		bare := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return forms[w] })
		slices.Sort(bare)
		if ids := r.bags[strings.Join(bare, " ")]; len(bare) > 0 && len(bare) < len(words) && len(ids) == 1 {
			return found{ids[0], "the name without what sort of state it is"}, nil
		}
	}
	return found{}, r.unknown(text)
}

// acronym gives the first letters of the words of a name.
func acronym(name string) string {
	var b strings.Builder
	for _, word := range wordsOf(name) {
		b.WriteRune([]rune(word)[0])
	}
	return b.String()
}

// several is the error for a name that several participants have.
func (r *resolver) several(ids []timeline.ActorID) error {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = fmt.Sprintf("%s (%s)", id, r.actors[id].Name)
	}
	return fmt.Errorf("several have this name: want %s; say which under [countries]", strings.Join(words, " or "))
}

func (r *resolver) unknown(text string) error {
	err := "no such participant"
	if r.hints < 100 { // looking for more would take long
		r.hints++
		names := near.Words(text, r.known)
		for _, name := range r.known { // Kongo may be Kongo-Kinshasa
			if len(names) < 3 && len(text) > 3 && strings.HasPrefix(fold(name), fold(text)) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			for i, name := range names {
				names[i] = fmt.Sprintf("%s (%s)", r.names[name], name)
			}
			err += ": did you mean " + strings.Join(names, " or ") + "?"
		}
	}
	return errors.New(err)
}

// code finds a participant by a code of the scheme of the mapping, on a day.
func (r *resolver) code(text string, day timeline.Date) (found, error) {
	key := "code " + text
	if r.codes == "cow" || r.codes == "gw" || r.codes == "wikidata" {
		key += " " + day.String()
	}
	return r.remember(key, func() (found, error) { return r.findCode(text, day) })
}

func (r *resolver) findCode(text string, day timeline.Date) (found, error) {
	if id, ok := r.said[text]; ok {
		return found{id: id}, nil
	}
	digits := text != "" && strings.Trim(text, "0123456789") == ""
	switch r.codes {
	case "cow", "gw", "wikidata":
		return r.dated(text, day)
	case "m49":
		if id, ok := r.numbers[strings.TrimLeft(text, "0")]; ok && digits {
			return found{id: id}, nil
		}
		return found{}, errors.New("no such code of UN M49")
	}
	upper, note := strings.ToUpper(text), ""
	if upper != text {
		note = "the code in other letters"
	}
	three := r.actors[timeline.ActorID(upper)] != nil
	two, isTwo := r.alpha2[upper]
	switch {
	case digits:
		return found{}, errors.New("is a number: say codes = \"m49\", \"cow\" or \"gw\"")
	case text == "NA" && r.codes != "iso2":
		return found{}, errors.New("is Namibia or nothing: say codes = \"iso2\", or empty = [\"NA\"]")
	case isTwo && r.codes != "iso3":
		return found{two, note}, nil
	case three && (r.codes != "iso2" || len(upper) == 2):
		return found{timeline.ActorID(upper), note}, nil
	}
	fits := (len(upper) == 2 && r.codes != "iso3") || (len(upper) == 3 && r.codes != "iso2")
	if region, err := language.ParseRegion(upper); err == nil && region.IsCountry() && fits {
		if id, ok := r.alpha2[region.Canonicalize().String()]; ok {
			return found{id, "a code of old"}, nil
		}
	}
	return found{}, errors.New("no such code" + didYouMean(upper, asStrings(slices.Sorted(maps.Keys(r.actors)))))
}

// dated finds a participant by a code that is its own during a time.
func (r *resolver) dated(text string, day timeline.Date) (found, error) {
	var ids []timeline.ActorID
	all := r.schemes[r.codes+" "+strings.TrimLeft(text, "0")]
	for _, c := range all {
		if within(day, c.From, c.Until) && r.exists(c.Participant, day) && !slices.Contains(ids, c.Participant) {
			ids = append(ids, c.Participant)
		}
	}
	switch {
	case len(ids) == 1:
		return found{id: ids[0]}, nil
	case len(ids) > 1:
		return found{}, r.several(ids)
	case len(all) > 0:
		return found{}, fmt.Errorf("is not the code of anybody on %s in the scheme %s", day, r.codes)
	}
	return found{}, fmt.Errorf("the data set has no such code of %s: want the name too, or a line under [countries]", r.codes)
}

// exists reports whether a participant can have existed on a day.
func (r *resolver) exists(id timeline.ActorID, day timeline.Date) bool {
	return within(day, r.actors[id].From, r.actors[id].Until)
}

// within reports whether a day can lie in a time, whose ends may be open.
func within(day, from, until timeline.Date) bool {
	return (from == timeline.Date{} || from.First().Compare(day.Last()) <= 0) && (until == timeline.Date{} || day.First().Compare(until.Last()) <= 0)
}

// heirs are what a state was called before, or is called since.
var heirs = map[timeline.ActorID][]timeline.ActorID{
	"RUS": {"SUN"}, "SUN": {"RUS"}, "DDR": {"DEU"}, "YMD": {"YEM"}, "VDR": {"VNM"}, "YUG": {"SCG", "SRB"}, "SCG": {"YUG", "SRB"},
}

// at wants a participant that existed on a day, or its heir if the mapping allows it.
func (r *resolver) at(id timeline.ActorID, day timeline.Date) (found, error) {
	if r.exists(id, day) {
		return found{id: id}, nil
	}
	for _, heir := range heirs[id] {
		if r.actors[heir] == nil || !r.exists(heir, day) {
			continue
		}
		if r.historic {
			return found{heir, fmt.Sprintf("%s did not exist on the day", id)}, nil
		}
		return found{}, fmt.Errorf("%s did not exist on %s: want %s (%s), or say historic_states = true", id, day, heir, r.actors[heir].Name)
	}
	return found{}, fmt.Errorf("%s did not exist on %s", id, day)
}
