package audit

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/privacy"
	"xiangwei/internal/schema"
)

// Gate is the privacy gate: it reads what authors wrote, before anything is made of it, and reports personal data. It
// keeps no value, and no message of its shows a value whole. One Gate serves all workers.
//
// What is read, and with which eyes:
//
//   - the file's name and path;
//   - the front matter, value by value, each in the light of its field; keys and comments as running text. A comment is
//     not published, but the source is handed on and copied from, so that it fails as the rest does;
//   - the body as it was written, which covers tables, link texts and addresses, titles, alternative texts and
//     comments with their exact places; then, where marks may hide something, its plain text;
//   - tables cell by cell under their headers;
//   - names of natural persons given in person fields, wherever else they stand.
//
// Pages, data and feeds are made of these and of nothing else, so they are not read again.
type Gate struct {
	cfg    *config.Config
	kinds  *schema.Set
	policy privacy.Policy
	reader *privacy.Reader
	paths  sync.Map // paths that hold a name, and how they may be printed
}

// NewGate returns the gate of a site.
func NewGate(cfg *config.Config, kinds *schema.Set) *Gate {
	return &Gate{cfg: cfg, kinds: kinds, policy: cfg.Privacy.Policy(), reader: privacy.NewReader()}
}

// Inspect reads one entry. It is content.Options.Inspect.
func (g *Gate) Inspect(raw *content.Raw) diag.List {
	in := &inspection{gate: g, raw: raw, file: raw.File, year: yearOf(raw.Record)}
	in.name()
	in.front()
	in.body()
	in.tables()
	in.persons()
	return in.settle()
}

// inspection is one entry under inspection.
type inspection struct {
	gate  *Gate
	raw   *content.Raw
	file  string // safe to print
	year  int    // of the record, 0 when it has none
	found []found
}

// found is a finding with its place.
type found struct {
	kind    privacy.Kind
	rule    diag.Rule
	certain bool
	masked  string
	pos     diag.Pos
	width   int    // in characters
	where   string // 正文, 信息栏“违法事实”
	better  string // how the site writes such a value masked
	told    string // rule of package schema that refuses such a value in its field
}

// note keeps a finding unless the same value was found at the same place by another reading.
func (in *inspection) note(f found) {
	for i, o := range in.found {
		if o.pos.Line != f.pos.Line || !same(o, f) {
			continue
		}
		if !o.certain && f.certain {
			in.found[i] = f
		}
		return
	}
	in.found = append(in.found, f)
}

// same reports whether two findings of one line are of one value: their places meet, or one of them has no place in the
// line and they look alike.
func same(a, b found) bool {
	if a.pos.Col == 0 || b.pos.Col == 0 {
		return a.rule.ID == b.rule.ID && a.masked == b.masked
	}
	return a.pos.Col < b.pos.Col+max(b.width, 1) && b.pos.Col < a.pos.Col+max(a.width, 1)
}

// piece is a part of the file as it was written, and what messages call its place.
type piece struct {
	whole      string // the front matter, the body
	start, end int
	line       int    // on which whole begins
	where      string // 正文, 信息栏
	field      string // in the front matter: label or key
}

func (p piece) text() string { return p.whole[p.start:p.end] }

func (p piece) place() string {
	if p.field == "" {
		return p.where
	}
	return p.where + "“" + safePath(p.field) + "”"
}

// read notes what Find finds in a part of the file.
func (in *inspection) read(p piece, ctx privacy.Context) {
	ctx.Year = in.year
	for _, f := range in.gate.reader.Find(p.text(), ctx) {
		pos := place(p.whole, p.start+f.Start, p.line)
		pos.File = in.file
		in.add(f, p.text()[f.Start:f.End], p.place(), pos)
	}
}

// yearOf returns the year of the record, 0 when it has none.
func yearOf(r *schema.Record) int {
	if t := r.Published().Time(); !t.IsZero() {
		return t.Year()
	}
	return 0
}

func (in *inspection) add(f privacy.Finding, raw, where string, pos diag.Pos) {
	in.note(found{
		kind: f.Kind, rule: f.Rule, certain: f.Certain, masked: f.Masked, pos: pos, width: utf8.RuneCountInString(raw), where: where,
		better: privacy.Mask(f.Kind, raw, in.gate.policy),
	})
}

