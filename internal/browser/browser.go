// Package browser finds a Chromium or Edge on the machine and has it print and photograph pages.
//
// A browser sets Chinese text, tables and codes better than any library, and Edge is on every Windows machine; so it is
// run as a program of its own, without a window, with a profile that is thrown away, on files that need no network. The
// package knows nothing of what is on the pages. Where there is no browser, callers say which were looked for.
package browser

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Variable is the environment variable that names the browser to use, before all others.
const Variable = "XIANGWEI_BROWSER"

// Browser is a program that was found.
type Browser struct{ path string }

// NotFoundError says that the machine has none of the browsers that were looked for.
type NotFoundError struct{ Looked []string }

// Error lists what was looked for.
func (e *NotFoundError) Error() string {
	return "no browser found: looked for " + strings.Join(e.Looked, ", ")
}

// Places returns where browsers are on a system ("windows", "darwin", others), in order of preference: names to be looked
// up in PATH, and full paths. Getenv reads the environment.
func Places(goos string, getenv func(string) string) []string {
	var all []string
	if own := getenv(Variable); own != "" {
		return []string{own}
	}
	switch goos {
	case "windows":
		for _, root := range []string{"ProgramFiles(x86)", "ProgramFiles", "LocalAppData"} {
			dir := getenv(root)
			if dir == "" {
				continue
			}
			for _, p := range []string{`Microsoft\Edge\Application\msedge.exe`, `Google\Chrome\Application\chrome.exe`, `Chromium\Application\chrome.exe`} {
				all = append(all, dir+`\`+p)
			}
		}
		return append(all, "msedge", "chrome", "chromium")
	case "darwin":
		for _, p := range []string{"Google Chrome", "Microsoft Edge", "Chromium"} {
			all = append(all, "/Applications/"+p+".app/Contents/MacOS/"+p)
		}
	}
	return append(all, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable")
}

// Find returns the first browser that is there; a NotFoundError where there is none.
func Find(goos string, getenv func(string) string) (*Browser, error) {
	places := Places(goos, getenv)
	for _, p := range places {
		if found, err := exec.LookPath(p); err == nil {
			return &Browser{found}, nil
		}
	}
	return nil, &NotFoundError{places}
}

// Limits of one run: far more than a page of ours takes (2 s measured), less than a person waits.
const (
	patience = 2 * time.Minute
	grace    = 5 * time.Second // for a killed browser's children to let go of its output
)

// flags are the same for every run. Pictures must not depend on the machine's screen, colours or a profile of the user's.
var flags = []string{
	"--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
	"--disable-background-networking", "--disable-sync", "--disable-component-update", "--hide-scrollbars", "--mute-audio",
	"--force-device-scale-factor=1", "--force-color-profile=srgb", "--lang=zh-CN",
}

// room is a folder for one run: the profile and the files of the page.
type room struct{ dir string }

func newRoom(files map[string][]byte) (*room, error) {
	dir, err := os.MkdirTemp("", "xiangwei-browser-")
	if err != nil {
		return nil, err
	}
	r := &room{dir}
	for name, data := range files {
		if err := os.WriteFile(r.path(name), data, 0o600); err != nil {
			r.close()
			return nil, err
		}
	}
	return r, nil
}

func (r *room) path(name string) string { return filepath.Join(r.dir, name) }

// address returns the file: address of a file of the room.
func (r *room) address(name string) string {
	p := filepath.ToSlash(r.path(name))
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// close removes the folder. A browser's last children may still write into the profile: then the system clears it away.
func (r *room) close() { os.RemoveAll(r.dir) }

// run runs the browser to its end and returns its output.
func (b *Browser) run(ctx context.Context, r *room, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	all := append([]string{"--user-data-dir=" + r.path("profile")}, flags...)
	if os.Geteuid() == 0 {
		all = append(all, "--no-sandbox") // Chromium refuses to run as root otherwise; the pages are our own
	}
	cmd := exec.CommandContext(ctx, b.path, append(all, args...)...)
	cmd.WaitDelay = grace
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, fmt.Errorf("running %s: %w%s", b.path, err, lastLine(stderr.String()))
	}
	return stdout.Bytes(), nil
}

func lastLine(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	if last := strings.TrimSpace(lines[len(lines)-1]); last != "" {
		return " (" + last + ")"
	}
	return ""
}

// PDF prints a self-contained page, whose own @page rules set the paper. The document is tagged, and has the page's title
// and language.
func (b *Browser) PDF(ctx context.Context, page []byte) ([]byte, error) {
	r, err := newRoom(map[string][]byte{"page.html": page})
	if err != nil {
		return nil, fmt.Errorf("printing: %w", err)
	}
	defer r.close()
	if _, err := b.run(ctx, r, "--no-pdf-header-footer", "--generate-pdf-document-outline", "--print-to-pdf="+r.path("out.pdf"), r.address("page.html")); err != nil {
		return nil, fmt.Errorf("printing: %w", err)
	}
	out, err := os.ReadFile(r.path("out.pdf"))
	if err != nil {
		return nil, fmt.Errorf("printing: %s made no document: %w", b.path, err)
	}
	if !bytes.HasPrefix(out, []byte("%PDF-")) {
		return nil, fmt.Errorf("printing: what %s made is no document", b.path)
	}
	return out, nil
}

// margin is how much larger than the page the window is: some versions count their own bars in it, Windows has a least
// width, and neither may cost the page a pixel.
const margin = 200

// tallest is how many pixels high a window may be. Chromium's pictures end at 16,384; half of that leaves room for the
// memory of a venue's mini PC, and makes one run do for seven pages of 1080 pixels.
const tallest = 8192

// Pictures photographs self-contained pages, each in exactly so many pixels.
func (b *Browser) Pictures(ctx context.Context, pages [][]byte, size image.Point) ([]*image.RGBA, error) {
	var out []*image.RGBA
	for chunk := range slices.Chunk(pages, max(1, tallest/size.Y)) {
		some, err := b.photograph(ctx, chunk, size)
		if err != nil {
			return nil, fmt.Errorf("photographing: %w", err)
		}
		out = append(out, some...)
	}
	return out, nil
}

// photograph takes one picture of pages below each other and cuts it apart.
func (b *Browser) photograph(ctx context.Context, pages [][]byte, size image.Point) ([]*image.RGBA, error) {
	files := map[string][]byte{}
	var names []string
	for n, page := range pages {
		names = append(names, fmt.Sprintf("page-%d.html", n))
		files[names[n]] = page
	}
	files["window.html"] = window(size, "", names...)
	r, err := newRoom(files)
	if err != nil {
		return nil, err
	}
	defer r.close()
	height := size.Y * len(pages)
	if _, err := b.run(ctx, r, fmt.Sprintf("--window-size=%d,%d", size.X+margin, height+margin), "--screenshot="+r.path("out.png"), r.address("window.html")); err != nil {
		return nil, err
	}
	f, err := os.Open(r.path("out.png"))
	if err != nil {
		return nil, fmt.Errorf("%s made no picture: %w", b.path, err)
	}
	defer f.Close()
	all, err := png.Decode(f)
	if err != nil {
		return nil, err
	}
	if got := all.Bounds().Size(); got.X < size.X || got.Y < height {
		return nil, fmt.Errorf("the picture has %d×%d pixels, wanted %d×%d", got.X, got.Y, size.X, height)
	}
	var out []*image.RGBA
	for n := range pages {
		one := image.NewRGBA(image.Rectangle{Max: size})
		draw.Draw(one, one.Rect, all, all.Bounds().Min.Add(image.Pt(0, n*size.Y)), draw.Src)
		out = append(out, one)
	}
	return out, nil
}

// window is a page that shows others below each other, each in a frame of exactly so many pixels, and what follows them.
func window(size image.Point, more string, pages ...string) []byte {
	out := fmt.Appendf(nil, `<!DOCTYPE html><html><head><meta charset="utf-8"><style>html,body{margin:0;overflow:hidden}iframe{display:block;border:0;width:%dpx;height:%dpx}</style></head><body>`, size.X, size.Y)
	for _, page := range pages {
		out = fmt.Appendf(out, `<iframe src="%s"></iframe>`, page)
	}
	return fmt.Appendf(out, "%s</body></html>", more)
}

// result receives what the framed page posts. It is written so that it cannot end its own element.
const result = `<script type="application/json" id="result"></script><script>
addEventListener("message", function (e) { document.getElementById("result").textContent = String(e.data).replace(/</g, "\\u003c"); });
</script>`

// Ask runs a self-contained page in a frame of so many pixels and returns the JSON text it posts to its parent. Query is
// the page's search string. The page's clock runs as fast as the machine can, for as long as budget by that clock.
func (b *Browser) Ask(ctx context.Context, page []byte, query string, size image.Point, budget time.Duration) ([]byte, error) {
	r, err := newRoom(map[string][]byte{"page.html": page, "window.html": window(size, result, "page.html?"+query)})
	if err != nil {
		return nil, fmt.Errorf("asking a page: %w", err)
	}
	defer r.close()
	out, err := b.run(ctx, r, fmt.Sprintf("--window-size=%d,%d", size.X+margin, size.Y+margin), fmt.Sprintf("--virtual-time-budget=%d", budget.Milliseconds()),
		"--dump-dom", r.address("window.html"))
	if err != nil {
		return nil, fmt.Errorf("asking a page: %w", err)
	}
	_, rest, _ := bytes.Cut(out, []byte(`id="result">`))
	answer, _, ok := bytes.Cut(rest, []byte("</script>"))
	if !ok || len(answer) == 0 {
		return nil, fmt.Errorf("asking a page: it did not answer")
	}
	return answer, nil
}
