package audit

import (
	"slices"
	"strconv"
	"strings"

	"xiangwei/internal/content"
	"xiangwei/internal/diag"
	"xiangwei/internal/figure"
	"xiangwei/internal/schema"
)

// InspectFigures reads one entry as it was written: amounts said twice, and figures of the body that its tables have
// too. It is part of content.Options.Inspect. Drafts and withdrawn records are shown to nobody.
func InspectFigures(raw *content.Raw) diag.List {
	if raw.Record.Envelope.Draft || raw.Record.Envelope.Withdrawn != nil {
		return nil
	}
	problems := amounts(raw)
	if quotes := quotesOf(raw.Record); len(quotes) > 0 {
		q := &quoting{raw: raw, quotes: quotes, year: int(raw.Record.Role(schema.RoleYear).Int())}
		q.body()
		problems = append(problems, q.problems...)
	}
	return problems
}

// amounts finds amounts that are said twice and not the same.
func amounts(raw *content.Raw) diag.List {
	var problems diag.List
	for _, r := range figure.Restatements(raw.Doc.Body) {
		if !r.Agree() {
			pos := place(raw.Doc.Body, r.First.Start, raw.Doc.BodyLine)
			second := place(raw.Doc.Body, r.Second.Start, raw.Doc.BodyLine)
			pos.File, second.File = raw.File, raw.File
			problems = append(problems, amountProblem(r, pos, second))
		}
	}
	for key, value := range raw.Doc.Values {
		text, _ := value.(string)
		for _, r := range figure.Restatements(text) {
			if pos := raw.Doc.Pos(key); !r.Agree() {
				problems = append(problems, amountProblem(r, pos, pos))
			}
		}
	}
	return problems
}

func amountProblem(r figure.Restated, pos, second diag.Pos) diag.Problem {
	return ruleAmount.At(pos, "“%s”是%s元，后面写的“%s”是%s元", r.First.Text, yuan(r.First.Fen), r.Second.Text, yuan(r.Second.Fen)).
		WithHint("以原始凭证为准，改成同一个数").WithRelated(second, "另一种写法：%s", r.Second.Text)
}

func yuan(fen int64) string { return strconv.FormatFloat(float64(fen)/100, 'f', -1, 64) }

// quote is a figure of a table, as running text may quote it.
type quote struct {
	names []string // folded
	value float64
	units []string
	row   schema.Row
	label string
}

// counts are measure words that running text uses for one another where a form names none.
var counts = []string{"件", "宗", "起", "次", "家次", "个", "项"}

// quotesOf returns the figures of the record's tables that have a name in running text.
func quotesOf(r *schema.Record) []quote {
	var out []quote
	for _, t := range r.Kind.Tables {
		for _, row := range r.Rows[t.Name] {
			if t.Figures() {
				out = appendFigure(out, row)
				continue
			}
			for _, c := range t.Columns {
				if len(t.RowSpecs) == 0 && len(c.Said) > 0 {
					out = appendQuote(out, row, c, c.Said, c.Label)
				}
			}
			if c := t.Column(t.Said); c != nil {
				for _, spec := range t.RowSpecs {
					if spec.Name == row.Name && len(spec.Said) > 0 {
						out = appendQuote(out, row, c, spec.Said, spec.Label)
					}
				}
			}
		}
	}
	return out
}

// appendFigure adds a row of key figures. A part without a unit has that of the row above, which is not guessed here.
func appendFigure(out []quote, row schema.Row) []quote {
	n, ok := row.Get("value").Number()
	name, unit := partName(row.Get("name").String()), row.Get("unit").String()
	if !ok || unit == "" || fold(name) == "" {
		return out
	}
	return append(out, quote{names: []string{fold(name)}, value: n, units: []string{unit}, row: row, label: name})
}

func appendQuote(out []quote, row schema.Row, c *schema.Field, said []string, label string) []quote {
	n, ok := row.Get(c.Name).Number()
	if !ok {
		return out
	}
	q := quote{value: n, units: counts, row: row, label: label}
	if c.Unit != "" {
		q.units = []string{c.Unit}
	}
	for _, s := range said {
		q.names = append(q.names, fold(s))
	}
	return append(out, q)
}

// fillers are words in the names of indicators that do not tell one from another.
var fillers = strings.NewReplacer("其中", "", "各类", "", "各级", "", "全部", "", "累计", "", "全年", "", "本年度", "", "本年", "", "我局", "", "本局", "", "全县", "",
	"本县", "", "共计", "", "共", "", "的", "", "总", "", "数量", "", "：", "", " ", "", "*", "")

func fold(name string) string { return fillers.Replace(name) }

// neutral are verbs that may stand before an indicator or be left off: 检查娱乐场所 and 娱乐场所 are one.
var neutral = []string{"检查", "开展", "组织", "举办", "召开", "办理", "作出", "做出", "完成", "收到", "受理", "公布", "发布", "进行", "实施", "依法", "出动", "新收", "主动"}

