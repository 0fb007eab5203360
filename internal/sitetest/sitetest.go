// Package sitetest makes sites in memory for tests: from texts to the graph, by the stages a build takes, so that what a
// test sees is what a build sees. Only tests import it. It knows no rule: what a site breaks is for the tests to say.
package sitetest

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/source"
	"xiangwei/layouts"
)

// Site is what a site is made of.
type Site struct {
	Config  string            // the text of config.toml
	Kinds   map[string]string // the texts of kind.toml, by name of the kind; without one, the built-in kinds
	Files   map[string]string // by name below the site's folder; layouts/ lies over the built-in ones
	Now     string            // the moment, as front matter writes it, in the site's zone
	Preview bool
}

// Made is the site after each stage. Problems are those of the graph; an earlier one ends the test.
type Made struct {
	Config   *config.Config
	Kinds    *schema.Set
	Content  *content.Set
	Graph    *site.Site
	Problems diag.List
}

// Make takes the site through all stages up to its graph.
func (s Site) Make(t testing.TB) Made {
	t.Helper()
	m := Made{Kinds: s.kinds(t)}
	var problems diag.List
	if m.Config, problems = config.Read([]byte(s.Config)); len(problems) > 0 {
		t.Fatal(problems)
	}
	var err error
	if m.Content, problems, err = content.Load(t.Context(), s.tree(), m.Options()); err != nil || problems.Errors() > 0 {
		t.Fatal(problems, err)
	}
	now, err := date.ParseStamp(s.Now, m.Config.Zone)
	if err != nil {
		t.Fatal(err)
	}
	m.Graph, m.Problems = site.New(m.Config, m.Kinds, m.Content, site.Options{Now: now.Time(), Preview: s.Preview})
	return m
}

// Sound is Make for a site whose graph must be without an error.
func (s Site) Sound(t testing.TB) Made {
	t.Helper()
	m := s.Make(t)
	if m.Problems.Errors() > 0 {
		t.Fatal(m.Problems)
	}
	return m
}

// Options are those texts are read with.
func (m Made) Options() content.Options {
	return content.Options{Config: m.Config, Kinds: m.Kinds, Converter: markdown.New(markdown.Options{}), Env: schema.Env{Zone: m.Config.Zone}}
}

func (s Site) tree() fstest.MapFS {
	tree := fstest.MapFS{}
	for name, text := range s.Files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tree
}

func (s Site) kinds(t testing.TB) *schema.Set {
	t.Helper()
	own, err := fs.Sub(s.tree(), "layouts")
	if err != nil {
		t.Fatal(err)
	}
	var from fs.FS = source.Overlay(own, layouts.Files)
	if s.Kinds != nil {
		declared := fstest.MapFS{}
		for name, text := range s.Kinds {
			declared[name+"/kind.toml"] = &fstest.MapFile{Data: []byte(text)}
		}
		from = declared
	}
	kinds, problems, err := schema.Load(from)
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return kinds
}

// Below moves files into a folder: "content".
func Below(folder string, files map[string]string) map[string]string {
	moved := make(map[string]string, len(files))
	for name, text := range files {
		moved[folder+"/"+name] = text
	}
	return moved
}
