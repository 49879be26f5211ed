package table_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// next reads a table row by row, and gives how many rows there are and what is wrong with them.
func next(t *testing.T, text string, limits table.Limits) (rows int, faults []string) {
	reader, wrong := table.NewReader(strings.NewReader(text), "f.csv", schemaOf(t, line{}), limits)
	require.Empty(t, wrong)
	for {
		var row line
		_, wrong, more := reader.Next(reflect.ValueOf(&row).Elem())
		for _, f := range wrong {
			faults = append(faults, f.Error())
		}
		if !more {
			require.True(t, reflect.ValueOf(row).IsZero(), "there is something in a row that is not there: %v", row)
			return rows, faults
		}
		rows++
	}
}

// Limits are exact, and the same for lines that are read by their bytes and for those that are not.
func TestLimitsAreExact(t *testing.T) {
	for _, row := range []string{"a,,,,,held\n", "\"a\",,,,,held\n"} {
		text := header + strings.Repeat(row, 3)
		const more = "the table has more than 2 rows, want no more"
		tests := []struct {
			limits table.Limits
			rows   int
			fault  string
		}{
			{table.Limits{Rows: 3}, 3, ""},
			{table.Limits{Rows: 2}, 2, more},
			{table.Limits{Bytes: int64(len(text))}, 3, ""},
			{table.Limits{Bytes: int64(len(text) - 1)}, 2, "the file is longer than"},
		}
		for _, test := range tests {
			rows, faults := next(t, text, test.limits)
			if test.fault == "" {
				require.Empty(t, faults, "%q, %+v", row, test.limits)
				require.Equal(t, test.rows, rows)
				continue
			}
			require.Len(t, faults, 1, "%q, %+v", row, test.limits)
			require.LessOrEqual(t, rows, test.rows)
			if test.fault == more {
				require.Contains(t, faults[0], more)
			}
			reader, _ := table.NewReader(strings.NewReader(text), "f.csv", schemaOf(t, line{}), test.limits)
			var read []string
			for {
				cells, _, wrong := reader.Read()
				for _, f := range wrong {
					read = append(read, f.Error())
				}
				if cells == nil {
					break
				}
			}
			if diff := cmp.Diff(read, faults); diff != "" {
				t.Errorf("%q, %+v: (-Read +Next):\n%s", row, test.limits, diff)
			}
		}
	}
}

// A row with any other number of cells is a fault, wherever it stands.
func TestNextCountsCells(t *testing.T) {
	for n := range 12 {
		row := "a" + strings.Repeat(",", n) + "held\n"
		for _, before := range []string{"", "a,,,,,held\n"} {
			_, faults := next(t, header+before+row, table.Limits{})
			if n == 5 {
				require.Empty(t, faults)
				continue
			}
			require.NotEmpty(t, faults, "%d cells", n+1)
			require.Contains(t, strings.Join(faults, "\n"), fmt.Sprintf("want 6 cells, has %d: ", n+1))
		}
	}
}

// A header of other bytes than UTF-8 is told from one that was cut.
func TestHeaderBytes(t *testing.T) {
	const binary = "f.csv:1: is a binary file, or UTF-16: want UTF-8"
	for text, want := range map[string]bool{
		"\x00" + header:                     true,
		"l\x00ine_id,other_id\n":            true,
		"line_id,\xff\xfe\n":                true,
		"line_id,\xff\xfe\na,,,,,held\n":    true,
		"line_id,\xff\xfe":                  false, // it may go on behind what was looked at
		header:                              false,
		"line_id,other_id,words,d\xc3\xa4y": false,
	} {
		_, faults := table.NewReader(strings.NewReader(text), "f.csv", schemaOf(t, line{}), table.Limits{})
		got := len(faults) > 0 && faults[0].Error() == binary
		if got != want {
			t.Errorf("%q: %v", text, faults)
		}
	}
}

// As many faults as are asked for are kept, and one says that there are more.
func TestCut(t *testing.T) {
	var faults []*timeline.Fault
	for i := range 4 {
		faults = append(faults, &timeline.Fault{File: "f.csv", Line: i + 1, Err: fmt.Errorf("fault %d", i+1)})
	}
	for most, want := range map[int][]string{
		5: {"f.csv:1: fault 1", "f.csv:2: fault 2", "f.csv:3: fault 3", "f.csv:4: fault 4"},
		4: {"f.csv:1: fault 1", "f.csv:2: fault 2", "f.csv:3: fault 3", "f.csv:4: fault 4"},
		3: {"f.csv:1: fault 1", "f.csv:2: fault 2", "f.csv:3: fault 3", "f.csv:3: there are more than 3 faults: mend these first"},
		1: {"f.csv:1: fault 1", "f.csv:1: there are more than 1 faults: mend these first"},
	} {
		var got []string
		for _, f := range table.Cut(faults, most) {
			got = append(got, f.Error())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-want +got):\n%s", most, diff)
		}
	}
	require.Equal(t, "fault 2", faults[1].Err.Error(), "what is left as it was")
}

// Numbers are written with all their digits, and no cell is infinite or no number.
func TestNumbersWithFractions(t *testing.T) {
	type row struct {
		Share float64 `csv:"share"`
	}
	s := schemaOf(t, row{})
	for _, text := range []string{"0.25", "0.1", "-3.875", "123456789.0625"} {
		var back row
		require.NoError(t, s.Columns[0].Set(reflect.ValueOf(&back).Elem(), text))
		got, err := s.Columns[0].Text(reflect.ValueOf(back))
		require.NoError(t, err)
		require.Equal(t, text, got)
	}
	for _, text := range []string{"Inf", "+Inf", "-infinity", "NaN", "1e999"} {
		reader, faults := table.NewReader(strings.NewReader("share\n"+text+"\n"), "f.csv", s, table.Limits{})
		require.Empty(t, faults)
		_, _, faults = reader.Read()
		var back row
		faults = append(faults, reader.Set(reflect.ValueOf(&back).Elem(), []string{text}, 2)...)
		require.NotEmpty(t, faults, text)
	}
}
