package exporters_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// generated are broken documents that are too large to be kept.
var generated = map[string]string{
	"nested-10000-levels.json":         `{"people":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "}",
	"nested-10000-levels-of-keys.json": `{"people":[{"name":` + strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000) + "}]}",
	"nested-below-an-unknown-key.json": `{"persons":` + strings.Repeat(`[{"a":`, 5000) + "1" + strings.Repeat("}]", 5000) + "}",
	"key-of-1-mib.json":                `{"` + strings.Repeat("a", 1<<20) + `":1}`,
	"text-of-1-mib.json":               `{"people":[{"person_id":"a","name":"` + strings.Repeat("a", 1<<20) + `"}]}`,
	"number-of-1-mib.json":             `{"people":[{"person_id":` + strings.Repeat("9", 1<<20) + `,"name":"A"}]}`,
	"list-of-100000.json":              `{"people":[{"person_id":["` + strings.Repeat(`","`, 100_000) + `"],"name":"A"}]}`,
}

// updating reports whether golden files are to be written; the flag is one of the package itself.
func updating() bool { return flag.Lookup("update").Value.String() == "true" }

// Each broken document is refused, with the messages of its golden file: each names a line, and is short.
func TestMalformedDocuments(t *testing.T) {
	folder := filepath.Join("..", "testdata", "malformed", "documents")
	texts, golden := map[string]string{}, 0
	for _, name := range names(t, folder) {
		if strings.HasSuffix(name, ".golden") {
			golden++
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, name))
		require.NoError(t, err)
		texts[name] = string(text)
	}
	for name, text := range generated {
		texts[name] = text
	}
	if !updating() {
		require.Equal(t, len(texts), golden, "a golden file of nothing, or none")
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			register, err := exporters.ReadDocument(strings.NewReader(text))
			require.Error(t, err)
			require.True(t, register.Equal(attendance.Register{}))
			faults, all := timeline.Faults(err)
			require.True(t, all)
			for _, f := range faults {
				require.Positive(t, f.Line, f.Error())
				require.Less(t, len(f.Error()), 1000)
				require.False(t, strings.ContainsFunc(f.Error(), func(r rune) bool { return !unicode.IsPrint(r) }), "%q", f)
			}
			path := filepath.Join(folder, name+".golden")
			if updating() {
				require.NoError(t, os.WriteFile(path, []byte(err.Error()+"\n"), 0o644))
			}
			want, missing := os.ReadFile(path)
			require.NoError(t, missing)
			if d := cmp.Diff(string(want), err.Error()+"\n"); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
