// Rotation: one slide after the other.

function show(item, n, t, state) {
  dress(item, state);
  var set = prepare(item, layers[1 - front], t);
  if (n >= set.dealt.length) n = 0;
  var later = !!item.alert && set.dealt.length === 1 && !!shown && shown.key === mark(item) && !shown.later;
  var stay = stage(item, set, n, t, later);
  turn(layers[1 - front]);
  tally();
  shown = { key: mark(item), id: item.id, item: item, set: set, part: n, later: later, state: state, since: steady(), title: item.title || plan.bureau };
  changeAt = steady() + stay;
  if (!simulated) keep("standing", [shown.id, n]);
}

// stage puts a part of a set into the back layer, with the frame that goes with it, and says how long it is to stand.
function stage(item, set, n, t, later) {
  var back = layers[1 - front], next = page(set, n, back), article = next.article;
  if (layers[front].contains(article)) article = article.cloneNode(true);
  if (item.alert) article.querySelector(".meta").textContent = signature(item.alert, later && !doubtful(t) ? t : 0);
  article.setAttribute("data-slide", item.id);
  article.setAttribute("data-page", n + (later ? 2 : 1));
  back.className = "layer";
  back.textContent = "";
  back.appendChild(article);
  label(article, set, n);
  header(t);
  if (scrolls() && !item.safe && !item.alert) return scroll(article, next.letters);
  var stay = Math.max(dwell(next.letters), item.alert ? 15000 : 0);
  return item.alert && item.alert.until - t < stay + GLIMPSE ? item.alert.until - t + GLIMPSE : stay; // its end is decided elsewhere
}
var GLIMPSE = 3500; // milliseconds: what would be gone sooner is not begun

// dress gives the page the frame that goes with an item.
function dress(item, state) {
  body.classList.toggle("alerting", state === "alerting");
  body.classList.toggle("resting", !!item.safe);
}

// label writes into the frame what a slide is, and which part.
function label(article, set, n) {
  var tag = article.querySelector(".tag");
  get("tag").textContent = tag ? tag.textContent : "";
  caption(set.dealt.length > 1 ? n + 1 + "/" + set.dealt.length : "");
}

// turn brings the back layer to the front. The first slide is there when the page is first painted.
var turned = -Infinity; // when a transition last began
function turn(back) {
  var old = layers[front];
  front = 1 - front;
  if (!shown) return stand(back, old);
  turned = steady();
  back.style.opacity = 0;
  back.className = "layer coming";
  void back.offsetWidth; // the transition begins from here
  back.style.opacity = "";
  setTimeout(function () { if (layers[front] === back) stand(back, old); }, FADE);
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
  fit.style.transition = fit.style.width = "";
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

// step shows what comes next of the scene.
function step(t) {
  if (waiting) {
    var newer = waiting;
    waiting = null;
    take(newer);
    decide(t);
  }
  var list = scene.items.length ? scene.items : [SAFE], next = following(list);
  for (var k = 0; k < list.length; k++) {
    var item = list[(next.index + k) % list.length];
    if (list.length > 1 && item.until - t < GLIMPSE) continue;
    try {
      if (stays(item, list, scene)) return again();
      return show(item, k === 0 ? next.part : 0, t, scene.state);
    } catch (e) {
      if (item.safe) throw e;
      broken[item.id] = stirred = true;
    }
  }
  show(SAFE, 0, t, "empty");
}

// following says which item and part comes next: the rest of a slide's parts first, as long as it is due.
function following(list) {
  var index = place(list, shown && shown.id);
  if (index >= 0) {
    if (shown.part + 1 < shown.set.dealt.length && shown.key === mark(list[index])) return { index: index, part: shown.part + 1 };
    return { index: shown.key ? index + 1 : index, part: 0 };
  }
  // A box that starts again goes on where it was: were it always at the first, one that fails often would show no other.
  var left = shown || simulated ? null : kept("standing"), was = left ? place(list, left[0]) : -1;
  return was >= 0 ? { index: was, part: left[1] > 0 ? left[1] : 0 } : { index: after(list), part: 0 };
}

function place(list, id) {
  for (var n = 0; n < list.length; n++) if (list[n].id === id) return n;
  return -1;
}

// stays reports whether the only slide there is stands already, and again lets it stand longer.
function stays(item, list, scene) {
  return shown && !item.alert && list.length === 1 && shown.set.dealt.length === 1 && shown.state === scene.state && shown.key === mark(item);
}
function again() {
  tally();
  shown.since = steady();
  changeAt = steady() + 5000;
}

// after finds where the round goes on when what stood is no longer due.
function after(list) {
  if (!shown || !plan) return 0;
  var order = {};
  plan.slides.forEach(function (s, n) { order[s.id] = n; });
  for (var n = 0; n < list.length; n++) if (order[list[n].id] > order[shown.id]) return n;
  return 0;
}

// beat runs four times a second, so that a slide changes when its time is over. What shows is decided anew at each edge of
// the plan, and when something came in between.
var scene = null, from = 0, until = 0, stands = false, stirred = false, today = NaN, forgiven = -1, lastClock = "", lastShift = -1;
function beat() {
  try {
    var t = now();
    if (stirred || !(t >= from && t < until)) decide(t);
    if (!stands || steady() >= changeAt) {
      step(t);
      stands = standing();
    } else {
      ready(scene, t);
      warm(t);
    }
  } catch (e) {
    // The last good slide stays; it is tried again soon.
    changeAt = steady() + 5000;
    if (!shown) return;
    dress(shown.item, shown.state);
    label(layers[front], shown.set, shown.part);
  }
}

// Engines compile what has run often enough: some 45 KiB in the third and fourth minute, which looks like a leak to whoever
// watches a box. What each beat asks is asked a few thousand times in the first half minute instead.
var warming = 120; // beats
function warm(t) {
  if (!warming) return;
  warming--;
  for (var k = 0; k < 80; k++) {
    at(t + k);
    edge(t);
    standing();
    following(scene.items.length ? scene.items : [SAFE]);
    clockText(t);
    dateText(t);
    dim(t, scene.state);
    drift(t);
  }
}

function decide(t) {
  stirred = false;
  if (day(t) !== today) fitted = {}; // other rows and articles have their turn
  today = day(t);
  from = t;
  until = edge(t);
  scene = at(t);
  if (!scene.items.length && minute(t) !== forgiven) { // where all slides failed it was not the slides: once a minute they are tried again
    forgiven = minute(t);
    broken = {};
    scene = at(t);
  }
  stands = standing();
  tick(t);
}

// standing reports whether what stands belongs to the scene.
function standing() {
  return shown && shown.state === scene.state && (scene.items.length ? place(scene.items, shown.id) >= 0 : shown.id === "safe");
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
