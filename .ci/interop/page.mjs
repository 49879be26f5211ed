// Opens pages in a real Chromium, from disk: nothing is requested and nothing complained of; filters, details, comparisons and questions
// work by pointer and by keys; an answer is the command's own; axe-core finds nothing serious; hostile data do no harm; and a set of 500
// gatherings and 250 participants stays usable.
//
//	node page.mjs SUMMITRY FOLDER   the command, and an empty folder for pages and screenshots
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const [command, folder] = process.argv.slice(2).map((p) => resolve(p));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const assert = (ok, ...what) => {
  if (!ok) throw new Error(what.map((w) => (typeof w === "string" ? w : JSON.stringify(w))).join(" "));
};
const run = (...args) => execFileSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

// open opens a page, and keeps what it asks the network for and what it complains of.
async function open(file, options = {}, hash = "") {
  const context = await browser.newContext({ viewport: { width: 1366, height: 850 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.requests = [];
  page.complaints = [];
  page.on("request", (r) => { if (!r.url().startsWith("blob:") && !r.url().startsWith("file://" + file)) page.requests.push(r.url()); });
  page.on("console", (m) => { if (m.type() !== "log") page.complaints.push(m.text()); });
  page.on("pageerror", (e) => page.complaints.push(String(e)));
  page.on("dialog", (d) => { page.complaints.push("dialog " + d.message()); d.dismiss(); });
  await page.goto("file://" + file + hash);
  page.painted = await page.evaluate(() => new Promise((done) => {
    const seen = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    const look = () => seen() ? done(seen()) : setTimeout(look, 20);
    look();
  }));
  await page.waitForFunction(() => document.documentElement.dataset.engine, null, { timeout: 120000 });
  assert((await page.evaluate(() => document.documentElement.dataset.engine)) === "ready", await page.textContent("#engine-state"));
  return page;
}
const at = async (page, hash) => {
  await page.evaluate((h) => { location.hash = h; }, hash);
  await page.waitForTimeout(150);
};
async function clean(page, where) {
  assert(page.requests.length === 0, where, "requests", page.requests);
  assert(page.complaints.length === 0, where, "complaints", page.complaints);
}
async function accessible(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const bad = found.violations.filter((v) => ["serious", "critical"].includes(v.impact));
  assert(bad.length === 0, where, bad.map((v) => [v.id, v.nodes.length, v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + n.failureSummary.slice(0, 200))]));
  return found.violations.map((v) => v.id);
}
const shot = (page, name) => page.screenshot({ path: join(folder, name + ".png") });

const builtin = join(folder, "summits.html");
run("page", "--out", builtin);
console.log(`the page of the built-in set: ${(statSync(builtin).size / 1e6).toFixed(2)} MB`);

{
  const page = await open(builtin);
  console.log(`overview after ${Math.round(page.painted)} ms, answers after ${await page.evaluate(() => document.documentElement.dataset.took)} ms`);
  assert((await page.locator(".series").count()) === 5);
  await shot(page, "laptop");

  // A filter by the pointer. What is left is what the command's matrix has.
  await page.selectOption('#filters select[aria-label="Series"]', "nato");
  await page.fill('#filters input[aria-label="From the year"]', "2022");
  await page.keyboard.press("Tab");
  await page.waitForTimeout(200);
  assert((await page.locator(".series:not([hidden])").count()) === 1, "series");
  assert(page.url().includes("s=nato") && page.url().includes("from=2022"), page.url());
  const heads = await page.$$eval(".series:not([hidden]) thead th[data-id]", (all) => all.filter((e) => e.offsetWidth).map((e) => e.dataset.id));
  const matrix = JSON.parse(run("attendance", "matrix", "--series", "nato", "--from", "2022", "--extraordinary", "--format", "json")).answers;
  assert(JSON.stringify(heads) === JSON.stringify([...new Set(matrix.map((a) => a.summit_id))]), heads);

  // Each mark says what the command says, by two rules.
  const named = { attended: /leader|deputy|minister|official|attended/, absent: /^absent/, outside: /^outside/, unknown: /^unknown/ };
  const marks = () => page.$$eval(".series:not([hidden]) tr[data-id]", (rows) => rows.flatMap((tr) => [...tr.cells].slice(2).map((td, i) => [tr.dataset.id, i, td.textContent, td.className])));
  const all = await page.$$eval(".series:not([hidden]) thead th[data-id]", (e) => e.map((x) => x.dataset.id));
  for (const flags of [[], ["--rank", "1", "--no-video"]]) {
    if (flags.length) {
      await page.selectOption('#filters select[aria-label="Least level"]', "1");
      await page.check("#filters input[type=checkbox] >> nth=1");
      await page.waitForTimeout(300);
    }
    const want = new Map(JSON.parse(run("attendance", "matrix", "--series", "nato", "--from", "2022", "--extraordinary", "--format", "json", ...flags)).answers.map((a) => [a.summit_id + a.participant_id, a]));
    let cells = 0;
    for (const [id, i, says, cls] of await marks()) {
      const a = want.get(all[i] + id);
      if (!a) continue;
      cells++;
      assert(named[a.status].test(says), id, all[i], says, a.status);
      if (flags.length && a.status === "attended") assert(/\bdim\b/.test(cls) === (a.counts === "no") && /\bq\b/.test(cls) === (a.counts === "unknown"), id, all[i], cls, a.counts);
    }
    assert(cells > 100, "cells", cells);
    console.log(`${cells} marks as the command has them ${flags.join(" ")}`);
  }

  // How often each came is asked under the filter, and given up in plain words where the command has no such filter.
  const sums = () => page.$$eval(".series:not([hidden]) tr[data-id]", (rows) => rows.map((tr) => [tr.dataset.id, tr.cells[1].textContent]));
  const rate = Object.fromEntries(JSON.parse(run("attendance", "rate", "JPN", "FRA", "--each", "--eligible", "anybody", "--series", "nato", "--from", "2022", "--extraordinary", "--rank", "1", "--no-video", "--format", "json")).answers.map((r) => [r.who, r]));
  const bounds = (r) => (r.attended_min === r.attended_max ? "" + r.attended_min : `${r.attended_min} to ${r.attended_max}`);
  const shownSums = new Map(await sums());
  assert(shownSums.get("JPN") === bounds(rate.JPN), "a guest under a filter", shownSums.get("JPN"), rate.JPN);
  assert(shownSums.get("FRA").startsWith(bounds(rate.FRA) + " of "), "a member under a filter", shownSums.get("FRA"), rate.FRA);
  assert(await page.locator("#uncounted").isHidden(), "counted");
  const kept_ = page.url().split("#")[1];
  await at(page, "#s=g7&kind=extraordinary");
  assert((await page.locator("#uncounted").isVisible()) && !(await page.locator(".series:not([hidden]) td.sum").first().isVisible()), "what cannot be counted is said");
  await at(page, "#s=nato");
  const whole = JSON.parse(run("attendance", "rate", "FRA", "--series", "nato", "--extraordinary", "--format", "json")).answers[0];
  assert(new Map(await sums()).get("FRA").startsWith(bounds(whole) + " of "), "without a filter again");
  await at(page, "#" + kept_);

  // From the picture to the source in two clicks, and back.
  const cell = page.locator('.series:not([hidden]) tr[data-id="JPN"] td').nth(1 + all.indexOf("nato-2024-washington"));
  await cell.click();
  await page.waitForSelector("#detail:not([hidden]) .sources a");
  assert((await page.textContent("#detail h2")).includes("Japan"), "detail");
  const source = page.locator("#detail .sources a").first();
  assert(/^https?:/.test(await source.getAttribute("href")) && (await source.getAttribute("rel")).includes("noreferrer"), "source");
  await page.click('#detail h2 a[data-d^="g:"]');
  await page.waitForFunction(() => document.querySelector("#detail h2").textContent.includes("Washington"));
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#detail h2").textContent.includes("Japan"));
  await page.keyboard.press("Escape");
  await page.waitForSelector("#detail", { state: "hidden" });
  await page.goBack();
  await page.waitForSelector("#detail:not([hidden])");
  await shot(page, "detail");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#detail", { state: "hidden" });

  // The keyboard alone.
  await page.locator(".series:not([hidden]) .scroll").focus();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowDown", "End", "Enter"]) await page.keyboard.press(key);
  await page.waitForSelector("#detail:not([hidden]) h2");
  await page.waitForFunction(() => document.activeElement.id === "detail", null, { timeout: 3000 });
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.matches(".scroll td"), null, { timeout: 3000 });

  // What a cell says of how sure it is, and the names in what it rests on.
  await at(page, "#s=g20&d=c:g20-2023-new-delhi:CHN");
  const sure = run("attendance", "at", "g20-2023-new-delhi", "CHN").split("\n").find((l) => l.includes("certain")).trim();
  assert((await page.textContent("#detail .sure")).includes(sure), "how sure", sure);
  assert((await page.textContent("#detail")).includes("China attended at New Delhi summit 2023, by Li Qiang"), "names in the evidence");
  // A guest has a rate of all gatherings, and the rate counts the meetings that the matrix shows.
  await at(page, "#s=g7&d=p:BRA");
  assert((await page.textContent("#detail")).includes(run("attendance", "rate", "BRA", "--series", "g7", "--extraordinary", "--eligible", "anybody").split("\n")[1].trim()), "a guest's rate");
  // The groups of a gathering are the engine's levels.
  await at(page, "#d=g:nato-2024-washington");
  const came = JSON.parse(run("attendance", "levels", "--series", "nato", "--from", "2024", "--to", "2024", "--format", "json")).answers[0];
  assert((await page.textContent("#detail")).includes(`Leaders, ${came.leaders_min}`) && (await page.textContent("#detail")).includes(`Deputies, ${came.deputies_min}`), "levels", came);
  await at(page, "#" + kept_);

  // What is copied and saved.
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const cited = await page.textContent("#citation");
  await page.click("#filters .copy");
  await page.waitForFunction(() => document.querySelector("#filters output").textContent.startsWith("Copied"));
  const overview = await page.evaluate(() => navigator.clipboard.readText());
  assert(overview.includes("Japan") && overview.includes(cited) && overview.includes("s=nato"), "the overview as copied", overview.slice(0, 300));
  await at(page, "#s=g20&d=c:g20-2023-new-delhi:CHN");
  await page.click("#detail .copy");
  await page.waitForFunction(() => document.querySelector("#detail output").textContent.startsWith("Copied"));
  const details = await page.evaluate(() => navigator.clipboard.readText());
  assert(details.includes("Li Qiang") && details.includes(cited) && details.includes("d=c:g20-2023-new-delhi:CHN"), "details as copied", details);
  await at(page, "#" + kept_);
  for (const [button, want] of [["csv", /^series_id,summit_id,participant_id,name,mark\nnato,/], ["svg", /^<svg .*<\/svg>$/s]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#filters ." + button)]);
    const text = readFileSync(await download.path(), "utf8");
    assert(want.test(text), button, text.slice(0, 200));
    writeFileSync(join(folder, "overview." + button), text);
  }
  await clean(page, "overview");

  // Each question, with blanks filled, has the command's own answer.
  const fill = { who: "JPN,KOR", rank: "1", series: "nato", nth: "2", from: "2021", to: "2025", summit: "nato-2024-washington", earlier: "nato-2023-vilnius", topic: "support-for-ukraine", year: "2023", capacity: "guest" };
  await at(page, "#v=ask");
  const forms = await page.locator("form.sentence").count();
  assert(forms >= 12, "questions", forms);
  let slowest = 0;
  for (let q = 0; q < forms; q++) {
    const begun = Date.now();
    await at(page, "#" + new URLSearchParams({ v: "ask", q, ...Object.fromEntries(Object.entries(fill).map(([k, v]) => ["b." + k, v])) }));
    await page.waitForSelector(`form[data-q="${q}"] + .answer`);
    slowest = Math.max(slowest, Date.now() - begun - 150);
    const words = (await page.textContent(".answer code")).split(" ").slice(1), want = run(...words);
    const got = await page.$$eval(".answer", ([a]) => [a.querySelector(".lead").textContent, a.querySelector("pre")?.textContent ?? ""]);
    assert(got.filter(Boolean).join("\n") === want.trimEnd(), words.join(" "), got, want);
    const json = await page.evaluate((w) => summitry([...w, "--format", "json"]).text, words);
    assert(json === run(...words, "--format", "json"), "json", words.join(" "));
  }
  for (let q = 0; q < forms; q++) { // and with the box above the questions
    await at(page, "#" + new URLSearchParams({ v: "ask", q, x: 1, ...Object.fromEntries(Object.entries(fill).map(([k, v]) => ["b." + k, v])) }));
    await page.waitForSelector(`form[data-q="${q}"] + .answer`);
    assert((await page.locator(".answer .error").count()) === 0 && (await page.locator("#view label.check input:checked").count()) === 1, "with extraordinary meetings", q, await page.textContent(".answer"));
  }
  console.log(`${forms} questions answered as by the command, the slowest in ${slowest} ms with the page of it`);
  await page.click(".answer details summary");
  await page.waitForSelector(".answer details li");
  await shot(page, "ask");

  // A question by keys.
  await at(page, "#v=ask");
  const who = page.locator('form[data-q="2"] .chips input');
  await who.focus();
  await page.keyboard.type("france");
  await page.keyboard.press("Enter");
  await page.selectOption('form[data-q="2"] select[aria-label="Series"]', "nato");
  await page.locator('form[data-q="2"] button[type=submit]').focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector('form[data-q="2"] + .answer');
  assert((await page.textContent(".answer .lead")).startsWith("last: FRA"), "asked by keys");

  // With extraordinary meetings the question finds what the overview counts.
  await at(page, "#v=ask&q=6&b.who=FRA&b.series=g20");
  const regular = await page.textContent(".answer pre");
  await page.click("#view label.check input");
  await page.waitForFunction(() => location.hash.includes("x=1") && document.querySelector(".answer code")?.textContent.endsWith("--extraordinary"));
  const too = await page.textContent(".answer pre");
  assert(too !== regular && too.includes(await page.$eval('.series[data-series="g20"] tr[data-id="FRA"] .sum', (e) => e.textContent)), "extraordinary meetings", regular, too);

  // Two gatherings side by side.
  await at(page, "#v=compare&a=nato-2023-vilnius&z=nato-2024-washington");
  const topics = JSON.parse(run("topics", "compare", "nato-2023-vilnius", "nato-2024-washington", "--format", "json")).answers;
  const kept = topics.filter((t) => t.change === "kept").length;
  assert((await page.textContent("#view")).includes(`Kept, ${kept}`), "kept", kept);
  const change = JSON.parse(run("attendance", "compare", "nato-2023-vilnius", "nato-2024-washington", "--format", "json")).answers[0];
  const rows = async () => Object.fromEntries(await page.$$eval("#view dl.changes dt", (all) => all.map((dt) => [dt.firstChild.textContent, [dt.querySelector("small").textContent, dt.nextElementSibling.textContent, [...dt.nextElementSibling.querySelectorAll("a[data-d^='p:']")].map((a) => a.dataset.d.slice(2))]])));
  let side = await rows();
  for (const [row, of] of [["New", "new"], ["Back", "returned"], ["Missing", "missing"], ["At the earlier alone", "dropped"], ["At both", "kept"], ["Level up", "higher"], ["Level down", "lower"]]) {
    assert(+side[row][0] === change[of].length && JSON.stringify(side[row][2].slice(0, change[of].length)) === JSON.stringify(change[of]) && JSON.stringify([...side[row][2]].sort()) === JSON.stringify([...change[of], ...change[of + "_perhaps"]].sort()), row, side[row], change[of]);
    assert(!side[row][1].includes("file:"), row, "a name is an address", side[row][1]);
  }
  assert(/Australia: Anthony Albanese.* → Richard Marles/.test(side["Level down"][1]), "from whom to whom", side["Level down"][1]);
  await shot(page, "compare");
  // Who is on record at one of the two is not among those of whom no record tells.
  await at(page, "#v=compare&a=g7-2022-elmau&z=g7-2023-hiroshima");
  const back = await page.$$eval("#view dl.changes dt", (all) => { const dd = all.find((dt) => dt.firstChild.textContent === "Back").nextElementSibling; return [dd.querySelector("p.open").textContent, dd.querySelector("details").textContent]; });
  assert(back[0].includes("Australia") && back[0].includes("Vietnam") && !back[1].includes("Australia") && /of whom no record tells/.test(back[1]), "on record at one of the two", back);
  await at(page, "#v=compare&a=nato-2023-vilnius&z=nato-2024-washington");
  // By the form: the four partners at leader level. The later gathering may be named first.
  await page.selectOption('#view select[aria-label="The earlier gathering"]', "nato-2024-washington");
  await page.selectOption('#view select[aria-label="The later gathering"]', "nato-2022-madrid");
  await page.selectOption('#view select[aria-label="Least level"]', "1");
  await page.fill("#view .chips input", "ip4");
  await page.keyboard.press("Enter");
  await page.click("#view form.compare .chief");
  await page.waitForFunction(() => location.hash.includes("cw=ip4") && document.querySelectorAll("#view dl.changes").length === 1);
  side = await rows();
  assert(side["At both"][0] === "3" && side["At the earlier alone"][2].join() === "AUS", "on the basis set", side);
  // Two years, next to each other or not, are their gatherings side by side.
  for (const [y1, y2, a, z] of [["2023", "2024", "nato-2023-vilnius", "nato-2024-washington"], ["2022", "2025", "nato-2022-madrid", "nato-2025-the-hague"]]) {
    await at(page, `#v=compare&y1=${y1}&y2=${y2}&cs=nato&by=years`);
    assert((await page.$$eval("#view code", (all) => all.map((c) => c.textContent))).join() === `summitry topics compare ${a} ${z},summitry attendance compare ${a} ${z}`, "years", y1, y2);
  }
  await at(page, "#v=compare&y1=2023&y2=2024&by=years");
  assert((await page.locator("#view dl.changes").count()) >= 4, "all series of two years");

  for (const hash of ["", "#s=nato&d=c:nato-2022-madrid:JPN", "#d=g:nato-2024-washington", "#d=p:JPN", "#v=topics&d=t:china", "#v=ask&q=0&b.who=JPN&b.series=nato", "#v=compare&a=g20-2023-new-delhi&z=g20-2024-rio"]) {
    await at(page, hash);
    const rest = await accessible(page, hash || "overview");
    if (rest.length) console.log("axe-core, minor:", hash, rest.join(", "));
  }
  await clean(page, "everything");
  await at(page, "");
  // On paper: no forms, the filter or the question in words, a plain table with its head on each page, and details alone when they are open.
  await page.emulateMedia({ media: "print" });
  await at(page, "#s=nato&from=2022");
  assert((await page.locator("#filtered").isVisible()) && /nato, from 2022/.test(await page.textContent("#filtered")), "the filter on paper");
  assert((await page.locator("form:visible, .bar:visible, nav:visible, #filterbox:visible").count()) === 0, "forms on paper");
  assert(await page.$eval(".series:not([hidden]) thead", (e) => getComputedStyle(e).display === "table-header-group"), "the head on each page");
  const heights = await page.$$eval('.series[data-series="nato"] tr[data-id]', (rows) => rows.map((tr) => tr.getBoundingClientRect().height));
  assert(Math.max(...heights) - Math.min(...heights) < 1, "rows of one height on paper", Math.min(...heights), Math.max(...heights));
  await at(page, "#s=g20&d=c:g20-2023-new-delhi:CHN");
  assert((await page.locator("#detail").isVisible()) && !(await page.locator("#overview").isVisible()), "details on paper");
  assert((await page.$eval("#detail .sources a", (a) => getComputedStyle(a, "::after").content)).includes("http"), "addresses on paper");
  await at(page, "#v=ask&q=0&b.who=JPN,KOR&b.rank=1&b.series=nato");
  assert((await page.locator("#view .paper:visible").textContent()).startsWith("When did Japan, South Korea first sit together, at leader level"), "the question on paper");
  await at(page, "#v=compare&a=nato-2023-vilnius&z=nato-2024-washington");
  assert(await page.locator("#view dl.changes summary").first().isVisible(), "what is not known, on paper");
  // The widest matrix fits on A4 across, between its margins.
  await page.setViewportSize({ width: 1032, height: 700 });
  await at(page, "#s=g7");
  assert(await page.$eval('.series[data-series="g7"] table', (e) => e.getBoundingClientRect().right <= innerWidth), "a matrix cut off on paper");
  await page.setViewportSize({ width: 1366, height: 850 });
  await page.emulateMedia({ media: null });
  await at(page, "");
  await page.pdf({ path: join(folder, "print.pdf"), format: "A3", landscape: true, printBackground: false });
  const printed = statSync(join(folder, "print.pdf")).size;
  assert(printed < 8e6, "a print of", printed, "bytes");
  await page.context().close();
}

for (const [name, options] of [
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }],
  ["phone-dark", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, colorScheme: "dark" }],
  ["wide", { viewport: { width: 1920, height: 1080 } }],
  ["dark", { colorScheme: "dark" }],
]) {
  const page = await open(builtin, options);
  await shot(page, name);
  assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name, "is wider than the screen");
  await at(page, "#s=nato&from=2008&d=c:nato-2022-madrid:JPN");
  await shot(page, name + "-detail");
  await at(page, "#v=ask&q=0&b.who=JPN,KOR&b.rank=1&b.series=nato");
  assert(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name, "ask is wider than the screen");
  await shot(page, name + "-ask");
  await accessible(page, name);
  await clean(page, name);
  await page.context().close();
}
// A view that is opened by its address is there once the answers are.
for (const [hash, want] of [["#v=ask", "form.sentence"], ["#v=compare", "form.compare"], ["#v=topics", "td a"], ["#v=ask&q=2&b.who=FRA&b.series=nato", ".answer .lead"]]) {
  const page = await open(builtin, {}, hash);
  await page.waitForSelector("#view " + want, { timeout: 5000 });
  await clean(page, hash);
  await page.context().close();
}
{ // Without a script the overview is there.
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto("file://" + builtin);
  assert((await page.locator("td.L").count()) > 500, "without a script");
  await page.context().close();
}

