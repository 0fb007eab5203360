package portal

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestClean(t *testing.T) {
	for what, c := range map[string]struct {
		in, out string
		classes bool
	}{
		"a table loses its wrapping and its roles": {`<div class="table-scroll" role="region" tabindex="0"><table><thead><tr><th scope="col">甲</th></tr></thead><tbody><tr id="item-1"><td data-label="甲">1</td></tr></tbody></table></div>`,
			`<table><thead><tr><th scope="col">甲</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>`, false},
		"an id stays where a link leads to it": {`<p><a href="#b">下文</a></p><h2 id="a">甲</h2><h2 id="b">乙</h2>`, `<p><a href="#b">下文</a></p><h2>甲</h2><h2 id="b">乙</h2>`, false},
		"scripts and styles go as a whole":     {`<p style="color:red" onclick="x()">文<script>alert(1)</script><style>p{}</style></p>`, `<p>文</p>`, false},
		"classes stay when told":               {`<p class="x"><span class="y">文</span></p>`, `<p class="x">文</p>`, true},
		"marks of HTML in the text stay text":  {`<p>1 &lt; 2 &amp; "3"</p>`, `<p>1 &lt; 2 &amp; &#34;3&#34;</p>`, false},
		"a picture keeps its words":            {`<p><img src="a.png" alt="图" loading="lazy" srcset="b.png 1w"></p>`, `<p><img src="a.png" alt="图"></p>`, false},
	} {
		got, err := clean(c.in, c.classes)
		if err != nil || strings.TrimSpace(string(got)) != c.out {
			t.Errorf("%s:\ngot  %s\nwant %s (%v)", what, got, c.out, err)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{`<p class="x">文<br><b>粗</b></p>`, `<table><td><script>x</script>`, `<a href="#a" id=a onclick=x>`, `<svg><p>x`, `&#0;<!-- x --><li>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once, err := clean(s, false)
		if err != nil {
			return
		}
		z := html.NewTokenizer(strings.NewReader(string(once)))
		for z.Next() != html.ErrorToken {
			token := z.Token()
			for _, a := range token.Attr {
				if !strings.Contains(" id start colspan rowspan scope href src alt width height ", " "+a.Key+" ") {
					t.Errorf("%q leaves the attribute %s", s, a.Key)
				}
			}
			if token.Type == html.CommentToken {
				t.Errorf("%q leaves a comment", s)
			}
			name := token.Data
			if token.Type == html.TextToken {
				continue
			}
			if len(name) > 0 && !strings.Contains(" h2 h3 h4 h5 h6 p br hr blockquote ul ol li dl dt dd pre code table caption thead tbody tr th td a img strong em sup sub del ", " "+name+" ") {
				t.Errorf("%q leaves the element %s", s, name)
			}
		}
	})
}

func FuzzParseState(f *testing.F) {
	whole, _ := State{Version: stateVersion, Packs: []string{"2026-11-22"}, Records: []Handed{{"a/b", "题", "0"}}}.Encode()
	f.Add(string(whole))
	f.Add(`{"version":1}`)
	f.Add(`[]`)
	f.Fuzz(func(t *testing.T, s string) {
		state, err := ParseState([]byte(s))
		if err != nil {
			return
		}
		if name := state.next("2026-11-22"); name == "" || strings.ContainsAny(name, "/\\") {
			t.Errorf("the next pack is called %q", name)
		}
		data, err := state.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseState(data); err != nil {
			t.Errorf("what was written cannot be read: %v", err)
		}
	})
}
