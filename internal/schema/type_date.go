package schema

import (
	"fmt"
	"strings"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/source"
)

// dateType is a calendar day of the site's zone.
type dateType struct{}

func (dateType) Name() string       { return "date" }
func (dateType) Doc() string        { return "日期，写作 2025-10-14，不加引号" }
func (dateType) Example() string    { return "2025-10-14" }
func (dateType) JSON(v Value) any   { return v.Stamp().Day().String() }
func (dateType) CSV(v Value) string { return v.Stamp().Day().String() }
func (dateType) Form() Form {
	return Form{Label: "日期", JSON: "string", Format: "date", Table: "date"}
}

func (dateType) Parse(raw any, f *Field, env Env) (Value, *Fault) {
	s, bad := parseStamp(raw, f, env)
	if bad != nil || s.IsZero() {
		return Value{}, bad
	}
	s = date.StampDay(s.Day(), env.Zone)
	return Value{s.Chinese(), s}, nil
}

// timeType is a day that may have a clock time.
type timeType struct{}

func (timeType) Name() string { return "time" }
func (timeType) Doc() string {
	return "日期，可带时刻，写作 2025-10-14 或 2025-10-14T09:00:00，不加引号"
}
func (timeType) Example() string  { return "2025-10-14T09:00:00" }
func (timeType) JSON(v Value) any { return v.Stamp().ISO() }
func (timeType) CSV(v Value) string {
	if s := v.Stamp(); s.HasClock() {
		return s.Minute()
	}
	return v.Stamp().ISO()
}
func (timeType) Form() Form {
	return Form{Label: "日期和时刻", JSON: "string", Format: "date-time", Table: "datetime"}
}

func (timeType) Parse(raw any, f *Field, env Env) (Value, *Fault) {
	s, bad := parseStamp(raw, f, env)
	if bad != nil || s.IsZero() {
		return Value{}, bad
	}
	return Value{s.Chinese(), s}, nil
}

func parseStamp(raw any, f *Field, env Env) (date.Stamp, *Fault) {
	wrong := func() *Fault {
		return fault(RuleDate, fmt.Sprintf("%s须是日期，实为 %s", f.Label, f.show(raw)),
			fmt.Sprintf("写作 %s = %s", f.Name, f.Type.Example()))
	}
	switch raw := raw.(type) {
	case time.Time:
		if raw.Year() < 1 || raw.Location().String() == "time-local" {
			return date.Stamp{}, wrong()
		}
		return date.FromTOML(raw, env.Zone), nil
	case string:
		s := strings.TrimSpace(raw)
		if s == "" {
			return date.Stamp{}, nil
		}
		if stamp, err := date.ParseStamp(s, env.Zone); err == nil {
			return stamp, nil
		}
	}
	return date.Stamp{}, wrong()
}

// Period is a stretch of days, both ends included. An end that was not given is zero.
type Period struct{ From, Until date.Stamp }

// periodType is two days, written "2025-11-16/2028-11-15" or {from = 2025-11-16, until = 2028-11-15}.
type periodType struct{}

func (periodType) Name() string { return "period" }
func (periodType) Doc() string {
	return `起止日期，写作 {from = 2025-11-16, until = 2028-11-15}`
}
func (periodType) Example() string { return "{from = 2025-11-16, until = 2028-11-15}" }
func (periodType) JSON(v Value) any {
	p := v.Period()
	return map[string]any{"from": p.From.ISO(), "until": p.Until.ISO()}
}
func (periodType) CSV(v Value) string { return v.Period().From.ISO() + "/" + v.Period().Until.ISO() }
func (periodType) Form() Form         { return Form{Label: "起止日期", JSON: "object", Table: "string"} }

func (periodType) Parse(raw any, f *Field, env Env) (Value, *Fault) {
	var from, until any
	wrong := fault(RuleDate, fmt.Sprintf("%s须写明起止日期，实为 %s", f.Label, source.Show(raw)), "写作 "+f.Name+" = "+periodType{}.Example())
	switch raw := raw.(type) {
	case map[string]any:
		from, until = raw["from"], raw["until"]
		if len(raw) > 2 {
			return Value{}, fault(RuleDate, f.Label+"只能写 from 和 until", "写作 "+f.Name+" = "+periodType{}.Example())
		}
	case string:
		if strings.TrimSpace(raw) == "" {
			return Value{}, nil
		}
		a, b, ok := strings.Cut(strings.NewReplacer("至", "/", "—", "/", "～", "/", "~", "/").Replace(raw), "/")
		if ok {
			from, until = strings.TrimSpace(a), strings.TrimSpace(b)
		}
	}
	if from == nil || until == nil {
		return Value{}, wrong
	}
	a, bad := parseStamp(from, f, env)
	if bad != nil {
		return Value{}, bad
	}
	b, bad := parseStamp(until, f, env)
	if bad != nil {
		return Value{}, bad
	}
	if a.IsZero() || b.IsZero() {
		return Value{}, wrong
	}
	if b.Compare(a) < 0 {
		return Value{}, fault(RuleDate, fmt.Sprintf("%s的止（%s）早于起（%s）", f.Label, b, a), "请核对起止日期")
	}
	return Value{a.Chinese() + "至" + b.Chinese(), Period{a, b}}, nil
}
