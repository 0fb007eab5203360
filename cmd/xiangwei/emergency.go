package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/led"
	"xiangwei/internal/output"
	"xiangwei/internal/player"
	"xiangwei/internal/privacy"
	"xiangwei/internal/screen"
)

// emergencyLog records every emergency beside emergency.toml: one line each, never rewritten.
const emergencyLog = "emergency.log"

type emergencyFlags struct {
	until, by, out string
	screens        []string
	drill, stop    bool
}

func newEmergency(s *settings) *cobra.Command {
	f := emergencyFlags{}
	cmd := &cobra.Command{
		Use:   "emergency <文字>",
		Short: "马上在屏幕上播出紧急通知，到时自动撤下",
		Long: `在屏幕上全屏播出紧急通知，独占屏幕，到 --until 自动结束，断网的屏幕也按时结束。联网的屏幕在一次查询之内（默认一分钟）换上。

必须写明结束时间，最长 24 小时。加 --drill 是演练，屏幕上写明“演练”。加 --stop 提前结束正在播出的。

只改动已发布播放页里紧急通知的那一处，不生成、不发布任何别的改动，所以文稿有错误时也能用。
谁、什么时候、发布了什么，记入站点的 emergency.toml 和 emergency.log。`,
		Example: `  xiangwei emergency "馆内疏散，请跟随工作人员从东门离开" --until 18:00
  xiangwei emergency "消防演练，请勿惊慌" --until 15:30 --screens hall,totem --drill
  xiangwei emergency --stop`,
	}
	cmd.Flags().StringVar(&f.until, "until", "", "结束`时间`：18:00，或 2026-11-22 18:00")
	cmd.Flags().StringSliceVar(&f.screens, "screens", nil, "在哪些`屏幕`播出：名称用逗号分开，all（默认）是全部")
	cmd.Flags().BoolVar(&f.drill, "drill", false, "演练")
	cmd.Flags().BoolVar(&f.stop, "stop", false, "结束正在播出的紧急通知")
	cmd.Flags().StringVar(&f.by, "by", "", "发布人`姓名`（不写则取电脑的用户名）")
	cmd.Flags().StringVar(&f.out, "out", "", "网站发布在这个`文件夹`（默认为站点的 public）")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		o, err := s.options()
		if err != nil {
			return err
		}
		cfg, _, problems, err := build.Load(o)
		if err != nil {
			return err
		}
		for _, p := range problems {
			if p.Severity == diag.Error && p.Pos.File == config.File {
				return report(cmd, problems, "text")
			}
		}
		e := emergency{settings: s, flags: f, cfg: cfg, now: o.Now}
		return e.run(cmd, args)
	}
	return cmd
}

// emergency is one run of the command.
type emergency struct {
	*settings
	flags emergencyFlags
	cfg   *config.Config
	now   time.Time
}

func (e *emergency) run(cmd *cobra.Command, args []string) error {
	if e.flags.by == "" {
		e.flags.by = userName()
	}
	if len(e.flags.screens) == 0 {
		e.flags.screens = []string{screen.AllScreens}
	}
	file := filepath.Join(e.source, screen.EmergencyFile)
	alerts, err := e.current(file)
	if err != nil {
		return err
	}
	what, next, err := e.revise(&alerts, args)
	if err != nil {
		return err
	}
	// Recorded first: a notice nobody signed for must not show. A second run mends a publish that failed.
	if err := e.record(file, alerts, what); err != nil {
		return err
	}
	changed, missing, err := e.publish(cmd, alerts)
	if err != nil {
		return err
	}
	e.print(cmd.OutOrStdout(), what, next, changed, missing)
	return nil
}

// revise adds the emergency of the command line, or ends all; next is nil where none was added.
func (e *emergency) revise(alerts *screen.Alerts, args []string) (what string, next *screen.Emergency, err error) {
	alerts.Revised = max(e.now.UnixMilli(), alerts.Revised+1)
	if e.flags.stop {
		if len(args) > 0 {
			return "", nil, usagef("--stop 后面不写文字")
		}
		what = fmt.Sprintf("结束 %d 条", len(alerts.List))
		alerts.List = nil
		return what, nil, nil
	}
	added, err := e.read(args)
	if err != nil {
		return "", nil, err
	}
	alerts.List = append([]screen.Emergency{added}, alerts.List...)
	what = fmt.Sprintf("%s 至 %s 屏幕 %s：%s", kindOfAlert(added), added.Until.In(e.cfg.Zone).Format(planMinute), strings.Join(added.Screens, ","), added.Text)
	return what, &added, nil
}

// print says what was done, on which screens, and what a person still has to do.
func (e *emergency) print(w io.Writer, what string, next *screen.Emergency, changed, missing []string) {
	on := func(name string) bool { return next == nil || next.On(name) }
	changed = slices.DeleteFunc(changed, func(name string) bool { return !on(name) })
	missing = slices.DeleteFunc(missing, func(name string) bool { return !on(name) })
	fmt.Fprintf(w, "已登记：%s（%s）\n", what, e.flags.by)
	if len(changed) > 0 {
		fmt.Fprintf(w, "已写入 %d 块屏幕的播放页（%s）；联网的屏幕在 %d 秒内换上。\n", len(changed), strings.Join(changed, "、"), e.cfg.Show.Poll)
	}
	if len(missing) > 0 {
		fmt.Fprintf(w, "这些屏幕还没有发布过播放页，没有播出：%s（运行 xiangwei build）\n", strings.Join(missing, "、"))
	}
	if next != nil {
		e.strips(w, *next)
	}
	fmt.Fprintln(w, "条屏和用 U 盘播放的屏幕不联网，须到现场更换。发布不等于已经显示，请到现场或用电话核实。")
}

