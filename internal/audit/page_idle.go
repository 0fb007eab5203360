package audit

// idle returns the end of a tag that no rule looks at: one without attributes, as half of a page's tags are. It is 0 for any
// other.
func (l *pageLook) idle(i int) int {
	from := i + 1
	closing := from < len(l.data) && l.data[from] == '/'
	if closing {
		from++
	}
	k := from
	for k < len(l.data) && ('a' <= l.data[k] && l.data[k] <= 'z' || k > from && '1' <= l.data[k] && l.data[k] <= '6') {
		k++
	}
	if k == from || k >= len(l.data) || l.data[k] != '>' {
		return 0
	}
	if closing {
		if k == from+1 && l.data[from] == 'a' {
			return 0
		}
		return k + 1
	}
	switch string(l.data[from:k]) {
	case "p", "li", "td", "tr", "ul", "ol", "dl", "dt", "dd", "b", "i", "em", "strong", "small", "span", "br", "hr", "nav", "thead", "tbody", "header",
		"footer", "head", "body", "blockquote", "code", "sup", "sub":
		return k + 1
	}
	return 0
}
