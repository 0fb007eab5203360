package privacy

import "testing"

func TestValidID(t *testing.T) {
	for _, c := range []struct {
		name, id string
		want     bool
	}{
		{"plain", "990000199003070013", true},
		{"another", "990000198512310025", true},
		{"X at the end", "99000019900303002X", true},
		{"small x", "99000019900303002x", true},
		{"leap day", "990000200002290036", true},
		{"check digit wrong", "990000199003070014", false},
		{"no leap year", "990000199902290010", false},
		{"month 13", "990000199013070013", false},
		{"too short", "99000019900307001", false},
		{"letter inside", "99000A199003070013", false},
		{"leading zero", "090000199003070013", false},
		{"empty", "", false},
	} {
		if got := ValidID(c.id); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestCreditCodeFault(t *testing.T) {
	for _, c := range []struct {
		name, code string
		want       CodeFault
	}{
		{"firm", "91990000MA0000TE6W", CodeOK},
		{"organ of state", "11990000000000019A", CodeOK},
		{"sole trader", "92990000MA9TE5T04G", CodeOK},
		{"last character wrong", "91990000MA0000TE6X", CodeCheck},
		{"organisation code wrong", "91990000MA0000TE7W", CodeOrgCheck},
		{"letter O", "91990000MAOOOOTE6W", CodeCharset},
		{"small letters", "91990000ma0000te6w", CodeCharset},
		{"letter in the region", "9199A000MA0000TE6W", CodeCharset},
		{"too short", "91990000MA0000TE6", CodeLength},
		{"empty", "", CodeLength},
	} {
		if got := CreditCodeFault(c.code); got != c.want {
			t.Errorf("%s: got %d %q, want %d", c.name, got, got, c.want)
		}
		if ValidCreditCode(c.code) != (c.want == CodeOK) || (c.want.String() == "") != (c.want == CodeOK) {
			t.Errorf("%s: ValidCreditCode or the message does not fit", c.name)
		}
	}
}

func TestLuhn(t *testing.T) {
	for _, c := range []struct {
		card string
		want bool
	}{
		{"6200000000000005", true}, {"6212340000000000004", true}, {"6200000000000006", false}, {"", false}, {"62a0", false},
	} {
		if got := Luhn(c.card); got != c.want {
			t.Errorf("%q: got %v, want %v", c.card, got, c.want)
		}
	}
}
