package search

import (
	"bytes"
	"fmt"
	"maps"
	"testing"
	"time"

	"xiangwei/internal/output"
)

// everyHash wants all hashes, so that nothing is guessed.
func everyHash() *prefixes {
	s := new(prefixes)
	for i := range s {
		s[i] = 1<<64 - 1
	}
	return s
}

func indexerOf(t testing.TB, notes map[string]string) *indexer {
	t.Helper()
	list := records(t.Context(), graph(t, notes), 2)
	_, numbers := number(list)
	counts := newTally()
	return &indexer{units: units(list), numbers: numbers, stems: findStems(list, counts), counts: counts, workers: 2}
}

// made returns the files of shards and windows.
func (x *indexer) made(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	x.tree = output.NewTree()
	x.add(t.Context(), x.layout(), func(int) bool { return true })
	for _, f := range x.tree.Files() {
		out[f.Path] = f.Data
	}
	return out
}

// rarerThanGuessed makes notes in which some words are in all those that are looked at to guess what is frequent, and in few others.
func rarerThanGuessed(n int) map[string]string {
	notes := map[string]string{}
	every := n / guessed
	for i := range n {
		body := fmt.Sprintf("记录%d。", i)
		if i%every == 0 {
			body += "猜错的字，又一次猜错的字。"
		}
		if i%3 > 0 {
			body += "常见的字。"
		}
		day := time.Date(2020, 1, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Minute)
		notes[fmt.Sprintf("notes/n-%05d.md", i)] = note("题", day.Format("2006-01-02T15:04:05"), "", body)
	}
	return notes
}

// Rows keep memory and time small; what is in a file may not depend on them.
func TestRowsChangeNothing(t *testing.T) {
	for _, c := range []struct {
		name  string
		notes map[string]string
		rows  bool
		wrong bool // places of some are asked for after all
	}{
		{"too few notes", corpus(t, 60), false, false},
		{"notes of some hundred characters", corpus(t, 1500), true, false},
		{"words that are rarer than was guessed", rarerThanGuessed(2000), true, true},
		{"notes with windows", manyNotes(17000), true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := indexerOf(t, c.notes)
			x.collect(t.Context(), everyHash())
			if len(x.dense) > 0 {
				t.Error("something was guessed")
			}
			without := x.made(t)
			x.collect(t.Context(), nil)
			if got := len(x.dense) > 0; got != c.rows {
				t.Errorf("there are %d rows", len(x.dense))
			}
			wrong := false
			for _, g := range x.dense {
				wrong = wrong || g.count() <= toldMost(0, x.numbers)
			}
			if wrong != c.wrong {
				t.Errorf("something was guessed wrong: %v", wrong)
			}
			if with := x.made(t); len(with) < 2 || !maps.EqualFunc(with, without, bytes.Equal) {
				t.Errorf("%d files differ from %d without rows", len(with), len(without))
			}
		})
	}
}

// Two grams that are taken for one are one, in rows or not.
func TestGramsTakenForOne(t *testing.T) {
	x := indexerOf(t, corpus(t, 1500))
	x.collect(t.Context(), nil)
	rows := x.dense
	if len(rows) < 3 {
		t.Fatalf("%d rows", len(rows))
	}
	encode := func(p []posting, dense []denseGram) []byte {
		return x.encoder(layoutOf(x.numbers, 0)).shard(p, dense).main
	}
	fp := func(p []posting) []posting { // as if all hashes agreed
		for i := range p {
			p[i] = p[i]&inUnit | posting(rows[0].fp())<<hashShift
		}
		return p
	}
	var a, b []posting
	a, b = x.again(a, rows[0]), x.again(b, rows[1])
	one := *rows[0].dense
	one.grams = append([]uint32(nil), one.grams...)
	one.grams[rows[1].i] = rows[0].fp() // of another shard, with the same last bits
	want := encode(fp(append(append([]posting(nil), a...), b...)), nil)
	if got := encode(fp(append([]posting(nil), b...)), rows[:1]); !bytes.Equal(got, want) {
		t.Error("a row and postings of another gram differ from the postings of both")
	}
	if got := encode(nil, []denseGram{{&one, rows[0].i}, {&one, rows[1].i}}); !bytes.Equal(got, want) {
		t.Error("two rows differ from the postings of both")
	}
}
