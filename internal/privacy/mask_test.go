package privacy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMask(t *testing.T) {
	for _, c := range []struct {
		name string
		kind Kind
		raw  string
		p    Policy
		want string
	}{
		{"phone", Mobile, "13000000000", Policy{}, "130****0000"},
		{"phone with prefix and blanks", Mobile, "+86 130 0000 0000", Policy{}, "130****0000"},
		{"full-width phone", Mobile, "１３０００００００００", Policy{}, "130****0000"},
		{"ID, one and one", IDNumber, "990000199003070013", Policy{}, "9****************3"},
		{"ID, county rule", IDNumber, "990000199003070013", Policy{ID: ID2133}, "99*************013"},
		{"ID, six and four", IDNumber, "990000199003070013", Policy{ID: ID684}, "990000********0013"},
		{"ID ending in X", IDNumber, "99000019900303002X", Policy{}, "9****************X"},
		{"old ID", IDNumber15, "990000900307001", Policy{}, "9*************1"},
		{"ID too short", IDNumber, "12", Policy{}, "**"},
		{"card", BankCard, "6200 0000 0000 0005", Policy{}, "6200 **** **** 0005"},
		{"passport", Passport, "E12345678", Policy{}, "E******78"},
		{"plate", Plate, "湘A·12345", Policy{}, "湘A*****"},
		{"plate of a new-energy vehicle", Plate, "湘AD12345", Policy{}, "湘A******"},
		{"address in a street", Address, "某某县某某街道人民路1号", Policy{}, "某某县某某街道XXXX"},
		{"address in a town", Address, "某某县某某镇某某村3组", Policy{}, "某某县某某镇XXXX"},
		{"address without parts", Address, "3栋2单元", Policy{}, "XXXX"},
		{"name of two", Name, "张三", Policy{}, "张某"},
		{"name of three", Name, "王小明", Policy{}, "王某某"},
		{"name with a gap", Name, "张　三", Policy{}, "张某"},
		{"compound family name", Name, "欧阳三", Policy{}, "欧阳某"},
		{"compound family name of four", Name, "司马小明", Policy{}, "司马某某"},
		{"always one", Name, "王小明", Policy{Name: NameOne}, "王某"},
		{"stars", Name, "王小明", Policy{Name: NameStars}, "王**"},
		{"stars for two", Name, "李四", Policy{Name: NameStars}, "李*"},
		{"hidden", Name, "李四", Policy{Name: NameHidden}, "某"},
		{"minor", Minor, "王小明", Policy{}, "某未成年人"},
		{"mail", Email, "zhangsan@qq.com", Policy{}, "z*******@qq.com"},
		{"account", WeChat, "zhang_san88", Policy{}, "z**********"},
		{"empty name", Name, "", Policy{}, "某"},
		{"empty plate", Plate, "", Policy{}, "*******"},
	} {
		if got := Mask(c.kind, c.raw, c.p); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMaskNamesKeepsPartiesApart(t *testing.T) {
	for _, c := range []struct {
		names []string
		p     Policy
		want  []string
	}{
		{[]string{"张三", "李四"}, Policy{}, []string{"张某", "李某"}},
		{[]string{"张三", "张四", "李四"}, Policy{}, []string{"张某甲", "张某乙", "李某"}},
		{[]string{"王小明", "王小红"}, Policy{}, []string{"王某甲", "王某乙"}},
		{[]string{"张三", "李四"}, Policy{Name: NameHidden}, []string{"某甲", "某乙"}},
		{nil, Policy{}, []string{}},
	} {
		if diff := cmp.Diff(c.want, MaskNames(c.names, c.p)); diff != "" {
			t.Errorf("%v: %s", c.names, diff)
		}
	}
}

func TestMaskText(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"running text", "当事人：张三，身份证号990000199003070013，电话13000000000。", "当事人：张某，身份证号9****************3，电话130****0000。"},
		{"table kept", "| 990000 | 19900307 | 0013 |", "| ****** | ******** | **** |"},
		{"nothing to mask", "当事人：张某某", "当事人：张某某"},
		{"several parties", "当事人：张三、李四", "当事人：张某、李某"},
		{"minor", "王小明（16岁）", "某未成年人（16岁）"},
	} {
		if got := MaskText(c.text, Context{}, Policy{}); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMaskedCorpusIsClean(t *testing.T) {
	for _, line := range corpusLines(t, "positive.txt") {
		_, text, _ := strings.Cut(line, "\t")
		checkMasked(t, escape.Replace(text))
	}
}

// checkMasked asserts that masking leaves nothing certain, and no run of six digits of any value found.
func checkMasked(t testing.TB, text string) {
	t.Helper()
	found := Find(text, Context{})
	masked := MaskText(text, Context{}, Policy{})
	for _, f := range found {
		folded, _ := fold(text[f.Start:f.End])
		d := alnums(folded)
		for i := 0; i+6 <= len(d); i++ {
			if allDigits(d[i:i+6]) && strings.Contains(masked, d[i:i+6]) && !strings.Contains(text[:f.Start]+"|"+text[f.End:], d[i:i+6]) {
				t.Fatalf("%q: %q still shows digits of a %s", text, masked, f.Kind)
			}
		}
	}
	for _, f := range Find(masked, Context{}) {
		if f.Certain {
			t.Fatalf("%q masked is %q, in which a %s is found: %s", text, masked, f.Kind, f.Masked)
		}
	}
}
