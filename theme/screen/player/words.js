// Words: what stays together on a line.

function escapeRegExp(s) { return s.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }
var unbroken = null, unbrokenFor = null;
// What is never broken across lines: the site's own list, names of laws, articles, dates and numbers with their units.
function unbrokenPattern() {
  if (unbrokenFor !== plan) {
    var words = plan.noBreak.slice().sort(function (a, b) { return b.length - a.length; }).map(escapeRegExp);
    words.push("《[^》]{1,10}》", "（[^）]{1,5}）", "拨打\\d[\\d-]*", "[东南西北正侧前后大]{1,2}门", "周[一二三四五六日]", "星期[一二三四五六日]", "\\d\\d?:\\d\\d[至—–-]\\d\\d?:\\d\\d", "至(?:次日)?\\d\\d?:\\d\\d", "第[〇零一二三四五六七八九十百千]+[条款项]", "(?:\\d+年)?\\d+月\\d+日(?:\\d+[时:：]\\d*分?)?", "\\d[\\d.,:]*(?:个?工作日|[年月日时分秒元件人家起次场条个万亿号岁倍天%])+", "[A-Za-z0-9][A-Za-z0-9.,:/@_+%#?=&~-]*");
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
