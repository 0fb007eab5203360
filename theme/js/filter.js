// Combines the filters of a list. Each single filter is a page of its own, so without this script, or from a disk, nothing is
// lost but the combination. The state stands in the address, so that a filtered list can be sent and kept.
(function () {
  'use strict';
  var box = document.querySelector('[data-filter]');
  if (!box || !window.fetch || !window.URLSearchParams || location.protocol === 'file:') return;
  var list = document.querySelector('.items');
  var pager = document.querySelector('.pager');
  var base = box.getAttribute('data-base');
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
        select.value = new URLSearchParams(location.search).get(facet.name) || '';
        if (select.selectedIndex < 0) select.value = '';
        select.addEventListener('change', function () { shown = 100; apply(true); });
        selects[i] = select;
      });
      var tools = make('p', form, '', 'filter-tools');
      tool(tools, '清除筛选', function () { selects.forEach(function (s) { s.value = ''; }); apply(true); });
      box.getAttribute('data-data').trim().split(/\s+/).forEach(function (path) {
        var kind = /\.(csv|json)$/.exec(path);
        if (kind) tool(tools, '下载筛选结果（' + kind[1].toUpperCase() + '）', function () { download(path, kind[1]); });
      });
      box.parentNode.insertBefore(form, box);
      box.hidden = true;
      list.parentNode.insertBefore(said, list);
      list.parentNode.insertBefore(results, list);
      list.parentNode.insertBefore(more, list);
      apply(false);
    }).catch(function () { data = undefined; });
  }

  function tool(into, text, act) {
    var b = make('button', into, text, 'button');
    b.type = 'button';
    b.addEventListener('click', act);
  }

  function wanted(i) { return data.facets[i].values.indexOf(selects[i].value); }

  function passes(item, but) {
    return data.facets.every(function (facet, i) {
      return i === but || !selects[i].value || item[4 + i].indexOf(wanted(i)) >= 0;
    });
  }

  function apply(chosen) {
    var any = selects.some(function (s) { return s.value; });
    hits = data.items.filter(function (item) { return passes(item, -1); });
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
      var query = new URLSearchParams();
      selects.forEach(function (s, i) { if (s.value) query.set(data.facets[i].name, s.value); });
      history.replaceState(null, '', location.pathname + (any ? '?' + query : ''));
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
        text = rows.filter(function (row, i) { return !i || ours(cells(row)[at]); }).join('');
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

  // The list of one year or one value leads to the whole list with that filter set.
  var combine = box.getAttribute('data-combine');
  if (combine) {
    var way = make('a', make('p', box, '', 'more'), '与其他条件一起筛选');
    way.href = combine;
    return;
  }
  box.addEventListener('toggle', function () { if (box.open) begin(); });
  if (location.search.length > 1) begin();
})();
