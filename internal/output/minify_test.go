package output

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"xiangwei/internal/diag"
)

// visible returns the text a reader sees, as a browser lays it out: runs of blanks are one, blanks at the border of a
// block are none, preformatted text stays.
func visible(t *testing.T, page []byte) string {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *html.Node, pre bool)
	walk = func(n *html.Node, pre bool) {
		switch n.Type {
		case html.TextNode:
			if pre {
				b.WriteString(strings.NewReplacer(" ", "␠", "\n", "␤").Replace(n.Data))
			} else {
				b.WriteString(strings.NewReplacer("\n", " ", "\t", " ", "\r", " ", "\f", " ").Replace(n.Data))
			}
			return
		case html.ElementNode:
			switch n.Data {
			case "script", "style", "head":
				return
			case "img":
				b.WriteString("[img]")
			}
		}
		block := n.Type == html.ElementNode && strings.Contains(" html body p div ul li table tr td th tbody pre h1 section ", " "+n.Data+" ")
		if block {
			b.WriteString("\n")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, pre || n.Data == "pre" || n.Data == "textarea")
		}
		if block {
			b.WriteString("\n")
		}
	}
	walk(doc, false)
	var lines []string
	for line := range strings.SplitSeq(b.String(), "\n") {
		for strings.Contains(line, "  ") {
			line = strings.ReplaceAll(line, "  ", " ")
		}
		if line = strings.Trim(line, " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

const page = `<!DOCTYPE html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <title>行政处罚决定书</title>
  <!-- a comment -->
  <style> p { color : red ; } </style>
  <script type="application/ld+json"> { "price" : "1.50" , "n" : 1.50 } </script>
</head>
<body>
  <h1> 某某市　处罚决定 </h1>
  <p>　　当事人：某某，“罚款”  1.50 元； <b>依据</b> <i>《某法》</i>、<a href="x.html">第一条</a> 。</p>
  <p>one <em>two</em> three<b> four</b> five <img src="a.png" alt=""> six</p>
  <ul>
    <li>甲</li>
    <li>乙 &lt;b&gt; &amp;amp; &nbsp; 丙</li>
  </ul>
  <table><tbody><tr><td> 1.50 </td><td></td></tr></tbody></table>
  <pre>  a
    b</pre>
  <input type="text" name="q" value="a b">
  <button type="submit" disabled>  查 询 </button>
  <svg viewBox="0 0 10 10"><title>图</title><text x="1">甲 <tspan>乙</tspan></text></svg>
  <script> var a = 1.50 ; document . title = "甲  乙" ; </script>
</body>
</html>
`

func TestMinifyKeepsWhatAReaderSees(t *testing.T) {
	out, err := NewMinifier().Minify("a/x.html", []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	if len(out) >= len(page) {
		t.Errorf("not shorter: %d bytes of %d", len(out), len(page))
	}
	if diff := cmp.Diff(visible(t, []byte(page)), visible(t, out)); diff != "" {
		t.Errorf("visible text (-before +after):\n%s", diff)
	}
	for _, want := range []string{
		"<html", "</html>", "<head>", "<body>", "</li>", "</p>", "<tbody>", `lang="zh-CN"`, `type="text"`, `type="submit"`,
		"<h1>某某市　处罚决定</h1>", "<p>　　当事人：", "“罚款” 1.50 元； <b>", `{"price":"1.50","n":1.50}`, "p{color:red}", " alt", "甲 <tspan>",
	} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("lost %q in:\n%s", want, out)
		}
	}
	if bytes.Contains(out, []byte("a comment")) {
		t.Error("a comment was published")
	}
}

func TestMinifyKeepsEmptyAlt(t *testing.T) {
	out, err := NewMinifier().Minify("x.html", []byte(`<p><img src="a.png" alt=""></p>`))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			found = found || n.Data == "img" && a.Key == "alt" && a.Val == ""
		}
	}
	if !found {
		t.Errorf("empty alt is gone, so that a screen reader reads the file name: %s", out)
	}
}

