"use strict";
(() => {
const $ = (id) => document.getElementById(id);
// h makes an element. Text is text: nothing from the data becomes markup.
const h = (tag, set, ...inside) => {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(set || {})) {
    if (v === false || v == null) continue;
    if (k.startsWith("on")) e.addEventListener(k.slice(2), v);
    else e.setAttribute(k, v === true ? "" : v);
  }
  e.append(...inside.flat(9).filter((x) => x != null && x !== false));
  return e;
};

/* The engine: summitry itself, and the tables. */
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;=>?@[]^_`{|}~\"'";
function bytesOf(id) {
  const text = $(id).textContent.trim(), place = new Int8Array(128).fill(-1), out = new Uint8Array(text.length);
  for (let i = 0; i < 91; i++) place[digits.charCodeAt(i)] = i;
  let v = -1, bits = 0, n = 0, at = 0;
  for (let i = 0; i < text.length; i++) {
    const d = place[text.charCodeAt(i)];
    if (v < 0) { v = d; continue; }
    v += d * 91;
    bits |= v << n;
    n += (v & 8191) > 88 ? 13 : 14;
    do { out[at++] = bits & 255; bits >>>= 8; n -= 8; } while (n > 7);
    v = -1;
  }
  if (v >= 0) out[at++] = bits | v << n;
  $(id).remove();
  return out.subarray(0, at);
}

const engine = {};
async function start() {
  const texts = new Uint8Array(await new Response(new Blob([bytesOf("tables")]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  readTables(JSON.parse(new TextDecoder().decode(texts)));
  let x;
  const view = () => new DataView(x.memory.buffer);
  // What a program for WASI asks of its system: a clock, chance, a place for its last words. There are no files.
  const system = {
    random_get: (p, n) => { for (let i = 0; i < n; i += 65536) crypto.getRandomValues(new Uint8Array(x.memory.buffer, p + i, Math.min(65536, n - i))); return 0; },
    clock_time_get: (id, _, p) => { view().setBigUint64(p, BigInt(Math.round((id ? performance.now() : Date.now()) * 1e6)), true); return 0; },
    fd_write: (fd, p, n, done) => {
      let all = 0, text = "";
      for (let i = 0; i < n; i++) {
        const at = view().getUint32(p + 8 * i, true), len = view().getUint32(p + 8 * i + 4, true);
        text += new TextDecoder().decode(new Uint8Array(x.memory.buffer, at, len));
        all += len;
      }
      engine.words = (engine.words || "") + text;
      view().setUint32(done, all, true);
      return 0;
    },
    args_sizes_get: (n, size) => { view().setUint32(n, 1, true); view().setUint32(size, 2, true); return 0; },
    args_get: (list, text) => { view().setUint32(list, text, true); view().setUint16(text, 0x73, true); return 0; },
    environ_sizes_get: (n, size) => { view().setUint32(n, 0, true); view().setUint32(size, 0, true); return 0; },
    environ_get: () => 0, sched_yield: () => 0,
    poll_oneoff: (_, out, n, done) => { view().setUint32(done, n, true); new Uint8Array(x.memory.buffer, out, 32 * n).fill(0); return 0; },
    proc_exit: (status) => { throw new Error("the engine stopped, " + status + " " + (engine.words || "")); },
  };
  const made = await WebAssembly.instantiate(await unlzma(bytesOf("wasm")), { wasi_snapshot_preview1: new Proxy(system, { get: (s, name) => s[name] || (() => 8) }) });
  x = made.instance.exports;
  x._initialize();
  const said = (bytes, what) => {
    const at = x.put(bytes.length);
    new Uint8Array(x.memory.buffer, at, bytes.length).set(bytes);
    const n = what();
    return JSON.parse(new TextDecoder().decode(new Uint8Array(x.memory.buffer, x.result(), n)));
  };
  const loaded = said(texts, x.load);
  if (loaded.status) throw new Error(loaded.error);
  const kept = new Map();
  engine.ask = (words) => {
    const key = JSON.stringify(words);
    if (!kept.has(key)) {
      if (kept.size > 60) kept.clear();
      kept.set(key, said(new TextEncoder().encode(key), x.answer));
    }
    return kept.get(key);
  };
}
const textOf = (words) => engine.ask(words);
const jsonOf = (words) => {
  const got = engine.ask([...words, "--format", "json"]);
  return got.status ? { error: got.error, answers: [] } : JSON.parse(got.text);
};

/* The tables, to look names and rows up. What follows from them is the engine's. */
const T = {}, by = {}, names = new Map();
function rowsOf(text) {
  const rows = []; let row = [], cell = "", i = 0, quoted = false;
  for (; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c; else if (text[i + 1] === '"') { cell += c; i++; } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ",") { row.push(cell); cell = ""; }
    else if (c === "\n") { row.push(cell); rows.push(row); row = []; cell = ""; }
    else if (c !== "\r") cell += c;
  }
  const head = rows.shift();
  return rows.map((r) => Object.fromEntries(head.map((k, i) => [k, r[i]])));
}
function readTables(texts) {
  engine.texts = texts;
  for (const [name, text] of Object.entries(texts)) T[name.replace(".csv", "")] = rowsOf(text);
  const key = { summits: "summit_id", participants: "participant_id", groups: "group_id", people: "person_id", topics: "topic_id", sources: "source_id", sessions: "session_id", series: "series_id" };
  for (const [t, k] of Object.entries(key)) by[t] = new Map(T[t].map((r) => [r[k], r]));
  for (const t of ["people", "groups", "participants"]) for (const r of T[t]) {
    const id = r[key[t]];
    names.set(r.name.toLowerCase(), id); names.set(id.toLowerCase(), id); names.set(`${r.name} (${id})`.toLowerCase(), id);
  }
}
const actor = (id) => (by.participants.get(id) || by.groups.get(id) || by.people.get(id) || { name: id }).name;
const summit = (id) => by.summits.get(id) || { name: id, start_date: "", end_date: "" };
const days = (s) => s.start_date === s.end_date ? s.start_date : s.start_date + " to " + s.end_date;
const titled = (id) => { const s = summit(id), y = (s.start_date || "").slice(0, 4); return s.name.includes(y) ? s.name : s.name + " " + y; };
const words = (w) => (w || "").replaceAll("_", " ");

/* The state is in the address: what is shown can be linked, and the back button works. */
let state = {};
const read = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const hashOf = (s) => "#" + new URLSearchParams(Object.entries(s).filter(([, v]) => v !== "" && v != null)).toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
const go = (change) => { const to = hashOf({ ...state, ...change }); if (to !== location.hash) location.hash = to; else show(); };
const link = (d, text) => h("a", { href: hashOf({ v: state.v, d }), "data-d": d }, text);
document.addEventListener("click", (e) => {
  const a = e.target.closest("a[data-d],a[data-view]");
  if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  opener = a;
  if (a.dataset.view) go({ v: a.dataset.view, d: "" }); else go({ d: a.dataset.d });
});
let opener = null;

// linked gives a text with the ids of gatherings, participants and topics in it as links; named shows names in place of ids.
function linked(text, named) {
  const out = []; let last = 0;
  for (const m of text.matchAll(/[A-Za-z0-9][A-Za-z0-9_-]*/g)) {
    const id = m[0];
    const d = by.summits.has(id) ? "g:" + id : by.participants.has(id) || named && id.includes("-") && by.people.has(id) ? "p:" + id : id.includes("-") && by.topics.has(id) ? "t:" + id : "";
    if (!d) continue;
    const a = link(d, id), name = d[0] === "g" ? titled(id) : d[0] === "p" ? actor(id) : by.topics.get(id).label;
    if (named) a.textContent = name; else a.title = name;
    out.push(text.slice(last, m.index), a); last = m.index + id.length;
  }
  out.push(text.slice(last));
  return out;
}
function sourceItem(id) {
  const s = by.sources.get(id);
  if (!s) return h("li", {}, id);
  const title = /^https?:\/\//i.test(s.url) ? h("a", { href: s.url, rel: "noopener noreferrer", target: "_blank" }, s.title) : s.title;
  return h("li", {}, title, h("span", { class: "meta" }, " " + [s.publisher, words(s.kind), s.published || "no day of issue"].filter(Boolean).join(", ") +
    (/^https?:\/\//i.test(s.url) || !s.url ? "" : ", " + s.url)));
}
const sourceList = (ids) => h("ul", { class: "plain sources" }, ids.map(sourceItem));
const split = (s) => s ? s.split(";") : [];

// grounds shows what an answer rests on, what is not known of it, and the sources.
const most = 40;
function grounds(evidences, open) {
  const rests = new Map(), open_ = new Map(), sources = new Set();
  for (const e of evidences) {
    for (const c of e?.rests_on || []) { rests.set(c.table + c.key, c); for (const s of c.source_ids || []) sources.add(s); }
    for (const c of e?.open || []) open_.set(c.table + c.key, c);
  }
  const claims = (m, cls) => h("ul", { class: "plain " + cls }, [...m.values()].slice(0, most).map((c) => h("li", {}, linked(c.text, true),
    c.confidence ? h("span", { class: "meta" }, ` ${c.confidence} confidence${c.foretold ? ", foretold" : ""}`) : null)), m.size > most ? h("li", { class: "meta" }, `and ${m.size - most} more`) : null);
  return [
    h("h3", {}, "What it rests on"), rests.size ? claims(rests, "") : h("p", { class: "meta" }, "No row."),
    open_.size ? [h("h3", {}, "What is not known"), claims(open_, "open")] : null,
    sources.size ? [h("h3", {}, "Sources"), sourceList([...sources].slice(0, most)), sources.size > most ? h("p", { class: "meta" }, `and ${sources.size - most} more`) : null] : null,
  ].flat(9);
}
const evidencesOf = (j) => j.evidence ? [j.evidence] : (j.answers || []).map((a) => a.evidence).filter(Boolean);

/* Sharing: text with citation, CSV, SVG. */
const citation = () => $("citation")?.textContent || document.title + ", a page made by summitry.";
function save(name, type, text) {
  const a = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(a); a.click(); a.remove();
  setTimeout(() => URL.revokeObjectURL(a.href), 1000);
}
const xml = (s) => String(s).replace(/[&<>"]/g, (c) => "&#" + c.charCodeAt(0) + ";");
function svgOfText(text) {
  const lines = text.split("\n").flatMap((l) => l.match(/.{1,110}(\s|$)|.{1,110}/g) || [""]);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="${lines.length * 19 + 40}" font-family="DejaVu Sans Mono,monospace" font-size="13"><rect width="100%" height="100%" fill="#fff"/>` +
    lines.map((l, i) => `<text x="20" y="${32 + i * 19}" xml:space="preserve">${xml(l)}</text>`).join("") + "</svg>";
}
function shareBar(name, text, csv, svg) {
  const said = h("output", {});
  const copy = async () => {
    const all = text().trim() + "\n\n" + citation() + "\n" + (location.protocol === "file:" ? "View: " + location.hash : location.href) + "\n";
    try { await navigator.clipboard.writeText(all); } catch {
      const t = h("textarea", {}); t.value = all; document.body.append(t); t.select(); document.execCommand("copy"); t.remove();
    }
    said.textContent = "Copied, with its citation.";
  };
  return h("div", { class: "bar" }, h("button", { type: "button", class: "quiet copy", onclick: copy }, "Copy with citation"),
    csv && h("button", { type: "button", class: "quiet csv", onclick: () => save(name + ".csv", "text/csv", csv()) }, "CSV"),
    h("button", { type: "button", class: "quiet svg", onclick: () => save(name + ".svg", "image/svg+xml", (svg || (() => svgOfText(text().trim() + "\n\n" + citation())))()) }, "SVG"), said);
}
const csvOf = (args) => () => engine.ask([...args, "--format", "csv"]).text;
const shell = (args) => "summitry " + args.map((a) => /^[\w:.=-]+$/.test(a) ? a : '"' + a + '"').join(" ");

