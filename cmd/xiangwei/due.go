package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/due"
)

// dueDays is how far due looks ahead by default: a quarter, in which every yearly report is announced once.
const dueDays = 90

func newDue(s *settings) *cobra.Command {
	var format string
	var days int
	cmd := &cobra.Command{
		Use:   "due",
		Short: "列出要办的事：何时公开、续期、更新、撤下",
		Long: `列出到期要办的事项：已作出而没有公开的决定、年度报告、公示期和有效期的截止、征求意见的截止、该更新的栏目。

按已逾期、本周、本月、以后分组，写明剩余工作日和依据。有逾期事项时退出码仍为 0：办理就是补救。`,
		Example: `  xiangwei due
  xiangwei due --days 30
  xiangwei due --format ics > due.ics    放进办公日历
  xiangwei due --format json`,
		Args: exactly(0, "选项即可，不要写其他内容"),
	}
	cmd.Flags().StringVar(&format, "format", "text", "输出`格式`：text（默认）、json 或 ics")
	cmd.Flags().IntVar(&days, "days", dueDays, "列出今后多少`天`内的事项（默认 90）")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if format != "text" && format != "json" && format != "ics" {
			return usagef("--format 只能是 text、json 或 ics，实为 %q", format)
		}
		if days < 0 || days > 3660 {
			return usagef("--days 须在 0 到 3660 之间，实为 %d", days)
		}
		o, err := s.options()
		if err != nil {
			return err
		}
		result, err := build.Read(cmd.Context(), o)
		if err != nil {
			return err
		}
		// A record that cannot be read has no date, so its deadline would be missing without a word.
		if n := result.Problems.Errors(); n > 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "文稿中有 %d 个错误，下面的事项可能不全；运行 xiangwei check 查看。\n", n)
		}
		list := due.New(due.Input{Site: result.Site, Content: result.Content, Calendar: result.Calendar}, days)
		published, err := nextChange(filepath.Join(s.source, "public"))
		if err != nil {
			return err
		}
		if !published.IsZero() && !o.Now.Before(published) {
			list.Outdated(published.In(result.Config.Zone).Format("2006年1月2日 15:04"))
		}
		return printDue(cmd, list, result, format)
	}
	return cmd
}

func printDue(cmd *cobra.Command, list *due.List, result *build.Result, format string) error {
	var b bytes.Buffer
	var err error
	switch format {
	case "text":
		err = list.Text(&b)
	case "json":
		err = list.JSON(&b)
	case "ics":
		err = list.ICS(&b, result.Config.Title+"·公开事项", result.Config.Domain())
	}
	if err == nil {
		_, err = cmd.OutOrStdout().Write(b.Bytes())
	}
	if err != nil {
		return fmt.Errorf("printing what is due: %w", err)
	}
	return nil
}
