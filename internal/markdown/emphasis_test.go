package markdown

import (
	"bytes"
	"testing"

	"github.com/yuin/goldmark"
)

// TestLatinEmphasisIsCommonMark compares every short text of a small alphabet
// with plain goldmark: beside Latin letters nothing may change.
func TestLatinEmphasisIsCommonMark(t *testing.T) {
	const alphabet, length = "*_a (", 6
	plain, c := goldmark.New(), New(Options{})
	text := make([]byte, length)
	total := 1
	for range length {
		total *= len(alphabet)
	}
	for n := range total {
		for i := range text {
			text[i] = alphabet[n%len(alphabet)]
			n /= len(alphabet)
		}
		body := "x " + string(text) + "z"
		var want bytes.Buffer
		if err := plain.Convert([]byte(body), &want); err != nil {
			t.Fatal(err)
		}
		doc, _ := c.Convert(Input{Body: body})
		if !bytes.Equal(doc.HTML, want.Bytes()) {
			t.Fatalf("%q: got %q, CommonMark has %q", body, doc.HTML, want.Bytes())
		}
	}
}

func TestAsterisksThatHidePartOfAValueStay(t *testing.T) {
	for name, body := range map[string]string{
		"two telephones":   "电话130****1234，另一电话130****5678。",
		"two ID numbers":   "9****************3、9****************4",
		"two names":        "当事人张**和李**均到场。",
		"names in a list":  "张*、李*、王*三人",
		"a name in a cell": "柳**，女",
		"short masks":      "尾号132***5678和138***1234",
		"plates":           "湘A*****的车和湘B*****的车",
		"a card in groups": "卡号6200 **** **** 0005，另一张6200 **** **** 0013",
	} {
		t.Run(name, func(t *testing.T) {
			doc, problems := New(Options{}).Convert(Input{Body: body})
			if want := "<p>" + body + "</p>\n"; string(doc.HTML) != want {
				t.Errorf("got %q, want %q", doc.HTML, want)
			}
			if len(problems) > 0 {
				t.Errorf("problems with a masked value: %v", problems)
			}
		})
	}
}

func TestEmphasisBesideDigitsStillWorks(t *testing.T) {
	doc, _ := New(Options{}).Convert(Input{Body: "共**34**件，第**5**条，**2026年**起"})
	if want := "<p>共<strong>34</strong>件，第<strong>5</strong>条，<strong>2026年</strong>起</p>\n"; string(doc.HTML) != want {
		t.Errorf("got %q, want %q", doc.HTML, want)
	}
}
