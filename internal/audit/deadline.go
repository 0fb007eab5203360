package audit

import (
	"errors"
	"fmt"
	"slices"

	"xiangwei/internal/content"
	"xiangwei/internal/date"
	"xiangwei/internal/diag"
	"xiangwei/internal/due"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
	"xiangwei/internal/workday"
)

// Rules on deadlines. What the clock alone makes true – overdue, missing – is a warning and never stops publication:
// publishing is the cure. What was late and can no longer be mended is told for a year, then it is history.
var (
	ruleLate = diag.Rule{ID: "deadline/late", Severity: diag.Warning, Title: "公开晚于期限",
		Basis: "国办发〔2018〕118号；《政府信息公开条例》第二十六条",
		Doc:   "行政处罚、行政许可决定自作出之日起7个工作日内公开，其他执法决定和主动公开的信息20个工作日内公开，作出当日不计。已经晚了的无法补救，写对日期、下次按时；还没到发布时间的，把发布时间提前。"}
	ruleWaiting = diag.Rule{ID: "deadline/waiting", Severity: diag.Warning, Title: "期限将到，文稿还是草稿",
		Basis: "国办发〔2018〕118号；《政府信息公开条例》第二十六条",
		Doc:   "决定已经作出，文稿还是草稿，公开期限快到或已过。审核后去掉 draft 即可发布。提前几个工作日提醒，在 config.toml 的 [deadline] soon 里设定。"}
	ruleEarly = diag.Rule{ID: "deadline/early", Severity: diag.Error, Title: "发布早于作出",
		Basis: "国办秘函〔2019〕19号（不得伪造发稿日期）",
		Doc:   "发布时间不可能早于决定作出或文件落款的日期，其中一个写错了。"}
	ruleWithdrawal = diag.Rule{ID: "deadline/withdrawal", Severity: diag.Warning, Title: "撤回晚于期限",
		Basis: "《行政处罚法》第四十八条第二款、第八十五条",
		Doc:   "公开的决定被依法变更、撤销、确认违法或者确认无效的，三个工作日内撤回并公开说明理由。"}
	ruleReportLate = diag.Rule{ID: "deadline/report-late", Severity: diag.Warning, Title: "年度报告公布晚于期限",
		Basis: "厅字〔2019〕28号第二十四条；《政府信息公开条例》第四十九条；国办发〔2018〕118号",
		Doc:   "年度报告有法定的公布日期，遇节假日不顺延。"}
	ruleReportMissing = diag.Rule{ID: "deadline/report-missing", Severity: diag.Warning, Title: "上一年度的年度报告没有公布",
		Basis: "厅字〔2019〕28号第二十四条；《政府信息公开条例》第四十九条；国办发〔2018〕118号",
		Doc:   "已过公布日期，网站上还没有上一年度的报告。尽快公布；在别处公布的，也在这里放一份。"}
	ruleComments = diag.Rule{ID: "deadline/comments", Severity: diag.Warning, Title: "征求意见的期限过短",
		Basis: "《重大行政决策程序暂行条例》第十五条",
		Doc:   "重大行政决策草案公开征求意见一般不少于30日；因情况紧急等原因缩短的，公告时应当说明。开始的当日不计入。"}
	ruleHolidays = diag.Rule{ID: "deadline/holidays", Severity: diag.Warning, Title: "没有当年的节假日安排",
		Basis: "国务院办公厅关于部分节假日安排的通知",
		Doc:   "工作日按国务院办公厅每年的通知计算，没有通知就无法计算期限，程序不猜。更新程序，或在 config.toml 的 [calendar] 里写上放假日和调休上班日。"}
)

var deadlineRules = []Rule{
	{Rule: ruleLate, Also: []diag.Rule{ruleWaiting, ruleHolidays}, Run: publicationDeadlines},
	{Rule: ruleEarly, Also: []diag.Rule{ruleReportLate, ruleComments}, Run: eachEntry("", publishedBeforeMade, reportLate, shortComments)},
	{Rule: ruleWithdrawal, Run: withdrawals},
	{Rule: ruleReportMissing, Run: reportsMissing},
}

// recent is for how many days what can no longer be mended is told.
const recent = 365

