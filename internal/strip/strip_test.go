package strip

import (
	"bytes"
	"encoding/csv"
	"image"
	"image/color"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/output"
	"xiangwei/internal/review"
	"xiangwei/internal/strip/font"
)

var zone = time.FixedZone("CST", 8*3600)

func at(s string) date.Stamp {
	stamp, err := date.ParseStamp(s, zone)
	if err != nil {
		panic(err)
	}
	return stamp
}

var door = config.Screen{Name: "door", Label: "大门条屏", Place: "正门上方", Width: 320, Height: 16, Colours: config.ColoursSingle,
	Output: config.OutputStrip, Dwell: config.DwellStrip, Glyph: 16, Hours: []config.DayTime{{From: 8 * 60, To: 22 * 60}}, Closed: []int{1}}

func notice(slug, text string) Notice {
	return Notice{
		Source: "content/notices/2026/" + slug + ".md", Slug: slug, Title: "标题" + slug, Text: text, Authority: "某某县文化旅游广电体育局",
		From: at("2026-11-20 08:00"), Until: at("2026-12-04 11:30"), Sum: strings.Repeat("ab", 32),
		Reviews: []review.Review{
			{Stage: review.First, By: "张某某", At: at("2026-11-17 09:10")}, {Stage: review.Second, By: "李某某", At: at("2026-11-18 15:30")},
			{Stage: review.Final, By: "王某某", At: at("2026-11-19 16:20"), Opinion: "同意播出"},
		},
	}
}

func options(s config.Screen) Options {
	return Options{Screen: s, Format: BMP, Bureau: "某某局", Now: time.Date(2026, 11, 22, 8, 0, 0, 0, zone)}
}

func add(t *testing.T, o Options, notices ...Notice) (*output.Tree, []Made) {
	t.Helper()
	tree := output.NewTree()
	made, err := Add(tree, notices, o)
	if err != nil {
		t.Fatal(err)
	}
	if problems := tree.Problems(); problems != nil {
		t.Fatal(problems)
	}
	return tree, made
}

func paths(tree *output.Tree) []string {
	var all []string
	for _, f := range tree.Files() {
		all = append(all, f.Path)
	}
	return all
}

const slogan = "弘扬宪法精神，维护宪法权威，建设社会主义法治国家。"

func TestAddWritesWhatCardsImport(t *testing.T) {
	tree, made := add(t, options(door), notice("constitution-day", slogan), notice("fire", "发现火情拨打119。"))
	want := []string{
		"bmp/01consti-20261204-1.bmp", "bmp/01consti-20261204-2.bmp", "bmp/02fire-20261204.bmp", "sheet.csv", "sheet.html",
		"txt/01consti-20261204.txt", "txt/02fire-20261204.txt",
	}
	if diff := cmp.Diff(want, paths(tree)); diff != "" {
		t.Error(diff)
	}
	f, _ := tree.Get("txt/02fire-20261204.txt")
	if want := "\xB7\xA2\xCF\xD6\xBB\xF0\xC7\xE9\xB2\xA6\xB4\xF2119\xA1\xA3\r\n"; string(f.Data) != want {
		t.Errorf("% X, want % X", f.Data, want)
	}
	if diff := cmp.Diff([]string{"弘扬宪法精神，维护宪法权威，", "建设社会主义法治国家。"}, made[0].Pages); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{15, 15}, made[0].Seconds); diff != "" {
		t.Error(diff)
	}
}

