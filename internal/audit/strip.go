package audit

import (
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/led"
	"xiangwei/internal/schema"
	"xiangwei/internal/screen"
	"xiangwei/internal/source"
)

var (
	ruleScreenCharset = diag.Rule{ID: "screen/charset", Severity: diag.Error, Title: "条屏显示不了的字", Basis: "《汉字内码扩展规范》（GBK）",
		Doc: "条屏的文件用 GBK 编码，GBK 里没有的字写不进去，例如 䶮、•、✓、€。换一个写法后重新审核；只在网页大屏播出的，用 screens 指定屏幕。"}
	ruleScreenChip = diag.Rule{ID: "screen/chip", Severity: diag.Warning, Title: "字库卡可能缺的字", Basis: "GB/T 2312-1980",
		Doc: "许多条屏控制卡的字库只有 GB/T 2312 的 6763 个汉字，别的字（例如 垚、镕、〇）显示成空白。换一个写法，或在屏幕软件里导入图片而不导入文本。"}

	stripRules = []Rule{{Rule: ruleScreenCharset, Also: []diag.Rule{ruleScreenChip}, Run: stripTexts}}
)

// stripTexts looks for characters that control cards lack in every public text that a strip takes.
func stripTexts(in *Input) diag.List {
	var strips []config.Screen
	for _, s := range in.Config.Screens {
		if s.Output == config.OutputStrip {
			strips = append(strips, s)
		}
	}
	if len(strips) == 0 {
		return nil
	}
	var problems diag.List
	for _, p := range in.Site.Pages {
		text := p.Record.Role(schema.RoleText)
		if text.IsZero() || p.Draft {
			continue
		}
		// A character has to be mended before the reviews, so texts the plan still holds back count too.
		i := slices.IndexFunc(strips, func(s config.Screen) bool { why, _ := screen.Declined(s, p); return why == "" })
		if i < 0 {
			continue
		}
		for _, odd := range led.Find(led.Clean(text.String())) {
			problems = append(problems, stripProblem(p.Entry, odd, strips[i].Name))
		}
	}
	return problems
}

func stripProblem(e *content.Entry, odd led.Odd, strip string) diag.Problem {
	field := e.Record.Kind.FieldOf(schema.RoleText).Name
	pos, line := characterPos(e, field, odd.Rune)
	if odd.Charset == led.Outside {
		return ruleScreenCharset.At(pos, "条屏 %s 显示不了“%s”：GBK 里没有这个字", strip, led.Name(odd.Rune)).WithExcerpt(line).
			WithHint("换一个写法后重新审核")
	}
	return ruleScreenChip.At(pos, "条屏 %s 的字库可能没有“%s”：它不在 GB/T 2312 里", strip, led.Name(odd.Rune)).WithExcerpt(line).
		WithHint("换一个写法，或在屏幕软件里导入 bmp 图片")
}

// characterPos returns where a character stands in the value of a field, and its line. One that is not written as itself
// (an escape, a masked name) gives the place of the value.
func characterPos(e *content.Entry, field string, r rune) (diag.Pos, string) {
	t, _ := source.ReadTable(e.File, e.Front, 2)
	if t == nil {
		return diag.Pos{File: e.File, Line: 1}, ""
	}
	start := t.KeyPos(field)
	for n := start.Line; n > 0; n++ {
		line := t.Line(n)
		rest := line
		if n == start.Line {
			_, rest, _ = strings.Cut(line, "=")
		}
		if i := strings.IndexRune(rest, r); i >= 0 {
			at := len(line) - len(rest) + i
			return diag.Pos{File: e.File, Line: n, Col: utf8.RuneCountInString(line[:at]) + 1}, line
		}
		if n > start.Line+strings.Count(e.Front, "\n") {
			break
		}
	}
	pos := t.Pos(field)
	return pos, t.Line(pos.Line)
}
