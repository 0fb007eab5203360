package csvfile_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"xiangwei/internal/csvfile"
)

func FuzzInert(f *testing.F) {
	for _, s := range []string{"", "甲", "=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "a,\"b\"\r\nc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w := csvfile.New([]string{"甲", "乙"})
		w.Row([]string{csvfile.Inert(s), "x"})
		data, err := w.Bytes()
		if err != nil || !strings.HasPrefix(string(data), "\uFEFF甲,乙\r\n") {
			t.Fatalf("%q, %v", data, err)
		}
		rows, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %v", data, err)
		}
		cell := rows[1][0]
		if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
			t.Errorf("%q is written %q, which a spreadsheet runs", s, cell)
		}
	})
}
