package statute

import (
	"strconv"
	"strings"
	"testing"
)

func TestNumberRoundTrip(t *testing.T) {
	wide := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")
	for n := 1; n <= 9999; n++ {
		for _, s := range []string{Chinese(n), strings.ReplaceAll(Chinese(n), "零", "〇"), strconv.Itoa(n), wide.Replace(strconv.Itoa(n))} {
			if got, ok := wholeNumber(s); !ok || got != n {
				t.Fatalf("number %q = %d, %v; want %d", s, got, ok, n)
			}
		}
	}
}

func TestChinese(t *testing.T) {
	for n, want := range map[int]string{
		1: "一", 10: "十", 15: "十五", 20: "二十", 33: "三十三", 100: "一百", 101: "一百零一", 110: "一百一十", 115: "一百一十五",
		1000: "一千", 1001: "一千零一", 1010: "一千零一十", 1202: "一千二百零二", 1260: "一千二百六十", 9999: "九千九百九十九",
		0: "", -3: "", 10000: "",
	} {
		if got := Chinese(n); got != want {
			t.Errorf("Chinese(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for s, want := range map[string]int{
		"两百": 200, "廿": 20, "廿三": 23, "卅一": 31, "一百十五": 115, "一〇二": 102, "三三": 33, "一千〇一十": 1010, "007": 7,
		"一百二": 0, "一百零": 0, "十十": 0, "二三十": 0, "百": 0, "千五": 0, "零五": 0, "零": 0, "0": 0, "": 0, "一百零三十": 0,
		"一千三十": 0, "10000": 0, "一二三四五": 0, "3十": 0, "十3": 0, "一百百": 0, "五廿": 0, "三条": 0, "一千零零一": 0,
		"九千九百九十九九": 0, "甲": 0,
	} {
		got, ok := wholeNumber(s)
		if want == 0 && ok || want != 0 && (!ok || got != want) {
			t.Errorf("number %q = %d, %v; want %d", s, got, ok, want)
		}
	}
}

// wholeNumber reads a whole string as a number.
func wholeNumber(s string) (int, bool) {
	n, end := scanNumber(s, 0)
	return n, n > 0 && end == len(s)
}
