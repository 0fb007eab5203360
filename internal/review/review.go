// Package review is the record of 三审三校: who passed a text at which stage, bound to that very text by its SHA-256.
//
// Each line ends in a seal over itself and the seal of the line before, so that a name, a time, an opinion or the order of
// the lines cannot be changed, nor a line be taken out from among others, without notice. The seal is no signature: there is
// no secret in a folder of texts. It tells a slip and a tidying hand, not a determined forger.
//
// A review is one line of the record's front matter, written by `xiangwei approve`. The lines are no part of the text they
// vouch for; everything else is, so any later change needs approval again. The package reads and edits texts; it knows
// nothing of kinds, folders or the clock.
package review

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/source"
)

// Stage is one of the three stages.
type Stage int

// The stages in their order: the drafting section's head, the leader in charge, the head of the bureau.
const (
	First Stage = iota
	Second
	Final
)

var stages = []struct{ name, label string }{{"first", "初审"}, {"second", "复审"}, {"final", "终审"}}

// String returns the Chinese name of the stage.
func (s Stage) String() string { return stages[s].label }

// ParseStage reads the name of a stage, in English or Chinese.
func ParseStage(s string) (Stage, bool) {
	for i, st := range stages {
		if s == st.name || s == st.label {
			return Stage(i), true
		}
	}
	return 0, false
}

// Review is one passed stage.
type Review struct {
	Stage   Stage
	By      string
	At      date.Stamp
	Sum     string // 64 lower-case hex digits: the SHA-256 of the text that was reviewed
	Seal    string // 16 lower-case hex digits over the line and the seal before it
	Opinion string
}

const (
	sumPrefix  = "sha256:"
	sealPrefix = "seal:"
	sealDigits = 16
)

// String returns the line as it is written: 初审 张某某 2026-11-17 09:00 sha256:… seal:… 同意.
func (r Review) String() string {
	line := fmt.Sprintf("%s %s %s %s%s %s%s", r.Stage, r.By, r.At.Minute(), sumPrefix, r.Sum, sealPrefix, r.Seal)
	if r.Opinion != "" {
		line += " " + r.Opinion
	}
	return line
}

// ErrLine says that a line was not written by this program.
var ErrLine = errors.New("not a review line")

// Parse reads a line. The zone is that of the site.
func Parse(line string, env Zone) (Review, error) {
	words := strings.Fields(line)
	if len(words) < 6 || !strings.HasPrefix(words[4], sumPrefix) || !strings.HasPrefix(words[5], sealPrefix) {
		return Review{}, ErrLine
	}
	stage, ok := ParseStage(words[0])
	at, err := date.ParseStamp(words[2]+" "+words[3], env)
	sum := strings.TrimPrefix(words[4], sumPrefix)
	seal := strings.TrimPrefix(words[5], sealPrefix)
	if !ok || err != nil || len(sum) != 2*sha256.Size || len(seal) != sealDigits {
		return Review{}, ErrLine
	}
	return Review{stage, words[1], at, sum, seal, strings.Join(words[6:], " ")}, nil
}

// sealed returns the review with its seal, which depends on the seal of the line before; that of the first line on "".
func (r Review) sealed(before string) Review {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\x00%s\x00%s", before, r.Stage, r.By, r.At.Minute(), r.Sum, strings.Join(strings.Fields(r.Opinion), " "))
	r.Seal = hex.EncodeToString(h.Sum(nil))[:sealDigits]
	if strings.Trim(r.Seal, "0123456789") == "" { // one in two thousand would look like a bank card
		r.Seal = "x" + r.Seal[1:]
	}
	return r
}

// lastSeal returns the seal of the last line that has one. Lines written by hand have none and bind nothing.
func lastSeal(lines []string) string {
	for i := len(lines) - 1; i >= 0; i-- {
		for _, w := range strings.Fields(lines[i]) {
			if seal, ok := strings.CutPrefix(w, sealPrefix); ok {
				return seal
			}
		}
	}
	return ""
}

// Sum returns the SHA-256 of the text that is reviewed: front matter and body, less the review lines themselves and the
// draft mark, with blanks at line ends left out, since no reader sees them.
func Sum(front, body string) string {
	front = cut(front, "reviews")
	front = cut(front, "draft")
	h := sha256.New()
	for line := range strings.SplitSeq(strings.TrimSpace(front)+"\n+++\n"+strings.TrimSpace(body), "\n") {
		h.Write([]byte(strings.TrimRight(line, " \t\u3000") + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// cut removes the assignment of a top-level key, however many lines it takes.
func cut(front, key string) string {
	start, end, ok := span(front, key)
	if !ok {
		return front
	}
	return front[:start] + front[end:]
}

// span returns where the assignment of a top-level key stands in TOML text. It ends with the first line up to which the
// text is TOML, so that brackets and quotes within strings do not matter.
func span(front, key string) (start, end int, ok bool) {
	for start = 0; start < len(front); {
		line := front[start:]
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		trimmed := strings.TrimLeft(line, " \t")
		if strings.HasPrefix(trimmed, "[") {
			return 0, 0, false // tables begin: no more top-level keys
		}
		rest, found := strings.CutPrefix(trimmed, key)
		if !found || !strings.HasPrefix(strings.TrimLeft(rest, " \t"), "=") {
			start += len(line)
			continue
		}
		for end = start + len(line); ; {
			if t, _ := source.ReadTable("", front[start:end], 1); t != nil {
				return start, end, true
			}
			if end >= len(front) {
				return 0, 0, false
			}
			next := strings.IndexByte(front[end:], '\n')
			if next < 0 {
				end = len(front)
			} else {
				end += next + 1
			}
		}
	}
	return 0, 0, false
}

// Append returns the text of a record with one more review line, sealed. The text is that of the whole file.
func Append(text string, lines []string, r Review) (string, error) {
	head, rest, ok := strings.Cut(text, "\n")
	end := strings.Index(rest, "\n+++")
	if !ok || strings.TrimRight(head, " \t") != "+++" || end < 0 {
		return "", errors.New("the file has no front matter")
	}
	front, tail := rest[:end+1], rest[end+1:]
	var b strings.Builder
	b.WriteString("reviews = [\n")
	for _, line := range append(slices.Clone(lines), r.sealed(lastSeal(lines)).String()) {
		b.WriteString("  " + quote(line) + ",\n")
	}
	b.WriteString("]\n")
	if start, stop, found := span(front, "reviews"); found {
		front = front[:start] + b.String() + front[stop:]
	} else {
		at := topLevelEnd(front)
		front = front[:at] + b.String() + front[at:]
	}
	return head + "\n" + front + tail, nil
}

// topLevelEnd returns where the first table begins, else the end.
func topLevelEnd(front string) int {
	at := 0
	for line := range strings.SplitAfterSeq(front, "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, " \t"), "[") {
			break
		}
		at += len(line)
	}
	return at
}

func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ", "\t", " ").Replace(s) + `"`
}
