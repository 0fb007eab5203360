package ingest

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// realReport is a bureau's report kept outside the repository; tests take it in where it is present.
const realReport = "../../../shared/seed/2024-report.txt"

func documents(t testing.TB) map[string]string {
	t.Helper()
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) < 3 {
		t.Fatalf("test documents: %v, %v", names, err)
	}
	out := map[string]string{}
	for _, name := range append(names, realReport) {
		b, err := os.ReadFile(name)
		if err != nil && name != realReport {
			t.Fatal(err)
		}
		if err == nil {
			out[name] = string(b)
		}
	}
	return out
}

func TestDocumentsMatchGoldenFiles(t *testing.T) {
	for name, text := range documents(t) {
		if name == realReport {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			d, problems := Text(name, text)
			if len(problems) > 0 {
				t.Errorf("problems: %v", problems)
			}
			head := map[string]any{
				"title": d.Title, "year": d.Year, "date": d.Date.String(), "issuer": d.Issuer, "docket": d.Docket, "notes": d.Notes,
			}
			b, err := json.MarshalIndent(head, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			got := string(b) + "\n\n" + d.Body + "\n\n" + FigureTable(Figures(text)) + "\n"
			golden := strings.TrimSuffix(name, ".txt") + ".golden.md"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func headings(body string) []string {
	var out []string
	for s := range strings.SplitSeq(body, "\n") {
		if strings.HasPrefix(strings.TrimLeft(s, "#"), " ") && strings.HasPrefix(s, "#") {
			out = append(out, s)
		}
	}
	return out
}

func TestReportsHaveTheirOutline(t *testing.T) {
	want := map[string]struct {
		title    string
		year     int
		headings []string // beginnings
		figures  string
	}{
		"testdata/report.txt": {
			"某某县文化旅游广电体育局关于2023年度法治政府建设情况的报告", 2023,
			[]string{"## 一、", "### （一）", "### （二）", "### (三)", "## 二．", "## 三."},
			"3次 6起 32名 100% 19人 1205家次 310家次 205家次 90家次 1800余人次 2.35万元 3000份 11名 2名 45岁",
		},
		realReport: {
			"关于2024年度法治政府工作的报告", 2024,
			[]string{
				"## 一、", "### （一）", "### （二）", "### （三）", "### （四）", "## 二、",
				"## 三、", "### （一）", "### （二）", "### （三）", "### （四）",
			},
			"5次 8起 44名 100% 27人 100% 100% 917家次 410家次 343家次 164家次 2450人次 17名 2名 6名 46岁",
		},
	}
	for name, text := range documents(t) {
		w, ok := want[name]
		if !ok {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			d, problems := Text(name, text)
			if d.Title != w.title || d.Year != w.year || len(problems) > 0 {
				t.Errorf("title %q, year %d, problems %v", d.Title, d.Year, problems)
			}
			got := headings(d.Body)
			if !slices.EqualFunc(w.headings, got, func(w, g string) bool { return strings.HasPrefix(g, w) }) {
				t.Errorf("headings %q, want %q", got, w.headings)
			}
			var figures []string
			for _, f := range Figures(text) {
				figures = append(figures, f.Value+strings.TrimPrefix(f.Unit, "余"))
			}
			if diff := cmp.Diff(w.figures, strings.Join(figures, " ")); diff != "" {
				t.Errorf("figures -want +got:\n%s", diff)
			}
		})
	}
}

func TestHead(t *testing.T) {
	cases := map[string]struct {
		text string
		want Draft // Body and Notes are not compared
	}{
		"one line":            {"  关于某事的通知　\n正文。", Draft{Title: "关于某事的通知"}},
		"over three lines":    {"某某县某某局\n关于开展2025年普法活动的\n通知\n各单位：", Draft{Title: "某某县某某局关于开展2025年普法活动的通知", Year: 2025}},
		"ends in 的通知":         {"关于印发2025年普法工作方案\n的通知\n正文。", Draft{Title: "关于印发2025年普法工作方案的通知", Year: 2025}},
		"trial version":       {"某某管理办法（试行）\n第一条　为了。", Draft{Title: "某某管理办法（试行）"}},
		"docket under title":  {"关于某事的函\n某文旅函〔2025〕12号\n正文。", Draft{Title: "关于某事的函", Docket: "某文旅函〔2025〕12号"}},
		"docket above title":  {"某某局文件\n\n某文旅发[2025]3号\n\n关于某事的决定\n正文。", Draft{Title: "关于某事的决定", Docket: "某文旅发[2025]3号"}},
		"date under title":    {"2024年工作总结\n（2025年1月10日）\n正文。", Draft{Title: "2024年工作总结", Year: 2024, Date: date.Day{Year: 2025, Month: 1, Date: 10}}},
		"year from the text":  {"工作总结\n2024年度，我局开展工作。", Draft{Title: "工作总结", Year: 2024}},
		"two years unclear":   {"工作总结\n2024年度做了，2025年度要做。", Draft{Title: "工作总结"}},
		"no genre":            {"某某县普法工作\n我局积极开展工作。", Draft{Title: "某某县普法工作"}},
		"salutation no title": {"各乡镇人民政府：\n正文。", Draft{}},
		"heading no title":    {"一、总体情况\n正文。", Draft{}},
		"byte order mark":     {"\uFEFF关于某事的通知\r\n正文。", Draft{Title: "关于某事的通知"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, problems := Text("a.txt", c.text)
			if (c.want.Title == "") != (len(problems) == 1) {
				t.Errorf("problems %v", problems)
			}
			got.Body, got.Notes = "", nil
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestSignature(t *testing.T) {
	cases := map[string]struct {
		end    string
		issuer string
		day    string
	}{
		"two lines":         {"　　　某某县某某局\n　　　2025年1月10日", "某某县某某局", "2025-01-10"},
		"Chinese numerals":  {"某某县某某局\n二〇二五年十二月三十一日", "某某县某某局", "2025-12-31"},
		"circle as zero":    {"某某县某某局\n二○二五年十月二日", "某某县某某局", "2025-10-02"},
		"full-width digits": {"某某县某某局\n２０２５年３月２日", "某某县某某局", "2025-03-02"},
		"one line":          {"某某县某某局  2025年1月10日", "某某县某某局", "2025-01-10"},
		"joint":             {"某某县某某局\n某某县司法局\n2025年1月10日", "某某县某某局、某某县司法局", "2025-01-10"},
		"spaced name":       {"某某县 某某局\n2025 年 1 月 10 日", "某某县某某局", "2025-01-10"},
		"date alone":        {"2025年1月10日", "", "2025-01-10"},
		"organ alone":       {"　　　　　某某县某某局", "某某县某某局", ""},
		"impossible date":   {"2025年2月30日", "", ""},
		"date in prose":     {"会议于2025年1月10日召开。", "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			d, _ := Text("a.txt", "关于某事的通知\n\n请认真执行。\n\n"+c.end+"\n")
			if d.Issuer != c.issuer || d.Date.String() != c.day {
				t.Errorf("issuer %q, date %q; want %q, %q", d.Issuer, d.Date, c.issuer, c.day)
			}
			if !strings.Contains(tight(d.Body), tight(c.end)) {
				t.Errorf("the signature is not in the body: %q", d.Body)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	cases := map[string]struct {
		text, rule string
		severity   diag.Severity
	}{
		"empty":            {"", "import/empty", diag.Error},
		"blank":            {"\uFEFF \r\n　\n\t", "import/empty", diag.Error},
		"page number only": {"— 1 —\n", "import/empty", diag.Error},
		"one NUL":          {"关于某事的通知\n正\x00文。", "import/binary", diag.Error},
		"control bytes":    {"PK\x03\x04\x14\x06\x08\x01", "import/binary", diag.Error},
		"wrong encoding":   {"\xb9\xd8\xd3\xda\xc4\xb3\xca\xc2", "import/binary", diag.Error},
		"no title":         {"这是一段正文。", "import/title", diag.Warning},
	}
	raised := map[string]bool{}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, problems := Text("a.txt", c.text)
			if len(problems) != 1 || problems[0].Rule != c.rule || problems[0].Severity != c.severity || problems[0].Pos.File != "a.txt" {
				t.Errorf("got %+v, want one %s", problems, c.rule)
			}
		})
		raised[c.rule] = true
	}
	for _, r := range Rules {
		if !raised[r.ID] || r.Title == "" || r.Doc == "" {
			t.Errorf("rule %s lacks a case or words", r.ID)
		}
	}
}
