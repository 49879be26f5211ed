// Package sql expresses the derived tables of [exporters.Derived] as SQL over the base tables, for engines that read Parquet and run on
// more than one machine. [Script] makes views of the folder that parquet.WriteHive writes, which is that of
//
//	summitry export --format parquet --partition
//
// and on these a view for each derived table, with its columns in its order, its rows in any order, and its values.
//
// The views of base tables differ from engine to engine, in how a folder is read and a list taken apart. Dates are text in them, since
// they are as precise as they are known: 1975, 1975-11 or 1975-11-15. All other views have one text: SELECT with common table expressions
// and window functions, and no functions but those that DuckDB, Spark and Trino share. Trino has no views of folders: where its catalog has
// tables with the names and columns of [Base], [Derived] is the rest.
//
// What is not known is carried in two columns of 0 and 1, x_min and x_max: whether x is so for sure, and whether it may be. Both are 1
// for yes, both 0 for no, and they are 0 and 1 for unknown. So AND is a product, OR the greater, NOT 1 - x_max and 1 - x_min, and the
// sums of both over rows are the bounds of a count.
//
// The tables are on the terms of [exporters.Derived], and of whole registers that the library accepts. Other rules, views as of a date
// and people take the library.
//
// Each value is the same, but for weight_min and weight_max of co_attendance. These are sums of fractions, which an engine adds in an order
// of its own, and the same to 1e-12 of their size.
package sql

