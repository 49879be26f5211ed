package dataset_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func TestOpen(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	for _, count := range data.Counts() {
		if count.Rows == 0 {
			t.Errorf("the built-in table %s is empty", count.Table)
		}
	}
	loaded, err := dataset.Load(dataset.Files())
	require.NoError(t, err)
	if !loaded.Equal(data.Register) {
		t.Error("Open and Load of Files differ")
	}
}

// The warnings on the built-in data are for its curators: they are shown, and are no failure.
func TestWarningsOnTheBuiltIn(t *testing.T) {
	_, warnings, err := dataset.Check(dataset.Files())
	require.NoError(t, err)
	for _, w := range warnings {
		t.Log(w)
	}
	t.Logf("%d warnings", len(warnings))
}

func TestAsOfIsADay(t *testing.T) {
	day, err := timeline.ParseDate(dataset.AsOf)
	require.NoError(t, err)
	if day.Day == 0 {
		t.Errorf("AsOf is %s, want a day", day)
	}
}

// The folders in canonical form are written as they were read, to the byte.
func TestCanonical(t *testing.T) {
	for _, name := range []string{"tiny", "cases"} {
		t.Run(name, func(t *testing.T) {
			files := readFolder(t, name)
			data, err := dataset.Load(files)
			require.NoError(t, err)
			if diff := cmp.Diff(texts(files), texts(written(t, data.Register))); diff != "" {
				t.Errorf("tables (-read +written):\n%s", diff)
			}
		})
	}
}

func TestTinyLoads(t *testing.T) {
	data, warnings, err := dataset.Check(os.DirFS(filepath.Join("..", "testdata", "tiny")))
	require.NoError(t, err)
	for _, w := range warnings {
		t.Error(w)
	}
	want := []dataset.Count{
		{"series", 2},
		{"summits", 4},
		{"sessions", 3},
		{"participants", 5},
		{"participant_codes", 4},
		{"groups", 2},
		{"memberships", 6},
		{"people", 5},
		{"attendance", 10},
		{"topics", 4},
		{"discussions", 5},
		{"coverage", 4},
		{"sources", 5},
	}
	if diff := cmp.Diff(want, data.Counts()); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	if got, want := data.Counts()[1].String(), "4 summits"; got != want {
		t.Errorf("count is %q, want %q", got, want)
	}
	if got, want := data.Name("costa-livia"), "Lívia Costa"; got != want {
		t.Errorf("name is %q, want %q", got, want)
	}
}

