// The part of polars in the tasks: node polars.mjs TASK FOLDER OUT prints what it took.
import pl from "nodejs-polars";

const [task, folder, out] = process.argv.slice(2);
const words = ["status", "capacity", "mode", "level", "confidence"];
const names = ["summit_id", "session_id", "participant_id", "person_id", "status", "capacity", "mode", "level", "office", "in_place_of", "confidence",
  "source_ids", "note"];

function timed(run) {
  const start = performance.now(), before = process.cpuUsage();
  const made = run();
  const seconds = (performance.now() - start) / 1000, used = process.cpuUsage(before);
  return [made, { seconds, cpu: (used.user + used.system) / 1e6 }];
}

if (task === "version") {
  console.log(pl.version);
} else {
  const schema = Object.fromEntries(names.map((name) => [name, words.includes(name) ? pl.Categorical : pl.String]));
  const [rows, read] = timed(() => pl.readCSV(`${folder}/attendance.csv`, { schema }));
  const path = `${out}/attendance`;
  const write = { csv: () => rows.writeCSV(path), jsonl: () => rows.writeJSON(path, { format: "lines" }) }[task];
  console.log(JSON.stringify({ ...(write ? timed(write)[1] : read), rows: rows.height }));
}
