package schema

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"xiangwei/internal/source"
)

// Money is an amount in fen (分, 1/100 yuan), so that sums are exact.
type Money int64

// Yuan returns the amount in yuan.
func (m Money) Yuan() float64 { return float64(m) / 100 }

// Decimal returns the amount in yuan with two decimals: 2000.00.
func (m Money) Decimal() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("%s%d.%02d", sign, m/100, m%100)
}

// Wan returns the amount in 万元 with six decimals, as the credit platforms exchange it (decimal(18,6)).
func (m Money) Wan() string { return strconv.FormatFloat(float64(m)/1e6, 'f', 6, 64) }

// maxFen is ten billion yuan, more than any bureau fines; beyond it a unit was mistaken.
const maxFen = 1e12

// moneyType is an amount in yuan.
type moneyType struct{}

func (moneyType) Name() string { return "money" }
func (moneyType) Doc() string {
	return "金额，单位为元，写作 2000 或 2000.50，不加引号"
}
func (moneyType) Example() string    { return "2000.00" }
func (moneyType) JSON(v Value) any   { return v.Money().Yuan() }
func (moneyType) CSV(v Value) string { return v.Money().Decimal() }
func (moneyType) Form() Form         { return Form{Label: "金额", JSON: "number", Table: "number"} }

func (moneyType) Parse(raw any, f *Field, _ Env) (Value, *Fault) {
	scale := 100.0
	if s, ok := raw.(string); ok {
		s = narrow(strings.TrimSpace(s))
		if cut, ok := strings.CutSuffix(s, "万元"); ok {
			s, scale = cut, 1e6
		}
		raw = strings.TrimSuffix(strings.TrimPrefix(s, "¥"), "元")
	}
	n, given, ok := wantNumber(raw, "")
	if !given {
		return Value{}, nil
	}
	fen := math.Round(n * scale)
	// Excel hands over 0.30000000000000004 for 0.3: what binary fractions add is forgiven, a third decimal is not.
	slack := max(1e-6, math.Abs(fen)*1e-14)
	if !ok || math.Abs(fen-n*scale) > slack || math.Abs(fen) > maxFen {
		return Value{}, fault(RuleMoney, fmt.Sprintf("%s须为数字（元，最多两位小数），实为 %s", f.Label, source.Show(raw)),
			fmt.Sprintf("写作 %s = 2000.00", f.Name))
	}
	m := Money(fen)
	text := group(strings.TrimSuffix(m.Decimal(), ".00")) + "元"
	return Value{text, m}, nil
}
