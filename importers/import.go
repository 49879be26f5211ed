package importers

import (
	"cmp"
	"encoding"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/timeline"
)

// ErrRefused says that rows of a list were refused; the [Report] has them.
var ErrRefused = errors.New("importers: rows were refused")

// Options say what an import starts from.
type Options struct {
	Known       dataset.Data // participants with their codes, people and groups of this data set keep their ids and rows
	SkipRefused bool         // give the data of the other rows if some are refused
}

// Import reads a list, as CSV or as the JSON of a query of Wikidata, and makes a data set of it. The report says what became of each
// row, and is there with an error too, as far as it goes. If rows are refused the error is [ErrRefused] and there are no data, unless the
// options say to skip them. What else can be wrong is a list that cannot be read, a mapping that names a column that is not there (a
// *[timeline.Fault] each, with the line in the mapping), and rows that contradict each other.
func (m Mapping) Import(r io.Reader, options Options) (dataset.Data, Report, error) {
	if len(m.Series) == 0 {
		return dataset.Data{}, Report{}, errors.New("importers: the mapping is empty: ReadMapping makes one")
	}
	l, err := m.open(r)
	if err != nil {
		return dataset.Data{}, Report{}, err
	}
	im := importer{
		Mapping: m, list: l, known: options.Known.Register, meetings: map[string]*meeting{}, people: map[string]*person{},
		sources: map[sourceKey]int{}, taken: map[string]bool{}, spans: map[string]spanOrError{}, offices: map[officeOf]attendance.Level{},
	}
	im.alike = map[Entry]int{}
	im.Form = l.form
	for _, f := range l.found {
		what, note, _ := strings.Cut(f, ": ")
		im.add(0, Entry{Column: what, Outcome: Guessed, Note: note, Rows: 1})
	}
	if err := im.bind(); err != nil {
		return dataset.Data{}, Report{}, err
	}
	if im.resolver, err = m.newResolver(im.known); err != nil {
		return dataset.Data{}, Report{}, err
	}
	im.knowPeople()
	for {
		row, err := l.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return dataset.Data{}, im.done(), err
		}
		im.read(row)
	}
	im.make()
	switch {
	case im.Refused > 0 && !options.SkipRefused:
		return dataset.Data{}, im.done(), ErrRefused
	case im.Mapped == 0:
		return dataset.Data{}, im.done(), errors.New("importers: no row of the list was mapped")
	}
	register, err := im.tables.Register()
	if err != nil {
		return dataset.Data{}, im.done(), im.located(err)
	}
	data := dataset.Data{Register: register}
	im.Tables = data.Counts()
	return data, im.done(), nil
}

// located gives faults of the tables the lines of the list that they come from.
func (im *importer) located(err error) error {
	faults, _ := timeline.Faults(err)
	for _, f := range faults {
		if f.Table == "attendance" && f.Row >= 1 && f.Row <= len(im.recordLines) {
			f.Line = im.recordLines[f.Row-1]
			f.See = 0
		}
	}
	return fmt.Errorf("importers: the rows contradict each other: %w", err)
}

// A binding is where a field gets its text from: parts of fixed text and columns, in turn.
type binding struct {
	name     string // of the column, or of the field where several columns or none fill it
	fixed    string // without columns
	columns  []int
	between  []string          // the texts before, between and after the columns
	values   map[string]string // as the mapping has them
	folded   map[string]string // the same in small letters
	nothings map[string]bool
}

// An importer is an import that is going on.
type importer struct {
	Mapping
	list
	reporter
	*resolver
	known    attendance.Register
	bindings map[field]*binding
	filters  []filter

	meetings map[string]*meeting
	order    []*meeting
	people   map[string]*person
	byName   map[string]attendance.Person // people of the data set
	sources  map[sourceKey]int            // their places in the list
	listed   []timeline.Source
	taken    map[string]bool                    // their ids
	single   []timeline.List[timeline.SourceID] // of each the list with it alone
	spans    map[string]spanOrError
	offices  map[officeOf]attendance.Level

	tables      layout.Tables
	recordLines []int
}

