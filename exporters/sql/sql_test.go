package sql_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/sql"
)

var update = flag.Bool("update", false, "rewrite the golden file")

func script(t *testing.T, engine sql.Engine, folder string) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, sql.Script(&b, engine, folder))
	return b.String()
}

// That its values are right is tested in DuckDB, by .ci/interop/sql.mjs.
func TestScriptIsAsBefore(t *testing.T) {
	got, golden := script(t, sql.DuckDB, "parquet"), filepath.Join("testdata", "duckdb.sql")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the script changed; run the test with -update if it should (-want +got):\n%s", diff)
	}
}

// Each table has a view with its columns, and nothing has a view besides but what these stand on.
func TestViewsHaveTheDeclaredColumns(t *testing.T) {
	register := attendance.Register{}
	views := append(sql.Base(sql.DuckDB, "parquet"), sql.Derived()...)
	for _, table := range append(exporters.Tables(register), exporters.Derived(register)...) {
		i := slices.IndexFunc(views, func(v sql.View) bool { return v.Name == table.Name() })
		require.GreaterOrEqual(t, i, 0, "%s has no view", table.Name())
		if diff := cmp.Diff(table.Columns(), views[i].Columns); diff != "" {
			t.Errorf("%s: columns (-want +got):\n%s", table.Name(), diff)
		}
		var want []string
		for _, c := range table.Columns() {
			want = append(want, c.Name)
		}
		if diff := cmp.Diff(want, selected(views[i].Query)); diff != "" {
			t.Errorf("%s: columns of the query (-want +got):\n%s", table.Name(), diff)
		}
		if _, inner, ok := strings.Cut(views[i].Query, "\nFROM (\n"); ok { // of which they are taken by name
			got := selected(strings.TrimSuffix(inner, "\n) AS found"))
			slices.Sort(want)
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: columns found (-want +got):\n%s", table.Name(), diff)
			}
		}
		views = slices.Delete(views, i, i+1)
	}
	for _, v := range views {
		require.True(t, strings.HasPrefix(v.Name, "summitry_"), "%s is no table", v.Name)
		require.Empty(t, v.Columns)
		require.NotEmpty(t, v.Doc)
	}
}

var comment = regexp.MustCompile(`--.*`)

// selected gives the names of the columns of a query: of what is between its last SELECT outside of brackets and the FROM after it.
func selected(query string) []string {
	query = comment.ReplaceAllString(query, "")
	var names []string
	depth, item := 0, ""
	for _, word := range regexp.MustCompile(`[(),]|[^\s(),]+`).FindAllString(query, -1) {
		switch {
		case word == "(":
			depth++
		case word == ")":
			depth--
		case depth > 0:
		case word == "SELECT":
			names, item = nil, ""
		case word == "," || word == "FROM":
			names = append(names, item[strings.LastIndex(item, ".")+1:])
		default:
			item = word
		}
		if depth == 0 && word == "FROM" && !strings.Contains(query[strings.LastIndex(query, word):], "SELECT") {
			break
		}
	}
	return names
}

// A view stands on those before it, and but for the base tables all engines are given the same text.
func TestViewsStandOnThoseBefore(t *testing.T) {
	known := make(map[string]bool)
	for _, v := range sql.Base(sql.DuckDB, "parquet") {
		known[v.Name] = true
	}
	from := regexp.MustCompile(`(?:FROM|JOIN) ([a-z_]+)`)
	for _, v := range sql.Derived() {
		within := make(map[string]bool)
		for _, m := range regexp.MustCompile(`(\w+) AS \(`).FindAllStringSubmatch(v.Query, -1) {
			within[m[1]] = true
		}
		for _, m := range from.FindAllStringSubmatch(comment.ReplaceAllString(v.Query, ""), -1) {
			require.True(t, known[m[1]] || within[m[1]], "%s reads %s", v.Name, m[1])
		}
		known[v.Name] = true
		require.NotContains(t, v.Query, `"`, "%s: what is a name in one engine is a text in another", v.Name)
		require.NotContains(t, v.Query, ";", "%s: programs that take a script apart look for it even in comments", v.Name)
		for engine, text := range map[string]string{"DuckDB": script(t, sql.DuckDB, "x"), "Spark": script(t, sql.Spark, "x")} {
			require.Contains(t, text, v.Name+" AS\n"+v.Query+";\n", engine)
		}
	}
}

func TestFolderMayHaveAnyName(t *testing.T) {
	require.Contains(t, script(t, sql.DuckDB, "it's"), "FROM read_parquet('it''s/people/**/*.parquet',")
	require.Contains(t, script(t, sql.Spark, "s3a://it`s"), "FROM parquet.`s3a://it``s/people`;")
}

func TestAnEngineThatIsNoneIsDuckDB(t *testing.T) {
	require.Equal(t, script(t, sql.DuckDB, "x"), script(t, sql.Engine(9), "x"))
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestErrorsOfWritingAreReported(t *testing.T) {
	require.ErrorIs(t, sql.Script(full{}, sql.DuckDB, "parquet"), errFull)
}
