package main

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/content"
	"xiangwei/internal/review"
	"xiangwei/internal/schema"
	"xiangwei/internal/screen"
)

// registerHead names the columns of the register. The last ones are filled in by hand at the screen: the program knows
// what was approved, not who held the mouse.
var registerHead = [...]string{
	"播出编号", "文稿", "标题", "内容全文", "文字校验值（SHA-256）", "素材文件", "屏幕", "位置", "播出起", "播出止", "时段", "频次", "拟稿单位",
	"初审", "复审", "终审", "状态", "校对", "保密审查", "操作员", "上屏时间", "下屏时间", "异常",
}

// byHand is how many of the last columns are left blank.
const byHand = 6

// printRegister prints the register an inspector asks for: every reviewed text in full, its hash, when and where it is
// shown, and who passed it at which stage.
func (s *settings) printRegister(cmd *cobra.Command) error {
	o, err := s.options()
	if err != nil {
		return err
	}
	result, err := build.Build(cmd.Context(), o)
	if err != nil {
		return err
	}
	w := csv.NewWriter(cmd.OutOrStdout())
	w.UseCRLF = true
	fmt.Fprint(cmd.OutOrStdout(), "\uFEFF")
	rows := [][]string{registerHead[:]}
	for _, e := range result.Content.Entries {
		if e.Record.Kind.Reviews > 0 {
			rows = append(rows, registerRow(e, result))
		}
	}
	return w.WriteAll(rows)
}

func registerRow(e *content.Entry, result *build.Result) []string {
	r := e.Record
	state := review.StateOf(r.Envelope.Reviews, e.TextSum, r.Kind.Reviews, result.Config.Zone)
	text := r.Role(schema.RoleText).String()
	if text == "" {
		text = e.Text()
	}
	names, places, hours, turns := shownOn(e, result.Plans)
	if len(places) == 0 {
		places = []string{r.Role(schema.RoleVenue).String()}
	}
	row := []string{
		e.Section + "/" + e.Slug, e.File, r.Title(), text, e.TextSum, strings.Join(material(e), "；"), strings.Join(names, "；"), strings.Join(places, "；"),
		r.Role(schema.RoleStarts).Stamp().Minute(), r.Until().Minute(), strings.Join(hours, "；"), strings.Join(turns, "；"), r.Role(schema.RoleAuthority).String(),
	}
	for stage := review.First; stage <= review.Final; stage++ {
		row = append(row, stageCell(stage, state))
	}
	return append(append(row, registerStatus(e, state)), make([]string, byHand)...)
}

// material lists the files a text shows: its pictures and attachments.
func material(e *content.Entry) []string {
	var files []string
	for _, f := range e.Record.Kind.Fields {
		if f.Type.Name() == "file" {
			files = append(files, e.Record.Get(f.Name).Strings()...)
		}
	}
	for _, l := range e.Body.Links {
		if l.Image {
			files = append(files, l.Dest)
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}

// shownOn tells on which screens a text shows, where they stand, and when and how often they show it.
func shownOn(e *content.Entry, plans []*screen.Plan) (names, places, hours, turns []string) {
	for _, p := range plans {
		for _, i := range p.Items {
			if i.Page == nil || i.Page.Entry != e {
				continue
			}
			label := p.Screen.Label
			if label == "" {
				label = p.Screen.Name
			}
			names, places = append(names, label), append(places, p.Screen.Place)
			hours = append(hours, label+" "+openHours(p))
			turns = append(turns, fmt.Sprintf("%s 优先级%d，与 %d 项轮播", label, i.Priority, len(p.Items)))
			break
		}
	}
	return names, places, hours, turns
}

func openHours(p *screen.Plan) string {
	var spans []string
	for _, h := range p.Screen.Hours {
		spans = append(spans, h.String())
	}
	if len(spans) == 0 {
		return "全天"
	}
	return strings.Join(spans, "、")
}

func registerStatus(e *content.Entry, s review.State) string {
	switch {
	case len(s.Bad)+len(s.Altered) > 0:
		return "审核记录无法核实"
	case e.Record.Envelope.Withdrawn != nil:
		return "已撤回"
	case len(s.Missing) > 0 && e.Record.Envelope.Draft:
		return "草稿，审核未完成"
	case len(s.Missing) > 0:
		return "审核未完成"
	}
	return "审核完成"
}

func stageCell(stage review.Stage, s review.State) string {
	for _, r := range s.Passed {
		if r.Stage == stage {
			return strings.TrimSpace(r.By + " " + r.At.Minute() + " " + r.Opinion)
		}
	}
	for _, r := range s.Stale {
		if r.Stage == stage {
			return r.By + " " + r.At.Minute() + "（文字已改，失效）"
		}
	}
	return ""
}
