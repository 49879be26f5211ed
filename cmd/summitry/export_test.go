package main

import (
	"archive/zip"
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
	"github.com/summitry/summitry/exporters/sql"
)

// listed gives the bytes of each file that the summary of an export names, and its last line.
func listed(t *testing.T, stdout string) (files map[string]int, last string) {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(stdout, "\n"), "\n")
	require.Greater(t, len(lines), 2)
	require.Equal(t, []string{"table", "rows", "columns", "file", "bytes"}, strings.Fields(lines[0]))
	files = map[string]int{}
	for _, line := range lines[1 : len(lines)-1] {
		cells := strings.Fields(line)
		files[cells[len(cells)-2]] = atoi(t, cells[len(cells)-1])
	}
	return files, lines[len(lines)-1]
}

// sizes gives the bytes of each file in a folder.
func sizes(files map[string]string) map[string]int {
	list := map[string]int{}
	for name, text := range files {
		list[name] = len(text)
	}
	return list
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
			written, last := listed(t, got.stdout)
			if diff := cmp.Diff(sizes(files), written); diff != "" {
				t.Errorf("files named (-want +got):\n%s", diff)
			}
			if want := "written to " + dir + " as " + sentence(row.formats); last != want {
				t.Errorf("the last line is %q, want %q", last, want)
			}
			tables := 22 // 13 of the data set, 8 derived, and the codebook
			if strings.Contains(row.words, "--no-derived") {
				tables = 13
			}
			want := tables * len(row.formats)
			if slices.Contains(row.formats, "json") {
				want++ // the document
			}
			require.Len(t, files, want)

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
	for _, words := range []string{"--format csv,json", "--format jsonl,timelinejs --tables summits,people", "--format parquet --partition --tables attendance,people", "--format datapackage,graphml --series harbour --to 2001 --no-derived"} {
		words = "export --data " + tiny + " " + words + " --force --out "
		s.add(t, words+"DIR", strings.ReplaceAll(answer(t, words+dir), dir, "DIR"))
	}
	s.compare(t, "export")
}

// Beside the folders of a whole data set are the scripts that derive the other tables of them, and only there.
func TestExportScripts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	for words, want := range map[string]bool{
		"--partition": true, "--partition --no-derived": true, "": false, "--partition --series harbour": false, "--partition --tables summits": false,
	} {
		answer(t, "export --format parquet --data "+tiny+" "+words+" --force --out "+dir)
		files := contents(t, dir)
		for _, s := range scripts {
			var script strings.Builder
			require.NoError(t, sql.Script(&script, s.engine, "parquet"))
			text, ok := files[s.file]
			require.Equal(t, want, ok, "%s of %q", s.file, words)
			if want {
				require.Equal(t, script.String(), text)
			}
		}
	}
}

// All formats are written together as they are alone, and each is what it says that it is.
func TestExportAll(t *testing.T) {
	above := t.TempDir()
	all := filepath.Join(above, "all")
	answer(t, "export --format all --data "+tiny+" --out "+all)
	together := contents(t, all)
	alone := map[string]string{}
	for _, f := range formats {
		dir := filepath.Join(above, f.name)
		answer(t, "export --format "+f.name+" --data "+tiny+" --out "+dir)
		files := contents(t, dir)
		require.NotEmpty(t, files, f.name)
		for name, text := range files {
			alone[name] = text
			if !isExport(name) {
				t.Errorf("%s of %s is not known as a file of an export", name, f.name)
			}
		}
	}
	if diff := cmp.Diff(alone, together); diff != "" {
		t.Errorf("(-alone +together):\n%s", diff)
	}
	for name, begins := range map[string]string{
		"summits.parquet": "PAR1", "summitry.xlsx": "PK", "harbour-ties.graphml": "<?xml", "harbour-presences.gexf": "<?xml", "harbour-ties-edges.csv": "source,target,",
		"timelinejs.json": "{", "harbour-attendance.vl.json": "{", "datapackage.json": "{", "people.jsonl": "{",
	} {
		if !strings.HasPrefix(together[name], begins) {
			t.Errorf("%s begins with %.20q, want %q", name, together[name], begins)
		}
	}
	if entries, err := os.ReadDir(above); err != nil || len(entries) != len(formats)+1 {
		t.Errorf("something is left beside the folders: %v, %v", entries, err)
	}
	// Again over itself: all of it is replaced, and nothing else is there.
	answer(t, "export --format xlsx --force --data "+tiny+" --out "+all)
	require.Len(t, contents(t, all), 1)
}

