package attachment

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"xiangwei/internal/source"
)

// pack is an opened zip archive.
type pack struct {
	r     *reader
	at    string // its own name for messages
	files []*zip.File
	depth int
}

// archive reads a zip archive: an Office, OFD or OpenDocument file, or a plain archive of files.
func (r *reader) archive(name, at string, data []byte, depth int) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		r.gap(at, "文件已损坏，打不开", "重新导出或重新压缩")
		return
	}
	p := &pack{r, at, z.File, depth}
	switch {
	case p.has("xl/workbook.xml"):
		p.workbook()
	case p.has("word/document.xml"):
		p.document()
	case p.has("ppt/presentation.xml"):
		p.slides()
	case p.has("OFD.xml"):
		p.ofd()
	case p.has("content.xml") && p.has("mimetype"):
		p.openDocument()
	case slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "[Content_Types].xml" }):
		r.gap(at, "不认识的 Office 文件", "另存为 .docx、.xlsx 或 .pptx")
	default:
		p.plain()
	}
}

func (p *pack) has(name string) bool { return p.file(name) != nil }

// file returns an entry by name; Windows programs differ in case.
func (p *pack) file(name string) *zip.File {
	for _, f := range p.files {
		if strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), name) {
			return f
		}
	}
	return nil
}

// matching returns the entries whose names match one of the patterns of path.Match, in the order of the archive.
func (p *pack) matching(patterns ...string) []*zip.File {
	var out []*zip.File
	for _, f := range p.files {
		for _, pattern := range patterns {
			if ok, _ := path.Match(pattern, strings.ReplaceAll(f.Name, `\`, "/")); ok {
				out = append(out, f)
				break
			}
		}
	}
	return out
}

var errTooBig = errors.New("too big")

// open reads an entry whole, within the limits of the file.
func (p *pack) open(f *zip.File) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, errors.New("encrypted")
	}
	if p.r.parts--; p.r.parts < 0 {
		return nil, errTooBig
	}
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, p.r.left+1))
	if int64(len(data)) > p.r.left {
		p.r.left = 0
		return nil, errTooBig
	}
	p.r.left -= int64(len(data))
	if err != nil {
		return nil, err
	}
	return data, nil
}

// load opens an entry of the format itself; one that cannot be read is a gap.
func (p *pack) load(f *zip.File) []byte {
	data, err := p.open(f)
	if err != nil {
		p.fail(path.Base(f.Name), f, err)
		return nil
	}
	return data
}

func (p *pack) fail(name string, f *zip.File, err error) {
	at := inside(p.at, "“"+name+"”")
	switch {
	case errors.Is(err, errTooBig):
		p.r.gap(at, "展开后过大", "拆成几个较小的文件")
	case f.Flags&1 != 0:
		p.r.gap(at, "加了密码", "去掉密码后重新压缩")
	default:
		p.r.gap(at, "文件已损坏，打不开", "重新导出或重新压缩")
	}
}

// plain reads the files of an ordinary archive, their names included.
func (p *pack) plain() {
	if p.depth >= maxNesting {
		p.r.gap(p.at, "压缩包套压缩包，层数过多", "改为一层压缩包")
		return
	}
	var names strings.Builder
	for _, f := range p.files {
		name := entryName(f)
		names.WriteString(name + "\n")
		if f.Comment != "" {
			names.WriteString(decoded(f.Comment) + "\n")
		}
		if strings.HasSuffix(name, "/") {
			continue
		}
		data, err := p.open(f)
		if err != nil {
			p.fail(name, f, err)
			if errors.Is(err, errTooBig) {
				break
			}
			continue
		}
		p.r.read(name, inside(p.at, "“"+name+"”"), data, p.depth+1)
	}
	p.r.part(Part{Name: inside(p.at, "压缩包里的文件名"), Text: names.String()})
}

// entryName returns the name of an entry. Chinese Windows packs names in GBK without saying so.
func entryName(f *zip.File) string { return decoded(strings.ReplaceAll(f.Name, `\`, "/")) }

func decoded(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	if text, problems := source.Decode("", []byte(s)); problems.Errors() == 0 {
		return text
	}
	return strings.ToValidUTF8(s, "?")
}

// nested reads files that are embedded in a document.
func (p *pack) nested(patterns ...string) {
	for _, f := range p.matching(patterns...) {
		if data := p.load(f); data != nil {
			if p.depth+1 > maxNesting {
				p.r.gap(p.at, "嵌入的文件层数过多", "去掉嵌入的对象")
				return
			}
			p.r.read(f.Name, inside(p.at, "嵌入对象“"+path.Base(f.Name)+"”"), data, p.depth+1)
		}
	}
}

// properties reads who made a document (ISO/IEC 29500-2, core properties).
func (p *pack) properties() {
	labels := map[string]string{
		"creator": LabelAuthor, "lastModifiedBy": "最后修改者", "Manager": "主管", "initial-creator": LabelAuthor, "printed-by": "打印者",
	}
	for _, f := range p.matching("docProps/core.xml", "docProps/app.xml", "meta.xml") {
		for name, text := range elements(p.load(f)) {
			if label, ok := labels[name]; ok {
				p.r.note(p.at, label, text)
			}
			if name == "title" || name == "subject" || name == "description" || name == "keywords" {
				p.r.part(Part{Name: inside(p.at, "文件属性"), Text: text})
			}
		}
	}
	for _, f := range p.matching("docProps/custom.xml") {
		p.r.part(Part{Name: inside(p.at, "文件属性"), Text: allText(p.load(f))})
	}
}

// targets reads where links lead: mail addresses and telephones stand there.
func (p *pack) targets(patterns ...string) {
	var b strings.Builder
	for _, f := range p.matching(patterns...) {
		for _, t := range externalTargets(p.load(f)) {
			b.WriteString(t + "\n")
		}
	}
	p.r.part(Part{Name: inside(p.at, "链接地址"), Text: b.String()})
}
