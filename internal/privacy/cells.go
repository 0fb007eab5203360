package privacy

import (
	"strings"

	"xiangwei/internal/diag"
)

// CellFinding is personal data in a row of table cells. First and Last are the cells it stands in, counted from 0. Start
// and End are byte offsets in the first and in the last cell.
type CellFinding struct {
	Kind        Kind
	First, Last int
	Start, End  int
	Masked      string
	Certain     bool
	Rule        diag.Rule
}

// FindCells returns the personal data in a row of cells, values split over neighbouring cells included. The header, if
// given, labels the cells one by one and takes the place of ctx.Field.
func FindCells(header, cells []string, ctx Context) []CellFinding {
	return (*Reader)(nil).FindCells(header, cells, ctx)
}

// FindCells is the function FindCells.
func (r *Reader) FindCells(header, cells []string, ctx Context) []CellFinding {
	var out []CellFinding
	for i, c := range cells {
		own := ctx
		if i < len(header) {
			own.Field = header[i]
		}
		for _, f := range r.Find(c, own) {
			out = append(out, CellFinding{f.Kind, i, i, f.Start, f.End, f.Masked, f.Certain, f.Rule})
		}
	}
	if child(header, cells) {
		out = append(out, children(header, cells, ctx)...)
	}
	for i := 0; i < len(cells); i++ {
		if last := numericRun(cells, i); last > i {
			if manyDigits(cells[i : last+1]) {
				out = append(out, r.split(header, cells, i, last, ctx)...)
			}
			i = last
		}
	}
	return out
}

// child reports whether a row tells the age of someone under 18 in a column for ages.
func child(header, cells []string) bool {
	for i := range min(len(header), len(cells)) {
		if near(header[i], "年龄", "几岁", "岁数", "周岁", "多大") {
			age := strings.TrimSuffix(strings.TrimSuffix(strings.Trim(cells[i], " *"), "岁"), "周")
			return age != "" && len(age) < 3 && allDigits(age) && number(age) > 0 && number(age) < 18
		}
	}
	return false
}

// children returns the names in a row about a child, in columns that are for names.
func children(header, cells []string, ctx Context) []CellFinding {
	var out []CellFinding
	for i := range min(len(header), len(cells)) {
		if !near(header[i], "名", "孩", "娃", "选手", "学员", "学生", "儿童", "幼儿", "小朋友") || near(header[i], "家长", "监护", "学校", "名次", "教师", "老师") {
			continue
		}
		s := scanner{text: cells[i], ctx: ctx, header: -1}
		s.names(skipAny(cells[i], 0, " ", "*"), Minor, true)
		for _, f := range s.found {
			out = append(out, CellFinding{f.Kind, i, i, f.Start, f.End, f.Masked, true, f.Rule})
		}
	}
	return out
}

// childRow reports whether the row of a table that i stands in tells the age of a child.
func (s *scanner) childRow(i int) bool {
	_, head := s.heading(i)
	if head == "" || !near(head, "年龄", "几岁", "岁数", "周岁", "多大") {
		return false
	}
	row := s.text[strings.LastIndexByte(s.text[:i], '\n')+1:]
	row, _, _ = strings.Cut(row, "\n")
	return child(strings.Split(head, "|"), strings.Split(row, "|"))
}

// InTable returns what is public by design in the rows of a table: a table of officers or other public servants shows
// their names.
func (c Context) InTable(header []string) Context {
	if ofOfficials(header...) {
		c.Names = NamesShown
	}
	return c
}

// ofOfficials reports whether a table lists public servants: with certificates of enforcement, or with their posts and
// nothing about cases.
func ofOfficials(header ...string) bool {
	posts, cases := false, false
	for _, h := range header {
		if strings.Contains(h, "执法") && near(h, "执法证", "执法类别", "执法领域", "执法区域", "执法种类") {
			return true
		}
		posts = posts || near(h, "职务", "职称", "分工", "股室", "科室", "岗位")
		cases = cases || near(h, "当事人", "相对人", "处罚", "违法", "身份证", "证件号", "户主", "住址", "举报", "投诉", "年龄")
	}
	return posts && !cases
}

// numericRun returns the last cell of the run of cells from i on that hold hardly anything but parts of a number.
func numericRun(cells []string, i int) int {
	last := i - 1
	for last+1 < len(cells) && partOfNumber(cells[last+1]) {
		last++
	}
	return last
}

func partOfNumber(c string) bool {
	n := 0
	for i := range len(c) {
		switch {
		case isDigit(c[i]) || c[i] >= 0x80:
			n++
		case strings.IndexByte(" *-+()xX&#;", c[i]) < 0:
			return false
		}
	}
	return n > 0 && len(c) <= 60
}

// manyDigits reports whether cells hold as many digits as the shortest number looked for, disguised ones included: most
// rows hold words and a count or two.
func manyDigits(cells []string) bool {
	n := 0
	for _, c := range cells {
		for i := 0; i < len(c); {
			r, w := wide(c, i)
			switch {
			case isDigit(c[i]), isLetter(c[i]), r != 0 && oddSet.has(r):
				n++
			case c[i] == '&' || c[i] >= 0x80 && (r < firstLetter || r >= 0xF900) && r != '，' && r != '。' && r != '、':
				return true // references, full-width digits, invisible marks
			}
			i += max(w, 1)
		}
	}
	return n >= leastDigits
}

// split looks for values that run over the cells first to last.
func (r *Reader) split(header, cells []string, first, last int, ctx Context) []CellFinding {
	if first < len(header) {
		ctx.Field = strings.Join(header[first:min(last+1, len(header))], " ")
	}
	text := strings.Join(cells[first:last+1], "|")
	var out []CellFinding
	for _, f := range r.Find(text, ctx) {
		a, from := cellAt(cells[first:], f.Start)
		b, to := cellAt(cells[first:], f.End)
		if a != b && f.Kind != Name && f.Kind != Address {
			out = append(out, CellFinding{f.Kind, first + a, first + b, from, to, f.Masked, f.Certain, f.Rule})
		}
	}
	return out
}

// cellAt returns the cell and the offset in it that an offset into the joined cells means.
func cellAt(cells []string, at int) (cell, offset int) {
	for cell < len(cells)-1 && at > len(cells[cell]) {
		at -= len(cells[cell]) + 1
		cell++
	}
	return cell, at
}
