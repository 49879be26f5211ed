package parquet_test

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/parquet"
	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

// files gives the files below a folder by their path with slashes.
func files(t rapid.TB, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			path, err = filepath.Rel(dir, path)
			found = append(found, filepath.ToSlash(path))
		}
		return err
	})
	require.NoError(t, err)
	return found
}

// readHive reads the folder of a table as other programs do, with the columns in the names of folders: each row as a map, as text, sorted.
func readHive(t rapid.TB, dir string) []string {
	t.Helper()
	var rows []string
	schema := ""
	for _, path := range files(t, dir) {
		text, err := os.ReadFile(filepath.Join(dir, path))
		require.NoError(t, err)
		f := open(t, text)
		if schema == "" {
			schema = f.Schema().String()
		}
		require.Equal(t, schema, f.Schema().String(), "the files of a table have one schema")
		names, cells := read(t, f)
		levels := strings.Split(path, "/")
		require.Equal(t, "part-0.parquet", levels[len(levels)-1])
		for _, list := range cells {
			row := make(map[string]string)
			for i, name := range names {
				row[name] = list[i]
			}
			for _, level := range levels[:len(levels)-1] {
				name, value, _ := strings.Cut(level, "=")
				require.NotContains(t, row, name, "a column of the partition is in the file")
				row[name], err = url.PathUnescape(strings.ReplaceAll(value, "__HIVE_DEFAULT_PARTITION__", ""))
				require.NoError(t, err)
			}
			rows = append(rows, fmt.Sprintf("%q", row))
		}
	}
	slices.Sort(rows)
	return rows
}

// compareHive wants the folder of a table to have its rows, and the series and years of the summits of a register.
func compareHive(t rapid.TB, dir string, register attendance.Register, table exporters.Table) {
	t.Helper()
	summits := make(map[string]timeline.Summit)
	for s := range register.Timeline().Summits() {
		summits[string(s.ID)] = s
	}
	var want []string
	names, rows := cellsOf(t, table)
	for _, cells := range rows {
		row := make(map[string]string)
		if slices.Contains(names, "summit_id") {
			row["series_id"], row["year"] = "", ""
			if s, ok := summits[cells[slices.Index(names, "summit_id")]]; ok {
				row["series_id"], row["year"] = string(s.Series), s.Start.String()[:4]
			}
		}
		for i, name := range names {
			row[name] = cells[i]
		}
		want = append(want, fmt.Sprintf("%q", row))
	}
	slices.Sort(want)
	if d := cmp.Diff(want, readHive(t, filepath.Join(dir, table.Name()))); d != "" {
		t.Fatalf("%s (-want +got):\n%s", table.Name(), d)
	}
}

func TestWriteHive(t *testing.T) {
	for name, register := range registers(t) {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "a", "b")
			tables := allTables(register)
			require.NoError(t, parquet.WriteHive(dir, register, tables...))
			for _, table := range tables {
				compareHive(t, dir, register, table)
			}
			entries, err := os.ReadDir(filepath.Dir(dir))
			require.NoError(t, err)
			require.Len(t, entries, 1, "something is left beside the folder")
		})
	}
}

func TestHiveFolders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	require.NoError(t, parquet.WriteHive(dir, tiny(t), allTables(tiny(t))...))
	got := files(t, dir)
	wanted := func(path string) bool {
		return slices.ContainsFunc([]string{"series/", "summits/", "coverage/", "people/", "streaks/", "participant_year/", "topic_changes/"}, func(table string) bool {
			return strings.HasPrefix(path, table)
		})
	}
	want := []string{
		"coverage/series_id=harbour/year=2001/part-0.parquet",
		"coverage/series_id=harbour/year=2003/part-0.parquet",
		"coverage/series_id=harbour/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
		"participant_year/series_id=harbour/year=2001/part-0.parquet",
		"participant_year/series_id=harbour/year=2003/part-0.parquet",
		"participant_year/series_id=harbour-finance/year=2002/part-0.parquet",
		"people/part-0.parquet",
		"series/series_id=harbour/part-0.parquet",
		"series/series_id=harbour-finance/part-0.parquet",
		"streaks/series_id=harbour/part-0.parquet",
		"streaks/series_id=harbour-finance/part-0.parquet",
		"summits/series_id=harbour/year=2001/part-0.parquet",
		"summits/series_id=harbour/year=2003/part-0.parquet",
		"summits/series_id=harbour/year=2005/part-0.parquet",
		"summits/series_id=harbour-finance/year=2002/part-0.parquet",
		"topic_changes/series_id=harbour/part-0.parquet",
	}
	if d := cmp.Diff(want, slices.DeleteFunc(got, func(path string) bool { return !wanted(path) })); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A stay has what a row of a user's own table may have.
