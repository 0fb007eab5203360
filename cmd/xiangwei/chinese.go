package main

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"xiangwei/internal/output"
)

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{if or .Runnable .HasSubCommands}}{{.UsageString}}{{end}}`

const usageTemplate = `用法：
  {{if and .HasAvailableSubCommands (not .HasParent)}}{{.CommandPath}} <命令> [选项]{{else}}{{.UseLine}} [选项]{{end}}{{if .HasExample}}

示例：
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

命令：{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

选项：
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

通用选项：
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

运行 {{.CommandPath}} <命令> --help 查看某个命令的用法。{{end}}
`

// inChinese replaces the words the command library brings along, for the command and all below it.
func inChinese(root *cobra.Command) {
	root.SetHelpTemplate(helpTemplate)
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return flagProblem(err) })
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{Use: "help [命令]", Short: "查看某个命令的用法", Hidden: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			found, _, err := cmd.Root().Find(args)
			if err != nil || found == nil || found == cmd.Root() && len(args) > 0 {
				return usagef("没有名为 %q 的命令", strings.Join(args, " "))
			}
			return found.Help()
		}})
	helpFlags(root)
}

func helpFlags(c *cobra.Command) {
	c.Flags().BoolP("help", "h", false, "查看用法")
	c.DisableFlagsInUseLine = true
	// The flag library writes defaults in English; the texts of our flags tell them.
	hide := func(f *pflag.Flag) {
		switch f.Value.Type() {
		case "string":
			f.DefValue = ""
		case "int":
			f.DefValue = "0"
		}
	}
	c.Flags().VisitAll(hide)
	c.PersistentFlags().VisitAll(hide)
	for _, sub := range c.Commands() {
		helpFlags(sub)
	}
}

// flagProblem says in Chinese what is wrong with a flag.
func flagProblem(err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return usagef("没有选项 %s", dashes(unknown.GetSpecifiedName()))
	case errors.As(err, &missing):
		return usagef("选项 %s 后面要写值", dashes(missing.GetSpecifiedName()))
	case errors.As(err, &invalid):
		return usagef("选项 --%s 的值不对：%q", invalid.GetFlag().Name, invalid.GetValue())
	}
	return usagef("选项写法不对")
}

func dashes(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// exactly asks for n arguments, named in Chinese; what is not looked at when n is 0.
func exactly(n int, what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case n == 0 && len(args) > 0:
			return usagef("这个命令后面只写选项，不写 %q", args[0])
		case len(args) != n:
			return usagef("需要写明%s", what)
		}
		return nil
	}
}

// windowsDiskFull is ERROR_DISK_FULL, which package syscall does not name.
const windowsDiskFull = syscall.Errno(112)

// explain says in Chinese what an error of the environment means for the person at the keyboard. The technical text
// follows, for whoever helps them.
func explain(err error) string {
	if text, ok := noBrowser(err); ok {
		return text
	}
	switch {
	case errors.Is(err, output.ErrLocked):
		return "另一个 xiangwei 正在向同一文件夹发布，请等它结束后再试。"
	case errors.Is(err, output.ErrStale):
		return "刚才另一个 xiangwei 已经发布过，请重新运行。"
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Sprintf("找不到文件或文件夹（%s）", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Sprintf("没有权限读写（%s）", err)
	case errors.Is(err, syscall.ENOSPC) || runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull):
		return fmt.Sprintf("磁盘已满，腾出空间后再运行一次；已发布的网页没有损坏（%s）", err)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Sprintf("这里要的是文件，实际是文件夹（%s）", err)
	case errors.Is(err, syscall.EROFS):
		return fmt.Sprintf("磁盘是只读的，不能写入（%s）", err)
	}
	return err.Error()
}
