package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/xlsx"
	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

type visit struct {
	Name   string                `csv:"name" table:"key,required" doc:"who came"`
	Days   int                   `csv:"days"`
	Share  float64               `csv:"share"`
	First  bool                  `csv:"first"`
	Day    timeline.Date         `csv:"day"`
	Cities timeline.List[string] `csv:"cities"`
	Format timeline.Format       `csv:"format"`
	Count  *int                  `csv:"count"`
	Weight *float64              `csv:"weight"`
	Note   string                `csv:"=note"`
}

func visits(texts ...string) exporters.Table {
	var rows []visit
	for i, text := range texts {
		rows = append(rows, visit{Name: text, Days: i, Share: float64(i) / 3, First: i%2 == 0, Day: timeline.Date{Year: 2024, Month: 7, Day: 10}, Note: text})
	}
	return exporters.NewTable("visits", "who came", slices.Values(rows))
}

// hostile are texts that programs for sheets take for something else.
var hostile = []string{
	"=1+1", "+1", "-1", "@x", "007", "1e5", "1E400", "2024-07-10", "10.07.2024", "12:30", "true", "FALSE", "#N/A", "'quoted", `"`, `say "no", twice`, "a;b",
	"<b> & é</b>", "_x000D_", "_x005F_x000D_", "日本語", "👩🏽 🇯🇵", "a  b", `C:\new`, "=HYPERLINK(\"http://x\")", strings.Repeat("long line ", 30) + "end",
}

func write(t rapid.TB, tables ...exporters.Table) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, xlsx.Write(&b, tables...))
	return b.Bytes()
}

func open(t rapid.TB, file []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	return f
}

// compare wants a sheet to have the cells of a table, in cells of their types.
func compare(t rapid.TB, f *excelize.File, sheet string, table exporters.Table) {
	t.Helper()
	got, err := f.GetRows(sheet)
	require.NoError(t, err)
	columns, place := table.Columns(), 1
	var header []string
	for _, c := range columns {
		header = append(header, c.Name)
	}
	if d := cmp.Diff(header, got[0]); d != "" {
		t.Fatalf("%s: header (-want +got):\n%s", sheet, d)
	}
	for cells, err := range table.Rows() {
		require.NoError(t, err)
		place++
		require.LessOrEqual(t, place, len(got), "%s has too few rows", sheet)
		for i, c := range columns {
			found := ""
			if i < len(got[place-1]) {
				found = got[place-1][i]
			}
			want := cells[i]
			if c.Type == "boolean" {
				want = map[string]string{"true": "1", "false": "0", "": ""}[want]
			}
			if want != found {
				t.Fatalf("%s, row %d: %s is %q, want %q", sheet, place, c.Name, found, want)
			}
		}
	}
	require.Len(t, got, place, "%s has too many rows", sheet)
}

func TestWriteGivesTheCellsBack(t *testing.T) {
	for _, folder := range []string{"built-in", "tiny"} {
		t.Run(folder, func(t *testing.T) {
			if folder == "built-in" && testing.Short() {
				t.Skip("large")
			}
			files := dataset.Files()
			if folder == "tiny" {
				files = os.DirFS(filepath.Join("..", "..", "testdata", "tiny"))
			}
			data, err := dataset.Load(files)
			require.NoError(t, err)
			tables := exporters.Tables(data.Register)
			if folder == "tiny" {
				tables = append(tables, exporters.Derived(data.Register)...)
			}
			tables = append(tables, exporters.Codebook(tables...))
			f := open(t, write(t, tables...))
			var names []string
			for _, table := range tables {
				names = append(names, table.Name())
				compare(t, f, table.Name(), table)
			}
			if d := cmp.Diff(names, f.GetSheetList()); d != "" {
				t.Errorf("sheets (-want +got):\n%s", d)
			}
		})
	}
}

func TestTextStaysText(t *testing.T) {
	table := visits(hostile...)
	f := open(t, write(t, table))
	compare(t, f, "visits", table)
	for row := range hostile {
		for i, c := range table.Columns() {
			ref, err := excelize.CoordinatesToCellName(i+1, row+2)
			require.NoError(t, err)
			typ, err := f.GetCellType("visits", ref)
			require.NoError(t, err)
			value, err := f.GetCellValue("visits", ref)
			require.NoError(t, err)
			formula, err := f.GetCellFormula("visits", ref)
			require.NoError(t, err)
			require.Empty(t, formula, ref)
			index, err := f.GetCellStyle("visits", ref)
			require.NoError(t, err)
			style, err := f.GetStyle(index)
			require.NoError(t, err)
			switch {
			case value == "":
			case c.Type == "integer" || c.Type == "number":
				require.Equal(t, excelize.CellTypeUnset, typ, "a number has no type: %s", ref)
				require.Zero(t, style.NumFmt, ref)
			case c.Type == "boolean":
				require.Equal(t, excelize.CellTypeBool, typ, ref)
			default:
				require.Equal(t, excelize.CellTypeInlineString, typ, ref)
				require.Equal(t, 49, style.NumFmt, "text has the format of text: %s", ref)
			}
		}
	}
}

