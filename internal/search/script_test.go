package search

import (
	"bytes"
	"compress/gzip"
	"os"
	"regexp"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"xiangwei/internal/output"
)

func pageScript(t testing.TB) []byte {
	t.Helper()
	raw, err := os.ReadFile("../../theme/js/search.js")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// What esbuild writes for Chrome 62 is what it writes for today's browsers: there is nothing it would have to replace.
func TestScriptRunsOnOldPhones(t *testing.T) {
	text := string(pageScript(t))
	transform := func(o api.TransformOptions) string {
		r := api.Transform(text, o)
		for _, m := range append(r.Errors, r.Warnings...) {
			t.Error(m.Text)
		}
		return string(r.Code)
	}
	old := transform(api.TransformOptions{Engines: []api.Engine{{Name: api.EngineChrome, Version: "62"}}})
	if transform(api.TransformOptions{Target: api.ESNext}) != old {
		t.Error("the script has syntax that came after Chrome 62")
	}
	later := regexp.MustCompile(`replaceChildren|AbortController|\.flat\(|flatMap|replaceAll|fromEntries|matchAll|\.at\(-|allSettled|globalThis|\.append\(|\.finally\(|Segmenter|\bfetch\(`)
	if found := later.FindString(text); found != "" {
		t.Errorf("the script uses %q, which came after Chrome 62 or does not work from a disk", found)
	}
}

func TestScriptIsSmall(t *testing.T) {
	short, err := output.NewMinifier().Minify("search.js", pageScript(t))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write(short)
	w.Close()
	if b.Len() > 5700 {
		t.Errorf("the script takes %d bytes over the wire", b.Len())
	}
}
