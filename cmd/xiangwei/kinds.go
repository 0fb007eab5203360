package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/layouts"
)

func newKinds(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "kinds [类型]",
		Short: "列出信息类型，或一个类型的全部字段和依据",
		Example: `  xiangwei kinds
  xiangwei kinds penalty`,
		ValidArgsFunction: s.completeKinds,
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		kinds, problems, err := s.kinds()
		if err != nil {
			return err
		}
		if problems.Errors() > 0 {
			return report(cmd, problems, "text")
		}
		w := cmd.OutOrStdout()
		if len(args) == 0 {
			for _, k := range kinds.Kinds {
				fmt.Fprintf(w, "%-18s %s（栏目 %s）\n", k.Name, k.Label, k.Section)
			}
			fmt.Fprintln(w, "\n运行 xiangwei kinds <类型> 查看字段、期限和依据。")
			return nil
		}
		for _, name := range args {
			k, err := kindNamed(kinds, name)
			if err != nil {
				return err
			}
			fmt.Fprint(w, schema.Describe(k))
		}
		return nil
	}
	return cmd
}

// kinds returns the kinds of the site, or the built-in ones outside a site's folder.
func (s *settings) kinds() (*schema.Set, diag.List, error) {
	o, err := s.options()
	if err != nil {
		return schema.Load(layouts.Files)
	}
	_, kinds, problems, err := build.Load(o)
	return kinds, problems, err
}

func kindNamed(kinds *schema.Set, name string) (*schema.Kind, error) {
	for _, k := range kinds.Kinds {
		if k.Name == name || k.Label == name {
			return k, nil
		}
	}
	if near, ok := diag.Nearest(name, kinds.Names()); ok {
		return nil, usagef("没有名为 %q 的类型，是不是 %s？", name, near)
	}
	return nil, usagef("没有名为 %q 的类型；可用：%s", name, strings.Join(kinds.Names(), "、"))
}

func (s *settings) completeKinds(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	kinds, _, err := s.kinds()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, k := range kinds.Kinds {
		out = append(out, k.Name+"\t"+k.Label)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
