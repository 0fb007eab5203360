package audit

import (
	"path"
	"slices"
	"strings"

	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// directory finds the published file that was probably meant. It is made once for all addresses that lead nowhere: a
// renamed section breaks thousands, and looking through the whole tree for each would take longer than the build.
type directory struct {
	folded  map[string]string   // lower-case path to the path as it is
	folders map[string][]string // paths of a folder, sorted
	asked   map[string]string   // suggestions already made
}

func directoryOf(files []*output.File) *directory {
	d := &directory{map[string]string{}, map[string][]string{}, map[string]string{}}
	for _, f := range files { // sorted by path
		if key := strings.ToLower(f.Path); d.folded[key] == "" {
			d.folded[key] = f.Path
		}
		d.folders[path.Dir(f.Path)] = append(d.folders[path.Dir(f.Path)], f.Path)
	}
	return d
}

// neighbours is how many files of a folder, before and behind the place where the target would stand, are compared with
// it; slips is how many addresses are. Beyond, the clerk has a larger mistake to find than a slip.
const (
	neighbours = 100
	slips      = 200
)

// nearest suggests the published file whose name differs from a target by nothing but case, or by a slip.
func (d *directory) nearest(target string) string {
	if as, ok := d.folded[strings.ToLower(target)]; ok {
		return "网址区分大小写，应为 " + as
	}
	if hint, ok := d.asked[target]; ok {
		return hint
	}
	hint := "核对网址；目标已改名的，改成新的网址"
	if len(d.asked) < slips {
		folder := d.folders[path.Dir(target)]
		at, _ := slices.BinarySearch(folder, target)
		if near, ok := diag.Nearest(target, folder[max(0, at-neighbours):min(len(folder), at+neighbours)]); ok {
			hint = "是不是想写 " + near + "？"
		}
	}
	d.asked[target] = hint
	return hint
}
