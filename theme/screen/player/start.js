// Start.

function start() {
  take(read(doc));
  if (simulated) {
    // 2026-12-04 10:00 as people write it, and a zone whose + became a blank on its way through an address.
    var text = params.at.replace(/^(\d{4}-\d\d-\d\d)[ +](?=\d)/, "$1T").replace(" ", "+");
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
  addEventListener("keydown", function (e) { // a kiosk has no address to write #log into
    if (/^l$/i.test(e.key) && !e.ctrlKey && !e.altKey && !e.metaKey) location.hash = location.hash === "#log" ? "" : "log";
  });
  addEventListener("resize", function () {
    fitted = {};
    broken = {};
    sizes();
    stirred = true;
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
