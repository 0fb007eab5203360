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

// quoting compares the figures of a text with those of its tables.
type quoting struct {
	raw      *content.Raw
	quotes   []quote
	year     int
	problems diag.List
}

// planWords in a heading say that what follows is about the time to come.
var planWords = []string{"安排", "打算", "计划", "下一步", "下步", "展望", "明年"}

// body goes through the paragraphs. Parts about the coming year are passed over.
func (q *quoting) body() {
	for line := range prose(q.raw.Doc.Body) {
		if line.planned {
			continue
		}
		q.line(line.text, func(offset int) diag.Pos {
			pos := place(q.raw.Doc.Body, line.start+offset, q.raw.Doc.BodyLine)
			pos.File = q.raw.File
			return pos
		})
	}
}

// summary reads the field that sums the text up in lists and search: it is typed apart from the text and forgotten first.
func (q *quoting) summary() {
	field := q.raw.Record.Kind.FieldOf(schema.RoleSummary)
	if field == nil {
		return
	}
	text, _ := q.raw.Doc.Values[field.Name].(string)
	q.line(text, func(int) diag.Pos { return q.raw.Doc.Pos(field.Name) })
}

// proseLine is a line of running text of a body.
type proseLine struct {
	text    string
	start   int  // offset in the body
	planned bool // stands in a part about the time to come
}

// prose goes through the lines of a body that are running text: no tables, headings, code and HTML.
func prose(body string) func(yield func(proseLine) bool) {
	return func(yield func(proseLine) bool) {
		planned, code := false, false
		for start := 0; start < len(body); {
			end := len(body)
			if i := strings.IndexByte(body[start:], '\n'); i >= 0 {
				end = start + i
			}
			line := body[start:end]
			switch text := strings.TrimSpace(line); {
			case strings.HasPrefix(text, "```"), strings.HasPrefix(text, "~~~"):
				code = !code
			case code || text == "" || text[0] == '|' || text[0] == '<':
			case strings.HasPrefix(text, "#"):
				if level := strings.TrimLeft(text, "#"); len(text)-len(level) <= 2 || containsAny(text, planWords) {
					planned = containsAny(text, planWords)
				}
			default:
				if !yield(proseLine{line, start, planned}) {
					return
				}
			}
			start = end + 1
		}
	}
}

// Words that make a figure another one than the table's: of another time, another measure, or not exact.
var (
	periodWords  = []string{"季度", "上半年", "下半年", "月至", "月—", "每年", "每月", "近年", "多年来", "几年来", "两年来", "三年来", "五年来"}
	compareWords = []string{"上年", "去年", "前年", "同比", "比上", "比去", "比前", "比2", "占比", "增加", "增长", "减少", "下降", "提高", "降低", "以上", "以下", "不少于", "不超过", "至少", "目标", "力争", "计划", "拟", "应当"}
	looseWords   = []string{"新增", "新办", "首次", "其他", "另"}
)

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}

// withoutNames returns a clause without names of indicators that hold a word of comparison themselves: 上年结转.
func (q *quoting) withoutNames(clause string) string {
	for _, quote := range q.quotes {
		for _, name := range quote.names {
			if containsAny(name, compareWords) {
				clause = strings.ReplaceAll(clause, name, "")
			}
		}
	}
	return clause
}

const clauseStops = "。；;！？，："