// A data package as one file is a data set too.
func TestExportZip(t *testing.T) {
	file := filepath.Join(t.TempDir(), "tiny.zip")
	words := "export --format datapackage --data " + tiny + " --out " + file
	stdout := answer(t, words)
	files, last := listed(t, stdout)
	info, err := os.Stat(file)
	require.NoError(t, err)
	if diff := cmp.Diff(map[string]int{"tiny.zip": int(info.Size())}, files); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	require.Equal(t, "written to "+file+" as datapackage", last)
	question := "attendance first XAR --series harbour --data "
	require.Equal(t, answer(t, question+tiny), answer(t, question+file))
	require.Equal(t, "no differences\n", answer(t, "diff "+file+" "+tiny))

	got := call(words)
	require.Equal(t, statusWrong, got.status)
	require.Contains(t, got.stderr, "--force")
	answer(t, words+" --force")
	got = call("export --format csv,datapackage --data " + tiny + " --out " + file)
	require.Equal(t, statusUsage, got.status)
	require.Contains(t, got.stderr, "a zip file is a data package")
}

// What is no data set is refused, and what would fill the memory too.
func TestDataInZip(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"plain.zip": "no zip file", "empty.zip": ""} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	zipped := func(name string, entries ...string) {
		f, err := os.Create(filepath.Join(dir, name))
		require.NoError(t, err)
		z := zip.NewWriter(f)
		for _, entry := range entries {
			_, err := z.Create(entry)
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		require.NoError(t, f.Close())
	}
	zipped("climbs.zip", "../series.csv", "/etc/summits.csv")
	zipped("none.zip")
	// Bombs of 3 GiB of zeros are some kilobytes; here they only say so.
	for name, sizes := range map[string][]uint64{"bomb.zip": {3 << 30}, "bombs.zip": {3 << 29, 3 << 29}, "overflow.zip": {1 << 63, 1 << 63}} {
		f, err := os.Create(filepath.Join(dir, name))
		require.NoError(t, err)
		z := zip.NewWriter(f)
		for i, size := range sizes {
			_, err = z.CreateRaw(&zip.FileHeader{Name: []string{"series.csv", "summits.csv"}[i], Method: zip.Deflate, UncompressedSize64: size})
			require.NoError(t, err)
		}
		require.NoError(t, z.Close())
		require.NoError(t, f.Close())
	}
	for name, want := range map[string]string{
		"plain.zip":    "plain.zip: zip: not a valid zip file",
		"empty.zip":    "empty.zip: zip: not a valid zip file",
		"climbs.zip":   `climbs.zip: has the entry "../series.csv", which is no path in a folder`,
		"none.zip":     "13 faults in " + filepath.Join(dir, "none.zip"),
		"bomb.zip":     "has more than 2 GiB when it is unpacked",
		"bombs.zip":    "has more than 2 GiB when it is unpacked",
		"overflow.zip": "has more than 2 GiB when it is unpacked",
	} {
		got := call("list series --data " + filepath.Join(dir, name))
		require.Equal(t, statusWrong, got.status, name)
		require.Contains(t, got.stderr, want)
	}
}

