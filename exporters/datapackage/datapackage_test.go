package datapackage_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
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

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/datapackage"
	"github.com/summitry/summitry/timeline"
)

var update = flag.Bool("update", false, "write the golden file anew")

var about = datapackage.Package{
	Name: "harbour", Title: "Harbour <Forum> & friends", Description: "a small set", Version: "1.0.0", Homepage: "https://example.org/harbour", Keywords: []string{"summits"},
	Licence:      datapackage.Licence{Name: "CC-BY-4.0", Title: "Creative Commons Attribution 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
	Contributors: []datapackage.Contributor{{Title: "A. Coder", Path: "https://example.org/a", Roles: []string{"creator"}}},
	Citation:     datapackage.Citation{Text: "A. Coder (2005). Harbour.", BibTeX: "@misc{harbour,\n}"},
}

func tiny(t *testing.T) dataset.Data {
	t.Helper()
	data, err := dataset.Load(os.DirFS(filepath.Join("..", "..", "testdata", "tiny")))
	require.NoError(t, err)
	return data
}

func builtIn(t *testing.T) dataset.Data {
	t.Helper()
	data, err := dataset.Open()
	require.NoError(t, err)
	return data
}

// all gives every table that an export has.
func all(data dataset.Data) []exporters.Table {
	tables := append(exporters.Tables(data.Register), exporters.Derived(data.Register)...)
	return append(tables, exporters.Codebook(tables...))
}

func writeZip(t *testing.T, tables ...exporters.Table) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, datapackage.WriteZip(&b, about, tables...))
	return b.Bytes()
}

func unzip(t *testing.T, data []byte) fs.FS {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	return r
}

func content(t *testing.T, folder fs.FS) map[string]string {
	t.Helper()
	found := make(map[string]string)
	entries, err := fs.ReadDir(folder, ".")
	require.NoError(t, err)
	for _, e := range entries {
		text, err := fs.ReadFile(folder, e.Name())
		require.NoError(t, err)
		found[e.Name()] = string(text)
	}
	return found
}

func TestDescriptorOfTheSmallSet(t *testing.T) {
	tables := exporters.Tables(tiny(t).Register)
	got, path := content(t, unzip(t, writeZip(t, append(tables, exporters.Codebook(tables...))...))), filepath.Join("testdata", "datapackage.json")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got["datapackage.json"]), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if d := cmp.Diff(string(want), got["datapackage.json"]); d != "" {
		t.Errorf("run go test ./exporters/datapackage -update (-want +got):\n%s", d)
	}
	require.Equal(t, "The data of this package are licensed under Creative Commons Attribution 4.0.\n\nhttps://creativecommons.org/licenses/by/4.0/\n", got["LICENSE"])
	require.Equal(t, "A. Coder (2005). Harbour.\n\n@misc{harbour,\n}\n", got["CITATION"])
}

// A package is a folder that can be loaded, and gives the set that it came from.
func TestPackagesAreLoaded(t *testing.T) {
	for name, data := range map[string]dataset.Data{"tiny": tiny(t), "built-in": builtIn(t)} {
		t.Run(name, func(t *testing.T) {
			if name == "built-in" && testing.Short() {
				t.Skip("large")
			}
			tables := exporters.Tables(data.Register)
			dir, packed := filepath.Join(t.TempDir(), "new", "folder"), writeZip(t, tables...)
			require.NoError(t, datapackage.WriteDir(dir, about, tables...))
			for way, folder := range map[string]fs.FS{"folder": os.DirFS(dir), "zip": unzip(t, packed)} {
				again, err := dataset.Load(folder)
				require.NoError(t, err)
				require.True(t, again.Equal(data.Register), way)
			}
			if d := cmp.Diff(content(t, os.DirFS(dir)), content(t, unzip(t, packed))); d != "" {
				t.Errorf("(-folder +zip):\n%s", d)
			}
			require.True(t, bytes.Equal(packed, writeZip(t, tables...)), "twice the same bytes")
			require.NoError(t, datapackage.WriteDir(dir, about, tables...), "over what is there")
		})
	}
}

