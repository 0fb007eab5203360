package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/browser"
	"xiangwei/internal/config"
	"xiangwei/internal/frames"
	"xiangwei/internal/output"
	"xiangwei/internal/screen"
)

// listFile and filmFile are written beside the pictures of a screen.
const (
	listFile = "list.csv"
	filmFile = "rotation.mp4"
)

func newExportFrames(s *settings) *cobra.Command {
	var noFilm bool
	cmd := &cobra.Command{
		Use:   "frames <屏幕> <文件夹>",
		Short: "导出屏幕每一页的图片和视频",
		Long: `用本机的 Edge、Chrome 或 Chromium 给屏幕的每一页拍照，供只能播放图片或视频的屏幕使用：

  01.png …      每页一张，像素与屏幕一致
  list.csv      每页的标题、停留秒数、停播时间
  rotation.mp4  按停留秒数连成的一段视频（本机装有 ffmpeg 时才有）

图片不会自己撤下：list.csv 里最早的停播时间到了，就要重新导出并更换。`,
		Example: `  xiangwei export frames hall 大屏画面
  xiangwei export frames hall 大屏画面 --as-of "2026-12-04 09:00"
  xiangwei export frames totem totem --no-film`,
		Args: exactly(2, "屏幕名和导出到的文件夹，例如 xiangwei export frames hall 大屏画面"),
	}
	cmd.Flags().BoolVar(&noFilm, "no-film", false, "只要图片，不要视频")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return s.exportFrames(cmd, args[0], args[1], !noFilm)
	}
	return cmd
}

func (s *settings) exportFrames(cmd *cobra.Command, name, dir string, film bool) error {
	result, options, err := s.checked(cmd)
	if err != nil {
		return err
	}
	plan, err := planOf(result, name, config.OutputWeb)
	if err != nil {
		return err
	}
	if _, err := ownManifest(dir, framesOf(name)); err != nil {
		return err
	}
	b, err := browser.Find(runtime.GOOS, os.Getenv)
	if err != nil {
		return err
	}
	page, ok := result.Tree.Get(plan.Screen.Path())
	if !ok {
		return fmt.Errorf("screen %s has no page", name)
	}
	round, err := frames.Survey(cmd.Context(), b, page.Data, plan.Screen, options.Now)
	if err != nil {
		return err
	}
	shots, err := photograph(cmd.Context(), b, plan, round)
	if err != nil {
		return err
	}
	tree, err := framesTree(shots)
	if err != nil {
		return err
	}
	filmed, err := addFilm(cmd, tree, shots, film)
	if err != nil {
		return err
	}
	done, err := deliver(cmd, tree, dir, framesOf(name), result.Edition)
	if err != nil {
		return err
	}
	printFrames(cmd, plan, shots, done, dir, filmed)
	return nil
}

// framesTree holds the pictures and their list.
func framesTree(shots []shot) (*output.Tree, error) {
	tree := output.NewTree()
	for _, shot := range shots {
		tree.Add(output.File{Path: shot.file, Data: shot.PNG, Group: output.Asset})
	}
	list, err := framesCSV(shots)
	if err != nil {
		return nil, err
	}
	tree.Add(output.File{Path: listFile, Data: list, Group: output.Data})
	return tree, nil
}

func framesOf(name string) string { return "export frames " + name }

// shot is a photographed frame.
type shot struct {
	frames.Still
	frame *frames.Frame
	file  string
	until string // last moment it may be shown; empty for no end
}

// photograph takes a picture of every frame.
func photograph(ctx context.Context, b *browser.Browser, plan *screen.Plan, round []*frames.Frame) ([]shot, error) {
	ends := map[string]time.Time{}
	for _, i := range plan.Items {
		ends[i.ID] = i.Until
	}
	digits := max(2, len(strconv.Itoa(len(round))))
	pictures, err := frames.Pictures(ctx, b, round, plan.Screen)
	if err != nil {
		return nil, err
	}
	var shots []shot
	for n, f := range round {
		s := shot{Still: frames.Still{PNG: pictures[n], Seconds: f.Seconds}, frame: f, file: fmt.Sprintf("%0*d.png", digits, n+1)}
		if end := ends[f.ID]; !end.IsZero() {
			s.until = end.In(plan.Made.Location()).Format("2006-01-02 15:04")
		}
		shots = append(shots, s)
	}
	return shots, nil
}

// framesCSV lists the pictures, as a table that opens in Excel.
func framesCSV(shots []shot) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{{"文件", "秒数", "标题", "第几页", "共几页", "停播时间"}}
	for _, s := range shots {
		title := s.frame.Title
		if title != "" && strings.ContainsRune("=+-@\t\r", rune(title[0])) {
			title = "'" + title // Excel would run it as a formula
		}
		rows = append(rows, []string{s.file, strconv.Itoa(s.Seconds), title, strconv.Itoa(s.frame.Part), strconv.Itoa(s.frame.Parts), s.until})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("writing %s: %w", listFile, err)
	}
	return b.Bytes(), nil
}

// addFilm makes the film if it is wanted and can be made, and says which.
func addFilm(cmd *cobra.Command, tree *output.Tree, shots []shot, wanted bool) (bool, error) {
	if !wanted {
		return false, nil
	}
	program, err := exec.LookPath(frames.FilmProgram)
	if err != nil {
		fmt.Fprintf(cmd.ErrOrStderr(), "没有生成视频：本机的 PATH 里找不到 %s。图片不受影响；要视频，请安装 %s 后再导出。\n", frames.FilmProgram, frames.FilmProgram)
		return false, nil
	}
	var stills []frames.Still
	for _, s := range shots {
		stills = append(stills, s.Still)
	}
	film, err := frames.Film(cmd.Context(), program, stills)
	if err != nil {
		return false, err
	}
	tree.Add(output.File{Path: filmFile, Data: film, Group: output.Data})
	return true, nil
}

func printFrames(cmd *cobra.Command, plan *screen.Plan, shots []shot, done *output.Plan, dir string, filmed bool) {
	w := cmd.OutOrStdout()
	total, first := 0, ""
	for _, s := range shots {
		total += s.Seconds
		if s.until != "" && (first == "" || s.until < first) {
			first = s.until
		}
	}
	what := "图片"
	if filmed {
		what = "图片和视频"
	}
	fmt.Fprintf(w, "已导出%s（%s）到 %s：%d 页%s，轮播一遍 %d 秒，%d×%d 像素（写入 %d 个文件，删除 %d，未变 %d）。\n",
		plan.Screen.Label, plan.Screen.Name, dir, len(shots), what, total, plan.Screen.Width, plan.Screen.Height, len(done.Write), len(done.Delete), done.Unchanged)
	if first != "" {
		fmt.Fprintf(w, "最早一页 %s 停播：到时请重新导出并更换。\n", first)
	}
	if len(shots) == 1 && shots[0].frame.Safe() {
		fmt.Fprintln(w, "目前没有可以播出的内容，只有单位名称。")
	}
	if n := len(plan.Emergencies); n > 0 {
		fmt.Fprintf(cmd.ErrOrStderr(), "另有 %d 条紧急通知没有导出：图片不会自己撤下，请在屏幕软件里直接播出。\n", n)
	}
}

// noBrowser says in Chinese which browsers were looked for.
func noBrowser(err error) (string, bool) {
	var none *browser.NotFoundError
	if !errors.As(err, &none) {
		return "", false
	}
	return fmt.Sprintf("本机没有找到可用的浏览器。找过：%s。请安装 Edge、Chrome 或 Chromium，或用环境变量 %s 写明程序的位置。",
		strings.Join(none.Looked, "、"), browser.Variable), true
}
