package poster

import (
	"fmt"
	"time"

	"xiangwei/internal/date"
)

// day is when an event takes place, as a poster shows it: the day large, the rest beside it.
type day struct {
	Large string // 12月4日, or 12月1日—7日
	Small string // 2026年　星期五　9:00—11:30
	ISO   string
}

const weekdays = "日一二三四五六"

func dayOf(from, to date.Stamp) *day {
	a := from.Time()
	d := &day{Large: fmt.Sprintf("%d月%d日", a.Month(), a.Day()), Small: fmt.Sprintf("%d年", a.Year()), ISO: from.ISO()}
	one := to.IsZero() || to.Day() == from.Day()
	switch b := to.Time(); {
	case one:
		d.Small += "　星期" + string([]rune(weekdays)[a.Weekday()])
	case a.Year() != b.Year():
		d.Large += fmt.Sprintf("—%d年%d月%d日", b.Year(), b.Month(), b.Day())
	case a.Month() != b.Month():
		d.Large += fmt.Sprintf("—%d月%d日", b.Month(), b.Day())
	default:
		d.Large += fmt.Sprintf("—%d日", b.Day())
	}
	if from.HasClock() {
		d.Small += "　" + clock(a)
		switch {
		case one && to.HasClock():
			d.Small += "—" + clock(to.Time())
		case one:
			d.Small += " 开始"
		case to.HasClock():
			d.Small += " 开始，末日 " + clock(to.Time()) + " 结束"
		}
	}
	return d
}

// clock writes a time of day as people say it: 9:00.
func clock(t time.Time) string { return fmt.Sprintf("%d:%02d", t.Hour(), t.Minute()) }
