//go:build browser

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"xiangwei/internal/qrcode"
)

// recordHarness opens pages of records in frames and tries what a reader does with them. The server leaves the scripts out
// of pages asked for with ?noscript, which is how a browser without JavaScript sees them.
const recordHarness = `<!DOCTYPE html><meta charset="utf-8"><title>harness</title><pre id="result"></pre><script>
"use strict";
const code = CODE, found = [];
let seen = 0;
async function open(page, width, scripts) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;height:800px;width:" + width + "px";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = scripts ? page : page + "?noscript";
  document.body.append(frame);
  await loaded;
  await frame.contentDocument.fonts.ready;
  seen++;
  return frame;
}
const settled = () => new Promise(done => setTimeout(done, 50));
async function dark(svg) { // the picture as a row of light and dark
  const picture = new Image();
  picture.src = "data:image/svg+xml," + encodeURIComponent(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400" '));
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 400;
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0, 400, 400);
  const data = pen.getImageData(0, 0, 400, 400).data;
  let row = "";
  for (let i = 0; i < data.length; i += 4) row += data[i] < 128 ? "1" : "0";
  return row;
}
async function check(page, name, test, width = 360, scripts = true) {
  const frame = await open(page, width, scripts);
  const say = problem => found.push({page, problem: name + ": " + problem});
  try { await test(frame.contentDocument, frame.contentWindow, say); } catch (e) { say(String(e)); }
  frame.remove();
}
const list = "exemptions/2025/first-violation-list.html", penalty = "penalties/2026/2026-008.html", people = "officers/2026/enforcement-officers.html",
  law = "statutes/administrative-penalty-law.html", report = "reports/2025/rule-of-law.html", month = "events/calendar-2026-12.html";
(async () => {
  for (const page of [list, people, penalty, report, law, month]) for (const scripts of [true, false])
    await check(page, "a phone of 360 px", (doc, win, say) => {
      if (doc.documentElement.scrollWidth > 360) say("the page scrolls sideways");
      for (const e of doc.querySelectorAll(".item-card, tr:has(> td[data-label])"))
        if (e.getBoundingClientRect().right > 360 || e.scrollWidth > e.clientWidth + 1) { say("a card is cut"); break; }
    }, 360, scripts);
  await check(people, "a table on a phone", (doc, win, say) => {
    const cell = doc.querySelector("td[data-label]");
    if (win.getComputedStyle(cell.parentElement).display !== "block") say("its rows are no cards");
    if (!win.getComputedStyle(cell, "::before").content.includes(cell.dataset.label)) say("a cell does not say what it is");
  });
  await check(penalty, "cited articles without a script", async (doc, win, say) => {
    const d = doc.querySelector(".summary-box details.article");
    if (!d || d.open) return say("there is none to open");
    d.querySelector("summary").click();
    await settled();
    const text = d.querySelector(".article-text");
    if (!d.open || text.getBoundingClientRect().height < 10) say("it does not open");
    if (text.textContent.length < 20) say("it has no text");
  }, 360, false);
  await check(penalty, "the last days of the remedies", (doc, win, say) => {
    const days = [...doc.querySelectorAll(".remedies time")].map(t => t.getAttribute("datetime")).join();
    if (days !== "2026-11-16,2027-03-17") say(days);
  });
  await check(penalty, "the code", async (doc, win, say) => {
    const svg = doc.querySelector("svg.qr");
    if (!svg) return say("there is none");
    if (await dark(new XMLSerializer().serializeToString(svg).replace(' xmlns="http://www.w3.org/2000/svg"', "")) !== await dark(code)) say("it is not that of the address");
  });
  await check(penalty, "linked data", (doc, win, say) => {
    const data = JSON.parse(doc.querySelector('script[type="application/ld+json"]').textContent);
    if (data["@type"] !== "Report" || data.url !== doc.querySelector("link[rel=canonical]").href || !data.name) say(JSON.stringify(data));
  });
  await check(list + "?field=" + encodeURIComponent("网吧"), "a filter in the address", async (doc, win, say) => {
    const shown = () => [...doc.querySelectorAll("[data-value]")].filter(g => !g.hidden).map(g => g.dataset.value).join();
    const state = () => doc.querySelector("[data-filter-state]").textContent;
    if (shown() !== "网吧" || !state().includes("网吧：2项（共8项）")) say(shown() + " " + state());
    const press = label => [...doc.querySelectorAll(".filter button")].find(b => b.textContent.startsWith(label)).click();
    press("旅行社和导游");
    if (shown() !== "旅行社和导游" || new URLSearchParams(win.location.search).get("field") !== "旅行社和导游") say("pressing: " + shown() + win.location.search);
    win.history.back();
    await settled();
    await settled();
    if (shown() !== "网吧") say("going back: " + shown());
    press("全部");
    if (shown().split(",").length !== 4 || win.location.search) say("all: " + shown());
  });
  await check(list, "a list without a script", (doc, win, say) => {
    const links = [...doc.querySelectorAll(".filter a")];
    if (links.length !== 4 || links.some(a => !doc.getElementById(a.hash.slice(1)))) say("its groups cannot be reached");
    if (doc.querySelectorAll(".item-card").length !== 8) say("items are missing");
  }, 360, false);
  await check(list, "tools", (doc, win, say) => {
    const names = [...doc.querySelectorAll(".page-tools button")].map(b => b.textContent).join();
    if (!names.includes("复制引文") || !names.includes("复制网址")) say(names);
  });
  await check(report, "charts", (doc, win, say) => {
    const charts = doc.querySelectorAll(".chart");
    if (charts.length < 3) say(charts.length + " charts");
    for (const c of charts) {
      const bar = c.querySelector(".bar, .part");
      if (!c.querySelector("table") || !bar) { say("a chart has no table or no bars"); continue; }
      if (["rgb(0, 0, 0)", "none"].includes(win.getComputedStyle(bar).fill)) say("a bar has no colour");
    }
  });
  await check(law, "contents", async (doc, win, say) => {
    win.scrollTo(0, doc.getElementById("art-9").getBoundingClientRect().top);
    for (let i = 0; i < 20 && !doc.querySelector('.contents [aria-current="true"]'); i++) await settled();
    if (!doc.querySelector('.contents [aria-current="true"]')) say("they do not say where one is");
    const no = doc.querySelector("#art-9 .art-no");
    if (!no || no.hash !== "#art-9") say("an article has no link to itself");
  }, 1280);
  document.getElementById("result").textContent = JSON.stringify({seen, found});
})();
</script>`

var scriptLine = regexp.MustCompile(`<script src=[^>]*></script>`)

// recordFrames is how many pages the harness opens.
const recordFrames = 22

// TestRecordPages lets a real browser do with the records of the starter site what readers do.
func TestRecordPages(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	dir, site := t.TempDir(), filepath.Join(t.TempDir(), "source")
	for _, args := range [][]string{{"new", "site", site}, {"build", "--source", site, "--out", dir, "--as-of", "2026-11-22"}} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	svg, err := qrcode.SVG("https://www.example.gov.cn/penalties/2026/2026-008.html", qrcode.Style{Class: "qr", Label: "本页网址的二维码", Ground: "#fff"})
	if err != nil {
		t.Fatal(err)
	}
	code, err := json.Marshal(svg)
	if err != nil {
		t.Fatal(err)
	}
	harness := strings.Replace(recordHarness, "CODE", string(code), 1)
	if err := os.WriteFile(filepath.Join(dir, harnessName), []byte(harness), 0o644); err != nil {
		t.Fatal(err)
	}
	files := http.FileServer(http.Dir(dir))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(r.URL.Path)))
		if r.URL.RawQuery != "noscript" || err != nil {
			files.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(scriptLine.ReplaceAll(page, nil))
	}))
	t.Cleanup(server.Close)
	open(t, browser, server.URL+"/"+harnessName, recordFrames)
}
