package search

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// rootFile is what the page's script reads before the first query.
type rootFile struct {
	Version string   `json:"v"` // of all files together: behind ? in their addresses, so that browsers may keep them
	Shards  int      `json:"s"`
	Units   int      `json:"u"`
	Block   int      `json:"b"` // units of a block
	Records int      `json:"n"`
	Rest    string   `json:"r"` // list: units that go on with the record of the unit before
	Years   [][2]int `json:"y"` // year and the first unit of it
	Section []facet  `json:"f"`
}

// facet is a section with the records in it.
type facet struct {
	Name  string `json:"n"`
	Label string `json:"l"`
	List  string `json:"u"` // list: first units of its records
}

func root(s *site.Site, units []unit, shards, size int, files []output.File) output.File {
	f := rootFile{Shards: shards, Units: len(units), Block: size, Years: [][2]int{}, Section: []facet{}}
	var rest []uint32
	sections := make([][]uint32, len(s.Sections))
	year := -1
	for i, u := range units {
		if !u.first {
			rest = append(rest, uint32(i))
			continue
		}
		if u.page == nil {
			continue
		}
		f.Records++
		if u.page.Year != year {
			year = u.page.Year
			f.Years = append(f.Years, [2]int{year, i})
		}
		k := slices.Index(s.Sections, u.page.Section)
		sections[k] = append(sections[k], uint32(i))
	}
	f.Rest = coded(rest, len(units))
	for k, section := range s.Sections {
		f.Section = append(f.Section, facet{section.Name, section.Label, coded(sections[k], len(units))})
	}
	f.Version = version(files)
	data, err := json.Marshal(f)
	if err != nil { // a struct of numbers and strings
		data = []byte("0")
	}
	return output.File{Path: Folder + "/root.js", Data: script("root", data), Group: output.Data}
}

// coded writes a list with its length before it.
func coded(list []uint32, units int) string {
	var w bitWriter
	w.gamma(uint32(len(list)) + 1)
	if len(list) > 0 {
		w.list(list, 0, uint32(units-1))
	}
	return base64.RawStdEncoding.EncodeToString(w.bytes())
}

// version is a hash of all files.
func version(files []output.File) string {
	h := sha256.New()
	for _, f := range files {
		h.Write(f.Data)
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:4])
}
