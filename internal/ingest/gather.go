package ingest

import (
	"strings"
	"unicode/utf8"
)

// element is one piece of the body: a paragraph as it will stand, a table, or a list of attachments.
type element struct {
	no   int // line of its first character
	text string
	segs []segment  // where the lines of the text came from
	rows [][]string // of a table
	list []string   // of attachments; text is then what stands before the list
}

// segment says that the text from byte offset on comes from a line.
type segment struct{ offset, no int }

// lineAt returns the source line of a byte of the text.
func (e element) lineAt(offset int) int {
	no := e.no
	for _, s := range e.segs {
		if s.offset <= offset {
			no = s.no
		}
	}
	return no
}

// gather puts the lines of the body together.
func gather(ls []line, n *notes) []element {
	p := measure(ls)
	var out []element
	for i := 0; i < len(ls); {
		if ls[i].text == "" {
			i++
			continue
		}
		if rows, k := tableAt(ls, i); k > i {
			n.add(ls[i].no, "按表格处理，第一行作表头")
			out = append(out, element{no: ls[i].no, rows: rows})
			i = k
			continue
		}
		if e, k := attachmentsAt(ls, i); k > i {
			out = append(out, e)
			i = k
			continue
		}
		e := element{no: ls[i].no, text: spaced(ls[i].text)}
		k := i + 1
		for k < len(ls) && p.continues(ls[k-1], ls[k]) {
			if _, t := tableAt(ls, k); t > k {
				break
			}
			next := spaced(ls[k].text)
			e.text = joinText(e.text, next)
			e.segs = append(e.segs, segment{len(e.text) - len(next), ls[k].no})
			k++
		}
		if k > i+1 {
			n.add(ls[i].no, "由多行合成一段")
		}
		out = append(out, e)
		i = k
	}
	return out
}

// spaced brings runs of tabs and spaces to one space, as a browser shows them. Full-width spaces inside a line stay:
// they are set on purpose (第一条　…).
func spaced(s string) string {
	if !strings.Contains(s, "\t") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' }), " ")
}

// attachmentsAt reads 附件：1.… with the numbered lines below it, or lines 附件1：….
func attachmentsAt(ls []line, i int) (element, int) {
	lead, rest, ok := attachmentLead(ls[i].text)
	if !ok {
		return element{}, i
	}
	e := element{no: ls[i].no}
	if lead == "" {
		k := i
		for ; k < len(ls); k++ {
			l, _, ok := attachmentLead(ls[k].text)
			if !ok || l != "" {
				break
			}
			e.list = append(e.list, spaced(ls[k].text))
		}
		return e, k
	}
	e.text = lead
	if rest != "" {
		e.list = append(e.list, spaced(rest))
	}
	k := i + 1
	for ; k < len(ls); k++ {
		m := markOf(ls[k].text)
		if m.rank != number || m.n != len(e.list)+1 {
			break
		}
		e.list = append(e.list, spaced(ls[k].text))
	}
	return e, k
}

// attachmentLead splits 附件： from what follows. A numbered 附件1： has an empty lead: the line is an item itself.
func attachmentLead(s string) (lead, rest string, ok bool) {
	t, ok := strings.CutPrefix(s, "附件")
	if !ok {
		return "", "", false
	}
	t, numbered := cutDigits(t)
	r, w := utf8.DecodeRuneInString(t)
	if r != '：' && r != ':' {
		return "", "", false
	}
	rest = strings.TrimSpace(t[w:])
	if numbered {
		return "", rest, rest != ""
	}
	return s[:len(s)-len(t)+w], rest, true
}
