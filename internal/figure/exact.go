package figure

import (
	"math"
	"strconv"
	"strings"
)

// Number returns the value of a figure in its plain measure, 万元 and 亿元 in 元, and whether it is exact: 300余 is not.
func (f Figure) Number() (float64, bool) {
	n, err := strconv.ParseFloat(f.Value, 64)
	if err != nil {
		return 0, false
	}
	_, scale := f.measure()
	return n * scale, true
}

// measure returns the plain measure of a figure and how many of it one of its unit is.
func (f Figure) measure() (string, float64) {
	if u, ok := strings.CutPrefix(f.Unit, "万"); ok {
		return u, 1e4
	}
	if u, ok := strings.CutPrefix(f.Unit, "亿"); ok {
		return u, 1e8
	}
	return f.Unit, 1
}

// Measure returns the plain measure of a figure: 元 of 万元.
func (f Figure) Measure() string {
	u, _ := f.measure()
	return u
}

// percent reports whether a figure is a share and no count.
func (f Figure) percent() bool {
	return strings.ContainsAny(f.Unit, "%％‰") || strings.Contains(f.Unit, "百分")
}

// grain is what one unit of the last written digit stands for: 0.1 of 7.9%, 100 of 1.23万元.
func (f Figure) grain() float64 {
	_, scale := f.measure()
	if _, after, ok := strings.Cut(f.Value, "."); ok {
		return scale * math.Pow10(-len(after))
	}
	return scale
}

// aboutWords stand before a number that is not exact.
var aboutWords = []string{"约", "近", "超", "超过", "逾", "不足", "不到", "大约", "至少", "最多", "达到或超过"}

// Exact reports whether a figure of s is said to be exact: without 约, 余, 以上 and the like around it.
func (f Figure) Exact(s string) bool {
	if _, ok := f.Number(); !ok || hasAnySuffix(s[:f.Start], aboutWords...) {
		return false
	}
	rest := s[f.End:]
	for _, w := range []string{"以上", "以下", "左右", "多", "余", "以内"} {
		if strings.HasPrefix(rest, w) {
			return false
		}
	}
	return true
}

// Same compares two values of figures, which have few decimals and may have been added in binary.
func Same(a, b float64) bool { return math.Abs(a-b) < 1e-6*max(1, math.Abs(a)) }

// Slip reports whether one number is likely the other with a slip of the pen: one digit wrong, two digits changed over,
// one digit left out, or one more or less.
func Slip(a, b float64) bool {
	if a == b || a < 0 || b < 0 {
		return false
	}
	x, y := digitsOf(a), digitsOf(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	switch {
	case len(y) == 1:
		return math.Abs(a-b) <= 2
	case math.Abs(a-b) <= 1 || turned(x, y):
		return true
	case len(x) == 2 && len(y) == 2:
		return math.Abs(a-b) <= 2
	case len(x) == len(y):
		return differing(x, y) == 1
	}
	return len(x) >= 2 && len(y) == len(x)+1 && leftOut(x, y)
}

func digitsOf(n float64) string {
	s := strconv.FormatFloat(n, 'f', -1, 64)
	return strings.Replace(s, ".", "", 1)
}

func differing(x, y string) int {
	n := 0
	for i := range x {
		if x[i] != y[i] {
			n++
		}
	}
	return n
}

// turned reports whether two neighbouring digits have changed places.
func turned(x, y string) bool {
	if len(x) != len(y) || differing(x, y) != 2 {
		return false
	}
	for i := 0; i+1 < len(x); i++ {
		if x[i] != y[i] {
			return x[i] == y[i+1] && x[i+1] == y[i]
		}
	}
	return false
}

// leftOut reports whether the shorter is the longer without one digit.
func leftOut(short, long string) bool {
	i := 0
	for i < len(short) && short[i] == long[i] {
		i++
	}
	return short[i:] == long[i+1:]
}
