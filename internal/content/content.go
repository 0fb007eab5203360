// Package content walks the content folder and reads each entry: a record, its converted body and the files beside it.
//
// It stands between the packages that read one thing (source, schema, markdown) and the site graph. Entries are read in
// parallel and joined by index, so that the result does not depend on the number of workers. It knows where files lie
// and which kind a folder holds; it knows nothing of addresses, lists or pages, and reads no clock.
package content

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/markdown"
	"xiangwei/internal/parallel"
	"xiangwei/internal/schema"
	"xiangwei/internal/source"
	"xiangwei/internal/statute"
)

// Folder is the folder of a site that holds its content.
const Folder = "content"

// Entry is one author-written record as it was read.
type Entry struct {
	File    string // below the site folder: content/penalties/2025/p-008.md
	Section string // first folder below content/
	Slug    string // last part of the address
	Record  *schema.Record
	Body    markdown.Document // without its tables, see Record.Rows; its text and HTML may be elsewhere, see Text and Document
	Front   string            // the front matter's text, for positions of later problems

	Citations []Citation // laws cited in the body, in reading order
	Sum       string     // names the entry by all that reading it depended on; "" without a cache
	RecordSum string     // names the record, whatever its text says beside its tables; "" without a cache
	Summary   string     // the beginning of the body, for records that have no summary of their own
	Face      string     // names what others may show of the entry or know of it; "" without a cache
	TextSum   string     // review.Sum of the text, of kinds that are reviewed

	far *far // nil where Body is whole
}

// Pos returns where a field of the entry is written, for problems found by later stages. It reads the front matter
// again: only a problem costs anything.
func (e *Entry) Pos(field ...string) diag.Pos {
	t, _ := source.ReadTable(e.File, e.Front, 2)
	if t == nil {
		return diag.Pos{File: e.File, Line: 1}
	}
	return t.Pos(field...)
}

// Problem raises a rule at a field of the entry, with its line.
func (e *Entry) Problem(r diag.Rule, field []string, format string, args ...any) diag.Problem {
	t, _ := source.ReadTable(e.File, e.Front, 2)
	if t == nil {
		return r.At(diag.Pos{File: e.File, Line: 1}, format, args...)
	}
	return t.Problem(r, field, format, args...)
}

// ElementProblem raises a rule at one element of a field that is a list, counting from 0, with its line.
func (e *Entry) ElementProblem(r diag.Rule, field string, i int, format string, args ...any) diag.Problem {
	t, _ := source.ReadTable(e.File, e.Front, 2)
	if t == nil {
		return r.At(diag.Pos{File: e.File, Line: 1}, format, args...)
	}
	pos := t.ElementPos(i, field)
	return r.At(pos, format, args...).WithExcerpt(t.Line(pos.Line))
}

// File is a file beside the records: an attachment or a picture.
type File struct {
	Path string // below content/
	Size int64  // bytes
}

// Set is everything below content/.
type Set struct {
	Entries []*Entry        // sorted by file
	Files   map[string]File // by path below content/
	Known   int             // entries that were recalled and not read anew
	Unread  []string        // files that cannot be understood at all, and so have no entry; sorted
}

// Options are what reading depends on beside the files.
type Options struct {
	Config    *config.Config
	Kinds     *schema.Set
	Converter *markdown.Converter
	Env       schema.Env
	Workers   int // 0: as many as there are processors

	// Cache keeps what was read; nil keeps nothing. The context it was made with must name all of these options.
	Cache *Cache

	// Inspect sees each entry as it was written, before names are hidden; nil sees nothing. It runs in the workers.
	Inspect func(*Raw) diag.List
}

// Rules of this package.
var (
	RuleSection = diag.Rule{ID: "content/section", Severity: diag.Error, Title: "不知道属于哪一类",
		Doc: "文稿放在 content 下哪个文件夹，就属于哪个栏目，栏目决定类型。新建栏目要在 config.toml 里写明它的类型。"}
	RuleFileName = diag.Rule{ID: "content/file-name", Severity: diag.Warning, Title: "文件名不宜用作网址",
		Doc: "网址取自文件名，须终身不变，且在任何电脑上都能打开，所以文件名用小写英文、数字和 -。含中文等字符时，程序改用一串固定的代号。"}
	RuleIgnored = diag.Rule{ID: "content/ignored", Severity: diag.Warning, Title: "文件没有被读取",
		Doc: "放在 content 里的文件都应属于某个栏目。直接放在 content 下的文件不会发布。"}

	Rules = []diag.Rule{RuleSection, RuleFileName, RuleIgnored}
)

