package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/config"
	"xiangwei/internal/output"
	"xiangwei/internal/screen"
)

func newExport(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "导出条屏文件、U 盘播放、屏幕画面、海报、报送门户的稿件",
		Long: `导出网站以外的成品：条屏控制卡用的文件、U 盘上的播放页、屏幕画面的图片和视频、可付印的海报、报送上级门户的稿件包。

先检查全部文稿，有错误时什么也不导出。`,
		Example: `  xiangwei export strip door E:\door               条屏文件，拷到 U 盘
  xiangwei export usb hall E:\hall                 播放页和启动程序
  xiangwei export frames hall 大屏画面              每一页的图片和视频
  xiangwei export poster content/notices/2026/a.md --paper A2
  xiangwei export portal 门户报送                   报送县政府门户网站的稿件包`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("没有名为 %q 的导出", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newExportStrip(s), newExportUSB(s), newExportFrames(s), newExportPoster(s), newExportPortal(s))
	return cmd
}

// checked builds the site in memory. What has an error must not leave the house in any form: problems are printed, and an
// error-level one is errProblems.
func (s *settings) checked(cmd *cobra.Command) (*build.Result, build.Options, error) {
	o, err := s.options()
	if err != nil {
		return nil, o, err
	}
	collect(false)
	o.Stamps = stampsIn(filepath.Join(s.source, "public"))
	result, err := build.Build(cmd.Context(), o)
	if err != nil {
		return nil, o, err
	}
	if err := report(cmd, result.Problems, "text"); err != nil {
		fmt.Fprintln(cmd.ErrOrStderr(), "有错误，没有导出；原有的文件没有变动。")
		return nil, o, err
	}
	return result, o, nil
}

// planOf returns the plan of a screen with the given output.
func planOf(result *build.Result, name, out string) (*screen.Plan, error) {
	var fitting []string
	for _, p := range result.Plans {
		switch {
		case p.Screen.Name == name && p.Screen.Output == out:
			return p, nil
		case p.Screen.Name == name && out == config.OutputStrip:
			return nil, usagef("屏幕 %s 由浏览器播放，不是条屏；要图片和视频，用 xiangwei export frames %s", name, name)
		case p.Screen.Name == name:
			return nil, usagef("屏幕 %s 是条屏，没有网页画面；用 xiangwei export strip %s", name, name)
		case p.Screen.Output == out:
			fitting = append(fitting, p.Screen.Name)
		}
	}
	if len(fitting) == 0 {
		return nil, usagef("没有名为 %q 的屏幕；在 config.toml 里用 [screen.%s] 写明", name, name)
	}
	return nil, usagef("没有名为 %q 的屏幕；可选：%s", name, strings.Join(fitting, "、"))
}

// deliver brings a folder outside the site to the state of a tree. What names the export; a folder of another export, of
// the site itself, or with a file of the same name that somebody else put there is refused and stays as it was.
func deliver(cmd *cobra.Command, tree *output.Tree, dir, what string, edition output.Edition) (*output.Plan, error) {
	old, err := ownManifest(dir, what)
	if err != nil {
		return nil, err
	}
	edition.Program += " " + what
	edition.NextChange = ""
	plan, err := output.Diff(dir, old, tree, edition)
	if err != nil {
		return nil, err
	}
	if err := noForeign(dir, old, plan); err != nil {
		return nil, err
	}
	return plan, plan.Apply(cmd.Context())
}

// ownManifest returns the manifest an export of the same name left in a folder, nil where there is none.
func ownManifest(dir, what string) (*output.Manifest, error) {
	if _, err := os.Stat(filepath.Join(dir, config.File)); err == nil {
		return nil, usagef("%s 是站点文件夹，请导出到另一个文件夹", dir)
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	old, err := output.ReadManifest(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case old != nil && !strings.HasSuffix(old.Program, " "+what):
		return nil, usagef("%s 里是 xiangwei 的其他内容（%s），请导出到另一个文件夹", dir, old.Program)
	case old == nil && exists(filepath.Join(dir, "manifest.json")):
		return nil, usagef("%s 里已有 manifest.json，不是这次导出写的，请导出到另一个文件夹", dir)
	}
	return old, nil
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// noForeign asks that every file about to be written is new or our own. After a kill the journal still says what is ours.
func noForeign(dir string, old *output.Manifest, plan *output.Plan) error {
	if exists(filepath.Join(dir, ".xiangwei", "pending.json")) {
		return nil
	}
	ours := map[string]bool{}
	if old != nil {
		for _, e := range old.Files {
			ours[e.Path] = true
		}
	}
	for _, f := range plan.Write {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if ours[f.Path] || !exists(name) {
			continue
		}
		if data, err := os.ReadFile(name); err != nil || !bytes.Equal(data, f.Data) {
			return usagef("%s 里已有文件 %s，不是 xiangwei 写的；请移走它，或导出到另一个文件夹", dir, f.Path)
		}
	}
	return nil
}
