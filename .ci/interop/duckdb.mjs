// Reads an export with real DuckDB: each CSV equals its JSON, and the README's query runs.
import { DuckDBInstance } from "@duckdb/node-api";
import { readdirSync, readFileSync } from "node:fs";

const [out, readme] = process.argv.slice(2);
const db = await (await DuckDBInstance.create(":memory:")).connect();
const rows = async (sql) => (await db.runAndReadAll(sql)).getRowObjectsJson();

const tables = readdirSync(out).filter((f) => f.endsWith(".csv")).map((f) => f.slice(0, -4));
for (const table of tables) {
  const records = JSON.parse(readFileSync(`${out}/${table}.json`, "utf8"));
  const text = (v) => (v === null || (Array.isArray(v) && v.length === 0) ? null : Array.isArray(v) ? v.join(";") : String(v));
  const want = records.map((r) => Object.fromEntries(Object.entries(r).map(([k, v]) => [k, text(v)])));
  const got = await rows(`SELECT * FROM read_csv('${out}/${table}.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`);
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`${table}: CSV and JSON differ in DuckDB`);
  await rows(`SELECT * FROM read_csv('${out}/${table}.csv')`);
  await rows(`SELECT * FROM read_json('${out}/${table}.json')`);
  console.log(`${table}: ${got.length} rows`);
}

const types = await rows(`DESCRIBE SELECT * FROM read_csv('${out}/attendance.csv')`);
for (const { column_name, column_type } of types) {
  if (column_type !== "VARCHAR") throw new Error(`attendance.${column_name} is read as ${column_type}`);
}
const query = /```sql\n([\s\S]*?)```/.exec(readFileSync(readme, "utf8"))[1];
console.table(await rows(query));