// surely is the line of an answer that says how sure it is.
const surely = /^\s*(.* is )?(not )?certain\b/;
// answered shows what the command says: its sentence, its bounds, what it rests on.
function answered(args, { quiet = false, folded = false } = {}) {
  const got = textOf(args);
  if (got.status) return h("div", { class: "answer" }, h("p", { class: "error", role: "alert" }, got.error.replace(/\nRun .*\n?$/s, "").replace(/^summitry: /, "")));
  const [first, ...rest] = got.text.trimEnd().split("\n");
  const why = h("details", {}, h("summary", {}, "What it rests on, with sources"));
  why.addEventListener("toggle", () => { if (why.open && why.children.length === 1) why.append(...grounds(evidencesOf(jsonOf(args)))); });
  const wide = ["matrix", "rate"].includes(args[1]);
  const pre = rest.length ? h("pre", { class: wide ? "wide" : "", tabindex: wide ? 0 : null }, rest.map((line, i) => [i ? "\n" : "", surely.test(line) ? h("strong", {}, linked(line)) : linked(line)])) : null;
  return h("div", { class: folded ? "answer folded" : "answer" }, h("p", { class: "lead" }, linked(first)), folded && pre ? h("details", {}, h("summary", {}, "The answer of the command, word for word"), pre) : pre,
    why, quiet ? null : [h("p", {}, h("code", {}, shell(args))), shareBar("summitry-" + args[1], () => got.text, csvOf(args))]);
}
const answersText = (e) => [...e.querySelectorAll("h2,h3,p,li,dt,dd,pre,tr")].filter((x) => !x.closest(".bar")).map((x) => x.textContent.trim()).filter(Boolean).join("\n");

/* The overview. */
const wide = 32; // the columns of a block
const batch = 5; // the rows of a large matrix that the engine is asked for at a time
const sections = [...document.querySelectorAll(".series")];
sections.forEach((s, i) => {
  s.dataset.n = i;
  s.heads = [...s.querySelectorAll("thead th[data-id]")];
  s.ids = s.heads.map((th) => th.dataset.id);
  s.column = new Map(s.ids.map((id, i) => [id, i]));
  s.rowsById = new Map([...s.querySelectorAll("tr[data-id]")].map((tr) => [tr.dataset.id, tr]));
  s.large = s.rowsById.size * s.ids.length >= 30000;
  s.off = new Set(); // the columns whose marks are hidden one by one
  s.shown = []; // how many columns of each block are shown
  if (!s.large) return;
  s.rowsById.forEach(block);
  // A name that stays in sight is a layer of its own, which takes time: only those of the rows in sight do.
  s.classList.add("large");
  const near = new IntersectionObserver((rows) => { for (const r of rows) r.target.classList.toggle("near", r.isIntersecting); }, { root: s.querySelector(".scroll"), rootMargin: "200px 0px" });
  s.rowsById.forEach((tr) => near.observe(tr));
});
// In a large matrix the marks of a row are in blocks, so that those out of sight cost nothing. To who reads by ear there are no blocks.
function block(tr) {
  tr.marks = [...tr.cells];
  for (const td of tr.marks.slice(2)) td.setAttribute("role", "cell"); // which a cell in a block is not by itself
  tr.blocks = [];
  for (let i = 2; i < tr.marks.length; i += wide) tr.blocks.push(h("div", { class: "block", role: "presentation" }, tr.marks.slice(i, i + wide)));
  tr.append(...tr.blocks);
}
function cellsOf(tr) { return tr.marks || tr.cells; }
const hide = (e, off) => { if (e.hidden !== off) e.hidden = off; };
// showColumns hides the columns that are away: by whole blocks where it can, as each element that changes takes time.
function showColumns(s, away) {
  s.away = away;
  s.heads.forEach((th, i) => hide(th, away.has(i)));
  const rows = [...s.rowsById.values()];
  for (let from = 0, k = 0; from < s.ids.length; from += wide, k++) {
    const columns = s.ids.slice(from, from + wide).map((_, i) => from + i), shown = columns.filter((i) => !away.has(i)).length;
    if (s.large) {
      if (s.shown[k] !== shown) for (const tr of rows) { hide(tr.blocks[k], !shown); tr.blocks[k].style.width = `calc(${shown} * var(--cell))`; }
      s.shown[k] = shown;
      if (!shown) continue;
    }
    for (const i of columns) {
      if (away.has(i) === s.off.has(i)) continue;
      if (away.has(i)) s.off.add(i); else s.off.delete(i);
      for (const tr of rows) cellsOf(tr)[i + 2].hidden = away.has(i);
    }
  }
}
let painted = "", hidden = "", sorted = "first", open = null;

