// Plan: what the page holds.

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
  memo = {};
  floor = plan.floor;
  if (!body.classList.contains("shape-" + plan.shape)) body.className = "shape-" + plan.shape;
  if (!alerts || page.alerts.revised >= alerts.revised) alerts = page.alerts;
  get("bureau").textContent = plan.bureau;
  caption("");
  sizes();
}