// An officeOf is an office in words, and whether a state or an organisation has it.
type officeOf struct {
	text string
	kind attendance.ParticipantKind
}

type spanOrError struct {
	span
	err error
}

// A filter keeps rows by what stands in a column, or leaves them out.
type filter struct {
	name   string
	at     int
	values []string
	keep   bool
}

// bind finds the columns that the mapping names.
func (im *importer) bind() error {
	im.bindings = map[field]*binding{}
	var faults []error
	used := map[int]bool{}
	look := func(path, name string) int {
		at, exact, err := im.column(name)
		if err != nil {
			faults = append(faults, &timeline.Fault{Line: im.lines[path], Column: path, Value: name, Err: err})
			return 0
		}
		if !exact {
			im.add(0, Entry{Column: im.header[at], Value: name, Outcome: Guessed, Note: "the column in other letters", Rows: 1})
		}
		used[at] = true
		return at
	}
	for _, f := range fields {
		path := "columns." + string(f)
		b := &binding{name: string(f), nothings: map[string]bool{}}
		for _, text := range im.Empty {
			b.nothings[clean(text)] = true
		}
		if text, ok := im.Constants[string(f)]; ok {
			b.fixed, _ = text.(string)
			im.Uses = append(im.Uses, Use{string(f), fmt.Sprintf("%q", b.fixed)})
		} else if name := im.Columns[string(f)]; name == "" {
			continue
		} else if _, _, err := im.column(name); err == nil || !strings.Contains(name, "{") {
			b.columns, b.between = []int{look(path, name)}, []string{"", ""}
			if len(faults) == 0 {
				b.name = im.header[b.columns[0]]
			}
			im.Uses = append(im.Uses, Use{string(f), name})
		} else {
			rest := name
			for {
				before, tail, open := strings.Cut(rest, "{")
				b.between = append(b.between, before)
				if !open {
					break
				}
				column, after, closed := strings.Cut(tail, "}")
				if !closed {
					faults = append(faults, &timeline.Fault{Line: im.lines[path], Column: path, Value: name, Err: errors.New("a brace is not closed")})
					break
				}
				b.columns = append(b.columns, look(path, column))
				rest = after
			}
			im.Uses = append(im.Uses, Use{string(f), name})
		}
		b.values, b.folded = map[string]string{}, map[string]string{}
		for text, word := range im.Values[string(f)] {
			if word = clean(word); nothing[word] {
				word = ""
			}
			b.values[clean(text)] = word
			if _, twice := b.folded[fold(clean(text))]; twice {
				b.folded[fold(clean(text))] = "" // differing in case alone: no guess
			} else {
				b.folded[fold(clean(text))] = word
			}
		}
		im.bindings[f] = b
	}
	for _, group := range []struct {
		table string
		of    map[string][]string
	}{{"only", im.Only}, {"skip", im.Skip}} {
		for _, name := range slices.Sorted(maps.Keys(group.of)) {
			x := filter{name: name, at: look(group.table+"."+name, name), keep: group.table == "only"}
			for _, v := range group.of[name] {
				x.values = append(x.values, clean(v))
			}
			im.filters = append(im.filters, x)
		}
	}
	for i, name := range im.header {
		if !used[i] && name != "" {
			im.Unused = append(im.Unused, name)
		}
	}
	return errors.Join(faults...)
}

