// Runs the scripts of sql.go in real DuckDB: each view of a derived table has the columns and the cells that the library writes as CSV.
import { DuckDBInstance } from "@duckdb/node-api";
import { readdirSync, readFileSync } from "node:fs";

const [out] = process.argv.slice(2);
// Sums of fractions depend on the order in which they are added; everything else is equal to the last bit.
const summed = new Set(["co_attendance.weight_min", "co_attendance.weight_max"]);
const types = { string: "VARCHAR", enum: "VARCHAR", integer: "INTEGER", number: "DOUBLE", boolean: "BOOLEAN" };
const value = (type, cell) => {
  if (cell === null) return null;
  return type === "integer" || type === "number" ? Number(cell) : type === "boolean" ? cell === "true" : cell;
};
const total = {};
for (const register of readdirSync(out)) {
  const dir = `${out}/${register}`;
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  const rows = async (sql) => (await db.runAndReadAll(sql)).getRowObjectsJson();
  const strict = `all_varchar = true, header = true, delim = ',', quote = '"', escape = '"'`;
  const csv = (table) => rows(`SELECT * FROM read_csv('${dir}/${table}.csv', ${strict})`);
  await db.run(readFileSync(`${dir}/duckdb.sql`, "utf8"));

  const book = await csv("codebook");
  for (const table of new Set(book.map((c) => c.table))) {
    const columns = book.filter((c) => c.table === table);
    const want = columns.map((c) => `${c.column} ${types[c.type]}`).join(", ");
    const got = (await rows(`DESCRIBE ${table}`)).map((c) => `${c.column_name} ${c.column_type}`).join(", ");
    if (got !== want) throw new Error(`${register}, ${table}: want the columns ${want}, got ${got}`);

    const keys = columns.filter((c) => c.key === "true").map((c) => c.column);
    const key = (row) => JSON.stringify(keys.map((k) => String(row[k])));
    const found = new Map();
    for (const row of await rows(`SELECT * FROM ${table}`)) {
      if (found.has(key(row))) throw new Error(`${register}, ${table}: ${key(row)} is there twice`);
      found.set(key(row), row);
    }
    const wanted = await csv(table);
    for (const row of wanted) {
      const other = found.get(key(row));
      if (!other) throw new Error(`${register}, ${table}: want a row ${key(row)}`);
      for (const { column, type } of columns) {
        const w = value(type, row[column]);
        const g = other[column];
        const near = summed.has(`${table}.${column}`) && w !== null && g !== null && Math.abs(g - w) <= 1e-12 * Math.abs(w);
        if (g !== w && !near) throw new Error(`${register}, ${table}, ${key(row)}: want ${column} ${w}, got ${g}`);
      }
    }
    if (found.size !== wanted.length) throw new Error(`${register}, ${table}: want ${wanted.length} rows, got ${found.size}`);
    total[table] = (total[table] ?? 0) + wanted.length * columns.length;
  }
}
for (const [table, cells] of Object.entries(total)) console.log(`${table}: ${cells} cells`);
const sum = Object.values(total).reduce((a, b) => a + b, 0);
console.log(`${sum} cells of ${Object.keys(total).length} tables in ${readdirSync(out).length} registers`);
