package exporters

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/table"
)

// A Table is a name, columns, and rows that are read when they are written.
type Table struct {
	name, doc string
	schema    table.Schema
	batches   func(spare func() any) iter.Seq[any] // slices of rows, each in one that is spare, or, without the function, in that of the one before
	err       error                                // if the row type cannot be a table
	row       reflect.Type
}

// batch is how many rows are written at a time.
const batch = 1024

// NewTable makes a table of rows, which are structs. Each exported field is a column, named by its csv tag, in order; a field tagged
// csv:"-" is left out. Fields are strings, ints, float64s, bools, or types with MarshalText and UnmarshalText, as all types of
// packages timeline and attendance that are columns; a *int or *float64 is a number that need not be there, and nil an empty cell.
// The tag doc documents a column, and the tag table has words for the codebook: key, required, ref=TABLE. A struct that cannot be
// a row is an error when the table is written.
//
// Rows are read one after the other, by the goroutine that writes the table. Their MarshalText may be called by several at a time.
func NewTable[R any](name, doc string, rows iter.Seq[R]) Table {
	t := Table{name: name, doc: doc, row: reflect.TypeFor[R](), batches: func(spare func() any) iter.Seq[any] {
		return func(yield func(any) bool) {
			next := make([]R, 0, batch)
			for row := range rows {
				if next = append(next, row); len(next) < batch {
					continue
				}
				if !yield(next) {
					return
				}
				if spare != nil {
					next, _ = spare().([]R)
				}
				next = next[:0]
			}
			if len(next) > 0 {
				yield(next)
			}
		}
	}}
	if t.schema, t.err = table.Of(t.row); t.err != nil {
		t.err = fmt.Errorf("exporters: table %s: %w", name, t.err)
	}
	return t
}

// Kept gives the table with its rows read once and kept in memory, and their number: for a table that is dear to make and is written
// several times.
func (t Table) Kept() (Table, int) {
	if t.err != nil || t.batches == nil {
		return t, 0
	}
	var kept []any
	rows := 0
	for batch := range t.batches(nil) {
		slice := reflect.ValueOf(batch)
		of := reflect.MakeSlice(slice.Type(), slice.Len(), slice.Len()) // the next batch is in the same place
		reflect.Copy(of, slice)
		kept, rows = append(kept, of.Interface()), rows+slice.Len()
	}
	t.batches = func(func() any) iter.Seq[any] { return slices.Values(kept) }
	return t, rows
}

// Tables gives the tables of a register, which are what package dataset loads: one for each type of row, in the order in which they
// are documented, with the rows in the order of the model.
func Tables(register attendance.Register) []Table {
	t := register.Timeline()
	// The rows are read where they are, since a copy of all would take as much memory again.
	of := []Table{
		NewTable("", "", t.Series()), NewTable("", "", t.Summits()), NewTable("", "", t.Sessions()), NewTable("", "", t.Topics()),
		NewTable("", "", t.Mentions()), NewTable("", "", t.Coverage()), NewTable("", "", t.Sources()),
		NewTable("", "", register.Participants()), NewTable("", "", register.Codes()), NewTable("", "", register.Groups()),
		NewTable("", "", register.Memberships()), NewTable("", "", register.People()), NewTable("", "", register.Records()),
	}
	var tables []Table
	for _, l := range new(layout.Tables).All() {
		i := slices.IndexFunc(of, func(t Table) bool { return t.row == reflect.TypeOf(l.Rows).Elem().Elem() })
		of[i].name, of[i].doc = l.Name, l.Doc
		tables = append(tables, of[i])
	}
	return tables
}

// Name is the name of the table, as summits.
func (t Table) Name() string { return t.name }

// Doc says in a few words what a row is.
func (t Table) Doc() string { return t.doc }

// A Column describes a column of a table. It is itself a row, of the codebook.
type Column struct {
	Table    string `csv:"table" table:"key,required" doc:"the table"`
	Name     string `csv:"column" table:"key,required" doc:"the column"`
	Type     string `csv:"type" table:"required" doc:"string, list (items joined by semicolons), date (a day, a month or a year), integer, number, boolean or enum"`
	Key      bool   `csv:"key" doc:"whether it is part of what tells the rows apart"`
	Required bool   `csv:"required" doc:"whether no cell is empty"`
	Ref      string `csv:"ref" doc:"the table whose ids it has; actors are participants, groups and people"`
	Words    string `csv:"words" doc:"the words that it can have, separated by semicolons"`
	Doc      string `csv:"doc" doc:"what it means"`
}

// Columns gives the columns in order. A table that cannot be written has none.
func (t Table) Columns() []Column {
	var columns []Column
	for _, c := range t.schema.Columns {
		columns = append(columns, Column{
			Table: t.name, Name: c.Name, Type: c.Type, Key: c.Key, Required: c.Required, Ref: c.Ref,
			Words: strings.Join(c.Words, ";"), Doc: c.Doc,
		})
	}
	return columns
}

// Rows gives each row as the texts of its cells; empty is no value. Numbers, truth values and dates are as in CSV. It ends with the
// first error, such as a cell that could not be read again.
func (t Table) Rows() iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for cells, err := range t.cells() {
			if err != nil {
				yield(nil, err)
				return
			}
			row := make([]string, len(cells))
			for i, c := range cells {
				row[i] = c.text
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}
