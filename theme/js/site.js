// Adds what only a script can do: putting away the text of a cited article by Escape (WCAG 1.4.13), printing the page and
// copying its address. Without it nothing is missing from the page, because the buttons are made here, not in the HTML.
(function () {
  'use strict';
  var root = document.documentElement;
  document.addEventListener('keydown', function (e) {
    if (e.key === 'Escape') root.classList.add('gist-off');
  });
  ['mouseover', 'focusin'].forEach(function (type) {
    document.addEventListener(type, function (e) {
      if (e.target.closest('.cite')) root.classList.remove('gist-off');
    });
  });

  var box = document.querySelector('[data-tools]');
  if (!box) return;
  var said = document.createElement('span');
  said.setAttribute('role', 'status');

  function button(label, act) {
    var b = document.createElement('button');
    b.type = 'button';
    b.textContent = label;
    b.addEventListener('click', act);
    box.appendChild(b);
  }

  // The address inspectors and readers cite is the canonical one, not that of a copy on a disk.
  function address() {
    var link = document.querySelector('link[rel=canonical]');
    return link && link.href ? link.href : location.href;
  }

  if (window.print) button('打印本页', function () { window.print(); });
  // The clipboard exists on https and localhost only.
  if (navigator.clipboard && window.isSecureContext) {
    button('复制网址', function () {
      navigator.clipboard.writeText(address()).then(
        function () { said.textContent = '网址已复制'; },
        function () { said.textContent = '没有复制成功，请从地址栏复制'; });
    });
  }
  if (box.firstChild) {
    box.appendChild(said);
    box.hidden = false;
  }
})();
