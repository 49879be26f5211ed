// Draws pictures with Vega-Lite 5 and 6 and rasterises them: each fits both schemas, each row is drawn where its labels say, and the
// cells of the gallery are those of an export, read as JSON.
import { Resvg } from "@resvg/resvg-js";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import * as vega5 from "vega";
import * as lite5 from "vega-lite";
import * as lite6 from "vega-lite6";
import * as vega6 from "vega6";

const [out, folder] = process.argv.slice(2);
const assert = (ok, ...what) => {
  if (!ok) throw new Error(what.map((w) => (typeof w === "string" ? w : JSON.stringify(w))).join(" "));
};
const versions = [["5", vega5, lite5, "vega-lite"], ["6", vega6, lite6, "vega-lite6"]].map(([name, vega, lite, home]) => {
  const ajv = new Ajv({ strict: false, allowUnionTypes: true, validateFormats: true });
  formats.default(ajv);
  ajv.addFormat("color-hex", () => true);
  const schema = JSON.parse(readFileSync(new URL(`./node_modules/${home}/build/vega-lite-schema.json`, import.meta.url)));
  return { name, vega, lite, fits: ajv.compile(schema) };
});

// marks gives the symbols, bars and texts of a drawn view, but not those of axes, legends and titles.
const marks = (item, found = []) => {
  for (const child of item.items ?? []) {
    if (child.marktype && child.role === "mark" && ["symbol", "rect", "text"].includes(child.marktype)) found.push(...child.items.map((i) => ({ ...i, type: child.marktype })));
    else marks(child, found);
  }
  return found;
};

const flat = (spec) => spec.data.values.flatMap((row) => row.marks ?? [null]);
const specs = {};
let drawn = 0;
for (const file of readdirSync(folder).filter((f) => f.endsWith(".vl.json")).sort()) {
  const name = file.slice(0, -".vl.json".length);
  const spec = (specs[name] = JSON.parse(readFileSync(`${folder}/${file}`, "utf8")));
  for (const { name: version, vega, lite, fits } of versions) {
    assert(fits(spec), file, "does not fit the schema of Vega-Lite", version, fits.errors);
    const said = [];
    const say = (...words) => (said.push(words.join(" ")), logger);
    const logger = { level: () => logger, error: say, warn: say, info: () => logger, debug: () => logger };
    const view = new vega.View(vega.parse(lite.compile(spec, { logger }).spec), { renderer: "none", logger });
    const svg = await view.toSVG();
    assert(said.length === 0, file, said);

    const all = marks(view.scenegraph().root);
    const texts = all.filter((m) => m.type === "text");
    const shapes = all.filter((m) => m.type !== "text");
    const x = spec.encoding.x?.scale.domain;
    if (!x) {
      assert(texts.length === 1 && shapes.length === 0, file, "has nothing, and says more than that");
    } else {
      assert(shapes.length === flat(spec).length, file, shapes.length, "marks of", flat(spec).length);
      const y = spec.encoding.y.scale?.domain;
      const fields = [spec.encoding.x.field, spec.encoding.y.field];
      const step = spec.width.step;
      for (const m of shapes) {
        const at = x.indexOf(m.datum[fields[0]]);
        if (y) assert(Math.abs(m.x - (at + 0.5) * step) < 1 && Math.abs(m.y - (y.indexOf(m.datum[fields[1]]) + 0.5) * step) < 1, file, "is drawn elsewhere", m.datum);
        else assert(Math.abs(m.x + m.width / 2 - (at + 0.5) * step) < step / 2 && m.height > 0, file, "is drawn elsewhere", m.datum);
      }
      if (spec.layer?.length === 2) assert(texts.length === spec.data.values.filter((v) => v.value !== null).length, file, "lacks numbers");
      drawn += shapes.length;
    }
    const image = new Resvg(svg, { font: { defaultFontFamily: "DejaVu Sans", sansSerifFamily: "DejaVu Sans" } }).render();
    const pixels = image.pixels; // a copy each time that it is read
    let inked = 0;
    for (let i = 0; i < pixels.length; i += 4) if (pixels[i] < 200) inked++;
    assert(inked > 500, file, "is empty:", inked, "dark pixels");
    if (version === "5") {
      writeFileSync(`${folder}/${name}.svg`, svg);
      writeFileSync(`${folder}/${name}.png`, image.asPng());
    }
  }
}
console.log(`${Object.keys(specs).length} pictures, ${drawn} marks drawn by Vega-Lite ${versions.map((v) => v.lite.version).join(" and ")}, each in its place`);

// The export, against which the gallery is read.
const table = (name) => JSON.parse(readFileSync(`${out}/${name}.json`, "utf8"));
const keyed = (rows, ...keys) => new Map(rows.map((r) => [keys.map((k) => r[k]).join(" "), r]));
const people = keyed(table("people"), "person_id");
const named = (id) => (id === null ? "" : people.get(id).name);
const participation = keyed(table("participation"), "summit_id", "participant_id");
const ranks = { head_of_state: "leader", head_of_government: "leader", organisation_head: "leader", deputy_head: "deputy", foreign_minister: "minister",
  defence_minister: "minister", finance_minister: "minister", minister: "minister", deputy_minister: "minister", envoy: "envoy", ambassador: "envoy", official: "envoy" };