func TestPicturesHaveThePixelsAndColoursOfTheScreen(t *testing.T) {
	dual, full := door, door
	dual.Width, dual.Height, dual.Colours = 128, 32, config.ColoursDual
	full.Width, full.Height, full.Colours = 353, 80, config.ColoursFull
	urgent := notice("urgent", slogan)
	urgent.Urgent = true
	for _, tt := range []struct {
		name   string
		screen config.Screen
		notice Notice
		bits   int
		ink    color.RGBA
	}{
		{"single", door, notice("a", slogan), 1, red},
		{"single, urgent", door, urgent, 1, red},
		{"dual", dual, notice("a", slogan), 4, red},
		{"dual, urgent", dual, urgent, 4, yellow},
		{"full", full, notice("a", slogan), 24, amber},
		{"full, urgent", full, urgent, 24, red},
	} {
		tree, _ := add(t, options(tt.screen), tt.notice)
		pictures := 0
		for _, f := range tree.Files() {
			if path.Ext(f.Path) != ".bmp" {
				continue
			}
			pictures++
			b := readBMP(t, f.Data)
			if b.w != tt.screen.Width || b.h != tt.screen.Height || b.bits != tt.bits {
				t.Errorf("%s: %s has %d×%d pixels of %d bits", tt.name, f.Path, b.w, b.h, b.bits)
			}
			lit := 0
			for _, p := range b.pixels {
				if p == tt.ink {
					lit++
				} else if p != black {
					t.Fatalf("%s: %s has a dot of %v", tt.name, f.Path, p)
				}
			}
			if lit == 0 {
				t.Errorf("%s: %s is dark", tt.name, f.Path)
			}
		}
		if pictures == 0 {
			t.Errorf("%s: no picture", tt.name)
		}
	}
}

// dots shows a picture as text.
func dots(m *image.Paletted) string {
	var b strings.Builder
	for y := range m.Rect.Dy() {
		b.WriteByte('\n')
		for x := range m.Rect.Dx() {
			b.WriteByte(" #"[min(1, m.ColorIndexAt(x, y))])
		}
	}
	return b.String()
}

func newPen(t testing.TB, s config.Screen) *pen {
	t.Helper()
	face, err := font.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &pen{face: face, screen: s}
}

func TestDrawnDotForDot(t *testing.T) {
	s := door
	s.Width = 32
	_, pages, err := newPen(t, s).pages("县9", false)
	if err != nil {
		t.Fatal(err)
	}
	if got := dots(pages[0]); len(pages) != 1 || got != drawn {
		t.Errorf("%d pages:%s", len(pages), got)
	}
}

// At twice the size every dot is four dots, and nothing lies between lit and dark.
func TestDrawnInWholeMultiples(t *testing.T) {
	small, large := door, door
	large.Width, large.Height = 640, 32
	_, one, err := newPen(t, small).pages("闭馆通知", false)
	if err != nil {
		t.Fatal(err)
	}
	l, two, err := newPen(t, large).pages("闭馆通知", false)
	if err != nil {
		t.Fatal(err)
	}
	if l.scale != 2 {
		t.Fatalf("drawn at %d times the size", l.scale)
	}
	for y := range 32 {
		for x := range 640 {
			if two[0].ColorIndexAt(x, y) != one[0].ColorIndexAt(x/2, y/2) {
				t.Fatalf("dot %d,%d is not that of the small picture", x, y)
			}
		}
	}
}

func TestFit(t *testing.T) {
	long := strings.Repeat(slogan, 6)
	for _, tt := range []struct {
		name         string
		w, h, glyph  int
		text         string
		scale, pages int
	}{
		{"as large as it fits", 320, 32, 16, "闭馆通知", 2, 1},
		{"smaller before two pages", 320, 32, 16, slogan, 1, 1},
		{"never under the smallest glyph", 320, 32, 32, slogan, 2, 3},
		{"no multiple gives one page", 320, 32, 16, long, 1, 4},
		{"a height that is no multiple", 320, 40, 16, "闭馆通知", 2, 1},
		{"a smallest glyph the screen cannot hold", 320, 16, 20, "闭馆通知", 1, 1},
		{"a board of one character", 16, 16, 16, "闭馆", 1, 2},
		{"tall", 64, 320, 16, slogan, 1, 1},
	} {
		s := door
		s.Width, s.Height, s.Glyph = tt.w, tt.h, tt.glyph
		p := newPen(t, s)
		l, pages, err := p.pages(tt.text, false)
		if err != nil {
			t.Fatal(err)
		}
		if l.scale != tt.scale || len(pages) != tt.pages {
			t.Errorf("%s: %d pages at %d times the size, want %d at %d", tt.name, len(pages), l.scale, tt.pages, tt.scale)
		}
		var joined strings.Builder
		for _, lines := range l.pages {
			for _, line := range lines {
				joined.WriteString(line)
				if px := widthOf(strings.TrimRight(line, " "), p.cells) * 8 * l.scale; px > tt.w {
					t.Errorf("%s: line %q is %d pixels wide", tt.name, line, px)
				}
			}
		}
		if joined.String() != tt.text {
			t.Errorf("%s: pages say %q", tt.name, joined.String())
		}
	}
}

