// DuckDB's part of the tasks: node duckdb.mjs TASK CHECKED FOLDER OUT prints what it took. With two threads.
import { DuckDBInstance } from "@duckdb/node-api";

const [task, checked, folder, out] = process.argv.slice(2);
const db = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
const value = async (sql) => Object.values((await db.runAndReadAll(sql)).getRowObjectsJson()[0])[0];

const words = {
  status: ["attended", "absent", "unknown"],
  capacity: ["member", "guest"],
  mode: ["in_person", "virtual"],
  level: ["head_of_state", "head_of_government", "organisation_head", "deputy_head", "foreign_minister", "defence_minister", "finance_minister", "minister",
    "deputy_minister", "envoy", "ambassador", "official", "other"],
  confidence: ["low", "medium", "high"],
};
const names = ["summit_id", "session_id", "participant_id", "person_id", "status", "capacity", "mode", "level", "office", "in_place_of", "confidence",
  "source_ids", "note"];
const csv = (table, more = "") => `read_csv('${folder}/${table}.csv', header = true, delim = ',', quote = '"', escape = '"'${more})`;
const columns = `, columns = {${names.map((n) => `${n}: '${words[n] ? `${n}_word` : "VARCHAR"}'`).join(", ")}}`;

// read makes the table with types and words; checked adds keys and references to the tables named, which it reads too.
async function read() {
  if (checked !== "true") return db.run(`CREATE TABLE attendance AS SELECT * FROM ${csv("attendance", columns)}`);
  for (const [table, key] of [["summits", "summit_id"], ["sessions", "session_id"], ["participants", "participant_id"], ["people", "person_id"], ["sources", "source_id"]]) {
    await db.run(`CREATE TABLE ${table} AS SELECT * FROM ${csv(table, ", all_varchar = true")}`);
    await db.run(`ALTER TABLE ${table} ADD PRIMARY KEY (${key})`);
  }
  const reference = { summit_id: "summits", session_id: "sessions", participant_id: "participants", person_id: "people", in_place_of: "people(person_id)" };
  const required = ["summit_id", "participant_id", "status", "confidence", "source_ids"];
  await db.run(`CREATE TABLE attendance (${names.map((n) =>
    `${n} ${words[n] ? `${n}_word` : n === "source_ids" ? "VARCHAR[]" : "VARCHAR"}${required.includes(n) ? " NOT NULL" : ""}${reference[n] ? ` REFERENCES ${reference[n]}` : ""}`).join(", ")})`);
  await db.run(`INSERT INTO attendance SELECT * REPLACE (string_split(source_ids, ';') AS source_ids) FROM ${csv("attendance", columns)}`);
  const wrong = Number(await value("SELECT count(*) FROM (SELECT 1 FROM attendance GROUP BY summit_id, session_id, participant_id, person_id HAVING count(*) > 1)"))
    + Number(await value("SELECT count(*) FROM (SELECT unnest(source_ids) AS source_id FROM attendance) ANTI JOIN sources USING (source_id)"));
  if (wrong > 0) throw new Error(`${wrong} rows are wrong`);
}

const rows = async () => Number(await value("SELECT count(*) FROM attendance"));
const tasks = {
  read: { run: read, rows },
  csv: { prepare: read, run: () => db.run(`COPY attendance TO '${out}/attendance' (FORMAT csv, HEADER)`), rows },
  jsonl: { prepare: read, run: () => db.run(`COPY attendance TO '${out}/attendance' (FORMAT json)`), rows },
  newman: {
    async prepare() {
      await read();
      for (const table of ["sessions", "summits"]) await db.run(`CREATE TABLE ${table} AS SELECT * FROM ${csv(table, ", all_varchar = true")}`);
    },
    run: () => db.run(`CREATE TABLE ties AS
      WITH came AS (
        SELECT DISTINCT a.summit_id, a.participant_id FROM attendance a JOIN summits USING (summit_id) LEFT JOIN sessions s ON s.session_id = a.session_id
        WHERE a.status = 'attended' AND summits.kind = 'regular' AND (a.session_id IS NULL OR s.scope = 'body')),
      size AS (SELECT summit_id, count(*) AS n FROM came GROUP BY summit_id)
      SELECT a.participant_id AS a, b.participant_id AS b, count(*) AS shared, sum(1 / (n - 1)) AS weight
      FROM came a JOIN came b ON a.summit_id = b.summit_id AND a.participant_id < b.participant_id JOIN size ON size.summit_id = a.summit_id
      GROUP BY a.participant_id, b.participant_id`),
    rows: async () => Number(await value("SELECT sum(shared) FROM ties")),
  },
};

if (task === "version") {
  console.log(await value("SELECT version()"));
} else {
  for (const [name, list] of Object.entries(words)) await db.run(`CREATE TYPE ${name}_word AS ENUM (${list.map((w) => `'${w}'`).join(", ")})`);
  await tasks[task].prepare?.();
  const start = performance.now(), before = process.cpuUsage();
  await tasks[task].run();
  const seconds = (performance.now() - start) / 1000, used = process.cpuUsage(before);
  console.log(JSON.stringify({ seconds, cpu: (used.user + used.system) / 1e6, rows: await tasks[task].rows() }));
}
