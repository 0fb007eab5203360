// Package audit is the inspector: rules over entries as they are read, and over the finished site and its rendered tree.
//
// A rule is a value: ID, severity, legal basis, explanation, and the function that finds it broken. Rules stand in plain
// tables, one file per area; the document of all rules is generated from them. The package finds and says; it changes
// nothing, reads no files and no clock. It alone parses the rendered HTML.
package audit

import (
	"context"
	"fmt"

	"xiangwei/internal/cache"
	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/screen"
	"xiangwei/internal/site"
	"xiangwei/internal/workday"
)

// Rule is one thing the inspector checks on the finished site. A rule that a kind must ask for (`checks` in kind.toml)
// has a Check name and sees only records of those kinds.
type Rule struct {
	diag.Rule
	Also  []diag.Rule // further rules the same look raises
	Check string      // name in kind.toml's checks; empty: the rule looks at every site
	Run   func(in *Input) diag.List
}

// Input is what site rules look at. All of it is read-only.
type Input struct {
	Config   *config.Config
	Content  *content.Set
	Site     *site.Site
	Tree     *output.Tree
	Calendar *workday.Calendar
	Plans    []*screen.Plan // of the site's screens

	Words     *Words   // wrong expressions; nil looks for none
	Published []string // addresses of record pages published last; empty where nothing was
	Inspect   bool     // also look at what only an inspection of a government site asks for

	Watch   *Watch       // what was seen of pages while they were made; nil: nothing
	Looks   *cache.Store // what was found on pages before; nil: nothing is remembered
	Context string       // names the program and the configuration, for Looks

	lost error // set by a rule: a file of the tree cannot be read
}

// Pages returns the public records of the kinds that ask for a check.
func (in *Input) Pages(check string) []*site.Page {
	var pages []*site.Page
	for _, p := range in.Site.Pages {
		for _, c := range p.Record.Kind.Checks {
			if c == check {
				pages = append(pages, p)
				break
			}
		}
	}
	return pages
}

// tables is every table of site rules, one per file of this package.
var tables = [][]Rule{citationRules, reviewRules, deadlineRules, sectionRules, docketRules, penaltyRules, displayRules, exemptionRules, pageRules, wordingRules, vanishedRules, figureRules, screenRules, stripRules}

// Run runs every rule over the site. Problems are in no particular order.
func Run(ctx context.Context, in *Input) (diag.List, error) {
	var problems diag.List
	for _, table := range tables {
		for _, r := range table {
			if err := ctx.Err(); err != nil {
				return problems, err
			}
			problems = append(problems, r.Run(in)...)
		}
	}
	if in.lost != nil {
		return nil, fmt.Errorf("inspecting pages: %w", in.lost)
	}
	return problems, nil
}

// Rules returns the rules of all tables.
func Rules() []diag.Rule {
	var all []diag.Rule
	for _, table := range tables {
		for _, r := range table {
			all = append(append(all, r.Rule), r.Also...)
		}
	}
	return all
}
