package build

import (
	"fmt"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/source"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// The bench site replaces built-in kinds by those of its corpus; a change of the built-in ones must not break it unseen.
func TestBenchSiteBuilds(t *testing.T) {
	files := benchTexts()
	r, err := Build(t.Context(), Options{
		Site: source.Overlay(files, os.DirFS("../../bench/site")), Layouts: layouts.Files, Theme: theme.Files,
		Now: time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC), Program: "xiangwei test",
	})
	if err != nil {
		t.Fatal(err)
	}
	if bad := worst(r.Problems); len(bad) > 0 {
		t.Errorf("the site has errors: %v", bad)
	}
	for file := range files {
		page := file[len("content/"):len(file)-len(".md")] + ".html"
		if _, ok := r.Tree.Get(page); !ok {
			t.Errorf("no page %s", page)
		}
	}
}

// benchTexts are a text of each kind of the bench site.
func benchTexts() fstest.MapFS {
	files := fstest.MapFS{}
	for file, fields := range map[string]string{
		"content/penalties/2024/p000001.md":  "kind = \"penalty\"\ndocno = \"某罚决字〔2024〕第2号\"\nagency = \"某某县某某局\"\nparty = \"某某（甲乙）商店\"\npenalty = \"警告\"\namount = 100\nlaw = \"《某某法》\"\ndecided = \"2024-05-06\"\n",
		"content/exemptions/2024/x000004.md": "kind = \"exemption\"\nitemno = \"MF-2024-00005\"\nagency = \"某某县某某局\"\nlaw = \"《某某法》\"\neffective = \"2024-05-06\"\nscope = \"全域适用\"\n",
		"content/events/2024/e000007.md":     "kind = \"event\"\nlevel = \"一般\"\nagency = \"某某县某某局\"\nregion = \"某某县\"\nstatus = \"已结束\"\nstarted = \"2024-05-05 10:30\"\n",
		"content/reports/2024/r000010.md":    "kind = \"report\"\nagency = \"某某县某某局\"\nyear = 2023\nrequests = 20\nanswered = 19\nreviews = 1\n",
	} {
		text := fmt.Sprintf("+++\ntitle = \"%s\"\ndate = 2024-05-06T08:55:00+08:00\ntags = [\"安全生产\"]\nsummary = \"概述。\"\n%s+++\n\n## 一、情况\n\n见[另一篇](/reports/2024/r000010/)。\n", file[len("content/"):], fields)
		files[file] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}