// alike returns how well two folded names match, in bytes; 0 means not. A longer name with a word more that is not
// neutral is another indicator: 不予行政处罚决定 is not 行政处罚决定.
func alike(said, name string) int {
	long, short := said, name
	if len(long) < len(short) {
		long, short = short, long
	}
	rest, ok := strings.CutSuffix(long, short)
	if !ok || len(short) < len("许可") {
		return 0
	}
	for again := true; again && rest != ""; {
		again = false
		for _, w := range neutral {
			if r, ok := strings.CutPrefix(rest, w); ok {
				rest, again = r, true
			}
		}
	}
	if rest != "" {
		return 0
	}
	return len(short)
}

// quoting compares the figures of a body with those of its tables.
type quoting struct {
	raw      *content.Raw
	quotes   []quote
	year     int
	problems diag.List
}

// planWords in a heading say that what follows is about the time to come.
var planWords = []string{"安排", "打算", "计划", "下一步", "展望", "明年"}

// body goes through the paragraphs. Lines of tables, headings and parts about the coming year are passed over.
func (q *quoting) body() {
	body, planned := q.raw.Doc.Body, false
	for start := 0; start < len(body); {
		end := len(body)
		if i := strings.IndexByte(body[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := body[start:end]
		switch text := strings.TrimSpace(line); {
		case strings.HasPrefix(text, "#"):
			if level := strings.TrimLeft(text, "#"); len(text)-len(level) <= 2 || containsAny(text, planWords) {
				planned = containsAny(text, planWords)
			}
		case planned || text == "" || text[0] == '|' || text[0] == '<' || strings.HasPrefix(text, "```"):
		default:
			q.line(line, start)
		}
		start = end + 1
	}
}

// Words that make a figure another one than the table's: of another time, another measure, or not exact.
var (
	periodWords  = []string{"季度", "上半年", "下半年", "月至", "月—", "截至", "每年", "每月", "近年", "年来"}
	compareWords = []string{"上年", "去年", "前年", "同比", "比", "增加", "增长", "减少", "下降", "提高", "降低", "以上", "以下", "不少于", "不超过", "至少", "平均", "目标", "力争", "计划", "拟", "应当"}
	aboutWords   = []string{"约", "近", "超", "超过", "逾", "不足", "大约"}
)

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

func (q *quoting) line(line string, offset int) {
	for _, f := range figure.Find(line) {
		n, err := strconv.ParseFloat(f.Value, 64)
		if err != nil { // 300余
			continue
		}
		sentence, clause := around(line, f.Start, "。；;！？"), around(line, f.Start, "。；;！？，：")
		if q.otherYear(sentence) || containsAny(sentence, periodWords) || containsAny(clause, compareWords) ||
			slices.ContainsFunc(aboutWords, func(w string) bool { return strings.HasSuffix(line[:f.Start], w) }) {
			continue
		}
		q.compare(f, n, offset)
	}
}

// around returns the part of the line between two stops that has the offset in it.
func around(line string, at int, stops string) string {
	start := strings.LastIndexAny(line[:at], stops)
	end := strings.IndexAny(line[at:], stops)
	if end < 0 {
		end = len(line) - at
	}
	return line[start+1 : at+end]
}

// otherYear reports whether a sentence speaks of another year than the record.
func (q *quoting) otherYear(sentence string) bool {
	for rest := sentence; ; {
		i := strings.Index(rest, "年")
		if i < 0 {
			return false
		}
		if i >= 4 {
			if y, err := strconv.Atoi(rest[i-4 : i]); err == nil && q.year > 0 && y > 1900 && y != q.year {
				return true
			}
		}
		rest = rest[i+len("年"):]
	}
}

// compare looks for the best quote of the figure. One that agrees settles it.
func (q *quoting) compare(f figure.Figure, n float64, offset int) {
	name, best, most := fold(f.Name), -1, 0
	for i, quote := range q.quotes {
		if !slices.Contains(quote.units, f.Unit) {
			continue
		}
		for _, expected := range quote.names {
			length := alike(name, expected)
			if length > 0 && length >= most && equal(quote.value, n) {
				return
			}
			if length > most {
				best, most = i, length
			}
		}
	}
	if best < 0 {
		return
	}
	quote := q.quotes[best]
	pos := place(q.raw.Doc.Body, offset+f.Start, q.raw.Doc.BodyLine)
	pos.File = q.raw.File
	q.problems = append(q.problems, ruleProse.At(pos, "正文写“%s%s%s”，数据表里“%s”是 %s", strings.ReplaceAll(f.Name, "*", ""), f.Value, f.Unit, quote.label, show(quote.value)).
		WithHint("核对后改正其中一处；所指不是同一个数的，在句子里写明时段或者范围").
		WithRelated(diag.Pos{File: q.raw.File, Line: quote.row.Line}, "数据表：%s %s", quote.label, show(quote.value)))
}
