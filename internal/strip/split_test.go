package strip

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// wide gives a character two cells and ASCII one, as the font does.
func wide(r rune) int {
	if r < utf8.RuneSelf {
		return 1
	}
	return 2
}

func TestSplit(t *testing.T) {
	tests := []struct {
		name        string
		text        string
		width, rows int
		noBreak     []string
		want        []string
	}{
		{"what fits stays whole", "闭馆通知", 40, 1, nil, []string{"闭馆通知"}},
		{"a line ends where the reader pauses", "弘扬宪法精神，维护宪法权威，建设社会主义法治国家。", 40, 1, nil,
			[]string{"弘扬宪法精神，维护宪法权威，", "建设社会主义法治国家。"}},
		{"a full line is taken", "12月4日9时，县人民广场举行国家宪法日宣传，欢迎参加。", 40, 1, nil,
			[]string{"12月4日9时，", "县人民广场举行国家宪法日宣传，欢迎参加。"}},
		{"closing marks do not begin a line", "某某某某，某某", 8, 1, nil, []string{"某某某", "某，某某"}},
		{"opening marks do not end a line", "某某某《宪法》", 8, 1, nil, []string{"某某某", "《宪法》"}},
		{"numbers stay whole", "咨询电话0999-8000000", 14, 1, nil, []string{"咨询电话", "0999-8000000"}},
		{"numbers keep their unit", "截至2026年底", 8, 1, nil, []string{"截至", "2026年底"}},
		{"第 stays with its number", "根据第25条规定", 8, 1, nil, []string{"根据", "第25条", "规定"}},
		{"Latin words stay whole", "打开example网站", 10, 1, nil, []string{"打开", "example", "网站"}},
		{"addresses stay whole", "网址https://www.example.gov.cn/某某", 30, 1, nil, []string{"网址", "https://www.example.gov.cn/", "某某"}},
		{"what is longer than a line is cut", "0123456789", 4, 1, nil, []string{"0123", "4567", "89"}},
		{"phrases stay whole", "学习贯彻某某思想精神", 12, 1, []string{"某某思想"}, []string{"学习贯彻", "某某思想精神"}},
		{"the longest phrase counts", "甲乙丙丁戊", 8, 1, []string{"乙丙", "乙丙丁戊"}, []string{"甲", "乙丙丁戊"}},
		{"an author's line end is kept", "甲\n乙", 40, 1, nil, []string{"甲", "乙"}},
		{"blanks go with what is before", "甲乙 丙丁", 5, 1, nil, []string{"甲乙 ", "丙丁"}},
		{"blanks do not count at the end of a line", "甲乙 丙丁", 4, 1, nil, []string{"甲乙 ", "丙丁"}},
		{"a page with room breaks better", "请认准旅行社业务经营许可证，不参加“不合理低价游”。", 40, 3, nil,
			[]string{"请认准旅行社业务经营许可证，", "不参加“不合理低价游”。"}},
		{"nothing", "", 40, 1, nil, nil},
		{"no width", "甲", 0, 1, nil, nil},
	}
	for _, tt := range tests {
		got := Split(tt.text, tt.width, tt.rows, wide, tt.noBreak)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestSplitWithinQuotesLast(t *testing.T) {
	got := Split("某某某某某某《未成年人保护法》", 24, 1, wide, nil)
	if want := []string{"某某某某某某", "《未成年人保护法》"}; !cmp.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Lines joined are the text; none is wider than the screen, begins with closing or ends with opening punctuation (unless a
// word had to be cut), and no number or word is cut that fits a line.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{
		"12月4日9时，县人民广场举行国家宪法日宣传，欢迎参加。", "https://www.example.gov.cn/某某", "“”《》（（（））", "甲\n\n乙", "——……，，，，，", "1,234.56元/人", "第3条", " ", "a b c", "\xff甲",
	} {
		f.Add(s, uint8(40), uint8(1), "某某")
		f.Add(s, uint8(6), uint8(2), "宪法")
		f.Add(s, uint8(1), uint8(3), "")
	}
	f.Fuzz(func(t *testing.T, text string, width, rows uint8, phrase string) {
		if len(text) > 1000 {
			return
		}
		w := int(width % 64)
		got := Split(text, w, int(rows%8), wide, []string{phrase})
		if w == 0 {
			return
		}
		if joined := strings.Join(got, ""); joined != strings.ReplaceAll(text, "\n", "") {
			t.Fatalf("%q joined is %q", text, joined)
		}
		for n, line := range got {
			if line == "" {
				t.Fatalf("empty line in %q", got)
			}
			if used := widthOf(strings.TrimRight(line, " "), wide); used > w && utf8.RuneCountInString(line) > 1 {
				t.Fatalf("line %q is %d cells wide, more than %d", line, used, w)
			}
			if n > 0 {
				checkSeam(t, got[n-1], line, w)
			}
		}
	})
}

// checkSeam looks at the end of a line and the beginning of the next.
func checkSeam(t *testing.T, before, after string, width int) {
	t.Helper()
	if !isWord(before[len(before)-1]) || !isWord(after[0]) {
		return
	}
	head := before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	tail := after
	if i := strings.IndexFunc(after, unicode.IsSpace); i >= 0 {
		tail = after[:i]
	}
	// What stands together with the word is no longer than all up to the next blank.
	if widthOf(head+tail, wide) <= width {
		t.Fatalf("a word that fits is cut between %q and %q", before, after)
	}
}

func TestSplitNeverCutsNumbersThatFit(t *testing.T) {
	for width := 14; width <= 60; width++ {
		for pad := range 30 {
			text := strings.Repeat("某", pad) + "电话0999-8000000，8:30—12:00，共1,234.56元"
			got := strings.Join(Split(text, width, 1, wide, nil), "|")
			for _, whole := range []string{"0999-8000000", "8:30", "12:00", "1,234.56元"} {
				if !strings.Contains(got, whole) {
					t.Errorf("at %d cells %s is cut: %s", width, whole, got)
				}
			}
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("弘扬宪法精神，维护宪法权威，建设社会主义法治国家。", 12)
	b.ReportAllocs()
	for b.Loop() {
		if len(Split(text, 40, 1, wide, nil)) < 12 {
			b.Fatal("too few lines")
		}
	}
}
