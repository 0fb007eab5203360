package build_test

import (
	"bytes"
	"strings"
	"testing"
)

const record = "+++\ntitle = \"甲\"\npublished = 2025-10-20T09:00:00\nsource = \"某局\"\n"

func TestNoPathOfARecordThatIsNotPublicGetsOut(t *testing.T) {
	r := made(t, options(site(map[string]string{
		"content/articles/a.md":      record + "related = [\"articles/secret.md\", \"articles/gone.md\", \"articles/b.md\"]\n+++\n正文。\n",
		"content/articles/b.md":      record + "+++\n正文。\n",
		"content/articles/secret.md": record + "draft = true\n+++\n正文。\n",
		"content/articles/gone.md":   record + "withdrawn = {on = 2025-10-21, reason = \"有误\", basis = \"本局规定\"}\n+++\n正文。\n",
	})))
	for _, f := range r.Tree.Files() {
		if bytes.Contains(f.Data, []byte("secret")) || bytes.Contains(f.Data, []byte("articles/gone.md")) {
			t.Errorf("%s names a record that is not public", f.Path)
		}
	}
	f, ok := r.Tree.Get("data/article.json")
	if !ok || !bytes.Contains(f.Data, []byte(`"related":["articles/2025/b.html"]`)) {
		t.Error("the open data lost the reference to a public record")
	}
}

func TestSwitchingOffWhatCannotBeSwitchedOffIsSaid(t *testing.T) {
	r := made(t, options(site(map[string]string{
		"config.toml": "title = \"甲\"\n[warnings]\noff = [\"text/alt\", \"text/raw-html\", \"text/al\"]\n",
	})))
	var got []string
	for _, p := range r.Problems {
		if p.Rule == "config/off" {
			got = append(got, p.Pos.String()+" "+p.Message+" "+p.Hint)
		}
	}
	want := []string{`config.toml:3:20`, `config.toml:3:37`}
	if len(got) != 2 || !strings.HasPrefix(got[0], want[0]) || !strings.HasPrefix(got[1], want[1]) || !strings.Contains(got[1], "text/alt") {
		t.Errorf("got %q", got)
	}
}
