package exporters

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/gocarina/gocsv"

	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// WriteCSV writes a table as RFC 4180 CSV: UTF-8, LF, a header, one record a row. A cell that [ReadCSV] would refuse is an error.
func WriteCSV(w io.Writer, t Table) error {
	if t.err != nil {
		return t.err
	}
	if err := preflight(t.schema, t.row); err != nil {
		return fmt.Errorf("exporters: table %s: %w", t.name, err)
	}
	out := bufio.NewWriterSize(w, buffered)
	header := csv.NewWriter(out)
	header.Write(t.schema.Names())
	header.Flush() // it keeps its first error
	if err := header.Error(); err != nil {
		return fmt.Errorf("exporters: table %s: %w", t.name, err)
	}
	if _, err := t.write(out, func(line []byte, _ int, cells []cell) []byte {
		for _, c := range cells {
			// Nothing else that must be quoted can be in a cell. An empty line would be no record.
			if c.has&(comma|quote) != 0 || c.text == `\.` || (c.text == "" && len(cells) == 1) {
				line = append(append(append(line, '"'), strings.ReplaceAll(c.text, `"`, `""`)...), '"', ',')
			} else {
				line = append(append(line, c.text...), ',')
			}
		}
		line[len(line)-1] = '\n'
		return line
	}); err != nil {
		return err
	}
	return out.Flush()
}

// ReadCSV reads the rows of a table strictly: the header has the columns of R in their order, cells have the one text form of their
// type, required ones are not empty. A byte order mark and CRLF are accepted. Everything that is wrong is reported together, as a
// *[timeline.Fault] each, joined, and then there are no rows; of more than 10,000 faults only these. A cell has 64 KiB and a row 1 MiB at
// the most; how many rows there can be is the caller's, by the reader.
func ReadCSV[R any](r io.Reader) ([]R, error) {
	schema, err := table.Of(reflect.TypeFor[R]())
	if err != nil {
		return nil, fmt.Errorf("exporters: %w", err)
	}
	if err := preflight(schema, reflect.TypeFor[R]()); err != nil {
		return nil, fmt.Errorf("exporters: %w", err)
	}
	reader, faults := table.NewReader(r, "", schema, table.Limits{})
	if reader == nil {
		return nil, join(faults)
	}
	var all []R
	for more := true; more; {
		records := records{schema.Names()}
		for len(records) <= batch {
			cells, line, wrong := reader.Read()
			if cells != nil && !slices.ContainsFunc(wrong, func(f *timeline.Fault) bool { return f.Column == "" }) {
				// gocsv takes 3.9 for the int 3 and stops at the first fault: each cell is read strictly beforehand.
				for _, f := range reader.Set(reflect.New(reflect.TypeFor[R]()).Elem(), cells, line) {
					if !slices.ContainsFunc(wrong, func(g *timeline.Fault) bool { return g.Column == f.Column }) {
						wrong = append(wrong, f)
					}
				}
			}
			faults = append(faults, wrong...)
			if cells == nil || len(faults) > table.MaxFaults {
				more = false
				break
			}
			records = append(records, cells)
		}
		if len(records) == 1 || len(faults) > 0 {
			continue
		}
		var rows []R
		if err := gocsv.UnmarshalDecoder(records, &rows); err != nil {
			return nil, fmt.Errorf("exporters: %w", err)
		}
		for i, c := range schema.Columns {
			for k := range rows {
				// gocsv takes an empty cell for the number 0.
				if c.Nullable() && records[k+1][i] == "" {
					c.Set(reflect.ValueOf(&rows[k]).Elem(), "") // an empty cell is never wrong here
				}
			}
		}
		all = append(all, rows...)
	}
	if len(faults) > 0 {
		return nil, join(table.Cut(faults, table.MaxFaults))
	}
	return all, nil
}

func join(faults []*timeline.Fault) error {
	errs := make([]error, len(faults))
	for i, f := range faults {
		errs[i] = f
	}
	return errors.Join(errs...)
}

// records are a header and the records below it, as gocsv wants them.
type records [][]string

func (r records) GetCSVRows() ([][]string, error) { return r, nil }

// preflight wants gocsv to see the columns of a row type as they are declared. A program can change how it reads tags and headers
// for all its packages; then rows would be read and written as nothing, without an error.
func preflight(schema table.Schema, row reflect.Type) error {
	var want, got strings.Builder
	out := csv.NewWriter(&want)
	out.Write(schema.Names())
	out.Flush()
	// The header that gocsv writes has the columns as it sees them, in the order of the fields.
	err := gocsv.MarshalCSV(reflect.MakeSlice(reflect.SliceOf(row), 0, 0).Interface(), gocsv.NewSafeCSVWriter(csv.NewWriter(&got)))
	if err == nil && got.String() != want.String() {
		err = fmt.Errorf("sees the columns %s", strings.TrimSpace(got.String()))
	}
	if err != nil {
		return fmt.Errorf("gocsv %w; are its package settings changed?", err)
	}
	return nil
}
