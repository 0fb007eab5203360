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
  if (/[不未没无将已被把在对向从按由为与和及或的第至到]$/.test(before) && !/目的$/.test(before)) return before.slice(-1) === "的" ? 0.25 : 0.55;
  return 0.3;
}

// lineUp deals tokens of these widths into n lines of a room: where a reader pauses, of about the same length, and with no
// word alone on the last; null where they do not go in.
function lineUp(list, widths, room, n) {
  var sum = [0], best = [[0]], from = [[]];
  widths.forEach(function (w) { sum.push(sum[sum.length - 1] + w); });
  var mean = sum[list.length] / n;
  for (var k = 1; k <= n; k++) {
    best[k] = [];
    from[k] = [];
    for (var j = k; j <= list.length; j++) {
      for (var i = j - 1; i >= k - 1 && sum[j] - sum[i] <= room + 0.5; i--) {
        if (best[k - 1][i] === undefined) continue;
        var wide = sum[j] - sum[i], off = (wide - mean) / mean, cost = best[k - 1][i] + off * off * (k === n ? 0.5 : 1);
        if (k === n && wide < mean * 0.4) cost += 0.6;
        if (j < list.length) cost += list[j - 1].tagName === "B" ? 9 : loss(list[j - 1].textContent, list[j].textContent);
        if (!(best[k][j] <= cost)) { best[k][j] = cost; from[k][j] = i; }
      }
    }
  }
  if (best[n][list.length] === undefined) return null;
  var lines = [];
  for (var end = list.length; n > 0; n--) { lines.unshift(list.slice(from[n][end], end)); end = from[n][end]; }
  return lines;
}

// join writes tokens as one text: on a line of its own nothing can break.
function join(into, list) {
  var text = "";
  list.forEach(function (e) { if (e.tagName === "B") into.appendChild(e); else text += e.textContent; });
  into.appendChild(doc.createTextNode(text));
}

// arrange breaks a block anew into as many lines as it has. The browsers of player boxes fill each line and leave the rest.
function arrange(block) {
  var list = [].slice.call(block.children), height = block.offsetHeight, room = block.clientWidth;
  var n = Math.round(height / parseFloat(getComputedStyle(block).lineHeight));
  if (n < 1 || list.length > 200) return;
  var lines = n === 1 ? [list] : lineUp(list, list.map(function (e) {
    return e.getBoundingClientRect().width + (e.tagName === "B" ? parseFloat(getComputedStyle(e).marginRight) : 0);
  }), room, n);
  if (!lines) return;
  block.textContent = "";
  lines.forEach(function (line) {
    var span = doc.createElement("span");
    span.className = "line";
    join(span, line);
    block.appendChild(span);
  });
  if (block.offsetHeight <= height + 1 && block.scrollWidth <= room + 1) return;
  block.textContent = "";
  list.forEach(function (e) { block.appendChild(e); });
}

function arrangeAll(article) {
  if (scrolls() || article.classList.contains("loose")) return;
  [].forEach.call(article.querySelectorAll(".title, .text p"), arrange);
}
