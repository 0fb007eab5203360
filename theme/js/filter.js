// Combines the filters of a list. Each single filter is a page of its own, so without this script, or from a disk, nothing is
// lost but the combination. The state stands in the address, so that a filtered list can be sent and kept.
(function () {
  'use strict';
  var box = document.querySelector('[data-filter]');
  if (!box || !window.fetch || !window.URLSearchParams || location.protocol === 'file:') return;
  var list = document.querySelector('.items');
  var pager = document.querySelector('.pager');
  var base = box.getAttribute('data-base');
  // The list of one year or one value leads to the whole list with that filter set.
  var combine = box.getAttribute('data-combine');
  var query = new URLSearchParams(combine ? combine.split('?')[1] : location.search);
  var data, selects = [], shown = 100, hits = [];

  function make(tag, into, text, name) {
    var e = document.createElement(tag);
    if (text) e.textContent = text;
    if (name) e.className = name;
    if (into) into.appendChild(e);
    return e;
  }

  var form = document.createElement('form');
  form.className = 'filter-form';
  form.setAttribute('aria-label', '组合筛选');
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  var said = document.createElement('p');
  said.className = 'count';
  said.setAttribute('role', 'status');
  var results = document.createElement('ol');
  results.className = 'items';
  results.hidden = true;
  var more = document.createElement('button');
  more.type = 'button';
  more.className = 'button';
  more.hidden = true;
  more.textContent = '再显示一些';
  more.addEventListener('click', function () { shown += 100; draw(); });

  function load() {
    return fetch(box.getAttribute('data-filter')).then(function (r) {
      if (!r.ok) throw new Error(r.status);
      return r.json();
    });
  }

  // The first touch fetches the data: whoever only reads the list pays nothing.
  function begin() {
    if (data) return;
    data = load().then(function (d) {
      data = d;
      d.facets.forEach(function (facet, i) {
        var label = make('label', form, facet.label);
        var select = make('select', label);
        make('option', select, '全部').value = '';
        facet.values.forEach(function (v) { make('option', select, v).value = v; });
        select.value = query.get(facet.name) || '';
        if (select.selectedIndex < 0) select.value = '';
        select.addEventListener('change', function () { shown = 100; apply(true); });
        selects[i] = select;
      });
      var tools = make('p', form, '', 'filter-tools');
      tool(tools, '清除筛选', function () { selects.forEach(function (s) { s.value = ''; }); apply(true); });
      downloads(tools, download);
      box.parentNode.insertBefore(form, box);
      box.hidden = true;
      list.parentNode.insertBefore(said, list);
      list.parentNode.insertBefore(results, list);
      list.parentNode.insertBefore(more, list);
      apply(false);
    }).catch(function () { data = undefined; });
  }

  function downloads(into, act) {
    box.getAttribute('data-data').trim().split(/\s+/).forEach(function (path) {
      var kind = /\.(csv|json)$/.exec(path);
      if (kind) tool(into, '下载筛选结果（' + kind[1].toUpperCase() + '）', function () { act(path, kind[1]); });
    });
  }

  function tool(into, text, act) {
    var b = make('button', into, text, 'button');
    b.type = 'button';
    b.setAttribute('data-needs-js', '');
    b.addEventListener('click', act);
  }

  function value(i) { return selects[i] ? selects[i].value : query.get(data.facets[i].name) || ''; }

  function passes(item, but) {
    return data.facets.every(function (facet, i) {
      return i === but || !value(i) || item[4 + i].indexOf(facet.values.indexOf(value(i))) >= 0;
    });
  }

  function all(item) { return passes(item, -1); }

  function apply(chosen) {
    var any = selects.some(function (s) { return s.value; });
    hits = data.items.filter(all);
    selects.forEach(function (select, i) {
      var counts = data.facets[i].values.map(function () { return 0; });
      data.items.forEach(function (item) {
        if (passes(item, i)) item[4 + i].forEach(function (v) { counts[v]++; });
      });
      data.facets[i].values.forEach(function (v, j) {
        var option = select.options[j + 1];
        option.textContent = v + '（' + counts[j] + '）';
        option.disabled = !counts[j] && select.value !== v;
      });
    });
    if (chosen) {
      var state = new URLSearchParams();
      selects.forEach(function (s, i) { if (s.value) state.set(data.facets[i].name, s.value); });
      history.replaceState(null, '', location.pathname + (any ? '?' + state : ''));
    }
    list.hidden = any;
    if (pager) pager.hidden = any;
    results.hidden = !any;
    said.textContent = any ? '筛选出 ' + hits.length + ' 条' : '';
    draw();
  }

  function draw() {
    results.textContent = '';
    more.hidden = results.hidden || hits.length <= shown;
    if (results.hidden) return;
    hits.slice(0, shown).forEach(function (item) {
      var li = make('li', results, '', 'item');
      var a = make('a', make('h2', li, '', 'item-title'), item[1]);
      a.href = base + item[0];
      var meta = make('p', li, '', 'item-meta');
      make('time', meta, item[2]).setAttribute('datetime', item[2]);
      if (item[3]) make('span', meta, item[3]);
    });
  }

  // The same filter, the same records: the published file is cut down to those on the list.
  function download(path, kind) {
    fetch(path).then(function (r) { return r.text(); }).then(function (text) {
      var paths = hits.map(function (item) { return item[0]; });
      function ours(url) {
        url = String(url).split('#')[0];
        return paths.some(function (p) { return url === p || url.slice(-p.length - 1) === '/' + p; });
      }
      if (kind === 'json') {
        var doc = JSON.parse(text);
        doc.records = doc.records.filter(function (r) { return ours(r.url); });
        doc.count = doc.records.length;
        text = JSON.stringify(doc);
      } else {
        var rows = text.match(/(?:[^"\n]|"(?:[^"]|"")*")+(?:\n|$)/g) || [];
        var at = cells(rows[0]).indexOf('网址');
        // Reading took the byte-order mark away, without which spreadsheets garble Chinese.
        text = '\uFEFF' + rows.filter(function (row, i) { return !i || ours(cells(row)[at]); }).join('');
      }
      var a = document.createElement('a');
      a.href = URL.createObjectURL(new Blob([text], { type: kind === 'json' ? 'application/json' : 'text/csv' }));
      a.download = path.split('/').pop();
      document.body.appendChild(a);
      a.click();
      a.remove();
      URL.revokeObjectURL(a.href);
    });
  }

  function cells(row) {
    return row.replace(/^\uFEFF/, '').replace(/\r?\n$/, '').match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g).map(function (c) {
      c = c.replace(/,$/, '');
      return c[0] === '"' ? c.slice(1, -1).replace(/""/g, '"') : c;
    });
  }

  if (combine) {
    make('a', make('p', box, '', 'more'), '与其他条件一起筛选').href = combine;
    var shelf = document.querySelector('.open-data');
    if (shelf) downloads(make('p', shelf, '', 'filter-tools'), function (path, kind) {
      load().then(function (d) {
        data = d;
        hits = d.items.filter(all);
        download(path, kind);
      });
    });
    return;
  }
  box.addEventListener('toggle', function () { if (box.open) begin(); });
  if (location.search.length > 1) begin();
})();
