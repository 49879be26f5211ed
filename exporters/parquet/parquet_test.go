package parquet_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	pq "github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/parquet"
	"github.com/summitry/summitry/timeline"
)

var update = flag.Bool("update", false, "write the golden file anew")

// A visit has each kind of cell, and its columns are not in the order of their names.
type visit struct {
	Name   string                `csv:"name" table:"key,required" doc:"who came"`
	Days   int                   `csv:"days" table:"required" doc:"how long"`
	Share  float64               `csv:"share" table:"required"`
	First  bool                  `csv:"first" table:"required"`
	Day    timeline.Date         `csv:"day" doc:"the first day"`
	Cities timeline.List[string] `csv:"cities"`
	Hosts  timeline.List[string] `csv:"hosts" table:"required"`
	Format timeline.Format       `csv:"format"`
	Number timeline.Number       `csv:"number"`
	Count  *int                  `csv:"count"`
	Weight *float64              `csv:"weight"`
	Left   bool                  `csv:"left"`
	Note   string                `csv:"a \"note\""`
}

func visits() []visit {
	count, weight := -3, 0.1
	return []visit{
		{
			Name: "Ada, \"the first\"", Days: math.MinInt32, Share: 0.25, First: true, Day: timeline.Date{Year: 2001, Month: 5, Day: 7},
			Cities: timeline.List[string]{"Arna", "Little Belm", "日本"}, Hosts: timeline.List[string]{"XAA"}, Format: timeline.Hybrid, Number: 7,
			Count: &count, Weight: &weight, Left: true, Note: "007",
		},
		{Name: "Otto é 👩🏽", Days: math.MaxInt32, Share: 1e21, Hosts: timeline.List[string]{"XBB", "XAA"}, Day: timeline.Date{Year: 2027}},
		{Name: "=1+1", Share: -1e-9, Hosts: timeline.List[string]{"XCC"}, Cities: timeline.List[string]{"Corda"}, Weight: new(float64), Count: new(int)},
	}
}

func table(rows []visit) exporters.Table {
	return exporters.NewTable("visits", "who came", slices.Values(rows))
}

func write(t rapid.TB, table exporters.Table) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, parquet.Write(&b, table))
	return b.Bytes()
}

