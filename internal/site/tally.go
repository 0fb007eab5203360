package site

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/schema"
)

// Tally says how complete one year of a section is: what came into being by the bureau's register, and what became of
// the records that were made public. The year is that in which a record came into being, as registers count. Nothing of a record that is no longer public is told but that it is one more.
type Tally struct {
	Year      int
	Made      int // by the register (config.toml); 0: not told
	Shown     int
	Ended     int // taken down at the end of their display
	Withdrawn int
}

// tally counts a record that is or was public. Drafts and records yet to come are nobody's business.
func (s *Section) tally(p *Page) {
	if p.Draft || p.Future {
		return
	}
	t := s.tallyOf(decidedOn(p.Record).Year)
	switch {
	case p.Withdrawn():
		t.Withdrawn++
	case p.Expired:
		t.Ended++
	default:
		t.Shown++
	}
}

func (s *Section) tallyOf(year int) *Tally {
	i := slices.IndexFunc(s.Tallies, func(t Tally) bool { return t.Year == year })
	if i < 0 {
		i = len(s.Tallies)
		s.Tallies = append(s.Tallies, Tally{Year: year})
	}
	return &s.Tallies[i]
}

// settleTallies adds what the register says and puts the newest year first.
func (s *Site) settleTallies() {
	for _, c := range s.Config.Sections {
		section := s.Section(c.Name)
		for written, n := range c.Made {
			if year, err := strconv.Atoi(written); err == nil && n > 0 {
				section.tallyOf(year).Made = n
			}
		}
	}
	for _, section := range s.Sections {
		slices.SortFunc(section.Tallies, func(a, b Tally) int { return cmp.Compare(b.Year, a.Year) })
	}
}

// grace is how long after its end nothing is said of a month: a decision of its last day may become public within seven
// working days (国办发〔2018〕118号), which the longest holidays stretch to less than twenty days.
const grace = 20

// month counts months, so that they can be gone through one by one.
type month int

func monthOf(d date.Day) month { return month(d.Year*12 + int(d.Month) - 1) }
func (m month) first() date.Day {
	return date.Day{Year: int(m) / 12, Month: time.Month(int(m)%12 + 1), Date: 1}
}
func (m month) told() date.Day { return (m + 1).first().AddDays(grace) }
func (m month) year() int      { return int(m) / 12 }
func (m month) number() int    { return int(m)%12 + 1 }
func decidedOn(r *schema.Record) date.Day {
	if d := r.Role(schema.RoleDecided).Stamp(); !d.IsZero() {
		return d.Day()
	}
	return r.Published().Day()
}

// fillMonth notes that something came into being in a month: any record, also a draft and one that is no longer public,
// so that no month is called empty that was not.
func (s *Section) fillMonth(r *schema.Record) {
	if s.None == "" {
		return
	}
	if d := decidedOn(r); !d.IsZero() {
		s.filled[monthOf(d)] = true
	}
}

// makeSilence finds the months without a record in sections that declare what such a month means, from their first
// record on. The clock changes a site when another such month may be told.
func (s *Site) makeSilence() {
	for _, section := range s.Sections {
		if section.None == "" || len(section.filled) == 0 {
			continue
		}
		first := month(0)
		for m := range section.filled {
			if first == 0 || m < first {
				first = m
			}
		}
		for m := first; m <= monthOf(s.Today()); m++ {
			if section.filled[m] {
				continue
			}
			told := m.told().In(s.Now.Location())
			s.changesAt(told)
			if !told.After(s.Now) {
				section.silent = append(section.silent, m)
			}
		}
	}
}

// Silent returns the months of a year in which nothing came into being, as numbers. Year 0 means the newest year that has
// such a month.
func (s *Section) Silent(year int) (of int, months []int) {
	if year == 0 && len(s.silent) > 0 {
		year = s.silent[len(s.silent)-1].year()
	}
	for _, m := range s.silent {
		if m.year() == year {
			months = append(months, m.number())
		}
	}
	return year, months
}
