// Lines: where they are broken.
// loss says how much a line break between two tokens disturbs a reader: least at the end of a sentence or clause, most
// before a particle that belongs to what stands before it.
function loss(before, after) {
  if (/[。！？；：…]["”’）》]*$/.test(before)) return 0;
  if (/，["”’）》]*$/.test(before)) return 0.02;
  if (/[、）》”\s]$/.test(before)) return 0.12;
  if (/^[的了地得等们之者]/.test(after)) return 0.7;
  if (/^.[，。、；：！？]/.test(after)) return 0.8;
  if (/^[（《“]/.test(after)) return 0.15;
  if (/[不未没无将已被把在对向从按由为与和及或并而且但的第至到]$/.test(before) && !/目的$/.test(before)) return before.slice(-1) === "的" ? 0.25 : 0.55;
  if (before.length === 1 && after.length === 1) return 0.45; // more likely a word the browser does not know
  return 0.3;
}
var PAUSE = 0.02; // the loss at the end of a clause

// losses are those of breaks before each token and behind the last.
function losses(list) {
  var out = [0];
  for (var n = 1; n < list.length; n++) out.push(list[n - 1].tagName === "B" ? 9 : loss(list[n - 1].textContent, list[n].textContent));
  return out.concat(0);
}

// lineUp deals tokens of these widths into n lines of a room: where a reader pauses, of about the same length, and with no
// word alone on the last. Null where they do not go in, else the lines and what they cost a reader.
function lineUp(list, widths, room, n) {
  var sum = [0], best = [[0]], from = [[]], ends = losses(list), mean;
  widths.forEach(function (w) { sum.push(sum[sum.length - 1] + w); });
  mean = sum[list.length] / n;
  for (var k = 1; k <= n; k++) {
    best[k] = [];
    from[k] = [];
    for (var j = k; j <= list.length; j++) {
      for (var i = j - 1; i >= k - 1 && sum[j] - sum[i] <= room + 0.5; i--) {
        if (best[k - 1][i] === undefined) continue;
        var cost = best[k - 1][i] + ends[j] + uneven(sum[j] - sum[i], mean, k === n, ends[j] <= PAUSE, ends[i] <= PAUSE);
        if (!(best[k][j] <= cost)) { best[k][j] = cost; from[k][j] = i; }
      }
    }
  }
  if (best[n][list.length] === undefined) return null;
  var lines = [], total = best[n][list.length];
  for (var stop = list.length; n > 0; n--) { lines.unshift(list.slice(from[n][stop], stop)); stop = from[n][stop]; }
  return { lines: lines, cost: total };
}

// uneven says how much a line of this width disturbs among others; less where it ends with a clause, as verses do.
function uneven(width, mean, last, paused, begun) {
  var off = (width - mean) / mean, cost = off * off * (last || paused ? 0.5 : 1);
  return last && width < mean * 0.4 ? cost + (begun ? 0.2 : 0.6) : cost;
}

// write puts lines into a block: one text, which breaks where it says and nowhere else.
function write(block, lines) {
  var text = "";
  block.textContent = "";
  lines.forEach(function (line, n) {
    if (n) text += "\n";
    line.forEach(function (e) { if (e.tagName === "B") block.appendChild(e); else text += e.textContent; });
  });
  block.appendChild(doc.createTextNode(text));
  block.classList.add("lines");
}

// arrange breaks a block anew into as many lines as it has, or one more where that reads better and there is room. The
// browsers of player boxes fill each line and leave the rest. It returns what the lines cost a reader.
function arrange(block, article) {
  var list = [].slice.call(block.children), height = block.offsetHeight, room = block.clientWidth;
  var n = Math.round(height / parseFloat(getComputedStyle(block).lineHeight));
  if (n < 1 || list.length > 200) return 0;
  if (n === 1) { write(block, [list]); return 0; }
  var widths = list.map(function (e) {
    return e.getBoundingClientRect().width + (e.tagName === "B" ? parseFloat(getComputedStyle(e).marginRight) : 0);
  });
  var as = lineUp(list, widths, room, n), more = lineUp(list, widths, room, n + 1);
  if (more && (!as || more.cost < as.cost)) {
    write(block, more.lines);
    if (holds(article) && block.scrollWidth <= room + 1) return more.cost;
  }
  if (as) {
    write(block, as.lines);
    if (block.offsetHeight <= height + 1 && block.scrollWidth <= room + 1) return as.cost;
  }
  block.textContent = "";
  block.classList.remove("lines");
  list.forEach(function (e) { block.appendChild(e); });
  return n;
}

// arrangeAll arranges an article, and says what three of its lines cost a reader. A title of two lines is as good as one,
// and what stands small beside it matters little.
function arrangeAll(article) {
  var cost = 0, lines = 0;
  if (scrolls() || article.classList.contains("loose")) return cost;
  [[".text p", 1], [".title", 0.4], [".words, .tag, .meta", 0]].forEach(function (of) {
    [].forEach.call(article.querySelectorAll(of[0]), function (block) {
      cost += arrange(block, article) * of[1];
      if (of[1] === 1) lines += block.textContent.split("\n").length;
    });
  });
  return cost * 3 / Math.max(3, lines);
}
