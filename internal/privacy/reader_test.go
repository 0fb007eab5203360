package privacy

import (
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// contexts are places a text may stand in.
var contexts = []Context{{}, {Year: 2026}, {Field: "当事人", Year: 2026}, {Field: "QQ"}, {Field: "标题", Names: RepresentativesShown},
	{Names: NamesShown}, {Field: "住址", Allow: AllowAddress | AllowOfficePhone}}

// hostileTexts returns every text of the corpora, values filled in.
func hostileTexts(t testing.TB) []string {
	t.Helper()
	var texts []string
	for _, name := range []string{"positive.txt", "negative.txt"} {
		for _, line := range corpusLines(t, name) {
			_, text, ok := strings.Cut(line, "\t")
			if !ok {
				text = line
			}
			texts = append(texts, escape.Replace(text))
		}
	}
	files, err := filepath.Glob("testdata/hostile/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	var m mint
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSuffix(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
				texts = append(texts, m.parse(line).text)
			}
		}
	}
	return texts
}

// sameFindings reads a text anew and with what a Reader remembers.
func sameFindings(t testing.TB, r *Reader, text string, ctx Context) {
	t.Helper()
	want := Find(text, ctx)
	if got := r.Find(text, ctx); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q in %+v: remembering finds\n%+v\nreading anew\n%+v", text, ctx, got, want)
	}
}

