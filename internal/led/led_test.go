package led

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestOf(t *testing.T) {
	tests := []struct {
		name  string
		chars string
		want  Charset
	}{
		{"what a keyboard has", " 09AZaz~!,.-()%", ASCII},
		{"first and last of level one", "啊座", GB2312},
		{"first and last of level two", "亍齄", GB2312},
		{"Chinese punctuation", "，。、；：？！“”‘’《》〈〉【】「」『』（）〔〕…", GB2312},
		{"dash and dot, which strict tables map oddly", "—·", GB2312},
		{"signs of a notice", "※→℃‰№§①②⑩⒈㈠ⅠⅫαЯāǎ＋－×÷￥％～", GB2312},
		{"characters of names and places that font chips lack", "垚镕〇喆堃昇珺", GBK},
		{"traditional characters", "憲國書館", GBK},
		{"small Roman numerals", "ⅰⅹ", GBK},
		{"compatibility characters at the end of the code page", "\uFA0C\uFA0D\uFA29", GBK},
		{"added by GB 18030 in gaps of GBK", "䶮ǹ⿰〾㑇", Outside},
		{"euro, whose code GBK does not have", "€", Outside},
		{"beyond two bytes", "𠮷•✓ñ©®😀", Outside},
		{"no-break and other blanks", "\u00a0\u2003\ufeff", Outside},
		{"private use", "\ue000\ue5e5", Outside},
		{"control characters", "\n\t\x00\x7f", Outside},
		{"broken text", "\ufffd", Outside},
	}
	for _, tt := range tests {
		for _, r := range tt.chars {
			if got := Of(r); got != tt.want {
				t.Errorf("%s: %c %U is %d, want %d", tt.name, r, r, got, tt.want)
			}
		}
	}
}

// The sums are those of all characters that the codecs "gb2312" and "gbk" of CPython 3 map to two bytes, sorted, with
// U+00B7 and U+2014 in place of U+30FB and U+2015 in the former.
func TestOfAgreesWithCodecs(t *testing.T) {
	var small, large strings.Builder
	counts := map[Charset]int{}
	for r := rune(0x80); r <= utf8.MaxRune; r++ {
		c := Of(r)
		counts[c]++
		if c == GB2312 {
			small.WriteRune(r)
		}
		if c == GB2312 || c == GBK {
			large.WriteRune(r)
		}
	}
	if counts[GB2312] != 7445 || counts[GB2312]+counts[GBK] != 21791 {
		t.Errorf("%d characters of GB 2312, %d of GBK", counts[GB2312], counts[GB2312]+counts[GBK])
	}
	for _, tt := range []struct{ name, text, want string }{
		{"gb2312", small.String(), "d4144378bc9db3a83745634e98250d1a1680a8e0278efc33b9f8ea175a707db0"},
		{"gbk", large.String(), "1e31260ba45336527a55e93db373e363d8ad290d55b80900b8b87408e4596726"},
	} {
		sum := sha256.Sum256([]byte(tt.text))
		if got := hex.EncodeToString(sum[:]); got != tt.want {
			t.Errorf("%s: other characters than the codec: %s", tt.name, got)
		}
	}
}

func TestFind(t *testing.T) {
	got := Find("某某镕馆\n✓ 垚 ✓ 镕\r\n")
	want := []Odd{{'镕', 6, GBK}, {'✓', 13, Outside}, {'垚', 17, GBK}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := Find("12月4日9时，县人民广场举行国家宪法日宣传——欢迎参加。"); got != nil {
		t.Errorf("found %v in a text of GB 2312", got)
	}
}

func TestName(t *testing.T) {
	for r, want := range map[rune]string{'垚': "垚（U+579A）", '\u00a0': "U+00A0", '\u200b': "U+200B", '😀': "😀（U+1F600）", '\u0301': "U+0301"} {
		if got := Name(r); got != want {
			t.Errorf("%U: %q, want %q", r, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain text stays", "闭馆通知，请相互转告。", "闭馆通知，请相互转告。"},
		{"blanks at line ends and empty lines go", "\n　　甲 \r\n\r\n乙\t\n", "甲\n乙"},
		{"blanks within are one space", "A  B\u00a0\u3000C", "A B C"},
		{"marks that nobody sees go", "\ufeff甲\u200b乙\u00ad丙\ufe0f", "甲乙丙"},
		{"lone CR is a line end", "甲\r乙", "甲\n乙"},
		{"nothing", " \n\u3000\ufeff", ""},
	}
	for _, tt := range tests {
		if got := Clean(tt.text); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestEncode(t *testing.T) {
	got, err := Encode("\ufeff啊A，—·\n镕")
	if err != nil {
		t.Fatal(err)
	}
	if want := "\xB0\xA1A\xA3\xAC\xA1\xAA\xA1\xA4\r\n\xE9\x46\r\n"; string(got) != want {
		t.Errorf("% X, want % X", got, want)
	}
	for text, want := range map[string]string{"甲✓": "✓（U+2713）", "5€": "€（U+20AC）", "䶮": "䶮", " \n": "empty", "甲\x00": "U+0000"} {
		if got, err := Encode(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v, want an error with %q", text, got, err, want)
		}
	}
}

// What is encoded reads back as the cleaned text, has no other line ends than CRLF, and no byte of a character that the
// card's code page lacks.
func FuzzEncode(f *testing.F) {
	for _, s := range []string{"闭馆通知", "12月4日9时，县人民广场", "A\r\nB\n\n C", "垚镕〇", "✓", "€", "\x00", "\xff", "——“”…", "\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean := Clean(s)
		if again := Clean(clean); again != clean {
			t.Fatalf("cleaning twice: %q, then %q", clean, again)
		}
		out, err := Encode(s)
		if err != nil {
			return
		}
		text, err := simplifiedchinese.GBK.NewDecoder().Bytes(out)
		if err != nil || strings.ReplaceAll(string(text), "\r\n", "\n") != clean+"\n" {
			t.Fatalf("%q reads back as %q, %v", s, text, err)
		}
		if strings.Count(string(out), "\n") != strings.Count(string(out), "\r\n") {
			t.Fatalf("%q has a lone line end", out)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("弘扬宪法精神，维护宪法权威，建设社会主义法治国家。", 4)
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if Find(text) != nil {
			b.Fatal("found something")
		}
	}
}
