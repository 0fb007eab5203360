// Command xiangwei checks a bureau's disclosure texts as an inspector would and publishes them as a static site.
//
// This package holds flags, wiring, printing and exit codes, one file per subcommand; all else is in internal/. It is
// the only place that reads the clock. Results go to standard output, problems and progress to standard error.
//
// Exit codes: 0 fine, 1 failed (environment), 2 used wrongly, 3 problems found, 130 interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // Windows has no zone data

	"github.com/spf13/cobra"
)

// Exit codes, listed in the guide and tested by scripts.
const (
	exitFine        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitProblems    = 3
	exitInterrupted = 130
)

// usageError is a command line that cannot be run; its text is Chinese.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// errProblems says that problems were found and printed: nothing more is to be said.
var errProblems = errors.New("problems found")

func main() {
	os.Exit(Main())
}

// Main runs the command line of the process and returns its exit code.
func Main() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, os.Args[1:], os.Stdout, os.Stderr)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	command, err := root.ExecuteContextC(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errProblems):
		return exitProblems
	case ctx.Err() != nil || errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "已中断，已发布的内容没有变动。")
		return exitInterrupted
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "用法有误：%s\n运行 %s --help 查看用法。\n", usage.text, command.CommandPath())
		return exitUsage
	}
	fmt.Fprintf(stderr, "未能完成：%s\n", explain(err))
	return exitFailed
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "xiangwei",
		Short: "象魏：普法与政务公开静态站点生成器",
		Long: `象魏：普法与政务公开静态站点生成器

工作人员写 Markdown 文稿，象魏按公开要求逐条检查，再生成可直接发布的静态网站。
有错误时什么也不会发布，原来的网站保持不变。`,
		Example: `  xiangwei serve                        预览，改动即时可见
  xiangwei new penalty 2025-008         新建一篇行政处罚决定
  xiangwei check                        检查全部文稿
  xiangwei build                        检查并发布到 public/`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("没有名为 %q 的命令", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	s := &settings{}
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { // a script whose variable is empty must not publish as of now
		if s.asOf == "" && cmd.Flags().Changed("as-of") {
			return usagef("--as-of 后面没有日期；不写这个选项即为现在")
		}
		return nil
	}
	root.PersistentFlags().StringVar(&s.source, "source", ".", "站点所在的`文件夹`（默认为当前文件夹）")
	root.PersistentFlags().StringVar(&s.asOf, "as-of", "", "把这个`日期`当作今天（2025-10-14，可带时刻）")
	root.AddCommand(newBuild(s), newCheck(s), newDue(s), newServe(s), newNew(s), newImport(s), newApprove(s), newExport(s), newScreens(s), newEmergency(s), newKinds(s), newVersion(), newCompletion())
	inChinese(root)
	return root
}
