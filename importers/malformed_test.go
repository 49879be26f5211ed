package importers_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/importers"
	"github.com/summitry/summitry/timeline"
)

var updateMalformed = flag.Bool("update-malformed", false, "write the golden files of the messages about broken files anew")

// generated are broken files that are too large to be kept.
var generated = map[string]map[string]string{
	"mappings": {
		"over-1-mib.toml":      strings.Repeat("# a remark\n", 100_000),
		"nested-deep.toml":     "a = " + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000),
		"nested-tables.toml":   "[" + strings.Repeat("a.", 10_000) + "a]",
		"unclosed-string.toml": "delimiter = \"" + strings.Repeat("a", 100_000),
	},
	"lists": {
		"nested-deep.json":             `[{"start":` + strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001) + "}]",
		"columns-over-1000.csv":        strings.Repeat("a,", 1000) + "a\n",
		"quote-unclosed-and-long.csv":  "summitLabel,start\n\"Atlas" + strings.Repeat(" summit", 50_000),
		"cell-over-64-kib.csv":         "summitLabel,start,iso,summit,placeLabel,personLabel,person,officeLabel\n" + strings.Repeat("A", 64<<10+1) + ",2011,FRA,,,,,\n",
		"brackets-without-an-end.json": strings.Repeat(`{"results":`, 5000),
	},
}

func init() {
	var b strings.Builder
	for i := range 1001 {
		fmt.Fprintf(&b, `"c%d":1,`, i)
	}
	generated["lists"]["columns-over-1000.json"] = "[{" + b.String() + `"a":1}]`
}

// malformed gives the broken files of a kind, by name.
func malformed(t *testing.T, kind string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(filepath.Join("..", "testdata", "malformed", kind))
	require.NoError(t, err)
	golden := 0
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".golden") {
			golden++
			continue
		}
		text, err := os.ReadFile(filepath.Join("..", "testdata", "malformed", kind, e.Name()))
		require.NoError(t, err)
		files[e.Name()] = string(text)
	}
	for name, text := range generated[kind] {
		files[name] = text
	}
	if !*updateMalformed {
		require.Equal(t, len(files), golden, "a golden file of nothing, or none")
	}
	return files
}

// says compares a message with its golden file.
func says(t *testing.T, kind, name string, err error) {
	t.Helper()
	text := err.Error() + "\n"
	require.Less(t, len(text), 10_000, "%.500s", text)
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		require.False(t, strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }), "has characters that a terminal does not show: %q", line)
	}
	golden := filepath.Join("..", "testdata", "malformed", kind, name+".golden")
	if *updateMalformed {
		require.NoError(t, os.WriteFile(golden, []byte(text), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	if d := cmp.Diff(string(want), text); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestMalformedMappings(t *testing.T) {
	for name, text := range malformed(t, "mappings") {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := importers.ReadMapping(strings.NewReader(text))
			require.Error(t, err)
			require.Less(t, time.Since(start), 30*time.Second)
			says(t, "mappings", name, err)
		})
	}
}

func TestMalformedLists(t *testing.T) {
	m := mapping(t, testdata(t, "wikidata.toml"))
	for name, text := range malformed(t, "lists") {
		t.Run(name, func(t *testing.T) {
			data, report, err := m.Import(strings.NewReader(text), importers.Options{Known: known(t)})
			require.Error(t, err)
			holds(t, data, report, err)
			message := err
			for _, e := range report.Entries {
				if e.Outcome == importers.Refused {
					message = fmt.Errorf("%w\nline %d: %s %.60q: %s", message, e.Line, e.Column, e.Value, e.Note)
				}
			}
			says(t, "lists", name, message)
			if _, err := importers.Draft(strings.NewReader(text), importers.Options{Known: known(t)}); err != nil {
				require.Less(t, len(err.Error()), 1000)
			}
		})
	}
}

func TestBytesOfAList(t *testing.T) {
	m, list := mapping(t, testdata(t, "wikidata.toml")), testdata(t, "wikidata.json")
	size := int64(len(list))
	_, _, err := m.Import(iotest.OneByteReader(strings.NewReader(list)), importers.Options{Known: known(t), Bytes: size})
	require.NoError(t, err)
	want := fmt.Sprintf("importers: the list has more than %d bytes, want no more", size-1)
	_, _, err = m.Import(strings.NewReader(list), importers.Options{Known: known(t), Bytes: size - 1})
	require.EqualError(t, err, want)
	_, err = importers.Draft(strings.NewReader(list), importers.Options{Known: known(t), Bytes: size - 1})
	require.EqualError(t, err, want)
	_, _, err = m.Import(iotest.TimeoutReader(iotest.HalfReader(strings.NewReader(list))), importers.Options{Known: known(t)})
	require.ErrorIs(t, err, iotest.ErrTimeout)
	_, all := timeline.Faults(err)
	require.False(t, all)
}
