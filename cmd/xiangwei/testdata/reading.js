"use strict";
// Opens pages in frames, as a reader with one choice after another would, and looks at what comes out. The page around it
// sets PAGES and writes RESULT for the test.
const found = [];
const wait = ms => new Promise(done => setTimeout(done, ms));

async function frame(page, width) {
  const f = document.createElement("iframe");
  f.style.cssText = "border:0;height:800px;width:" + width + "px";
  const loaded = new Promise(done => f.addEventListener("load", done));
  f.src = page;
  document.body.append(f);
  await loaded;
  return f;
}

function choose(choices) {
  localStorage.clear();
  for (const [name, value] of Object.entries(choices)) localStorage.setItem("xiangwei-" + name, value);
}

const numbers = text => (text.match(/[\d.]+/g) || []).map(Number);

function luminance(rgb) {
  const [r, g, b] = rgb.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}

// The colours that may lie under a text: the first ground that is not clear, and every opaque colour of pictures over it.
function grounds(win, e) {
  const out = [];
  for (; e; e = e.parentElement) {
    const s = win.getComputedStyle(e);
    for (const c of s.backgroundImage.match(/rgb\([^)]*\)/g) || []) out.push(numbers(c));
    const c = numbers(s.backgroundColor);
    if (c.length === 3 || c[3] === 1) return [...out, c];
  }
  return [...out, [255, 255, 255]];
}

function shown(win, e) {
  if (!e.checkVisibility({visibilityProperty: true, opacityProperty: true})) return false;
  const r = e.getBoundingClientRect();
  return r.width > 1 && r.height > 1 && r.bottom > 0; // what waits above the page shows when it has the focus
}

function texts(win, doc) {
  const out = new Set();
  const walk = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && !["SCRIPT", "STYLE"].includes(e.tagName) && shown(win, e)) out.add(e);
  }
  return out;
}

const name = e => e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? "." + e.className : "") + " “" + e.textContent.trim().slice(0, 12) + "”";

// Each fault is told once a page: with the first place where it stands.
function report(page, mode, faults) {
  const by = {};
  for (const [what, where] of faults) (by[what] ||= []).push(where);
  for (const [what, where] of Object.entries(by)) found.push({page, problem: mode + ": " + what + " ×" + where.length + ": " + where[0]});
}

function look(page, mode, f, width, least) {
  const win = f.contentWindow, doc = f.contentDocument, faults = [];
  const wide = Math.max(doc.documentElement.scrollWidth, doc.body.scrollWidth);
  if (wide > width) faults.push(["scrolls sideways", wide + " px in " + width]);
  for (const e of texts(win, doc)) {
    const colour = numbers(win.getComputedStyle(e).color);
    for (const ground of grounds(win, e)) {
      const ratio = contrast(colour, ground);
      if (ratio < least) faults.push(["contrast under " + least, ratio.toFixed(2) + " " + name(e)]);
    }
  }
  return {win, doc, faults};
}

function seniorFaults({win, doc, faults}) {
  for (const e of texts(win, doc)) {
    const size = parseFloat(win.getComputedStyle(e).fontSize);
    if (size < 23.9) faults.push(["text under 24 px", size + " px " + name(e)]);
  }
  for (const e of doc.querySelectorAll("a[href], button, summary, select, input")) {
    if (!shown(win, e)) continue;
    const inline = win.getComputedStyle(e).display === "inline";
    for (const r of inline ? e.getClientRects() : [e.getBoundingClientRect()])
      if (r.height < 47.9 || !inline && r.width < 47.9) faults.push(["target under 48 px", Math.round(r.width) + "×" + Math.round(r.height) + " " + name(e)]);
  }
  for (const e of doc.querySelectorAll("main div, main section, main ul, main ol, main dl, main article"))
    if (!e.closest(".keep-grid") && /^(inline-)?grid$/.test(win.getComputedStyle(e).display) && win.getComputedStyle(e).gridTemplateColumns.trim().split(/\s+(?![^[]*\])/).length > 1 && shown(win, e) && e.childElementCount > 1)
      faults.push(["more than one column", name(e)]);
}

// The way of the Tab key: the skip link first, and a mark on whatever has the focus.
function keyboardFaults({win, doc, faults}) {
  const way = [...doc.querySelectorAll("a[href], button, summary, select, input")].filter(e => e.checkVisibility({visibilityProperty: true}));
  if (!way[0] || way[0].getAttribute("href") !== "#main" || !doc.getElementById("main")) faults.push(["no skip link first", way[0] ? name(way[0]) : "nothing"]);
  for (const e of way) {
    e.focus();
    if (doc.activeElement !== e) { faults.push(["takes no focus", name(e)]); continue; }
    const s = win.getComputedStyle(e);
    if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2) faults.push(["focus not seen", name(e)]);
  }
}

