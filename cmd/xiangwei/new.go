package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei"
	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/schema"
)

func newNew(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new <类型> <文件名>",
		Short: "新建一篇文稿，或用 new site 新建站点",
		Long: `新建一篇文稿：每个字段都有说明，必填的已标出。文件名用小写英文、数字和 -，它就是网址的末段。

新建站点用 xiangwei new site。`,
		Example: `  xiangwei new penalty 2025-008
  xiangwei new event 2025/constitution-week
  xiangwei new site mysite`,
		Args:              exactly(2, "类型和文件名，例如 xiangwei new penalty 2025-008"),
		ValidArgsFunction: s.completeKinds,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		at, err := s.load(cmd)
		if err != nil {
			return err
		}
		k, err := kindNamed(at.Kinds, args[0])
		if err != nil {
			return err
		}
		name, err := recordFile(k, at.Config, args[1])
		if err != nil {
			return err
		}
		text := schema.Scaffold(k, date.DayOf(at.Options.Now.In(at.Config.Zone)))
		if err := s.writeNew(name, []byte(text)); err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "已新建 %s\n填写后运行 xiangwei check %s 检查。\n", name, name)
		return nil
	}
	cmd.AddCommand(newSite())
	return cmd
}

// recordFile returns the path of a new record below the site's folder. A name may hold folders: 2025/p-008.
func recordFile(k *schema.Kind, cfg *config.Config, name string) (string, error) {
	name = strings.TrimSuffix(filepath.ToSlash(name), ".md")
	for part := range strings.SplitSeq(name, "/") {
		if !schema.IsSlug(part) {
			return "", usagef("文件名只能用小写英文字母、数字、- 和 _，实为 %q", name)
		}
	}
	section := k.Section
	for _, c := range cfg.Sections {
		if c.Kind == k.Name && strings.HasPrefix(name, c.Name+"/") { // new article news/x
			section, name = c.Name, strings.TrimPrefix(name, c.Name+"/")
		}
	}
	return content.Folder + "/" + section + "/" + name + ".md", nil
}

// writeNew writes a file of the site that must not exist yet: nothing a clerk wrote is ever overwritten.
func (s *settings) writeNew(name string, data []byte) error {
	root, err := os.OpenRoot(s.source)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s 已经存在，没有改动它；请换一个文件名", name)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

const bareConfig = `# 站点名称，显示在每页顶部
title = "某某局法治政府建设与政务公开"

# 发布后的网址，以 / 结尾；不填也能生成，但没有订阅源和站点地图
# url = "https://www.example.gov.cn/whly/"

[bureau]
# 发布单位全称
name = "某某局"

[footer]
# 政府网站标识码，10 位
# id_code = "9900000001"
`

func newSite() *cobra.Command {
	var bare bool
	cmd := &cobra.Command{
		Use:   "site <文件夹>",
		Short: "新建站点",
		Long: `新建站点：写入配置和一套示例内容，可直接预览，再逐步换成自己的。

加 --bare 只写配置，没有任何内容。`,
		Example: `  xiangwei new site mysite
  xiangwei new site --bare mysite`,
		Args: exactly(1, "新站点的文件夹"),
	}
	cmd.Flags().BoolVar(&bare, "bare", false, "只写配置，不含示例内容")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := emptyFolder(args[0]); err != nil {
			return err
		}
		if bare {
			if err := os.WriteFile(filepath.Join(args[0], config.File), []byte(bareConfig), 0o644); err != nil {
				return err
			}
		} else if err := os.CopyFS(args[0], xiangwei.Starter); err != nil {
			return err
		}
		fmt.Fprintf(cmd.OutOrStdout(), "已新建站点 %s\n运行 xiangwei serve --source %s 预览。\n", args[0], args[0])
		return nil
	}
	return cmd
}

// emptyFolder makes the folder, or makes sure that an existing one is empty.
func emptyFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	if len(entries) > 0 {
		return usagef("文件夹 %s 里已有内容，没有改动它；请换一个新文件夹", dir)
	}
	return nil
}
