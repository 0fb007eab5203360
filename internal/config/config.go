// Package config reads config.toml into one complete, validated value that is never changed afterwards.
//
// Default returns a whole configuration; the file is read over it, so that an empty file is a valid site. Unknown keys
// and wrong values are problems with their positions. The package knows nothing of kinds, records or pages: names of
// sections and kinds are checked by those who know them.
package config

import (
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// File is the name of the configuration in a site's folder.
const File = "config.toml"

// Config is a site's configuration.
type Config struct {
	Title       string   `toml:"title"`       // name of the site or column
	Description string   `toml:"description"` // one sentence
	URL         string   `toml:"url"`         // where the site will be published; may be empty
	ZoneName    string   `toml:"zone"`        // IANA name; Asia/Shanghai by default
	Bureau      Bureau   `toml:"bureau"`
	Footer      Footer   `toml:"footer"`
	Build       Build    `toml:"build"`
	Search      Search   `toml:"search"`
	Page        Page     `toml:"page"`
	Warnings    Warnings `toml:"warnings"`
	Privacy     Privacy  `toml:"privacy"`
	Calendar    Calendar
	Deadline    Deadline
	Freshness   Freshness
	Display     Display
	Data        Data      // what is published for machines
	Images      Images    // how pictures are prepared
	Portal      Portal    // what is handed over to another portal
	Links       Links     `toml:"links"`
	Words       Words     `toml:"words"`
	Inspect     Inspect   `toml:"inspect"`
	Sections    []Section // in the order of the file
	Terms       []Term    // in the order of the file
	Screens     []Screen  // in the order of the file
	Show        Show      // what all screens have in common
	Nav         []string  `toml:"nav"` // sections of the main menu, in order; all when empty
	Menu        []Group   // groups of the menu of all sections, in the order of the file

	Zone *time.Location
}

// Bureau is the body that publishes.
type Bureau struct {
	Name     string `toml:"name"`
	Code     string `toml:"code"` // 统一社会信用代码
	Address  string `toml:"address"`
	Postcode string `toml:"postcode"`
	Phone    string `toml:"phone"` // an office number, public by design
	Email    string `toml:"email"`
	Hours    string `toml:"hours"`
}

// Footer holds what 国办发〔2017〕47号 asks of a government site's footer.
type Footer struct {
	Host       string `toml:"host"`        // 主办单位
	Undertaker string `toml:"undertaker"`  // 承办单位
	IDCode     string `toml:"id_code"`     // 政府网站标识码: 10 digits, or bm and 8 digits
	Domain     string `toml:"domain"`      // SiteDomain; from url when empty
	ICP        string `toml:"icp"`         // ICP 备案号
	Police     string `toml:"police"`      // 公安机关备案号
	Conac      string `toml:"conac"`       // 32 hex digits of the 党政机关网站标识
	FindErrors bool   `toml:"find_errors"` // show 我为政府网站找错
	IPv6       bool   `toml:"ipv6"`
}

// Build holds how pages are made.
type Build struct {
	PageSize int  `toml:"page_size"` // records on one page of a list
	FeedSize int  `toml:"feed_size"` // entries of a feed
	Related  int  `toml:"related"`   // related records under a page
	Senior   bool `toml:"senior"`    // pages of senior mode for browsers without scripts
	Headers  bool `toml:"headers"`   // a file of response headers for servers that read one
	Filters  bool `toml:"filters"`   // lists narrowed by the fields of their kinds
	Archives bool `toml:"archives"`  // lists of the records of each year
}

// Search is the full-text search of the site.
type Search struct {
	Enabled bool `toml:"enabled"` // the search page, its index, and the box in every header
}

// Page holds what pages of records show.
type Page struct {
	QR     bool              `toml:"qr"`     // the code of the page's address
	Labels map[string]string `toml:"labels"` // what a field is called on pages, by its label: portals differ
}

// Warnings lists rules whose warnings are not shown. Errors cannot be switched off.
type Warnings struct {
	Off []string `toml:"off"`
}

// Section overrides or adds a section (栏目): a folder below content/.
type Section struct {
	Name        string
	Label       string   `toml:"label"`
	Kind        string   `toml:"kind"`
	Description string   `toml:"description"`
	Keywords    string   `toml:"keywords"`
	ColumnType  string   `toml:"column_type"`
	Hidden      bool     `toml:"hidden"` // no list page and not in the menu
	Basis       []string `toml:"basis"`

	// Made is how many records came into being in a year by the bureau's own register, public or not.
	Made map[string]int `toml:"made"`
	// None is what a month without any record means, 本机关没有作出行政处罚决定. It may be said only where every record
	// that came into being is entered, public or not, so nothing is said where it is empty.
	None string `toml:"none"`
}

// Group is a group of sections in the menu of all sections.
type Group struct {
	Label    string
	Sections []string
}

// Term overrides or adds a taxonomy (专题分类).
type Term struct {
	Name  string
	Label string            `toml:"label"`
	Path  string            `toml:"path"`  // folder of its pages
	Slugs map[string]string `toml:"slugs"` // address of a term by its Chinese name
}

// Default returns the configuration of a site whose config.toml says nothing.
func Default() Config {
	return Config{
		Title:    "法治政府建设与政务公开",
		ZoneName: date.DefaultZone,
		Deadline: Deadline{Soon: 2}, Freshness: defaultFreshness(), Show: defaultShow(), Data: defaultData(), Images: defaultImages(), Portal: defaultPortal(),
		Build: Build{PageSize: 20, FeedSize: 20, Related: 4, Senior: true, Headers: true, Filters: true, Archives: true}, Search: Search{Enabled: true}, Page: Page{QR: true},
		Terms: []Term{
			{Name: "topic", Label: "专题", Path: "topics"},
			{Name: "campaign", Label: "宣传活动", Path: "campaigns"},
			{Name: "venue", Label: "场馆", Path: "venues"},
			{Name: "statute", Label: "法律法规", Path: "laws"},
		},
	}
}

// RuleConfig is raised for a value of config.toml that cannot be used.
var RuleConfig = diag.Rule{ID: "config/value", Severity: diag.Error, Title: "配置有误",
	Doc: "config.toml 里的某个值不能用。改正后重新运行即可；其余设置不受影响。"}

// RuleOff is raised for a name in [warnings] off that switches nothing off.
var RuleOff = diag.Rule{ID: "config/off", Severity: diag.Warning, Title: "关闭提醒的设置没有作用",
	Doc: "[warnings] off 里写提醒的规则编号。没有这个编号，或它是不能关闭的错误时，这一项不起作用。"}

// RuleLabel is raised for a label in [page] labels that no field has.
var RuleLabel = diag.Rule{ID: "config/label", Severity: diag.Warning, Title: "没有这个名称的字段",
	Doc: "[page] labels 左边写字段在本程序里的名称，右边写页面上要显示的名称。左边的名称没有字段用，这一项就不起作用。"}

// RuleSection is raised for the name of a section that is none, or that cannot be where it is named.
var RuleSection = diag.Rule{ID: "config/section", Severity: diag.Warning, Title: "没有这个栏目",
	Doc: "nav、[menu]、[portal] sections 等处写栏目的文件夹名。没有这个栏目，或者栏目是隐藏的，这一项就不起作用，菜单里会少一个栏目。"}

// Rules of this package.
var Rules = []diag.Rule{RuleConfig, RuleOff, RuleLabel, RuleSection}

// Load reads config.toml of a site's folder. The error is for a file that is missing or cannot be read.
func Load(site fs.FS) (*Config, diag.List, error) {
	raw, err := fs.ReadFile(site, File)
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", File, err)
	}
	cfg, problems := Read(raw)
	return cfg, problems, nil
}