type stay struct {
	Name   string            `csv:"name"`
	Series timeline.SeriesID `csv:"series_id"`
	Year   *int              `csv:"year"`
	Summit timeline.SummitID `csv:"summit_id"`
}

func stays(rows ...stay) exporters.Table {
	return exporters.NewTable("stays", "", slices.Values(rows))
}

func TestHiveTakesTheTablesOwnColumns(t *testing.T) {
	year := 1999
	dir := filepath.Join(t.TempDir(), "out")
	require.NoError(t, parquet.WriteHive(dir, tiny(t),
		stays(stay{"a", "x", &year, "harbour-2001-arna"}, stay{"b", "", nil, "harbour-2001-arna"}, stay{"c", "", nil, ""}, stay{"d", "x", &year, ""}, stay{"e", "a/b: é", &year, ""}),
		exporters.NewTable("years", "no series, so no partition", slices.Values([]struct {
			Year int `csv:"year"`
		}{{1999}})),
	))
	want := []string{
		"stays/series_id=__HIVE_DEFAULT_PARTITION__/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet",
		"stays/series_id=a%2Fb%3A é/year=1999/part-0.parquet",
		"stays/series_id=x/year=1999/part-0.parquet",
		"years/part-0.parquet",
	}
	if d := cmp.Diff(want, files(t, dir)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	text, err := os.ReadFile(filepath.Join(dir, want[2]))
	require.NoError(t, err)
	names, rows := read(t, open(t, text))
	if d := cmp.Diff([][]string{{"name", "summit_id"}, {"a", "harbour-2001-arna"}, {"d", ""}}, append([][]string{names}, rows...)); d != "" {
		t.Errorf("rows are in the order of the table (-want +got):\n%s", d)
	}
}

// Folders of tables without rows have their columns.
func TestHiveOfNoRows(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	require.NoError(t, parquet.WriteHive(dir, attendance.Register{}, stays(), counts(0)))
	path := "stays/series_id=__HIVE_DEFAULT_PARTITION__/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet"
	if d := cmp.Diff([]string{"counts/part-0.parquet", path}, files(t, dir)); d != "" {
		t.Fatalf("(-want +got):\n%s", d)
	}
	text, err := os.ReadFile(filepath.Join(dir, path))
	require.NoError(t, err)
	names, rows := read(t, open(t, text))
	require.Equal(t, []string{"name", "summit_id"}, names)
	require.Empty(t, rows)
	require.NoError(t, parquet.WriteHive(filepath.Join(dir, "none"), attendance.Register{}))
	require.Empty(t, files(t, filepath.Join(dir, "none")))
}

func TestHiveGivesAnySeriesBack(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "out")
	rapid.Check(t, func(t *rapid.T) {
		require.NoError(t, os.RemoveAll(dir))
		series := rapid.OneOf(rapid.SampledFrom([]string{"", "x", "X", ".", "..", "a/b", "a=b", "%", "%2F", "100 %", "a b", `\"#'*:?{}[]^`, "é日👩🏽", "CON"}), rapid.Custom(word))
		var rows []stay
		for i, s := range rapid.SliceOfN(series, 0, 6).Draw(t, "series") {
			year := i % 2
			rows = append(rows, stay{Name: fmt.Sprint(i), Series: timeline.SeriesID(s), Year: &year})
		}
		require.NoError(t, parquet.WriteHive(dir, attendance.Register{}, stays(rows...)))
		compareHive(t, dir, attendance.Register{}, stays(rows...))
	})
}

