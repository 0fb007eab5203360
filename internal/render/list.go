package render

import (
	"encoding/json"
	"fmt"
	"strings"

	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// facets returns the ways to narrow a section's list, each value with its own page.
func facets(l *site.Listing) []FacetView {
	var out []FacetView
	for _, f := range l.Section.Facets {
		v := FacetView{Name: f.Field.Name, Label: f.Field.Label}
		for _, value := range f.Values {
			v.Values = append(v.Values, FacetLink{value.Label, value.Path(l.Section), len(value.Pages), value == l.Facet})
		}
		out = append(out, v)
	}
	return out
}

// completeness tells what is known of how much was made, published and taken down. Where nothing was taken down and no
// register is configured, the number of records says it all.
func (r *run) completeness(v *List, l *site.Listing) {
	if l.Facet != nil {
		return
	}
	told := false
	for _, t := range l.Section.Tallies {
		if l.Year == 0 || t.Year == l.Year {
			v.Tallies = append(v.Tallies, t)
			v.Register = v.Register || t.Made > 0
			told = told || t.Ended > 0 || t.Withdrawn > 0
		}
	}
	v.Decided = l.Section.Kind != nil && l.Section.Kind.FieldOf(schema.RoleDecided) != nil
	if !told && !v.Register {
		v.Tallies = nil
	}
	v.Silence = r.silence(l)
}

// silence says which months had no record: 2026年2月、10月，本机关没有作出行政处罚决定。
func (r *run) silence(l *site.Listing) string {
	year, months := l.Section.Silent(l.Year)
	if len(months) == 0 || l.Year == 0 && year < r.site.Today().Year-1 {
		return ""
	}
	var names []string
	for _, m := range months {
		names = append(names, fmt.Sprintf("%d月", m))
	}
	return fmt.Sprintf("%d年%s，%s。", year, strings.Join(names, "、"), strings.TrimSuffix(l.Section.None, "。"))
}

// mostCombined is the largest section whose filters a script combines: the file it fetches has some 150 bytes a record (30
// compressed), and a phone on a slow line must still get it. Larger sections keep the page of each single filter.
const mostCombined = 10_000

// combines reports whether the filters of a section can be combined.
func combines(s *site.Section) bool { return len(s.Facets) > 0 && len(s.Pages) <= mostCombined }

// filterPath is the file the script of combined filters reads.
func filterPath(s *site.Section) string { return s.Name + "/filter.json" }

// filterFile holds, for each public record of a section, what its line in a list and the filters need, so that the script
// fetches some sixty bytes a record and not the whole open data.
type filterFile struct {
	Facets []filterFacet `json:"facets"`
	Items  [][]any       `json:"items"` // path, title, day, number, then for each facet the indexes of its values
}

type filterFacet struct {
	Name   string   `json:"name"`
	Label  string   `json:"label"`
	Values []string `json:"values"`
}

// filters adds the files of combined filters.
func (r *run) filters() error {
	for _, s := range r.site.Sections {
		if !combines(s) {
			continue
		}
		data, err := json.Marshal(r.filter(s))
		if err != nil {
			return fmt.Errorf("writing filters of %s: %w", s.Name, err)
		}
		r.tree.Add(output.File{Path: filterPath(s), Data: data, Group: output.Data, Owner: diag.Pos{File: "content/" + s.Name}})
	}
	return nil
}

func (r *run) filter(s *site.Section) filterFile {
	file := filterFile{Items: [][]any{}}
	years := filterFacet{Name: "year", Label: "年份"}
	at := map[int]int{}
	for i, y := range r.years[s] {
		at[y.Year] = i
		years.Values = append(years.Values, fmt.Sprintf("%d", y.Year))
	}
	file.Facets = append(file.Facets, years)
	has := map[*site.Page][][]int{}
	for i, f := range s.Facets {
		facet := filterFacet{Name: f.Field.Name, Label: f.Field.Label}
		for j, v := range f.Values {
			facet.Values = append(facet.Values, v.Label)
			for _, p := range v.Pages {
				if has[p] == nil {
					has[p] = make([][]int, len(s.Facets))
				}
				has[p][i] = append(has[p][i], j)
			}
		}
		file.Facets = append(file.Facets, facet)
	}
	for _, p := range s.Pages {
		item := r.item(p)
		line := []any{site.EscapePath(p.Path), p.Title, p.Published.Day().String(), item.Number, []int{}}
		if i, ok := at[p.Year]; ok {
			line[4] = []int{i}
		}
		for i := range s.Facets {
			values := []int{}
			if has[p] != nil && has[p][i] != nil {
				values = has[p][i]
			}
			line = append(line, values)
		}
		file.Items = append(file.Items, line)
	}
	return file
}
