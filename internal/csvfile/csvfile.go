// Package csvfile writes CSV files (RFC 4180) that spreadsheets open as they are meant.
//
// They are UTF-8 with a byte-order mark and CRLF, since without them Excel shows Chinese as rubbish, and no cell of them
// is run as a formula. What the columns are is the caller's business.
package csvfile

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"strings"
	"unicode/utf8"
)

// Writer is a CSV file under way.
type Writer struct {
	data *bytes.Buffer
	w    *csv.Writer
	err  error
}

// New begins a file with its header.
func New(header []string) *Writer {
	data := bytes.NewBufferString("\uFEFF")
	f := &Writer{data: data, w: csv.NewWriter(data)}
	f.w.UseCRLF = true
	f.Row(header)
	return f
}

// Row writes a row as it is. Texts that others wrote go through Inert first.
func (f *Writer) Row(cells []string) { f.err = cmp.Or(f.err, f.w.Write(cells)) }

// Bytes ends the file and returns it.
func (f *Writer) Bytes() ([]byte, error) {
	f.w.Flush()
	return bytes.Clone(f.data.Bytes()), cmp.Or(f.err, f.w.Error())
}

// formulaMarks are what a cell must not begin with: spreadsheets take it for a formula, or drop the white space and then
// do so. Those for Chinese also know the wide forms.
const formulaMarks = "=+-@\t\r\n＝＋－＠"

// Inert keeps a spreadsheet from running a text as a formula: such a text gets an apostrophe before it, as spreadsheets
// themselves write it.
func Inert(text string) string {
	if first, size := utf8.DecodeRuneInString(text); size > 0 && strings.ContainsRune(formulaMarks, first) {
		return "'" + text
	}
	return text
}
