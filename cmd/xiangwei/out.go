package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"xiangwei/internal/content"
)

// inputFolders are the folders of a site that are read; what is published must not become input of the next build.
var inputFolders = []string{content.Folder, "layouts", "theme", "screens"}

// checkOut refuses to publish where the output would mix with what it is made from: the site's folder, a folder above
// it, which would also put the sources on the web, or one of the folders authors write in.
func checkOut(source, out string) error {
	source, err := resolved(source)
	if err != nil {
		return err
	}
	target, err := resolved(out)
	if err != nil {
		return err
	}
	if info, err := os.Stat(target); err == nil && !info.IsDir() {
		return fmt.Errorf("不能发布到 %s：它是文件，不是文件夹", out)
	}
	if within(source, target) {
		return usagef("不能发布到 %s：它是站点文件夹本身或上级文件夹；用 --out 另指一个文件夹", out)
	}
	below, err := filepath.Rel(source, target)
	if err != nil { // on another disk
		return nil
	}
	if first, _, _ := strings.Cut(filepath.ToSlash(below), "/"); slices.Contains(inputFolders, first) {
		return usagef("不能发布到 %s：站点的 %s 文件夹是写文稿用的；用 --out 另指一个文件夹", out, first)
	}
	return nil
}

// within reports whether a folder is another one or lies below it.
func within(folder, above string) bool {
	rel, err := filepath.Rel(above, folder)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// resolved returns a path with its links followed as far as it exists.
func resolved(name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	for rest := ""; ; {
		if real, err := filepath.EvalSymlinks(name); err == nil {
			return filepath.Join(real, rest), nil
		}
		parent := filepath.Dir(name)
		if parent == name {
			return filepath.Join(name, rest), nil
		}
		name, rest = parent, filepath.Join(filepath.Base(name), rest)
	}
}
