package export

import (
	"strings"

	"xiangwei/internal/output"
	"xiangwei/internal/site"
)

const readmePath = DataFolder + "/readme.txt"

// readme says beside the CSV files whose they are and what may be done with them. A table of values has no place for such
// words: a line of comment is data to a spreadsheet, and a column would repeat them in every row. Excel files and JSON
// carry them themselves. Line ends and the mark are those the text editor of Windows has always read.
func readme(s *site.Site, sets [][]*dataset) output.File {
	c := s.Config
	lines := []string{c.Title + "：开放数据", "", "来源：" + publisher(s), "使用许可：" + c.Data.Licence}
	if c.Data.LicenceURL != "" {
		lines = append(lines, "许可全文："+c.Data.LicenceURL)
	}
	if c.URL != "" {
		lines = append(lines, "字段说明："+address(s, DataFolder+"/index.html"))
	}
	lines = append(lines, "格式：CSV，UTF-8 编码，第一行是字段名称", "", "文件：")
	for _, list := range sets {
		for _, d := range list {
			lines = append(lines, strings.TrimPrefix(d.path(".csv"), DataFolder+"/")+"　"+d.label)
		}
	}
	return output.File{Path: readmePath, Data: []byte("\ufeff" + strings.Join(lines, "\r\n") + "\r\n")}
}
