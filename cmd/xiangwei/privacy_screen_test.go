package main

import (
	"bytes"
	"context"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

var caseDetail = regexp.MustCompile(`(?m)^(party|legal_representative|docket|credit_code|amount|confiscated) = "([^"]+)"`)

// caseDetails returns whom and what the penalties of a site are about, and how each may be written; the value is the field.
func caseDetails(t *testing.T, site string) map[string]string {
	t.Helper()
	files, err := readTree(filepath.Join(site, "content", "penalties"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, data := range files {
		for _, m := range caseDetail.FindAllSubmatch(data, -1) {
			field, value := string(m[1]), string(m[2])
			if field != "amount" && field != "confiscated" {
				found[value] = field
				continue
			}
			whole := strings.TrimSuffix(value, ".00")
			if whole == "0" {
				continue
			}
			found[value], found[whole+"元"] = field, field
			if n := len(whole) - 3; n > 0 && !strings.Contains(whole, ".") {
				found[whole[:n]+","+whole[n:]] = field
			}
		}
	}
	// A law's own amounts are on the screens as its article of the day.
	laws, err := readTree(filepath.Join(site, "content", "statutes"))
	if err != nil {
		t.Fatal(err)
	}
	for _, law := range laws {
		for value, field := range found {
			if (field == "amount" || field == "confiscated") && bytes.Contains(law, []byte(value)) {
				delete(found, value)
			}
		}
	}
	return found
}

// TestScreensNameNobody: what the starter's screens and cards get names no party, no person, no docket and no amount of
// any of its penalties.
func TestScreensNameNobody(t *testing.T) {
	t.Parallel()
	site, public, card := filepath.Join(t.TempDir(), "site"), filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "door")
	const now = "2026-12-04 09:30"
	for _, args := range [][]string{
		{"new", "site", site}, {"build", "--source", site, "--out", public, "--as-of", now},
		{"export", "strip", "door", card, "--source", site, "--as-of", now},
	} {
		var stderr bytes.Buffer
		if code := run(context.Background(), args, io.Discard, &stderr); code != exitFine {
			t.Fatalf("%q: exit code %d\n%s", args, code, &stderr)
		}
	}
	details := caseDetails(t, site)
	if len(details) < 50 {
		t.Fatalf("only %d details of penalties are known", len(details))
	}
	pages, texts := 0, 0
	for _, root := range []string{filepath.Join(public, "screens"), card} {
		files, err := readTree(root)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range files {
			text := string(data)
			switch path.Ext(name) {
			case ".html":
				pages++
			case ".txt":
				texts++
				if text, err = simplifiedchinese.GBK.NewDecoder().String(text); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
			}
			for detail, field := range details {
				// The sign-on sheet, which stays with the operator, names the reviewers: the starter calls all people alike.
				if field == "legal_representative" && strings.HasPrefix(name, "sheet.") {
					continue
				}
				if strings.Contains(text, detail) {
					t.Errorf("%s holds a penalty's %s: %s", name, field, detail)
				}
			}
		}
	}
	if pages < 5 || texts < 3 {
		t.Errorf("looked at %d pages and %d texts only", pages, texts)
	}
}
