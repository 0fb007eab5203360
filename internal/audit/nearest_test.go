package audit

import (
	"fmt"
	"testing"

	"xiangwei/internal/output"
)

func TestNearest(t *testing.T) {
	files := []*output.File{{Path: "a/index.html"}, {Path: "a/notice.html"}, {Path: "b/Upper.html"}}
	d := directoryOf(files)
	for target, want := range map[string]string{
		"b/upper.html":   "网址区分大小写，应为 b/Upper.html",
		"a/notce.html":   "是不是想写 a/notice.html？",
		"c/notice.html":  "核对网址；目标已改名的，改成新的网址",
		"a/another.html": "核对网址；目标已改名的，改成新的网址",
	} {
		for range 2 {
			if got := d.nearest(target); got != want {
				t.Errorf("%s: %s", target, got)
			}
		}
	}
}

// Thousands of broken addresses in a folder of thousands: a renamed section.
func BenchmarkNearest(b *testing.B) {
	var files []*output.File
	for i := range 10_000 {
		files = append(files, &output.File{Path: fmt.Sprintf("penalties/2025/%05d.html", i)})
	}
	b.ReportAllocs()
	for b.Loop() {
		d := directoryOf(files)
		for i := range 5_000 {
			d.nearest(fmt.Sprintf("penalties/2025/x%05d.html", i))
		}
	}
}
