//go:build browser

package main

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"
	"time"

	"xiangwei/internal/build"
	"xiangwei/internal/screen"
)

// screenHarness opens every player at its own size and asks it what it would show at many moments, which must be what
// the plan says; then it lets the player show every slide and looks whether all of the text is there and none is cut.
const screenHarness = `<!DOCTYPE html><meta charset="utf-8"><title>harness</title><pre id="result"></pre><script>
"use strict";
const screens = SCREENS, found = [];
let seen = 0;
const fail = (page, problem) => found.push({page, problem});
const bare = s => s.replace(/\s/g, "");
// lines returns the lines of an element as they stand on the screen.
function lines(el) {
  const out = [], walk = el.ownerDocument.createTreeWalker(el, NodeFilter.SHOW_TEXT), range = el.ownerDocument.createRange();
  let top = -1e9, node;
  while ((node = walk.nextNode())) for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const r = range.getBoundingClientRect(), middle = r.top + r.height / 2;
    if (!r.width) continue;
    if (Math.abs(middle - top) > r.height * 0.6) { out.push(""); top = middle; }
    out[out.length - 1] += node.data[i];
  }
  return out;
}
// breaks says what a line begins or ends with that it may not (GB/T 15834), whether a character is left alone on the last, and
// which words of the site's list are cut.
function breaks(slide, words) {
  const wrong = [];
  for (const el of slide.querySelectorAll(".title, .text p")) {
    const all = lines(el), text = all.join("");
    for (const [n, l] of all.entries()) {
      if (n > 0 && /^[，。、；：？！）》」』】”’]/.test(l)) wrong.push("begins with " + l[0]);
      if (n + 1 < all.length && /[（《「『【“‘]$/.test(l)) wrong.push("ends with " + l.slice(-1));
    }
    if (all.length > 1 && all[all.length - 1].replace(/[^\p{L}\p{N}]/gu, "").length < 2) wrong.push("stands alone with " + all[all.length - 1]);
    for (const w of words.concat(text.match(/\d+[年月日时分元件人%]|第[一二三四五六七八九十百]+条|《[^》]{1,8}》/g) || []))
      if (text.split(w).length !== all.map(l => l.split(w).length - 1).reduce((a, b) => a + b, 0) + 1) wrong.push("cuts " + w);
  }
  return wrong;
}
async function look(s) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;width:" + s.Width + "px;height:" + s.Height + "px";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = s.Path + "?at=" + encodeURIComponent(s.At);
  document.body.append(frame);
  await loaded;
  const win = frame.contentWindow, doc = win.document, player = win.xiangweiPlayer;
  if (!player || !player.shown()) { fail(s.Path, "the player did not start"); return; }
  for (const c of s.Cases) {
    const got = player.at(c.At), ids = got.items.map(i => i.id);
    if (got.state !== c.State || ids.join(" ") !== (c.IDs || []).join(" ")) fail(s.Path, "at " + new Date(c.At).toISOString() + " " + got.state + " " + ids.join(" ") + ", the plan says " + c.State + " " + (c.IDs || []).join(" "));
  }
  const texts = {}, want = {};
  doc.querySelectorAll("template").forEach(t => { want[t.dataset.id] = bare(t.content.querySelector(".text").textContent); });
  const started = Date.now();
  while (Object.keys(texts).length < s.Round.length + 1 && Date.now() - started < 100000) {
    const slide = doc.querySelector(".layer.coming [data-slide]") || doc.querySelector(".layer.on [data-slide]"), id = slide.dataset.slide, part = slide.dataset.page;
    if (!slide.querySelector(".text")) { fail(s.Path, "shows " + id); break; }
    const box = slide.querySelector(".box"), fit = slide.querySelector(".fit"), key = id + "/" + part;
    if (texts[id] && texts[id].done && part === "1") break;
    texts[id] = texts[id] || {parts: {}};
    if (!texts[id].parts[part]) {
      texts[id].parts[part] = bare(slide.querySelector(".text").textContent);
      if (fit.offsetHeight > box.clientHeight + 1 || fit.scrollWidth > box.clientWidth + 1) fail(s.Path, key + " is cut: " + fit.offsetHeight + " of " + box.clientHeight + " px");
      for (const wrong of breaks(slide, s.Words)) fail(s.Path, key + ": a line " + wrong);
      if (parseFloat(win.getComputedStyle(fit).fontSize) < s.Floor) fail(s.Path, key + " is smaller than " + s.Floor + " px");
    }
    for (const other in texts) if (other !== id) texts[other].done = true;
    await new Promise(done => setTimeout(done, 400));
    player.next();
  }
  for (const id of s.Round) {
    if (!texts[id]) { fail(s.Path, id + " never came"); continue; }
    let joined = "";
    const n = Object.keys(texts[id].parts).length;
    for (let k = 1; k <= n; k++) joined += texts[id].parts[k] || "?";
    // Labels stand again on each part they go on in.
    if (n === 1 && joined !== want[id]) fail(s.Path, id + " says " + joined + ", its slide " + want[id]);
    const plain = want[id].replace(/时间|地点|条件|改正期限|不适用/g, "");
    if (n > 1 && joined.replace(/时间|地点|条件|改正期限|不适用/g, "") !== plain) fail(s.Path, id + " in " + n + " parts says " + joined + ", its slide " + want[id]);
  }
  frame.remove();
  seen++;
}
(async () => {
  for (const s of screens) await look(s);
  document.getElementById("result").textContent = JSON.stringify({seen, found});
})();
</script>`