// Programs for sheets keep 15 digits of a number.
func TestLongIntegersAreText(t *testing.T) {
	type row struct {
		N int `csv:"n"`
	}
	var rows []row
	for _, n := range []int64{0, -7, 999_999_999_999_999, -999_999_999_999_999, 1_000_000_000_000_000, math.MinInt64, math.MaxInt64} {
		if int64(int(n)) == n { // an int may have 32 bits
			rows = append(rows, row{int(n)})
		}
	}
	table := exporters.NewTable("numbers", "", slices.Values(rows))
	f := open(t, write(t, table))
	compare(t, f, "numbers", table)
	for i, r := range rows {
		typ, err := f.GetCellType("numbers", "A"+strconv.Itoa(i+2))
		require.NoError(t, err)
		require.Equal(t, int64(r.N) > -1e15 && int64(r.N) < 1e15, typ == excelize.CellTypeUnset, r.N)
	}
}

func TestHeader(t *testing.T) {
	f := open(t, write(t, visits("a", strings.Repeat("w", 40), strings.Repeat("long line ", 30)+"end"), visits("b")))
	for _, sheet := range []string{"visits", "visits_2"} {
		index, err := f.GetCellStyle(sheet, "J1")
		require.NoError(t, err)
		style, err := f.GetStyle(index)
		require.NoError(t, err)
		require.True(t, style.Font.Bold)
		require.Equal(t, 49, style.NumFmt)
		panes, err := f.GetPanes(sheet)
		require.NoError(t, err)
		require.True(t, panes.Freeze)
		require.Equal(t, 1, panes.YSplit)
		require.Zero(t, panes.XSplit)
	}
	got := make(map[string]string)
	for _, name := range f.GetDefinedName() {
		got[name.Scope] = name.Name + " " + name.RefersTo
	}
	want := map[string]string{"visits": "_xlnm._FilterDatabase 'visits'!$A$1:$J$4", "visits_2": "_xlnm._FilterDatabase 'visits_2'!$A$1:$J$2"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("filters (-want +got):\n%s", d)
	}
	for column, want := range map[string]float64{"A": 62, "B": 8, "E": 12} {
		width, err := f.GetColWidth("visits", column)
		require.NoError(t, err)
		require.Equal(t, want, width, column)
	}
}

