package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/date"
	"xiangwei/internal/ingest"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

func newImport(s *settings) *cobra.Command {
	var kind, slug string
	var year int
	cmd := &cobra.Command{
		Use:   "import <文件.txt>",
		Short: "把已有的公文文本转成文稿",
		Long: `把已有的公文（纯文本）转成文稿：识别标题、一、（一）等层次，保留全部文字。

程序无法得知的字段会标为“必填”，请补上后运行 xiangwei check。`,
		Example: `  xiangwei import 年度报告.txt --kind report --year 2024`,
		Args:    exactly(1, "要导入的文件"),
	}
	cmd.Flags().StringVar(&kind, "kind", "", "文稿的`类型`（必填），例如 report")
	cmd.Flags().IntVar(&year, "year", 0, "文稿所说的`年份`，例如 2024")
	cmd.Flags().StringVar(&slug, "slug", "", "新文稿的`文件名`（默认取自原文件名或年份）")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if kind == "" {
			return usagef("请用 --kind 写明类型，例如 --kind report")
		}
		at, err := s.load(cmd)
		if err != nil {
			return err
		}
		k, err := kindNamed(at.Kinds, kind)
		if err != nil {
			return err
		}
		raw, err := os.ReadFile(args[0])
		if err != nil {
			return err
		}
		name := filepath.ToSlash(args[0])
		text, problems := source.Decode(name, raw)
		draft, more := ingest.Text(name, text)
		if err := report(cmd, append(problems, more...), "text"); err != nil {
			return err
		}
		if year != 0 {
			draft.Year = year
		}
		file, err := recordFile(k, at.Config, importSlug(slug, name, draft.Year))
		if err != nil {
			return err
		}
		record := ingest.Record(k, draft, ingest.Figures(text), date.DayOf(at.Options.Now.In(at.Config.Zone)))
		if err := s.writeNew(file, []byte(record)); err != nil {
			return err
		}
		printImport(cmd, name, file, draft)
		return nil
	}
	return cmd
}

// importSlug returns the name of the new file: the one asked for, the old file's name where it can be an address, else
// the year.
func importSlug(asked, file string, year int) string {
	if asked != "" {
		return asked
	}
	base := strings.ToLower(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
	if schema.IsSlug(base) {
		return base
	}
	if year > 0 {
		return fmt.Sprint(year)
	}
	return "imported"
}

func printImport(cmd *cobra.Command, from, to string, draft ingest.Draft) {
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "已导入 %s → %s\n", from, to)
	for _, n := range draft.Notes {
		fmt.Fprintf(w, "  请核对：%s", n.Text)
		if n.Line > 0 { // 0: the text as a whole
			fmt.Fprintf(w, "（原文第 %d 行）", n.Line)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "补全标为“必填”的字段后，运行 xiangwei check %s 检查。\n", to)
}
