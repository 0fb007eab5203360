package audit

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/privacy"
	"xiangwei/internal/schema"
)

// frontLine is the line of the file on which the text of the front matter begins: the one below the fence.
const frontLine = 2

// front reads the front matter as it was written, each value in the light of its field.
func (in *inspection) front() {
	escaped := in.values(in.raw.Doc.Text(), frontLine)
	for _, key := range escaped {
		in.decoded(key, in.raw.Doc.Values[key])
	}
	in.lists()
	for _, left := range in.raw.Doc.Unread {
		in.values(left.Text, left.Line)
	}
}

// values reads a text value by value, and returns the keys of values with escapes. What is no TOML is cut as well as it can be.
func (in *inspection) values(text string, line int) (escaped []string) {
	for part := range tomlParts(text) {
		p := piece{whole: text, start: part.start, end: part.end, line: line, where: "信息栏"}
		if part.comment {
			p.where = "信息栏的注释"
		}
		if part.comment || part.key == "" {
			if !plainKey(p.text()) {
				in.read(p, in.commented(p.text()))
			}
			continue
		}
		f := in.raw.Record.Kind.Field(part.key)
		if f != nil && f.Type.Name() == "credit-code" && privacy.ValidCreditCode(p.text()) {
			continue
		}
		before := len(in.found)
		p.field = part.key
		if f != nil {
			p.field = f.Label
		}
		in.read(p, in.field(part.key))
		in.tell(before, f)
		if part.escaped && !slices.Contains(escaped, part.key) {
			escaped = append(escaped, part.key)
		}
	}
	return escaped
}

// plainKey reports whether a key is a word in Latin letters, as most are: it holds nothing of anyone.
func plainKey(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && c != '_' && c != ' ' {
			return false
		}
	}
	return true
}

// commented returns what is public by design in a comment: the number in a field of an office's telephone that is
// commented out, as new records have it for an example.
func (in *inspection) commented(piece string) privacy.Context {
	key, _, _ := strings.Cut(strings.TrimLeft(piece, "# "), "=")
	if f := in.raw.Record.Kind.Field(strings.TrimSpace(key)); f != nil && f.Type.Name() == "phone" {
		return privacy.Context{Allow: privacy.AllowOfficePhone}
	}
	return privacy.Context{}
}

// tell notes which rule of the field's type may have refused the values found in it.
func (in *inspection) tell(before int, f *schema.Field) {
	for i := range in.found[before:] {
		switch one := &in.found[before+i]; {
		case f == nil:
		case f.Type.Name() == schema.TypePerson:
			one.told = schema.RuleText.ID
		case f.Type.Name() == "phone" && one.kind == privacy.Mobile:
			one.told = schema.RulePhone.ID
		}
	}
}

// decoded reads the value behind escapes such as \u5F20. It has no place but that of its key.
func (in *inspection) decoded(key string, value any) {
	switch value := value.(type) {
	case string:
		for _, f := range in.gate.reader.Find(value, in.field(key)) {
			if !in.hasMasked(f, len(in.found)) {
				in.add(f, value[f.Start:f.End], in.fieldPlace(key), in.keyPos(key))
			}
		}
	case []any:
		for _, v := range value {
			in.decoded(key, v)
		}
	case map[string]any:
		for _, v := range value {
			in.decoded(key, v)
		}
	}
}

// lists reads lists as rows of cells: a value may be split over their elements.
func (in *inspection) lists() {
	for key, value := range in.raw.Doc.Values {
		list, ok := value.([]any)
		if !ok || len(list) < 2 {
			continue
		}
		cells, digits := stringsOf(list)
		if !digits {
			continue
		}
		for _, f := range in.gate.reader.FindCells(nil, cells, in.field(key)) {
			if f.First < f.Last {
				in.add(privacy.Finding{Kind: f.Kind, Masked: f.Masked, Certain: f.Certain, Rule: f.Rule}, joined(cells, f), in.fieldPlace(key), in.keyPos(key))
			}
		}
	}
}

// stringsOf returns the strings of a list, nothing for other values, and whether one holds a digit.
func stringsOf(list []any) (cells []string, digits bool) {
	for _, v := range list {
		cell, _ := v.(string)
		digits = digits || strings.ContainsAny(cell, "0123456789")
	}
	if !digits {
		return nil, false
	}
	for _, v := range list {
		cell, _ := v.(string)
		cells = append(cells, cell)
	}
	return cells, true
}

