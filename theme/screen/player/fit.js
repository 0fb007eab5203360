// Fit: the largest size, and parts where it would be too small.
var SMALL = 0.46, floor = 0; // floor: the least size tried
function fits(article, size) {
  root.style.setProperty("--f", size + "px");
  root.style.setProperty("--s", Math.max(floor, Math.round(size * SMALL)) + "px");
  return holds(article);
}

// holds reports whether an article goes into its box.
function holds(article) {
  var box = article.querySelector(".box"), fit = box.firstChild;
  if (fit.offsetHeight > box.clientHeight || fit.scrollWidth > box.clientWidth) return false;
  function whole(e) { return e.scrollWidth <= e.clientWidth + 1; }
  if (plan.shape === "ribbon") return [].every.call(fit.children, whole);
  return [].every.call(fit.querySelectorAll(".figure"), whole);
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
    if (good) return { dealt: dealt, size: size, build: build, pages: [], rehearsed: 0 };
    if (k >= list.length && !halve(list)) break;
  }
  return null;
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
      return settle(layer, parts(layer, pieces(e.text).map(function (s) { return { block: 0, label: "", s: s, size: s.length }; }), function (g) { return alertSlide(e, g, ways[n][0]); }, true), 0.85, 3);
    } catch (err) { /* the next way */ } finally { floor = plan.floor; }
  }
  return { dealt: [[{ block: 0, label: "", s: e.text, size: e.text.length }]], build: function (g) { return alertSlide(e, g, true); }, size: 12, pages: [], rehearsed: 0 };
}

function prepareSafe(layer, t) {
  var set = { dealt: [[]], build: function () { return safeSlide(t); }, size: 0, pages: [], rehearsed: 0 };
  floor = 8; // a name has no parts, so it may be as small as it must
  set.size = measure(layer, set.build(), false) || floor;
  floor = plan.floor;
  return set;
}

function prepareSlide(item, layer) {
  var source = slides[item.id].content, list = source.querySelector(".text");
  if (!list) throw new Error("no text");
  if (scrolls()) return { dealt: [units(list)], build: function (g) { return compose(source, g, true); }, size: Math.floor(innerHeight * 0.62), pages: [], rehearsed: 0 };
  // On a very small screen dates and names of laws may break, then the title runs with the text, rather than that a text
  // stays away; the site's own list is never broken.
  function way(loose, inline) {
    var all = units(list);
    if (inline) all = pieces(source.querySelector(".title").textContent).map(function (s) { return { block: -1, label: "", s: s, size: s.length }; }).concat(all);
    return parts(layer, all, function (g) { return compose(source, g, loose, inline); }, false);
  }
  for (var n = 0; n < 4; n++) {
    try { return settle(layer, way(n % 2 > 0, n > 1), 0.77, 1.25); } catch (e) { if (n === 3) throw e; }
  }
}

// mark names an item in the words it has now.
function mark(item) { return item.id + (item.alert ? item.alert.until + item.alert.text : "") + plan.version; }

// prepare fits an item once: what it is made of is kept until the next plan, day or size.
function prepare(item, layer, t) {
  if (item.safe) return prepareSafe(layer, t);
  var key = mark(item);
  return fitted[key] || (fitted[key] = item.alert ? prepareAlert(item.alert, layer) : prepareSlide(item, layer));
}
