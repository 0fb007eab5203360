// Package build is the pipeline: a site's folder in, a checked tree of outputs and the list of problems out.
//
// Files become typed records, records the site graph, the graph pages and data, and all of it one tree. Each
// stage is a function of its arguments; what goes wrong in a file is collected, so that one run shows everything. The
// package writes nothing and reads no clock: publishing the tree, serving it or only reporting is the caller's choice.
package build

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"xiangwei/internal/audit"
	"xiangwei/internal/config"
	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/export"
	"xiangwei/internal/headers"
	"xiangwei/internal/markdown"
	"xiangwei/internal/output"
	"xiangwei/internal/player"
	"xiangwei/internal/render"
	"xiangwei/internal/schema"
	"xiangwei/internal/screen"
	"xiangwei/internal/search"
	"xiangwei/internal/site"
	"xiangwei/internal/source"
	"xiangwei/internal/workday"
)

// Options are what a build depends on.
type Options struct {
	Site    fs.FS     // the site's folder: config.toml, content, and its own layouts and theme
	Layouts fs.FS     // built-in layouts and kinds
	Theme   fs.FS     // built-in theme
	Now     time.Time // "today" for every rule
	Program string    // name and version, for the manifest
	Preview bool      // with drafts, future and expired records, marked
	Workers int       // 0: as many as there are processors

	Published []string                // addresses of the record pages published last, from that manifest
	Stamps    map[string]player.Stamp // of the screens' pages published last, by screen
	Inspect   bool                    // also look at what only an inspection of a government site asks for

	// Cache keeps what is found out on the way; nil keeps nothing. No output depends on it.
	Cache *Cache

	// Earlier is what was made before: what would come out the same is not made again. It needs Cache.
	Earlier *output.Earlier

	// Spool takes pages while the rest is made, and the result then has no bodies; nil leaves all of it in memory. No
	// output depends on it.
	Spool *output.Spool

	// Early is handed the pages of the site, each made when it is asked for, as soon as they can be: when texts and layouts
	// have been read without errors and before all pages are made. What is handed out may be used for as long as one likes,
	// from many goroutines; it says false for the few pages that follow from others. No output depends on it; nil wants none.
	Early func(page func(path string) ([]byte, bool))

	// FoldFrom is how many pages of one section and depth have their layout folded; 0: where it pays. No output depends on it.
	FoldFrom int

	// Each also measures every page. No output depends on it.
	Each bool

	// Clock measures stages for Result.Timings; nil measures nothing. No output depends on it.
	Clock func() time.Time

	// Done is told each stage that has ended; it may be nil. No output depends on it.
	Done func(stage string)
}

// StageRead is the stage that reads what authors wrote. After it, most of what is allocated is kept to the end.
const StageRead = "读取文稿"

// Stages returns the stages of a build in their order, as Done is told of them.
func Stages() []string {
	return []string{"配置与类型", StageRead, "编排站点", "读取布局", "页面与数据", "屏幕", "核对规则"}
}

// Timing is how long a stage took.
type Timing struct {
	Stage string
	Took  time.Duration
}

// Result is what a build made.
type Result struct {
	Config   *config.Config
	Kinds    *schema.Set
	Content  *content.Set
	Calendar *workday.Calendar
	Site     *site.Site
	Plans    []*screen.Plan // of the screens of config.toml, in its order
	Alerts   screen.Alerts
	Tree     *output.Tree
	Problems diag.List // sorted; warnings that config.toml switches off are left out
	Edition  output.Edition
	Policy   headers.Policy // of all pages, with what stands in some of them
	Timings  []Timing
	Pages    render.Result // how pages were made
}

// builder is one build under way.
type builder struct {
	Options
	result   *Result
	slides   *render.Slides // nil without screens
	problems diag.List
	gate     *audit.Gate
	words    *audit.Words
	context  string // names everything that texts and pages depend on beside texts, layouts and themes; "" without a cache
	pictures *pictures
	watch    *audit.Watch
	looks    func() looks // waits for layouts and theme; nil before they are being read
	last     time.Time
}

// Build runs the pipeline. A result with error-level problems must not be published; it holds what could be made of
// the rest. The error is for the environment: a file that cannot be read, a cancelled context.
func Build(ctx context.Context, o Options) (*Result, error) {
	b := &builder{Options: o, result: &Result{Tree: output.After(o.Earlier)}}
	b.result.Tree.SpoolTo(o.Spool)
	defer func() {
		if b.looks != nil {
			b.looks() // nobody reads the site when this has returned
		}
	}()
	if o.Clock != nil {
		b.last = o.Clock()
	}
	err := b.read(ctx)
	if err == nil {
		err = b.outputs(ctx)
	}
	if err := cmp.Or(o.Cache.keepBodies(), err); err != nil {
		return nil, err
	}
	b.problems = append(b.problems, b.result.Tree.Problems()...)
	b.result.Problems = b.report()
	return b.result, nil
}