func (q *quoting) line(line string, at func(offset int) diag.Pos) {
	for _, f := range figure.Find(line) {
		n, err := strconv.ParseFloat(f.Value, 64)
		if err != nil || !f.Exact(line) { // 300余
			continue
		}
		sentence, clause := around(line, f.Start, "。；;！？"), around(line, f.Start, clauseStops)
		before, _, _ := strings.Cut(clause, line[f.Start:f.End])
		if q.otherTime(sentence) || containsAny(q.withoutNames(clause), compareWords) || strings.Contains(before, "平均") || strings.HasSuffix(before, "每") {
			continue
		}
		quote, ok := q.contradicted(f, n, clause, sentence)
		if !ok {
			continue
		}
		q.problems = append(q.problems, ruleProse.At(at(f.Start), "正文写“%s”，数据表里“%s”是 %s", said(line, f), quote.label, show(quote.value)).
			WithHint("核对后改正其中一处；所指不是同一个数的，在句子里写明时段或者范围").
			WithRelated(diag.Pos{File: q.raw.File, Line: quote.row.Line}, "数据表：%s %s", quote.label, show(quote.value)))
	}
}

// said returns a figure with its name as the text has them: the name before it, else the words behind.
func said(line string, f figure.Figure) string {
	name := strings.ReplaceAll(f.Name, "*", "")
	if i := strings.LastIndex(line[:f.Start], f.Name); i >= 0 && f.Start-i-len(f.Name) <= len("达到了") {
		return name + f.Value + f.Unit
	}
	rest := []rune(line[f.End:])
	if i := slices.IndexFunc(rest, func(r rune) bool { return strings.ContainsRune(clauseStops+"、（）", r) }); i >= 0 {
		rest = rest[:i]
	}
	return f.Value + f.Unit + string(rest[:min(len(rest), 14)])
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

// otherTime reports whether a sentence speaks of another time than the record's year.
func (q *quoting) otherTime(sentence string) bool {
	if containsAny(sentence, periodWords) || otherYear(sentence, q.year) {
		return true
	}
	_, until, ok := strings.Cut(sentence, "截至")
	if !ok {
		return false
	}
	until = strings.TrimPrefix(strings.TrimPrefix(until, strconv.Itoa(q.year)), "年")
	return !slices.ContainsFunc([]string{"目前", "年底", "年末", "底", "末", "12月", "12 月"}, func(w string) bool { return strings.HasPrefix(until, w) })
}

// otherYear reports whether a sentence names another year than the one given.
func otherYear(sentence string, year int) bool {
	for rest := sentence; ; {
		i := strings.Index(rest, "年")
		if i < 0 {
			return false
		}
		if i >= 4 {
			if y, err := strconv.Atoi(rest[i-4 : i]); err == nil && year > 0 && y > 1900 && y != year {
				return true
			}
		}
		rest = rest[i+len("年"):]
	}
}

// contradicted returns the quote a figure contradicts: of the same name with any other value, or of a name like it with
// nearly the same value. A quote that agrees settles it.
func (q *quoting) contradicted(f figure.Figure, n float64, clause, sentence string) (quote, bool) {
	name, best, most := fold(f.Name), -1, 0
	for i, quote := range q.quotes {
		if !slices.Contains(quote.units, f.Unit) {
			continue
		}
		for _, expected := range quote.names {
			length := alike(name, expected)
			if length > 0 && length >= most && equal(quote.value, n) {
				return quote, false
			}
			if length > most {
				best, most = i, length
			}
		}
	}
	if best >= 0 {
		return q.quotes[best], true
	}
	return q.slip(f, n, fold(clause), fold(sentence))
}

// slip looks for a quote whose name resembles what is said and whose value a slip of the pen away.
func (q *quoting) slip(f figure.Figure, n float64, clause, sentence string) (quote, bool) {
	if containsAny(clause, looseWords) {
		return quote{}, false
	}
	found, ok := quote{}, false
	for _, quote := range q.quotes {
		measured := slices.ContainsFunc(quote.units, func(u string) bool { return sameMeasure(u, f.Unit) })
		if !measured || !slices.ContainsFunc(quote.names, func(name string) bool {
			return resembles(clause, fold(f.Name), name) || n >= 10 && resembles(sentence, "", name)
		}) {
			continue
		}
		if equal(quote.value, n) {
			return quote, false
		}
		if !ok && figure.Slip(quote.value, n) {
			found, ok = quote, true
		}
	}
	return found, ok
}
