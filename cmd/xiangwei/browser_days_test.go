//go:build browser

package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// daysClock stands in a player's page before its script: time passes only when the harness says so, and the server
// answers what a bad network answers.
const daysClock = `<script>
"use strict";
(function () {
  const Real = Date, start = Real.parse("2026-11-28T10:00:00+08:00"), timers = new Map();
  let passed = 0, next = 1;
  window.Date = function (...a) { return a.length ? new Real(...a) : new Real(start + passed); };
  Object.assign(window.Date, {now: () => start + passed, parse: Real.parse, UTC: Real.UTC, prototype: Real.prototype});
  Object.defineProperty(performance, "now", {value: () => passed});
  window.setTimeout = (run, ms) => { timers.set(next, {run, at: passed + ms}); return next++; };
  window.setInterval = (run, every) => { timers.set(next, {run, every, at: passed + every}); return next++; };
  window.clearTimeout = window.clearInterval = n => { timers.delete(n); };
  // A box that was busy runs each of its timers once, however late.
  window.advance = ms => {
    passed += ms;
    for (const [n, t] of [...timers]) {
      if (t.at > passed || !timers.has(n)) continue;
      if (t.every) t.at = passed + t.every; else timers.delete(n);
      t.run();
    }
  };
  window.timers = timers;
  window.asked = [];
  const answers = [[304, ""], [0, ""], [500, "oops"], [200, "{"], [200, "null"], [200, JSON.stringify({screen: "banner", version: "next", alerts: {revised: 0, list: []}})], [200, "<!DOCTYPE html><title>half"], [200, "[]"]];
  window.XMLHttpRequest = function () {
    let status, text, tag = "";
    this.open = (_, address) => { [status, text, tag] = window.respond ? window.respond(address) : answers[asked.length % answers.length]; asked.push(passed); };
    this.setRequestHeader = (name, value) => { if (name === "If-None-Match" && value === tag) status = 304; };
    this.getResponseHeader = name => name === "ETag" && tag || null;
    this.send = () => { this.status = status; this.responseText = text; if (status) this.onload(); else this.onerror(); };
  };
})();
</script>`

const daysHarness = `<!DOCTYPE html><meta charset="utf-8"><title>harness</title><pre id="result"></pre><script>
"use strict";
const page = "screens/simulated.html", found = [], want = (ok, problem) => { if (!ok) found.push({page, problem}); };
const pause = () => new Promise(done => setTimeout(done, 0));
const HOUR = 3600, STEP = 90;
(async () => {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;width:960px;height:320px";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = page;
  document.body.append(frame);
  await loaded;
  const win = frame.contentWindow, doc = win.document, shown = new Set();
  let changes = 0, last = null;
  async function hours(n) {
    let nodes = 0, timers = 0;
    for (let s = 0; s < n * HOUR; s += STEP) {
      win.advance(STEP * 1000);
      win.advance(400); // the transition ends
      const now = win.xiangweiPlayer.shown();
      if (now !== last) changes++;
      last = now;
      shown.add(now.id);
      nodes = Math.max(nodes, doc.getElementsByTagName("*").length);
      timers = Math.max(timers, win.timers.size);
      if (doc.querySelectorAll("[data-slide]").length !== 1) { want(false, doc.querySelectorAll("[data-slide]").length + " slides stand"); return {nodes, timers}; }
      if (s % HOUR === 0) await pause();
    }
    await pause();
    gc();
    return {nodes, timers, heap: performance.memory.usedJSHeapSize};
  }
  await hours(6); // what the engine learns, it learns in the first rounds
  const early = await hours(6), middle = await hours(30), late = await hours(30);
  want(shown.size > 5 && changes > 2500, "in three days " + changes + " changes between " + shown.size + " slides");
  want(middle.nodes <= early.nodes + 40 && late.nodes <= early.nodes + 40, "elements grow: " + [early.nodes, middle.nodes, late.nodes]);
  want(late.timers <= 6, late.timers + " timers at once");
  want(late.heap - middle.heap < 150 * 1024, "the heap grows: " + [early.heap, middle.heap, late.heap]);
  const gaps = win.asked.slice(1).map((at, n) => at - win.asked[n]);
  want(gaps.length > 1000 && Math.max(...gaps) <= (60 + STEP + 1) * 1000, "asked " + gaps.length + " times, at most " + Math.max(...gaps) + " ms apart");
  const days = () => Object.keys(JSON.parse(localStorage.getItem("xiangwei:banner:log")));
  want(days().join() === "2026-11-28,2026-11-29,2026-11-30,2026-12-01", "counted " + days());
  // A quarter later the record holds two months, and a page of that size.
  for (let n = 0; n < 90; n++) { win.advance(24 * HOUR * 1000); win.xiangweiPlayer.next(); if (n % 10 === 0) await pause(); }
  want(days().length === 62 && localStorage.getItem("xiangwei:banner:log").length < 60000, days().length + " days kept");
  want(win.xiangweiPlayer.shown().state.startsWith("doubt"), "a clock three months on is " + win.xiangweiPlayer.shown().state);
  localStorage.clear();
  document.getElementById("result").textContent = JSON.stringify({seen: 1, found});
})().catch(e => { document.getElementById("result").textContent = JSON.stringify({seen: 1, found: found.concat({page: "harness", problem: String(e.stack)})}); });
</script>`

