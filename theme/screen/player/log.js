// Log: what this browser showed.

var counts = {}, rest = 0; // seconds are counted whole; what is left of one goes to the next slide
function tally() {
  if (!shown || simulated) return;
  var d = new Date(day(now()) * DAY).toISOString().slice(0, 10), stood = (steady() - shown.since) / 1000 + rest;
  counts[d] = counts[d] || {};
  if (!counts[d][shown.id]) {
    counts[d][shown.id] = [0, 0, shown.title];
    prune();
  }
  var line = counts[d][shown.id];
  if (shown.part === 0) line[0]++;
  rest = stood - Math.round(stood);
  line[1] = Math.round(line[1] + stood - rest);
  keep("log", counts);
}
function prune() {
  Object.keys(counts).sort().slice(0, -62).forEach(function (d) { delete counts[d]; });
  Object.keys(counts).forEach(function (d) { Object.keys(counts[d]).slice(400).forEach(function (id) { delete counts[d][id]; }); });
}
function rows() {
  var out = [["日期", "屏幕", "编号", "标题", "次数", "秒数", "数据版本"]];
  Object.keys(counts).sort().forEach(function (d) {
    Object.keys(counts[d]).sort().forEach(function (id) {
      var l = counts[d][id];
      out.push([d, plan.screen, id, l[2], l[0], Math.round(l[1]), plan.version]);
    });
  });
  return out;
}
function csv() {
  return "\uFEFF" + rows().map(function (r) {
    return r.map(function (c) {
      c = String(c);
      if (/^[=+\-@\t]/.test(c)) c = "'" + c; // a cell that begins so would be run as a formula
      return '"' + c.replace(/"/g, '""') + '"';
    }).join(",");
  }).join("\r\n") + "\r\n";
}
function log() {
  var view = get("log");
  view.hidden = location.hash !== "#log";
  view.textContent = "";
  if (view.hidden) return;
  view.appendChild(make("h1", "", "播放记录：" + plan.label));
  view.appendChild(make("p", "", "本机浏览器显示过各画面的次数和秒数，按日累计，保留 62 天。播放计划不是播放证明；这份记录也只说明播放程序显示过画面，不能证明屏幕通电、亮着、有人看到。"));
  var button = make("button", "", "下载 CSV");
  button.onclick = function () {
    var a = doc.createElement("a"), address = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
    a.href = address;
    a.download = plan.screen + "-log.csv";
    a.click();
    setTimeout(function () { URL.revokeObjectURL(address); }, 1000);
  };
  view.appendChild(button);
  var table = doc.createElement("table");
  rows().forEach(function (r, n) {
    var tr = doc.createElement("tr");
    r.forEach(function (c) { var td = doc.createElement(n ? "td" : "th"); td.textContent = c; tr.appendChild(td); });
    table.appendChild(tr);
  });
  view.appendChild(table);
}
