// Frame: caption, clock, light, and the shift against burn-in.
// caption writes which part of a slide this is, and screen, version and time of building. Ribbons have room for two
// short lines, the lowest for one, in which version and time take turns.
var captions = 0;
function caption(part) {
  var code = get("code"), version = plan.version.slice(0, 6), built = plan.built;
  if (plan.shape !== "ribbon") {
    get("part").textContent = part;
    code.textContent = plan.screen + " 版本 " + version + " · 生成 " + built + (stale ? " · 待重启" : "");
    return;
  }
  version = (part ? part + " " : "") + version.slice(0, 4) + (stale ? "*" : "");
  built = built.slice(5);
  get("part").textContent = "";
  code.textContent = innerHeight >= 56 ? version + "\n" + built : captions++ % 2 ? built : version;
}

function sizes() {
  var w = innerWidth, h = innerHeight, ribbon = plan.shape === "ribbon";
  var bar = ribbon ? Math.max(14, Math.round(h * 0.36)) : Math.max(plan.floor, Math.round(Math.min(w, h) * 0.034));
  var code = Math.max(14, Math.round(bar * 0.4));
  if (ribbon) bar = Math.min(bar, 40);
  root.style.setProperty("--bar", bar + "px");
  root.style.setProperty("--code", code + "px");
  // Where frame and code would take what the text needs, they stand on the safe page alone.
  body.classList.toggle("tiny", ribbon ? Math.max(bar * 2.9, code * 6.4) > w * 0.35 : h - bar * 2.1 - code * 2 < 3 * plan.floor);
  root.style.setProperty("--end", Math.round(Math.max(bar * 2.9, code * 6.4)) + 10 + "px");
}

// header writes the clock as fully as the bureau's name leaves room for.
function header(t) {
  get("mark").hidden = !doubtful(t);
  var text = clockText(t), date = dateText(t).replace(/^\d+年/, "").split("　星期"), bureau = get("bureau"), clock = get("clock");
  var forms = plan.shape === "ribbon" ? [text] : [date[0] + " 周" + date[1] + " " + text, "周" + date[1] + " " + text, text];
  if (doubtful(t)) forms = [""]; // the mark stands in its place
  bureau.style.visibility = "";
  for (var n = 0; n < forms.length; n++) {
    clock.textContent = forms[n];
    if (bureau.scrollWidth <= bureau.clientWidth) return;
  }
  bureau.style.visibility = "hidden"; // rather none than half a name
}

var level = "";
function dim(t, state) {
  // Neither an emergency nor a screen whose clock is wrong goes dark.
  var night = state !== "alerting" && !doubtful(t) && (plan.night && within(plan.night, minute(t)) || state === "resting");
  var next = night ? "brightness(" + plan.brightness / 100 + ")" : "";
  if (next !== level) get("stage").style.filter = level = next;
}

// drift moves everything by a few pixels each minute against burn-in.
function drift(t) {
  var n = Math.floor(t / 6e4) % 8;
  if (n === lastShift) return;
  lastShift = n;
  var d = plan.shape === "ribbon" ? 1 : 3, a = n * Math.PI / 4;
  get("stage").style.transform = "translate(" + Math.round(d * Math.cos(a)) + "px," + Math.round(d * Math.sin(a)) + "px)";
}
