package ingest

import (
	"fmt"
	"slices"
	"strings"
)

// notes collects guesses. The same guess made in many places becomes one note that lists them, since a clerk reads
// three notes and skips thirty.
type notes struct {
	texts []string
	lines map[string][]int
}

func (n *notes) add(line int, format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if n.lines == nil {
		n.lines = map[string][]int{}
	}
	if _, ok := n.lines[text]; !ok {
		n.texts = append(n.texts, text)
	}
	n.lines[text] = append(n.lines[text], line)
}

// placesShown is how many line numbers a note lists.
const placesShown = 10

func (n *notes) list() []Note {
	var out []Note
	for _, text := range n.texts {
		at := n.lines[text]
		slices.Sort(at)
		if len(at) > 1 {
			var b strings.Builder
			for i, line := range at[:min(len(at), placesShown)] {
				if i > 0 {
					b.WriteString("、")
				}
				fmt.Fprint(&b, line)
			}
			if len(at) > placesShown {
				b.WriteString(" 等")
			}
			text = fmt.Sprintf("%s（共 %d 处，第 %s 行）", text, len(at), b.String())
		}
		out = append(out, Note{Line: at[0], Text: text})
	}
	slices.SortStableFunc(out, func(a, b Note) int { return a.Line - b.Line })
	return out
}
