// Answers SQL, one JSON text a line, from one DuckDB in memory; duckdb_sql.py asks.
import { DuckDBInstance, ResultReturnType } from "@duckdb/node-api";
import { createInterface } from "node:readline";

const db = await (await DuckDBInstance.create(":memory:")).connect();
for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const result = await db.runAndReadAll(JSON.parse(line));
    answer = {};
    if (result.returnType === ResultReturnType.QUERY_RESULT) {
      answer = { columns: result.columnNames(), types: result.columnTypes().map(String), rows: result.getRowsJson() };
    }
  } catch (e) {
    answer = { error: String(e.message ?? e) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
