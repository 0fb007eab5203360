package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/diag"
)

func newCheck(s *settings) *cobra.Command {
	var format, cpuProfile string
	var scored, noCache bool
	cmd := &cobra.Command{
		Use:   "check [路径…]",
		Short: "检查全部文稿，列出所有问题",
		Long: `检查全部文稿，一次列出所有问题：在哪一行、错在哪里、怎么改、依据什么。

写上路径时，只列出这些文件或文件夹里的问题。没有错误时退出码为 0，有错误时为 3。

--inspect 按政府网站检查的项目列出自查表：单项否决、扣分和先做什么。`,
		Example: `  xiangwei check
  xiangwei check --inspect
  xiangwei check content/penalties
  xiangwei check --as-of 2025-12-31 --format json`,
	}
	addFormat(cmd, &format)
	addNoCache(cmd, &noCache)
	cmd.Flags().BoolVar(&scored, "inspect", false, "列出政府网站检查自查表：单项否决、扣分、先做什么")
	cmd.Flags().StringVar(&cpuProfile, "cpuprofile", "", "把处理器用时写进这个`文件`，供 go tool pprof 查看")
	cmd.RunE = func(cmd *cobra.Command, args []string) (failed error) {
		o, err := s.options()
		if err != nil {
			return err
		}
		stop, err := profile(cpuProfile)
		if err != nil {
			return err
		}
		defer func() { failed = errors.Join(failed, stop()) }()
		root, err := s.root()
		if err != nil {
			return err
		}
		seen, err := s.publishedSum()
		if err != nil {
			return err
		}
		memory := rememberChecks(root, seen, noCache || scored)
		told, ok := memory.recall(cmd.Context(), o.Now)
		if !ok {
			memory.record(cmd.Context(), &o)
			if o.Published, err = memory.pages(s); err != nil {
				return err
			}
			o.Inspect = scored
			result, err := build.Build(cmd.Context(), o)
			if worthless(err) {
				result, err = memory.own.rebuild(cmd.Context(), o)
			}
			if err != nil {
				return err
			}
			if scored {
				return inspect(cmd, result, format)
			}
			told = outcomeOf(result)
			memory.own.keep(result, told, result.Steady())
		}
		problems, err := s.within(told.Problems, args)
		if err != nil {
			return err
		}
		if err := report(cmd, problems, format); err != nil {
			return err
		}
		if format == "text" {
			fmt.Fprintf(cmd.OutOrStdout(), "检查了 %d 篇文稿，没有错误。\n", told.Texts)
		}
		return nil
	}
	return cmd
}

// within keeps the problems of the given files and folders, written relative to the working folder or to the site.
func (s *settings) within(problems diag.List, paths []string) (diag.List, error) {
	if len(paths) == 0 {
		return problems, nil
	}
	root, err := s.root()
	if err != nil {
		return nil, err
	}
	var prefixes []string
	for _, p := range paths {
		if !exists(p) && !exists(filepath.Join(root, p)) {
			return nil, usagef("没有文件或文件夹 %q", p)
		}
		prefixes = append(prefixes, strings.TrimSuffix(filepath.ToSlash(filepath.Clean(p)), "/"))
		if abs, err := filepath.Abs(p); err == nil {
			if rel, err := filepath.Rel(root, abs); err == nil {
				prefixes = append(prefixes, filepath.ToSlash(rel))
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(problems), func(p diag.Problem) bool {
		return !slices.ContainsFunc(prefixes, func(prefix string) bool {
			return prefix == "." || p.Pos.File == prefix || strings.HasPrefix(p.Pos.File, prefix+"/")
		})
	}), nil
}
