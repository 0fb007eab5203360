package statute

import (
	"fmt"

	"xiangwei/internal/date"
	"xiangwei/internal/diag"
)

// Issue is something wrong with a citation, without a position: the caller, who knows where the text stands, adds it.
type Issue struct {
	Rule    diag.Rule
	Message string // Chinese
	Hint    string // Chinese, may be empty
}

// At returns the issue as a problem at a place.
func (i Issue) At(pos diag.Pos) diag.Problem {
	p := i.Rule.At(pos, "%s", i.Message)
	p.Hint = i.Hint
	return p
}

// Check says what is wrong with a citation that speaks on a day: the day of the decision, or of publication for other
// texts; with the zero day nothing that depends on one is checked. Context is the text around the citation, a sentence or
// a table row; it tells whether a renumbered article is meant by its old number, and may be empty. A title that is not
// that of a law raises nothing, and neither does an empty library.
func (l *Library) Check(c Citation, on date.Day, context string) []Issue {
	if c.Law == "" || l == nil || len(l.laws) == 0 {
		return nil
	}
	i, ok := l.find(c.Law)
	if !ok {
		return []Issue{l.unknown(c)}
	}
	law := l.laws[i]
	if m, ok := moved(l.moves, c.Ref, on, context); ok {
		return []Issue{renumbered(c, m)}
	}
	if !on.IsZero() {
		switch law.StatusOn(on) {
		case Repealed:
			return []Issue{repealed(law, on)}
		case Pending:
			return []Issue{notInForce(law, on)}
		}
		// The library has no text of that edition to check against.
		if law.olderEdition(on) {
			return nil
		}
	}
	if c.Article.IsZero() {
		return nil
	}
	return l.checkArticle(i, c.Ref)
}

func (l *Library) unknown(c Citation) Issue {
	var titles []string
	for _, law := range l.laws {
		titles = append(titles, clean(law.Title))
	}
	issue := Issue{Rule: ruleUnknown, Message: fmt.Sprintf("法律法规库中没有《%s》", c.Law)}
	if near, ok := diag.Nearest(clean(c.Law), titles); ok {
		issue.Hint = fmt.Sprintf("是否为《%s》？", near)
	} else {
		issue.Hint = "请核对名称，或在法律法规库中补充该文件"
	}
	return issue
}

func renumbered(c Citation, m renumbering) Issue {
	now := Ref{Law: c.Law, Article: ArticleNo{N: m.new}}
	return Issue{
		Rule: ruleRenumbered,
		Message: fmt.Sprintf("《%s》%s自 %s 起已不是“%s”的规定", clean(c.Law), c.Article.Chinese(), m.since.Chinese(),
			m.note),
		Hint: fmt.Sprintf("现为%s，请核对款、项后改正", now.Chinese()),
	}
}

func repealed(law Law, on date.Day) Issue {
	issue := Issue{Rule: ruleRepealed, Message: fmt.Sprintf("《%s》已经废止", clean(law.Title)), Hint: "请改引现行有效的规定"}
	if !law.Repealed.IsZero() {
		issue.Message = fmt.Sprintf("《%s》已于 %s 废止，不能作为 %s 的依据", clean(law.Title), law.Repealed.Chinese(), on.Chinese())
	}
	if law.ReplacedBy != "" {
		issue.Hint = fmt.Sprintf("请改引《%s》", clean(law.ReplacedBy))
	}
	return issue
}

func notInForce(law Law, on date.Day) Issue {
	issue := Issue{Rule: ruleNotInForce, Message: fmt.Sprintf("《%s》尚未施行", clean(law.Title)), Hint: "请改引当时有效的规定，或写明施行日期"}
	if !law.Effective.IsZero() {
		issue.Message = fmt.Sprintf("《%s》自 %s 起施行，在 %s 尚未施行", clean(law.Title), law.Effective.Chinese(), on.Chinese())
	}
	return issue
}

// checkArticle checks that the article, paragraph and item exist, as far as the library holds the text.
func (l *Library) checkArticle(i int, r Ref) []Issue {
	law := l.laws[i]
	k, ok := l.articles[i][r.Article]
	if !ok {
		return missingArticle(law, r)
	}
	a := law.Articles[k]
	if a.Paragraphs == nil {
		return nil
	}
	name := Ref{Law: clean(law.Title), Article: r.Article}.Chinese()
	if r.Paragraph > len(a.Paragraphs) {
		return []Issue{{
			Rule:    ruleArticle,
			Message: fmt.Sprintf("%s没有第%s款，共 %d 款", name, Chinese(r.Paragraph), len(a.Paragraphs)),
			Hint:    "请对照条文原文改正款的序号",
		}}
	}
	if r.Item > 0 && !hasItem(a, r) {
		return []Issue{{
			Rule:    ruleArticle,
			Message: fmt.Sprintf("%s没有第（%s）项", Ref{Law: clean(law.Title), Article: r.Article, Paragraph: r.Paragraph}.Chinese(), Chinese(r.Item)),
			Hint:    "请对照条文原文改正项的序号",
		}}
	}
	return nil
}

// hasItem looks in all paragraphs when the citation names none, as is usual where only one of them has items.
func hasItem(a LawArticle, r Ref) bool {
	for i, p := range a.Paragraphs {
		if r.Paragraph > 0 && r.Paragraph != i+1 {
			continue
		}
		for _, it := range p.Items {
			if it.N == r.Item {
				return true
			}
		}
	}
	return false
}

func missingArticle(law Law, r Ref) []Issue {
	last := law.Last
	switch {
	case len(law.Articles) == 0 && last == 0, law.Excerpt && last == 0:
		return nil
	case (law.Excerpt || len(law.Articles) == 0) && r.Article.N <= last:
		return nil
	case !law.Excerpt && len(law.Articles) > 0:
		last = 0
		for _, a := range law.Articles {
			last = max(last, a.No.N)
		}
	}
	return []Issue{{
		Rule:    ruleArticle,
		Message: fmt.Sprintf("《%s》没有%s，最后一条为第%s条", clean(law.Title), r.Article.Chinese(), Chinese(last)),
		Hint:    "请对照现行文本改正条文序号",
	}}
}