async function read(page) {
  const lost = page === "404.html"; // stands alone: no choices, and its own way back
  for (const [mode, choices, width, least] of [
    ["light", {theme: "light"}, 360, 7], ["dark", {theme: "dark"}, 360, 7], ["wide", {theme: "light"}, 1440, 7],
    ["large text", {text: "3"}, 320, 4.5], ["senior", {senior: "on", theme: "light"}, 360, 7], ["senior dark", {senior: "on", theme: "dark"}, 1440, 7],
  ]) {
    choose(choices);
    const f = await frame(page, width);
    const seen = look(page, mode, f, width, least);
    if (mode.startsWith("senior") && !lost) seniorFaults(seen);
    if (mode === "light") keyboardFaults(seen);
    const script = seen.win.performance.getEntriesByType("resource").find(e => e.name.includes("/js/site."));
    if (!lost && (!script || script.renderBlockingStatus !== "blocking")) seen.faults.push(["the choice may flash", "the script does not stand before the first drawing"]);
    report(page, mode, seen.faults);
    f.remove();
  }
}

// Senior mode by a link alone: below plain/ the server leaves the scripts out.
async function withoutScript(page) {
  localStorage.clear();
  const f = await frame("plain/" + page + "#senior", 360);
  await wait(50);
  const seen = look(page, "senior by link, without script", f, 360, 7);
  if (seen.doc.documentElement.hasAttribute("data-senior")) seen.faults.push(["a script ran", ""]);
  seniorFaults(seen);
  report(page, "senior by link, without script", seen.faults);
  f.remove();
}

// Nine tenths of what a page says must be there without scripts; what only a script can work is marked as that.
async function withoutLoss(page) {
  localStorage.clear();
  const said = async (address) => {
    const f = await frame(address, 360), doc = f.contentDocument;
    for (const e of doc.querySelectorAll("[data-needs-js]")) e.remove();
    const length = (doc.querySelector("main") || doc.body).innerText.replace(/\s+/g, "").length;
    f.remove();
    return length;
  };
  const plain = await said("plain/" + page), scripted = await said(page);
  if (plain < 0.9 * scripted) found.push({page, problem: "without scripts " + plain + " of " + scripted + " characters"});
}

// The choice made on one page holds on the next, until it is taken back.
async function kept(first, second) {
  localStorage.clear();
  let f = await frame(first, 360);
  const on = doc => doc.documentElement.hasAttribute("data-senior");
  f.contentDocument.querySelector("[data-senior-on]").click();
  if (!on(f.contentDocument)) found.push({page: first, problem: "the link does not turn senior mode on"});
  f.remove();
  f = await frame(second, 360);
  if (!on(f.contentDocument)) found.push({page: second, problem: "senior mode is not kept"});
  f.contentDocument.querySelector("[data-senior-off]").click();
  await wait(50);
  if (on(f.contentDocument)) found.push({page: second, problem: "senior mode does not end"});
  f.remove();
  f = await frame(first, 360);
  if (on(f.contentDocument)) found.push({page: first, problem: "senior mode comes back"});
  const size = () => parseFloat(f.contentWindow.getComputedStyle(f.contentDocument.documentElement).fontSize);
  const before = size(), buttons = [...f.contentDocument.querySelectorAll("[data-view-tools] button")];
  buttons.find(b => b.textContent === "A+").click();
  if (size() <= before) found.push({page: first, problem: "A+ enlarges nothing"});
  f.remove();
  f = await frame(second, 360);
  if (size() <= before) found.push({page: second, problem: "A+ is not kept"});
  f.remove();
}

async function until(test) {
  for (let i = 0; i < 100; i++) {
    if (test()) return true;
    await wait(20);
  }
  return false;
}

