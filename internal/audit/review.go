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
	ruleReviewLine = diag.Rule{ID: "review/line", Severity: diag.Error, Title: "审核记录不是由程序写入的", Basis: reviewBasis,
		Doc: "审核记录由 xiangwei approve 写入，含审核人、时间和文字的校验值。手写的记录无法核实。"}
	ruleReviewOrder = diag.Rule{ID: "review/order", Severity: diag.Warning, Title: "审核的先后或分工不当", Basis: reviewBasis,
		Doc: "初审、复审、终审应依次进行，并由不同的人负责。"}

	reviewRules = []Rule{{Rule: ruleReviewMissing, Also: []diag.Rule{ruleReviewChanged, ruleReviewLine, ruleReviewOrder}, Run: reviews}}
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
	for range s.Bad {
		problems = append(problems, e.Problem(ruleReviewLine, at, "有一行审核记录无法核实").WithHint("删去该行，用 %s 登记", command))
		break
	}
	for _, stage := range s.Missing {
		stale := slices.IndexFunc(s.Stale, func(r review.Review) bool { return r.Stage == stage })
		if stale >= 0 {
			problems = append(problems, e.Problem(ruleReviewChanged, at, "%s（%s）之后文字有改动，该次审核已失效", stage, s.Stale[stale].At.Minute()).
				WithHint("重新审核后运行 %s --stage %s --by 姓名", command, stage))
			continue
		}
		problems = append(problems, e.Problem(ruleReviewMissing, at, "尚未%s", stage).
			WithHint("审核后运行 %s --stage %s --by 姓名；暂不公开则写 draft = true", command, stage))
	}
	return append(problems, order(e, s.Passed)...)
}

// order looks at stages that were passed: each after the one before, each by somebody else.
func order(e *content.Entry, passed []review.Review) diag.List {
	var problems diag.List
	for i := 1; i < len(passed); i++ {
		a, b := passed[i-1], passed[i]
		switch {
		case b.At.Compare(a.At) < 0:
			problems = append(problems, e.Problem(ruleReviewOrder, []string{"reviews"}, "%s（%s）早于%s（%s）", b.Stage, b.At.Minute(), a.Stage, a.At.Minute()).
				WithHint("按初审、复审、终审的次序审核"))
		case a.By == b.By:
			problems = append(problems, e.Problem(ruleReviewOrder, []string{"reviews"}, "%s和%s是同一个人", a.Stage, b.Stage).
				WithHint("各道审核由不同的人负责"))
		}
	}
	return problems
}