// text gives what stands in a row for a field, as the mapping translates it, and empty for nothing.
func (im *importer) text(row row, f field) string {
	b := im.bindings[f]
	if b == nil {
		return ""
	}
	if len(b.columns) == 0 {
		return b.fixed
	}
	text := row.cells[b.columns[0]]
	if len(b.columns) > 1 || b.between[0] != "" || b.between[1] != "" {
		var out strings.Builder
		some := false
		for i, at := range b.columns {
			part := row.cells[at]
			if nothing[part] || b.nothings[part] {
				part = ""
			}
			some = some || part != ""
			out.WriteString(b.between[i] + part)
		}
		if text = ""; some {
			text = clean(out.String() + b.between[len(b.between)-1])
		}
	}
	if word, ok := b.values[text]; ok {
		if text != word {
			im.say(Mapped, b.name, text, word, "")
		}
		return word
	}
	if text == "" || b.nothings[text] {
		return ""
	}
	if word := b.folded[fold(text)]; word != "" {
		im.say(Guessed, b.name, text, word, "as [values] has it in other letters")
		return word
	}
	if nothing[text] && (f != "participant_code" || text != "NA") {
		im.say(Guessed, b.name, text, "", "stands for nothing")
		return ""
	}
	if strings.Contains(text, "\uFFFD") {
		im.refuse(f, text, "was read in a wrong encoding: say encoding, or save it as UTF-8")
	}
	return text
}

// refuse says that the row cannot be mapped.
func (im *importer) refuse(f field, value, want string) {
	name := string(f)
	if b := im.bindings[f]; b != nil {
		name = b.name
	}
	im.say(Refused, name, value, "", want)
}

// guess says what a value was taken for.
func (im *importer) guess(f field, value, became, note string) {
	name := string(f)
	if b := im.bindings[f]; b != nil {
		name = b.name
	}
	im.say(Guessed, name, value, became, note)
}

// mapped says what a value of a closed vocabulary is in the tables.
func (im *importer) mappedAs(f field, value, became string) {
	im.say(Mapped, im.bindings[f].name, value, became, "")
}

// A meeting is a summit in the making.
type meeting struct {
	timeline.Summit
	idText   string
	line     int
	sessions map[string]*session
	inOrder  []*session
	cells    map[timeline.ActorID]*cell
	places   []timeline.ActorID // of its cells, in their order
	source   map[timeline.SourceID]bool
}

type session struct {
	timeline.Session
	cells  map[timeline.ActorID]*cell
	places []timeline.ActorID
}

// A cell is what the rows say of a participant at a meeting or at a session.
type cell struct{ rows []candidate }

// A candidate is a row for a cell. There is one for each row of a list, so it is small.
type candidate struct {
	person, inPlaceOf *person
	office, note      string
	sources           timeline.List[timeline.SourceID] // shared by rows
	line              int
	status            attendance.Status
	capacity          attendance.Capacity
	mode              attendance.Mode
	level             attendance.Level
	confidence        timeline.Confidence
}

// A person is somebody in the making.
type person struct {
	attendance.Person
	base         string // the id, if nobody else has it
	line         int
	known        bool
	participants []timeline.ActorID
}

// read takes one row.
func (im *importer) read(row row) {
	if row.err == nil && !slices.ContainsFunc(row.cells, func(c string) bool { return c != "" }) {
		return
	}
	im.Rows++
	if row.err != nil {
		im.say(Refused, "", "", "", row.err.Error())
		im.end(row.line)
		im.Refused++
		return
	}
	for _, x := range im.filters {
		if slices.Contains(x.values, row.cells[x.at]) != x.keep {
			im.LeftOut++
			im.leave(row.line, x.name, row.cells[x.at], map[bool]string{true: "is none that [only] names", false: "[skip] names it"}[x.keep])
			return
		}
	}
	c := candidate{line: row.line}
	meeting := im.meetingOf(row)
	participant := im.participantOf(row, meeting.Start)
	im.enum(row, "status", &c.status, "attended")
	im.enum(row, "capacity", &c.capacity, "")
	im.enum(row, "mode", &c.mode, "")
	im.enum(row, "confidence", &c.confidence, "medium")
	c.office, c.note = im.text(row, "office"), im.text(row, "note")
	c.level = im.levelOf(row, c.office, participant)
	who, replaced := im.personOf(row, "person", participant), im.personOf(row, "in_place_of", participant)
	sources := im.sourcesOf(row)
	at := im.sessionOf(row, meeting)
	if c.status == attendance.Outside {
		im.refuse("status", "outside", "want one of attended, absent, unknown: who was neither member nor invited has no row; leave such rows out with [skip]")
	}
	if meeting.Status != timeline.Held && (c.status == attendance.Attended || c.status == attendance.Absent) {
		im.refuse("summit_status", meeting.Status.String(), "nobody attended or was absent from a meeting that was not held: want the status unknown, or [skip]")
	}
	place := im.place(row, meeting)
	if im.end(row.line) {
		im.Refused++
		return
	}
	im.Mapped++
	if place == nil {
		place = meeting
		place.line = row.line
		place.sessions, place.cells, place.source = map[string]*session{}, map[timeline.ActorID]*cell{}, map[timeline.SourceID]bool{}
		im.order = append(im.order, place)
		im.meetings[im.key(meeting)] = place
	} else {
		im.widen(place, meeting)
	}
	c.sources = im.keep(sources)
	for _, id := range c.sources {
		place.source[id] = true
	}
	c.person, c.inPlaceOf = im.keepPerson(who, participant, row.line), im.keepPerson(replaced, "", row.line)
	cells, places := place.cells, &place.places
	if at.Name != "" {
		s := place.session(at)
		if at.Date != s.Date && at.Date != (timeline.Date{}) {
			im.add(row.line, Entry{
				Column: "session_date", Value: at.Date.String(), Outcome: Guessed, Became: s.Date.String(), Rows: 1,
				Note: "the session has another day on an earlier line, which stands",
			})
		}
		cells, places = s.cells, &s.places
	}
	if cells[participant] == nil {
		cells[participant] = &cell{}
		*places = append(*places, participant)
	}
	cells[participant].rows = append(cells[participant].rows, c)
}

