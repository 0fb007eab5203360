package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/date"
	"xiangwei/internal/screen"
)

func newScreens(s *settings) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "screens",
		Short: "列出场馆屏幕，查看播放计划",
		Long: `列出 config.toml 里的屏幕。播放页在 public/ 下，用浏览器全屏打开即可；也可拷到 U 盘，断网照常播放、到时照常撤下。

播放的先后：紧急通知独占屏幕；其次是限时通知、宣传活动、常设内容，依次轮播；都没有时显示单位名称和时钟。`,
		Example: `  xiangwei screens
  xiangwei screens --format json
  xiangwei screens plan hall
  xiangwei screens plan hall --at "2026-12-04 09:00"
  xiangwei screens plan hall --days 14`,
		Args: exactly(0, "选项即可，不要写其他内容"),
	}
	cmd.Flags().StringVar(&format, "format", "text", "输出`格式`：text（默认）或 json")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if format != "text" && format != "json" {
			return usagef("--format 只能是 text 或 json，实为 %q", format)
		}
		o, err := s.options()
		if err != nil {
			return err
		}
		cfg, _, problems, err := build.Load(o)
		if err != nil {
			return err
		}
		if problems.Errors() > 0 {
			return report(cmd, problems, "text")
		}
		list := screenList{Screens: []screenLine{}}
		for _, c := range cfg.Screens {
			list.Screens = append(list.Screens, screenLine{c.Name, c.Label, [2]int{c.Width, c.Height}, c.Output, c.Path()})
		}
		if format == "json" {
			return json.NewEncoder(cmd.OutOrStdout()).Encode(list)
		}
		list.text(cmd.OutOrStdout())
		return nil
	}
	cmd.AddCommand(newScreensPlan(s))
	return cmd
}

type screenList struct {
	Screens []screenLine `json:"screens"`
}

type screenLine struct {
	Name   string `json:"name"`
	Label  string `json:"label"`
	Size   [2]int `json:"size"` // width and height in pixels
	Output string `json:"output"`
	Path   string `json:"path"` // below public/; empty for strips
}

func (l screenList) text(w io.Writer) {
	if len(l.Screens) == 0 {
		fmt.Fprintln(w, "config.toml 里没有声明屏幕；写上 [screen.名称] 和 size 即可。")
		return
	}
	for _, c := range l.Screens {
		path := c.Path
		if path == "" {
			path = "用 xiangwei export strip " + c.Name + " 导出"
		}
		fmt.Fprintf(w, "%-10s %4d×%-4d  %-5s  %s  %s\n", c.Name, c.Size[0], c.Size[1], c.Output, c.Label, path)
	}
}

func newScreensPlan(s *settings) *cobra.Command {
	var at string
	var days int
	cmd := &cobra.Command{
		Use:   "plan <屏幕>",
		Short: "查看某一时刻播什么、为什么不播别的，或今后若干天的安排",
		Long: `按顺序列出某一时刻播放的内容，并说明其他文稿为什么不播。

加 --days 列出今后若干天的安排：哪段时间没有通知，哪些通知互相冲突。播放计划不是播放证明。`,
		Example: `  xiangwei screens plan hall
  xiangwei screens plan hall --at "2026-12-04 09:00"
  xiangwei screens plan hall --days 14`,
		Args: exactly(1, "屏幕的名称"),
	}
	cmd.Flags().StringVar(&at, "at", "", "看这个`时刻`（2026-12-04 09:00）；不写则看现在")
	cmd.Flags().IntVar(&days, "days", 0, "列出今后多少`天`的安排")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if days < 0 || days > 366 {
			return usagef("--days 须在 0 到 366 之间，实为 %d", days)
		}
		o, err := s.options()
		if err != nil {
			return err
		}
		if at != "" {
			if o.Now, err = s.moment(o, at); err != nil {
				return err
			}
		}
		o.Preview = days > 0
		result, err := build.Read(cmd.Context(), o)
		if err != nil {
			return err
		}
		if n := result.Problems.Errors(); n > 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "文稿中有 %d 个错误，下面的计划可能不全；运行 xiangwei check 查看。\n", n)
		}
		for _, p := range result.Plans {
			if p.Screen.Name != args[0] {
				continue
			}
			printer := planPrinter{cmd.OutOrStdout(), p, result.Config.Zone}
			if days > 0 {
				printer.timeline(o.Now, days)
			} else {
				printer.moment(o.Now)
			}
			return nil
		}
		var names []string
		for _, p := range result.Plans {
			names = append(names, p.Screen.Name)
		}
		return usagef("没有名为 %q 的屏幕；可选：%s", args[0], strings.Join(names, "、"))
	}
	return cmd
}

