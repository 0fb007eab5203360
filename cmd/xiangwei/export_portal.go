package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/config"
	"xiangwei/internal/portal"
)

func newExportPortal(s *settings) *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:   "portal <文件夹>",
		Short: "导出报送上级门户网站的稿件包",
		Long: `把上次导出以后新增、修改、撤回和到期的信息做成一个稿件包，供上传到县政府门户网站的后台：

  2026-11-22/              每次一个文件夹，以日期命名
    metadata.csv .json     一览表：每篇做什么（新增、修改、撤回、撤下）、标题、栏目、正文文件、附件等
    articles/              每篇正文一个 HTML 片段，没有网站的页头页脚和样式
    files/                 正文用到的图片和附件
  portal.json              已经报送过哪些，请勿删改

一览表的列名按 config.toml 的 [portal] 写，可与门户后台的导入模板一致。没有变动时什么也不写。`,
		Example: `  xiangwei export portal 门户报送
  xiangwei export portal 门户报送 --all       全部重新报送`,
		Args: exactly(1, "导出到的文件夹，例如 xiangwei export portal 门户报送"),
	}
	cmd.Flags().BoolVar(&all, "all", false, "不管以前报送过什么，全部重新导出")
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return s.exportPortal(cmd, args[0], all) }
	return cmd
}

func (s *settings) exportPortal(cmd *cobra.Command, dir string, all bool) error {
	before, err := portalState(dir)
	if err != nil {
		return err
	}
	result, _, err := s.checked(cmd)
	if err != nil {
		return err
	}
	pack, after, err := portal.Make(result.Site, result.Tree, before, all)
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	if pack.Empty() {
		fmt.Fprintln(w, "上次导出以后没有变动，没有写新的稿件包。")
		return nil
	}
	if _, err := deliver(cmd, pack.Tree, filepath.Join(dir, pack.Name), "export portal", result.Edition); err != nil {
		return err
	}
	data, err := after.Encode()
	if err != nil {
		return err
	}
	// Last of all: a run that was stopped before this makes the same pack again.
	if err := replaceFile(filepath.Join(dir, portal.StateFile), data); err != nil {
		return fmt.Errorf("writing the state of portal packs: %w", err)
	}
	var counts []string
	total := 0
	for _, action := range pack.Actions {
		counts = append(counts, fmt.Sprintf("%s %d", action, pack.Counts[action]))
		total += pack.Counts[action]
	}
	fmt.Fprintf(w, "已导出稿件包 %s：%d 篇（%s），附件和图片 %d 个。\n", filepath.Join(dir, pack.Name), total, strings.Join(counts, "，"), pack.Files)
	return nil
}

// portalState reads what an earlier run handed over; nothing for a new folder.
func portalState(dir string) (portal.State, error) {
	if exists(filepath.Join(dir, config.File)) {
		return portal.State{}, usagef("%s 是站点文件夹，请导出到另一个文件夹", dir)
	}
	name := filepath.Join(dir, portal.StateFile)
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return portal.State{}, nil
	}
	if err != nil {
		return portal.State{}, fmt.Errorf("reading the state of portal packs: %w", err)
	}
	state, err := portal.ParseState(data)
	if err != nil {
		return portal.State{}, usagef("%s 不是 xiangwei 写的，或已损坏；请导出到另一个文件夹，或移走它后用 --all 全部重新导出", name)
	}
	return state, nil
}
