package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/browser"
	"xiangwei/internal/build"
	"xiangwei/internal/poster"
	graph "xiangwei/internal/site"
)

func newExportPoster(s *settings) *cobra.Command {
	var paper, out string
	cmd := &cobra.Command{
		Use:   "poster <文稿>",
		Short: "把通知、活动或清单做成可付印的海报（PDF）",
		Long: `把一篇屏幕通知、活动预告或清单做成海报，带二维码，扫码打开网站上的全文。

用本机的 Edge、Chrome 或 Chromium 生成 PDF；没有浏览器时写出同样内容的网页，
拿到有浏览器的电脑上打开，打印成 PDF：纸张选同样大小，边距选“无”，勾选“背景图形”。`,
		Example: `  xiangwei export poster content/events/2026/constitution-day.md
  xiangwei export poster content/exemptions/2026/no-penalty-list-2.md --paper A1
  xiangwei export poster content/notices/2026/fire-safety.md --paper A2 --out 消防海报.pdf`,
		Args: exactly(1, "一篇文稿，例如 xiangwei export poster content/events/2026/constitution-day.md"),
	}
	cmd.Flags().StringVar(&paper, "paper", "A3", "`纸张`：A3（默认）、A2 或 A1")
	cmd.Flags().StringVar(&out, "out", "", "写到这个`文件`；以 .html 结尾的只写网页（默认为文稿名加纸张，写在当前文件夹）")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		size, ok := poster.PaperNamed(paper)
		if !ok {
			return usagef("--paper 只能是 A3、A2 或 A1，实为 %q", paper)
		}
		if ext := strings.ToLower(filepath.Ext(out)); out != "" && ext != ".pdf" && ext != ".html" {
			return usagef("--out 须以 .pdf 或 .html 结尾，实为 %q", out)
		}
		return s.exportPoster(cmd, args[0], size, out)
	}
	return cmd
}

func (s *settings) exportPoster(cmd *cobra.Command, record string, paper poster.Paper, out string) error {
	result, _, err := s.checked(cmd)
	if err != nil {
		return err
	}
	page, err := s.recordOf(result, record)
	if err != nil {
		return err
	}
	if why := poster.Fits(page); why != "" {
		return usagef("%s", why)
	}
	html, err := poster.Page(page, poster.Options{Config: result.Config, Paper: paper})
	if err != nil {
		return err
	}
	if out == "" {
		out = page.Entry.Slug + "-" + paper.Name + ".pdf"
	}
	if result.Config.URL == "" {
		fmt.Fprintln(cmd.ErrOrStderr(), "海报上没有二维码：config.toml 没有写明网站的网址（url）。")
	}
	if strings.EqualFold(filepath.Ext(out), ".html") {
		return s.writePoster(cmd, out, html, paper)
	}
	b, err := browser.Find(runtime.GOOS, os.Getenv)
	var none *browser.NotFoundError
	if errors.As(err, &none) {
		text, _ := noBrowser(err)
		fmt.Fprintf(cmd.ErrOrStderr(), "%s\n已改为写出网页：打开后打印成 PDF，纸张选 %s，边距选“无”，勾选“背景图形”。\n", text, paper.Name)
		return s.writePoster(cmd, strings.TrimSuffix(out, filepath.Ext(out))+".html", html, paper)
	}
	if err != nil {
		return err
	}
	pdf, err := b.PDF(cmd.Context(), html)
	if err != nil {
		return err
	}
	return s.writePoster(cmd, out, pdf, paper)
}

func (s *settings) writePoster(cmd *cobra.Command, out string, data []byte, paper poster.Paper) error {
	if err := replaceFile(out, data); err != nil {
		return fmt.Errorf("writing the poster: %w", err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "已写出海报 %s（%s，%d×%d 毫米）。\n", out, paper.Name, paper.Width, paper.Height)
	return nil
}

// recordOf returns the public page of a record named by its file, as it lies here or in the site's folder.
func (s *settings) recordOf(result *build.Result, record string) (*graph.Page, error) {
	root, err := s.root()
	if err != nil {
		return nil, err
	}
	names := []string{filepath.ToSlash(filepath.Clean(record))}
	if full, err := filepath.Abs(record); err == nil {
		if rel, err := filepath.Rel(root, full); err == nil {
			names = append(names, filepath.ToSlash(rel))
		}
	}
	for _, name := range names {
		if p := result.Site.ByFile(name); p != nil {
			return p, nil
		}
		if p := result.Site.ByPath(name); p != nil {
			return p, nil
		}
		if result.Site.Hidden(name) {
			return nil, usagef("%s 现在没有公开（草稿、未到发布时间或已过期），不做海报", record)
		}
	}
	return nil, usagef("没有文稿 %s；写明它在站点里的位置，例如 content/events/2026/constitution-day.md", record)
}
