package table

import (
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

// checkLines wants lines that are cut by their bytes to give what encoding/csv gives for the same bytes.
func checkLines(t require.TestingT, text []byte, limits Limits, source func(io.Reader) io.Reader) {
	read := func(cells func(r *Reader) ([]string, int, error)) (said []string) {
		r := newReader(source(strings.NewReader(string(text))), "f.csv", Schema{}, limits.filled())
		for {
			r.bound.left = r.limits.Row
			got, line, err := cells(r)
			if err != nil {
				return append(said, fmt.Sprint(err == io.EOF), r.located(err).Error())
			}
			said = append(said, fmt.Sprintf("%d to %d: %q", line, r.next, got))
		}
	}
	want := read(func(r *Reader) ([]string, int, error) { return r.cells(nil) })
	got := read(func(r *Reader) ([]string, int, error) { return r.cells(r.line()) })
	if diff := cmp.Diff(want, got); diff != "" {
		require.FailNow(t, "records", "%q within %v (-encoding/csv +lines):\n%s", text, limits, diff)
	}
}

var sources = []func(io.Reader) io.Reader{
	func(r io.Reader) io.Reader { return r },
	iotest.OneByteReader,
	iotest.HalfReader,
	iotest.DataErrReader,
	iotest.TimeoutReader,
	func(r io.Reader) io.Reader { return io.MultiReader(r, iotest.ErrReader(io.ErrClosedPipe)) },
}

func TestLinesAgreeWithEncodingCSV(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"a", "b", "é", ",", ",", ",", "\n", "\n", "\r\n", "\r", `"`, `""`, "\"a\nb\"", "\"a,b\",", "\x00", "\xff", ",,,\n", "a,b\n",
		strings.Repeat("x", 4090), strings.Repeat("y,", 30), strings.Repeat("\n", 50),
	})
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "text"), ""))
		limits := Limits{
			Row:   rapid.SampledFrom([]int{0, 0, 1, 5, 40, 4096, 5000}).Draw(t, "row"),
			Bytes: rapid.SampledFrom([]int64{0, 0, 1, 10, 50, 4096, int64(len(text)) - 1, int64(len(text)), int64(len(text)) + 1}).Draw(t, "bytes"),
		}
		checkLines(t, text, limits, sources[rapid.IntRange(0, len(sources)-1).Draw(t, "source")])
	})
}

func FuzzLines(f *testing.F) {
	for _, seed := range []string{"", "a,b\n\nc,\"d\"\r\ne", "\"a\nb\",c\nd\"\n", "a\r", "\r\n\r", strings.Repeat("a,", 3000) + "\nb\n"} {
		f.Add([]byte(seed), 0, int64(0))
		f.Add([]byte(seed), 3, int64(5))
	}
	f.Fuzz(func(t *testing.T, text []byte, row int, size int64) {
		for _, source := range sources {
			checkLines(t, text, Limits{Row: row, Bytes: size}, source)
		}
	})
}

// A row of each sort of column.
type sorts struct {
	ID     string                `csv:"id" table:"key,required"`
	Of     timeline.SummitID     `csv:"of" table:"ref=summits"`
	Words  timeline.List[string] `csv:"words"`
	Day    timeline.Date         `csv:"day"`
	Number timeline.Number       `csv:"number"`
	Share  *float64              `csv:"share"`
	Status timeline.Status       `csv:"status"`
}

// checkNumbers wants NextNumbers to read what Next reads.
func checkNumbers(t require.TestingT, text string) {
	schema, err := Of(reflect.TypeFor[sorts]())
	require.NoError(t, err)
	limits := Limits{Rows: 200, Cell: 20}
	rows, faults := NewReader(strings.NewReader(text), "f.csv", schema, limits)
	require.Empty(t, faults)
	coded, faults := NewReader(strings.NewReader(text), "f.csv", schema, limits)
	require.Empty(t, faults)
	var want []sorts
	var codes [][]uint32
	for more := true; more; {
		var row sorts
		var line int
		line, faults, more = rows.Next(reflect.ValueOf(&row).Elem())
		numbers, at, wrong := coded.NextNumbers()
		require.Equal(t, more, numbers != nil)
		require.Equal(t, line, at)
		require.Equal(t, fmt.Sprint(faults), fmt.Sprint(wrong))
		if len(faults) == 0 && more {
			want, codes = append(want, row), append(codes, slices.Clone(numbers))
		}
	}
	var got []sorts
	values := coded.Values()
	for _, numbers := range codes {
		var row sorts
		for i, number := range numbers {
			reflect.ValueOf(&row).Elem().Field(i).Set(reflect.ValueOf(values[i]).Index(int(number)))
		}
		got = append(got, row)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		require.FailNow(t, "rows", "%q (-Next +NextNumbers):\n%s", text, diff)
	}
}

func TestNumbersAgreeWithRows(t *testing.T) {
	header := "id,of,words,day,number,share,status\n"
	cells := func(texts ...string) *rapid.Generator[string] { return rapid.SampledFrom(texts) }
	id := rapid.OneOf(cells("a", "b", "a", "é", `"a"`, `"a,b"`, "ab"), rapid.StringMatching(`[a-z]{1,3}`))
	rapid.Check(t, func(t *rapid.T) {
		text := header
		for range rapid.IntRange(0, 30).Draw(t, "rows") {
			text += strings.Join([]string{
				id.Draw(t, "id"), cells("", "", "x", "y").Draw(t, "of"), cells("", "x;y", "x", `"x"`).Draw(t, "words"), cells("", "2001", "2001-05").Draw(t, "day"),
				cells("", "1", "10").Draw(t, "number"), cells("", "0", "0.5", "1").Draw(t, "share"), cells("", "held", "scheduled").Draw(t, "status"),
			}, ",") + cells("\n", "\n", "\n", "\r\n", "\n\n", ",\n").Draw(t, "end")
		}
		checkNumbers(t, text)
	})
	// More texts than are kept for rows.
	for i := range 150 {
		header += fmt.Sprintf("a%d,,,,,,\n", i%130)
	}
	checkNumbers(t, header)
}
