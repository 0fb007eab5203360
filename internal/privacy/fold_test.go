package privacy

import "testing"

// Marks are passed over before disguises are looked for: none may be one, whatever stands beside it.
func TestMarksAreNoDisguise(t *testing.T) {
	marks := 0
	for r := rune(0x80); r < 0x20000; r++ {
		if r >= 0xD800 && r < 0xE000 {
			continue
		}
		mark := string(r)
		if !fullMark(mark+"，", 0) {
			continue
		}
		marks++
		if _, _, ok := foldAt("1"+mark+"，", 1); ok || oddSet.has(r) {
			t.Errorf("%q is a disguise", mark)
		}
	}
	if marks < 40 {
		t.Errorf("%d marks", marks)
	}
}
