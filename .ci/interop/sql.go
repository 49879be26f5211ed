// Writes the built-in register and made-up ones for sql.mjs: the base tables as a Hive folder of Parquet, the derived tables as CSV, and
// the script that makes these of those.
package main

import (
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/parquet"
	"github.com/summitry/summitry/exporters/sql"
)

func main() {
	out := os.Args[1]
	data, err := dataset.Open()
	check(err)
	write(filepath.Join(out, "built-in"), data.Register)
}

func write(dir string, register attendance.Register) {
	tables := exporters.Derived(register)
	check(exporters.WriteDir(dir, "csv", exporters.WriteCSV, append(tables, exporters.Codebook(tables...))...))
	folder := filepath.Join(dir, "parquet")
	check(parquet.WriteHive(folder, register, exporters.Tables(register)...))
	for name, engine := range map[string]sql.Engine{"duckdb.sql": sql.DuckDB, "spark.sql": sql.Spark} {
		check(exporters.WriteFile(filepath.Join(dir, name), func(w io.Writer) error { return sql.Script(w, engine, folder) }))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
