package search

import (
	"encoding/base64"
	"encoding/json"
	"fmt"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// rootFile is what the page's script reads before the first query. It does not grow with the number of records, but with
// that of months and sections, and it has a bound.
type rootFile struct {
	Version string    `json:"v"` // of all files together: behind ? in their addresses, so that browsers may keep them
	Numbers int       `json:"n"`
	Shards  int       `json:"s"`
	Window  int       `json:"w"` // shards that share a file of a window
	Shift   int       `json:"b"` // of blocks
	Page    int       `json:"p"` // results of a page
	Table   string    `json:"t"` // see Table
	Stems   string    `json:"c"`
	Regions string    `json:"r"`
	Section []section `json:"f"`
}

type section struct {
	Name  string `json:"n"`
	Label string `json:"l"`
}

func root(s *site.Site, f rootFile) []byte {
	f.Section = []section{}
	for _, k := range s.Sections {
		f.Section = append(f.Section, section{k.Name, k.Label})
	}
	data, err := json.Marshal(f)
	if err != nil { // a struct of numbers and strings
		data = []byte("0")
	}
	return script("root", data)
}

// coded writes a list with its length before it.
func coded(list []uint32, below uint32) string {
	var w bitWriter
	w.gamma(uint32(len(list)) + 1)
	w.list(list, 0, below-1)
	return base64.RawStdEncoding.EncodeToString(w.bytes())
}

// codedRegions writes how many regions there are and of each, as gamma codes of one more than they are: how much later it is
// than the one before, its section, its class, its slots. The first one's time is in 32 bits.
func codedRegions(regions []region) string {
	var w bitWriter
	w.gamma(uint32(len(regions)) + 1)
	period := 0
	for i, g := range regions {
		if i == 0 {
			w.put(uint32(g.period), 32)
			period = g.period
		}
		for _, v := range []int{g.period - period, g.section, g.class, g.slots} {
			w.gamma(uint32(v) + 1)
		}
		period = g.period
	}
	return base64.RawStdEncoding.EncodeToString(w.bytes())
}

func version(key output.Key) string { return fmt.Sprintf("%x", key[:4]) }