import (
	"embed"
	"encoding"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"text/template"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// An Engine is a program that runs SQL. The zero Engine is [DuckDB].
type Engine uint8

const (
	DuckDB Engine = iota // reads a folder by read_parquet
	Spark                // reads a folder by parquet.`folder`
)

// A View is a named query.
type View struct {
	Name    string
	Doc     string
	Columns []exporters.Column // as declared; none of a view that only serves others
	Query   string             // a SELECT
}

// Base gives views of the base tables, which are those of [exporters.Tables], over a folder with one folder a table as parquet.WriteHive
// writes it. With them is one view for the sources of records, one a row. Engines other than these two want tables of these names and
// columns instead.
func Base(engine Engine, folder string) []View {
	var views []View
	for _, t := range exporters.Tables(attendance.Register{}) {
		var cells []string
		for _, c := range t.Columns() {
			cells = append(cells, fmt.Sprintf("CAST(%s AS %s) AS %s", c.Name, engine.typed(c.Type), c.Name))
		}
		query := "SELECT\n  " + strings.Join(cells, ",\n  ") + "\nFROM " + engine.files(folder, t.Name())
		views = append(views, View{Name: t.Name(), Doc: t.Doc(), Columns: t.Columns(), Query: query})
	}
	each := engine.either("UNNEST", "EXPLODE")
	return append(views, View{
		Name:  "summitry_attendance_sources",
		Doc:   "the sources of each record of attendance, one a row",
		Query: "SELECT summit_id, session_id, participant_id, person_id, " + each + "(source_ids) AS source_id\nFROM attendance",
	})
}

// either gives the one of two texts that is of the engine.
func (e Engine) either(duckDB, spark string) string {
	if e == Spark {
		return spark
	}
	return duckDB
}

// typed gives the type of a column of a base table.
func (e Engine) typed(declared string) string {
	switch declared {
	case "integer":
		return "BIGINT"
	case "number":
		return "DOUBLE"
	case "boolean":
		return "BOOLEAN"
	case "list":
		return e.either("VARCHAR[]", "ARRAY<STRING>")
	}
	return e.either("VARCHAR", "STRING")
}

// files gives what stands for the rows of a table in a folder.
func (e Engine) files(folder, table string) string {
	path := folder + "/" + table
	if e == Spark {
		return "parquet.`" + strings.ReplaceAll(path, "`", "``") + "`"
	}
	// A series may have an id of digits, as 007, which is no number.
	options := "hive_partitioning = true, hive_types_autocast = false"
	return "read_parquet('" + strings.ReplaceAll(path, "'", "''") + "/**/*.parquet', " + options + ")"
}

// Derived gives views of the derived tables over views or tables of the names of [Base], and before them those that they stand on. Each
// view of a derived table has the columns of [exporters.Derived], in order.
func Derived() []View {
	tables := make(map[string]exporters.Table)
	for _, t := range exporters.Derived(attendance.Register{}) {
		tables[t.Name()] = t
	}
	var views []View
	for _, name := range names {
		v := View{Name: name, Query: query(name)}
		if t, ok := tables[name]; ok {
			v.Doc, v.Columns = t.Doc(), t.Columns()
			v.Query = declared(v)
		} else {
			comment, query, _ := strings.Cut(v.Query, "\n")
			v.Doc, v.Query = strings.TrimPrefix(comment, "-- "), query
		}
		views = append(views, v)
	}
	return views
}

// names are the views in an order in which each stands on those before it.
var names = []string{
	"summitry_gatherings", "summitry_coverage", "summitry_lists",
	"summitry_members", "summitry_concerned", "summitry_complete", "summitry_records", "summitry_cells", "summitry_codes", "summitry_steps",
	"participation", "participant_year", "dyad_year", "co_attendance", "streaks",
	"summitry_agendas", "summitry_named",
	"topic_summit", "topic_changes", "topic_similarity",
}

// declared gives the columns of a table, of their types and in order, out of a query that names them all.
func declared(v View) string {
	var cells []string
	for _, c := range v.Columns {
		switch c.Type {
		case "integer":
			cells = append(cells, fmt.Sprintf("CAST(%s AS INTEGER) AS %s", c.Name, c.Name))
		case "number":
			cells = append(cells, fmt.Sprintf("CAST(%s AS DOUBLE) AS %s", c.Name, c.Name))
		default:
			cells = append(cells, c.Name)
		}
	}
	return "SELECT\n  " + strings.Join(cells, ",\n  ") + "\nFROM (\n" + v.Query + "\n) AS found"
}

//go:embed views
var files embed.FS

var queries = func() *template.Template {
	in, err := fs.Sub(files, "views")
	if err != nil {
		panic(err) // the folder is embedded
	}
	return template.Must(template.New("").Funcs(words).ParseFS(in, "*.sql"))
}()

func query(name string) string {
	var b strings.Builder
	if err := queries.ExecuteTemplate(&b, name+".sql", nil); err != nil {
		panic(err) // it has no data, so it always runs the same way
	}
	return strings.TrimSpace(b.String())
}

// words are what the queries say again and again, and the closed lists of the model.
var words = template.FuncMap{
	"first": first, "last": last, "truth": truth, "ratio": ratio, "share": share,
	"rankOf": rankOf, "tierOf": tierOf, "confidenceOf": confidenceOf, "flags": flags, "kinds": kinds, "warning": warning,
}

// first is the first day that a date can mean, as text; dates and their texts have one order.
func first(date string) string {
	return fmt.Sprintf("CASE LENGTH(%[1]s) WHEN 4 THEN CONCAT(%[1]s, '-01-01') WHEN 7 THEN CONCAT(%[1]s, '-01') ELSE %[1]s END", date)
}

// last is the last day that a date can mean.
func last(date string) string {
	year := fmt.Sprintf("CAST(SUBSTR(%s, 1, 4) AS INTEGER)", date)
	return fmt.Sprintf(`CASE LENGTH(%[1]s)
      WHEN 4 THEN CONCAT(%[1]s, '-12-31')
      WHEN 7 THEN CONCAT(%[1]s, CASE
        WHEN SUBSTR(%[1]s, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
        WHEN SUBSTR(%[1]s, 6, 2) <> '02' THEN '-31'
        WHEN MOD(%[2]s, 4) = 0 AND (MOD(%[2]s, 100) <> 0 OR MOD(%[2]s, 400) = 0) THEN '-29'
        ELSE '-28' END)
      ELSE %[1]s END`, date, year)
}

// truth is the word for x_min and x_max.
func truth(x string) string {
	return fmt.Sprintf("CASE WHEN %[1]s_min = 1 THEN '%[2]s' WHEN %[1]s_max = 0 THEN '%[3]s' ELSE '%[4]s' END",
		x, timeline.Yes, timeline.No, timeline.Unknown)
}

// share is a ratio of two numbers, and null where there is nothing to divide by.
func share(part, whole string) string {
	return fmt.Sprintf("CASE WHEN %[2]s > 0 THEN CAST(%[1]s AS DOUBLE) / %[2]s END", part, whole)
}

// ratio bounds the share of hits among items, as x_min and x_max, out of the sums of how many items of each sort there are: x_hit that
// are surely a hit, x_miss that may be a miss, x_may that may be a hit, x_lost that are surely a miss. For the least share each item is a
// miss if it may be one, otherwise left out if it may be; for the greatest likewise with hits. Where all may be left out, one is needed.
func ratio(x string) string {
	return fmt.Sprintf(`CASE WHEN %[1]s_miss + %[1]s_may = 0 THEN NULL WHEN %[1]s_miss + %[1]s_hit = 0 THEN 1.0
    ELSE CAST(%[1]s_hit AS DOUBLE) / (%[1]s_miss + %[1]s_hit) END AS %[1]s_min,
  CASE WHEN %[1]s_miss + %[1]s_may = 0 THEN NULL WHEN %[1]s_may + %[1]s_lost = 0 THEN 0.0
    ELSE CAST(%[1]s_may AS DOUBLE) / (%[1]s_may + %[1]s_lost) END AS %[1]s_max`, x)
}

// rankOf is the rank of a level: 0 for one that is never compared, and null where none is recorded.
func rankOf(level string) string {
	return cases(level, func(l attendance.Level) int { return int(l.Rank()) })
}

// tierOf is the rank at which the delegations of a series are to be headed.
func tierOf(tier string) string {
	return cases(tier, func(t timeline.Tier) int {
		return int(map[timeline.Tier]attendance.Rank{
			timeline.LeadersTier:   attendance.Leader,
			timeline.MinistersTier: attendance.Minister.Rank(),
			timeline.OfficialsTier: attendance.Official.Rank(),
		}[t])
	})
}

// confidenceOf is 1 for low and more for a higher one.
func confidenceOf(confidence string) string {
	return cases(confidence, func(c timeline.Confidence) int { return int(c) })
}

// flags gives a column of 0 or 1 for each kind of source: whether one of several is of it.
func flags(kind string) string {
	var columns []string
	for i, word := range enum[timeline.SourceKind]() {
		columns = append(columns, fmt.Sprintf("MAX(CASE WHEN %s = '%s' THEN 1 ELSE 0 END) AS k%d", kind, word, i+1))
	}
	return strings.Join(columns, ",\n    ")
}

// kinds gives the kinds that flags found, as "communique, press and list". No aggregate of texts is the same in all engines.
func kinds() string {
	words := enum[timeline.SourceKind]()
	count := func(from, to int) string { // of those before to
		sum := "0"
		for i := from; i < to; i++ {
			sum += fmt.Sprintf(" + k%d", i+1)
		}
		return sum
	}
	var parts []string
	for i, word := range words {
		parts = append(parts, fmt.Sprintf("CASE WHEN k%d = 0 THEN '' WHEN %s = 0 THEN '%s' WHEN %s = 0 THEN ' and %s' ELSE ', %s' END",
			i+1, count(0, i), word, count(i+1, len(words)), word, word))
	}
	return "CONCAT(\n    " + strings.Join(parts, ",\n    ") + ")"
}

// warning says why two agendas are not of one kind.
func warning(was, is string) string {
	return fmt.Sprintf(`CASE
    WHEN %[1]s.documents = 0 AND %[2]s.documents = 0
      THEN CONCAT(%[1]s.summit_id, ' rests on no document, ', %[2]s.summit_id, ' rests on no document')
    WHEN %[1]s.documents = 0 THEN CONCAT(%[1]s.summit_id, ' rests on no document')
    WHEN %[2]s.documents = 0 THEN CONCAT(%[2]s.summit_id, ' rests on no document')
    WHEN %[1]s.issued <> %[2]s.issued
      THEN CONCAT(%[1]s.summit_id, ' rests on ', %[1]s.kinds, ', ', %[2]s.summit_id, ' rests on ', %[2]s.kinds)
    END`, was, is)
}

// cases gives a number for each word of an enum.
func cases[E interface {
	~uint8
	encoding.TextMarshaler
}](column string, number func(E) int,
) string {
	b := "CASE " + column
	for i, word := range enum[E]() {
		b += fmt.Sprintf(" WHEN '%s' THEN %d", word, number(E(i+1)))
	}
	return b + " END"
}

// enum gives the words of a list.
func enum[E interface {
	~uint8
	encoding.TextMarshaler
}]() []string {
	var words []string
	for e := E(1); ; e++ {
		word, err := e.MarshalText()
		if err != nil {
			return words
		}
		words = append(words, string(word))
	}
}

// Script writes statements that make the views of [Base] and [Derived], to be run in order. What derived tables stand on is computed once,
// as the script runs: a table in DuckDB, a cached view in Spark. So it is to be run again when the files have changed, and replaces what
// an earlier script of the same engine made. The folder is as the engine is to find it: a path, or the address of a store that it reads.
func Script(w io.Writer, engine Engine, folder string) error {
	var b strings.Builder
	b.WriteString("-- The base tables and the derived tables of summitry over a folder of Parquet files.\n")
	if engine == Spark {
		b.WriteString("SET spark.sql.sources.partitionColumnTypeInference.enabled = false;\n") // as of a series 007
	}
	for _, v := range append(Base(engine, folder), Derived()...) {
		step := strings.HasPrefix(v.Name, "summitry_")
		kind := "VIEW"
		if step && engine != Spark {
			kind = "TABLE"
		}
		fmt.Fprintf(&b, "\n-- %s: %s\nCREATE OR REPLACE %s %s AS\n%s;\n", v.Name, v.Doc, kind, v.Name, v.Query)
		if step && engine == Spark {
			fmt.Fprintf(&b, "CACHE TABLE %s;\n", v.Name)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
