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
	for u := range uint32(r.root.Numbers) {
		row, err := r.text(u)
		if err != nil {
			continue // a number without a record
		}
		record := r.first(u)
		for _, i := range []int{1, 2, 3, 6} {
			text := row[i].(string)
			written = append(written, strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\t' })...)
			out[record] = append(out[record], folded(text))
		}
	}
	return out, written
}

// having returns the records that have a stretch.
func (s seen) having(query string) map[uint32]bool {
	out := map[uint32]bool{}
	for record, texts := range s {
		if slices.ContainsFunc(texts, func(t []uint16) bool { return containsFolded(t, folded(query)) }) {
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
	told, right int     // records the reader is told of, after a first page was checked; those that have the query
	missed      int     // records that have it, of the part that was asked for, and are not among the candidates
	worst       float64 // the least precision of a query
	held        int     // queries that showed nothing on the first page, and said that there may be more
	shown, bad  int     // results of first pages, after candidates were checked
	bytes       []int   // over the wire, of first pages
}

// precision is that of all records told of, whatever the query.
func (m measure) precision() float64 { return float64(m.right) / float64(max(1, m.told)) }

func measured(r *reader, s seen, queries []string) measure {
	m := measure{worst: 1}
	for _, text := range queries {
		q := r.query(text, 0)
		truth := s.having(text)
		for record := range truth {
			if record >= q.from && !slices.Contains(q.records, record) {
				m.missed++
			}
		}
		page := q.page()
		if len(page) == 0 && len(truth) > 0 {
			m.held++
		}
		for _, record := range page {
			m.shown++
			if !truth[record] {
				m.bad++
			}
		}
		told := q.records
		if len(page) < min(len(told), r.root.Page) {
			told = page // of the others the reader is told that they may have it
		}
		right := 0
		for _, record := range told {
			if truth[record] {
				right++
			}
		}
		m.told, m.right = m.told+len(told), m.right+right
		if len(told) > 0 {
			m.worst = min(m.worst, float64(right)/float64(len(told)))
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

// The measures of the search, on 3,000 records: whatever is written is found; of what the reader is told of two in
// a hundred may not have it, and one in ten of a single query; no query, whatever it is, takes more than a small picture; and
// of a hundred queries one may end its first page before anything right was found.
func TestMeasures(t *testing.T) {
	_, r := indexed(t, corpus(t, 3000))
	s, written := seenBy(t, r)
	random := rand.New(rand.NewPCG(3, 4))
	for _, c := range []struct {
		name    string
		queries []string
	}{
		{"everyday words", everyday},
		{"figures, letters, numbers of documents", []string{"2023", "20", "某某", "综罚字[2021]", "（2022）100", "某文综罚字〔2020〕71", "[2019]26", "12月21日", "www.", "app", "10万元以上", "，公", "。1", "罚字[2025]", "号", "第3条", "Regulations.md", "20个工作日"}},
		{"two to five characters", stretches(random, written, 100, 2, 5)},
		{"six to twenty characters", stretches(random, written, 150, 6, 20)},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := measured(r, s, c.queries)
			most := m.bytes[len(m.bytes)-1]
			t.Logf("precision %.4f, of a query %.3f at least; bytes: median %d, nine of ten below %d, most %d; %d of %d show nothing at first", m.precision(), m.worst, m.bytes[len(m.bytes)/2],
				m.bytes[len(m.bytes)*9/10], most, m.held, len(c.queries))
			if m.right == 0 || m.missed > 0 {
				t.Errorf("%d records were found, and %d that have the query were not", m.right, m.missed)
			}
			if m.precision() < 0.98 || m.worst < 0.9 {
				t.Errorf("precision is %.4f and %.3f of a query, want 0.98 and 0.9", m.precision(), m.worst)
			}
			if m.bad > 0 {
				t.Errorf("%d of %d results shown do not have the query", m.bad, m.shown)
			}
			if most > 25<<10 {
				t.Errorf("a query takes %d bytes, root.js with it, want 25 KiB at most", most)
			}
			if m.held*100 > len(c.queries) {
				t.Errorf("%d of %d queries show nothing on their first page", m.held, len(c.queries))
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