func open(t rapid.TB, file []byte) *pq.File {
	t.Helper()
	f, err := pq.OpenFile(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	return f
}

// read gives the columns of a file and its rows as the texts of their cells.
func read(t rapid.TB, f *pq.File) (names []string, rows [][]string) {
	t.Helper()
	var days []bool
	for _, field := range f.Root().Columns() {
		names = append(names, field.Name())
		days = append(days, field.Leaf() && field.Type().String() == "DATE")
	}
	for _, group := range f.RowGroups() {
		reader := group.Rows()
		buffer := make([]pq.Row, 100)
		for {
			n, err := reader.ReadRows(buffer)
			for _, values := range buffer[:n] {
				items := make([][]string, len(names))
				for _, v := range values {
					if !v.IsNull() {
						items[v.Column()] = append(items[v.Column()], text(v, days[v.Column()]))
					}
				}
				var cells []string
				for _, list := range items {
					cells = append(cells, strings.Join(list, ";"))
				}
				rows = append(rows, cells)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
		}
		require.NoError(t, reader.Close())
	}
	return names, rows
}

func text(v pq.Value, day bool) string {
	switch v.Kind() {
	case pq.Int32:
		if day {
			return time.Unix(0, 0).UTC().AddDate(0, 0, int(v.Int32())).Format(time.DateOnly)
		}
		return strconv.Itoa(int(v.Int32()))
	case pq.Int64:
		return strconv.FormatInt(v.Int64(), 10)
	case pq.Double:
		return strconv.FormatFloat(v.Double(), 'f', -1, 64)
	case pq.Boolean:
		return strconv.FormatBool(v.Boolean())
	case pq.ByteArray:
		return string(v.ByteArray())
	}
	panic(v.Kind())
}

func cellsOf(t rapid.TB, table exporters.Table) (names []string, rows [][]string) {
	t.Helper()
	for _, c := range table.Columns() {
		names = append(names, c.Name)
	}
	for cells, err := range table.Rows() {
		require.NoError(t, err)
		rows = append(rows, cells)
	}
	return names, rows
}

// compare wants a file to have the columns and the cells of a table.
func compare(t rapid.TB, table exporters.Table, file []byte) {
	t.Helper()
	wantNames, want := cellsOf(t, table)
	names, got := read(t, open(t, file))
	if d := cmp.Diff(wantNames, names); d != "" {
		t.Fatalf("%s: columns (-want +got):\n%s", table.Name(), d)
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Fatalf("%s: cells (-want +got):\n%s", table.Name(), d)
	}
}

func load(t rapid.TB, folder fs.FS) attendance.Register {
	t.Helper()
	data, err := dataset.Load(folder)
	require.NoError(t, err)
	return data.Register
}

func tiny(t rapid.TB) attendance.Register {
	t.Helper()
	return load(t, os.DirFS(filepath.Join("..", "..", "testdata", "tiny")))
}

func allTables(register attendance.Register) []exporters.Table {
	tables := append(exporters.Tables(register), exporters.Derived(register)...)
	tables = append(tables, exporters.Codebook(tables...))
	for i, t := range tables {
		tables[i], _ = t.Kept() // they are read several times
	}
	return tables
}

// registers are some; the largest of them is left out of a short test.
func registers(t *testing.T) map[string]attendance.Register {
	t.Helper()
	list := map[string]attendance.Register{"tiny": tiny(t), "empty": {}}
	if !testing.Short() {
		list["built-in"] = load(t, dataset.Files())
	}
	return list
}

func TestWriteGivesTheCellsBack(t *testing.T) {
	for name, register := range registers(t) {
		t.Run(name, func(t *testing.T) {
			for _, table := range allTables(register) {
				compare(t, table, write(t, table))
			}
		})
	}
	compare(t, table(visits()), write(t, table(visits())))
}

func TestTypes(t *testing.T) {
	f := open(t, write(t, table(visits())))
	want := `message visits {
	required binary name (STRING);
	required int32 days (INT(32,true));
	required double share;
	required boolean first;
	optional binary day (STRING);
	required group cities (LIST) {
		repeated group list {
			required binary element (STRING);
		}
	}
	required group hosts (LIST) {
		repeated group list {
			required binary element (STRING);
		}
	}
	optional binary format (STRING);
	optional int32 number (INT(32,true));
	optional int32 count (INT(32,true));
	optional double weight;
	optional boolean left;
	optional binary a "note" (STRING);
}`
	if d := cmp.Diff(want, f.Schema().String()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	// Whole days are days, whatever else is empty, and what does not fit 32 bits has 64.
	whole, wide, hosts := visits()[0], visits()[1], visits()[0].Hosts
	month := whole
	whole.Day, month.Day = timeline.Date{Year: 1969, Month: 12, Day: 31}, timeline.Date{Year: 1969, Month: 12}
	high, low := math.MaxInt32, math.MinInt32
	high, low = high+1, low-1
	wide.Day, wide.Days = timeline.Date{}, high
	for _, c := range []struct {
		reason string
		rows   []visit
		day    string
		days   string
	}{
		{"no rows", nil, "binary day (STRING)", "int32 days (INT(32,true))"},
		{"no dates, and the highest that fits", []visit{{Name: "Ada", Days: math.MaxInt32, Hosts: hosts}}, "binary day (STRING)", "int32 days (INT(32,true))"},
		{"a day, and the lowest that fits", []visit{whole, {Name: "Ada", Days: math.MinInt32, Hosts: hosts}}, "int32 day (DATE)", "int32 days (INT(32,true))"},
		{"a day and a month", []visit{whole, month}, "binary day (STRING)", "int32 days (INT(32,true))"},
		{"one too high", []visit{whole, wide}, "int32 day (DATE)", "int64 days (INT(64,true))"},
		{"one too low", []visit{{Name: "Ada", Days: low, Hosts: hosts}}, "binary day (STRING)", "int64 days (INT(64,true))"},
	} {
		if strconv.IntSize == 32 && strings.HasPrefix(c.days, "int64") {
			continue // no int needs it there
		}
		file := write(t, table(c.rows))
		got := open(t, file).Schema().String()
		for _, want := range []string{"\toptional " + c.day + ";", "\trequired " + c.days + ";"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: want %s in\n%s", c.reason, want, got)
			}
		}
		compare(t, table(c.rows), file)
	}
}

// An empty list is not null: a list of no items is what is known.
func TestEmptyCells(t *testing.T) {
	f := open(t, write(t, table(visits()[1:2])))
	var rows []map[string]any
	reader := pq.NewReader(f)
	got := make(map[string]any)
	require.NoError(t, reader.Read(&got))
	rows = append(rows, got)
	require.ErrorIs(t, reader.Read(&map[string]any{}), io.EOF)
	for _, column := range []string{"format", "number", "count", "weight", `a "note"`} {
		require.Nil(t, rows[0][column], column)
	}
	require.NotNil(t, rows[0]["cities"])
	require.Empty(t, rows[0]["cities"])
	for _, chunk := range f.Metadata().RowGroups[0].Columns {
		want := int64(0)
		if slices.Contains([]string{"format", "number", "count", "weight", `a "note"`, "cities"}, chunk.MetaData.PathInSchema[0]) {
			want = 1
		}
		require.Equal(t, want, chunk.MetaData.Statistics.NullCount, chunk.MetaData.PathInSchema)
	}
}

func TestMetadata(t *testing.T) {
	f := open(t, write(t, table(visits())))
	require.Equal(t, "summitry version 1(build parquet-go)", f.Metadata().CreatedBy)
	got := make(map[string]string)
	for _, pair := range f.Metadata().KeyValueMetadata {
		got[pair.Key] = pair.Value
	}
	want := map[string]string{"table": "visits", "doc": "who came"}
	for _, c := range table(nil).Columns() {
		want["doc."+c.Name] = c.Doc
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	require.Equal(t, "how long", got["doc.days"])
	for _, chunk := range f.Metadata().RowGroups[0].Columns {
		require.Equal(t, "ZSTD", chunk.MetaData.Codec.String())
		for _, e := range chunk.MetaData.Encoding {
			require.Contains(t, []string{"PLAIN", "RLE", "RLE_DICTIONARY"}, e.String(), chunk.MetaData.PathInSchema)
		}
	}
}

// The bytes are an interface: programs compare and store files.
func TestBytes(t *testing.T) {
	golden := filepath.Join("testdata", "visits.parquet")
	got := write(t, table(visits()))
	if *update {
		require.NoError(t, os.WriteFile(golden, got, 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	if !bytes.Equal(want, got) {
		t.Errorf("the bytes are others than those of %s: if that is meant, run go test ./exporters/parquet -update", golden)
	}
	for _, table := range allTables(tiny(t)) {
		require.True(t, bytes.Equal(write(t, table), write(t, table)), table.Name())
	}
}

type count struct {
	N    int    `csv:"n" table:"required"`
	Text string `csv:"text"`
}

func counts(n int) exporters.Table {
	return exporters.NewTable("counts", "", func(yield func(count) bool) {
		for i := range n {
			if !yield(count{i, strings.Repeat("x", i%7)}) {
				return
			}
		}
	})
}

func TestRowGroups(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	const group = 1 << 16
	for _, n := range []int{0, 1, group, 2*group + 1} {
		table := counts(n)
		file := write(t, table)
		f := open(t, file)
		require.Equal(t, int64(n), f.NumRows())
		require.Len(t, f.RowGroups(), (n+group-1)/group)
		for _, g := range f.RowGroups() {
			require.LessOrEqual(t, g.NumRows(), int64(group))
		}
		compare(t, table, file)
	}
}

// letters are those of all scripts, with marks and emoji, that a cell may have at its ends.
var letters = []*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S}

func word(t *rapid.T) string {
	text := rapid.StringOfN(rapid.RuneFrom([]rune("=+-@0;\"'é日👩"), letters...).Filter(func(r rune) bool { return r != unicode.ReplacementChar }), 0, 12, -1)
	return "x" + text.Draw(t, "text") + "x"
}

func drawVisit(t *rapid.T) visit {
	list := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) string { return strings.ReplaceAll(word(t), ";", "") }), 0, 3, rapid.ID[string])
	v := visit{
		Name: word(t), Days: rapid.Int().Draw(t, "days"), Share: rapid.Float64().Draw(t, "share"), First: rapid.Bool().Draw(t, "first"),
		Day:    timeline.Date{Year: rapid.IntRange(0, 9999).Draw(t, "year")},
		Cities: timeline.List[string](list.Draw(t, "cities")), Hosts: append(timeline.List[string](list.Draw(t, "hosts")), "XAA"),
		Format: timeline.Format(rapid.IntRange(0, 3).Draw(t, "format")), Number: timeline.Number(rapid.IntRange(0, 9999).Draw(t, "number")),
		Count: rapid.Ptr(rapid.Int(), true).Draw(t, "count"), Weight: rapid.Ptr(rapid.Float64(), true).Draw(t, "weight"), Left: rapid.Bool().Draw(t, "left"),
		Note: rapid.OneOf(rapid.Just(""), rapid.Custom(word)).Draw(t, "note"),
	}
	if v.Day.Year > 0 {
		v.Day.Month = rapid.IntRange(0, 12).Draw(t, "month")
	}
	if v.Day.Month > 0 {
		v.Day.Day = rapid.IntRange(0, 28).Draw(t, "day")
	}
	return v
}

func TestWriteGivesAnyCellsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(drawVisit), 0, 8).Draw(t, "rows")
		file := write(t, table(rows))
		compare(t, table(rows), file)
		require.True(t, bytes.Equal(file, write(t, table(rows))), "other bytes the second time")
	})
}

