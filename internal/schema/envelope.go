package schema

import (
	"slices"
	"strings"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/source"
)

// Envelope is what every record may carry, whatever its kind.
type Envelope struct {
	Draft     bool       // shown by serve only
	Slug      string     // last part of the address; else the file's name
	Permalink string     // whole address below the site, fixed by hand
	Aliases   []string   // former addresses, which lead here
	Withdrawn *Withdrawn // the record was withdrawn: a tombstone stays at its address
	Reviews   []string   // one line for each review stage that was passed
	Waivers   []Waiver   // findings of the privacy gate that are let through
	Changes   []Change   // what was changed after publication, newest first
}

// Withdrawn says why a record is no longer published (行政处罚法第四十八条第二款: withdraw within three workdays and
// state the reasons in public).
type Withdrawn struct {
	On      date.Stamp
	Revoked date.Stamp // day the decision was changed, revoked or found unlawful or void; zero where it was not told
	Reason  string
	Basis   string
	By      string
}

// EnvelopeField documents one field of the envelope.
type EnvelopeField struct{ Name, Label, Example, Doc string }

// EnvelopeFields lists the envelope, for help and documentation.
var EnvelopeFields = []EnvelopeField{
	{"kind", "类型", `"penalty"`, "一般不写：由所在栏目文件夹决定。"},
	{"draft", "草稿", "true", "草稿只在预览中出现，不会发布。"},
	{"slug", "网址末段", `"2025-008"`, "小写英文、数字和 -；不写则取文件名。发布后不要改动。"},
	{"permalink", "固定网址", `"penalties/2025/a.html"`, "完整的网址；只在沿用旧网站地址时使用。"},
	{"aliases", "曾用网址", `["old/a.html"]`, "旧地址自动转到本页。"},
	{"withdrawn", "撤回", `{on = 2025-10-14, revoked = 2025-10-10, reason = "……", basis = "……"}`, "revoked 是原决定被变更、撤销、确认违法或者无效的日期，三个工作日的撤回期限从这天起算。撤回后原网址只显示撤回说明，内容从所有页面、数据和屏幕上移除。"},
	{"changes", "更新记录", `["2026-03-05 更正罚款金额的大写"]`, "发布以后改了什么，一次一行，先写日期，空一格，再写改动；显示在页面上，最近的在前。错字一类不影响意思的改动不必写。"},
	{"waive", "放行个人信息", `{1 = {finding = "mobile", masked = "130****0000", reason = "……", by = "……", on = 2025-10-14}}`,
		"依法须公开的个人信息，逐项写明理由和批准人，每次检查都会列出；写成 [waive.1]、[waive.2] 各一段，放在信息栏末尾。附件里的另写 file = \"附件路径\"。"},
	{"reviews", "审核记录", `["初审 某某某 2025-10-14"]`, "由 xiangwei approve 写入，请勿手写。"},
}

var envelopeNames = func() []string {
	var names []string
	for _, f := range EnvelopeFields {
		names = append(names, f.Name)
	}
	return names
}()

type envelopeFile struct {
	Kind      string         `toml:"kind"`
	Draft     bool           `toml:"draft"`
	Slug      string         `toml:"slug"`
	Permalink string         `toml:"permalink"`
	Aliases   []string       `toml:"aliases"`
	Withdrawn map[string]any `toml:"withdrawn"`
}

// reviewsName is the one name of the envelope that a kind may take for a field of its own: yearly reports count reviews
// (行政复议) under it. The kind then has no review stages.
const reviewsName = "reviews"

type reviewsFile struct {
	Reviews []string `toml:"reviews"`
}

