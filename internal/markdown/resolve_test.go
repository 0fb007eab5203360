package markdown

import (
	"strings"
	"testing"
)

func TestResolvePutsANoteAfterItsLink(t *testing.T) {
	c := New(Options{})
	find := func(text string) []Span {
		i := strings.Index(text, "《甲法》")
		if i < 0 {
			return nil
		}
		return []Span{{Start: i, End: i + len("《甲法》"), Dest: "#law-0"}}
	}
	d, _ := c.Convert(Input{Body: "依据《甲法》和[文](a.html)办理。", FindInText: find})
	got := string(d.Resolve(nil, func(l *Link) Target {
		if l.Found {
			return Target{Href: "x.html", Note: "要旨 <b>"}
		}
		return Target{Href: l.Dest}
	}))
	want := `<p>依据<a href="x.html">《甲法》</a><span class="gist">要旨 &lt;b&gt;</span>和<a href="a.html">文</a>办理。</p>`
	if strings.TrimSpace(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestResolvePutsASuffixIntoItsLink(t *testing.T) {
	d, _ := New(Options{}).Convert(Input{Body: "见[附表](a.pdf)、[![图](b.png)](b.pdf)和[文](c.html)。"})
	got := string(d.Resolve(nil, func(l *Link) Target {
		switch {
		case l.Image:
			return Target{Href: l.Dest, Attrs: []Attr{{"srcset", "s.png 1w, b.png 2w"}, {"sizes", "1px"}}}
		case strings.HasSuffix(l.Dest, ".pdf"):
			return Target{Href: l.Dest, Suffix: "（PDF，<1 KB）"}
		}
		return Target{Href: l.Dest}
	}))
	want := `<p>见<a href="a.pdf">附表（PDF，&lt;1 KB）</a>、<a href="b.pdf"><img src="b.png" srcset="s.png 1w, b.png 2w" sizes="1px" alt="图" loading="lazy" decoding="async">（PDF，&lt;1 KB）</a>和<a href="c.html">文</a>。</p>`
	if strings.TrimSpace(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
