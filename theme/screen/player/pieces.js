// Pieces: what a long text is dealt out by.
// pieces cuts a text at the ends of sentences, and long sentences at commas.
function pieces(text) {
  var out = [];
  (text.match(/[^。！？；]+[。！？；”』）]*|[。！？；]+/g) || []).forEach(function (s) {
    if (s.length <= 30) out.push(s);
    else [].push.apply(out, s.match(/[^，、：]+[，、：]*|[，、：]+/g));
  });
  return out;
}

// units are what parts are made of: blocks that stay whole, and pieces of paragraphs.
function units(text) {
  var out = [];
  [].forEach.call(text.children, function (block, n) {
    if (block.hasAttribute("data-whole")) { out.push({ whole: block, size: 20 + 10 * block.querySelectorAll(".bar, .parts").length }); return; }
    var b = block.querySelector("b"), label = b ? b.textContent : "";
    pieces(block.textContent.slice(label.length)).forEach(function (s) { out.push({ block: n, label: label, s: s, size: s.length }); });
  });
  return out;
}

// halve cuts the longest piece in two near its middle, where a reader pauses; false when no piece can be cut.
function halve(list) {
  var best = -1;
  list.forEach(function (u, n) { if (!u.whole && u.size > 1 && (best < 0 || u.size > list[best].size)) best = n; });
  if (best < 0) return false;
  var u = list[best], words = tokens(u.s), at = 0, cut = 0, least = Infinity;
  for (var n = 0; n + 1 < words.length; n++) {
    at += words[n].s.length;
    var cost = Math.abs(2 * at - u.size) / u.size + loss(words[n].s, words[n + 1].s);
    if (cost < least) { least = cost; cut = at; }
  }
  if (!cut) return false;
  var a = u.s.slice(0, cut), b = u.s.slice(cut);
  list.splice(best, 1, { block: u.block, label: u.label, s: a, size: a.length }, { block: u.block, label: u.label, s: b, size: b.length });
  return true;
}

// groups deals units into k parts of about the same length.
function groups(list, k) {
  var total = 0, sum = 0, out = [];
  list.forEach(function (u) { total += u.size; });
  list.forEach(function (u) {
    var n = Math.min(k - 1, Math.floor((sum + u.size / 2) / total * k));
    sum += u.size;
    (out[n] = out[n] || []).push(u);
  });
  out = out.filter(Boolean);
  // The few words a block begins with at the end of a part go to the next.
  for (var n = 0; n + 1 < out.length; n++) {
    var last = out[n][out[n].length - 1], next = out[n + 1][0], length = 0, from = out[n].length;
    if (last.whole || next.whole || last.block !== next.block) continue;
    while (from > 0 && out[n][from - 1].block === last.block) length += out[n][--from].size;
    if (from > 0 && length < 14) out[n + 1] = out[n].splice(from).concat(out[n + 1]);
  }
  return out;
}
