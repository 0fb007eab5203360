package statute

import (
	"strings"
	"testing"
)

const plainText = "某某县文化和旅游局组织开展普法宣传活动，向群众发放宣传资料，现场解答咨询，引导群众尊法学法守法用法。"

func BenchmarkFindPlain(b *testing.B) {
	text := strings.Repeat(plainText, 10)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, Options{Resolve: known})
	}
}

func BenchmarkFindOneCitation(b *testing.B) {
	text := plainText + "依据《中华人民共和国行政处罚法》第三十三条第一款第（二）项，决定不予处罚。" + plainText
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, Options{Resolve: known})
	}
}

func BenchmarkFindLibrary(b *testing.B) {
	lib := library(b)
	text := plainText + "违反《某某县示范管理条例》第三条第（一）项、第（二）项，依据行政处罚法第三十三条第一款，决定不予处罚。" + plainText
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, Options{Resolve: lib.Resolve})
	}
}

// Many 第 and 《 that lead to nothing must stay linear.
func BenchmarkFindAdversarial(b *testing.B) {
	text := strings.Repeat("第一、二、三（四）、《《条例第五", 500)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, Options{Resolve: known})
	}
}

func TestTextWithoutLawsCostsNothing(t *testing.T) {
	text := strings.Repeat(plainText, 10)
	if n := testing.AllocsPerRun(100, func() { Find(text, Options{Resolve: known}) }); n != 0 {
		t.Errorf("%v allocations for a text without a law", n)
	}
}
