package importers

import (
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
	Bytes       int64        // how large the list can be; zero is 256 MiB
}

// mostBytes is how large a list can be if nothing else is said, and mostColumns how many columns it can have.
const (
	mostBytes   = 256 << 20
	mostColumns = 1000
)

// Import reads a list, as CSV or as the JSON of a query of Wikidata, and makes a data set of it. The report says what became of each
// row, and is there with an error too, as far as it goes. If rows are refused the error is [ErrRefused] and there are no data, unless the
// options say to skip them. What else can be wrong is a list that cannot be read, a mapping that names a column that is not there (a
// *[timeline.Fault] each, with the line in the mapping), and rows that contradict each other. A list has 1,000 columns at the most, and a
// cell of CSV 64 KiB.
func (m Mapping) Import(r io.Reader, options Options) (dataset.Data, Report, error) {
	if len(m.Series) == 0 {
		return dataset.Data{}, Report{}, errors.New("importers: the mapping is empty: ReadMapping makes one")
	}
	l, err := m.open(r, options.Bytes)
	if err != nil {
		return dataset.Data{}, Report{}, err
	}
	if !slices.ContainsFunc(l.header, func(name string) bool { return name != "" }) {
		return dataset.Data{}, Report{}, errors.New("importers: the list is empty: want a header and rows")
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
