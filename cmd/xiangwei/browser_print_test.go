//go:build browser

package main

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"xiangwei/internal/attachment"
)

// TestPaper prints pages as a reader's browser does: A4 with page numbers outside, tagged, in Chinese, no sheet too many,
// and the head of a long table on every sheet it goes on to.
func TestPaper(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	dir := publishedDemo(t)
	for _, c := range []struct {
		page     string
		most     int    // sheets
		full     int    // lines of 28 characters there must be, in the measures of GB/T 9704
		repeated string // head of a table that goes on over sheets
		wants    []string
	}{
		{"notices/2026/constitution-day.html", 2, 0, "", []string{"国家宪法日"}},
		{"exemptions/2026/no-penalty-list-2.html", 6, 0, "", []string{"怎样才能免罚", "某文旅规〔2026〕1号"}},
		{"reports/2025/rule-of-law.html", 7, 10, "", []string{"数字一览", "2,610"}},
		{"duties/2026/powers.html", 4, 0, "责任事项", []string{"基本信息"}},
		{"penalties/2026/2026-001.html", 3, 0, "", []string{"2026年3月23日", "引用和分享"}},
		{"penalties/index.html", 4, 0, "", []string{"https://www.example.gov.cn/penalties/index.html"}},
	} {
		t.Run(c.page, func(t *testing.T) {
			address := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(c.page)))}
			pdf := printed(t, browser, address.String())
			for _, want := range []string{`/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]`, `/Marked true`, `/Lang \(zh-CN\)`} {
				if !regexp.MustCompile(want).Match(pdf) {
					t.Errorf("the document lacks %s", want)
				}
			}
			read := attachment.Read("page.pdf", pdf)
			sheets := slices.DeleteFunc(read.Parts, func(p attachment.Part) bool { return !strings.HasPrefix(p.Name, "第") })
			if len(read.Gaps) > 0 || len(sheets) == 0 || len(sheets) > c.most {
				t.Fatalf("%d sheets, want at most %d; not read: %v", len(sheets), c.most, read.Gaps)
			}
			all, heads, full := "", 0, 0
			for i, sheet := range sheets {
				for line := range strings.Lines(sheet.Text) {
					if w := lineWidth(strings.TrimSpace(line)); w == 55 || w == 56 { // a figure may take half a character
						full++
					}
				}
				text := strings.Join(strings.Fields(sheet.Text), "")
				if number := fmt.Sprintf("—%d—", i+1); !strings.Contains(text, number) {
					t.Errorf("sheet %d does not say %s", i+1, number)
				}
				if len([]rune(text)) < 40 {
					t.Errorf("sheet %d is next to empty: %q", i+1, text)
				}
				if c.repeated != "" && strings.Contains(text, c.repeated) {
					heads++
				}
				all += text
			}
			if c.repeated != "" && heads < 2 {
				t.Errorf("the head %q stands on %d sheets", c.repeated, heads)
			}
			if full < c.full {
				t.Errorf("%d lines have 28 characters, want at least %d", full, c.full)
			}
			for _, want := range c.wants {
				if !strings.Contains(all, want) {
					t.Errorf("%q is not on paper", want)
				}
			}
			for _, unwanted := range []string{"全部栏目", "回到顶部", "长者版"} {
				if strings.Contains(all, unwanted) {
					t.Errorf("%q is on paper", unwanted)
				}
			}
		})
	}
}

// lineWidth counts in halves of a Chinese character.
func lineWidth(line string) int {
	n := 0
	for _, r := range line {
		n++
		if r > 0x2E80 {
			n++
		}
	}
	return n
}

func printed(t *testing.T, browser, address string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page.pdf")
	cmd := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
		"--disable-background-networking", "--allow-file-access-from-files", "--user-data-dir="+t.TempDir(), "--virtual-time-budget=20000",
		"--no-pdf-header-footer", "--print-to-pdf="+out, address)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	pdf, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}