// TestWhatIsRememberedChangesNothing reads texts with one Reader, so that most of what they are made of was read before,
// elsewhere: as they are, again, each in several places, joined to pages, and mixed anew out of the parts of them all.
func TestWhatIsRememberedChangesNothing(t *testing.T) {
	texts := hostileTexts(t)
	r := NewReader()
	for _, ctx := range contexts {
		for _, text := range texts {
			sameFindings(t, r, text, ctx)
		}
	}
	for i := 0; i+40 <= len(texts); i += 20 {
		sameFindings(t, r, strings.Join(texts[i:i+40], "\n\n"), contexts[i/20%len(contexts)])
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 6000 {
		sameFindings(t, r, mixed(random, texts), contexts[random.IntN(len(contexts))])
	}
	if held := r.held(); held < 1000 {
		t.Errorf("only %d texts and stretches are remembered", held)
	}
}

// held counts what is remembered.
func (r *Reader) held() (n int) {
	for i := range memoSize {
		for _, m := range []memo{r.texts, r.stretches} {
			if m.held[i].Load() != 0 {
				n++
			}
		}
	}
	return n
}

// mixed makes a text of parts of others, cut at marks or anywhere, with marks, digits and rare characters between.
func mixed(random *rand.Rand, texts []string) string {
	joints := []string{"", "，", "。", "、", "：", "\n", " ", "|", "\n\n|", "（", "）", "某", "一", "3", "13", "2012年8月", "男", "，男，", "15岁", "\u3000", "𠮷", "㐂", "·", "a", "V", "&#48;", "０", "号", "-"}
	var b strings.Builder
	for range 1 + random.IntN(6) {
		text := []rune(texts[random.IntN(len(texts))])
		from := random.IntN(len(text))
		to := from + random.IntN(len(text)-from)
		part := string(text[from : to+1])
		if k := strings.IndexAny(part, "，。：、（"); k >= 0 && random.IntN(2) == 0 {
			part = part[k:]
		}
		b.WriteString(part)
		b.WriteString(joints[random.IntN(len(joints))])
	}
	return b.String()
}

func TestCellsAreRememberedInTheirColumns(t *testing.T) {
	r := NewReader()
	rows := [][]string{{"某甲", "990000", "199003", "070013"}, {"张晓明", "990000", "199003", "070013"}, {"张晓明", "3", "5", "8"}, {"一般", "警告", "张晓明", "130"}}
	for _, header := range [][]string{nil, {"姓名", "地区", "生日", "末位"}, {"事项", "数量", "当事人", "电话"}, {"姓名", "执法证号", "职务", "科室"}} {
		for range 2 {
			for _, row := range rows {
				ctx := Context{}.InTable(header)
				if got, want := r.FindCells(header, row, ctx), FindCells(header, row, ctx); !reflect.DeepEqual(got, want) {
					t.Errorf("%v under %v: remembering finds %+v, reading anew %+v", row, header, got, want)
				}
			}
		}
	}
}

// TestKnownStretchesGoOnBeyondTheirMarks reads texts of which all characters were read before, and which say more by what
// stands around them.
func TestKnownStretchesGoOnBeyondTheirMarks(t *testing.T) {
	for name, c := range map[string]struct{ before, text string }{
		"digits in characters go on":        {"联系电话一三零零零零；零零零零零", "联系电话一三零零零零 零零零零零"},
		"digits before characters":          {"零零零零，合计", "电话1300000零零零零，合计"},
		"a birth proves a person":           {"来者白云，来者白云。", "来者白云，1990年3月7日出生"},
		"names in a comment in a number":    {"", "电话130<!--李月，1990年3月7日出生-->0000<b>0000</b>。依法公开有关信息，联系有关部门办理。看李月"},
		"a rare character before a stretch": {"当事人张晓，男。三，男。", "当事人张𠮷三，男，1990年3月7日出生，𠮷李晓明，男。"},
		"a label with its name behind":      {"经查当事人。张晓明。", "经查当事人：张晓明。"},
		"a label set apart":                 {"姓。名。张晓明。", "姓　名：张晓明。"},
		"a door behind a number":            {"号院。某某街，家住。", "张某家住某某街3号院5号楼2单元301室。"},
		"a long stretch":                    {"", strings.Repeat("依法公开有关信息", 12) + "的邻居张晓明到场"},
		"an odd number within a stretch":    {"合计一二三元。", "合计一三零零零零零零零零零元。合计一二三元。"},
	} {
		r := NewReader()
		for range 2 {
			for _, text := range []string{c.before, c.text, c.text + c.before, c.before + c.text} {
				t.Run(name, func(t *testing.T) { sameFindings(t, r, text, Context{}) })
			}
		}
	}
}

// TestGivenNamesThatAreWordsAreRemembered reads names of which the given part is a word, which are weighed apart.
func TestGivenNamesThatAreWordsAreRemembered(t *testing.T) {
	r, n := NewReader(), 0
	words := slices.Sorted(maps.Keys(givenWords))
	for family := range strings.SplitSeq(commonSurnames+otherSurnames, "") {
		for _, given := range words {
			if n++; n%5 == 0 {
				sameFindings(t, r, "邻居"+family+given+"，1990年3月7日出生。", Context{})
			}
		}
	}
}

// TestAKeyNamesAllOfAContext fails when a Context has a field that keyIn does not know.
func TestAKeyNamesAllOfAContext(t *testing.T) {
	if n := reflect.TypeFor[Context]().NumField(); n != 4 {
		t.Errorf("a Context has %d fields; memo.keyIn must name all of them", n)
	}
	m := newMemo()
	seen := map[uint64]Context{}
	for _, ctx := range append(contexts, Context{Allow: AllowCode}, Context{Names: RepresentativesShown}, Context{Year: 256}, Context{Year: 1}) {
		key := m.keyIn("张晓明", ctx)
		if other, ok := seen[key]; ok {
			t.Errorf("%+v has the key of %+v", ctx, other)
		}
		seen[key] = ctx
	}
}

// TestRolesAreWordsOfOneStretch holds what makes it enough to look at the characters of a stretch: whatever private
// persons are called ends in it or before it, but never runs over a mark into it.
func TestRolesAreWordsOfOneStretch(t *testing.T) {
	for _, list := range roles().byLast {
		for _, w := range list {
			if stretchEnd(w.word, 0) != len(w.word) {
				t.Errorf("%q holds a mark or 某", w.word)
			}
		}
	}
}

// FuzzReader reads a text after others that have much in common with it: its own with other marks, in other order, and
// without its digits.
func FuzzReader(f *testing.F) {
	for i, text := range hostileTexts(f) {
		if i%20 == 0 {
			f.Add(text)
		}
	}
	marks := strings.NewReplacer("，", "。", "。", "\n", "：", "，", "、", "：", "\n", "、", "|", "，")
	f.Fuzz(func(t *testing.T, text string) {
		r := NewReader()
		lines := strings.Split(text, "，")
		for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
			lines[i], lines[j] = lines[j], lines[i]
		}
		plain := strings.Map(func(c rune) rune {
			if c < 0x80 && isDigit(byte(c)) {
				return '。'
			}
			return c
		}, text)
		for _, other := range []string{marks.Replace(text), strings.Join(lines, "，"), plain, text, text} {
			sameFindings(t, r, other, Context{})
			sameFindings(t, r, other, Context{Field: "当事人", Year: 2026})
		}
	})
}

func TestOneReaderServesAllWorkers(t *testing.T) {
	texts := hostileTexts(t)[:400]
	r := NewReader()
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range texts {
				text := texts[(i+worker*100)%len(texts)]
				if got, want := r.Find(text, Context{}), Find(text, Context{}); !reflect.DeepEqual(got, want) {
					t.Errorf("%q: remembering finds %+v, reading anew %+v", text, got, want)
				}
			}
		})
	}
	group.Wait()
}
