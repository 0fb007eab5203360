package output

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"xiangwei/internal/diag"

	"xiangwei/internal/parallel"
)

func at(file string) diag.Pos { return diag.Pos{File: file, Line: 1, Col: 1} }

func TestTreeKeepsFilesSortedByPath(t *testing.T) {
	tree := NewTree()
	for _, p := range []string{"b.html", "a/z.html", "a.html"} {
		tree.Add(File{Path: p, Data: []byte(p), Group: Page})
	}
	var got []string
	for _, f := range tree.Files() {
		got = append(got, f.Path)
	}
	if diff := cmp.Diff([]string{"a.html", "a/z.html", "b.html"}, got); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	if tree.Len() != 3 || tree.Bytes() != 20 {
		t.Errorf("got %d files of %d bytes, want 3 of 20", tree.Len(), tree.Bytes())
	}
	if f, ok := tree.Get("a/z.html"); !ok || string(f.Data) != "a/z.html" {
		t.Errorf("Get returned %v, %v", f, ok)
	}
	if _, ok := tree.Get("none.html"); ok {
		t.Error("Get found a file that was never added")
	}
	if p := tree.Problems(); len(p) != 0 {
		t.Errorf("problems in a sound tree: %v", p)
	}
}

var collisions = []struct {
	name    string
	files   []File
	message string // the only problem
	pos     string
	related string
}{
	{"same path", []File{{Path: "x.html", Owner: at("b.md"), Data: []byte("1")}, {Path: "x.html", Owner: at("a.md"), Data: []byte("2")}},
		"路径“x.html”已被“a.md:1:1”占用，本文件由“b.md:1:1”产生", "b.md:1:1", "a.md:1:1"},
	{"same path and content", []File{{Path: "x.html", Owner: at("a.md")}, {Path: "x.html", Owner: at("b.md")}},
		"路径“x.html”已被“a.md:1:1”占用，本文件由“b.md:1:1”产生", "b.md:1:1", "a.md:1:1"},
	{"made by the program", []File{{Path: "x.html"}, {Path: "x.html", Owner: at("b.md")}},
		"路径“x.html”已被“程序自动生成”占用，本文件由“b.md:1:1”产生", "b.md:1:1", ""},
	{"letter case", []File{{Path: "a/x.html", Owner: at("a.md")}, {Path: "a/X.html", Owner: at("b.md")}},
		"路径“a/x.html”与“a/X.html”只有大小写或字符写法不同，与“b.md:1:1”冲突，本文件由“a.md:1:1”产生", "a.md:1:1", "b.md:1:1"},
	{"letter case of a folder", []File{{Path: "A/x.html", Owner: at("a.md")}, {Path: "a/y.html", Owner: at("b.md")}},
		"文件夹“a”与“A”只有大小写或字符写法不同，与“a.md:1:1”冲突，本文件由“b.md:1:1”产生", "b.md:1:1", "a.md:1:1"},
	{"normalisation", []File{{Path: "caf\u00e9.html", Owner: at("a.md")}, {Path: "cafe\u0301.html", Owner: at("b.md")}},
		"路径“caf\u00e9.html”与“cafe\u0301.html”只有大小写或字符写法不同，与“b.md:1:1”冲突，本文件由“a.md:1:1”产生", "a.md:1:1", "b.md:1:1"},
	{"full-width letters", []File{{Path: "Ａ.html", Owner: at("a.md")}, {Path: "ａ.html", Owner: at("b.md")}},
		"路径“ａ.html”与“Ａ.html”只有大小写或字符写法不同，与“a.md:1:1”冲突，本文件由“b.md:1:1”产生", "b.md:1:1", "a.md:1:1"},
	{"file and folder", []File{{Path: "a/b/c.html", Owner: at("a.md")}, {Path: "a", Owner: at("b.md")}},
		"“a”既是文件又是文件夹，与“b.md:1:1”冲突，本文件由“a.md:1:1”产生", "a.md:1:1", "b.md:1:1"},
	{"file and folder of other case", []File{{Path: "B/c.html", Owner: at("a.md")}, {Path: "b", Owner: at("b.md")}},
		"“b”既是文件又是文件夹，与“a.md:1:1”冲突，本文件由“b.md:1:1”产生", "b.md:1:1", "a.md:1:1"},
}

