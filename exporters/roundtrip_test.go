package exporters_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/exporters"
)

func TestWriteDirGivesTheFilesBack(t *testing.T) {
	for name, folder := range folders(t) {
		t.Run(name, func(t *testing.T) {
			register := load(t, folder)
			dir := t.TempDir()
			tables := exporters.Tables(register)
			require.NoError(t, exporters.WriteDir(dir, "csv", exporters.WriteCSV, tables...))
			for _, table := range tables {
				file := table.Name() + ".csv"
				want, err := fs.ReadFile(folder, file)
				require.NoError(t, err)
				got, err := os.ReadFile(dir + "/" + file)
				require.NoError(t, err)
				if d := gocmp.Diff(string(want), string(got)); d != "" {
					t.Errorf("%s (-want +got):\n%s", file, d)
				}
			}
			entries, err := os.ReadDir(dir)
			require.NoError(t, err)
			require.Len(t, entries, len(tables), "WriteDir left something beside the tables")
			if !load(t, os.DirFS(dir)).Equal(register) {
				t.Error("the register is another one after writing and loading")
			}
		})
	}
}

func TestDocumentGivesTheRegisterBack(t *testing.T) {
	for name, folder := range folders(t) {
		t.Run(name, func(t *testing.T) {
			register := load(t, folder)
			text := writeDocument(t, register)
			require.True(t, json.Valid([]byte(text)))
			again := readDocument(t, text)
			if !again.Equal(register) {
				t.Error("the register is another one after writing and reading")
			}
			if d := gocmp.Diff(text, writeDocument(t, again)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			// The same through the tables: nothing is lost by being equal in some lenient way.
			for i, table := range exporters.Tables(again) {
				want := write(t, exporters.WriteCSV, exporters.Tables(register)[i])
				if d := gocmp.Diff(want, write(t, exporters.WriteCSV, table)); d != "" {
					t.Errorf("%s (-want +got):\n%s", table.Name(), d)
				}
			}
		})
	}
}

// The bytes of a document are an interface: programs compare and store them.
func TestDocumentOfSmallRegisterIsAsWritten(t *testing.T) {
	if d := gocmp.Diff(small(t), writeDocument(t, readDocument(t, small(t)))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestDocumentPutsRowsBelowTheirOwn(t *testing.T) {
	register := readDocument(t, small(t))
	want := map[string]string{
		"attendance":  "forum-2001,,XAA forum-2001,forum-2001-plenary,XBB",
		"discussions": "forum-2001,,trade forum-2001,forum-2001-plenary,trade",
		"sessions":    "forum-2001-plenary,forum-2001,plenary forum-2001-side,forum-2001,dinner",
	}
	for _, table := range exporters.Tables(register) {
		if want[table.Name()] == "" {
			continue
		}
		var got []string
		for cells, err := range table.Rows() {
			require.NoError(t, err)
			got = append(got, strings.Join(cells[:3], ","))
		}
		if d := gocmp.Diff(want[table.Name()], strings.Join(got, " ")); d != "" {
			t.Errorf("%s (-want +got):\n%s", table.Name(), d)
		}
	}
}

func TestEmptyRegister(t *testing.T) {
	const text = `{"series":[],"participants":[],"groups":[],"people":[],"topics":[],"coverage":[],"sources":[]}`
	register := readDocument(t, text)
	require.JSONEq(t, text, writeDocument(t, register))
	for _, table := range exporters.Tables(register) {
		lines := strings.SplitAfter(write(t, exporters.WriteCSV, table), "\n")
		require.Len(t, lines, 2, "want the header of %s alone", table.Name())
		require.Equal(t, "[]\n", write(t, exporters.WriteJSON, table))
		require.Empty(t, write(t, exporters.WriteJSONLines, table))
	}
}

// reordered writes a JSON value with the keys of each object in another order.
func reordered(b *bytes.Buffer, value any, order func(keys []string)) {
	switch v := value.(type) {
	case map[string]any:
		var keys []string
		for k := range v {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		order(keys)
		b.WriteString("{")
		for i, k := range keys {
			if i > 0 {
				b.WriteString(",")
			}
			name, _ := json.Marshal(k)
			b.Write(name)
			b.WriteString(":")
			reordered(b, v[k], order)
		}
		b.WriteString("}")
	case []any:
		b.WriteString("[")
		for i, item := range v {
			if i > 0 {
				b.WriteString(",")
			}
			reordered(b, item, order)
		}
		b.WriteString("]")
	default:
		text, _ := json.Marshal(v)
		b.Write(text)
	}
}

func TestDocumentReadsKeysInAnyOrder(t *testing.T) {
	for name, folder := range folders(t) {
		register := load(t, folder)
		d := json.NewDecoder(strings.NewReader(writeDocument(t, register)))
		d.UseNumber()
		var value any
		require.NoError(t, d.Decode(&value))
		check := func(t require.TestingT, order func([]string)) {
			var b bytes.Buffer
			reordered(&b, value, order)
			again, err := exporters.ReadDocument(&b)
			require.NoError(t, err)
			require.True(t, again.Equal(register))
		}
		t.Run(name+" sorted", func(t *testing.T) { check(t, func([]string) {}) })
		t.Run(name+" backward", func(t *testing.T) { check(t, slices.Reverse) })
		if name == "tiny" {
			t.Run(name+" shuffled", rapid.MakeCheck(func(t *rapid.T) {
				check(t, func(keys []string) { copy(keys, rapid.Permutation(slices.Clone(keys)).Draw(t, "keys")) })
			}))
		}
	}
}

// Rows of a document have no order: that of the model is made anew.
func TestDocumentReadsRowsInAnyOrder(t *testing.T) {
	register := load(t, folders(t)["built-in"])
	var value any
	d := json.NewDecoder(strings.NewReader(writeDocument(t, register)))
	d.UseNumber()
	require.NoError(t, d.Decode(&value))
	// Lists of strings keep their order, which means something.
	var turn func(any)
	turn = func(value any) {
		switch v := value.(type) {
		case map[string]any:
			for _, below := range v {
				turn(below)
			}
		case []any:
			for i, below := range v {
				turn(below)
				if _, row := below.(map[string]any); row && i < len(v)/2 {
					v[i], v[len(v)-1-i] = v[len(v)-1-i], v[i]
				}
			}
		}
	}
	turn(value)
	text, err := json.Marshal(value)
	require.NoError(t, err)
	if !readDocument(t, string(text)).Equal(register) {
		t.Error("the register depends on the order of rows")
	}
}

// The records of WriteJSON are read back as generic values, and compared with the cells that WriteCSV wrote.
func TestJSONHasTheCellsOfCSV(t *testing.T) {
	for name, folder := range folders(t) {
		for _, table := range exporters.Tables(load(t, folder)) {
			t.Run(name+" "+table.Name(), func(t *testing.T) {
				compareJSON(t, table)
			})
		}
	}
}

// compareJSON wants the JSON of a table to say what its CSV says.
func compareJSON(t rapid.TB, table exporters.Table) {
	t.Helper()
	cells, err := csv.NewReader(strings.NewReader(write(t, exporters.WriteCSV, table))).ReadAll()
	require.NoError(t, err)
	text := write(t, exporters.WriteJSON, table)
	require.True(t, json.Valid([]byte(text)), "no valid JSON: %s", text)
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var records []map[string]any
	require.NoError(t, d.Decode(&records))
	require.Len(t, records, len(cells)-1)
	columns := table.Columns()
	var want []map[string]any
	for _, row := range cells[1:] {
		record := map[string]any{}
		for i, c := range columns {
			record[c.Name] = jsonOf(t, c.Type, row[i])
		}
		want = append(want, record)
	}
	if d := gocmp.Diff(want, records); len(want) > 0 && d != "" {
		t.Errorf("(-CSV +JSON):\n%s", d)
	}
	// Keys come in the order of the columns, a record a line.
	lines := strings.Split(text, "\n")
	var alone strings.Builder
	for i := range records {
		alone.WriteString(strings.TrimSuffix(lines[i+1], ",") + "\n")
	}
	if d := gocmp.Diff(alone.String(), write(t, exporters.WriteJSONLines, table)); d != "" {
		t.Errorf("(-JSON +JSON Lines):\n%s", d)
	}
	for i := range records {
		at := -1
		for _, c := range columns {
			next := strings.Index(lines[i+1], `"`+c.Name+`":`)
			require.Greater(t, next, at, "%s is out of order in %s", c.Name, lines[i+1])
			at = next
		}
	}
}

// jsonOf is what a cell should be as JSON.
func jsonOf(t rapid.TB, typ, cell string) any {
	switch typ {
	case "list":
		items := []any{}
		for _, item := range strings.Split(cell, ";") {
			if cell != "" {
				items = append(items, item)
			}
		}
		return items
	case "integer", "number":
		if cell != "" {
			return json.Number(cell)
		}
	case "boolean":
		require.Contains(t, []string{"true", "false"}, cell)
		return cell == "true"
	}
	if cell == "" {
		return nil
	}
	return cell
}

func TestWritersReportEveryError(t *testing.T) {
	full := errors.New("no space")
	register := load(t, folders(t)["tiny"])
	table := exporters.Tables(register)[1]
	for _, c := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"WriteCSV", func(w io.Writer) error { return exporters.WriteCSV(w, table) }},
		{"WriteJSON", func(w io.Writer) error { return exporters.WriteJSON(w, table) }},
		{"WriteJSONLines", func(w io.Writer) error { return exporters.WriteJSONLines(w, table) }},
		{"WriteDocument", func(w io.Writer) error { return exporters.WriteDocument(w, register) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all bytes.Buffer
			require.NoError(t, c.write(&all))
			for n := 0; n < all.Len(); n += cmp.Or(min(n, 97), 1) {
				if err := c.write(&shortWriter{n, full}); !errors.Is(err, full) {
					t.Fatalf("after %d of %d bytes the error is %v", n, all.Len(), err)
				}
			}
			require.NoError(t, c.write(&shortWriter{all.Len(), full}))
		})
	}
}
