package diag_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/diag"
)

var (
	wrong = diag.Rule{ID: "field/money", Severity: diag.Error, Title: "金额有误"}
	hint  = diag.Rule{ID: "text/alt", Severity: diag.Warning, Title: "图片没有说明"}
)

func at(file string, line, col int) diag.Pos { return diag.Pos{File: file, Line: line, Col: col} }

func TestPosString(t *testing.T) {
	for _, c := range []struct {
		name string
		pos  diag.Pos
		want string
	}{
		{"a place in a line", at("content/a.md", 6, 11), "content/a.md:6:11"},
		{"a whole line", at("content/a.md", 6, 0), "content/a.md:6"},
		{"a whole file", at("content/a.md", 0, 0), "content/a.md"},
		{"a column without a line means the file", at("content/a.md", 0, 4), "content/a.md"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.pos.String(); got != c.want {
				t.Errorf("String() = %q, want %q", got, c.want)
			}
		})
	}
}

func TestListCounts(t *testing.T) {
	l := diag.List{wrong.At(at("a", 1, 1), "x"), hint.At(at("a", 1, 1), "y"), wrong.At(at("b", 1, 1), "z")}
	if l.Errors() != 2 || l.Warnings() != 1 {
		t.Errorf("Errors, Warnings = %d, %d, want 2, 1", l.Errors(), l.Warnings())
	}
	if got := diag.List(nil); got.Errors() != 0 || got.Warnings() != 0 {
		t.Errorf("an empty list counts %d errors and %d warnings", got.Errors(), got.Warnings())
	}
}

func TestSorted(t *testing.T) {
	l := diag.List{
		wrong.At(at("b.md", 1, 1), "later file"),
		wrong.At(at("a.md", 10, 1), "tenth line"),
		wrong.At(at("a.md", 9, 2), "ninth line, second column"),
		hint.At(at("a.md", 9, 1), "rule text/alt"),
		wrong.At(at("a.md", 9, 1), "rule field/money, second message"),
		wrong.At(at("a.md", 9, 1), "rule field/money, first message"),
		wrong.At(at("a.md", 0, 0), "whole file"),
		wrong.At(at("a.md", 9, 2), "ninth line, second column"), // an exact repeat
	}
	before := append(diag.List(nil), l...)
	var got []string
	for _, p := range l.Sorted() {
		got = append(got, p.Message)
	}
	want := []string{
		"whole file", "rule field/money, first message", "rule field/money, second message", "rule text/alt",
		"ninth line, second column", "tenth line", "later file",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Sorted() differs (-want +got):\n%s", d)
	}
	if d := cmp.Diff(before, l); d != "" {
		t.Errorf("Sorted changed its receiver:\n%s", d)
	}
}

func TestWithoutSwitchesOffWarningsOnly(t *testing.T) {
	l := diag.List{wrong.At(at("a", 1, 1), "error"), hint.At(at("a", 1, 1), "warning")}
	got := l.Without([]string{hint.ID, wrong.ID})
	if len(got) != 1 || got[0].Message != "error" {
		t.Errorf("Without() = %v, want the error alone: errors cannot be switched off", got)
	}
	if len(l) != 2 || l[1].Message != "warning" {
		t.Errorf("Without changed its receiver: %v", l)
	}
	if got := l.Without(nil); len(got) != 2 {
		t.Errorf("Without(nil) has %d problems, want 2", len(got))
	}
}

func TestWithRelatedDoesNotShare(t *testing.T) {
	first := wrong.At(at("a", 1, 1), "x").WithRelated(at("b", 1, 0), "one")
	left, right := first.WithRelated(at("c", 1, 0), "left"), first.WithRelated(at("d", 1, 0), "right")
	if left.Related[1].Message != "left" || right.Related[1].Message != "right" || len(first.Related) != 1 {
		t.Errorf("related places are shared: %v, %v, %v", first.Related, left.Related, right.Related)
	}
}

func TestNearest(t *testing.T) {
	names := []string{"published", "source", "title", "docket"}
	for _, c := range []struct {
		name, in, want string
	}{
		{"one letter missing", "publishd", "published"},
		{"two neighbours swapped", "tilte", "title"},
		{"one letter wrong", "sourca", "source"},
		{"nothing near", "amount", ""},
		{"a short word needs half its letters right", "ti", ""},
		{"empty", "", ""},
		{"exact", "docket", "docket"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := diag.Nearest(c.in, names)
			if ok != (c.want != "") || ok && got != c.want {
				t.Errorf("Nearest(%q) = %q, %v, want %q", c.in, got, ok, c.want)
			}
		})
	}
}
