package exporters

import (
	"encoding"
	"errors"
	"fmt"
	"iter"
	"reflect"

	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// buffered is how many bytes of a text are written at a time.
const buffered = 64 << 10

// marks are the sorts of bytes that a text has and that are not written as they are everywhere.
type marks uint8

const (
	strange   marks = 1 << iota // what is no printable ASCII, of which not all can be in a cell
	comma                       // which CSV quotes
	quote                       // which CSV and JSON quote
	backslash                   // which JSON quotes, and CSV in one case
)

var markOf = func() (of [256]marks) {
	for b := range of {
		if b < ' ' || b > '~' {
			of[b] = strange
		}
	}
	of[','], of['"'], of['\\'] = comma, quote, backslash
	return of
}()

// A cell is a text that can be read again, and what is in it.
type cell struct {
	text string
	has  marks
}

// A column makes the cells of one column. How it does so is found out once for all rows.
type column struct {
	table.Column
	field int
	plain bool   // a string that is its own text
	bare  bool   // a number or a truth value, whose text is never wrong
	words []cell // of an enum by value; without text where there is no right one, or the empty one
	last  cell   // the one before, which was right
}

func (t Table) columns() []column {
	columns := make([]column, len(t.schema.Columns))
	for i := range columns {
		c := &columns[i]
		c.Column = t.schema.Columns[i]
		for f := t.row.Field(0); !f.IsExported() || f.Tag.Get("csv") != c.Name; f = t.row.Field(c.field) {
			c.field++
		}
		typ := t.row.Field(c.field).Type
		c.plain = typ.Kind() == reflect.String && !typ.Implements(reflect.TypeFor[encoding.TextMarshaler]())
		c.bare = c.Type == "integer" || c.Type == "number" || c.Type == "boolean"
		if c.Type == "enum" {
			row := reflect.New(t.row).Elem()
			words := make([]cell, len(c.Words)+2) // beside them there may be the empty one, and one that the column does not have
			for value := range words {
				row.Field(c.field).SetUint(uint64(value))
				if word, err := c.cell(row); err == nil {
					words[value] = word
				}
			}
			c.words = words
		}
	}
	return columns
}

// cell gives the cell of a row. Where there is an error, it has the text if there is one.
func (c *column) cell(row reflect.Value) (cell, error) {
	var text string
	switch field := row.Field(c.field); {
	case c.plain:
		text = field.String()
	case c.words != nil && field.Uint() < uint64(len(c.words)) && c.words[field.Uint()].text != "":
		return c.words[field.Uint()], nil
	default:
		var err error
		if text, err = c.Text(row); err != nil {
			return cell{}, err
		}
	}
	if text == "" {
		if c.Required {
			return cell{}, errors.New("is required")
		}
		return cell{}, nil
	}
	if text == c.last.text {
		return c.last, nil
	}
	if c.bare {
		return cell{text: text}, nil
	}
	var has marks
	for i := range len(text) {
		has |= markOf[text[i]]
	}
	// Printable ASCII can be wrong by blanks at its ends, as a short word that stands for nothing, and by its length.
	if has&strange != 0 || text[0] == ' ' || text[len(text)-1] == ' ' || len(text) <= 4 || len(text) > table.MaxCell {
		if err := c.Check(text, table.MaxCell); err != nil {
			return cell{text, has}, err
		}
	}
	c.last = cell{text, has}
	return c.last, nil
}

// read puts the cells of a row into cells. Its place is for the message of an error.
func (t Table) read(cells []cell, columns []column, row reflect.Value, place int) error {
	for i := range columns {
		var err error
		if cells[i], err = columns[i].cell(row); err != nil {
			fault := &timeline.Fault{Table: t.name, Row: place, Column: columns[i].Name, Value: cells[i].text, Err: err}
			return fmt.Errorf("exporters: %w", fault)
		}
	}
	return nil
}

// cells gives the cells of each row, which hold until the next one. It ends with the first error.
func (t Table) cells() iter.Seq2[[]cell, error] {
	return func(yield func([]cell, error) bool) {
		if t.err != nil {
			yield(nil, t.err)
			return
		}
		columns := t.columns()
		cells := make([]cell, len(columns))
		place := 0
		for rows := range t.batches(nil) {
			slice := reflect.ValueOf(rows)
			for i := range slice.Len() {
				place++
				if err := t.read(cells, columns, slice.Index(i), place); err != nil {
					yield(nil, err)
					return
				}
				if !yield(cells, nil) {
					return
				}
			}
		}
	}
}
