package search

import (
	"crypto/sha256"
	"encoding/binary"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// edition is counted up whenever the same records give other files.
const edition = 2

// keyOf names everything the index of ordered records is made of: two sites of one key have the same index, byte for byte.
func keyOf(s *site.Site, records []record) output.Key {
	h := sha256.New()
	var all []byte
	put := func(text string) {
		all = binary.AppendUvarint(all, uint64(len(text)))
		all = append(all, text...)
	}
	all = binary.AppendUvarint(all, edition)
	all = binary.AppendUvarint(all, uint64(len(s.Sections)))
	for _, k := range s.Sections {
		put(k.Name)
		put(k.Label)
	}
	for i := range records {
		r := &records[i]
		put(r.page.Path)
		all = binary.AppendUvarint(all, uint64(r.section))
		put(r.page.Published.Day().String())
		all = binary.AppendUvarint(all, uint64(r.number))
		for _, text := range r.head {
			put(text)
		}
		all = binary.AppendUvarint(all, uint64(len(r.parts)))
		for _, text := range r.parts {
			put(text)
		}
		h.Write(all)
		all = all[:0]
	}
	h.Write(all)
	var key output.Key
	copy(key[:], h.Sum(nil))
	return key
}
