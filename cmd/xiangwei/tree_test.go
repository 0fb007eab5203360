package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// readTree returns the files below a folder by their paths. What a publish keeps for itself, in hidden files and
// folders, is no part of a site.
func readTree(dir string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && p != dir && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(p)
		return err
	})
	return files, err
}

// diffTrees says how two trees differ, file by file, with the first place at which a file differs.
func diffTrees(want, got map[string][]byte) []string {
	var out []string
	for _, p := range slices.Sorted(maps.Keys(want)) {
		switch other, ok := got[p]; {
		case !ok:
			out = append(out, p+": missing")
		case !bytes.Equal(want[p], other):
			out = append(out, p+": "+firstDifference(want[p], other))
		}
	}
	for _, p := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[p]; !ok {
			out = append(out, p+": not expected")
		}
	}
	return out
}

func firstDifference(want, got []byte) string {
	i := 0
	for i < len(want) && i < len(got) && want[i] == got[i] {
		i++
	}
	cut := func(b []byte) string { return string(b[max(0, i-40):min(len(b), i+60)]) }
	return fmt.Sprintf("differs at byte %d:\n  want …%q…\n  got  …%q…", i, cut(want), cut(got))
}

// deadLinks returns what is wrong with the addresses in the pages below a folder.
func deadLinks(dir string) []string {
	files, err := readTree(dir)
	if err != nil {
		return []string{err.Error()}
	}
	var problems []string
	pages := 0
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(p) != ".html" {
			continue
		}
		pages++
		doc, err := html.Parse(bytes.NewReader(files[p]))
		if err != nil {
			problems = append(problems, p+": "+err.Error())
			continue
		}
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				if a.Key == "href" || a.Key == "src" {
					if problem := addressProblem(files, p, n.Data, a.Val); problem != "" {
						problems = append(problems, p+": "+problem)
					}
				}
			}
		}
	}
	if pages == 0 {
		problems = append(problems, dir+" holds no page")
	}
	return problems
}

// addressProblem says what is wrong with an address in a page: an internal one must be relative, end in a file name and
// lead to a published file, and no element but a link may fetch from elsewhere.
func addressProblem(files map[string][]byte, page, element, address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return fmt.Sprintf("%s %q: %v", element, address, err)
	case u.Scheme == "mailto" || u.Scheme == "tel" || u.Scheme == "data":
		return ""
	case u.Scheme == "https" || u.Scheme == "http":
		if element != "a" && element != "link" {
			return fmt.Sprintf("%s fetches %q from elsewhere", element, address)
		}
		if u.Hostname() == "localhost" {
			return fmt.Sprintf("%s leads to %q", element, address)
		}
		return ""
	case u.Scheme != "" || u.Host != "":
		return fmt.Sprintf("%s has the address %q", element, address)
	case address == "":
		return element + " has an empty address"
	case strings.HasPrefix(address, "/"):
		return fmt.Sprintf("%s has %q, which begins with /", element, address)
	case u.Path == "":
		return anchorProblem(files[page], u.Fragment)
	}
	target := path.Join(path.Dir(page), u.Path)
	if _, ok := files[target]; !ok {
		return fmt.Sprintf("%s leads to %q, but %s is not published", element, address, target)
	}
	if path.Ext(target) == ".html" && u.Fragment != "" {
		return anchorProblem(files[target], u.Fragment)
	}
	return ""
}

func anchorProblem(page []byte, id string) string {
	if bytes.Contains(page, []byte(`id="`+id+`"`)) {
		return ""
	}
	return fmt.Sprintf("a link leads to #%s, which is not there", id)
}
