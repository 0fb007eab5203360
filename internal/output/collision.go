package output

import (
	"slices"
	"strings"

	"xiangwei/internal/diag"
)

// badPaths reports the files that cannot be published under their path.
func badPaths(files []*File) diag.List {
	var list diag.List
	for _, f := range files {
		list = append(list, rulePath.At(f.Owner, "发布路径“%s”不合规：%s", shown(f.Path), pathTrouble(f.Path)).
			WithHint("换一个文件名，用字母、数字、汉字和连字符"))
	}
	return list
}

// shown makes a path fit for a message: no control characters, no broken UTF-8, not endless.
func shown(p string) string {
	const limit = 80
	clean := strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '�'
		}
		return r
	}, p)
	if runes := []rune(clean); len(runes) > limit {
		return string(runes[:limit]) + "……"
	}
	return clean
}

// samePaths reports every file after the first that was added under one path.
func samePaths(rivals map[string][]*File) diag.List {
	var list diag.List
	for p, files := range rivals {
		files = slices.SortedFunc(slices.Values(files), compareFiles)
		for _, f := range files[1:] {
			list = append(list, collision(f, files[0], "路径“"+p+"”已被%s占用"))
		}
	}
	return list
}

// place is the first file or folder seen under a folded path.
type place struct {
	spelling string
	file     *File // the file itself, or the first one in the folder
	folder   bool
}

// mergedPaths reports paths that a disk which ignores case and normalisation would merge, and paths that are both a file
// and a folder. Files are sorted by path, so the first of each pair is always the same one.
func mergedPaths(files []*File) diag.List {
	var list diag.List
	places := make(map[string]place, len(files)+len(files)/8)
	folders := map[string]bool{} // spellings already entered
	for _, f := range files {
		for at := len(f.Path); ; {
			if at = strings.LastIndexByte(f.Path[:at], '/'); at < 0 || folders[f.Path[:at]] {
				break
			}
			folders[f.Path[:at]] = true
			list = enter(list, places, place{f.Path[:at], f, true})
		}
		list = enter(list, places, place{f.Path, f, false})
	}
	return list
}

func enter(list diag.List, places map[string]place, p place) diag.List {
	key := fold(p.spelling)
	first, taken := places[key]
	switch {
	case !taken:
		places[key] = p
		return list
	case first.folder != p.folder:
		return append(list, collision(p.file, first.file, "“"+p.spelling+"”既是文件又是文件夹，与%s冲突"))
	case p.folder:
		return append(list, collision(p.file, first.file,
			"文件夹“"+p.spelling+"”与“"+first.spelling+"”只有大小写或字符写法不同，与%s冲突"))
	}
	return append(list, collision(p.file, first.file,
		"路径“"+p.spelling+"”与“"+first.spelling+"”只有大小写或字符写法不同，与%s冲突"))
}

// collision reports the later of two files at its owner, naming both owners. The form has one %s for the first one's.
func collision(later, first *File, form string) diag.Problem {
	message := strings.Replace(form, "%s", "“"+ownerName(first)+"”", 1) + "，本文件由“" + ownerName(later) + "”产生"
	return ruleCollision.At(later.Owner, "%s", message).
		WithHint("给其中一份换一个文件名（slug）").
		WithRelated(first.Owner, "先占用的文件，发布为“%s”", first.Path)
}

func ownerName(f *File) string {
	if f.Owner.File == "" {
		return "程序自动生成"
	}
	return f.Owner.String()
}
