package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/output"
)

func newBuild(s *settings) *cobra.Command {
	var out, format, cpuProfile string
	var workers int
	var stats, ifDue, noCache bool
	cmd := &cobra.Command{
		Use:   "build",
		Short: "检查并发布到 public/",
		Long: `检查全部文稿，生成网站，发布到站点的 public 文件夹。

只写入有变化的文件；有错误时什么也不发布，原来的网站保持不变。

定时任务用 --if-due：内容没有到随时间变化的时刻（到时发布、公示期满、通知到期）就什么也不做。
它不看文稿改没改：改了文稿，运行不带 --if-due 的 build。`,
		Example: `  xiangwei build
  xiangwei build --source /srv/site --out /srv/www
  xiangwei build --as-of 2025-12-04      按 12 月 4 日的情形生成
  xiangwei build --if-due                定时任务：到了时刻才重新发布`,
		Args: exactly(0, "选项即可，不要写其他内容"),
	}
	cmd.Flags().StringVar(&out, "out", "", "发布到这个`文件夹`（默认为站点的 public）")
	cmd.Flags().IntVar(&workers, "workers", 0, "同时进行的任务`数`（默认为处理器数）")
	cmd.Flags().BoolVar(&ifDue, "if-due", false, "没有到内容随时间变化的时刻就什么也不做")
	cmd.Flags().BoolVar(&stats, "stats", false, "显示各阶段用时")
	cmd.Flags().StringVar(&cpuProfile, "cpuprofile", "", "把处理器用时写进这个`文件`，供 go tool pprof 查看")
	addFormat(cmd, &format)
	addNoCache(cmd, &noCache)
	cmd.RunE = func(cmd *cobra.Command, _ []string) (failed error) {
		started := time.Now()
		o, err := s.options()
		if err != nil {
			return err
		}
		stop, err := profile(cpuProfile)
		if err != nil {
			return err
		}
		defer func() { failed = errors.Join(failed, stop()) }()
		o.Workers, o.Each = workers, stats
		if out == "" {
			out = filepath.Join(s.source, "public")
		}
		if err := checkOut(s.source, out); err != nil {
			return err
		}
		if ifDue {
			if wait, err := notYet(cmd, out, o.Now); err != nil || wait {
				return err
			}
		}
		root, err := s.root()
		if err != nil {
			return err
		}
		o.Spool = output.NewSpool(out)
		defer o.Spool.Close()
		memory := remember(root, "build", folderKey(out), "", noCache)
		if told, standing, ok := memory.recall(cmd.Context(), o.Now); ok && standing.Stands(cmd.Context(), out, workers) {
			return again(cmd, told, out, format, stats, started)
		}
		memory.record(&o, out)
		tell, end := progress(cmd.ErrOrStderr())
		defer end()
		collect(o.Earlier != nil)
		o.Done = tell
		last, err := memory.published(out)
		if err != nil {
			return err
		}
		o.Published, o.Stamps = published(last), stamps(out, last)
		result, err := build.Build(cmd.Context(), o)
		if worthless(err) {
			result, err = memory.rebuild(cmd.Context(), o)
		}
		if err != nil {
			return err
		}
		end()
		if err := report(cmd, result.Problems, format); err != nil {
			memory.keepRead(result)
			if format == "text" {
				fmt.Fprintln(cmd.ErrOrStderr(), "有错误，没有发布；原来的网站没有变动。")
			}
			return err
		}
		plan, err := publish(cmd, result, out, last)
		if worthless(err) { // taken away while this was running
			if result, err = memory.rebuild(cmd.Context(), o); err == nil {
				plan, err = publish(cmd, result, out, last)
			}
		}
		if err != nil {
			return err
		}
		told := outcomeOf(result)
		told.Unchanged = told.Files
		memory.keepPublished(result, told, plan.Standing(result.Tree), steady(result, o.Published))
		if format == "text" {
			told.Written, told.Deleted, told.Unchanged = len(plan.Write), len(plan.Delete), plan.Unchanged
			summary(cmd, told, out, time.Since(started))
		}
		if stats {
			printTimings(cmd, result, time.Since(started))
		}
		return nil
	}
	return cmd
}

// publish carries the tree out to the folder, changed files only. The manifest is that of the publish before.
func publish(cmd *cobra.Command, result *build.Result, out string, old *output.Manifest) (*output.Plan, error) {
	started := time.Now()
	result.Tree.Sum(0)
	plan, err := output.Diff(out, old, result.Tree, result.Edition)
	if err != nil {
		return nil, err
	}
	if err := plan.Apply(cmd.Context()); err != nil {
		return nil, err
	}
	result.Timings = append(result.Timings, build.Timing{Stage: "写入文件", Took: time.Since(started)})
	return plan, nil
}

// again tells what a run came to that did nothing, since nothing has changed.
func again(cmd *cobra.Command, told outcome, out, format string, stats bool, started time.Time) error {
	if err := report(cmd, told.Problems, format); err != nil {
		return err
	}
	if format == "text" {
		summary(cmd, told, out, time.Since(started))
	}
	if stats {
		fmt.Fprintf(cmd.OutOrStdout(), "  核对文稿和已发布的文件\t%.3f 秒：都没有变化，没有重新生成\n", time.Since(started).Seconds())
	}
	return nil
}

// summary tells what was published and what was left out: silence about skipped records is what users of other
// generators complained of.
func summary(cmd *cobra.Command, told outcome, out string, took time.Duration) {
	w := cmd.OutOrStdout()
	fmt.Fprintf(w, "已发布到 %s：%d 篇文稿，%d 个文件（写入 %d，删除 %d，未变 %d），用时 %.2f 秒。\n",
		out, told.Pages, told.Files, told.Written, told.Deleted, told.Unchanged, took.Seconds())
	for _, k := range []struct {
		n    int
		text string
	}{{told.Tombstones, "已撤回、只留撤回说明"}, {told.Future, "未到发布时间"}, {told.Expired, "已过公示期"}, {told.Draft, "草稿"}} {
		if k.n > 0 {
			fmt.Fprintf(w, "  %s：%d 篇\n", k.text, k.n)
		}
	}
	if !told.NextChange.IsZero() {
		fmt.Fprintf(w, "  内容下一次随时间变化：%s（届时请再运行一次）\n", told.NextChange.Format("2006-01-02 15:04"))
	}
}