func TestMinifyByExtension(t *testing.T) {
	for _, c := range []struct{ name, path, in, want string }{
		{"css", "a.css", "a {\n  color : #ff0000 ;\n}\n", "a{color:red}"},
		{"js stays old JavaScript", "a.JS", "var x = a !== null && a !== undefined ? a : b ;\ntry { x() } catch (e) { }\ny = \"a\\nb\";", `var x=a!=null?a:b;try{x()}catch(e){}y="a\nb"`},
		{"json keeps digits", "a.json", `{ "amount" : 1.50, "big": 12345678901234567890 }`, `{"amount":1.50,"big":12345678901234567890}`},
		{"web manifest", "a.webmanifest", `{ "a" : 1 }`, `{"a":1}`},
		{"JSON-LD", "a.jsonld", `[ 1.0 ]`, `[1.0]`},
		{"svg", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"> <path d="M 0 0 L 10 10"/> </svg>`, `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0 10 10"/></svg>`},
		{"svg with text stays", "a.svg", "<svg> <text>甲 <tspan>乙</tspan></text> </svg>", "<svg> <text>甲 <tspan>乙</tspan></text> </svg>"},
		{"xml", "a.xml", "<?xml version=\"1.0\"?>\n<a>\n  <b x='>'>y</b>\n</a>\n", `<?xml version="1.0"?><a><b x='>'>y</b></a>`},
		{"xml keeps text", "a.atom", "<a>\n <c type=\"html\">&lt;pre&gt;a\n  b  c&lt;/pre&gt;</c> <d>\n</d></a>", "<a><c type=\"html\">&lt;pre&gt;a\n  b  c&lt;/pre&gt;</c> <d>\n</d></a>"},
		{"xml keeps CDATA and comments", "a.rss", "<a>\n<![CDATA[ <x>\n  </x> ]]>\n<!-- <y>\n<z> --></a>", "<a><![CDATA[ <x>\n  </x> ]]><!-- <y>\n<z> --></a>"},
		{"xml:space", "a.xml", "<a xml:space=\"preserve\">\n<b/>\n</a>", "<a xml:space=\"preserve\">\n<b/>\n</a>"},
		{"XHTML inside", "a.atom", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><b>a</b>\n<b>c</b></div>", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><b>a</b>\n<b>c</b></div>"},
		{"csv untouched", "a.csv", "a, b\n", "a, b\n"},
		{"no extension untouched", "html", "<p> a </p>", "<p> a </p>"},
		{"empty", "a.html", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := NewMinifier().Minify(c.path, []byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(out)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBrokenPartDoesNotLoseThePage(t *testing.T) {
	owner := diag.Pos{File: "layouts/default/page.html"}
	for _, c := range []struct{ name, path, in string }{
		{"inline script", "x.html", "<P>甲</P>\n<script>\nvar a = ;\n</script>"},
		{"JSON-LD", "x.html", "<P>甲</P><script type=\"application/ld+json\">{\"a\": }</script>"},
		{"script file", "x.js", "function ( {"},
		{"data", "x.json", "{\"a\" "},
		{"xml", "x.xml", "<a>\n<b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := []byte(c.in)
			out, err := NewMinifier().Minify(c.path, in)
			if err == nil {
				t.Fatalf("no error; got %s", out)
			}
			if string(out) != c.in || string(in) != c.in {
				t.Errorf("got %q, want the original", out)
			}
			p := MinifyProblem(owner, c.path, err)
			if p.Rule != "output/minify" || p.Severity != diag.Warning || p.Pos != owner || !strings.Contains(p.Message, c.path) {
				t.Errorf("got %+v", p)
			}
		})
	}
	_, err := NewMinifier().Minify("x.html", []byte("<p>甲</p>\n<script>\nvar a = ;\n</script>"))
	if p := MinifyProblem(owner, "x.html", err); !strings.Contains(p.Message, "第 3 行附近") {
		t.Errorf("place is not named: %s", p.Message)
	}
	if p := MinifyProblem(owner, "x.html", errors.New("x")); strings.Contains(p.Message, "行") {
		t.Errorf("place is invented: %s", p.Message)
	}
}

func TestMinifierIsSharedByWorkers(t *testing.T) {
	m := NewMinifier()
	in := []byte(page)
	want, err := m.Minify("x.html", in)
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				if got, err := m.Minify("x.html", in); err != nil || !bytes.Equal(got, want) {
					t.Errorf("differs (error %v)", err)
				}
			}
		})
	}
	group.Wait()
	if string(in) != page {
		t.Error("the input was changed")
	}
}

func FuzzMinifyHTML(f *testing.F) {
	f.Add("当事人：“某某”，", "罚款 1.50 元", "　　第一条")
	f.Add("a  b\n", " <x> & &amp;", "")
	f.Add("\u00a0", "{{x}}", "</p>")
	m := NewMinifier()
	f.Fuzz(func(t *testing.T, a, b, c string) {
		a, b, c = clean(a), clean(b), clean(c)
		in := []byte("<!doctype html><html lang=\"zh-CN\"><head><title>" + a + "</title></head><body><h1>" + b + "</h1>\n<p title=\"" + c + "\">" + a + " <b>" + b +
			"</b> <a href=\"x.html\">" + c + "</a>" + a + "</p><ul>\n<li>" + b + "</li>\n<li>" + c + "<i> " + a + " </i></li></ul><table><tbody><tr><td>" +
			a + "</td><td>" + b + "</td></tr></tbody></table><pre>x" + c + "</pre><div>" + b + "<p>" + c + "</p>" + a + "</div></body></html>")
		out, err := m.Minify("x.html", in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(visible(t, in), visible(t, out)); diff != "" {
			t.Errorf("visible text of %q (-before +after):\n%s\n%s", in, diff, out)
		}
	})
}

// clean escapes as html/template does: no NUL and no broken UTF-8 reaches a page.
func clean(s string) string {
	return html.EscapeString(strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd"))
}

func FuzzMinifyXML(f *testing.F) {
	f.Add("<a>\n <b> x  y </b>\n</a>")
	f.Add("<a x='>'><![CDATA[ > ]]>\n<!-- < --></a>")
	f.Fuzz(func(t *testing.T, s string) {
		before, err := xmlTokens(s)
		if err != nil {
			return
		}
		out, err := NewMinifier().Minify("x.xml", []byte(s))
		if err != nil {
			return // a warning; the original is published
		}
		after, err := xmlTokens(string(out))
		if err != nil {
			t.Fatalf("%q became unreadable %q: %v", s, out, err)
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("%q (-before +after):\n%s", s, diff)
		}
	})
}

// xmlTokens returns the tags and texts of a document, less the texts that are only blanks.
func xmlTokens(s string) ([]string, error) {
	d := xml.NewDecoder(strings.NewReader(s))
	var list []string
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			if text := string(tok); strings.Trim(text, " \t\r\n") != "" {
				list = append(list, text)
			}
		case xml.StartElement:
			name, err := json.Marshal(tok)
			if err != nil {
				return nil, err
			}
			list = append(list, string(name))
		case xml.EndElement:
			list = append(list, "/"+tok.Name.Local)
		}
	}
}

func BenchmarkMinify(b *testing.B) {
	m := NewMinifier()
	in := []byte(page)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Minify("x.html", in); err != nil {
			b.Fatal(err)
		}
	}
}
