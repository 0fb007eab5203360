package main

import "github.com/spf13/cobra"

func newCompletion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "输出命令补全脚本",
		Long:  "输出命令补全脚本。装好后，在终端按 Tab 键可补全命令、选项和类型名。",
		Example: `  source <(xiangwei completion bash)
  xiangwei completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args:      exactly(1, "终端种类：bash、zsh、fish 或 powershell"),
		RunE: func(cmd *cobra.Command, args []string) error {
			root, w := cmd.Root(), cmd.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(w, true)
			case "zsh":
				return root.GenZshCompletion(w)
			case "fish":
				return root.GenFishCompletion(w, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(w)
			}
			return usagef("终端种类只能是 bash、zsh、fish 或 powershell，实为 %q", args[0])
		},
	}
}
