package export

import (
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"xiangwei/internal/output"
	"xiangwei/internal/schema"
	"xiangwei/internal/site"
)

// sheetRows is how many rows a sheet of Excel holds.
const sheetRows = 1 << 20

// book is an Excel workbook under way. Unlike a CSV it keeps long numbers as texts, amounts as numbers and days as days,
// which is why clerks are better served with it.
type book struct {
	*excelize.File
	site  *site.Site
	names map[string]bool

	head, day, clock, money int // styles
}

// workbook writes the datasets of a kind as one Excel file: a sheet for the records, one for the rows of each table that
// has any, and one that says what the columns mean and where the data is from.
func workbook(s *site.Site, sets []*dataset) (output.File, error) {
	b := &book{File: excelize.NewFile(), site: s, names: map[string]bool{}}
	defer b.Close()
	if err := b.styles(); err != nil {
		return output.File{}, err
	}
	for _, d := range sets {
		if d.table != nil && !d.hasRows() {
			continue
		}
		if err := b.dataset(d); err != nil {
			return output.File{}, err
		}
	}
	if err := cmp.Or(b.legend(sets), b.properties(sets[0])); err != nil {
		return output.File{}, err
	}
	var data bytes.Buffer
	if err := b.Write(&data); err != nil {
		return output.File{}, err
	}
	sorted, err := sortArchive(data.Bytes())
	return output.File{Data: sorted}, err
}

// sortArchive puts the parts of a zip archive in order, as they are compressed: the library writes its sheets as a map
// gives them, and the same data must give the same bytes.
func sortArchive(data []byte) ([]byte, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		raw, err := f.OpenRaw()
		if err != nil {
			return nil, err
		}
		part, err := w.CreateRaw(&f.FileHeader)
		if err != nil {
			return nil, err
		}
		if _, err := io.Copy(part, raw); err != nil {
			return nil, err
		}
	}
	err = w.Close()
	return out.Bytes(), err
}

func (d *dataset) hasRows() bool {
	for _, p := range d.pages {
		if len(p.Record.Rows[d.table.Name]) > 0 {
			return true
		}
	}
	return false
}

