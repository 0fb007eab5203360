// What all parts of the player share. They run in one function, in the order of package player.
var plan, slides, alerts;
var doc = document, root = doc.documentElement, body = doc.body;
var layers = doc.querySelectorAll(".layer"), front = 0;
var shown = null;       // {key, id, parts, part, since}
var changeAt = 0;       // on the monotonic clock
var broken = {};        // ids of slides that failed, until the next plan
var fitted = {};        // parts and sizes of slides that were fitted, until the next plan or size
var waiting = null;     // a newer page, taken between two slides
var stale = false;      // a newer program waits for the next start
var params = {};
location.search.slice(1).split("&").forEach(function (p) {
  var i = p.indexOf("=");
  if (i > 0) try { params[p.slice(0, i)] = decodeURIComponent(p.slice(i + 1)); } catch (e) { /* not ours */ }
});
var simulated = "at" in params, shift = 0;
var FADE = 300;

function get(id) { return doc.getElementById(id); }
function now() { return Date.now() + shift; }
function steady() { return performance.now(); }
function keep(name, value) { try { localStorage.setItem("xiangwei:" + plan.screen + ":" + name, JSON.stringify(value)); } catch (e) { /* full or forbidden */ } }
function kept(name) { try { return JSON.parse(localStorage.getItem("xiangwei:" + plan.screen + ":" + name)); } catch (e) { return null; } }
