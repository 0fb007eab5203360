package serve

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watcher says which paths may have changed. It may say too much, never too little: the snapshot decides. Folders are
// watched, not files, since editors save by renaming a new file over the old one, which ends a watch on the file.
type watcher struct {
	root  string
	rules rules
	poll  time.Duration // 0: events
	probe time.Duration
	pokes chan<- string
	note  func(string)

	cost   atomic.Int64      // nanoseconds the last look took; set by whoever receives the pokes
	events *fsnotify.Watcher // nil while polling
	dirs   map[string]bool   // watched folders, by slash path
}

// open begins to watch, by events where they can be had and by polling elsewhere.
func (w *watcher) open() {
	if w.poll > 0 {
		w.poll = max(w.poll, pollLeast)
		return
	}
	if why := remote(w.root); why != "" {
		w.fall("网站文件夹在" + why + "上，收不到文件变动的通知")
		return
	}
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.fall("系统不能通知文件变动（" + err.Error() + "）")
		return
	}
	w.events, w.dirs = events, map[string]bool{}
	if err := w.add(whole); err != nil {
		w.refuse(err)
	}
}

// refuse turns to polling after the system has refused a watch: on Linux the limit of fs.inotify.max_user_watches shows
// as "no space left on device".
func (w *watcher) refuse(err error) {
	w.fall("系统不能再监视更多文件夹（" + err.Error() + "）")
}

// fall turns to polling.
func (w *watcher) fall(why string) {
	if w.events != nil {
		_ = w.events.Close() // nothing depends on it any more
		w.events = nil
	}
	w.poll = pollEvery
	w.note(why + "，改为每秒查看一次。")
}

// add watches a folder and all below it. A folder is added before it is listed: what is made in it in between is either
// in the list or in an event.
func (w *watcher) add(name string) error {
	start := filepath.Join(w.root, filepath.FromSlash(name))
	return filepath.WalkDir(start, func(file string, d fs.DirEntry, err error) error {
		if d == nil || !d.IsDir() {
			return nil
		}
		p, ok := relative(w.root, file)
		if err != nil || !ok || w.rules.skip(p, true) {
			return fs.SkipDir // vanished meanwhile, not to be read, or not wanted
		}
		if err := w.events.Add(file); err != nil {
			if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
				return fs.SkipDir
			}
			return err
		}
		w.dirs[p] = true
		return nil
	})
}

// drop forgets a folder that was removed or renamed. After a rename the system goes on reporting the folders below it
// under their old paths, so their watches end here; the new path is added afresh.
func (w *watcher) drop(name string) {
	if !w.dirs[name] {
		return
	}
	for p := range w.dirs {
		if p == name || strings.HasPrefix(p, name+"/") {
			_ = w.events.Remove(filepath.Join(w.root, filepath.FromSlash(p))) // gone by itself if the folder is
			delete(w.dirs, p)
		}
	}
}

// run reports until ctx ends.
func (w *watcher) run(ctx context.Context) {
	if w.events != nil && w.listen(ctx) {
		_ = w.events.Close() // the preview is about to end
		return
	}
	w.look(ctx)
}

// listen turns events into pokes. It returns true when ctx has ended, false when events cannot be relied on any more.
//
// Some shared and virtual disks take a watch and never report anything. Nothing may be written to find out, so until a
// first event has come everything is looked at now and then as well.
func (w *watcher) listen(ctx context.Context) bool {
	probe := time.NewTicker(w.probe)
	defer probe.Stop()
	for {
		name := whole
		select {
		case e, ok := <-w.events.Events:
			if !ok {
				w.fall("文件变动的通知中断了")
				return false
			}
			probe.Stop()
			var good bool
			if name, good = w.take(e); !good {
				return false
			}
		case err, ok := <-w.events.Errors:
			if !ok || !w.recover(err) {
				return false
			}
		case <-probe.C:
		case <-ctx.Done():
			return true
		}
		if name != "" && !w.poke(ctx, name) {
			return true
		}
	}
}

// take follows folders as they come and go, and returns the path to look at: none for an event that says nothing. Good
// is false after a turn to polling.
func (w *watcher) take(e fsnotify.Event) (name string, good bool) {
	// Virus scanners, indexers and backups change attributes all the time.
	if e.Op == fsnotify.Chmod {
		return "", true
	}
	p, ok := relative(w.root, e.Name)
	if !ok {
		return "", true
	}
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		if p == whole {
			w.fall("网站文件夹被移动或删除")
			return whole, false
		}
		w.drop(p)
	}
	if w.rules.skip(p, true) {
		return "", true
	}
	if e.Has(fsnotify.Create) {
		if err := w.add(p); err != nil {
			w.refuse(err)
			return p, false
		}
	}
	return p, true
}

// recover watches everything again after an error of the watcher, such as more events than its queue holds: among those
// that were lost there may be new folders.
func (w *watcher) recover(err error) bool {
	if !errors.Is(err, fsnotify.ErrEventOverflow) {
		w.note("监视文件时出错（" + err.Error() + "），已重新查看全部文件。")
	}
	if err := w.add(whole); err != nil {
		w.refuse(err)
		return false
	}
	return true
}

// look polls. It rests at least ten times as long as the last look at everything took, so that a large site on a slow
// disk is not read without end.
func (w *watcher) look(ctx context.Context) {
	for w.poke(ctx, whole) {
		rest := time.NewTimer(max(w.poll, 10*time.Duration(w.cost.Load())))
		select {
		case <-rest.C:
		case <-ctx.Done():
			rest.Stop()
			return
		}
	}
}

func (w *watcher) poke(ctx context.Context, name string) bool {
	select {
	case w.pokes <- name:
		return true
	case <-ctx.Done():
		return false
	}
}
