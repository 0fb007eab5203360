package audit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// linkText is the link that is open.
type linkText struct {
	open, named bool
	at          int // offset of its content
	href        string
}

// picture notes that the open link holds a picture with a text.
func (k *linkText) picture(t *tag) {
	if alt, _ := t.attr("alt"); len(bytes.TrimSpace(alt)) > 0 {
		k.named = true
	}
}

// vague are the texts that say nothing about where a link leads.
var vague = []string{"点击", "点击这里", "点这里", "请点击", "请点击这里", "点击此处", "请点击此处", "点击查看", "点击进入", "点击下载", "这里", "此处", "链接", "详情", "更多",
	"更多>>", "查看", "查看更多", "查看详情", "more", "more>>", "click here", "here", "link"}

// longestVague is the length in bytes of the longest text that is looked up.
const longestVague = 40

// longestChinese is that of the longest that begins with a Chinese character.
const longestChinese = len("请点击这里")

func (l *pageLook) endLink(t *tag) {
	k := l.link
	l.link.open = false
	if !k.open || k.named || t.start < k.at {
		return
	}
	piece := l.data[k.at:t.start]
	if telling(piece) {
		return
	}
	text := plainText(piece)
	switch {
	case text == "":
		l.raise(finding{rule: ruleLinkText, message: "链接没有文字", href: k.href, file: l.file, hint: "写上目标的名称"})
	case len(text) <= longestVague && slices.Contains(vague, strings.ToLower(text)):
		l.raise(finding{rule: ruleLinkText, message: fmt.Sprintf("链接文字“%s”没有说明去处", text), href: l.hrefOf(k), file: l.file,
			hint: "写目标的名称，例如“《旅游法》全文”"})
	}
}

// hrefOf returns the address of the open link, also where it is good.
func (l *pageLook) hrefOf(k linkText) string {
	if k.href != "" {
		return k.href
	}
	start := bytes.LastIndexByte(l.data[:k.at], '<')
	href := ""
	if start >= 0 {
		scanTags(l.data[start:k.at], func(t *tag) bool {
			v, _ := t.attr("href")
			href = string(v)
			return false
		})
	}
	return href
}

// telling reports whether a text surely says something. Most links are titles: they begin with a Chinese character, which has
// no small letter, and have neither tags nor entities.
func telling(text []byte) bool {
	if !wordy(text) || text[0] < 0xE4 || bytes.IndexByte(text, '<') >= 0 || bytes.IndexByte(text[:min(len(text), longestChinese)], '&') >= 0 {
		return false
	}
	return len(text) > longestChinese || !slices.ContainsFunc(vague, func(v string) bool { return v == string(text) })
}

// wordy reports whether a text surely begins and ends without a blank: with a Chinese character (from U+4000 on) or a letter.
func wordy(text []byte) bool {
	n := len(text)
	return n > 2 && (text[0] >= 0xE4 || letter(text[0])) && (text[n-3] >= 0xE4 || letter(text[n-1]))
}

// plainText returns the text of a piece of a page without its tags, as far as a vague text could go.
func plainText(piece []byte) string {
	if bytes.IndexByte(piece, '<') < 0 {
		text := piece
		if !wordy(piece) {
			text = bytes.TrimSpace(piece)
		}
		if len(text) > longestVague {
			return "…"
		}
		return html.UnescapeString(string(text))
	}
	var b strings.Builder
	for len(piece) > 0 && b.Len() <= longestVague {
		k := bytes.IndexByte(piece, '<')
		if k < 0 {
			b.Write(piece)
			break
		}
		b.Write(piece[:k])
		end := bytes.IndexByte(piece[k:], '>')
		if end < 0 {
			break
		}
		piece = piece[k+end+1:]
	}
	return strings.TrimSpace(html.UnescapeString(b.String()))
}
