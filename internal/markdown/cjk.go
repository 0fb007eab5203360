package markdown

import "unicode"

// wide tells whether a rune is a Chinese or Japanese character or a full-width
// sign: classes W and F of UAX #11 without Hangul, which parts words by spaces.
func wide(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r <= 0x303F, // radicals, CJK symbols and punctuation
		r >= 0x3040 && r <= 0x312F, // kana, bopomofo
		r >= 0x3190 && r <= 0x4DBF,
		r >= 0x4E00 && r <= 0x9FFF,
		r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFE30 && r <= 0xFE4F,
		r >= 0xFF01 && r <= 0xFF60,
		r >= 0xFFE0 && r <= 0xFFE6,
		r >= 0x20000 && r <= 0x3FFFD:
		return true
	}
	return false
}

// joins tells whether a soft line break beside the rune may vanish. Chinese
// shares the curly quotes, the dash, the ellipsis and the middle dot with Latin
// scripts; they count, since both sides of the break are asked.
func joins(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '·':
		return true
	}
	return wide(r)
}

// ideograph tells whether a rune is a Han character.
func ideograph(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇' || r >= 0x20000 && r <= 0x3FFFD || r >= 0xF900 && r <= 0xFAFF
}

// opening tells whether a rune is an opening bracket or quote.
func opening(r rune) bool {
	return unicode.In(r, unicode.Ps, unicode.Pi)
}

// closing tells whether a rune ends something: a closing bracket or quote, or a
// mark that never begins a phrase.
func closing(r rune) bool {
	switch r {
	case '，', '。', '、', '；', '：', '！', '？':
		return true
	}
	return unicode.In(r, unicode.Pe, unicode.Pf)
}
