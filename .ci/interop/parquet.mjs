// Reads the files of tables.go with real DuckDB: Parquet files, the Hive folder and JSON Lines have the cells of CSV, typed.
import { DuckDBInstance } from "@duckdb/node-api";
import { readdirSync, readFileSync } from "node:fs";

const [out] = process.argv.slice(2);
const db = await (await DuckDBInstance.create(":memory:")).connect();
const rows = async (sql) => (await db.runAndReadAll(sql)).getRowObjectsJson();
const csv = (table) => rows(`SELECT * FROM read_csv('${out}/${table}.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`);
const same = (want, got, what) => {
  for (let i = 0; i < Math.max(want.length, got.length); i++) {
    const [w, g] = [JSON.stringify(want[i]), JSON.stringify(got[i])];
    if (w !== g) throw new Error(`${what}, row ${i + 1}: want ${w}, got ${g}`);
  }
};

// The type of each column, by the codebook, which is not in itself.
const duck = { string: "VARCHAR", enum: "VARCHAR", number: "DOUBLE", boolean: "BOOLEAN", list: "VARCHAR[]" };
const duckType = (type, cells) => {
  if (type === "integer") return cells.some((c) => c !== null && Math.abs(Number(c)) > 2 ** 31 - 1) ? "BIGINT" : "INTEGER";
  if (type === "date") return cells.some((c) => c !== null) && cells.every((c) => c === null || c.length === 10) ? "DATE" : "VARCHAR";
  return duck[type];
};
const book = await csv("codebook");
const typeOf = (table, column) => book.find((c) => c.table === table && c.column === column)?.type ?? (["key", "required"].includes(column) ? "boolean" : "string");

// A cell of CSV as the value that it should be.
const value = (type, wide, cell) => {
  if (type === "list") return cell === null ? [] : cell.split(";");
  if (cell === null) return null;
  if (type === "integer") return wide ? cell : Number(cell); // DuckDB gives a BIGINT as text
  return type === "number" ? Number(cell) : type === "boolean" ? cell === "true" : cell;
};

const summits = new Map((await csv("summits")).map((s) => [s.summit_id, [s.series_id, s.start_date.slice(0, 4)]]));
const hive = new Set(readdirSync(`${out}/hive`));
const tables = readdirSync(out).filter((f) => f.endsWith(".csv")).map((f) => f.slice(0, -4));
let cells = 0, files = 0;
for (const table of tables) {
  const plain = await csv(table);
  const columns = (await rows(`DESCRIBE SELECT * FROM read_csv('${out}/${table}.csv', all_varchar = true, header = true)`)).map((c) => c.column_name);
  const types = Object.fromEntries(columns.map((c) => [c, duckType(typeOf(table, c), plain.map((r) => r[c]))]));
  const want = plain.map((r) => Object.fromEntries(Object.entries(r).map(([c, v]) => [c, value(typeOf(table, c), types[c] === "BIGINT", v)])));
  const file = `${out}/${table}.parquet`;
  same(columns.map((c) => [c, types[c]]), (await rows(`DESCRIBE SELECT * FROM '${file}'`)).map((c) => [c.column_name, c.column_type]), `${table}: types`);
  same(want, await rows(`SELECT * FROM '${file}'`), `${table}.parquet`);
  const doc = Object.fromEntries((await rows(`SELECT decode(key) AS k, decode(value) AS v FROM parquet_kv_metadata('${file}')`)).map((m) => [m.k, m.v]));
  if (doc.table !== table || !doc.doc) throw new Error(`${table}: its metadata are ${JSON.stringify(doc)}`);
  for (const c of book.filter((c) => c.table === table)) if (doc[`doc.${c.column}`] !== (c.doc ?? "")) throw new Error(`${table}: no doc of ${c.column}`);

  // What is in the files alone, and what the names of the folders add.
  const glob = `read_parquet('${out}/hive/${table}/**/*.parquet', hive_partitioning = true)`;
  const got = (await rows(`SELECT * FROM ${glob}`)).map((r) => JSON.stringify(Object.fromEntries(columns.map((c) => [c, c === "year" && r[c] !== null ? Number(r[c]) : r[c]])))).sort(); // folders give a BIGINT, which comes as text
  same(want.map((r) => JSON.stringify(r)).sort(), got, `hive/${table}`);
  const names = (await rows(`DESCRIBE SELECT * FROM ${glob}`)).map((c) => [c.column_name, c.column_type]);
  const split = columns.includes("series_id") || columns.includes("summit_id");
  const dated = split && (columns.includes("year") || columns.includes("summit_id"));
  if (split !== names.some(([c, t]) => c === "series_id" && t === "VARCHAR")) throw new Error(`hive/${table}: its columns are ${names}`);
  if (dated && !names.some(([c, t]) => c === "year" && t === "BIGINT")) throw new Error(`hive/${table}: its columns are ${names}`);
  if (columns.includes("summit_id")) {
    for (const r of await rows(`SELECT summit_id, series_id, year FROM ${glob}`)) {
      const [series, year] = summits.get(r.summit_id) ?? [r.series_id, null];
      if (r.series_id !== series || r.year !== year) throw new Error(`hive/${table}: ${r.summit_id} is in ${r.series_id}, ${r.year}`);
    }
  }
  const schemas = await rows(`SELECT file_name, string_agg(concat_ws(' ', name, type, repetition_type, converted_type, logical_type), ',') AS s
    FROM parquet_schema('${out}/hive/${table}/**/*.parquet') GROUP BY file_name`);
  if (new Set(schemas.map((s) => s.s)).size !== 1) throw new Error(`hive/${table}: its files have several schemas`);
  if (split && /series_id/.test(schemas[0].s)) throw new Error(`hive/${table}: the files have the column series_id`);

  const lines = readFileSync(`${out}/${table}.jsonl`, "utf8").split("\n").slice(0, -1).map((l) => JSON.parse(l));
  same(JSON.parse(readFileSync(`${out}/${table}.json`, "utf8")), lines, `${table}.jsonl`);
  if (want.length) same([{ n: String(want.length) }], await rows(`SELECT count(*) AS n FROM read_json('${out}/${table}.jsonl', format = 'newline_delimited')`), `${table}.jsonl`);
  hive.delete(table);
  cells += want.length * columns.length;
  files += schemas.length;
  console.log(`${table}: ${want.length} rows, ${columns.length} columns, ${schemas.length} files`);
}
if (hive.size) throw new Error(`hive has ${[...hive]} besides`);
console.log(`${cells} cells of ${tables.length} tables, in single files and in ${files} of the Hive folder`);
