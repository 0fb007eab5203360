package render

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

func TestTrim(t *testing.T) {
	for _, c := range []struct{ name, layout, want string }{
		{"blanks between blocks go", "<ul>\n  <li>甲</li>\n  <li>乙</li>\n</ul>", "<ul><li>甲</li><li>乙</li></ul>"},
		{"blanks between words become one", "<p>甲\n    乙</p>", "<p>甲 乙</p>"},
		{"a blank between lines of text stays", "<span>甲</span>\n<span>乙</span>", "<span>甲</span> <span>乙</span>"},
		{"blanks within a line stay as they are", "<p>甲  乙 <b>丙</b></p>", "<p>甲  乙 <b>丙</b></p>"},
		{"text at the edges of a block loses its line ends", "<p>\n甲\n</p>", "<p>甲</p>"},
		{"a script keeps the blank before a word", "甲\n<script src=\"a.js\"></script>\n乙", "甲 <script src=\"a.js\"></script> 乙"},
		{"the head is of blocks", "<head>\n<meta charset=\"utf-8\">\n<title>甲</title>\n</head>", "<head><meta charset=\"utf-8\"><title>甲</title></head>"},
		{"preformatted text is kept", "<div>\n<pre>\n 甲\n\n 乙\n</pre>\n</div>", "<div><pre>\n 甲\n\n 乙\n</pre></div>"},
		{"a box of text is kept", "<textarea>\n甲\n  乙</textarea>", "<textarea>\n甲\n  乙</textarea>"},
		{"a tag within a script is no tag", "<script>\nif (a\n<p) b()\n</script>\n<p>甲</p>", "<script>\nif (a\n<p) b()\n</script><p>甲</p>"},
		{"attributes are kept", "<a\n  title=\"甲\n>\n乙\">丙</a>", "<a\n  title=\"甲\n>\n乙\">丙</a>"},
		{"a sign for less is no tag", "<p>1 <\n2</p>", "<p>1 &lt; 2</p>"},
		{"a quote in a comment opens nothing", "<!-- it's\n<p> -->\n<p>甲</p>\n<p>乙</p>", "<!-- it's\n<p> --> <p>甲</p><p>乙</p>"},
		{"what an action writes is taken for a word", "<b>{{1}}</b>\n{{2}}\n<i>甲</i>", "<b>1</b> 2 <i>甲</i>"},
		{"an action beside a block", "{{1}}\n<p>甲</p>\n{{2}}", "1<p>甲</p>2"},
		{"arms of a branch", "<ul>\n{{if true}}\n<li>甲</li>\n{{else}}\n<li>乙</li>\n{{end}}\n</ul>", "<ul><li>甲</li></ul>"},
		{"after a branch that may end in a word", "{{if true}}<p>甲</p>{{else}}乙{{end}}\n丙", "<p>甲</p> 丙"},
		{"turns of a loop stay apart", "{{range $i, $_ := .}}\n<b>甲</b>{{end}}", " <b>甲</b> <b>甲</b>"},
		{"a tag in two parts", "<li{{if true}} class=\"a\"{{end}}>\n甲</li>\n<li>乙</li>", "<li class=\"a\">甲</li><li>乙</li>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plain, trimmed := execute(t, c.layout, false), execute(t, c.layout, true)
			if !strings.Contains(c.layout, "<!--") && c.want != trimmed {
				t.Errorf("got  %q\nwant %q", trimmed, c.want)
			}
			if diff := cmp.Diff(visible(t, plain), visible(t, trimmed)); diff != "" {
				t.Errorf("the reader sees another text (-plain +trimmed):\n%s", diff)
			}
		})
	}
}

func execute(t *testing.T, layout string, trim bool) string {
	t.Helper()
	set, err := template.New("x").Parse(layout)
	if err != nil {
		t.Fatal(err)
	}
	if trim {
		trimTree(set.Tree)
	}
	var b bytes.Buffer
	if err := set.Execute(&b, []int{1, 2}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// visible returns the text of a page line by line, as a browser sets it without a style sheet.
func visible(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	var line strings.Builder
	end := func() {
		if text := strings.TrimSpace(line.String()); text != "" {
			lines = append(lines, text)
		}
		line.Reset()
	}
	var walk func(n *html.Node, raw bool)
	walk = func(n *html.Node, raw bool) {
		switch {
		case n.Type == html.TextNode && raw:
			lines = append(lines, n.Data)
		case n.Type == html.TextNode:
			for _, r := range n.Data {
				if isBlank(byte(r)) && r < 0x80 {
					if !strings.HasSuffix(line.String(), " ") {
						line.WriteByte(' ')
					}
					continue
				}
				line.WriteRune(r)
			}
		}
		block := n.Type == html.ElementNode && blocks[n.Data]
		if block {
			end()
		}
		verbatim := n.Data == "pre" || n.Data == "textarea" || n.Data == "script" || n.Data == "style"
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, raw || n.Type == html.ElementNode && verbatim)
		}
		if block {
			end()
		}
	}
	walk(root, false)
	end()
	return lines
}

// inlinePieces may stand in any text, blockPieces where blocks may stand.
var (
	inlinePieces = []string{"甲", "乙", " ", "\n", "\n  ", "\t", "<br>", "<", ">", "&lt;", "\"", "<script>\n 1 <\n</script>", "<!-- <p> ' -->"}
	blockPieces  = []string{"<pre>\n 甲\n\n</pre>", "<textarea>\n 甲</textarea>", "<hr>"}
	elements     = []string{"div", "p", "b", "span", "section"}
)

// pageOf makes a well-formed page of any bytes: each opens an element, closes the last or adds a piece.
func pageOf(picks []byte) string {
	var b strings.Builder
	var open []string
	inline := func() bool { return len(open) > 0 && open[len(open)-1] != "div" && open[len(open)-1] != "section" }
	shut := func() {
		b.WriteString("</" + open[len(open)-1] + ">")
		open = open[:len(open)-1]
	}
	for _, p := range picks {
		n := int(p) / 4
		switch name := elements[n%len(elements)]; {
		case p%4 == 0 && (!inline() || name == "b" || name == "span"):
			b.WriteString("<" + name + " title=\"甲\n>乙\">")
			open = append(open, name)
		case p%4 == 1 && len(open) > 0:
			shut()
		case p%4 == 2 && !inline():
			b.WriteString(blockPieces[n%len(blockPieces)])
		default:
			b.WriteString(inlinePieces[n%len(inlinePieces)])
		}
	}
	for len(open) > 0 {
		shut()
	}
	return b.String()
}

func FuzzTrimKeepsTheText(f *testing.F) {
	f.Add([]byte{0, 15, 3, 19, 4, 15, 3, 1, 15, 8, 7, 1, 19, 1})
	f.Add([]byte{2, 15, 3, 47, 15, 51, 15, 6, 15, 43, 15, 3})
	f.Fuzz(func(t *testing.T, picks []byte) {
		plain := pageOf(picks[:min(len(picks), 200)]) // the parser refuses deep nesting
		trimmed := string(new(trimmer).text([]byte(plain)))
		if diff := cmp.Diff(visible(t, plain), visible(t, trimmed)); diff != "" {
			t.Errorf("%q became %q (-plain +trimmed):\n%s", plain, trimmed, diff)
		}
	})
}
