package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// What goes wrong on the machine is told in Chinese, with the technical words after it.
func TestExplainTellsWhatHappened(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"full disk", &fs.PathError{Op: "write", Path: "a.html", Err: syscall.ENOSPC}, "磁盘已满"},
		{"read-only disk", &fs.PathError{Op: "open", Path: "lock", Err: syscall.EROFS}, "磁盘是只读的"},
		{"folder for a file", &fs.PathError{Op: "read", Path: "in", Err: syscall.EISDIR}, "这里要的是文件"},
		{"no permission", &fs.PathError{Op: "open", Path: "lock", Err: syscall.EACCES}, "没有权限读写"},
		{"missing file", &fs.PathError{Op: "open", Path: "a.txt", Err: syscall.ENOENT}, "找不到文件或文件夹"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := explain(fmt.Errorf("publishing to public: %w", c.err))
			if !strings.HasPrefix(got, c.want) || !strings.Contains(got, c.err.Error()) {
				t.Errorf("explain = %q, want %q and the technical text", got, c.want)
			}
		})
	}
	if got := explain(errors.New("other")); got != "other" {
		t.Errorf("explain of an unknown error = %q", got)
	}
}
