package dataset_test

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
)

// An id of one of the tables whose ids others may keep.
type id struct{ table, id string }

// stable are the tables whose ids are stable.
var stable = []string{"series", "summits", "sessions", "participants", "groups", "people", "topics", "sources"}

// ids gives the stable ids of the built-in data, in the order of their tables.
func ids(t *testing.T) []id {
	t.Helper()
	data, err := dataset.Open()
	require.NoError(t, err)
	files := written(t, data.Register)
	var found []id
	for _, table := range stable {
		for _, row := range cells(t, files[table+".csv"].Data)[1:] {
			found = append(found, id{table, row[0]})
		}
	}
	return found
}

// A rename is what became of an id that was released. One that has no successor is gone for good.
type rename struct{ table, old, new string }

// unstable says what is wrong with ids, after those that were released and what became of them.
func unstable(released, is []id, renamed []rename) []string {
	var faults []string
	add := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	became := map[id]rename{}
	for _, r := range renamed {
		old := id{r.table, r.old}
		if _, twice := became[old]; twice {
			add("%s %s: is renamed twice", r.table, r.old)
		}
		became[old] = r
		if !slices.Contains(released, old) {
			add("%s %s: is renamed, and was never released", r.table, r.old)
		}
		if slices.Contains(is, old) {
			add("%s %s: is renamed, and still there or given to something else", r.table, r.old)
		}
	}
	for _, r := range renamed {
		next := id{r.table, r.new}
		if _, again := became[next]; r.new != "" && !again && !slices.Contains(is, next) {
			add("%s %s: is renamed to %s, which is not there", r.table, r.old, r.new)
		}
	}
	for _, old := range released {
		if _, known := became[old]; !known && !slices.Contains(is, old) {
			add("%s %s: was released and is gone: say in dataset/renamed.csv what became of it", old.table, old.id)
		}
	}
	return faults
}

// The list has a line for its version, and then a heading for each table and the ids below it.
const (
	releasedIDs = "testdata/released-ids.txt"
	listOf      = "# The ids of version "
)

// readReleased gives the version of the list and its ids. Without a file nothing is released.
func readReleased(t *testing.T) (version string, released []id) {
	t.Helper()
	text, err := os.ReadFile(releasedIDs)
	if os.IsNotExist(err) {
		return "", nil
	}
	require.NoError(t, err)
	table := ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, listOf):
			version = strings.Fields(strings.TrimPrefix(line, listOf))[0]
		case line == "":
		case strings.HasPrefix(line, "["):
			table = strings.Trim(line, "[]")
			require.Contains(t, stable, table)
		default:
			require.NotEmpty(t, table, line)
			released = append(released, id{table, line})
		}
	}
	return version, released
}

// Who has kept an id finds it again in each later version. With -update the list grows by the ids that are new, and loses none: it is
// written when a version is released.
func TestIDsAreStable(t *testing.T) {
	version, released := readReleased(t)
	is := ids(t)
	if *update {
		var b strings.Builder
		fmt.Fprintf(&b, "%s%s and of those before it. Lines are added and never taken out.\n", listOf, dataset.Version)
		for _, table := range stable {
			var all []string
			for _, known := range slices.Concat(released, is) {
				if known.table == table {
					all = append(all, known.id)
				}
			}
			slices.Sort(all)
			fmt.Fprintf(&b, "\n[%s]\n%s\n", table, strings.Join(slices.Compact(all), "\n"))
		}
		require.NoError(t, os.WriteFile(releasedIDs, []byte(b.String()), 0o644))
		version, released = readReleased(t)
	}
	require.Equal(t, dataset.Version, version, "the version of the list: run the test with -update when a version is released")
	file, err := os.ReadFile("renamed.csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(strings.NewReader(string(file))).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"table", "old_id", "new_id"}, rows[0])
	var renamed []rename
	for _, row := range rows[1:] {
		renamed = append(renamed, rename{row[0], row[1], row[2]})
	}
	for _, fault := range unstable(released, is, renamed) {
		t.Error(fault)
	}
}

func TestUnstable(t *testing.T) {
	released := []id{{"people", "old"}, {"people", "older"}, {"people", "stays"}, {"topics", "old"}}
	tests := []struct {
		reason  string
		is      []id
		renamed []rename
		want    []string
	}{
		{"all are there, and one is new", append(slices.Clone(released), id{"people", "new"}), nil, nil},
		{
			"one of another table does not stand for it",
			[]id{{"people", "old"}, {"people", "older"}, {"people", "stays"}},
			nil,
			[]string{"topics old: was released and is gone: say in dataset/renamed.csv what became of it"},
		},
		{
			"renamed, renamed again, and gone for good",
			[]id{{"people", "stays"}, {"people", "new"}},
			[]rename{{"people", "older", "old"}, {"people", "old", "new"}, {"topics", "old", ""}},
			nil,
		},
		{
			"renamed to what is not there", released[1:],
			[]rename{{"people", "old", "nobody"}},
			[]string{"people old: is renamed to nobody, which is not there"},
		},
		{
			"an id that is in use is not to be renamed: it was given to somebody else", released,
			[]rename{{"people", "old", "stays"}},
			[]string{"people old: is renamed, and still there or given to something else"},
		},
		{
			"twice, and never released", released[1:],
			[]rename{{"people", "old", "stays"}, {"people", "old", "older"}, {"people", "odl", "stays"}},
			[]string{"people old: is renamed twice", "people odl: is renamed, and was never released"},
		},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			if diff := cmp.Diff(test.want, unstable(released, test.is, test.renamed)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
		})
	}
}

// The newest entry is that of this version, with as many rows as there are: data that changed since are a version to come.
func TestChangelog(t *testing.T) {
	text, err := os.ReadFile("CHANGELOG.md")
	require.NoError(t, err)
	entries := regexp.MustCompile(`(?m)^## `).Split(string(text), -1)
	require.Greater(t, len(entries), 2)
	if strings.HasPrefix(entries[1], "Unreleased\n") {
		entries = entries[1:]
		t.Log("the counts are those of the version before")
	} else {
		data, err := dataset.Open()
		require.NoError(t, err)
		var counts []string
		for _, count := range data.Counts() {
			counts = append(counts, count.String())
		}
		if want := strings.Join(counts, ", ") + "."; !strings.Contains(strings.Join(strings.Fields(entries[1]), " "), want) {
			t.Errorf("the newest entry does not have the counts of the data; put in this line, or an entry \"## Unreleased\" above:\n%s", want)
		}
	}
	if want := dataset.Version + " ("; !strings.HasPrefix(entries[1], want) {
		t.Errorf("the newest version is %.20q, want %s", entries[1], dataset.Version)
	}
}

// The data are embedded, and nothing beside them: no list for tests, no text.
func TestFilesAreTheTables(t *testing.T) {
	var found, want []string
	require.NoError(t, fs.WalkDir(dataset.Files(), ".", func(path string, e fs.DirEntry, err error) error {
		if !e.IsDir() {
			found = append(found, path)
		}
		return err
	}))
	for _, table := range tables() {
		want = append(want, table+".csv")
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("files (-want +embedded):\n%s", diff)
	}
	_, err := os.Stat(filepath.Join("data", "renamed.csv"))
	require.ErrorIs(t, err, fs.ErrNotExist)
}