// Other ways of writing the same cells load as the same data.
func TestAcceptedForms(t *testing.T) {
	base := tiny(t)
	want, err := dataset.Load(base)
	require.NoError(t, err)
	each := func(change func([]byte) []byte) folder {
		files := make(folder)
		for name, file := range base {
			files[name] = &fstest.MapFile{Data: change(bytes.Clone(file.Data))}
		}
		return files
	}
	mark := []byte("\ufeff")
	tests := []struct {
		reason string
		files  folder
	}{
		{"with a byte order mark", each(func(b []byte) []byte { return slices.Concat(mark, b) })},
		{"with CRLF", each(func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")) })},
		{"with both", each(func(b []byte) []byte {
			return slices.Concat(mark, bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
		})},
		{"without a line end at the end", each(func(b []byte) []byte { return bytes.TrimSuffix(b, []byte("\n")) })},
		{"with empty lines", each(func(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\n"), []byte("\n\n")) })},
		{"with all cells in quotes", each(func(b []byte) []byte {
			var out bytes.Buffer
			for _, row := range cells(t, b) {
				for i, cell := range row {
					if i > 0 {
						out.WriteByte(',')
					}
					out.WriteString(`"` + strings.ReplaceAll(cell, `"`, `""`) + `"`)
				}
				out.WriteByte('\n')
			}
			return out.Bytes()
		})},
		{"with other files beside them", func() folder {
			files := maps.Clone(base)
			files["README.md"] = &fstest.MapFile{Data: []byte("# About\n")}
			files["summits.json"] = &fstest.MapFile{Data: []byte("{")}
			return files
		}()},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			got, err := dataset.Load(test.files)
			require.NoError(t, err)
			if !got.Equal(want.Register) {
				t.Error("the data is not that of the plain folder")
			}
		})
	}
}

// What looks like a fault and is none loads.
func TestNearMisses(t *testing.T) {
	base := tiny(t)
	tests := []struct {
		reason  string
		changes []change
	}{
		{"who was absent from the summit can attend a meeting beside it", []change{
			{"attendance", "harbour-2003-belm-dinner,XDU,,unknown", "harbour-2003-belm-dinner,XDU,,attended"},
			{"attendance", "harbour-2003-belm,,XAR,varga-ilona", "harbour-2003-belm,,XDU,,absent,guest,,,,,low,belm-2003-report,\nharbour-2003-belm,,XAR,varga-ilona"},
		}},
		{"who came to the summit can be absent from a session", []change{
			{"attendance", "belm-plenary,XCO,", "belm-plenary,XAR,,absent,,,,,,low,belm-2003-report,\nharbour-2003-belm,harbour-2003-belm-plenary,XCO,"},
		}},
		{"who was replaced at one session can sit in another", []change{
			{"attendance", "belm-dinner,XDU,,unknown", "belm-dinner,XAR,berg-ada,attended"},
		}},
		{"an edition that was not held can share its ordinal with the one in its place", []change{
			{"summits", "Corda summit,3", "Corda summit,2"},
		}},
		{"an extraordinary meeting can have an ordinal of its own count", []change{
			{"summits", "Belm summit,2,regular", "Belm summit,1,extraordinary"},
			{"coverage", "UNION,1,2", "UNION,1,1"},
		}},
		{"a meeting beside the summit can lie a week after it", []change{{"sessions", "board\",2003-09-20", "board\",2003-09-28"}}},
		{"a topic can have its own label as an alias", []change{{"topics", "ports", "ports;harbours"}}},
		{"a participant can end with the summit, and begin with it", []change{
			{"participants", "XBE,state,Belmora,,", "XBE,state,Belmora,,2003-09-20"},
			{"participants", "2002-05-20,", "2003-09-21,"},
		}},
		{"ids of a summit and of its session can be one, as they are of two sorts", []change{
			{"sessions", "harbour-2001-arna-opening", "harbour-2001-arna"},
		}},
		{"a cell can be of 64 KiB", []change{{"people", "Ada Berg", strings.Repeat("A", 64<<10)}}},
		{"a name can have letters of any script, and a quotation mark", []change{{"people", "Ada Berg", "\"Áda \"\"阿達\"\" Берг, Jr.\""}}},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			_, err := dataset.Load(changed(t, base, test.changes...))
			require.NoError(t, err)
		})
	}
}

// A table without rows is its header; an empty data set is 13 of them.
func TestHeadersAlone(t *testing.T) {
	files := make(folder)
	for name, file := range tiny(t) {
		header, _, _ := bytes.Cut(file.Data, []byte("\n"))
		files[name] = &fstest.MapFile{Data: append(header, '\n')}
	}
	data, warnings, err := dataset.Check(files)
	require.NoError(t, err)
	require.Empty(t, warnings)
	for _, count := range data.Counts() {
		if count.Rows != 0 {
			t.Errorf("%s in an empty data set", count)
		}
	}
	if diff := cmp.Diff(texts(files), texts(written(t, data.Register))); diff != "" {
		t.Errorf("tables (-read +written):\n%s", diff)
	}
	if _, err := data.Who("XAR"); err == nil {
		t.Error("somebody is known in an empty data set")
	}
}

// The order of the rows means nothing.
func TestPermutedRows(t *testing.T) {
	for _, name := range []string{"tiny", "cases"} {
		base := readFolder(t, name)
		want, err := dataset.Load(base)
		require.NoError(t, err)
		canonical := texts(written(t, want.Register))
		rapid.Check(t, func(rt *rapid.T) {
			files := make(folder)
			for _, file := range slices.Sorted(maps.Keys(base)) {
				rows := cells(t, base[file].Data)
				files[file] = csvFile(t, append(rows[:1], rapid.Permutation(rows[1:]).Draw(rt, file)...))
			}
			got, err := dataset.Load(files)
			require.NoError(t, err)
			if !got.Equal(want.Register) {
				rt.Errorf("%s with its rows in another order is other data", name)
			}
			if diff := cmp.Diff(canonical, texts(written(t, got.Register))); diff != "" {
				rt.Errorf("tables (-want +got):\n%s", diff)
			}
		})
	}
}

// One cell changed is other data: Equal compares every column of every table.
func TestEqualSeesEachColumn(t *testing.T) {
	base := tiny(t)
	want, err := dataset.Load(base)
	require.NoError(t, err)
	seen := 0
	for name, schema := range schemas(t) {
		for i, column := range schema.Columns {
			var other string
			switch {
			case column.Ref != "" || column.Key:
				continue // changes elsewhere are needed too
			case column.Type == "string":
				other = "another"
			case column.Type == "date":
				other = "2002-05-21"
			case column.Type == "integer":
				other = "7"
			case column.Type == "enum":
				other = column.Words[len(column.Words)-1]
			default:
				other = "another;text"
			}
			for k := range cells(t, base[name+".csv"].Data)[1:] {
				rows := cells(t, base[name+".csv"].Data)
				if rows[k+1][i] == other {
					continue
				}
				rows[k+1][i] = other
				files := changed(t, base)
				files[name+".csv"] = csvFile(t, rows)
				got, err := dataset.Load(files)
				if err != nil {
					continue // a cell that others bind
				}
				seen++
				if got.Equal(want.Register) || want.Equal(got.Register) {
					t.Errorf("%s.csv:%d: %s %q makes no difference", name, k+2, column.Name, other)
				}
			}
		}
	}
	require.Greater(t, seen, 100)
}

// Faults in every table come in one error, in the order of the tables, then of the lines.
func TestAllFaultsTogether(t *testing.T) {
	base := tiny(t)
	rapid.Check(t, func(rt *rapid.T) {
		files := make(folder)
		var want []string
		for _, name := range tables() {
			rows := cells(t, base[name+".csv"].Data)
			for i := range rows[1:] {
				if rapid.Bool().Draw(rt, name) {
					rows[i+1][len(rows[0])-1] += "\u200b"
					want = append(want, place(&timeline.Fault{File: name + ".csv", Line: i + 2}))
				}
			}
			files[name+".csv"] = csvFile(t, rows)
		}
		_, err := dataset.Load(files)
		faults, all := timeline.Faults(err)
		if !all {
			rt.Fatalf("an error that is no fault: %v", err)
		}
		var got []string
		for _, f := range faults {
			got = append(got, place(f))
		}
		// A fault in the last column, which is a date in some tables, may be two of one cell.
		if diff := cmp.Diff(want, slices.Compact(got)); diff != "" {
			rt.Errorf("places (-want +got):\n%s\n%v", diff, err)
		}
	})
}

// Whatever a table holds, loading does not panic, and says where faults are; what loads is written and loads as the same data.
func FuzzLoad(f *testing.F) {
	base := tiny(f)
	for i, name := range tables() {
		f.Add(uint8(i), base[name+".csv"].Data)
		patches, err := filepath.Glob(filepath.Join("..", "testdata", "malformed", "*", name+".csv"))
		require.NoError(f, err)
		for _, patch := range patches {
			if text, err := os.ReadFile(patch); err == nil {
				f.Add(uint8(i), text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, text []byte) {
		files := maps.Clone(base)
		files[tables()[int(which)%len(tables())]+".csv"] = &fstest.MapFile{Data: text}
		data, warnings, err := dataset.Check(files)
		if err != nil {
			checkFaults(t, files, err)
			return
		}
		for _, w := range warnings {
			if !located.MatchString(w.Error()) {
				t.Errorf("a warning names no file: %s", w)
			}
		}
		again := written(t, data.Register)
		got, err := dataset.Load(again)
		require.NoError(t, err, "what was written does not load")
		if !got.Equal(data.Register) {
			t.Error("what was written loads as other data")
		}
		if diff := cmp.Diff(texts(again), texts(written(t, got.Register))); diff != "" {
			t.Errorf("written twice (-first +second):\n%s", diff)
		}
	})
}

// A pipe in place of a file would be waited for without end.
func TestLoadReadsFilesAlone(t *testing.T) {
	files := tiny(t)
	files["people.csv"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	_, err := dataset.Load(files)
	require.EqualError(t, err, "people.csv: is no regular file")
}

// A chain of broader topics takes time in proportion to its length, and a cycle at its end is said of its own topics alone.
func TestLoadLongChainOfTopics(t *testing.T) {
	const length = 20_000
	files := tiny(t)
	text := bytes.NewBuffer(files["topics.csv"].Data)
	for i := range length {
		fmt.Fprintf(text, "chain-%d,Chain %d,chain-%d,,,\n", i, i, min(i+1, length-2))
	}
	files["topics.csv"] = &fstest.MapFile{Data: text.Bytes()}
	_, err := dataset.Load(files)
	faults, all := timeline.Faults(err)
	require.True(t, all)
	require.Len(t, faults, 1)
	require.Equal(t, fmt.Sprintf("chain-%d", length-2), faults[0].Value)
}
