package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/importers"
)

const congress = "../../testdata/import/congress"

// lines writes a file of lines, and gives its path.
func lines(t *testing.T, name string, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o644))
	return path
}

// What is imported is a folder that the other commands read, and the report has a row for all that the text sums up.
func TestImport(t *testing.T) {
	out, report := filepath.Join(t.TempDir(), "deep", "out"), filepath.Join(t.TempDir(), "report.csv")
	got := callWith("import", congress+".csv", "--map", congress+".toml", "--out", out, "--report", report)
	require.Equal(t, 0, got.status, got.stderr)
	require.Contains(t, got.stdout, "5 mapped, 0 left out by the mapping, 0 refused")
	_, err := dataset.Load(os.DirFS(out))
	require.NoError(t, err)
	require.Len(t, contents(t, out), 13)
	require.Contains(t, answer(t, "check "+out), "no faults")
	require.Contains(t, answer(t, "attendance first COG --data "+out), "harbour-2018-geneva")
	text, err := os.ReadFile(report)
	require.NoError(t, err)
	require.Contains(t, string(text), "\n4,Country,Republic of Korea,guessed,KOR,another spelling of the name,1\n")
	entries, err := os.ReadDir(filepath.Dir(out))
	require.NoError(t, err)
	require.Len(t, entries, 1, "something is left beside the folder")
}

// If rows are refused nothing is written, unless the others are asked for; the report is there in either case.
func TestImportRefused(t *testing.T) {
	list := lines(t, "list.csv", "Meeting;Date;Place;Country;Name;Title;Present", "A;2018;Geneva;Korea;Ann Lee;President;yes", "A;2018;Geneva;Japan;Bo Ash;President;yes")
	out, report := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "report.csv")
	got := callWith("import", list, "--map", congress+".toml", "--out", out, "--report", report)
	require.Equal(t, statusWrong, got.status)
	require.Contains(t, got.stdout, `line 2: "Korea"`)
	require.Contains(t, got.stdout, "want KOR (South Korea) or PRK (North Korea)")
	require.Contains(t, got.stderr, "summitry: 1 row of 2 refused, so nothing was written")
	require.NoDirExists(t, out)
	require.FileExists(t, report)

	got = callWith("import", list, "--map", congress+".toml", "--out", out, "--skip-refused")
	require.Equal(t, 0, got.status, got.stderr)
	require.Contains(t, got.stdout, "skipped 1 row that were refused")
	require.DirExists(t, out)

	got = callWith("import", list, "--map", congress+".toml", "--out", out, "--skip-refused")
	require.Equal(t, statusWrong, got.status)
	require.Contains(t, got.stderr, "is not empty")
}

func TestImportFaults(t *testing.T) {
	bad := lines(t, "map.toml", "guess_level = true", "[[series]]", `id = "x"`)
	for _, row := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"import"}, statusUsage, "want a list, or --example"},
		{[]string{"import", "a", "b"}, statusUsage, "want one list"},
		{[]string{"import", "a"}, statusUsage, "want --map"},
		{[]string{"import", "a", "--map", "b"}, statusUsage, "want --out"},
		{[]string{"import", "a", "--example"}, statusUsage, "--example stands alone"},
		{[]string{"import", "a", "--draft", "--map", "b"}, statusUsage, "want the list alone"},
		{[]string{"import", "nowhere.csv", "--draft"}, statusWrong, "nowhere.csv"},
		{[]string{"import", "nowhere.csv", "--map", congress + ".toml", "--out", t.TempDir()}, statusWrong, "nowhere.csv"},
		{[]string{"import", congress + ".csv", "--map", "nowhere.toml", "--out", t.TempDir()}, statusWrong, "nowhere.toml"},
		{[]string{"import", congress + ".csv", "--map", bad, "--out", t.TempDir()}, statusWrong, `line 1: key "guess_level": no such key; did you mean guess_levels?`},
		{[]string{"import", congress + ".csv", "--map", congress + ".toml", "--out", "../.."}, statusWrong, "is not empty"},
		{[]string{"import", congress + ".toml", "--map", congress + ".toml", "--out", t.TempDir()}, statusWrong, "bare"},
		{[]string{"import", congress + ".csv", "--map", congress + ".toml", "--out", t.TempDir(), "--data", "nowhere"}, statusWrong, "nowhere"},
	} {
		got := callWith(row.args...)
		if got.status != row.status || !strings.Contains(got.stderr, row.says) || got.stdout != "" {
			t.Errorf("%v: %d %q %q, want %d %q", row.args, got.status, got.stdout, got.stderr, row.status, row.says)
		}
	}
}

// A draft becomes a mapping that works when the question marks are filled in, and the example is one already.
func TestImportDraft(t *testing.T) {
	draft := answer(t, "import "+congress+".csv --draft")
	require.Equal(t, 3, strings.Count(draft, `"???"`))
	_, err := importers.ReadMapping(strings.NewReader(draft))
	require.ErrorContains(t, err, "series.id")
	for _, word := range []string{"harbour", "Harbour", "List"} {
		draft = strings.Replace(draft, "???\"", word+`"`, 1)
		draft = strings.Replace(draft, "fill in what has "+word+`"`, "", 1)
	}
	draft += "\"Congo\" = \"COG\"\n"
	out := filepath.Join(t.TempDir(), "out")
	got := callWith("import", congress+".csv", "--map", lines(t, "map.toml", draft), "--out", out)
	require.Equal(t, 0, got.status, got.stdout+got.stderr)
	require.Equal(t, importers.Example(), answer(t, "import --example"))
}
