package cache

import (
	"io/fs"
	"slices"
	"strings"
	"time"
)

// staleTemp is how much older than the newest file a temporary file must be to be nobody's.
const staleTemp = time.Hour

func (f Folder) keepNewest(infos []fs.FileInfo, prefix string, keep int) {
	var own []fs.FileInfo
	for _, i := range infos {
		if strings.HasPrefix(i.Name(), prefix) && !strings.HasSuffix(i.Name(), tempSuffix) {
			own = append(own, i)
		}
	}
	slices.SortFunc(own, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	for _, i := range own[min(keep, len(own)):] {
		f.Drop(i.Name())
	}
}
