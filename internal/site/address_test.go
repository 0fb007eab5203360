package site

import (
	"net/url"
	"testing"
)

func TestEscapePath(t *testing.T) {
	for _, c := range []struct{ name, path, want string }{
		{"a record's page", "penalties/2025/p-008.html", "penalties/2025/p-008.html"},
		{"a file with a Chinese name", "reports/附件.pdf", "reports/%E9%99%84%E4%BB%B6.pdf"},
		{"blanks and signs", "a b/c#d?e%.html", "a%20b/c%23d%3Fe%25.html"},
		{"a colon in the first part", "a:b.html", "./a:b.html"},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := EscapePath(c.path); got != c.want && got != (&url.URL{Path: c.path}).EscapedPath() {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
