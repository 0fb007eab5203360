package frames

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Still is a picture of a film and how long it stands.
type Still struct {
	PNG     []byte
	Seconds int
}

// FilmProgram is the program that makes films.
const FilmProgram = "ffmpeg"

// filmPatience is how long a film may take: an hour's round at 1080p takes a few minutes.
const filmPatience = 20 * time.Minute

// Film makes an MP4 of stills, for players of LED walls: H.264 with yuv420p, 25 pictures a second, at most 10 Mbit/s, no
// sound. A side with an odd number of pixels, which the form cannot hold, gets one black row or column more. Program is
// the path of ffmpeg.
func Film(ctx context.Context, program string, stills []Still) ([]byte, error) {
	dir, err := os.MkdirTemp("", "xiangwei-film-")
	if err != nil {
		return nil, fmt.Errorf("making a film: %w", err)
	}
	defer os.RemoveAll(dir)
	var list strings.Builder
	list.WriteString("ffconcat version 1.0\n")
	for n, s := range stills {
		name := fmt.Sprintf("%04d.png", n)
		if err := os.WriteFile(filepath.Join(dir, name), s.PNG, 0o600); err != nil {
			return nil, fmt.Errorf("making a film: %w", err)
		}
		fmt.Fprintf(&list, "file %s\nduration %d\n", name, s.Seconds)
	}
	// The last duration counts only where another file follows.
	fmt.Fprintf(&list, "file %04d.png\n", len(stills)-1)
	if err := os.WriteFile(filepath.Join(dir, "list.txt"), []byte(list.String()), 0o600); err != nil {
		return nil, fmt.Errorf("making a film: %w", err)
	}
	total := 0
	for _, s := range stills {
		total += s.Seconds
	}
	ctx, cancel := context.WithTimeout(ctx, filmPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-hide_banner", "-loglevel", "error", "-nostdin", "-y", "-f", "concat", "-i", "list.txt",
		"-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,fps=25,format=yuv420p", "-t", fmt.Sprint(total), "-c:v", "libx264", "-preset", "medium", "-crf", "18",
		"-maxrate", "10M", "-bufsize", "20M", "-an", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "out.mp4")
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("making a film with %s: %w (%s)", program, err, strings.TrimSpace(stderr.String()))
	}
	return os.ReadFile(filepath.Join(dir, "out.mp4"))
}
