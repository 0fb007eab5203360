package frames

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const player = `<!DOCTYPE html><html><head><meta http-equiv="Content-Security-Policy" content="script-src 'sha256-x'"><style>a</style></head>
<body class="shape-wide">
<script type="application/json" id="plan">{"format":1,"hours":[[480,540]],"closed":[1],"night":[1200,420],"slides":[{"id":"a"}]}</script>
<script type="application/json" id="alerts">{"revised":3,"list":[{"text":"紧急"}]}</script>
<script>play()</script></body></html>`

func TestPrepare(t *testing.T) {
	out, err := prepare([]byte(player))
	if err != nil {
		t.Fatal(err)
	}
	got := string(out)
	for _, want := range []string{`"hours":[]`, `"closed":[]`, `"slides":[{"id":"a"}]`, `{"list":[],"revised":3}`, "<script>play()</script>", "<style>a</style>"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, bad := range []string{"Content-Security-Policy", "night", "紧急"} {
		if strings.Contains(got, bad) {
			t.Errorf("the page still has %s", bad)
		}
	}
	if strings.Index(got, "postMessage") > strings.Index(got, "play()") {
		t.Error("the recorder runs after the player")
	}
}

func TestPrepareRefusesOtherPages(t *testing.T) {
	for name, page := range map[string]string{
		"nothing": "", "no plan": strings.Replace(player, `id="plan"`, `id="x"`, 1), "no alerts": strings.Replace(player, `id="alerts"`, `id="x"`, 1),
		"a broken plan": strings.Replace(player, `{"format"`, `{format`, 1), "no body": strings.Replace(player, "<body", "<div", 1),
		"no policy": strings.Replace(player, "<meta http-equiv", "<meta x", 1), "cut short": player[:200],
	} {
		if _, err := prepare([]byte(page)); !errors.Is(err, errPage) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFramePage(t *testing.T) {
	f := Frame{Root: `--f: 10px; x: "`, Shape: "shape-wide", Body: "<p>甲</p>", style: "p{color:red}"}
	want := `<!DOCTYPE html><html lang="zh-CN" style="--f: 10px; x: &#34;"><head><meta charset="utf-8"><style>p{color:red}</style></head><body class="shape-wide"><p>甲</p></body></html>`
	if got := string(f.page()); got != want {
		t.Errorf("%s", got)
	}
}

// A script stands for ffmpeg: it keeps what it was asked for.
func TestFilm(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "ffmpeg")
	script := "#!/bin/sh\necho \"$@\" > '" + dir + "/args'\ncp list.txt '" + dir + "/list'\ncp 0001.png out.mp4\n"
	if err := os.WriteFile(program, []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	film, err := Film(context.Background(), program, []Still{{[]byte("one"), 15}, {[]byte("two"), 9}})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(film, []byte("two")) {
		t.Errorf("%q", film)
	}
	list, _ := os.ReadFile(filepath.Join(dir, "list"))
	if want := "ffconcat version 1.0\nfile 0000.png\nduration 15\nfile 0001.png\nduration 9\nfile 0001.png\n"; string(list) != want {
		t.Errorf("%q, want %q", list, want)
	}
	args, _ := os.ReadFile(filepath.Join(dir, "args"))
	for _, want := range []string{"format=yuv420p", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-t 24 ", "libx264", "-maxrate 10M", "-an ", "fps=25"} {
		if !strings.Contains(string(args), want) {
			t.Errorf("%s lacks %s", args, want)
		}
	}
	if err := os.WriteFile(program, []byte("#!/bin/sh\necho 'Unknown encoder libx264' >&2\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := Film(context.Background(), program, []Still{{[]byte("one"), 15}}); err == nil || !strings.Contains(err.Error(), "Unknown encoder libx264") {
		t.Errorf("%v", err)
	}
}
