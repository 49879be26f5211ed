package table_test

import (
	"math"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// A line has a column of every type that can be read.
type line struct {
	ID     string                `csv:"line_id" table:"key,required" doc:"the line"`
	Other  timeline.SummitID     `csv:"other_id" table:"ref=lines" doc:"another"`
	Words  timeline.List[string] `csv:"words" doc:"some words"`
	Day    timeline.Date         `csv:"day" doc:"a day"`
	Number timeline.Number       `csv:"number" doc:"a number"`
	Status timeline.Status       `csv:"status" table:"required,not=postponed" doc:"a word"`
	Left   string                `csv:"-"` // no column
}

func schemaOf(t require.TestingT, row any) table.Schema {
	s, err := table.Of(reflect.TypeOf(row))
	require.NoError(t, err)
	return s
}

func TestSchema(t *testing.T) {
	got := schemaOf(t, line{})
	type column struct {
		Name, Type    string
		Key, Required bool
		Ref           string
		Words         []string
		Doc           string
	}
	want := []column{
		{Name: "line_id", Type: "string", Key: true, Required: true, Doc: "the line"},
		{Name: "other_id", Type: "string", Ref: "lines", Doc: "another"},
		{Name: "words", Type: "list", Doc: "some words"},
		{Name: "day", Type: "date", Doc: "a day"},
		{Name: "number", Type: "integer", Doc: "a number"},
		{Name: "status", Type: "enum", Required: true, Words: []string{"held", "scheduled", "cancelled"}, Doc: "a word"},
	}
	var columns []column
	for _, c := range got.Columns {
		columns = append(columns, column{c.Name, c.Type, c.Key, c.Required, c.Ref, c.Words, c.Doc})
	}
	if diff := cmp.Diff(want, columns); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"line_id", "other_id", "words", "day", "number", "status"}, got.Names()); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// Rows of other packages have plain numbers and truth values too, each with one text.
func TestSchemaOfPlainTypes(t *testing.T) {
	type row struct {
		Count int            `csv:"count"`
		Share float64        `csv:"share"`
		Sure  bool           `csv:"sure"`
		Truth timeline.Truth `csv:"truth" table:"not=unknown"`
		name  string
	}
	s := schemaOf(t, row{name: "no column"})
	full := row{Count: -3, Share: 0.1, Sure: true, Truth: timeline.Yes}
	var types, texts []string
	var back row
	for _, c := range s.Columns {
		types = append(types, c.Type)
		text, err := c.Text(reflect.ValueOf(&full).Elem())
		require.NoError(t, err)
		texts = append(texts, text)
		require.NoError(t, c.Set(reflect.ValueOf(&back).Elem(), text))
	}
	if diff := cmp.Diff([]string{"integer", "number", "boolean", "enum"}, types); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"-3", "0.1", "true", "yes"}, texts); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if back != full {
		t.Errorf("%v is read as %v", full, back)
	}
	if diff := cmp.Diff([]string{"no", "yes"}, s.Columns[3].Words); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	for i, bad := range [][]string{
		{"", "3.9", "010", "+3", "1e3", "x", "99999999999999999999"},
		{"", "1,234", "1.0", ".5", "1e3", "NaN", "Inf", "0x1p-2", "x"},
		{"", "TRUE", "1", "yes", "False"},
	} {
		for _, text := range bad {
			if err := s.Columns[i].Set(reflect.ValueOf(&back).Elem(), text); err == nil {
				t.Errorf("%q is read as %v", text, back)
			}
		}
	}
	if back != full {
		t.Errorf("what is not read changed the row to %v", back)
	}
}

