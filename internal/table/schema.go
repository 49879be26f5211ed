// Package table derives tables from their row types: the tags of a struct's fields declare its columns once, for reading, writing and
// documenting.
//
//	Start Date `csv:"start_date" table:"required" doc:"the first day"`
//
// The tag csv names the column, doc says what it means, and table has words, joined by commas: key, required, ref=TABLE for ids of
// another table, not=WORD for a word of the column's type that the column does not have.
package table

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/summitry/summitry/timeline"
)

// A Column is one field of a row type.
type Column struct {
	Name     string
	Type     string // string, list, date, integer, number, boolean or enum
	Key      bool
	Required bool
	Ref      string   // the table that its ids are of
	Words    []string // of an enum
	Doc      string

	field int
	typ   reflect.Type
	texts bool // whether the field has text methods
	plain bool // a text without methods
}

// A Schema is the columns of a row type, in order.
type Schema struct {
	Columns []Column
	row     reflect.Type
}

var schemas sync.Map // by row type, since the words of enums take some time

// Of gives the schema of a row type, which nobody may change. A type that cannot be a row is an error.
func Of(row reflect.Type) (Schema, error) {
	if s, ok := schemas.Load(row); ok {
		return s.(Schema), nil
	}
	s, err := schemaOf(row)
	if err == nil {
		schemas.Store(row, s)
	}
	return s, err
}

func schemaOf(row reflect.Type) (Schema, error) {
	if row.Kind() != reflect.Struct {
		return Schema{}, fmt.Errorf("%s is not a struct", row)
	}
	s := Schema{row: row}
	for i := range row.NumField() {
		f := row.Field(i)
		name := f.Tag.Get("csv")
		if !f.IsExported() || (name == "-" && !f.Anonymous) {
			continue
		}
		if name == "" || strings.Contains(name, ",") || f.Anonymous {
			return Schema{}, fmt.Errorf("%s.%s: want a csv tag that is a name, or csv:\"-\"", row, f.Name)
		}
		if slices.Contains(s.Names(), name) {
			return Schema{}, fmt.Errorf("%s has two columns named %s", row, name)
		}
		c := Column{Name: name, Doc: f.Tag.Get("doc"), field: i, typ: f.Type}
		var left string
		for word := range strings.SplitSeq(f.Tag.Get("table"), ",") {
			key, value, _ := strings.Cut(word, "=")
			switch key {
			case "":
			case "key":
				c.Key = true
			case "required":
				c.Required = true
			case "ref":
				c.Ref = value
			case "not":
				left = value
			default:
				return Schema{}, fmt.Errorf("%s.%s: unknown word %q in its table tag", row, f.Name, word)
			}
		}
		if err := c.infer(left); err != nil {
			return Schema{}, fmt.Errorf("%s.%s: %w", row, f.Name, err)
		}
		s.Columns = append(s.Columns, c)
	}
	if len(s.Columns) == 0 {
		return Schema{}, fmt.Errorf("%s has no field with a csv tag", row)
	}
	return s, nil
}

// Names gives the names of the columns, which are the header.
func (s Schema) Names() []string {
	names := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		names[i] = c.Name
	}
	return names
}

var (
	marshaler   = reflect.TypeFor[encoding.TextMarshaler]()
	unmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	stringer    = reflect.TypeFor[fmt.Stringer]()

	// What gocsv prefers to text methods.
	csvMarshaler   = reflect.TypeFor[interface{ MarshalCSV() (string, error) }]()
	csvUnmarshaler = reflect.TypeFor[interface{ UnmarshalCSV(string) error }]()
)