// newsHarness plays the server: it takes the network away and gives it back, publishes a new page, and an emergency.
const newsHarness = `<!DOCTYPE html><meta charset="utf-8"><title>harness</title><pre id="result"></pre><script>
"use strict";
const page = "screens/simulated.html", found = [], want = (ok, problem) => { if (!ok) found.push({page, problem}); };
(async () => {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;width:960px;height:320px";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = page;
  document.body.append(frame);
  await loaded;
  const win = frame.contentWindow, doc = win.document, old = await (await fetch("screens/banner.html")).text(), news = await (await fetch("screens/banner.json")).json();
  const next = old.split(news.version).join("0123456789ab").split("保护未成年人").join("保护少年儿童"), long = 20 * 60;
  let mode = "gone", answered = 0, list = [], revised = 1;
  win.respond = address => {
    if (mode === "gone") return [0, ""];
    const changed = {...news, alerts: {revised, list}};
    if (mode !== "same") changed.version = "0123456789ab";
    if (/json$/.test(address)) { answered++; return [200, JSON.stringify(changed), "tag" + mode + revised]; }
    return [200, mode === "half" ? next.slice(0, next.length / 2) : mode === "garbage" ? old : next, ""];
  };
  let blank = 0;
  const run = seconds => {
    for (let n = 0; n < seconds; n++) {
      win.advance(1000);
      const on = doc.querySelectorAll(".layer.on, .layer.coming");
      if (!on.length || ![...on].some(l => l.textContent.trim())) blank++;
    }
  };
  const text = () => (doc.querySelector(".layer.coming") || doc.querySelector(".layer.on")).textContent;
  const everything = () => { let all = ""; for (let n = 0; n < 300; n++) { win.advance(1000); all += text(); } return all; };

  // A spoilt slide is passed over; while the script fails at everything, what stood stays; then it goes on.
  const spoilt = [...doc.querySelectorAll("template")].find(t => t.dataset.id !== win.xiangweiPlayer.shown().id), name = spoilt.dataset.id;
  spoilt.content.querySelector(".text").remove();
  const round = new Set();
  for (let n = 0; n < 400; n++) { run(1); round.add(win.xiangweiPlayer.shown().id); }
  want(round.size > 5 && !round.has(name), "a spoilt slide was shown, or stopped the round of " + round.size);
  const good = text(), put = win.Node.prototype.appendChild;
  win.Node.prototype.appendChild = () => { throw new Error("spoilt"); };
  run(60);
  want(text() === good, "an error took the slide away: " + text());
  win.Node.prototype.appendChild = put;
  round.clear();
  for (let n = 0; n < 400; n++) { run(1); round.add(win.xiangweiPlayer.shown().id); }
  want(round.size > 5, "the round did not go on after an error, it shows " + [...round]);

  run(long); // an outage
  const before = win.asked.filter(at => at > 520e3).length;
  want(before > 18 && before < 60, "asked " + before + " times in an outage of twenty minutes");
  mode = "same";
  run(60);
  want(answered > 0, "nothing was asked within a minute of the server's being back");
  const asked = answered;
  run(300);
  want(answered - asked >= 4 && answered - asked <= 8, "asked " + (answered - asked) + " times in five minutes");

  for (mode of ["half", "garbage"]) { run(120); want(!everything().includes("少年儿童"), "a page that is " + mode + " was taken"); }
  mode = "new";
  run(61);
  const all = everything();
  want(all.includes("保护少年儿童") && !all.includes("保护未成年人"), "the new page was not taken");
  want(doc.getElementById("code").textContent.includes("012345"), "the corner says " + doc.getElementById("code").textContent);

  mode = "gone";
  run(long);
  const start = win.Date.now();
  mode = "new";
  revised = start;
  list = [{id: "emergency-1", text: "请从东门疏散", from: start, until: start + 3600e3}];
  run(61);
  want(text().includes("请从东门疏散") && text().includes("紧急通知"), "an emergency is not there a minute after the outage: " + text());
  mode = "gone";
  const signs = new Set();
  for (let n = 0; n < 40; n++) { run(1); signs.add(/(现在|至)\d\d:\d\d/.exec(text())?.[1]); }
  want(signs.has("现在") && signs.has("至") && signs.size === 2, "below the emergency stands " + [...signs]);
  run(3600 - 61 - 42);
  want(text().includes("请从东门疏散"), "an emergency ended early");
  run(4);
  want(!text().includes("请从东门疏散"), "an emergency stands after its end, without a network");
  want(blank === 0, blank + " times nothing was on the screen");
  localStorage.clear();
  document.getElementById("result").textContent = JSON.stringify({seen: 1, found});
})().catch(e => { document.getElementById("result").textContent = JSON.stringify({seen: 1, found: found.concat({page: "harness", problem: String(e.stack)})}); });
</script>`

