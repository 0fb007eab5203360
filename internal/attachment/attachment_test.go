package attachment

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"
)

// packed returns a zip archive of names and contents in turn.
func packed(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: zip.Deflate, NonUTF8: !isASCII(pairs[i])})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// said joins everything a result says.
func said(r Result) string {
	var b strings.Builder
	for _, p := range r.Parts {
		fmt.Fprintf(&b, "<%s>%s", p.Name, p.Text)
		for _, row := range p.Rows {
			fmt.Fprintf(&b, "[%d %s]", row.Number, strings.Join(row.Cells, "|"))
		}
	}
	return b.String()
}

const (
	gbkName = "\xC3\xFB\xB5\xA5.txt" // 名单.txt in GBK
	gbkText = "\xB5\xE7\xBB\xB013000000000"
)

func sheet(body string, more ...string) []string {
	return append([]string{
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="名单" sheetId="1" state="hidden" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + body + `</sheetData></worksheet>`,
	}, more...)
}

func TestTextIsFoundWhereverAFileKeepsIt(t *testing.T) {
	cases := []struct {
		name, file string
		data       []byte
		want       []string
	}{
		{"plain text", "a.txt", []byte("第一行\n13000000000"), []string{"13000000000"}},
		{"plain text in GBK", "a.txt", []byte(gbkText), []string{"电话13000000000"}},
		{"CSV", "a.csv", []byte("姓名,电话\n\"张,三\",13000000000\n"), []string{"[1 姓名|电话]", "[2 张,三|13000000000]"}},
		{"CSV with semicolons", "a.csv", []byte("姓名;电话\n张三;13000000000\n"), []string{"[2 张三|13000000000]"}},
		{"CSV with a quote left open", "a.csv", []byte("姓名,电话\n\"张三,13000000000\n"), []string{"13000000000"}},
		{"web page", "a.html", []byte("<p>13000000000</p>"), []string{"13000000000"}},
		{"zip with GBK names", "a.zip", packed(t, gbkName, gbkText), []string{"名单.txt", "电话13000000000"}},
		{"zip in a zip", "a.zip", packed(t, "b.zip", string(packed(t, "c.txt", "13000000000"))), []string{"“b.zip” 里的“c.txt”", "13000000000"}},
		{"zip named otherwise", "a.pdf", packed(t, "c.txt", "13000000000"), []string{"13000000000"}},
		{"sheet: shared, inline, formula and long numbers", "a.xlsx", packed(t, sheet(
			`<row r="3" hidden="1"><c r="B3" t="s"><v>0</v></c><c r="C3" t="inlineStr"><is><t>甲</t><t>乙</t></is></c><c r="D3"><v>1.3000000000E10</v></c>`+
				`<c r="E3" t="str"><f>"电话"&amp;A1</f><v>丙</v></c><c r="F3"><v>9.90000199003071E17</v></c></row>`,
			"xl/sharedStrings.xml", `<sst><si><r><t>9900</t></r><r><t>00</t></r></si></sst>`)...),
			[]string{"工作表“名单”", "[3 |990000|甲乙|13000000000|丙|990000199003071000]", `"电话"`}},
		{"sheet: comments, text boxes, links, caches, names", "a.xlsx", packed(t, sheet("",
			"xl/comments1.xml", `<comments><text><t>批注13000000001</t></text></comments>`,
			"xl/drawings/drawing1.xml", `<d><a:p><a:r><a:t>图形13000000002</a:t></a:r></a:p></d>`,
			"xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Target="tel:13000000003" TargetMode="External"/></Relationships>`,
			"xl/pivotCache/pivotCacheRecords1.xml", `<p><r><s v="13000000004"/></r></p>`)...),
			[]string{"批注13000000001", "图形13000000002", "tel:13000000003", "13000000004"}},
		{"document: runs, tables, deletions, notes, fields", "a.docx", packed(t,
			"word/document.xml", `<w:document><w:p><w:r><w:t>1300</w:t></w:r><w:r><w:t>0000000</w:t></w:r></w:p>`+
				`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>姓名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>电话</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`+
				`<w:p><w:del><w:r><w:delText>删去13000000001</w:delText></w:r></w:del><w:r><w:instrText>HYPERLINK "tel:13000000002"</w:instrText></w:r></w:p></w:document>`,
			"word/header1.xml", `<w:hdr><w:p><w:r><w:t>页眉13000000003</w:t></w:r></w:p></w:hdr>`,
			"word/footnotes.xml", `<w:f><w:p><w:r><w:t>脚注13000000004</w:t></w:r></w:p></w:f>`,
			"word/comments.xml", `<w:c w:author="张晓明"><w:p><w:r><w:t>批注13000000005</w:t></w:r></w:p></w:c>`,
			"word/_rels/document.xml.rels", `<Relationships><Relationship Target="mailto:a@example.com" TargetMode="External"/></Relationships>`),
			[]string{"13000000000", "姓名|电话", "删去13000000001", "tel:13000000002", "页眉13000000003", "脚注13000000004", "批注13000000005", "mailto:a@example.com"}},
		{"an attachment in a document", "a.docx", packed(t, "word/document.xml", `<w:p><w:t>正文</w:t></w:p>`, "word/embeddings/x.bin", "13000000000"), []string{"13000000000"}},
		{"slides and notes", "a.pptx", packed(t, "ppt/presentation.xml", "<p/>", "ppt/slides/slide2.xml", `<a:p><a:r><a:t>甲</a:t></a:r></a:p>`,
			"ppt/notesSlides/notesSlide2.xml", `<a:p><a:r><a:t>13000000000</a:t></a:r></a:p>`), []string{"第2张幻灯片>甲", "第2张幻灯片的备注>13000000000"}},
		{"OFD", "a.ofd", packed(t, "OFD.xml", "<o/>", "Doc_0/Pages/Page_0/Content.xml", `<ofd:TextCode X="0">13000000000</ofd:TextCode>`), []string{"第1页", "13000000000"}},
		{"OpenDocument", "a.ods", packed(t, "mimetype", "x", "content.xml", `<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell></table:table-row></table:table>`), []string{"[1 甲]"}},
		{"PDF in Latin", "a.pdf", pdfOf(nil, "BT /F1 12 Tf 72 720 Td (1300\\060000000) Tj ET"), []string{"13000000000"}},
		{"PDF: words on their own lines and columns", "a.pdf", pdfOf(nil, "BT /F1 12 Tf 72 720 Td (990000) Tj 200 0 Td (13000000000) Tj -200 -20 Td (2) Tj ET"), []string{"990000\t13000000000\n2"}},
		{"PDF: glyphs placed one by one", "a.pdf", pdfOf(nil, "BT /F1 10 Tf 72 720 Td (1) Tj 5.2 0 Td (3) Tj 5.3 0 Td (0) Tj ET"), []string{"130"}},
		{"PDF: kerning", "a.pdf", pdfOf(nil, "BT /F1 10 Tf 72 720 Td [(13) 20 (000) -30 (000000)] TJ ET"), []string{"13000000000"}},
		{"PDF: compressed as old programs do", "a.pdf", pdfOf(func(s string) (string, string) { return "/Filter/LZWDecode", lzwCodes(s) }, "BT /F1 12 Tf 72 720 Td (13000000000) Tj ET"), []string{"13000000000"}},
		{"PDF: compressed", "a.pdf", pdfOf(func(s string) (string, string) { return "/Filter/FlateDecode", deflated(s) }, "BT /F1 12 Tf 72 720 Td (13000000000) Tj ET"), []string{"13000000000"}},
		{"PDF: hexadecimal filter", "a.pdf", pdfOf(func(s string) (string, string) { return "/Filter[/ASCIIHexDecode]", fmt.Sprintf("%X>", s) }, "BT /F1 12 Tf 72 720 Td (13000000000) Tj ET"), []string{"13000000000"}},
		{"PDF: Chinese with its table", "a.pdf", pdfWith(toUnicode, "BT /F1 12 Tf 72 720 Td <000100020003> Tj ET"), []string{"张三1"}},
		{"PDF: Chinese by UCS-2", "a.pdf", pdfWith("<</Type/Font/Subtype/Type0/Encoding/UniGB-UCS2-H>>", "BT /F1 12 Tf 72 720 Td <5F204E09> Tj ET"), []string{"张三"}},
		{"PDF: Chinese by GBK", "a.pdf", pdfWith("<</Type/Font/Subtype/Type0/Encoding/GBK-EUC-H>>", "BT /F1 12 Tf 72 720 Td <D5C5C8FD> Tj ET"), []string{"张三"}},
		{"PDF: glyph names", "a.pdf", pdfWith("<</Type/Font/Subtype/Type1/Encoding<</Differences[1/one/three/zero/uni5F20]>>>>", "BT /F1 12 Tf 72 720 Td <01020304> Tj ET"), []string{"130张"}},
		{"PDF: form field and note", "a.pdf", append(pdfOf(nil, "BT ET"), []byte("\n9 0 obj<</FT/Tx/V(13000000001)>>endobj 10 0 obj<</Subtype/Text/Contents<FEFF5F204E09>>>endobj")...), []string{"13000000001", "张三"}},
		{"PDF: a stamp", "a.pdf", pdfWith("<</Type/Font/Subtype/Type1>>", "/S Do", "7 0 obj<</Subtype/Form/Resources<</Font<</F1 6 0 R>>>>/Length 40>>stream\nBT /F1 12 Tf 0 0 Td (13000000000) Tj ET \nendstream endobj"), []string{"13000000000"}},
		{"PDF: radicals for characters", "a.pdf", pdfWith("<</Type/Font/Subtype/Type0/Encoding/UniGB-UCS2-H>>", "BT /F1 12 Tf 72 720 Td <5F532F084E8B> Tj ET"), []string{"当人事"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Read(c.file, c.data)
			text := said(got)
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in %q (gaps %v)", want, text, got.Gaps)
				}
			}
			if len(got.Gaps) > 0 {
				t.Errorf("gaps: %v", got.Gaps)
			}
		})
	}
}