// A descriptor as a reader has it.
type descriptor struct {
	Resources []struct {
		Name, Path, Hash, Type, Profile string
		Bytes                           int
		Schema                          struct {
			Fields []struct {
				Name, Type, Description string
				TrueValues, FalseValues []string
				Constraints             struct {
					Required bool
					Pattern  string
					Enum     []string
				}
			}
			PrimaryKey  []string
			UniqueKeys  [][]string
			ForeignKeys []struct {
				Fields    []string
				Reference struct {
					Resource string
					Fields   []string
				}
			}
			MissingValues []string
		}
	}
}

var (
	whole   = regexp.MustCompile(`^-?\d+$`)
	decimal = regexp.MustCompile(`^-?\d+(\.\d+)?$`)
)

// faults reads a package by its descriptor alone and tells what does not hold.
func faults(t *testing.T, folder fs.FS) (found []string, references int) {
	t.Helper()
	text, err := fs.ReadFile(folder, "datapackage.json")
	require.NoError(t, err)
	var d descriptor
	require.NoError(t, json.Unmarshal(text, &d))
	fault := func(format string, args ...any) { found = append(found, fmt.Sprintf(format, args...)) }
	rows := make(map[string][]map[string]string)
	for _, r := range d.Resources {
		text, err := fs.ReadFile(folder, r.Path)
		require.NoError(t, err)
		if len(text) != r.Bytes || fmt.Sprintf("sha256:%x", sha256.Sum256(text)) != r.Hash {
			fault("%s: other bytes", r.Name)
		}
		require.Equal(t, "table tabular-data-resource", r.Type+" "+r.Profile)
		require.Equal(t, []string{""}, r.Schema.MissingValues)
		records, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
		require.NoError(t, err)
		require.Len(t, records[0], len(r.Schema.Fields))
		patterns := make([]*regexp.Regexp, len(r.Schema.Fields))
		for i, f := range r.Schema.Fields {
			patterns[i] = regexp.MustCompile(f.Constraints.Pattern)
		}
		for _, record := range records[1:] {
			row := make(map[string]string)
			for i, f := range r.Schema.Fields {
				require.Equal(t, records[0][i], f.Name)
				cell, c := record[i], f.Constraints
				row[f.Name] = cell
				ok := true
				switch {
				case cell == "":
					ok = !c.Required
				case f.Type == "integer":
					ok = whole.MatchString(cell)
				case f.Type == "number":
					ok = decimal.MatchString(cell)
				case f.Type == "boolean":
					ok = slices.Contains(slices.Concat(f.TrueValues, f.FalseValues), cell)
				default:
					ok = f.Type == "string" && patterns[i].MatchString(cell) && (c.Enum == nil || slices.Contains(c.Enum, cell))
				}
				if !ok {
					fault("%s.%s: %q", r.Name, f.Name, cell)
				}
			}
			rows[r.Name] = append(rows[r.Name], row)
		}
		keys := r.Schema.UniqueKeys
		if r.Schema.PrimaryKey != nil {
			keys = append(keys, r.Schema.PrimaryKey)
			for _, f := range r.Schema.Fields {
				if slices.Contains(r.Schema.PrimaryKey, f.Name) {
					require.True(t, f.Constraints.Required, "%s.%s", r.Name, f.Name)
				}
			}
		}
		require.Len(t, keys, 1, r.Name)
		seen := make(map[string]bool)
		for _, row := range rows[r.Name] {
			if k := cells(row, keys[0]); seen[k] {
				fault("%s: key %q twice", r.Name, k)
			} else {
				seen[k] = true
			}
		}
	}
	for _, r := range d.Resources {
		for _, k := range r.Schema.ForeignKeys {
			references++
			there := make(map[string]bool)
			require.NotEmpty(t, rows[k.Reference.Resource])
			for _, row := range rows[k.Reference.Resource] {
				there[cells(row, k.Reference.Fields)] = true
			}
			for _, row := range rows[r.Name] {
				if id := cells(row, k.Fields); id != "\x00" && !there[id] {
					fault("%s.%s: %q leads nowhere", r.Name, k.Fields, id)
				}
			}
		}
	}
	return found, references
}

func cells(row map[string]string, names []string) string {
	var b strings.Builder
	for _, n := range names {
		b.WriteString(row[n] + "\x00")
	}
	return b.String()
}