// shortWriter takes some bytes and then fails.
type shortWriter struct {
	left int
	err  error
}

func (w *shortWriter) Write(p []byte) (int, error) {
	if n := w.left; len(p) > n {
		w.left = 0
		return n, w.err
	}
	w.left -= len(p)
	return len(p), nil
}

func TestWriteReportsEveryError(t *testing.T) {
	full := errors.New("no space")
	for _, table := range []exporters.Table{table(visits()), table(nil), counts(1 << 16)} {
		all := len(write(t, table))
		for n := 0; n < all; n += max(1, all/20) {
			if err := parquet.Write(&shortWriter{n, full}, table); !errors.Is(err, full) {
				t.Fatalf("after %d of %d bytes the error is %v", n, all, err)
			}
		}
		require.ErrorIs(t, parquet.Write(&shortWriter{all - 1, full}, table), full)
		require.NoError(t, parquet.Write(&shortWriter{all, full}, table))
	}
}

func TestWriteRefuses(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		table exporters.Table
		want  string
	}{
		{exporters.NewTable("numbers", "", slices.Values([]int{1})), "exporters: table numbers: int is not a struct"},
		{table([]visit{{Name: "a", Hosts: timeline.List[string]{"x"}}, {Name: " b"}}), `exporters: visits, row 2: name " b": has blanks at its ends`},
		{table([]visit{{Name: "a"}}), `exporters: visits, row 1: hosts "": is required`},
		{table([]visit{{Name: "a", Hosts: timeline.List[string]{"x"}, Weight: &nan}}), "NaN is no number that a cell can have"},
	} {
		t.Run(c.want, func(t *testing.T) {
			require.ErrorContains(t, parquet.Write(io.Discard, c.table), c.want)
		})
	}
}

