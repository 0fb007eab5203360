package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/cache"
	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/schema"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// settings are the flags all commands share.
type settings struct {
	source string
	asOf   string
}

// options returns the options of a build of the site, with today's moment or that of --as-of.
func (s *settings) options() (build.Options, error) {
	root, err := s.root()
	if err != nil {
		return build.Options{}, err
	}
	o := build.Options{Site: cache.Disk(root), Layouts: layouts.Files, Theme: theme.Files, Program: program(), Clock: time.Now}
	o.Now, err = s.now(o.Site)
	return o, err
}

// site is what commands that write a record need to know of the site.
type site struct {
	Options build.Options
	Config  *config.Config
	Kinds   *schema.Set
}

// load reads the site's configuration and kinds. Problems are printed; an error-level one is errProblems.
func (s *settings) load(cmd *cobra.Command) (site, error) {
	o, err := s.options()
	if err != nil {
		return site{}, err
	}
	cfg, kinds, problems, err := build.Load(o)
	if err != nil {
		return site{}, err
	}
	if problems.Errors() > 0 {
		return site{}, report(cmd, problems, "text")
	}
	return site{o, cfg, kinds}, nil
}

// root returns the site's folder, which must hold a config.toml.
func (s *settings) root() (string, error) {
	root, err := filepath.Abs(s.source)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(root, config.File)); errors.Is(err, fs.ErrNotExist) {
		return "", usagef("文件夹 %s 里没有 %s，不是站点文件夹；用 --source 指明，或运行 xiangwei new site 新建", s.source, config.File)
	}
	return root, nil
}

// now returns the moment that counts as now. A day given with --as-of counts as its end: what is dated that day has
// appeared, and what ends with that day is still there.
func (s *settings) now(site fs.FS) (time.Time, error) {
	if s.asOf == "" {
		return time.Now(), nil
	}
	zone, err := date.LoadZone("")
	if cfg, _, configErr := config.Load(site); configErr == nil {
		zone = cfg.Zone
	} else if err != nil {
		return time.Time{}, err
	}
	stamp, err := date.ParseStamp(s.asOf, zone)
	if err != nil {
		return time.Time{}, usagef("--as-of 须是日期，例如 2025-10-14，实为 %q", s.asOf)
	}
	if !stamp.HasClock() {
		return stamp.End().Add(-time.Second), nil
	}
	return stamp.Time(), nil
}

// printers are the forms in which problems are printed.
var printers = map[string]func(io.Writer, diag.List) error{
	"text":  diag.Text,
	"json":  diag.JSON,
	"sarif": func(w io.Writer, l diag.List) error { return diag.SARIF(w, l, version()) },
}

func addFormat(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "问题的输出`格式`：text（默认）、json 或 sarif")
}

// report prints problems in the chosen form: the text form to standard error with a closing count, the others to
// standard output, so that they can be piped. It returns errProblems when one of them is an error.
func report(cmd *cobra.Command, problems diag.List, format string) error {
	printer, ok := printers[format]
	if !ok {
		return usagef("--format 只能是 text、json 或 sarif，实为 %q", format)
	}
	w := cmd.OutOrStdout()
	if format == "text" {
		w = cmd.ErrOrStderr()
	}
	if err := printer(w, problems); err != nil {
		return fmt.Errorf("printing problems: %w", err)
	}
	if format == "text" && len(problems) > 0 {
		fmt.Fprintf(w, "共 %d 个错误、%d 个提醒。\n", problems.Errors(), problems.Warnings())
	}
	if problems.Errors() > 0 {
		return errProblems
	}
	return nil
}
