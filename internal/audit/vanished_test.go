package audit

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/output"
)

func TestVanishedAddresses(t *testing.T) {
	plain := fmt.Sprintf(article, "", "正文。")
	list := "+++\ntitle = \"免罚清单\"\nlist_type = \"首违不罚\"\nauthority = \"某某局\"\nissued = 2025-10-14\neffective = 2025-11-16\nvalid_until = 2028-11-15\npublished = 2025-10-20\nbasis = [\"《行政处罚法》第三十三条\"]\n+++\n\n| 违法行为 | 罚则条款 | 适用条件 |\n| --- | --- | --- |\n| 甲 | 《某某条例》第三条 | 首次 |\n"
	notice := "+++\ntitle = \"闭馆通知\"\ntext = \"今日闭馆。\"\nvalid_from = 2025-12-01\nvalid_until = 2025-12-15\nauthority = \"某某馆\"\npublished = 2025-11-28\n+++\n"
	tests := []struct {
		name      string
		files     map[string]string
		config    string
		published string
		want      []string
	}{
		{"still there", map[string]string{"content/articles/a.md": plain}, "", "articles/2025/a.html", nil},
		{"a list page may go", nil, "", "articles/2025/a.txt", nil},
		{"deleted", map[string]string{"content/articles/b.md": plain}, "", "articles/2025/a.html", []string{"content/articles:0 site/vanished 已公开的网址 articles/2025/a.html 消失了"}},
		{"moved to another section", map[string]string{"content/exemptions/a.md": list}, "", "articles/2025/a.html",
			[]string{"content/exemptions/a.md:1 site/vanished 已公开的网址 articles/2025/a.html 消失了，文稿似乎移到了这里"}},
		{"a draft again", map[string]string{"content/articles/a.md": fmt.Sprintf(article, "draft = true\n", "正文。")}, "", "articles/2025/a.html",
			[]string{"content/articles/a.md:5 site/unpublished 已公开的文稿改成了草稿，网址 articles/2025/a.html 将打不开"}},
		{"its display period is over", map[string]string{"content/notices/n.md": notice}, "", "notices/2025/n.html", nil},
		{"dated later again", map[string]string{"content/articles/a.md": "+++\ntitle = \"某某\"\npublished = 2025-12-31T18:00:00\nsource = \"某某局\"\n+++\n\n正文。\n"}, "", "articles/2025/a.html", nil},
		{"given up on purpose", nil, "[links]\ngone = [\"articles/2025/a.html\"]", "articles/2025/a.html", nil},
		{"nothing was published", nil, "", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{"config.toml": test.config}
			for name, text := range test.files {
				files[name] = text
			}
			in := inputAt(t, "2025-12-31 09:00", files)
			in.Tree = output.NewTree()
			for _, p := range in.Site.Pages {
				in.Tree.Add(output.File{Path: p.Path, Group: output.Page})
			}
			if test.published != "" {
				in.Published = []string{test.published}
			}
			var got []string
			for _, p := range vanished(in) {
				got = append(got, fmt.Sprintf("%s:%d %s %s", p.Pos.File, p.Pos.Line, p.Rule, p.Message))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
