// Package portal makes packs of articles for the content management of another portal: most county bureaus have no site of
// their own and publish through that of the county (国办发〔2017〕47号).
//
// A pack holds what changed since the one before: each article as a clean fragment of HTML, its attachments, and one
// table (CSV and JSON) that says what to do with each, under the names the other portal uses. What was withdrawn or has
// run out is in the table too, to be taken down. A state says what was handed over so far. Articles come from the
// finished graph and attachments from the checked tree, so nothing is in a pack that is not public. The package writes
// nothing and reads no clock.
package portal

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/csvfile"
	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

// Actions of the table.
const (
	actionNew      = "新增"
	actionChange   = "修改"
	actionWithdraw = "撤回" // the article is replaced by the statement of its withdrawal
	actionRemove   = "撤下"
)

// Pack is what is handed over at one time.
type Pack struct {
	Name    string // of its folder: the day, and a number for a further one of the same day
	Tree    *output.Tree
	Counts  map[string]int // by action
	Files   int            // attachments
	Actions []string       // those that occur, in the order of the table
}

// Empty reports whether nothing changed.
func (p *Pack) Empty() bool { return len(p.Counts) == 0 }

// row is one line of the table.
type row struct {
	action, id string
	values     map[string]string
	fragment   []byte
	files      []string // attachments, below the site's root
}

// Make makes the pack of what changed since a state, and the state after it. With all, everything is handed over anew.
func Make(s *site.Site, tree *output.Tree, before State, all bool) (*Pack, State, error) {
	m := &maker{site: s, tree: tree, cfg: s.Config}
	known := map[string]Handed{}
	for _, h := range before.Records {
		known[h.ID] = h
	}
	var rows []row
	after := State{Version: stateVersion, Packs: before.Packs}
	for _, p := range m.pages() {
		r, err := m.article(p)
		if err != nil {
			return nil, State{}, err
		}
		sum := m.sum(r)
		after.Records = append(after.Records, Handed{r.id, r.values["title"], sum})
		old, there := known[r.id]
		delete(known, r.id)
		switch {
		case !there || all:
			r.action = actionNew
		case old.Sum != sum:
			r.action = actionChange
		default:
			continue
		}
		rows = append(rows, r)
	}
	rows = append(rows, m.gone(known)...)
	slices.SortFunc(after.Records, func(a, b Handed) int { return cmp.Compare(a.ID, b.ID) })
	pack := &Pack{Name: after.next(s.Today().String()), Tree: output.NewTree(), Counts: map[string]int{}}
	if len(rows) == 0 {
		return pack, after, nil
	}
	after.Packs = append(slices.Clone(after.Packs), pack.Name)
	return pack, after, m.fill(pack, rows)
}

// maker makes one pack.
type maker struct {
	site *site.Site
	tree *output.Tree
	cfg  *config.Config
}

// pages returns the records that are handed over, by their addresses.
func (m *maker) pages() []*site.Page {
	var pages []*site.Page
	for _, p := range m.site.Pages {
		wanted := m.cfg.Portal.Sections
		if len(wanted) == 0 && !p.Section.Hidden || slices.Contains(wanted, p.Section.Name) {
			pages = append(pages, p)
		}
	}
	slices.SortFunc(pages, func(a, b *site.Page) int { return cmp.Compare(a.Path, b.Path) })
	return pages
}

// identity names a record for good: its address without the ending.
func identity(p *site.Page) string { return strings.TrimSuffix(p.Path, ".html") }

// sum tells one form of an article from another: its text, what the table says of it, and its attachments.
func (m *maker) sum(r row) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\x00%s\x00", len(r.fragment), r.fragment)
	for _, c := range m.cfg.Portal.Columns {
		fmt.Fprintf(h, "%s\x00%s\x00", c.Name, r.values[c.Name])
	}
	for _, name := range r.files {
		if f, ok := m.tree.Get(name); ok {
			fmt.Fprintf(h, "%s\x00%s\x00", name, f.Hex())
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// gone returns what was handed over and is public no more. Its title is the one it was handed over with: it is under that
// title that the other portal has it.
func (m *maker) gone(known map[string]Handed) []row {
	withdrawn := map[string]*site.Page{}
	for _, p := range m.site.Tombstones {
		withdrawn[identity(p)] = p
	}
	var rows []row
	for id, h := range known {
		r := row{action: actionRemove, id: id, values: map[string]string{"title": h.Title, "reason": "已到期或不再公开"}}
		if p := withdrawn[id]; p != nil {
			w := p.Record.Envelope.Withdrawn
			r.action, r.fragment = actionWithdraw, statement(m.cfg, p)
			r.values["reason"] = w.Reason + "（" + w.Basis + "）"
			r.values["file"] = articlePath(id)
		}
		rows = append(rows, r)
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.id, b.id) })
	return rows
}

// fill puts the files of a pack into its tree.
func (m *maker) fill(pack *Pack, rows []row) error {
	added := map[string]bool{}
	for _, r := range rows {
		if pack.Counts[r.action]++; pack.Counts[r.action] == 1 {
			pack.Actions = append(pack.Actions, r.action)
		}
		if r.fragment != nil {
			pack.Tree.Add(output.File{Path: articlePath(r.id), Data: r.fragment, Group: output.Page})
		}
		for _, name := range r.files {
			if f, ok := m.tree.Get(name); ok && !added[name] {
				added[name] = true
				pack.Tree.Add(output.File{Path: filesFolder + name, Data: f.Data, Group: output.Asset})
			}
		}
	}
	pack.Files = len(added)
	return m.table(pack.Tree, rows)
}

// table writes metadata.csv and metadata.json: the same rows under the same names.
func (m *maker) table(tree *output.Tree, rows []row) error {
	columns := m.cfg.Portal.Columns
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.Label
	}
	w := csvfile.New(header)
	list := make([]members, len(rows))
	for n, r := range rows {
		r.values["action"], r.values["id"] = r.action, r.id
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = csvfile.Inert(r.values[c.Name])
			list[n] = append(list[n], member{c.Label, r.values[c.Name]})
		}
		w.Row(cells)
	}
	data, err := w.Bytes()
	if err != nil {
		return err
	}
	tree.Add(output.File{Path: "metadata.csv", Data: data, Group: output.Data})
	if data, err = json.MarshalIndent(list, "", "  "); err != nil {
		return err
	}
	tree.Add(output.File{Path: "metadata.json", Data: append(data, '\n'), Group: output.Data})
	return nil
}

// members is a JSON object whose members keep their order.
type members []member

type member struct{ name, value string }

// MarshalJSON writes the members in their order.
func (list members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		for _, text := range []string{m.name, m.value} {
			quoted, err := json.Marshal(text)
			if err != nil {
				return nil, err
			}
			b.Write(quoted)
			b.WriteByte(':')
		}
		b.Truncate(b.Len() - 1)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}
