package audit

import (
	"fmt"
	"iter"
	"path"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/attachment"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/privacy"
	"xiangwei/internal/schema"
)

var (
	ruleUnreadable = diag.Rule{ID: "privacy/unreadable", Severity: diag.Error, Title: "附件的内容无法检查", Basis: "政府信息公开条例第十五条；个人信息保护法第五十一条",
		Doc: "附件打不开、加了密码、是图片或扫描件，程序读不到里面的文字，无法确认有没有个人信息。公示类栏目里算作错误，其他栏目里提醒。请改用可以复制文字的文件；照片只作插图的不受影响。"}
	ruleMetadata = diag.Rule{ID: "privacy/metadata", Severity: diag.Warning, Title: "附件属性里有人名",
		Doc: "Office 和 PDF 文件会记下作者、最后修改者。公开前用“文件—信息—检查文档”删除文档属性和个人信息。"}
	ruleImage = diag.Rule{ID: "privacy/image-metadata", Severity: diag.Warning, Title: "照片带有拍摄位置",
		Doc: "手机拍的照片会记下拍摄地点和拍摄者，公开后可据以找到举报人、当事人的住处。用画图、看图软件另存一次，或在属性里“删除属性和个人信息”。"}
)

// Files is the gate for attachments and pictures that public pages use. They are read when it is known that they will be
// published; nothing is written before.
type Files struct {
	gate    *Gate
	waivers map[string]*waivers // by path below content/
	owners  map[string]*content.Entry
}

// Files returns the gate for the files beside the entries of a set.
func (g *Gate) Files(set *content.Set) *Files {
	f := &Files{gate: g, waivers: map[string]*waivers{}, owners: map[string]*content.Entry{}}
	for _, e := range set.Entries {
		folder := path.Dir(strings.TrimPrefix(e.File, content.Folder+"/"))
		for _, w := range e.Record.Envelope.Waivers {
			if w.File == "" {
				continue
			}
			file := path.Join(folder, w.File)
			if f.waivers[file] == nil {
				f.waivers[file] = &waivers{}
			}
			f.waivers[file].add(w)
			f.owners[file] = e
		}
	}
	return f
}

// Read reads one file, by its path below content/.
func (f *Files) Read(name string, data []byte) diag.List {
	in := &fileInspection{gate: f.gate, pos: diag.Pos{File: safePath(content.Folder + "/" + name)}}
	for _, found := range privacy.FindInPath(name) {
		in.add(found, name[found.Start:found.End], "附件的文件名")
	}
	got := attachment.Read(name, data)
	for _, p := range got.Parts {
		in.part(p)
	}
	problems := f.settle(name, in)
	for _, gap := range got.Gaps {
		problems = append(problems, f.gap(name, in.pos, gap))
	}
	if got.IsPhoto && f.gate.strict(name) && f.gate.names(name) {
		p := f.waivable(name, in.pos, "图片", "图片里的文字无法检查", "确认图上没有姓名、证件号码、住址；文书不要拍照公开")
		p.Severity = diag.Warning
		problems = append(problems, p)
	}
	return append(problems, notes(in.pos, got.Notes)...)
}

// fileInspection is one file under inspection.
type fileInspection struct {
	gate  *Gate
	pos   diag.Pos
	found []found
}

// add keeps a finding once for each place, whatever the readings that came upon it.
func (in *fileInspection) add(f privacy.Finding, raw, where string) {
	for i, o := range in.found {
		if o.rule.ID == f.Rule.ID && o.masked == f.Masked && o.where == where {
			if f.Certain && !o.certain {
				in.found[i].rule, in.found[i].certain = f.Rule, true
			}
			return
		}
	}
	in.found = append(in.found, found{kind: f.Kind, rule: f.Rule, certain: f.Certain, masked: f.Masked, pos: in.pos,
		width: utf8.RuneCountInString(raw), where: where, better: privacy.Mask(f.Kind, raw, in.gate.policy)})
}

func (in *fileInspection) part(p attachment.Part) {
	name := maskQuoted(p.Name)
	if name == "" {
		name = "附件"
	}
	if name != p.Name {
		for own := range quoted(p.Name) {
			for _, f := range privacy.Find(own, privacy.Context{}) {
				in.add(f, own[f.Start:f.End], name)
			}
		}
	}
	for _, f := range privacy.Find(p.Text, privacy.Context{}) {
		line := strings.Count(p.Text[:f.Start], "\n") + 1
		in.add(f, p.Text[f.Start:f.End], fmt.Sprintf("%s第%d行", name, line))
	}
	in.rows(name, p.Rows)
}

// quoted yields what stands in quotation marks in the name of a part: the names that others gave. The words around them
// are the program's own, and are no one's name.
func quoted(name string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			_, rest, ok := strings.Cut(name, "“")
			own, after, closed := strings.Cut(rest, "”")
			if !ok || !closed || !yield(own) {
				return
			}
			name = after
		}
	}
}

// maskQuoted masks personal data in what stands in quotation marks.
func maskQuoted(name string) string {
	out := name
	for own := range quoted(name) {
		if masked := safePath(own); masked != own {
			out = strings.Replace(out, "“"+own+"”", "“"+masked+"”", 1)
		}
	}
	return out
}

