package schema

import (
	"strings"
	"testing"
	"testing/fstest"
)

const smallest = `label = "样例"
section = "samples"
[field.title]
label = "标题"
type = "text"
role = "title"
required = true
`

func mustKind(t testing.TB, extra string) *Kind {
	t.Helper()
	k, problems := ReadKind("sample", "layouts/sample/kind.toml", []byte(smallest+extra))
	if k == nil {
		t.Fatal(problems)
	}
	return k
}

func TestKindFaultsAreNamed(t *testing.T) {
	tests := []struct {
		name, text string
		line       int
		says       string
	}{
		{"no title", "label = \"样例\"\nsection = \"s\"\n", 1, `role = "title"`},
		{"no label", strings.Replace(smallest, `label = "样例"`, "", 1), 1, "label"},
		{"Chinese section", strings.Replace(smallest, "samples", "样例", 1), 2, "小写英文"},
		{"unknown key", smallest + "[publsh]\nfrom = \"title\"\n", 8, "publsh"},
		{"unknown key of a field", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"text\"\nrequire = true\n", 11, "require"},
		{"unknown type", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"string\"\n", 10, "string"},
		{"unknown role", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"text\"\nrole = \"owner\"\n", 11, "owner"},
		{"role of another type", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"text\"\nrole = \"amount\"\n", 11, "money"},
		{"role taken twice", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"text\"\nrole = \"title\"\n", 8, "已由字段 title"},
		{"field without label", smallest + "[field.a]\ntype = \"text\"\n", 8, "label"},
		{"Chinese field name", smallest + "[field.\"甲\"]\nlabel = \"甲\"\ntype = \"text\"\n", 8, "小写英文"},
		{"name of the envelope", smallest + "[field.slug]\nlabel = \"甲\"\ntype = \"text\"\n", 8, "通用"},
		{"enum without values", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"enum\"\n", 8, "values"},
		{"old name of nothing", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"enum\"\nvalues = [\"一\"]\nold = {\"二\" = \"三\"}\n", 12, "三"},
		{"faulty pattern", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"text\"\npattern = \"(\"\n", 11, "正则"},
		{"bound that is no number", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"integer\"\nmin = \"多\"\n", 11, "数字"},
		{"example against the rules", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"date\"\nexample = \"去年\"\n", 11, "example"},
		{"condition on no field", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"text\"\nrequired_when = {field = \"titel\", has = \"x\"}\n", 11, "titel"},
		{"condition without values", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"text\"\nrequired_when = {field = \"title\"}\n", 11, "条件"},
		{"condition on no option", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"enum\"\nvalues = [\"一\"]\n[field.b]\nlabel = \"乙\"\ntype = \"text\"\nrequired_when = {field = \"a\", has = \"二\"}\n", 15, "二"},
		{"alias taken twice", smallest + "[field.a]\nlabel = \"甲\"\ntype = \"text\"\naliases = [\"标 题\"]\n", 8, "标题"},
		{"deadline from no field", smallest + "[publish]\nfrom = \"decided\"\n", 9, "decided"},
		{"deadline from no date", smallest + "[publish]\nfrom = \"title\"\n", 9, "日期"},
		{"deadline without unit", smallest + "[publish]\nwithin = \"7\"\n", 9, "7 workdays"},
		{"order by no field", "order = \"-decided\"\n" + smallest, 1, "decided"},
		{"one of no field", "one_of = [[\"title\", \"nobody\"]]\n" + smallest, 1, "nobody"},
		{"permalink without slug", "permalink = \"a\"\n" + smallest, 1, "{slug}"},
		{"permalink of the title", "permalink = \"{title}/{slug}\"\n" + smallest, 1, "title"},
		{"permalink of no field", "permalink = \"{decided}/{slug}\"\n" + smallest, 1, "decided"},
		{"permalink in Chinese", "permalink = \"处罚/{slug}\"\n" + smallest, 1, "小写英文"},
		{"permalink upwards", "permalink = \"a/../{slug}\"\n" + smallest, 1, "小写英文"},
		{"permalink with a dot segment", "permalink = \"a/./{slug}\"\n" + smallest, 1, "小写英文"},
		{"permalink with an empty segment", "permalink = \"a//{slug}\"\n" + smallest, 1, "小写英文"},
		{"permalink from the root", "permalink = \"/{slug}\"\n" + smallest, 1, "小写英文"},
		{"permalink not closed", "permalink = \"{slug\"\n" + smallest, 1, "花括号"},
		{"permalink with empty brackets", "permalink = \"{}{slug}\"\n" + smallest, 1, "花括号"},
		{"table without columns", smallest + "[table.a]\nlabel = \"表\"\n", 8, "没有列"},
		{"two columns of a name", smallest + "[table.a]\nlabel = \"表\"\n[table.a.column.x]\nlabel = \"甲\"\ntype = \"text\"\n[table.a.column.y]\nlabel = \"甲（元）\"\ntype = \"text\"\n", 8, "甲"},
		{"condition on no column", smallest + "[table.a]\nlabel = \"表\"\n[table.a.column.x]\nlabel = \"甲\"\ntype = \"text\"\nrequired_when = {field = \"title\", has = \"x\"}\n", 13, "没有列"},
		{"part without words", smallest + "[part.a]\nlabel = \"部分\"\n", 8, "match"},
		{"yearly date without a year", smallest + "[due.a]\nby = \"04-01\"\n", 8, "year"},
		{"yearly date of no month", smallest + "[field.year]\nlabel = \"年\"\ntype = \"integer\"\nrole = \"year\"\n[due.a]\nby = \"13-01\"\n", 13, "04-01"},
		{"field for what is never public", "never = [\"身份证号\"]\n" + smallest + "[field.a]\nlabel = \"身份证号\"\ntype = \"text\"\n", 9, "never"},
		{"not TOML", "label = “样例”\n", 1, "中文引号"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			k, problems := ReadKind("sample", "layouts/sample/kind.toml", []byte(tt.text))
			if k != nil || len(problems) == 0 {
				t.Fatalf("kind %v, problems %v", k, problems)
			}
			for _, p := range problems {
				if p.Pos.Line == tt.line && strings.Contains(p.Message, tt.says) {
					return
				}
			}
			t.Errorf("no problem at line %d that says %q: %v", tt.line, tt.says, problems)
		})
	}
}

