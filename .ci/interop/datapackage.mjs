// Reads the data package of the built-in data with the real readers of Data Packages, as a folder and as a zip file, and sees that it
// refuses copies that are corrupted.
import { Package } from "datapackage";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";

const [out, folder, zip] = process.argv.slice(2);
process.on("unhandledRejection", (error) => { throw error; });

// read loads a package, and casts and checks every row, every key and every reference.
async function read(path, basePath) {
  const pkg = await Package.load(path, { basePath, strict: true });
  const tables = {};
  for (const resource of pkg.resources) {
    assert.ok(resource.tabular, resource.name);
    tables[resource.name] = await resource.read({ keyed: true, relations: (resource.schema.foreignKeys ?? []).length > 0 });
  }
  return { pkg, tables };
}

const load = (dir) => read(join(dir, "datapackage.json"), dir);
const { pkg, tables } = await load(folder);
assert.ok(pkg.valid, pkg.errors.join("\n"));
let cells = 0, fields = 0, references = 0;
for (const resource of pkg.resources) {
  const d = resource.descriptor;
  const bytes = readFileSync(join(folder, d.path));
  assert.equal(bytes.length, d.bytes, d.path);
  assert.equal("sha256:" + createHash("sha256").update(bytes).digest("hex"), d.hash, d.path);
  assert.ok(bytes.equals(readFileSync(join(out, d.path))), `${d.path} is that of the export`);

  const rows = parse(bytes, { columns: true, relaxQuotes: false });
  assert.equal(tables[d.name].length, rows.length, d.name);
  fields += d.schema.fields.length;
  references += (d.schema.foreignKeys ?? []).length;
  const linked = new Set((d.schema.foreignKeys ?? []).flatMap((k) => k.fields));
  rows.forEach((row, i) => {
    for (const { name, type } of d.schema.fields) {
      let value = tables[d.name][i][name];
      // A reference that is not empty is the row that it leads to.
      if (linked.has(name) && value !== null) value = Object.values(value)[0];
      const want = row[name] === "" ? null : type === "integer" || type === "number" ? Number(row[name]) : type === "boolean" ? row[name] === "true" : row[name];
      assert.deepEqual(value, want, `${d.name} ${i + 1} ${name}`);
      cells++;
    }
  });
  // What this reader leaves alone.
  for (const key of d.schema.uniqueKeys ?? []) {
    assert.equal(new Set(rows.map((row) => JSON.stringify(key.map((name) => row[name])))).size, rows.length, `${d.name}: ${key}`);
  }
}
const packed = await read(zip);
assert.deepEqual(packed.tables, tables);
console.log(`${pkg.resources.length} tables, ${fields} fields, ${references} foreign keys, ${cells} cells as the export has them, in a folder and in a zip file`);

// Each of these must be refused, for the reason given.
const corruptions = [
  ["a date that is none", "summits", "start_date", "2022-6-29", /"pattern" constraint for column "start_date"/],
  ["a reference that leads nowhere", "summits", "series_id", "nowhere", /Foreign key "series_id"/],
  ["a reference within the table that leads nowhere", "topics", "broader_id", "nowhere", /Foreign key "broader_id"/],
  ["a word that is not in the list", "attendance", "status", "perhaps", /"enum" constraint for column "status"/],
  ["a key that is there twice", "series", "series_id", (rows) => rows[1].series_id, /unique constraint violation in column "series_id"/],
  ["a required cell that is empty", "summits", "name", "", /"required" constraint for column "name"/],
  ["a number that is none", "participant_year", "attended_min", "two", /"two" in column "attended_min" is not type "integer"/],
  ["a truth value that is none", "co_attendance", "tight", "yes", /"yes" in column "tight" is not type "boolean"/],
  ["an empty item of a list", "summits", "host_ids", "FRA;;DEU", /"pattern" constraint for column "host_ids"/],
];
for (const [what, table, column, value, why] of corruptions) {
  const copy = mkdtempSync(join(tmpdir(), "package-"));
  cpSync(folder, copy, { recursive: true });
  const path = join(copy, table + ".csv");
  const rows = parse(readFileSync(path), { columns: true });
  rows[0][column] = typeof value === "function" ? value(rows) : value;
  const quote = (cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  writeFileSync(path, [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))].map((row) => row.map(quote).join(",") + "\n").join(""));
  const error = await load(copy).then(() => null, (e) => e);
  const said = error && [error.message, ...(error.errors ?? []).map((e) => e.message)].join("\n");
  assert.match(said ?? "it was accepted", why, what);
  console.log(`refused: ${what} (${table}.${column}): ${said.split("\n").at(-1).slice(0, 100)}`);
  rmSync(copy, { recursive: true });
}
