package dataset_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
)

// codebook joins what is written by hand with what the program knows: the ranks of the levels, the tables and their columns.
func codebook(t *testing.T) string {
	t.Helper()
	data, err := dataset.Open()
	require.NoError(t, err)
	tables := exporters.Tables(data.Register)
	var b strings.Builder
	b.WriteString(byHand(t, "codebook-intro.md"))
	levels(t, &b, tables)
	b.WriteString(byHand(t, "codebook-conventions.md"))
	b.WriteString("## Tables\n\nA column with \"key\" is part of what tells the rows of its table apart, one with \"required\" is never empty. " +
		"A reference names the\ntable whose ids the column has; *actors* are participants, groups and people.\n")
	describe(&b, tables)
	b.WriteString(byHand(t, "codebook-derived.md"))
	describe(&b, exporters.Derived(data.Register))
	return b.String()
}

// describe writes tables with their columns.
func describe(b *strings.Builder, tables []exporters.Table) {
	for _, table := range tables {
		fmt.Fprintf(b, "\n### %s\n\n`%s.csv`: %s.\n\n| column | type | | words or reference | meaning |\n|---|---|---|---|---|\n", table.Name(), table.Name(), table.Doc())
		for _, c := range table.Columns() {
			var role []string
			if c.Key {
				role = append(role, "key")
			}
			if c.Required {
				role = append(role, "required")
			}
			of := ""
			switch {
			case c.Words != "":
				of = "`" + strings.ReplaceAll(c.Words, ";", "`, `") + "`"
			case c.Ref == "actors":
				of = "*actors*"
			case c.Ref != "":
				of = fmt.Sprintf("[%s](#%s)", c.Ref, c.Ref)
			}
			fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", c.Name, c.Type, strings.Join(role, ", "), of, strings.ReplaceAll(c.Doc, "|", `\|`))
		}
	}
}

func byHand(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return string(text)
}

// levels writes the levels by rank, in the order in which the tables have them.
func levels(t *testing.T, b *strings.Builder, tables []exporters.Table) {
	t.Helper()
	byRank := map[attendance.Rank][]string{}
	for _, table := range tables {
		for _, c := range table.Columns() {
			if table.Name() != "attendance" || c.Name != "level" {
				continue
			}
			for _, word := range strings.Split(c.Words, ";") {
				var level attendance.Level
				require.NoError(t, level.UnmarshalText([]byte(word)))
				byRank[level.Rank()] = append(byRank[level.Rank()], "`"+word+"`")
			}
		}
	}
	require.Len(t, byRank, 8, "seven ranks, and what has none")
	require.Equal(t, []string{"`other`"}, byRank[0])
	b.WriteString("| rank | levels |\n|---|---|\n")
	for rank := attendance.Leader; rank <= 7; rank++ {
		fmt.Fprintf(b, "| %d | %s |\n", rank, strings.Join(byRank[rank], ", "))
	}
	b.WriteString("\n")
}

// The codebook that readers see says what the program does. After a change of a table: go test ./dataset -run Codebook -update.
func TestCodebook(t *testing.T) {
	got := codebook(t)
	if *update {
		require.NoError(t, os.WriteFile("CODEBOOK.md", []byte(got), 0o644))
	}
	want, err := os.ReadFile("CODEBOOK.md")
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("CODEBOOK.md (-want +got):\n%s", diff)
	}
}

// Nothing in the codebook is left to be guessed: each table and column says what it means, and each reference leads somewhere.
func TestCodebookIsComplete(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	tables := exporters.Tables(data.Register)
	names := map[string]bool{"actors": true}
	for _, table := range tables {
		names[table.Name()] = true
	}
	require.Len(t, names, 14)
	for _, table := range tables {
		require.NotEmpty(t, table.Doc(), table.Name())
		keys := 0
		for _, c := range table.Columns() {
			if c.Doc == "" || c.Type == "" {
				t.Errorf("%s.%s is not explained", c.Table, c.Name)
			}
			if c.Ref != "" && !names[c.Ref] {
				t.Errorf("%s.%s refers to %s, which is no table", c.Table, c.Name, c.Ref)
			}
			if (c.Type == "enum") != (c.Words != "") {
				t.Errorf("%s.%s is of type %s with the words %q", c.Table, c.Name, c.Type, c.Words)
			}
			if c.Key {
				keys++
			}
		}
		if keys == 0 {
			t.Errorf("%s has no key", table.Name())
		}
	}
}
