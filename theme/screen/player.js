// The player of one venue screen. The page holds everything: plan, slides, pictures. What shows is decided here, every
// quarter of a second, from the plan and the clock in the site's zone, so that it goes on without a network; the order of
// precedence is that of package screen, and a test compares both. Written for Chrome 62, which knows ES2017.
(function () {
  "use strict";
  var plan, slides, alerts;
  var doc = document, root = doc.documentElement, body = doc.body;
  var layers = doc.querySelectorAll(".layer"), front = 0;
  var shown = null;       // {key, id, parts, part, since}
  var changeAt = 0;       // on the monotonic clock
  var broken = {};        // ids of slides that failed, until the next plan
  var fitted = {};        // parts and sizes of slides that were fitted, until the next plan or size
  var waiting = null;     // a newer page, taken between two slides
  var stale = false;      // a newer program waits for the next start
  var params = {};
  location.search.slice(1).split("&").forEach(function (p) {
    var i = p.indexOf("=");
    if (i > 0) try { params[p.slice(0, i)] = decodeURIComponent(p.slice(i + 1)); } catch (e) { /* not ours */ }
  });
  var simulated = "at" in params, shift = 0;
  var FADE = 300;

  function get(id) { return doc.getElementById(id); }
  function now() { return Date.now() + shift; }
  function steady() { return performance.now(); }
  function keep(name, value) { try { localStorage.setItem("xiangwei:" + plan.screen + ":" + name, JSON.stringify(value)); } catch (e) { /* full or forbidden */ } }
  function kept(name) { try { return JSON.parse(localStorage.getItem("xiangwei:" + plan.screen + ":" + name)); } catch (e) { return null; } }

  // ---- Plan ----

  // read takes plan and slides out of a page; it throws on anything that is not a whole page of this screen.
  function read(d) {
    var p = JSON.parse(d.getElementById("plan").textContent), found = {};
    if (p.format !== 1 || !p.screen || !p.version || !(p.slides instanceof Array)) throw new Error("not a plan");
    [].forEach.call(d.querySelectorAll("template[data-id]"), function (t) { found[t.getAttribute("data-id")] = t; });
    p.slides.forEach(function (s) { if (!found[s.id]) throw new Error("no slide " + s.id); });
    var a = JSON.parse(d.getElementById("alerts").textContent);
    return { plan: p, slides: found, alerts: checked(a) };
  }

  var DAY = 864e5;
  function checked(a) {
    if (!a || typeof a.revised !== "number" || !(a.list instanceof Array)) throw new Error("no alerts");
    return { revised: a.revised, list: a.list.filter(function (e) {
      return e && typeof e.text === "string" && e.until > e.from && e.until - e.from <= DAY;
    }) };
  }

  function take(page) {
    plan = page.plan;
    slides = page.slides;
    broken = {};
    fitted = {};
    floor = plan.floor;
    if (!alerts || page.alerts.revised >= alerts.revised) alerts = page.alerts;
    get("bureau").textContent = plan.bureau;
    caption("");
    sizes();
  }

  // caption writes which part of a slide this is, and screen, version and time of building. Ribbons have room for two
  // short lines, the lowest for one, in which version and time take turns.
  var captions = 0;
  function caption(part) {
    var code = get("code"), version = plan.version.slice(0, 6), built = plan.built;
    if (plan.shape !== "ribbon") {
      get("part").textContent = part;
      code.textContent = plan.screen + " 版本 " + version + " · 生成 " + built + (stale ? " · 待重启" : "");
      return;
    }
    version = (part ? part + " " : "") + version.slice(0, 4) + (stale ? "*" : "");
    built = built.slice(5);
    get("part").textContent = "";
    code.textContent = innerHeight >= 56 ? version + "\n" + built : captions++ % 2 ? built : version;
  }

  function sizes() {
    var w = innerWidth, h = innerHeight, ribbon = plan.shape === "ribbon";
    var bar = ribbon ? Math.max(14, Math.round(h * 0.36)) : Math.max(plan.floor, Math.round(Math.min(w, h) * 0.034));
    var code = Math.max(14, Math.round(bar * 0.4));
    if (ribbon) bar = Math.min(bar, 40);
    root.style.setProperty("--bar", bar + "px");
    root.style.setProperty("--code", code + "px");
    // Where frame and code would take what the text needs, they stand on the safe page alone.
    body.classList.toggle("tiny", ribbon ? Math.max(bar * 2.9, code * 6.4) > w * 0.35 : h - bar * 2.1 - code * 2 < 3 * plan.floor);
    root.style.setProperty("--end", Math.round(Math.max(bar * 2.9, code * 6.4)) + 10 + "px");
  }

  // ---- Time ----

  function day(t) { return Math.floor((t + plan.offset * 6e4) / DAY); }
  function minute(t) { return Math.floor((t + plan.offset * 6e4 - day(t) * DAY) / 6e4); }
  function weekday(t) { return (day(t) + 4) % 7; } // 1970-01-01 was a Thursday
  function within(span, m) { return span[0] < span[1] ? m >= span[0] && m < span[1] : m >= span[0] || m < span[1]; }
  function doubtful(t) { return t < plan.made || t - plan.made > plan.fresh; }
  function open(t) {
    var m = minute(t), today = weekday(t);
    if (!plan.hours.length) return plan.closed.indexOf(today) < 0;
    return plan.hours.some(function (h) {
      var d = h[0] >= h[1] && m < h[1] ? (today + 6) % 7 : today;
      return within(h, m) && plan.closed.indexOf(d) < 0;
    });
  }
  function onTurn(turn, d) {
    if (!turn || turn[0] <= turn[2]) return true;
    var place = (turn[1] - d * turn[2]) % turn[0];
    if (place < 0) place += turn[0];
    return place < turn[2];
  }
  function due(s, t) { return t >= s.from && (!s.until || t < s.until) && onTurn(s.turn, day(t)) && !broken[s.id]; }

  // at says what shows at a moment: the same as Plan.At.
  function at(t) {
    var alarms = alerts.list.filter(function (e) { return t >= e.from && t < e.until; });
    if (alarms.length) return { state: "alerting", items: alarms.map(function (e) { return { id: e.id, alert: e, title: e.text }; }) };
    if (doubtful(t)) {
      var later = Math.max(t, plan.made);
      var items = plan.slides.filter(function (s) { return s.rank === 4 && s.spoken && due(s, later); });
      return { state: items.length ? "doubting" : "doubt-safe", items: items };
    }
    if (!open(t)) return { state: "resting", items: [] };
    var round = plan.slides.filter(function (s) { return due(s, t); });
    return { state: round.length ? "rotating" : "empty", items: round };
  }

  var WEEK = "日一二三四五六";
  function two(n) { return n < 10 ? "0" + n : "" + n; }
  function clockText(t) { var m = minute(t); return two(Math.floor(m / 60)) + ":" + two(m % 60); }
  function dateText(t) {
    var d = new Date(day(t) * DAY);
    return d.getUTCFullYear() + "年" + (d.getUTCMonth() + 1) + "月" + d.getUTCDate() + "日　星期" + WEEK[weekday(t)];
  }

  // ---- Text ----

  function escapeRegExp(s) { return s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }
  var unbroken = null, unbrokenFor = null;
  // What is never broken across lines: the site's own list, names of laws, articles, dates and numbers with their units.
  function unbrokenPattern() {
    if (unbrokenFor !== plan) {
      var words = plan.noBreak.slice().sort(function (a, b) { return b.length - a.length; }).map(escapeRegExp);
      words.push("《[^》]{1,10}》", "（[^）]{1,5}）", "周[一二三四五六日]", "星期[一二三四五六日]", "\\d\\d?:\\d\\d[至—–-]\\d\\d?:\\d\\d", "至(?:次日)?\\d\\d?:\\d\\d", "第[〇零一二三四五六七八九十百千]+[条款项]", "(?:\\d+年)?\\d+月\\d+日(?:\\d+[时:：]\\d*分?)?", "\\d[\\d.,:]*(?:个?工作日|[年月日时分秒元件人家起次场条个万亿号岁倍天%])+", "[A-Za-z0-9][A-Za-z0-9.,:/@_+%#?=&~-]*");
      unbroken = new RegExp(words.join("|"), "g");
      unbrokenFor = plan;
    }
    return unbroken;
  }

  // segment cuts a text into words where the browser knows how: 2017's by a function of its own engine.
  var segment = (function () {
    try {
      if (Intl.Segmenter) {
        var cutter = new Intl.Segmenter("zh", { granularity: "word" });
        return function (text) {
          var out = [], all = cutter.segment(text)[Symbol.iterator](), s;
          while (!(s = all.next()).done) out.push(s.value.segment);
          return out;
        };
      }
      if (Intl.v8BreakIterator) {
        var old = new Intl.v8BreakIterator(["zh"], { type: "word" });
        return function (text) {
          var out = [], from = 0, to;
          old.adoptText(text);
          old.first();
          while ((to = old.next()) !== -1) { out.push(text.slice(from, to)); from = to; }
          return out;
        };
      }
    } catch (e) { /* characters will do */ }
    return function (text) { return text.match(/[A-Za-z0-9][A-Za-z0-9.,:\/@_-]*|[\uD800-\uDBFF][\uDC00-\uDFFF]|[^]/g) || []; };
  })();

  var OPENING = /[（《〈「『【〔“‘(\[]$/, CLOSING = /^[\s，。、；：？！）》〉」』】〕”’,.;:?!)\]%‰℃…—～·]/;

  // tokens cuts a text into what stays on one line: a word, what is never broken, with the punctuation that may not begin
  // or end a line (GB/T 15834).
  var memo = {}, memos = 0;
  function tokens(text) {
    if (memo[text]) return memo[text];
    var out = [], pattern = unbrokenPattern(), last = 0, m;
    function add(s, kind) {
      var before = out[out.length - 1];
      if (before && (CLOSING.test(s) || OPENING.test(before.s))) {
        before.s += s;
        before.kind = before.kind === "nb" || kind === "nb" ? "nb" : "nb own";
      } else out.push({ s: s, kind: kind });
    }
    function words(s) { if (s) segment(s).forEach(function (w) { add(w, w.length > 1 ? "nb own" : ""); }); }
    pattern.lastIndex = 0;
    while ((m = pattern.exec(text))) {
      if (!m[0]) { pattern.lastIndex++; continue; }
      words(text.slice(last, m.index));
      if (plan.noBreak.indexOf(m[0]) >= 0) add(m[0], "nb");
      // Addresses break behind their signs, and what is longer still wherever the line ends.
      else (m[0].length > 20 ? m[0].match(/[^/?&=._-]+(?::\/\/|[/?&=._-]+|$)|[^]/g) : [m[0]]).forEach(function (s) { add(s, s.length > 20 ? "" : "nb own"); });
      last = m.index + m[0].length;
    }
    words(text.slice(last));
    if (memos++ > 200) { memo = {}; memos = 0; }
    return (memo[text] = out);
  }

  // put fills an element with text, keeping together what must not be broken.
  function put(el, text) {
    tokens(text).forEach(function (t) {
      var span = doc.createElement("span");
      span.className = "token " + t.kind;
      span.textContent = t.s;
      el.appendChild(span);
    });
  }

  function make(tag, name, text) {
    var e = doc.createElement(tag);
    if (name) e.className = name;
    if (text) put(e, text);
    return e;
  }

  // pieces cuts a text at the ends of sentences, and long sentences at commas.
  function pieces(text) {
    var out = [];
    (text.match(/[^。！？；]+[。！？；”』）]*|[。！？；]+/g) || []).forEach(function (s) {
      if (s.length <= 30) out.push(s);
      else [].push.apply(out, s.match(/[^，、：]+[，、：]*|[，、：]+/g));
    });
    return out;
  }

  // units are what parts are made of: blocks that stay whole, and pieces of paragraphs.
  function units(text) {
    var out = [];
    [].forEach.call(text.children, function (block, n) {
      if (block.hasAttribute("data-whole")) { out.push({ whole: block, size: 20 + 10 * block.querySelectorAll(".bar, .parts").length }); return; }
      var b = block.querySelector("b"), label = b ? b.textContent : "";
      pieces(block.textContent.slice(label.length)).forEach(function (s) { out.push({ block: n, label: label, s: s, size: s.length }); });
    });
    return out;
  }

  // halve cuts the longest piece in two near its middle, where a reader pauses; false when no piece can be cut.
  function halve(list) {
    var best = -1;
    list.forEach(function (u, n) { if (!u.whole && u.size > 1 && (best < 0 || u.size > list[best].size)) best = n; });
    if (best < 0) return false;
    var u = list[best], words = tokens(u.s), at = 0, cut = 0, least = Infinity;
    for (var n = 0; n + 1 < words.length; n++) {
      at += words[n].s.length;
      var cost = Math.abs(2 * at - u.size) / u.size + loss(words[n].s, words[n + 1].s);
      if (cost < least) { least = cost; cut = at; }
    }
    if (!cut) return false;
    var a = u.s.slice(0, cut), b = u.s.slice(cut);
    list.splice(best, 1, { block: u.block, label: u.label, s: a, size: a.length }, { block: u.block, label: u.label, s: b, size: b.length });
    return true;
  }

  // groups deals units into k parts of about the same length.
  function groups(list, k) {
    var total = 0, sum = 0, out = [];
    list.forEach(function (u) { total += u.size; });
    list.forEach(function (u) {
      var n = Math.min(k - 1, Math.floor((sum + u.size / 2) / total * k));
      sum += u.size;
      (out[n] = out[n] || []).push(u);
    });
    out = out.filter(Boolean);
    // The few words a block begins with at the end of a part go to the next.
    for (var n = 0; n + 1 < out.length; n++) {
      var last = out[n][out[n].length - 1], next = out[n + 1][0], length = 0, from = out[n].length;
      if (last.whole || next.whole || last.block !== next.block) continue;
      while (from > 0 && out[n][from - 1].block === last.block) length += out[n][--from].size;
      if (from > 0 && length < 14) out[n + 1] = out[n].splice(from).concat(out[n + 1]);
    }
    return out;
  }

  // ---- Slides ----

  // compose builds one part of a slide: the frame with tag, title and code, and the units of this part.
  // Inline, the title runs before the text in the first part, where it would leave no room beside it.
  function compose(source, group, loose, inline) {
    var article = make("article", "slide" + (loose ? " loose" : "")), box = make("div", "box"), fit = make("div", "fit");
    article.appendChild(box);
    box.appendChild(fit);
    [].forEach.call(source.children, function (c) {
      if (c.classList.contains("qr") || inline && c.classList.contains("title") || c.classList.contains("meta") && c.textContent.trim() === plan.bureau) return;
      if (!c.classList.contains("text")) {
        var e = make(c.tagName.toLowerCase(), c.className);
        put(e, c.textContent.trim());
        fit.appendChild(e);
        return;
      }
      var text = make("div", c.className), p = null, block = null;
      group.forEach(function (u) {
        if (u.whole) { text.appendChild(u.whole.cloneNode(true)); return; }
        if (u.block !== block) {
          if (p) close(p);
          block = u.block;
          p = make("p", block < 0 ? "headline" : "");
          p.label = u.label;
          p.words = "";
          text.appendChild(p);
        }
        p.words += u.s;
      });
      if (p) close(p);
      if (text.classList.contains("figures")) {
        article.classList.add("has-figures");
        if (text.children.length === 1) text.classList.add("one");
      }
      fit.appendChild(text);
    });
    var code = source.querySelector(".qr");
    if (code && plan.qr) {
      var side = make("div", "side");
      side.appendChild(code.cloneNode(true));
      side.appendChild(make("p", "", "扫码看全文"));
      article.appendChild(side);
    }
    return article;
  }
  function close(p) {
    if (p.label) p.appendChild(make("b", "", p.label));
    put(p, p.words);
  }

  function alertSlide(e, group, loose) {
    var article = make("article", "slide alert" + (e.drill ? " drill" : "") + (loose ? " loose" : "")), box = make("div", "box"), fit = make("div", "fit");
    fit.appendChild(make("h1", "title", e.drill ? "演练" : "紧急通知"));
    var text = make("div", "text"), words = "";
    group.forEach(function (u) { words += u.s; });
    text.appendChild(make("p", "", words));
    fit.appendChild(text);
    fit.appendChild(make("p", "meta", plan.bureau + "　至" + (day(e.until) !== day(e.from) ? "次日" : "") + clockText(e.until)));
    box.appendChild(fit);
    article.appendChild(box);
    return article;
  }

  function safeSlide(t) {
    var article = make("article", "slide safe"), box = make("div", "box"), fit = make("div", "fit");
    fit.appendChild(make("h1", "title", plan.bureau));
    var time = make("span", "time clock", clockText(t)), date = make("span", "date clock", dateText(t));
    time.setAttribute("data-clock", "time");
    date.setAttribute("data-clock", "date");
    if (!doubtful(t)) { // no time is better than a wrong one
      fit.appendChild(time);
      fit.appendChild(date);
    }
    box.appendChild(fit);
    article.appendChild(box);
    return article;
  }

  var SMALL = 0.46, floor = 0; // floor: the least size tried
  function fits(article, size) {
    root.style.setProperty("--f", size + "px");
    root.style.setProperty("--s", Math.max(floor, Math.round(size * SMALL)) + "px");
    var box = article.querySelector(".box"), fit = box.firstChild;
    if (fit.offsetHeight > box.clientHeight || fit.scrollWidth > box.clientWidth) return false;
    return plan.shape !== "ribbon" || [].every.call(fit.children, function (e) { return e.scrollWidth <= e.clientWidth + 1; });
  }

  // largest returns the largest size at which a part fits, 0 when it does not even fit at the floor.
  function largest(article, top) {
    var low = floor, high = Math.max(low, top);
    if (!fits(article, low)) return 0;
    while (low < high) {
      var middle = Math.ceil((low + high) / 2);
      if (fits(article, middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function top(alarm) {
    var w = innerWidth, h = innerHeight;
    if (plan.shape === "ribbon") return Math.floor(h * 0.82);
    if (alarm) return Math.floor(Math.max(w, h) * 0.5);
    return Math.floor(plan.shape === "tall" ? w * 0.17 : h * 0.2);
  }

  // measure lays a part out in the hidden layer and returns its largest size.
  function measure(layer, article, alarm) {
    layer.textContent = "";
    layer.appendChild(article);
    return largest(article, top(alarm));
  }

  var MOST = 150; // characters of a part: more takes over forty seconds to read
  var PARTS = 40;

  // parts splits a slide into as few parts as fit at the floor, all at the size of the fullest. Figures are to be big: they
  // are dealt out further rather than made small.
  function parts(layer, list, build, alarm) {
    // A word that is wider than the screen at the smallest size is so in every part.
    var whole = build(list);
    layer.textContent = "";
    layer.appendChild(whole);
    fits(whole, floor);
    if (whole.querySelector(".fit").scrollWidth > whole.querySelector(".box").clientWidth) throw new Error("too wide");
    if (list.length > 1 && list[0].whole) {
      var roomy = split(layer, list.slice(), build, alarm, Math.min(floor * 1.7, top(alarm)), list.length);
      if (roomy) return roomy;
    }
    var found = split(layer, list, build, alarm, 1, PARTS);
    if (!found) throw new Error("does not fit");
    return found;
  }

  function split(layer, list, build, alarm, least, most) {
    for (var k = 1; k <= most; k++) {
      while (list.length < k && halve(list)) { /* smaller pieces */ }
      var dealt = groups(list, Math.min(k, list.length) || 1), size = top(alarm), good = true;
      if (!dealt.length) dealt = [[]];
      for (var n = 0; n < dealt.length && good; n++) {
        var length = dealt[n].reduce(function (sum, u) { return sum + u.size; }, 0);
        var own = length > MOST && dealt.length < list.length ? 0 : measure(layer, build(dealt[n]), alarm);
        good = own >= least;
        size = Math.min(size, own);
      }
      if (good) return { dealt: dealt, size: size, build: build };
      if (k >= list.length && !halve(list)) break;
    }
    return null;
  }

  // loss says how much a line break between two tokens disturbs a reader: least at the end of a sentence or clause, most
  // before a particle that belongs to what stands before it.
  function loss(before, after) {
    if (/[。！？；：…]["”’）》]*$/.test(before)) return 0;
    if (/，["”’）》]*$/.test(before)) return 0.02;
    if (/[、）》”\s]$/.test(before)) return 0.12;
    if (/^[的了地得等们之者]/.test(after)) return 0.7;
    if (/^.[，。、；：！？]/.test(after)) return 0.8;
    if (/^[（《“]/.test(after)) return 0.15;
    if (/[不未没无将已被把在对向从按由为与和及或的第至到]$/.test(before) && !/目的$/.test(before)) return before.slice(-1) === "的" ? 0.25 : 0.55;
    return 0.3;
  }

  // arrange breaks a block anew into as many lines as it has: where a reader pauses, of about the same length, and with no
  // word alone on the last. The browsers of player boxes fill each line and leave the rest.
  function arrange(block) {
    var list = [].slice.call(block.children), height = block.offsetHeight, room = block.clientWidth;
    var n = Math.round(height / parseFloat(getComputedStyle(block).lineHeight));
    if (n < 2 || list.length > 200) return;
    var size = list.map(function (e) { var r = e.getBoundingClientRect(); return r.width + (e.tagName === "B" ? parseFloat(getComputedStyle(e).marginRight) : 0); });
    var sum = [0];
    size.forEach(function (w) { sum.push(sum[sum.length - 1] + w); });
    var total = sum[list.length], mean = total / n, best = [[]], from = [[]];
    best[0][0] = 0;
    for (var k = 1; k <= n; k++) {
      best[k] = [];
      from[k] = [];
      for (var j = k; j <= list.length; j++) {
        for (var i = j - 1; i >= k - 1 && sum[j] - sum[i] <= room + 0.5; i--) {
          if (best[k - 1][i] === undefined) continue;
          var wide = sum[j] - sum[i], off = (wide - mean) / mean, cost = best[k - 1][i] + off * off * (k === n ? 0.5 : 1);
          if (k === n && wide < mean * 0.4) cost += 0.6;
          if (j < list.length) cost += list[j - 1].tagName === "B" ? 9 : loss(list[j - 1].textContent, list[j].textContent);
          if (!(best[k][j] <= cost)) { best[k][j] = cost; from[k][j] = i; }
        }
      }
    }
    if (best[n][list.length] === undefined) return;
    var lines = [];
    for (var end = list.length, at = n; at > 0; at--) { lines.unshift(list.slice(from[at][end], end)); end = from[at][end]; }
    block.textContent = "";
    lines.forEach(function (line) {
      var span = doc.createElement("span");
      span.className = "line";
      line.forEach(function (e) { span.appendChild(e); });
      block.appendChild(span);
    });
    if (block.offsetHeight <= height + 1 && block.scrollWidth <= room + 1) return;
    block.textContent = "";
    list.forEach(function (e) { block.appendChild(e); });
  }
  function arrangeAll(article) {
    if (scrolls() || article.classList.contains("loose")) return;
    [].forEach.call(article.querySelectorAll(".title, .text p"), arrange);
  }

  function characters(article) {
    var n = 0;
    [].forEach.call(article.querySelectorAll(".title, .text"), function (e) { n += e.textContent.replace(/\s/g, "").length; });
    return n;
  }

  var PACE = 70; // characters a minute; rules for strips ask for 60 to 80
  function dwell(n) {
    var ms = Math.max(5000, 2000 + n * 250);
    if (plan.dwell === "strip") return Math.max(15000, ms);
    return ms;
  }

  // prepareAlert finds a way to show an emergency on any screen: words are broken and the legible size is left before it stays away.
  function prepareAlert(e, layer) {
    var ways = [[false, plan.floor], [true, plan.floor], [true, 16], [true, 12]];
    for (var n = 0; n < ways.length; n++) {
      floor = ways[n][1];
      try {
        return parts(layer, pieces(e.text).map(function (s) { return { block: 0, label: "", s: s, size: s.length }; }), function (g) { return alertSlide(e, g, ways[n][0]); }, true);
      } catch (err) { /* the next way */ } finally { floor = plan.floor; }
    }
    return { dealt: [[{ block: 0, label: "", s: e.text, size: e.text.length }]], build: function (g) { return alertSlide(e, g, true); }, size: 12 };
  }

  function prepare(item, layer, t) {
    if (item.safe) return { dealt: [[]], build: function () { return safeSlide(t); }, size: 0 };
    if (item.alert) return prepareAlert(item.alert, layer);
    if (fitted[item.id]) return fitted[item.id];
    var source = slides[item.id].content, list = source.querySelector(".text");
    if (!list) throw new Error("no text");
    if (scrolls()) return { dealt: [units(list)], build: function (g) { return compose(source, g, true); }, size: Math.floor(innerHeight * 0.62) };
    // On a very small screen dates and names of laws may break, then the title runs with the text, rather than that a text
    // stays away; the site's own list is never broken.
    function way(loose, inline) {
      var all = units(list);
      if (inline) all = pieces(source.querySelector(".title").textContent).map(function (s) { return { block: -1, label: "", s: s, size: s.length }; }).concat(all);
      return parts(layer, all, function (g) { return compose(source, g, loose, inline); }, false);
    }
    for (var n = 0; n < 4; n++) {
      try { return (fitted[item.id] = way(n % 2 > 0, n > 1)); } catch (e) { if (n === 3) throw e; }
    }
  }

  // ---- Rotation ----

  function show(item, n, t, state) {
    var back = layers[1 - front];
    back.className = "layer";
    body.classList.toggle("alerting", state === "alerting");
    body.classList.toggle("resting", !!item.safe);
    var key = item.id + (item.alert ? item.alert.revised || "" : "") + plan.version;
    var set = shown && shown.key === key && n > 0 ? shown.set : prepare(item, back, t);
    if (item.safe) { // a name has no parts, so it may be as small as it must
      floor = 8;
      set.size = measure(back, set.build(), false) || floor;
      floor = plan.floor;
    }
    var article = set.build(set.dealt[n]);
    back.textContent = "";
    back.appendChild(article);
    fits(article, set.size);
    // Sizes belong to the slide from here on: the next one is measured while this one stands.
    article.style.setProperty("--f", root.style.getPropertyValue("--f"));
    article.style.setProperty("--s", root.style.getPropertyValue("--s"));
    arrangeAll(article);
    article.setAttribute("data-slide", item.id);
    article.setAttribute("data-page", n + 1);
    var tag = article.querySelector(".tag");
    get("tag").textContent = tag ? tag.textContent : "";
    caption(set.dealt.length > 1 ? n + 1 + "/" + set.dealt.length : "");
    var count = characters(article), stay = dwell(count);
    if (scrolls() && !item.safe && !item.alert) stay = scroll(article, count);
    var old = layers[front];
    front = 1 - front;
    if (shown) {
      back.style.opacity = 0;
      back.className = "layer coming";
      void back.offsetWidth; // the transition begins from here
      back.style.opacity = "";
      setTimeout(function () { if (layers[front] === back) stand(back, old); }, FADE);
    } else stand(back, old); // the first slide is there when the page is first painted
    header(t);
    tally();
    shown = { key: key, id: item.id, item: item, set: set, part: n, state: state, since: steady(), title: item.title || plan.bureau };
    changeAt = steady() + stay;
  }

  // stand leaves the layer that came alone on the screen.
  function stand(back, old) {
    back.className = "layer on";
    old.className = "layer";
    old.textContent = "";
  }

  function scrolls() { return plan.dwell === "scroll" && plan.shape === "ribbon"; }

  // scroll lets a line run by at constant speed, from one end to the other.
  function scroll(article, n) {
    var fit = article.querySelector(".fit"), box = article.querySelector(".box");
    article.classList.add("rolling");
    fit.classList.add("ticker");
    // The line's own width can fall short of its parts (seen with a long title): it is made as wide as what it holds.
    var wide = Math.max(fit.offsetWidth, fit.scrollWidth), speed = wide / Math.max(1, n) * PACE / 6e4; // pixels a millisecond
    fit.style.width = wide + "px";
    // A text too short for the least time begins further out: it never runs slower than the rules ask.
    var from = Math.max(box.clientWidth, Math.ceil(15000 * speed) - wide), ms = (from + wide) / speed;
    fit.style.transform = "translateX(" + from + "px)";
    void fit.offsetWidth;
    fit.style.transition = "transform " + ms + "ms linear";
    fit.style.transform = "translateX(" + -wide + "px)";
    return ms;
  }

  var SAFE = { id: "safe", safe: true, title: "" };

  function step(t, scene) {
    if (waiting) {
      var page = waiting;
      waiting = null;
      take(page);
      scene = at(t);
    }
    var list = scene.items.length ? scene.items : [SAFE];
    // The rest of a slide's parts comes first, as long as it is due.
    var index = -1;
    list.forEach(function (s, n) { if (shown && s.id === shown.id) index = n; });
    if (index >= 0 && shown.part + 1 < shown.set.dealt.length && shown.key === list[index].id + (list[index].alert ? list[index].alert.revised || "" : "") + plan.version) {
      return show(list[index], shown.part + 1, t, scene.state);
    }
    var start = index < 0 ? after(list) : shown.key ? index + 1 : index;
    for (var k = 0; k < list.length; k++) {
      var item = list[(start + k) % list.length];
      try {
        if (shown && shown.id === item.id && list.length === 1 && shown.set.dealt.length === 1 && shown.state === scene.state && shown.key === item.id + (item.alert ? item.alert.revised || "" : "") + plan.version) {
          tally();
          shown.since = steady();
          changeAt = steady() + 5000;
          return;
        }
        return show(item, 0, t, scene.state);
      } catch (e) {
        if (item.safe) throw e;
        broken[item.id] = true;
      }
    }
    show(SAFE, 0, t, "empty");
  }

  // after finds where the round goes on when what stood is no longer due.
  function after(list) {
    if (!shown || !plan) return 0;
    var order = {};
    plan.slides.forEach(function (s, n) { order[s.id] = n; });
    for (var n = 0; n < list.length; n++) if (order[list[n].id] > order[shown.id]) return n;
    return 0;
  }

  // header writes the clock as fully as the bureau's name leaves room for.
  function header(t) {
    get("mark").hidden = !doubtful(t);
    var text = clockText(t), date = dateText(t).replace(/^\d+年/, "").split("　星期"), bureau = get("bureau"), clock = get("clock");
    var forms = plan.shape === "ribbon" ? [text] : [date[0] + " 周" + date[1] + " " + text, "周" + date[1] + " " + text, text];
    if (doubtful(t)) forms = [""]; // the mark stands in its place
    bureau.style.visibility = "";
    for (var n = 0; n < forms.length; n++) {
      clock.textContent = forms[n];
      if (bureau.scrollWidth <= bureau.clientWidth) return;
    }
    bureau.style.visibility = "hidden"; // rather none than half a name
  }

  // ready fits one slide of the round that was not yet, while another stands: a change is then no more than a change, and
  // what the browser keeps of a slide it keeps from the first minute on.
  function ready(scene) {
    if (scrolls() || !shown || steady() - shown.since < 2 * FADE || changeAt - steady() < 1500) return;
    for (var n = 0; n < scene.items.length; n++) {
      var item = scene.items[n], back = layers[1 - front];
      if (item.alert || fitted[item.id]) continue;
      try { prepare(item, back, 0); } catch (e) { broken[item.id] = stirred = true; }
      back.textContent = "";
      return;
    }
  }

  // beat runs four times a second, so that a slide changes when its time is over; what shows is decided anew each second,
  // and when something came in between.
  var scene = null, stands = false, second = NaN, stirred = false, lastClock = "", lastShift = -1;
  function beat() {
    try {
      var t = now();
      if (Math.floor(t / 1000) !== second || stirred) {
        second = Math.floor(t / 1000);
        stirred = false;
        scene = at(t);
        stands = shown && shown.state === scene.state && (scene.items.length ? scene.items.some(function (s) { return s.id === shown.id; }) : shown.id === "safe");
        tick(t);
      }
      if (!stands || steady() >= changeAt) {
        stirred = true;
        step(t, at(t));
      } else ready(scene);
    } catch (e) {
      // The last good slide stays; the next beat tries again.
      changeAt = steady() + 5000;
    }
  }

  function tick(t) {
    var text = clockText(t);
    if (text !== lastClock) {
      lastClock = text;
      header(t);
      [].forEach.call(doc.querySelectorAll("[data-clock=time]"), function (e) { e.textContent = text; });
      [].forEach.call(doc.querySelectorAll("[data-clock=date]"), function (e) { e.textContent = dateText(t); });
      if (!get("log").hidden) log();
    }
    dim(t, scene.state);
    drift(t);
  }

  var level = "";
  function dim(t, state) {
    // Neither an emergency nor a screen whose clock is wrong goes dark.
    var night = state !== "alerting" && !doubtful(t) && (plan.night && within(plan.night, minute(t)) || state === "resting");
    var next = night ? "brightness(" + plan.brightness / 100 + ")" : "";
    if (next !== level) get("stage").style.filter = level = next;
  }

  // drift moves everything by a few pixels each minute against burn-in.
  function drift(t) {
    var n = Math.floor(t / 6e4) % 8;
    if (n === lastShift) return;
    lastShift = n;
    var d = plan.shape === "ribbon" ? 1 : 3, a = n * Math.PI / 4;
    get("stage").style.transform = "translate(" + Math.round(d * Math.cos(a)) + "px," + Math.round(d * Math.sin(a)) + "px)";
  }

  // ---- Updates ----

  // What fails is tried again soon, then less and less often, but never later than one interval after the last attempt: a
  // server that is back, and the emergency it may bring, is noticed within one interval. Jitter keeps screens apart.
  var etag = "", failures = 0, asked = 0, timer = 0;
  function later() {
    var most = plan.poll * 1000, wait = failures ? Math.min(most, 5000 * Math.pow(2, Math.min(failures, 9) - 1)) : most;
    wait = wait * (0.75 + Math.random() * 0.25) - (steady() - asked);
    clearTimeout(timer);
    timer = setTimeout(poll, Math.max(1000, wait));
  }
  // soon asks at once when the box says that it has a network again.
  function soon() {
    if (!timer) return; // an answer is under way
    clearTimeout(timer);
    timer = setTimeout(poll, 500 + Math.random() * 1500);
  }
  function ask(address, tag, done) {
    var r = new XMLHttpRequest();
    r.open("GET", address);
    r.timeout = Math.min(20, plan.poll / 2) * 1000;
    if (tag) r.setRequestHeader("If-None-Match", tag);
    r.onload = function () { done(r.status, r.responseText, r.getResponseHeader("ETag") || ""); };
    r.onerror = r.ontimeout = r.onabort = function () { done(0, "", ""); };
    try { r.send(); } catch (e) { done(0, "", ""); }
  }
  function poll() {
    timer = 0;
    asked = steady();
    ask(plan.screen + ".json", etag, function (status, text, tag) {
      try {
        if (status === 304) failures = 0;
        else if (status === 200) {
          var news = JSON.parse(text);
          if (news.screen !== plan.screen || typeof news.version !== "string") throw new Error("not ours");
          var a = checked(news.alerts);
          if (a.revised >= alerts.revised && JSON.stringify(a) !== JSON.stringify(alerts)) {
            alerts = a;
            stirred = true;
            keep("alerts", a);
          }
          failures = 0;
          if (news.version !== (waiting || { plan: plan }).plan.version) return fetchPage(news.version, tag);
          etag = tag;
        } else throw new Error("status " + status);
      } catch (e) { failures++; }
      later();
    });
  }
  // fetchPage takes a new page only when it is whole: its end is there, it is this screen's, and of the version promised.
  function fetchPage(version, tag) {
    ask(plan.screen + ".html?" + version, "", function (status, text) {
      try {
        if (status !== 200 || !/<!-{2}end-{2}>\s*$/.test(text)) throw new Error("half a page");
        var page = read(new DOMParser().parseFromString(text, "text/html"));
        if (page.plan.screen !== plan.screen || page.plan.version !== version) throw new Error("another page");
        waiting = page;
        etag = tag;
        if (page.plan.code !== plan.code) renew();
      } catch (e) { failures++; }
      later();
    });
  }
  // renew takes a new player program. A page that reloads itself while the server goes away ends as the browser's error
  // page, which no screen may show: so only where a copy of the page is kept, and once a day at most. Elsewhere the box
  // gets it at its next start, and the corner says so.
  function renew() {
    stale = true;
    var last = kept("renewed") || 0;
    if (Date.now() - last <= DAY && last <= Date.now() || !("serviceWorker" in navigator && navigator.serviceWorker.controller)) return;
    caches.match(location.href.split(/[?#]/)[0]).then(function (copy) {
      if (!copy) return;
      keep("renewed", Date.now());
      location.reload();
    }).catch(function () { /* at the next start */ });
  }

  // ---- Log ----

  var counts = {};
  function tally() {
    if (!shown || simulated) return;
    var d = new Date(day(now()) * DAY).toISOString().slice(0, 10), seconds = (steady() - shown.since) / 1000;
    counts[d] = counts[d] || {};
    var line = counts[d][shown.id] = counts[d][shown.id] || [0, 0, shown.title];
    if (shown.part === 0) line[0]++;
    line[1] += seconds;
    keep("log", counts);
    prune();
  }
  function prune() {
    Object.keys(counts).sort().slice(0, -62).forEach(function (d) { delete counts[d]; });
    Object.keys(counts).forEach(function (d) { Object.keys(counts[d]).slice(400).forEach(function (id) { delete counts[d][id]; }); });
  }
  function rows() {
    var out = [["日期", "屏幕", "编号", "标题", "次数", "秒数", "数据版本"]];
    Object.keys(counts).sort().forEach(function (d) {
      Object.keys(counts[d]).sort().forEach(function (id) {
        var l = counts[d][id];
        out.push([d, plan.screen, id, l[2], l[0], Math.round(l[1]), plan.version]);
      });
    });
    return out;
  }
  function csv() {
    return "\uFEFF" + rows().map(function (r) {
      return r.map(function (c) {
        c = String(c);
        if (/^[=+\-@\t]/.test(c)) c = "'" + c; // a cell that begins so would be run as a formula
        return '"' + c.replace(/"/g, '""') + '"';
      }).join(",");
    }).join("\r\n") + "\r\n";
  }
  function log() {
    var view = get("log");
    view.hidden = location.hash !== "#log";
    view.textContent = "";
    if (view.hidden) return;
    view.appendChild(make("h1", "", "播放记录：" + plan.label));
    view.appendChild(make("p", "", "本机浏览器显示过各画面的次数和秒数，按日累计，保留 62 天。播放计划不是播放证明；这份记录也只说明播放程序显示过画面，不能证明屏幕通电、亮着、有人看到。"));
    var button = make("button", "", "下载 CSV");
    button.onclick = function () {
      var a = doc.createElement("a"), address = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
      a.href = address;
      a.download = plan.screen + "-log.csv";
      a.click();
      setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
    };
    view.appendChild(button);
    var table = doc.createElement("table");
    rows().forEach(function (r, n) {
      var tr = doc.createElement("tr");
      r.forEach(function (c) { var td = doc.createElement(n ? "td" : "th"); td.textContent = c; tr.appendChild(td); });
      table.appendChild(tr);
    });
    view.appendChild(table);
  }

  // ---- Start ----

  function start() {
    take(read(doc));
    if (simulated) {
      var text = params.at.replace(" ", "+");
      if (/^\d{4}-\d\d-\d\d$/.test(text)) text += "T00:00:00";
      if (!/(Z|[+-]\d\d:?\d\d)$/.test(text)) text += (plan.offset < 0 ? "-" : "+") + two(Math.floor(Math.abs(plan.offset) / 60)) + ":" + two(Math.abs(plan.offset) % 60);
      var then = Date.parse(text);
      if (isNaN(then)) simulated = false;
      else shift = then - Date.now();
    }
    var old = kept("alerts");
    try { if (old && !simulated && checked(old).revised > alerts.revised) alerts = checked(old); } catch (e) { /* not ours */ }
    var before = kept("log");
    if (before && typeof before === "object" && !simulated) counts = before;
    addEventListener("hashchange", log);
    addEventListener("resize", function () {
      fitted = {};
      broken = {};
      sizes();
      if (shown) shown.key = ""; // what stands is fitted anew
      changeAt = 0;
    });
    log();
    beat();
    setInterval(beat, 250);
    if (simulated || !/^http/.test(location.protocol)) return;
    timer = setTimeout(poll, 2000 + Math.random() * 8000);
    addEventListener("online", soon);
    if ("serviceWorker" in navigator && isSecureContext) {
      navigator.serviceWorker.register("offline.js").then(function () {
        return caches.open("xiangwei-screens").then(function (c) { return c.add(location.href.split(/[?#]/)[0]); });
      }).catch(function () { /* an addition only */ });
    }
  }

  // For tests: the decisions, and the next slide at once.
  window.xiangweiPlayer = { at: function (t) { return at(t); }, pieces: pieces, shown: function () { return shown; }, csv: csv, next: function () { changeAt = 0; beat(); } };
  try { start(); } catch (e) { /* the safe page that is in the file stays */ }
})();
