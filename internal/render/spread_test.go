package render

import (
	"slices"
	"testing"
)

func TestEveryJobIsBegunOnce(t *testing.T) {
	for n := range 50 {
		var begun, all []int
		for i := range n {
			begun = append(begun, spread(i, n))
			all = append(all, i)
		}
		if slices.Sort(begun); !slices.Equal(begun, all) {
			t.Errorf("of %d jobs: %v", n, begun)
		}
	}
}