// meetingOf reads the fields of a meeting.
func (im *importer) meetingOf(row row) *meeting {
	m := &meeting{}
	m.Series = timeline.SeriesID(im.Mapping.Series[0].ID)
	if im.bindings["series"] != nil {
		text := im.text(row, "series")
		i := slices.IndexFunc(im.Mapping.Series, func(s series) bool { return s.ID == text })
		if i < 0 {
			i = slices.IndexFunc(im.Mapping.Series, func(s series) bool { return strings.EqualFold(s.ID, text) || strings.EqualFold(s.Name, text) })
			if i >= 0 {
				im.guess("series", text, im.Mapping.Series[i].ID, "the series by its name, or in other letters")
			}
		}
		if i < 0 {
			im.refuse("series", text, "no such series: want the id of one under [[series]], or a line under [values.series]")
			i = 0
		}
		m.Series = timeline.SeriesID(im.Mapping.Series[i].ID)
	}
	start := im.dates(row, "start_date")
	m.Start, m.End = start.first, start.last
	if im.bindings["start_date"] != nil && start == (span{}) {
		im.refuseOnce("start_date", "", "is empty: want the day, or at least the year, of the meeting")
	}
	if im.bindings["end_date"] != nil {
		if end := im.dates(row, "end_date"); end.last.IsValid() {
			m.End = end.last
		}
	}
	if m.End.IsValid() && m.End.Last().Compare(m.Start.First()) < 0 {
		im.refuse("end_date", m.End.String(), "is before the start, "+m.Start.String())
	}
	m.idText, m.Name, m.Wikidata, m.Summit.Note = im.text(row, "summit_id"), im.text(row, "summit_name"), im.text(row, "summit_wikidata_id"), ""
	if text := im.text(row, "ordinal"); text != "" {
		if err := m.Ordinal.UnmarshalText([]byte(text)); err != nil {
			im.refuse("ordinal", text, err.Error())
		}
	}
	m.Cities = items(im.text(row, "city"))
	for _, f := range []field{"country", "host"} {
		var list timeline.List[timeline.ActorID]
		for _, name := range items(im.text(row, f)) {
			if id := im.participantNamed(f, name, m.Start); id != "" && !list.Has(id) {
				list = append(list, id)
			}
		}
		if f == "country" {
			m.Countries = list
		} else {
			m.Hosts = list
		}
	}
	im.enum(row, "kind", &m.Kind, "regular")
	im.enum(row, "summit_status", &m.Status, "held")
	im.enum(row, "format", &m.Format, "in_person")
	return m
}

