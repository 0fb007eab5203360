package render

import (
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/output"
)

// Noted is what the view of one page notes beside the page itself.
type Noted struct {
	Hosts    []string  // outside the site, that the page links to
	Used     []string  // files beside the records that the page links to
	Problems diag.List // of its links
}

func (n *Noted) empty() bool { return len(n.Hosts)+len(n.Used)+len(n.Problems) == 0 }

// use notes that a file beside the records is linked to, and so must be published.
func (n *Noted) use(file string) { n.Used = append(n.Used, file) }

func (n *Noted) report(p diag.Problem) { n.Problems = append(n.Problems, p) }

// note takes over what the view of a page noted.
func (r *run) note(path string, n *Noted) {
	if n.empty() {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.noted[path] = *n
	r.problems = append(r.problems, n.Problems...)
	for _, host := range n.Hosts {
		r.hosts[host] = true
	}
	for _, file := range n.Used {
		r.used[file] = true
	}
}

// Known is what an earlier rendering noted of the pages that are in the tree's earlier one, of a site that differed from
// this one by nothing but what stands in the bodies of some texts. Then a page can differ only where it shows such a body:
// the page of that very record, or one that follows from all texts. No view of the others is made to find that out.
type Known struct {
	Changed func(*content.Entry) bool // its text is another
	Noted   map[string]Noted          // by path; pages that noted nothing are not in it
}

// knows reports whether a page is what it was.
func (k *Known) knows(j job) bool {
	switch {
	case k == nil:
		return false
	case j.page != nil:
		return !k.Changed(j.page.Entry)
	}
	return j.faces
}

// stands keeps a page that is known to be what it was, with what its view noted then.
func (r *run) stands(j job) bool {
	if !r.Known.knows(j) || !r.tree.KeepAsWas(output.File{Path: j.path, Group: j.group, Owner: j.owner}) {
		return false
	}
	n := r.Known.Noted[j.path]
	r.note(j.path, &n)
	r.kept(true)
	return true
}