// readEnvelope reads the common fields; the others are not its business.
func (k *Kind) readEnvelope(doc *source.Table, env Env) (Envelope, diag.List) {
	var file envelopeFile
	var reviews reviewsFile
	var problems diag.List
	if doc.Has(envelopeNames...) {
		problems = doc.DecodeKnown(&file)
	}
	if doc.Has(reviewsName) && k.Field(reviewsName) == nil {
		problems = append(problems, doc.DecodeKnown(&reviews)...)
	}
	e := Envelope{Draft: file.Draft, Slug: file.Slug, Permalink: file.Permalink, Aliases: file.Aliases, Reviews: reviews.Reviews}
	if e.Slug != "" && !IsSlug(e.Slug) {
		problems = append(problems, doc.Problem(RuleEnvelope, []string{"slug"}, "slug 只能用小写英文字母、数字、- 和 _，实为 %q", e.Slug).
			WithHint(`例如 slug = "2025-008"`))
		e.Slug = ""
	}
	if e.Permalink != "" && !isAddress(e.Permalink) {
		problems = append(problems, badAddress(doc, doc.Pos("permalink"), "permalink", e.Permalink))
		e.Permalink = ""
	}
	e.Aliases = nil
	for i, a := range file.Aliases {
		if isAddress(a) {
			e.Aliases = append(e.Aliases, a)
			continue
		}
		problems = append(problems, badAddress(doc, doc.ElementPos(i, "aliases"), "aliases", a))
	}
	if file.Withdrawn != nil {
		w, more := readWithdrawn(doc, file.Withdrawn, env)
		e.Withdrawn = w
		problems = append(problems, more...)
	}
	waivers, more := readWaivers(doc, env)
	e.Waivers = waivers
	problems = append(problems, more...)
	e.Changes, more = readChanges(doc, env)
	return e, append(problems, more...)
}

func badAddress(doc *source.Table, pos diag.Pos, key, address string) diag.Problem {
	return RuleEnvelope.At(pos, "%s 须是站内的 .html 地址，实为 %q", key, address).
		WithHint(`例如 "penalties/2025/a.html"，不以 / 开头，只用小写英文、数字和 -`).WithExcerpt(doc.Line(pos.Line))
}

// isAddress reports whether a is an address of a page below the site: slugs separated by /, ending in .html.
func isAddress(a string) bool {
	stem, ok := strings.CutSuffix(a, ".html")
	if !ok {
		return false
	}
	for part := range strings.SplitSeq(stem, "/") {
		if !IsSlug(part) {
			return false
		}
	}
	return true
}

var withdrawnKeys = []string{"on", "revoked", "reason", "basis", "by"}

const withdrawnHint = `写作 withdrawn = {on = 2025-10-14, reason = "原决定已被复议机关撤销", basis = "《行政处罚法》第四十八条第二款"}`

func readWithdrawn(doc *source.Table, m map[string]any, env Env) (*Withdrawn, diag.List) {
	w := &Withdrawn{}
	var problems diag.List
	for _, key := range doc.Keys("withdrawn") {
		if !slices.Contains(withdrawnKeys, key) {
			problems = append(problems, doc.UnknownKey([]string{"withdrawn", key}, withdrawnKeys))
		}
	}
	texts := []struct {
		key, label string
		required   bool
		into       *string
	}{{"reason", "撤回理由", true, &w.Reason}, {"basis", "撤回依据", true, &w.Basis}, {"by", "撤回机关", false, &w.By}}
	for _, f := range texts {
		field := &Field{Name: f.key, Label: f.label, Type: textType{}}
		got := field.parse(orEmpty(m[f.key]), env)
		*f.into = got.value.String()
		problems = append(problems, withdrawnFaults(doc, f.key, got)...)
		if f.required && got.value.IsZero() && got.faults == nil {
			problems = append(problems, withdrawnLacks(doc, f.key, f.label))
		}
	}
	got := (&Field{Name: "on", Label: "撤回日期", Type: dateType{}}).parse(orEmpty(m["on"]), env)
	w.On = got.value.Stamp()
	problems = append(problems, withdrawnFaults(doc, "on", got)...)
	if got.value.IsZero() && got.faults == nil {
		problems = append(problems, withdrawnLacks(doc, "on", "撤回日期"))
	}
	got = (&Field{Name: "revoked", Label: "原决定被撤销的日期", Type: dateType{}}).parse(orEmpty(m["revoked"]), env)
	w.Revoked = got.value.Stamp()
	return w, append(problems, withdrawnFaults(doc, "revoked", got)...)
}

func orEmpty(raw any) any {
	if raw == nil {
		return ""
	}
	return raw
}

func withdrawnFaults(doc *source.Table, key string, got reading) diag.List {
	var problems diag.List
	for _, bad := range got.faults {
		problems = append(problems, doc.Problem(RuleEnvelope, []string{"withdrawn", key}, "%s", bad.Message).WithHint("%s", withdrawnHint))
	}
	return problems
}

func withdrawnLacks(doc *source.Table, key, label string) diag.Problem {
	path := []string{"withdrawn", key}
	if doc.Pos(path...).Line == doc.Pos().Line {
		path = path[:1]
	}
	return doc.Problem(RuleEnvelope, path, "撤回须公开说明理由：缺少%s（%s）", label, key).WithHint("%s", withdrawnHint)
}