func (b *book) styles() error {
	for _, style := range []struct {
		to   *int
		form excelize.Style
	}{
		{&b.head, excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F3E9E7"}}}},
		{&b.day, excelize.Style{CustomNumFmt: new("yyyy-mm-dd")}},
		{&b.clock, excelize.Style{CustomNumFmt: new("yyyy-mm-dd hh:mm")}},
		{&b.money, excelize.Style{NumFmt: 4}}, // #,##0.00
	} {
		id, err := b.NewStyle(&style.form)
		if err != nil {
			return err
		}
		*style.to = id
	}
	return nil
}

// sheet adds a sheet with a header row that stays in view.
func (b *book) sheet(label string, widths []float64, header []string) (*excelize.StreamWriter, error) {
	name := b.sheetName(label)
	var err error
	if len(b.names) == 1 {
		err = b.SetSheetName("Sheet1", name)
	} else {
		_, err = b.NewSheet(name)
	}
	if err != nil {
		return nil, err
	}
	w, err := b.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	row := make([]any, len(header))
	for i, h := range header {
		row[i] = excelize.Cell{StyleID: b.head, Value: h}
	}
	return w, w.SetRow("A1", row)
}

// sheetMarks may not be in the name of a sheet.
var sheetMarks = strings.NewReplacer(":", "：", `\`, "＼", "/", "／", "?", "？", "*", "＊", "[", "［", "]", "］", "'", "’")

// sheetName makes a label the name of a sheet: at most 31 characters, and no other sheet's.
func (b *book) sheetName(label string) string {
	const most = 31
	name := sheetMarks.Replace(label)
	for n := 2; utf8.RuneCountInString(name) > most || b.names[name]; n++ {
		tail := strconv.Itoa(n)
		runes := []rune(sheetMarks.Replace(label))
		name = string(runes[:min(len(runes), most-len(tail))]) + tail
	}
	b.names[name] = true
	return name
}

func (b *book) dataset(d *dataset) error {
	label := d.kind.Label
	if d.table != nil {
		label = d.table.Label
	}
	widths := make([]float64, 0, len(d.lead)+len(d.fields))
	for range d.lead {
		widths = append(widths, 36)
	}
	for _, f := range d.fields {
		widths = append(widths, width(f))
	}
	w, err := b.sheet(label, widths, d.header())
	if err != nil {
		return err
	}
	n := 1
	row := make([]any, len(d.lead)+len(d.fields))
	err = d.each(b.site, func(lead []string, values []schema.Value) error {
		n++
		for i, text := range lead {
			row[i] = text
		}
		for i, f := range d.fields {
			row[len(lead)+i] = b.cell(f, values[i])
		}
		return w.SetRow("A"+strconv.Itoa(n), row)
	})
	return cmp.Or(err, w.Flush())
}

// width returns how wide a column is shown, in characters.
func width(f *schema.Field) float64 {
	switch f.Type.Form().Table {
	case tableNumber, tableInteger, tableDate, tableBoolean:
		return 14
	case tableMoment:
		return 18
	}
	if f.Type.Name() == "markdown" {
		return 60
	}
	return 26
}

// cell returns a value as Excel has it. Texts never become formulas: they are written as texts.
func (b *book) cell(f *schema.Field, v schema.Value) any {
	if v.IsZero() {
		return nil
	}
	if f.List {
		return cellText(f, v)
	}
	switch n, _ := v.Number(); f.Type.Form().Table {
	case tableNumber:
		if v.Money() != 0 {
			return excelize.Cell{StyleID: b.money, Value: n}
		}
		return n
	case tableInteger:
		return n
	case tableDate:
		return excelize.Cell{StyleID: b.day, Value: serial(v.Stamp().Time())}
	case tableMoment:
		return excelize.Cell{StyleID: b.clock, Value: serial(v.Stamp().Time())}
	}
	return cellText(f, v)
}

// cellText returns a value as the CSV has it, without the apostrophe: a text cell needs none.
func cellText(f *schema.Field, v schema.Value) string {
	if f.Type.Form().Table == tableMoment {
		return cell(f, v)
	}
	return f.CSV(v)
}

// serial returns a moment as Excel counts: days since 1899-12-30, by the clock of the moment's own zone.
func serial(t time.Time) float64 {
	_, offset := t.Zone()
	return float64(t.Unix()+int64(offset))/86400 + 25569
}

// legend adds the sheet that says what the columns mean, where the data is from and what may be done with it.
func (b *book) legend(sets []*dataset) error {
	w, err := b.sheet("说明", []float64{26, 24, 22, 18, 10, 60, 40}, []string{"工作表", "列", "名称（JSON）", "类型", "单位", "要求", "依据"})
	if err != nil {
		return err
	}
	n := 1
	add := func(cells ...any) {
		n++
		if err == nil {
			err = w.SetRow("A"+strconv.Itoa(n), cells)
		}
	}
	for _, d := range sets {
		for _, f := range d.entries() {
			add(d.label, f.Label, f.Name, f.Type, f.Unit, f.Rule, f.Basis)
		}
	}
	c := b.site.Config
	add()
	add("来源", c.Bureau.Name)
	add("数据截至", b.site.AsOf().String())
	add("使用许可", strings.TrimSpace(c.Data.Licence+" "+c.Data.LicenceURL))
	add("下载网址", address(b.site, sets[0].path(".xlsx")))
	return cmp.Or(err, w.Flush())
}

// properties says who published the file, and nothing of the machine it was made on: the same data gives the same bytes.
func (b *book) properties(d *dataset) error {
	day := b.site.AsOf().In(time.UTC).Format(time.RFC3339)
	return b.SetDocProps(&excelize.DocProperties{
		Title: d.kind.Label, Creator: b.site.Config.Bureau.Name, LastModifiedBy: b.site.Config.Bureau.Name, Created: day, Modified: day,
	})
}
