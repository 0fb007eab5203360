// Put before the player's own script, this steps through its round as fast as its clock can be turned, and posts what
// each slide looks like once it stands: markup, and the seconds it stands for.
(function () {
  "use strict";
  var LEAP = 36e5, STANDS = 12, ALONE = 80, MOST = 500, TICK = 50; // ms; the player changes slides in 300
  var skew = 0, real = performance.now.bind(performance), timers = [], interval = window.setInterval;
  performance.now = function () { return real() + skew; };
  window.setInterval = function () { var t = interval.apply(window, arguments); timers.push(t); return t; };
  var frames = [], first = "", last = null, ticks = 0;

  function seconds(layer) {
    var n = 0, scrolling = layer.querySelector(".ticker"), plan = JSON.parse(document.getElementById("plan").textContent);
    if (scrolling) return Math.ceil(parseFloat(getComputedStyle(scrolling).transitionDuration));
    [].forEach.call(layer.querySelectorAll(".title, .text"), function (e) { n += e.textContent.replace(/\s/g, "").length; });
    return Math.ceil(Math.max(plan.dwell === "strip" ? 15 : 5, 2 + n / 4));
  }

  function snapshot(s) {
    var layer = document.querySelector(".layer.on"), body = document.body.cloneNode(true);
    [].forEach.call(body.querySelectorAll("script, template, #log, .layer:not(.on)"), function (e) { e.remove(); });
    // A picture's clock would be wrong from the next minute on.
    [].forEach.call(body.querySelectorAll("[data-clock]"), function (e) { e.textContent = ""; });
    [].forEach.call(body.querySelectorAll("#stage, .ticker"), function (e) { e.style.transform = e.style.filter = e.style.transition = ""; });
    return {
      id: s.id, title: s.title || "", part: s.part + 1, parts: s.set.dealt.length, seconds: seconds(layer),
      root: document.documentElement.getAttribute("style") || "", shape: body.className, body: body.innerHTML
    };
  }

  function done(why) {
    timers.forEach(function (t) { clearInterval(t); });
    clearInterval(timer);
    parent.postMessage(JSON.stringify({ why: why, style: document.querySelector("style").textContent, frames: frames }), "*");
  }

  var timer = interval(function () {
    var player = window.xiangweiPlayer, s = player && player.shown();
    ticks++;
    if (s !== last) { last = s; ticks = 0; return; }
    if (!s && ticks > ALONE) { done("nothing is shown"); return; }
    if (!s || ticks < STANDS) return;
    if (ticks > ALONE) { done(""); return; } // the only slide stays
    if (ticks > STANDS) return;
    var key = s.id + "/" + s.part;
    if (key === first || frames.length >= MOST) { done(""); return; }
    first = first || key;
    frames.push(snapshot(s));
    skew += LEAP;
  }, TICK);
})();