// Load reads what a site is before its content: configuration and kinds.
func Load(o Options) (*config.Config, *schema.Set, diag.List, error) {
	cfg, problems, err := config.Load(o.Site)
	if err != nil {
		return nil, nil, nil, err
	}
	kinds, more, err := schema.Load(over(o.Site, "layouts", o.Layouts))
	if err != nil {
		return nil, nil, nil, fmt.Errorf("reading kinds: %w", err)
	}
	return cfg, kinds, append(problems, more...), nil
}

// over lays a folder of the site over the built-in files of the same name.
func over(site fs.FS, folder string, builtin fs.FS) fs.FS {
	if sub, err := fs.Sub(site, folder); err == nil {
		return source.Overlay(sub, builtin)
	}
	return builtin
}

// read makes the site's graph.
func (b *builder) read(ctx context.Context) error {
	first, err := b.settings()
	if err != nil {
		return err
	}
	cfg, kinds := first.config, first.kinds
	b.result.Config, b.result.Kinds = cfg, kinds
	b.problems = append(b.problems, first.problems...)
	var problems diag.List
	if b.result.Calendar, problems, err = calendarOf(cfg); err != nil {
		return err
	}
	b.problems = append(b.problems, problems...)
	b.took("配置与类型")
	b.gate = audit.NewGate(cfg, kinds)
	if err := b.proofread(); err != nil {
		return err
	}
	texts, err := b.Cache.texts(b)
	if err != nil {
		return err
	}
	if b.looks == nil {
		b.looks = b.readLooks() // not before: texts are kept by what was read until here
	}
	set, problems, err := content.Load(ctx, b.Site, content.Options{
		Config: cfg, Kinds: kinds, Converter: markdown.New(markdown.Options{}), Workers: b.Workers, Cache: texts, Inspect: b.inspect,
		Env: schema.Env{Zone: cfg.Zone, MaskName: cfg.Privacy.MaskName, MaskNames: cfg.Privacy.MaskNames},
	})
	if err != nil {
		return err
	}
	if b.unconfigured() { // which kind a folder holds may stand in what could not be read: a hundred of them would hide the cause
		problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Rule == content.RuleSection.ID })
	}
	b.problems = append(b.problems, problems...)
	b.result.Content = set
	b.Cache.keepTexts()
	if err := b.guard(); err != nil {
		return err
	}
	b.took(StageRead)
	s, problems := site.New(cfg, kinds, set, site.Options{Now: b.Now, Preview: b.Preview})
	b.result.Site = s
	b.problems = append(b.problems, problems...)
	if err := b.plan(); err != nil {
		return err
	}
	b.took("编排站点")
	b.result.Edition = output.Edition{Program: b.Program, AsOf: s.AsOf().String()}
	if !s.NextChange.IsZero() {
		b.result.Edition.NextChange = s.NextChange.Format(time.RFC3339)
	}
	return nil
}

// unconfigured reports whether config.toml is no TOML, so that only the defaults are known.
func (b *builder) unconfigured() bool {
	return slices.ContainsFunc(b.problems, func(p diag.Problem) bool { return p.Rule == source.RuleTOML.ID && p.Pos.File == config.File })
}

// outputs fills the tree: pages, the files they link to, and everything machines read.
func (b *builder) outputs(ctx context.Context) error {
	read := b.looks()
	if read.err != nil {
		return read.err
	}
	layouts, theme := read.layouts, read.theme
	b.problems = append(append(b.problems, layouts.problems...), theme.problems...)
	b.result.Policy.Styles = []string{theme.LostHash()}
	b.took("读取布局")
	if layouts.problems.Errors() > 0 {
		return b.withoutLayouts(ctx, theme.Theme) // no page would be right
	}
	b.pictures = b.newPictures()
	if err := b.early(layouts.all, theme.Theme); err != nil {
		return err
	}
	made, err := b.pages(ctx, layouts.all, theme.Theme)
	if err != nil {
		return err
	}
	b.result.Pages = made
	b.problems = append(b.problems, made.Problems...)
	b.took("页面与数据")
	if err := b.files(made.Used); err != nil {
		return err
	}
	if err := b.screens(ctx, output.NewMinifier()); err != nil {
		return err
	}
	b.headers()
	b.took("屏幕")
	more, err := b.audit(ctx)
	if err != nil {
		return err
	}
	b.problems = append(b.problems, more...)
	b.Cache.keepPages()
	b.took("核对规则")
	return nil
}

