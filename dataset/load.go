package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// Load reads a folder of tables: UTF-8 with or without byte order mark, lines that end in LF or CRLF, a header with the columns of
// the table in their order, rows in any order. All tables must be there; one without rows is its header. Other files are ignored.
//
// Everything that is wrong is reported together: the error joins a *[timeline.Fault] each, with file, line, column and value. What is
// too large is a fault too, by the zero [Limits]. Files are opened and read side by side, and large ones in parts if they are an
// [io.ReaderAt].
func Load(folder fs.FS) (Data, error) { return Limits{}.Load(folder) }

// Limits bound what a folder can have, so that one that somebody else has made takes a bounded memory and time. A limit that is zero is
// the one named here.
type Limits struct {
	Cell   int   // bytes of a cell: 64 KiB
	Row    int   // bytes of a row: 1 MiB
	Rows   int   // rows of a table: 5 million
	Bytes  int64 // bytes of a table: 1 GiB
	Faults int   // faults reported, behind which reading stops: 10,000
}

// Load is [Load] within these limits.
func (limits Limits) Load(folder fs.FS) (Data, error) {
	data, _, err := limits.load(folder, true)
	return data, err
}

// load gives the loader too, whose tables have the records of attendance unless they may be coded.
func (limits Limits) load(folder fs.FS, code bool) (Data, *loader, error) {
	l := limits.read(folder, code)
	register, err := l.tables.Register()
	l.check(err)
	if len(l.faults) > 0 {
		return Data{}, nil, l.err()
	}
	return Data{register}, l, nil
}

// A loader reads the tables of a folder and keeps where their rows came from.
type loader struct {
	limits  table.Limits
	tables  layout.Tables
	files   []string
	columns map[string][]string                // by table
	lines   map[string][]int                   // by table: the line of each row
	bad     map[string]map[int]map[string]bool // by table, row and column: cells at fault; column "" is the row as a whole
	broken  map[string]bool                    // tables that could not be read to their end
	faults  []*timeline.Fault
}

func (limits Limits) read(folder fs.FS, code bool) *loader {
	limits.Rows, limits.Bytes = cmp.Or(limits.Rows, 5_000_000), cmp.Or(limits.Bytes, 1<<30)
	limits.Faults = cmp.Or(limits.Faults, table.MaxFaults)
	l := &loader{
		limits: table.Limits(limits), columns: map[string][]string{}, lines: map[string][]int{}, bad: map[string]map[int]map[string]bool{},
		broken: map[string]bool{},
	}
	tables := l.tables.All()
	readings := make([]reading, len(tables))
	var all sync.WaitGroup
	for i, t := range tables {
		all.Go(func() { readings[i] = read(folder, t, l.limits, code && t.Name == "attendance") })
	}
	all.Wait()
	for i, t := range tables {
		r := readings[i]
		if left := l.limits; len(l.faults) > 0 && len(l.faults)+len(r.faults) > limits.Faults {
			left.Faults -= len(l.faults)
			r = read(folder, t, left, false)
		}
		l.keep(t, r)
	}
	return l
}

// keep takes over what was read of a table.
func (l *loader) keep(t layout.Table, r reading) {
	l.files = append(l.files, t.Name+".csv")
	l.columns[t.Name], l.lines[t.Name], l.broken[t.Name] = r.columns, r.lines, r.broken
	l.faults = append(l.faults, r.faults...)
	for _, f := range r.faults {
		if f.Row > 0 {
			l.mark(t.Name, f.Row-1, f.Column)
		}
	}
	if r.coded != nil {
		l.tables.Records = r.coded
	} else if r.rows.IsValid() {
		reflect.ValueOf(t.Rows).Elem().Set(r.rows)
	}
}

// missing says that a file is not there, and which one differs from it in case alone.
func missing(folder fs.FS, name string) error {
	entries, _ := fs.ReadDir(folder, ".") // without them there is no hint
	for _, e := range entries {
		if strings.EqualFold(e.Name(), name) {
			return fmt.Errorf("the file is missing; did you mean %s? names are in lower case", e.Name())
		}
	}
	return errors.New("the file is missing; a table without rows is its header alone")
}

