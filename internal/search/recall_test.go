package search

import (
	"bytes"
	"compress/gzip"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// stretch is a part of what a reader sees of a record, folded.
type seen map[uint32][][]uint16

// seenBy collects what the texts of an index show, record by record, and all of it as it was written.
func seenBy(t testing.TB, r *reader) (seen, []string) {
	t.Helper()
	out := seen{}
	var written []string
	record := uint32(0)
	r.fetched = map[string]bool{}
	for u := range uint32(r.root.Units) {
		row, err := r.text(u)
		if err != nil {
			t.Fatal(err)
		}
		if !r.rest[u] {
			record = u
		}
		for _, i := range []int{1, 2, 3, 6} {
			text := row[i].(string)
			written = append(written, strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\t' })...)
			out[record] = append(out[record], Fold(text))
		}
	}
	return out, written
}

// having returns the records that have a stretch.
func (s seen) having(query string) map[uint32]bool {
	out := map[uint32]bool{}
	for record, texts := range s {
		if slices.ContainsFunc(texts, func(t []uint16) bool { return containsFolded(t, Fold(query)) }) {
			out[record] = true
		}
	}
	return out
}

// stretches picks n stretches of from to to characters, without blanks.
func stretches(random *rand.Rand, written []string, n, from, to int) []string {
	var out []string
	for len(out) < n {
		text := []rune(written[random.IntN(len(written))])
		size := from + random.IntN(to-from+1)
		if len(text) < size {
			continue
		}
		at := random.IntN(len(text) - size + 1)
		if q := string(text[at : at+size]); !strings.ContainsAny(q, " 　") {
			out = append(out, q)
		}
	}
	return out
}

func wire(data []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Len()
}

// measure is what some queries gave.
type measure struct {
	right, wrong, missed int   // records the index names, and does not
	shown, bad           int   // results of first pages, after candidates were checked
	bytes                []int // over the wire, of first pages, without root.js
}

func (m measure) precision() float64 { return float64(m.right) / float64(m.right+m.wrong) }

func measured(r *reader, s seen, queries []string) measure {
	var m measure
	for _, q := range queries {
		f := r.find(q)
		truth := s.having(q)
		for _, record := range f.records {
			if truth[record] {
				m.right++
			} else {
				m.wrong++
			}
		}
		for record := range truth {
			if !slices.Contains(f.records, record) {
				m.missed++
			}
		}
		onPage := 0
		for _, record := range f.records {
			if onPage == 10 {
				break
			}
			if r.has(record, f.units[record], terms(q)) {
				onPage++
				m.shown++
				if !truth[record] {
					m.bad++
				}
			}
		}
		total := 0
		for path := range r.fetched {
			total += wire(r.files[path])
		}
		m.bytes = append(m.bytes, total)
	}
	slices.Sort(m.bytes)
	return m
}

var everyday = []string{"当事人", "旅行社", "未成年人", "首违不罚", "罚款", "责令立即改正", "执法人员", "行政许可", "文物建筑", "公共图书馆", "信用档案", "申请复议", "安全隐患"}

// The measures of the search, on 3,000 records: whatever is written is found; hardly anything else is, even before the
// script checks candidates against their texts; and a query costs a slow line less than a small picture.
func TestMeasures(t *testing.T) {
	_, r := indexed(t, corpus(t, 3000))
	s, written := seenBy(t, r)
	random := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct {
		name      string
		queries   []string
		precision float64 // of the index alone
	}{
		{"everyday words", everyday, 0.99},
		{"two to five characters", stretches(random, written, 100, 2, 5), 0.98},
		{"six to twenty characters", stretches(random, written, 100, 6, 20), 0.93},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := measured(r, s, c.queries)
			median := m.bytes[len(m.bytes)/2]
			t.Logf("precision of the index %.4f; bytes: median %d, nine of ten below %d, most %d", m.precision(), median, m.bytes[len(m.bytes)*9/10], m.bytes[len(m.bytes)-1])
			if m.right == 0 || m.missed > 0 {
				t.Errorf("%d records were found, and %d that have the query were not", m.right, m.missed)
			}
			if m.precision() < c.precision {
				t.Errorf("precision of the index is %.4f, want %.2f", m.precision(), c.precision)
			}
			if m.bad > 0 {
				t.Errorf("%d of %d results shown do not have the query", m.bad, m.shown)
			}
			if median > 25<<10 {
				t.Errorf("a query takes %d bytes in the median, want 25 KiB at most", median)
			}
		})
	}
}

func TestCorpusIsLikeRecords(t *testing.T) {
	total := 0
	notes := corpus(t, 50)
	for _, text := range notes {
		total += utf8.RuneCountInString(text)
	}
	if mean := total / len(notes); mean < 600 || mean > 950 {
		t.Errorf("a note has %d characters", mean)
	}
}