// publicationDeadlines compares every record with the deadline of its kind. Where the calendar does not reach, one problem
// for the site says so, with the number of records.
func publicationDeadlines(in *Input) diag.List {
	c := deadlineCheck{Input: in, today: in.Site.Today(), missing: map[int]int{}}
	for _, e := range in.Content.Entries {
		if e.Record.Envelope.Withdrawn == nil {
			c.entry(e)
		}
	}
	c.needsToday()
	return append(c.problems, c.holidays()...)
}

type deadlineCheck struct {
	*Input
	today    date.Day
	missing  map[int]int // records by the year whose holidays are not known
	problems diag.List
}

func (c *deadlineCheck) entry(e *content.Entry) {
	r := e.Record
	published := r.Published().Day()
	if !r.Envelope.Draft && !published.IsZero() && published.DaysUntil(c.today) > recent {
		return
	}
	deadline, ok, err := due.Deadline(c.Calendar, r)
	switch {
	case !ok:
	case err != nil:
		c.unknown(r, published, err)
	case r.Envelope.Draft:
		c.draft(e, deadline)
	case published.After(deadline):
		late := fmt.Sprintf("公开期限是%s（%s）", deadline.Chinese(), r.Kind.Publish.Within)
		if n, err := c.Calendar.Count(deadline, published); err == nil && n > 0 {
			late += fmt.Sprintf("，晚了 %d 个工作日", n)
		}
		p := e.Problem(ruleLate, []string{publishedField(r)}, "%s是%s，%s", r.Kind.Field(r.Kind.Publish.From).Label, r.Get(r.Kind.Publish.From), late)
		if published.After(c.today) {
			p = p.WithHint("把发布时间提前到%s或更早", deadline)
		} else {
			p = p.WithHint("核对两个日期；没有写错的，记下原因备查")
		}
		c.problems = append(c.problems, p)
	}
}

// unknown counts a record whose deadline cannot be computed, unless it was certainly in time: so many calendar days hold
// at most as many working days.
func (c *deadlineCheck) unknown(r *schema.Record, published date.Day, err error) {
	var year *workday.MissingYearError
	from := r.Get(r.Kind.Publish.From).Stamp().Day()
	if errors.As(err, &year) && (r.Envelope.Draft || from.DaysUntil(published) > r.Kind.Publish.Within.N) {
		c.missing[year.Year]++
	}
}

func (c *deadlineCheck) draft(e *content.Entry, deadline date.Day) {
	left, err := c.Calendar.Count(c.today, deadline)
	if err != nil || left > c.Config.Deadline.Soon {
		return
	}
	state := fmt.Sprintf("还有 %d 个工作日", left)
	switch {
	case deadline == c.today:
		state = "就是今天"
	case deadline.Before(c.today):
		state = fmt.Sprintf("已过 %d 个工作日", -left)
	}
	c.problems = append(c.problems, e.Problem(ruleWaiting, []string{"draft"}, "公开期限是%s（%s），文稿还是草稿", deadline.Chinese(), state).
		WithHint("审核后删去 draft = true"))
}

// needsToday notes the current year when it is not covered: then no deadline can be told.
func (c *deadlineCheck) needsToday() {
	if _, err := c.Calendar.IsWorkday(c.today); err != nil && len(c.missing) == 0 && c.hasDeadlines() {
		c.missing[c.today.Year] = 0
	}
}

func (c *deadlineCheck) hasDeadlines() bool {
	return slices.ContainsFunc(c.Site.Sections, func(s *site.Section) bool {
		return s.Kind != nil && s.Kind.Publish.Within.Unit == schema.Workdays
	})
}

func (c *deadlineCheck) holidays() diag.List {
	var problems diag.List
	for year, n := range c.missing {
		_, err := c.Calendar.IsWorkday(date.Day{Year: year, Month: 1, Date: 1})
		var missing *workday.MissingYearError
		if !errors.As(err, &missing) {
			continue
		}
		text := missing.Error()
		if n > 0 {
			text += fmt.Sprintf("，%d 篇文稿是否按期公开无法核对", n)
		}
		problems = append(problems, ruleHolidays.At(diag.Pos{File: "config.toml"}, "%s", text).WithHint("%s", missing.Hint()))
	}
	return problems
}

func publishedField(r *schema.Record) string {
	if name := roleField(r, schema.RolePublished); name != "" {
		return name
	}
	return r.Kind.Publish.From
}

