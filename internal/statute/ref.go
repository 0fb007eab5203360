package statute

import (
	"cmp"
	"strconv"
)

// ArticleNo is the number of an article: 第三十三条 is {33, 0}, 第五十一条之一 is {51, 1}. The zero value means "no article".
type ArticleNo struct {
	N   int
	Sub int // the number after 之, 0 when there is none
}

// IsZero reports whether there is no article.
func (a ArticleNo) IsZero() bool { return a.N == 0 }

// Compare orders articles as a law prints them: 五十一, 五十一之一, 五十二.
func (a ArticleNo) Compare(b ArticleNo) int {
	return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.Sub, b.Sub))
}

// Anchor returns the HTML id of the article on its law's page: art-33, art-51-1; "" for no article.
func (a ArticleNo) Anchor() string {
	if a.IsZero() {
		return ""
	}
	return "art-" + a.digits()
}

// Chinese returns 第三十三条 or 第五十一条之一.
func (a ArticleNo) Chinese() string {
	if a.IsZero() {
		return ""
	}
	s := "第" + Chinese(a.N) + "条"
	if a.Sub > 0 {
		s += "之" + Chinese(a.Sub)
	}
	return s
}

func (a ArticleNo) digits() string {
	s := strconv.Itoa(a.N)
	if a.Sub > 0 {
		s += "-" + strconv.Itoa(a.Sub)
	}
	return s
}

// Ref is what a citation points at. Levels that were not named are zero: 第三十一条第（五）项 has an item and no paragraph.
type Ref struct {
	Law       string // canonical title, without 《》; "" when the text cited is no law
	Article   ArticleNo
	Paragraph int // 款
	Item      int // 项
	SubItem   int // 目
}

// Key returns a stable text form for indexes: 行政处罚法#33.1.2. The title is folded, so that the same law gives the same
// key with and without 中华人民共和国. An unnamed level before a named one is 0; trailing ones are left off.
func (r Ref) Key() string {
	s := Fold(r.Law)
	if r.Article.IsZero() {
		return s
	}
	s += "#" + r.Article.digits()
	levels := [...]int{r.Paragraph, r.Item, r.SubItem}
	n := len(levels)
	for n > 0 && levels[n-1] == 0 {
		n--
	}
	for _, v := range levels[:n] {
		s += "." + strconv.Itoa(v)
	}
	return s
}

// Anchor returns the HTML id of the article cited, "" when the law as a whole is.
func (r Ref) Anchor() string { return r.Article.Anchor() }

// Chinese returns the citation as official texts write it: 《行政处罚法》第五十七条第一款第（二）项.
func (r Ref) Chinese() string {
	s := r.Article.Chinese()
	if r.Law != "" {
		s = "《" + r.Law + "》" + s
	}
	if r.Paragraph > 0 {
		s += "第" + Chinese(r.Paragraph) + "款"
	}
	if r.Item > 0 {
		s += "第（" + Chinese(r.Item) + "）项"
	}
	if r.SubItem > 0 {
		s += "第" + strconv.Itoa(r.SubItem) + "目"
	}
	return s
}

// The levels of a citation, from the article down.
const (
	levelArticle = 1 + iota
	levelParagraph
	levelItem
	levelSubItem
)

// with returns the reference with one level set and all below it cleared.
func (r Ref) with(level, n, sub int) Ref {
	switch level {
	case levelArticle:
		r = Ref{Law: r.Law, Article: ArticleNo{n, sub}}
	case levelParagraph:
		r.Paragraph, r.Item, r.SubItem = n, 0, 0
	case levelItem:
		r.Item, r.SubItem = n, 0
	case levelSubItem:
		r.SubItem = n
	}
	return r
}
