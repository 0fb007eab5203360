package config

import (
	"slices"
	"testing"
)

func TestLinksWordsAndPointsAreRead(t *testing.T) {
	cfg, problems := Read([]byte(`title = "某某"
[links]
allow = ["*.Example.org.cn", "law.example.com"]
gone = ["news/2019/old.html"]
[words]
file = "words.toml"
[inspect.points]
links = 0.1
search = 8
`))
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	if want := []string{"*.example.org.cn", "law.example.com"}; !slices.Equal(cfg.Links.Allow, want) {
		t.Errorf("allow = %v, want %v", cfg.Links.Allow, want)
	}
	if cfg.Words.File != "words.toml" || !slices.Equal(cfg.Links.Gone, []string{"news/2019/old.html"}) {
		t.Errorf("words %v, gone %v", cfg.Words, cfg.Links.Gone)
	}
	items := map[string]ScoreItem{}
	for _, item := range cfg.Inspect.ScoreItems() {
		items[item.Key] = item
	}
	if i := items["links"]; i.Each != 0.1 || i.Cap != 0.1 {
		t.Errorf("links cost %v each, %v at most; want 0.1, 0.1", i.Each, i.Cap)
	}
	if i := items["search"]; i.Each != 5 || i.Cap != 8 {
		t.Errorf("search costs %v each, %v at most; want 5, 8", i.Each, i.Cap)
	}
	if i := items["news"]; i.Cap != 5 {
		t.Errorf("an item the file does not name costs %v, want its default 5", i.Cap)
	}
}

func TestLinksWordsAndPointsThatCannotBeUsed(t *testing.T) {
	tests := []struct{ name, text string }{
		{"allow holds an address", "[links]\nallow = [\"https://example.org.cn/\"]"},
		{"allow holds every host", "[links]\nallow = [\"*\"]"},
		{"gone begins with a slash", "[links]\ngone = [\"/news/a.html\"]"},
		{"gone holds a whole address", "[links]\ngone = [\"https://www.example.gov.cn/a.html\"]"},
		{"word list outside the site", "[words]\nfile = \"../words.toml\""},
		{"word list by a path of the disk", "[words]\nfile = \"/words.toml\""},
		{"points of an unknown item", "[inspect.points]\nlink = 1.0"},
		{"more than all points", "[inspect.points]\nlinks = 101"},
		{"less than no points", "[inspect.points]\nlinks = -1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := Read([]byte(test.text))
			if len(problems) != 1 || problems[0].Rule != RuleConfig.ID || problems[0].Pos.Line != 2 {
				t.Errorf("problems = %v, want one of %s on line 2", problems, RuleConfig.ID)
			}
		})
	}
}
