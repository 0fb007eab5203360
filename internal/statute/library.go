package statute

import (
	"slices"

	"xiangwei/internal/date"
)

// Rank is the form of a law, by the classes of the national database of laws (flk.npc.gov.cn).
type Rank string

// The ranks of 《立法法》, and 规范性文件 below them.
const (
	Constitution     Rank = "宪法"
	Statute          Rank = "法律"
	Regulation       Rank = "行政法规"
	SupervisionRules Rank = "监察法规"
	Interpretation   Rank = "司法解释"
	LocalRegulation  Rank = "地方性法规"
	MinistryRules    Rank = "部门规章"
	LocalRules       Rank = "地方政府规章"
	NormativeDoc     Rank = "规范性文件"
)

// Status is whether a law holds (时效性), in the words of the national database.
type Status string

// The states of a law.
const (
	InForce  Status = "有效"
	Amended  Status = "已修改"
	Pending  Status = "尚未生效"
	Repealed Status = "废止"
)

// Law is one entry of the library. Dates that are not known are zero.
type Law struct {
	Title       string   // full title, with or without 中华人民共和国; canonical for all its names
	ShortTitles []string // other names it is cited by
	Issuer      string
	Rank        Rank
	Number      string   // 文号: 主席令第七十号, 国务院令第458号
	Promulgated date.Day // of the first edition
	Effective   date.Day // of this edition
	Revised     date.Day // day on which this edition was passed; zero for a law never revised
	Repealed    date.Day // first day on which it no longer holds
	ReplacedBy  string   // title of the law that took its place
	Status      Status   // as stated by hand; StatusOn counts by the dates where there are any
	Articles    []LawArticle
	Excerpt     bool   // Articles holds only some of the articles
	Last        int    // number of the last article, where Articles is an excerpt; 0 when not known
	Path        string // where the law's page is; this package only hands it on
}

// StatusOn returns whether the law holds on a day.
func (l Law) StatusOn(on date.Day) Status {
	switch {
	case !l.Repealed.IsZero() && !on.Before(l.Repealed):
		return Repealed
	case l.Repealed.IsZero() && l.Status == Repealed:
		return Repealed
	case l.olderEdition(on):
		return Amended
	case !l.Effective.IsZero() && on.Before(l.Effective):
		return Pending
	case l.Effective.IsZero() && l.Status == Pending:
		return Pending
	case l.Status == Amended && l.Effective.IsZero():
		return Amended
	}
	return InForce
}

// olderEdition reports whether an edition before the one held was the law on that day: the text of the library says
// nothing about it then.
func (l Law) olderEdition(on date.Day) bool {
	return !l.Revised.IsZero() && !l.Effective.IsZero() && on.Before(l.Effective) && !l.Promulgated.IsZero() &&
		l.Promulgated.Before(l.Revised) && !on.Before(l.Promulgated)
}

// Library holds laws by their names. It is immutable and safe for concurrent use; a nil Library knows no law.
type Library struct {
	laws     []Law
	names    map[string]int      // folded name to index
	articles []map[ArticleNo]int // per law
	moves    []renumbering
}

// Duplicate is a name or an article that two entries claim; the first one keeps it.
type Duplicate struct {
	Name          string // 行政处罚法, or 《行政处罚法》第三条
	First, Second int    // indexes into the laws given to NewLibrary
}

// NewLibrary builds the library and reports what is there twice, in the order of the laws.
func NewLibrary(laws []Law) (*Library, []Duplicate) {
	l := &Library{laws: slices.Clone(laws), names: make(map[string]int, 2*len(laws)), articles: make([]map[ArticleNo]int, len(laws)),
		moves: renumberings()}
	var twice []Duplicate
	for i, law := range l.laws {
		for _, name := range append([]string{law.Title}, law.ShortTitles...) {
			key := Fold(name)
			if first, taken := l.names[key]; taken && first != i {
				twice = append(twice, Duplicate{name, first, i})
			} else if key != "" {
				l.names[key] = i
			}
		}
		l.articles[i] = make(map[ArticleNo]int, len(law.Articles))
		for k, a := range law.Articles {
			if _, taken := l.articles[i][a.No]; taken {
				twice = append(twice, Duplicate{Ref{Law: law.Title, Article: a.No}.Chinese(), i, i})
				continue
			}
			l.articles[i][a.No] = k
		}
	}
	return l, twice
}

// Resolve returns the canonical title of a law by any of its names: with or without 中华人民共和国, an edition in brackets,
// full-width letters, white space. It fits Options.Resolve.
func (l *Library) Resolve(name string) (string, bool) {
	law, ok := l.Law(name)
	return law.Title, ok
}

// Law returns the entry of a name.
func (l *Library) Law(name string) (Law, bool) {
	i, ok := l.find(name)
	if !ok {
		return Law{}, false
	}
	return l.laws[i], true
}

// Article returns the text of the article a reference points at.
func (l *Library) Article(r Ref) (LawArticle, bool) {
	i, ok := l.find(r.Law)
	if !ok {
		return LawArticle{}, false
	}
	k, ok := l.articles[i][r.Article]
	if !ok {
		return LawArticle{}, false
	}
	return l.laws[i].Articles[k], true
}

// Laws returns all entries in the order they were given.
func (l *Library) Laws() []Law {
	if l == nil {
		return nil
	}
	return slices.Clone(l.laws)
}

func (l *Library) find(name string) (int, bool) {
	if l == nil || name == "" {
		return 0, false
	}
	i, ok := l.names[Fold(name)]
	return i, ok
}
