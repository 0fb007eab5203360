package source

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding/simplifiedchinese"

	"xiangwei/internal/diag"
)

// Decode turns the bytes of an author's file into text: UTF-8 with LF line ends and no byte-order mark.
//
// UTF-8 with or without a mark is the rule. UTF-16 (Notepad's "Unicode") and GB18030, which includes GBK (Notepad's
// "ANSI" on a Chinese Windows), are recognised and read with a warning that names the encoding, so that nothing a
// clerk wrote is lost; bytes that are none of these are an error and return "".
//
// The text may be made of the bytes themselves, which must not be changed afterwards: nearly all of a site passes here.
func Decode(path string, raw []byte) (string, diag.List) {
	text, name := decode(raw)
	pos := diag.Pos{File: path}
	switch {
	case name == "":
		return "", diag.List{RuleEncoding.At(pos, "文件不是文本，或编码无法识别").
			WithHint("用记事本打开，选择“另存为”，编码选 UTF-8")}
	case strings.IndexByte(text, 0) >= 0:
		return "", diag.List{RuleEncoding.At(pos, "文件含有空字符（NUL），不是文本文件").
			WithHint("请确认没有把 Word、Excel 或图片文件改名为 .md")}
	}
	text = normaliseLines(text)
	if name == "UTF-8" {
		return text, nil
	}
	return text, diag.List{RuleForeignEncoding.At(pos, "文件编码是 %s，已按该编码读取", name).
		WithHint("建议用记事本“另存为”，编码选 UTF-8")}
}

func decode(raw []byte) (text, name string) {
	switch {
	case bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte{0xFF, 0xFE}):
		return decodeUTF16(raw[2:], 0), "UTF-16"
	case bytes.HasPrefix(raw, []byte{0xFE, 0xFF}):
		return decodeUTF16(raw[2:], 1), "UTF-16"
	}
	if utf8.Valid(raw) && !looksUTF16(raw) {
		return unsafe.String(unsafe.SliceData(raw), len(raw)), "UTF-8"
	}
	if looksUTF16(raw) {
		return decodeUTF16(raw, zeroAt(raw)), "UTF-16"
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", ""
	}
	return string(out), "GBK/GB18030"
}

// looksUTF16 recognises UTF-16 without a mark: our texts begin with ASCII (+++ or #), so every second byte at the start
// is zero.
func looksUTF16(raw []byte) bool {
	if len(raw) < 4 || len(raw)%2 != 0 {
		return false
	}
	return (raw[0] == 0 && raw[2] == 0 && raw[1] != 0 && raw[3] != 0) || (raw[1] == 0 && raw[3] == 0 && raw[0] != 0 && raw[2] != 0)
}

// zeroAt returns 1 for big-endian (the zero byte of ASCII comes first), 0 for little-endian.
func zeroAt(raw []byte) int {
	if raw[0] == 0 {
		return 1
	}
	return 0
}

// decodeUTF16 reads pairs of bytes; high is the index of the less significant byte of a pair.
func decodeUTF16(raw []byte, low int) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i+low])|uint16(raw[i+1-low])<<8)
	}
	return string(utf16.Decode(units))
}

// normaliseLines turns CRLF and lone CR into LF. Most files have none and are returned as they are.
func normaliseLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
