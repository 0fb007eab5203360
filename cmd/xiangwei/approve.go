package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/review"
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
		if strings.ContainsAny(opinion, "\n\r") {
			return usagef("--opinion 写在一行里")
		}
		if by = strings.TrimSpace(by); by == "" || strings.ContainsAny(by, " \t\r\n\u3000\"\\") {
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
	path, name, raw, err := s.readText(file)
	if err != nil {
		return err
	}
	doc, found := source.ReadDocument(name, raw)
	if found.Errors() > 0 {
		return report(cmd, found, "text")
	}
	text, _ := source.Decode(name, raw)
	r.At, r.Sum = date.StampOf(at.Options.Now, at.Config.Zone), review.Sum(doc.Text(), doc.Body)
	if err := mayPass(at, doc, r); err != nil {
		return err
	}
	out, err := review.Append(text, reviewLines(doc), r)
	if err != nil {
		return fmt.Errorf("approving %s: %w", name, err)
	}
	if err := replaceFile(path, []byte(out)); err != nil {
		return fmt.Errorf("approving %s: %w", name, err)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "已登记%s：%s %s %s\n文字校验值 %s\n", r.Stage, name, r.By, r.At.Minute(), r.Sum)
	return s.remark(cmd, at, name, out)
}

// readText reads a text of the site, named from the working folder or from the site's. The name is below the site.
func (s *settings) readText(file string) (path, name string, raw []byte, err error) {
	path = file
	raw, err = os.ReadFile(path)
	if os.IsNotExist(err) && !filepath.IsAbs(file) {
		path = filepath.Join(s.source, file)
		raw, err = os.ReadFile(path)
	}
	if err != nil {
		return "", "", nil, err
	}
	root, err := s.root()
	if err != nil {
		return "", "", nil, err
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return "", "", nil, err
	}
	below, err := filepath.Rel(root, full)
	if err != nil || !strings.HasPrefix(filepath.ToSlash(below), content.Folder+"/") {
		return "", "", nil, usagef("%s 不在站点的 %s 文件夹里", file, content.Folder)
	}
	return path, filepath.ToSlash(below), raw, nil
}

// mayPass refuses a stage whose turn has not come: what is written by mistake could only be taken out by hand.
func mayPass(at site, doc *source.Document, r review.Review) error {
	kind := content.KindOf(doc, at.Config, at.Kinds)
	if kind == nil || kind.Reviews == 0 {
		return usagef("%s 这一类文稿不用登记审核", doc.Path)
	}
	s := review.StateOf(reviewLines(doc), r.Sum, kind.Reviews, at.Config.Zone)
	if len(s.Altered) > 0 {
		return usagef("第 %d 行审核记录登记之后被改动过；改回原样，或者删去这一行和以后各行，再依次登记", s.Altered[0]+1)
	}
	if why := s.Next(r.Stage, kind.Reviews, r.At); why != "" {
		return usagef("%s", why)
	}
	return nil
}

// remark says what is odd about the stages as they are now, and which is next.
func (s *settings) remark(cmd *cobra.Command, at site, name, text string) error {
	doc, found := source.ReadDocument(name, []byte(text))
	if found.Errors() > 0 {
		return fmt.Errorf("approving %s: the text can no longer be read", name)
	}
	kind := content.KindOf(doc, at.Config, at.Kinds)
	state := review.StateOf(reviewLines(doc), review.Sum(doc.Text(), doc.Body), kind.Reviews, at.Config.Zone)
	for _, pair := range state.Repeated() {
		fmt.Fprintf(cmd.ErrOrStderr(), "提醒：%s和%s是同一个人（%s），各道审核应由不同的人负责。\n", pair[0].Stage, pair[1].Stage, pair[1].By)
	}
	if len(state.Missing) > 0 {
		fmt.Fprintf(cmd.OutOrStdout(), "接下来：%s\n", state.Missing[0])
	} else {
		fmt.Fprintln(cmd.OutOrStdout(), "审核已全部完成。")
	}
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
	mode := fs.FileMode(0o644) // a temporary file is its owner's alone
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode()
	}
	if err := os.Chmod(f.Name(), mode); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