// Load reads every Markdown file below content/ of the site. What an author can mend comes back as problems; the error
// is for files that cannot be read at all, or a cancelled context. A site without a content folder is empty.
func Load(ctx context.Context, site fs.FS, o Options) (*Set, diag.List, error) {
	set := &Set{Files: map[string]File{}}
	var paths []string
	var problems diag.List
	err := fs.WalkDir(site, Folder, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return skip(p, d, err)
		}
		below := strings.TrimPrefix(p, Folder+"/")
		switch {
		case ignored(d.Name()):
		case !strings.Contains(below, "/"):
			problems = append(problems, RuleIgnored.At(diag.Pos{File: p}, "文件直接放在 content 下，不属于任何栏目").
				WithHint("移到栏目文件夹里，例如 content/articles/"))
		case strings.EqualFold(path.Ext(p), ".md"), strings.EqualFold(path.Ext(p), ".markdown"):
			paths = append(paths, p)
		default:
			info, err := d.Info()
			if err != nil {
				return err
			}
			set.Files[below] = File{below, info.Size()}
		}
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", Folder, err)
	}
	problems = append(problems, unknownKinds(site, o)...)
	more, err := set.read(ctx, site, paths, o)
	problems = append(problems, more...)
	return set, append(problems, set.duplicates()...), err
}

func skip(p string, d fs.DirEntry, err error) error {
	if p == Folder && err != nil {
		return fs.SkipAll // no content yet
	}
	if err == nil && p != Folder && strings.HasPrefix(d.Name(), ".") {
		return fs.SkipDir
	}
	return err
}

// ignored reports names of files that editors and systems leave behind.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasSuffix(name, "~") ||
		name == "Thumbs.db" || name == "desktop.ini" || strings.HasSuffix(name, ".tmp")
}

// read reads laws first: their names are needed to find what other bodies cite.
func (s *Set) read(ctx context.Context, site fs.FS, paths []string, o Options) (diag.List, error) {
	kinds := sectionKinds(o)
	var laws, others []string
	for _, p := range paths {
		section, _, _ := strings.Cut(strings.TrimPrefix(p, Folder+"/"), "/")
		if k := kinds[section]; k != nil && isLaw(k) {
			laws = append(laws, p)
		} else {
			others = append(others, p)
		}
	}
	problems, err := s.readAll(ctx, site, laws, reading{o, kinds, nil, ""})
	if err != nil {
		return problems, err
	}
	titles := lawsOf(s.Entries)
	library, _ := statute.NewLibrary(titles)
	more, err := s.readAll(ctx, site, others, reading{o, kinds, library, lawsSum(titles)})
	slices.SortFunc(s.Entries, func(a, b *Entry) int { return strings.Compare(a.File, b.File) })
	slices.Sort(s.Unread)
	return append(problems, more...), err
}

// reading is what the reading of one file depends on.
type reading struct {
	Options
	sections map[string]*schema.Kind
	laws     *statute.Library // names of the site's laws; nil while they are being read
	lawsSum  string           // names them
}

// file reads one file, or recalls what reading it came to.
func (o reading) file(site fs.FS, name string) (e *Entry, problems diag.List, recalled bool, err error) {
	key, known := o.Cache.known(name, o.lawsSum)
	if known {
		if e, problems, ok := o.Cache.get(key); ok {
			return e, problems, true, nil
		}
	}
	raw, sum, err := o.Cache.read(site, name)
	if err != nil {
		return nil, nil, false, err
	}
	key = o.Cache.key(name, o.lawsSum, sum) // it may have changed since it was looked at
	if !known {
		if e, problems, ok := o.Cache.get(key); ok {
			return e, problems, true, nil
		}
	}
	e, problems = read(name, raw, o)
	o.Cache.put(key, e, problems)
	return e, problems, false, nil
}

