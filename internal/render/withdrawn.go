package render

import (
	"cmp"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// Withdrawal is a withdrawn record in the public list: what kind of record, when, why and by whom, and nothing of what it
// said, not even its title.
type Withdrawal struct {
	KindLabel, SectionLabel string
	Path                    string // the tombstone
	Withdrawn
}

// Log is the public list of withdrawals.
type Log struct {
	Entries []Withdrawal // newest first
	Years   []YearLink   // how many in which year; no addresses
}

func (r *run) withdrawnJobs() []job {
	if len(r.site.Tombstones) == 0 {
		return nil
	}
	return []job{{path: site.WithdrawnPath, group: output.List, name: "withdrawn", view: func(v *View) {
		v.Title, v.Description = "撤回公示", "已经公开、后来依法撤回的内容：类型、撤回日期、理由、依据和单位"
		v.Log = r.log()
	}}}
}

func (r *run) log() *Log {
	l := &Log{}
	for _, p := range r.site.Tombstones { // newest withdrawal first
		w := r.withdrawn(p)
		l.Entries = append(l.Entries, Withdrawal{p.Record.Kind.Label, p.Section.Label, p.Path, w})
		year := w.On.Day().Year
		if n := len(l.Years); n == 0 || l.Years[n-1].Year != year {
			l.Years = append(l.Years, YearLink{Year: year})
		}
		l.Years[len(l.Years)-1].Count++
	}
	return l
}

// withdrawn returns what may be said of a withdrawal.
func (r *run) withdrawn(p *site.Page) Withdrawn {
	w := p.Record.Envelope.Withdrawn
	return Withdrawn{w.On, w.Reason, w.Basis, cmp.Or(w.By, r.site.Config.Bureau.Name)}
}
