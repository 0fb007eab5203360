// Full-text search in the files beside the page, which xiangwei's package search writes and describes; its test has this
// side in Go. They are loaded as scripts, since a page opened from a disk may not fetch. Syntax and objects of Chrome 62.
(() => {
  'use strict';
  const HASH_BITS = 20, PREFIX = 16, GRAM = 4, BEAT = 32, WINDOW = 24, STOP = '\x01', WORDS = 4, FIRST = 3, PROBE = 3, COST = 21;

  const part = name => document.querySelector('[data-search' + name + ']');
  const form = part(''), status = part('-status'), panel = part('-results'), index = part('-index'), input = form.elements.q;
  const files = {}, got = {};
  let state, query, root, timer, turn = 0, spent = 0;

  // ---- folding

  // Folded text, and where in the text each of its characters stood.
  function fold(text) {
    const at = [];
    let s = '';
    for (let i = 0; i < text.length; i++) {
      const c = root.fold[text.charCodeAt(i)];
      if (c) {
        s += String.fromCharCode(c);
        at.push(i);
      }
    }
    return { s, at };
  }

  // What is looked for: the words of a query, long ones in pieces that lie within one unit.
  function terms(query) {
    const out = [];
    for (const word of query.split(/\s+/)) {
      for (let w of fold(word).s.split(STOP)) {
        while (w.length > WINDOW) {
          out.push(w.slice(0, WINDOW));
          w = w.slice(w.length === WINDOW + 1 ? WINDOW - 1 : WINDOW);
        }
        if (w) out.push(w);
      }
    }
    const long = out.filter(w => w.length > 1);
    return long.length || !out.length ? long : [out.join('')];
  }

  // ---- files

  window.xwSearch = (name, value) => { got[name] = value; };

  function load(name, read) {
    const path = name === 'root' ? 'root.js?' + Math.floor(Date.now() / 3e5) : name[0] + '/' + name.slice(1) + '.js?' + root.v;
    return files[name] = files[name] || new Promise((resolve, reject) => {
      const s = document.createElement('script');
      s.onload = s.onerror = () => {
        s.remove();
        if (name in got) return resolve(got[name]);
        delete files[name];
        reject(new Error(path.split('?')[0]));
      };
      s.src = path;
      document.head.appendChild(s);
    }).then(read);
  }

  class Bits {
    constructor(text) {
      this.data = atob(text);
      this.at = 0;
    }
    get(n) {
      let v = 0;
      for (; n > 0; n--, this.at++) v = v * 2 + (this.data.charCodeAt(this.at >> 3) >> 7 - (this.at & 7) & 1);
      return v;
    }
    gamma() {
      let n = 0;
      while (n < 31 && !this.get(1)) n++;
      return 2 ** n + this.get(n);
    }
    below(n) {
      if (n < 2) return 0;
      const k = 31 - Math.clz32(n), short = 2 ** (k + 1) - n, v = this.get(k);
      return v < short ? v : v * 2 + this.get(1) - short;
    }
    list(n, min, max) {
      const v = new Array(n);
      const read = (from, to, lo, hi) => {
        const n = to - from, m = from + (n >> 1);
        if (n === hi - lo + 1) {
          while (from < to) v[from++] = lo++;
        } else if (n > 0) {
          const x = v[m] = lo + m - from + this.below(hi - lo - n + 2);
          read(from, m, lo, x - 1);
          read(m + 1, to, x + 1, hi);
        }
      };
      read(0, n, min, max);
      return v;
    }
  }

  // How text is folded, and what the rest is cut into. Below the cut, windows tell what the shards leave out.
  function open(r) {
    const hex = text => parseInt(text, 16);
    r.fold = Uint16Array.from({ length: 1 << 16 }, (_, c) => c);
    for (const entry of r.t.split(' ')) {
      const [span, as] = entry.split(':'), [from, to = from] = span.split('-');
      for (let c = hex(from), n = 0; c <= hex(to); c++) r.fold[c] = as && hex(as) + n++;
    }
    r.cut = Math.max(0, (r.n >> 13) - 1) << 13;
    r.stems = [];
    let b = new Bits(r.c), n = b.gamma() - 1, period = 0, next = 0;
    for (const stem of b.list(n, 0, (1 << PREFIX) - 1)) r.stems[stem] = 1;
    b = new Bits(r.r);
    r.regions = [];
    for (n = b.gamma() - 1; n > 0; n--) {
      if (!next) period = b.get(32);
      period += b.gamma() - 1;
      const g = { first: next, year: Math.floor(period / 13), section: r.f[b.gamma() - 1], size: 1 << b.gamma() - 1 };
      next += (b.gamma() - 1) * g.size;
      r.regions.push(g);
    }
    root = r;
  }

  const nobody = () => ({ any: [], head: {}, places: [], from: 0 });

  // The grams of some shards by hash, of the numbers from one to before another.
  function shard(name, from, to, flags) {
    return load(name, value => {
      spent += String(value).length * 3 / 4096;
      return [].concat(value).map(text => {
        const b = new Bits(text), all = {};
        for (const h of b.list(b.gamma() - 1, 0, (1 << HASH_BITS) - 1)) {
          const p = all[h] = nobody();
          if (flags && b.get(1)) p.from = root.cut;
          const n = b.gamma() - 1;
          p.any = b.list(n, from, to - 1);
          if (n) for (const i of b.list(b.gamma() - 1, 0, n - 1)) p.head[p.any[i]] = 1;
          const told = n >= Math.min(48, Math.max(2, root.n >> 6)) && b.get(1);
          p.places = p.any.map(() => told ? b.list(b.gamma(), 0, BEAT - 1).reduce((m, at) => m | 1 << at, 0) : -1);
        }
        return all;
      });
    });
  }

  // What the index says of a gram, with some of the windows before the cut.
  async function gram(h) {
    const n = (h >>> PREFIX) * root.s >>> PREFIX, key = h & (1 << HASH_BITS) - 1, asked = [];
    let p = (await shard('i' + n, 0, root.n, root.cut))[0][key] || nobody(), w = p.from >> 13;
    for (let back = state.back; w && back; back--) asked.push(shard('i' + --w + '-' + Math.floor(n / root.w), w << 13, w + 1 << 13));
    for (const read of await Promise.all(asked)) {
      const o = read[n % root.w][key] || nobody();
      p = { any: o.any.concat(p.any), places: o.places.concat(p.places), head: Object.assign(o.head, p.head), from: w << 13 };
    }
    return p;
  }

  // ---- answers

  function mixed(h) {
    h = Math.imul(h ^ h >>> 16, 0x85ebca6b);
    h = Math.imul(h ^ h >>> 13, 0xc2b2ae35);
    return (h ^ h >>> 16) >>> 0;
  }

  // The grams of a word in the order in which they are asked for: the last and the first of those that are rare, then
  // always the one that tells most of what those before do not.
  function plan(w) {
    const all = [], out = [], covered = [], last = w.length - 1, code = i => w.charCodeAt(i);
    if (!last) return [{ at: 0, h: mixed(1 << 16 | code(0)) }];
    for (let at = 0, end = 0; end <= last; at++) {
      let h = mixed(code(at) << 16 | code(at + 1));
      for (end = at + 2; end < at + GRAM && end <= last && root.stems[h >>> PREFIX]; end++) h = mixed(Math.imul(h, 31) + code(end));
      all.push({ at, end, h, worth: root.stems[h >>> PREFIX] ? 1 : end - at === GRAM ? 2 : 3 });
    }
    const value = a => {
      let fresh = 0;
      for (let k = a.at + 1; k < a.end; k++) if (!covered[k]) fresh++;
      if (out.length < 2) return fresh && a.worth * 100 + (out.length ? -a.at : a.at);
      return fresh * a.worth + (a.end > last && !covered[last] ? 3 : 0);
    };
    while (all.length) {
      const values = all.map(value), [a] = all.splice(values.indexOf(Math.max(...values)), 1);
      for (let k = a.at + 1; k < a.end; k++) covered[k] = 1;
      out.push(a);
    }
    return out;
  }

  // Units that have both, the one so far behind the other. Where one does not know, the other is believed.
  function both(a, b, behind) {
    const out = nobody(), turn = behind & 31;
    out.from = Math.min(a.from, b.from);
    for (let i = 0, j = 0; i < a.any.length || j < b.any.length;) {
      const u = i in a.any ? a.any[i] : Infinity, v = j in b.any ? b.any[j] : Infinity, n = Math.min(u, v);
      let p = v === n ? b.places[j++] : -1;
      p = (p >>> turn | p << 32 - turn) & (u === n ? a.places[i++] : -1);
      if (u === v ? p : n < (u < v ? b.from : a.from)) {
        out.any.push(n);
        out.places.push(p);
        if ((a.head[n] || n < a.from) && (b.head[n] || n < b.from)) out.head[n] = 1;
      }
    }
    return out;
  }

  // Asks for so many grams more, of the words in turn, as long as there are some.
  async function ask(q, n) {
    const asked = [];
    while (asked.length < n && q.plans.some(p => p.length)) {
      const i = q.turn++ % q.plans.length, a = q.plans[i].shift();
      if (a) asked.push(gram(a.h).then(p => ({ i, at: a.at, p })));
    }
    for (const { i, at, p } of await Promise.all(asked)) {
      if (q.got[i]) q.got[i] = both(q.got[i], p, at - q.at[i]);
      else [q.got[i], q.at[i]] = [p, at];
    }
    join(q);
    return asked.length;
  }

  // Records that have all words, those that have them in their heads first, then newer ones first.
  function join(q) {
    const found = {};
    q.from = 0;
    q.got.forEach((g, k) => {
      let n = 0;
      q.from = Math.max(q.from, g.from);
      for (const u of g.any) {
        while (root.regions[n + 1] && root.regions[n + 1].first <= u) n++;
        const region = root.regions[n], id = u - (u - region.first) % region.size;
        const f = found[id] || (k ? {} : found[id] = { id, unit: u, region, n: 0, heads: new Set() });
        if (f.n === k) {
          f.n++;
          if (f.unit === id) f.unit = u;
        }
        if (f.n > k && g.head[u]) f.heads.add(k);
      }
    });
    q.list = Object.keys(found).map(id => q.good[id] || found[id]).filter(f => f.n === q.got.length && !q.bad[f.id]).sort((a, b) => inHead(q, b) - inHead(q, a) || b.id - a.id);
  }

  const inHead = (q, f) => f.heads.size === q.got.length;

  async function find(words) {
    const q = query = { text: state.q, back: state.back, words, plans: words.slice(0, WORDS).map(plan), got: [], at: [], turn: 0, cost: spent + COST, good: {}, bad: {} };
    await ask(q, Math.max(FIRST, q.plans.length));
    if (q.list.length > root.p && spent + 12 < q.cost) await ask(q, 2); // so that the count is right
    return q;
  }

  // Checks a candidate against its text: the index is sure of what is not there, not of what is.
  async function check(q, f) {
    spent += 12 / root.p;
    const rows = await load('t' + (f.unit >> root.b)), row = rows[f.unit & (1 << root.b) - 1];
    if (row) {
      f.row = row;
      f.body = fold(row[6]);
      f.front = row.slice(1, 4).map(text => fold(text).s);
    }
    // Of a long record another part may have another word.
    const good = row && (q.words.length > 1 && f.region.size > 1 || q.words.every(w => [f.body.s, ...f.front].some(t => t.includes(w))));
    (good ? q.good : q.bad)[f.id] = f;
  }

  // Fills a page with candidates that hold, and drops those that do not. A few are looked at first: if some of them are wrong,
  // it is cheaper to ask for more grams than to look at more texts. It ends when so many
  // KB are spent, with some left.
  async function fill(q, fits) {
    for (let look = PROBE; ;) {
      const list = q.list.filter(fits), pages = Math.ceil(list.length / root.p), page = Math.min(state.page, pages);
      const rows = list.slice((page - 1) * root.p, page * root.p), open = rows.filter(f => !f.row);
      const fresh = open.slice(0, look).filter((_, i) => spent + i * 12 / root.p < q.cost);
      if (!fresh.length) return { list, pages, page, rows: rows.filter(f => f.row), left: open.length };
      await Promise.all(fresh.map(f => check(q, f)));
      const wrong = fresh.some(f => q.bad[f.id]);
      q.list = q.list.filter(f => !q.bad[f.id]);
      if (wrong && list.length > PROBE && spent + 4 < q.cost) await ask(q, 2);
      look = wrong ? PROBE : root.p;
    }
  }

  // ---- page

  function el(name, props, ...children) {
    const e = document.createElement(name);
    for (const k in props) if (props[k] != null) e.setAttribute(k, props[k]);
    for (const c of children) if (c) e.appendChild(c.nodeType ? c : document.createTextNode(c));
    return e;
  }

  // Where words stand in a text, in its order.
  function spots(f, words) {
    const out = [];
    for (const w of words) for (let i = f.s.indexOf(w); i >= 0; i = f.s.indexOf(w, i + w.length)) out.push([f.at[i], f.at[i + w.length - 1] + 1]);
    return out.sort((a, b) => a[0] - b[0]);
  }

  // The text from one place to another with what was looked for marked.
  function marked(text, words, from = 0, to = text.length) {
    const out = [], plain = (a, b) => text.slice(a, b).replace(/[\n\t]+/g, '　');
    for (const [start, end] of spots(fold(text), words)) {
      const a = Math.max(start, from), b = Math.min(end, to);
      if (a >= b) continue;
      out.push(plain(from, a), el('mark', {}, plain(a, b)));
      from = b;
    }
    return out.concat(plain(from, to));
  }

  function address(change) {
    const p = new URLSearchParams(), to = Object.assign({}, state, { page: 1 }, change);
    for (const k of ['q', 'kind', 'year', 'page']) if (to[k] && to[k] !== 1) p.set(k, to[k]);
    return '?' + p;
  }

  function link(label, change, current, count) {
    const to = address(change), a = el('a', { href: to, 'aria-current': current ? 'true' : null }, label, count && el('span', { 'class': 'n' }, ' ' + count));
    a.addEventListener('click', e => {
      // From a disk the page is opened anew.
      if (e.ctrlKey || e.metaKey || e.shiftKey || e.button || !remember(to, true)) return;
      e.preventDefault();
      read();
      go();
      status.focus();
    });
    return el('li', {}, a);
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

  // The values of a filter, each with how many of a list it would leave.
  function facet(title, key, list, of, label) {
    const counts = {};
    for (const f of list) counts[of(f)] = (counts[of(f)] || 0) + 1;
    const ids = Object.keys(counts);
    if (ids.length < 2 && !state[key]) return null;
    ids.sort(key === 'kind' ? (a, b) => counts[b] - counts[a] : (a, b) => b - a);
    return el('section', {}, el('h2', {}, title), el('ul', {}, link('全部', { [key]: '' }, !state[key], list.length),
      ...ids.map(id => link(label(id), { [key]: state[key] === id ? '' : id }, state[key] === id, counts[id]))));
  }

  const kindOf = f => f.region.section.n, yearOf = f => String(f.region.year);

  function item(f, words) {
    const [path, title, number, party, day, section, text] = f.row, spot = spots(f.body, words)[0];
    let lead = path, from = 0;
    if (spot) {
      // Browsers that know text fragments go to the place itself.
      if (f.heads.size < words.length) lead += '#:~:text=' + encodeURIComponent(text.slice(...spot)).replace(/-/g, '%2D');
      from = Math.max(0, spot[0] - 36);
      from += Math.max(...['\n', '。', '；'].map(c => text.slice(from, spot[0]).lastIndexOf(c))) + 1;
    }
    // What is far behind and begins a line of its own is another matter.
    const to = from + (text.slice(from, from + 110).indexOf('\n', 60) + 1 || 111) - 1;
    return el('li', { 'class': 'item' },
      el('h2', { 'class': 'item-title' }, el('a', { href: '../' + lead }, ...marked(title, words))),
      el('p', { 'class': 'item-meta' }, day && el('time', { datetime: day }, day), el('span', {}, root.f[section].l),
        ...[number, party].map(t => t && el('span', {}, ...marked(t, words)))),
      text && el('p', { 'class': 'item-summary' }, from ? '…' : '', ...marked(text, words, from, to), to < text.length ? '…' : ''));
  }

  // Shows what is said of a query in place of what was there.
  function show(text, ...children) {
    status.textContent = text;
    panel.textContent = '';
    for (const c of children) if (c) panel.appendChild(c);
    index.hidden = !(panel.hidden = !text);
  }

  const ways = (text, ...children) => el('div', { 'class': 'empty' }, el('p', {}, text), ...children);

  async function results(q) {
    const inKind = f => !state.kind || kindOf(f) === state.kind, inYear = f => !state.year || yearOf(f) === state.year;
    const now = turn, words = q.words;
    if (q.shown) q.cost = spent + COST;
    q.shown = true;
    const { list, pages, page, rows, left } = await fill(q, f => inKind(f) && inYear(f));
    if (now !== turn) return;
    if (!list.length && !q.from) return nothing(words);
    const whole = words.join(''), first = f => page === 1 && f.front.includes(whole);
    rows.sort((a, b) => first(b) - first(a) || inHead(q, b) - inHead(q, a) || (a.row[4] < b.row[4]) - (a.row[4] > b.row[4]));
    const facets = [facet('栏目', 'kind', q.list.filter(inYear), kindOf, id => root.f.find(f => f.n === id).l),
      facet('年份', 'year', q.list.filter(inKind), yearOf, id => id + ' 年')];
    const sure = !q.plans.some(p => p.length) || list.every(f => f.row);
    show(left ? '找到 ' + rows.length + ' 条，另有 ' + (list.length - rows.length) + ' 条可能有' :
      (q.from ? '在较新的内容里' : '') + (sure ? '找到 ' : '找到约 ') + list.length + ' 条' + (page > 1 ? '，第 ' + page + ' 页' : ''),
      facets.some(f => f) && el('nav', { 'class': 'search-facets', 'aria-label': '筛选结果' }, ...facets),
      el('div', { 'class': 'found' }, rows[0] && el('ol', { 'class': 'items' }, ...rows.map(f => item(f, words))),
        left ? button('核对其余的', go) : q.from && page >= pages && button('再往前找', () => {
          state.back++;
          go();
        }),
        pages > 1 && pager(page, pages)));
  }

  function button(label, act) {
    const b = el('button', { type: 'button', 'class': 'search-more' }, label);
    b.addEventListener('click', act);
    return b;
  }

  function pager(page, pages) {
    const from = Math.max(1, Math.min(page - 3, pages - 6)), links = [];
    if (page > 1) links.push(link('上一页', { page: page - 1 }));
    for (let n = from; n <= Math.min(pages, from + 6); n++) links.push(link(n, { page: n }, n === page));
    if (page < pages) links.push(link('下一页', { page: page + 1 }));
    return el('nav', { 'class': 'pager', 'aria-label': '翻页' }, el('ul', {}, ...links));
  }

  function nothing(words) {
    const w = words.find(w => w.length > 3), again = (label, q) => link(label + '“' + q + '”', { q });
    show('没有找到“' + state.q.trim() + '”', ways('可以这样再试：', el('ul', { 'class': 'ways' },
      (state.kind || state.year) && link('去掉筛选，在全部内容里找', { kind: '', year: '' }),
      el('li', {}, '看看有没有错别字，或者只写几个字。'),
      words[1] ? again('只找', words[0]) : w && again('换短一点的词，例如', w.slice(0, 2)),
      words[0].length < 2 && el('li', {}, '一个字只在标题、文号和当事人里找，请多写一个字。'),
      el('li', {}, el('a', { href: 'index.html#titles' }, '打开标题目录')))));
  }

  async function go() {
    const now = ++turn, text = state.q.trim(), slow = setTimeout(() => now === turn && (status.textContent = '正在查找…'), 400);
    clearTimeout(timer);
    document.title = (text && text + '-') + form.getAttribute('data-title');
    try {
      let words = [];
      if (text) {
        await load('root', open);
        words = terms(text);
      }
      if (now !== turn) return;
      if (!words.length) return show('');
      const q = query && query.text === state.q && query.back === state.back ? query : await find(words);
      if (now === turn) await results(q);
    } catch (e) {
      if (now !== turn) return;
      show('没有查完', ways('索引文件 ' + e.message + ' 没有读到，可能是网络中断。下面是标题目录。', button('再试一次', go)));
      index.hidden = false;
    } finally {
      clearTimeout(slow);
    }
  }

  function read() {
    const p = new URLSearchParams(location.search), get = k => p.get(k) || '';
    state = { q: get('q').slice(0, 100), kind: get('kind'), year: get('year'), page: Math.max(1, parseInt(get('page'), 10) || 1), back: 0 };
    if (document.activeElement !== input) input.value = state.q;
  }

  function typed(entry) {
    state = { q: input.value.slice(0, 100), kind: '', year: '', page: 1, back: 0 };
    remember(state.q.trim() ? address({}) : location.pathname, entry);
    go();
  }

  // Not while characters are being composed: until then there are letters in the box.
  function later(e) {
    clearTimeout(timer);
    if (!e.isComposing) timer = setTimeout(typed, 250);
  }

  form.addEventListener('submit', e => {
    e.preventDefault();
    typed(true);
  });
  input.addEventListener('compositionend', later);
  input.addEventListener('input', later);
  window.addEventListener('popstate', () => {
    read();
    input.value = state.q;
    go();
  });

  // A slash leads to the box, arrows go through the results, Escape back to the box.
  document.addEventListener('keydown', e => {
    const links = [...panel.querySelectorAll('.item-title a')], here = document.activeElement, at = links.indexOf(here);
    if (e.altKey || e.ctrlKey || e.metaKey || e.isComposing) return;
    const to = e.key === '/' ? !/^(INPUT|TEXTAREA|SELECT)$/.test(here.tagName) && input :
      e.key === 'ArrowDown' ? (at >= 0 || here === input) && links[at + 1] :
      e.key === 'ArrowUp' ? at >= 0 && (links[at - 1] || input) :
      e.key === 'Escape' && panel.contains(here) && input;
    if (!to) return;
    to.focus();
    e.preventDefault();
  });

  read();
  go();
})();
