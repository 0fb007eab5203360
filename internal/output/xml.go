package output

import (
	"bytes"
	"errors"
	"io"

	"github.com/tdewolff/minify/v2"
)

var errXML = errors.New("XML tag, comment or CDATA section without end")

// minifyXML drops the indentation between tags and nothing else. The library's own XML minifier is not used because it
// folds runs of blanks inside text, which destroys a preformatted block escaped inside an Atom entry. Documents in which
// blanks between tags may be text (XHTML inside, xml:space) are left alone.
func minifyXML(_ *minify.M, w io.Writer, r io.Reader, _ map[string]string) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if bytes.Contains(data, []byte("xml:space")) || bytes.Contains(data, []byte("http://www.w3.org/1999/xhtml")) {
		_, err = w.Write(data)
		return err
	}
	out := make([]byte, 0, len(data))
	opened := false // the markup before is a start tag
	for len(data) > 0 {
		n := bytes.IndexByte(data, '<')
		if n < 0 {
			n = len(data)
		}
		text := data[:n]
		data = data[n:]
		closes := bytes.HasPrefix(data, []byte("</"))
		if !isIndent(text) || opened && closes {
			out = append(out, text...)
		}
		if n = markupLen(data); n < 0 {
			return errXML
		}
		opened = n > 1 && !closes && data[1] != '!' && data[1] != '?' && data[n-2] != '/'
		out = append(out, data[:n]...)
		data = data[n:]
	}
	_, err = w.Write(out)
	return err
}

// isIndent reports whether text is only a line break with blanks around it.
func isIndent(text []byte) bool {
	return bytes.IndexByte(text, '\n') >= 0 && len(bytes.Trim(text, " \t\r\n")) == 0
}

// markupLen returns the length of the tag, comment, CDATA section or instruction that data begins with, 0 at the end of
// the document, and -1 when it has no end.
func markupLen(data []byte) int {
	if len(data) == 0 {
		return 0
	}
	for _, form := range [...][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if bytes.HasPrefix(data, []byte(form[0])) {
			end := bytes.Index(data[len(form[0]):], []byte(form[1]))
			if end < 0 {
				return -1
			}
			return len(form[0]) + end + len(form[1])
		}
	}
	quote := byte(0)
	for i, c := range data {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return -1
}
