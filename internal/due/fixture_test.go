package due_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/due"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/workday"
	"xiangwei/layouts"
)

// quiet switches off what a small site always breaks: its sections need no news.
const quiet = "[freshness]\nhome = \"none\"\n[freshness.column]\n\"工作动态\" = \"none\"\n\"政策文件\" = \"none\"\n"

// files are a site's files below its folder.
type files map[string]string

// penalty returns the text of a penalty with fields changed; a field set to "" is left out.
func penalty(changes ...string) string {
	return record(`title = "某某网咖未悬挂未成年人禁入标志案"
docket = "（某）文综罚字〔2026〕8号"
party_kind = "法人及非法人组织"
party = "某某县某某网咖有限公司"
credit_code = "91990000MA0000TE6W"
legal_representative = "李某某"
conduct = "未悬挂未成年人禁入标志"
facts = "经查，当事人未悬挂未成年人禁入标志。"
basis = ["《互联网上网服务营业场所管理条例》第三十一条第五项"]
categories = ["警告", "罚款"]
content = "警告，并处罚款人民币2000元。"
amount = 2000.00
decided = 2026-10-14
valid_until = 2099-12-31
class = "一般"
displayed_until = 2027-10-13
authority = "某某县文化和旅游局"
authority_code = "11990000000000019A"
source = "某某县文化和旅游局"
source_code = "11990000000000019A"
published = 2026-10-20T09:00:00
`, changes)
}

func record(text string, changes []string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for _, c := range changes {
		name, value, _ := strings.Cut(c, "=")
		name = strings.TrimSpace(name)
		found := false
		for i, line := range lines {
			if strings.HasPrefix(line, name+" = ") {
				found = true
				lines[i] = c
				if strings.TrimSpace(value) == "" {
					lines[i] = ""
				}
			}
		}
		if !found {
			lines = append(lines, c)
		}
	}
	return "+++\n" + strings.Join(lines, "\n") + "\n+++\n\n正文。\n"
}

func article(changes ...string) string {
	return record("title = \"某某县开展检查\"\nsource = \"某某局\"\npublished = 2026-11-18T09:00:00\n", changes)
}

func event(published string) string {
	return "+++\ntitle = \"讲座\"\nstarts = 2026-08-20\nvenue = \"某馆\"\norganiser = \"某局\"\npublished = " + published + "\n+++\n\n正文。\n"
}

func report(kind string, year int, published string) string {
	return fmt.Sprintf("+++\ntitle = \"某某局%d年度报告\"\nreport_type = %q\nyear = %d\nauthority = \"某某局\"\npublished = %s\n+++\n\n正文。\n", year, kind, year, published)
}

func exemption(changes ...string) string {
	return strings.TrimSuffix(record(`title = "免罚清单（第一批）"
list_type = "首违不罚"
authority = "某某局"
basis = ["《行政处罚法》第三十三条第一款"]
issued = 2024-01-10
effective = 2024-02-01
valid_until = 2026-12-31
published = 2024-01-15
`, changes), "正文。\n") + "| 违法行为 | 罚则条款 | 适用条件 |\n| --- | --- | --- |\n| 未悬挂禁入标志 | 《互联网上网服务营业场所管理条例》第三十一条第五项 | 首次被发现，当场改正 |\n"
}

// input makes the site of the files at a moment of Beijing time.
func input(t testing.TB, now string, fsys files) due.Input {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range fsys {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	cfg, problems := config.Read([]byte(fsys["config.toml"]))
	if problems != nil {
		t.Fatal(problems)
	}
	kinds, problems, err := schema.Load(layouts.Files)
	if err != nil || problems != nil {
		t.Fatal(problems, err)
	}
	set, problems, err := content.Load(context.Background(), tree, content.Options{
		Config: cfg, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: cfg.Zone},
	})
	if err != nil || problems.Errors() > 0 {
		t.Fatal(problems, err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", now, cfg.Zone)
	if err != nil {
		t.Fatal(err)
	}
	s, problems := site.New(cfg, kinds, set, site.Options{Now: at})
	if problems.Errors() > 0 {
		t.Fatal(problems)
	}
	calendar, err := workday.New(workday.Override(cfg.Calendar))
	if err != nil {
		t.Fatal(err)
	}
	return due.Input{Site: s, Content: set, Calendar: calendar}
}

// lines writes items as "day task what note" for comparison.
func lines(items []due.Item) []string {
	var out []string
	for _, i := range items {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", i.Day, i.Task, i.What, i.Note)))
	}
	return out
}

func day(t testing.TB, s string) date.Day {
	t.Helper()
	d, err := date.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