// lzwCodes writes every byte as a code of nine bits, with a fresh start before the codes would grow.
func lzwCodes(s string) string {
	var out []byte
	acc, bits := 0, 0
	put := func(code int) {
		acc, bits = acc<<9|code, bits+9
		for ; bits >= 8; bits -= 8 {
			out = append(out, byte(acc>>(bits-8)))
		}
	}
	for i := range len(s) {
		if i%200 == 0 {
			put(256)
		}
		put(int(s[i]))
	}
	put(257)
	return string(append(out, byte(acc<<(8-bits))))
}

func deflated(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	fmt.Fprint(w, s)
	_ = w.Close()
	return b.String()
}

// toUnicode is a font with a table of its own: 1 is 张, 2 and 3 a range from 三 on, given as an array.
var toUnicode = "<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 8 0 R>>endobj 8 0 obj<</Length 0>>stream\n" +
	"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <5F20> endbfchar 1 beginbfrange <0002> <0003> [<4E09> <0031>] endbfrange\nendstream "

// pdfOf returns a PDF of one page with a Latin font.
func pdfOf(filter func(string) (entry, data string), content string) []byte {
	entry := ""
	if filter != nil {
		entry, content = filter(content)
	}
	return []byte("%PDF-1.4\n3 0 obj<</Type/Page/Resources<</Font<</F1<</Type/Font/Subtype/Type1>>>>>>/Contents 4 0 R>>endobj\n" +
		"4 0 obj<<" + entry + fmt.Sprintf("/Length %d>>stream\n%s\nendstream endobj\n%%%%EOF\n", len(content), content))
}

