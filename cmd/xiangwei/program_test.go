package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// programFile returns the real program: the test binary under the name that TestMain knows.
func programFile(t testing.TB) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "xiangwei")
	if err := os.Symlink(self, name); err != nil {
		t.Fatal(err)
	}
	return name
}

// manyTexts writes a site of n texts that all change with the word.
func manyTexts(t testing.TB, dir, word string, n int) {
	t.Helper()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("config.toml", "title = \""+word+"局\"\n")
	for i := range n {
		write(fmt.Sprintf("content/articles/a%03d.md", i), fmt.Sprintf(
			"+++\ntitle = \"%s：第%d篇\"\npublished = 2025-10-%02d\nsource = \"某某局\"\n+++\n\n%s\n", word, i, i%28+1, strings.Repeat(word+"的正文。", 50)))
	}
}

// exitCode runs the program to its end.
func exitCode(t testing.TB, cmd *exec.Cmd) int {
	t.Helper()
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode()
}

// TestKilledWhilePublishing kills the program at random moments of a publish over an existing site. Every published
// file is always whole, of the old site or of the new one, and the next build brings the folder to the new site.
func TestKilledWhilePublishing(t *testing.T) {
	t.Parallel()
	bin, dir := programFile(t), t.TempDir()
	source, public := filepath.Join(dir, "source"), filepath.Join(dir, "source", "public")
	build := func(out string) *exec.Cmd {
		return exec.Command(bin, "build", "--source", source, "--as-of", "2025-11-01", "--out", out)
	}
	words := []string{"甲", "乙"}
	var whole [2]map[string][]byte
	var took time.Duration
	for i, word := range words {
		manyTexts(t, source, word, 120)
		start, out := time.Now(), filepath.Join(dir, word)
		if code := exitCode(t, build(out)); code != exitFine {
			t.Fatalf("building %s: exit code %d", word, code)
		}
		took = time.Since(start)
		whole[i] = tree(t, out)
	}
	if code := exitCode(t, build(public)); code != exitFine { // 乙 is what stands there
		t.Fatalf("exit code %d", code)
	}
	killed := 0
	for round := range 14 {
		to := round % 2
		manyTexts(t, source, words[to], 120)
		cmd := build(public)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Reading and rendering come first, so most moments are chosen from the last two thirds.
		time.Sleep(took/3 + rand.N(took))
		if err := cmd.Process.Kill(); err == nil {
			killed++
		}
		_ = cmd.Wait() // killed, or done before the kill
		for p, data := range tree(t, public) {
			if p != "manifest.json" && !bytes.Equal(data, whole[0][p]) && !bytes.Equal(data, whole[1][p]) {
				t.Fatalf("round %d: %s is of neither site: %d bytes", round, p, len(data))
			}
		}
		if code := exitCode(t, build(public)); code != exitFine {
			t.Fatalf("round %d: the next build ends with %d", round, code)
		}
		for _, d := range diffTrees(whole[to], tree(t, public)) {
			t.Errorf("round %d: after the next build %s", round, d)
		}
		if left := hidden(t, public); len(left) > 0 {
			t.Errorf("round %d: the next build leaves %q", round, left)
		}
	}
	if killed == 0 {
		t.Error("no build was killed")
	}
}

func tree(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	files, err := readTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// hidden returns files of a publish under way; only the lock stays for ever.
func hidden(t testing.TB, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		rel, _ := filepath.Rel(dir, p)
		if err == nil && !d.IsDir() && d.Name() != "lock" && (strings.HasPrefix(rel, ".") || strings.HasPrefix(d.Name(), ".")) {
			found = append(found, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestBuildsAtOnce starts several builds over one folder: each ends well or says that another was faster, and the site
// is whole at the end.
func TestBuildsAtOnce(t *testing.T) {
	t.Parallel()
	bin, dir := programFile(t), t.TempDir()
	manyTexts(t, dir, "甲", 60)
	public := filepath.Join(dir, "public")
	type end struct {
		code   int
		stderr string
	}
	ends := make([]end, 4)
	var group sync.WaitGroup
	for i := range ends {
		group.Go(func() {
			var stderr bytes.Buffer
			cmd := exec.Command(bin, "build", "--source", dir, "--as-of", "2025-11-01")
			cmd.Stderr = &stderr
			if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
				t.Error(err)
				return
			}
			ends[i] = end{cmd.ProcessState.ExitCode(), stderr.String()}
		})
	}
	group.Wait()
	fine := 0
	for _, e := range ends {
		switch {
		case e.code == exitFine:
			fine++
		case e.code != exitFailed || !strings.Contains(e.stderr, "另一个 xiangwei"):
			t.Errorf("exit code %d, %s", e.code, e.stderr)
		}
	}
	if fine == 0 {
		t.Error("no build ended well")
	}
	before := tree(t, public)
	if code := exitCode(t, exec.Command(bin, "build", "--source", dir, "--as-of", "2025-11-01")); code != exitFine {
		t.Fatalf("exit code %d", code)
	}
	for _, d := range diffTrees(before, tree(t, public)) {
		t.Errorf("the builds left something to mend: %s", d)
	}
}

// TestInterrupted stops a build before it begins: nothing is published, and the code says so.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	manyTexts(t, dir, "甲", 3)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stderr bytes.Buffer
	if code := run(ctx, []string{"build", "--source", dir}, io.Discard, &stderr); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
	if !strings.Contains(stderr.String(), "已中断") {
		t.Errorf("an interrupted build says %q", &stderr)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); !os.IsNotExist(err) {
		t.Errorf("an interrupted build left public: %v", err)
	}
}

// TestServe starts the preview of a fresh starter site, reads a page, and ends it as Ctrl+C does.
func TestServe(t *testing.T) {
	t.Parallel()
	bin, dir := programFile(t), filepath.Join(t.TempDir(), "site")
	if code := exitCode(t, exec.Command(bin, "new", "site", dir)); code != exitFine {
		t.Fatalf("exit code %d", code)
	}
	cmd := exec.Command(bin, "serve", "--source", dir, "--addr", "127.0.0.1:0")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	lines := bufio.NewScanner(stdout)
	address := ""
	for address == "" && lines.Scan() {
		if _, after, ok := strings.Cut(lines.Text(), "预览地址："); ok {
			address, _, _ = strings.Cut(after, "（")
		}
	}
	if address == "" {
		t.Fatal("serve tells no address")
	}
	for path, want := range map[string]int{"": http.StatusOK, "penalties/": http.StatusOK, "nowhere.html": http.StatusNotFound} {
		if got := status(t, address+path); got != want {
			t.Errorf("%s%s answers %d, want %d", address, path, got, want)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, stdout); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("a preview that was ended: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); !os.IsNotExist(err) {
		t.Errorf("the preview wrote public: %v", err)
	}
}

func status(t testing.TB, url string) int {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}