// readAll reads the files with several workers; each result goes to its own place.
func (s *Set) readAll(ctx context.Context, site fs.FS, paths []string, o reading) (diag.List, error) {
	type result struct {
		entry    *Entry
		problems diag.List
		recalled bool
		err      error
	}
	results := make([]result, len(paths))
	parallel.Each(ctx, len(paths), o.Workers, func(i int) {
		r := &results[i]
		r.entry, r.problems, r.recalled, r.err = o.file(site, paths[i])
	})
	var problems diag.List
	for i, r := range results {
		if r.err != nil {
			return problems, fmt.Errorf("reading content: %w", r.err)
		}
		problems = append(problems, r.problems...)
		if r.recalled {
			s.Known++
		}
		if r.entry != nil {
			s.Entries = append(s.Entries, r.entry)
		} else {
			s.Unread = append(s.Unread, paths[i])
		}
	}
	return problems, ctx.Err()
}

// sectionKinds says which kind a folder below content/ holds: the configuration's word first, else the kind that names
// the folder as its section.
func sectionKinds(o Options) map[string]*schema.Kind {
	kinds := map[string]*schema.Kind{}
	for _, k := range o.Kinds.Kinds {
		kinds[k.Section] = k
	}
	for _, s := range o.Config.Sections {
		if k := o.Kinds.Kind(s.Kind); k != nil {
			kinds[s.Name] = k
		}
	}
	return kinds
}

// KindOf returns the kind of one text of the site, as Load would find it; nil where it has none.
func KindOf(doc *source.Document, c *config.Config, kinds *schema.Set) *schema.Kind {
	section, _, _ := strings.Cut(strings.TrimPrefix(doc.Path, Folder+"/"), "/")
	kind, _ := kindOf(doc, section, sectionKinds(Options{Config: c, Kinds: kinds}), kinds)
	return kind
}

// unknownKinds reports sections for which config.toml names a kind that is not there. The text is read again for the
// place: only a problem costs anything.
func unknownKinds(site fs.FS, o Options) diag.List {
	var problems diag.List
	for _, s := range o.Config.Sections {
		if o.Kinds.Faulty || s.Kind == "" || o.Kinds.Kind(s.Kind) != nil {
			continue
		}
		p := RuleSection.At(diag.Pos{File: config.File}, "栏目 %s 的类型写作 %q，没有这个类型", s.Name, s.Kind)
		if raw, err := fs.ReadFile(site, config.File); err == nil {
			if t, _ := source.ReadTOML(config.File, raw); t != nil {
				p = t.Problem(RuleSection, []string{"section", s.Name, "kind"}, "%s", p.Message)
			}
		}
		problems = append(problems, hintKind(p, s.Kind, o.Kinds))
	}
	return problems
}

// hintKind names the kind that was probably meant, else all of them.
func hintKind(p diag.Problem, named string, kinds *schema.Set) diag.Problem {
	if near, ok := diag.Nearest(named, kinds.Names()); ok {
		return p.WithHint("是不是想写 %s？", near)
	}
	return p.WithHint("可用：%s", strings.Join(kinds.Names(), "、"))
}

// duplicates reports values of unique fields that occur twice, naming both places.
func (s *Set) duplicates() diag.List {
	var problems diag.List
	first := map[string]*Entry{}
	for _, e := range s.Entries {
		for _, f := range e.Record.Kind.Fields {
			if !f.Unique {
				continue
			}
			v := e.Record.Value(f)
			if v.IsZero() {
				continue
			}
			key := e.Record.Kind.Name + "\x00" + f.Name + "\x00" + v.String()
			if other, ok := first[key]; ok {
				problems = append(problems, e.Problem(schema.RuleUnique, []string{f.Name}, "%s“%s”已在 %s 中使用", f.Label, v, other.File).
					WithHint("核对后改正其中一处").WithRelated(other.Pos(f.Name), "首次使用"))
				continue
			}
			first[key] = e
		}
	}
	return problems
}

// Names returns the sections that have entries, sorted.
func (s *Set) Names() []string {
	var names []string
	for _, e := range s.Entries {
		if !slices.Contains(names, e.Section) {
			names = append(names, e.Section)
		}
	}
	slices.Sort(names)
	return names
}