// strips says how an emergency gets to strips, and which of its characters no card can show: at the command is the last
// moment to choose another word.
func (e *emergency) strips(w io.Writer, next screen.Emergency) {
	for _, s := range e.cfg.Screens {
		if s.Output != config.OutputStrip || !next.On(s.Name) {
			continue
		}
		fmt.Fprintf(w, "%s：运行 xiangwei export strip %s <文件夹> --emergency，拷到控制卡。\n", s.Label, s.Name)
		for _, odd := range led.Find(led.Clean(next.Text)) {
			if odd.Charset == led.Outside {
				fmt.Fprintf(w, "  控制卡显示不了“%s”，请换一个写法重新发布。\n", led.Name(odd.Rune))
			}
		}
	}
}

func kindOfAlert(e screen.Emergency) string {
	if e.Drill {
		return "演练"
	}
	return "紧急通知"
}

func userName() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "未署名"
}

// current returns what emergency.toml holds and is not over.
func (e *emergency) current(file string) (screen.Alerts, error) {
	raw, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return screen.Alerts{}, nil
	}
	if err != nil {
		return screen.Alerts{}, err
	}
	// A damaged file must not stop an emergency: what cannot be read is left out, and the log keeps it.
	alerts, _ := screen.ReadEmergencies(raw, e.cfg)
	alerts.List = slices.DeleteFunc(alerts.List, func(a screen.Emergency) bool { return !a.Until.After(e.now) })
	return alerts, nil
}

// read makes the emergency of the command line.
func (e *emergency) read(args []string) (screen.Emergency, error) {
	if len(args) != 1 {
		return screen.Emergency{}, usagef("需要写明紧急通知的文字，加英文双引号")
	}
	if e.flags.until == "" {
		return screen.Emergency{}, usagef("须用 --until 写明结束时间，例如 --until 18:00（最长 24 小时）")
	}
	until, err := e.untilTime()
	if err != nil {
		return screen.Emergency{}, err
	}
	if !until.After(e.now) {
		return screen.Emergency{}, usagef("结束时间 %s 已经过去，现在是 %s", until.In(e.cfg.Zone).Format(planMinute), e.now.In(e.cfg.Zone).Format(planMinute))
	}
	next := screen.Emergency{
		Text: strings.TrimSpace(args[0]), From: e.now.Truncate(time.Second), Until: until, Screens: e.flags.screens, Drill: e.flags.drill, By: e.flags.by,
	}
	if wrong := next.Check(e.cfg.Screens); wrong != "" {
		return next, usagef("%s", wrong)
	}
	for _, f := range privacy.Find(next.Text, privacy.Context{}) {
		if f.Certain {
			return next, usagef("文字里有个人信息（%s），不能上屏", f.Masked)
		}
	}
	return next, nil
}

// untilTime reads 18:00 as the next such time, and anything else as a moment.
func (e *emergency) untilTime() (time.Time, error) {
	local := e.now.In(e.cfg.Zone)
	if clock, err := time.Parse("15:04", strings.ReplaceAll(e.flags.until, "：", ":")); err == nil {
		t := time.Date(local.Year(), local.Month(), local.Day(), clock.Hour(), clock.Minute(), 0, 0, e.cfg.Zone)
		if !t.After(e.now) {
			t = t.AddDate(0, 0, 1)
		}
		return t, nil
	}
	stamp, err := date.ParseStamp(e.flags.until, e.cfg.Zone)
	if err != nil {
		return time.Time{}, usagef("--until 须是时间，例如 18:00，实为 %q", e.flags.until)
	}
	return stamp.End(), nil
}

// record writes emergency.toml and adds a line to the log.
func (e *emergency) record(file string, alerts screen.Alerts, what string) error {
	log, err := os.OpenFile(filepath.Join(e.source, emergencyLog), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("recording the emergency: %w", err)
	}
	line := strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, fmt.Sprintf("%s %s %s", e.now.In(e.cfg.Zone).Format("2006-01-02 15:04:05"), e.flags.by, what))
	if _, err = fmt.Fprintln(log, line); err == nil {
		err = log.Sync()
	}
	if err = errors.Join(err, log.Close()); err != nil {
		return fmt.Errorf("recording the emergency: %w", err)
	}
	if err := replaceFile(file, screen.WriteEmergencies(alerts, e.cfg.Zone)); err != nil {
		return fmt.Errorf("recording the emergency: %w", err)
	}
	return nil
}

// publish puts the emergencies into the published pages, and changes nothing else: what is published was checked, and
// what was written since has not been.
func (e *emergency) publish(cmd *cobra.Command, alerts screen.Alerts) (changed, missing []string, err error) {
	out := e.flags.out
	if out == "" {
		out = filepath.Join(e.source, "public")
	}
	manifest, err := output.ReadManifest(out)
	if err != nil || manifest == nil {
		return nil, nil, errors.Join(fmt.Errorf("已登记，但文件夹 %s 里还没有发布过网站；请运行 xiangwei build", out), err)
	}
	var files []output.File
	for _, s := range e.cfg.Screens {
		if s.Output != config.OutputWeb {
			continue
		}
		page, err := output.ReadPublished(out, manifest, s.Path())
		if errors.Is(err, output.ErrUnpublished) {
			missing = append(missing, s.Name)
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		news, err := output.ReadPublished(out, manifest, s.News())
		if err != nil {
			return nil, nil, err
		}
		if page, news, err = player.Replace(s, page, news, alerts); err != nil {
			return nil, nil, err
		}
		files = append(files, output.File{Path: s.Path(), Data: page}, output.File{Path: s.News(), Data: news})
		changed = append(changed, s.Name)
	}
	plan, err := output.Amend(out, manifest, files)
	if err != nil {
		return nil, nil, err
	}
	return changed, missing, plan.Apply(cmd.Context())
}
