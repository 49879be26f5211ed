package exporters_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/gocarina/gocsv"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// fragments are texts that are written in another way than they are, that cannot be in a cell, or that come near to that.
var fragments = []string{
	"", "a", "x", " ", ",", ";", `"`, `""`, `\`, `\.`, `\n`, "'", "<", ">", "&", "é", "日本", "\U0001f600",
	"\n", "\r", "\t", "\x00", "\x1b", "\x7f", "\u0085", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u2028", "\u2029", "\ue000", "\ufeff", "\ufffd", "\xff", "\xe2\x80",
	"NA", "N/A", "n/a", "NaN", "NULL", "null", "None", "TBD", "-9", "-99", "nan", "none", "NONE.", "Infinity", "1e999", "0x1p-2", strings.Repeat("x", table.MaxCell-1),
}

func hostileText(t *rapid.T) string {
	if rapid.Bool().Draw(t, "any") {
		return rapid.String().Draw(t, "text")
	}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 3).Draw(t, "fragments"), "")
}

// A banner is an enum of which some words are as bad as others' texts.
type banner uint8

var flags = []string{"", "plain", "a,b", `"a"`, `a\b`, `\.`, "a b", "é", "<&>", "NA", " a", "a\n", "high", "\u2028"}

func (f banner) MarshalText() ([]byte, error) {
	if int(f) >= len(flags) {
		return nil, errors.New("no such banner")
	}
	return []byte(flags[f]), nil
}

func (f *banner) UnmarshalText(text []byte) error {
	*f = banner(max(slices.Index(flags, string(text)), 0))
	return nil
}

type hostile struct {
	hidden string                `csv:"name"`
	Name   string                `csv:"name"`
	Left   string                `csv:"-"`
	Items  timeline.List[string] `csv:"items"`
	Flag   banner                `csv:"flag" table:"not=plain"`
	Must   banner                `csv:"must" table:"required"`
	Day    timeline.Date         `csv:"day"`
	Number timeline.Number       `csv:"number"`
	N      int                   `csv:"n"`
	X      float64               `csv:"x"`
	Maybe  *float64              `csv:"maybe"`
	Truth  bool                  `csv:"truth"`
	Key    string                `csv:"the \"key\" \\<é>" table:"required"`
}

// drawHostile draws a row, of which one cell in a few is wrong if it may be.
func drawHostile(t *rapid.T, wrong bool) hostile {
	wild := func() bool { return wrong && rapid.IntRange(0, 3).Draw(t, "wild") == 3 }
	text := func() string {
		if wild() {
			return hostileText(t)
		}
		return word(t)
	}
	flag := func() banner {
		if wild() {
			return banner(rapid.IntRange(0, len(flags)).Draw(t, "flag"))
		}
		return banner(rapid.IntRange(1, 8).Draw(t, "flag"))
	}
	row := hostile{
		hidden: "hidden", Name: text(), Left: "left", Flag: flag(), Must: flag(), Day: timeline.Date{Year: 2001, Month: rapid.IntRange(0, 12).Draw(t, "month")},
		Number: timeline.Number(rapid.IntRange(0, 50).Draw(t, "number")), N: rapid.Int().Draw(t, "n"), X: rapid.Float64().Draw(t, "x"),
		Truth: rapid.Bool().Draw(t, "truth"), Key: text(),
	}
	for range rapid.IntRange(0, 2).Draw(t, "items") {
		if item := strings.ReplaceAll(text(), ";", ":"); wild() || !row.Items.Has(item) {
			row.Items = append(row.Items, item)
		}
	}
	if wild() {
		row.Day.Month, row.Number = 13, -1
	}
	if rapid.Bool().Draw(t, "there") {
		row.Maybe = &row.X
	}
	return row
}

// textOf is the text of a cell by its definition, and why it cannot be written.
func textOf(c table.Column, row any) (string, error) {
	text, err := c.Text(reflect.ValueOf(row))
	if err == nil {
		err = c.Check(text, table.MaxCell)
	}
	if err == nil && c.Required && text == "" {
		err = errors.New("is required")
	}
	return text, err
}

// jsonOfCell is what encoding/json makes of a cell.
func jsonOfCell(c table.Column, text string) string {
	var value any = text
	switch {
	case c.Type == "list" && text == "":
		value = []string{}
	case c.Type == "list":
		value = strings.Split(text, ";")
	case text == "":
		value = nil
	case c.Type == "integer" || c.Type == "number" || c.Type == "boolean":
		value = json.RawMessage(text)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return err.Error()
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// TestTextsOfHostileCells compares what is written with what gocsv and encoding/json make of the same rows, and what is refused with what
// cannot be read again.
func TestTextsOfHostileCells(t *testing.T) {
	schema, err := table.Of(reflect.TypeFor[hostile]())
	require.NoError(t, err)
	written, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		hostility := rapid.Bool().Draw(t, "hostile")
		var rows []hostile
		for range rapid.IntRange(0, 4).Draw(t, "rows") {
			rows = append(rows, drawHostile(t, hostility))
		}
		var wrong error
		var objects []string
		for i, row := range rows {
			var members []string
			for _, c := range schema.Columns {
				text, err := textOf(c, row)
				if err != nil {
					wrong = &timeline.Fault{Table: "rows", Row: i + 1, Column: c.Name, Value: text, Err: err}
					break
				}
				members = append(members, jsonOfCell(table.Column{}, c.Name)+":"+jsonOfCell(c, text))
			}
			if wrong != nil {
				break
			}
			objects = append(objects, "{"+strings.Join(members, ",")+"}")
		}
		of := exporters.NewTable("rows", "", slices.Values(rows))
		if wrong != nil {
			for name, to := range map[string]func(io.Writer, exporters.Table) error{"WriteCSV": exporters.WriteCSV, "WriteJSON": exporters.WriteJSON, "WriteJSONLines": exporters.WriteJSONLines} {
				require.EqualError(t, to(io.Discard, of), "exporters: "+wrong.Error(), name)
			}
			refused++
			return
		}
		written += len(rows)
		oracle, err := gocsv.MarshalString(rows)
		require.NoError(t, err)
		if d := cmp.Diff(oracle, write(t, exporters.WriteCSV, of)); d != "" {
			t.Errorf("(-gocsv +WriteCSV):\n%s", d)
		}
		lines := ""
		for _, object := range objects {
			lines += object + "\n"
		}
		if d := cmp.Diff(lines, write(t, exporters.WriteJSONLines, of)); d != "" {
			t.Errorf("(-encoding/json +WriteJSONLines):\n%s", d)
		}
		array := "[]\n"
		if len(objects) > 0 {
			array = "[\n" + strings.Join(objects, ",\n") + "\n]\n"
		}
		if d := cmp.Diff(array, write(t, exporters.WriteJSON, of)); d != "" {
			t.Errorf("(-encoding/json +WriteJSON):\n%s", d)
		}
	})
	t.Logf("%d rows were written, %d tables refused", written, refused)
	require.Positive(t, min(written, refused))
}

// TestTextsOfOneCell tries each text in a table of one column, where an empty cell is quoted.
func TestTextsOfOneCell(t *testing.T) {
	type row struct {
		Text string `csv:"text"`
	}
	schema, err := table.Of(reflect.TypeFor[row]())
	require.NoError(t, err)
	try := func(t rapid.TB, text string) {
		rows := []row{{text}, {"between"}, {text}}
		of := exporters.NewTable("rows", "", slices.Values(rows))
		if _, wrong := textOf(schema.Columns[0], rows[0]); wrong != nil {
			fault := &timeline.Fault{Table: "rows", Row: 1, Column: "text", Value: text, Err: wrong}
			require.EqualError(t, exporters.WriteCSV(io.Discard, of), "exporters: "+fault.Error())
			require.EqualError(t, exporters.WriteJSONLines(io.Discard, of), "exporters: "+fault.Error())
			return
		}
		cell := jsonOfCell(schema.Columns[0], text)
		require.Equal(t, fmt.Sprintf("{\"text\":%s}\n{\"text\":\"between\"}\n{\"text\":%[1]s}\n", cell), write(t, exporters.WriteJSONLines, of))
		oracle, err := gocsv.MarshalString(rows)
		require.NoError(t, err)
		if text == "" {
			oracle = "text\n\"\"\nbetween\n\"\"\n" // gocsv writes a line that is no record
		}
		require.Equal(t, oracle, write(t, exporters.WriteCSV, of))
	}
	for _, one := range fragments {
		for _, other := range fragments {
			try(t, one+other)
			try(t, one+"a"+other)
		}
	}
	rapid.Check(t, func(t *rapid.T) { try(t, hostileText(t)) })
}

// A number that is none has no text, in a cell that need not be there either.
func TestNoNumber(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		of := exporters.NewTable("rows", "", slices.Values([]hostile{{Key: "x", Must: 1}, {Key: "y", Must: 1, Maybe: &x}}))
		want := fmt.Sprintf("exporters: rows, row 2: maybe %q: %v is no number that a cell can have", "", x)
		require.EqualError(t, exporters.WriteCSV(io.Discard, of), want)
		require.EqualError(t, exporters.WriteJSON(io.Discard, of), want)
	}
}
