// Package frames turns the round of a web screen into pictures, for players that show pictures or a film and no web page.
//
// It takes the very page a kiosk plays, lets a browser on the machine step through it, and photographs every part of every
// slide as it stands, without the clock, which a picture would show wrong. What is on the slides is decided by the page
// and the plan; this package must not know it.
package frames

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"image"
	"image/png"
	"net/url"
	"time"

	"xiangwei/internal/browser"
	"xiangwei/internal/config"
)

//go:embed recorder.js
var recorder []byte

// Frame is one part of one slide as it stands.
type Frame struct {
	ID      string `json:"id"` // of the item in the plan; "safe" for the safe page
	Title   string `json:"title"`
	Part    int    `json:"part"` // from 1
	Parts   int    `json:"parts"`
	Seconds int    `json:"seconds"`
	Root    string `json:"root"`  // style of the root element, which holds the fitted sizes
	Shape   string `json:"shape"` // class of the body
	Body    string `json:"body"`
	style   string
}

// Safe reports whether the frame is the safe page: nothing else was due.
func (f *Frame) Safe() bool { return f.ID == "safe" }

// recording is what the recorder posts.
type recording struct {
	Why    string
	Style  string
	Frames []*Frame
}

// errPage says that a page is not one of a player.
var errPage = errors.New("not a page of a player")

// Survey steps through the round a screen's page shows at a moment and returns its frames. Opening hours, night and
// emergencies are left out: pictures play whenever their player does.
func Survey(ctx context.Context, b *browser.Browser, page []byte, s config.Screen, at time.Time) ([]*Frame, error) {
	prepared, err := prepare(page)
	if err != nil {
		return nil, fmt.Errorf("surveying screen %s: %w", s.Name, err)
	}
	// By the page's clock a slide takes less than two seconds; a budget that is not used costs nothing.
	const budget = 20 * time.Minute
	answer, err := b.Ask(ctx, prepared, "at="+url.QueryEscape(at.Format(time.RFC3339)), image.Pt(s.Width, s.Height), budget)
	if err != nil {
		return nil, fmt.Errorf("surveying screen %s: %w", s.Name, err)
	}
	var r recording
	if err := json.Unmarshal(answer, &r); err != nil {
		return nil, fmt.Errorf("surveying screen %s: %w", s.Name, err)
	}
	if r.Why != "" || len(r.Frames) == 0 {
		return nil, fmt.Errorf("surveying screen %s: %s", s.Name, r.Why)
	}
	for _, f := range r.Frames {
		f.style = r.Style
	}
	return r.Frames, nil
}

// prepare puts the recorder before the player's script, takes the policy away that would keep it from running, and
// rewrites plan and alerts.
func prepare(page []byte) ([]byte, error) {
	page, err := replace(page, `<meta http-equiv="Content-Security-Policy"`, `>`, func([]byte) ([]byte, error) { return nil, nil })
	if err != nil {
		return nil, err
	}
	page, err = replace(page, `<script type="application/json" id="plan">`, `</script>`, func(data []byte) ([]byte, error) {
		var plan map[string]json.RawMessage
		if err := json.Unmarshal(data, &plan); err != nil {
			return nil, err
		}
		plan["hours"], plan["closed"] = json.RawMessage("[]"), json.RawMessage("[]")
		delete(plan, "night")
		return json.Marshal(plan)
	})
	if err != nil {
		return nil, err
	}
	page, err = replace(page, `<script type="application/json" id="alerts">`, `</script>`, func(data []byte) ([]byte, error) {
		var alerts map[string]json.RawMessage
		if err := json.Unmarshal(data, &alerts); err != nil {
			return nil, err
		}
		alerts["list"] = json.RawMessage("[]")
		return json.Marshal(alerts)
	})
	if err != nil {
		return nil, err
	}
	before, after, ok := bytes.Cut(page, []byte("<body"))
	if !ok {
		return nil, errPage
	}
	return bytes.Join([][]byte{before, []byte("<script>"), recorder, []byte("</script><body"), after}, nil), nil
}

// replace rewrites what stands between an opening and the next closing text. For a tag without content both go too.
func replace(page []byte, open, end string, rewrite func([]byte) ([]byte, error)) ([]byte, error) {
	before, rest, ok := bytes.Cut(page, []byte(open))
	inner, after, ended := bytes.Cut(rest, []byte(end))
	if !ok || !ended {
		return nil, fmt.Errorf("%w: no %s", errPage, open)
	}
	next, err := rewrite(inner)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errPage, err)
	}
	if next == nil {
		return bytes.Join([][]byte{before, after}, nil), nil
	}
	return bytes.Join([][]byte{before, []byte(open), next, []byte(end), after}, nil), nil
}

// page returns the frame as a page of its own that does not move.
func (f *Frame) page() []byte {
	return fmt.Appendf(nil, `<!DOCTYPE html><html lang="zh-CN" style="%s"><head><meta charset="utf-8"><style>%s</style></head><body class="%s">%s</body></html>`,
		html.EscapeString(f.Root), f.style, html.EscapeString(f.Shape), f.Body)
}

// Pictures photographs frames at the screen's pixels: PNGs of 24 bits without alpha.
func Pictures(ctx context.Context, b *browser.Browser, round []*Frame, s config.Screen) ([][]byte, error) {
	var pages [][]byte
	for _, f := range round {
		pages = append(pages, f.page())
	}
	shots, err := b.Pictures(ctx, pages, image.Pt(s.Width, s.Height))
	if err != nil {
		return nil, fmt.Errorf("screen %s: %w", s.Name, err)
	}
	var all [][]byte
	for _, shot := range shots {
		// The encoder leaves the alpha channel out only where nothing shines through.
		for i := 3; i < len(shot.Pix); i += 4 {
			shot.Pix[i] = 255
		}
		var out bytes.Buffer
		if err := png.Encode(&out, shot); err != nil {
			return nil, fmt.Errorf("screen %s: %w", s.Name, err)
		}
		all = append(all, out.Bytes())
	}
	return all, nil
}
