package due

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Text writes the list for people, grouped by how urgent things are, in Chinese.
func (l *List) Text(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "截至%s，%s", l.Today.Chinese(), l.summary())
	for _, s := range States {
		var items []Item
		for _, i := range l.Items {
			if l.State(i) == s.State {
				items = append(items, i)
			}
		}
		if len(items) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s（%d 项）\n", s.Label, len(items))
		for _, i := range items {
			l.item(b, i)
		}
	}
	for _, year := range l.Missing {
		fmt.Fprintf(b, "\n没有 %d 年的节假日安排，有的期限无法计算。请更新程序，或在 config.toml 的 [calendar] 中补上。\n", year)
	}
	return b.Flush()
}

func (l *List) summary() string {
	if len(l.Items) == 0 {
		return fmt.Sprintf("到%s为止没有要办的事项。\n", l.Until.Chinese())
	}
	return fmt.Sprintf("到%s为止要办 %d 项。\n", l.Until.Chinese(), len(l.Items))
}

func (l *List) item(b *bufio.Writer, i Item) {
	day := "随时      "
	if !i.Day.IsZero() {
		day = i.Day.String()
	}
	fmt.Fprintf(b, "  %s  %s：%s", day, i.Task.Label(), i.What)
	if words := l.leftWords(i); words != "" {
		fmt.Fprintf(b, "（%s）", words)
	}
	b.WriteString("\n")
	details := []string{}
	for _, d := range []string{i.Note, i.File} {
		if d != "" {
			details = append(details, d)
		}
	}
	if i.Basis != "" {
		details = append(details, "依据："+i.Basis)
	}
	if len(details) > 0 {
		fmt.Fprintf(b, "              %s\n", strings.Join(details, "　"))
	}
}

func (l *List) leftWords(i Item) string {
	n, ok := l.Left(i)
	switch {
	case i.Day.IsZero():
		return ""
	case i.Day == l.Today:
		return "今天"
	case !ok && i.Day.Before(l.Today):
		return fmt.Sprintf("已过 %d 天", i.Day.DaysUntil(l.Today))
	case !ok:
		return fmt.Sprintf("还有 %d 天", l.Today.DaysUntil(i.Day))
	case i.Day.Before(l.Today):
		return fmt.Sprintf("已过 %d 个工作日", -n)
	}
	return fmt.Sprintf("还有 %d 个工作日", n)
}

// JSONVersion is the version of the form JSON writes; it grows when a field changes its meaning or goes away.
const JSONVersion = 1

type jsonList struct {
	Version int        `json:"version"`
	Today   string     `json:"today"`
	Until   string     `json:"until"`
	Count   int        `json:"count"`
	Items   []jsonItem `json:"items"`
	Missing []int      `json:"missing_years"`
}

type jsonItem struct {
	Day      string `json:"day"` // empty: at once
	State    State  `json:"state"`
	Workdays *int   `json:"workdays_left"` // null: not known
	Task     Task   `json:"task"`
	Label    string `json:"label"`
	What     string `json:"what"`
	Note     string `json:"note"`
	File     string `json:"file"`
	Section  string `json:"section"`
	Basis    string `json:"basis"`
}

// JSON writes the list for programs: one document with the same facts as Text.
func (l *List) JSON(w io.Writer) error {
	doc := jsonList{Version: JSONVersion, Today: l.Today.String(), Until: l.Until.String(), Count: len(l.Items), Items: []jsonItem{}, Missing: []int{}}
	doc.Missing = append(doc.Missing, l.Missing...)
	for _, i := range l.Items {
		j := jsonItem{i.Day.String(), l.State(i), nil, i.Task, i.Task.Label(), i.What, i.Note, i.File, i.Section, i.Basis}
		if n, ok := l.Left(i); ok {
			j.Workdays = &n
		}
		doc.Items = append(doc.Items, j)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}