// refuseOnce refuses if nothing was refused of the field yet.
func (im *importer) refuseOnce(f field, value, want string) {
	name := im.bindings[f].name
	if !slices.ContainsFunc(im.row, func(e Entry) bool { return e.Outcome == Refused && e.Column == name }) {
		im.refuse(f, value, want)
	}
}

// items splits a text at semicolons.
func items(text string) timeline.List[string] {
	var list timeline.List[string]
	for item := range strings.SplitSeq(text, ";") {
		if item = strings.TrimSpace(item); item != "" && !list.Has(item) {
			list = append(list, item)
		}
	}
	return list
}

// dates reads a field with a date or a span of days.
func (im *importer) dates(row row, f field) span {
	text := im.text(row, f)
	if text == "" {
		return span{}
	}
	read, ok := im.spans[text]
	if !ok {
		read.span, read.err = im.span(text)
		im.spans[text] = read
	}
	if read.err != nil {
		im.refuse(f, text, read.err.Error())
	}
	return read.span
}

// enum reads a field with a word of a closed list into target; usual is what it is if no column fills it.
func (im *importer) enum(row row, f field, target encoding.TextUnmarshaler, usual string) {
	if im.bindings[f] == nil {
		if usual != "" {
			im.say(Guessed, string(f), "", usual, unfilled)
			_ = target.UnmarshalText([]byte(usual)) // a word of the list
		}
		return
	}
	text := im.text(row, f)
	if text == "" {
		if usual != "" {
			im.refuse(f, "", fmt.Sprintf("is empty: say what that means under [values.%s], as \"\" = %q", f, usual))
		}
		return
	}
	if target.UnmarshalText([]byte(text)) == nil {
		return
	}
	word := strings.Join(strings.FieldsFunc(fold(text), func(c rune) bool { return c == ' ' || c == '-' || c == '_' }), "_")
	if target.UnmarshalText([]byte(word)) == nil && word != "" {
		im.guess(f, text, word, "the word in other letters")
		return
	}
	if usualWord := usualWords[f][word]; usualWord != "" {
		_ = target.UnmarshalText([]byte(usualWord)) // a word of the list
		im.guess(f, text, usualWord, "a usual word for it")
		return
	}
	im.refuse(f, text, target.UnmarshalText([]byte(text)).Error()+fmt.Sprintf("; or say what it is under [values.%s]", f))
}

// usualWords are words that lists have for ours.
var usualWords = map[field]map[string]string{
	"status": {
		"yes": "attended", "y": "attended", "true": "attended", "1": "attended", "present": "attended", "x": "attended", "here": "attended",
		"oui": "attended", "si": "attended", "ja": "attended", "sim": "attended", "non": "absent", "nein": "absent", "nao": "absent",
		"no": "absent", "n": "absent", "false": "absent", "0": "absent", "not_present": "absent", "did_not_attend": "absent",
	},
	"capacity": {"observer": "guest", "invitee": "guest", "invited": "guest", "full_member": "member"},
	"mode": {
		"online": "virtual", "remote": "virtual", "video": "virtual", "by_video": "virtual", "videoconference": "virtual", "virtually": "virtual",
		"onsite": "in_person", "on_site": "in_person", "physical": "in_person", "physically": "in_person",
	},
	"format":        {"online": "virtual", "physical": "in_person", "videoconference": "virtual"},
	"summit_status": {"planned": "scheduled", "canceled": "cancelled"},
	"kind":          {"ordinary": "regular", "special": "extraordinary", "emergency": "extraordinary"},
	"participant_kind": {
		"country": "state", "party": "state", "parties": "state", "organization": "organisation", "international_organization": "organisation",
		"international_organisation": "organisation", "igo": "organisation", "io": "organisation",
	},
	"source_kind": {"official_list": "list", "participant_list": "list", "news": "press"},
}

