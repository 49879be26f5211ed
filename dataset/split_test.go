package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// Parts follow one another, begin behind the first line end at or behind their share of the file, and count their own lines.
func TestSplit(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for _, size := range []int{0, 1, smallest - 1, smallest, 2*smallest - 1, 2 * smallest, 3*smallest + 7, 9 * smallest} {
		for _, width := range []int{1, 60, 5_000, smallest/2 + 1, 20 * smallest} {
			t.Run(fmt.Sprint(size, width), func(t *testing.T) {
				line := strings.Repeat("x", width-1) + "\n"
				text := []byte(strings.Repeat(line, size/width+1)[:size])
				f := bytes.NewReader(text)
				parts := split(f, int64(size))
				n := max(1, min(4, size/smallest))
				require.Len(t, parts, n)
				from, lines := 0, 0
				for i, p := range parts {
					to := size
					if share := size / n * (i + 1); i < n-1 {
						share = max(share, from)
						if end := bytes.IndexByte(text[share:], '\n'); end >= 0 {
							to = share + end + 1
						}
					}
					require.Equal(t, [2]int64{int64(from), int64(to)}, [2]int64{p.from, p.to}, "part %d", i)
					got, err := io.ReadAll(p.in(f))
					require.NoError(t, err)
					require.True(t, bytes.Equal(text[from:to], got))
					lines += p.all
					from = to
				}
				require.Equal(t, bytes.Count(text, []byte("\n")), lines)
			})
		}
	}
}

// There is room for as many rows as there are lines, and for none where there are more than there may be or than can have their commas.
func TestMost(t *testing.T) {
	for _, test := range []struct {
		text string
		rows int
		want int
	}{
		{"left out\na,b,c\nd,e,f\n", 2, 4},
		{"left out\na,b,c\nd,e,f\n", 1, 0},
		{"left out\na,b,c\nd,e,f", 1, 3},
		{"left out\n,,\n,,\n", 2, 4},
		{"left out\n,,\n\n\n", 3, 0},
	} {
		p := part{from: 9, to: int64(len(test.text))}
		if got := p.most(strings.NewReader(test.text), test.rows, 3); got != test.want {
			t.Errorf("%q, %d rows at the most: room for %d, want %d", test.text, test.rows, got, test.want)
		}
	}
}

// What has no fault is read in parts, as rows and coded; what has one, or too many rows, is not.
func TestReadingOfParts(t *testing.T) {
	schema, err := table.Of(reflect.TypeFor[attendance.Record]())
	require.NoError(t, err)
	cells := make([]string, len(schema.Columns))
	for i, c := range schema.Columns {
		cells[i] = map[string]string{"summit_id": "s", "participant_id": "p", "status": "attended", "capacity": "member", "confidence": "high", "source_ids": "x"}[c.Name]
	}
	row := strings.Join(cells, ",") + "\n"
	header := strings.Join(schema.Names(), ",") + "\n"
	for _, code := range []bool{false, true} {
		read := func(text string, rows int) (reading, bool) {
			r := reading{rows: reflect.New(reflect.TypeFor[[]attendance.Record]()).Elem()}
			ok := r.parts(strings.NewReader(text), int64(len(text)), "f.csv", schema, table.Limits{Cell: table.MaxCell, Row: table.MaxRow, Rows: rows, Bytes: int64(len(text)), Faults: 1}, code)
			return r, ok
		}
		const n = 2*blockRows + 5
		r, ok := read(header+strings.Repeat(row, n), n+1) // the header is a line too
		require.True(t, ok, "coded: %v", code)
		require.Len(t, r.lines, n)
		if code {
			var sizes []int
			for _, b := range r.coded[0].Blocks {
				if len(b) > 0 {
					sizes = append(sizes, len(b)/len(schema.Columns))
				}
			}
			if diff := cmp.Diff([]int{blockRows, blockRows, 5}, sizes); diff != "" {
				t.Errorf("rows of the blocks (-want +got):\n%s", diff)
			}
		} else {
			require.Equal(t, n, r.rows.Len())
		}
		_, ok = read(header+strings.Repeat(row, n), n-1)
		require.False(t, ok, "too many rows; coded: %v", code)
		_, ok = read(header+row+strings.Replace(row, "high", "hihg", 1), n)
		require.False(t, ok, "a fault; coded: %v", code)
	}
}

// Of what is reported of a row that is left out, only that it adds something is taken back.
func TestLeaveOut(t *testing.T) {
	others := []Join{
		{Table: "people", Key: "a", Outcome: Agrees},
		{Table: "people", Key: "b", Outcome: Adds},
		{Table: "actors", Key: "a", Outcome: Adds},
	}
	m := merger{joins: append([]Join{{Table: "people", Key: "a", Outcome: Adds}}, others...)}
	m.leaveOut("people", "a", "name", "it is somebody else", "Anna")
	want := append(others, Join{"people", "a", Conflicts, "name", []string{"Anna"}, "left out: it is somebody else"})
	if diff := cmp.Diff(want, m.joins); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A record that contradicts several is left out, and reported, once. A fault of the first row is placed like any other.
func TestDropRecords(t *testing.T) {
	first := attendance.Record{Summit: "s", Session: "s-a", Participant: "XAR", Status: attendance.Attended, Confidence: timeline.High}
	second, later := first, first
	second.Session, later.Session = "s-b", "s-c"
	schema, err := table.Of(reflect.TypeOf(first))
	require.NoError(t, err)
	m := merger{rows: map[string][]reflect.Value{"attendance": nil}, first: map[[2]string]int{}}
	for i, r := range []attendance.Record{later, first, second} {
		row := reflect.ValueOf(r)
		m.rows["attendance"] = append(m.rows["attendance"], row)
		m.first[[2]string{"attendance", key(schema, row)}] = 1 - min(1, i) // the later set's row stands first
	}
	wrong := errors.New("they contradict each other")
	faults := errors.Join(&timeline.Fault{Table: "attendance", Row: 1, See: 2, Err: wrong}, &timeline.Fault{Table: "attendance", Row: 3, See: 1, Err: wrong})
	placed := m.place(faults)
	require.ErrorContains(t, placed, "set 2, attendance ")
	require.ErrorContains(t, placed, "set 1, attendance ")
	require.True(t, m.dropRecords(faults))
	require.Len(t, m.rows["attendance"], 2)
	require.Len(t, m.joins, 1)
	require.Contains(t, m.joins[0].String(), "left out: it contradicts the row at ")
}
