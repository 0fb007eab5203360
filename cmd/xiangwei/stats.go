package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
)

// keptPercent is how much garbage may gather, as a share of what is in use, before it is collected, once all texts are
// read. From then on most of what is allocated is finished pages, which are kept and in which there is nothing to follow.
// Go's own 100 would leave room for as much garbage as there are pages; 20 takes a quarter off the peak for a dozen more
// collections. While texts are read nearly everything is garbage, and 100 is right: docs/performance.md has the figures.
const keptPercent = 20

// collect returns what sets the collector as a build goes on, unless the environment says otherwise.
func collect() (done func(stage string)) {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	return func(stage string) {
		if stage == build.StageRead {
			debug.SetGCPercent(keptPercent)
		}
	}
}

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

// printTimings tells how long each stage took, and how much was made in a second.
func printTimings(cmd *cobra.Command, result *build.Result, took time.Duration) {
	w := cmd.OutOrStdout()
	for _, t := range result.Timings {
		fmt.Fprintf(w, "  %s\t%.3f 秒\n", t.Stage, t.Took.Seconds())
	}
	seconds := max(took.Seconds(), 1e-9)
	fmt.Fprintf(w, "  合计\t%.3f 秒：每秒 %.0f 篇文稿，产出 %.1f MB\n",
		seconds, float64(len(result.Site.Pages))/seconds, float64(result.Tree.Bytes())/seconds/1e6)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Fprintf(w, "  内存\t共向系统申请 %.0f MB，累计分配 %.0f MB，回收 %d 次\n", float64(m.Sys)/1e6, float64(m.TotalAlloc)/1e6, m.NumGC)
}