// simulated publishes the starter site and puts, beside its players, one whose clock and server a harness plays.
func simulated(t *testing.T, harness string) {
	t.Helper()
	browser := findBrowser(t)
	dir, source := t.TempDir(), filepath.Join(t.TempDir(), "source")
	for _, args := range [][]string{{"new", "site", source}, {"build", "--source", source, "--out", dir, "--as-of", "2026-11-28 10:00"}} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "screens", "banner.html"))
	if err != nil {
		t.Fatal(err)
	}
	// The policy would forbid the clock.
	head, rest, ok := strings.Cut(string(page), `<meta http-equiv="Content-Security-Policy"`)
	_, rest, ended := strings.Cut(rest, ">")
	if !ok || !ended {
		t.Fatal("the player has no policy")
	}
	played := head + daysClock + rest
	for name, text := range map[string]string{filepath.Join("screens", "simulated.html"): played, harnessName: harness} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	open(t, browser, server.URL+"/"+harnessName, 1)
}

// TestBrowserDays: over three simulated days, with a server that answers nonsense, the rotation goes on, nothing piles
// up, and the record of what was shown stays within its bounds.
func TestBrowserDays(t *testing.T) {
	t.Parallel()
	simulated(t, daysHarness)
}

// TestBrowserNews: half a page and another page change nothing; a whole one is taken between two slides; and a minute after
// an outage an emergency is on the screen, which ends by itself.
func TestBrowserNews(t *testing.T) {
	t.Parallel()
	simulated(t, newsHarness)
}