func TestSheetNames(t *testing.T) {
	long := strings.Repeat("é", 40)
	var tables []exporters.Table
	for _, name := range []string{"visits", "Visits", "visits_2", "VISITS", "", `a:b\c/d?e*f[g]'h'`, "a_b_c_d_e_f_g__h_", long, long, "Sheet1", strings.Repeat("👩", 20), "History"} {
		tables = append(tables, exporters.NewTable(name, "", slices.Values([]visit{{Name: name + "x"}})))
	}
	f := open(t, write(t, tables...))
	want := []string{
		"visits", "Visits_2", "visits_2_2", "VISITS_3", "table", "a_b_c_d_e_f_g__h_", "a_b_c_d_e_f_g__h__2", long[:62], long[:58] + "_2", "Sheet1",
		strings.Repeat("👩", 15), "History_2",
	}
	if d := cmp.Diff(want, f.GetSheetList()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for i, sheet := range f.GetSheetList() {
		compare(t, f, sheet, tables[i])
	}
}

type count struct {
	N int `csv:"n"`
}

func counts(n int) exporters.Table {
	return exporters.NewTable("counts", "", func(yield func(count) bool) {
		for i := range n {
			if !yield(count{i}) {
				return
			}
		}
	})
}

func TestBatches(t *testing.T) {
	for _, n := range []int{0, 1, 999, 1000, 1001, 2500} {
		compare(t, open(t, write(t, counts(n))), "counts", counts(n))
	}
}

func TestWriteRefuses(t *testing.T) {
	most := strings.Repeat("é", 32_767)
	for _, c := range []struct {
		tables []exporters.Table
		want   string
	}{
		{nil, "xlsx: want a table"},
		{[]exporters.Table{counts(3), counts(1_048_576)}, "xlsx: counts, row 1048576: a sheet has 1048576 rows at the most, with its header"},
		{[]exporters.Table{visits("a", most+"é")}, `a cell of a sheet has 32767 characters at the most`},
		{[]exporters.Table{visits("a", strings.Repeat("👩", 16_384))}, `xlsx: visits, row 2: name "👩👩`},
		{[]exporters.Table{visits("a", " b")}, `exporters: visits, row 2: name " b": has blanks at its ends`},
		{[]exporters.Table{exporters.NewTable("numbers", "", slices.Values([]int{1}))}, "exporters: table numbers: int is not a struct"},
	} {
		t.Run(c.want, func(t *testing.T) {
			var b bytes.Buffer
			require.ErrorContains(t, xlsx.Write(&b, c.tables...), c.want)
			require.Zero(t, b.Len())
		})
	}
	compare(t, open(t, write(t, visits(most))), "visits", visits(most))
}

func TestBytes(t *testing.T) {
	tables := []exporters.Table{visits(hostile...), counts(3), counts(4), visits("a"), counts(0)}
	first := write(t, tables...)
	for range 10 {
		require.True(t, bytes.Equal(first, write(t, tables...)), "other bytes the second time")
	}
	archive, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	require.NoError(t, err)
	var names []string
	for _, f := range archive.File {
		names = append(names, f.Name)
		require.Zero(t, f.ModifiedDate, f.Name)
		require.Zero(t, f.ModifiedTime, f.Name)
	}
	require.True(t, slices.IsSorted(names))
	props, err := open(t, first).GetDocProps()
	require.NoError(t, err)
	require.Equal(t, []string{"summitry", "2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z"}, []string{props.Creator, props.Created, props.Modified})
}

// A sheet that is too large for memory goes through a temporary file, which is gone afterwards.
func TestTemporaryFilesAreRemoved(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	table := exporters.NewTable("visits", "", func(yield func(visit) bool) {
		for range 400 {
			if !yield(visit{Name: strings.Repeat("x", 30_000), Note: strings.Repeat("y", 30_000)}) {
				return
			}
		}
	})
	file := write(t, table)
	require.Error(t, xlsx.Write(io.Discard, table, visits(" b")))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, entries)
	f := open(t, file)
	compare(t, f, "visits", table)
	require.NoError(t, f.Close())
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
	all := len(write(t, visits(hostile...), counts(3)))
	for n := 0; n < all; n += all / 20 {
		require.ErrorIs(t, xlsx.Write(&shortWriter{n, full}, visits(hostile...), counts(3)), full)
	}
	require.ErrorIs(t, xlsx.Write(&shortWriter{all - 1, full}, visits(hostile...), counts(3)), full)
	require.NoError(t, xlsx.Write(&shortWriter{all, full}, visits(hostile...), counts(3)))
}

func TestWriteGivesAnyCellsBack(t *testing.T) {
	letters := []*unicode.RangeTable{unicode.L, unicode.M, unicode.N, unicode.P, unicode.S}
	word := rapid.Custom(func(t *rapid.T) string {
		r := rapid.RuneFrom([]rune("=+-@0_x<&\"'é日👩"), letters...).Filter(func(r rune) bool { return r != unicode.ReplacementChar })
		return rapid.SampledFrom([]string{"", "=", "+", "@", "'", "_x00"}).Draw(t, "start") + rapid.StringOfN(r, 0, 12, -1).Draw(t, "text") + "x"
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) visit {
			return visit{
				Name: word.Draw(t, "name"), Days: rapid.Int().Draw(t, "days"), Share: rapid.Float64().Draw(t, "share"), First: rapid.Bool().Draw(t, "first"),
				Format: timeline.Format(rapid.IntRange(0, 3).Draw(t, "format")), Count: rapid.Ptr(rapid.Int(), true).Draw(t, "count"),
				Weight: rapid.Ptr(rapid.Float64(), true).Draw(t, "weight"), Note: rapid.OneOf(rapid.Just(""), word).Draw(t, "note"),
			}
		}), 0, 5).Draw(t, "rows")
		table := exporters.NewTable("visits", "", slices.Values(rows))
		compare(t, open(t, write(t, table)), "visits", table)
	})
}

func ExampleWrite() {
	type guest struct {
		Name string        `csv:"name" table:"key,required" doc:"who came"`
		Day  timeline.Date `csv:"day" doc:"the first day, as far as it is known"`
		Code string        `csv:"code" doc:"the code of the state"`
	}
	guests := exporters.NewTable("guests", "who came", slices.Values([]guest{{"Ada Berg", timeline.Date{Year: 2001, Month: 6}, "007"}, {Name: "=1+1"}}))
	var file bytes.Buffer
	if err := xlsx.Write(&file, guests, exporters.Codebook(guests)); err != nil {
		fmt.Println(err)
		return
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(f.GetSheetList())
	rows, err := f.GetRows("guests")
	fmt.Printf("%q %v\n", rows, err)
	// Output:
	// [guests codebook]
	// [["name" "day" "code"] ["Ada Berg" "2001-06" "007"] ["=1+1"]] <nil>
}
