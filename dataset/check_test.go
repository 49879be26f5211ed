package dataset_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// What deserves a second look is a warning and no fault: the folder loads, and the warnings name what the golden file has.
func TestDoubtful(t *testing.T) {
	base := tiny(t)
	for _, name := range names(t, "doubtful", fs.DirEntry.IsDir) {
		t.Run(name, func(t *testing.T) {
			files := patched(t, base, filepath.Join("doubtful", name))
			data, warnings, err := dataset.Check(files)
			require.NoError(t, err)
			loaded, err := dataset.Load(files)
			require.NoError(t, err)
			if !loaded.Equal(data.Register) {
				t.Error("Load and Check give other data")
			}
			require.NotEmpty(t, warnings)
			var lines []string
			for _, w := range warnings {
				lines = append(lines, w.Error())
				if row, header, _, ok := rowAt(files, w); ok && row[slices.Index(header, w.Column)] != w.Value {
					t.Errorf("%q is not there, but %v: %v", w.Value, row, w)
				} else if !ok && slices.Contains(tables(), strings.TrimSuffix(w.File, ".csv")) {
					t.Errorf("names no row: %v", w)
				}
			}
			text := strings.Join(lines, "\n") + "\n"
			golden := filepath.Join("..", "testdata", "doubtful", name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(text), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			if diff := cmp.Diff(string(want), text); diff != "" {
				t.Errorf("warnings (-want +got):\n%s", diff)
			}
		})
	}
}

// The reason of each warning, by its place; the golden files only hold how it is said.
func TestWarnings(t *testing.T) {
	base := tiny(t)
	type place struct {
		File   string
		Line   int
		Column string
	}
	tests := []struct {
		folder, reason string
		want           []place
	}{
		{
			"files-that-are-no-tables", "files and folders that are not read are named",
			[]place{{"README.md", 0, ""}, {"Summits.csv", 0, ""}, {"old", 0, ""}},
		},
		{
			"memberships-too-coarse", "2001 and 2003 leave open on which side of a summit of that year a membership lies",
			[]place{{"memberships.csv", 6, "participant_id"}, {"memberships.csv", 7, "participant_id"}},
		},
		{
			"records-foretold", "a source from before the summit, or before the day of the session, cannot show who came",
			[]place{{"attendance.csv", 7, "source_ids"}, {"attendance.csv", 10, "source_ids"}},
		},
		{
			"unknown-records-inside-coverage", "attendance cannot be complete where it is not known",
			[]place{{"attendance.csv", 12, "status"}, {"attendance.csv", 13, "status"}},
		},
		{
			"unknown-record-of-a-member-inside-coverage", "so it is where the coverage is of the members",
			[]place{{"attendance.csv", 11, "status"}},
		},
		{
			"reports-older-than-the-meeting", "a report is issued after the session began; one of another document is not covered",
			[]place{{"discussions.csv", 2, "stage"}, {"discussions.csv", 5, "stage"}, {"coverage.csv", 3, "source_ids"}},
		},
		{
			"coverage-of-nothing", "no summit in the span, none that was held, none with a session on the track",
			[]place{{"coverage.csv", 6, "coverage_id"}, {"coverage.csv", 7, "coverage_id"}, {"coverage.csv", 8, "coverage_id"}},
		},
		{
			"coverage-older-than-its-end", "a page of 2001 does not say that nothing else was held until 2003",
			[]place{{"coverage.csv", 4, "source_ids"}},
		},
		{
			"topics-of-a-document-that-coverage-does-not-name", "one of two documents on a session was coded completely, so its topics are not all known",
			[]place{{"coverage.csv", 3, "source_ids"}},
		},
		{
			"sources-that-nothing-uses", "a source that no row names was perhaps meant for one",
			[]place{{"sources.csv", 7, "source_id"}},
		},
	}
	var tested []string
	for _, test := range tests {
		tested = append(tested, test.folder)
		t.Run(test.folder, func(t *testing.T) {
			_, warnings, err := dataset.Check(patched(t, base, filepath.Join("doubtful", test.folder)))
			require.NoError(t, err)
			var got []place
			for _, w := range warnings {
				got = append(got, place{w.File, w.Line, w.Column})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s\n%v", test.reason, diff, warnings)
			}
		})
	}
	slices.Sort(tested)
	if diff := cmp.Diff(names(t, "doubtful", fs.DirEntry.IsDir), tested); diff != "" {
		t.Errorf("folders (-there +tested):\n%s", diff)
	}
}

// A coarse date of a membership is worth a warning where it leaves open who was a member at a summit, and nowhere else.
func TestCoarseMemberships(t *testing.T) {
	base := tiny(t)
	tests := []struct {
		reason     string
		start      string // of the summit of Belm
		from, till string
		want       int
	}{
		{"a year that begins before and ends after the summit", "2003-09-20", "2003", "", 1},
		{"a month of the summit", "2003-09-20", "2003-09", "", 1},
		{"a month before it", "2003-09-20", "2003-08", "", 0},
		{"a month after it", "2003-09-20", "2003-10", "", 0},
		{"the day itself", "2003-09-20", "2003-09-20", "", 0},
		{"it may have begun on the first day of the year, when the summit was, or later", "2003-01-01", "2003", "", 1},
		{"it began on the last day of the year, when the summit was, or before", "2003-12-31", "2003", "", 0},
		{"it ended in the year of the summit", "2003-09-20", "2002-06-01", "2003", 1},
		{"it lasted to the first day of the year, when the summit was, or longer", "2003-01-01", "2002-06-01", "2003", 0},
		{"it may have lasted to the last day of the year, when the summit was, or not", "2003-12-31", "2002-06-01", "2003", 1},
		{"it ended in the year before", "2003-01-01", "2002-06-01", "2002", 0},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			files := changed(t, base,
				change{"summits", "2003-09-20,2003-09-21", test.start + ",2003-12-31"},
				change{"sessions", "board\",2003-09-20", "board\","},
				change{"sessions", "Plenary session,2003-09-21", "Plenary session,"},
				change{"sources", "2003-09-01", "2003"},
				change{"sources", "2003-09-21", "2004"},
				change{"sources", "2003-09-22", "2004"},
				change{"memberships", "harbour,XCO,suspended,2000-01-01,2002-12-31,arna-2001-communique,\n", ""},
				change{"memberships", "harbour,XCO,member,2003-01-01,", "harbour,XCO,member," + test.from + "," + test.till},
			)
			_, warnings, err := dataset.Check(files)
			require.NoError(t, err)
			if len(warnings) != test.want {
				t.Errorf("%d warnings, want %d: %v", len(warnings), test.want, warnings)
			}
		})
	}
}