// Two filters together, from the address and by hand; the number said is the number shown and that of the pages of single
// filters holds.
async function filters() {
  localStorage.clear();
  const page = "penalties/index.html";
  const f = await frame(page + "?year=2026", 1280), doc = f.contentDocument;
  const fail = problem => found.push({page, problem: "filters: " + problem});
  if (!await until(() => doc.querySelector(".filter-form select"))) return fail("no form appears");
  const lines = () => [...doc.querySelectorAll(".items")].filter(l => !l.hidden).flatMap(l => [...l.children]);
  const said = () => Number((doc.querySelector(".count[role=status]").textContent.match(/\d+/) || [0])[0]);
  const year = Number(doc.querySelector(".years a[href*='2026'] .n").textContent);
  if (lines().length !== year || said() !== year) fail("2026 has " + lines().length + ", said " + said() + ", its page says " + year);
  const select = doc.querySelectorAll(".filter-form select")[1];
  const option = [...select.options].find(o => o.value && !o.disabled);
  const promised = Number(option.textContent.match(/（(\d+)）/)[1]);
  select.value = option.value;
  select.dispatchEvent(new Event("change"));
  if (lines().length !== promised || said() !== promised || promised > year) fail(option.textContent + " gives " + lines().length + " of " + year);
  if (!f.contentWindow.location.search.includes("year=2026&")) fail("the address is " + f.contentWindow.location.search);
  await downloads(f, promised, fail);
  for (const a of doc.querySelectorAll(".items:not([hidden]) a")) if (!(await fetch(a.href, {method: "HEAD"})).ok) fail(a.href + " leads nowhere");
  f.remove();
}

// What is downloaded is what the list shows, in the form of the published file.
async function downloads(f, want, fail) {
  const win = f.contentWindow, made = [];
  win.URL.createObjectURL = blob => { made.push(blob); return "#"; };
  for (const kind of ["CSV", "JSON"]) {
    [...f.contentDocument.querySelectorAll("button")].find(b => b.textContent.includes("下载筛选结果（" + kind)).click();
    if (!await until(() => made.length)) return fail("no " + kind + " is made");
    const bytes = new Uint8Array(await made.pop().arrayBuffer()), text = new TextDecoder().decode(bytes);
    const rows = kind === "JSON" ? JSON.parse(text).records.length : text.split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/).length - 2;
    if (rows !== want) fail(kind + " has " + rows + " records, want " + want);
    if (kind === "CSV" && bytes[0] !== 0xEF) fail("the CSV has no byte-order mark");
  }
}

// The page of a single filter offers the same.
async function singleFilter() {
  const page = "penalties/year-2026.html";
  const f = await frame(page, 1280), doc = f.contentDocument;
  const fail = problem => found.push({page, problem: "filter: " + problem});
  if (!await until(() => doc.querySelector(".open-data button"))) return fail("no download");
  await downloads(f, Number(doc.querySelector(".count b").textContent), fail);
  f.remove();
}

async function sorting() {
  const page = "duties/2026/powers.html";
  const f = await frame(page, 1280), doc = f.contentDocument;
  const buttons = doc.querySelectorAll("th button");
  if (!buttons.length) return found.push({page, problem: "no column can be sorted"});
  const column = [...doc.querySelectorAll("th")].indexOf(buttons[1].closest("th"));
  const cells = () => [...doc.querySelectorAll("tbody tr[id]")].map(r => r.cells[column].textContent);
  for (const [way, sign] of [["ascending", 1], ["descending", -1]]) {
    buttons[1].click();
    const want = cells().sort((a, b) => sign * a.localeCompare(b, "zh-CN", {numeric: true}));
    if (cells().join() !== want.join() || buttons[1].closest("th").getAttribute("aria-sort") !== way) found.push({page, problem: way + ": " + cells().join(" | ")});
  }
  f.remove();
}

// The page before leaving leads on to hosts of the site's own links, and to no others.
async function leaving() {
  for (const [to, known] of [["https://library.example.org/a?b=c", true], ["https://evil.example.net/", false], ["javascript:alert(1)", false], ["https://library.example.org@evil.example.net/", false]]) {
    const page = "leave.html?to=" + encodeURIComponent(to);
    const f = await frame(page, 1280);
    const a = f.contentDocument.querySelector("[data-leave] a");
    if (!!a !== known || known && a.href !== to) found.push({page, problem: a ? "leads to " + a.href : "leads nowhere"});
    f.remove();
  }
  const f = await frame("news/2026/library-law-shelf.html", 1280);
  f.contentDocument.querySelector("a.external").click();
  if (!await until(() => f.contentWindow.location.pathname.endsWith("/leave.html"))) found.push({page: "news/2026/library-law-shelf.html", problem: "a link leaves the site without a word"});
  f.remove();
}

(async () => {
  await filters();
  await singleFilter();
  await sorting();
  await leaving();
  for (const page of [...PAGES, "guides/topics-public-culture.html"]) await withoutLoss(page); // a short list is the first to lose
  for (const page of PAGES) await read(page);
  for (const page of PAGES) if (page !== "404.html" && !page.startsWith("senior/")) await withoutScript(page);
  await kept("index.html", "sitemap.html");
  document.getElementById("result").textContent = JSON.stringify({seen: PAGES.length, found});
})();