// pdfWith returns a PDF of one page with a font and a drawing of the test's.
func pdfWith(font, content string, more ...string) []byte {
	return []byte("%PDF-1.7\n3 0 obj<</Type/Page/Resources<</Font<</F1 6 0 R>>/XObject<</S 7 0 R>>>>/Contents 4 0 R>>endobj\n6 0 obj" + font + " endobj\n" +
		fmt.Sprintf("4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n", len(content), content) + strings.Join(more, "\n"))
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	deep := []byte("13000000000")
	for range maxNesting + 2 {
		deep = packed(t, "a.zip", string(deep))
	}
	locked := packed(t, "a.txt", "13000000000")
	binary.LittleEndian.PutUint16(locked[6:], 9)
	binary.LittleEndian.PutUint16(locked[bytes.Index(locked, []byte("PK\x01\x02"))+8:], 9)
	cases := []struct {
		name string
		data []byte
		want string
	}{
		{"old Office", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "旧格式"},
		{"RAR", []byte("Rar!\x1A\x07\x00"), "压缩包打不开"},
		{"bytes of no known form", []byte{0, 1, 2, 3, 0xFF, 0xFE, 0, 9, 0xFF}, "不认识"},
		{"video", []byte("\x00\x00\x00\x18ftypmp42"), "音频或视频"},
		{"damaged archive", []byte("PK\x03\x04garbage"), "已损坏"},
		{"encrypted archive", locked, "加了密码"},
		{"archives within archives", deep, "层数过多"},
		{"archive that expands without end", packed(t, "a.txt", strings.Repeat("0", maxExpanded+1)), "过大"},
		{"document of pictures", packed(t, "word/document.xml", "<w:p/>", "word/media/image1.png", "x"), "只有图片"},
		{"scanned PDF", pdfWith("<<>>", "/S Do", "7 0 obj<</Subtype/Image/Length 0>>stream\n\nendstream endobj"), "是图片"},
		{"encrypted PDF", append(pdfOf(nil, "BT ET"), []byte("trailer<</Encrypt 9 0 R>>")...), "加密"},
		{"PDF without pages", []byte("%PDF-1.4\nnothing"), "找不到页面"},
		{"PDF whose glyphs have no characters", pdfWith("<</Type/Font/Subtype/Type0/Encoding/Identity-H>>", "BT /F1 12 Tf 72 720 Td <00010002> Tj ET"), "没有编码对照"},
		{"PDF with an unknown filter", pdfOf(func(s string) (string, string) { return "/Filter/JBIG2Decode", s }, "BT ET"), "压缩方式"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := Read("a", c.data)
			for _, g := range got.Gaps {
				if strings.Contains(g.Reason, c.want) && g.Hint != "" {
					return
				}
			}
			t.Errorf("gaps %v, want one with %q", got.Gaps, c.want)
		})
	}
}