// Nothing is cut off: a picture has every dot of its characters.
func TestNothingIsCutOff(t *testing.T) {
	for _, size := range [][2]int{{320, 16}, {320, 32}, {352, 80}, {64, 64}, {16, 16}, {100, 50}} {
		s := door
		s.Width, s.Height = size[0], size[1]
		p := newPen(t, s)
		text := "12月4日9时，县人民广场举行国家宪法日宣传，垚镕〇“某某”8:30—12:00。"
		l, pages, err := p.pages(text, false)
		if err != nil {
			t.Fatal(err)
		}
		want, got := 0, 0
		for _, r := range text {
			g, _ := p.face.Glyph(r)
			for y := range font.Height {
				for x := range g.Width() {
					if g.Dot(x, y) {
						want += l.scale * l.scale
					}
				}
			}
		}
		for _, m := range pages {
			for _, i := range m.Pix {
				got += int(i)
			}
		}
		if got != want {
			t.Errorf("%v: %d dots are lit, the characters have %d", size, got, want)
		}
	}
}

func TestScroll(t *testing.T) {
	o := options(door)
	o.Scroll = true
	tree, made := add(t, o, notice("a", slogan+"\n"+slogan), notice("b", "闭馆"))
	f, ok := tree.Get("bmp/01a-20261204.bmp")
	if !ok {
		t.Fatal(paths(tree))
	}
	if b := readBMP(t, f.Data); b.w != (25*2+2)*16-16 || b.h != 16 {
		t.Errorf("%d×%d pixels", b.w, b.h)
	}
	f, _ = tree.Get("bmp/02b-20261204.bmp")
	if b := readBMP(t, f.Data); b.w != 320 {
		t.Errorf("a short text is %d pixels wide", b.w)
	}
	if made[0].Seconds != nil {
		t.Errorf("a text that scrolls stands for %v", made[0].Seconds)
	}
}

func TestPNG(t *testing.T) {
	o := options(door)
	o.Format = PNG
	tree, _ := add(t, o, notice("a", "闭馆"))
	f, ok := tree.Get("png/01a-20261204.png")
	if !ok || !bytes.HasPrefix(f.Data, []byte("\x89PNG")) {
		t.Error(paths(tree))
	}
}

