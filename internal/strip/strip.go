// Package strip makes what the control cards of LED strips import from a USB stick: one text file a notice, pictures of
// the screen's exact pixels, and the sheet with which the operator proves what was put on the screen and who passed it.
//
// It stands beside render: the plan of package screen says which notices a strip shows, this package writes them. The
// forms come from what cards accept (text in GBK with CRLF, never empty; uncompressed bitmaps of 1, 4 or 24 bits; short
// ASCII names). Pictures are drawn here, in whole multiples of a 16-dot font, so that no dot is half lit. It knows no
// command, folder or clock.
package strip

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"strings"
	"time"

	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/led"
	"xiangwei/internal/markdown"
	"xiangwei/internal/output"
	"xiangwei/internal/review"
	"xiangwei/internal/schema"
	"xiangwei/internal/screen"
	"xiangwei/internal/strip/font"
)

// Formats of pictures.
const (
	BMP = "bmp"
	PNG = "png"
)

// Notice is a text for a strip, with what the operator's sheet says of it.
type Notice struct {
	Source    string // file of the record, below the site's folder
	Slug      string
	Title     string
	Text      string // plain text, cleaned for cards
	Authority string
	From      date.Stamp
	Until     date.Stamp // last day or moment
	Urgent    bool       // first priority
	Sum       string     // SHA-256 of the text that was reviewed, as the review lines have it
	Reviews   []review.Review
	Alert     *screen.Emergency // set for an emergency, which passes no reviews
}

// Options say how notices are written.
type Options struct {
	Screen  config.Screen
	NoBreak []string
	Format  string // BMP or PNG
	Scroll  bool   // one long picture a notice instead of pages
	Bureau  string
	Now     time.Time // printed on the sheet, in the zone to be shown
}

// Notices returns the notices a plan shows now or later, in the order in which it shows them, emergencies first. The plan
// holds only those whose reviews are complete, whose text is the one that was reviewed, and whose time is not over.
func Notices(p *screen.Plan, zone *time.Location) []Notice {
	plain := markdown.New(markdown.Options{})
	out := alerts(p.Emergencies, zone)
	for _, i := range p.Items {
		if !i.Spoken || i.Page == nil {
			continue
		}
		e := i.Page.Entry
		r := e.Record
		text, _ := plain.Convert(markdown.Input{File: e.File, Body: i.Text})
		until := r.Until()
		if last := r.Role(schema.RoleExpires).Stamp(); until.IsZero() || !last.IsZero() && last.End().Before(until.End()) {
			until = last
		}
		out = append(out, Notice{
			Source: e.File, Slug: e.Slug, Title: i.Title, Text: led.Clean(text.Text), Authority: r.Role(schema.RoleAuthority).String(),
			From: date.StampOf(i.From, zone), Until: until, Urgent: i.Priority == 1, Sum: e.TextSum,
			Reviews: review.StateOf(r.Envelope.Reviews, e.TextSum, r.Kind.Reviews, zone).Passed,
		})
	}
	return out
}

// Made tells what was written of a notice.
type Made struct {
	Notice
	Name    string   // of its files, without ending
	Files   []string // paths below the folder
	Pages   []string // what each page says, as it stands in the pictures
	Seconds []int    // how long each page stands; none for a picture that scrolls
	picture []*image.Paletted
}

// Add writes notices into a tree. The error is for a character that cards lack: rules find those before.
func Add(tree *output.Tree, notices []Notice, o Options) ([]Made, error) {
	face, err := font.Load()
	if err != nil {
		return nil, err
	}
	a := adder{tree, o, pen{face, o.Screen, o.NoBreak}}
	var all []Made
	for n, notice := range notices {
		notice.Authority = cmp.Or(notice.Authority, o.Bureau)
		m := Made{Notice: notice, Name: Name(n+1, notice)}
		if err := a.text(&m); err != nil {
			return nil, fmt.Errorf("%s: %w", notice.Source, err)
		}
		if err := a.pictures(&m); err != nil {
			return nil, fmt.Errorf("%s: %w", notice.Source, err)
		}
		all = append(all, m)
	}
	return all, a.sheets(all)
}

type adder struct {
	tree *output.Tree
	Options
	pen pen
}

func (a *adder) add(m *Made, path string, data []byte) {
	a.tree.Add(output.File{Path: path, Data: data, Group: output.Asset})
	m.Files = append(m.Files, path)
}

func (a *adder) text(m *Made) error {
	data, err := led.Encode(m.Text)
	if err != nil {
		return err
	}
	a.add(m, "txt/"+m.Name+".txt", data)
	return nil
}

func (a *adder) pictures(m *Made) error {
	if a.Scroll {
		picture, err := a.pen.scroll(m.Text, m.Urgent)
		if err != nil {
			return err
		}
		m.Pages, m.picture = []string{m.Text}, []*image.Paletted{picture}
		return a.encode(m, a.Format+"/"+m.Name+"."+a.Format, picture)
	}
	l, pictures, err := a.pen.pages(m.Text, m.Urgent)
	if err != nil {
		return err
	}
	m.picture = pictures
	for n, picture := range pictures {
		text := strings.Join(l.pages[n], "\n")
		m.Pages = append(m.Pages, text)
		dwell := screen.Dwell(a.Screen.Dwell, len([]rune(strings.Join(strings.Fields(text), ""))))
		m.Seconds = append(m.Seconds, int((dwell+time.Second-1)/time.Second))
		name := m.Name
		if len(pictures) > 1 {
			name += fmt.Sprintf("-%d", n+1)
		}
		if err := a.encode(m, a.Format+"/"+name+"."+a.Format, picture); err != nil {
			return err
		}
	}
	return nil
}

func (a *adder) encode(m *Made, path string, picture *image.Paletted) error {
	var b bytes.Buffer
	write, full := EncodeBMP, a.Screen.Colours == config.ColoursFull
	if a.Format == PNG {
		write = encodePNG
	}
	if err := write(&b, picture, full); err != nil {
		return err
	}
	a.add(m, path, b.Bytes())
	return nil
}

// Name returns the name of a notice's files without ending: its place in the round, six letters of its address, and the
// last day it may be shown. Cards cut names that are longer than eight characters and a date, and some cannot show any but
// ASCII; sorted by name, the files stand in the order of play.
func Name(place int, n Notice) string {
	var slug strings.Builder
	number := fmt.Sprintf("%02d", place)
	for _, r := range strings.ToLower(n.Slug) {
		if (r >= 'a' && r <= 'z' || r >= '0' && r <= '9') && slug.Len()+len(number) < 8 {
			slug.WriteRune(r)
		}
	}
	name := number + slug.String()
	if end := n.Until.End(); !end.IsZero() {
		name += "-" + end.Add(-time.Second).Format("20060102")
	}
	return name
}
