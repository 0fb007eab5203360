package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/render"
)

// profile writes where the processor's time goes to a file until stop is called; no file, no profile.
func profile(file string) (stop func() error, err error) {
	if file == "" {
		return func() error { return nil }, nil
	}
	f, err := os.Create(file)
	if err != nil {
		return nil, fmt.Errorf("writing profile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		f.Close()
		return nil, fmt.Errorf("writing profile: %w", err)
	}
	return func() error {
		pprof.StopCPUProfile()
		if err := f.Close(); err != nil {
			return fmt.Errorf("writing profile: %w", err)
		}
		return nil
	}, nil
}

// slowest is how many pages are told of.
const slowest = 5

// printWork tells what was made anew, and which pages and layouts took longest.
func printWork(w io.Writer, result *build.Result) {
	p := result.Pages
	fmt.Fprintf(w, "  缓存\t沿用文稿 %d / %d 篇，沿用网页 %d / %d 页，其中 %d 页不必核对\n", result.Content.Known, len(result.Content.Entries), p.Kept, p.Kept+p.Made, p.Known)
	layouts := map[string]time.Duration{}
	pages := map[string]int{}
	for _, s := range p.Spent {
		name := strings.TrimSuffix(s.View+"（"+s.Kind+"）", "（）")
		layouts[name] += s.Took
		pages[name]++
	}
	names := slices.SortedFunc(maps.Keys(layouts), func(a, b string) int { return cmp.Or(cmp.Compare(layouts[b], layouts[a]), cmp.Compare(a, b)) })
	for _, name := range names[:min(slowest, len(names))] {
		fmt.Fprintf(w, "  布局 %s\t%.3f 秒，%d 页（各页用时之和）\n", name, layouts[name].Seconds(), pages[name])
	}
	slices.SortFunc(p.Spent, func(a, b render.Spent) int { return cmp.Or(cmp.Compare(b.Took, a.Took), cmp.Compare(a.Path, b.Path)) })
	for _, s := range p.Spent[:min(slowest, len(p.Spent))] {
		fmt.Fprintf(w, "  最慢的网页 %s\t%.1f 毫秒\n", s.Path, float64(s.Took.Microseconds())/1000)
	}
}

// printTimings tells how long each stage took, and how much was made in a second.
func printTimings(cmd *cobra.Command, result *build.Result, took time.Duration) {
	w := cmd.OutOrStdout()
	for _, t := range result.Timings {
		fmt.Fprintf(w, "  %s\t%.3f 秒\n", t.Stage, t.Took.Seconds())
	}
	printWork(w, result)
	seconds := max(took.Seconds(), 1e-9)
	fmt.Fprintf(w, "  合计\t%.3f 秒：每秒 %.0f 篇文稿，产出 %.1f MB\n",
		seconds, float64(len(result.Site.Pages))/seconds, float64(result.Tree.Bytes())/seconds/1e6)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintf(w, "  内存\t共向系统申请 %.0f MB，累计分配 %.0f MB，回收 %d 次\n", float64(m.Sys)/1e6, float64(m.TotalAlloc)/1e6, m.NumGC)
}
