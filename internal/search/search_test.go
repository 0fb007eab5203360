package search

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"xiangwei/internal/output"
)

// paths returns the addresses of the records of an answer, in its order.
func (r *reader) paths(t testing.TB, query string) []string {
	t.Helper()
	var out []string
	for _, record := range r.query(query, 0).page() {
		row, err := r.text(record)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, row[0].(string))
	}
	return out
}

func TestWhatIsFound(t *testing.T) {
	long := strings.Repeat("本段文字只是为了把这一条写得很长，好让它分成几个部分。", 120)
	_, r := indexed(t, map[string]string{
		"notes/a.md": note("某某网吧接纳未成年人案", "2026-01-05", "number = \"（某）文综罚字〔2026〕8号\"\nparty = \"某某县蓝天网络会所\"", "经查，**当事人**接纳未成年人\n进入营业场所。Wi-Fi 名称 ABC123。"),
		"notes/b.md": note("工作动态", "2026-02-05", "other = \"notes/a.md\"", "| 项目 | 数量 |\n| --- | --- |\n| 检查 | 24 |\n"),
		"notes/c.md": note("很长的文件", "2026-03-05", "", long+"独一无二的结尾。"),
		"notes/d.md": note("𠮷野家招牌", "2026-04-05", "secret = \"绝密内容\"", "税收。"),
	})
	for _, c := range []struct {
		name, query string
		want        []string
	}{
		{"in a title", "网吧接纳", []string{"notes/a.html", "notes/b.html"}}, // b names a
		{"a whole docket number, other brackets", "(某)文综罚字[2026]8号", []string{"notes/a.html"}},
		{"a party", "蓝天网络会所", []string{"notes/a.html"}},
		{"over a soft line end and emphasis", "当事人接纳未成年人进入", []string{"notes/a.html"}},
		{"in another case and width", "ｗｉ－ｆｉ", []string{"notes/a.html"}},
		{"several words", "蓝天 营业场所", []string{"notes/a.html"}},
		{"several words, one of which is nowhere", "蓝天 体育馆", nil},
		{"a cell", "24", []string{"notes/b.html"}},
		{"over two cells", "检查24", nil},
		{"the end of a long text", "独一无二的结尾", []string{"notes/c.html"}},
		{"where two parts of a long text meet", "好让它分成几个部分。本段文字", []string{"notes/c.html"}},
		{"a title and the end of its long text", "文件 结尾", []string{"notes/c.html"}},
		{"a stretch longer than a window", "本段文字只是为了把这一条写得很长，好让它分成几个部分。本段文字只是为了", []string{"notes/c.html"}},
		{"a character beyond the basic plane", "𠮷", []string{"notes/d.html"}},
		{"one character of a title", "招", []string{"notes/d.html"}},
		{"one character of a text", "税", nil},
		{"one character beside a word", "的 结尾", []string{"notes/c.html"}},
		{"what is private", "绝密", nil},
		{"nothing", "", nil},
		{"blanks", " \u3000\u200b", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := r.paths(t, c.query); !slices.Equal(got, c.want) {
				t.Errorf("%q finds %q, want %q", c.query, got, c.want)
			}
		})
	}
}