// withoutLayouts inspects the site with the built-in layouts where its own cannot be used: a slip in a layout must not hide
// the broken links and wrong figures of a hundred texts until it is mended. The pages are thrown away, and of the problems
// those that stand in texts are kept.
func (b *builder) withoutLayouts(ctx context.Context, theme *render.Theme) error {
	layouts, problems, err := render.LoadLayouts(b.Layouts, b.result.Kinds)
	if err != nil || problems.Errors() > 0 { // a kind of the site's own that the built-in layouts cannot show
		return err
	}
	trial, result := *b, *b.result
	trial.result, trial.problems, trial.slides, trial.Cache = &result, nil, nil, nil // nothing of a trial is remembered
	result.Tree = output.NewTree()
	trial.pictures = trial.newPictures()
	made, err := trial.pages(ctx, layouts, theme)
	if err != nil {
		return err
	}
	if err := trial.files(made.Used); err != nil {
		return err
	}
	found, err := trial.audit(ctx)
	if err != nil {
		return err
	}
	for _, p := range append(append(trial.problems, made.Problems...), found...) {
		if strings.HasPrefix(p.Pos.File, content.Folder+"/") {
			b.problems = append(b.problems, p)
		}
	}
	return nil
}

// audit runs the rules of the inspector over the finished site.
func (b *builder) audit(ctx context.Context) (diag.List, error) {
	r := b.result
	return audit.Run(ctx, &audit.Input{Config: r.Config, Content: r.Content, Site: r.Site, Tree: r.Tree, Calendar: r.Calendar, Plans: r.Plans,
		Words: b.words, Published: b.Published, Inspect: b.Inspect, Watch: b.watch, Looks: b.Cache.looks(), Context: b.context})
}

// pages makes pages and, at the same time, what machines read: both only read the graph.
func (b *builder) pages(ctx context.Context, layouts *render.Layouts, theme *render.Theme) (made render.Result, err error) {
	r := b.result
	b.watch, err = audit.NewWatch(&audit.Input{Config: r.Config, Site: r.Site, Inspect: b.Inspect, Looks: b.Cache.looks(), Context: b.context})
	if err != nil {
		return made, err
	}
	b.result.Tree.Watch(b.watch.See)
	var exported, indexed error
	var catalogue *export.Catalogue
	var group sync.WaitGroup
	finished := make(chan struct{})
	group.Go(func() {
		defer close(finished)
		catalogue, exported = export.Add(ctx, b.result.Site, b.result.Tree, export.Options{Workers: b.Workers, Context: b.context})
	})
	if b.result.Config.Search.Enabled {
		group.Go(func() { indexed = search.Add(ctx, b.result.Site, b.result.Tree, b.Workers) })
	}
	wait := func() *export.Catalogue { <-finished; return catalogue }
	o := b.rendering(layouts, theme, wait)
	o.Known = b.known()
	made, err = render.Render(ctx, b.result.Site, b.result.Tree, o)
	group.Wait()
	return made, cmp.Or(err, exported, indexed)
}

// headers adds the file of response headers, with the policy pages state about themselves.
func (b *builder) headers() {
	if b.result.Config.Build.Headers {
		b.result.Tree.Add(output.File{Path: headers.File, Data: b.result.Policy.Rules(), Group: output.Data})
	}
}

// files adds the attachments and pictures that public pages use. Those of withdrawn and expired records are used by no
// page, so they are not published either.
func (b *builder) files(used []string) error {
	gate := b.gate.Files(b.result.Content)
	for _, name := range used {
		if isPicture(name) {
			if err := b.picture(gate, name); err != nil {
				return err
			}
			continue
		}
		data, err := fs.ReadFile(b.Site, content.Folder+"/"+name)
		if err != nil {
			return fmt.Errorf("reading attachment: %w", err)
		}
		b.problems = append(b.problems, gate.Read(name, data)...)
		b.result.Tree.Add(output.File{Path: name, Data: data, Group: output.Asset, Owner: diag.Pos{File: content.Folder + "/" + name}})
	}
	return nil
}

// eachClock is the clock that measures pages, nil where nobody asks for them.
func (b *builder) eachClock() func() time.Time {
	if !b.Each {
		return nil
	}
	return b.Clock
}

// picture adds a picture and its smaller variants. The gate sees what is published: what a camera wrote beside the
// picture is gone by then.
func (b *builder) picture(gate *audit.Files, name string) error {
	files, problems, err := b.pictures.files(name)
	if err != nil {
		return err
	}
	b.problems = append(b.problems, problems...)
	for i, f := range files {
		if i == 0 {
			b.problems = append(b.problems, gate.Read(name, f.Data)...)
		}
		b.result.Tree.Add(f)
	}
	return nil
}

func (b *builder) took(stage string) {
	if b.Done != nil {
		b.Done(stage)
	}
	if b.Clock == nil {
		return
	}
	now := b.Clock()
	b.result.Timings = append(b.result.Timings, Timing{stage, now.Sub(b.last)})
	b.last = now
}
