// The wall of screens: every player in a frame of its own size, scaled, at the moment of the slider.
"use strict";
(() => {
  const MINUTE = 60000, STEP = 10, WIDTH = 490, HEIGHT = 460;
  const get = id => document.getElementById(id);
  const slider = get("time"), frames = [];
  let data, start = 0, offset = 0, version = "", timer = 0;
  const words = { starts: "开始", ends: "结束", gap: "空档", clash: "冲突", crowded: "过密", emergency: "紧急" };

  const two = n => String(n).padStart(2, "0");
  // A date whose UTC fields are the wall clock of the site's zone.
  const local = t => new Date(t + offset * MINUTE);
  const dayOf = t => local(t).toISOString().slice(0, 10);
  const text = t => { const d = local(t); return `${d.getUTCFullYear()}年${d.getUTCMonth() + 1}月${d.getUTCDate()}日 周${"日一二三四五六"[d.getUTCDay()]} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`; };
  const iso = t => local(t).toISOString().slice(0, 19) + (offset < 0 ? "-" : "+") + two(Math.floor(Math.abs(offset) / 60)) + ":" + two(Math.abs(offset) % 60);
  const moment = () => start + slider.value * STEP * MINUTE;

  const list = (id, lines) => {
    const ul = get(id);
    ul.replaceChildren(...(lines.length ? lines : [["none", "没有"]]).map(([name, line]) => { const li = document.createElement("li"); li.className = name; li.textContent = line; return li; }));
  };

  // together says once what is the same on several screens, and names them.
  const together = rows => {
    const found = new Map();
    for (const [at, kind, line, label] of rows) {
      const key = at + kind + line, one = found.get(key) || { at, kind, line, labels: [] };
      if (!one.labels.includes(label)) one.labels.push(label);
      found.set(key, one);
    }
    return [...found.values()].sort((a, b) => a.at - b.at).map(o => [o.kind, `${o.line}（${o.labels.length === data.screens.length && o.labels.length > 1 ? "各屏" : o.labels.join("、")}）`]);
  };

  function side() {
    const day = dayOf(moment()), events = [], notes = [], held = [];
    for (const s of data.screens) {
      for (const e of s.events) {
        const t = Date.parse(e.at);
        if (dayOf(t) === day) events.push([t, e.kind, `${text(t).slice(-5)} ${e.text} ${words[e.kind]}`, s.label]);
      }
      for (const n of s.notes) notes.push([Date.parse(n.at), n.kind, `${text(Date.parse(n.at)).slice(5)} ${words[n.kind]}：${n.text}`, s.label]);
      for (const h of s.held) held.push([0, "held", h.text, s.label]);
    }
    list("events", together(events));
    list("notes", together(notes));
    list("held", together(held));
    list("problems", data.problems.map(p => ["problem", `${p.place} ${p.message}`]));
  }

  // Strips have no player: the pictures their cards get, those of the moment.
  function strips() {
    for (const view of document.querySelectorAll(".strip")) {
      const s = data.screens.find(s => s.name === view.dataset.name), scale = Math.max(1, Math.floor(WIDTH / s.size[0]));
      const due = (s.strip || []).filter(p => Date.parse(p.from) <= moment() && (!p.until || moment() < Date.parse(p.until)));
      view.replaceChildren(...due.map(p => {
        const box = document.createElement("div"), img = document.createElement("img");
        img.src = p.picture;
        img.alt = p.title;
        img.style.cssText = `height:${s.size[1] * scale}px`;
        box.append(img);
        return box;
      }));
      if (!due.length) view.textContent = "此刻没有可以播出的通知";
    }
  }

  function show() {
    get("moment").textContent = text(moment());
    side();
    strips();
    clearTimeout(timer);
    timer = setTimeout(() => {
      for (const f of frames) {
        const src = `/${f.dataset.path}?at=${encodeURIComponent(iso(moment()))}`;
        if (f.getAttribute("src") !== src) f.setAttribute("src", src);
      }
    }, 250);
  }

  function build() {
    frames.length = 0;
    get("screens").replaceChildren(...data.screens.map(s => {
      const figure = document.createElement("figure"), caption = document.createElement("figcaption"), place = document.createElement("span");
      caption.textContent = `${s.label}　`;
      place.textContent = `${s.size[0]}×${s.size[1]}　${s.place}${s.path ? "" : "　条屏：用 xiangwei export strip " + s.name + " 导出"}`;
      caption.append(place);
      if (s.path) {
        const scale = Math.min(1, WIDTH / s.size[0], HEIGHT / s.size[1]), view = document.createElement("div"), frame = document.createElement("iframe");
        view.className = "view";
        view.style.cssText = `width:${s.size[0] * scale}px;height:${s.size[1] * scale}px`;
        frame.title = s.label;
        frame.dataset.path = s.path;
        frame.style.cssText = `width:${s.size[0]}px;height:${s.size[1]}px;transform:scale(${scale})`;
        frames.push(frame);
        view.append(frame);
        figure.append(view);
      }
      if (!s.path) {
        const view = document.createElement("div");
        view.className = "strip";
        view.dataset.name = s.name;
        view.style.maxWidth = WIDTH + "px";
        figure.append(view);
      }
      figure.append(caption);
      return figure;
    }));
  }

  // leap goes to the next or the last moment at which something starts or ends.
  function leap(way) {
    const now = moment(), edges = data.screens.flatMap(s => s.events.concat(s.notes)).map(e => Date.parse(e.at)).filter(t => way > 0 ? t > now : t < now - STEP * MINUTE).sort((a, b) => way * (a - b));
    if (!edges.length) return;
    slider.value = Math.ceil((edges[0] - start) / (STEP * MINUTE));
    show();
  }

  async function load() {
    const answer = await fetch("/_xiangwei/wall.json");
    data = await answer.json();
    if (data.version === version && version) { side(); return; }
    version = data.version;
    if (!data.now) { get("moment").textContent = "网站还不能预览"; list("problems", data.problems.map(p => ["problem", `${p.place} ${p.message}`])); return; }
    start = Date.parse(data.now);
    const zone = /([+-])(\d\d):(\d\d)$/.exec(data.now);
    offset = zone ? (zone[1] === "-" ? -1 : 1) * (zone[2] * 60 + +zone[3]) : 0;
    slider.max = data.days * 24 * 60 / STEP;
    build();
    show();
  }

  slider.addEventListener("input", show);
  get("live").addEventListener("click", () => { slider.value = 0; show(); });
  get("next").addEventListener("click", () => leap(1));
  get("back").addEventListener("click", () => leap(-1));
  new EventSource("/_xiangwei/events").addEventListener("state", load);
  load();
})();
