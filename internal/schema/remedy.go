package schema

import "xiangwei/internal/date"

// Remedy is a way to contest a decision and how long it is open: 行政复议 within 60 days (行政复议法第二十条), 行政诉讼
// within six months (行政诉讼法第四十六条).
type Remedy struct {
	Name   string
	Label  string // what is done: 申请行政复议
	To     string // where it is done, in words for the public; may be empty
	Within Limit  // of calendar days or months
	From   string // date field from whose day the limit counts; that day itself does not
	Basis  string
}

type remedyFile struct {
	Label  string `toml:"label"`
	To     string `toml:"to"`
	Within string `toml:"within"`
	From   string `toml:"from"`
	Basis  string `toml:"basis"`
}

func (r *reader) remedy(file remedyFile, name string) {
	path := []string{"remedy", name}
	m := Remedy{Name: name, Label: file.Label, To: file.To, From: file.From, Basis: file.Basis, Within: r.period(file.Within, append(path, "within"))}
	if m.Label == "" || m.Within.IsZero() || m.From == "" || m.Basis == "" {
		r.fail(path, "救济途径 %s 须写明 label、within、from 和 basis", name)
	}
	r.known(m.From, "remedy", name, "from")
	if f := r.kind.Field(m.From); f != nil && f.Type.Name() != "date" {
		r.fail([]string{"remedy", name, "from"}, "%s 须是日期", m.From)
	}
	r.kind.Remedies = append(r.kind.Remedies, m)
}

// Last returns the last day of a remedy by the calendar alone, and false where the day it counts from was not given. The
// day of service does not count, and a limit of months ends with the day of the same date (民法典第二百零一条、第二百零二条).
// Whether that day is one off, which moves it, is for a calendar of holidays to say.
func (r *Record) Last(m Remedy) (date.Day, bool) {
	from := r.Get(m.From).Stamp()
	if from.IsZero() {
		return date.Day{}, false
	}
	return m.Within.Calendar(from.Day())
}
