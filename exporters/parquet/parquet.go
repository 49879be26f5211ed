// Package parquet writes tables as Apache Parquet, typed and documented, for DuckDB, pandas, Polars, Spark, Trino and BigQuery: [Write] a
// table as a file, [WriteHive] many as a folder of files by series and year.
//
//	string, enum  text: a STRING, with a dictionary
//	date          a DATE if all cells of the table are whole days; otherwise text, as 2027, 2012-05 and 2012-05-21 are
//	integer       INT32, or INT64 if a cell of the table needs it
//	number        DOUBLE
//	boolean       BOOLEAN
//	list          a LIST of texts
//
// So the type of a date follows from the data: dates are as precise as they are known, and one that is known to the month alone makes
// its column text. Texts of dates are in the order of time, and TRY_CAST(start_date AS DATE) reads the whole days of either type.
//
// An empty cell is null, but an empty list is a list without items, as in JSON. A required column is declared without nulls, and so are
// lists and their items.
//
// Files are compressed by Zstandard. Their metadata has the name of the table at table, its description at doc, and that of each
// column at doc.COLUMN. The same rows give the same bytes.
package parquet

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// rowGroup is how many rows a row group has at the most. A row group is what is held in memory.
const rowGroup = 1 << 16

// Write writes a table as a Parquet file. Its rows are read twice, first for the types of the columns, and no more than a row group of
// 65,536 of them is held in memory. A cell that [exporters.ReadCSV] would refuse is an error, and so is a table that has other rows the
// second time.
func Write(w io.Writer, t exporters.Table) error {
	columns, n, err := typed(t.Columns(), t.Rows())
	if err != nil {
		return err
	}
	return write(w, t, columns, n, t.Rows())
}

// A column is one of a table, with the type of its values.
type column struct {
	exporters.Column
	day, wide bool // a date: its cells are whole days; an integer: one needs 64 bits
}

// typed finds the types of columns by the cells of rows, and counts these.
func typed(declared []exporters.Column, rows iter.Seq2[[]string, error]) (columns []column, n int, err error) {
	for _, c := range declared {
		columns = append(columns, column{Column: c})
	}
	filled := make([]bool, len(columns))
	partial := make([]bool, len(columns))
	for cells, err := range rows {
		if err != nil {
			return nil, 0, err
		}
		n++
		for i, c := range columns {
			if cells[i] == "" {
				continue
			}
			filled[i] = true
			switch c.Type {
			case "date":
				partial[i] = partial[i] || len(cells[i]) < len(time.DateOnly)
			case "integer":
				_, err := strconv.ParseInt(cells[i], 10, 32)
				columns[i].wide = c.wide || err != nil
			}
		}
	}
	for i, c := range columns {
		columns[i].day = c.Type == "date" && filled[i] && !partial[i]
	}
	return columns, n, nil
}

// write writes n rows that have the cells of some columns of a table.
func write(w io.Writer, t exporters.Table, columns []column, n int, rows iter.Seq2[[]string, error]) error {
	out := parquet.NewWriter(w, options(t, columns)...)
	row, place := make(parquet.Row, 0, len(columns)), 0
	for cells, err := range rows {
		if err != nil {
			return err
		}
		place++
		row = row[:0]
		for i, c := range columns {
			if row, err = appendCell(row, i, c, cells[i]); err != nil {
				return fmt.Errorf("parquet: %w", &timeline.Fault{Table: t.Name(), Row: place, Column: c.Name, Value: cells[i], Err: err})
			}
		}
		if _, err := out.WriteRows([]parquet.Row{row}); err != nil {
			return fmt.Errorf("parquet: table %s: %w", t.Name(), err)
		}
	}
	if place != n {
		return fmt.Errorf("parquet: table %s: had %d rows when they were read first, and then %d", t.Name(), n, place)
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("parquet: table %s: %w", t.Name(), err)
	}
	return nil
}

// options are what readers of all ages understand: pages of version 1, and no encodings but plain and dictionary.
func options(t exporters.Table, columns []column) []parquet.WriterOption {
	all := []parquet.WriterOption{
		schema(t.Name(), columns),
		parquet.Compression(&parquet.Zstd),
		parquet.DataPageVersion(1),
		parquet.MaxRowsPerRowGroup(rowGroup),
		parquet.CreatedBy("summitry", "1", "parquet-go"), // the default depends on how the program was built
		parquet.KeyValueMetadata("table", t.Name()),
		parquet.KeyValueMetadata("doc", t.Doc()),
	}
	for _, c := range columns {
		all = append(all, parquet.KeyValueMetadata("doc."+c.Name, c.Doc))
	}
	return all
}

// A record is a group with its fields in the order of the columns. A parquet.Group has them by name.
type record struct {
	parquet.Group
	columns []column
}

func (r record) Fields() []parquet.Field {
	place := make(map[string]int, len(r.columns))
	for i, c := range r.columns {
		place[c.Name] = i
	}
	fields := r.Group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int { return cmp.Compare(place[a.Name()], place[b.Name()]) })
	return fields
}

func schema(table string, columns []column) *parquet.Schema {
	all := record{Group: make(parquet.Group), columns: columns}
	for _, c := range columns {
		all.Group[c.Name] = node(c)
	}
	return parquet.NewSchema(table, all)
}

func node(c column) parquet.Node {
	text := parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	of := text
	switch c.Type {
	case "list":
		return parquet.List(text)
	case "date":
		if c.day {
			of = parquet.Date()
		}
	case "integer":
		of = parquet.Int(32)
		if c.wide {
			of = parquet.Int(64)
		}
	case "number":
		of = parquet.Leaf(parquet.DoubleType)
	case "boolean":
		of = parquet.Leaf(parquet.BooleanType)
	}
	if c.Required {
		return of
	}
	return parquet.Optional(of)
}

// appendCell appends the values of a cell to those of its row. The levels of a value say how deep it is: a null is at definition
// level 0, and so is the one that stands for an empty list; a second item of a list is at repetition level 1.
func appendCell(row parquet.Row, place int, c column, cell string) (parquet.Row, error) {
	switch {
	case cell == "":
		return append(row, parquet.NullValue().Level(0, 0, place)), nil
	case c.Type == "list":
		for i, item := range strings.Split(cell, ";") {
			row = append(row, parquet.ByteArrayValue([]byte(item)).Level(min(i, 1), 1, place))
		}
		return row, nil
	}
	var value parquet.Value
	switch c.Type {
	case "integer":
		n, err := strconv.ParseInt(cell, 10, 64)
		if err != nil {
			return nil, err
		}
		if value = parquet.Int32Value(int32(n)); c.wide {
			value = parquet.Int64Value(n)
		}
	case "number":
		x, err := strconv.ParseFloat(cell, 64)
		if err != nil {
			return nil, err
		}
		value = parquet.DoubleValue(x)
	case "boolean":
		value = parquet.BooleanValue(cell == "true")
	default:
		value = parquet.ByteArrayValue([]byte(cell))
		if c.day {
			day, err := time.Parse(time.DateOnly, cell)
			if err != nil {
				return nil, err
			}
			value = parquet.Int32Value(int32(day.Unix() / (24 * 60 * 60)))
		}
	}
	defined := 1
	if c.Required {
		defined = 0
	}
	return append(row, value.Level(0, defined, place)), nil
}
