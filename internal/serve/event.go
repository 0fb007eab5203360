package serve

import (
	"fmt"
	"time"

	"xiangwei/internal/diag"
)

// Kind says what an Event reports.
type Kind uint8

// What happens in a preview.
const (
	Listening Kind = iota // pages are answered; URL is set
	Built                 // a build ended, well or not
	Note                  // something staff should know about watching or the address; Text is set
)

// Event is one thing that happened, for a line on the terminal.
type Event struct {
	Kind     Kind
	URL      string        // of Listening
	Text     string        // of Note, Chinese
	Changed  []string      // of Built: changed paths relative to the site folder; none for the first build
	Problems diag.List     // of Built
	Pages    int           // of Built: HTML pages of the tree that is served now
	Took     time.Duration // of Built; 0 without a clock
	Kept     bool          // of Built: the site before is still served, since this build has errors
}

// String returns the event as one Chinese line without line break.
func (e Event) String() string {
	switch e.Kind {
	case Listening:
		return "预览地址：" + e.URL + "（按 Ctrl+C 结束）"
	case Note:
		return e.Text
	}
	line := "已生成"
	if len(e.Changed) > 0 {
		line = "已重新生成"
	}
	if e.Problems.Errors() > 0 {
		line = "未能生成"
		if e.Kept {
			line = "改动有错误，仍显示上一次的网站"
		}
	}
	line += "："
	if e.Kept || e.Problems.Errors() == 0 {
		line += fmt.Sprintf("%d 页，", e.Pages)
	}
	line += fmt.Sprintf("%d 个问题", len(e.Problems))
	if e.Took > 0 {
		line += fmt.Sprintf("，用时 %.2f 秒", e.Took.Seconds())
	}
	switch len(e.Changed) {
	case 0:
		return line
	case 1:
		return line + "（" + e.Changed[0] + "）"
	}
	return line + fmt.Sprintf("（%s 等 %d 处）", e.Changed[0], len(e.Changed))
}

func (s *Server) note(text string) { s.log(Event{Kind: Note, Text: text}) }

func (s *Server) log(e Event) {
	if s.o.Log == nil {
		return
	}
	s.logging.Lock()
	defer s.logging.Unlock()
	s.o.Log(e)
}
