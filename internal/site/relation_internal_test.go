package site

import (
	"strings"
	"testing"
)

func FuzzOneLine(f *testing.F) {
	for _, s := range []string{"", " ", "一句话", "两 段", " 前后 ", "两  格", "一行\n二行", "全角　空格", "尾 \t", "a\u00a0b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := oneLine(s), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q became %q, want %q", s, got, want)
		}
	})
}
