package statute

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// checkSpans holds for every text: spans are sorted, do not overlap, and stand on rune borders.
func checkSpans(t *testing.T, text string, cs []Citation) {
	t.Helper()
	end := 0
	for _, c := range cs {
		if c.Start < end || c.End <= c.Start || c.End > len(text) {
			t.Fatalf("span %d:%d after %d in %q", c.Start, c.End, end, text)
		}
		end = c.End
		if c.Text != text[c.Start:c.End] {
			t.Errorf("text %q is not that of its span in %q", c.Text, text)
		}
		if utf8.ValidString(text) && !utf8.ValidString(c.Text) {
			t.Errorf("span %q cuts a character", c.Text)
		}
		if (c.Kind == Article) == c.Article.IsZero() {
			t.Errorf("%q: kind %d, article %v", c.Text, c.Kind, c.Article)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"依据《行政处罚法》第三十三条第一款第（二）项、第（三）项和第三十四条",
		"《中华人民共和国行政处罚法》（以下简称“处罚法”）第5条。处罚法第六条，该法第七条，前款规定，同条第二款第㈠项",
		"第九、十、十二条至第（一）（二）项", "《《〈〉》》第条", "本条例第五条之一\n第二条", "\xe7\xac第\xe3\x80\xe3\x80\x8a",
		"《条例》（（以下简称））第０条", "第　 （ 三 ） 项。前款第一条",
	} {
		f.Add(s, "该法第三条，条例第五条", "行政处罚法")
	}
	f.Fuzz(func(t *testing.T, a, b, self string) {
		for _, o := range []Options{{}, {Resolve: known}, {Resolve: known, Self: self}} {
			fd := NewFinder(o)
			checkSpans(t, a, fd.Find(a))
			checkSpans(t, b, fd.Find(b))
		}
	})
}

func FuzzParseArticles(f *testing.F) {
	f.Add("第一章　总则\n第一条　为了规范。\n第二条 有下列情形的：\n（一）甲；\n1.乙\n（二）丙。\n尾款")
	f.Add("第一条之一\n第九十条规定")
	f.Fuzz(func(t *testing.T, text string) {
		for _, a := range ParseArticles(text) {
			if a.No.IsZero() || strings.Contains(a.Gist, "\n") || utf8.RuneCountInString(a.Gist) > GistLimit {
				t.Errorf("article %v with gist %q", a.No, a.Gist)
			}
			if (a.Text == "") != (len(a.Paragraphs) == 0) {
				t.Errorf("article %v: text %q, %d paragraphs", a.No, a.Text, len(a.Paragraphs))
			}
		}
	})
}

func FuzzNumber(f *testing.F) {
	for _, s := range []string{"三十三", "一百零二", "33", "３３", "廿一", "〇", "一千零一十", "十十"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := wholeNumber(s)
		if !ok {
			return
		}
		if back, ok := wholeNumber(Chinese(n)); !ok || back != n {
			t.Errorf("number %q = %d, which is written %q and read %d", s, n, Chinese(n), back)
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("中华人民共和国行政处罚法（2021年修订）")
	f.Add("中华人民共和国中华人民共和国")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		if spaced := Fold(" " + s + "\u3000"); spaced != Fold(s) {
			t.Errorf("Fold(%q) = %q, with white space around %q", s, Fold(s), spaced)
		}
	})
}
