// Time: what shows at a moment, in the site's zone.

function day(t) { return Math.floor((t + plan.offset * 6e4) / DAY); }
function minute(t) { return Math.floor((t + plan.offset * 6e4 - day(t) * DAY) / 6e4); }
function weekday(t) { return (day(t) + 4) % 7; } // 1970-01-01 was a Thursday
function within(span, m) { return span[0] < span[1] ? m >= span[0] && m < span[1] : m >= span[0] || m < span[1]; }
function doubtful(t) { return t < plan.made || t - plan.made > plan.fresh; }
function open(t) {
  var m = minute(t), today = weekday(t);
  if (!plan.hours.length) return plan.closed.indexOf(today) < 0;
  return plan.hours.some(function (h) {
    var d = h[0] >= h[1] && m < h[1] ? (today + 6) % 7 : today;
    return within(h, m) && plan.closed.indexOf(d) < 0;
  });
}
function onTurn(turn, d) {
  if (!turn || turn[0] <= turn[2]) return true;
  var place = (turn[1] - d * turn[2]) % turn[0];
  if (place < 0) place += turn[0];
  return place < turn[2];
}
function due(s, t) { return t >= s.from && (!s.until || t < s.until) && onTurn(s.turn, day(t)) && !broken[s.id]; }

// at says what shows at a moment: the same as Plan.At.
function at(t) {
  var alarms = alerts.list.filter(function (e) { return t >= e.from && t < e.until; });
  if (alarms.length) return { state: "alerting", items: alarms.map(function (e) { return { id: e.id, alert: e, title: e.text }; }) };
  if (doubtful(t)) {
    var later = Math.max(t, plan.made);
    var items = plan.slides.filter(function (s) { return s.rank === 4 && s.spoken && due(s, later); });
    return { state: items.length ? "doubting" : "doubt-safe", items: items };
  }
  if (!open(t)) return { state: "resting", items: [] };
  var round = plan.slides.filter(function (s) { return due(s, t); });
  return { state: round.length ? "rotating" : "empty", items: round };
}

// edge says until when what shows at a moment stays so: the next beginning or end, at most the minute, by which opening
// hours, days and the clock go.
function edge(t) {
  var next = (Math.floor(t / 6e4) + 1) * 6e4;
  function soonest(m) { if (m > t && m < next) next = m; }
  [plan.slides, alerts.list].forEach(function (list) {
    list.forEach(function (s) { soonest(s.from); soonest(s.until); });
  });
  soonest(plan.made);
  soonest(plan.made + plan.fresh + 1);
  return next;
}

var WEEK = "日一二三四五六";
function two(n) { return n < 10 ? "0" + n : "" + n; }
function clockText(t) { var m = minute(t); return two(Math.floor(m / 60)) + ":" + two(m % 60); }
function dateText(t) {
  var d = new Date(day(t) * DAY);
  return d.getUTCFullYear() + "年" + (d.getUTCMonth() + 1) + "月" + d.getUTCDate() + "日　星期" + WEEK[weekday(t)];
}
