package audit

import (
	"bytes"

	"golang.org/x/net/html"
)

// metaTag keeps the content of a tag. Only for the complete look are those of the annex kept.
func (l *pageLook) metaTag(t *tag) {
	var equiv, name, content attribute
	for i := 0; ; {
		key, value, next, ok := nextAttr(t.attrs, i)
		if !ok {
			break
		}
		equiv.take("http-equiv", key, value)
		name.take("name", key, value)
		content.take("content", key, value)
		i = next
	}
	l.forwards = l.forwards || bytes.EqualFold(equiv.decoded(), []byte("refresh"))
	if l.complete {
		l.tags.keep(name.decoded(), content)
	}
}

// attribute is the first of a name in a tag.
type attribute struct {
	there bool
	value []byte // entities not decoded
}

func (a *attribute) take(name string, key, value []byte) {
	if !a.there && len(key) == len(name) && bytes.EqualFold(key, []byte(name)) {
		a.there, a.value = true, value
	}
}

func (a attribute) decoded() []byte {
	if bytes.IndexByte(a.value, '&') >= 0 {
		return []byte(html.UnescapeString(string(a.value)))
	}
	return a.value
}

// annexTags are the tags of a page that the annex names, the last of a name.
type annexTags []annexTag

type annexTag struct {
	name    string
	content attribute
}

// keep keeps a tag that the annex names.
func (l *annexTags) keep(name []byte, content attribute) {
	if len(name) == 0 || name[0] < 'A' || name[0] > 'Z' {
		return // those of the annex begin with a capital
	}
	for _, known := range [][]string{siteTags, columnTags, articleTags} {
		for _, n := range known {
			if n == string(name) {
				*l = append(*l, annexTag{n, content})
			}
		}
	}
}

// content returns the content of a tag, and false where the page lacks it.
func (l annexTags) content(name string) (string, bool) {
	for i := len(l) - 1; i >= 0; i-- {
		if l[i].name == name {
			return string(l[i].content.decoded()), true
		}
	}
	return "", false
}