func TestAddRefusesWhatCardsLack(t *testing.T) {
	for text, want := range map[string]string{"特惠✓": "content/notices/2026/a.md: encoding for a card: GBK has no ✓（U+2713）", " ": "the text is empty"} {
		if _, err := Add(output.NewTree(), []Notice{notice("a", text)}, options(door)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestName(t *testing.T) {
	for _, tt := range []struct {
		name  string
		place int
		slug  string
		until date.Stamp
		want  string
	}{
		{"place, letters, last day", 1, "constitution-day", at("2026-12-04 11:30"), "01consti-20261204"},
		{"a day without a clock is that day", 2, "new-year", at("2026-12-31"), "02newyea-20261231"},
		{"midnight is the day before", 3, "a", at("2027-01-01 00:00"), "03a-20261231"},
		{"more than a hundred", 100, "reading", at("2026-12-04"), "100readi-20261204"},
		{"a name that is not ASCII", 4, "通知", at("2026-12-04"), "04-20261204"},
		{"no end", 5, "slogan", date.Stamp{}, "05slogan"},
	} {
		if got := Name(tt.place, Notice{Slug: tt.slug, Until: tt.until}); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSheet(t *testing.T) {
	n := notice("a", slogan)
	n.Title = "=<b>标题</b>"
	day := notice("b", "闭馆")
	day.Until = at("2026-12-04")
	tree, _ := add(t, options(door), n, day)
	f, _ := tree.Get(SheetHTML)
	root, err := html.Parse(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	text := words(root)
	for _, want := range []string{
		"上屏审批单", "大门条屏（door）", "正门上方", "320×16 像素，单色（红）", "8:00-22:00；不播：周一", "2026年11月22日 08:00，共 2 条", "某某局",
		"01a-20261204 =<b>标题</b>", slogan, "2026-11-20 08:00 至 2026-12-04 11:30，到时撤下", "至 2026-12-04 24:00，到时撤下",
		"第 1 页 15 秒，第 2 页 15 秒", "某某县文化旅游广电体育局", "txt/01a-20261204.txt，bmp/01a-20261204-1.bmp，bmp/01a-20261204-2.bmp", strings.Repeat("ab", 32),
		"初审 张某某 2026-11-17 09:10", "复审 李某某 2026-11-18 15:30", "终审 王某某 2026-11-19 16:20 意见：同意播出", "操作员", "上屏时间", "下屏时间", "异常情况", "保密审查", "校对",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the sheet does not say %q:\n%s", want, text)
		}
	}
	if n := strings.Count(string(f.Data), "data:image/png;base64,"); n != 3 {
		t.Errorf("%d pictures, want 3", n)
	}
	rows := table(t, tree)
	if len(rows) != 3 || rows[1][3] != "'=<b>标题</b>" || rows[1][4] != slogan || rows[1][14] != "王某某 2026-11-19 16:20 同意播出" || rows[2][8] != "2026-12-04 24:00" {
		t.Errorf("%q", rows)
	}
}

func TestSheetOfNothing(t *testing.T) {
	tree, _ := add(t, options(door))
	if diff := cmp.Diff([]string{SheetCSV, SheetHTML}, paths(tree)); diff != "" {
		t.Error(diff)
	}
	f, _ := tree.Get(SheetHTML)
	if !strings.Contains(string(f.Data), "请把屏幕上原有的节目撤下") {
		t.Error("the sheet does not say that nothing is to be shown")
	}
}

func TestSameInputSameBytes(t *testing.T) {
	a, _ := add(t, options(door), notice("a", slogan))
	b, _ := add(t, options(door), notice("a", slogan))
	for i, f := range a.Files() {
		if !bytes.Equal(f.Data, b.Files()[i].Data) {
			t.Errorf("%s differs", f.Path)
		}
	}
}

func table(t *testing.T, tree *output.Tree) [][]string {
	t.Helper()
	f, _ := tree.Get(SheetCSV)
	data, ok := bytes.CutPrefix(f.Data, []byte("\uFEFF"))
	if !ok || bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) {
		t.Errorf("no byte-order mark, or line ends other than CRLF")
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// words returns the text of a page with one blank between its parts.
func words(n *html.Node) string {
	var parts []string
	for c := range n.Descendants() {
		if c.Type == html.TextNode && c.Parent.Data != "style" {
			parts = append(parts, strings.Fields(c.Data)...)
		}
	}
	return strings.Join(parts, " ")
}

func BenchmarkAdd(b *testing.B) {
	notices := slices.Repeat([]Notice{notice("a", slogan)}, 20)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Add(output.NewTree(), notices, options(door)); err != nil {
			b.Fatal(err)
		}
	}
}

// drawn is 县9 in the middle of 32 dots.
const drawn = `
                                
       #########                
       #       #                
       #       #                
       #########      ####      
       #       #     #    #     
       #       #     #    #     
       #########     #    #     
       #       #      #####     
       #       #          #     
    ###############       #     
         #                #     
        #     #          #      
       #       #      ###       
      ###########               
       #        #               `