func TestWriteHiveFails(t *testing.T) {
	type seat struct {
		Series timeline.SeriesID `csv:"series_id"`
		Year   int               `csv:"year"`
	}
	broken := exporters.NewTable("numbers", "", slices.Values([]int{1}))
	for _, c := range []struct {
		tables []exporters.Table
		want   string
	}{
		{[]exporters.Table{counts(3), stays(stay{Name: "a"}, stay{Name: "b", Summit: "nowhere-1999"})}, `stays, row 2: summit_id "nowhere-1999": no such summit`},
		{[]exporters.Table{counts(3), broken}, "table numbers: int is not a struct"},
		{[]exporters.Table{counts(3), stays(stay{Name: "a"}, stay{Name: " b"})}, `stays, row 2: name " b": has blanks at its ends`},
		{[]exporters.Table{counts(3), exporters.NewTable("seats", "", slices.Values([]seat{{"x", 2001}}))}, "table seats has no columns but those of its partition"},
		{[]exporters.Table{counts(3), counts(3)}, "counts: file exists"},
	} {
		t.Run(c.want, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "out")
			for _, there := range []bool{false, true} {
				if there {
					require.NoError(t, os.Mkdir(dir, 0o755))
				}
				err := parquet.WriteHive(dir, tiny(t), c.tables...)
				require.ErrorContains(t, err, "parquet: write "+dir+": ")
				require.ErrorContains(t, err, c.want)
				entries, err := os.ReadDir(parent)
				require.NoError(t, err)
				require.Equal(t, there, len(entries) == 1, "%v is left", entries)
			}
			require.Empty(t, files(t, dir))
		})
	}
}

func TestWriteHiveWritesOverNothing(t *testing.T) {
	parent := t.TempDir()
	dir, plain := filepath.Join(parent, "out"), filepath.Join(parent, "plain")
	require.NoError(t, os.Mkdir(dir, 0o755))
	require.NoError(t, parquet.WriteHive(dir+"/", attendance.Register{}, counts(3)), "an empty folder")
	require.ErrorContains(t, parquet.WriteHive(dir, attendance.Register{}, counts(4)), "the folder is not empty")
	text, err := os.ReadFile(filepath.Join(dir, "counts", "part-0.parquet"))
	require.NoError(t, err)
	compare(t, counts(3), text)
	require.NoError(t, os.WriteFile(plain, []byte("text"), 0o644))
	require.Error(t, parquet.WriteHive(plain, attendance.Register{}, counts(3)))
	require.Error(t, parquet.WriteHive(filepath.Join(plain, "out"), attendance.Register{}, counts(3)))
	if d := cmp.Diff([]string{"out/counts/part-0.parquet", "plain"}, files(t, parent)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestHiveIsForEverybodyToRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("folders have other permissions there")
	}
	parent := t.TempDir()
	require.NoError(t, parquet.WriteHive(filepath.Join(parent, "out"), attendance.Register{}, counts(3)))
	require.NoError(t, os.MkdirAll(filepath.Join(parent, "plain", "counts"), 0o755))
	for _, path := range []string{"", "counts"} {
		want, err := os.Stat(filepath.Join(parent, "plain", path))
		require.NoError(t, err)
		got, err := os.Stat(filepath.Join(parent, "out", path))
		require.NoError(t, err)
		require.Equal(t, want.Mode(), got.Mode(), path)
	}
}

func ExampleWriteHive() {
	dir, err := os.MkdirTemp("", "hive")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	day := timeline.Date{Year: 2001, Month: 6, Day: 12}
	register, err := attendance.New(timeline.Tables{
		Series: []timeline.Series{{ID: "forum", Name: "Forum", Tier: timeline.LeadersTier}},
		Summits: []timeline.Summit{{
			ID: "forum-2001", Series: "forum", Name: "Arna summit", Kind: timeline.Regular, Status: timeline.Held, Format: timeline.InPerson, Start: day, End: day,
		}},
	}, attendance.Tables{})
	if err != nil {
		fmt.Println(err)
		return
	}
	type dish struct {
		Name   string            `csv:"name" doc:"what was served"`
		Summit timeline.SummitID `csv:"summit_id" doc:"where"`
	}
	dishes := exporters.NewTable("dishes", "what they ate", slices.Values([]dish{{"fish", "forum-2001"}, {"bread", ""}}))
	if err := parquet.WriteHive(filepath.Join(dir, "hive"), register, dishes); err != nil {
		fmt.Println(err)
	}
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			fmt.Println(filepath.ToSlash(strings.TrimPrefix(path, dir)))
		}
		return err
	})
	fmt.Println(err)
	// Output:
	// /hive/dishes/series_id=__HIVE_DEFAULT_PARTITION__/year=__HIVE_DEFAULT_PARTITION__/part-0.parquet
	// /hive/dishes/series_id=forum/year=2001/part-0.parquet
	// <nil>
}
