package audit

import "bytes"

// metaTag keeps the content of a tag. Only for the complete look are those of the annex kept.
func (l *pageLook) metaTag(t *tag) {
	equiv, _ := t.attr("http-equiv")
	l.forwards = l.forwards || bytes.EqualFold(equiv, []byte("refresh"))
	if l.complete {
		name, _ := t.attr("name")
		l.tags.keep(name, t)
	}
}

// annexTags are the tags of a page that the annex names, the last of a name.
type annexTags []annexTag

type annexTag struct {
	name    string
	content []byte // entities not decoded
}

// keep keeps a tag that the annex names.
func (l *annexTags) keep(name []byte, t *tag) {
	if len(name) == 0 || name[0] < 'A' || name[0] > 'Z' {
		return // those of the annex begin with a capital
	}
	for _, known := range [][]string{siteTags, columnTags, articleTags} {
		for _, n := range known {
			if n == string(name) {
				content, _ := t.raw("content")
				*l = append(*l, annexTag{n, content})
			}
		}
	}
}

// content returns the content of a tag, and false where the page lacks it.
func (l annexTags) content(name string) (string, bool) {
	raw, ok := l.raw(name)
	return string(decoded(raw)), ok
}

// raw returns the same with entities not decoded.
func (l annexTags) raw(name string) ([]byte, bool) {
	for i := len(l) - 1; i >= 0; i-- {
		if l[i].name == name {
			return l[i].content, true
		}
	}
	return nil, false
}
