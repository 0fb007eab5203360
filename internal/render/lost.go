package render

import (
	"html/template"

	"xiangwei/internal/headers"
	"xiangwei/internal/output"
)

// A server shows 404.html at whatever address was asked for, at any depth: relative addresses in it lead nowhere. So the
// page carries its style itself, allowed by hash, and its links begin with the site's address where config.toml has one.
const (
	lostView  = "404"
	lostSheet = "css/404.css"
)

func (r *run) lostJob() job {
	return job{path: "404.html", group: output.List, name: lostView, view: func(v *View) {
		v.Title, v.Description = "找不到这个页面", "网址可能写错，或页面已移走"
		v.Base = r.site.Config.URL
		v.Style = template.CSS(r.Theme.inline[lostSheet])
	}}
}

// LostHash allows the inline style of 404.html in a policy.
func (t *Theme) LostHash() string { return headers.Hash(t.inline[lostSheet]) }