// name reads the file's path, and leaves it as it may be printed.
func (in *inspection) name() {
	found := in.gate.reader.FindInPath(in.raw.File)
	if len(found) > 0 {
		in.file = safePath(in.raw.File)
	}
	for _, f := range found {
		in.add(f, in.raw.File[f.Start:f.End], "文件名", diag.Pos{File: in.file})
	}
}

// body reads the body as it was written. What links and footnote marks pull apart is seen in its plain text, which has
// no places: the line is looked for by its beginning.
func (in *inspection) body() {
	doc := in.raw.Doc
	in.read(piece{whole: doc.Body, end: len(doc.Body), line: doc.BodyLine, where: "正文"}, privacy.Context{})
	if !splitByMarks(doc.Body) {
		return
	}
	before := len(in.found)
	for _, f := range in.gate.reader.Find(in.raw.Body.Text, privacy.Context{Year: in.year}) {
		if !in.hasMasked(f, before) {
			in.add(f, in.raw.Body.Text[f.Start:f.End], "正文", in.plainPos(f.Start))
		}
	}
}

// splitByMarks reports whether a link or a footnote mark stands right at a digit, where it may part a number.
func splitByMarks(body string) bool {
	for i := range len(body) {
		if c := body[i]; c != '[' && c != ']' && c != ')' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(body[:i])
		after, _ := utf8.DecodeRuneInString(body[i+1:])
		if body[i] == '[' && digitLike(before) || body[i] != '[' && digitLike(after) {
			return true
		}
	}
	return false
}

func digitLike(r rune) bool {
	return r >= '0' && r <= '9' || r >= '０' && r <= '９' || strings.ContainsRune("〇零一二三四五六七八九幺", r)
}

// hasMasked reports whether the body's own reading found the like. Values are compared as they are shown: two with one
// mask in one body are mended in one go.
func (in *inspection) hasMasked(f privacy.Finding, n int) bool {
	return slices.ContainsFunc(in.found[:n], func(o found) bool { return o.rule.ID == f.Rule.ID && o.masked == f.Masked })
}

// plainPos finds the line of the body that begins as the line of the plain text does.
func (in *inspection) plainPos(offset int) diag.Pos {
	text := in.raw.Body.Text
	line := text[strings.LastIndexByte(text[:offset], '\n')+1 : offset]
	if r := []rune(line); len(r) > 8 {
		line = string(r[:8])
	}
	pos := diag.Pos{File: in.file, Line: in.raw.Doc.BodyLine}
	if k := strings.Index(in.raw.Doc.Body, line); k > 0 && line != "" {
		pos.Line += strings.Count(in.raw.Doc.Body[:k], "\n")
	}
	return pos
}

