package dataset_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

var update = flag.Bool("update", false, "write the golden files of the messages anew")

// generated are the broken folders that are too large to be kept as files.
var generated = map[string]func(testing.TB, folder){
	"cell-over-64-kib": func(t testing.TB, files folder) {
		change{"people", "Ada Berg", strings.Repeat("A", table.MaxCell+1)}.apply(t, files)
	},
	"cell-of-10-mb": func(t testing.TB, files folder) {
		change{"people", "Otto Dahl", strings.Repeat("A", 10<<20)}.apply(t, files)
	},
	"cell-of-10-mb-in-the-header": func(t testing.TB, files folder) {
		change{"series", "series_id", strings.Repeat("A", 10<<20)}.apply(t, files)
	},
	"row-over-1-mib": func(t testing.TB, files folder) {
		change{"people", "Otto Dahl", "Otto Dahl" + strings.Repeat(",", 2*table.MaxRow)}.apply(t, files)
	},
	"file-of-10-mb-without-line-end": func(_ testing.TB, files folder) {
		files["groups.csv"] = &fstest.MapFile{Data: bytes.Repeat([]byte{0}, 10<<20)}
	},
	"quote-unclosed-in-a-large-file": func(t testing.TB, files folder) {
		change{"people", "Otto Dahl,", "\"Otto Dahl," + strings.Repeat("\nnobody,Nobody,", 100_000)}.apply(t, files)
	},
}

// located matches a line of an error that says in which file, and if it can where in it, something is wrong.
var located = regexp.MustCompile(`^[a-z_]+\.csv(:[1-9][0-9]*)?: \S`)

