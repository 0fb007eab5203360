package workday

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"xiangwei/internal/date"
)

// The notices of the State Council's General Office, one file a year. A new year is a new file; weekends joined to a
// holiday need not be listed, make-up workdays must be.
//
//go:embed data/*.json
var data embed.FS

// notice is the yearly 关于部分节假日安排的通知.
type notice struct {
	Year   int         `json:"year"`
	Papers []string    `json:"papers"` // number and address of the notice
	Days   []noticeDay `json:"days"`
}

type noticeDay struct {
	Name     string   `json:"name"`
	Date     date.Day `json:"date"`
	IsOffDay bool     `json:"isOffDay"`
}

func embedded() ([]notice, error) { return load(data) }

// load reads every data/*.json of fsys, sorted by year.
func load(fsys fs.FS) ([]notice, error) {
	names, err := fs.Glob(fsys, "data/*.json")
	if err != nil {
		return nil, fmt.Errorf("listing holiday notices: %w", err)
	}
	var all []notice
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("reading holiday notice: %w", err)
		}
		n, err := parse(b)
		if err != nil {
			return nil, fmt.Errorf("holiday notice %s: %w", name, err)
		}
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b notice) int { return a.Year - b.Year })
	return all, nil
}

func parse(b []byte) (notice, error) {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	var n notice
	if err := dec.Decode(&n); err != nil {
		return notice{}, fmt.Errorf("decoding: %w", err)
	}
	if n.Year < 1 || n.Year > 9999 {
		return notice{}, fmt.Errorf("no such year: %d", n.Year)
	}
	if len(n.Papers) == 0 || len(n.Days) == 0 {
		return notice{}, fmt.Errorf("year %d names no notice or no days", n.Year)
	}
	for _, d := range n.Days {
		// A notice reaches into the December before its year, and no further.
		if d.Date.Year != n.Year && (d.Date.Year != n.Year-1 || d.Date.Month != 12) {
			return notice{}, fmt.Errorf("year %d lists %q", n.Year, d.Date)
		}
	}
	return n, nil
}
