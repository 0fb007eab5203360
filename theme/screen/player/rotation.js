// Rotation: one slide after the other.

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
  if (n >= set.dealt.length) n = 0;
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
  if (!simulated) keep("standing", [shown.id, n]);
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
  // A box that starts again goes on where it was: were it always at the first, one that fails often would show no other.
  var left = shown || simulated ? null : kept("standing");
  if (left) list.forEach(function (s, n) { if (s.id === left[0]) start = n; });
  for (var k = 0; k < list.length; k++) {
    var item = list[(start + k) % list.length];
    try {
      if (shown && shown.id === item.id && list.length === 1 && shown.set.dealt.length === 1 && shown.state === scene.state && shown.key === item.id + (item.alert ? item.alert.revised || "" : "") + plan.version) {
        tally();
        shown.since = steady();
        changeAt = steady() + 5000;
        return;
      }
      return show(item, left && item.id === left[0] && left[1] > 0 ? left[1] : 0, t, scene.state);
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
