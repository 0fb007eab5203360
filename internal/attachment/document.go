package attachment

import (
	"archive/zip"
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// document reads WordprocessingML: the text with its tables, headers, notes, comments, text boxes, and deletions that
// are still tracked.
func (p *pack) document() {
	before := len(p.r.Parts)
	names := map[string]string{"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
	for _, f := range p.matching("word/document.xml", "word/header*.xml", "word/footer*.xml", "word/footnotes.xml", "word/endnotes.xml",
		"word/comments.xml", "word/charts/chart*.xml", "word/diagrams/data*.xml", "word/glossary/document.xml") {
		label := names[strings.TrimRight(strings.TrimSuffix(path.Base(f.Name), ".xml"), "0123456789")]
		p.write(f, label, ooxml())
	}
	p.targets("word/_rels/*.rels")
	p.pictures(before, "word/media/*")
	p.authors("word/comments.xml", "word/document.xml", "word/people.xml")
	p.properties()
	p.nested("word/embeddings/*")
}

// slides reads PresentationML: slides, their notes and comments.
func (p *pack) slides() {
	before := len(p.r.Parts)
	for _, f := range p.matching("ppt/slides/slide*.xml") {
		p.write(f, "第"+trailing(f.Name)+"张幻灯片", ooxml())
	}
	for _, f := range p.matching("ppt/notesSlides/notesSlide*.xml") {
		p.write(f, "第"+trailing(f.Name)+"张幻灯片的备注", ooxml())
	}
	for _, f := range p.matching("ppt/slideMasters/*.xml", "ppt/slideLayouts/*.xml", "ppt/charts/chart*.xml", "ppt/diagrams/data*.xml") {
		p.write(f, "母版和图表", ooxml())
	}
	for _, f := range p.matching("ppt/comments/*.xml") {
		p.r.part(Part{Name: inside(p.at, "批注"), Text: allText(p.load(f))})
	}
	p.targets("ppt/slides/_rels/*.rels", "ppt/notesSlides/_rels/*.rels")
	p.pictures(before, "ppt/media/*")
	p.properties()
	p.nested("ppt/embeddings/*")
}

func (p *pack) write(f *zip.File, label string, v vocabulary) {
	for _, part := range v.write(p.load(f)).parts(inside(p.at, label)) {
		p.r.part(part)
	}
}

// trailing returns the number a part's name ends with.
func trailing(name string) string {
	stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
	digits := stem[len(strings.TrimRight(stem, "0123456789")):]
	if _, err := strconv.Atoi(digits); err != nil {
		return "?"
	}
	return digits
}

// pictures notes a document that holds pictures and hardly any words: scanned pages pasted in.
func (p *pack) pictures(before int, pattern string) {
	pictures := len(p.matching(pattern))
	p.r.Pictures += pictures
	if pictures > 0 && len(p.r.Parts) == before {
		p.r.gap(p.at, "只有图片，没有文字", "改用可以复制文字的文件")
	}
}

// authors reads who commented on or changed a text.
func (p *pack) authors(patterns ...string) {
	seen := map[string]bool{}
	for _, f := range p.matching(patterns...) {
		for t := range tokens(p.load(f)) {
			s, ok := t.(xml.StartElement)
			if !ok {
				continue
			}
			if a := attr(s, "author"); a != "" && !seen[a] {
				seen[a] = true
				p.r.note(p.at, "批注或修订者", a)
			}
		}
	}
}

// ofd reads the pages of GB/T 33190-2016.
func (p *pack) ofd() {
	before := len(p.r.Parts)
	for _, f := range p.files {
		if strings.EqualFold(path.Ext(f.Name), ".xml") {
			p.r.part(Part{Name: inside(p.at, "第"+page(f.Name)+"页"), Text: allText(p.load(f))})
		}
	}
	if len(p.r.Parts) == before {
		p.r.gap(p.at, "OFD 里没有文字", "改用可以复制文字的文件")
	}
}

// page returns the number of the page a part of an OFD file belongs to: Pages/Page_0/Content.xml.
func page(name string) string {
	_, rest, ok := strings.Cut(name, "Page_")
	number, _, _ := strings.Cut(rest, "/")
	if n, err := strconv.Atoi(number); ok && err == nil {
		return strconv.Itoa(n + 1)
	}
	return "?"
}

// openDocument reads ISO/IEC 26300.
func (p *pack) openDocument() {
	for _, f := range p.matching("content.xml", "styles.xml") {
		p.write(f, "", odf())
	}
	p.properties()
}
