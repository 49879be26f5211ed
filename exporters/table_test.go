package exporters_test

import (
	"bytes"
	"encoding"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gocarina/gocsv"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// A visit is a row of a user's own, with each kind of cell.
type visit struct {
	Name   string                          `csv:"name" table:"key,required" doc:"who came"`
	Days   int                             `csv:"days" doc:"how long"`
	Share  float64                         `csv:"share"`
	First  bool                            `csv:"first"`
	Day    timeline.Date                   `csv:"day"`
	Cities timeline.List[string]           `csv:"cities"`
	Format timeline.Format                 `csv:"format" table:"required"`
	Status attendance.Status               `csv:"status" table:"not=outside"`
	Number timeline.Number                 `csv:"number"`
	Hosts  timeline.List[timeline.ActorID] `csv:"hosts" table:"ref=participants"`
	Summit timeline.SummitID               `csv:"summit_id" table:"ref=summits"`
	Rank   attendance.Rank                 `csv:"rank"`
	Left   func()                          `csv:"-"`
	//lint:ignore U1000 an unexported field is no column
	private chan int
}

var visits = []visit{
	{
		Name: "Ada, \"the first\"", Days: -3, Share: 0.25, First: true, Day: timeline.Date{Year: 2001, Month: 5},
		Cities: timeline.List[string]{"Arna", "Little Belm"}, Format: timeline.Hybrid, Status: attendance.Absent,
		Number: 7, Hosts: timeline.List[timeline.ActorID]{"XAA"}, Summit: "forum-2001", Rank: 2,
	},
	{Name: "Otto <b> & é", Share: 1e21, Format: timeline.Virtual},
}

// A kept table is the table, and reads its rows no more.
func TestKept(t *testing.T) {
	reads := 0
	table := exporters.NewTable("counts", "", func(yield func(count) bool) {
		reads++
		for c := range counts(3000) {
			if !yield(c) {
				return
			}
		}
	})
	want := write(t, exporters.WriteCSV, table)
	kept, rows := table.Kept()
	require.Equal(t, 3000, rows)
	for range 2 {
		require.Equal(t, want, write(t, exporters.WriteCSV, kept))
	}
	require.Equal(t, 2, reads, "once for each time that it was asked for")
	for range kept.Rows() {
		break // and a reader may leave
	}
	none, rows := exporters.NewTable("none", "", slices.Values([]count{})).Kept()
	require.Zero(t, rows)
	require.Equal(t, "n,text\n", write(t, exporters.WriteCSV, none))
	_, rows = exporters.NewTable("bad", "", slices.Values([]int{1})).Kept()
	require.Zero(t, rows)
	_, rows = exporters.Table{}.Kept()
	require.Zero(t, rows)
}

func TestNewTable(t *testing.T) {
	table := exporters.NewTable("visits", "who came", slices.Values(visits))
	require.Equal(t, "visits", table.Name())
	require.Equal(t, "who came", table.Doc())
	wantCSV := `name,days,share,first,day,cities,format,status,number,hosts,summit_id,rank
"Ada, ""the first""",-3,0.25,true,2001-05,Arna;Little Belm,hybrid,absent,7,XAA,forum-2001,2
Otto <b> & é,0,1000000000000000000000,false,,,virtual,,,,,0
`
	if d := cmp.Diff(wantCSV, write(t, exporters.WriteCSV, table)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	wantJSON := `[
{"name":"Ada, \"the first\"","days":-3,"share":0.25,"first":true,"day":"2001-05","cities":["Arna","Little Belm"],"format":"hybrid","status":"absent","number":7,"hosts":["XAA"],"summit_id":"forum-2001","rank":2},
{"name":"Otto <b> & é","days":0,"share":1000000000000000000000,"first":false,"day":null,"cities":[],"format":"virtual","status":null,"number":null,"hosts":[],"summit_id":null,"rank":0}
]
`
	if d := cmp.Diff(wantJSON, write(t, exporters.WriteJSON, table)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	rows, err := exporters.ReadCSV[visit](strings.NewReader(wantCSV))
	require.NoError(t, err)
	if d := cmp.Diff(visits, rows, cmp.AllowUnexported(visit{})); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	want := []exporters.Column{
		{Table: "visits", Name: "name", Type: "string", Key: true, Required: true, Doc: "who came"},
		{Table: "visits", Name: "days", Type: "integer", Doc: "how long"},
		{Table: "visits", Name: "share", Type: "number"},
		{Table: "visits", Name: "first", Type: "boolean"},
		{Table: "visits", Name: "day", Type: "date"},
		{Table: "visits", Name: "cities", Type: "list"},
		{Table: "visits", Name: "format", Type: "enum", Required: true, Words: "in_person;virtual;hybrid"},
		{Table: "visits", Name: "status", Type: "enum", Words: "attended;absent;unknown"},
		{Table: "visits", Name: "number", Type: "integer"},
		{Table: "visits", Name: "hosts", Type: "list", Ref: "participants"},
		{Table: "visits", Name: "summit_id", Type: "string", Ref: "summits"},
		{Table: "visits", Name: "rank", Type: "integer"},
	}
	if d := cmp.Diff(want, table.Columns()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestTableReadsItsRowsWhenItIsWritten(t *testing.T) {
	reads := 0
	table := exporters.NewTable("visits", "", func(yield func(visit) bool) {
		reads++
		for _, v := range visits {
			if !yield(v) {
				return
			}
		}
	})
	table.Columns()
	require.Zero(t, reads)
	first := write(t, exporters.WriteCSV, table)
	require.Equal(t, first, write(t, exporters.WriteCSV, table), "a table can be written again")
	require.Equal(t, 2, reads)
}

// The rows of a table are read no further than its reader asks for, and no error comes of that.
func TestRowsCanBeLeftEarly(t *testing.T) {
	table := exporters.NewTable("counts", "", counts(3000))
	n := 0
	for cells, err := range table.Rows() {
		require.NoError(t, err)
		require.Len(t, cells, 2)
		if n++; n == 1500 {
			break
		}
	}
	require.Equal(t, 1500, n)
	for _, err := range exporters.Tables(load(t, folders(t)["built-in"]))[8].Rows() {
		require.NoError(t, err)
		break
	}
}

// Rows that are kept stay what they were while the next ones are read.
func TestRowsCanBeKept(t *testing.T) {
	var kept [][]string
	for cells, err := range exporters.NewTable("counts", "", counts(2500)).Rows() {
		require.NoError(t, err)
		kept = append(kept, cells)
	}
	records, err := csv.NewReader(strings.NewReader(write(t, exporters.WriteCSV, exporters.NewTable("counts", "", counts(2500))))).ReadAll()
	require.NoError(t, err)
	if d := cmp.Diff(records[1:], kept); d != "" {
		t.Errorf("(-CSV +Rows):\n%s", d)
	}
}

type count struct {
	N    int    `csv:"n"`
	Text string `csv:"text"`
}

func counts(n int) iter.Seq[count] {
	return func(yield func(count) bool) {
		for i := range n {
			if !yield(count{i, strings.Repeat("x", i%7)}) {
				return
			}
		}
	}
}

type stringer string

func (s stringer) String() string { return "<" + string(s) + ">" }

type pointerStringer string

func (s *pointerStringer) String() string { return "<" + string(*s) + ">" }

type pointerText string

func (s *pointerText) MarshalText() ([]byte, error) { return []byte("<" + *s + ">"), nil }
func (s *pointerText) UnmarshalText(t []byte) error { *s = pointerText(t); return nil }

type readOnly string

func (s *readOnly) UnmarshalText(t []byte) error { *s = readOnly(t) + "!"; return nil }

type writeOnly string

func (s writeOnly) MarshalText() ([]byte, error) { return []byte("<" + s + ">"), nil }

type gocsvText string

func (s gocsvText) MarshalCSV() (string, error) { return "<" + string(s) + ">", nil }

type inner struct {
	A string `csv:"a"`
}

// A rowType is a type that cannot be a row, with all that can be tried on it.
type rowType struct {
	reason string
	table  exporters.Table
	read   func(io.Reader) error
}

func badRow[R any](reason string) rowType {
	var zero R
	return rowType{reason, exporters.NewTable("bad", "", slices.Values([]R{zero})), func(r io.Reader) error {
		rows, err := exporters.ReadCSV[R](r)
		if err != nil && rows != nil {
			return nil
		}
		return err
	}}
}

func TestTypesThatCannotBeRows(t *testing.T) {
	for _, bad := range []rowType{
		badRow[int]("no struct"),
		badRow[*inner]("a pointer"),
		badRow[struct{}]("no fields"),
		badRow[struct{ A string }]("no tag"),
		badRow[struct {
			A string `csv:"a"`
			B string
		}]("a field without tag"),
		badRow[struct {
			A string `json:"a"`
		}]("another tag"),
		badRow[struct {
			a string `csv:"a"`
		}]("unexported fields only"),
		badRow[struct {
			A string `csv:"-"`
		}]("left out fields only"),
		badRow[struct {
			A string `csv:"a,omitempty"`
		}]("options in the tag"),
		badRow[struct {
			A string `csv:"a"`
			B string `csv:"a"`
		}]("two columns of one name"),
		badRow[struct {
			A string `csv:"a" table:"requird"`
		}]("a misspelt word for the codebook"),
		badRow[struct {
			inner `csv:"a"`
			B     string `csv:"b" table:"x"`
		}]("an embedded struct that is not exported, and a misspelt word"),
		badRow[struct{ timeline.Date }]("an embedded struct"),
		badRow[struct {
			timeline.Date `csv:"date"`
		}]("an embedded struct with a tag"),
		badRow[struct {
			A inner `csv:"a"`
		}]("a struct without text methods"),
		badRow[struct {
			A *string `csv:"a"`
		}]("a pointer field"),
		badRow[struct {
			A []string `csv:"a"`
		}]("a slice without text methods"),
		badRow[struct {
			A any `csv:"a"`
		}]("an interface"),
		badRow[struct {
			A int64 `csv:"a"`
		}]("an int64"),
		badRow[struct {
			A uint `csv:"a"`
		}]("a uint"),
		badRow[struct {
			A float32 `csv:"a"`
		}]("a float32"),
		badRow[struct {
			A time.Duration `csv:"a"`
		}]("a duration"),
		badRow[struct {
			A stringer `csv:"a"`
		}]("a String method without text methods"),
		badRow[struct {
			A pointerStringer `csv:"a"`
		}]("a String method of the pointer: CSV would have its text, JSON the bare value"),
		badRow[struct {
			A pointerText `csv:"a"`
		}]("MarshalText of the pointer: CSV would have its text, JSON the bare value"),
		badRow[struct {
			A readOnly `csv:"a"`
		}]("UnmarshalText alone: it would be read as another value than was written"),
		badRow[struct {
			A writeOnly `csv:"a"`
		}]("MarshalText alone: CSV would have its text and nothing reads it"),
		badRow[struct {
			A gocsvText `csv:"a"`
		}]("MarshalCSV: CSV would have its text, JSON the bare value"),
	} {
		t.Run(bad.reason, func(t *testing.T) {
			for name, to := range map[string]func(io.Writer, exporters.Table) error{"WriteCSV": exporters.WriteCSV, "WriteJSON": exporters.WriteJSON} {
				var b bytes.Buffer
				if err := to(&b, bad.table); err == nil {
					t.Errorf("%s writes %q", name, b.String())
				} else if b.Len() > 0 {
					t.Errorf("%s writes %q before its error %v", name, b.String(), err)
				} else if !strings.HasPrefix(err.Error(), "exporters: table bad: ") {
					t.Errorf("%s does not say which table: %v", name, err)
				}
			}
			for cells, err := range bad.table.Rows() {
				if err == nil {
					t.Errorf("Rows gives %q", cells)
				}
			}
			if columns := bad.table.Columns(); columns != nil {
				t.Errorf("there are columns: %v", columns)
			}
			if err := bad.read(strings.NewReader("a\nx\n")); err == nil || !strings.HasPrefix(err.Error(), "exporters: ") {
				t.Errorf("ReadCSV gives the error %v", err)
			}
		})
	}
}

// A field that is left out may be of any type, an embedded struct too.
func TestFieldsThatAreLeftOut(t *testing.T) {
	type row struct {
		A     string         `csv:"a"`
		Any   map[string]any `csv:"-"`
		Inner inner          `csv:"-"`
		b     int
	}
	require.Equal(t, "a\nx\n", write(t, exporters.WriteCSV, exporters.NewTable("t", "", slices.Values([]row{{A: "x", b: 1}}))))
	require.Equal(t, "[\n{\"a\":\"x\"}\n]\n", write(t, exporters.WriteJSON, exporters.NewTable("t", "", slices.Values([]row{{A: "x", b: 1}}))))
}

// Extra is embedded in a row below.
type Extra struct {
	B string `csv:"b"`
}

// gocsv looks into an embedded struct whatever its tag says, so CSV and JSON would differ.
func TestEmbeddedStructThatIsLeftOut(t *testing.T) {
	type row struct {
		A     string `csv:"a"`
		Extra `csv:"-"`
	}
	table := exporters.NewTable("t", "", slices.Values([]row{{A: "x"}}))
	var text, records bytes.Buffer
	asCSV, asJSON := exporters.WriteCSV(&text, table), exporters.WriteJSON(&records, table)
	if (asCSV == nil) != (asJSON == nil) {
		t.Fatalf("WriteCSV gives %q and %v, WriteJSON %q and %v", text.String(), asCSV, records.String(), asJSON)
	}
	if asCSV == nil {
		require.Equal(t, "a\nx\n", text.String())
	}
}

// A mood is an enum of a user's own, over an int.
type mood int

func (m mood) MarshalText() ([]byte, error) {
	if m < 0 || m > 1 {
		return nil, errors.New("no such mood")
	}
	return []byte([]string{"good", "bad"}[m]), nil
}

func (m *mood) UnmarshalText(t []byte) error {
	*m = mood(slices.Index([]string{"good", "bad"}, string(t)))
	if *m < 0 {
		return errors.New("no such mood")
	}
	return nil
}

// What a type says by its text methods is text, whatever it is made of.
func TestCellsWithTextMethods(t *testing.T) {
	type row struct {
		Mood mood      `csv:"mood"`
		At   time.Time `csv:"at"`
	}
	rows := []row{{1, time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)}}
	table := exporters.NewTable("moods", "", slices.Values(rows))
	require.Equal(t, "mood,at\nbad,2001-02-03T04:05:06Z\n", write(t, exporters.WriteCSV, table))
	again, err := exporters.ReadCSV[row](strings.NewReader(write(t, exporters.WriteCSV, table)))
	require.NoError(t, err)
	require.Equal(t, rows, again)
	require.Equal(t, "[\n{\"mood\":\"bad\",\"at\":\"2001-02-03T04:05:06Z\"}\n]\n", write(t, exporters.WriteJSON, table))
	require.Equal(t, "string string", table.Columns()[0].Type+" "+table.Columns()[1].Type, "neither a number nor a day")
}

func TestValuesThatHaveNoText(t *testing.T) {
	for _, c := range []struct {
		row    visit
		column string
	}{
		{visit{Name: "Eva", Format: timeline.Virtual, Day: timeline.Date{Year: 2001, Month: 13}}, "day"},
		{visit{Name: "Eva", Format: timeline.Virtual, Cities: timeline.List[string]{"a;b"}}, "cities"},
		{visit{Name: "Eva", Format: timeline.Virtual, Cities: timeline.List[string]{""}}, "cities"},
		{visit{Name: "Eva", Format: 200}, "format"},
		{visit{Name: "Eva", Format: timeline.Virtual, Number: -1}, "number"},
	} {
		table := exporters.NewTable("visits", "", slices.Values([]visit{visits[0], c.row, visits[1]}))
		for name, to := range map[string]func(io.Writer, exporters.Table) error{"WriteCSV": exporters.WriteCSV, "WriteJSON": exporters.WriteJSON} {
			err := to(io.Discard, table)
			require.ErrorContains(t, err, "exporters: ", "%s of %s", name, c.column)
			require.ErrorContains(t, err, "visits", "%s of %s", name, c.column)
		}
		n := 0
		for cells, err := range table.Rows() {
			if n++; n == 1 {
				require.NoError(t, err)
				continue
			}
			require.Equal(t, 2, n, "Rows goes on after an error")
			require.Nil(t, cells)
			require.ErrorContains(t, err, "exporters: ")
			require.ErrorContains(t, err, "visits")
			require.ErrorContains(t, err, c.column)
		}
	}
}

// JSON has no word for what is no number.
func TestJSONHasNoNaN(t *testing.T) {
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		table := exporters.NewTable("visits", "", slices.Values([]visit{{Name: "Eva", Format: timeline.Virtual, Share: x}}))
		require.ErrorContains(t, exporters.WriteJSON(io.Discard, table), "share")
	}
}

// [exporters.ReadCSV] reads what [exporters.WriteCSV] wrote, so what it would refuse is no text of a cell.
func TestWriteCSVWritesNothingThatIsNotReadBack(t *testing.T) {
	for _, c := range []struct {
		row    visit
		reason string
	}{
		{visit{Name: "x", Format: timeline.Hybrid, Share: math.NaN()}, "no number"},
		{visit{Name: "x", Format: timeline.Hybrid, Share: math.Inf(1)}, "infinite"},
		{visit{Name: " x", Format: timeline.Hybrid}, "a blank at the end"},
		{visit{Name: "a\nb", Format: timeline.Hybrid}, "a line break"},
		{visit{Name: "NA", Format: timeline.Hybrid}, "what would be read as not recorded"},
		{visit{Name: "\xff", Format: timeline.Hybrid}, "no UTF-8"},
		{visit{Name: "", Format: timeline.Hybrid}, "a required cell that is empty"},
	} {
		var b bytes.Buffer
		if err := exporters.WriteCSV(&b, exporters.NewTable("visits", "", slices.Values([]visit{c.row}))); err != nil {
			continue
		}
		if _, err := exporters.ReadCSV[visit](&b); err != nil {
			t.Errorf("%s: WriteCSV takes it, and ReadCSV says %v", c.reason, err)
		}
	}
}

// A line that is blank is no record for readers of CSV, so a record of one empty cell must not be written like that.
func TestEmptyCellsOfTheOnlyColumn(t *testing.T) {
	type row struct {
		Note string `csv:"note"`
	}
	rows := []row{{"a"}, {""}, {"b"}, {""}}
	text := write(t, exporters.WriteCSV, exporters.NewTable("notes", "", slices.Values(rows)))
	again, err := exporters.ReadCSV[row](strings.NewReader(text))
	require.NoError(t, err)
	if d := cmp.Diff(rows, again); d != "" {
		t.Errorf("of %q (-want +got):\n%s", text, d)
	}
}

// In the tables of others -9 and -99 stand for nothing, but a number of a user's own may well be one of them.
func TestNegativeNumbers(t *testing.T) {
	type row struct {
		Change int     `csv:"change"`
		Share  float64 `csv:"share"`
	}
	rows := []row{{-9, -9}, {-99, -99}, {-1, -0.5}}
	again, err := exporters.ReadCSV[row](strings.NewReader(write(t, exporters.WriteCSV, exporters.NewTable("changes", "", slices.Values(rows)))))
	require.NoError(t, err)
	if d := cmp.Diff(rows, again); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A score has numbers that need not be there.
type score struct {
	Name  string   `csv:"name" table:"key,required"`
	Count *int     `csv:"count"`
	Share *float64 `csv:"share"`
	Total int      `csv:"total"`
}

// None is another answer than zero, in each format, and both are read back as what they were. gocsv reads either as zero.
func TestNumbersThatNeedNotBeThere(t *testing.T) {
	zero, half := 0, 0.5
	rows := []score{{Name: "Ada", Count: &zero, Share: &half}, {Name: "Otto"}, {Name: "Eva", Share: new(float64)}}
	table := exporters.NewTable("scores", "", slices.Values(rows))
	text := write(t, exporters.WriteCSV, table)
	if d := cmp.Diff("name,count,share,total\nAda,0,0.5,0\nOtto,,,0\nEva,,0,0\n", text); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	want := `[
{"name":"Ada","count":0,"share":0.5,"total":0},
{"name":"Otto","count":null,"share":null,"total":0},
{"name":"Eva","count":null,"share":0,"total":0}
]
`
	if d := cmp.Diff(want, write(t, exporters.WriteJSON, table)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	again, err := exporters.ReadCSV[score](strings.NewReader(text))
	require.NoError(t, err)
	if d := cmp.Diff(rows, again); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	_, err = exporters.ReadCSV[score](strings.NewReader("name,count,share,total\nAda,1.5,NA,\n"))
	wrong := []string{`line 2: count "1.5": want a whole number`, `line 2: share "NA": want a number`, `line 2: total "": want a whole number`}
	if d := cmp.Diff(wrong, messages(t, err)); d != "" {
		t.Errorf("faults (-want +got):\n%s", d)
	}
	none := math.NaN()
	for name, to := range map[string]func(io.Writer, exporters.Table) error{"WriteCSV": exporters.WriteCSV, "WriteJSON": exporters.WriteJSON} {
		err := to(io.Discard, exporters.NewTable("scores", "", slices.Values([]score{{Name: "Ada", Share: &none}})))
		require.ErrorContains(t, err, "share", name)
	}
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows[score](t)
		text := write(t, exporters.WriteCSV, exporters.NewTable("scores", "", slices.Values(rows)))
		oracle, err := gocsv.MarshalString(rows)
		require.NoError(t, err)
		if d := cmp.Diff(oracle, text); d != "" {
			t.Fatalf("(-gocsv +WriteCSV):\n%s", d)
		}
		again, err := exporters.ReadCSV[score](strings.NewReader(text))
		require.NoError(t, err)
		if d := cmp.Diff(rows, again, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("read back (-want +got):\n%s", d)
		}
		compareJSON(t, exporters.NewTable("scores", "", slices.Values(rows)))
	})
}

// batchSizes lie around the number of rows that are written and read at a time.
var batchSizes = []int{0, 1, 1023, 1024, 1025, 2048, 3000}

func TestBatches(t *testing.T) {
	for _, n := range batchSizes {
		want := slices.Collect(counts(n))
		text := write(t, exporters.WriteCSV, exporters.NewTable("counts", "", counts(n)))
		oracle, err := gocsv.MarshalString(want)
		require.NoError(t, err)
		require.Equal(t, oracle, text, "%d rows", n)
		got, err := exporters.ReadCSV[count](strings.NewReader(text))
		require.NoError(t, err)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d rows (-want +got):\n%s", n, d)
		}
		var records []map[string]any
		require.NoError(t, json.Unmarshal([]byte(write(t, exporters.WriteJSON, exporters.NewTable("counts", "", counts(n)))), &records))
		require.Len(t, records, n)
	}
}

// A fault in one batch is reported with those of the next ones, and on its line.
func TestFaultsOverBatches(t *testing.T) {
	for _, n := range batchSizes[3:] {
		lines := strings.SplitAfter(write(t, exporters.WriteCSV, exporters.NewTable("counts", "", counts(n))), "\n")
		first, last := lines[1], lines[n]
		lines[1], lines[n] = "x"+first, "x"+last
		rows, err := exporters.ReadCSV[count](strings.NewReader(strings.Join(lines, "")))
		require.Nil(t, rows)
		faults, all := timeline.Faults(err)
		require.True(t, all)
		require.Len(t, faults, 2, "%d rows", n)
		require.Equal(t, []int{2, n + 1}, []int{faults[0].Line, faults[1].Line})
	}
}

// word draws a text that a cell can have.
func word(t *rapid.T) string {
	letters := []rune("abz09 ,;\"'\\-é日<&")
	return "x" + rapid.StringOfN(rapid.RuneFrom(letters), 0, 12, -1).Draw(t, "text") + "x"
}

// draw fills a cell with a value that its column can have, given the words of its tag.
func draw(t *rapid.T, cell reflect.Value, tag string) {
	if !strings.Contains(tag, "required") && rapid.Bool().Draw(t, "empty") {
		return
	}
	switch v := cell.Addr().Interface().(type) {
	case *timeline.Date:
		v.Year = rapid.IntRange(1, 9999).Draw(t, "year")
		v.Month = rapid.IntRange(0, 12).Draw(t, "month")
		if v.Month > 0 {
			v.Day = rapid.IntRange(0, 28).Draw(t, "day")
		}
		return
	case *timeline.Number:
		*v = timeline.Number(rapid.IntRange(1, math.MaxInt32).Draw(t, "number"))
		return
	}
	switch cell.Kind() {
	case reflect.Pointer:
		cell.Set(reflect.New(cell.Type().Elem()))
		draw(t, cell.Elem(), "required")
	case reflect.String:
		cell.SetString(word(t))
	case reflect.Bool:
		cell.SetBool(rapid.Bool().Draw(t, "truth"))
	case reflect.Int:
		cell.SetInt(rapid.Int64().Draw(t, "int"))
	case reflect.Float64:
		cell.SetFloat(rapid.Float64().Draw(t, "float"))
	case reflect.Uint8:
		var words []uint64
		for v := uint64(1); v < 256; v++ {
			cell.SetUint(v)
			text, err := cell.Interface().(encoding.TextMarshaler).MarshalText()
			if err != nil {
				break
			}
			if !strings.Contains(tag, "not="+string(text)) {
				words = append(words, v)
			}
		}
		cell.SetUint(rapid.SampledFrom(words).Draw(t, "word"))
	case reflect.Slice:
		items := rapid.SliceOfNDistinct(rapid.Custom(word), 1, 3, rapid.ID[string]).Draw(t, "items")
		for _, item := range items {
			item := reflect.ValueOf(strings.ReplaceAll(item, ";", "")).Convert(cell.Type().Elem())
			if !slices.ContainsFunc(slices.Collect(values(cell)), item.Equal) {
				cell.Set(reflect.Append(cell, item))
			}
		}
	default:
		t.Fatalf("no values for a %s", cell.Type())
	}
}

func values(list reflect.Value) iter.Seq[reflect.Value] {
	return func(yield func(reflect.Value) bool) {
		for i := range list.Len() {
			if !yield(list.Index(i)) {
				return
			}
		}
	}
}

func drawRows[R any](t *rapid.T) []R {
	rows := make([]R, rapid.IntRange(0, 5).Draw(t, "rows"))
	for i := range rows {
		row := reflect.ValueOf(&rows[i]).Elem()
		for k := range row.NumField() {
			f := row.Type().Field(k)
			if name := f.Tag.Get("csv"); name == "-" || !f.IsExported() {
				continue
			}
			draw(t, row.Field(k), f.Tag.Get("table"))
		}
	}
	return rows
}

// checkRows compares what is written and read with what gocsv makes of the same rows.
func checkRows[R any](t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := drawRows[R](t)
		table := exporters.NewTable("rows", "", slices.Values(rows))
		text := write(t, exporters.WriteCSV, table)
		oracle, err := gocsv.MarshalString(rows)
		require.NoError(t, err)
		if d := cmp.Diff(oracle, text); d != "" {
			t.Fatalf("(-gocsv +WriteCSV):\n%s", d)
		}
		var alone []R
		require.NoError(t, gocsv.UnmarshalBytes([]byte(text), &alone))
		again, err := exporters.ReadCSV[R](strings.NewReader(text))
		require.NoError(t, err)
		if len(rows) > 0 {
			private := cmp.Exporter(func(reflect.Type) bool { return true })
			if d := cmp.Diff(rows, alone, private); d != "" {
				t.Fatalf("read by gocsv alone (-want +got):\n%s", d)
			}
			if d := cmp.Diff(rows, again, private); d != "" {
				t.Fatalf("read back (-want +got):\n%s", d)
			}
		} else if len(alone)+len(again) > 0 {
			t.Fatal("a header alone gives rows")
		}
		records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		require.NoError(t, err)
		at := 0
		for cells, err := range table.Rows() {
			require.NoError(t, err)
			at++
			if d := cmp.Diff(records[at], cells); d != "" {
				t.Fatalf("row %d (-CSV +Rows):\n%s", at, d)
			}
		}
		require.Equal(t, len(rows), at)
	})
}

