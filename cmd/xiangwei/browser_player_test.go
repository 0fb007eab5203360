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

// playerHarness looks at two things no plan says: the record of what was shown, and the speed of a running line.
const playerHarness = `<!DOCTYPE html><meta charset="utf-8"><title>harness</title><pre id="result"></pre><script>
"use strict";
const found = [];
let seen = 0;
const want = (page, ok, problem) => { if (!ok) found.push({page, problem}); };
const pause = ms => new Promise(done => setTimeout(done, ms));
async function enter(address, width, height) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;width:" + width + "px;height:" + height + "px";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = address;
  document.body.append(frame);
  await loaded;
  return frame;
}
async function record(page) {
  let frame = await enter(page, 960, 320), win = frame.contentWindow;
  want(page, win.document.getElementById("log").hidden, "the record stands over the slides");
  want(page, win.document.querySelector(".layer.on [data-slide]").dataset.slide !== "start", "the first slide is not there at once");
  const went = [];
  for (let n = 0; n < 4; n++) {
    went.push(win.xiangweiPlayer.shown().id);
    await pause(1000);
    win.xiangweiPlayer.next();
  }
  const last = win.xiangweiPlayer.shown();
  frame.remove();
  // A player that starts again goes on where it was, and goes on counting.
  frame = await enter(page + "#log", 960, 320);
  win = frame.contentWindow;
  want(page, win.xiangweiPlayer.shown().id === last.id && win.xiangweiPlayer.shown().part === last.part, "begins with " + win.xiangweiPlayer.shown().id + " after " + last.id);
  const doc = win.document, view = doc.getElementById("log");
  want(page, !view.hidden && view.textContent.includes("播放计划不是播放证明"), "does not say that a plan is no proof");
  const ids = [...view.querySelectorAll("tr")].slice(1).map(r => r.children[2].textContent);
  for (const id of went) want(page, ids.includes(id), id + " was shown and is not in the record " + ids);
  const shown = [...view.querySelectorAll("tr")].slice(1).reduce((sum, r) => sum + Number(r.children[5].textContent), 0);
  want(page, shown >= 3 && shown <= 60, "the record says " + shown + " seconds");
  for (const hidden of [true, false]) {
    const changed = new Promise(done => win.addEventListener("hashchange", done, {once: true}));
    win.dispatchEvent(new win.KeyboardEvent("keydown", {key: "l"}));
    await changed;
    want(page, view.hidden === hidden, "the key L leaves the record " + (view.hidden ? "hidden" : "open"));
  }
  let blob = null, name = "";
  win.URL.createObjectURL = b => { blob = b; return "blob:none"; };
  win.HTMLAnchorElement.prototype.click = function () { name = this.download; };
  view.querySelector("button").onclick();
  want(page, name === "banner-log.csv", "the file is called " + name);
  const bytes = new Uint8Array(await blob.arrayBuffer()), lines = new TextDecoder().decode(bytes).split("\r\n");
  want(page, bytes[0] === 0xEF && bytes[1] === 0xBB && bytes[2] === 0xBF, "the file has no mark by which spreadsheets know UTF-8");
  want(page, lines[0] === '"日期","屏幕","编号","标题","次数","秒数","数据版本"', "the file begins " + lines[0]);
  want(page, lines.length === ids.length + 2 && lines[lines.length - 1] === "", lines.length + " lines for " + ids.length + " slides");
  for (const l of lines.slice(1, -1)) want(page, /^"\d{4}-\d\d-\d\d","banner","[^"]+","[^"]+","\d+","\d+","[0-9a-f]{12}"$/.test(l), "the file says " + l);
  frame.remove();
  seen++;
}
async function line(page) {
  const frame = await enter(page + "?at=" + encodeURIComponent("2026-12-04 10:00"), 512, 64), win = frame.contentWindow, doc = win.document, ids = new Set();
  for (let n = 0; n < 12; n++) {
    const slide = doc.querySelector(".layer.coming [data-slide]") || doc.querySelector(".layer.on [data-slide]"), id = slide.dataset.slide;
    const fit = slide.querySelector(".fit"), box = slide.querySelector(".box"), run = fit.getAnimations()[0];
    ids.add(id);
    if (!run) { want(page, false, id + " stands still"); break; }
    const [from, to] = run.effect.getKeyframes(), x = k => Number(/translateX\((-?[\d.]+)px\)/.exec(k.transform)[1]);
    const ms = run.effect.getComputedTiming().duration, letters = fit.innerText.replace(/\s/g, "").length;
    const rate = letters / (fit.offsetWidth / ((x(from) - x(to)) / ms)) * 60000;
    want(page, rate >= 60 && rate <= 80, id + " runs " + rate + " characters a minute");
    want(page, ms >= 15000, id + " is gone after " + ms + " ms");
    want(page, from.easing === "linear", id + " runs " + from.easing);
    want(page, x(from) >= box.clientWidth && x(to) <= -fit.offsetWidth, id + " does not run from end to end: " + x(from) + " to " + x(to));
    want(page, fit.offsetHeight <= box.clientHeight + 1 && fit.scrollWidth <= fit.offsetWidth + 1, id + " is cut: " + fit.offsetHeight + " px high, " + fit.scrollWidth + " px wide");
    const source = [...doc.querySelectorAll("template")].find(t => t.dataset.id === id).content.querySelector(".text");
    want(page, fit.textContent.replace(/\s/g, "").includes(source.textContent.replace(/\s/g, "")), id + " does not say all of its text");
    await pause(400);
    win.xiangweiPlayer.next();
  }
  want(page, ids.size > 1, "never changed");
  frame.remove();
  seen++;
}
(async () => {
  await record("screens/banner.html");
  await line("screens/ribbon.html");
  document.getElementById("result").textContent = JSON.stringify({seen, found});
})().catch(e => { document.getElementById("result").textContent = JSON.stringify({seen, found: found.concat({page: "harness", problem: String(e.stack)})}); });
</script>`

// TestBrowserPlayer: a player keeps a record of what it showed over a restart and hands it out, and a running line keeps
// to the speed rules for strips ask for.
func TestBrowserPlayer(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	dir, source := t.TempDir(), filepath.Join(t.TempDir(), "source")
	must := func(args ...string) {
		t.Helper()
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	must("new", "site", source)
	name := filepath.Join(source, "config.toml")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Replace(text, []byte(`dwell = "strip"`), []byte(`dwell = "scroll"`), 1)
	if bytes.Equal(changed, text) {
		t.Fatal("the starter has no ribbon")
	}
	if err := os.WriteFile(name, changed, 0o600); err != nil {
		t.Fatal(err)
	}
	must("build", "--source", source, "--out", dir, "--as-of", "2026-11-28 10:00")
	if err := os.WriteFile(filepath.Join(dir, harnessName), []byte(strings.TrimSpace(playerHarness)), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	open(t, browser, server.URL+"/"+harnessName, 2)
}
