package schema

import (
	"fmt"
	"strconv"
	"strings"
)

// Unit is what a limit counts.
type Unit string

// The units of a limit. Short periods of the Administrative Penalty Law are workdays (行政处罚法第八十五条).
const (
	Workdays Unit = "workdays"
	Days     Unit = "days"
	Months   Unit = "months"
)

// Limit is a length of time: "7 workdays", "30 days", "3 months". The zero Limit means none.
type Limit struct {
	N    int
	Unit Unit
}

// IsZero reports whether there is no limit.
func (l Limit) IsZero() bool { return l.N == 0 }

// String returns the Chinese form: 7个工作日.
func (l Limit) String() string {
	if l.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d%s", l.N, map[Unit]string{Workdays: "个工作日", Days: "日", Months: "个月"}[l.Unit])
}

// ParseLimit reads "7 workdays", "30 days" or "3 months".
func ParseLimit(s string) (Limit, error) {
	if s == "" {
		return Limit{}, nil
	}
	number, unit, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(number)
	if err != nil || n <= 0 || n > 10000 {
		return Limit{}, fmt.Errorf("期限写作 \"7 workdays\"、\"30 days\" 或 \"3 months\"，实为 %q", s)
	}
	switch u := Unit(unit); u {
	case Workdays, Days, Months:
		return Limit{n, u}, nil
	}
	return Limit{}, fmt.Errorf("期限写作 \"7 workdays\"、\"30 days\" 或 \"3 months\"，实为 %q", s)
}