func TestLoadLeavesOutFaultyKinds(t *testing.T) {
	set, problems, err := Load(fstest.MapFS{
		"sample/kind.toml":      {Data: []byte(smallest)},
		"broken/kind.toml":      {Data: []byte("label = 1\n")},
		"default/page.html":     {Data: []byte("x")},
		"layouts.go":            {Data: []byte("package layouts")},
		"Upper/kind.toml":       {Data: []byte(smallest)},
		"another/kind.toml":     {Data: []byte(strings.Replace(smallest, "samples", "others", 1))},
		"another/page.html":     {Data: []byte("x")},
		"another/examples/a.md": {Data: []byte("x")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(set.Names(), " "); got != "another sample" {
		t.Errorf("kinds %q", got)
	}
	if set.Kind("sample") == nil || set.Kind("broken") != nil {
		t.Error("Kind")
	}
	files := map[string]bool{}
	for _, p := range problems {
		files[p.Pos.File] = true
	}
	if !files["layouts/broken/kind.toml"] || !files["layouts/Upper/kind.toml"] || len(files) != 2 {
		t.Errorf("problems %v", problems)
	}
}

// A second kind of a section would take over the records of the first.
func TestSectionsAreOfOneKind(t *testing.T) {
	second := strings.Replace(smallest, "section = \"", "# 说明\nsection = \"", 1)
	set, problems, err := Load(fstest.MapFS{"a/kind.toml": {Data: []byte(smallest)}, "b/kind.toml": {Data: []byte(second)}})
	if err != nil || len(set.Kinds) != 2 || set.Faulty {
		t.Fatal(err, set)
	}
	if len(problems) != 1 || problems[0].Rule != "kind/definition" || problems[0].Pos.File != "layouts/b/kind.toml" || problems[0].Pos.Line == 0 {
		t.Fatalf("problems: %v", problems)
	}
	if m := problems[0].Message; !strings.Contains(m, "类型 a ") || !strings.Contains(m, "类型 b ") {
		t.Errorf("message %q does not name both", m)
	}
}

func TestParseLimit(t *testing.T) {
	for text, want := range map[string]string{"7 workdays": "7个工作日", "30 days": "30日", "3 months": "3个月", "": ""} {
		l, err := ParseLimit(text)
		if err != nil || l.String() != want || l.IsZero() != (text == "") {
			t.Errorf("%q: %v, %v", text, l, err)
		}
	}
	for _, text := range []string{"7", "7 weeks", "-1 days", "0 days", "x days", "99999 days", "7  days"} {
		if l, err := ParseLimit(text); err == nil {
			t.Errorf("%q was read as %v", text, l)
		}
	}
}

func FuzzReadKind(f *testing.F) {
	f.Add([]byte(smallest))
	f.Add([]byte(smallest + "[field.a]\nlabel = \"甲\"\ntype = \"enum\"\nvalues = [\"一\"]\nold = {\"二\" = \"一\"}\nrequired_when = {field = \"title\", has = [\"x\"]}\n"))
	f.Add([]byte("permalink = \"{y:2006}/{slug}\"\none_of = [[\"title\"]]\n" + smallest + "[field.y]\nlabel = \"日\"\ntype = \"date\"\n[publish]\nfrom = \"y\"\nwithin = \"7 workdays\"\n"))
	f.Add([]byte(smallest + "[table.a]\nlabel = \"表\"\n[table.a.column.x]\nlabel = \"甲\"\ntype = \"text\"\n[part.p]\nlabel = \"部\"\nmatch = [\"部\"]\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		k, problems := ReadKind("sample", "kind.toml", raw)
		if (k == nil) != (problems.Errors() > 0) {
			t.Fatalf("kind %v with %v", k, problems)
		}
		if k == nil {
			return
		}
		if k.FieldOf(RoleTitle) == nil {
			t.Error("a kind without title was accepted")
		}
		Describe(k)
		checkScaffold(t, k)
	})
}
