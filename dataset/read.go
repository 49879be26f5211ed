package dataset

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"reflect"
	"runtime"
	"sync"

	"github.com/summitry/summitry/internal/coded"
	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// A reading is what was read of one table.
type reading struct {
	columns []string
	rows    reflect.Value // a slice
	coded   []coded.Rows  // in its place
	lines   []int         // of the rows
	faults  []*timeline.Fault
	broken  bool // the table could not be read to its end
}

// read reads a table, coded if that is asked for and nothing is wrong with it. It stops behind more faults than there may be.
func read(folder fs.FS, t layout.Table, limits table.Limits, code bool) reading {
	name := t.Name + ".csv"
	rows := reflect.TypeOf(t.Rows).Elem()
	schema, err := table.Of(rows.Elem())
	if err != nil {
		return reading{broken: true, faults: []*timeline.Fault{{File: name, Err: err}}}
	}
	r := reading{columns: schema.Names(), rows: reflect.New(rows).Elem()}
	if limits.Faults < 0 {
		r.broken = true
		return r
	}
	f, size, err := open(folder, name)
	if err != nil {
		r.broken, r.faults = true, []*timeline.Fault{{File: name, Err: bare(err)}}
		return r
	}
	defer f.Close()
	if at, ok := f.(io.ReaderAt); ok && size <= limits.Bytes {
		parts := split(at, size)
		if (code && r.numbers(at, parts, name, schema, limits)) || (!code && r.parts(at, parts, name, schema, limits)) {
			return r
		}
	}
	reader, faults := table.NewReader(f, name, schema, limits)
	if reader == nil {
		r.broken, r.faults = true, faults
		return r
	}
	for n := 0; ; n++ {
		if n == r.rows.Cap() {
			r.rows.Grow(1)
		}
		r.rows.SetLen(n + 1)
		line, faults, more := reader.Next(r.rows.Index(n))
		if !more {
			r.rows.SetLen(n)
			r.broken = len(faults) > 0
			r.faults = append(r.faults, faults...)
			return r
		}
		for _, f := range faults {
			f.Table, f.Row = t.Name, n+1
		}
		r.lines = append(r.lines, line)
		if r.faults = append(r.faults, faults...); len(r.faults) > limits.Faults {
			r.broken = true
			return r
		}
	}
}

// open opens the file of a table and gives its size.
func open(folder fs.FS, name string) (fs.File, int64, error) {
	info, err := fs.Stat(folder, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, 0, missing(folder, name)
	case err != nil:
		return nil, 0, err
	case info.IsDir():
		return nil, 0, errors.New("is a folder, want a file")
	case !info.Mode().IsRegular():
		return nil, 0, errors.New("is no regular file")
	}
	f, err := folder.Open(name)
	return f, info.Size(), err
}

// smallest is how large a part of a file is at least that is read beside others.
const smallest = 1 << 20

// A part is some lines of a file.
type part struct {
	from, to   int64
	lines      int // how many
	before     int // how many lines are before
	first, end int // the places of its rows
	read       int // how many rows it has
	ok         bool

	rows coded.Rows // if they are coded
	at   []int      // their lines
}

// split cuts a file between lines.
func split(f io.ReaderAt, size int64) []part {
	n := max(1, min(int64(runtime.GOMAXPROCS(0)), size/smallest))
	parts := make([]part, n)
	for i := range parts {
		p := &parts[i]
		if i > 0 {
			p.from = parts[i-1].to
		}
		if p.to = size; int64(i) < n-1 {
			p.to = behindLine(f, max(p.from, size/n*int64(i+1)), size)
		}
	}
	return parts
}

func sideBySide(parts []part, do func(p *part)) {
	var all sync.WaitGroup
	for i := range parts {
		all.Go(func() { do(&parts[i]) })
	}
	all.Wait()
}

// of gives what is in a part.
func (p *part) of(f io.ReaderAt) io.Reader { return io.NewSectionReader(f, p.from, p.to-p.from) }

// parts reads a file whose lines it has counted, a large one in parts side by side. It reports whether that went without a fault; if not, what
// is wrong is found by reading the file as a whole, and r stays as it was. A part that ends within a cell has a fault: all that have none start
// and end between rows.
func (r *reading) parts(f io.ReaderAt, parts []part, name string, schema table.Schema, limits table.Limits) bool {
	sideBySide(parts, func(p *part) { p.lines = countLines(p.of(f)) })
	all := 0
	for i := range parts {
		p := &parts[i]
		p.before, p.first = all, max(all-1, 0) // the first line is the header
		all += p.lines
		p.end = all - 1
	}
	last := &parts[len(parts)-1]
	last.end = all // where the last line has no end
	if all > limits.Rows || int64(all) > last.to/int64(len(schema.Columns)) {
		return false // or most lines are blank
	}
	rows, lines := reflect.MakeSlice(r.rows.Type(), all, all), make([]int, all)
	header, _ := table.NewReader(parts[0].of(f), name, schema, limits)
	if header == nil {
		return false
	}
	sideBySide(parts, func(p *part) {
		reader := header
		if p.from > 0 {
			reader = header.Part(p.of(f))
		}
		row := reflect.New(rows.Type().Elem()).Elem()
		for at := p.first; ; at++ {
			if at < p.end {
				row = rows.Index(at)
			}
			line, faults, more := reader.Next(row)
			switch {
			case len(faults) > 0, more && at >= p.end:
				return
			case !more:
				p.read, p.ok = at-p.first, true
				return
			}
			lines[at] = p.before + line
		}
	})
	n := 0
	for _, p := range parts {
		if !p.ok {
			return false
		}
		end := p.first + p.read
		reflect.Copy(rows.Slice(n, all), rows.Slice(p.first, end)) // to the same place, unless there are lines without rows or cells of several
		n += copy(lines[n:], lines[p.first:end])
	}
	r.rows, r.lines = rows.Slice(0, n), lines[:n]
	return true
}

// behindLine gives the place behind the first line end from a place on.
func behindLine(f io.ReaderAt, from, size int64) int64 {
	block := make([]byte, 4<<10)
	for from < size {
		n, err := f.ReadAt(block, from)
		if i := bytes.IndexByte(block[:n], '\n'); i >= 0 {
			return from + int64(i) + 1
		}
		if from += int64(n); err != nil {
			break
		}
	}
	return size
}

// countLines gives the number of lines.
func countLines(r io.Reader) int {
	block := make([]byte, 16<<10)
	lines := 0
	for {
		n, err := r.Read(block)
		lines += bytes.Count(block[:n], []byte("\n"))
		if err != nil {
			return lines
		}
	}
}
