package content

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/review"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
	"xiangwei/internal/statute"
)

// read turns one file into an entry. A file that cannot be understood at all gives no entry.
func read(file string, raw []byte, o reading) (*Entry, diag.List) {
	doc, problems := source.ReadDocument(file, raw)
	if doc == nil {
		return nil, append(problems, o.salvaged(file, raw)...)
	}
	return readDocument(file, doc, problems, o)
}

// summaryLength is how many characters a summary has that is the beginning of a body.
const summaryLength = 120

// salvaged returns what is wrong with the rest of a file whose front matter cannot be read: of its body everything, of the
// lines of the front matter that could be read what must not get out. A field that seems to be missing may stand in a line
// that could not be read.
func (o reading) salvaged(file string, raw []byte) diag.List {
	doc := source.Salvage(file, raw)
	if doc == nil {
		return nil
	}
	_, found := readDocument(file, doc, nil, o)
	return slices.DeleteFunc(found, func(p diag.Problem) bool {
		return p.Pos.Line < doc.BodyLine && !strings.HasPrefix(p.Rule, "privacy/")
	})
}

// readDocument makes an entry of a document. What reading it found before is handed in.
func readDocument(file string, doc *source.Document, problems diag.List, o reading) (*Entry, diag.List) {
	below := strings.TrimPrefix(file, Folder+"/")
	section, _, _ := strings.Cut(below, "/")
	kind, problem := kindOf(doc, section, o.sections, o.Kinds)
	if problem != nil {
		problems = append(problems, *problem)
	}
	if kind == nil {
		return nil, problems
	}
	record, more := kind.Read(doc.Table, o.Env)
	problems = append(problems, more...)
	e := &Entry{File: file, Section: section, Record: record, Front: doc.Text()}
	if kind.Reviews > 0 {
		e.TextSum = review.Sum(doc.Text(), doc.Body)
	}
	e.Body, more = o.Converter.Convert(markdown.Input{
		File: file, Body: doc.Body, FirstLine: doc.BodyLine, TableRowAnchors: anchors(kind),
		FindInText: e.finder(o.laws), MayFind: statute.MayCite, Valid: true, // package source reads nothing else
	})
	problems = append(problems, more...)
	problems = append(problems, e.readTables(o.Env)...)
	problems = append(problems, e.checkParts()...)
	slug, more := slugOf(e, below)
	e.Slug = slug
	e.Summary = markdown.Summary(e.Body.Text, summaryLength)
	problems = e.inspect(doc, o.Options, append(problems, more...))
	e.Body.Tables = nil // typed and inspected by now; kept, their cells were a sixth of what an entry holds
	return e, problems
}

// kindOf returns the kind a record belongs to: what its front matter says, else what its section holds. Where the front
// matter names a kind that is not there, that of the section is returned with the problem, so that the rest is checked.
// While a kind is left out for its faults, a missing one is no problem of its own: a hundred of them would hide the cause.
func kindOf(doc *source.Document, section string, sections map[string]*schema.Kind, kinds *schema.Set) (*schema.Kind, *diag.Problem) {
	if named, ok := doc.Values["kind"].(string); ok {
		if k := kinds.Kind(named); k != nil {
			return k, nil
		}
		if kinds.Faulty {
			return sections[section], nil
		}
		p := hintKind(doc.Problem(RuleSection, []string{"kind"}, "没有名为 %q 的类型", named), named, kinds)
		return sections[section], &p
	}
	if k := sections[section]; k != nil {
		return k, nil
	}
	if kinds.Faulty {
		return nil, nil // the folder's kind may be the one left out, whose own problem says what to mend
	}
	var names []string
	for name := range sections {
		names = append(names, name)
	}
	slices.Sort(names)
	p := RuleSection.At(diag.Pos{File: doc.Path, Line: 1}, "栏目文件夹 %s 没有对应的类型", section).
		WithHint("移到已有栏目（%s），或在 config.toml 写上 [section.%s] 及其 kind", strings.Join(names, "、"), section)
	return nil, &p
}

