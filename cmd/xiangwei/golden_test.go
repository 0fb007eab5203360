package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// goldenDay is "today" for the golden sites.
const goldenDay = "2025-12-01"

// goldenSites are the sites of testdata/sites: those that publish have a tree below testdata/golden, the one that does
// not has its list of problems there.
var goldenSites = []struct {
	name   string
	golden string
	code   int
}{
	{"minimal", "minimal", exitFine},
	{"everything", "everything", exitFine},
	{"broken", "broken.txt", exitProblems},
}

// TestGoldenSites builds each site as the program does and compares what comes out, file by file. With -update the
// golden files are rewritten instead; look at the difference before committing it.
func TestGoldenSites(t *testing.T) {
	t.Parallel()
	for _, s := range goldenSites {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "out")
			var stderr bytes.Buffer
			args := []string{"build", "--source", filepath.Join("testdata/sites", s.name), "--out", out, "--as-of", goldenDay}
			if code := run(context.Background(), args, io.Discard, &stderr); code != s.code {
				t.Fatalf("exit code %d, want %d:\n%s", code, s.code, &stderr)
			}
			golden := filepath.Join("testdata/golden", s.golden)
			if s.code == exitProblems {
				compareText(t, golden, stderr.Bytes())
				if _, err := os.Stat(out); !os.IsNotExist(err) {
					t.Errorf("a site with errors left %s behind: %v", out, err)
				}
				return
			}
			if stderr.Len() > 0 {
				t.Errorf("the site has problems:\n%s", &stderr)
			}
			checkPages(t, out)
			compareTree(t, golden, out)
		})
	}
}

func compareText(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s: %s\nrun go test ./cmd/xiangwei -run Golden -update and look at the difference", golden, firstDifference(want, got))
	}
}

func compareTree(t *testing.T, golden, out string) {
	t.Helper()
	got, err := readTree(out)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.RemoveAll(golden); err != nil {
			t.Fatal(err)
		}
		for p, data := range got {
			name := filepath.Join(golden, filepath.FromSlash(p))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	want, err := readTree(golden)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range diffTrees(want, got) {
		t.Error(d)
	}
	if t.Failed() {
		t.Log("run go test ./cmd/xiangwei -run Golden -update and look at the difference")
	}
}

// TestGoldenFilesAreUsed fails for a golden file or a site that no test makes.
func TestGoldenFilesAreUsed(t *testing.T) {
	var sites, goldens []string
	for _, s := range goldenSites {
		sites = append(sites, s.name)
		goldens = append(goldens, s.golden)
	}
	for dir, known := range map[string][]string{"testdata/sites": sites, "testdata/golden": goldens} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !slices.Contains(known, e.Name()) {
				t.Errorf("%s/%s is used by no test", dir, e.Name())
			}
		}
	}
}

// checkPages looks at every page of a folder as a reader with assistive technology would.
func checkPages(t *testing.T, dir string) {
	t.Helper()
	files, err := readTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	for p, data := range files {
		if filepath.Ext(p) != ".html" {
			continue
		}
		for _, problem := range pageProblems(data) {
			t.Errorf("%s: %s", p, problem)
		}
	}
	for _, problem := range deadLinks(dir) {
		t.Error(problem)
	}
}