const cellOf = (sId, pId) => {
  for (const s of sections) { const i = s.column.get(sId); if (i !== undefined) { const tr = s.rowsById.get(pId); return tr && cellsOf(tr)[i + 2]; } }
};
function applyFilters() {
  const want = ["s", "from", "to", "who", "kind", "track"].map((k) => state[k] || "").join("|");
  const rule = ["s", "from", "to", "track", "rank", "ns", "nv"].map((k) => state[k] || "").join("|");
  let present = null;
  if (engine.ask && painted !== rule) { present = repaint(); painted = rule; }
  if (hidden !== want || present) {
    hidden = want;
    const ids = state.who ? new Set(state.who.split(",").flatMap((w) => by.groups?.has(w) ? T.memberships.filter((m) => m.group_id === w).map((m) => m.participant_id) : [w])) : null;
    for (const s of sections) {
      const away = new Set();
      s.heads.forEach((th, i) => {
        const y = +th.dataset.year;
        if ((state.from && y < +state.from) || (state.to && y > +state.to) || (state.kind === "regular" && th.classList.contains("extra")) ||
          (state.kind === "extraordinary" && !th.classList.contains("extra")) || (state.track && engine.ask && !s.inTrack?.has(s.ids[i]))) away.add(i);
      });
      s.hidden = !!(state.s && s.dataset.series !== state.s) || (s.heads.length > 0 && away.size === s.heads.length);
      if (s.hidden) continue;
      showColumns(s, away);
      for (const [id, tr] of s.rowsById) hide(tr, !!(ids && !ids.has(id)));
      for (const b of s.querySelectorAll("tbody")) b.hidden = ![...b.querySelectorAll("tr[data-id]")].some((tr) => !tr.hidden);
      s.hidden ||= s.rowsById.size > 0 && ![...s.rowsById.values()].some((tr) => !tr.hidden);
    }
    $("nothing").hidden = sections.some((s) => !s.hidden);
  }
  const sort = state.sort || "first";
  if (came() && sort === "rate") sorted = "";
  if (sort !== sorted) {
    sorted = sort;
    const name = (tr) => tr.cells[0].textContent, cmp = new Intl.Collator("en");
    for (const b of document.querySelectorAll(".series tbody")) {
      const rows = [...b.querySelectorAll("tr[data-id]")];
      rows.sort((x, y) => (sort === "rate" ? y.dataset.share - x.dataset.share : sort === "first" ? x.dataset.first - y.dataset.first : 0) || cmp.compare(name(x), name(y)));
      b.append(...rows);
    }
  }
}
// came asks the engine how often each came under the filter. What it cannot be asked is left out, and said to be.
let counted = "";
function came() {
  const flags = [...(state.kind === "regular" ? [] : ["--extraordinary"]), ...flag("--from", state.from), ...flag("--to", state.to), ...ruleFlags()];
  const now = JSON.stringify([partly(), state.kind, flags, sections.map((s) => s.hidden)]);
  if (counted === now || !engine.ask) return false;
  counted = now;
  let open = false;
  const count = (r, k) => r[k + "_min"] + (r[k + "_min"] === r[k + "_max"] ? "" : " to " + r[k + "_max"]);
  for (const s of sections) {
    s.came ||= new Map([...s.rowsById.values()].map((tr) => [tr, [tr.cells[1].textContent, tr.dataset.share]]));
    s.classList.remove("partly");
    if (!partly()) {
      for (const [tr, [text, share]] of s.came) { tr.cells[1].textContent = text; tr.dataset.share = share; }
      continue;
    }
    if (s.hidden) continue;
    const large = s.rowsById.size * s.ids.length >= 30000;
    for (const body of state.kind === "extraordinary" || large ? [] : s.querySelectorAll("tbody")) {
      const rows = [...body.querySelectorAll("tr[data-id]")], guests = /^Guests/.test(body.querySelector(".part").textContent);
      const got = engine.ask(["attendance", "rate", "--each", ...rows.map((tr) => tr.dataset.id), "--series", s.dataset.series, ...flags, ...(guests ? ["--eligible", "anybody"] : []), "--format", "csv"]);
      const rates = new Map(got.status ? [] : rowsOf(got.text).map((r) => [r.who, r]));
      for (const tr of rows) {
        const r = rates.get(tr.dataset.id);
        tr.cells[1].textContent = !r ? "" : guests ? count(r, "attended") : r.eligible_max === "0" ? "not a member" : `${count(r, "attended")} of ${count(r, "eligible")}`;
        tr.dataset.share = r?.rate_min || 0;
      }
    }
    if (state.kind === "extraordinary" || large) { s.classList.add("partly"); open = true; }
  }
  $("uncounted").hidden = !open;
  return true;
}
const partly = () => ["from", "to", "kind", "track", "rank", "ns", "nv"].some((k) => state[k]);
// repaint asks the engine who counts by the rule, and marks who does not.
const word = { L: "leader", D: "deputy", M: "minister", O: "official", P: "attended, level not recorded", A: "absent", X: "outside", U: "unknown", s: ", in place of another", v: ", by video", h: ", host", b: ", first as a member", e: ", last as a member", d: ", perhaps a member" };
function ruleFlags(track = true) {
  return [track && state.track && ["--track", state.track], state.rank && ["--rank", state.rank], state.ns && ["--no-stand-ins"], state.nv && ["--no-video"]].filter(Boolean).flat();
}
function repaint() {
  const flags = ruleFlags();
  const now = painted_ = {};
  for (const s of sections) {
    s.inTrack = null;
    if (!flags.length) {
      if (s.changed) for (const [td, was] of s.changed) { td.className = was[0]; td.textContent = was[1]; }
      s.changed = null;
      continue;
    }
    if (state.s && s.dataset.series !== state.s) continue;
    s.changed ||= new Map();
    s.inTrack = new Set();
    const ids = [...s.rowsById.keys()];
    if (!s.large) { paint(s, flags, []); continue; }
    // A large matrix is asked for some rows at a time, those in sight first, so that the page stays at hand meanwhile.
    const box = s.querySelector(".scroll").getBoundingClientRect(), top = Math.max(box.top, 0), end = Math.min(box.bottom, innerHeight);
    const away = new Map(ids.map((id) => { const row = s.rowsById.get(id).getBoundingClientRect(); return [id, Math.max(0, top - row.bottom, row.top - end)]; }));
    ids.sort((x, y) => away.get(x) - away.get(y));
    const next = (k) => {
      if (painted_ !== now || k >= ids.length) { if (painted_ === now) $("engine-state").textContent = ready; return; }
      paint(s, flags, ids.slice(k, k + batch));
      $("engine-state").textContent = `Asking, ${Math.min(100, Math.round(100 * (k + batch) / ids.length))} %`;
      setTimeout(() => next(k + batch), 0);
    };
    paint(s, flags, ids.slice(0, 1)); // which gatherings there are
    setTimeout(() => next(0), 0);
  }
  return true;
}
let painted_ = null;
const ready = "Click a mark, a gathering or a name.";
function paint(s, flags, ids) {
  const got = engine.ask(["marks", ...ids, "--series", s.dataset.series, "--extraordinary", ...flags]);
  if (got.status) return; // no gathering of it fits
  const [head, ...lines] = got.text.trimEnd().split("\n"), order = head.split(" ");
  const rows = order.map((id) => s.rowsById.get(id));
  for (const line of lines) {
    const [id, ...signs] = line.split(" "), col = s.column.get(id) + 2;
    s.inTrack.add(id);
    if (!col) continue;
    signs.forEach((sign, i) => {
      const td = rows[i] && cellsOf(rows[i])[col];
      if (!td || (ids.length && !ids.includes(order[i]))) return;
      let was = s.changed.get(td);
      if (!was) {
        if (sign === "_" && !td.className) return;
        was = [td.className, td.textContent];
      }
      const fixed = was[0].split(" ").filter((c) => "hmbed".includes(c)).join(" "), letters = sign.slice(1);
      let cls = [...letters].join(" ") + (fixed && " " + fixed), says = [...letters].map((c) => word[c]).join("") + fixed.split(" ").map((c) => word[c] || "").join("");
      if (sign === "_") { cls = fixed; says = ""; }
      if (sign[0] === "o") { cls += " dim"; says += ", does not count by this filter"; }
      if (sign[0] === "?" && letters !== "U") { cls += " q"; says += ", whether it counts by this filter is not known"; }
      if (cls === td.className) return;
      s.changed.set(td, was);
      td.className = cls; td.textContent = says;
    });
  }
}
// The overview as text, as rows and as a picture: what is to be seen of it.
const shown = () => sections.filter((s) => !s.hidden).map((s) => ({
  name: s.querySelector("h2").textContent, series: s.dataset.series,
  cols: s.ids.map((id, i) => [id, i]).filter(([, i]) => !s.away?.has(i)),
  rows: [...s.querySelectorAll("tr[data-id]")].filter((tr) => !tr.hidden),
}));
const quote = (c) => /[",\n\r]/.test(c) ? '"' + c.replaceAll('"', '""') + '"' : c;
const overviewCSV = () => "series_id,summit_id,participant_id,name,mark\n" + shown().map((s) => s.cols.map(([id, i]) => s.rows.map((tr) => {
  const says = cellsOf(tr)[i + 2].textContent;
  return says ? [s.series, id, tr.dataset.id, tr.cells[0].textContent, says].map(quote).join(",") + "\n" : "";
}).join("")).join("")).join("");
const overviewText = () => filterWords() + "\n" + shown().map((s) => s.name + "\n" + s.rows.map((tr) => `  ${tr.cells[0].textContent}: ` + (partly() ? s.cols.map(([id, i]) => `${titled(id)} ${cellsOf(tr)[i + 2].textContent || "blank"}`).join("; ") : tr.cells[1].textContent)).join("\n")).join("\n\n");
function overviewSVG() {
  const c = 16, left = 190, ink = "#23456b", warm = "#a1480b"; let y = 20, out = "", wide = 500;
  const mark = (x, y, cls) => {
    const k = cls.split(" "), on = (z) => k.includes(z), m = k[0], o = on("dim") ? ' opacity=".22"' : "", cx = x + 8, cy = y + 8;
    let g = on("m") || on("d") ? `<rect x="${x}" y="${y}" width="${c}" height="${c}" fill="#e9eef3"/>` : "";
    if (on("b")) g += `<path d="M${x} ${y}v${c}" stroke="#555" stroke-width="1.5"/>`;
    if (on("e")) g += `<path d="M${x + c} ${y}v${c}" stroke="#555" stroke-width="1.5"/>`;
    if (on("h")) g += `<path d="M${x + c} ${y}v6l-6-6z" fill="${warm}"/>`;
    const fill = on("s") ? `fill="none" stroke="${ink}" stroke-width="2"` : `fill="${ink}"`;
    if (on("q") || m === "U") g += `<text x="${cx}" y="${cy + 4}" text-anchor="middle" font-size="10" fill="#888">?</text>`;
    else if (m === "L") g += `<circle cx="${cx}" cy="${cy}" r="4.5" ${fill}${o}/>`;
    else if (m === "D") g += `<g${o}><circle cx="${cx}" cy="${cy}" r="4.5" fill="none" stroke="${ink}"/><path d="M${cx} ${cy - 4.5}a4.5 4.5 0 0 0 0 9z" ${fill}/></g>`;
    else if (m === "M") g += `<path d="M${cx} ${cy - 5}l5 9h-10z" ${fill}${o}/>`;
    else if (m === "O") g += `<rect x="${cx - 3}" y="${cy - 3}" width="6" height="6" ${fill}${o}/>`;
    else if (m === "P") g += `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${ink}"${o}/>`;
    else if (m === "A") g += `<path d="M${cx - 4} ${cy - 4}l8 8m0-8l-8 8" stroke="${warm}" stroke-width="1.5"/>`;
    else if (m === "X") g += `<circle cx="${cx}" cy="${cy}" r="1" fill="#999"/>`;
    if (on("v")) g += `<path d="M${cx - 4.5} ${y + c - 1}h9" stroke="${ink}" stroke-width="1.5"/>`;
    return g;
  };
  for (const s of shown()) {
    out += `<text x="20" y="${y + 14}" font-size="16" font-family="Georgia,serif" font-weight="600">${xml(s.name)}</text>`; y += 140;
    s.cols.forEach(([id], k) => { const g = summit(id); out += `<text transform="translate(${left + k * c + 12} ${y - 6}) rotate(-90)" fill="#555">${xml((g.start_date.slice(0, 4) + " " + (g.city || "").replaceAll(";", ", ")).slice(0, 22))}</text>`; });
    for (const tr of s.rows) {
      out += `<text x="20" y="${y + 12}">${xml(tr.cells[0].textContent.slice(0, 28))}</text>` + s.cols.map(([, i], k) => cellsOf(tr)[i + 2].className ? mark(left + k * c, y, cellsOf(tr)[i + 2].className) : "").join("");
      y += c;
    }
    wide = Math.max(wide, left + s.cols.length * c + 20); y += 30;
  }
  out += `<text x="20" y="${y + 4}" fill="#555">Circle: leader; half: deputy; triangle: minister; square: official; small disc: level not recorded; hollow: stand-in; line: video; cross: absent; dot: outside; ?: unknown; corner: host; band: member.</text><text x="20" y="${y + 22}" fill="#555">${xml(citation())}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.max(wide, 1050)}" height="${y + 40}" font-family="system-ui,sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>${out}</svg>`;
}
const filterWords = () => {
  const parts = [state.s && "series " + state.s, state.from && "from " + state.from, state.to && "to " + state.to, state.who && "of " + state.who, state.kind, state.track && "track " + state.track,
    state.rank && (state.rank === "1" ? "at leader level" : "at rank " + state.rank + " or above"), state.ns && "without stand-ins", state.nv && "without video"].filter(Boolean);
  return parts.length ? "Who was where: " + parts.join(", ") : "Who was where, all series";
};

/* Parts of forms. */
const lists = h("div", { hidden: true });
document.body.append(lists);
function datalist(id, options) {
  if (!$(id)) lists.append(h("datalist", { id }, options().map((o) => h("option", { value: o }))));
  return id;
}
const actorsList = () => datalist("l-actors", () => [...T.groups, ...T.participants, ...T.people].map((r) => `${r.name} (${r.group_id || r.participant_id || r.person_id})`));
const topicsList = () => datalist("l-topics", () => T.topics.map((r) => r.label));
// chips is a blank for several participants, groups or people.
function chips(value, label, changed) {
  const box = h("span", { class: "chips" }), input = h("input", { list: actorsList(), "aria-label": label, placeholder: value ? "and" : "name, then Enter", autocomplete: "off" });
  let ids = value ? value.split(",") : [];
  const draw = () => {
    box.replaceChildren(...ids.map((id) => h("span", {}, actor(id), h("button", { type: "button", "aria-label": "Without " + actor(id), onclick: () => { ids = ids.filter((x) => x !== id); draw(); changed?.(); } }, "×"))), input);
    input.placeholder = ids.length ? "and" : "name, then Enter";
  };
  const take = (done) => {
    const id = names.get(input.value.trim().toLowerCase());
    if (!id) { input.setAttribute("aria-invalid", !!input.value.trim() && done); return false; }
    if (!ids.includes(id)) ids.push(id);
    input.value = ""; input.removeAttribute("aria-invalid"); draw(); input.focus(); changed?.();
    return true;
  };
  input.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && input.value.trim()) { e.preventDefault(); take(true); }
    if (e.key === "Backspace" && !input.value && ids.length) { ids.pop(); draw(); input.focus(); changed?.(); }
  });
  input.addEventListener("input", (e) => { if (e.inputType !== "insertText" && /\)$/.test(input.value)) take(false); });
  input.addEventListener("change", () => take(false));
  draw();
  box.value = () => { take(false); return ids.join(","); };
  return box;
}
function select(options, value, label, attrs = {}) {
  const e = h("select", { "aria-label": label, ...attrs });
  let group = e;
  for (const [v, t, name] of options) {
    if (name && group.label !== name) e.append(group = h("optgroup", { label: name }));
    group.append(h("option", { value: v, selected: v === value }, t));
  }
  return e;
}
const ranks = [["", "any"], ["1", "leader"], ["2", "deputy"], ["3", "minister"], ["4", "deputy minister"], ["5", "envoy"], ["6", "ambassador"], ["7", "official"]];
const seriesOptions = () => [["", "all series"], ...T.series.map((s) => [s.series_id, s.name])];
const summitOptions = () => [...T.summits].sort((a, b) => a.series_id < b.series_id ? -1 : a.series_id > b.series_id ? 1 : a.start_date < b.start_date ? 1 : -1)
  .filter((s) => s.status === "held").map((s) => [s.summit_id, `${s.start_date.slice(0, 7)} ${s.name}`, by.series.get(s.series_id)?.name || s.series_id]);