// tables writes a folder of tables.
function tables(name, rows) {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  const heads = {
    attendance: "summit_id,session_id,participant_id,person_id,status,capacity,mode,level,office,in_place_of,confidence,source_ids,note",
    coverage: "coverage_id,subject,series_id,kind,summit_id,track,stage,date_from,date_to,who,rank,editions,confidence,source_ids,note",
    discussions: "summit_id,session_id,topic_id,stage,source_id,confidence,evidence,note", groups: "group_id,kind,name,note",
    memberships: "group_id,participant_id,status,valid_from,valid_to,source_ids,note", participant_codes: "participant_id,scheme,code,valid_from,valid_to",
    participants: "participant_id,kind,name,valid_from,valid_to", people: "person_id,name,wikidata_id", series: "series_id,name,tier,group_id,note",
    sessions: "session_id,summit_id,track,scope,name,date,source_ids,note", sources: "source_id,kind,title,publisher,issuer,url,published,accessed,note",
    summits: "summit_id,series_id,name,ordinal,kind,start_date,end_date,city,country_ids,host_ids,status,format,wikidata_id,source_ids,note", topics: "topic_id,label,broader_id,aliases,cap,definition",
  };
  const quote = (c) => /[",\n]/.test(c) ? '"' + String(c).replaceAll('"', '""') + '"' : c;
  for (const [t, head] of Object.entries(heads)) writeFileSync(join(dir, t + ".csv"), head + "\n" + (rows[t] ?? []).map((r) => r.map(quote).join(",") + "\n").join(""));
  return dir;
}

{
  const bad = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'\`{{.}}`;
  const dir = tables("hostile", {
    series: [["s", bad, "leaders", "g", bad]], groups: [["g", "body", bad, bad]], participants: [["QAA", "state", bad, "", ""], ["QBB", "state", "Two", "", ""]],
    memberships: [["g", "QAA", "member", "2000-01-01", "", "src", bad]], people: [["x", bad, ""]],
    summits: [["s-1", "s", bad, "", "regular", "2001-01-01", "2001-01-02", bad.replaceAll(";", ""), "QAA", "QAA", "held", "in_person", "", "src", bad], ["s-2", "s", "Second", "", "regular", "2002-01-01", "2002-01-02", "", "", "", "held", "in_person", "", "src", ""]],
    attendance: [["s-1", "", "QAA", "x", "attended", "member", "in_person", "head_of_state", bad, "", "high", "src", bad]],
    sources: [["src", "press", bad, bad, "", "javascript:alert(3)", "2001-01-03", "", bad]], topics: [["t", bad, "", "", "", bad]],
    discussions: [["s-1", "", "t", "reported", "src", "high", bad, bad]], sessions: [["s-1-x", "s-1", "x", "body", bad, "2001-01-01", "src", bad]],
  });
  let file;
  try {
    file = join(folder, "hostile.html");
    run("page", "--data", dir, "--out", file);
  } catch (e) { throw new Error("the hostile folder is refused: " + e.stderr); }
  const page = await open(file);
  for (const hash of ["", "#d=c:s-1:QAA", "#d=g:s-1", "#d=p:QAA", "#d=t:t", "#v=topics", "#v=ask&q=2&b.who=QAA&b.series=s", "#v=ask&q=7&b.summit=s-1", "#v=compare&a=s-1&z=s-2", "#s=" + encodeURIComponent(bad), "#d=" + encodeURIComponent("c:" + bad), "#v=" + encodeURIComponent(bad), "#v=ask&q=0&b.who=" + encodeURIComponent(bad)]) {
    await at(page, hash);
    assert((await page.locator("img").count()) === 0 && (await page.locator('a[href^="javascript"]').count()) === 0, hash, "markup from the data");
  }
  assert((await page.locator("script").count()) <= 3, "scripts");
  await clean(page, "hostile");
  await page.context().close();
}

{
  const many = (n, f) => Array.from({ length: n }, (_, i) => f(i));
  const code = (i) => "Q" + String.fromCharCode(65 + Math.floor(i / 26), 65 + (i % 26));
  const pad = (i) => String(i).padStart(3, "0");
  const dir = tables("large", {
    series: [["s", "Five hundred", "leaders", "g", ""]], groups: [["g", "body", "All", ""]], participants: many(250, (i) => [code(i), "state", "Participant " + pad(i), "", ""]),
    memberships: many(200, (i) => ["g", code(i), "member", `${1500 + i}-01-01`, "", "src", ""]), people: many(50, (i) => ["x" + i, "Person " + i, ""]),
    summits: many(500, (i) => ["s-" + pad(i), "s", "Gathering " + i, "", "regular", `${1500 + i}-05-01`, `${1500 + i}-05-02`, "City", "", code(i % 200), "held", "in_person", "", "src", ""]),
    attendance: many(500, (i) => many(250, (k) => k).filter((k) => (i * 7 + k * 13) % 3).map((k) => ["s-" + pad(i), "", code(k), "x" + (k % 50), "attended", k < 200 ? "member" : "guest", "in_person", ["head_of_state", "foreign_minister", "official"][(i + k) % 3], "", "", "high", "src", ""])).flat(),
    sources: [["src", "press", "A source", "", "", "https://example.org/", "2001-01-03", "", ""]],
  });
  const file = join(folder, "large.html");
  let t = Date.now();
  run("page", "--data", dir, "--out", file);
  console.log(`500 x 250: written in ${Date.now() - t} ms, ${(statSync(file).size / 1e6).toFixed(1)} MB`);
  const page = await open(file);
  console.log(`500 x 250: overview after ${Math.round(page.painted)} ms, answers after ${await page.evaluate(() => document.documentElement.dataset.took)} ms`);
  const took = async (what, f, arg) => {
    const ms = await page.evaluate(`new Promise((done) => { const t = performance.now(); (${f})(${JSON.stringify(arg ?? null)}); setTimeout(() => { document.body.offsetHeight; requestAnimationFrame(() => setTimeout(() => done(performance.now() - t))); }); })`);
    console.log(`500 x 250: ${what} ${Math.round(ms)} ms`);
    return ms;
  };
  const times = [];
  const box = "document.querySelector('.scroll')";
  for (const x of [400, 1500, 3000]) times.push(await took("scrolling", `(x) => { ${box}.scrollTop = x; ${box}.scrollLeft = x; }`, x));
  for (const hash of ["#from=1900", "#from=1900&to=1950", "#who=QAA,QAB,QAC", "#sort=name", ""]) times.push(await took("filter " + hash, "(h) => { location.hash = h; }", hash));
  await took("filter by rule", "(h) => { location.hash = h; }", "#rank=1");
  await took("a cell", "(h) => { location.hash = h; }", "#d=c:s-300:QAB");
  await shot(page, "large");
  console.log("500 x 250: the slowest of scrolling and filtering", Math.round(Math.max(...times)), "ms");
  // The goals are 1000 ms until the overview is seen and 100 ms for scrolling and filtering on a free machine. These bounds are wide, as
  // machines for tests are slow, shared and without a graphics card; they catch what has become unusable.
  assert(page.painted < 5000, "the overview is late");
  assert(Math.max(...times) < 1500, "too slow");

  // All columns are printed.
  await page.emulateMedia({ media: "print" });
  assert(await page.$$eval(".block", (all) => all.every((b) => getComputedStyle(b).contentVisibility === "visible")), "print");
  await page.emulateMedia({ media: null });

  // Under a filter heads and marks stand below each other, and the arrows go from block to block.
  await at(page, "#from=1515&to=1950");
  await page.locator("tr[data-id] td:not(.sum):not([hidden])").first().click();
  await page.waitForSelector("#detail h2");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.getElementById("detail").hidden && document.activeElement.matches("td")); // which has the focus again
  for (let i = 0; i < 40; i++) await page.keyboard.press("ArrowRight");
  const stand = await page.evaluate(() => {
    const td = document.activeElement, head = document.querySelectorAll("thead th[data-id]")[[...td.closest("tr").querySelectorAll("td")].indexOf(td) - 1];
    return [head.dataset.id, Math.round(head.getBoundingClientRect().left - td.getBoundingClientRect().left)];
  });
  assert(JSON.stringify(stand) === '["s-055",0]', "by keys", stand);
  await clean(page, "large");
  await page.context().close();

  // To who reads by ear it is one table with all its cells, in sight or not. Chromium has the whole of that tree if a reader asks for it.
  const reader = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--force-renderer-accessibility"] });
  const heard = await reader.newPage();
  await heard.goto("file://" + file);
  await heard.waitForFunction(() => document.documentElement.dataset.engine, null, { timeout: 120000 });
  const { nodes } = await (await heard.context().newCDPSession(heard)).send("Accessibility.getFullAXTree");
  const roles = ["table", "columnheader", "cell"].map((role) => nodes.filter((n) => !n.ignored && n.role.value === role).length);
  assert(JSON.stringify(roles) === JSON.stringify([1, 502, 250 * 501]), "by ear", roles);
  await reader.close();
}
await browser.close();
console.log("page: all well");