func TestCollisionIsReportedWithBothOwners(t *testing.T) {
	for _, c := range collisions {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]int{{0, 1}, {1, 0}} {
				tree := NewTree()
				for _, i := range order {
					tree.Add(c.files[i])
				}
				got := tree.Problems()
				if len(got) != 1 {
					t.Fatalf("got %d problems, want 1: %v", len(got), got)
				}
				p := got[0]
				if p.Rule != "output/collision" || p.Severity != diag.Error {
					t.Errorf("got rule %s, severity %s", p.Rule, p.Severity)
				}
				if diff := cmp.Diff([]string{c.message, c.pos, c.related}, []string{p.Message, p.Pos.String(), p.Related[0].Pos.String()}); diff != "" {
					t.Errorf("order %v (-want +got):\n%s", order, diff)
				}
			}
		})
	}
}

func TestDifferentPathsDoNotCollide(t *testing.T) {
	tree := NewTree()
	for _, p := range []string{"a.html", "a/index.html", "a-b.html", "a/b/c.html", "a/b.html", "处罚/甲.html", "处罚/乙.html", "ab/x", "a.b/x"} {
		tree.Add(File{Path: p})
	}
	if got := tree.Problems(); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

// mixed returns files with every kind of trouble among sound ones.
func mixed() []File {
	var files []File
	for i := range 400 {
		files = append(files, File{Path: fmt.Sprintf("s/%d/p.html", i), Data: []byte(fmt.Sprint(i)), Owner: at(fmt.Sprintf("%d.md", i)), Group: Page})
	}
	for i, c := range collisions {
		for j, f := range c.files {
			f.Path = fmt.Sprintf("c%d/%s", i, f.Path)
			files = append(files, f, File{Path: fmt.Sprintf("bad%d%d/../x", i, j), Owner: f.Owner})
		}
	}
	for i := range 20 { // one path, one owner, other content
		files = append(files, File{Path: "many.html", Owner: at("many.md"), Data: []byte(fmt.Sprint(i % 5)), Group: Group(i % 3)})
	}
	return files
}

func TestTreeDoesNotDependOnWorkers(t *testing.T) {
	build := func(workers int, seed uint64) *Tree {
		files := mixed()
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		tree := NewTree()
		parallel.Each(context.Background(), len(files), workers, func(i int) { tree.Add(files[i]) })
		return tree
	}
	want := build(1, 0)
	if want.Problems().Errors() < 2*len(collisions) {
		t.Fatalf("only %d problems", len(want.Problems()))
	}
	wantManifest, err := want.Manifest(Edition{}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(8) {
		tree := build(8, seed)
		if diff := cmp.Diff(want.Problems(), tree.Problems()); diff != "" {
			t.Fatalf("problems depend on order (-1 worker +8 workers):\n%s", diff)
		}
		got, err := tree.Manifest(Edition{}).Encode()
		if err != nil || string(got) != string(wantManifest) {
			t.Fatalf("manifest depends on order (error %v)", err)
		}
		if tree.Bytes() != want.Bytes() {
			t.Fatalf("bytes depend on order: %d, want %d", tree.Bytes(), want.Bytes())
		}
	}
}

func TestAddAfterReadingIsSeen(t *testing.T) {
	tree := NewTree()
	tree.Add(File{Path: "a.html"})
	if len(tree.Files()) != 1 || len(tree.Problems()) != 0 {
		t.Fatal("unsound start")
	}
	tree.Add(File{Path: "A.html"})
	if len(tree.Files()) != 2 || len(tree.Problems()) != 1 {
		t.Errorf("got %d files and %v", len(tree.Files()), tree.Problems())
	}
}

func TestSumIsTheHashOfTheData(t *testing.T) {
	const want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" // FIPS 180-4, "abc"
	tree := NewTree()
	tree.Add(File{Path: "a", Data: []byte("abc")})
	tree.Sum(4)
	f, _ := tree.Get("a")
	loose := File{Data: []byte("abc")}
	if f.Hex() != want || loose.Hex() != want {
		t.Errorf("got %s and %s, want %s", f.Hex(), loose.Hex(), want)
	}
}

func TestPathTrouble(t *testing.T) {
	for _, c := range []struct{ name, path, want string }{
		{"plain", "penalty/2024/x.html", ""},
		{"Chinese", "处罚/决定书（甲）.pdf", ""},
		{"dot file", ".nojekyll", ""},
		{"spaces inside", "a b/c d.pdf", ""},
		{"device name as a part of a word", "console/com10/auxiliary.html", ""},
		{"manifest in a folder", "data/manifest.json", ""},
		{"longest", strings.Repeat("a", 240), ""},
		{"empty", "", "路径为空"},
		{"too long", strings.Repeat("字", 80) + "a", "超过 240 字节"},
		{"absolute", "/etc/passwd", "开头"},
		{"folder", "a/", "结尾"},
		{"backslash", `a\b.html`, "反斜杠"},
		{"drive", "c:/x", "不允许的字符"},
		{"stream", "a.html:x", "不允许的字符"},
		{"question mark", "a?.html", "不允许的字符"},
		{"parent", "a/../../x", "“..”"},
		{"this", "./x", "“.”"},
		{"empty part", "a//b", "空的一级"},
		{"NUL", "a\x00b", "控制字符"},
		{"line break", "a\nb", "控制字符"},
		{"C1 control", "a\u0085b", "控制字符"},
		{"broken UTF-8", "a\xff", "UTF-8"},
		{"trailing dot", "a./x", "以点结尾"},
		{"trailing space", "a /x", "以空格结尾"},
		{"con", "a/con", "保留名"},
		{"nul with extension", "NUL.tar.gz", "保留名"},
		{"com1", "Com1.html", "保留名"},
		{"superscript digit", "lpt²", "保留名"},
		{"aux with space", "aux .html", "保留名"},
		{"conin$", "CONIN$", "保留名"},
		{"own manifest", "manifest.json", "程序自用"},
		{"own manifest, other case", "Manifest.JSON", "程序自用"},
		{"manifest as a folder", "manifest.json/x", "程序自用"},
		{"own folder", ".xiangwei/lock", "程序自用"},
		{"own folder, other case", ".XiangWei/x", "程序自用"},
		{"temporary name", "a/.xw-0123456789abcdef.tmp", "程序自用"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := pathTrouble(c.path)
			if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
				t.Fatalf("got %q, want %q", got, c.want)
			}
			tree := NewTree()
			tree.Add(File{Path: c.path, Owner: at("a.md")})
			problems := tree.Problems()
			if c.want == "" {
				if len(problems) != 0 {
					t.Errorf("got %v", problems)
				}
				return
			}
			if len(problems) != 1 || problems[0].Rule != "output/path" || problems[0].Pos != at("a.md") || tree.Len() != 0 {
				t.Errorf("got %v and %d files", problems, tree.Len())
			}
		})
	}
}