function buildFilters() {
  const f = $("filters");
  const tracks = [...new Set(T.sessions.map((s) => s.track))].sort();
  const on = () => go({ s: el.s.value, from: el.from.value, to: el.to.value, who: el.who.value(), kind: el.kind.value, track: el.track.value, rank: el.rank.value, ns: el.ns.checked ? "1" : "", nv: el.nv.checked ? "1" : "", sort: el.sort.value });
  const labelled = (text, e) => h("label", {}, text, e);
  const el = f.el = {
    s: select(seriesOptions(), state.s, "Series"), from: h("input", { type: "number", value: state.from, "aria-label": "From the year", placeholder: "first" }), to: h("input", { type: "number", value: state.to, "aria-label": "To the year", placeholder: "last" }),
    who: chips(state.who, "Participants or groups", on), kind: select([["", "all"], ["regular", "regular"], ["extraordinary", "extraordinary"]], state.kind, "Meetings"),
    track: select([["", "whole summits"], ...tracks.map((t) => [t, t])], state.track, "Track"), rank: select(ranks, state.rank, "Least level"),
    ns: h("input", { type: "checkbox", checked: !!state.ns }), nv: h("input", { type: "checkbox", checked: !!state.nv }),
    sort: select([["", "first attendance"], ["name", "name"], ["rate", "rate"]], state.sort === "first" ? "" : state.sort, "Order of the rows"),
  };
  f.replaceChildren(labelled("Series", el.s), labelled("From", el.from), labelled("To", el.to), h("label", {}, "Participants or groups", el.who), labelled("Meetings", el.kind), labelled("Track", el.track),
    labelled("Least level", el.rank), h("label", { class: "check" }, el.ns, "no stand-ins"), h("label", { class: "check" }, el.nv, "no video"), labelled("Order", el.sort),
    h("button", { type: "button", class: "quiet", onclick: () => go({ s: "", from: "", to: "", who: "", kind: "", track: "", rank: "", ns: "", nv: "", sort: "" }) }, "Clear"),
    shareBar("summitry-overview", overviewText, overviewCSV, overviewSVG));
  f.addEventListener("submit", (e) => e.preventDefault());
  for (const e of Object.values(el)) if (e.matches("select,input")) e.addEventListener("change", on);
  $("filterbox").hidden = false;
  f.key = filterKey();
}
const filterKeyOf = (s) => ["s", "from", "to", "who", "kind", "track", "rank", "ns", "nv", "sort"].map((k) => s[k] || "").join("|"), filterKey = () => filterKeyOf(state);