// The types of the columns are those of the rows that are written.
func TestWriteWantsTheSameRowsAgain(t *testing.T) {
	for _, second := range []int{0, 2} {
		reads := 0
		table := exporters.NewTable("counts", "", func(yield func(count) bool) {
			reads++
			for i := range []int{1, second}[reads-1] {
				if !yield(count{N: i}) {
					return
				}
			}
		})
		err := parquet.Write(io.Discard, table)
		require.EqualError(t, err, fmt.Sprintf("parquet: table counts: had 1 rows when they were read first, and then %d", second))
	}
}

func ExampleWrite() {
	type guest struct {
		Name string                `csv:"name" table:"key,required" doc:"who came"`
		Day  timeline.Date         `csv:"day" doc:"the first day, as far as it is known"`
		With timeline.List[string] `csv:"with" doc:"who came along"`
		Rank timeline.Number       `csv:"rank" doc:"the rank of the office"`
	}
	table := exporters.NewTable("guests", "who came", slices.Values([]guest{
		{Name: "Ada Berg", Day: timeline.Date{Year: 2001, Month: 6}, With: timeline.List[string]{"Otto Dahl", "Jean Moreau"}, Rank: 1},
		{Name: "Livia Costa"},
	}))
	var file bytes.Buffer
	if err := parquet.Write(&file, table); err != nil {
		fmt.Println(err)
		return
	}
	f, err := pq.OpenFile(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.NumRows(), "rows")
	fmt.Println(f.Schema())
	// Output:
	// 2 rows
	// message guests {
	// 	required binary name (STRING);
	// 	optional binary day (STRING);
	// 	required group with (LIST) {
	// 		repeated group list {
	// 			required binary element (STRING);
	// 		}
	// 	}
	// 	optional int32 rank (INT(32,true));
	// }
}
