package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// TextLimit is how many problems the text form shows; JSON and SARIF show all.
const TextLimit = 50

// Text writes the list for people: `file:line:col: 错误: message [rule]`, the source line with a marker, the hint.
// The position comes first so that editors can jump to it.
func Text(w io.Writer, l List) error {
	var b strings.Builder
	for i, p := range l {
		if i == TextLimit {
			fmt.Fprintf(&b, "……另有 %d 个问题未列出；用 --format json 查看全部。\n", len(l)-TextLimit)
			break
		}
		writeText(&b, p)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeText(b *strings.Builder, p Problem) {
	word := "错误"
	if p.Severity == Warning {
		word = "提醒"
	}
	fmt.Fprintf(b, "%s: %s: %s [%s]\n", p.Pos, word, p.Message, p.Rule)
	if p.Excerpt != "" {
		fmt.Fprintf(b, "    %s\n    %s^\n", p.Excerpt, markerIndent(p.Excerpt, p.Pos.Col))
	}
	if p.Hint != "" {
		fmt.Fprintf(b, "    改法：%s\n", strings.ReplaceAll(p.Hint, "\n", "\n    "))
	}
	for _, r := range p.Related {
		if r.Pos.File == "" { // something that no author wrote
			fmt.Fprintf(b, "    另见：%s\n", r.Message)
			continue
		}
		fmt.Fprintf(b, "    另见 %s：%s\n", r.Pos, r.Message)
	}
}

// markerIndent returns the blanks that put the marker under column col: a wide (East Asian) character takes two
// terminal cells, so it is matched by one ideographic space, and a tab by a tab.
func markerIndent(line string, col int) string {
	var b strings.Builder
	n := 1
	for _, r := range line {
		if n >= col {
			break
		}
		n++
		switch {
		case r == '\t':
			b.WriteByte('\t')
		case r >= 0x1100:
			b.WriteRune('\u3000')
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// JSONVersion is the version of the JSON document; it grows when a field changes its meaning or goes away.
const JSONVersion = 1

type jsonDocument struct {
	Version  int           `json:"version"`
	Problems []jsonProblem `json:"problems"`
}

type jsonProblem struct {
	Severity string        `json:"severity"`
	Rule     string        `json:"rule"`
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Col      int           `json:"col"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint"`
	Related  []jsonRelated `json:"related,omitempty"`
}

type jsonRelated struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Col     int    `json:"col"`
	Message string `json:"message"`
}

// JSON writes the whole list as one document with the same facts as the text:
// {"version":1,"problems":[{"severity","rule","file","line","col","message","hint"}]}.
func JSON(w io.Writer, l List) error {
	doc := jsonDocument{Version: JSONVersion, Problems: []jsonProblem{}}
	for _, p := range l {
		j := jsonProblem{p.Severity.String(), p.Rule, p.Pos.File, p.Pos.Line, p.Pos.Col, p.Message, p.Hint, nil}
		for _, r := range p.Related {
			j.Related = append(j.Related, jsonRelated{r.Pos.File, r.Pos.Line, r.Pos.Col, r.Message})
		}
		doc.Problems = append(doc.Problems, j)
	}
	return encode(w, doc)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
