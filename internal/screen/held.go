package screen

import (
	"strings"
	"unicode/utf8"

	"xiangwei/internal/content"
	"xiangwei/internal/schema"
)

// Why is the reason for which a record is not on a screen.
type Why string

// The reasons.
const (
	Draft       Why = "draft"
	Withdrawn   Why = "withdrawn"
	Expired     Why = "expired"
	Unpublished Why = "unpublished"
	Private     Why = "private"
	Unreviewed  Why = "unreviewed"
	Changed     Why = "changed"
	NotTaken    Why = "not-taken"
	Elsewhere   Why = "elsewhere"
	NotInForce  Why = "not-in-force"
	Older       Why = "older"
	NotYet      Why = "not-yet"
	Past        Why = "past"
	NotToday    Why = "not-today"
	Outranked   Why = "outranked"
)

// Held is a record that a screen does not show.
type Held struct {
	File  string // below the site folder
	Title string
	Why   Why
	Text  string // Chinese
}

// secretNames are names of parties to cases and numbers of cases, by their length in bytes.
type secretNames map[int]map[string]bool

// shortest is the least length of a name that is looked for: two characters of Chinese occur in many words.
const shortest = 3

// secrets collects names from every record that has a party: public or not, for a draft's party is no less private.
func secrets(set *content.Set) secretNames {
	names := secretNames{}
	for _, e := range set.Entries {
		k := e.Record.Kind
		if !private(k) {
			continue
		}
		for _, role := range []schema.Role{schema.RoleParty, schema.RolePerson, schema.RoleNumber} {
			for _, name := range e.Record.Role(role).Strings() {
				names.add(name)
			}
		}
	}
	return names
}

func (n secretNames) add(name string) {
	name = strings.TrimSpace(name)
	if utf8.RuneCountInString(name) < shortest {
		return
	}
	if n[len(name)] == nil {
		n[len(name)] = map[string]bool{}
	}
	n[len(name)][name] = true
}

// caseWords occur in numbers and names of case documents, not in notices.
var caseWords = []string{"罚决字", "处罚决定书", "罚决〔", "罚字〔", "当事人：", "当事人姓名"}

// in says what of a case a text names, in Chinese and without the name itself.
func (n secretNames) in(text string) (string, bool) {
	for _, w := range caseWords {
		if strings.Contains(text, w) {
			return "案件信息（" + w + "）", true
		}
	}
	for at := range text {
		for size, names := range n {
			if at+size <= len(text) && names[text[at:at+size]] {
				return "案件当事人的名称或文号", true
			}
		}
	}
	return "", false
}
