package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
)

// names gives the files that an export has, in the order in which it lists them: of all tables, or without those derived from the
// data set and the codebook.
func names(data dataset.Data, bare bool, formats ...string) []string {
	var list []string
	tables := exporters.Tables(data.Register)
	if !bare {
		tables = append(tables, exporters.Derived(data.Register)...)
		tables = append(tables, exporters.Codebook())
	}
	for _, table := range tables {
		for _, format := range formats {
			list = append(list, table.Name()+"."+format)
		}
	}
	if slices.Contains(formats, "json") {
		list = append(list, document)
	}
	return list
}

// listed gives the files that the summary of an export names, and its last line.
func listed(t *testing.T, stdout string) (files []string, last string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(stdout, "\n"), "\n")
	require.Greater(t, len(lines), 2)
	require.Equal(t, []string{"file", "rows", "columns", "bytes"}, strings.Fields(lines[0]))
	for _, line := range lines[1 : len(lines)-1] {
		files = append(files, strings.Fields(line)[0])
	}
	return files, lines[len(lines)-1]
}

// What was exported is what was there: read again, from any of the formats, it is equal.
func TestExport(t *testing.T) {
	builtin, err := dataset.Open()
	require.NoError(t, err)
	own, err := dataset.Load(os.DirFS(tiny))
	require.NoError(t, err)
	for _, row := range []struct {
		words, reason string
		want          dataset.Data
		formats       []string
	}{
		{"export", "the built-in set, in each format", builtin, []string{"csv", "json"}},
		{"export --data " + tiny, "a folder, in each format", own, []string{"csv", "json"}},
		{"export --data " + tiny + " --format csv", "one format", own, []string{"csv"}},
		{"export --data " + tiny + " --format json", "the other format, and the document", own, []string{"json"}},
		{"export --data " + tiny + " --format json,csv,json", "a format twice is written once", own, []string{"csv", "json"}},
		{"export --data " + tiny + " --format json --format csv", "the flag twice", own, []string{"csv", "json"}},
		{"export --data " + tiny + " --no-derived", "the tables of the data set alone", own, []string{"csv", "json"}},
	} {
		t.Run(row.words, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "a", "folder") // neither is there
			got := callWith(append(strings.Fields(row.words), "--out", dir)...)
			require.Equal(t, 0, got.status, got.stderr)
			require.Empty(t, got.stderr)

			files := contents(t, dir)
			want := names(row.want, strings.Contains(row.words, "--no-derived"), row.formats...)
			written, last := listed(t, got.stdout)
			if diff := cmp.Diff(want, written); diff != "" {
				t.Errorf("files named (-want +got):\n%s", diff)
			}
			if !strings.Contains(last, dir) {
				t.Errorf("%q does not say where", last)
			}
			for _, name := range want {
				require.Contains(t, files, name)
			}
			require.Len(t, files, len(want), "files that the summary does not name")

			if slices.Contains(row.formats, "csv") {
				again, err := dataset.Load(os.DirFS(dir))
				require.NoError(t, err)
				require.True(t, again.Equal(row.want.Register), "the CSV is another data set")
			}
			if slices.Contains(row.formats, "json") {
				again, err := exporters.ReadDocument(strings.NewReader(files[document]))
				require.NoError(t, err)
				require.True(t, again.Equal(row.want.Register), "the document is another data set")
				for _, count := range row.want.Counts() {
					var rows []map[string]any
					require.NoError(t, json.Unmarshal([]byte(files[count.Table+".json"]), &rows))
					require.Len(t, rows, count.Rows, count.Table)
				}
			}
		})
	}
}

// The summary names each file with its rows, columns and bytes.
func TestExportSummary(t *testing.T) {
	var s transcript
	dir := filepath.Join(t.TempDir(), "out")
	words := "export --data " + tiny + " --out "
	s.add(t, words+"DIR", strings.ReplaceAll(answer(t, words+dir), dir, "DIR"))
	s.compare(t, "export")
	for name, text := range contents(t, dir) {
		for _, line := range strings.Split(s.text[words+"DIR"], "\n") {
			if cells := strings.Fields(line); len(cells) > 1 && cells[0] == name {
				require.Equal(t, len(text), atoi(t, cells[len(cells)-1]), "bytes of %s", name)
			}
		}
	}
}

func atoi(t *testing.T, text string) (n int) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), &n))
	return n
}

// Tables that are in their canonical form come out as they went in.
func TestExportCanonical(t *testing.T) {
	for _, row := range []struct{ folder, reason string }{
		{tiny, "a folder of one's own"},
		{"../../dataset/data", "the built-in set, which contributors bring into order in this way"},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		answer(t, "export --no-derived --format csv --data "+row.folder+" --out "+dir)
		if diff := cmp.Diff(contents(t, row.folder), contents(t, dir)); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", row.folder, row.reason, diff)
		}
	}
}

// A folder that has something in it is left as it is, unless it is said that it may be written to. Then what is not written stays.
func TestExportForce(t *testing.T) {
	dir := t.TempDir()
	other, old := filepath.Join(dir, "notes.txt"), filepath.Join(dir, "people.csv")
	words := "export --no-derived --data " + tiny + " --format csv --out " + dir
	for _, file := range []string{other, old} { // one file is enough to refuse
		require.NoError(t, os.WriteFile(file, []byte("old"), 0o644))
		before := contents(t, dir)
		got := call(words)
		require.Equal(t, statusWrong, got.status)
		require.Empty(t, got.stdout)
		if !strings.Contains(got.stderr, dir) || !strings.Contains(got.stderr, "--force") {
			t.Errorf("%q does not say which folder, or what to do", got.stderr)
		}
		if diff := cmp.Diff(before, contents(t, dir)); diff != "" {
			t.Fatalf("refused, and written (-before +after):\n%s", diff)
		}
	}

	answer(t, words+" --force")
	want := contents(t, tiny)
	want["notes.txt"] = "old"
	if diff := cmp.Diff(want, contents(t, dir)); diff != "" {
		t.Errorf("with --force (-want +got):\n%s", diff)
	}
}

// What is refused is refused before anything is written.
func TestExportRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, []byte("keep"), 0o644))
	fresh := filepath.Join(t.TempDir(), "out")
	for _, row := range []struct {
		words  string
		status int
		says   string
		reason string
	}{
		{"export --format xlsx --out " + fresh, statusUsage, `"xlsx"`, "a format that there is not"},
		{"export --format csv,xlsx --out " + fresh, statusUsage, `"xlsx"`, "one of two formats that there is not"},
		{"export --format= --out " + fresh, statusUsage, "format", "no format at all"},
		{"export", statusUsage, "--out", "no folder"},
		{"export --out=", statusUsage, "--out", "no folder"},
		{"export more --out " + fresh, statusUsage, "want no arguments; the folder is named with --out", "an argument that it does not take"},
		{"export --data nowhere --out " + fresh, statusWrong, "nowhere", "a data set that is not there"},
		{"export --out " + file, statusWrong, file, "a file in place of a folder"},
		{"export --force --out " + file, statusWrong, file, "a file in place of a folder is not replaced"},
	} {
		got := call(row.words)
		if got.status != row.status || !strings.Contains(got.stderr, row.says) || got.stdout != "" {
			t.Errorf("%s: %+v, want status %d and %s: %s", row.words, got, row.status, row.says, row.reason)
		}
		_, err := os.Stat(fresh)
		require.ErrorIs(t, err, os.ErrNotExist, row.words)
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, "keep", string(text), row.words)
	}
}
