package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/build"
	"xiangwei/internal/cache"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// outcome is what a run tells and leaves behind: all that is needed to tell it again.
type outcome struct {
	Problems   diag.List
	Texts      int // records read, of whatever state
	Pages      int
	Files      int
	Written    int
	Deleted    int
	Unchanged  int
	Tombstones int
	Future     int
	Expired    int
	Draft      int
	NextChange time.Time
}

func outcomeOf(result *build.Result) outcome {
	s := result.Site
	return outcome{
		Problems: result.Problems, Pages: len(s.Pages), Files: result.Tree.Len(), Tombstones: len(s.Tombstones),
		Texts:  len(s.Pages) + len(s.Tombstones) + s.Skipped.Draft + s.Skipped.Future + s.Skipped.Expired,
		Future: s.Skipped.Future, Expired: s.Skipped.Expired, Draft: s.Skipped.Draft, NextChange: s.NextChange,
	}
}

// memory is what one command remembers of one site.
type memory struct {
	folder cache.Folder
	root   string // of the site
	name   string
	key    string
	build  string       // of the program
	cache  *build.Cache // of the run under way
	before *cache.Trace // what an earlier run read
}

// remember prepares to remember what a command comes to, once for each place it leaves something at. About is what it
// depends on beside that, files and the clock. The memory is nil, and does nothing, where nothing is to be remembered or
// the program cannot be told from another build of it.
func remember(root, what, place, about string, off bool) *memory {
	exe, err := os.Executable()
	if off || err != nil {
		return nil
	}
	program := cache.Program(exe)
	if program == "" {
		return nil
	}
	program = version() + "\n" + program
	key := strings.Join([]string{program, what, place, about}, "\n")
	return &memory{folder: cache.In(root), root: root, name: cache.Name(what+"-", place), key: key, build: program}
}

// recall returns what a run now would come to, where that is known.
func (m *memory) recall(ctx context.Context, now time.Time) (outcome, output.Standing, bool) {
	if m == nil {
		return outcome{}, output.Standing{}, false
	}
	memo, ok := m.folder.Recall(ctx, m.name, m.key, m.root, now)
	m.before = memo.Trace
	if !ok {
		return outcome{}, output.Standing{}, false
	}
	told, standing, ok := decodeOutcome(memo.Result)
	return told, standing, ok
}

// record makes a build's reading of the site known to the memory.
func (m *memory) record(o *build.Options) {
	if m == nil {
		return
	}
	m.cache = &build.Cache{
		Recorder: cache.NewRecorder(o.Site, m.folder, m.before), Texts: m.folder.OpenStore("texts"), Program: m.build,
	}
	o.Site, o.Cache = m.cache.Recorder, m.cache
}

// keep remembers what a run came to, and for how long it is sure to be that.
func (m *memory) keep(result *build.Result, told outcome, standing output.Standing, until time.Time) {
	if m == nil || m.cache == nil {
		return
	}
	trace, ok := m.cache.Recorder.Trace()
	if !ok {
		m.folder.Drop(m.name)
		return
	}
	m.folder.Remember(m.name, cache.Memo{Key: m.key, From: result.Site.Now, Until: until, Trace: trace, Result: encodeOutcome(told, standing)})
	m.folder.Tidy("build-", remembered)
}

// keepRead remembers nothing but what files were read of a run that came to nothing.
func (m *memory) keepRead(result *build.Result) {
	m.keep(result, outcome{}, output.Standing{}, result.Site.Now)
}

// steady says until when a run that published comes to the same again: not at all where its report told what had been
// published before it and is no more.
func steady(result *build.Result, published []string) time.Time {
	for _, p := range published {
		if _, ok := result.Tree.Get(p); !ok {
			return result.Site.Now
		}
	}
	return result.Steady()
}

// remembered is how many output folders of a site are remembered.
const remembered = 4

func encodeOutcome(told outcome, standing output.Standing) string {
	text, err := json.Marshal(told)
	if err != nil {
		return ""
	}
	var e cache.Encoder
	e.String(string(text))
	e.Fixed(standing.Manifest[:])
	e.Int(int64(len(standing.Paths)))
	for i, p := range standing.Paths {
		e.String(p)
		e.Int(standing.Sizes[i])
	}
	return string(e.Bytes())
}

func decodeOutcome(data string) (told outcome, standing output.Standing, ok bool) {
	d := cache.NewDecoder(data)
	err := json.Unmarshal([]byte(d.String()), &told)
	copy(standing.Manifest[:], d.Fixed(len(standing.Manifest)))
	n := d.Count()
	standing.Paths, standing.Sizes = make([]string, n), make([]int64, n)
	for i := range n {
		standing.Paths[i], standing.Sizes[i] = d.String(), d.Int()
	}
	return told, standing, err == nil && !d.Failed()
}

// addNoCache adds the switch for those who trust nothing they cannot see.
func addNoCache(cmd *cobra.Command, off *bool) {
	cmd.Flags().BoolVar(off, "no-cache", false, "不用也不写缓存（站点里的 .xiangwei 文件夹），全部重新生成")
}

// folderKey names a folder on the disk, whatever way leads to it.
func folderKey(folder string) string {
	if real, err := resolved(folder); err == nil {
		return real
	}
	return filepath.Clean(folder)
}
