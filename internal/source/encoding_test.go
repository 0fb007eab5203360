package source

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const sample = "+++\ntitle = \"某某县公告\"\n+++\n正文，第一段。\n"

func utf16Bytes(t *testing.T, s string, order binary.ByteOrder, mark bool) []byte {
	t.Helper()
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xFEFF}, units...)
	}
	var b bytes.Buffer
	if err := binary.Write(&b, order, units); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gb18030(t *testing.T, s string) []byte {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDecodeRecognisesEncodings(t *testing.T) {
	fourByte := "+++\ntitle = \"䶮㐀𠮷\"\n+++\n"
	tests := []struct {
		name string
		raw  []byte
		want string
		rule string // of the only problem; empty: none
		says string
	}{
		{"plain UTF-8", []byte(sample), sample, "", ""},
		{"UTF-8 with mark", []byte("\xEF\xBB\xBF" + sample), sample, "", ""},
		{"CRLF", []byte(strings.ReplaceAll(sample, "\n", "\r\n")), sample, "", ""},
		{"lone CR", []byte(strings.ReplaceAll(sample, "\n", "\r")), sample, "", ""},
		{"mark and CRLF", []byte("\xEF\xBB\xBF" + strings.ReplaceAll(sample, "\n", "\r\n")), sample, "", ""},
		{"GBK", gb18030(t, sample), sample, "text/foreign-encoding", "GBK"},
		{"GBK with CRLF", gb18030(t, strings.ReplaceAll(sample, "\n", "\r\n")), sample, "text/foreign-encoding", "GBK"},
		{"GB18030 of four bytes", gb18030(t, fourByte), fourByte, "text/foreign-encoding", "GB18030"},
		{"UTF-16 LE with mark", utf16Bytes(t, sample, binary.LittleEndian, true), sample, "text/foreign-encoding", "UTF-16"},
		{"UTF-16 BE with mark", utf16Bytes(t, sample, binary.BigEndian, true), sample, "text/foreign-encoding", "UTF-16"},
		{"UTF-16 LE without mark", utf16Bytes(t, sample, binary.LittleEndian, false), sample, "text/foreign-encoding", "UTF-16"},
		{"UTF-16 BE without mark", utf16Bytes(t, sample, binary.BigEndian, false), sample, "text/foreign-encoding", "UTF-16"},
		{"UTF-16 beyond the basic plane", utf16Bytes(t, "+++\n𠮷\n+++\n", binary.LittleEndian, true), "+++\n𠮷\n+++\n", "text/foreign-encoding", "UTF-16"},
		{"empty", nil, "", "", ""},
		{"a PNG picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xd8\xff"), "", "text/encoding", ""},
		{"stray byte", []byte("+++\n\xFF\xFF\n"), "", "text/encoding", ""},
		{"GBK cut in the middle of a character", gb18030(t, "标题")[:3], "", "text/encoding", ""},
		{"NUL inside", []byte("+++\na = 1\x00\n+++\n"), "", "text/encoding", "NUL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, problems := Decode("a.md", tt.raw)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if tt.rule == "" {
				if problems != nil {
					t.Errorf("problems: %v", problems)
				}
				return
			}
			if len(problems) != 1 || problems[0].Rule != tt.rule || problems[0].Pos.File != "a.md" ||
				!strings.Contains(problems[0].Message, tt.says) || problems[0].Hint == "" {
				t.Errorf("problems: %+v, want one %s that says %s", problems, tt.rule, tt.says)
			}
		})
	}
}

func TestForeignEncodingIsOnlyAWarning(t *testing.T) {
	doc, problems := ReadDocument("a.md", gb18030(t, sample))
	if problems.Errors() != 0 || problems.Warnings() != 1 {
		t.Errorf("problems: %v", problems)
	}
	if doc == nil || doc.Values["title"] != "某某县公告" || doc.Body != "正文，第一段。\n" {
		t.Errorf("document: %+v", doc)
	}
}
