package schema

import "slices"

// Lasting is a period of a record that may not be too short: 30 days for comments on a draft decision
// (《重大行政决策程序暂行条例》第十五条).
type Lasting struct {
	Name   string
	Label  string
	From   string // date field: the first day
	Until  string // date field: the last day
	Least  Limit  // of calendar days or months
	Reason string // field that explains a shorter period; empty: nothing excuses one
	When   *Condition
	Basis  string
}

type lastingFile struct {
	Label  string        `toml:"label"`
	From   string        `toml:"from"`
	Until  string        `toml:"until"`
	Least  string        `toml:"least"`
	Reason string        `toml:"reason"`
	When   conditionFile `toml:"when"`
	Basis  string        `toml:"basis"`
}

func (r *reader) lasting(file lastingFile, name string) {
	path := []string{"lasting", name}
	at := func(key string) []string { return append(slices.Clone(path), key) }
	l := Lasting{Name: name, Label: file.Label, From: file.From, Until: file.Until, Reason: file.Reason, Basis: file.Basis,
		When: r.condition(file.When, at("when")), Least: r.period(file.Least, at("least"))}
	for _, need := range [][2]string{{"label", l.Label}, {"from", l.From}, {"until", l.Until}, {"least", file.Least}} {
		if need[1] == "" {
			r.fail(path, "%s 须写明 %s", name, need[0])
		}
	}
	r.known(l.From, at("from")...)
	r.known(l.Until, at("until")...)
	r.known(l.Reason, at("reason")...)
	r.options(l.When, at("when")...)
	r.kind.Lastings = append(r.kind.Lastings, l)
}
