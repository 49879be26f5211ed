package dataset

import (
	"errors"
	"io"
	"io/fs"
	"reflect"

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
	if at, ok := f.(io.ReaderAt); ok && size <= limits.Bytes && r.parts(at, size, name, schema, limits, code) {
		return r
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
