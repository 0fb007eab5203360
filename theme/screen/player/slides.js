// Slides: their elements.

// compose builds one part of a slide: the frame with tag, title and code, and the units of this part.
// Inline, the title runs before the text in the first part, where it would leave no room beside it.
function compose(source, group, loose, inline) {
  var article = make("article", "slide" + (loose ? " loose" : "")), box = make("div", "box"), fit = make("div", "fit");
  article.appendChild(box);
  box.appendChild(fit);
  [].forEach.call(source.children, function (c) {
    if (c.classList.contains("qr") || inline && c.classList.contains("title") || c.classList.contains("meta") && c.textContent.trim() === plan.bureau) return;
    if (!c.classList.contains("text")) {
      var e = make(c.tagName.toLowerCase(), c.className);
      put(e, c.textContent.trim());
      fit.appendChild(e);
      return;
    }
    var text = make("div", c.className), p = null, block = null;
    group.forEach(function (u) {
      if (u.whole) { text.appendChild(figure(u.whole)); return; }
      if (u.block !== block) {
        if (p) close(p);
        block = u.block;
        p = make("p", block < 0 ? "headline" : "");
        p.label = u.label;
        p.words = "";
        text.appendChild(p);
      }
      p.words += u.s;
    });
    if (p) close(p);
    if (text.classList.contains("figures")) {
      article.classList.add("has-figures");
      if (text.children.length === 1) text.classList.add("one");
      if (text.children.length === 3) text.classList.add("three");
    }
    fit.appendChild(text);
  });
  var code = source.querySelector(".qr");
  if (code && plan.qr) {
    var side = make("div", "side");
    side.appendChild(code.cloneNode(true));
    side.appendChild(make("p")).textContent = "扫码看全文";
    article.appendChild(side);
  }
  return article;
}

// figure copies a key figure, whose name is broken as all text is.
function figure(source) {
  var copy = source.cloneNode(true), name = copy.querySelector(".name"), text = name && name.textContent;
  if (!text) return copy;
  name.textContent = "";
  name.appendChild(make("span", "words", text));
  return copy;
}
function close(p) {
  if (p.label) p.appendChild(make("b", "", p.label));
  put(p, p.words);
}

function alertSlide(e, group, loose) {
  var article = make("article", "slide alert" + (e.drill ? " drill" : "") + (loose ? " loose" : "")), box = make("div", "box"), fit = make("div", "fit");
  fit.appendChild(make("h1", "title", e.drill ? "演练" : "紧急通知"));
  var text = make("div", "text"), words = "";
  group.forEach(function (u) { words += u.s; });
  text.appendChild(make("p", "", words));
  fit.appendChild(text);
  fit.appendChild(make("p", "meta", signature(e, NaN)));
  box.appendChild(fit);
  article.appendChild(box);
  return article;
}

// signature stands below an emergency: until when it is, and in turn with it what time it is, by which people see that the
// screen is alive. Without a time it is the longer of the two.
function signature(e, t) {
  var until = "至" + (day(e.until) !== day(e.from) ? "次日" : "") + clockText(e.until);
  return plan.bureau + "　" + (t ? "现在" + clockText(t) : t === 0 || until.length > 7 ? until : "现在00:00");
}

function safeSlide(t) {
  var article = make("article", "slide safe"), box = make("div", "box"), fit = make("div", "fit");
  fit.appendChild(make("h1", "title", plan.bureau));
  var time = make("span", "time clock", clockText(t)), date = make("span", "date clock", dateText(t));
  time.setAttribute("data-clock", "time");
  date.setAttribute("data-clock", "date");
  if (!doubtful(t)) { // no time is better than a wrong one
    fit.appendChild(time);
    fit.appendChild(date);
  }
  box.appendChild(fit);
  article.appendChild(box);
  return article;
}