// Coverage of a group is about those who were its members on the day.
func TestUnknownInsideCoverageOfAGroup(t *testing.T) {
	base := tiny(t)
	tests := []struct {
		reason     string
		membership string
		want       int
	}{
		{"a member", "member,1999-01-01,", 1},
		{"a member to the day of the summit", "member,1999-01-01,2001-06-12", 1},
		{"a member from the day of the summit", "member,2001-06-12,", 1},
		{"no member any more", "member,1999-01-01,2001-06-11", 0},
		{"no member yet", "member,2001-06-13,", 0},
		{"a suspended member", "suspended,1999-01-01,", 0},
		{"perhaps a member", "disputed,1999-01-01,", 0},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			_, warnings, err := dataset.Check(changed(t, base,
				change{"attendance", "XBE,moreau-jean,attended,member,in_person", "XBE,moreau-jean,unknown,member,in_person"},
				change{"memberships", "harbour,XBE,member,1999-01-01,", "harbour,XBE," + test.membership},
			))
			require.NoError(t, err)
			if len(warnings) != test.want {
				t.Errorf("%d warnings, want %d: %v", len(warnings), test.want, warnings)
			}
		})
	}
}

// Coverage down to a rank leaves open whether somebody of a lower one came, so an unknown record inside of it contradicts nothing.
func TestUnknownInsideCoverageOfARank(t *testing.T) {
	for rank, want := range map[string]int{"": 1, "1": 0, "7": 0} {
		_, warnings, err := dataset.Check(changed(t, tiny(t),
			change{"attendance", "XBE,moreau-jean,attended,member,in_person", "XBE,moreau-jean,unknown,member,in_person"},
			change{"coverage", "harbour-2001-arna,,,,,harbour,,,", "harbour-2001-arna,,,,,XBE," + rank + ",,"},
		))
		require.NoError(t, err)
		if len(warnings) != want {
			t.Errorf("rank %q: %d warnings, want %d: %v", rank, len(warnings), want, warnings)
		}
	}
}

// A source is in use wherever a row can name it.
func TestSourcesInUse(t *testing.T) {
	base := tiny(t)
	base = changed(t, base, change{"sources", "2003-09-22,,\n", "2003-09-22,,\nanother,press,Another,,,,2004-01-01,,\n"})
	rows := 0
	for name, schema := range schemas(t) {
		for i, column := range schema.Columns {
			if column.Ref != "sources" {
				continue
			}
			rows++
			files := changed(t, base)
			table := cells(t, base[name+".csv"].Data)
			if column.Type == "list" {
				table[1][i] += ";another"
			} else {
				table = append(table, slices.Clone(table[1]))
				table[len(table)-1][i] = "another"
			}
			files[name+".csv"] = csvFile(t, table)
			_, warnings, err := dataset.Check(files)
			require.NoError(t, err)
			if len(warnings) > 0 {
				t.Errorf("used in %s.%s: %v", name, column.Name, warnings)
			}
		}
	}
	require.Equal(t, 6, rows)
}

// A folder of the disk whose entries cannot be listed still loads; that is said.
func TestCheckUnlistable(t *testing.T) {
	data, warnings, err := dataset.Check(unlistable{tiny(t)})
	require.NoError(t, err)
	require.Len(t, warnings, 1)
	require.ErrorIs(t, warnings[0], fs.ErrPermission)
	if data.Timeline().Len() == 0 {
		t.Error("nothing was loaded")
	}
}

type unlistable struct{ fs.FS }

func (unlistable) ReadDir(name string) ([]fs.DirEntry, error) {
	return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrPermission}
}

// Warnings are faults with a place, so that programs can sort and filter them.
func TestWarningsArePlaced(t *testing.T) {
	_, warnings, err := dataset.Check(readFolder(t, "cases"))
	require.NoError(t, err)
	require.NotEmpty(t, warnings, "sources that precede their meeting")
	for _, w := range warnings {
		if w.File == "" || w.Line == 0 || w.Table == "" || w.Row != w.Line-1 {
			t.Errorf("%v lies at %q line %d, table %q row %d", w, w.File, w.Line, w.Table, w.Row)
		}
	}
	var none *timeline.Fault
	require.ErrorAs(t, error(warnings[0]), &none)
}
