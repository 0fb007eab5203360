package diag

// Nearest returns the candidate closest to name, for "did you mean", and false when none is near: at most two edits,
// and at most half the letters of the name.
func Nearest(name string, candidates []string) (string, bool) {
	best, at := "", 3
	for _, c := range candidates {
		if d := distance(name, c); d < at {
			best, at = c, d
		}
	}
	return best, best != "" && at*2 <= max(len([]rune(name)), 2)
}

// distance is the optimal string alignment distance (edits and neighbouring swaps) in characters.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	var prev2, prev, row []int
	prev = make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row = make([]int, len(t)+1)
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev = prev, row
	}
	return prev[len(t)]
}
