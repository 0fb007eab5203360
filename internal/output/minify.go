package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"

	"xiangwei/internal/diag"
)

// Minifier shortens text formats without changing what a reader sees. One is made for a run and shared by all workers.
type Minifier struct {
	m *minify.M
}

// NewMinifier returns a minifier that keeps what government scanners, old parsers and assistive software rely on:
// document tags, end tags, quotes, default attributes and special comments.
func NewMinifier() *Minifier {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true, KeepSpecialComments: true,
	})
	m.Add("text/css", &css.Minifier{})
	// ES5: the minifier must not put in newer syntax (`??`, template strings) than the author wrote for old browsers.
	m.AddRegexp(regexp.MustCompile(`^(application|text)/(x-)?(java|ecma)script$|^module$`), &js.Minifier{Version: 2009})
	// "1.50" is an amount; its digits are not ours to drop.
	m.AddRegexp(regexp.MustCompile(`[/+]json$`), &json.Minifier{KeepNumbers: true})
	m.AddFunc("image/svg+xml", minifySVG)
	m.AddFunc("text/xml", minifyXML)
	return &Minifier{m}
}

// Minify returns the data of a file in a shorter form, chosen by the extension of its path; other files come back as they
// are. It does not change data. On a syntax error, also in a script, style or JSON inside a page, it returns the original
// data and an error, which MinifyProblem turns into a warning: one broken script must not lose a page.
func (n *Minifier) Minify(p string, data []byte) ([]byte, error) {
	media := mediaType(p)
	if media == "" || len(data) == 0 {
		return data, nil
	}
	// The library lower-cases tags in place, so it works on its own copy.
	out, err := n.m.Bytes(media, bytes.Clone(data))
	if err != nil {
		return data, fmt.Errorf("minifying %s: %w", p, err)
	}
	return out, nil
}

func mediaType(p string) string {
	switch strings.ToLower(path.Ext(p)) {
	case ".html", ".htm":
		return "text/html"
	case ".css":
		return "text/css"
	case ".js", ".mjs":
		return "application/javascript"
	case ".svg":
		return "image/svg+xml"
	case ".json", ".jsonld", ".webmanifest":
		return "application/json"
	case ".xml", ".atom", ".rss":
		return "text/xml"
	}
	return ""
}

// MinifyProblem returns the warning for an error of Minify: the file published as p was caused by owner.
func MinifyProblem(owner diag.Pos, p string, err error) diag.Problem {
	detail := ""
	var at interface {
		Position() (line, column int, context string)
	}
	if errors.As(err, &at) {
		line, _, _ := at.Position() // the column is wrong for a script inside a page
		detail = fmt.Sprintf("（压缩前第 %d 行附近）", line)
	}
	return ruleMinify.At(owner, "“%s”或其内嵌的脚本、样式、JSON 有语法错误%s，已按原样发布", shown(p), detail).
		WithHint("检查所指位置的语法")
}

// minifySVG shortens a picture, but leaves one with text alone: the library drops the blank between a text and the tspan
// after it, which joins two words.
func minifySVG(m *minify.M, w io.Writer, r io.Reader, params map[string]string) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if bytes.Contains(data, []byte("<text")) || bytes.Contains(data, []byte("xml:space")) {
		_, err = w.Write(data)
		return err
	}
	return svg.Minify(m, w, bytes.NewReader(data), params)
}