// Read reads the text of a config.toml. The configuration is complete even where problems were found.
func Read(raw []byte) (*Config, diag.List) {
	cfg := Default()
	cfg.Zone, _ = date.LoadZone(cfg.ZoneName)
	table, problems := source.ReadTOML(File, raw)
	if table == nil {
		return &cfg, problems
	}
	r := reader{table, &cfg, problems}
	r.read()
	return &cfg, r.problems
}

type reader struct {
	*source.Table
	cfg      *Config
	problems diag.List
}

// fileConfig is Config as it is written: the keyed tables are maps, whose order is taken from the text.
type fileConfig struct {
	Title       string                `toml:"title"`
	Description string                `toml:"description"`
	URL         string                `toml:"url"`
	ZoneName    string                `toml:"zone"`
	Bureau      Bureau                `toml:"bureau"`
	Footer      Footer                `toml:"footer"`
	Build       Build                 `toml:"build"`
	Search      Search                `toml:"search"`
	Page        Page                  `toml:"page"`
	Warnings    Warnings              `toml:"warnings"`
	Privacy     Privacy               `toml:"privacy"`
	Calendar    calendarFile          `toml:"calendar"`
	Deadline    Deadline              `toml:"deadline"`
	Freshness   freshnessFile         `toml:"freshness"`
	Display     Display               `toml:"display"`
	Data        Data                  `toml:"data"`
	Images      Images                `toml:"images"`
	Portal      portalFile            `toml:"portal"`
	Links       Links                 `toml:"links"`
	Words       Words                 `toml:"words"`
	Inspect     Inspect               `toml:"inspect"`
	Nav         []string              `toml:"nav"`
	Menu        map[string][]string   `toml:"menu"`
	Section     map[string]Section    `toml:"section"`
	Term        map[string]Term       `toml:"term"`
	Screen      map[string]screenFile `toml:"screen"`
	Show        Show                  `toml:"screens"`
}

