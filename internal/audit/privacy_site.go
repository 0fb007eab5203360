package audit

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/privacy"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

// Site reads what a site has beside its content: the configuration, and its own layouts and theme. The error is for a
// folder that cannot be read.
func (g *Gate) Site(site fs.FS) (diag.List, error) {
	raw, err := fs.ReadFile(site, config.File)
	if err != nil {
		return nil, err
	}
	text, _ := source.Decode(config.File, raw)
	problems := g.config(text)
	for _, folder := range []string{"layouts", "theme"} {
		err := fs.WalkDir(site, folder, func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				if p == folder {
					return fs.SkipAll // the site has none of its own
				}
				return err
			}
			if d.IsDir() && d.Name() == "examples" {
				return fs.SkipDir // faulty records kept for the tests of a kind; no page shows them
			}
			if d.IsDir() && d.Name() == "examples" {
				return fs.SkipDir // records of tests, which no page shows
			}
			if d.IsDir() || !slices.Contains(textFiles, path.Ext(p)) {
				return nil
			}
			raw, err := fs.ReadFile(site, p)
			if err != nil {
				return err
			}
			text, _ := source.Decode(p, raw)
			problems = append(problems, g.text(p, text)...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return problems, nil
}

// path returns a path as it may be printed.
func (g *Gate) path(file string) string {
	if safe, ok := g.paths.Load(file); ok {
		return safe.(string)
	}
	return safePath(file)
}

// ofPerson reports whether a source line gives a field for names of natural persons, of whichever kind: where a file
// cannot be read as TOML, its names are not known.
func (g *Gate) ofPerson(line string) bool {
	key, _, ok := strings.Cut(line, "=")
	key = strings.Trim(key, " \t\"'")
	for _, k := range g.kinds.Kinds {
		if f := k.Field(key); ok && f != nil && f.Type.Name() == schema.TypePerson {
			return true
		}
	}
	return false
}

// textFiles are the files of layouts and themes whose text a page may show.
var textFiles = []string{".html", ".svg", ".js", ".css", ".toml", ".txt"}

// text reads a layout or a file of the theme. Figures in code look like much, so that only what is certain counts.
func (g *Gate) text(file, text string) diag.List {
	var problems diag.List
	for _, f := range privacy.Find(text, privacy.Context{}) {
		if !f.Certain || f.Kind == privacy.Name {
			continue
		}
		problems = append(problems, g.siteProblem(f, text, file, "文件"))
	}
	return problems
}

// config reads config.toml, each value in the light of what it is for. A bureau's telephone is an office's; a mobile
// number is private wherever it stands.
func (g *Gate) config(text string) diag.List {
	var problems diag.List
	for part := range tomlParts(text) {
		piece := text[part.start:part.end]
		ctx, where := privacy.Context{}, "配置"
		if part.comment {
			where = "注释"
		} else {
			ctx.Allow = configAllows[part.key+"."+part.name]
		}
		for _, f := range privacy.Find(piece, ctx) {
			f.Start, f.End = f.Start+part.start, f.End+part.start
			problems = append(problems, g.siteProblem(f, text, config.File, where))
		}
	}
	return problems
}

// configAllows says what is public by design in config.toml.
var configAllows = map[string]privacy.Allow{
	"bureau.phone": privacy.AllowOfficePhone, "bureau.address": privacy.AllowAddress, "bureau.email": privacy.AllowContactMail,
	"bureau.code": privacy.AllowCode, "footer.icp": privacy.AllowCode, "footer.police": privacy.AllowCode,
	"footer.id_code": privacy.AllowCode, "footer.conac": privacy.AllowCode,
}

func (g *Gate) siteProblem(f privacy.Finding, text, file, where string) diag.Problem {
	pos := place(text, f.Start, 1)
	pos.File = safePath(file)
	raw := text[f.Start:f.End]
	one := found{kind: f.Kind, rule: f.Rule, certain: f.Certain, masked: f.Masked, pos: pos, width: utf8.RuneCountInString(raw),
		where: where, better: privacy.Mask(f.Kind, raw, g.policy)}
	p := one.problem()
	p.Hint, _, _ = strings.Cut(p.Hint, "；依法须公开的")
	return p
}

// Clean masks what other rules may have quoted, as a last line of defence: no report shows a private value, whoever
// raised the problem. A source line that holds one is left out. What a waiver says of itself stays as it is.
func (g *Gate) Clean(list diag.List) diag.List {
	out := slices.Clone(list)
	for i, p := range out {
		p.Pos.File = g.path(p.Pos.File)
		if p.Rule != ruleWaived.ID {
			p.Message, p.Hint = safePath(p.Message), safePath(p.Hint)
		}
		if p.Excerpt != "" && (g.ofPerson(p.Excerpt) || safePath(p.Excerpt) != p.Excerpt) {
			p.Excerpt = ""
		}
		p.Related = slices.Clone(p.Related)
		for j, r := range p.Related {
			r.Pos.File = g.path(r.Pos.File)
			r.Message = safePath(r.Message)
			p.Related[j] = r
		}
		out[i] = p
	}
	return out
}