// publishedBeforeMade finds a record that was published before it was made.
func publishedBeforeMade(_ *Input, e *content.Entry) diag.List {
	r := e.Record
	made, published := r.Role(schema.RoleDecided).Stamp(), r.Role(schema.RolePublished).Stamp()
	if made.IsZero() || published.IsZero() || !published.Day().Before(made.Day()) {
		return nil
	}
	f := r.Kind.FieldOf(schema.RoleDecided)
	return diag.List{e.Problem(ruleEarly, []string{publishedField(r)}, "发布时间%s早于%s%s", published.Chinese(), f.Label, made.Chinese()).
		WithHint("核对两个日期，改正写错的一个").WithRelated(e.Pos(f.Name), "%s", f.Label)}
}

// withdrawals compares the day of a withdrawal with the day the decision fell.
func withdrawals(in *Input) diag.List {
	var problems diag.List
	for _, p := range in.Site.Tombstones {
		w, limit := p.Record.Envelope.Withdrawn, p.Record.Kind.Publish.Withdraw
		on := w.On.Day()
		if limit.IsZero() || w.Revoked.IsZero() || on.DaysUntil(in.Site.Today()) > recent {
			continue
		}
		last, err := due.After(in.Calendar, w.Revoked.Day(), limit)
		if err != nil || !on.After(last) {
			continue
		}
		problems = append(problems, p.Entry.Problem(ruleWithdrawal, []string{"withdrawn"}, "原决定%s被撤销，应在%s（%s）前撤回，实际%s撤回",
			w.Revoked.Chinese(), last.Chinese(), limit, w.On.Chinese()).WithHint("核对 on 和 revoked 两个日期；没有写错的，记下原因备查"))
	}
	return problems
}

// reportLate finds a yearly report published after its day.
func reportLate(in *Input, e *content.Entry) diag.List {
	if len(e.Record.Kind.Dues) == 0 {
		return nil
	}
	by, d, ok := e.Record.DueBy()
	published := e.Record.Published().Day()
	if !ok || !published.After(by) || published.DaysUntil(in.Site.Today()) > recent {
		return nil
	}
	return diag.List{e.Problem(ruleReportLate, []string{publishedField(e.Record)}, "应在%s前公布（%s），发布时间是%s", by.Chinese(), d.Basis, published.Chinese()).
		WithHint("核对报告年度和发布时间；没有写错的，记下原因备查")}
}

// reportsMissing finds yearly reports of last year that are not public although their day is over.
func reportsMissing(in *Input) diag.List {
	var problems diag.List
	today := in.Site.Today()
	for _, o := range due.Obligations(in.Site, in.Content, today.Year-1) {
		if o.Public(in.Site) || !today.After(o.By) {
			continue
		}
		pos, hint := diag.Pos{File: content.Folder + "/" + o.Section.Name}, "写一篇报告放在这个文件夹里，报告年度填 "+fmt.Sprint(o.Year)
		if o.Entry != nil {
			pos, hint = diag.Pos{File: o.Entry.File, Line: 1}, "文稿已有，审核后公开"
		}
		problems = append(problems, ruleReportMissing.At(pos, "没有公布%s，期限是%s（%s）", o.Name(), o.By.Chinese(), o.Due.Basis).WithHint("%s", hint))
	}
	return problems
}

// shortComments finds periods that are shorter than the record's kind demands, without a reason.
func shortComments(_ *Input, e *content.Entry) diag.List {
	var problems diag.List
	for _, l := range e.Record.Kind.Lastings {
		problems = append(problems, shortPeriod(e, l)...)
	}
	return problems
}

func shortPeriod(e *content.Entry, l schema.Lasting) diag.List {
	r := e.Record
	from, until := r.Get(l.From).Stamp().Day(), r.Get(l.Until).Stamp().Day()
	if from.IsZero() || until.IsZero() || !r.Holds(l.When) {
		return nil
	}
	last, ok := l.Least.Calendar(from) // the first day does not count (民法典第二百零一条)
	if !ok || !until.Before(last) || l.Reason != "" && !r.Get(l.Reason).IsZero() {
		return nil
	}
	p := e.Problem(ruleComments, []string{l.Until}, "%s只有 %d 天，不足%s（%s）", l.Label, from.DaysUntil(until), l.Least, l.Basis).
		WithHint("把截止日改为%s或更晚", last)
	if f := r.Kind.Field(l.Reason); f != nil {
		p = p.WithHint("把截止日改为%s或更晚；确需缩短的，填写“%s”（%s）", last, f.Label, f.Name)
	}
	return diag.List{p}
}
