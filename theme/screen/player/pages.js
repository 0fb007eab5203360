// Pages: the parts of slides as they stand, made once and shown again and again. A rotation that made them anew each time
// would leave the engine some twenty KiB a minute of what it learns and keeps.

// layOut makes the pages of a set at a size; null where one does not fit.
function layOut(layer, set, size) {
  var pages = [], cost = 0;
  for (var n = 0; n < set.dealt.length; n++) {
    var article = set.build(set.dealt[n]);
    layer.textContent = "";
    layer.appendChild(article);
    if (!fits(article, size)) return null;
    cost += finish(article);
    pages.push({ article: article, letters: characters(article) });
  }
  layer.textContent = "";
  return { pages: pages, cost: cost / pages.length };
}

// finish gives an article its sizes and lines for good: the next one is measured while this one stands.
function finish(article) {
  article.style.setProperty("--f", root.style.getPropertyValue("--f"));
  article.style.setProperty("--s", root.style.getPropertyValue("--s"));
  return arrangeAll(article);
}

// settle makes a set a little smaller where its lines then end where a reader pauses: not under a share of its size, and at
// a price for each bit of it. Figures stay as big as they can.
function settle(layer, set, share, price) {
  if (set.dealt[0][0] && set.dealt[0][0].whole) return set;
  var full = set.size, least = Infinity;
  candidates(full, Math.max(floor, full * share), room(layer, set)).some(function (size) {
    var lost = price * (1 - size / full);
    if (lost >= least) return true;
    var laid = layOut(layer, set, size);
    if (!laid || laid.cost + lost >= least) return false;
    least = laid.cost + lost;
    set.size = size;
    set.pages = laid.pages;
  });
  return set;
}

// candidates are a size, and those below it at which half a character more goes into a line of text or title.
function candidates(full, end, room) {
  var out = [full];
  [1, 1.12].forEach(function (em) {
    for (var half = Math.floor(2 * room / full / em) + 1; ; half++) {
      var size = Math.floor(2 * room / half / em);
      if (size < end) return;
      if (size < full && out.indexOf(size) < 0) out.push(size);
    }
  });
  out.sort(function (a, b) { return b - a; });
  return out.length > 12 ? out.filter(function (s, n) { return n % Math.ceil(out.length / 12) === 0; }) : out;
}

function room(layer, set) {
  var article = set.build(set.dealt[0]);
  layer.textContent = "";
  layer.appendChild(article);
  return article.querySelector(".text").clientWidth;
}

// page returns a part of a set, made when it is first asked for.
function page(set, n, layer) {
  if (!set.pages[n]) {
    var article = set.build(set.dealt[n]);
    layer.textContent = "";
    layer.appendChild(article);
    fits(article, set.size);
    finish(article);
    set.pages[n] = { article: article, letters: characters(article) };
  }
  return set.pages[n];
}

var readied = null; // the scene whose pages are all made
var BUSY = 100;     // milliseconds of a beat they may take

// ready rehearses the round while its first slide stands: it makes every page and puts it where it will stand, unseen, since
// nothing is painted before the frame is again that of the slide that stands. A change is then no more than a change, and
// what the engine learns of it, it learns in the first seconds.
function ready(scene, t) {
  if (readied === scene || scrolls() || !shown || steady() - turned < 2 * FADE || changeAt - steady() < 1500) return;
  var begun = steady(), back = layers[1 - front];
  for (var n = 0; n < scene.items.length && steady() - begun < BUSY; n++) rehearse(scene.items[n], back, t);
  back.textContent = "";
  label(layers[front], shown.set, shown.part);
  header(t);
  if (n < scene.items.length) return;
  readied = scene;
  memo = {};
  // Engines keep numbers they wrote as text, and enlarge that store once, by 48 KiB: better now than in the middle of a month.
  for (var half = 0.5; half < 300; half++) String(half);
}
function rehearse(item, back, t) {
  try {
    var set = prepare(item, back, t);
    while (set.pages.length < set.dealt.length) page(set, set.pages.length, back);
    for (; set.rehearsed < set.dealt.length; set.rehearsed++) stage(item, set, set.rehearsed, t, false);
  } catch (e) { broken[item.id] = stirred = true; }
}
