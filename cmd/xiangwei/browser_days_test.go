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
    const [status, text] = answers[asked.length % answers.length];
    this.open = (_, address) => { asked.push(passed); };
    this.setRequestHeader = () => {};
    this.getResponseHeader = () => null;
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

// TestBrowserDays: over three simulated days, with a server that answers nonsense, the rotation goes on, nothing piles
// up, and the record of what was shown stays within its bounds.
func TestBrowserDays(t *testing.T) {
	t.Parallel()
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
	// The policy, which would forbid the clock, goes with everything up to the first style; so does the night, whose
	// picture is the same.
	head, rest, ok := strings.Cut(string(page), `<meta http-equiv="Content-Security-Policy"`)
	_, rest, ended := strings.Cut(rest, ">")
	if !ok || !ended {
		t.Fatal("the player has no policy")
	}
	simulated := head + daysClock + rest
	for name, text := range map[string]string{filepath.Join("screens", "simulated.html"): simulated, harnessName: daysHarness} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	open(t, browser, server.URL+"/"+harnessName, 1)
}
