// Adds to the page of a record what only a script can do: copying its citation and its address, handing it on, printing,
// links to single items and articles, a filter of items whose state stands in the address, and the mark in the contents
// of what is being read. Without it nothing is missing from the page: the buttons are made here, not in the HTML.
(function () {
  'use strict';
  var d = document, w = window;

  // The address others cite is the canonical one, not that of a copy on a disk.
  function address(hash) {
    var link = d.querySelector('link[rel=canonical]');
    return (link && link.href ? link.href : location.href.split('#')[0]) + (hash || '');
  }

  // The clipboard exists on https and localhost only; elsewhere the browser's old way is tried.
  function copy(text, done) {
    function old() {
      var t = d.createElement('textarea'), ok = false;
      t.value = text;
      t.className = 'off-screen';
      d.body.appendChild(t);
      t.select();
      try { ok = d.execCommand('copy'); } catch (e) { ok = false; }
      d.body.removeChild(t);
      done(ok);
    }
    if (navigator.clipboard && w.isSecureContext) navigator.clipboard.writeText(text).then(function () { done(true); }, old);
    else old();
  }

  function element(name, cls, text) {
    var e = d.createElement(name);
    if (cls) e.className = cls;
    if (text) e.textContent = text;
    return e;
  }

  var box = d.querySelector('[data-tools]'), said = element('span', 'said');
  said.setAttribute('role', 'status');
  function say(ok, what) { said.textContent = ok ? what + '已复制' : '没有复制成功，请选中文字复制'; }
  function button(label, act, into) {
    var b = element('button', '', label);
    b.type = 'button';
    b.setAttribute('data-needs-js', '');
    b.addEventListener('click', act);
    into.appendChild(b);
    return b;
  }
  var cite = d.querySelector('[data-cite]');
  if (box) {
    if (cite) button('复制引文', function () { copy(cite.textContent.trim(), function (ok) { say(ok, '引文'); }); }, box);
    button('复制网址', function () { copy(address(), function (ok) { say(ok, '网址'); }); }, box);
    if (navigator.share) button('分享', function () { navigator.share({ title: d.title, url: address() }).catch(function () {}); }, box);
    if (w.print) button('打印', function () { w.print(); }, box);
    box.appendChild(said);
    box.hidden = false;
  }

  // Links to one item or article: their numbers lead to themselves, and a press copies the address as well.
  d.addEventListener('click', function (e) {
    var a = e.target.closest && e.target.closest('a.self, a.art-no');
    if (a) copy(address(a.hash), function (ok) {
      if (!ok) return;
      a.setAttribute('data-copied', '链接已复制');
      setTimeout(function () { a.removeAttribute('data-copied'); }, 2000);
    });
  });

  // What is shut on paper cannot be read there; the text of cited articles is left to the law itself.
  var shut = [];
  w.addEventListener('beforeprint', function () {
    shut = [].filter.call(d.querySelectorAll('.record details:not([open]):not(.article)'), function (x) { x.open = true; return true; });
  });
  w.addEventListener('afterprint', function () { shut.forEach(function (x) { x.open = false; }); });

  // The filter: its value stands in the address, so that a filtered list can be handed on and the way back works.
  var list = d.querySelector('[data-filter]');
  var links = list && list.querySelector('[data-filter-links]');
  if (links) {
    var key = list.getAttribute('data-filter'), unit = list.getAttribute('data-unit');
    var state = list.querySelector('[data-filter-state]');
    var groups = [].slice.call(list.querySelectorAll('[data-value]')), buttons = [];
    var total = list.querySelectorAll('[data-item]').length;
    var apply = function (value) {
      var shown = 0;
      if (!groups.some(function (g) { return g.getAttribute('data-value') === value; })) value = '';
      groups.forEach(function (g) {
        g.hidden = value !== '' && g.getAttribute('data-value') !== value;
        if (!g.hidden) shown += g.querySelectorAll('[data-item]').length;
      });
      buttons.forEach(function (b) { b.setAttribute('aria-pressed', String(b.value === value)); });
      state.textContent = value ? value + '：' + shown + unit + '（共' + total + unit + '）' : '共' + total + unit;
    };
    var read = function () { return new URLSearchParams(location.search).get(key) || ''; };
    var choose = function (value) {
      var q = new URLSearchParams(location.search);
      if (value) q.set(key, value); else q.delete(key);
      var s = q.toString();
      try { history.pushState(null, '', location.pathname + (s ? '?' + s : '')); } catch (e) { /* some browsers forbid it for files */ }
      apply(value);
    };
    var add = function (value, label, count) {
      var li = element('li'), b = button(label + ' ', function () { choose(value); }, li);
      b.value = value;
      b.appendChild(element('span', 'n', count));
      buttons.push(b);
      return li;
    };
    var made = [add('', '全部', String(total))];
    groups.forEach(function (g) {
      made.push(add(g.getAttribute('data-value'), g.getAttribute('data-value'), String(g.querySelectorAll('[data-item]').length)));
    });
    links.textContent = '';
    made.forEach(function (li) { links.appendChild(li); });
    w.addEventListener('popstate', function () { apply(read()); });
    apply(read());
    // An item that is asked for by its anchor is shown, whatever the filter says.
    var asked = location.hash && d.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (asked && asked.closest('[hidden]')) { apply(''); asked.scrollIntoView(); }
  }

  // The entry of the contents whose part is being read.
  var entries = {}, last = null;
  [].forEach.call(d.querySelectorAll('.contents a'), function (a) { entries[decodeURIComponent(a.hash.slice(1))] = a; });
  var marks = Object.keys(entries).map(function (id) { return d.getElementById(id); }).filter(Boolean);
  if (marks.length) {
    var waiting = false;
    var mark = function () {
      var now = marks[0];
      waiting = false;
      marks.forEach(function (h) { if (h.getBoundingClientRect().top < w.innerHeight * 0.3) now = h; });
      if (now === last) return;
      if (last) entries[last.id].removeAttribute('aria-current');
      last = now;
      entries[now.id].setAttribute('aria-current', 'true');
    };
    w.addEventListener('scroll', function () {
      if (!waiting) setTimeout(mark, 100);
      waiting = true;
    }, { passive: true });
    mark();
  }
})();
