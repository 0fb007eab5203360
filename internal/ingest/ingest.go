// Package ingest turns documents an office already has into the text of a record: the body as Markdown, and what could
// be learnt for the front matter. It serves `xiangwei import`, before the pipeline: what it writes is an ordinary
// content file that a clerk reads through and that is then built like any other.
//
// Its first source is the official document as plain text (GB/T 9704 layout: title, 文号, 一、（一）1.（1）, signature and
// date). The rule above all others is that nothing is lost: every character of the document stands in the draft, in its
// order, except page numbers; where the program guessed, a note says so.
//
// The package reads no file, knows no encoding (the text comes decoded), no kind and no clock.
package ingest

import (
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
)

// Draft is a document read as a record. Fields that were not found are zero.
type Draft struct {
	Title  string   // without surrounding spaces; plain text, not Markdown
	Year   int      // the year the document is about, 0 when unclear
	Date   date.Day // 成文日期
	Issuer string   // signing organ; joint organs are joined by 、
	Docket string   // 文号 as it stands in the text
	Body   string   // Markdown; without title and 文号, with the signature
	Notes  []Note   // by line
}

// Note says what was guessed, for a clerk to look at (请核对).
type Note struct {
	Line int    // of the source text, counted from 1; 0 for the document as a whole
	Text string // Chinese
}

// Text reads an official document as plain text. The name is the file's, for positions. The list holds an error when
// there is nothing to import, and a warning when no title was found; the draft is empty only after an error.
func Text(name, text string) (Draft, diag.List) {
	if p, bad := binary(name, text); bad {
		return Draft{}, diag.List{p}
	}
	var n notes
	ls := dropPages(split(clean(text)), &n)
	first := skipBlank(ls, 0)
	if first == len(ls) {
		return Draft{}, diag.List{ruleEmpty.At(diag.Pos{File: name}, "文件里没有文字").
			WithHint("请确认选对了文件；扫描件要先作文字识别")}
	}
	var problems diag.List
	var d Draft
	rest := readHead(ls, &d, &n)
	if d.Title == "" {
		problems = append(problems, ruleTitle.At(diag.Pos{File: name, Line: ls[first].no}, "没有认出标题：开头不像标题行").
			WithHint("请在导入后的文件里补写 title"))
	}
	readSignature(rest, &d, &n)
	d.Year = reportYear(d.Title, rest, &n)
	if strings.Contains(text, "\uFFFD") {
		n.add(0, "有无法识别的字符（显示为 \uFFFD），可能是转码时损坏")
	}
	d.Body = body(gather(rest, &n), &n)
	if d.Body == "" {
		n.add(0, "除标题外没有正文")
	}
	d.Notes = n.list()
	return d, problems
}