/* Details: a cell, a gathering, a participant, a topic. */
const year = (d) => d.slice(0, 10);
const at = (g) => ["--series", g.series_id, "--from", year(g.start_date), "--to", year(g.start_date), "--extraordinary"];
const presence = (p, own = false) => {
  if (p.status === "unknown") return p.eligible === "yes" ? "Whether it came is not known, though it was a member." : "Whether it came is not known.";
  if (p.status === "absent") return "It sent nobody.";
  if (p.status === "outside") return "It was neither a member nor a guest there.";
  return "It came.";
};
function head(p) {
  const parts = [p.person_id ? actor(p.person_id) : "somebody whose name is not recorded"];
  if (p.office) parts.push(p.office);
  if (p.level && words(p.level) !== (p.office || "").toLowerCase()) parts.push(words(p.level));
  if (p.mode) parts.push(p.mode === "virtual" ? "by video" : words(p.mode));
  if (p.in_place_of) parts.push("in place of " + actor(p.in_place_of));
  return parts.join(", ");
}
function cellDetail(sId, pId) {
  const g = summit(sId), args = ["attendance", "matrix", pId, ...at(g), ...ruleFlags(false)];
  const p = jsonOf(args).answers.find((a) => a.summit_id === sId);
  if (!p) return [h("h2", {}, `${actor(pId)}, ${titled(sId)}`), h("p", {}, "Nothing is asked about it there.")];
  const records = T.attendance.filter((r) => r.summit_id === sId && r.participant_id === pId);
  const capacity = [...new Set(records.map((r) => r.capacity).filter(Boolean))].join(" and ");
  return [
    h("h2", {}, link("p:" + pId, actor(pId)), " at ", link("g:" + sId, titled(sId))),
    h("p", { class: "meta" }, days(g) + (g.city ? ", " + g.city.replaceAll(";", ", ") : "")),
    h("p", { class: "lead" }, presence(p), p.status === "attended" ? ` Its head: ${head(p)}.` : p.person_id ? ` Expected: ${head(p)}.` : ""),
    h("p", {}, p.eligible === "yes" ? "A member on that day." : p.eligible === "unknown" ? "Whether it was a member on that day is disputed." : "Not a member on that day.", capacity ? ` Came as ${capacity}.` : "",
      ruleFlags(false).length ? " By the filter it " + (p.counts === "yes" ? "counts." : p.counts === "no" ? "does not count." : "counts or not: that is not known.") : ""),
    records.length > 1 || records.some((r) => r.note) ? [h("h3", {}, "Records"), h("ul", { class: "plain" }, records.map((r) => h("li", {}, (r.session_id ? (by.sessions.get(r.session_id)?.name || r.session_id) : "The summit") + ": " +
      (r.status === "attended" ? head(r) : words(r.status)), h("span", { class: "meta" }, ` ${r.confidence} confidence`, r.note ? "; " + r.note : ""))))] : null,
    p.status === "unknown" ? null : h("p", { class: "sure" }, "How sure: ", (engine.ask(["attendance", "at", sId, pId]).text.split("\n").find((l) => surely.test(l)) || "not said").trim() + "."),
    grounds([p.evidence]),
    shareBar(`${sId}-${pId}`, () => answersText($("detail")), csvOf(args)),
  ];
}
const levels = [["L", "Leaders"], ["D", "Deputies"], ["M", "Ministers"], ["O", "Other officials"], ["P", "Level not recorded"], ["A", "Absent"]];
// lettersAt gives the marks of all at a gathering, as the engine has them.
function lettersAt(g) {
  const got = engine.ask(["marks", ...at(g)]), [head_, ...lines] = got.text.split("\n"), ids = head_.split(" ");
  const signs = (lines.find((l) => l.startsWith(g.summit_id + " ")) || "").split(" ").slice(1);
  return new Map(signs.map((sign, i) => [ids[i], sign.slice(1)]));
}
function gatheringDetail(id) {
  const g = summit(id), args = ["attendance", "matrix", ...at(g)];
  const cells = g.status === "held" ? jsonOf(args).answers.filter((a) => a.summit_id === id) : [];
  const letters = cells.length ? lettersAt(g) : new Map();
  const groups = levels.map(([k, name]) => [name, cells.filter((p) => letters.get(p.participant_id)?.[0] === k)]).filter(([, c]) => c.length);
  const unknown = cells.filter((p) => p.status === "unknown"), members = unknown.filter((p) => p.eligible !== "no");
  const said = T.discussions.filter((d) => d.summit_id === id), docs = [...new Set(said.map((d) => d.stage + "|" + d.source_id))];
  const sessions = T.sessions.filter((s) => s.summit_id === id);
  return [
    h("h2", {}, titled(id)),
    h("p", { class: "meta" }, [by.series.get(g.series_id)?.name, days(g), g.city?.replaceAll(";", ", "), words(g.kind) + (g.kind === "regular" ? " meeting" : ""), words(g.format), words(g.status)].filter(Boolean).join(", ")),
    g.host_ids ? h("p", {}, "Host: ", split(g.host_ids).flatMap((x, i) => [i ? ", " : "", link("p:" + x, actor(x))])) : null, g.note ? h("p", { class: "meta" }, g.note) : null,
    groups.map(([name, list]) => [h("h3", {}, `${name}, ${list.length}`), h("ul", { class: "plain" }, list.map((p) => h("li", {}, link(`c:${id}:${p.participant_id}`, actor(p.participant_id)), p.status === "attended" ? h("span", { class: "meta" }, " " + head(p)) : "")))]),
    unknown.length ? h("p", { class: "open" }, `Of ${unknown.length} more it is not known whether they came` + (members.length ? `, ${members.length} of them members: ${members.map((p) => actor(p.participant_id)).join(", ")}.` : ", none of them a member.")) : null,
    sessions.length ? [h("h3", {}, "Sessions"), h("ul", { class: "plain" }, sessions.map((s) => h("li", {}, s.name, h("span", { class: "meta" }, ` ${[s.date, "track " + s.track, s.scope === "side" ? "at the side" : ""].filter(Boolean).join(", ")}; ` +
      [...new Set(T.attendance.filter((r) => r.session_id === s.session_id && r.status === "attended").map((r) => actor(r.participant_id)))].join(", ")))))] : null,
    docs.length ? [h("h3", {}, "What was planned and reported, by document"), docs.sort().map((d) => {
      const [stage, src] = d.split("|");
      return h("details", {}, h("summary", {}, `${stage}: ${by.sources.get(src)?.title || src}`), sourceList([src]), h("ul", { class: "plain" }, said.filter((x) => x.stage === stage && x.source_id === src).map((x) =>
        h("li", {}, link("t:" + x.topic_id, by.topics.get(x.topic_id)?.label || x.topic_id), h("span", { class: "meta" }, " " + x.evidence)))));
    })] : h("p", { class: "meta" }, "No document about its topics is coded."),
    h("h3", {}, "Sources of the gathering"), sourceList(split(g.source_ids)),
    h("p", {}, h("a", { href: hashOf({ v: "compare", z: id, a: before(g) }) }, "Compare with the one before")),
    shareBar(id, () => answersText($("detail")), g.status === "held" ? csvOf(args) : null),
  ];
}
const before = (g) => [...T.summits].filter((s) => s.series_id === g.series_id && s.status === "held" && s.kind === g.kind && s.start_date < g.start_date).sort((a, b) => a.start_date < b.start_date ? 1 : -1)[0]?.summit_id || "";
function participantDetail(id) {
  const p = by.participants.get(id) || by.people.get(id) || by.groups.get(id);
  if (!p) return [h("h2", {}, id), h("p", {}, "There is no such participant.")];
  const own = new Set(T.attendance.filter((r) => r.participant_id === id || r.person_id === id).map((r) => summit(r.summit_id).series_id)), member = T.memberships.filter((m) => m.participant_id === id);
  for (const s of T.series) if (member.some((m) => m.group_id === s.group_id)) own.add(s.series_id);
  const mark = (r) => h("li", {}, link("p:" + r[0], r[1]));
  return [
    h("h2", {}, p.name), h("p", { class: "meta" }, [id, p.kind, p.valid_from && "from " + p.valid_from, p.valid_to && "until " + p.valid_to].filter(Boolean).join(", ")),
    member.length ? h("ul", { class: "plain" }, member.map((m) => h("li", {}, `${words(m.status)} of ${actor(m.group_id)}`, h("span", { class: "meta" }, ` ${m.valid_from ? "from " + m.valid_from : ""}${m.valid_to ? " until " + m.valid_to : ""}${m.note ? "; " + m.note : ""}`)))) : null,
    [...own].sort().map((s) => {
      const held = T.attendance.filter((r) => (r.participant_id === id || r.person_id === id) && summit(r.summit_id).series_id === s), seen = [...new Set(held.map((r) => r.summit_id))].reverse();
      return [h("h3", {}, by.series.get(s)?.name || s),
        ["rate", "streak", ...(by.participants.has(id) ? ["shifts"] : [])].map((q) => {
          const args = ["attendance", q, id, "--series", s, ...(state.kind === "regular" ? [] : ["--extraordinary"]), ...(q === "rate" ? ruleFlags(false) : [])];
          // Of a guest, whose absence is no miss, the rate is of all gatherings.
          const guest = q === "rate" && !jsonOf(args).answers.some((r) => r.eligible_max > 0);
          return h("details", { open: q === "rate" }, h("summary", {}, { rate: guest ? "How often, as it was never a member" : "How often", streak: "Unbroken runs", shifts: "Changes of level" }[q]),
            answered([...args, ...(guest ? ["--eligible", "anybody"] : [])], { quiet: true }));
        }),
        h("details", {}, h("summary", {}, `On record at ${seen.length}`), h("ul", { class: "plain" }, seen.map((g) => h("li", {}, link(by.participants.has(id) ? `c:${g}:${id}` : "g:" + g, titled(g)),
          h("span", { class: "meta" }, " " + held.filter((r) => r.summit_id === g).slice(0, 1).map((r) => r.status === "attended" ? head(r) : words(r.status)))))))];
    }),
    shareBar(id, () => answersText($("detail")), by.groups.has(id) ? null : csvOf(by.participants.has(id) ? ["attendance", "matrix", id] : ["attendance", "rate", id])),
  ];
}
function topicDetail(id) {
  const t = by.topics.get(id);
  if (!t) return [h("h2", {}, id), h("p", {}, "There is no such topic.")];
  const mentions = T.discussions.filter((d) => d.topic_id === id), own = new Set(mentions.map((m) => summit(m.summit_id).series_id));
  return [
    h("h2", {}, t.label), t.definition ? h("p", { class: "meta" }, t.definition) : null, t.broader_id ? h("p", {}, "Part of ", link("t:" + t.broader_id, by.topics.get(t.broader_id)?.label || t.broader_id)) : null,
    h("h3", {}, "Where it came up first, and who took it up"), answered(["topics", "diffusion", id], { quiet: true }),
    [...own].sort().map((s) => [h("h3", {}, by.series.get(s)?.name), answered(["topics", "life", id, "--series", s], { quiet: true })]),
    h("h3", {}, "Who was in the room when it was first raised"), answered(["attendance", "room", id], { quiet: true }),
    h("h3", {}, `Mentions, ${mentions.length}`), h("ul", { class: "plain" }, mentions.slice(-most).reverse().map((m) => h("li", {}, link("g:" + m.summit_id, titled(m.summit_id)), h("span", { class: "meta" }, ` ${m.stage}: ${m.evidence}`), sourceList([m.source_id])))),
    shareBar(id, () => answersText($("detail")), csvOf(["topics", "diffusion", id])),
  ];
}
function showDetail() {
  const d = state.d || "", box = $("detail");
  open?.removeAttribute("data-open"); open = null;
  if (!d) { if (!box.hidden) { box.hidden = true; box.replaceChildren(); box.now = ""; if (opener?.isConnected) opener.focus({ preventScroll: true }); } return; }
  if (d[0] === "c") { const [, s, p] = d.split(":"); open = cellOf(s, p); open?.setAttribute("data-open", ""); }
  const now = d + ruleFlags().join();
  if (box.now === now) return;
  box.now = now;
  box.hidden = false;
  const kind = d[0], rest = d.slice(2).split(":");
  let inside;
  try {
    inside = !engine.ask ? [h("p", { class: "meta" }, "The answers are being unpacked.")] : kind === "c" ? cellDetail(...rest) : kind === "g" ? gatheringDetail(rest[0]) : kind === "p" ? participantDetail(rest[0]) : topicDetail(rest[0]);
  } catch (e) { inside = [h("p", { class: "error", role: "alert" }, "That cannot be shown: " + e.message)]; }
  if (!engine.ask) box.now = "";
  box.replaceChildren(h("button", { type: "button", class: "close", "aria-label": "Close the details", onclick: () => go({ d: "" }) }, "×"), ...inside.flat(9).filter((x) => x != null && x !== false));
  box.scrollTop = 0;
  box.focus({ preventScroll: true });
}