// rowTypes are the row types of the model by their table.
var rowTypes = map[string]func(*testing.T){
	"series":            checkRows[timeline.Series],
	"summits":           checkRows[timeline.Summit],
	"sessions":          checkRows[timeline.Session],
	"participants":      checkRows[attendance.Participant],
	"participant_codes": checkRows[attendance.Code],
	"groups":            checkRows[attendance.Group],
	"memberships":       checkRows[attendance.Membership],
	"people":            checkRows[attendance.Person],
	"attendance":        checkRows[attendance.Record],
	"topics":            checkRows[timeline.Topic],
	"discussions":       checkRows[timeline.Mention],
	"coverage":          checkRows[timeline.Coverage],
	"sources":           checkRows[timeline.Source],
}

func TestRowsAgreeWithGocsv(t *testing.T) {
	t.Run("visits", checkRows[visit])
	t.Run("columns", checkRows[exporters.Column])
	tables := exporters.Tables(attendance.Register{})
	require.Len(t, tables, len(rowTypes))
	for _, table := range tables {
		require.Contains(t, rowTypes, table.Name())
		t.Run(table.Name(), rowTypes[table.Name()])
	}
}

// A program that knows gocsv and our row types, and nothing else of this package, reads our files.
func TestGocsvReadsTheBuiltInTables(t *testing.T) {
	register := load(t, folders(t)["built-in"])
	text := map[string]string{}
	for _, table := range exporters.Tables(register) {
		text[table.Name()] = write(t, exporters.WriteCSV, table)
	}
	readAlone(t, text["summits"], register.Timeline().Summits())
	readAlone(t, text["sources"], register.Timeline().Sources())
	readAlone(t, text["discussions"], register.Timeline().Mentions())
	readAlone(t, text["attendance"], register.Records())
	readAlone(t, text["memberships"], register.Memberships())
}

func readAlone[R any](t *testing.T, text string, want iter.Seq[R]) {
	t.Helper()
	var rows []R
	require.NoError(t, gocsv.UnmarshalBytes([]byte(text), &rows))
	if d := cmp.Diff(slices.Collect(want), rows); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestJSONOfRandomRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		compareJSON(t, exporters.NewTable("visits", "", slices.Values(drawRows[visit](t))))
	})
}