// place turns an offset into line and column.
func place(text string, offset, firstLine int) diag.Pos {
	before := text[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return diag.Pos{Line: firstLine + strings.Count(before, "\n"), Col: utf8.RuneCountInString(before[start:]) + 1}
}

// tables reads tables row by row under their headers.
func (in *inspection) tables() {
	for _, t := range in.raw.Body.Tables {
		header := make([]string, len(t.Header))
		for i, c := range t.Header {
			header[i] = c.Text
		}
		ctx := privacy.Context{Year: in.year}.InTable(header)
		persons := in.personColumns(header)
		var cells []string
		for _, row := range t.Rows {
			cells = cells[:0]
			for _, c := range row.Cells {
				cells = append(cells, c.Text)
			}
			for _, f := range in.gate.reader.FindCells(header, cells, ctx) {
				c := row.Cells[f.First]
				pos := diag.Pos{File: in.file, Line: cmp.Or(c.Line, row.Line)}
				if c.Col > 0 {
					pos.Col = c.Col + utf8.RuneCountInString(c.Text[:f.Start])
				}
				raw := joined(cells, f)
				in.add(privacy.Finding{Kind: f.Kind, Masked: f.Masked, Certain: f.Certain, Rule: f.Rule}, raw, tableWhere(header, f.First), pos)
			}
			in.personCells(persons, row.Cells, row.Line)
		}
	}
}

func joined(cells []string, f privacy.CellFinding) string {
	if f.First == f.Last {
		return cells[f.First][f.Start:f.End]
	}
	return cells[f.First][f.Start:] + strings.Join(cells[f.First+1:f.Last], "") + cells[f.Last][:f.End]
}

func tableWhere(header []string, column int) string {
	if column < len(header) && header[column] != "" {
		return "表格“" + privacy.MaskText(header[column], privacy.Context{}, privacy.Policy{}) + "”列"
	}
	return "表格"
}

// personColumns returns which columns of a data table hold names of natural persons.
func (in *inspection) personColumns(header []string) []int {
	table := in.raw.Record.Kind.MatchTable(header)
	if table == nil {
		return nil
	}
	var out []int
	columns, _ := table.Match(header)
	for i, c := range columns {
		if c >= 0 && table.Columns[c].Type.Name() == schema.TypePerson {
			out = append(out, i)
		}
	}
	return out
}

// safePath masks personal data in a path, so that a problem can name the file.
func safePath(p string) string {
	return privacy.MaskText(p, privacy.Context{}, privacy.Policy{})
}

// settle turns findings into problems and lets waivers take theirs out.
func (in *inspection) settle() diag.List {
	waivers := newWaivers(in.raw.Record.Envelope.Waivers)
	var problems diag.List
	for _, f := range in.found {
		if in.toldAlready(f) {
			continue
		}
		f.pos.File = in.file
		if p, ok := waivers.take(f); ok {
			problems = append(problems, p)
			continue
		}
		problems = append(problems, f.problem())
	}
	for _, w := range waivers.unused() {
		problems = append(problems, unusedWaiver(in.raw.Doc.Pos("waive", w.Key), w))
	}
	return problems
}

// toldAlready reports whether the field's own type has refused the value: a mobile number in a field for telephones.
func (in *inspection) toldAlready(f found) bool {
	return f.told != "" && slices.ContainsFunc(in.raw.Problems, func(p diag.Problem) bool {
		return p.Rule == f.told && p.Severity == diag.Error && p.Pos.Line == f.pos.Line
	})
}

// kindWords name what was found.
var kindWords = map[privacy.Kind]string{
	privacy.IDNumber: "身份证号", privacy.IDNumber15: "15 位身份证号", privacy.Mobile: "手机号码", privacy.Landline: "私人固定电话",
	privacy.BankCard: "银行卡号或账号", privacy.Passport: "护照号码", privacy.Permit: "通行证件号码", privacy.Plate: "车辆号牌",
	privacy.Address: "个人详细住址", privacy.Name: "自然人姓名", privacy.Minor: "未成年人信息", privacy.WeChat: "个人微信号",
	privacy.QQ: "个人 QQ 号", privacy.Email: "个人邮箱",
}

func (f found) problem() diag.Problem {
	word := kindWords[f.kind]
	if !f.certain {
		word = "疑似" + word
	}
	return f.rule.At(f.pos, "%s里有%s：%s", f.where, word, f.masked).WithHint("%s", f.hint())
}

func (f found) hint() string {
	var mend string
	switch f.kind {
	case privacy.Landline:
		mend = "属于办公电话的，在号码前写明“咨询电话”“办公电话”；私人的删去"
	case privacy.Minor:
		mend = "改写为“某未成年人”，不写姓名和年龄"
	case privacy.WeChat, privacy.QQ, privacy.Email:
		mend = "删去，或改用单位的公众号、政务邮箱"
	case privacy.Name:
		mend = "改写为“" + f.better + "”"
	default:
		mend = "删去，或改写为 " + f.better
	}
	return mend + fmt.Sprintf("；依法须公开的，经批准后用 [waive.1] 写明 finding = %q、masked = %q、reason、by、on", shortRule(f.rule.ID), f.masked)
}

// shortRule is the rule's name without its area.
func shortRule(id string) string { return path.Base(id) }

// PrivacyRules lists the rules the gate raises beside those of package privacy.
var PrivacyRules = []diag.Rule{ruleUnreadable, ruleMetadata, ruleImage, ruleWaived, ruleUnusedWaiver}