func TestOrderOfAnswers(t *testing.T) {
	_, r := indexed(t, map[string]string{
		"notes/old-title.md":  note("旅行社案", "2024-01-05", "", "甲"),
		"notes/new-title.md":  note("旅行社又一案", "2025-01-05", "", "甲"),
		"notes/party.md":      note("一案", "2024-06-05", "party = \"某某旅行社\"", "甲"),
		"notes/new-body.md":   note("动态", "2026-01-05", "", "检查旅行社。"),
		"notes/old-body.md":   note("动态二", "2023-01-05", "", "检查旅行社。"),
		"notes/other-word.md": note("旅行", "2026-02-05", "", "行社"),
	})
	want := []string{"notes/new-title.html", "notes/party.html", "notes/old-title.html", "notes/new-body.html", "notes/old-body.html"}
	if got := r.paths(t, "旅行社"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

var hiding = map[string]string{
	"notes/draft.md":     note("密密一", "2026-01-05", "draft = true", "密密文"),
	"notes/future.md":    note("密密二", "2027-01-05", "", "密密文"),
	"notes/expired.md":   note("密密三", "2025-01-05", "until = 2025-06-01", "密密文"),
	"notes/withdrawn.md": note("密密四", "2025-01-06", "withdrawn = {on = 2025-10-14, reason = \"有误\", basis = \"本局规定\"}", "密密文"),
}

// Bits do not show what they hold, so the index must be the same, byte for byte, whatever hidden records say.
func TestHiddenRecordsAreNotIndexed(t *testing.T) {
	notes := corpus(t, 40)
	maps.Copy(notes, hiding)
	files, r := indexed(t, notes)
	for _, f := range files {
		if bytes.Contains(f.Data, []byte("密密")) || bytes.Contains(f.Data, []byte("draft")) || bytes.Contains(f.Data, []byte("withdrawn")) {
			t.Errorf("%s has what is hidden", f.Path)
		}
	}
	for _, q := range []string{"密密", "密文", "密密四"} {
		if got := r.find(q); len(got.records) > 0 {
			t.Errorf("%q is found", q)
		}
	}
	for name, text := range hiding {
		notes[name] = strings.ReplaceAll(text, "密密", "别的什么内容")
	}
	others, _ := indexed(t, notes)
	if changed := difference(files, others); len(changed) > 0 {
		t.Errorf("what hidden records say changes %q", changed)
	}
}

// difference returns the paths at which two indexes differ.
func difference(a, b []output.File) []string {
	by := map[string][]byte{}
	for _, f := range a {
		by[f.Path] = f.Data
	}
	var out []string
	for _, f := range b {
		if old, ok := by[f.Path]; !ok || !bytes.Equal(old, f.Data) {
			out = append(out, f.Path)
		}
		delete(by, f.Path)
	}
	return append(out, slices.Collect(maps.Keys(by))...)
}

func TestSmallChangesChangeFewFiles(t *testing.T) {
	notes := corpus(t, 600)
	before, _ := indexed(t, notes)
	shards := 0
	for _, f := range before {
		if strings.HasPrefix(f.Path, Folder+"/i/") {
			shards++
		}
	}
	for _, c := range []struct {
		name   string
		change func(map[string]string)
		shards int
		blocks int
	}{
		{"one word of a text", func(n map[string]string) {
			for _, k := range slices.Sorted(maps.Keys(n))[300:301] {
				n[k] += "\n另加一句。\n"
			}
		}, 8, 1},
		{"a record withdrawn", func(n map[string]string) {
			for _, k := range slices.Sorted(maps.Keys(n))[300:301] {
				n[k] = strings.Replace(n[k], "\n+++\n\n", "\nwithdrawn = {on = 2026-05-14, reason = \"有误\", basis = \"本局规定\"}\n+++\n\n", 1)
			}
		}, shards, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			after := maps.Clone(notes)
			c.change(after)
			files, _ := indexed(t, after)
			changed := difference(before, files)
			if len(changed) == 0 {
				t.Fatal("nothing changed")
			}
			i, blocks := 0, 0
			for _, p := range changed {
				switch p[:len(Folder)+2] {
				case Folder + "/i":
					i++
				case Folder + "/t":
					blocks++
				}
			}
			if i > c.shards || blocks > c.blocks {
				t.Errorf("%d of %d shards and %d blocks changed, want %d and %d at most", i, shards, blocks, c.shards, c.blocks)
			}
		})
	}
}

func TestTheIndexDependsOnTheRecordsAlone(t *testing.T) {
	s := graph(t, corpus(t, 200))
	one := filesOf(t, s, 1)
	many := filesOf(t, s, 7)
	if changed := difference(one, many); len(changed) > 0 {
		t.Errorf("the number of workers changes %q", changed)
	}
}

func TestEmptySites(t *testing.T) {
	for _, notes := range []map[string]string{nil, hiding} {
		files, r := indexed(t, notes)
		if len(files) == 0 || len(r.find("甲乙").records) > 0 {
			t.Errorf("%d files", len(files))
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Add(ctx, graph(t, corpus(t, 5)), output.NewTree(), 2); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want context.Canceled", err)
	}
}

func TestTextsAreScripts(t *testing.T) {
	for text, want := range map[string]string{
		"甲":              `"甲"`,
		"\"\\\n\x01":     `"\"\\\n\u0001"`,
		"a\u2028b\u2029": `"a\u2028b\u2029"`, // they are not counted: were they written as \n, 甲乙 over one would be found and not shown
	} {
		if got := string(quote(nil, text)); got != want {
			t.Errorf("%q is quoted as %s, want %s", text, got, want)
		}
	}
}

func BenchmarkIndex3000(b *testing.B) {
	s := graph(b, corpus(b, 3000))
	b.ReportAllocs()
	for b.Loop() {
		total := 0
		for _, f := range filesOf(b, s, 0) {
			total += len(f.Data)
		}
		b.ReportMetric(float64(total)/3000, "bytes/record")
	}
}

func BenchmarkQuery3000(b *testing.B) {
	_, r := indexed(b, corpus(b, 3000))
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		r.find(everyday[i%len(everyday)])
	}
}

func FuzzShard(f *testing.F) {
	files, _ := indexed(f, corpus(f, 20))
	for _, file := range files[:3] {
		f.Add(file.Data, 20)
	}
	f.Add([]byte{0}, 1)
	f.Fuzz(func(t *testing.T, data []byte, units int) {
		pairs, err := readGrams(data, 0, max(1, min(units, 1<<16)), 4, units&1 == 1, 7)
		if err == nil && len(pairs) > len(data)*8 {
			t.Errorf("%d bytes hold %d pairs", len(data), len(pairs))
		}
	})
}

// FuzzList checks the codes: whatever is written is read again.
func FuzzList(f *testing.F) {
	f.Add([]byte{1, 2, 3, 250})
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, gaps []byte) {
		list, at := []uint32{}, uint32(0)
		for _, g := range gaps {
			at += uint32(g)%7*uint32(g) + 1
			list = append(list, at)
		}
		var w bitWriter
		w.gamma(uint32(len(list)) + 1)
		w.list(list, 0, at+3)
		w.gamma(12345)
		r := &bitReader{data: w.bytes()}
		got := make([]uint32, r.gamma()-1)
		r.list(got, 0, at+3)
		if !slices.Equal(got, list) || r.gamma() != 12345 {
			t.Errorf("wrote %v, read %v", list, got)
		}
	})
}
