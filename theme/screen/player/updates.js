// Updates: news from the server, if there is one.

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
