package privacy

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	f, _ := os.Open(os.Getenv("DBG"))
	defer f.Close()
	sc := bufio.NewScanner(f)
	var m mint
	for sc.Scan() {
		h := m.parse(sc.Text())
		s := &scanner{text: h.text}
		fmt.Println(strings.ReplaceAll(h.text, "\n", "/"), s.proceeding())
		for _, p := range s.candidates() {
			l, _, pb := s.before(p.start)
			r, _ := tails.startOf(h.text[p.end:])
			fmt.Printf("   %s score %d priv %d pub %v firm %v pb %v pa %v left %v right %v\n", h.text[p.start:p.end], p.score, p.private, p.public, firmAfter(h.text, p.end), pb, publicAfter(h.text, p.end), l, r)
		}
	}
}
