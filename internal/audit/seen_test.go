package audit

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/cache"
	"xiangwei/internal/output"
)

// What is remembered of pages says the same as looking at all of them again, whatever comes and goes that they lead to, and
// whether they are looked at while they are made or later.
func TestRememberedLooksFollowWhatPagesLeadTo(t *testing.T) {
	pages := map[string]string{
		"index.html":       wholePage(`<a href="notes/a.html">甲</a><a href="notes/">公告</a>`),
		"notes/index.html": wholePage(`<a href="../">首页</a><a href="../index.html">首页</a>`),
		"notes/a.html":     wholePage(`<a href="b.html">乙</a><a href="../laws/x.html#art-1">第一条</a>`),
		"notes/b.html":     wholePage(`<a href="a.html">甲</a><a href="../laws/x.html#art-1">第一条</a><img src="b.png" alt="">`),
		"notes/b.png":      "",
		"laws/x.html":      wholePage(`<h2 id="art-1">第一条</h2>`),
	}
	for _, early := range []bool{false, true} {
		store := cache.NewMemory()
		now := maps.Clone(pages)
		for _, step := range []struct {
			name   string
			change func()
			faults int
		}{
			{"all is there", func() {}, 0},
			{"nothing changes", func() {}, 0},
			{"a page is added", func() { now["notes/c.html"] = wholePage(`<a href="d.html">丁</a>`) }, 1},
			{"the page it leads to comes", func() { now["notes/d.html"] = wholePage("") }, 0},
			{"a page that others lead to goes", func() { delete(now, "notes/b.html") }, 1},
			{"and comes back", func() { now["notes/b.html"] = pages["notes/b.html"] }, 0},
			{"a picture goes", func() { delete(now, "notes/b.png") }, 1},
			{"and comes back", func() { now["notes/b.png"] = "" }, 0},
			{"the index of a folder goes", func() { delete(now, "notes/index.html") }, 1},
			{"and comes back", func() { now["notes/index.html"] = pages["notes/index.html"] }, 0},
			{"the home page goes", func() { delete(now, "index.html") }, 2},
			{"and comes back", func() { now["index.html"] = pages["index.html"] }, 0},
			{"an anchor two pages lead to goes", func() { now["laws/x.html"] = wholePage(`<h2 id="art-2">第二条</h2>`) }, 1},
			{"and comes back", func() { now["laws/x.html"] = pages["laws/x.html"] }, 0},
		} {
			step.change()
			in := pagesOf(t, nil, now)
			want := listed(in)
			in.Looks, in.Context = store, "test"
			if early {
				made := in.Tree
				in.Tree = output.NewTree()
				watch, err := NewWatch(in)
				if err != nil {
					t.Fatal(err)
				}
				in.Watch = watch
				in.Tree.Watch(watch.See)
				for _, f := range made.Files() {
					in.Tree.Add(output.File{Path: f.Path, Data: f.Data, Group: f.Group, Owner: f.Owner})
				}
			}
			if diff := cmp.Diff(want, listed(in)); diff != "" {
				t.Errorf("%s (while they are made: %v) (-anew +remembered):\n%s", step.name, early, diff)
			}
			if len(want) != step.faults {
				t.Errorf("%s: %q", step.name, want)
			}
			store.Save()
		}
	}
}
