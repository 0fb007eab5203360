package diag

import (
	"io"
	"slices"
)

// SARIF writes the list as a SARIF 2.1.0 log (OASIS), for code review tools. Columns are in characters, which SARIF
// calls unicodeCodePoints.
func SARIF(w io.Writer, l List, version string) error {
	rules := []map[string]any{}
	var seen []string
	results := []map[string]any{}
	for _, p := range l {
		if !slices.Contains(seen, p.Rule) {
			seen = append(seen, p.Rule)
			rules = append(rules, map[string]any{"id": p.Rule})
		}
		results = append(results, sarifResult(p))
	}
	return encode(w, map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"tool":       map[string]any{"driver": map[string]any{"name": "xiangwei", "version": version, "rules": rules}},
			"columnKind": "unicodeCodePoints",
			"results":    results,
		}},
	})
}

func sarifResult(p Problem) map[string]any {
	text := p.Message
	if p.Hint != "" {
		text += "。改法：" + p.Hint
	}
	r := map[string]any{
		"ruleId":    p.Rule,
		"level":     p.Severity.String(),
		"message":   map[string]any{"text": text},
		"locations": []any{sarifLocation(p.Pos, "")},
	}
	var related []any
	for _, o := range p.Related {
		if o.Pos.File == "" { // a location needs a file
			continue
		}
		related = append(related, sarifLocation(o.Pos, o.Message))
	}
	if related != nil {
		r["relatedLocations"] = related
	}
	return r
}

func sarifLocation(pos Pos, message string) map[string]any {
	physical := map[string]any{"artifactLocation": map[string]any{"uri": pos.File}}
	if pos.Line > 0 {
		region := map[string]any{"startLine": pos.Line}
		if pos.Col > 0 {
			region["startColumn"] = pos.Col
		}
		physical["region"] = region
	}
	loc := map[string]any{"physicalLocation": physical}
	if message != "" {
		loc["message"] = map[string]any{"text": message}
	}
	return loc
}
