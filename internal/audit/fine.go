package audit

import (
	"strings"
	"unicode/utf8"

	"xiangwei/internal/figure"
)

// fine is an amount a text names as a fine.
type fine struct {
	Fen  int64 // 1/100 yuan
	Text string
}

// fines finds the fines a text imposes: 罚款人民币2000元, 处2000元罚款, 罚款贰仟元. What a law allows (15000元以下的罚款) and
// what was imposed earlier (曾被罚款1000元) is none.
func fines(text string) []fine {
	if !strings.Contains(text, "罚款") {
		return nil
	}
	var out []fine
	for i := 0; i < len(text); {
		a, ok := figure.AmountAt(text, i)
		if !ok {
			i += run(text[i:])
			continue
		}
		if imposed(text[:a.Start], text[a.End:]) {
			out = append(out, fine{a.Fen, a.Text})
		}
		i = a.End
	}
	return out
}

const numerals = "0123456789０１２３４５６７８９.．,，〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"

// run returns the length of the number s begins with, so that its tail is not read as a number of its own; else that of
// one character.
func run(s string) int {
	n := 0
	for n < len(s) {
		r, w := utf8.DecodeRuneInString(s[n:])
		if !strings.ContainsRune(numerals, r) {
			if n == 0 {
				n = w
			}
			break
		}
		n += w
	}
	return n
}

// imposed reports whether the words around an amount make it a fine of this decision.
func imposed(before, after string) bool {
	clause := before[strings.LastIndexAny(before, "。；;\n")+1:]
	if strings.Contains(clause, "曾") || strings.Contains(clause, "此前") {
		return false
	}
	if strings.HasPrefix(after, "以下") || strings.HasPrefix(after, "以上") {
		return false
	}
	for _, lead := range []string{"的罚款", "罚款"} {
		if strings.HasPrefix(after, lead) {
			return true
		}
	}
	head := strings.TrimRight(clause, "：:（( 　")
	for _, lead := range []string{"罚款", "罚款人民币", "罚款金额", "罚款金额为", "罚款计", "罚款共计", "罚款合计", "罚款为"} {
		if strings.HasSuffix(head, lead) {
			return true
		}
	}
	return false
}

// sumsAfter finds the amounts that stand right behind one of the words: 没收违法所得人民币500元. What was taken earlier is none.
func sumsAfter(text string, words []string) []fine {
	var out []fine
	for _, word := range words {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(word)
			rest := strings.TrimLeft(text[at:], "款金额共合计为：: ")
			a, ok := figure.AmountAt(rest, 0)
			clause := text[strings.LastIndexAny(text[:start], "。；;\n")+1 : start]
			if ok && !strings.Contains(clause, "曾") && !strings.Contains(clause, "此前") && !strings.HasPrefix(rest[a.End:], "以") {
				out = append(out, fine{a.Fen, a.Text})
			}
		}
	}
	return out
}