// enums check the words of the fields that have closed lists.
var enums = map[field]func(string) error{
	"kind":             wordOf[timeline.Kind],
	"summit_status":    wordOf[timeline.Status],
	"format":           wordOf[timeline.Format],
	"scope":            wordOf[timeline.Scope],
	"participant_kind": wordOf[attendance.ParticipantKind],
	"status":           wordOf[attendance.Status],
	"capacity":         wordOf[attendance.Capacity],
	"mode":             wordOf[attendance.Mode],
	"level":            wordOf[attendance.Level],
	"confidence":       wordOf[timeline.Confidence],
	"source_kind":      wordOf[timeline.SourceKind],
}

func wordOf[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](word string,
) error {
	return P(new(T)).UnmarshalText([]byte(word))
}

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

// sourcesOf reads the sources of a row: one for each address, or one.
func (im *importer) sourcesOf(row row) []timeline.Source {
	s := timeline.Source{
		Title: im.text(row, "source_title"), Publisher: im.text(row, "source_publisher"),
		Published: im.dates(row, "source_published").last, Accessed: im.dates(row, "source_accessed").last,
	}
	im.enum(row, "source_kind", &s.Kind, "list")
	urls := im.text(row, "source_url")
	var list []timeline.Source
	for _, url := range strings.FieldsFunc(urls, func(c rune) bool { return c == ' ' || c == ';' || c == '|' }) {
		if !strings.Contains(url, ":") && !strings.Contains(url, ".") {
			im.refuse("source_url", urls, "want addresses, separated by blanks or semicolons")
			return nil
		}
		one := s
		one.URL, one.Title = url, cmp.Or(s.Title, url)
		list = append(list, one)
	}
	if len(list) == 0 && s.Title != "" {
		list = append(list, s)
	}
	if len(list) == 0 {
		f := field("source_url")
		if im.bindings[f] == nil {
			f = "source_title"
		}
		im.refuse(f, "", "is empty: want a source; a constant source_title serves where there is none")
	}
	return list
}

// A sourceKey is what tells sources apart.
type sourceKey struct {
	title, publisher, url string
	kind                  timeline.SourceKind
	published, accessed   timeline.Date
}

func keyOf(s timeline.Source) sourceKey {
	return sourceKey{s.Title, s.Publisher, s.URL, s.Kind, s.Published, s.Accessed}
}

// keep gives the ids of sources, which it mints.
func (im *importer) keep(sources []timeline.Source) timeline.List[timeline.SourceID] {
	if len(sources) == 1 {
		if at, ok := im.sources[keyOf(sources[0])]; ok {
			return im.single[at]
		}
	}
	var list timeline.List[timeline.SourceID]
	for _, s := range sources {
		key := keyOf(s)
		at, ok := im.sources[key]
		if !ok {
			at = len(im.listed)
			im.sources[key] = at
			kept := s
			text := s.Title
			if text == s.URL {
				text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://"), "www.")
			}
			base := cut(slug(text), 60)
			if base == "" {
				base = "source"
			}
			kept.ID = timeline.SourceID(distinct(base, func(id string) bool { return im.taken[id] }))
			im.taken[string(kept.ID)] = true
			im.listed = append(im.listed, kept)
			im.single = append(im.single, timeline.List[timeline.SourceID]{kept.ID})
		}
		if id := im.listed[at].ID; !list.Has(id) {
			list = append(list, id)
		}
	}
	return list
}

// cut shortens an id at a hyphen.
func cut(id string, most int) string {
	if len(id) <= most {
		return id
	}
	id = id[:most]
	if i := strings.LastIndexByte(id, '-'); i > most/2 {
		id = id[:i]
	}
	return strings.Trim(id, "-")
}

// distinct gives an id that is not taken: base, or base with a number.
func distinct(base string, taken func(string) bool) string {
	id := base
	for n := 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}

