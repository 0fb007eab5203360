package strip

import (
	"bytes"
	"embed"
	"encoding/base64"
	"encoding/csv"
	"fmt"
	"html/template"
	"image"
	"strconv"
	"strings"

	"xiangwei/internal/config"
	"xiangwei/internal/date"
	"xiangwei/internal/output"
	"xiangwei/internal/review"
)

//go:embed sheet.html
var sheetFiles embed.FS

// Files of the operator's sheet (上屏审批单), the same content once to print and once to keep.
const (
	SheetHTML = "sheet.html"
	SheetCSV  = "sheet.csv"
)

// sheet is what sheet.html shows.
type sheet struct {
	Options
	Made    []sheetNotice
	Size    string
	Colours string
	Hours   string
	Printed string
}

type sheetNotice struct {
	Made
	Pictures []template.URL
	Stages   []stage
	Dwell    string
}

// stage is one of the three stages and who passed it.
type stage struct{ Label, By, At, Opinion string }

func (a *adder) sheets(all []Made) error {
	t, err := template.ParseFS(sheetFiles, "sheet.html")
	if err != nil {
		return fmt.Errorf("reading the operator's sheet: %w", err)
	}
	s := sheet{
		Options: a.Options, Size: fmt.Sprintf("%d×%d", a.Screen.Width, a.Screen.Height), Colours: colourNames[a.Screen.Colours],
		Hours: hours(a.Screen), Printed: date.StampOf(a.Now, a.Now.Location()).Chinese(),
	}
	for _, m := range all {
		n := sheetNotice{Made: m, Stages: stages(m.Notice), Dwell: dwell(m)}
		for _, p := range m.picture {
			url, err := dataURL(p)
			if err != nil {
				return err
			}
			n.Pictures = append(n.Pictures, url)
		}
		s.Made = append(s.Made, n)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, s); err != nil {
		return fmt.Errorf("writing the operator's sheet: %w", err)
	}
	a.tree.Add(output.File{Path: SheetHTML, Data: b.Bytes(), Group: output.Data})
	table, err := s.csv()
	if err != nil {
		return err
	}
	a.tree.Add(output.File{Path: SheetCSV, Data: table, Group: output.Data})
	return nil
}

var colourNames = map[string]string{config.ColoursSingle: "单色（红）", config.ColoursDual: "双色（红、绿、黄）", config.ColoursFull: "全彩"}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// hours says when the screen shows notices, each day.
func hours(s config.Screen) string {
	var spans []string
	for _, h := range s.Hours {
		spans = append(spans, h.String())
	}
	text := strings.Join(spans, "，")
	if text == "" {
		text = "全天"
	}
	for i, day := range s.Closed {
		if i == 0 {
			text += "；不播："
		} else {
			text += "、"
		}
		text += weekdays[day]
	}
	return text
}

// End returns the last moment of a notice as people read it: 2026-12-04 11:30, and 24:00 of a day without a clock.
func (n Notice) End() string {
	if n.Until.IsZero() || n.Until.HasClock() {
		return n.Until.Minute()
	}
	return n.Until.Day().String() + " 24:00"
}

func stages(n Notice) []stage {
	if n.Alert != nil {
		return []stage{{Label: "紧急发布", By: n.Alert.By, At: n.From.Minute(), Opinion: "紧急通知不经三审，发布人和时间登记在 emergency.log"}}
	}
	var out []stage
	for s := review.First; s <= review.Final; s++ {
		row := stage{Label: s.String()}
		for _, r := range n.Reviews {
			if r.Stage == s {
				row.By, row.At, row.Opinion = r.By, r.At.Minute(), r.Opinion
			}
		}
		out = append(out, row)
	}
	return out
}

// dwell says how long each page stands.
func dwell(m Made) string {
	if len(m.Seconds) == 0 {
		return "左移滚动，每分钟 60 至 80 字"
	}
	var parts []string
	for n, s := range m.Seconds {
		if len(m.Seconds) == 1 {
			return strconv.Itoa(s) + " 秒"
		}
		parts = append(parts, fmt.Sprintf("第 %d 页 %d 秒", n+1, s))
	}
	return strings.Join(parts, "，")
}

// dataURL returns a picture to stand in the sheet itself.
func dataURL(m *image.Paletted) (template.URL, error) {
	var b bytes.Buffer
	if err := encodePNG(&b, m, false); err != nil {
		return "", err
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())), nil
}

// csv returns the sheet as a table that opens in Excel: with a byte-order mark and CRLF.
func (s sheet) csv() ([]byte, error) {
	rows := [][]string{{"播出编号", "屏幕", "位置", "标题", "内容全文", "文字校验值（SHA-256）", "素材文件", "播出起", "播出止", "每日时段", "停留",
		"发布单位", "初审", "复审", "终审", "文稿", "操作员", "上屏时间", "下屏时间", "异常情况"}}
	for _, n := range s.Made {
		row := []string{n.Name, s.Screen.Label, s.Screen.Place, n.Title, n.Text, n.Sum, strings.Join(n.Files, "\n"), n.From.Minute(), n.End(), s.Hours, n.Dwell, n.Authority}
		passed := make([]string, review.Final-review.First+1)
		for i, st := range n.Stages {
			passed[i] = strings.TrimSpace(st.By + " " + st.At + " " + st.Opinion)
		}
		row = append(row, passed...)
		rows = append(rows, append(row, n.Source, "", "", "", ""))
	}
	for _, row := range rows {
		for i := range row {
			row[i] = inert(row[i])
		}
	}
	var b bytes.Buffer
	b.WriteString("\uFEFF")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("writing the operator's table: %w", err)
	}
	return b.Bytes(), nil
}

// inert keeps a text from being read as a formula by Excel.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}
