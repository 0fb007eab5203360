package config

import (
	"slices"
	"strings"

	"xiangwei/internal/privacy"
)

// Privacy is how a site masks personal data, and where it is strictest. Styles differ by place; all of them hide for good.
type Privacy struct {
	Name       string   `toml:"name"`       // style of a natural person's name: one of NameStyles
	ID         string   `toml:"id"`         // style of an ID number: one of IDStyles
	Disclosure []string `toml:"disclosure"` // sections where a file that cannot be checked is an error; empty: by their kinds
}

// nameStyles and idStyles are the presets, written as what they make of 张晓明 and of an ID number.
var (
	nameStyles = []nameStyle{
		{"张某某", privacy.NameByLength}, {"张某", privacy.NameOne}, {"张**", privacy.NameStars}, {"某", privacy.NameHidden},
	}
	idStyles = []idStyle{{"1+1", privacy.ID1161}, {"2+3", privacy.ID2133}, {"6+4", privacy.ID684}}
)

type nameStyle struct {
	name  string
	style privacy.NameStyle
}

type idStyle struct {
	name  string
	style privacy.IDStyle
}

// NameStyles returns the names of the presets for names, for help.
func NameStyles() []string {
	var names []string
	for _, s := range nameStyles {
		names = append(names, s.name)
	}
	return names
}

// IDStyles returns the names of the presets for ID numbers, for help: how many characters stay readable in front and at
// the end.
func IDStyles() []string {
	var names []string
	for _, s := range idStyles {
		names = append(names, s.name)
	}
	return names
}

// Policy returns the masks the site chose; what was not chosen is the strictest.
func (p Privacy) Policy() privacy.Policy {
	var out privacy.Policy
	for _, s := range nameStyles {
		if s.name == p.Name {
			out.Name = s.style
		}
	}
	for _, s := range idStyles {
		if s.name == p.ID {
			out.ID = s.style
		}
	}
	return out
}

// MaskName masks the name of a natural person as the site chose. Several names in one value stay apart (张某甲、张某乙), and
// what is masked already stays as it is.
func (p Privacy) MaskName(s string) string {
	names := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,；;/", r) })
	for i, n := range names {
		names[i] = strings.TrimSpace(n)
	}
	return strings.Join(p.MaskNames(names), "、")
}

// MaskNames masks the names of several natural persons so that they stay apart.
func (p Privacy) MaskNames(names []string) []string {
	var raw []string
	for _, n := range names {
		if !masked(n) {
			raw = append(raw, n)
		}
	}
	hidden := privacy.MaskNames(raw, p.Policy())
	out := slices.Clone(names)
	next := 0
	for i, n := range names {
		if !masked(n) {
			out[i] = hidden[next]
			next++
		}
	}
	return out
}

// masked reports whether a name is masked already: 张某, 张*, 张×, 张X. A name in Latin letters may hold an X.
func masked(name string) bool {
	return strings.ContainsAny(name, "某*＊×○") || name != "" && name[0] >= 0x80 && strings.ContainsAny(name, "XxＸ")
}

func (r *reader) privacy() {
	p := &r.cfg.Privacy
	if p.Name != "" && !slices.Contains(NameStyles(), p.Name) {
		r.fail([]string{"privacy", "name"}, "姓名的遮盖样式只能是 %s，实为 %q", strings.Join(NameStyles(), "、"), p.Name)
		p.Name = ""
	}
	if p.ID != "" && !slices.Contains(IDStyles(), p.ID) {
		r.fail([]string{"privacy", "id"}, "身份证号的遮盖样式只能是 %s（首尾各留几位），实为 %q", strings.Join(IDStyles(), "、"), p.ID)
		p.ID = ""
	}
}
