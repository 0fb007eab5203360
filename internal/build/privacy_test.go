package build

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/diag"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// The private values of the tests. All are synthetic: region 990000 does not exist.
const (
	someID     = "990000199003070013"
	someMobile = "13000000000"
	someName   = "张晓明"
)

const siteConfig = `title = "某某县文化和旅游局"
[bureau]
name = "某某县文化和旅游局"
phone = "0999-8000000"
address = "某某省某某县某某路1号"
`

// article returns a record with more front matter and a body.
func article(front, body string) string {
	return "+++\ntitle = \"某某县开展文化市场检查\"\npublished = 2026-01-05T09:00:00\nsource = \"某某县文化和旅游局\"\n" + front + "+++\n\n" + body + "\n"
}

// penalty returns a record about a natural person.
func penalty(person, facts, body string) string {
	return `+++
title = "某某未经许可从事营业性演出案"
docket = "（某）文综罚字〔2026〕3号"
party_kind = "自然人"
person_party = "` + person + `"
conduct = "未经许可从事营业性演出"
facts = "` + facts + `"
basis = ["《营业性演出管理条例》第四十三条"]
categories = ["罚款"]
content = "罚款人民币50000元。"
amount = 50000
decided = 2026-01-05
valid_until = 2099-12-31
class = "一般"
displayed_until = 2027-01-04
authority = "某某县文化和旅游局"
authority_code = "11990000000000019A"
source = "某某县文化和旅游局"
source_code = "11990000000000019A"
published = 2026-01-08T09:00:00
summary = "未经许可从事营业性演出，被罚款。"
+++

` + body + "\n"
}

