// Live preview: loads the page again when the site has changed and shows its problems over the page. Served from memory
// by the preview alone; published pages never hold it. All text of problems is set as text, never as markup.
(() => {
  "use strict";
  const me = document.currentScript;
  const version = me.dataset.version || "";
  const alone = "alone" in me.dataset; // the page that stands in for a site not yet made
  const scrollKey = "xiangwei-scroll:" + location.pathname;
  const closedKey = "xiangwei-closed";
  let source = null, shown = "", leaving = false;

  // Private windows and strict settings may refuse storage; then places and choices are forgotten, nothing else.
  const store = {
    get(key) { try { return sessionStorage.getItem(key); } catch (e) { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, value); } catch (e) { /* see above */ } },
    drop(key) { try { sessionStorage.removeItem(key); } catch (e) { /* see above */ } },
  };

  function make(tag, name, text) {
    const e = document.createElement(tag);
    if (name) e.className = name;
    if (text !== undefined) e.textContent = text;
    return e;
  }

  // A shadow tree keeps the styles of the site and those of the panel apart.
  const host = make("div");
  const tree = host.attachShadow({ mode: "open" });
  const style = make("link");
  style.rel = "stylesheet";
  style.href = "/_xiangwei/live.css" + new URL(me.src).search; // kept by the browser under the same name
  const panel = make("section", "panel");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "网站中的问题");
  const badge = make("button", "badge");
  badge.type = "button";
  const lost = make("p", "lost", "与预览程序的连接已断开，正在重新连接……");
  lost.setAttribute("role", "status");
  panel.hidden = badge.hidden = lost.hidden = true;
  tree.append(style, panel, badge, lost);
  document.body.append(host);

  badge.addEventListener("click", () => {
    open(true);
    const first = panel.querySelector("button");
    if (first) first.focus();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && !panel.hidden && !alone) close();
  });

  function open(yes) {
    panel.hidden = !yes;
    badge.hidden = yes || !shown;
  }

  function close() {
    store.set(closedKey, shown);
    open(false);
  }

  function count(state) {
    const words = [];
    if (state.errors) words.push(state.errors + " 个错误");
    if (state.warnings) words.push(state.warnings + " 个提醒");
    return words.join("，");
  }

  // The column counts characters, not UTF-16 units.
  function frame(p) {
    const pre = make("pre");
    pre.append(make("span", "line", (p.line || "") + " │ "));
    const chars = Array.from(p.excerpt);
    const at = p.col - 1;
    if (at < 0 || at >= chars.length) {
      pre.append(p.excerpt);
      return pre;
    }
    pre.append(chars.slice(0, at).join(""), make("mark", "", chars[at]), chars.slice(at + 1).join(""));
    return pre;
  }

  function item(p) {
    const li = make("li", p.severity);
    const head = make("p", "head");
    head.append(make("strong", "", p.severity === "error" ? "错误" : "提醒"), make("code", "", p.place), make("span", "rule", p.rule));
    li.append(head, make("p", "message", p.message));
    if (p.excerpt) li.append(frame(p));
    if (p.hint) li.append(make("p", "hint", "改法：" + p.hint));
    for (const r of p.related || []) li.append(make("p", "hint", "另见 " + r.place + "：" + r.message));
    return li;
  }

  const most = 200; // a browser is slow with thousands, and nobody reads them
  function list(state) {
    // Errors first: they are why the page is not the newest.
    const all = state.problems || [];
    const sorted = all.filter((p) => p.severity === "error").concat(all.filter((p) => p.severity !== "error"));
    const ul = make("ul");
    for (const p of sorted.slice(0, most)) ul.append(item(p));
    if (sorted.length > most) ul.append(make("li", "", "……另有 " + (sorted.length - most) + " 个未列出"));
    return ul;
  }

  function fill(state) {
    if (alone) {
      document.getElementById("problems").replaceChildren(list(state));
      return;
    }
    const bar = make("header");
    bar.append(make("h2", "", count(state)));
    const button = make("button", "", "关闭");
    button.type = "button";
    button.addEventListener("click", close);
    bar.append(button);
    panel.replaceChildren(bar);
    if (state.errors) panel.append(make("p", "note", "网页仍是上一次没有错误时的样子；改正并保存后自动更新。"));
    panel.append(list(state));
    badge.textContent = count(state);
    badge.className = state.errors ? "badge error" : "badge";
    open(state.errors > 0 && store.get(closedKey) !== state.list);
  }

  async function problems(name) {
    if (!name) {
      shown = "";
      open(false);
      store.drop(closedKey);
      return;
    }
    const answer = await fetch("/_xiangwei/state.json", { cache: "no-store" });
    const state = await answer.json();
    if (state.list !== name) return; // a newer event is on its way
    shown = name;
    fill(state);
  }

  function news(state) {
    if (state.version !== version) {
      leaving = true;
      store.set(scrollKey, scrollX + " " + scrollY);
      location.reload();
      return;
    }
    if (state.list !== shown) problems(state.list).catch(() => { /* the stream notices that the server is gone */ });
  }

  function listen() {
    if (source || leaving) return;
    source = new EventSource("/_xiangwei/events?page=" + encodeURIComponent(location.pathname));
    source.addEventListener("state", (e) => {
      lost.hidden = true;
      news(JSON.parse(e.data));
    });
    source.addEventListener("error", () => {
      lost.hidden = leaving;
      // A refused stream is not opened again by the browser.
      if (source && source.readyState === EventSource.CLOSED) {
        hush();
        setTimeout(() => { if (!document.hidden) listen(); }, 2000);
      }
    });
  }

  function hush() {
    if (source) source.close();
    source = null;
  }

  // A browser opens six connections to one host: streams of tabs nobody sees would leave none for pages. The first event
  // of a new stream tells what was missed.
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", () => { leaving = true; hush(); });
  addEventListener("pageshow", (e) => { if (e.persisted) { leaving = false; listen(); } });

  const place = store.get(scrollKey);
  if (place) {
    store.drop(scrollKey);
    const [x, y] = place.split(" ").map(Number);
    const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
    back();
    addEventListener("load", back); // images may have moved it
  }
  if (!document.hidden) listen();
})();