func TestTempNameIsRecognised(t *testing.T) {
	for _, p := range []string{"x.html", "a/b/甲.html"} {
		name := tempName(p)
		dir, base, ok := strings.Cut(name, tempPrefix)
		if !ok || !isTemp(tempPrefix+base) || dir != p[:strings.LastIndexByte(p, '/')+1] || pathTrouble(name) == "" {
			t.Errorf("temporary name of %s is %s", p, name)
		}
	}
}

func TestFingerprint(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"theme/site.css", "theme/site.ba7816bf8f.css"},
		{"theme/app.min.js", "theme/app.min.ba7816bf8f.js"},
		{"v1.2/font", "v1.2/font.ba7816bf8f"},
		{"a/.htaccess", "a/.htaccess.ba7816bf8f"},
		{"图.svg", "图.ba7816bf8f.svg"},
	} {
		if got := Fingerprint(c.path, []byte("abc")); got != c.want {
			t.Errorf("Fingerprint(%q) = %q, want %q", c.path, got, c.want)
		}
	}
}

func TestEveryRuleIsExplained(t *testing.T) {
	for _, r := range Rules {
		if !strings.HasPrefix(r.ID, "output/") || r.Title == "" || r.Doc == "" {
			t.Errorf("rule %+v lacks something", r)
		}
	}
}

func FuzzPath(f *testing.F) {
	for _, s := range []string{"a/b.html", "../x", "A/con", "caf\u00e9", "ﬀ/İ", "a\\b", "c:x", strings.Repeat("a/", 130)} {
		f.Add(s)
	}
	root, err := os.OpenRoot(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	defer root.Close()
	f.Fuzz(func(t *testing.T, p string) {
		if key := fold(p); fold(key) != key {
			t.Errorf("fold is not idempotent on %q", p)
		}
		if pathTrouble(p) != "" {
			return
		}
		if !filepath.IsLocal(filepath.FromSlash(p)) || path.Clean(p) != p {
			t.Errorf("accepted %q", p)
		}
		if _, err := root.Lstat(p); err == nil || !absent(err) && !strings.Contains(err.Error(), "too long") {
			t.Errorf("path %q leads somewhere: %v", p, err)
		}
	})
}