func TestMalformed(t *testing.T) {
	cases := names(t, "malformed", fs.DirEntry.IsDir)
	for _, other := range []string{"documents", "lists", "mappings", "zips"} { // of exporters, importers and the command
		i := slices.Index(cases, other)
		require.GreaterOrEqual(t, i, 0, other)
		cases = slices.Delete(cases, i, i+1)
	}
	require.GreaterOrEqual(t, len(cases), 140)
	for name := range generated {
		cases = append(cases, name)
	}
	slices.Sort(cases)
	for _, golden := range names(t, "malformed", func(e fs.DirEntry) bool { return !e.IsDir() }) {
		require.Contains(t, cases, strings.TrimSuffix(golden, ".golden"), "a golden file of nothing")
	}
	base := tiny(t)
	for _, name := range cases {
		t.Run(name, func(t *testing.T) {
			files := changed(t, base)
			if breakIt, ok := generated[name]; ok {
				breakIt(t, files)
			} else {
				files = patched(t, base, filepath.Join("malformed", name))
			}
			data, err := dataset.Load(files)
			require.Error(t, err)
			if !data.Equal(dataset.Data{}.Register) {
				t.Error("a folder with faults gave data")
			}
			checkFaults(t, files, err)
			if strings.HasPrefix(name, "follows-not-") {
				patch := names(t, filepath.Join("malformed", name), func(fs.DirEntry) bool { return true })
				faults, _ := timeline.Faults(err)
				for _, f := range faults {
					if !slices.Contains(patch, f.File) && !slices.Contains(patch, f.File+".missing") {
						t.Errorf("follows from a fault that is reported already: %v", f)
					}
				}
			}

			text := err.Error() + "\n"
			golden := filepath.Join("..", "testdata", "malformed", name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(text), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			if diff := cmp.Diff(string(want), text); diff != "" {
				t.Errorf("messages (-want +got):\n%s", diff)
			}

			_, warnings, err := dataset.Check(files)
			require.Error(t, err)
			if diff := cmp.Diff(text, err.Error()+"\n"); diff != "" {
				t.Errorf("Load against Check (-Load +Check):\n%s", diff)
			}
			if len(warnings) > 0 {
				t.Errorf("warnings beside faults: %v", warnings)
			}
		})
	}
}

// checkFaults wants an error of faults, a line each, that say where they are: the value they name stands in the file, line and
// column that they name, and they come in the order of the tables and lines.
func checkFaults(t *testing.T, files folder, err error) {
	t.Helper()
	faults, all := timeline.Faults(err)
	require.True(t, all, "an error that is no fault: %v", err)
	lines := strings.Split(err.Error(), "\n")
	require.Len(t, lines, len(faults), "a message of more than one line")
	seen := make(map[string]bool)
	for i, line := range lines {
		if !located.MatchString(line) {
			t.Errorf("names no file: %s", line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("has characters that a terminal does not show: %q", line)
		}
		if seen[line] {
			t.Errorf("is there twice: %s", line)
		}
		seen[line] = true
		f := faults[i]
		if (f.Row > 0 || f.Column != "") && f.Line == 0 {
			t.Errorf("names no line: %s", line)
		}
		if i > 0 && place(faults[i-1]) > place(f) {
			t.Errorf("%s\ncomes after\n%s", line, lines[i-1])
		}
		row, header, number, ok := rowAt(files, f)
		if !ok {
			continue
		}
		if number != f.Row {
			t.Errorf("is row %d, not row %d: %s", number, f.Row, line)
		}
		if column := slices.Index(header, f.Column); column >= 0 && !strings.Contains(row[column], f.Value) {
			t.Errorf("%q is not in column %s there, which has %q: %s", f.Value, f.Column, row[column], line)
		}
	}
}

// place orders faults as text: by table and line.
func place(f *timeline.Fault) string {
	return fmt.Sprintf("%02d %08d", slices.Index(tables(), strings.TrimSuffix(f.File, ".csv")), f.Line)
}

// rowAt finds the row of a fault in its file by counting lines anew; not ok where the file is no plain CSV so far.
func rowAt(files folder, f *timeline.Fault) (row, header []string, number int, ok bool) {
	file, there := files[f.File]
	if !there || f.Line < 2 || f.Column == "" || f.Column == "header" {
		return nil, nil, 0, false
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(file.Data, []byte("\ufeff"))))
	reader.FieldsPerRecord = -1
	header, err := reader.Read()
	if err != nil {
		return nil, nil, 0, false
	}
	for number := 1; ; number++ {
		row, err := reader.Read()
		if err != nil || len(row) < len(header) {
			return nil, nil, 0, false
		}
		if line, _ := reader.FieldPos(0); line == f.Line {
			return row, header, number, true
		}
	}
}

// Each column refuses what its tags say that it does not have: a fault there, and none anywhere else.
func TestEachColumnIsChecked(t *testing.T) {
	base := tiny(t)
	for name, schema := range schemas(t) {
		for i, column := range schema.Columns {
			bad := map[string]string{}
			switch column.Type {
			case "enum":
				bad["a word that is not in the list"] = "nonsense"
			case "date":
				bad["a day that does not exist"] = "2003-02-31"
			case "integer":
				bad["a leading zero"] = "01"
			case "list":
				bad["an empty item"] = "a;;b"
			}
			if column.Required {
				bad["nothing where something is required"] = ""
			}
			if column.Ref != "" {
				bad["an id of nothing"] = "XXX"
			}
			bad["a blank at the end"] = "x "
			bad["a control character"] = "x\u0007y"
			bad["an invisible character"] = "x\u200by"
			for reason, cell := range bad {
				t.Run(name+"/"+column.Name+"/"+reason, func(t *testing.T) {
					rows := cells(t, base[name+".csv"].Data)
					rows = append(rows, slices.Clone(rows[1])) // a row of its own, to which nothing refers
					last := len(rows) - 1
					rows[last][i] = cell
					files := changed(t, base)
					files[name+".csv"] = csvFile(t, rows)
					_, err := dataset.Load(files)
					require.Error(t, err)
					faults, _ := timeline.Faults(err)
					at := slices.IndexFunc(faults, func(f *timeline.Fault) bool {
						return f.File == name+".csv" && f.Line == last+1 && f.Column == column.Name && f.Value == cell
					})
					if at < 0 {
						t.Fatalf("no fault at %s.csv:%d %s:\n%v", name, last+1, column.Name, err)
					}
					if words := strings.Join(column.Words, ", "); cell == "nonsense" && faults[at].Err.Error() != "want one of "+words {
						t.Errorf("does not name the words of the column, %s: %v", words, faults[at])
					}
				})
			}
		}
	}
}

// A folder whose files cannot be opened or read to their end says which file, and does not load what it has of it.
func TestLoadUnreadable(t *testing.T) {
	cause := errors.New("the disk is on fire")
	tests := []struct {
		reason string
		folder fs.FS
		want   string
	}{
		{"a file that cannot be looked at", failing{tiny(t), "people.csv", nil, nil, cause}, "people.csv: the disk is on fire"},
		{"a file that cannot be opened", failing{tiny(t), "people.csv", cause, nil, nil}, "people.csv: the disk is on fire"},
		{"a file that cannot be read", failing{tiny(t), "people.csv", nil, cause, nil}, "people.csv: the disk is on fire"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			_, err := dataset.Load(test.folder)
			require.ErrorIs(t, err, cause)
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
		})
	}
	_, err := dataset.Load(os.DirFS(filepath.Join("..", "testdata", "no-such-folder")))
	require.Error(t, err)
	checkFaults(t, nil, err)
}

// failing is a folder one file of which fails.
type failing struct {
	fs.FS
	name             string
	open, read, stat error
}

func (f failing) Open(name string) (fs.File, error) {
	if name == f.name && f.open != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: f.open}
	}
	file, err := f.FS.Open(name)
	if name == f.name && err == nil && f.read != nil {
		return failingFile{file, io.MultiReader(io.LimitReader(file, 40), broken{f.read})}, nil
	}
	return file, err
}

func (f failing) Stat(name string) (fs.FileInfo, error) {
	if name == f.name && f.stat != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: f.stat}
	}
	return fs.Stat(f.FS, name)
}

type failingFile struct {
	fs.File
	from io.Reader
}

func (f failingFile) Read(p []byte) (int, error) { return f.from.Read(p) }

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }
