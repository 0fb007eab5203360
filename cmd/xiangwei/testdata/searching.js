"use strict";
// Types, follows and goes back on the search page, and writes down what is not as it should be. The time of the page is
// simulated: a wait is over at once.
const found = [], said = (page, problem) => found.push({page, problem});
const until = async (what, win) => { for (let i = 0; i < 400; i++) { if (what()) return true; await new Promise(d => win.setTimeout(d, 25)); } return false; };

async function opened(address) {
  const frame = document.createElement("iframe");
  frame.style.cssText = "border:0;height:800px;width:768px";
  const loaded = new Promise(done => frame.addEventListener("load", done));
  frame.src = address;
  document.body.append(frame);
  await loaded;
  const doc = frame.contentDocument;
  return {frame, doc, win: frame.contentWindow, input: doc.querySelector("#search-q"), status: doc.querySelector("[data-search-status]"),
    titles: () => [...doc.querySelectorAll(".item-title")].map(e => e.textContent).join("|"),
    current: () => [...doc.querySelectorAll(".search-facets [aria-current]")].map(e => e.firstChild.textContent).join("|")};
}

const tries = {
  async "no query while characters are composed"() {
    const page = await opened("search/index.html"), {win, input, status} = page;
    const type = (text, isComposing) => { input.value = text; input.dispatchEvent(new win.InputEvent("input", {bubbles: true, isComposing})); };
    input.focus();
    type("f", false);
    input.dispatchEvent(new win.CompositionEvent("compositionstart", {bubbles: true}));
    for (const text of ["fa", "fa k", "fa kuan"]) type(text, true);
    await new Promise(done => win.setTimeout(done, 2000));
    if (status.textContent || win.location.search || page.doc.querySelector("script[src*='root.js']")) return "asked for " + win.location.search + ": " + status.textContent;
    if (win.performance.getEntriesByType("resource").some(e => /search\/(root|i|t)/.test(e.name))) return "files were loaded";
    type("罚款", true);
    input.dispatchEvent(new win.CompositionEvent("compositionend", {bubbles: true, data: "罚款"}));
    if (!await until(() => page.titles(), win)) return "no answer afterwards: " + status.textContent;
    if (new URLSearchParams(win.location.search).get("q") !== "罚款") return "the address is " + win.location.search;
  },

  async "a key of the input method is no key of the page"() {
    const {win, doc, input, frame} = await opened("search/index.html?q=" + encodeURIComponent("罚款"));
    if (!await until(() => doc.querySelector(".item-title a"), win)) return "no answer";
    input.focus();
    input.dispatchEvent(new win.KeyboardEvent("keydown", {key: "ArrowDown", bubbles: true, isComposing: true}));
    if (doc.activeElement !== input) return "the arrow that picks a character leaves the box";
  },

  async "filters are in the address, and back and forward lead through them"() {
    const page = await opened("search/index.html"), {win, doc, input, status} = page;
    const ask = () => Object.fromEntries(new URLSearchParams(win.location.search));
    input.value = "罚款";
    doc.querySelector("[data-search]").requestSubmit();
    if (!await until(() => page.titles(), win)) return "no answer: " + status.textContent;
    const all = page.titles(), first = status.textContent, kinds = [...doc.querySelectorAll(".search-facets section:first-child a")];
    if (ask().q !== "罚款" || kinds.length < 3) return "address " + win.location.search + ", " + kinds.length + " sections";
    const label = kinds[1].firstChild.textContent, n = kinds[1].querySelector(".n").textContent.trim();
    kinds[1].click();
    if (!await until(() => page.current().startsWith(label), win)) return "the filter is not followed: " + page.current();
    if (!ask().kind || ask().q !== "罚款") return "the address of a filter is " + win.location.search;
    if (!status.textContent.includes(" " + n + " 条")) return "the filter says " + n + ", the page " + status.textContent;
    if (doc.activeElement !== status) return "the focus is not on what the page says";
    const filtered = page.titles(), kind = ask().kind, address = win.location.search;
    win.history.back();
    if (!await until(() => !ask().kind && status.textContent === first && page.titles() === all, win)) return "back shows " + win.location.search + ", " + status.textContent;
    if (input.value !== "罚款") return "back leaves " + input.value + " in the box";
    win.history.forward();
    if (!await until(() => ask().kind === kind && page.titles() === filtered, win)) return "forward shows " + win.location.search;
    win.history.go(-2);
    if (!await until(() => !ask().q && doc.querySelector("[data-search-results]").hidden && !doc.querySelector("[data-search-index]").hidden, win)) return "the beginning shows " + status.textContent;
    if (input.value) return "the beginning has " + input.value + " in the box";
    const again = await opened("search/index.html" + address);
    if (!await until(() => again.titles() === filtered, again.win)) return "opened anew, the address shows " + again.status.textContent;
  },

  async "a page behind the last is the last"() {
    const page = await opened("search/index.html?page=99&q=" + encodeURIComponent("罚款"));
    if (!await until(() => page.titles(), page.win)) return "it shows nothing: " + page.status.textContent;
  },

  async "without a script there are the titles of all"() {
    const {doc} = await opened("plain/search/index.html");
    const links = [...doc.querySelectorAll("[data-search-index] .lines a")];
    if (doc.querySelector("[data-search-index]").hidden || links.length < 50) return links.length + " titles";
    if (doc.querySelector("[data-search-results]").offsetHeight) return "there is an empty box for results";
    for (const a of [...links, ...doc.querySelectorAll(".title-contents a, [data-search-index] .pager a")]) {
      const [address, id] = a.href.split("#"), answer = await fetch(address);
      if (!answer.ok || (id && !(await answer.text()).includes('id="' + id + '"'))) return a.href + " leads nowhere";
    }
  },
};

(async () => {
  for (const name in tries) {
    const problem = await tries[name]().catch(e => String(e));
    if (problem) said(name, problem);
    document.querySelectorAll("iframe").forEach(f => f.remove());
  }
  document.getElementById("result").textContent = JSON.stringify({seen: Object.keys(tries).length, found});
})();