// exif returns a TIFF structure with an artist and a GPS directory.
func exif() []byte {
	b := []byte("II*\x00\x08\x00\x00\x00")
	entry := func(tag, kind uint16, count, value uint32) {
		b = binary.LittleEndian.AppendUint16(b, tag)
		b = binary.LittleEndian.AppendUint16(b, kind)
		b = binary.LittleEndian.AppendUint32(b, count)
		b = binary.LittleEndian.AppendUint32(b, value)
	}
	b = append(b, 2, 0)
	entry(tagArtist, 2, 10, 60)
	entry(tagGPS, 4, 1, 38)
	b = append(b, 0, 0, 0, 0) // 38
	b = append(b, 1, 0)
	b = b[:38]
	b = append(b, 1, 0)
	entry(2, 5, 3, 0)
	for len(b) < 60 {
		b = append(b, 0)
	}
	return append(b, "张晓明\x00"...)
}

func TestNotesOfMakersAndPlaces(t *testing.T) {
	segment := append([]byte("Exif\x00\x00"), exif()...)
	jpeg := append([]byte{0xFF, 0xD8, 0xFF, 0xE1, byte((len(segment) + 2) >> 8), byte(len(segment) + 2)}, segment...)
	jpeg = append(jpeg, 0xFF, 0xDA, 0, 2)
	png := append([]byte("\x89PNG\r\n\x1A\n"), 0, 0, 0, byte(len(exif())))
	png = append(append(append(png, "eXIf"...), exif()...), 0, 0, 0, 0)
	cases := []struct {
		name string
		data []byte
		want []Note
	}{
		{"JPEG", jpeg, []Note{{"", LabelAuthor, "张晓明"}, {"", LabelPlace, ""}}},
		{"PNG", png, []Note{{"", LabelAuthor, "张晓明"}, {"", LabelPlace, ""}}},
		{"document", packed(t, "word/document.xml", "<w:p><w:t>文</w:t></w:p>", "docProps/core.xml", "<c><dc:creator>张晓明</dc:creator><cp:lastModifiedBy>李大力</cp:lastModifiedBy></c>"),
			[]Note{{"", LabelAuthor, "张晓明"}, {"", "最后修改者", "李大力"}}},
		{"PDF", append(pdfOf(nil, "BT ET"), []byte("9 0 obj<</Author<FEFF5F204E09>>>endobj")...), []Note{{"", LabelAuthor, "张三"}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := fmt.Sprint(Read("a", c.data).Notes); got != fmt.Sprint(c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if r := Read("a.jpg", jpeg); !r.IsPhoto || len(r.Gaps) > 0 {
		t.Errorf("a photograph: %+v", r)
	}
}

func TestUTF16IsReadInPairs(t *testing.T) {
	for _, s := range []string{"", "张三", "𠀀a"} {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = binary.BigEndian.AppendUint16(b, u)
		}
		if got := utf16BE(string(b)); got != s {
			t.Errorf("got %q, want %q", got, s)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.txt", []byte(gbkText))
	f.Add("a.csv", []byte("a,b\n\"1,2\n"))
	f.Add("a.xlsx", packed(f, sheet(`<row><c r="A1"><v>1E300</v></c></row>`)...))
	f.Add("a.docx", packed(f, "word/document.xml", "<w:tbl><w:tr><w:tc><w:tbl>"))
	f.Add("a.pdf", pdfOf(nil, "BT /F1 12 Tf (1) Tj [(2) -3 <41>] TJ T* (x) ' ET /S Do"))
	f.Add("a.pdf", pdfWith(toUnicode, "BT /F1 12 Tf <000100020003> Tj ET", "7 0 obj<</Subtype/Form/Length 5>>stream\n/S Do\nendstream endobj"))
	f.Add("a.pdf", []byte("%PDF-1.5\n1 0 obj<</Type/ObjStm/N 2/First 8/Length 30>>stream\n2 0 3 4 <</Type/Page>> 5\nendstream endobj"))
	f.Add("a.jpg", append([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, 40}, append([]byte("Exif\x00\x00"), exif()...)...))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r := Read(name, data)
		for _, p := range r.Parts {
			if len(p.Text) > maxExpanded {
				t.Fatalf("%d bytes of text", len(p.Text))
			}
		}
	})
}

func BenchmarkReadPDF(b *testing.B) {
	var content strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&content, "BT /F1 12 Tf 72 %d Td (13000000000 some text of a line) Tj ET\n", i)
	}
	data := pdfOf(func(s string) (string, string) { return "/Filter/FlateDecode", deflated(s) }, content.String())
	b.ReportAllocs()
	for b.Loop() {
		Read("a.pdf", data)
	}
}