func (in *inspection) keyPos(key string) diag.Pos {
	pos := in.raw.Doc.Pos(key)
	return diag.Pos{File: in.file, Line: pos.Line}
}

// field says what is public by design in a field.
func (in *inspection) field(key string) privacy.Context {
	f := in.raw.Record.Kind.Field(key)
	if f == nil {
		return privacy.Context{Field: fieldLabel(key)}
	}
	ctx := privacy.Context{Field: f.Label}
	switch f.Type.Name() {
	case "credit-code", "doc-number":
		ctx.Allow = privacy.AllowCode
	case "phone":
		ctx.Allow = privacy.AllowOfficePhone
	case schema.TypePerson:
		ctx.Names = privacy.NamesShown // masked when it was read
	}
	switch f.Role {
	case schema.RoleNumber, schema.RoleIndex:
		ctx.Allow |= privacy.AllowCode
	case schema.RoleVenue:
		ctx.Allow |= privacy.AllowAddress | privacy.AllowOfficePhone
	}
	return ctx
}

// fieldPlace is how a message names a field.
func (in *inspection) fieldPlace(key string) string {
	p := piece{where: "信息栏", field: key}
	if f := in.raw.Record.Kind.Field(key); f != nil {
		p.field = f.Label
	}
	return p.place()
}

// fieldLabel gives the label a key of no field stands for: a Chinese key speaks for itself.
func fieldLabel(key string) string {
	if strings.IndexFunc(key, func(r rune) bool { return r >= 0x80 }) >= 0 {
		return key
	}
	return ""
}

// persons looks for the names of person fields in all other places: a name that is masked in its field and whole in
// the title is not masked.
func (in *inspection) persons() {
	for _, p := range in.raw.Persons {
		in.person(p, in.raw.Doc.Text(), frontLine, "信息栏")
		in.person(p, in.raw.Doc.Body, in.raw.Doc.BodyLine, "正文")
		if strings.Contains(in.raw.File, p.Name) {
			in.file = strings.ReplaceAll(in.file, p.Name, p.Masked)
			in.gate.paths.Store(in.raw.File, in.file)
			in.note(nameAt(p, diag.Pos{}, "文件名"))
		}
	}
}

// person looks for one name in a text. Its own fields are not looked at: what they hold is masked already.
func (in *inspection) person(p content.Person, text string, firstLine int, where string) {
	for from := 0; ; {
		k := strings.Index(text[from:], p.Name)
		if k < 0 {
			return
		}
		at := from + k
		from = at + len(p.Name)
		if where == "信息栏" && in.inPersonField(at) {
			continue
		}
		pos := place(text, at, firstLine)
		pos.File = in.file
		in.note(nameAt(p, pos, where))
	}
}

func (in *inspection) inPersonField(at int) bool {
	for part := range tomlParts(in.raw.Doc.Text()) {
		if at >= part.start && at < part.end && !part.comment {
			f := in.raw.Record.Kind.Field(part.key)
			return f != nil && f.Type.Name() == schema.TypePerson
		}
	}
	return false
}

func nameAt(p content.Person, pos diag.Pos, where string) found {
	return found{kind: privacy.Name, rule: privacy.RuleName, certain: true, masked: privacy.Mask(privacy.Name, p.Name, privacy.Policy{}), pos: pos,
		width: utf8.RuneCountInString(p.Name), where: where, better: p.Masked}
}

// personCells reports names in columns of natural persons. The table is shown as it was written, so that they must be
// masked there.
func (in *inspection) personCells(columns []int, cells []markdown.Cell, line int) {
	for _, c := range columns {
		if c >= len(cells) || cells[c].Text == "" {
			continue
		}
		name := cells[c].Text
		if m := in.gate.cfg.Privacy.MaskName(name); m != name && utf8.RuneCountInString(name) > 1 {
			pos := diag.Pos{File: in.file, Line: cmp.Or(cells[c].Line, line), Col: cells[c].Col}
			in.note(found{kind: privacy.Name, rule: privacy.RuleName, certain: true, masked: privacy.Mask(privacy.Name, name, privacy.Policy{}), pos: pos,
				width: utf8.RuneCountInString(name), where: "表格", better: m})
		}
	}
}
