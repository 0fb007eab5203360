package config

import (
	"strings"
	"testing"
)

func TestNamesAreMaskedAsChosen(t *testing.T) {
	cases := []struct{ style, in, want string }{
		{"", "张晓明", "张某某"}, {"", "张明", "张某"}, {"", "欧阳明", "欧阳某"}, {"张某", "张晓明", "张某"}, {"张**", "张晓明", "张**"}, {"某", "张晓明", "某"},
		{"", "张晓明、张大力", "张某甲、张某乙"}, {"", "张晓明、李大力", "张某某、李某某"}, {"", "张晓明，李大力", "张某某、李某某"},
		{"", "张某甲", "张某甲"}, {"", "张×", "张×"}, {"", "张X", "张X"}, {"张**", "李某某、张晓明", "李某某、张**"}, {"", "Xavier Smith", "X某某"},
		{"", "", ""},
	}
	for _, c := range cases {
		got := Privacy{Name: c.style}.MaskName(c.in)
		if got != c.want {
			t.Errorf("%s in style %q: got %s, want %s", c.in, c.style, got, c.want)
		}
		if again := (Privacy{Name: c.style}).MaskName(got); again != got {
			t.Errorf("%s masked twice becomes %s", got, again)
		}
	}
}

func TestPrivacyStylesAreChecked(t *testing.T) {
	for _, c := range []struct {
		text string
		bad  bool
	}{
		{"[privacy]\nname = \"张**\"\nid = \"2+3\"\ndisclosure = [\"penalties\"]\n", false},
		{"[privacy]\nname = \"张三\"\n", true}, {"[privacy]\nid = \"18\"\n", true}, {"[privacy]\nnam = \"张某\"\n", true},
	} {
		cfg, problems := Read([]byte("title = \"某\"\n" + c.text))
		if (problems.Errors() > 0) != c.bad {
			t.Errorf("%q: problems %v", c.text, problems)
		}
		for _, p := range problems {
			if p.Pos.Line < 3 || strings.TrimSpace(p.Message) == "" {
				t.Errorf("%q: problem %+v has no place", c.text, p)
			}
		}
		if c.bad && cfg.Privacy.Policy() != (Privacy{}).Policy() {
			t.Errorf("%q: a faulty style is not the strictest", c.text)
		}
	}
}
