package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// manyNotes makes so many short notes that shards leave older units to windows: some words are in all of them, some in one of
// ten, and each has figures and characters that hardly another has.
func manyNotes(n int) map[string]string {
	random := rand.New(rand.NewPCG(7, 8))
	day := time.Date(2020, 1, 2, 9, 0, 0, 0, time.UTC)
	notes := map[string]string{}
	for i := range n {
		at := day.Add(time.Duration(i) * 3 * time.Hour)
		rare := string([]rune{rune(0x4e00 + random.IntN(3000)), rune(0x4e00 + random.IntN(3000))})
		body := fmt.Sprintf("本局依法处罚当事人%s%d元。", rare, random.IntN(100000))
		if i%10 == 0 {
			body += "当事人申请复议。"
		}
		notes[fmt.Sprintf("%s/n-%05d.md", []string{"notes", "news"}[i%2], i)] = note(fmt.Sprintf("第%d号", i), at.Format("2006-01-02T15:04:05"), "", body)
	}
	return notes
}

// Whoever looks back through all windows finds everything, and who does not finds all of the newer part and is told so.
func TestWindowsMissNothing(t *testing.T) {
	_, r := indexed(t, manyNotes(17000))
	cut := r.layout().cut
	if cut == 0 {
		t.Fatalf("%d numbers make no window", r.root.Numbers)
	}
	s, written := seenBy(t, r)
	random := rand.New(rand.NewPCG(9, 10))
	queries := append(stretches(random, written, 60, 2, 8), "处罚", "申请复议", "依法处罚当事人", "当事人申请", "第16号", "处罚 复议")
	partial := 0
	for _, text := range queries {
		truth := map[uint32]bool{}
		for i, word := range strings.Fields(text) {
			having := s.having(word)
			for record := range s {
				if truth[record] = having[record] && (i == 0 || truth[record]); !truth[record] {
					delete(truth, record)
				}
			}
		}
		newer := r.query(text, 0)
		if newer.from > 0 {
			partial++
		}
		whole := r.query(text, cut>>windowBits)
		if whole.from > 0 {
			t.Errorf("%q: with all windows, what is before %d is still unknown", text, whole.from)
		}
		for record := range truth {
			if record >= newer.from && !slices.Contains(newer.records, record) {
				t.Fatalf("%q: %d is not found among the newer", text, record)
			}
			if !slices.Contains(whole.records, record) {
				t.Fatalf("%q: %d is not found in all windows", text, record)
			}
		}
	}
	if partial == 0 || partial == len(queries) {
		t.Errorf("%d of %d queries are answered from a part first", partial, len(queries))
	}
}
