// Adds what only a script can do; without it nothing is missing from a page, because every button is made here, not in the
// HTML. It stands first in the head and is not deferred: what the reader chose (senior mode, size of text, colours) is set
// on the root before anything is drawn, so nothing flashes.
(function () {
  'use strict';
  var root = document.documentElement;
  var page = root.getAttribute('data-senior'); // of a page below senior/

  // A browser may forbid storage: the choice then holds for the page.
  function kept(name) {
    try { return localStorage.getItem('xiangwei-' + name); } catch (e) { return null; }
  }
  function keep(name, value) {
    try {
      if (value === null) localStorage.removeItem('xiangwei-' + name);
      else localStorage.setItem('xiangwei-' + name, value);
    } catch (e) { /* see above */ }
  }
  function mark(name, value) {
    if (value === null) root.removeAttribute('data-' + name);
    else root.setAttribute('data-' + name, value);
  }
  function choose(name, value) { mark(name, value); keep(name, value); }

  ['text', 'theme', 'senior'].forEach(function (name) {
    var value = kept(name);
    if (/^(-?[1-3]|dark|light|on)$/.test(value)) mark(name, value);
  });
  if (page || location.hash === '#senior') choose('senior', 'on');

  document.addEventListener('DOMContentLoaded', function () {
    senior();
    viewTools();
    menus();
    gists();
    until();
    leaving();
    leave();
    sorting();
  });

  function each(list, act) { Array.prototype.forEach.call(list, act); }

  function make(tag, text, into) {
    var e = document.createElement(tag);
    e.textContent = text;
    if (into) into.appendChild(e);
    return e;
  }
  function button(text, into, act) {
    var b = make('button', text, into);
    b.type = 'button';
    b.addEventListener('click', act);
    return b;
  }

  function senior() {
    each(document.querySelectorAll('[data-senior-on]'), function (a) {
      a.addEventListener('click', function (e) {
        e.preventDefault();
        choose('senior', 'on');
        scrollTo(0, 0);
      });
    });
    each(document.querySelectorAll('[data-senior-off]'), function (a) {
      if (page) a.href = a.getAttribute('data-senior-off');
      a.addEventListener('click', function (e) {
        choose('senior', null);
        if (page) return;
        e.preventDefault();
        if (location.hash === '#senior') history.replaceState(null, '', '#');
        location.hash = 'main'; // so that :target is no longer the root
      });
    });
  }

  // A- A A+ and the colours.
  function viewTools() {
    var list = document.querySelector('[data-view-tools]');
    if (!list) return;
    function item() { return list.appendChild(document.createElement('li')); }
    [['A-', 'A- 缩小文字', -1], ['A', 'A 默认字号', 0], ['A+', 'A+ 放大文字', 1]].forEach(function (size) {
      button(size[0], item(), function () {
        var now = Number(root.getAttribute('data-text') || 0) + size[2];
        now = size[2] ? Math.max(-1, Math.min(3, now)) : 0;
        choose('text', now ? String(now) : null);
      }).setAttribute('aria-label', size[1]);
    });
    var dark = matchMedia('(prefers-color-scheme: dark)');
    function isDark() { return (root.getAttribute('data-theme') || (dark.matches ? 'dark' : 'light')) === 'dark'; }
    var b = button('', item(), function () { choose('theme', isDark() ? 'light' : 'dark'); name(); });
    function name() { b.textContent = isDark() ? '浅色' : '深色'; }
    if (dark.addEventListener) dark.addEventListener('change', name);
    name();
  }

  // The menu of all sections closes by Escape and by a click elsewhere.
  function menus() {
    var menu = document.querySelector('.nav-all');
    if (!menu) return;
    document.addEventListener('click', function (e) {
      if (!menu.contains(e.target)) menu.open = false;
    });
    menu.addEventListener('keydown', function (e) {
      if (e.key !== 'Escape' || !menu.open) return;
      menu.open = false;
      menu.querySelector('summary').focus();
    });
  }

  // The text of a cited article is put away by Escape (WCAG 1.4.13).
  function gists() {
    document.addEventListener('keydown', function (e) {
      if (e.key === 'Escape') root.classList.add('gist-off');
    });
    ['mouseover', 'focusin'].forEach(function (type) {
      document.addEventListener(type, function (e) {
        if (e.target.closest && e.target.closest('.cite')) root.classList.remove('gist-off');
      });
    });
  }

  // A link to a site that is not the government's (国办发〔2017〕47号) leads to a page that says so first.
  function leaving() {
    var home = document.querySelector('.brand-link');
    if (!home) return;
    document.addEventListener('click', function (e) {
      var a = e.target.closest && e.target.closest('a.external[title]');
      if (!a || e.ctrlKey || e.metaKey || e.shiftKey) return;
      e.preventDefault();
      location.href = home.href.replace(/index\.html.*$/, 'leave.html?to=' + encodeURIComponent(a.href));
    });
  }

  // That page leads on only to hosts the site itself links to: nobody can borrow the bureau's name for another address.
  function leave() {
    var box = document.querySelector('[data-leave]');
    var to = /[?&]to=([^&]*)/.exec(location.search);
    if (!box || !to) return;
    var a = document.createElement('a'), known = false;
    try { a.href = decodeURIComponent(to[1]); } catch (e) { return; }
    each(document.querySelectorAll('[data-leave-host]'), function (li) {
      known = known || /^https?:$/.test(a.protocol) && a.hostname === li.textContent;
    });
    if (!known) { make('p', '这个地址不是本站给出的链接，没有打开。', box); return; }
    make('p', '即将前往：' + a.href, box);
    a.className = 'button';
    a.rel = 'noopener noreferrer';
    a.textContent = '继续前往 ' + a.hostname;
    box.appendChild(a);
  }

  // How many days are left is true on one day only, so the page states the last day and the script counts.
  function until() {
    each(document.querySelectorAll('[data-until]'), function (e) {
      var d = e.getAttribute('data-until').slice(0, 10).split('-');
      var now = new Date();
      var days = Math.round((Date.UTC(d[0], d[1] - 1, d[2]) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / 864e5);
      if (days >= 0) e.insertAdjacentText('afterend', days ? '（还有 ' + days + ' 天）' : '（今天截止）');
    });
  }

  // Lists of rows can be sorted by any column. Tables with joined cells or sums are forms, not lists: they stay as they are.
  function sorting() {
    each(document.querySelectorAll('.table-scroll table'), function (table) {
      var body = table.tBodies[0], heads = table.tHead && table.tHead.rows.length === 1 ? table.tHead.rows[0].cells : [];
      if (!body || body.rows.length < 5 || !body.rows[0].id || table.querySelector('[colspan], [rowspan]')) return;
      each(heads, function (th, column) {
        // The button lies over the head and does not hold its words: on paper Chromium repeats a head with boxes in it as a
        // blank row.
        button('', th, function () {
          var down = th.getAttribute('aria-sort') === 'ascending';
          each(heads, function (other) { other.removeAttribute('aria-sort'); });
          th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
          order(body, column, down ? -1 : 1);
        }).setAttribute('aria-label', '按“' + th.textContent.trim() + '”排序');
        th.className += ' sortable';
      });
    });
  }

  function order(body, column, way) {
    var rows = Array.prototype.map.call(body.rows, function (row) {
      var text = row.cells[column] ? row.cells[column].textContent.trim() : '';
      return { row: row, text: text, number: text === '' ? NaN : Number(text.replace(/[,，%元]/g, '')) };
    });
    var numeric = rows.every(function (r) { return r.text === '' || !isNaN(r.number); });
    rows.sort(function (a, b) {
      if (!a.text || !b.text) return (a.text ? 0 : 1) - (b.text ? 0 : 1); // empty cells last, either way
      return way * (numeric ? a.number - b.number : a.text.localeCompare(b.text, 'zh-CN', { numeric: true }));
    });
    rows.forEach(function (r) { body.appendChild(r.row); });
  }
})();