// anchors tells the converter which tables are data, so that their rows can be linked to.
func anchors(kind *schema.Kind) func(header []string) (string, bool) {
	if len(kind.Tables) == 0 {
		return nil
	}
	return func(header []string) (string, bool) {
		if t := kind.MatchTable(header); t != nil {
			return t.Anchor, true
		}
		return "", false
	}
}

// readTables turns the Markdown tables that are data into typed rows, and reports those that are missing.
func (e *Entry) readTables(env schema.Env) diag.List {
	var problems diag.List
	for _, t := range e.Body.Tables {
		header := cells(e.File, t.Header)
		names := make([]string, len(header))
		for i, h := range header {
			names[i] = h.Text
		}
		table := e.Record.Kind.MatchTable(names)
		if table == nil {
			continue
		}
		rows := make([][]schema.Cell, len(t.Rows))
		anchors := make([]string, len(t.Rows))
		for i, r := range t.Rows {
			rows[i], anchors[i] = cells(e.File, r.Cells), r.Anchor
			for j := range rows[i] {
				if rows[i][j].Pos.Line == 0 {
					rows[i][j].Pos.Line = r.Line
				}
			}
		}
		typed, more := table.ReadRows(header, rows, anchors, env)
		problems = append(problems, more...)
		if e.Record.Rows == nil {
			e.Record.Rows = map[string][]schema.Row{}
		}
		e.Record.Rows[table.Name] = append(e.Record.Rows[table.Name], typed...)
	}
	for _, t := range e.Record.Kind.Tables {
		if t.Demanded(e.Record) && len(e.Record.Rows[t.Name]) == 0 && e.Record.Envelope.Withdrawn == nil {
			problems = append(problems, schema.RuleTable.At(diag.Pos{File: e.File, Line: 1}, "正文里没有“%s”表", t.Label).
				WithHint("在正文加一张表，表头：| %s |", strings.Join(requiredLabels(t), " | ")))
		}
	}
	return problems
}

func requiredLabels(t *schema.Table) []string {
	var labels []string
	for _, c := range t.Columns {
		if c.Required {
			labels = append(labels, c.Label)
		}
	}
	return labels
}

func cells(file string, in []markdown.Cell) []schema.Cell {
	out := make([]schema.Cell, len(in))
	for i, c := range in {
		out[i] = schema.Cell{Text: c.Text, Pos: diag.Pos{File: file, Line: c.Line, Col: c.Col}}
	}
	return out
}

// checkParts reports parts a document must have but whose headings are not there.
func (e *Entry) checkParts() diag.List {
	var problems diag.List
	if e.Record.Envelope.Withdrawn != nil {
		return nil
	}
	for _, p := range e.Record.Kind.Parts {
		if !e.Record.Holds(p.When) || slices.ContainsFunc(e.Body.Headings, func(h markdown.Heading) bool { return matches(h.Text, p.Match) }) {
			continue
		}
		problems = append(problems, schema.RulePart.At(diag.Pos{File: e.File, Line: 1}, "缺少“%s”部分", p.Label).
			WithHint("加一个标题，标题里写明“%s”；没有内容也要说明", p.Match[0]))
	}
	return problems
}

func matches(heading string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(heading, w) })
}

// slugOf returns the last part of the address: the slug a clerk chose, else the file's name. A name that cannot be an
// address everywhere becomes a fixed code made from it, so that the address does not depend on the title.
func slugOf(e *Entry, below string) (string, diag.List) {
	if s := e.Record.Envelope.Slug; s != "" {
		return s, nil
	}
	name := strings.TrimSuffix(path.Base(below), path.Ext(below))
	if s := strings.ToLower(name); schema.IsSlug(s) {
		return s, nil
	}
	sum := sha256.Sum256([]byte(name))
	slug := "r-" + hex.EncodeToString(sum[:5])
	return slug, diag.List{RuleFileName.At(diag.Pos{File: e.File}, "文件名“%s”不能用作网址，已改用 %s", name, slug).
		WithHint("把文件改名为小写英文和数字，或在信息栏写上 slug = \"2025-008\"")}
}
