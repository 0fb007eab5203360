package search

import (
	"crypto/sha256"
	"encoding/binary"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// edition is counted up whenever the same records give other files.
const edition = 3

// keyOf names everything the index of ordered records is made of: two sites of one key have the same index, byte for byte.
func keyOf(s *site.Site, records []record) output.Key {
	out := binary.AppendUvarint(nil, edition)
	out = binary.AppendUvarint(out, uint64(len(s.Sections)))
	for _, k := range s.Sections {
		for _, text := range []string{k.Name, k.Label} {
			out = binary.AppendUvarint(out, uint64(len(text)))
			out = append(out, text...)
		}
	}
	for i := range records {
		r := &records[i]
		out = binary.AppendUvarint(out, uint64(r.number))
		out = append(out, r.sum[:]...)
	}
	return keyed(out)
}

// key names everything a block is made of.
func (b blocks) key(i int) output.Key {
	out := binary.AppendUvarint(nil, edition)
	for _, u := range b.of(i) {
		out = binary.AppendUvarint(out, uint64(u.number()))
		out = binary.AppendUvarint(out, uint64(u.part))
		out = append(out, u.sum[:]...)
	}
	return keyed(out)
}

func keyed(parts []byte) output.Key {
	sum := sha256.Sum256(parts)
	return output.Key(sum[:len(output.Key{})])
}
