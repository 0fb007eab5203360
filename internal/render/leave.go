package render

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"xiangwei/internal/output"
)

// leavePath is the page that says a reader is about to leave the site (国办发〔2017〕47号: a notice before leaving for a
// site that is not the government's). The script leads there; without it, the link says by itself where it goes. The page
// leads on only to hosts the site itself links to, so that nobody can borrow the bureau's name for another address.
const leavePath = "leave.html"

// leaving notes that a page links to an address, and says what the link tells the reader: nothing for sites of the
// government.
func (n *Noted) leaving(dest string) string {
	host, said := outside(dest)
	if host != "" && !slices.Contains(n.Hosts, host) {
		n.Hosts = append(n.Hosts, host)
	}
	return said
}

// outside returns the host of an address that leaves the site, and what its link tells the reader.
func outside(dest string) (host, said string) {
	u, err := url.Parse(dest)
	if err != nil || u.Host == "" || governmental(u.Hostname()) {
		return "", ""
	}
	host = strings.ToLower(u.Hostname())
	return host, "站外链接，将离开本站前往 " + host
}

func governmental(host string) bool {
	host = strings.ToLower(host)
	return host == "gov.cn" || strings.HasSuffix(host, ".gov.cn")
}

// leaveJobs is made after all other pages: they tell which hosts there are.
func (r *run) leaveJobs() []job {
	if len(r.hosts) == 0 {
		return nil
	}
	return []job{{path: leavePath, group: output.List, name: "leave", view: func(v *View) {
		v.Title, v.Description = "您将离开本站", "本站链接到的站外网站"
		v.Leave = slices.Sorted(maps.Keys(r.hosts))
	}}}
}
