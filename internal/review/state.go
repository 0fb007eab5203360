package review

import "time"

// Zone is the site's time zone, in which review lines are read.
type Zone = *time.Location

// State is how far a text has come.
type State struct {
	Passed  []Review // stages passed with the text as it is now, in order
	Stale   []Review // stages passed with an earlier text
	Bad     []string // lines that are no reviews
	Missing []Stage  // stages still to be passed, of those needed
}

// StateOf reads the review lines of a text whose sum is given. Needed is how many stages the kind asks for: 1 is 初审
// alone, 2 is 初审 and 终审, 3 all. Of two lines for one stage the later counts.
func StateOf(lines []string, sum string, needed int, zone Zone) State {
	var s State
	latest := map[Stage]Review{}
	for _, line := range lines {
		r, err := Parse(line, zone)
		if err != nil {
			s.Bad = append(s.Bad, line)
			continue
		}
		latest[r.Stage] = r
	}
	for stage := First; stage <= Final; stage++ {
		r, ok := latest[stage]
		switch {
		case ok && r.Sum == sum:
			s.Passed = append(s.Passed, r)
		case ok:
			s.Stale = append(s.Stale, r)
		}
		if wants(needed, stage) && (!ok || r.Sum != sum) {
			s.Missing = append(s.Missing, stage)
		}
	}
	return s
}

func wants(needed int, s Stage) bool {
	switch s {
	case First:
		return needed >= 1
	case Second:
		return needed >= 3
	}
	return needed >= 2
}
