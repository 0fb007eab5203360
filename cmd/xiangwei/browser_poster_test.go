//go:build browser

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"xiangwei/internal/build"
	"xiangwei/internal/poster"
)

// posterHarness opens posters at the size of their paper and looks whether anything runs over what it stands in.
const posterHarness = `<!DOCTYPE html><meta charset="utf-8"><title>harness</title><pre id="result"></pre><script>
"use strict";
const posters = POSTERS, found = [];
let seen = 0;
async function look(p) {
  const fail = problem => found.push({page: p.Name, problem}), frame = document.createElement("iframe");
  frame.style.cssText = "border:0;width:" + p.Width + "mm;height:" + p.Height + "mm";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = p.File;
  document.body.append(frame);
  await loaded;
  const doc = frame.contentWindow.document, box = s => doc.querySelector(s).getBoundingClientRect(), middle = doc.querySelector(".middle");
  if (box("body").width < 1000) fail("it is " + box("body").width + " px wide");
  for (const part of doc.querySelectorAll("h1, p, dd, td, th, figure")) if (part.getBoundingClientRect().right > box("body").right + 1) fail("“" + part.textContent.trim().slice(0, 12) + "” is off the paper");
  if (middle) {
    const style = frame.contentWindow.getComputedStyle(middle), top = box(".middle").top + parseFloat(style.paddingTop), bottom = box(".middle").bottom - parseFloat(style.paddingBottom);
    for (const part of middle.children) {
      const r = part.getBoundingClientRect();
      if (r.top < top - 2 || r.bottom > bottom + 2 || part.scrollWidth > part.clientWidth + 1) fail("“" + part.textContent.trim().slice(0, 12) + "” runs over: " + [r.top - top, bottom - r.bottom].map(Math.round));
    }
  }
  for (const cell of doc.querySelectorAll("td, th")) if (cell.scrollWidth > cell.clientWidth + 1) fail("the cell “" + cell.textContent.slice(0, 12) + "” runs over");
  frame.remove();
  seen++;
}
(async () => {
  for (const p of posters) await look(p);
  document.getElementById("result").textContent = JSON.stringify({seen, found});
})().catch(e => { document.getElementById("result").textContent = JSON.stringify({seen, found: found.concat({page: "harness", problem: String(e.stack)})}); });
</script>`

type posterLook struct {
	Name, File    string
	Width, Height int // millimetres
}

// TestBrowserPosters: on no poster of the demo, whatever its shape and paper, does a text run over another.
func TestBrowserPosters(t *testing.T) {
	t.Parallel()
	browser, dir := findBrowser(t), t.TempDir()
	s := &settings{source: "../..", asOf: "2026-11-24 10:00"}
	o, err := s.options()
	if err != nil {
		t.Fatal(err)
	}
	result, err := build.Read(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var looks []posterLook
	for _, p := range result.Site.Pages {
		if poster.Fits(p) != "" {
			continue
		}
		for _, name := range []string{"A3", "A1"} {
			paper, _ := poster.PaperNamed(name)
			html, err := poster.Page(p, poster.Options{Config: result.Config, Paper: paper})
			if err != nil {
				t.Fatal(err)
			}
			l := posterLook{p.Entry.File + " " + name, fmt.Sprintf("%03d.html", len(looks)), paper.Width, paper.Height}
			if err := os.WriteFile(filepath.Join(dir, l.File), html, 0o600); err != nil {
				t.Fatal(err)
			}
			looks = append(looks, l)
		}
	}
	openHarness(t, browser, dir, posterHarness, "POSTERS", looks)
}
