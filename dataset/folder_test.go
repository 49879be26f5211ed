package dataset_test

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/table"
)

// A folder is a data set in memory, so that tests can break it.
type folder = fstest.MapFS

// tables are the names of the tables in their order.
func tables() []string {
	var names []string
	for _, t := range new(layout.Tables).All() {
		names = append(names, t.Name)
	}
	return names
}

func schemaOf(t testing.TB, rows any) table.Schema {
	t.Helper()
	schema, err := table.Of(reflect.TypeOf(rows).Elem().Elem())
	require.NoError(t, err)
	return schema
}

// schemas are the columns of each table.
func schemas(t testing.TB) map[string]table.Schema {
	t.Helper()
	found := make(map[string]table.Schema)
	for _, l := range new(layout.Tables).All() {
		found[l.Name] = schemaOf(t, l.Rows)
	}
	return found
}

// readFolder gives the tables of a folder under testdata.
func readFolder(t testing.TB, name string) folder {
	t.Helper()
	files := make(folder)
	for _, table := range tables() {
		text, err := os.ReadFile(filepath.Join("..", "testdata", name, table+".csv"))
		require.NoError(t, err)
		files[table+".csv"] = &fstest.MapFile{Data: text}
	}
	return files
}

func tiny(t testing.TB) folder {
	t.Helper()
	return readFolder(t, "tiny")
}

// patched gives base with what lies in a folder under testdata put over it: a file or a folder replaces the file of its name, and
// X.missing takes X away.
func patched(t testing.TB, base folder, name string) folder {
	t.Helper()
	files := maps.Clone(base)
	path := filepath.Join("..", "testdata", name)
	entries, err := os.ReadDir(path)
	require.NoError(t, err)
	require.NotEmpty(t, entries, "an empty patch")
	for _, e := range entries {
		file := e.Name()
		if gone, ok := strings.CutSuffix(file, ".missing"); ok {
			require.Contains(t, files, gone)
			delete(files, gone)
			continue
		}
		if e.IsDir() {
			files[file] = &fstest.MapFile{Mode: fs.ModeDir}
			continue
		}
		text, err := os.ReadFile(filepath.Join(path, file))
		require.NoError(t, err)
		if old, ok := base[file]; ok {
			require.NotEqual(t, string(old.Data), string(text), "%s patches nothing", file)
		}
		files[file] = &fstest.MapFile{Data: text}
	}
	return files
}

// A change replaces a text in a table.
type change struct{ table, old, new string }

// apply makes the change, of a text that is there exactly once.
func (c change) apply(t testing.TB, files folder) {
	t.Helper()
	file := c.table + ".csv"
	text := string(files[file].Data)
	require.Equal(t, 1, strings.Count(text, c.old), "%q in %s", c.old, file)
	files[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, c.old, c.new, 1))}
}

// changed gives base with changes.
func changed(t testing.TB, base folder, changes ...change) folder {
	t.Helper()
	files := maps.Clone(base)
	for _, c := range changes {
		c.apply(t, files)
	}
	return files
}

// cells gives the rows of a table, its header first.
func cells(t testing.TB, text []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	require.NoError(t, err)
	return rows
}

func csvFile(t testing.TB, rows [][]string) *fstest.MapFile {
	t.Helper()
	var text bytes.Buffer
	require.NoError(t, csv.NewWriter(&text).WriteAll(rows))
	return &fstest.MapFile{Data: text.Bytes()}
}

// written gives the tables of a register as they are written: from the tags of the records, in the order of the model.
func written(t testing.TB, r attendance.Register) folder {
	t.Helper()
	files := make(folder)
	for _, l := range layout.Of(r).All() {
		schema := schemaOf(t, l.Rows)
		out := [][]string{schema.Names()}
		rows := reflect.ValueOf(l.Rows).Elem()
		for i := range rows.Len() {
			var row []string
			for _, c := range schema.Columns {
				text, err := c.Text(rows.Index(i))
				require.NoError(t, err)
				row = append(row, text)
			}
			out = append(out, row)
		}
		files[l.Name+".csv"] = csvFile(t, out)
	}
	return files
}

// texts gives files as text, for comparing them.
func texts(files folder) map[string]string {
	found := make(map[string]string)
	for name, file := range files {
		found[name] = string(file.Data)
	}
	return found
}

// names gives the names of what lies in a folder under testdata.
func names(t testing.TB, folder string, want func(fs.DirEntry) bool) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("..", "testdata", folder))
	require.NoError(t, err)
	var found []string
	for _, e := range entries {
		if want(e) {
			found = append(found, e.Name())
		}
	}
	slices.Sort(found)
	return found
}
