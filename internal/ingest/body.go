package ingest

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	runInRunes = 30 // a first sentence up to this length is a heading set in the line (（一）强化组织领导。一是……)
	ownRunes   = 40 // a numbered line without a full stop up to this length is a heading of its own
)

// writer turns elements into Markdown blocks.
type writer struct {
	blocks  []string
	levels  [article]int // heading level open at each rank, 0 for none
	clauses bool         // the （一） lines at hand are clauses of an enumeration, not headings
	article bool         // inside 第一条: laws number their clauses （一） too
	list    bool         // the last block is an ordered list
	notes   *notes
}

func body(es []element, n *notes) string {
	w := writer{notes: n}
	for i := 0; i < len(es); {
		i += w.write(es[i:])
	}
	return strings.Join(w.blocks, "\n\n")
}

// write writes the first element, or the first few when they make one list, and returns how many.
func (w *writer) write(es []element) int {
	e := es[0]
	switch {
	case e.rows != nil:
		w.put(tableMarkdown(e.rows))
		return 1
	case e.list != nil:
		w.attachments(e)
		return 1
	}
	m := markOf(e.text)
	switch m.rank {
	case chapter, section:
		w.heading(m.rank, e.text)
		w.article = false
	case part:
		w.article = false
		w.clauses = false
		w.numbered(e, m)
	case subpart:
		w.subpart(e, m)
	case number:
		return w.number(es, m)
	case article:
		w.article = true
		w.put(block(e.text))
	default:
		if strings.HasPrefix(e.text, "附件") && utf8.RuneCountInString(e.text) <= 6 {
			w.notes.add(e.no, "像是附件的开头，附件宜另存为附件文件")
		}
		w.put(block(e.text))
	}
	return 1
}

func (w *writer) put(s string) {
	w.blocks = append(w.blocks, s)
	w.list = false
}

// heading writes a heading one level below the nearest open heading of a lower rank, so that levels never jump.
func (w *writer) heading(r rank, text string) {
	level := 2
	for q := r - 1; q > plain; q-- {
		if w.levels[q] > 0 {
			level = w.levels[q] + 1
			break
		}
	}
	w.levels[r] = level
	for q := r + 1; q < article; q++ {
		w.levels[q] = 0
	}
	w.put(strings.Repeat("#", level) + " " + headline(text))
}

// subpart writes a （一） line. Lines that end in a semicolon, and those after them, are clauses of an enumeration.
func (w *writer) subpart(e element, m mark) {
	if strings.Trim(e.text[:m.end], "（）()") == "一" {
		w.clauses = false
	}
	if ends(e.text, "；;") {
		w.clauses = true
	}
	if w.clauses || w.article {
		w.put(block(e.text))
		return
	}
	w.numbered(e, m)
}

// numbered writes a 一、 or （一） line: a heading, a heading and the paragraph set behind it, or a paragraph.
func (w *writer) numbered(e element, m mark) {
	head, rest, ok := runIn(e.text)
	switch {
	case !ok || len(head) <= m.end:
		w.notes.add(e.no, "以编号开头，但开头一句较长，未作小标题，按正文处理")
		w.put(block(e.text))
		return
	case rest != "":
		w.notes.add(e.no, "编号后的第一句拆作小标题")
	case ends(head, "。"):
		w.notes.add(e.no, "以句号结尾的编号短句，按小标题处理")
	}
	w.heading(m.rank, head)
	if rest != "" {
		w.put(block(rest))
	}
}

// runIn splits a numbered line after its first sentence, when that is short enough for a heading. The full stop stays
// with the heading: nothing is lost.
func runIn(s string) (head, rest string, ok bool) {
	i := strings.Index(s, "。")
	if i < 0 {
		return s, "", utf8.RuneCountInString(s) <= ownRunes && !ends(s, "；;，,、")
	}
	i += len("。")
	for i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("”’）》」』", r) {
			break
		}
		i += w
	}
	return s[:i], strings.TrimSpace(s[i:]), utf8.RuneCountInString(s[:i]) <= runInRunes
}

// number writes 1. lines: an ordered list when they follow one another, a heading when one stands short before a
// paragraph, else a paragraph. Only 1. can be a list mark; 1． and 1、 stay as the text has them.
func (w *writer) number(es []element, m mark) int {
	run := orderedRun(es)
	if run >= 2 && !w.list {
		items := make([]string, run)
		for i, e := range es[:run] {
			items[i] = orderedItem(e.text)
		}
		w.put(strings.Join(items, "\n"))
		w.list = true
		return run
	}
	e := es[0]
	alone := len(es) > 1 && es[1].rows == nil && es[1].list == nil && markOf(es[1].text).rank == plain
	short := len(e.text) > m.end && utf8.RuneCountInString(e.text) <= runInRunes &&
		!strings.ContainsAny(e.text, "。；") && !ends(e.text, "，：、,:;!?！？")
	if alone && short && !w.article {
		w.heading(number, e.text)
		return 1
	}
	w.put(block(e.text))
	return 1
}

// orderedRun counts the elements from the first on that are numbered 1. 2. 3. in turn.
func orderedRun(es []element) int {
	k, want := 0, 0
	for ; k < len(es); k++ {
		m := markOf(es[k].text)
		if es[k].rows != nil || es[k].list != nil || m.rank != number || !m.dot || m.n == 0 || k > 0 && m.n != want {
			break
		}
		want = m.n + 1
	}
	return k
}

// orderedItem writes a text that starts with 1. as a list item.
func orderedItem(s string) string {
	m := markOf(s)
	return strings.TrimSpace(s[:m.end] + " " + block(strings.TrimSpace(s[m.end:])))
}

// attachments writes the list of attachments: an ordered list where the text numbers it 1. 2. 3., else a plain one.
func (w *writer) attachments(e element) {
	if e.text != "" {
		w.put(block(e.text))
	}
	var items []element
	for _, s := range e.list {
		items = append(items, element{text: s})
	}
	ordered := len(items) > 0 && orderedRun(items) == len(items) && !w.list
	out := make([]string, len(e.list))
	for i, s := range e.list {
		if ordered {
			out[i] = orderedItem(s)
		} else {
			out[i] = fmt.Sprintf("- %s", block(s))
		}
	}
	w.put(strings.Join(out, "\n"))
	w.list = ordered
}
