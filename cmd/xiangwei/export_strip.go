package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/output"
	"xiangwei/internal/screen"
	"xiangwei/internal/strip"
	"xiangwei/internal/strip/font"
)

func newExportStrip(s *settings) *cobra.Command {
	var format string
	var scroll, license, alone, packed bool
	cmd := &cobra.Command{
		Use:   "strip <屏幕> <文件夹>",
		Short: "导出条屏控制卡用的文件和上屏审批单",
		Long: `导出一块条屏的全部通知，供 U 盘或屏幕软件导入：

  txt/        每条通知一个文本文件（GBK 编码，CRLF 换行）
  bmp/        每一页一张图片，像素和颜色与屏幕一致，16 点阵字，不带灰边
  sheet.html  上屏审批单，可打印：全文、校验值、起止时间、三审记录、画面
  sheet.csv   同样内容的表格，可用 Excel 打开存档

只导出审核完成、文字未改、正在播出或将要播出的通知；过期的在下次导出时从文件夹里删去。
正在播出的紧急通知排在最前，审批单上写明由谁发布、几点撤下。
文件名是播放次序加停播日期，例如 01consti-20261204。文件夹里别的文件一概不动。`,
		Example: `  xiangwei export strip door E:\door
  xiangwei export strip door door --scroll        一条一张长图，由控制卡左移播放
  xiangwei export strip door door --format png
  xiangwei export strip door E:\door --emergency   只要紧急通知，文稿有错误时也能用`,
		Args: func(cmd *cobra.Command, args []string) error {
			if license {
				return nil
			}
			return exactly(2, "屏幕名和导出到的文件夹，例如 xiangwei export strip door E:\\door")(cmd, args)
		},
	}
	cmd.Flags().StringVar(&format, "format", strip.BMP, "图片`格式`：bmp（默认）或 png")
	cmd.Flags().BoolVar(&scroll, "scroll", false, "每条通知一张长图，供左移播放（停留方式为 scroll 的屏幕默认如此）")
	cmd.Flags().BoolVar(&alone, "emergency", false, "只导出正在播出的紧急通知；不检查文稿，文稿有错误时也能用")
	cmd.Flags().BoolVar(&license, "font-license", false, "显示点阵字库的许可证（SIL OFL 1.1）")
	zipFlag(cmd, &packed)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if license {
			_, err := io.WriteString(cmd.OutOrStdout(), font.License())
			return err
		}
		if format != strip.BMP && format != strip.PNG {
			return usagef("--format 只能是 bmp 或 png，实为 %q", format)
		}
		o := strip.Options{Format: format, Scroll: scroll}
		if alone {
			return s.exportAlarm(cmd, args[0], args[1], o, packed)
		}
		return s.exportStrip(cmd, args[0], args[1], o, packed)
	}
	return cmd
}

func (s *settings) exportStrip(cmd *cobra.Command, name, dest string, o strip.Options, packed bool) error {
	result, options, err := s.checked(cmd)
	if err != nil {
		return err
	}
	plan, err := planOf(result, name, config.OutputStrip)
	if err != nil {
		return err
	}
	return deliverStrip(cmd, plan, result.Config, options, result.Edition, dest, o, packed)
}

// exportAlarm exports emergencies alone: they were checked when they were published, and must not wait for a text that is
// not theirs.
func (s *settings) exportAlarm(cmd *cobra.Command, name, dest string, o strip.Options, packed bool) error {
	options, err := s.options()
	if err != nil {
		return err
	}
	cfg, _, _, err := build.Load(options)
	if err != nil {
		return err
	}
	raw, err := fs.ReadFile(options.Site, screen.EmergencyFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	alerts, _ := screen.ReadEmergencies(raw, cfg)
	result := &build.Result{Config: cfg}
	for _, c := range cfg.Screens {
		result.Plans = append(result.Plans, &screen.Plan{Screen: c, Emergencies: screen.Running(alerts.List, c.Name, options.Now)})
	}
	plan, err := planOf(result, name, config.OutputStrip)
	if err != nil {
		return err
	}
	if len(plan.Emergencies) == 0 {
		return usagef("屏幕 %s 没有正在播出的紧急通知；先用 xiangwei emergency 发布", name)
	}
	return deliverStrip(cmd, plan, cfg, options, output.Edition{Program: options.Program, AsOf: date.DayOf(options.Now.In(cfg.Zone)).String()}, dest, o, packed)
}

func deliverStrip(cmd *cobra.Command, plan *screen.Plan, cfg *config.Config, options build.Options, edition output.Edition, dest string, o strip.Options, packed bool) error {
	name := plan.Screen.Name
	o.Screen, o.NoBreak, o.Bureau, o.Now = plan.Screen, cfg.Show.NoBreak, cfg.Bureau.Name, options.Now.In(cfg.Zone)
	o.Scroll = o.Scroll || plan.Screen.Dwell == config.DwellScroll
	tree := output.NewTree()
	made, err := strip.Add(tree, strip.Notices(plan, cfg.Zone), o)
	if err != nil {
		return err
	}
	done, err := hand(cmd, tree, dest, "export strip "+name, edition, packed)
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "已导出%s（%s）%s：%d 条通知，%d 个文件（%s）。\n", plan.Screen.Label, name, done.place, len(made), tree.Len(), done.count)
	for _, m := range made {
		fmt.Fprintf(w, "  %s  %s（%d 页，到 %s 停播）\n", m.Name, m.Title, len(m.Pages), m.End())
	}
	if len(made) == 0 {
		fmt.Fprintln(w, "  目前没有可以播出的通知，请把屏幕上原有的节目撤下。")
	}
	if n := len(plan.Emergencies); n > 0 {
		fmt.Fprintf(w, "  其中前 %d 条是紧急通知：结束之前只播紧急通知，到时请撤下；控制卡不会自己撤。\n", n)
	}
	fmt.Fprintf(w, "上屏前请打印 %s，由操作员签字。\n", strip.SheetHTML)
	return nil
}
