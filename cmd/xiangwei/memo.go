package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
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
	place  string // where it leaves something
	name   string
	key    string
	build  string       // of the program
	cache  *build.Cache // of the run under way
	site   fs.FS
	before *cache.Trace    // what an earlier run read
	stood  output.Standing // what it published
	seen   string          // what it saw of what it published
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
	return &memory{folder: cache.In(root), root: root, place: place, name: cache.Name(what+"-", place), key: key, build: program}
}

// recall returns what a run now would come to, where that is known.
func (m *memory) recall(ctx context.Context, now time.Time) (outcome, output.Standing, bool) {
	if m == nil {
		return outcome{}, output.Standing{}, false
	}
	memo, ok := m.folder.Recall(ctx, m.name, m.key, m.root, now)
	m.before = memo.Trace
	told, standing, seen, sound := decodeOutcome(memo.Result)
	if sound {
		m.stood, m.seen = standing, seen
	}
	return told, standing, ok && sound
}

// record makes a build's reading of the site known to the memory, and what is remembered known to the build: of texts,
// and of what was published last in a folder, "" for none.
func (m *memory) record(o *build.Options, out string) {
	if m == nil {
		return
	}
	if m.site = o.Site; out != "" {
		o.Earlier = m.stood.Earlier(out)
	}
	m.cache = &build.Cache{
		Recorder: cache.NewRecorder(o.Site, m.folder, m.before), Texts: m.folder.OpenStore("texts"), Bodies: m.folder.OpenSparse("bodies"), Pages: m.folder.OpenStore("pages"), Folder: m.folder, Program: m.build,
	}
	if o.Earlier != nil {
		m.cache.Seen = build.DecodeSeen(m.seen)
	}
	o.Site, o.Cache = m.cache.Recorder, m.cache
}

// published returns the manifest of what was published last in a folder, nil where nothing was.
func (m *memory) published(out string) (*output.Manifest, error) {
	if m != nil {
		if said := m.stood.Said(out); said != nil {
			return said, nil
		}
	}
	return output.ReadManifest(out)
}

// worthless reports whether a build came to nothing because something was not there any more that was remembered: done
// again without it, it may come to something.
func worthless(err error) bool {
	return errors.Is(err, output.ErrLost) || errors.Is(err, cache.ErrDamaged)
}

// rebuild builds without anything that was published before: some of it is not there any more.
func (m *memory) rebuild(ctx context.Context, o build.Options) (*build.Result, error) {
	o.Site = m.site
	m.record(&o, "")
	o.Earlier, o.Spool = nil, nil // what waits on the disk is of the run before
	return build.Build(ctx, o)
}

// keep remembers what a run came to, and for how long it is sure to be that.
func (m *memory) keep(result *build.Result, told outcome, until time.Time) {
	m.write(result, told, output.Standing{}, "", until)
}

// keepPublished is keep for a run that published what it made.
func (m *memory) keepPublished(result *build.Result, told outcome, standing output.Standing, until time.Time) {
	if m != nil {
		m.write(result, told, standing, result.Seen().Encode(), until)
		if was, _ := m.folder.Load(lastBuild); string(was) != m.place {
			m.folder.Save(lastBuild, []byte(m.place))
		}
	}
}

// keepRead remembers of a run that published nothing what files it read, and still what was published before.
func (m *memory) keepRead(result *build.Result) {
	if m == nil || m.cache == nil {
		return
	}
	seen := ""
	if m.cache.Seen.Holds(m.cache.Recorder) { // what is compared with files from now on are those of this run
		seen = m.seen
	}
	m.write(result, outcome{}, m.stood, seen, result.Site.Now)
}

func (m *memory) write(result *build.Result, told outcome, standing output.Standing, seen string, until time.Time) {
	if m == nil || m.cache == nil {
		return
	}
	trace, ok := m.cache.Recorder.Trace()
	if !ok {
		m.folder.Drop(m.name)
		return
	}
	m.folder.Remember(m.name, cache.Memo{Key: m.key, From: result.Site.Now, Until: until, Trace: trace, Result: encodeOutcome(told, standing, seen)})
	m.folder.Tidy("build-", remembered)
	m.folder.Tidy("picture-", rememberedPictures)
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

// rememberedPictures is how many prepared pictures are kept. One that is needed and gone is prepared again.
const rememberedPictures = 2000

func encodeOutcome(told outcome, standing output.Standing, seen string) string {
	text, err := json.Marshal(told)
	if err != nil {
		return ""
	}
	var e cache.Encoder
	const file = 112 // bytes of one, about
	e.Grow(len(text) + len(seen) + file*len(standing.Files))
	e.String(string(text))
	e.Fixed(standing.Manifest[:])
	e.String(standing.Edition.Program)
	e.String(standing.Edition.AsOf)
	e.String(standing.Edition.NextChange)
	e.Int(int64(len(standing.Files)))
	for _, f := range standing.Files {
		e.String(f.Path)
		e.Int(f.Size)
		e.Int(int64(f.Group))
		e.Fixed(f.Sum[:])
		e.Fixed(f.Key[:])
	}
	e.String(seen)
	return e.Take()
}

func decodeOutcome(data string) (told outcome, standing output.Standing, seen string, ok bool) {
	d := cache.NewDecoder(data)
	err := json.Unmarshal([]byte(d.String()), &told)
	copy(standing.Manifest[:], d.Fixed(len(standing.Manifest)))
	standing.Edition = output.Edition{Program: d.String(), AsOf: d.String(), NextChange: d.String()}
	n := d.Count()
	standing.Files = make([]output.Stood, n)
	for i := range standing.Files {
		f := &standing.Files[i]
		f.Path, f.Size, f.Group = d.String(), d.Int(), output.Group(d.Int())
		copy(f.Sum[:], d.Fixed(len(f.Sum)))
		copy(f.Key[:], d.Fixed(len(f.Key)))
	}
	seen = d.String()
	return told, standing, seen, err == nil && !d.Failed()
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
