package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/review"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
)

func newApprove(s *settings) *cobra.Command {
	var stage, by, opinion string
	var log bool
	cmd := &cobra.Command{
		Use:   "approve <文稿>",
		Short: "登记一道审核（三审三校），或输出审核登记表",
		Long: `登记一道审核。记录与当时的文字绑定：文字再有改动，就要重新审核。

加 --log 输出全部审核的登记表（CSV，可用 Excel 打开），供检查时出示。`,
		Example: `  xiangwei approve content/notices/2026/constitution-day.md --stage first --by 张某某
  xiangwei approve content/notices/2026/constitution-day.md --stage final --by 王某某 --opinion 同意播出
  xiangwei approve --log > 审核登记表.csv`,
	}
	cmd.Flags().StringVar(&stage, "stage", "", "哪一`道`：first（初审）、second（复审）、final（终审）")
	cmd.Flags().StringVar(&by, "by", "", "审核人`姓名`")
	cmd.Flags().StringVar(&opinion, "opinion", "", "审核`意见`")
	cmd.Flags().BoolVar(&log, "log", false, "输出审核登记表")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if log {
			return s.printRegister(cmd)
		}
		if len(args) != 1 {
			return usagef("需要写明要登记的文稿")
		}
		which, ok := review.ParseStage(stage)
		if !ok {
			return usagef("--stage 只能是 first、second 或 final，实为 %q", stage)
		}
		if by = strings.TrimSpace(by); by == "" || strings.ContainsAny(by, " \t\n\"") {
			return usagef("请用 --by 写明审核人姓名，不含空格")
		}
		return s.approve(cmd, args[0], review.Review{Stage: which, By: by, Opinion: opinion})
	}
	return cmd
}

// approve adds a review line to a record. The file is replaced as a whole, so that a crash leaves it as it was.
func (s *settings) approve(cmd *cobra.Command, file string, r review.Review) error {
	at, err := s.load(cmd)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(file)
	if os.IsNotExist(err) && !filepath.IsAbs(file) {
		file = filepath.Join(s.source, file)
		raw, err = os.ReadFile(file)
	}
	if err != nil {
		return err
	}
	name := filepath.ToSlash(file)
	doc, found := source.ReadDocument(name, raw)
	if found.Errors() > 0 {
		return report(cmd, found, "text")
	}
	text, _ := source.Decode(name, raw)
	r.At, r.Sum = date.StampOf(at.Options.Now, at.Config.Zone), review.Sum(doc.Text(), doc.Body)
	out, err := review.Append(text, reviewLines(doc), r)
	if err != nil {
		return fmt.Errorf("approving %s: %w", name, err)
	}
	if err := replaceFile(file, []byte(out)); err != nil {
		return fmt.Errorf("approving %s: %w", name, err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "已登记%s：%s %s %s\n文字校验值 %s\n", r.Stage, name, r.By, r.At.Minute(), r.Sum)
	return nil
}

func reviewLines(doc *source.Document) []string {
	var lines []string
	list, _ := doc.Values["reviews"].([]any)
	for _, l := range list {
		if line, ok := l.(string); ok {
			lines = append(lines, line)
		}
	}
	return lines
}

// replaceFile writes a file next to the old one and renames it into place.
func replaceFile(name string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".xiangwei-*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if info, err := os.Stat(name); err == nil {
		if err := os.Chmod(f.Name(), info.Mode()); err != nil {
			return err
		}
	}
	return os.Rename(f.Name(), name)
}

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
	rows := [][]string{{"文稿", "标题", "内容全文", "文字校验值（SHA-256）", "播出起", "播出止", "地点", "初审", "复审", "终审", "状态"}}
	for _, e := range result.Content.Entries {
		if e.Record.Kind.Reviews > 0 {
			rows = append(rows, registerRow(e, review.StateOf(e.Record.Envelope.Reviews, e.TextSum, e.Record.Kind.Reviews, result.Config.Zone)))
		}
	}
	return w.WriteAll(rows)
}

func registerRow(e *content.Entry, s review.State) []string {
	r := e.Record
	text := r.Role(schema.RoleText).String()
	if text == "" {
		text = e.Body.Text
	}
	row := []string{e.File, r.Title(), text, e.TextSum, r.Role(schema.RoleStarts).Stamp().Minute(), r.Until().Minute(), r.Role(schema.RoleVenue).String()}
	for stage := review.First; stage <= review.Final; stage++ {
		row = append(row, stageCell(stage, s))
	}
	status := "审核完成"
	if len(s.Missing) > 0 {
		status = "审核未完成"
	}
	return append(row, status)
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
