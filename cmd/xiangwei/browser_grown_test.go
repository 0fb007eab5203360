//go:build browser

package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// grownKinds are the folders of the demo whose records are multiplied: those of which a county has many.
var grownKinds = []string{"news", "penalties", "events", "permits", "inspections", "cases"}

var (
	grownTitle  = regexp.MustCompile(`(?m)^title = "(.*)"$`)
	grownNumber = regexp.MustCompile(`(?m)^((?:docket|certificate_no|number) = ".*?)(\d+)(号?")$`)
)

// growSite writes the demo site to a folder, with records added that are like its own, until there are so many.
// Each of them has a title, a number and an address of its own.
func growSite(t *testing.T, dir string, records int) {
	t.Helper()
	root := repositoryRoot(t)
	for _, name := range []string{"content", "layouts", "theme"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	config, err := os.ReadFile(filepath.Join(root, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	config = regexp.MustCompile(`(?m)^made = .*$`).ReplaceAll(config, nil) // the register counts the demo's decisions
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), config, 0o644); err != nil {
		t.Fatal(err)
	}
	var models []string
	have := 0
	content := filepath.Join(dir, "content")
	err = filepath.WalkDir(content, func(p string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".md" {
			return err
		}
		have++
		for _, kind := range grownKinds {
			if strings.HasPrefix(p, filepath.Join(content, kind)) {
				models = append(models, p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for n := range records - have {
		model := models[n%len(models)]
		text, err := os.ReadFile(model)
		if err != nil {
			t.Fatal(err)
		}
		grown := grownTitle.ReplaceAllString(string(text), fmt.Sprintf(`title = "$1（第%d次）"`, n+2))
		grown = grownNumber.ReplaceAllString(grown, fmt.Sprintf("${1}%d${3}", 1000+n))
		name := fmt.Sprintf("%s-%d.md", strings.TrimSuffix(model, ".md"), n)
		if err := os.WriteFile(name, []byte(grown), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
