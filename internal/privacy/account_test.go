package privacy

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// TestAccountsBeginWhereTheScanStopped looks for accounts at the runs of letters and digits the scan met, and all over
// the text: both find the same.
func TestAccountsBeginWhereTheScanStopped(t *testing.T) {
	parts := []string{"微信", "加我", "加v", "abc_123", "wxid_1a2b", "-", "_", "QQ", "123456", "87654321", "12-ab", "a-123456", "，", " ", "abc123456", "：", "@qq.com", "/", "130-0000-0000", "V", "同号", "x", "（微信）", "企鹅", "1", "<!--abc_123456-->", "\n"}
	texts := hostileTexts(t)
	random := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		var b strings.Builder
		for range 2 + random.IntN(7) {
			b.WriteString(parts[random.IntN(len(parts))])
		}
		texts = append(texts, b.String())
	}
	for _, text := range texts {
		there := scanner{text: text, chat: true}
		everywhere := scanner{text: text, chat: true, leapt: true}
		got, plain := there.run()
		want, also := everywhere.run()
		if plain != also || !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: at the runs %+v, all over %+v", text, got, want)
		}
	}
}
