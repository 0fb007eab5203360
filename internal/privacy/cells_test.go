package privacy

import (
	"strings"
	"testing"
)

// Rows with few digits hold no value that runs over their cells.
func FuzzManyDigits(f *testing.F) {
	for _, row := range []string{"检查|917", "1380|000|0000", "１３８０|００００|０００", "一三八|零零零|零零零零零", "&#49;&#51;&#56;0|000|0000", "粤Ｂ|１２３４５",
		"张小明|12", "①③⓪|⓪⓪⓪", "12 - 3|4x", "x12|34", "&#x3|1;2", "微信|12345"} {
		f.Add(row, "手机")
		f.Add(row, "")
	}
	f.Fuzz(func(t *testing.T, row, field string) {
		cells := strings.Split(row, "|")
		if len(cells) < 2 || numericRun(cells, 0) < len(cells)-1 || manyDigits(cells) {
			return
		}
		if found := (*Reader)(nil).split(nil, cells, 0, len(cells)-1, Context{Field: field}); found != nil {
			t.Errorf("%q under %q: %+v", row, field, found)
		}
	})
}
