package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"xiangwei/internal/config"
	"xiangwei/internal/output"
	"xiangwei/internal/player"
)

func newExportUSB(s *settings) *cobra.Command {
	var from string
	var packed bool
	cmd := &cobra.Command{
		Use:   "usb <屏幕> <文件夹>",
		Short: "导出播放页和启动程序，放在 U 盘或播放电脑上",
		Long: `导出一块网页屏的播放页，连同全屏打开它的启动程序（start.bat、start.sh）和说明（readme.txt）。

放在 U 盘或播放电脑的硬盘上，双击即播，不需要网络。正在播出的紧急通知也在里面。

播放电脑能连到网站的，加 --from 写明播放页的地址：启动时先取最新的一份存在硬盘上，从那里播放并自动更新；
断网时重新启动，就播放硬盘上的那一份。普通 http 地址的播放电脑应当这样启动。`,
		Example: `  xiangwei export usb hall E:\hall
  xiangwei export usb hall D:\hall --from http://10.0.0.8/screens/hall.html
  xiangwei export usb hall hall.zip --zip`,
		Args: exactly(2, "屏幕名和导出到的文件夹，例如 xiangwei export usb hall E:\\hall"),
	}
	cmd.Flags().StringVar(&from, "from", "", "播放页的`地址`，启动时从这里取最新的")
	zipFlag(cmd, &packed)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if from != "" && !player.Fetchable(from) {
			return usagef("--from 须是以 http:// 或 https:// 开头、以 .html 结尾的地址，不带问号和空格，实为 %q", from)
		}
		return s.exportUSB(cmd, args[0], args[1], from, packed)
	}
	return cmd
}

func (s *settings) exportUSB(cmd *cobra.Command, name, dest, from string, packed bool) error {
	result, _, err := s.checked(cmd)
	if err != nil {
		return err
	}
	plan, err := planOf(result, name, config.OutputWeb)
	if err != nil {
		return err
	}
	page, ok := result.Tree.Get(plan.Screen.Path())
	if !ok {
		return fmt.Errorf("screen %s has no page", name)
	}
	tree := output.NewTree()
	files := player.Kiosk(plan.Screen, page.Data, from)
	for _, file := range slices.Sorted(maps.Keys(files)) {
		tree.Add(output.File{Path: file, Data: files[file], Group: output.Asset})
	}
	done, err := hand(cmd, tree, dest, "export usb "+name, result.Edition, packed)
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "已导出%s（%s）%s：播放页和启动程序，%d 个文件（%s）。\n", plan.Screen.Label, name, done.place, tree.Len(), done.count)
	if n := len(plan.Emergencies); n > 0 {
		fmt.Fprintf(w, "  含正在播出的紧急通知 %d 条，到时自己撤下。\n", n)
	}
	if from == "" {
		fmt.Fprintln(w, "  U 盘上的播放页不会自己更新：内容有变，请重新导出并替换。")
	}
	return nil
}
