// Full-text search in the files beside the page, which xiangwei's package search writes and describes; its test has this
// side in Go. They are loaded as scripts, since a page opened from a disk may not fetch. Syntax and objects of Chrome 62.
(function () {
  'use strict';
  var form = document.querySelector('[data-search]');
  if (!form || !window.Promise || !window.URLSearchParams) return;

  // The same table as in the program, compared by a test.
  var TABLE = '0-8: 9-d:| e-20: 7f-a0: ad: 34f: 61c: 180e: 2000-200f: 2010:2d 2011:2d 2012:2d 2013:2d 2014:2d 2015:2d 2028-202f: 205f-206f: 3000: fe00-fe0f: feff: 41-5a:61 c0-d6:e0 d8-de:f8 391-3a1:3b1 3a3-3a9:3c3 410-42f:430 2160-216f:2170 ff01-ff20:21 ff21-ff3a:61 ff3b-ff5e:5b ffe5:a5 2212:2d 301c:7e 3002:2e ff61:2e ff64:3001 fe52:2e fe50:2c 5b:28 5d:29 7b:28 7d:29 3010:28 3011:29 3014:28 3015:29 3016:28 3017:29 3018:28 3019:29 fe59-fe5a:28 fe5d:28 fe5e:29 ff3b:28 ff3d:29 ff5b:28 ff5d:29 201c:22 201d:22 201e:22 201f:22 2018:27 2019:27 201a:27 201b:27 60:27 ff40:27 300c:22 300d:22 300e:22 300f:22 ff02:22 fe41:22 fe42:22 fe43:22 fe44:22 ff62:22 ff63:22 300a:3c 300b:3e 3008:3c 3009:3e ab:3c bb:3e 2039:3c 203a:3e 2022:b7 2027:b7 2219:b7 22c5:b7 30fb:b7 ff65:b7 25cb:3007 25ef:3007';
  var WINDOW = 24, PAIRS = 5, HASH_BITS = 20, BEAT = 32, PLACED = 16, STOP = 1, PAGE = 10, PIECES = 4;

  var input = form.elements.q;
  var status = document.querySelector('[data-search-status]');
  var panel = document.querySelector('[data-search-results]');
  var index = document.querySelector('[data-search-index]');
  var state = { q: '', kind: '', year: '', page: 1 };
  var turn = 0, composing = false, timer, root, rest, last = {};

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
  Bits.prototype.list = function (n, max) {
    var r = this, v = new Array(n);
    (function read(from, to, lo, hi) {
      var n = to - from, i;
      if (n === hi - lo + 1) {
        for (i = 0; i < n; i++) v[from + i] = lo + i;
      } else if (n > 0) {
        var m = n >> 1, x = v[from + m] = lo + m + r.below(hi - lo - n + 2);
        read(from, from + m, lo, x - 1);
        read(from + m + 1, to, x + 1, hi);
      }
    })(0, n, 0, max);
    return v;
  };

  function open() {
    return load('root').then(function (r) {
      if (root) return;
      root = r;
      var list = function (text) { var b = new Bits(text); return b.list(b.gamma() - 1, r.u - 1); };
      rest = new Uint8Array(r.u);
      list(r.r).forEach(function (u) { rest[u] = 1; });
      r.section = new Uint8Array(r.u);
      r.f.forEach(function (f, k) { list(f.u).forEach(function (u) { r.section[u] = k; }); });
    });
  }

  // The pairs of a shard, by hash.
  function shard(n) {
    return load('i' + n).then(function (value) {
      if (typeof value !== 'string') return value;
      var b = new Bits(value), pairs = {};
      b.list(b.gamma() - 1, (1 << HASH_BITS) - 1).forEach(function (h) {
        var n = b.gamma(), p = pairs[h] = { any: b.list(n, root.u - 1), head: {}, places: new Uint32Array(n) };
        b.list(b.gamma() - 1, n - 1).forEach(function (i) { p.head[p.any[i]] = 1; });
        for (var i = 0; i < n; i++) if (n * PLACED < root.u) p.places[i] = -1; else b.list(b.gamma(), BEAT - 1).forEach(function (at) { p.places[i] |= 1 << at; });
      });
      files['i' + n] = Promise.resolve(pairs);
      return pairs;
    });
  }

  function pair(a, b) {
    var h = a << 16 | b;
    h = Math.imul(h ^ h >>> 16, 0x85ebca6b);
    h = Math.imul(h ^ h >>> 13, 0xc2b2ae35);
    h = (h ^ h >>> 16) >>> 0;
    return shard(Math.floor(h * root.s / 4294967296)).then(function (pairs) {
      return pairs[h & (1 << HASH_BITS) - 1] || { any: [], head: {}, places: [] };
    });
  }

  // ---- answers

  // Units that have the pairs of a piece one behind the other.
  function word(w) {
    var at = [], n = w.length, k = Math.min(n - 1, PAIRS);
    for (var i = 0; i < k; i++) at.push(Math.floor(i * (n - 2) / Math.max(1, k - 1)));
    var asked = n === 1 ? [pair(STOP, w.charCodeAt(0))] : at.map(function (p) { return pair(w.charCodeAt(p), w.charCodeAt(p + 1)); });
    return Promise.all(asked).then(function (got) {
      return got.reduce(function (all, one, i) { return both(all, one, at[i]); });
    });
  }

  function both(a, b, behind) {
    var out = { any: [], head: {}, places: [] }, i = 0, j = 0, turn = behind & 31;
    while (i < a.any.length && j < b.any.length) {
      var u = a.any[i], v = b.any[j];
      if (u === v) {
        var p = b.places[j], places = a.places[i] & (p >>> turn | p << 32 - turn);
        if (places) {
          out.any.push(u);
          out.places.push(places);
          if (a.head[u] && b.head[u]) out.head[u] = 1;
        }
      }
      if (u <= v) i++;
      if (v <= u) j++;
    }
    return out;
  }

  // Records that have all words, those that have them in their heads first, then newer ones first.
  function find(words) {
    return Promise.all(words.slice(0, PIECES).map(word)).then(function (got) {
      var found = {}, order = [];
      got.forEach(function (g, k) {
        g.any.forEach(function (u) {
          var first = u;
          while (rest[first]) first--;
          var f = found[first] || (k ? null : found[first] = { id: first, unit: u, n: 0, heads: 0, seen: -1 });
          if (!f || f.n < k) return;
          if (f.seen !== k) {
            f.seen = k;
            f.n++;
            if (f.unit === first) f.unit = u;
          }
          if (g.head[u]) f.heads |= 1 << k;
        });
      });
      for (var id in found) if (found[id].n === got.length) order.push(found[id]);
      var all = (1 << got.length) - 1;
      return order.sort(function (a, b) {
        return (b.heads === all) - (a.heads === all) || b.id - a.id;
      });
    });
  }

  function text(u) {
    return load('t' + Math.floor(u / root.b)).then(function (rows) { return rows[u % root.b] || null; });
  }

  // The year of a record, from the units at which years begin.
  function yearOf(id) {
    var y = root.y, k = y.length - 1;
    while (k > 0 && y[k][1] > id) k--;
    return y[k] ? y[k][0] : 0;
  }

  // Checks a candidate against its text: the index is sure of what is not there, not of what is.
  function check(f, words) {
    return text(f.unit).then(function (row) {
      if (!row) return false;
      f.row = row;
      f.body = fold(row[6]);
      f.front = [fold(row[1]).s, fold(row[2]).s, fold(row[3]).s];
      return words.length > 1 || [f.body.s].concat(f.front).some(function (t) { return t.indexOf(words[0]) >= 0; });
    });
  }

  // Fills a page with candidates that hold, and drops those that do not from the list.
  function fill(list, from, words) {
    return Promise.all(list.slice(from, from + PAGE).map(function (f) {
      return f.row ? true : check(f, words);
    })).then(function (good) {
      var bad = list.slice(from, from + PAGE).filter(function (f, i) { return !good[i]; });
      if (!bad.length) return;
      bad.forEach(function (f) { f.bad = true; list.splice(list.indexOf(f), 1); });
      return fill(list, from, words);
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
    var t = f.row[6], spot = -1, word = '';
    words.forEach(function (w) {
      var i = f.body.s.indexOf(w);
      if (i >= 0 && (spot < 0 || f.body.at[i] < spot)) { spot = f.body.at[i]; word = t.slice(spot, f.body.at[i + w.length - 1] + 1); }
    });
    var from = Math.max(0, spot - 36), to = Math.min(t.length, from + 110);
    var line = spot < 0 ? -1 : Math.max.apply(null, ['\n', '。', '；'].map(function (c) { return t.slice(from, spot).lastIndexOf(c); }));
    if (line >= 0) from += line + 1;
    return { nodes: [from ? '…' : ''].concat(marked(t, words, from, to), to < t.length ? '…' : ''), word: word };
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

  function sectionOf(f) { return root.f[root.section[f.id]].n; }

  function item(f, words) {
    var r = f.row, x = excerpt(f, words);
    var inFront = words.every(function (w) { return f.front.some(function (t) { return t.indexOf(w) >= 0; }); });
    // Browsers that know text fragments go to the place itself.
    var to = '../' + r[0] + (x.word && !inFront && 'fragmentDirective' in document ? '#:~:text=' + encodeURIComponent(x.word).replace(/-/g, '%2D') : '');
    return el('li', { 'class': 'item' }, [
      el('h2', { 'class': 'item-title' }, [el('a', { href: to }, marked(r[1], words))]),
      el('p', { 'class': 'item-meta' }, [
        r[4] ? el('time', { datetime: r[4], text: r[4] }) : null, el('span', { text: root.f[r[5]].l }),
        r[2] ? el('span', {}, marked(r[2], words)) : null, r[3] ? el('span', {}, marked(r[3], words)) : null]),
      r[6] ? el('p', { 'class': 'item-summary' }, x.nodes) : null
    ]);
  }

  function clear() {
    while (panel.firstChild) panel.removeChild(panel.firstChild);
  }

  function say(text) { status.textContent = text; }

  function show(all, words) {
    var inKind = function (f) { return !state.kind || sectionOf(f) === state.kind; };
    var inYear = function (f) { return !state.year || String(yearOf(f.id)) === state.year; };
    var list = all.filter(function (f) { return inKind(f) && inYear(f); });
    var now = turn;
    return fill(list, (state.page - 1) * PAGE, words).then(function () {
      if (now !== turn) return;
      all = all.filter(function (f) { return !f.bad; }); // so that the filters add up
      var pages = Math.ceil(list.length / PAGE), page = Math.min(state.page, pages);
      var kinds = count(all.filter(inYear), sectionOf), years = count(all.filter(inKind), function (f) { return yearOf(f.id); });
      kinds.forEach(function (k) { root.f.forEach(function (f) { if (f.n === k.id) k.label = f.l; }); });
      kinds.sort(function (a, b) { return b.n - a.n; });
      years.sort(function (a, b) { return b.id - a.id; });
      years.forEach(function (y) { y.label = y.id + ' 年'; });
      clear();
      index.hidden = true;
      panel.hidden = false;
      if (!list.length) return nothing(words);
      say('找到 ' + list.length + ' 条' + (pages > 1 ? '，第 ' + page + ' 页，共 ' + pages + ' 页' : ''));
      var facets = [facet('栏目', 'kind', kinds, all.filter(inYear).length), facet('年份', 'year', years, all.filter(inKind).length)];
      if (facets[0] || facets[1]) panel.appendChild(el('nav', { 'class': 'search-facets', 'aria-label': '筛选结果' }, facets));
      var rows = list.slice((page - 1) * PAGE, page * PAGE);
      if (page === 1) {
        var whole = words.join('');
        rows.sort(function (a, b) { return (b.front.indexOf(whole) >= 0) - (a.front.indexOf(whole) >= 0); });
      }
      panel.appendChild(el('div', { 'class': 'found' }, [
        el('ol', { 'class': 'items' }, rows.map(function (f) { return item(f, words); })),
        pages > 1 ? pager(page, pages) : null]));
    });
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
    var ways = [el('li', { text: '看看有没有错别字；文号、名称可以只写其中几个字。' })];
    var long = words.filter(function (w) { return w.length > 3; })[0];
    if (state.kind || state.year) ways.unshift(link('去掉筛选，在全部内容里找', { kind: '', year: '' }));
    if (words.length > 1) ways.push(link('只找“' + words[0] + '”', { q: words[0] }));
    else if (long) ways.push(link('换短一点的词，例如“' + long.slice(0, 2) + '”', { q: long.slice(0, 2) }));
    if (words[0] && words[0].length === 1) ways.push(el('li', { text: '一个字只在标题、文号和当事人里找，请多写一个字。' }));
    ways.push(el('li', {}, [el('a', { href: 'index.html#titles', text: '打开标题目录，按栏目和年份查看' })]));
    panel.appendChild(el('div', { 'class': 'empty' }, [el('p', {}, [el('b', { text: '没有找到。' }), '可以这样再试：']), el('ul', { 'class': 'ways' }, ways)]));
  }

  function failed(e) {
    clear();
    panel.hidden = false;
    say('没有查完：有一部分索引没有读到');
    var again = el('button', { type: 'button', text: '再试一次' });
    again.addEventListener('click', go);
    panel.appendChild(el('div', { 'class': 'empty' }, [
      el('p', {}, [el('b', { text: '索引文件 ' + e.message + ' 没有读到，' }), '可能是网络中断，也可能是网站正在更新。']), again]));
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
    open().then(function () { return now === turn && find(words); }).then(function (all) {
      if (now === turn) return show(all, words);
    }).catch(function (e) { if (now === turn) failed(e); }).then(function () { clearTimeout(slow); });
  }

  function read() {
    var p = new URLSearchParams(location.search);
    state = { q: (p.get('q') || '').slice(0, 100), kind: p.get('kind') || '', year: p.get('year') || '', page: Math.max(1, parseInt(p.get('page'), 10) || 1) };
    if (document.activeElement !== input) input.value = state.q;
  }

  function typed(entry) {
    state = { q: input.value.slice(0, 100), kind: '', year: '', page: 1 };
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