// built builds a site of the files given, beside an article that nothing is wrong with.
func built(t *testing.T, files map[string]string) *Result {
	t.Helper()
	site := fstest.MapFS{
		"config.toml":                 {Data: []byte(siteConfig)},
		"content/articles/2026/ok.md": {Data: []byte(article("", "全县文化市场平稳有序。"))},
	}
	for name, text := range files {
		site[name] = &fstest.MapFile{Data: []byte(text)}
	}
	r, err := Build(context.Background(), Options{
		Site: site, Layouts: layouts.Files, Theme: theme.Files, Program: "test",
		Now: time.Date(2026, 1, 20, 12, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// reports prints the problems in every form there is.
func reports(t *testing.T, l diag.List) string {
	t.Helper()
	var b bytes.Buffer
	for _, err := range []error{diag.Text(&b, l), diag.JSON(&b, l), diag.SARIF(&b, l, "test")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func wantError(t *testing.T, r *Result, rule, pos string) {
	t.Helper()
	for _, p := range r.Problems {
		if p.Rule == rule && p.Severity == diag.Error && strings.HasPrefix(p.Pos.String(), pos) {
			return
		}
	}
	var b strings.Builder
	if err := diag.Text(&b, r.Problems); err != nil {
		t.Fatal(err)
	}
	t.Errorf("no error %s at %s in:\n%s", rule, pos, &b)
}

func wantHidden(t *testing.T, text, where string, values ...string) {
	t.Helper()
	for _, v := range values {
		if k := strings.Index(text, v); k >= 0 {
			t.Errorf("%s shows %q: …%s…", where, v, text[max(0, k-60):min(len(text), k+60)])
		}
	}
}

func TestPersonalDataStopsPublicationWhereverItStands(t *testing.T) {
	const file = "content/articles/2026/a.md"
	cases := []struct {
		name, rule, pos string
		files           map[string]string
	}{
		{"a field", "privacy/mobile", file + ":5:14", map[string]string{file: article("summary = \"联系13000000000\"\n", "正文。")}},
		{"a comment in the front matter", "privacy/mobile", file + ":5:6", map[string]string{file: article("# 张某 13000000000\n", "正文。")}},
		{"an unknown field", "privacy/id-number", file + ":5:11", map[string]string{file: article("cardno = \"990000199003070013\"\n", "正文。")}},
		{"a number that is no text", "privacy/id-number", file + ":5:10", map[string]string{file: article("cardno = 990000199003070013\n", "正文。")}},
		{"escapes in a field", "privacy/mobile", file + ":5", map[string]string{file: article(`summary = "联系\u00313000000000"`+"\n", "正文。")}},
		{"a list split over its elements", "privacy/id-number", file + ":5", map[string]string{file: article(`keywords = ["990000", "19900307", "0013"]`+"\n", "正文。")}},
		{"the body", "privacy/id-number", file + ":9:9", map[string]string{file: article("", "第一段。\n\n当事人身份证号：990000199003070013。")}},
		{"full-width digits", "privacy/id-number", file + ":7", map[string]string{file: article("", "身份证９９００００１９９００３０７００１３")}},
		{"character references", "privacy/mobile", file + ":7", map[string]string{file: article("", "电话&#49;3000000000")}},
		{"zero-width characters", "privacy/mobile", file + ":7", map[string]string{file: article("", "电话130\u200b0000\u200b0000")}},
		{"a comment in the body", "privacy/mobile", file + ":7", map[string]string{file: article("", "<!-- 13000000000 -->")}},
		{"a table", "privacy/id-number", file + ":9:7", map[string]string{file: article("", "| 甲 | 身份证号 |\n|---|---|\n| 1 | 990000199003070013 |")}},
		{"a number split over cells", "privacy/id-number", file + ":9:3", map[string]string{file: article("", "| 证 | 件 | 号 |\n|---|---|---|\n| 990000 | 19900307 | 0013 |")}},
		{"a name under its header", "privacy/name", file + ":9:3", map[string]string{file: article("", "| 被处罚人姓名 | 金额 |\n|---|---|\n| 张晓明 | 500 |")}},
		{"a link's text", "privacy/mobile", file + ":7", map[string]string{file: article("", "[13000000000](https://www.example.gov.cn/)")}},
		{"a link that splits a number", "privacy/mobile", file + ":7", map[string]string{file: article("", "拨打130[0000](https://www.example.gov.cn/)0000办理")}},
		{"a link's address", "privacy/mobile", file + ":7", map[string]string{file: article("", "[电话](tel:13000000000)")}},
		{"a link's title", "privacy/mobile", file + ":7", map[string]string{file: article("", "[电话](https://www.example.gov.cn/ \"13000000000\")")}},
		{"an image's alternative text", "privacy/id-number", file + ":7", map[string]string{file: article("", "![证件990000199003070013](a.png)"), "content/articles/2026/a.png": "\x89PNG\r\n\x1a\n"}},
		{"the file's name", "privacy/mobile", "content/articles/2026/130****0000.md", map[string]string{"content/articles/2026/13000000000.md": article("", "正文。")}},
		{"a folder's name", "privacy/id-number", "content/articles/9****************3/a.md", map[string]string{"content/articles/990000199003070013/a.md": article("", "正文。")}},
		{"the configuration", "privacy/mobile", "config.toml:4", map[string]string{"config.toml": "title = \"某\"\n[bureau]\nname = \"某局\"\nphone = \"13000000000\"\n"}},
		{"a comment in the configuration", "privacy/mobile", "config.toml:2", map[string]string{"config.toml": "title = \"某\"\n# 管理员 13000000000\n"}},
		{"a layout of the site", "privacy/mobile", "layouts/default/_footer.html:1", map[string]string{"layouts/default/_footer.html": `{{define "footer"}}<footer>13000000000</footer>{{end}}`}},
		{"a text attachment", "privacy/mobile", "content/articles/2026/a.txt", map[string]string{file: article("", "[附件](a.txt)"), "content/articles/2026/a.txt": "联系人 13000000000"}},
		{"a CSV attachment", "privacy/id-number", "content/articles/2026/a.csv", map[string]string{file: article("", "[附件](a.csv)"), "content/articles/2026/a.csv": "序号,身份证号\n1,990000199003070013\n"}},
		{"an attachment's name", "privacy/mobile", "content/articles/2026/130****0000.txt", map[string]string{file: article("", "[附件](13000000000.txt)"), "content/articles/2026/13000000000.txt": "空"}},
		{"a zipped attachment", "privacy/mobile", "content/articles/2026/a.zip", map[string]string{file: article("", "[附件](a.zip)"), "content/articles/2026/a.zip": zipped(t, "名单.txt", "13000000000")}},
		{"a spreadsheet", "privacy/id-number", "content/articles/2026/a.xlsx", map[string]string{file: article("", "[附件](a.xlsx)"), "content/articles/2026/a.xlsx": workbook(t)}},
		{"a spreadsheet whose numbers lost their last digits", "privacy/id-number", "content/articles/2026/a.xlsx", map[string]string{file: article("", "[附件](a.xlsx)"), "content/articles/2026/a.xlsx": zipped(t,
			"xl/workbook.xml", "<workbook/>", "xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c><c r="B1" t="inlineStr"><is><t>身份证号</t></is></c></row>`+
				`<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>9.90000199003071E17</v></c></row></sheetData></worksheet>`)}},
		{"a document", "privacy/mobile", "content/articles/2026/a.docx", map[string]string{file: article("", "[附件](a.docx)"), "content/articles/2026/a.docx": zipped(t,
			"word/document.xml", `<w:document><w:body><w:p><w:r><w:t>电话1300</w:t></w:r><w:r><w:t>0000000</w:t></w:r></w:p></w:body></w:document>`)}},
		{"slides", "privacy/mobile", "content/articles/2026/a.pptx", map[string]string{file: article("", "[附件](a.pptx)"), "content/articles/2026/a.pptx": zipped(t,
			"ppt/presentation.xml", "<p/>", "ppt/slides/slide1.xml", `<p:sld><a:p><a:r><a:t>13000000000</a:t></a:r></a:p></p:sld>`)}},
		{"a PDF", "privacy/mobile", "content/articles/2026/a.pdf", map[string]string{file: article("", "[附件](a.pdf)"), "content/articles/2026/a.pdf": onePagePDF("(13000000000)")}},
		{"a PDF without text", "privacy/unreadable", "content/articles/2026/a.pdf", map[string]string{file: article("", "[附件](a.pdf)"), "content/articles/2026/a.pdf": scannedPDF}},
		{"an old binary document", "privacy/unreadable", "content/articles/2026/a.doc", map[string]string{file: article("", "[附件](a.doc)"), "content/articles/2026/a.doc": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 13000000000"}},
		{"the text of a person field elsewhere", "privacy/name", "content/penalties/2026/p.md:7:13", map[string]string{"content/penalties/2026/p.md": penalty(someName, "经查，张晓明组织演出。", "正文。")}},
		{"the name of a person field in the body", "privacy/name", "content/penalties/2026/p.md:24:4", map[string]string{"content/penalties/2026/p.md": penalty(someName, "经查，组织演出。", "我局对张晓明作出处罚。")}},
		{"a line that is no TOML", "privacy/mobile", file + ":5:8", map[string]string{file: article("phone: 13000000000\n", "正文。")}},
		{"a value without quotes", "privacy/id-number", file, map[string]string{file: article("remark = 身份证990000199003070013\n", "正文。")}},
		{"a record that is no TOML", "text/toml", "content/penalties/2026/p.md:5", map[string]string{"content/penalties/2026/p.md": strings.Replace(penalty(someName, "经查", "正文。"), "张晓明\"", "张晓明", 1)}},
		{"the name of a person field in the file's name", "privacy/name", "content/penalties/2026/张某某.md", map[string]string{"content/penalties/2026/张晓明.md": penalty(someName, "经查，组织演出。", "[坏链接](nothing.md)")}},
		{"an ID number in a person field", "field/text", "content/penalties/2026/p.md:5", map[string]string{"content/penalties/2026/p.md": penalty(someName+someID, "经查，组织演出。", "正文。")}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := built(t, c.files)
			wantError(t, r, c.rule, c.pos)
			wantHidden(t, reports(t, r.Problems), "the report", someID, someMobile, "990000", "19900307", someName, "００３０７", "\u00313000", "0000\u200b0000")
		})
	}
}

func TestCleanSitesPass(t *testing.T) {
	r := built(t, map[string]string{
		"content/penalties/2026/p.md": penalty("张某某", "经查，当事人于2026年1月组织营业性演出。", "不服本决定的，可拨打0999-8000000咨询。"),
		"content/articles/2026/b.md":  article("", "[附件](b.csv)"), "content/articles/2026/b.csv": "序号,单位,统一社会信用代码\n1,某某公司,91990000MA0000TE6W\n",
	})
	for _, p := range r.Problems {
		if strings.HasPrefix(p.Rule, "privacy/") {
			t.Errorf("false finding: %s %s", p.Pos, p.Message)
		}
	}
}

func TestNamesOfPersonsAreMaskedInEveryOutput(t *testing.T) {
	for _, c := range []struct{ style, name, want string }{
		{"", "张晓明", "张某某"}, {"张某", "张晓明", "张某"}, {"张**", "张晓明", "张**"}, {"某", "张晓明", "某"}, {"", "张晓明、张大力", "张某甲、张某乙"},
		{"", "欧阳晓明", "欧阳某某"}, {"", "张某甲", "张某甲"},
	} {
		t.Run(c.style+" "+c.name, func(t *testing.T) {
			r := built(t, map[string]string{
				"config.toml":                 siteConfig + "[privacy]\nname = \"" + c.style + "\"\n",
				"content/penalties/2026/p.md": penalty(c.name, "经查，当事人组织演出。", "正文。"),
			})
			if n := r.Problems.Errors(); n > 0 {
				t.Fatalf("errors: %s", reports(t, r.Problems))
			}
			shown := 0
			for _, f := range r.Tree.Files() {
				if strings.Contains(string(f.Data), c.want) {
					shown++
				}
				if c.name != c.want {
					wantHidden(t, string(f.Data), f.Path, "晓明", "大力")
				}
			}
			if shown == 0 {
				t.Errorf("no output shows %s", c.want)
			}
			for _, e := range r.Content.Entries {
				if c.name != c.want {
					wantHidden(t, e.Front, "the front matter that is kept", "晓明", "大力")
				}
			}
		})
	}
}

func TestWaivers(t *testing.T) {
	const file = "content/articles/2026/a.md"
	const waiver = "[waive.1]\nfinding = \"mobile\"\nmasked = \"130****0000\"\nreason = \"防汛值班，依法公开\"\nby = \"李某，分管副局长\"\non = 2026-01-04\n"
	severity := func(r *Result, rule string) string {
		for _, p := range r.Problems {
			if p.Rule == rule {
				return p.Severity.String()
			}
		}
		return "none"
	}
	cases := []struct {
		name  string
		files map[string]string
		want  map[string]string // severity by rule
	}{
		{"a whole waiver lets its finding through and is listed", map[string]string{file: article(waiver, "值班手机13000000000。")},
			map[string]string{"privacy/mobile": "none", "privacy/waived": "warning", "privacy/waiver-unused": "none"}},
		{"it cannot be switched off", map[string]string{file: article(waiver, "值班手机13000000000。"), "config.toml": siteConfig + "[warnings]\noff = [\"privacy/waived\"]\n"},
			map[string]string{"privacy/waived": "warning"}},
		{"it is bound to the value", map[string]string{file: article(waiver, "值班手机13100000001。")},
			map[string]string{"privacy/mobile": "error", "privacy/waived": "none", "privacy/waiver-unused": "warning"}},
		{"it is bound to the record", map[string]string{file: article(waiver, "值班手机13000000000。"), "content/articles/2026/b.md": article("", "手机13000000000。")},
			map[string]string{"privacy/mobile": "error", "privacy/waived": "warning"}},
		{"without a reason it waives nothing", map[string]string{file: article(strings.Replace(waiver, "防汛值班，依法公开", "", 1), "值班手机13000000000。")},
			map[string]string{"privacy/mobile": "error", "privacy/waived": "none", "field/envelope": "error"}},
		{"without a name it waives nothing", map[string]string{file: article(strings.Replace(waiver, "by = \"李某，分管副局长\"\n", "", 1), "值班手机13000000000。")},
			map[string]string{"privacy/mobile": "error", "privacy/waived": "none", "field/envelope": "error"}},
		{"without a date it waives nothing", map[string]string{file: article(strings.Replace(waiver, "on = 2026-01-04\n", "", 1), "值班手机13000000000。")},
			map[string]string{"privacy/mobile": "error", "field/envelope": "error"}},
		{"an attachment has its own", map[string]string{file: article(waiver+"file = \"a.txt\"\n", "[附件](a.txt)"), "content/articles/2026/a.txt": "13000000000"},
			map[string]string{"privacy/mobile": "none", "privacy/waived": "warning"}},
		{"an attachment's does not cover the record", map[string]string{file: article(waiver+"file = \"a.txt\"\n", "[附件](a.txt)13000000000"), "content/articles/2026/a.txt": "13000000000"},
			map[string]string{"privacy/mobile": "error", "privacy/waived": "warning"}},
		{"a scanned file can be answered for", map[string]string{file: article(strings.NewReplacer("mobile", "unreadable", "130****0000", "-").Replace(waiver)+"file = \"a.pdf\"\n", "[附件](a.pdf)"), "content/articles/2026/a.pdf": scannedPDF},
			map[string]string{"privacy/unreadable": "none", "privacy/waived": "warning"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := built(t, c.files)
			for rule, want := range c.want {
				if got := severity(r, rule); got != want {
					t.Errorf("%s: got %s, want %s\n%s", rule, got, want, reports(t, r.Problems))
				}
			}
			all := reports(t, r.Problems)
			wantHidden(t, all, "the report", someMobile, "13100000001")
			if c.want["privacy/waived"] == "warning" && (!strings.Contains(all, "防汛值班") || !strings.Contains(all, "李某")) {
				t.Errorf("the report lacks reason or name:\n%s", all)
			}
		})
	}
}

func TestFilesThatCannotBeReadByTheirSection(t *testing.T) {
	const config = siteConfig + "[privacy]\ndisclosure = [\"penalties\"]\n"
	files := map[string]string{"config.toml": config, "content/articles/2026/a.md": article("", "[附件](a.pdf)"), "content/articles/2026/a.pdf": scannedPDF}
	r := built(t, files)
	found := false
	for _, p := range r.Problems {
		if p.Rule == "privacy/unreadable" {
			found = true
			if p.Severity != diag.Warning {
				t.Errorf("an error outside the sections config.toml names: %s", p.Message)
			}
		}
	}
	if !found {
		t.Error("no warning of a scanned PDF outside disclosure sections")
	}
}

func zipped(t *testing.T, pairs ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, pairs[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// workbook holds an ID number as a shared string in a hidden row.
func workbook(t *testing.T) string {
	return zipped(t, "xl/workbook.xml", `<workbook><sheets><sheet name="名单" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/sharedStrings.xml", `<sst><si><t>姓名</t></si><si><t>证件号</t></si><si><r><t>990000</t></r><r><t>199003070013</t></r></si></sst>`,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`+
			`<row r="2" hidden="1"><c r="B2" t="s"><v>2</v></c></row></sheetData></worksheet>`)
}

func onePagePDF(text string) string {
	content := "BT /F1 12 Tf 72 720 Td " + text + " Tj ET"
	return fmt.Sprintf("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>endobj\n"+
		"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n", len(content), content)
}

const scannedPDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>endobj\n" +
	"4 0 obj<</Length 5>>stream\n/I Do\nendstream endobj\n5 0 obj<</Subtype/Image/Length 0>>stream\n\nendstream endobj\n%%EOF\n"
