package build

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/headers"
	"xiangwei/layouts"
	"xiangwei/theme"
)

// TestServingFilesAreFresh holds docs/serving to the policy of the starter site: what the server sends and what the pages
// state are one value.
func TestServingFilesAreFresh(t *testing.T) {
	r, err := Build(context.Background(), Options{Site: os.DirFS("../.."), Layouts: layouts.Files, Theme: theme.Files, Now: endOf(t, "2026-12-08")})
	if err != nil {
		t.Fatal(err)
	}
	policy := r.Policy
	if f, ok := r.Tree.Get(headers.File); !ok || !strings.Contains(string(f.Data), "Content-Security-Policy: "+policy.Header()+"\n") {
		t.Fatalf("the site's %s does not state the policy:\n%s", headers.File, f.Data)
	}
	for file, want := range map[string][]byte{"../../docs/serving/nginx.conf": policy.Nginx(), "../../docs/serving/web.config": policy.IIS()} {
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), strings.ReplaceAll(string(got), "\r\n", "\n")); d != "" {
			t.Errorf("%s is stale; run make docs\n%s", file, d)
		}
	}
}
