// Keeps the newest whole copy of each screen's page, so that a player on http(s) that restarts while the network is down
// still finds it. Only an addition: browsers offer it on https and on this computer, and the players need it for nothing.
"use strict";
var NAME = "xiangwei-screens";
self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (e) { e.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", function (e) {
  if (e.request.mode !== "navigate" || e.request.method !== "GET") return;
  var key = e.request.url.split(/[?#]/)[0];
  e.respondWith(fetch(e.request).then(function (answer) {
    if (!answer.ok) throw new Error("status " + answer.status);
    return answer.clone().text().then(function (text) {
      if (!/<!-{2}end-{2}>\s*$/.test(text)) throw new Error("half a page");
      return caches.open(NAME).then(function (c) { return c.put(key, answer.clone()); }).then(function () { return answer; }, function () { return answer; });
    });
  }).catch(function () {
    return caches.match(key).then(function (kept) { return kept || fetch(e.request); });
  }));
});
