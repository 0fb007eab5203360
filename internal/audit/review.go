package audit

import (
	"slices"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/review"
)

// Basis of the review rules: texts go through 三审三校 before they are shown; each stage is on record.
const reviewBasis = "信息发布“三审三校”制度"

var (
	ruleReviewMissing = diag.Rule{ID: "review/missing", Severity: diag.Error, Title: "审核没有完成", Basis: reviewBasis,
		Doc: "这一类文稿须经规定的审核才能公开。用 xiangwei approve 逐道登记；审核完成之前，可在信息栏写 draft = true。"}
	ruleReviewChanged = diag.Rule{ID: "review/changed", Severity: diag.Error, Title: "审核后又改了文字", Basis: reviewBasis,
		Doc: "审核只对审核时的文字有效。文字有任何改动，都要重新审核。"}
	ruleReviewLine = diag.Rule{ID: "review/line", Severity: diag.Error, Title: "审核记录不是由程序写入的，或者被改动过", Basis: reviewBasis,
		Doc: "审核记录由 xiangwei approve 写入，含审核人、时间、意见、文字的校验值，以及与上一行相连的封记（seal）。手写的、改动过的、抽去中间一行的记录无法核实，不算数。"}
	ruleReviewOrder = diag.Rule{ID: "review/order", Severity: diag.Warning, Title: "审核的先后不当", Basis: reviewBasis,
		Doc: "初审、复审、终审应依次进行，后一道的时间不早于前一道。"}
	ruleReviewPerson = diag.Rule{ID: "review/same-person", Severity: diag.Warning, Title: "同一个人负责了两道审核", Basis: reviewBasis,
		Doc: "三审三校由拟稿部门负责人、分管领导、主要领导分别审核，各道由不同的人负责。确因人手不足由一人兼任的，经单位研究后可在 config.toml 的 [warnings] off 里关闭这一条。"}

	reviewRules = []Rule{{Rule: ruleReviewMissing, Also: []diag.Rule{ruleReviewChanged, ruleReviewLine, ruleReviewOrder, ruleReviewPerson}, Run: reviews}}
)

// reviews looks at every public record of a kind that is reviewed.
func reviews(in *Input) diag.List {
	var problems diag.List
	for _, p := range in.Site.Pages {
		if p.Record.Kind.Reviews > 0 && !p.Draft {
			problems = append(problems, reviewOf(p.Entry, in)...)
		}
	}
	return problems
}

func reviewOf(e *content.Entry, in *Input) diag.List {
	s := review.StateOf(e.Record.Envelope.Reviews, e.TextSum, e.Record.Kind.Reviews, in.Config.Zone)
	at := []string{"reviews"}
	command := "xiangwei approve " + e.File
	var problems diag.List
	for _, i := range s.Bad {
		problems = append(problems, e.ElementProblem(ruleReviewLine, "reviews", i, "这一行审核记录无法核实").WithHint("删去该行，用 %s 登记", command))
	}
	altered := map[review.Stage]bool{} // said once: the stage is not missing, its line is not what was written
	for _, i := range s.Altered {
		if r, err := review.Parse(e.Record.Envelope.Reviews[i], in.Config.Zone); err == nil {
			altered[r.Stage] = true
		}
		problems = append(problems, e.ElementProblem(ruleReviewLine, "reviews", i, "这一行审核记录登记之后被改动过：审核人、时间、意见或者上一行与登记时不同").
			WithHint("照登记时的原样改回；改不回的，删去这一行和以后各行，用 %s 依次重新登记", command))
	}
	for _, stage := range s.Missing {
		stale := slices.IndexFunc(s.Stale, func(r review.Review) bool { return r.Stage == stage })
		if stale >= 0 {
			problems = append(problems, e.Problem(ruleReviewChanged, at, "%s（%s）之后文字有改动，该次审核已失效", stage, s.Stale[stale].At.Minute()).
				WithHint("重新审核后运行 %s --stage %s --by 姓名", command, stage))
			continue
		}
		if altered[stage] {
			continue
		}
		problems = append(problems, e.Problem(ruleReviewMissing, at, "尚未%s", stage).
			WithHint("审核后运行 %s --stage %s --by 姓名；暂不公开则写 draft = true", command, stage))
	}
	return append(problems, order(e, s)...)
}

// order looks at stages that were passed: each after the one before, each by somebody else.
func order(e *content.Entry, s review.State) diag.List {
	var problems diag.List
	for i := 1; i < len(s.Passed); i++ {
		if a, b := s.Passed[i-1], s.Passed[i]; b.At.Compare(a.At) < 0 {
			problems = append(problems, e.Problem(ruleReviewOrder, []string{"reviews"}, "%s（%s）早于%s（%s）", b.Stage, b.At.Minute(), a.Stage, a.At.Minute()).
				WithHint("按初审、复审、终审的次序审核"))
		}
	}
	for _, pair := range s.Repeated() {
		problems = append(problems, e.Problem(ruleReviewPerson, []string{"reviews"}, "%s和%s是同一个人", pair[0].Stage, pair[1].Stage).
			WithHint("各道审核由不同的人负责；一人兼任的，在 config.toml 的 [warnings] off 里关闭 %s", ruleReviewPerson.ID))
	}
	return problems
}