// A part is a data set of its own, of the gatherings asked for.
func TestExportPart(t *testing.T) {
	for _, row := range []struct {
		flags string
		want  []string // the summits
	}{
		{"--series quad", []string{"quad-2021-virtual", "quad-2021-washington", "quad-2022-virtual", "quad-2022-tokyo", "quad-2023-hiroshima", "quad-2023-sydney", "quad-2024-wilmington", "quad-2025-india"}},
		{"--series quad,brics --from 2022-05 --to 2022", []string{"quad-2022-tokyo", "brics-2022-virtual"}},
		{"--to 1975-05", []string{"nato-1957-paris", "nato-1974-brussels", "nato-1975-brussels"}},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		answer(t, "export --format csv --no-derived "+row.flags+" --out "+dir)
		part, err := dataset.Load(os.DirFS(dir))
		require.NoError(t, err)
		var got []string
		for s := range part.Timeline().Summits() {
			got = append(got, string(s.ID))
		}
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.flags, diff)
		}
	}
	// With the derived tables of a part, all that they refer to is in it.
	for _, flags := range []string{"--series quad --from 2022", "--series g7,g20 --from 1996 --to 2000", "--series nato --to 1977", "--from 2026"} {
		dir := filepath.Join(t.TempDir(), "out")
		answer(t, "export --format csv "+flags+" --out "+dir)
		files, ids := contents(t, dir), map[string]map[string]bool{"actors": {}}
		book := table(t, files["codebook.csv"])
		for _, c := range book {
			if ids[c["table"]] == nil { // its first column is what its rows are known by
				ids[c["table"]] = map[string]bool{}
				for _, row := range table(t, files[c["table"]+".csv"]) {
					ids[c["table"]][row[c["column"]]] = true
					if slices.Contains([]string{"participants", "groups", "people"}, c["table"]) {
						ids["actors"][row[c["column"]]] = true
					}
				}
			}
		}
		for _, c := range book {
			missing := map[string]bool{}
			for _, row := range table(t, files[c["table"]+".csv"]) {
				for _, id := range strings.Split(row[c["column"]], ";") {
					if c["ref"] != "" && id != "" && !ids[c["ref"]][id] {
						missing[id] = true
					}
				}
			}
			if len(missing) > 0 {
				t.Errorf("%s: %s of %s has %d ids that are not in %s", flags, c["column"], c["table"], len(missing), c["ref"])
			}
		}
	}
	dir := filepath.Join(t.TempDir(), "out")
	answer(t, "export --format csv,json --tables summits,streaks --out "+dir)
	var got []string
	for name := range contents(t, dir) {
		got = append(got, name)
	}
	slices.Sort(got)
	if diff := cmp.Diff([]string{"streaks.csv", "streaks.json", "summits.csv", "summits.json"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
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

// A folder that has something in it is left as it is, unless it is said that it may be replaced. Then it is replaced as a whole, if all
// that it has is of an export.
func TestExportForce(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "out")
	words := "export --data " + tiny + " --format csv --out " + dir
	write := func(name string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte("old"), 0o644))
	}
	refused := func(words, says string) {
		t.Helper()
		before := contents(t, dir)
		got := call(words)
		require.Equal(t, statusWrong, got.status)
		require.Empty(t, got.stdout)
		if !strings.Contains(got.stderr, dir) || !strings.Contains(got.stderr, says) {
			t.Errorf("%q does not say which folder, or %q", got.stderr, says)
		}
		if diff := cmp.Diff(before, contents(t, dir)); diff != "" {
			t.Fatalf("refused, and written (-before +after):\n%s", diff)
		}
	}
	want := filepath.Join(t.TempDir(), "want")
	answer(t, "export --data "+tiny+" --format csv --out "+want)
	for _, old := range []string{"codebook.csv", "streaks.parquet", "nato-ties.gexf", "parquet/people/part-0.parquet", "LICENSE"} {
		write(old)
		write("people.csv")
		refused(words, "--force")
		answer(t, words+" --force")
		if diff := cmp.Diff(contents(t, want), contents(t, dir)); diff != "" {
			t.Errorf("with --force over %s (-want +got):\n%s", old, diff)
		}
	}
	for _, foreign := range []string{"notes.txt", "visits.csv", "more/people.csv", "people.csv.bak"} {
		write(foreign)
		refused(words, "--force")
		refused(words+" --force", filepath.FromSlash(foreign))
		require.NoError(t, os.Remove(filepath.Join(dir, filepath.FromSlash(foreign))))
	}
	// Tables alone are perhaps somebody's work. They are replaced by the same tables, as who brings them into order wants it.
	require.NoError(t, os.RemoveAll(dir))
	require.NoError(t, os.CopyFS(dir, os.DirFS(tiny)))
	own := "export --data " + dir + " --out " + dir + " --force "
	refused(words+" --force", "nothing shows that they are an export")
	refused("merge "+later+" --force --out "+dir, "nothing shows that they are an export")
	for _, flags := range []string{"--format json", "--format csv --tables series", "--format csv --series harbour"} {
		refused(own+flags, "is what is read")
	}
	answer(t, own+"--format csv --no-derived")
	if diff := cmp.Diff(contents(t, tiny), contents(t, dir)); diff != "" {
		t.Errorf("over itself (-want +got):\n%s", diff)
	}
	link := filepath.Join(above, "link")
	require.NoError(t, os.Symlink(dir, link))
	got := call("export --data " + tiny + " --force --out " + link)
	require.Equal(t, statusWrong, got.status)
	require.Contains(t, got.stderr, "is a link")
	entries, err := os.ReadDir(above)
	require.NoError(t, err)
	require.Len(t, entries, 2, "something is left beside the folder")
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
		{"export --format xls --out " + fresh, statusUsage, `"xls"`, "a format that there is not"},
		{"export --format csv,xls --out " + fresh, statusUsage, `"xls"`, "one of two formats that there is not"},
		{"export --format all,xls --out " + fresh, statusUsage, `"xls"`, "all and one that there is not"},
		{"export --partition --out " + fresh, statusUsage, "--format parquet", "the folders of a format that is not asked for"},
		{"export --tables summit --out " + fresh, statusWrong, `no table "summit"; did you mean summits?`, "a table that there is not"},
		{"export --no-derived --tables streaks --out " + fresh, statusWrong, `no table "streaks"`, "a table that is left out"},
		{"export --series natto --out " + fresh, statusWrong, `no series "natto"; did you mean nato?`, "a series that there is not"},
		{"export --from 2023 --to 2022 --out " + fresh, statusUsage, "--from 2023 is after --to 2022", "a time that ends before it begins"},
		{"export --from 1800 --to 1801 --out " + fresh, statusWrong, "no gathering is left", "a time without gatherings"},
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
