package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"
)

var update = flag.Bool("update", false, "rewrite golden files and the expected texts of scripts")

// TestMain makes the test binary the real program when a script runs `xiangwei`.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"xiangwei": main})
}

// TestScript runs the scripts: the real program, its exit codes, what it says, and what it leaves on the disk. Commands
// beside those of package testscript are in scriptCommands.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SITES", sitesDir(t))
			e.Setenv("TZ", "Asia/Shanghai")
			return nil
		},
		Cmds: scriptCommands,
	})
}

func sitesDir(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("testdata/sites")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

var scriptCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"exits":    exits,
	"site":     copySite,
	"put":      put,
	"append":   appendFile,
	"encode":   encode,
	"holds":    holds,
	"snapshot": snapshot,
	"same":     same,
	"relative": relativeLinks,
	"spoil":    spoil,
	"change":   change,
}

// change replaces every occurrence of a text in a file by another: change content/a.md OLD NEW. It must occur.
func change(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: change FILE OLD NEW")
	}
	old := ts.ReadFile(args[0])
	if !strings.Contains(old, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(old, args[1], args[2])), 0o644))
}

// exits runs a program and asks for one exit code: exits 3 xiangwei build.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code is %d, want %d", got, want)
	}
}

// copySite copies a golden site's source: site minimal DIR.
func copySite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: site NAME DIR")
	}
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(filepath.Join(ts.Getenv("SITES"), args[0]))))
}

// put copies a file and makes the folders on the way: put FILE FILE.
func put(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: put FILE FILE")
	}
	to := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(filepath.Dir(to), 0o755))
	ts.Check(os.WriteFile(to, []byte(ts.ReadFile(args[0])), 0o644))
}

// appendFile adds the text of the second file to the first: append FILE FILE.
func appendFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: append FILE FILE")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+ts.ReadFile(args[1])), 0o644))
}

// spoil cuts every file of a folder in half: spoil DIR.
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: spoil DIR")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	for _, e := range entries {
		info, err := e.Info()
		ts.Check(err)
		ts.Check(os.Truncate(filepath.Join(ts.MkAbs(args[0]), e.Name()), info.Size()/2))
	}
}

// encode rewrites UTF-8 files in another encoding: encode crlf|bom|gbk|utf16le|utf16be|binary FILE...
// The last one makes a file that is no text.
func encode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: encode ENCODING FILE...")
	}
	for _, name := range args[1:] {
		text := ts.ReadFile(name)
		var out []byte
		switch args[0] {
		case "crlf":
			out = []byte(strings.ReplaceAll(text, "\n", "\r\n"))
		case "bom":
			out = []byte("\uFEFF" + text)
		case "gbk":
			gbk, err := simplifiedchinese.GBK.NewEncoder().String(text)
			ts.Check(err)
			out = []byte(gbk)
		case "binary":
			out = []byte{0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, 0x4A, 0x46, 0x49, 0x46, 0x00, 0x01, 0xFF, 0xFF, 0xFF}
		case "utf16le":
			out = utf16Bytes(text, binary.LittleEndian)
		case "utf16be":
			out = utf16Bytes(text, binary.BigEndian)
		default:
			ts.Fatalf("no encoding %q", args[0])
		}
		ts.Check(os.WriteFile(ts.MkAbs(name), out, 0o644))
	}
}

func utf16Bytes(text string, order binary.ByteOrder) []byte {
	var b bytes.Buffer
	for _, u := range append([]uint16{0xFEFF}, utf16.Encode([]rune(text))...) {
		b.Write([]byte{0, 0})
		order.PutUint16(b.Bytes()[b.Len()-2:], u)
	}
	return b.Bytes()
}

// holds asks that some file below a folder has a text in it or in its name; negated, that none has: holds DIR TEXT.
func holds(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] holds DIR TEXT")
	}
	var found []string
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if strings.Contains(d.Name(), args[1]) || bytes.Contains(data, []byte(args[1])) {
			found = append(found, p)
		}
		return err
	}))
	switch {
	case neg && len(found) > 0:
		ts.Fatalf("%q stands in %s", args[1], strings.Join(found, ", "))
	case !neg && len(found) == 0:
		ts.Fatalf("%q stands in no file of %s", args[1], args[0])
	}
}

// snapshot writes down every file of a folder with its content and time: snapshot DIR FILE. Two equal snapshots mean
// that nothing was written in between.
func snapshot(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: snapshot DIR FILE")
	}
	var b strings.Builder
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(&b, p, info.Mode(), info.ModTime().UnixNano())
		if !d.IsDir() {
			data, err := os.ReadFile(p)
			fmt.Fprintf(&b, "%d %x\n", len(data), data)
			return err
		}
		return nil
	}))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(b.String()), 0o644))
}

// same asks that two folders hold the same files with the same bytes: same DIR DIR.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] same DIR DIR")
	}
	a, err := readTree(ts.MkAbs(args[0]))
	ts.Check(err)
	b, err := readTree(ts.MkAbs(args[1]))
	ts.Check(err)
	diffs := diffTrees(a, b)
	switch {
	case len(a) == 0:
		ts.Fatalf("%s is empty", args[0])
	case neg && len(diffs) == 0:
		ts.Fatalf("%s and %s are the same", args[0], args[1])
	case !neg && len(diffs) > 0:
		ts.Fatalf("%s and %s differ:\n%s", args[0], args[1], strings.Join(diffs, "\n"))
	}
}

// relativeLinks asks that every link of every page below a folder leads to a file that is there, without a leading
// slash or a host of its own: relative DIR.
func relativeLinks(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: relative DIR")
	}
	if problems := deadLinks(ts.MkAbs(args[0])); len(problems) > 0 {
		ts.Fatalf("%s", strings.Join(problems, "\n"))
	}
}