/* Ask: the questions, as sentences with blanks. */
const who = (b, k = "who") => (b[k] || "").split(",").filter(Boolean);
const flag = (name, v) => v ? [name, v] : [];
const span = (b) => [...flag("--series", b.series), ...flag("--from", b.from), ...flag("--to", b.to)];
const level = (b) => flag("--rank", b.rank);
const sentences = [
  ["When did {who} first sit together, at {rank} level, at {series}?", (b) => ["attendance", "first", ...who(b), ...span(b), ...level(b), "--together"], { who: "JPN,KOR", rank: "1", series: "nato" }],
  ["When did {who} come to {series} for the {nth} time, at {rank} level?", (b) => ["attendance", "first", ...who(b), ...span(b), ...level(b), ...flag("--nth", b.nth)], { nth: "2" }],
  ["When did {who} last come to {series}, at {rank} level?", (b) => ["attendance", "last", ...who(b), ...span(b), ...level(b)]],
  ["When did {who} first miss {series} after {from}, at {rank} level?", (b) => ["attendance", "first", ...who(b), ...span(b), ...level(b), "--miss"]],
  ["When did {who} last miss {series}, at {rank} level?", (b) => ["attendance", "last", ...who(b), ...span(b), ...level(b), "--miss"]],
  ["How long is the unbroken run of {who} at {series} from {from} to {to}, at {rank} level?", (b) => ["attendance", "streak", ...who(b), ...span(b), ...level(b)]],
  ["How often did each of {who} come to {series} from {from} to {to}, at {rank} level?", (b) => ["attendance", "rate", ...who(b), ...span(b), ...level(b), "--each"]],
  ["How often did each of {who} come to {series} as {capacity}, from {from} to {to}?", (b) => ["attendance", "rate", ...who(b), ...span(b), "--each", ...flag("--capacity", b.capacity), ...(b.capacity === "guest" ? ["--eligible", "anybody"] : [])], { capacity: "guest" }],
  ["Who of {who} did not come to {series} from {from} to {to}, at {rank} level, and who was sent?", (b) => ["attendance", "absent", ...who(b), ...span(b), ...level(b), "--no-stand-ins"], { rank: "1" }],
  ["Who was at {summit}, at {rank} level, and who was missing?", (b) => ["attendance", "at", b.summit, ...level(b)]],
  ["When did {who} send somebody higher or lower to {series} from {from} to {to}?", (b) => ["attendance", "shifts", ...who(b), ...span(b)]],
  ["Who of {who} was new, back or missing at {series} from {from} to {to}, at {rank} level?", (b) => ["attendance", "changes", ...who(b), ...span(b), ...level(b)]],
  ["Whom did {who} meet most at {series} from {from} to {to}?", (b) => ["attendance", "network", ...who(b).flatMap((w) => ["--with", w]), ...span(b), "--top", "12"]],
  ["Which topics did {summit} keep, add and drop against {earlier}?", (b) => ["topics", "compare", b.earlier, b.summit]],
  ["What was announced before {summit}, and then reported?", (b) => ["topics", "fulfilment", b.summit]],
  ["When did {topic} come up, stay and return at {series}?", (b) => ["topics", "life", b.topic, ...span(b)]],
  ["In which series did {topic} come up first, and who took it up?", (b) => ["topics", "diffusion", b.topic]],
  ["Who of {who} was in the room when {topic} was first raised at {series}?", (b) => ["attendance", "room", b.topic, ...who(b), ...span(b)]],
  ["What was new in {year} against the year before, at {series}?", (b) => ["topics", "years", ...(b.year ? [b.year] : []), ...span(b)]],
];
function topicId(text) {
  const t = T.topics.find((t) => t.topic_id === text || t.label.toLowerCase() === text.toLowerCase());
  return t ? t.topic_id : text;
}
// A question about many gatherings leaves extraordinary ones out, unless asked. One that names them has them anyway.
const naming = ["at", "compare", "fulfilment"];
const withExtraordinary = (args) => state.x && !naming.includes(args[1]) ? [...args, "--extraordinary"] : args;
function askView() {
  const q = state.q === undefined ? -1 : +state.q;
  return [h("h2", {}, "Ask"), h("p", { class: "meta screen" }, "Fill the blanks. The answer is the command's own, with its bounds: what records do not tell stays open."),
    h("p", { class: "screen" }, h("label", { class: "check" }, h("input", { type: "checkbox", checked: !!state.x, onchange: (e) => go({ x: e.target.checked ? "1" : "" }) }), "also extraordinary meetings, as the overview has them")),
    sentences.map(([text, args, defaults = {}], n) => {
      const asked = n === q, b = (k) => asked ? state["b." + k] ?? "" : defaults[k] ?? "", els = {};
      const label = { who: "who", rank: "level", series: "series", nth: "which time", from: "from the year", to: "to the year", summit: "gathering", earlier: "earlier gathering", topic: "topic", year: "year" };
      const blank = (k) => els[k] = k === "who" ? chips(b(k), "Who") : k === "rank" ? select(ranks, b(k), "Level") : k === "capacity" ? select([["", "either"], ["guest", "a guest"], ["member", "a member"]], b(k), "Capacity") : k === "series" ? select(seriesOptions(), b(k), "Series") :
        k === "summit" || k === "earlier" ? select([["", "a gathering"], ...summitOptions()], b(k), label[k]) :
        k === "topic" ? h("input", { list: topicsList(), "aria-label": "Topic", value: b(k) && (by.topics.get(b(k))?.label || b(k)), placeholder: "topic" }) :
        h("input", { type: "number", "aria-label": label[k], value: b(k), placeholder: { nth: "1", year: "year", from: "first", to: "last" }[k] });
      const parts = text.split(/\{(\w+)\}/).map((x, i) => i % 2 ? blank(x) : x);
      const form = h("form", { class: "sentence" + (asked ? " asked" : ""), "data-q": n }, parts, h("button", { class: asked ? "chief" : "", type: "submit" }, "Ask"));
      form.addEventListener("submit", (e) => {
        e.preventDefault();
        const to = { v: "ask", q: String(n), x: state.x };
        for (const [k, el] of Object.entries(els)) { const v = k === "who" ? el.value() : k === "topic" ? topicId(el.value.trim()) : el.value; if (v) to["b." + k] = v; }
        if (hashOf(to) === location.hash) show(); else location.hash = hashOf(to);
      });
      if (!asked) return form;
      const values = Object.fromEntries(Object.keys(els).map((k) => [k, state["b." + k] || ""]));
      const need = Object.keys(els).find((k) => ["summit", "earlier", "topic"].includes(k) && !values[k]);
      const inWords = text.replace(/\{(\w+)\}/g, (_, k) => k === "who" ? values[k].split(",").map(actor).join(", ") || "everybody" : els[k].matches("select") ? els[k].selectedOptions[0].textContent : els[k].value || els[k].placeholder);
      return [h("p", { class: "paper lead" }, inWords), form, need ? h("div", { class: "answer" }, h("p", { class: "error", role: "alert" }, `Say which ${label[need]}.`)) : answered(withExtraordinary(args(values)))];
    })];
}