// infer finds the type of a column from the type of its field.
func (c *Column) infer(left string) error {
	t := c.typ
	p := reflect.PointerTo(t)
	if p.Implements(csvMarshaler) || p.Implements(csvUnmarshaler) {
		return fmt.Errorf("%s has methods for CSV alone: want MarshalText and UnmarshalText", t)
	}
	if !t.Implements(marshaler) || !p.Implements(unmarshaler) {
		switch {
		case p.Implements(marshaler), p.Implements(unmarshaler):
			return fmt.Errorf("%s has one text method, or MarshalText of its pointer alone: want MarshalText of the value and UnmarshalText", t)
		case t.Implements(stringer), p.Implements(stringer):
			return fmt.Errorf("%s has a String and no text methods: want MarshalText and UnmarshalText", t)
		}
		switch t.Kind() {
		case reflect.String:
			c.Type, c.plain = "string", true
		case reflect.Int:
			c.Type = "integer"
		case reflect.Float64:
			c.Type = "number"
		case reflect.Bool:
			c.Type = "boolean"
		default:
			switch t {
			case reflect.TypeFor[*int]():
				c.Type = "integer"
			case reflect.TypeFor[*float64]():
				c.Type = "number"
			default:
				return fmt.Errorf("a cell cannot be %s: want a string, an int, a float64, a bool, a *int or *float64, or a type with MarshalText and UnmarshalText", t)
			}
		}
		return nil
	}
	c.texts = true
	switch {
	case t.Kind() == reflect.Uint8:
		c.Type = "enum"
		for i := range 256 {
			v := reflect.New(t).Elem()
			v.SetUint(uint64(i))
			text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
			if err != nil {
				break
			}
			if word := string(text); word != "" && word != left {
				c.Words = append(c.Words, word)
			}
		}
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		c.Type = "list"
	case t == reflect.TypeFor[timeline.Number]():
		c.Type = "integer"
	case t == reflect.TypeFor[timeline.Date]():
		c.Type = "date"
	default:
		c.Type = "string"
	}
	return nil
}

// Nullable reports whether the field is a pointer to a number, where nil is an empty cell and not zero.
func (c Column) Nullable() bool { return c.typ.Kind() == reflect.Pointer }

// Text gives a cell of a row as text; empty is no value.
func (c Column) Text(row reflect.Value) (string, error) {
	v := row.Field(c.field)
	if c.Nullable() {
		if v.IsNil() {
			return "", nil
		}
		v = v.Elem()
	}
	if c.texts {
		if v.CanAddr() {
			v = v.Addr() // which needs no copy
		}
		text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		return string(text), err
	}
	switch v.Kind() {
	case reflect.Int:
		return strconv.FormatInt(v.Int(), 10), nil
	case reflect.Float64:
		if math.IsNaN(v.Float()) || math.IsInf(v.Float(), 0) {
			return "", fmt.Errorf("%v is no number that a cell can have", v.Float())
		}
		return strconv.FormatFloat(v.Float(), 'f', -1, 64), nil
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	}
	return v.String(), nil
}

// Set reads the text of a cell into a row, which must be addressable. Numbers and truth values have one text each: 1 and not 01 or 1.0.
// Set does not look at whether the column is required.
func (c Column) Set(row reflect.Value, text string) error {
	v := row.Field(c.field)
	if c.plain {
		v.SetString(text)
		return nil
	}
	if c.Nullable() {
		if text == "" {
			v.SetZero()
			return nil
		}
		number := reflect.New(v.Type().Elem())
		if err := set(number.Elem(), text); err != nil {
			return err
		}
		v.Set(number)
		return nil
	}
	return set(v, text)
}

// set reads a text into a value, which stays what it was if the text is wrong.
func set(v reflect.Value, text string) error {
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(text))
	}
	switch v.Kind() {
	case reflect.Int:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || strconv.FormatInt(n, 10) != text {
			return errors.New("want a whole number")
		}
		v.SetInt(n)
	case reflect.Float64:
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) || strconv.FormatFloat(x, 'f', -1, 64) != text {
			return errors.New("want a number")
		}
		v.SetFloat(x)
	case reflect.Bool:
		if text != "true" && text != "false" {
			return errors.New("want true or false")
		}
		v.SetBool(text == "true")
	}
	return nil
}
