package privacy

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestContextDecidesWhatIsPublic(t *testing.T) {
	for _, c := range []struct {
		name, text string
		ctx        Context
		want       string
	}{
		{"officer number in its field", "13060021024", Context{Allow: AllowOfficerNumber}, ""},
		{"officer number by the field's label", "13060021024", Context{Field: "执法证号"}, ""},
		{"licence number by label", "13800000000", Context{Field: "许可证编号"}, ""},
		{"phone in a code field that says phone", "电话13800000000", Context{Allow: AllowCode}, "mobile"},
		{"phone by label", "130|0000|0000", Context{Field: "手机"}, "mobile"},
		{"office phone allowed", "0999-8000000", Context{Allow: AllowOfficePhone}, ""},
		{"mobile is never an office phone", "13000000000", Context{Allow: AllowOfficePhone}, "mobile"},
		{"home phone is never allowed", "住宅电话0999-8000000", Context{Allow: AllowOfficePhone}, "landline"},
		{"contact mailbox allowed", "abc@qq.com", Context{Allow: AllowContactMail}, ""},
		{"plates allowed", "湘A12345", Context{Allow: AllowPlate}, ""},
		{"ID in a code field", "990000199003070013", Context{Allow: AllowCode}, "id-number"},
		{"names shown", "当事人：张三", Context{Names: NamesShown}, ""},
		{"representative shown", "法定代表人：张三", Context{Names: RepresentativesShown}, ""},
		{"representative of another name shown", "法定代表人：王建军", Context{Names: RepresentativesShown}, ""},
		{"party still masked", "当事人：张三", Context{Names: RepresentativesShown}, "name"},
		{"name by the field's label", "张三", Context{Field: "当事人"}, "name"},
		{"firm by the field's label", "某某网吧", Context{Field: "当事人"}, ""},
		{"minor's name is never shown", "张三（16岁）", Context{Names: NamesShown}, "minor"},
		{"masked minor accepted", "张某X（16岁）", Context{Allow: AllowMaskedMinor}, ""},
		{"seat of a firm", "住所：某某县某某镇人民路1号", Context{Allow: AllowAddress}, ""},
	} {
		if got := kindsOf(Find(c.text, c.ctx)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestBothCodeAndID(t *testing.T) {
	v := bothValid(t)
	for _, c := range []struct {
		name, text string
		ctx        Context
		want       string
	}{
		{"after the label of a credit code", "统一社会信用代码：" + v, Context{}, ""},
		{"in a code field", v, Context{Allow: AllowCode}, ""},
		{"bare", v, Context{}, "id-number"},
		{"after the label of an ID", "身份证号" + v, Context{}, "id-number"},
	} {
		if got := kindsOf(Find(c.text, c.ctx)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// bothValid makes a number of region 990000 that passes the checks of credit codes and of ID numbers.
func bothValid(t *testing.T) string {
	for serial := range 1000 {
		for day := 1; day <= 28; day++ {
			v := withCheck(fmt.Sprintf("990000199003%02d%03d", day, serial))
			if ValidCreditCode(v) {
				return v
			}
		}
	}
	t.Fatal("no such number")
	return ""
}

func withCheck(id17 string) string {
	for _, c := range "0123456789X" {
		if v := id17 + string(c); idCheck(v) {
			return v
		}
	}
	return id17
}

func TestFindCells(t *testing.T) {
	for _, c := range []struct {
		name          string
		header, cells []string
		want          []string
	}{
		{"ID split over three cells", nil, []string{"甲", "990000", "19900307", "0013"}, []string{"id-number 1:0-3:4"}},
		{"ID in one cell", nil, []string{"张某", "990000199003070013"}, []string{"id-number 1:0-1:18"}},
		{"phone split over three cells", nil, []string{"130", "0000", "0000"}, []string{"mobile 0:0-2:4"}},
		{"counts", nil, []string{"138", "1234", "5678"}, nil},
		{"counts under a phone's head", []string{"手机", "", ""}, []string{"138", "1234", "5678"}, []string{"mobile 0:0-2:4"}},
		{"party by head", []string{"序号", "当事人"}, []string{"1", "张三"}, []string{"name 1:0-1:6"}},
		{"officer list", []string{"姓名", "执法证号"}, []string{"张三", "13060021024"}, nil},
		{"licence column", []string{"许可证编号"}, []string{"13800000000"}, nil},
		{"empty row", nil, nil, nil},
	} {
		var got []string
		for _, f := range FindCells(c.header, c.cells, Context{}.InTable(c.header)) {
			got = append(got, fmt.Sprintf("%s %d:%d-%d:%d", f.Kind, f.First, f.Start, f.Last, f.End))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestFindInPath(t *testing.T) {
	for path, want := range map[string]string{
		"content/penalty/2024-017.md":                         "",
		"files/t20240307_13345678901.pdf":                     "",
		"files/P020240307612345678901.docx":                   "",
		"files/报名表_13000000000.xlsx":                          "mobile",
		"files/张某某990000199003070013.pdf":                     "id-number",
		"files/990000199003070013_13000000000.jpg":            "id-number,mobile",
		"files/%31%33%30%30%30%30%30%30%30%30%30.pdf":         "mobile",
		"files/e3b0c44298fc1c149afbf4c8996fb92427ae41e4.webp": "",
	} {
		if got := kindsOf(FindInPath(path)); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

// disguises change how a number is written, not what it says.
var disguises = []func(*rand.Rand, string) string{
	func(_ *rand.Rand, s string) string { return s },
	func(_ *rand.Rand, s string) string { return mapDigits(s, "０１２３４５６７８９") },
	func(_ *rand.Rand, s string) string { return mapDigits(s, "〇一二三四五六七八九") },
	func(_ *rand.Rand, s string) string { return mapDigits(s, "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗") },
	func(r *rand.Rand, s string) string { return insert(r, s, "\u200b") },
	func(r *rand.Rand, s string) string { return insert(r, s, "\u00ad") },
	func(r *rand.Rand, s string) string { return insert(r, s, "**") },
	func(r *rand.Rand, s string) string { return insert(r, s, "</b>") },
	func(_ *rand.Rand, s string) string { return strings.Join(strings.Split(s, ""), " ") },
	func(r *rand.Rand, s string) string {
		k := r.IntN(len(s))
		return s[:k] + fmt.Sprintf("&#%d;", s[k]) + s[k+1:]
	},
	func(_ *rand.Rand, s string) string {
		var b strings.Builder
		for i := range len(s) {
			fmt.Fprintf(&b, "&#x%x;", s[i])
		}
		return b.String()
	},
}

func mapDigits(s, to string) string {
	r := []rune(to)
	var b strings.Builder
	for _, c := range s {
		if c >= '0' && c <= '9' {
			c = r[c-'0']
		}
		b.WriteRune(c)
	}
	return b.String()
}

func insert(r *rand.Rand, s, what string) string {
	k := 1 + r.IntN(len(s)-1)
	return s[:k] + what + s[k:]
}

func randomID(r *rand.Rand) string {
	return withCheck(fmt.Sprintf("990000%04d%02d%02d%03d", 1930+r.IntN(90), 1+r.IntN(12), 1+r.IntN(28), r.IntN(1000)))
}

func randomCard(r *rand.Rand) string {
	v := fmt.Sprintf("62%013d", r.Int64N(1e13))
	for c := range 10 {
		if card := v + fmt.Sprint(c); Luhn(card) {
			return card
		}
	}
	return ""
}

func TestRandomNumbersAreFoundInAnyDisguise(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	frames := []string{"%s", "经查，%s。", "号码为%s（已核实）", "| 甲 | %s |", "2024年3月7日，%s于8时到场", "- %s"}
	for range 20000 {
		raw, want := randomID(r), IDNumber
		switch r.IntN(3) {
		case 1:
			raw, want = fmt.Sprintf("1%d%09d", 3+r.IntN(7), r.Int64N(1e9)), Mobile
		case 2:
			raw, want = randomCard(r), BankCard
		}
		k := r.IntN(len(disguises))
		if want == BankCard && k == 8 {
			k = 0 // a card number with a blank after each digit is read only after its label
		}
		text := fmt.Sprintf(frames[r.IntN(len(frames))], disguises[k](r, raw))
		found := Find(text, Context{})
		if !strings.Contains(kindsOf(found), string(want)) {
			t.Fatalf("%s %s as %q: got %q", want, raw, text, kindsOf(found))
		}
		checkFindings(t, text, found)
	}
}

func randomCode(r *rand.Rand) string {
	for {
		b := []byte("91990000MA0000000")
		for i := 10; i < 16; i++ {
			b[i] = codeChars[r.IntN(len(codeChars))]
		}
		for _, c := range []byte("0123456789X") {
			b[16] = c
			if validOrg(string(b[8:17])) {
				for _, l := range codeChars {
					if v := string(b) + string(l); ValidCreditCode(v) {
						return v
					}
				}
			}
		}
	}
}

func TestRandomPublicNumbersAreNotFound(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	makers := []func() string{
		func() string { return randomCode(r) },
		func() string { return randomCode(r) + fmt.Sprintf("/2024-%05d", r.IntN(1e5)) },
		func() string { return fmt.Sprintf("某文综罚字〔%d〕%d号", 2015+r.IntN(10), r.IntN(1000)) },
		func() string { return fmt.Sprintf("%d-%02d-%02d", 2000+r.IntN(30), 1+r.IntN(12), 1+r.IntN(28)) },
		func() string { return fmt.Sprintf("%d%02d%02d", 2000+r.IntN(30), 1+r.IntN(12), 1+r.IntN(28)) },
		func() string { return fmt.Sprintf("%d元", r.Int64N(1e15)) },
		func() string { return fmt.Sprintf("%d.%02d万元", r.IntN(1e6), r.IntN(100)) },
		func() string { return fmt.Sprintf("%d", 1500000000+r.Int64N(3e8)) },
		func() string { return fmt.Sprintf("%d", 1500000000000+r.Int64N(3e11)) },
		func() string {
			return fmt.Sprintf("%x", r.Uint64()|1<<63) + fmt.Sprintf("%016x%032x", r.Uint64(), r.Uint64())
		},
		func() string { return fmt.Sprintf("执法证号：%08d", r.Int64N(1e14)) },
		func() string {
			return fmt.Sprintf("| %d | %d | %d | %d |", r.IntN(3000), r.IntN(3000), r.IntN(300), r.IntN(3000))
		},
	}
	frames := []string{"%s", "有关号码%s如下", "（%s）", "- %s；"}
	for range 20000 {
		text := fmt.Sprintf(frames[r.IntN(len(frames))], makers[r.IntN(len(makers))]())
		for _, f := range Find(text, Context{}) {
			t.Errorf("%q: false %s %s", text, f.Kind, f.Masked)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, name := range []string{"positive.txt", "negative.txt"} {
		for _, l := range corpusLines(f, name) {
			f.Add(escape.Replace(l))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkFindings(t, text, Find(text, Context{}))
		checkMasked(t, text)
		cells := strings.Split(text, "|")
		for _, c := range FindCells(nil, cells, Context{}) {
			if c.First > c.Last || c.Start > len(cells[c.First]) || c.End > len(cells[c.Last]) {
				t.Fatalf("%q: bad cell range %+v", text, c)
			}
		}
	})
}

var prose = strings.Repeat("为深入推进依法行政，2024年3月7日，我局组织执法人员对全县128家网吧、45家娱乐场所开展检查，共发现问题36处，罚款13000元。"+
	"当事人应当自收到本决定书之日起十五日内缴纳罚款；逾期不缴纳的，每日按罚款数额的百分之三加处罚款。\n\n", 100)

func TestCleanProseAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(10, func() { Find(prose, Context{}) }); n != 0 {
		t.Errorf("got %v allocations, want 0", n)
	}
}

func BenchmarkFindProse(b *testing.B) {
	b.SetBytes(int64(len(prose)))
	b.ReportAllocs()
	for b.Loop() {
		Find(prose, Context{})
	}
}

func BenchmarkFindDisguised(b *testing.B) {
	text := prose + "电话１３０００００００００"
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, Context{})
	}
}

func BenchmarkFindCounts(b *testing.B) {
	text := strings.Repeat("甲 1 2 3 4 5 16 17 138 1234 567 11 12 13 14\n", 500)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, Context{})
	}
}

func TestWhoMayBeAMinorDependsOnTheYearOfTheText(t *testing.T) {
	for year, want := range map[int]int{0: minorYear, 2026: 2008, 2030: 2012} {
		if got := (Context{Year: year}).bornFrom(); got != want {
			t.Errorf("in %d: born from %d, want %d", year, got, want)
		}
	}
}
