package markdown

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// sample is a Chinese page of about 9 KB for n = 1, with a table and links.
func sample(n int) string {
	var b strings.Builder
	for range n {
		b.WriteString("## 第一章　总则\n\n")
		for range 17 {
			b.WriteString("　　根据**《某某市免罚清单》**第十二条规定，对首次违法且危害后果轻微并及时改正的，可以不予行政处罚。详见https://www.gov.cn/zhengce/content.html。\n")
			b.WriteString("公众可以向[某某局](../about/index.html)反映，邮箱：gov@example.cn，\n也可以到现场咨询；材料齐全的，当场办结，并在网站公开办理结果。\n\n")
		}
		b.WriteString("| 序号 | 违法行为 | 法律依据 | 适用条件 |\n|---:|---|---|---|\n")
		for range 20 {
			b.WriteString("| 1 | 未按照规定备案 | 《某某条例》第三十二条 | 首次违法，及时改正 |\n")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func FuzzConvert(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txt")
	for _, file := range files {
		for _, tc := range readCases(f, file) {
			f.Add(tc.input)
		}
	}
	f.Add("a_b_c@d.cn _x_@y.cn **[a*b](c)*d**")
	f.Add("| a |\n|---|\n| `x\\|y` |\n\n　　第十二条之一　甲{#x}")
	f.Add("[a][b]\n\n[b]: <javascript&colon;x> 'y'")
	c := New(Options{FindInText: findTitle})
	f.Fuzz(func(t *testing.T, body string) {
		doc, list := c.Convert(Input{File: "a.md", Body: body, FirstLine: 3, TableRowAnchors: func(h []string) (string, bool) {
			return "r", len(h) > 1
		}})
		lines := 3 + strings.Count(body, "\n")
		for _, p := range list {
			if p.Pos.Line < 3 || p.Pos.Line > lines || p.Pos.Col < 1 {
				t.Errorf("problem outside the body: %+v", p)
			}
		}
		checkSafe(t, doc.HTML)
		same := doc.Resolve(nil, func(l *Link) Target { return Target{Href: l.Dest} })
		if !bytes.Equal(same, doc.HTML) {
			t.Errorf("resolved to itself: %q, want %q", same, doc.HTML)
		}
		bare := doc.Resolve(nil, func(l *Link) Target { return Target{Drop: true} })
		if bytes.Contains(bare, []byte("<img")) || len(doc.Links) > 0 && len(bare) >= len(doc.HTML) {
			t.Errorf("links left: %q", bare)
		}
		checkSafe(t, bare)
		again, _ := c.Convert(Input{File: "a.md", Body: body, FirstLine: 3, TableRowAnchors: func(h []string) (string, bool) {
			return "r", len(h) > 1
		}})
		if !bytes.Equal(again.HTML, doc.HTML) {
			t.Error("two conversions differ")
		}
	})
}

// checkSafe parses the output as a browser does and walks its tags.
func checkSafe(t *testing.T, out []byte) {
	t.Helper()
	ids := map[string]bool{}
	var open []string
	z := html.NewTokenizer(bytes.NewReader(out))
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		switch tok.Type {
		case html.CommentToken, html.DoctypeToken:
			t.Errorf("comment or doctype in %q", out)
		case html.StartTagToken:
			checkTag(t, tok, ids, out)
			switch tok.Data {
			case "img", "br", "hr", "input":
			default:
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %v in %q", tok.Data, open, out)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("left open: %v in %q", open, out)
	}
}

const tags = " p b h2 h3 h4 h5 h6 a img strong em del code pre ul ol li blockquote hr br table caption thead tbody tr th td div dl dt dd sup section input "
const attrs = " id class href src alt title loading decoding start role tabindex data-label aria-label aria-labelledby scope type disabled checked "

func checkTag(t *testing.T, tok html.Token, ids map[string]bool, out []byte) {
	t.Helper()
	if !strings.Contains(tags, " "+tok.Data+" ") {
		t.Errorf("element %q in %q", tok.Data, out)
	}
	for _, a := range tok.Attr {
		if !strings.Contains(attrs, " "+a.Key+" ") {
			t.Errorf("attribute %q in %q", a.Key, out)
		}
		if a.Key == "id" {
			if ids[a.Val] {
				t.Errorf("id %q twice in %q", a.Val, out)
			}
			ids[a.Val] = true
		}
		if a.Key == "href" || a.Key == "src" {
			v := strings.ToLower(strings.Map(func(r rune) rune {
				if r <= ' ' {
					return -1
				}
				return r
			}, a.Val))
			for _, bad := range []string{"javascript:", "data:", "vbscript:", "file:"} {
				if strings.HasPrefix(v, bad) {
					t.Errorf("address %q in %q", a.Val, out)
				}
			}
		}
	}
}

func BenchmarkConvert(b *testing.B) {
	c := New(Options{})
	body := sample(1)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		c.Convert(Input{Body: body})
	}
}

func BenchmarkResolve(b *testing.B) {
	doc, _ := New(Options{}).Convert(Input{Body: sample(1)})
	var dst []byte
	b.SetBytes(int64(len(doc.HTML)))
	b.ReportAllocs()
	for b.Loop() {
		dst = doc.Resolve(dst[:0], func(l *Link) Target { return Target{Href: l.Dest} })
	}
}
