package ingest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/schema"
)

// Record returns the draft as the text of a new record of the kind: the scaffold with every field explained, filled in
// as far as the document tells, and the document's body. Fields a machine cannot know are left for the clerk.
func Record(k *schema.Kind, d Draft, figures []Figure, today date.Day) string {
	front, _, _ := cutFront(schema.Scaffold(k, today))
	for role, value := range known(d) {
		if f := k.FieldOf(role); f != nil && value != "" {
			front = fill(front, f.Name, value)
		}
	}
	body := strings.TrimRight(d.Body, "\n") + "\n"
	for _, t := range k.Tables {
		if rows := exact(figures); t.Figures() && len(rows) > 0 {
			body += "\n## " + t.Label + "\n\n" + FigureTable(rows)
		}
	}
	return front + "\n" + body
}

// exact keeps the figures that are numbers: 300余 stays in the prose alone.
func exact(figures []Figure) []Figure {
	return slices.DeleteFunc(slices.Clone(figures), func(f Figure) bool {
		_, err := strconv.ParseFloat(f.Value, 64)
		return err != nil
	})
}

// known returns what the document tells about fields, by role, as TOML values.
func known(d Draft) map[schema.Role]string {
	m := map[schema.Role]string{
		schema.RoleTitle: quote(d.Title), schema.RoleNumber: quote(d.Docket), schema.RoleAuthority: quote(d.Issuer), schema.RoleSource: quote(d.Issuer),
	}
	if d.Year > 0 {
		m[schema.RoleYear] = strconv.Itoa(d.Year)
	}
	if !d.Date.IsZero() {
		m[schema.RoleDecided] = d.Date.String()
	}
	return m
}

// quote writes a TOML string, "" for an empty one. Official titles hold no control characters, only quotes now and then.
func quote(s string) string {
	if s == "" {
		return ""
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}

// cutFront parts the scaffold after its closing fence.
func cutFront(text string) (front, body string, ok bool) {
	i := strings.Index(text, "\n+++\n")
	if i < 0 {
		return text, "", false
	}
	i += len("\n+++\n")
	return text[:i], text[i:], true
}

// fill writes a value into the line of a field, which may be commented out.
func fill(front, name, value string) string {
	line := regexp.MustCompile(`(?m)^(?:# )?` + regexp.QuoteMeta(name) + ` = .*$`)
	done := false
	return line.ReplaceAllStringFunc(front, func(old string) string {
		if done {
			return old
		}
		done = true
		return name + " = " + value
	})
}
