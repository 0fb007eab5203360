// Package player makes the pages of venue screens: one self-contained HTML file a web screen, and the tiny file by which
// players see that there is news.
//
// It stands beside render: it takes the plans of package screen, and the fragments of slides from a function that render
// fills, and adds files to the tree of outputs. Style, script, slides, codes and plan lie in the page, so that it opens
// from a disk, a USB stick and plain http alike. What shows when is the page's own business; this package must not
// decide it. It writes nothing and reads no clock.
package player

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
	"xiangwei/internal/qrcode"
	"xiangwei/internal/screen"
)

// folder is where the player's own files lie below the theme.
const folder = "screen"

// Options are what pages depend on beside the plans.
type Options struct {
	Config *config.Config
	Now    time.Time                         // of this build
	Last   map[string]Stamp                  // of the pages published last, by screen
	Slide  func(screen.Item) (string, error) // fragment of an item's slide
	Alerts screen.Alerts
}

// Add adds the pages of all web screens to the tree. The error is for a slide that cannot be made.
func (p *Parts) Add(plans []*screen.Plan, tree *output.Tree, o Options) error {
	any := false
	for _, plan := range plans {
		if plan.Screen.Output != config.OutputWeb {
			continue
		}
		any = true
		page, stamp, err := p.page(plan, o)
		if err != nil {
			return err
		}
		owner := diag.Pos{File: config.File}
		tree.Add(output.File{Path: plan.Screen.Path(), Data: page, Group: output.Page, Owner: owner})
		tree.Add(output.File{Path: plan.Screen.News(), Data: newsFile(plan.Screen.Name, stamp, alertsOf(plan, o.Alerts.Revised)), Group: output.Data, Owner: owner})
	}
	if any {
		tree.Add(output.File{Path: config.ScreenFolder + "/offline.js", Data: p.offline, Group: output.Asset})
	}
	return nil
}

// planFile is the plan as the page holds it. Times are milliseconds since 1970, spans minutes of the day.
type planFile struct {
	Format     int         `json:"format"`
	Screen     string      `json:"screen"`
	Label      string      `json:"label"`
	Bureau     string      `json:"bureau"`
	Version    string      `json:"version"`
	Code       string      `json:"code"`
	Built      string      `json:"built,omitempty"` // see Stamp
	Made       int64       `json:"made"`
	Fresh      int64       `json:"fresh"`
	Offset     int         `json:"offset"` // of the zone, in minutes
	Shape      string      `json:"shape"`
	Floor      int         `json:"floor"`
	Dwell      string      `json:"dwell"`
	Hours      [][2]int    `json:"hours"`
	Closed     []int       `json:"closed"`
	Night      *[2]int     `json:"night,omitempty"`
	Brightness int         `json:"brightness"`
	QR         bool        `json:"qr"`
	Poll       int         `json:"poll"`
	NoBreak    []string    `json:"noBreak"`
	Slides     []slideFile `json:"slides"`
}

type slideFile struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Rank   int     `json:"rank"`
	Spoken bool    `json:"spoken,omitempty"`
	From   int64   `json:"from"`
	Until  int64   `json:"until,omitempty"`
	Turn   *[3]int `json:"turn,omitempty"`
}

// qrCode leaves the ground to the style sheet, which keeps it from dazzling.
func qrCode(address string) (string, error) {
	return qrcode.SVG(address, qrcode.Style{Class: "qr", Label: "二维码", Level: qrcode.Medium})
}