// moment reads a moment in the site's zone.
func (s *settings) moment(o build.Options, text string) (time.Time, error) {
	cfg, _, _, err := build.Load(o)
	if err != nil {
		return time.Time{}, err
	}
	stamp, err := date.ParseStamp(text, cfg.Zone)
	if err != nil {
		return time.Time{}, usagef("--at 须是时刻，例如 2026-12-04 09:00，实为 %q", text)
	}
	return stamp.Time(), nil
}

const planMinute = "2006-01-02 15:04"

type planPrinter struct {
	w    io.Writer
	plan *screen.Plan
	zone *time.Location
}

func (p planPrinter) head() string {
	s := p.plan.Screen
	return fmt.Sprintf("%s（%s，%d×%d）", s.Label, s.Name, s.Width, s.Height)
}

// moment prints what shows at a moment, in order, and why all else does not.
func (p planPrinter) moment(t time.Time) {
	now := p.plan.At(t)
	fmt.Fprintf(p.w, "%s %s：", p.head(), t.In(p.zone).Format(planMinute))
	switch now.State {
	case screen.Alerting:
		fmt.Fprintln(p.w, "紧急通知独占屏幕")
		for _, e := range now.Emergencies {
			fmt.Fprintf(p.w, "  %s（至 %s，%s）%s\n", rankOfAlert(e), e.Until.In(p.zone).Format(planMinute), e.By, e.Text)
		}
	case screen.Resting:
		fmt.Fprintln(p.w, "不在开放时间，显示单位名称和时钟")
	case screen.Empty, screen.DoubtSafe:
		fmt.Fprintln(p.w, "没有内容可播，显示单位名称和时钟")
	default:
		fmt.Fprintf(p.w, "轮播 %d 项，一遍约 %d 秒\n", len(now.Items), int(p.plan.Round(now.Items).Seconds()))
		for n, i := range now.Items {
			fmt.Fprintf(p.w, "  %2d. %s  %s  优先级 %d  %s  约 %d 秒\n", n+1, i.Rank, i.Name(), i.Priority, p.span(i),
				int(screen.Dwell(p.plan.Screen.Dwell, i.Characters()).Round(time.Second).Seconds()))
		}
	}
	p.others(t)
}

// others prints why all else does not show. Rows and articles that take turns are named once for a file.
func (p planPrinter) others(t time.Time) {
	others := p.plan.Others(t)
	if len(others) == 0 {
		return
	}
	fmt.Fprintln(p.w, "不播放：")
	resting := map[string]int{} // by file
	for _, h := range others {
		if h.Why == screen.NotToday {
			if resting[h.File]++; resting[h.File] > 1 {
				continue
			}
		}
		fmt.Fprintf(p.w, "  %s  %s：%s\n", h.File, h.Title, h.Text)
	}
	more := 0
	for _, n := range resting {
		more += n - 1
	}
	if more > 0 {
		fmt.Fprintf(p.w, "  同一文稿里今天不轮到的还有 %d 项。\n", more)
	}
}

func rankOfAlert(e screen.Emergency) string {
	if e.Drill {
		return "演练"
	}
	return "紧急通知"
}

func (p planPrinter) span(i screen.Item) string {
	if i.Until.IsZero() {
		return i.From.In(p.zone).Format(planMinute) + " 起"
	}
	return i.From.In(p.zone).Format(planMinute) + " 至 " + i.Until.In(p.zone).Format(planMinute)
}

// timeline prints the stretches of the coming days.
func (p planPrinter) timeline(from time.Time, days int) {
	fmt.Fprintf(p.w, "%s 今后 %d 天：\n", p.head(), days)
	for _, s := range p.plan.Timeline(from, days) {
		var titles []string
		for _, i := range s.Items {
			titles = append(titles, i.Title)
		}
		text := strings.Join(titles, "、")
		if text == "" {
			text = "（无）"
		}
		fmt.Fprintf(p.w, "  %s 至 %s  %s\n", s.From.In(p.zone).Format(planMinute), s.Until.In(p.zone).Format(planMinute), text)
		for _, n := range s.Notes {
			fmt.Fprintf(p.w, "      %s：%s\n", noteNames[n.Kind], n.Text)
		}
	}
	if len(p.plan.Screen.Hours)+len(p.plan.Screen.Closed) > 0 {
		fmt.Fprintln(p.w, "  不在开放时间的，只显示单位名称和时钟。")
	}
}

var noteNames = map[string]string{"gap": "空档", "clash": "冲突", "crowded": "过密", "emergency": "紧急"}
