package search

import "sort"

// unit is a part of a record.
type unit struct {
	*record
	part int
}

func (u unit) number() int { return u.record.number + u.part }

func (u unit) shown() text { return u.text.cut(u.parts[u.part]) }

func (u unit) size() int { return int(u.parts[u.part].to - u.parts[u.part].from) }

// units returns the parts of all records, in the order of their numbers.
func units(records []record) []unit {
	out := make([]unit, 0, len(records))
	for i := range records {
		for k := range records[i].parts {
			out = append(out, unit{&records[i], k})
		}
	}
	return out
}

// heads returns what ranks first of its record, for the first part alone.
func (u unit) heads() []string {
	if u.part > 0 {
		return nil
	}
	return u.head[:]
}

// within returns the units from one number to before another.
func within(units []unit, from, to int) []unit {
	at := func(number int) int {
		return sort.Search(len(units), func(i int) bool { return units[i].number() >= number })
	}
	return units[at(from):at(to)]
}
