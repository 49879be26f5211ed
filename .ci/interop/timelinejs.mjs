// Shows the page of the built-in data with real TimelineJS, without a browser, and compares it with the tables of a fresh export.
import { JSDOM, VirtualConsole } from "jsdom";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "csv-parse/sync";
import assert from "node:assert/strict";

const [out, file] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const library = readFileSync(require.resolve("@knight-lab/timelinejs/dist/js/timeline.js"), "utf8");
const version = JSON.parse(readFileSync(require.resolve("@knight-lab/timelinejs/package.json"), "utf8")).version;

// show gives the timeline that TimelineJS makes of a document.
async function show(document) {
  const virtualConsole = new VirtualConsole(); // it complains of styles that are not there
  const { window } = new JSDOM('<div id="here" style="width:800px;height:600px"></div>', { runScripts: "outside-only", pretendToBeVisual: true, url: "http://localhost/", virtualConsole });
  window.eval(`${library}; window.TL = TL`);
  window.source = JSON.stringify(document);
  const timeline = window.eval("new TL.Timeline('here', JSON.parse(source), {script_path: 'http://localhost/', language: 'en'})");
  for (let i = 0; i < 100 && !timeline.config; i++) await new Promise((done) => setTimeout(done, 20));
  return { timeline, window };
}

const document = JSON.parse(readFileSync(file, "utf8"));
const { timeline, window } = await show(document);
assert.deepEqual([...timeline.config.getErrors()], []);
assert.ok(timeline.config.isValid());

const rows = (name) => parse(readFileSync(`${out}/${name}.csv`, "utf8"), { columns: true });
const series = Object.fromEntries(rows("series").map((row) => [row.series_id, row.name]));
const plain = (html) => new window.DOMParser().parseFromString(html, "text/html").body.textContent;
const events = Object.fromEntries([...timeline.config.events].map((e) => [e.unique_id, e]));
const summits = rows("summits");
assert.equal(timeline.config.events.length, summits.length);
const text = (date) => ["year", "month", "day"].map((part) => date.data[part]).filter((n) => n).map((n) => String(n).padStart(2, "0")).join("-");
for (const row of summits) {
  const e = events[row.summit_id];
  assert.ok(e, `${row.summit_id} keeps its id`);
  assert.equal(text(e.start_date), row.start_date);
  assert.equal(text(e.end_date ?? e.start_date), row.end_date);
  assert.equal(plain(e.text.headline), row.status === "held" ? row.name : `${row.name} (${row.status})`);
  assert.equal(plain(e.group), series[row.series_id]);
}
console.log(`TimelineJS ${version} has ${summits.length} events as summits.csv has them`);

// Names that would be markup: the page shows them as they are, and makes no element of them.
const hostile = `<img src=x onerror=1> & <b>`;
const escaped = hostile.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const twice = escaped.replaceAll("&", "&amp;");
const shown = await show({ events: [{ unique_id: "a", start_date: { year: 2000 }, text: { headline: escaped, text: `<p>${escaped}</p>` }, group: twice, autolink: false }] });
for (let i = 0; i < 100 && !shown.window.document.querySelector(".tl-timegroup-message"); i++) await new Promise((done) => setTimeout(done, 20));
for (const place of [".tl-timegroup-message", ".tl-timemarker h2.tl-headline", ".tl-text h2.tl-headline", ".tl-text-content"]) {
  const element = shown.window.document.querySelector(place);
  assert.ok(element, place);
  assert.ok(element.textContent.includes(hostile), `${place}: ${element.innerHTML}`);
  assert.equal(element.querySelector("img, b"), null, `${place}: ${element.innerHTML}`);
}
console.log("names that would be markup are shown as text");
process.exit(0);
