package chart

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
)

// shapes reads a picture back: how often each element with a class is there, and all texts.
func shapes(t *testing.T, svg string) (classes map[string][]map[string]string, texts []string) {
	t.Helper()
	classes = map[string][]map[string]string{}
	d := xml.NewDecoder(strings.NewReader(svg))
	inText := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return classes, texts
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "text"
			attrs := map[string]string{}
			for _, a := range e.Attr {
				attrs[a.Name.Local] = a.Value
				if a.Name.Local == "style" {
					t.Error("a picture has a style of its own")
				}
			}
			if c := attrs["class"]; c != "" {
				classes[c] = append(classes[c], attrs)
			}
		case xml.CharData:
			if inText {
				texts = append(texts, string(e))
			}
		}
	}
}

func TestPartsAreMeasuredAgainstTheWhole(t *testing.T) {
	svg := Parts(Frame{"c", "构成", "共 400"}, []Value{{"网吧", 100, "100 件"}, {"没有", 0, "0 件"}, {"很少", 0.1, "0.1 件"}, {`<&"`, 400, "400 件"}}, 400)
	classes, texts := shapes(t, svg)
	if len(classes["track"]) != 4 || len(classes["bar"]) != 3 {
		t.Fatalf("%d tracks, %d bars", len(classes["track"]), len(classes["bar"]))
	}
	for i, want := range []string{"80", "2", "320"} {
		if got := classes["bar"][i]["width"]; got != want {
			t.Errorf("bar %d is %s wide, want %s", i, got, want)
		}
	}
	if all := strings.Join(texts, "|"); all != `网吧|100 件|没有|0 件|很少|0.1 件|<&"|400 件` {
		t.Error(all)
	}
	if !strings.Contains(svg, `role="img" aria-labelledby="c-t c-d"`) {
		t.Error("the picture has no name")
	}
}

func TestPartsBesideEachOtherDivideOneBar(t *testing.T) {
	many := []Value{{"甲", 1, "1"}, {"乙", 1, "1"}, {"丙", 1, "1"}, {"丁", 1, "1"}, {"戊", 1, "1"}, {"己", 1, "1"}, {"庚", 1, "1"}}
	for _, c := range []struct {
		name   string
		values []Value
		whole  float64
		widths string // of the parts in the bar; empty: lying bars
	}{
		{"all of the whole", []Value{{"网吧", 300, "300 件（75%）"}, {"娱乐", 100, "100 件（25%）"}}, 400, "240 80"},
		{"some of the whole", []Value{{"网吧", 100, "100 件"}, {"娱乐", 0.1, "0.1 件"}}, 400, "80 1"},
		{"more than the whole", []Value{{"网吧", 300, "300 件"}, {"娱乐", 200, "200 件"}}, 400, ""},
		{"one part", []Value{{"网吧", 300, "300 件"}}, 400, ""},
		{"too many", many, 7, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			classes, texts := shapes(t, Parts(Frame{"c", "构成", ""}, c.values, c.whole))
			var widths []string
			for i := range c.values {
				if of := classes[fmt.Sprintf("part part-%d", i+1)]; len(of) == 2 { // in the bar, and before the name
					widths = append(widths, of[0]["width"])
				}
			}
			if got := strings.Join(widths, " "); got != c.widths {
				t.Errorf("widths are %q, want %q", got, c.widths)
			}
			if len(texts) != 2*len(c.values) {
				t.Errorf("%q", texts)
			}
		})
	}
}

func TestYears(t *testing.T) {
	years := []Value{{"2022", 8, "8"}, {"2023", 0, "0"}, {"2024", 16, "16"}}
	classes, texts := shapes(t, Years(Frame{ID: "c"}, years))
	if len(classes["bar past"]) != 1 || len(classes["bar"]) != 1 || len(classes["line"]) != 0 {
		t.Errorf("%v", classes)
	}
	if h := classes["bar"][0]["height"]; h != "96" {
		t.Errorf("the highest column is %s high", h)
	}
	if h := classes["bar past"][0]["height"]; h != "48" {
		t.Errorf("half of it is %s high", h)
	}
	if len(texts) != 6 {
		t.Errorf("%q", texts)
	}
	for range 5 {
		years = append(years, Value{"2030", 3, "3"})
	}
	classes, _ = shapes(t, Years(Frame{ID: "c"}, years))
	if len(classes["line"]) != 1 || len(classes["dot"]) != 8 || len(classes["bar"]) != 0 {
		t.Errorf("eight years: %v", classes)
	}
}

func TestNoNumberBreaksAPicture(t *testing.T) {
	f := Frame{ID: "c"}
	for _, n := range []float64{0, -1, math.NaN(), math.Inf(1), math.MaxFloat64, math.SmallestNonzeroFloat64} {
		for _, svg := range []string{Parts(f, []Value{{"a", n, "x"}}, n), Years(f, []Value{{"a", n, "x"}}), Parts(f, nil, n), Years(f, nil)} {
			shapes(t, svg)
			if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") || strings.Contains(svg, "e+") || strings.Contains(svg, `="-`) {
				t.Errorf("%v: %s", n, svg)
			}
		}
	}
}

func TestLongLabelsLeaveRoomForTheValue(t *testing.T) {
	_, texts := shapes(t, Parts(Frame{}, []Value{{strings.Repeat("很", 60), 1, "1234 家次（100%）"}}, 1))
	if n := len([]rune(texts[0])); n > 20 || !strings.HasSuffix(texts[0], "…") {
		t.Errorf("%d letters: %s", n, texts[0])
	}
}