// A number that need not be there is a pointer, so that none and zero are two cells.
func TestSchemaOfNumbersThatNeedNotBeThere(t *testing.T) {
	type row struct {
		Count *int     `csv:"count"`
		Share *float64 `csv:"share"`
		Total int      `csv:"total"`
	}
	s := schemaOf(t, row{})
	var types []string
	var nullable []bool
	for _, c := range s.Columns {
		types, nullable = append(types, c.Type), append(nullable, c.Nullable())
	}
	if diff := cmp.Diff([]string{"integer", "number", "integer"}, types); diff != "" {
		t.Errorf("types (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bool{true, true, false}, nullable); diff != "" {
		t.Errorf("which may be empty (-want +got):\n%s", diff)
	}
	zero, half := 0, 0.5
	for _, test := range []struct {
		row  row
		want []string
	}{
		{row{}, []string{"", "", "0"}},
		{row{Count: &zero, Share: &half}, []string{"0", "0.5", "0"}},
	} {
		back := row{Count: new(int), Share: new(float64)}
		var texts []string
		for _, c := range s.Columns {
			text, err := c.Text(reflect.ValueOf(&test.row).Elem())
			require.NoError(t, err)
			texts = append(texts, text)
			require.NoError(t, c.Set(reflect.ValueOf(&back).Elem(), text))
		}
		if diff := cmp.Diff(test.want, texts); diff != "" {
			t.Errorf("texts (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(test.row, back); diff != "" {
			t.Errorf("read again (-want +got):\n%s", diff)
		}
	}
	full := row{Count: &zero, Share: &half}
	for i, bad := range [][]string{{"3.9", "010", "+3", " ", "x"}, {"1,234", "1.0", ".5", "NaN", "Inf", " ", "x"}} {
		for _, text := range bad {
			if err := s.Columns[i].Set(reflect.ValueOf(&full).Elem(), text); err == nil {
				t.Errorf("%q is read as %v", text, full)
			}
		}
	}
	if zero != 0 || half != 0.5 || full.Count != &zero || full.Share != &half {
		t.Errorf("what is not read changed the row to %v", full)
	}
	none := math.NaN()
	if text, err := s.Columns[1].Text(reflect.ValueOf(row{Share: &none})); err == nil {
		t.Errorf("no number is written as %q", text)
	}
}

func TestSchemaErrors(t *testing.T) {
	tests := []struct {
		row    any
		want   string
		reason string
	}{
		{"x", "string is not a struct", "no struct"},
		{struct{}{}, "struct {} has no field with a csv tag", "no column"},
		{struct {
			A string `csv:"-"`
		}{}, "struct { A string \"csv:\\\"-\\\"\" } has no field with a csv tag", "none that is one"},
		{struct {
			a string `csv:"a"`
		}{"x"}, "has no field with a csv tag", "none that is exported"},
		{struct {
			A string `csv:""`
		}{}, `.A: want a csv tag that is a name, or csv:"-"`, "no name"},
		{struct{ A string }{}, `.A: want a csv tag that is a name, or csv:"-"`, "no tag"},
		{struct {
			A string `csv:"a,omitempty"`
		}{}, `.A: want a csv tag that is a name, or csv:"-"`, "an option"},
		{struct {
			timeline.Summit `csv:"a"`
		}{}, `.Summit: want a csv tag that is a name, or csv:"-"`, "a struct within"},
		{struct {
			A string `csv:"a"`
			B string `csv:"a"`
		}{}, `has two columns named a`, "one name twice"},
		{struct {
			A string `csv:"a" table:"requird"`
		}{}, `.A: unknown word "requird" in its table tag`, "a misspelt word"},
		{struct {
			A []string `csv:"a"`
		}{}, `.A: a cell cannot be []string: want a string, an int, a float64, a bool, a *int or *float64, or a type with MarshalText and UnmarshalText`, "a plain slice"},
		{struct {
			A int8 `csv:"a"`
		}{}, `.A: a cell cannot be int8: want a string, an int, a float64, a bool, a *int or *float64, or a type with MarshalText and UnmarshalText`, "another number"},
		{struct {
			A *bool `csv:"a"`
		}{}, `.A: a cell cannot be *bool: want a string, an int, a float64, a bool, a *int or *float64, or a type with MarshalText and UnmarshalText`, "a pointer to what is no number"},
		{struct {
			A **int `csv:"a"`
		}{}, `.A: a cell cannot be **int: want a string, an int, a float64, a bool, a *int or *float64, or a type with MarshalText and UnmarshalText`, "a pointer to a pointer"},
		{struct {
			A *timeline.Date `csv:"a"`
		}{}, `.A: *timeline.Date has a String and no text methods: want MarshalText and UnmarshalText`, "a pointer"},
		{struct {
			A timeline.Count `csv:"a"`
		}{}, `.A: timeline.Count has a String and no text methods: want MarshalText and UnmarshalText`, "a type that is only written"},
	}
	for _, test := range tests {
		s, err := table.Of(reflect.TypeOf(test.row))
		require.Error(t, err, test.reason)
		if got := err.Error(); len(got) < len(test.want) || got[len(got)-len(test.want):] != test.want {
			t.Errorf("%s: %q, want %q at its end", test.reason, got, test.want)
		}
		if s.Columns != nil {
			t.Errorf("%s: an error comes with %v", test.reason, s.Names())
		}
	}
}

func TestTextErrors(t *testing.T) {
	s := schemaOf(t, line{})
	value := reflect.ValueOf(&line{Words: timeline.List[string]{"a;b"}, Day: timeline.Date{Month: 5}, Number: -1, Status: 99}).Elem()
	for _, c := range s.Columns[2:] {
		if text, err := c.Text(value); err == nil {
			t.Errorf("column %s is written as %q", c.Name, text)
		}
	}
}