/* Compare: two gatherings, or two years, side by side. */
// basisOf gives the flags of a comparison: on which documents, and who counts.
const basisOf = () => [...flag("--stage", state.stage), ...flag("--source-kind", state.src), ...flag("--track", state.ctrack)];
const comparedBy = () => [...(state.cw ? state.cw.split(",") : []), ...flag("--rank", state.crank), ...(state.cns ? ["--no-stand-ins"] : []), ...(state.cnv ? ["--no-video"] : []), ...flag("--track", state.ctrack)];
// sideBySide shows two gatherings, the earlier first.
function sideBySide(a, z) {
  if (summit(z).start_date < summit(a).start_date) [a, z] = [z, a];
  const cargs = ["attendance", "compare", a, z, ...comparedBy()], targs = ["topics", "compare", a, z, ...basisOf()];
  const c = jsonOf(cargs), t = jsonOf(targs), r = c.answers[0];
  const actors = (list) => list.map((id, i) => [i ? ", " : "", link("p:" + id, actor(id))]);
  // Those who are on record at one of the two are named apart from those of whom no record of either tells.
  const recorded = new Set(T.attendance.filter((r) => r.status === "attended" && [a, z].includes(r.summit_id)).map((r) => r.participant_id));
  const perhaps = (list) => {
    if (!list?.length) return null;
    if (list.length <= 12) return h("span", { class: "open" }, " perhaps ", actors(list));
    const some = list.filter((id) => recorded.has(id)), rest = list.filter((id) => !recorded.has(id));
    return [some.length ? h("p", { class: "open" }, `perhaps ${some.length}, on record at one of the two: `, actors(some)) : null,
      rest.length ? h("details", { class: "open" }, h("summary", {}, `perhaps ${rest.length} more, of whom no record tells`), actors(rest)) : null];
  };
  const found = (name, sure, maybe) => [h("dt", {}, name, h("small", {}, sure?.length || 0)), h("dd", {}, sure?.length ? actors(sure) : h("span", { class: "meta" }, maybe?.length ? "nobody for sure" : "nobody"), perhaps(maybe))];
  const topics = (text, f) => {
    const list = t.answers.filter(f);
    return [h("h3", {}, `${text}, ${list.length}`), list.length ? h("ul", { class: "plain" }, list.map((x) => h("li", {}, link("t:" + x.topic_id, x.label), x.sure ? "" : h("span", { class: "open" }, " as recorded")))) : h("p", { class: "meta" }, "none")];
  };
  const heads = (ids, g) => new Map(jsonOf(["attendance", "matrix", ...ids, ...at(summit(g)), ...flag("--track", state.ctrack)]).answers.filter((p) => p.summit_id === g).map((p) => [p.participant_id, p]));
  // levels shows whom those sent whose level the engine finds higher or lower.
  const levels = (name, ids, maybe) => {
    const [was, is] = ids?.length ? [heads(ids, a), heads(ids, z)] : [];
    const one = (p, g, id) => link(`c:${g}:${id}`, p?.status === "attended" ? head(p) : id);
    return [h("dt", {}, name, h("small", {}, ids?.length || 0)), h("dd", {}, ids?.length ? h("ul", { class: "plain" }, ids.map((id) => h("li", {}, link("p:" + id, actor(id)), ": ", one(was.get(id), a, id), " → ", one(is.get(id), z, id)))) : h("span", { class: "meta" }, maybe?.length ? "nobody for sure" : "nobody"), perhaps(maybe))];
  };
  return [
    h("h2", {}, link("g:" + a, titled(a)), " → ", link("g:" + z, titled(z))), h("p", { class: "meta" }, `${days(summit(a))}, and ${days(summit(z))}`),
    h("h3", {}, "Topics"), t.error ? h("p", { class: "error" }, t.error) : [t.answers[0]?.warning ? h("p", { class: "open" }, t.answers[0].warning) : null,
      t.answers.some((x) => !x.sure) ? h("p", { class: "meta" }, "As recorded: unless a document that is not coded names it at the other, or before.") : null,
      h("div", { class: "two" }, h("div", {}, topics("Kept", (x) => x.change === "kept")), h("div", {}, topics("Added", (x) => x.change === "added"), topics("Of these never seen before", (x) => x.new !== "no" && x.change === "added"), topics("Of these returned", (x) => x.new === "no" && x.returned !== "no" && x.change === "added")), h("div", {}, topics("Dropped", (x) => x.change === "dropped"))),
      answered(targs, { folded: true })],
    h("h3", {}, "Participants"), c.error || !r ? h("p", { class: "error" }, c.error || "nothing") : [
      h("dl", { class: "changes" }, found("New", r.new, r.new_perhaps), found("Back", r.returned, r.returned_perhaps), found("Missing", r.missing, r.missing_perhaps), found("At the earlier alone", r.dropped, r.dropped_perhaps), found("At both", r.kept, r.kept_perhaps),
        levels("Level up", r.higher, r.higher_perhaps), levels("Level down", r.lower, r.lower_perhaps)),
      answered(cargs, { folded: true })],
  ];
}
// yearsBySide shows for each series the last regular gathering of two years.
function yearsBySide(y1, y2) {
  if (+y2 < +y1) [y1, y2] = [y2, y1];
  const of = (s, y) => T.summits.filter((g) => g.series_id === s && g.status === "held" && g.kind === "regular" && g.start_date.slice(0, 4) === String(+y)).sort((g, k) => g.start_date < k.start_date ? -1 : 1);
  const found = T.series.filter((s) => !state.cs || s.series_id === state.cs).map((s) => [s, of(s.series_id, y1), of(s.series_id, y2)]).filter(([, a, z]) => state.cs || a.length || z.length);
  if (!found.length) return [h("p", { class: "error", role: "alert" }, `No series had a regular gathering in ${y1} or in ${y2}.`)];
  return found.map(([s, a, z]) => {
    if (!a.length || !z.length) return [h("h2", {}, s.name), h("p", { class: "meta" }, `No regular gathering on record in ${[a.length ? "" : y1, z.length ? "" : y2].filter(Boolean).join(" and in ")}.`)];
    const several = [a, z].some((list) => list.length > 1);
    return [found.length > 1 ? h("p", { class: "meta" }, s.name) : null, sideBySide(a.at(-1).summit_id, z.at(-1).summit_id), several ? h("p", { class: "meta" }, "There were several in a year; these are the last. ", [...a, ...z].map((g, i) => [i ? ", " : "", link("g:" + g.summit_id, titled(g.summit_id))])) : null];
  });
}
function compareView() {
  const years = !!state.y1 || state.by === "years", held = summitOptions();
  const z = state.z || T.summits.filter((s) => s.status === "held").map((s) => s.summit_id).pop(), a = state.a || before(summit(z));
  const L = (t, e) => h("label", {}, t, e), check = (v, t) => { const e = h("input", { type: "checkbox", checked: !!v }); return [e, h("label", { class: "check" }, e, t)]; };
  const kinds = [...new Set(T.sources.map((s) => s.kind))].sort(), tracks = [...new Set(T.sessions.map((s) => s.track))].sort();
  const which = select([["gatherings", "two gatherings"], ["years", "two years"]], years ? "years" : "gatherings", "Compare what");
  const one = select(held, a, "The earlier gathering"), two = select(held, z, "The later gathering");
  const y1 = h("input", { type: "number", value: state.y1, "aria-label": "A year" }), y2 = h("input", { type: "number", value: state.y2, "aria-label": "A later year" }), series = select(seriesOptions(), state.cs || "", "Series");
  const stage = select([["", "planned or reported"], ["planned", "planned"], ["reported", "reported"]], state.stage, "Stage"), src = select([["", "all documents"], ...kinds.map((k) => [k, words(k)])], state.src, "Documents");
  const track = select([["", "whole summits"], ...tracks.map((t) => [t, t])], state.ctrack, "Track"), rank = select(ranks, state.crank, "Least level"), people = chips(state.cw || "", "Participants or groups to compare");
  const [ns, nsLabel] = check(state.cns, "no stand-ins"), [nv, nvLabel] = check(state.cnv, "no video");
  const form = h("form", { class: "compare" }, L("Compare", which), years ? [L("Year", y1), L("Later year", y2), L("Series", series)] : [L("Earlier", one), L("Later", two)],
    L("Participants or groups", people), L("Topics", stage), L("Documents", src), L("Track", track), L("Least level", rank), nsLabel, nvLabel, h("button", { type: "submit", class: "chief" }, "Compare"));
  which.addEventListener("change", () => { location.hash = hashOf({ v: "compare", by: which.value === "years" ? "years" : "" }); });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    go({ d: "", ...(years ? { by: "years", y1: y1.value, y2: y2.value, cs: series.value } : { a: one.value, z: two.value }),
      stage: stage.value, src: src.value, ctrack: track.value, crank: rank.value, cw: people.value(), cns: ns.checked ? "1" : "", cnv: nv.checked ? "1" : "" });
  });
  const basis = [[state.stage, state.src && words(state.src), state.ctrack && "track " + state.ctrack].filter(Boolean).join(", ") || "topics planned or reported", state.cw && "of " + state.cw.split(",").map(actor).join(", "),
    state.crank && ranks.find(([k]) => k === state.crank)?.[1] + " level or above", state.cns && "without stand-ins", state.cnv && "without video"].filter(Boolean).join("; ");
  return [form, h("p", { class: "paper meta" }, "On the basis of: " + basis + "."),
    !years ? a && z && a !== z ? sideBySide(a, z) : h("p", { class: "error", role: "alert" }, "Choose two different gatherings.") :
      !(state.y1 && state.y2) || +state.y1 === +state.y2 ? h("p", { class: "meta" }, "Say which two years.") : yearsBySide(state.y1, state.y2)];
}
function topicsView() {
  const first = new Map(), n = new Map();
  for (const d of T.discussions) { n.set(d.topic_id, (n.get(d.topic_id) || 0) + 1); const g = summit(d.summit_id), f = first.get(d.topic_id); if (!f || g.start_date < f.start_date) first.set(d.topic_id, g); }
  const rows = [...T.topics].sort((x, y) => x.label.localeCompare(y.label, "en"));
  return [h("h2", {}, "Topics ", h("small", {}, rows.length)), h("p", { class: "meta" }, "What documents mention. A topic that no document names may have been talked about."),
    h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Topic"), h("th", { scope: "col" }, "Mentions"), h("th", { scope: "col" }, "Earliest on record"))),
      h("tbody", {}, rows.map((t) => h("tr", {}, h("td", {}, link("t:" + t.topic_id, t.label)), h("td", {}, String(n.get(t.topic_id) || 0)), h("td", {}, first.has(t.topic_id) ? link("g:" + first.get(t.topic_id).summit_id, titled(first.get(t.topic_id).summit_id)) : "")))))];
}

