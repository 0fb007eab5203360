package build

import (
	"fmt"
	"slices"

	"xiangwei/internal/audit"
	"xiangwei/internal/diag"
)

// guard lets the privacy gate read what a site has beside its content. It comes after the texts: what they come to does
// not depend on layouts and themes, and is kept for what was read before them.
func (b *builder) guard() error {
	problems, err := b.gate.Site(b.Site)
	if err != nil {
		return fmt.Errorf("reading the site's texts: %w", err)
	}
	b.problems = append(b.problems, problems...)
	return nil
}

// report is the list of problems as it may be shown: sorted, without what config.toml switches off, and with nothing
// private in it. What a waiver lets through is listed always.
func (b *builder) report() diag.List {
	b.problems = append(b.problems, switchedOff(b.Site, b.result.Config.Warnings.Off)...)
	b.problems = append(b.problems, unknownLabels(b.Site, b.result.Config.Page.Labels, b.result.Kinds)...)
	b.problems = append(b.problems, unknownSections(b.Site, b.result.Config, b.result.Site, b.result.Kinds)...)
	off := slices.DeleteFunc(slices.Clone(b.result.Config.Warnings.Off), func(id string) bool { return id == audit.RuleWaived })
	return b.gate.Clean(b.problems.Without(off)).Sorted()
}