// rows reads a table: cell by cell under its header, then as one text, since a label may stand above or beside, and a
// letter may be written into a sheet line by line.
func (in *fileInspection) rows(name string, rows []attachment.Row) {
	var header []string
	var ctx privacy.Context
	var plain strings.Builder
	for i, row := range rows {
		where := fmt.Sprintf("%s第%d行", name, row.Number)
		own := header == nil && i < 8 && isHeader(row.Cells)
		if !own {
			for _, f := range privacy.FindCells(header, row.Cells, ctx) {
				in.add(privacy.Finding{Kind: f.Kind, Masked: f.Masked, Certain: f.Certain, Rule: f.Rule}, joined(row.Cells, f), where)
			}
		}
		plain.Reset()
		head := 0
		if header != nil { // it says what the cells below it are
			writeRow(&plain, header)
			plain.WriteByte('\n')
			head = plain.Len()
		}
		writeRow(&plain, row.Cells)
		text := plain.String()
		for _, f := range privacy.Find(text, privacy.Context{Names: ctx.Names}) {
			if f.Start >= head {
				in.add(f, text[f.Start:f.End], where)
			}
		}
		if own {
			header, ctx = row.Cells, ctx.InTable(row.Cells)
		}
	}
}

func writeRow(b *strings.Builder, cells []string) {
	for _, c := range cells {
		b.WriteString("|" + strings.ReplaceAll(c, "\n", " "))
	}
}

// isHeader reports whether a row names columns: several short cells, none with a number in it.
func isHeader(cells []string) bool {
	filled := 0
	for _, c := range cells {
		if c == "" {
			continue
		}
		if utf8.RuneCountInString(c) > 30 || strings.ContainsAny(c, "0123456789") && strings.Trim(c, "0123456789.,-") == "" {
			return false
		}
		filled++
	}
	return filled > 1
}

func (f *Files) settle(name string, in *fileInspection) diag.List {
	var problems diag.List
	w := f.waivers[name]
	for _, one := range in.found {
		if w != nil {
			if p, ok := w.take(one); ok {
				problems = append(problems, p)
				continue
			}
		}
		p := one.problem()
		p.Hint = "改正附件后重新放入；" + one.fileHint(name)
		problems = append(problems, p)
	}
	if w != nil {
		e := f.owners[name]
		for _, unused := range w.unused() {
			if unused.Finding != "unreadable" {
				problems = append(problems, unusedWaiver(e.Pos("waive", unused.Key), unused))
			}
		}
	}
	return problems
}

func (f found) fileHint(name string) string {
	return fmt.Sprintf("依法须公开的，经批准后在文稿里用 [waive.1] 写明 file = %q、finding = %q、masked = %q、reason、by、on",
		safePath(path.Base(name)), shortRule(f.rule.ID), f.masked)
}

// gap is a file, or a part of one, that could not be read.
func (f *Files) gap(name string, pos diag.Pos, gap attachment.Gap) diag.Problem {
	where := "附件"
	if gap.Name != "" {
		where = "附件的" + privacy.MaskText(gap.Name, privacy.Context{}, privacy.Policy{})
	}
	p := f.waivable(name, pos, where, gap.Reason, gap.Hint)
	if !f.gate.strict(name) && p.Rule == ruleUnreadable.ID {
		p.Severity = diag.Warning
	}
	return p
}

// waivable raises the rule of unreadable files, unless someone answers for the file.
func (f *Files) waivable(name string, pos diag.Pos, where, reason, hint string) diag.Problem {
	if w := f.waivers[name]; w != nil {
		for i, one := range w.list {
			if one.Finding == "unreadable" {
				w.taken[i] = true
				return ruleWaived.At(pos, "%s没有检查（%s），经批准公开。理由：%s。批准人：%s（%s）", where, reason, one.Reason, one.By, one.On.Day())
			}
		}
	}
	return ruleUnreadable.At(pos, "%s无法检查：%s", where, reason).
		WithHint("%s；确已人工核对的，在文稿里用 [waive.1] 写明 file = %q、finding = \"unreadable\"、masked = \"-\"、reason、by、on", hint, safePath(path.Base(name)))
}

// strict reports whether a file stands in a section of disclosures: one that config.toml names, else one whose kind has
// a party, an official number or a deadline.
func (g *Gate) strict(name string) bool {
	section, _, _ := strings.Cut(name, "/")
	if list := g.cfg.Privacy.Disclosure; len(list) > 0 {
		for _, s := range list {
			if s == section {
				return true
			}
		}
		return false
	}
	k := g.kindOf(section)
	return k != nil && (k.FieldOf(schema.RoleParty) != nil || k.FieldOf(schema.RolePerson) != nil || k.FieldOf(schema.RoleNumber) != nil ||
		k.Publish.From != "")
}

// names reports whether records of a file's section are about parties: there a picture may be a photographed decision.
func (g *Gate) names(name string) bool {
	section, _, _ := strings.Cut(name, "/")
	k := g.kindOf(section)
	return k != nil && (k.FieldOf(schema.RoleParty) != nil || k.FieldOf(schema.RolePerson) != nil)
}

func (g *Gate) kindOf(section string) *schema.Kind {
	for _, s := range g.cfg.Sections {
		if s.Name == section && s.Kind != "" {
			return g.kinds.Kind(s.Kind)
		}
	}
	for _, k := range g.kinds.Kinds {
		if k.Section == section {
			return k
		}
	}
	return nil
}

// notes reports what a file says of its makers. Names of programs and offices are no one's.
func notes(pos diag.Pos, list []attachment.Note) diag.List {
	var problems diag.List
	for _, n := range list {
		if n.Label == attachment.LabelPlace {
			problems = append(problems, ruleImage.At(pos, "照片带有拍摄位置").WithHint("用看图软件另存一次，或在文件属性里删除属性和个人信息"))
			continue
		}
		if name := strings.TrimSpace(n.Value); privacy.IsName(name) {
			problems = append(problems, ruleMetadata.At(pos, "附件属性里的%s是人名：%s", n.Label, privacy.Mask(privacy.Name, name, privacy.Policy{})).
				WithHint("用“文件—信息—检查文档”删除文档属性和个人信息后重新保存"))
		}
	}
	return problems
}