type screenCase struct {
	At    int64 // milliseconds since 1970
	State string
	IDs   []string
}

type screenLook struct {
	Path          string
	Width, Height int
	Floor         int
	At            string
	Round         []string
	Cases         []screenCase
	Words         []string // never cut
}

var stateNames = map[screen.State]string{
	screen.Rotating: "rotating", screen.Alerting: "alerting", screen.Resting: "resting", screen.Empty: "empty", screen.Doubting: "doubting", screen.DoubtSafe: "doubt-safe",
}

// TestBrowserScreens: the players decide as the plan does, at every edge of every item and around it, and show every text
// whole, at no less than the legible size.
func TestBrowserScreens(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	dir, source := filepath.Join(t.TempDir(), "县局 站点"), filepath.Join(t.TempDir(), "source")
	const now = "2026-11-28 10:00"
	for _, args := range [][]string{{"new", "site", source}, {"build", "--source", source, "--out", dir, "--as-of", now}} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	s := &settings{source: source, asOf: now}
	o, err := s.options()
	if err != nil {
		t.Fatal(err)
	}
	result, err := build.Read(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var looks []screenLook
	for _, p := range result.Plans {
		c := p.Screen
		if c.Path() == "" {
			continue
		}
		l := screenLook{Path: c.Path(), Width: c.Width, Height: c.Height, Floor: c.Glyph, At: o.Now.Format(time.RFC3339), Words: result.Config.Show.NoBreak}
		for _, i := range p.At(o.Now).Items {
			l.Round = append(l.Round, i.ID)
		}
		for _, at := range moments(p, o.Now) {
			n := p.At(at)
			k := screenCase{At: at.UnixMilli(), State: stateNames[n.State]}
			for _, i := range n.Items {
				k.IDs = append(k.IDs, i.ID)
			}
			l.Cases = append(l.Cases, k)
		}
		looks = append(looks, l)
	}
	openHarness(t, browser, dir, screenHarness, "SCREENS", looks)
}

// moments returns the edges of a plan, the moments around them, midnights, and clocks that are wrong.
func moments(p *screen.Plan, now time.Time) []time.Time {
	out := []time.Time{now, p.Made, p.Made.Add(-time.Second), p.Made.Add(screen.Fresh), p.Made.Add(screen.Fresh + time.Millisecond), now.AddDate(-20, 0, 0), now.AddDate(20, 0, 0)}
	for _, i := range p.Items {
		for _, edge := range []time.Time{i.From, i.Until} {
			if !edge.IsZero() {
				out = append(out, edge.Add(-time.Second), edge, edge.Add(time.Second))
			}
		}
	}
	for day := range 45 {
		midnight := p.Made.AddDate(0, 0, day)
		for _, minute := range []int{0, 1, 479, 480, 509, 510, 720, 1079, 1080, 1230, 1439} {
			out = append(out, midnight.Add(time.Duration(minute)*time.Minute))
		}
	}
	return out
}