/* Show what the address says. */
let viewed = "";
function show() {
  state = read();
  const v = state.v || "overview";
  for (const a of document.querySelectorAll("nav a")) if (a.dataset.view === v) a.setAttribute("aria-current", "page"); else a.removeAttribute("aria-current");
  $("overview").hidden = v !== "overview"; $("view").hidden = v === "overview";
  if (engine.ask) $("engine-state").textContent = v === "overview" ? ready : "";
  $("filtered").textContent = engine.texts ? filterWords() + "." : "";
  if (v === "overview") {
    viewed = "";
    if (!$("filterbox").hidden && $("filters").key !== filterKey()) { const f = document.activeElement?.getAttribute("aria-label"); buildFilters(); if (f) $("filters").querySelector(`[aria-label="${CSS.escape(f)}"]`)?.focus(); }
    if (engine.texts || !["who"].some((k) => state[k])) applyFilters();
  } else {
    const { d, ...rest } = state, now = JSON.stringify(rest);
    if (viewed !== now || !engine.ask) {
      viewed = now;
      $("view").replaceChildren(...(!engine.ask ? [h("p", { class: "meta" }, "The answers are being unpacked.")] : (v === "ask" ? askView : v === "compare" ? compareView : topicsView)()).flat(9).filter((x) => x != null && x !== false));
      if (!d && engine.ask) $("view").querySelector(".asked")?.nextElementSibling.scrollIntoView({ block: "nearest" });
    }
  }
  showDetail();
}

/* The pointer and the keys. */
const readout = $("readout");
const about = (td) => {
  const tr = td.closest("tr[data-id]"), s = td.closest(".series"), i = tr ? [...cellsOf(tr)].indexOf(td) - 2 : -1;
  return i >= 0 && td.textContent ? { s: s.ids[i], p: tr.dataset.id, text: `${tr.cells[0].textContent}, ${s.heads[i].title}: ${td.textContent}` } : null;
};
$("overview").addEventListener("mouseover", (e) => { const td = e.target.closest(".scroll td:not(.sum)"), x = td && about(td); readout.hidden = !x; if (x) readout.textContent = x.text; });
$("overview").addEventListener("mouseleave", () => { readout.hidden = true; });
$("overview").addEventListener("focusin", (e) => { const td = e.target.closest(".scroll td"), x = td && about(td); if (x) { readout.hidden = false; readout.textContent = x.text; } });
const openOf = (e) => {
  const td = e.closest(".scroll td:not(.sum)"), x = td && about(td);
  if (x) return `c:${x.s}:${x.p}`;
  const th = e.closest(".scroll th");
  if (!th) return "";
  if (th.dataset.id) return "g:" + th.dataset.id;
  const tr = th.closest("tr[data-id]");
  return tr ? "p:" + tr.dataset.id : "";
};
$("overview").addEventListener("click", (e) => { const d = openOf(e.target); if (d) { const td = e.target.closest("td,th"); opener = td; focusCell(td, false); go({ d }); } });
let current = null;
function focusCell(td, really = true) {
  current?.removeAttribute("tabindex");
  current = td; td.tabIndex = 0;
  if (really) { td.focus({ preventScroll: true }); td.scrollIntoView({ block: "nearest", inline: "nearest" }); }
}
const seen = (e) => !e.closest("[hidden]");
$("overview").addEventListener("keydown", (e) => {
  const td = e.target.closest(".scroll td,.scroll th");
  if (!td) {
    if (e.target.matches(".scroll") && ["ArrowDown", "Enter"].includes(e.key)) { const t = [...e.target.querySelectorAll("tr[data-id]")].find(seen); if (t) { e.preventDefault(); focusCell([...cellsOf(t)].slice(2).find(seen) || t.cells[0]); } }
    return;
  }
  const tr = td.closest("tr"), cells = [...cellsOf(tr)], rows = () => [...td.closest("table").rows].filter((r) => seen(r) && !r.classList.contains("part"));
  let to = null;
  const place = cells.indexOf(td);
  if (e.key === "ArrowRight") to = cells.slice(place + 1).find(seen);
  else if (e.key === "ArrowLeft") to = cells.slice(0, place).findLast(seen);
  else if (e.key === "ArrowDown" || e.key === "ArrowUp") { const all = rows(); const next = all[all.indexOf(tr) + (e.key === "ArrowDown" ? 1 : -1)]; to = next && cellsOf(next)[place]; }
  else if (e.key === "Home") to = tr.cells[0];
  else if (e.key === "End") to = cells.findLast(seen);
  else if (e.key === "Enter" || e.key === " ") { const d = openOf(td); if (d) { e.preventDefault(); opener = td; go({ d }); } return; }
  if (to) { e.preventDefault(); focusCell(to); }
});
document.addEventListener("keydown", (e) => { if (e.key === "Escape" && state.d) go({ d: "" }); });

$("legend").after(h("p", { id: "nothing", hidden: true }, "No gathering and no participant fit the filter."), h("p", { id: "uncounted", class: "meta", hidden: true }, "How often each came is not counted under this filter."),
  h("p", { id: "filtered", class: "paper" }));
if (matchMedia("(max-width:56rem)").matches && !matchMedia("print").matches) { $("legend").open = false; $("filterbox").open = !!filterKeyOf(read()).replaceAll("|", ""); }
addEventListener("beforeprint", () => { $("legend").open = true; });
addEventListener("hashchange", show);
$("engine-state").textContent = "Unpacking the answers.";
show();
const begun = performance.now();
requestAnimationFrame(() => setTimeout(() => start().then(() => {
  $("engine-state").textContent = ready;
  document.documentElement.dataset.engine = "ready";
  document.documentElement.dataset.took = Math.round(performance.now() - begun);
  buildFilters();
  const out = $("data-out");
  out.hidden = false;
  out.addEventListener("click", (e) => { e.preventDefault(); save("tables.json", "application/json", JSON.stringify(engine.texts, null, 1)); });
  window.summitry = engine.ask;
  painted = hidden = viewed = "";
  show();
}, (e) => { $("engine-state").textContent = "Answers do not work here: " + e.message + " " + (engine.words || "").slice(0, 2000); document.documentElement.dataset.engine = "failed"; }), 0));
})();