// page makes the page of one screen and returns its stamp.
func (p *Parts) page(plan *screen.Plan, o Options) ([]byte, Stamp, error) {
	var slides bytes.Buffer
	file := p.planFile(plan, o)
	for _, item := range plan.Items {
		if err := writeSlide(&slides, plan, item, o); err != nil {
			return nil, Stamp{}, err
		}
		file.Slides = append(file.Slides, slideOf(item))
	}
	bare, err := json.Marshal(file)
	if err != nil {
		return nil, Stamp{}, fmt.Errorf("writing the plan of %s: %w", plan.Screen.Name, err)
	}
	sum := sha256.Sum256(append(bare, slides.Bytes()...))
	stamp := stampOf(plan.Screen.Name, hex.EncodeToString(sum[:6]), o)
	file.Version, file.Built = stamp.Version, stamp.Built
	full, err := json.Marshal(file)
	if err != nil {
		return nil, Stamp{}, fmt.Errorf("writing the plan of %s: %w", plan.Screen.Name, err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, pageHead, html.EscapeString(p.policy()), html.EscapeString(plan.Screen.Label+" - "+o.Config.Title), p.style, file.Shape,
		html.EscapeString(file.Bureau), html.EscapeString(file.Bureau))
	b.Write(slides.Bytes())
	b.WriteString(`<script type="application/json" id="plan">`)
	b.Write(full)
	b.WriteString("</script>\n" + alertsBlock(alertsOf(plan, o.Alerts.Revised)) + "\n<script>")
	b.Write(p.script)
	b.WriteString("</script>\n</body>\n</html>\n<!--end-->\n")
	return b.Bytes(), stamp, nil
}

// writeSlide writes an item's fragment and code, as an element the page shows nothing of.
func writeSlide(b *bytes.Buffer, plan *screen.Plan, item screen.Item, o Options) error {
	fragment, err := o.Slide(item)
	if err != nil {
		return err
	}
	fmt.Fprintf(b, "<template data-id=\"%s\">%s", html.EscapeString(item.ID), fragment)
	if plan.Screen.QR && o.Config.URL != "" {
		code, err := qrCode(o.Config.URL + address(item))
		if err != nil {
			return fmt.Errorf("making the code of %s: %w", item.ID, err)
		}
		b.WriteString(code)
	}
	b.WriteString("</template>")
	return nil
}

// policy lets the page run and style itself by what is in it, ask its own server for news, and nothing else.
func (p *Parts) policy() string {
	return "default-src 'none'; script-src '" + p.scriptSum + "'; style-src '" + p.styleSum + "'; img-src data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
}

// pageHead begins a page: policy, title, style, shape of the screen, and a safe page that stands even without the script.
const pageHead = `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="description" content="场馆屏幕播放页">
<title>%s</title>
<link rel="icon" href="data:,">
<style>%s</style>
</head>
<body class="shape-%s" data-screen>
<div id="frame"><div id="stage">
<header id="bar"><span id="bureau">%s</span><span id="mark" hidden>时钟待校</span><span id="tag" data-ignore></span><span id="part" data-ignore></span><span id="clock" class="clock" data-clock></span></header>
<main>
<section class="layer on"><article class="slide safe" data-slide="start"><div class="box"><div class="fit"><h1 class="title">%s</h1></div></div></article></section>
<section class="layer"></section>
</main>
<footer id="foot"><span id="code" data-ignore></span></footer>
</div></div>
<section id="log" hidden></section>
`

func (p *Parts) planFile(plan *screen.Plan, o Options) planFile {
	s := plan.Screen
	f := planFile{
		Format: 1, Screen: s.Name, Label: s.Label, Bureau: o.Config.Bureau.Name, Code: p.code,
		Made: plan.Made.UnixMilli(), Fresh: screen.Fresh.Milliseconds(), Offset: offset(plan.Made), Shape: Shape(s.Width, s.Height),
		Floor: s.Glyph, Dwell: s.Dwell, Hours: [][2]int{}, Closed: append([]int{}, s.Closed...), Brightness: s.Brightness, QR: s.QR,
		Poll: o.Config.Show.Poll, NoBreak: append([]string{}, o.Config.Show.NoBreak...), Slides: []slideFile{},
	}
	if f.Bureau == "" {
		f.Bureau = o.Config.Title
	}
	for _, h := range s.Hours {
		f.Hours = append(f.Hours, [2]int{h.From, h.To})
	}
	if !s.Night.IsZero() {
		f.Night = &[2]int{s.Night.From, s.Night.To}
	}
	return f
}

func offset(t time.Time) int {
	_, seconds := t.Zone()
	return seconds / 60
}

// Shape returns the layout for a screen's shape: tall, ribbon, low or wide.
func Shape(width, height int) string {
	switch {
	case height > width:
		return "tall"
	case width >= 5*height, height <= 128 && width >= 4*height:
		return "ribbon"
	case height < 480:
		return "low"
	}
	return "wide"
}

func slideOf(i screen.Item) slideFile {
	f := slideFile{ID: i.ID, Title: i.Name(), Rank: int(i.Rank), Spoken: i.Spoken}
	if !i.From.IsZero() {
		f.From = i.From.UnixMilli()
	}
	if !i.Until.IsZero() {
		f.Until = i.Until.UnixMilli()
	}
	if (i.Turn != screen.Turn{}) {
		f.Turn = &[3]int{i.Turn.Of, i.Turn.At, i.Turn.Take}
	}
	return f
}

// address returns where a slide's code leads: the record's page, at its row or article.
func address(i screen.Item) string {
	if _, anchor, ok := strings.Cut(i.ID, "#"); ok {
		return i.Page.Path + "#" + anchor
	}
	return i.Page.Path
}
