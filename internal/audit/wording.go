package audit

import (
	"strings"
	"unicode/utf8"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
)

var (
	ruleSerious = diag.Rule{ID: "text/serious", Severity: diag.Error, Title: "严重表述错误", Basis: "国办秘函〔2019〕19号（单项否决）",
		Doc: "国家、政党、机关和重要会议的名称，以及重要思想的表述写错，检查时单项否决。照提示改正。" +
			"站点可在 config.toml 用 [words] file 另加自己的词表，确属正当的词句写在词表的 [except] 里。"}
	ruleTypo = diag.Rule{ID: "text/typo", Severity: diag.Warning, Title: "错别字或不规范用语", Basis: "国办秘函〔2019〕19号",
		Doc: "公文常见的错别字和旧写法。书名号里的名称和法律条文原文不查。个别词不适用的，写在站点自己词表的 off 里。"}

	wordingRules = []Rule{{Rule: ruleSerious, Also: []diag.Rule{ruleTypo}, Run: configWording}}
)

// Inspect reads one entry as it was written, so that every hit has its line and column. It is part of
// content.Options.Inspect. Drafts and withdrawn records are shown to nobody.
func (w *Words) Inspect(raw *content.Raw) diag.List {
	if raw.Record.Envelope.Draft || raw.Record.Envelope.Withdrawn != nil {
		return nil
	}
	in := &wording{raw: raw, words: w, law: raw.Record.Kind.FieldOf(schema.RoleShort) != nil}
	front := raw.Doc.Text()
	for _, hit := range w.Find(front) {
		if !inComment(front, hit.Start) {
			in.note(front, hit, frontLine)
		}
	}
	hits := w.Find(raw.Doc.Body)
	for _, hit := range hits {
		in.note(raw.Doc.Body, hit, raw.Doc.BodyLine)
	}
	in.hidden(hits)
	return in.problems
}

// wording is one entry under inspection.
type wording struct {
	raw      *content.Raw
	words    *Words
	law      bool // a law's own words are not ours to correct
	problems diag.List
}

func (in *wording) note(text string, hit Hit, firstLine int) {
	if !hit.Word.Serious && (in.law || inTitle(text, hit.Start)) {
		return
	}
	pos := place(text, hit.Start, firstLine)
	pos.File = in.raw.File
	in.problems = append(in.problems, hit.Word.problem(pos))
}

func (w *Word) problem(pos diag.Pos) diag.Problem {
	if w.Serious {
		return ruleSerious.At(pos, "严重表述错误：“%s”", w.Wrong).WithHint("改为“%s”", w.Right)
	}
	return ruleTypo.At(pos, "“%s”写法不当", w.Wrong).WithHint("改为“%s”", w.Right)
}

// hidden notes what marks and line breaks pull apart in the source but readers see whole. Such a hit has no place of its
// own: the line is looked for by the words before it.
func (in *wording) hidden(seen []Hit) {
	text := in.raw.Body.Text
	hits := in.words.Find(text)
	if len(hits) <= len(seen) {
		return
	}
	counts := map[*Word]int{}
	for _, hit := range seen {
		counts[hit.Word]++
	}
	for _, hit := range hits {
		if counts[hit.Word]--; counts[hit.Word] >= 0 || !hit.Word.Serious && (in.law || inTitle(text, hit.Start)) {
			continue
		}
		in.problems = append(in.problems, hit.Word.problem(in.lineOf(text, hit.Start)))
	}
}

// lineOf finds the line of the body that begins as the line of the plain text does.
func (in *wording) lineOf(text string, at int) diag.Pos {
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	if r := []rune(line); len(r) > 8 {
		line = string(r[:8])
	}
	pos := diag.Pos{File: in.raw.File, Line: in.raw.Doc.BodyLine}
	if k := strings.Index(in.raw.Doc.Body, line); k > 0 && line != "" {
		pos.Line += strings.Count(in.raw.Doc.Body[:k], "\n")
	}
	return pos
}

// inTitle reports whether a place stands between 《 and 》: a title is quoted as it was given.
func inTitle(text string, at int) bool {
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	return strings.LastIndex(line, "《") > strings.LastIndex(line, "》")
}

// inComment reports whether a place of a front matter is a comment of its own line, which nobody is shown.
func inComment(text string, at int) bool {
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	return strings.HasPrefix(strings.TrimLeft(line, " \t"), "#")
}

// configWording reads the words of config.toml that pages show.
func configWording(in *Input) diag.List {
	if in.Words == nil {
		return nil
	}
	c := in.Config
	texts := []string{c.Title, c.Description, c.Bureau.Name, c.Bureau.Address, c.Bureau.Hours, c.Footer.Host, c.Footer.Undertaker}
	for _, s := range c.Sections {
		texts = append(texts, s.Label, s.Description, s.Keywords)
	}
	for _, t := range c.Terms {
		texts = append(texts, t.Label)
	}
	var problems diag.List
	for _, text := range texts {
		for _, hit := range in.Words.Find(text) {
			if hit.Word.Serious || !inTitle(text, hit.Start) {
				p := hit.Word.problem(diag.Pos{File: config.File})
				p.Message += "（" + surrounding(text, hit) + "）"
				problems = append(problems, p)
			}
		}
	}
	return problems
}

// surrounding returns a hit with a few characters before and after it.
func surrounding(text string, hit Hit) string {
	start, end := hit.Start, hit.Start+len(hit.Word.Wrong)
	for range 6 {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
		_, size = utf8.DecodeRuneInString(text[end:])
		end += size
	}
	return text[start:end]
}
