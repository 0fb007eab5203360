package schema

import (
	"fmt"
	"time"

	"xiangwei/internal/date"
)

// Due is a yearly date by which a record must be public: the day of the year after the one the record is about
// (法治政府建设年度报告: 1 April). A day off does not move it: the rules that set such dates do not say so.
type Due struct {
	Name        string
	Month       time.Month
	Date        int
	When        *Condition
	Basis       string
	Label       string     // what must be published, when no condition says so
	SubmitMonth time.Month // day of the same year by which it must be handed in to those above; zero: none
	SubmitDate  int
}

// String returns the Chinese form: 次年4月1日前.
func (d Due) String() string { return fmt.Sprintf("次年%d月%d日前", int(d.Month), d.Date) }

// DueBy returns the yearly date by which the record must be public, and false where none applies. The year is that of
// the field with the role year.
func (r *Record) DueBy() (date.Day, Due, bool) {
	year := int(r.Role(RoleYear).Int())
	if year <= 0 {
		return date.Day{}, Due{}, false
	}
	for _, d := range r.Kind.Dues {
		if !r.Holds(d.When) {
			continue
		}
		if day, err := date.NewDay(year+1, d.Month, d.Date); err == nil {
			return day, d, true
		}
	}
	return date.Day{}, Due{}, false
}

func (r *reader) due(file dueFile, name string) {
	path := []string{"due", name}
	by, err := time.Parse("01-02", file.By)
	if err != nil {
		r.fail(append(path, "by"), "by 写作 \"04-01\"（月-日），实为 %q", file.By)
	}
	d := Due{Name: name, Month: by.Month(), Date: by.Day(), When: r.condition(file.When, append(path, "when")), Basis: file.Basis, Label: file.Label}
	if file.Submit != "" {
		submit, err := time.Parse("01-02", file.Submit)
		if err != nil {
			r.fail(append(path, "submit"), "submit 写作 \"03-01\"（月-日），实为 %q", file.Submit)
		}
		d.SubmitMonth, d.SubmitDate = submit.Month(), submit.Day()
	}
	r.kind.Dues = append(r.kind.Dues, d)
}