// sessionOf reads the session of a row, if there is one.
func (im *importer) sessionOf(row row, m *meeting) timeline.Session {
	var s timeline.Session
	if im.bindings["session_name"] == nil {
		return s
	}
	s.Name = im.text(row, "session_name")
	s.ID, s.Track = timeline.SessionID(im.text(row, "session_id")), im.text(row, "track")
	s.Date = im.dates(row, "session_date").first
	if s.Name == "" {
		return timeline.Session{}
	}
	im.enum(row, "scope", &s.Scope, "body")
	if s.Track = slug(cmp.Or(s.Track, s.Name)); s.Track == "" {
		im.refuse("session_name", s.Name, "has no Latin letters to make an id of: want columns for session_id and track")
	}
	return s
}

// session gives the session of a meeting that is like one that was read.
func (m *meeting) session(read timeline.Session) *session {
	key := cmp.Or(string(read.ID), fold(read.Name))
	s := m.sessions[key]
	if s == nil {
		s = &session{Session: read, cells: map[timeline.ActorID]*cell{}}
		m.sessions[key] = s
		m.inOrder = append(m.inOrder, s)
	}
	if s.Date == (timeline.Date{}) {
		s.Date = read.Date
	}
	return s
}

// key tells meetings apart: by what the list calls their id; else by series, year and name, or city, or day.
func (im *importer) key(m *meeting) string {
	if m.idText != "" {
		return fmt.Sprintf("%s id %s", m.Series, m.idText)
	}
	switch {
	case m.Name != "":
		return fmt.Sprintf("%s %d name %s", m.Series, m.Start.Year, fold(m.Name))
	case len(m.Cities) > 0:
		return fmt.Sprintf("%s %d city %s", m.Series, m.Start.Year, fold(m.Cities.String()))
	}
	return fmt.Sprintf("%s %s", m.Series, m.Start)
}

// place gives the meeting that a row is about if there is one already, and refuses a row that says something else of it.
func (im *importer) place(row row, m *meeting) *meeting {
	place := im.meetings[im.key(m)]
	if place == nil {
		return nil
	}
	differs := func(f field, was, is string) {
		if was == is || was == "" || is == "" {
			return
		}
		switch im.SameMeeting {
		case "first", "span":
			im.guess(f, is, was, "the meeting has another value on an earlier line, which stands")
		default:
			im.refuse(f, is, fmt.Sprintf("the same meeting has %s on line %d: say same_meeting = \"first\" or \"span\", or tell them apart by summit_id or summit_name",
				was, place.line))
		}
	}
	if im.SameMeeting != "span" {
		differs("start_date", place.Start.String(), m.Start.String())
		end := field("end_date")
		if im.bindings[end] == nil {
			end = "start_date"
		}
		if place.Start == m.Start {
			differs(end, place.End.String(), m.End.String())
		}
	} else if place.Start != m.Start || place.End != m.End {
		im.guess("start_date", m.Start.String(), "", "one of several days of the meeting")
	}
	differs("summit_name", fold(place.Name), fold(m.Name))
	differs("city", place.Cities.String(), m.Cities.String())
	differs("country", place.Countries.String(), m.Countries.String())
	differs("host", place.Hosts.String(), m.Hosts.String())
	differs("ordinal", place.Ordinal.String(), m.Ordinal.String())
	differs("kind", place.Kind.String(), m.Kind.String())
	differs("summit_status", place.Status.String(), m.Status.String())
	differs("format", place.Format.String(), m.Format.String())
	differs("summit_wikidata_id", place.Wikidata, m.Wikidata)
	return place
}

// widen adds to a meeting what another row says of it.
func (im *importer) widen(place, m *meeting) {
	if im.SameMeeting == "span" {
		if m.Start.First().Compare(place.Start.First()) < 0 {
			place.Start = m.Start
		}
		if m.End.Last().Compare(place.End.Last()) > 0 {
			place.End = m.End
		}
	}
	place.Name, place.Wikidata = cmp.Or(place.Name, m.Name), cmp.Or(place.Wikidata, m.Wikidata)
	place.Ordinal = cmp.Or(place.Ordinal, m.Ordinal)
	if len(place.Cities) == 0 {
		place.Cities = m.Cities
	}
	if len(place.Countries) == 0 {
		place.Countries = m.Countries
	}
	if len(place.Hosts) == 0 {
		place.Hosts = m.Hosts
	}
}
