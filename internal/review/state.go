package review

import (
	"fmt"
	"time"

	"xiangwei/internal/date"
)

// Zone is the site's time zone, in which review lines are read.
type Zone = *time.Location

// State is how far a text has come.
type State struct {
	Passed  []Review // stages passed with the text as it is now, in order
	Stale   []Review // stages passed with an earlier text
	Bad     []int    // indexes of lines that are no reviews
	Altered []int    // indexes of lines whose seal does not fit: what they say is not what was written
	Missing []Stage  // stages still to be passed, of those needed
}

// StateOf reads the review lines of a text whose sum is given. Needed is how many stages the kind asks for: 1 is 初审
// alone, 2 is 初审 and 终审, 3 all. Of two lines for one stage the later counts.
func StateOf(lines []string, sum string, needed int, zone Zone) State {
	var s State
	latest := map[Stage]Review{}
	for i, line := range lines {
		r, err := Parse(line, zone)
		switch {
		case err != nil:
			s.Bad = append(s.Bad, i)
		case r.Seal != r.sealed(lastSeal(lines[:i])).Seal:
			s.Altered = append(s.Altered, i)
		default:
			latest[r.Stage] = r
		}
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

// Next returns what keeps a stage from being passed at a moment: an earlier stage that is missing, a stage that is not
// needed, a clock before the stage before. It is "" where nothing does.
func (s State) Next(stage Stage, needed int, at date.Stamp) string {
	if !wants(needed, stage) {
		return fmt.Sprintf("这一类文稿没有%s这一道，须经 %d 道审核", stage, needed)
	}
	for _, m := range s.Missing {
		if m < stage {
			return fmt.Sprintf("尚未%s，不能登记%s；审核应依次进行", m, stage)
		}
	}
	for _, p := range s.Passed {
		if p.Stage < stage && at.Compare(p.At) < 0 {
			return fmt.Sprintf("%s（%s）早于%s（%s）", stage, at.Minute(), p.Stage, p.At.Minute())
		}
	}
	return ""
}

// Repeated returns the passed stages whose person passed an earlier one too: each stage is for somebody else.
func (s State) Repeated() (pairs [][2]Review) {
	for i, b := range s.Passed {
		for _, a := range s.Passed[:i] {
			if a.By == b.By {
				pairs = append(pairs, [2]Review{a, b})
				break
			}
		}
	}
	return pairs
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
