// Package diag describes what is wrong with a site, where, and what to do about it.
//
// It is the first of the program's two currencies: what an author can mend is a Problem, collected and shown together
// with all others of the run; everything else (a full disk, a bug) is an ordinary error. The package knows nothing of
// files, kinds or pages: it holds positions and sentences, sorts them and prints them as text, JSON or SARIF.
//
// Rules for messages: the message says in plain Chinese what is wrong with this value, the value quoted; the hint is
// the smallest mend, as text to paste; a library's raw English is never shown alone; a private value (an ID number, a
// phone) is never echoed in full.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says whether a problem stops publication.
type Severity uint8

const (
	// Error stops publication: nothing is published, the last good site stays. It cannot be switched off.
	Error Severity = iota
	// Warning is printed and counted, but publishes. It can be switched off by rule ID in config.toml.
	Warning
)

// String returns the word used in JSON and SARIF: "error" or "warning".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// Pos is a place in an author-written file. Line and Col count from 1; Col counts characters, not bytes, since clerks
// and editors count characters. A zero Line means the file as a whole; a zero Col the line as a whole.
type Pos struct {
	File string // slash-separated, relative to the site folder
	Line int
	Col  int
}

// String returns "file:line:col", leaving off what is not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Rule is one thing that is checked. Rules are values, kept in plain tables of the package that raises them; the
// document of all rules is generated from those tables.
type Rule struct {
	ID       string   // "area/what", stable, ASCII: "field/money"
	Severity Severity // how a finding counts
	Title    string   // Chinese, a few words
	Basis    string   // the law, standard or RFC that asks for it; empty for the program's own rules
	Doc      string   // Chinese, a few sentences: what is checked, why, how to mend
}

// At raises the rule at a place. The message says what is wrong with this value.
func (r Rule) At(pos Pos, format string, args ...any) Problem {
	return Problem{Severity: r.Severity, Rule: r.ID, Pos: pos, Message: fmt.Sprintf(format, args...)}
}

// Problem is one finding an author can mend.
type Problem struct {
	Severity Severity
	Rule     string
	Pos      Pos
	Message  string
	Hint     string    // smallest mend, may be empty
	Excerpt  string    // the source line at Pos, for the marker; empty where it may hold private data
	Related  []Related // other places that take part
}

// Related is another place that takes part in a problem: the first use of a duplicate, the row a figure contradicts.
type Related struct {
	Pos     Pos
	Message string
}

// WithHint returns the problem with a hint.
func (p Problem) WithHint(format string, args ...any) Problem {
	p.Hint = fmt.Sprintf(format, args...)
	return p
}

// WithExcerpt returns the problem with the source line it stands in.
func (p Problem) WithExcerpt(line string) Problem {
	p.Excerpt = line
	return p
}

// WithRelated returns the problem with one more place.
func (p Problem) WithRelated(pos Pos, format string, args ...any) Problem {
	p.Related = append(slices.Clip(p.Related), Related{Pos: pos, Message: fmt.Sprintf(format, args...)})
	return p
}

// List is what a stage found, in any order until sorted.
type List []Problem

// Errors counts the problems that stop publication.
func (l List) Errors() int {
	n := 0
	for _, p := range l {
		if p.Severity == Error {
			n++
		}
	}
	return n
}

// Warnings counts the problems that do not stop publication.
func (l List) Warnings() int { return len(l) - l.Errors() }

// Sorted returns a copy ordered by file, line, column, rule and message, without exact repeats, so that the same input
// prints the same list whatever the order of the workers.
func (l List) Sorted() List {
	out := slices.Clone(l)
	slices.SortStableFunc(out, compare)
	return slices.CompactFunc(out, func(a, b Problem) bool { return compare(a, b) == 0 })
}

// Without returns the list less the warnings whose rule is in off. Errors stay: they cannot be switched off.
func (l List) Without(off []string) List {
	if len(off) == 0 {
		return l
	}
	return slices.DeleteFunc(slices.Clone(l), func(p Problem) bool {
		return p.Severity != Error && slices.Contains(off, p.Rule)
	})
}

func compare(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Col, b.Pos.Col),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Message, b.Message),
	)
}