// bare takes the path from an error, since the fault names the file.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

func (l *loader) mark(table string, row int, column string) {
	if l.bad[table] == nil {
		l.bad[table] = map[int]map[string]bool{}
	}
	if l.bad[table][row] == nil {
		l.bad[table][row] = map[string]bool{}
	}
	l.bad[table][row][column] = true
}

// tableOf is the table in which something that was looked for should have been.
var tableOf = map[string][]string{
	"series": {"series"}, "summit": {"summits"}, "session": {"sessions"}, "track": {"sessions"}, "topic": {"topics"}, "source": {"sources"},
	"participant": {"participants"}, "group": {"groups"}, "person": {"people"}, "participant or group": {"participants", "groups"},
}

// check adds what is wrong with the tables as a model, each fault with its place in the folder, but for what follows from a fault
// that is reported already.
func (l *loader) check(err error) {
	faults, all := timeline.Faults(err)
	if !all {
		l.faults = append(l.faults, &timeline.Fault{File: ".", Err: err})
	}
	for _, f := range faults {
		row := f.Row - 1
		if cells := l.bad[f.Table][row]; cells[f.Column] || cells[""] {
			continue
		}
		var unknown *timeline.UnknownError
		if errors.As(f.Err, &unknown) && slices.ContainsFunc(tableOf[unknown.What], func(t string) bool { return l.broken[t] }) {
			continue
		}
		if f.Table == "coverage" && f.Column == "editions" && (l.broken["summits"] || l.broken["sessions"] || l.bad["summits"] != nil) {
			continue
		}
		l.faults = append(l.faults, l.place(f))
	}
}

// place gives a fault its file and line.
func (l *loader) place(f *timeline.Fault) *timeline.Fault {
	placed := *f
	placed.File = f.Table + ".csv"
	if lines := l.lines[f.Table]; f.Row >= 1 && f.Row <= len(lines) {
		placed.Line = lines[f.Row-1]
		if f.See >= 1 && f.See <= len(lines) {
			placed.SeeLine = lines[f.See-1]
		}
	}
	return &placed
}

// err joins the faults in the order of the tables, the lines and the columns.
func (l *loader) err() error {
	slices.SortStableFunc(l.faults, func(a, b *timeline.Fault) int {
		return cmp.Or(cmp.Compare(slices.Index(l.files, a.File), slices.Index(l.files, b.File)), cmp.Compare(a.Line, b.Line),
			cmp.Compare(slices.Index(l.columns[a.Table], a.Column), slices.Index(l.columns[b.Table], b.Column)))
	})
	faults := table.Cut(l.faults, l.limits.Faults)
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errors.Join(errs...)
}

// Check loads a folder and gives, beside its data, what deserves a second look though it is no fault: files that are no table,
// coverage that covers nothing, records that contradict their coverage or rest on announcements alone, memberships whose dates are
// too coarse, sources that nothing uses. The error is that of [Load].
func Check(folder fs.FS) (Data, []*timeline.Fault, error) { return Limits{}.Check(folder) }

// Check is [Check] within these limits.
func (limits Limits) Check(folder fs.FS) (Data, []*timeline.Fault, error) {
	data, l, err := limits.load(folder, false)
	if err != nil {
		return Data{}, nil, err
	}
	w := warner{loader: l, data: data}
	w.files(folder)
	w.all()
	return data, w.warnings, nil
}

// Counts gives the number of rows of each table, in the order of the tables.
func (d Data) Counts() []Count {
	var counts []Count
	for _, t := range layout.Of(d.Register).All() {
		counts = append(counts, Count{Table: t.Name, Rows: reflect.ValueOf(t.Rows).Elem().Len()})
	}
	return counts
}

// A Count is how many rows a table has.
type Count struct {
	Table string
	Rows  int
}

// String gives "40 summits".
func (c Count) String() string { return fmt.Sprintf("%d %s", c.Rows, c.Table) }