// What the descriptor says of the rows holds of them, and a change of a cell does not pass.
func TestWhatIsSaidHolds(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	data := builtIn(t)
	dir := t.TempDir()
	require.NoError(t, datapackage.WriteDir(dir, about, all(data)...))
	found, references := faults(t, os.DirFS(dir))
	require.Empty(t, found)
	require.Greater(t, references, 20)

	dir = t.TempDir()
	require.NoError(t, datapackage.WriteDir(dir, about, exporters.Tables(data.Register)...))
	path := filepath.Join(dir, "summits.csv")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	for old, change := range map[string][2]string{
		",1957-12-16,":           {",1957-13-16,", `summits.start_date: "1957-13-16"`},
		",regular,1957":          {",normal,1957", `summits.kind: "normal"`},
		"nato,Paris summit,":     {"nato,,", `summits.name: ""`},
		"nato-1974-brussels,":    {"nato-1957-paris,", `summits: key "nato-1957-paris\x00" twice`},
		",FRA,FRA,held":          {",FRA,FRA;,held", `summits.host_ids: "FRA;"`},
		"nato-1957-paris,nato,P": {"nato-1957-paris,otan,P", `summits.[series_id]: "otan\x00" leads nowhere`},
	} {
		require.Contains(t, string(text), old)
		require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(text), old, change[0], 1)), 0o644))
		found, _ := faults(t, os.DirFS(dir))
		require.Contains(t, found, "summits: other bytes")
		require.Contains(t, found, change[1], old)
	}
}

// A row has a column of each type, and references of each sort.
type row struct {
	ID    string                `csv:"id" table:"key,required" doc:"the row"`
	Up    string                `csv:"up" table:"ref=rows" doc:"the row above"`
	Whom  string                `csv:"whom" table:"ref=actors" doc:"somebody"`
	Away  string                `csv:"away" table:"ref=elsewhere"`
	Twin  string                `csv:"twin" table:"ref=pairs"`
	Day   timeline.Date         `csv:"day"`
	Many  timeline.List[string] `csv:"many" table:"ref=rows" doc:"several"`
	Mode  attendance.Mode       `csv:"mode" table:"required" doc:"how"`
	Count *int                  `csv:"count" doc:"how many"`
	Share *float64              `csv:"share" doc:"how much"`
	Is    bool                  `csv:"is" doc:"whether"`
}

type pair struct {
	A string `csv:"a" table:"key,required,ref=rows"`
	B string `csv:"b" table:"key"`
}

