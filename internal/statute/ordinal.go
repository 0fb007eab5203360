package statute

import "strings"

// numeral is one number of a token such as 第（五）、（六）项, with its place in the text.
type numeral struct {
	n, start, end int
	ranged        bool // end of a range within the token
}

// token is 第…条, 第…款, 第…项 or 第…目; its numbers are in scan.nums from first on.
type token struct {
	level int
	first int // index of the first numeral
	sub   int // the number after 条之
	end   int
}

// A list of more numbers than this within one token is not a citation; the bound keeps the scan linear.
const maxNumerals = 40

// token reads 第33条, 第五十一条之一, 第（五）项, 第（一）、（二）项, 第九、十条 at i. It returns false, and leaves no numerals,
// for anything else, and for what only looks like it: 第三十条街.
func (f *Finder) token(i int) (token, bool) {
	t := token{first: len(f.nums)}
	if !strings.HasPrefix(f.text[i:], "第") {
		return t, false
	}
	start, p, ranged := i, i+len("第"), false
	for len(f.nums)-t.first < maxNumerals {
		n, end, bracketed := f.number(skipSpace(f.text, p))
		if n == 0 {
			break
		}
		f.nums = append(f.nums, numeral{n, start, end, ranged})
		q := skipSpace(f.text, end)
		if level, size := unit(f.text, q); level > 0 {
			if bracketed && level == levelArticle {
				break
			}
			t.level, t.end = level, q+size
			t.sub, t.end = f.sub(t)
			// Nobody counts tasks in brackets: 第（五）项工作 cites an item.
			if !bracketed && lookalike(level, f.text[t.end:]) {
				break
			}
			return t, true
		}
		p, ranged = separator(f.text, q)
		if p == q && !(bracketed && openBracket(f.text, q) > 0) {
			break
		}
		p = skipSpace(f.text, p)
		start = p
		if strings.HasPrefix(f.text[p:], "第") {
			p += len("第")
		}
	}
	f.nums = f.nums[:t.first]
	return t, false
}

// number reads 五, 5, ５, （五）, (5), ㈤, ⑸ or ⑤ at i.
func (f *Finder) number(i int) (n, end int, bracketed bool) {
	if n, end := enclosed(f.text, i); n > 0 {
		return n, end, true
	}
	open := openBracket(f.text, i)
	n, end = scanNumber(f.text, skipSpace(f.text, i+open))
	if open == 0 || n == 0 {
		return n, end, false
	}
	end = skipSpace(f.text, end)
	size := closeBracket(f.text, end)
	if size == 0 {
		return 0, i, false
	}
	return n, end + size, true
}

// sub reads 之一 after 条. 之 before any other word (之规定, 之一般情形) is left.
func (f *Finder) sub(t token) (n, end int) {
	if t.level != levelArticle {
		return 0, t.end
	}
	p := skipSpace(f.text, t.end)
	if !strings.HasPrefix(f.text[p:], "之") {
		return 0, t.end
	}
	n, end = scanNumber(f.text, skipSpace(f.text, p+len("之")))
	if n == 0 || hasAnyPrefix(f.text[end:], "般", "切", "些", "种", "个", "次", "旦", "致", "贯", "定", "律", "直", "系", "项", "款") {
		return 0, t.end
	}
	return n, end
}

// refs reads the articles that c's law is cited with, from the token at i on, and emits them. The first span starts at
// c.Start. It returns the offset after the last one, or i when there is none.
func (f *Finder) refs(c Citation, i, highest int) int {
	defer func(n int) { f.nums = f.nums[:n] }(len(f.nums))
	end, p := i, i
	for level := 0; ; {
		t, ok := f.token(p)
		if !ok || (level == 0 && t.level < highest) || (level > 0 && t.level > level) {
			return end
		}
		if level == 0 && t.level > levelArticle && c.Article.IsZero() {
			return end
		}
		c, level, end = f.descend(c, t)
		q, ranged := separator(f.text, skipSpace(f.text, end))
		q = skipSpace(f.text, q)
		if !strings.HasPrefix(f.text[q:], "第") {
			if q, ok = f.comma(end, level); !ok {
				return end
			}
		}
		p, c.Start, c.Range = q, q, ranged
	}
}

// comma accepts 第（五）项，第（六）项: after a comma only the same level goes on, and only where the text then reads on like
// a citation.
func (f *Finder) comma(end, level int) (int, bool) {
	p := skipSpace(f.text, end)
	if level == levelArticle || !strings.HasPrefix(f.text[p:], "，") {
		return end, false
	}
	p = skipSpace(f.text, p+len("，"))
	t, ok := f.token(p)
	if ok {
		f.nums = f.nums[:t.first]
	}
	return p, ok && t.level == level && readsOn(f.text[t.end:])
}

// descend emits the citation that starts with token t and goes down through its levels: 第一款, 第（二）项, 第3目.
func (f *Finder) descend(c Citation, t token) (next Citation, level, end int) {
	for {
		nums := f.nums[t.first:]
		for k, n := range nums {
			sub := 0
			if k == len(nums)-1 {
				sub = t.sub
			}
			if k > 0 {
				c.Start, c.Range = n.start, n.ranged
			}
			c.Ref = c.with(t.level, n.n, sub)
			if k < len(nums)-1 {
				c.End = n.end
				f.emit(c)
			}
		}
		c.End = t.end
		down, ok := f.token(skipJoint(f.text, t.end))
		if !ok || down.level <= t.level {
			f.emit(c)
			return c, t.level, t.end
		}
		// The token's own numerals start after those already used.
		t = down
	}
}
