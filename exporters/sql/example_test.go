package sql_test

import (
	"fmt"
	"strings"

	"github.com/summitry/summitry/exporters/sql"
)

func ExampleScript() {
	var script strings.Builder
	if err := sql.Script(&script, sql.DuckDB, "parquet"); err != nil {
		fmt.Println(err)
	}
	for statement := range strings.SplitSeq(script.String(), ";\n") {
		if strings.Contains(statement, "VIEW people AS") {
			fmt.Println(strings.TrimSpace(statement))
		}
	}
	// Output:
	// -- people: who heads delegations
	// CREATE OR REPLACE VIEW people AS
	// SELECT
	//   CAST(person_id AS VARCHAR) AS person_id,
	//   CAST(name AS VARCHAR) AS name,
	//   CAST(wikidata_id AS VARCHAR) AS wikidata_id
	// FROM read_parquet('parquet/people/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)
}

func ExampleBase() {
	for _, v := range sql.Base(sql.Spark, "s3a://bucket/parquet") {
		if v.Name == "groups" {
			fmt.Println(v.Query)
		}
	}
	// Output:
	// SELECT
	//   CAST(group_id AS STRING) AS group_id,
	//   CAST(kind AS STRING) AS kind,
	//   CAST(name AS STRING) AS name,
	//   CAST(note AS STRING) AS note
	// FROM parquet.`s3a://bucket/parquet/groups`
}

func ExampleDerived() {
	for _, v := range sql.Derived() {
		if v.Name == "topic_summit" {
			fmt.Println(v.Query)
		}
	}
	// Output:
	// SELECT
	//   summit_id,
	//   topic_id,
	//   named,
	//   CAST(documents AS INTEGER) AS documents,
	//   complete
	// FROM (
	// SELECT
	//   a.summit_id, t.topic_id,
	//   CASE WHEN n.summit_id IS NOT NULL THEN 'yes' WHEN a.complete = 1 THEN 'no' ELSE 'unknown' END AS named,
	//   COALESCE(n.documents, 0) AS documents, a.complete = 1 AS complete
	// FROM summitry_agendas a
	// CROSS JOIN (SELECT DISTINCT topic_id FROM summitry_named) t
	// LEFT JOIN summitry_named n ON n.summit_id = a.summit_id AND n.topic_id = t.topic_id
	// ) AS found
}