const counts = { cells: 0, bands: 0, topics: 0, similar: 0, ties: 0 };
for (const { series_id: series } of table("series")) {
  for (const cell of [...specs[`${series}-attendance`].data.values, ...(specs[`${series}-guests`]?.data.values ?? [])]) {
    const row = participation.get(`${cell.summit_id} ${cell.participant_id}`);
    assert(row, cell);
    for (const [k, v] of [["status", row.status], ["level", row.level ?? ""], ["office", row.office ?? ""], ["person", named(row.person_id)], ["in_place_of", named(row.in_place_of)]])
      assert(cell[k] === v, "the cell has", cell, "and the export", row);
    const marks = cell.marks.filter((m) => !m.startsWith("member"));
    const want = row.status !== "attended" ? [row.status] : [row.level ? (ranks[row.level] ?? "came, at") : "came, level", ...(row.in_place_of ? ["in"] : []), ...(row.mode === "virtual" ? ["took"] : [])];
    assert(marks.length === want.length && marks.every((m, i) => m.startsWith(want[i])), marks, want);
    counts.cells++;
  }

  // The bars of a gathering are its column of the matrix, counted: who may not have been a member, without a tile, may have come as one.
  const column = {};
  for (const cell of specs[`${series}-attendance`].data.values) {
    const [mark] = cell.marks.filter((m) => !m.startsWith("member"));
    const key = `${cell.summit_id} ${mark.startsWith("unknown") || mark === cell.marks[0] ? "may have come: not on record" : mark}`;
    if (!/^(absent|outside)/.test(mark)) column[key] = (column[key] ?? 0) + 1;
  }
  for (const bar of specs[`${series}-levels`].data.values) {
    assert(column[`${bar.summit_id} ${bar.band}`] === bar.delegations, bar, column[`${bar.summit_id} ${bar.band}`]);
    delete column[`${bar.summit_id} ${bar.band}`];
    counts.bands++;
  }
  assert(Object.keys(column).length === 0, "no bars for", column);

  // Topics, from the mentions: those of the summit and its body sessions, planned and reported.
  const sessions = keyed(table("sessions"), "session_id");
  const [named_, told] = [new Map(), new Map()];
  for (const m of table("discussions")) {
    if (m.session_id !== null && sessions.get(m.session_id).scope !== "body") continue;
    for (const set of m.stage === "reported" ? [named_, told] : [named_]) set.set(m.summit_id, (set.get(m.summit_id) ?? new Set()).add(m.topic_id));
  }
  const { values } = specs[`${series}-topics`].data;
  const order = [...new Set(values.map((c) => c.summit_id))];
  const topicsOf = (id) => named_.get(id) ?? new Set();
  for (const c of values) {
    const i = order.indexOf(c.summit_id);
    const is = topicsOf(c.summit_id).has(c.topic_id);
    const want = !is ? "unknown" : !told.get(c.summit_id)?.has(c.topic_id) ? "announced" : i === 0 ? "named" : topicsOf(order[i - 1]).has(c.topic_id) ? "kept"
      : order.slice(0, i).some((o) => topicsOf(o).has(c.topic_id)) ? "back" : "new";
    assert(c.mark.startsWith(want), c, want);
    counts.topics++;
  }
  for (const c of specs[`${series}-similarity`].data.values) {
    const [a, b] = [topicsOf(c.a_id), topicsOf(c.b_id)];
    const both = [...a].filter((t) => b.has(t)).length;
    assert(Math.abs(c.value - (100 * both) / new Set([...a, ...b]).size) <= 0.5, c, both);
    counts.similar++;
  }

  // Ties: the gatherings at which both surely, or perhaps, were there as members.
  const [sure, perhaps] = [new Map(), new Map()];
  for (const cell of specs[`${series}-attendance`].data.values) {
    const { status } = participation.get(`${cell.summit_id} ${cell.participant_id}`);
    for (const [sets, there] of [[sure, status === "attended" && cell.marks[0].startsWith("member")], [perhaps, ["attended", "unknown"].includes(status)]])
      if (there) sets.set(cell.participant_id, (sets.get(cell.participant_id) ?? new Set()).add(cell.summit_id));
  }
  const together = (sets, a, b) => [...(sets.get(a) ?? [])].filter((s) => sets.get(b)?.has(s)).length;
  for (const c of specs[`${series}-ties`].data.values) {
    const [least, most] = [together(sure, c.a_id, c.b_id), together(perhaps, c.a_id, c.b_id)];
    assert(c.value === least && c.bounds === (least === most ? `${least}` : `${least} to ${most}`), c, least, most);
    counts.ties++;
  }
}
console.log("the same in the export:", JSON.stringify(counts));
