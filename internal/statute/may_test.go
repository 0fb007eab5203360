package statute

import "testing"

func TestMayCite(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "第": true, "《": true, "甲《": true, "依据《行政处罚法》": true, "第五条": true, "\x8a\xac": false, "、。，": false,
		"\x80\x8a": false, "钊\xac": false, "籬": false, "笊、第": true,
	} {
		if got := MayCite([]byte(text)); got != want || mayCite(text) != want {
			t.Errorf("%q: %v and %v, want %v", text, got, mayCite(text), want)
		}
	}
}