func TestSchema(t *testing.T) {
	rows := exporters.NewTable("rows", "some rows", slices.Values([]row{{ID: "x", Mode: attendance.Virtual}}))
	pairs := exporters.NewTable("pairs", "", slices.Values([]pair{{A: "x"}}))
	text := content(t, unzip(t, writeZip(t, rows, pairs)))["datapackage.json"]
	var got struct {
		Resources []struct{ Schema any }
	}
	require.NoError(t, json.Unmarshal([]byte(text), &got))
	for i, want := range []string{
		`{"$schema":"https://datapackage.org/profiles/2.0/tableschema.json","fields":[
			{"name":"id","type":"string","description":"the row","constraints":{"required":true}},
			{"name":"up","type":"string","description":"the row above"},
			{"name":"whom","type":"string","description":"somebody; an id of participants, groups or people"},
			{"name":"away","type":"string"},
			{"name":"twin","type":"string"},
			{"name":"day","type":"string","description":"a day, a month or a year, as precise as it is known","constraints":{"pattern":"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}},
			{"name":"many","type":"string","description":"several; items are joined by semicolons; each is an id of rows","constraints":{"pattern":"^[^;]+(;[^;]+)*$"}},
			{"name":"mode","type":"string","description":"how","constraints":{"required":true,"enum":["in_person","virtual"]}},
			{"name":"count","type":"integer","description":"how many"},
			{"name":"share","type":"number","description":"how much"},
			{"name":"is","type":"boolean","description":"whether","trueValues":["true"],"falseValues":["false"]}
		],"primaryKey":["id"],"foreignKeys":[{"fields":["up"],"reference":{"resource":"rows","fields":["id"]}}],"missingValues":[""]}`,
		`{"$schema":"https://datapackage.org/profiles/2.0/tableschema.json","fields":[
			{"name":"a","type":"string","constraints":{"required":true}},{"name":"b","type":"string"}
		],"uniqueKeys":[["a","b"]],"foreignKeys":[{"fields":["a"],"reference":{"resource":"rows","fields":["id"]}}],"missingValues":[""]}`,
	} {
		var w any
		require.NoError(t, json.Unmarshal([]byte(want), &w))
		if d := cmp.Diff(w, got.Resources[i].Schema); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

func TestLittleIsEnough(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, datapackage.WriteZip(&b, datapackage.Package{Name: "x"}, exporters.NewTable("pairs", "", slices.Values([]pair(nil)))))
	files := content(t, unzip(t, b.Bytes()))
	require.Equal(t, "a,b\n", files["pairs.csv"])
	require.Len(t, files, 2)
	for _, key := range []string{"title", "licenses", "contributors", "citation", "keywords", "homepage", "version", "null"} {
		require.NotContains(t, files["datapackage.json"], `"`+key+`"`)
	}
	require.NotContains(t, files["datapackage.json"], "null")

	b.Reset()
	some := datapackage.Package{Name: "x", Licence: datapackage.Licence{Name: "CC0-1.0"}, Citation: datapackage.Citation{Text: "X."}}
	require.NoError(t, datapackage.WriteZip(&b, some, exporters.NewTable("pairs", "", slices.Values([]pair(nil)))))
	files = content(t, unzip(t, b.Bytes()))
	require.Equal(t, "The data of this package are licensed under CC0-1.0.\n", files["LICENSE"])
	require.Equal(t, "X.\n", files["CITATION"])
}

func TestWhatIsNoPackageIsAnError(t *testing.T) {
	pairs := exporters.NewTable("pairs", "", slices.Values([]pair{{A: "x"}}))
	for name, c := range map[string]struct {
		about  datapackage.Package
		tables []exporters.Table
		want   string
	}{
		"no name":                {datapackage.Package{}, []exporters.Table{pairs}, `datapackage: name "": want lower-case letters, digits, and . _ -`},
		"a name with blanks":     {datapackage.Package{Name: "My Data"}, []exporters.Table{pairs}, `datapackage: name "My Data": want lower-case letters, digits, and . _ -`},
		"no tables":              {about, nil, "datapackage: want at least one table"},
		"no table":               {about, []exporters.Table{{}}, `datapackage: table "": want a name of lower-case letters, digits, and . _ -`},
		"a table out of its way": {about, []exporters.Table{exporters.NewTable("../x", "", slices.Values([]pair{}))}, `datapackage: table "../x": want a name of lower-case letters, digits, and . _ -`},
		"a table twice":          {about, []exporters.Table{pairs, pairs}, `datapackage: table "pairs" is there twice`},
		"a table that is none":   {about, []exporters.Table{pairs, exporters.NewTable("maps", "", slices.Values([]map[string]int{}))}, "datapackage: exporters: table maps: map[string]int is not a struct"},
		"a cell that is none":    {about, []exporters.Table{pairs, exporters.NewTable("more", "", slices.Values([]pair{{B: "x"}}))}, `datapackage: exporters: more, row 1: a "": is required`},
	} {
		t.Run(name, func(t *testing.T) {
			require.EqualError(t, datapackage.WriteZip(io.Discard, c.about, c.tables...), c.want)
			dir := filepath.Join(t.TempDir(), "new")
			require.EqualError(t, datapackage.WriteDir(dir, c.about, c.tables...), c.want)
			require.NoDirExists(t, dir)
		})
	}
}

// failing takes some bytes and then no more.
type failing struct{ left int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return 0, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

func TestWriteErrorsAreKept(t *testing.T) {
	pairs := exporters.NewTable("pairs", "", slices.Values([]pair{{A: "x"}}))
	size := len(writeZip(t, pairs))
	for _, left := range []int{0, 30, size / 2, size - 1} {
		require.ErrorIs(t, datapackage.WriteZip(&failing{left}, about, pairs), errFull, "after %d bytes", left)
	}
	require.NoError(t, datapackage.WriteZip(&failing{size}, about, pairs))

	taken := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(taken, nil, 0o644))
	require.ErrorContains(t, datapackage.WriteDir(taken, about, pairs), "datapackage: mkdir")
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "pairs.csv"), 0o755))
	require.ErrorContains(t, datapackage.WriteDir(dir, about, pairs), "pairs.csv")
	require.NoFileExists(t, filepath.Join(dir, "datapackage.json"), "it comes last")
}