func (r *reader) read() {
	c := r.cfg
	file := fileConfig{Title: c.Title, ZoneName: c.ZoneName, Build: c.Build, Deadline: c.Deadline, Show: c.Show, Data: c.Data, Images: c.Images, Search: c.Search, Page: c.Page}
	r.problems = append(r.problems, r.Decode(&file)...)
	c.Title, c.Description, c.URL, c.ZoneName = file.Title, file.Description, file.URL, file.ZoneName
	c.Bureau, c.Footer, c.Build, c.Warnings, c.Nav = file.Bureau, file.Footer, file.Build, file.Warnings, file.Nav
	c.Privacy, c.Links, c.Words, c.Inspect, c.Data, c.Images = file.Privacy, file.Links, file.Words, file.Inspect, file.Data, file.Images
	c.Search, c.Page = file.Search, file.Page
	for _, name := range r.Keys("section") {
		s := file.Section[name]
		s.Name = name
		c.Sections = append(c.Sections, s)
	}
	for _, label := range r.Keys("menu") {
		c.Menu = append(c.Menu, Group{label, file.Menu[label]})
	}
	for _, name := range r.Keys("term") {
		t := file.Term[name]
		t.Name = name
		r.term(t)
	}
	r.check()
	r.portal(file.Portal)
	r.deadlines(file)
	r.screens(file)
}

// term adds a taxonomy, or fills in what the file says of a known one.
func (r *reader) term(t Term) {
	i := slices.IndexFunc(r.cfg.Terms, func(o Term) bool { return o.Name == t.Name })
	if i < 0 {
		if t.Path == "" {
			t.Path = t.Name
		}
		if t.Label == "" {
			r.fail([]string{"term", t.Name}, "专题分类 %s 缺少 label（中文名称）", t.Name)
		}
		r.cfg.Terms = append(r.cfg.Terms, t)
		return
	}
	known := &r.cfg.Terms[i]
	known.Slugs = t.Slugs
	if t.Label != "" {
		known.Label = t.Label
	}
	if t.Path != "" {
		known.Path = t.Path
	}
}

func (r *reader) fail(path []string, format string, args ...any) {
	r.problems = append(r.problems, r.Problem(RuleConfig, path, format, args...))
}

var (
	idCode = regexp.MustCompile(`^(?:\d{10}|bm\d{8})$`)
	folder = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
)

func (r *reader) check() {
	c := r.cfg
	if strings.TrimSpace(c.Title) == "" {
		r.fail([]string{"title"}, "title（站点名称）不能为空")
	}
	zone, err := date.LoadZone(c.ZoneName)
	if err != nil {
		r.fail([]string{"zone"}, "没有名为 %q 的时区，例如 Asia/Shanghai", c.ZoneName)
	} else {
		c.Zone = zone
	}
	if u, err := url.Parse(c.URL); c.URL != "" && (err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "") {
		r.fail([]string{"url"}, "url 须以 https:// 或 http:// 开头，实为 %q", c.URL)
		c.URL = ""
	}
	if c.URL != "" && !strings.HasSuffix(c.URL, "/") {
		c.URL += "/"
	}
	if c.Footer.IDCode != "" && !idCode.MatchString(c.Footer.IDCode) {
		r.fail([]string{"footer", "id_code"}, "政府网站标识码为 10 位数字，或 bm 加 8 位数字，实为 %q", c.Footer.IDCode)
	}
	for _, n := range []struct {
		key      string
		value    *int
		min, max int
	}{{"page_size", &c.Build.PageSize, 1, 500}, {"feed_size", &c.Build.FeedSize, 1, 500}, {"related", &c.Build.Related, 0, 50}} {
		if *n.value < n.min || *n.value > n.max {
			r.fail([]string{"build", n.key}, "%s 须在 %d 到 %d 之间，实为 %d", n.key, n.min, n.max, *n.value)
			*n.value = n.min
		}
	}
	r.checkNames()
	r.privacy()
	r.inspection()
	r.data()
	r.images()
}

func (r *reader) checkNames() {
	for _, s := range r.cfg.Sections {
		if !folder.MatchString(s.Name) {
			r.fail([]string{"section", s.Name}, "栏目名须是小写英文、数字和 -，实为 %q", s.Name)
		}
	}
	for _, t := range r.cfg.Terms {
		if !folder.MatchString(t.Path) {
			r.fail([]string{"term", t.Name, "path"}, "path 须是小写英文、数字和 -，实为 %q", t.Path)
		}
		for label, slug := range t.Slugs {
			if !folder.MatchString(slug) {
				r.fail([]string{"term", t.Name, "slugs", label}, "网址须是小写英文、数字和 -，实为 %q", slug)
			}
		}
	}
}

// Domain returns SiteDomain: what the footer says, else the host of the site's address.
func (c *Config) Domain() string {
	if c.Footer.Domain != "" {
		return c.Footer.Domain
	}
	if u, err := url.Parse(c.URL); err == nil {
		return u.Host
	}
	return ""
}
