// Full-text search in the files beside the page, which xiangwei's package search writes and describes; its test has this
// side in Go. They are loaded as scripts, since a page opened from a disk may not fetch. Syntax and objects of Chrome 62.
(function () {
  'use strict';
  var form = document.querySelector('[data-search]');
  if (!form || !window.Promise || !window.URLSearchParams) return;

  // The same table as in the program, compared by a test.
  var TABLE = '0-8: 9-d:| e-20: 7f-a0: ad: 34f: 61c: 180e: 2000-200f: 2010:2d 2011:2d 2012:2d 2013:2d 2014:2d 2015:2d 2028-202f: 205f-206f: 3000: fe00-fe0f: feff: 41-5a:61 c0-d6:e0 d8-de:f8 391-3a1:3b1 3a3-3a9:3c3 410-42f:430 2160-216f:2170 ff01-ff20:21 ff21-ff3a:61 ff3b-ff5e:5b ffe5:a5 2212:2d 301c:7e 3002:2e ff61:2e ff64:3001 fe52:2e fe50:2c 5b:28 5d:29 7b:28 7d:29 3010:28 3011:29 3014:28 3015:29 3016:28 3017:29 3018:28 3019:29 fe59-fe5a:28 fe5d:28 fe5e:29 ff3b:28 ff3d:29 ff5b:28 ff5d:29 201c:22 201d:22 201e:22 201f:22 2018:27 2019:27 201a:27 201b:27 60:27 ff40:27 300c:22 300d:22 300e:22 300f:22 ff02:22 fe41:22 fe42:22 fe43:22 fe44:22 ff62:22 ff63:22 300a:3c 300b:3e 3008:3c 3009:3e ab:3c bb:3e 2039:3c 203a:3e 2022:b7 2027:b7 2219:b7 22c5:b7 30fb:b7 ff65:b7 25cb:3007 25ef:3007';
  var WINDOW = 24, HASH_BITS = 20, PREFIX = 16, GRAM = 3, BEAT = 32, STOP = 1, WORDS = 4, FIRST = 3, GRAMS = 7, PROBE = 3, COST = 21;

  var input = form.elements.q;
  var status = document.querySelector('[data-search-status]');
  var panel = document.querySelector('[data-search-results]');
  var index = document.querySelector('[data-search-index]');
  var state = { q: '', kind: '', year: '', page: 1, back: 0 };
  var turn = 0, composing = false, timer, root, query, spent = 0, last = {};

  // ---- folding

  var folding = new Uint16Array(65536);
  (function () {
    for (var i = 0; i < 65536; i++) folding[i] = i;
    TABLE.split(' ').forEach(function (entry) {
      var parts = entry.split(':'), span = parts[0].split('-');
      var from = parseInt(span[0], 16), to = parseInt(span[1] || span[0], 16), as = parts[1];
      for (var c = from; c <= to; c++) folding[c] = as === '' ? 0 : as === '|' ? STOP : parseInt(as, 16) + c - from;
    });
  })();

  // Folded text, and where in the text each of its characters stood.
  function fold(text) {
    var s = '', at = [];
    for (var i = 0; i < text.length; i++) {
      var c = folding[text.charCodeAt(i)];
      if (c) { s += String.fromCharCode(c); at.push(i); }
    }
    return { s: s, at: at };
  }

  // What is looked for: the words of a query, long ones in pieces that lie within one unit.
  function terms(query) {
    var out = [];
    query.split(/\s+/).forEach(function (word) {
      fold(word).s.split('\x01').forEach(function (w) {
        while (w.length > WINDOW) {
          out.push(w.slice(0, WINDOW));
          w = w.slice(WINDOW - (w.length === WINDOW + 1 ? 1 : 0));
        }
        if (w) out.push(w);
      });
    });
    var long = out.filter(function (w) { return w.length > 1; });
    if (long.length) return long;
    return out.length > 1 ? [out.join('')] : out;
  }

  // ---- files

  var files = {};
  window.xwSearch = function (name, value) { last[name] = value; };

  function load(name) {
    if (files[name]) return files[name];
    var path = name === 'root' ? 'root.js?' + Math.floor(Date.now() / 3e5) : name[0] + '/' + name.slice(1) + '.js?' + root.v;
    return files[name] = new Promise(function (resolve, reject) {
      var s = document.createElement('script');
      function end() {
        s.remove();
        if (name in last) {
          resolve(last[name]);
          delete last[name];
        } else {
          delete files[name];
          reject(new Error(path.split('?')[0]));
        }
      }
      s.onload = s.onerror = end;
      s.src = path;
      document.head.appendChild(s);
    });
  }

  function Bits(text) { this.data = atob(text); this.at = 0; }
  Bits.prototype.get = function (n) {
    var v = 0;
    for (; n > 0; n--, this.at++) {
      v = v * 2 + (this.data.charCodeAt(this.at >> 3) >> 7 - (this.at & 7) & 1);
    }
    return v;
  };
  Bits.prototype.gamma = function () {
    var n = 0;
    while (n < 31 && !this.get(1)) n++;
    return Math.pow(2, n) + this.get(n);
  };
  Bits.prototype.below = function (n) {
    if (n < 2) return 0;
    var k = 31 - Math.clz32(n), short = Math.pow(2, k + 1) - n, v = this.get(k);
    return v < short ? v : v * 2 + this.get(1) - short;
  };
  Bits.prototype.list = function (n, min, max) {
    var r = this, v = new Array(n);
    (function read(from, to, lo, hi) {
      var n = to - from;
      if (n === hi - lo + 1) {
        while (from < to) v[from++] = lo++;
      } else if (n > 0) {
        var m = n >> 1, x = v[from + m] = lo + m + r.below(hi - lo - n + 2);
        read(from, from + m, lo, x - 1);
        read(from + m + 1, to, x + 1, hi);
      }
    })(0, n, min, max);
    return v;
  };

  // What the rest is cut into. Below the cut, windows tell what the shards leave out.
  function open() {
    return load('root').then(function (r) {
      if (root) return;
      root = r;
      r.cut = Math.max(0, (r.n >> 13) - 1) << 13;
      r.stems = new Uint8Array(1 << PREFIX);
      var b = new Bits(r.c), n = b.gamma() - 1, period = 0, next = 0;
      b.list(n, 0, r.stems.length - 1).forEach(function (stem) { r.stems[stem] = 1; });
      b = new Bits(r.r);
      r.regions = [];
      for (n = b.gamma() - 1; n > 0; n--) {
        if (!next) period = b.get(32);
        period += b.gamma() - 1;
        var g = { first: next, year: Math.floor(period / 13), section: b.gamma() - 1, size: 1 << b.gamma() - 1 };
        next += (b.gamma() - 1) * g.size;
        r.regions.push(g);
      }
    });
  }

  // The region of a number: records of one month and section, each with so many numbers.
  function region(u) {
    for (var i = root.regions.length - 1; root.regions[i].first > u;) i--;
    return root.regions[i];
  }

  // The grams of a shard by hash, of the numbers from one to before another.
  function grams(text, from, to, flags) {
    var b = new Bits(text), all = {};
    b.list(b.gamma() - 1, 0, (1 << HASH_BITS) - 1).forEach(function (h) {
      var p = all[h] = { from: flags && b.get(1) ? root.cut : 0, head: {} }, n = b.gamma() - 1;
      p.any = b.list(n, from, to - 1);
      p.places = [];
      if (n) b.list(b.gamma() - 1, 0, n - 1).forEach(function (i) { p.head[p.any[i]] = 1; });
      var told = n >= Math.min(48, Math.max(2, root.n >> 6)) && b.get(1);
      for (var i = 0; i < n; i++) p.places[i] = told ? b.list(b.gamma(), 0, BEAT - 1).reduce(function (m, at) { return m | 1 << at; }, 0) : -1;
    });
    return all;
  }

  function shard(name, from, to, flags) {
    return load(name).then(function (value) {
      if (value.read) return value;
      spent += String(value).length * 3 / 4096;
      var read = [].concat(value).map(function (text) { return grams(text, from, to, flags); });
      read.read = true;
      files[name] = Promise.resolve(read);
      return read;
    });
  }

  function mixed(h) {
    h = Math.imul(h ^ h >>> 16, 0x85ebca6b);
    h = Math.imul(h ^ h >>> 13, 0xc2b2ae35);
    return (h ^ h >>> 16) >>> 0;
  }

  function nobody() { return { any: [], head: {}, places: [], from: 0 }; }

  // What the index says of a gram, with some of the windows before the cut.
  function gram(h) {
    var n = (h >>> PREFIX) * root.s >>> PREFIX, key = h & (1 << HASH_BITS) - 1;
    return shard('i' + n, 0, root.n, root.cut > 0).then(function (read) {
      var p = read[0][key] || nobody(), to = root.cut >> 13, asked = [];
      for (var w = to - 1; p.from && w >= 0 && w >= to - state.back; w--) asked.push(shard('i' + w + '-' + Math.floor(n / root.w), w << 13, w + 1 << 13, false));
      return Promise.all(asked).then(function (windows) {
        return windows.reduce(function (p, read, i) {
          var o = read[n % root.w][key] || nobody();
          return { any: o.any.concat(p.any), places: o.places.concat(p.places), head: Object.assign({}, p.head, o.head), from: to - 1 - i << 13 };
        }, p);
      });
    });
  }

  // ---- answers

  // The grams of a word in the order in which they are asked for: the last and the first of those that are rare, then
  // always the one that tells most of what those before do not.
  function plan(w) {
    var all = [], out = [], covered = [], n = w.length, i, k;
    if (n === 1) return [{ at: 0, n: 1, h: mixed(STOP << 16 | w.charCodeAt(0)) }];
    for (i = 0; i < n - 1; i++) {
      var h = mixed(w.charCodeAt(i) << 16 | w.charCodeAt(i + 1));
      for (k = 2; k < GRAM && i + k < n && root.stems[h >>> PREFIX]; k++) h = mixed(Math.imul(h, 31) + w.charCodeAt(i + k));
      var g = { at: i, n: k, h: h, worth: root.stems[h >>> PREFIX] ? 1 : k === GRAM ? 2 : 3 };
      if (k === n) return [g];
      all.push(g);
    }
    function value(a) {
      var fresh = 0;
      for (var k = 0; k < a.n - 1; k++) if (!covered[a.at + k]) fresh++;
      if (out.length < 2) return fresh ? a.worth * 100 + (out.length ? -a.at : a.at) : 0;
      return fresh * a.worth + (a.at + a.n === n && !covered[n - 2] ? 3 : 0);
    }
    while (all.length) {
      var best = 0, most = -1;
      for (i = 0; i < all.length; i++) {
        var v = value(all[i]);
        if (v > most) { best = i; most = v; }
      }
      var a = all.splice(best, 1)[0];
      for (k = 0; k < a.n - 1; k++) covered[a.at + k] = true;
      out.push(a);
    }
    return out;
  }

  // Units that have both, the one so far behind the other. Where one does not know, the other is believed.
  function both(a, b, behind) {
    var out = nobody(), i = 0, j = 0, turn = behind & 31;
    out.from = Math.min(a.from, b.from);
    while (i < a.any.length || j < b.any.length) {
      var u = i in a.any ? a.any[i] : Infinity, v = j in b.any ? b.any[j] : Infinity, n = Math.min(u, v);
      var p = v === n ? b.places[j++] : -1, q = u === n ? a.places[i++] : -1;
      p = (p >>> turn | p << 32 - turn) & q;
      if (u === v ? p : n < (u < v ? b.from : a.from)) {
        out.any.push(n);
        out.places.push(p);
        if ((a.head[n] || n < a.from) && (b.head[n] || n < b.from)) out.head[n] = 1;
      }
    }
    return out;
  }

  // Asks for so many grams more, of the words in turn; false where there are none.
  function ask(q, n) {
    var grams = [];
    for (var k = 0; n > 0 && k < q.plans.length; k++) {
      var i = q.asked % q.plans.length;
      q.asked++;
      if (!q.plans[i].length) continue;
      grams.push({ i: i, g: q.plans[i].shift() });
      n--;
      k = -1;
    }
    return grams.length && Promise.all(grams.map(function (x) { return gram(x.g.h); })).then(function (got) {
      got.forEach(function (p, k) {
        var i = grams[k].i, at = grams[k].g.at;
        if (q.got[i]) p = both(q.got[i], p, at - q.base[i]);
        else q.base[i] = at;
        q.got[i] = p;
      });
      join(q);
    });
  }

  // Records that have all words, those that have them in their heads first, then newer ones first.
  function join(q) {
    var found = {}, order = [], all = (1 << q.got.length) - 1;
    q.from = 0;
    q.got.forEach(function (g, k) {
      q.from = Math.max(q.from, g.from);
      g.any.forEach(function (u) {
        var r = region(u), first = u - (u - r.first) % r.size;
        var f = found[first] || (k ? null : found[first] = { id: first, unit: u, region: r, n: 0, heads: 0, seen: -1 });
        if (!f || f.n < k) return;
        if (f.seen !== k) {
          f.seen = k;
          f.n++;
          if (f.unit === first) f.unit = u;
        }
        if (g.head[u]) f.heads |= 1 << k;
      });
    });
    for (var id in found) if (found[id].n === q.got.length && q.bad[id] !== true) order.push(q.good[id] || found[id]);
    q.list = order.sort(function (a, b) {
      return (b.heads === all) - (a.heads === all) || b.id - a.id;
    });
  }

  function find(words) {
    var q = query = { text: state.q, back: state.back, words: words, plans: words.slice(0, WORDS).map(plan), got: [], base: [], asked: 0, cost: spent + COST, good: {}, bad: {}, list: [] };
    return Promise.resolve(ask(q, Math.max(FIRST, q.plans.length))).then(function () {
      return q.list.length > 2 * root.p && spent + 12 < q.cost && ask(q, 2); // so that the count is right
    }).then(function () { return q; });
  }

  // Checks a candidate against its text: the index is sure of what is not there, not of what is.
  function check(q, f) {
    spent += 12 / root.p;
    return load('t' + (f.unit >> root.b)).then(function (rows) {
      var row = rows[f.unit & (1 << root.b) - 1];
      if (!row) return false;
      f.row = row;
      f.body = fold(row[6]);
      f.front = [fold(row[1]).s, fold(row[2]).s, fold(row[3]).s];
      // Of a long record another part may have another word.
      return q.words.length > 1 && f.region.size > 1 || q.words.every(function (w) {
        return [f.body.s].concat(f.front).some(function (t) { return t.indexOf(w) >= 0; });
      });
    }).then(function (good) {
      (good ? q.good : q.bad)[f.id] = good ? f : true;
    });
  }

  // Fills a page with candidates that hold, and drops those that do not. A few are looked at first: if some of them are wrong,
  // it is cheaper to ask for more grams than to look at more texts. It ends when so many KB are spent; q.left says whether.
  function fill(q, from, fits, look) {
    var list = q.list.filter(fits), fresh = [], wrong = 0;
    list.slice(from, from + root.p).forEach(function (f) {
      if (!f.row && fresh.length < look && spent + fresh.length * 12 / root.p < q.cost) fresh.push(f);
    });
    q.left = list.slice(from, from + root.p).some(function (f) { return !f.row; });
    if (!fresh.length) return Promise.resolve(list);
    return Promise.all(fresh.map(function (f) { return check(q, f); })).then(function () {
      wrong = fresh.filter(function (f) { return q.bad[f.id]; }).length;
      q.list = q.list.filter(function (f) { return !q.bad[f.id]; });
      return wrong && list.length > PROBE && q.asked < GRAMS && spent + 4 < q.cost && ask(q, 2);
    }).then(function (asked) {
      return fill(q, from, fits, wrong ? PROBE : root.p);
    });
  }

  // ---- page

  function el(name, props, children) {
    var e = document.createElement(name);
    for (var k in props || {}) {
      if (k === 'text') e.textContent = props[k];
      else if (props[k] != null) e.setAttribute(k, props[k]);
    }
    (children || []).forEach(function (c) { if (c) e.appendChild(typeof c === 'string' ? document.createTextNode(c) : c); });
    return e;
  }

  // The text from one place to another with what was looked for marked.
  function marked(text, words, from, to) {
    var f = fold(text), spots = [], out = [];
    words.forEach(function (w) {
      for (var i = f.s.indexOf(w); i >= 0; i = f.s.indexOf(w, i + w.length)) spots.push([f.at[i], f.at[i + w.length - 1] + 1]);
    });
    spots.sort(function (a, b) { return a[0] - b[0]; });
    var at = from = from || 0;
    to = to == null ? text.length : to;
    var plain = function (a, b) { return text.slice(a, b).replace(/[\n\t]+/g, '　'); };
    spots.forEach(function (s) {
      var a = Math.max(s[0], at), b = Math.min(s[1], to);
      if (a >= b) return;
      out.push(plain(at, a), el('mark', { text: plain(a, b) }));
      at = b;
    });
    out.push(plain(at, to));
    return out;
  }

  function excerpt(f, words) {
    var t = f.row[6], spot = -1;
    words.forEach(function (w) {
      var i = f.body.s.indexOf(w);
      if (i >= 0 && (spot < 0 || f.body.at[i] < spot)) spot = f.body.at[i];
    });
    var from = Math.max(0, spot - 36), to = Math.min(t.length, from + 110);
    var line = spot < 0 ? -1 : Math.max.apply(null, ['\n', '。', '；'].map(function (c) { return t.slice(from, spot).lastIndexOf(c); }));
    if (line >= 0) from += line + 1;
    return [from ? '…' : ''].concat(marked(t, words, from, to), to < t.length ? '…' : '');
  }

  function address(change) {
    var p = new URLSearchParams();
    ['q', 'kind', 'year', 'page'].forEach(function (k) {
      var v = k in change ? change[k] : k === 'page' ? '' : state[k];
      if (v && !(k === 'page' && v === 1)) p.set(k, v);
    });
    return '?' + p;
  }

  function link(label, change, current, count) {
    var a = el('a', { href: address(change), 'aria-current': current ? 'true' : null }, [label, count == null ? null : el('span', { 'class': 'n', text: ' ' + count })]);
    a.addEventListener('click', function (e) {
      if (e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
      if (!remember(a.getAttribute('href'), true)) return; // from a disk the page is opened anew
      e.preventDefault();
      read();
      go();
      status.focus();
    });
    return el('li', {}, [a]);
  }

  // Puts the query into the address. Pages from a disk may not.
  function remember(query, entry) {
    try {
      history[entry ? 'pushState' : 'replaceState'](null, '', query);
      return true;
    } catch (_) {
      return false;
    }
  }

  function facet(title, key, values, all) {
    if (values.length < 2 && !state[key]) return null;
    var none = {};
    none[key] = '';
    return el('section', {}, [el('h2', { text: title }), el('ul', {}, [link('全部', none, !state[key], all)].concat(values.map(function (v) {
      var change = {};
      change[key] = state[key] === v.id ? '' : v.id;
      return link(v.label, change, state[key] === v.id, v.n);
    })))]);
  }

  function count(list, key) {
    var n = {}, values = [];
    list.forEach(function (f) { var k = key(f); n[k] = (n[k] || 0) + 1; });
    for (var k in n) values.push({ id: k, label: k, n: n[k] });
    return values;
  }

  function sectionOf(f) { return root.f[f.region.section].n; }

  function yearOf(f) { return f.region.year; }

  function item(f, words) {
    var r = f.row;
    return el('li', { 'class': 'item' }, [
      el('h2', { 'class': 'item-title' }, [el('a', { href: '../' + r[0] }, marked(r[1], words))]),
      el('p', { 'class': 'item-meta' }, [
        r[4] ? el('time', { datetime: r[4], text: r[4] }) : null, el('span', { text: root.f[r[5]].l }),
        r[2] ? el('span', {}, marked(r[2], words)) : null, r[3] ? el('span', {}, marked(r[3], words)) : null]),
      r[6] ? el('p', { 'class': 'item-summary' }, excerpt(f, words)) : null
    ]);
  }

  function clear() {
    while (panel.firstChild) panel.removeChild(panel.firstChild);
  }

  function say(text) { status.textContent = text; }

  function show(q) {
    var inKind = function (f) { return !state.kind || sectionOf(f) === state.kind; };
    var inYear = function (f) { return !state.year || String(yearOf(f)) === state.year; };
    var now = turn, words = q.words;
    if (q.shown) q.cost = spent + COST;
    q.shown = true;
    return fill(q, (state.page - 1) * root.p, function (f) { return inKind(f) && inYear(f); }, PROBE).then(function (list) {
      if (now !== turn) return;
      var all = q.list, pages = Math.ceil(list.length / root.p), page = Math.min(state.page, pages);
      var kinds = count(all.filter(inYear), sectionOf), years = count(all.filter(inKind), yearOf);
      kinds.forEach(function (k) { k.label = root.f.filter(function (f) { return f.n === k.id; })[0].l; });
      kinds.sort(function (a, b) { return b.n - a.n; });
      years.sort(function (a, b) { return b.id - a.id; });
      years.forEach(function (y) { y.label = y.id + ' 年'; });
      clear();
      index.hidden = true;
      panel.hidden = false;
      if (!list.length && !q.from) return nothing(words);
      var rows = list.slice((page - 1) * root.p, page * root.p).filter(function (f) { return f.row; });
      say(q.left ? '找到 ' + rows.length + ' 条，另有 ' + (list.length - rows.length) + ' 条可能有' :
        (q.from ? '在较新的内容里找到 ' : '找到 ') + list.length + ' 条' + (page > 1 ? '，第 ' + page + ' 页' : ''));
      var facets = [facet('栏目', 'kind', kinds, all.filter(inYear).length), facet('年份', 'year', years, all.filter(inKind).length)];
      if (facets[0] || facets[1]) panel.appendChild(el('nav', { 'class': 'search-facets', 'aria-label': '筛选结果' }, facets));
      var whole = words.join(''), heads = (1 << q.got.length) - 1;
      rows.sort(function (a, b) {
        return (page === 1 && (b.front.indexOf(whole) >= 0) - (a.front.indexOf(whole) >= 0)) || (b.heads === heads) - (a.heads === heads) || (a.row[4] < b.row[4]) - (a.row[4] > b.row[4]);
      });
      panel.appendChild(el('div', { 'class': 'found' }, [
        el('ol', { 'class': 'items' }, rows.map(function (f) { return item(f, words); })),
        q.left ? button('核对其余的', function () { show(q); }) :
          q.from && page >= pages ? button('再往前找', function () { state.back++; go(); }) : null,
        pages > 1 ? pager(page, pages) : null]));
    });
  }

  function button(label, act) {
    var b = el('button', { type: 'button', 'class': 'search-more', text: label });
    b.addEventListener('click', act);
    return b;
  }

  function pager(page, pages) {
    var from = Math.max(1, Math.min(page - 3, pages - 6)), links = [];
    if (page > 1) links.push(link('上一页', { page: page - 1 }));
    for (var n = from; n <= Math.min(pages, from + 6); n++) links.push(link(String(n), { page: n }, n === page));
    if (page < pages) links.push(link('下一页', { page: page + 1 }));
    return el('nav', { 'class': 'pager', 'aria-label': '翻页' }, [el('ul', {}, links)]);
  }

  function nothing(words) {
    say('没有找到“' + state.q.trim() + '”');
    var ways = [el('li', { text: '看看有没有错别字，或者只写几个字。' })];
    var long = words.filter(function (w) { return w.length > 3; })[0];
    if (state.kind || state.year) ways.unshift(link('去掉筛选，在全部内容里找', { kind: '', year: '' }));
    if (words.length > 1) ways.push(link('只找“' + words[0] + '”', { q: words[0] }));
    else if (long) ways.push(link('换短一点的词，例如“' + long.slice(0, 2) + '”', { q: long.slice(0, 2) }));
    if (words[0] && words[0].length === 1) ways.push(el('li', { text: '一个字只在标题、文号和当事人里找，请多写一个字。' }));
    ways.push(el('li', {}, [el('a', { href: 'index.html#titles', text: '打开标题目录' })]));
    panel.appendChild(el('div', { 'class': 'empty' }, [el('p', { text: '可以这样再试：' }), el('ul', { 'class': 'ways' }, ways)]));
  }

  function failed(e) {
    clear();
    panel.hidden = false;
    say('没有查完');
    panel.appendChild(el('div', { 'class': 'empty' }, [
      el('p', {}, ['索引文件 ' + e.message + ' 没有读到，可能是网络中断。']), button('再试一次', go)]));
  }

  function go() {
    var now = ++turn, words = terms(state.q);
    clearTimeout(timer);
    document.title = (state.q.trim() ? state.q.trim() + '-' : '') + form.getAttribute('data-title');
    if (!words.length) {
      clear();
      say('');
      panel.hidden = true;
      index.hidden = false;
      return;
    }
    var slow = setTimeout(function () { if (now === turn) say('正在查找…'); }, 400);
    open().then(function () {
      if (now === turn) return query && query.text === state.q && query.back === state.back ? query : find(words);
    }).then(function (q) {
      if (now === turn) return show(q);
    }).catch(function (e) { if (now === turn) failed(e); }).then(function () { clearTimeout(slow); });
  }

  function read() {
    var p = new URLSearchParams(location.search);
    state = { q: (p.get('q') || '').slice(0, 100), kind: p.get('kind') || '', year: p.get('year') || '', page: Math.max(1, parseInt(p.get('page'), 10) || 1), back: 0 };
    if (document.activeElement !== input) input.value = state.q;
  }

  function typed(entry) {
    state = { q: input.value.slice(0, 100), kind: '', year: '', page: 1, back: 0 };
    remember(state.q.trim() ? address({}) : location.pathname, entry);
    go();
  }

  form.addEventListener('submit', function (e) {
    e.preventDefault();
    typed(true);
  });
  input.addEventListener('compositionstart', function () { composing = true; });
  input.addEventListener('compositionend', function () { composing = false; later(); });
  input.addEventListener('input', later);
  function later() {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(typed, 250);
  }
  window.addEventListener('popstate', function () { read(); input.value = state.q; go(); });

  // A slash leads to the box, arrows go through the results, Escape back to the box.
  document.addEventListener('keydown', function (e) {
    var links = [].slice.call(panel.querySelectorAll('.item-title a')), at = links.indexOf(document.activeElement);
    if (e.altKey || e.ctrlKey || e.metaKey || e.isComposing) return;
    if (e.key === '/' && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) input.focus();
    else if (e.key === 'ArrowDown' && (at >= 0 || document.activeElement === input) && links[at + 1]) links[at + 1].focus();
    else if (e.key === 'ArrowUp' && at >= 0) (links[at - 1] || input).focus();
    else if (e.key === 'Escape' && document.activeElement !== input && panel.contains(document.activeElement)) input.focus();
    else return;
    e.preventDefault();
  });

  read();
  go();
})();
