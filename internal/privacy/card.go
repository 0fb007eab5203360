package privacy

import "strings"

// card looks for a bank card or account number at the start of the row, the longest first.
func (s *scanner) card(r *row) int {
	if r.n < leastAccount {
		return 0 // most rows: dates and times, whose labels would be looked for
	}
	if r.d[0] == '0' && s.label(r.at[0]) != tagBank {
		return 0
	}
	for n := 19; n >= 15; n-- {
		if r.n >= n && r.ends(n) && s.cardOf(r, n) {
			return n
		}
	}
	return s.account12(r)
}

func (s *scanner) cardOf(r *row, n int) bool {
	v := string(r.d[:n])
	all, groups := r.cuts(0, n)
	if !Luhn(v) || groups > 6 && all != sepMark && groups != n {
		return false
	}
	fours := groups > 1 && fourGroups(r, n)
	start, end := r.at[0], r.at[n-1]+1
	lab := s.label(start)
	if lab == tagNone && s.accountBehind(end) {
		lab, fours = tagBank, fours || all&sepLine != 0
	}
	if v[0] < '3' || (v[0] > '6' && lab != tagBank) || groups > 1 && !fours && all != sepMark && !r.grouped(0, n, "64443") && !r.grouped(0, n, "6445") && !r.grouped(0, n, "6442") && lab != tagBank && !(groups == 2 && r.cut[6] != 0) && !(groups == n && all == sepBlank && issued(v)) {
		return false
	}
	if starred(s.text[start:end]) || all&sepLine != 0 && lab != tagBank || all&sepOther != 0 && !(fours && (lab == tagBank || issued(v) && n >= 16)) || all&sepDot != 0 && !fours && lab != tagBank {
		return false
	}
	if lab == tagBank && v[:2] != "62" && s.publicAccount(start, end) {
		return false
	}
	if lab != tagBank {
		if s.officialNumber(lab) || s.counted(start, end) || n == 18 && ValidCreditCode(v) || all&sepCell != 0 && !r.zeroLed(0, n) {
			return false
		}
		if groups == 1 && (s.inURL(start, end) || !issued(v)) {
			return false
		}
	}
	s.add(BankCard, start, end, lab == tagBank || fours || v[:2] == "62" || strings.HasPrefix(v, "436742"))
	return true
}

// publicAccount reports whether words beside an account make it one of the treasury, or of an organisation.
func (s *scanner) publicAccount(start, end int) bool {
	beside := s.clause(start)
	_, behind := s.sentence(start, end)
	beside += behind[:min(len(behind), 45)]
	return near(beside, "财政", "非税", "国库", "对公", "专户", "缴款", "罚没", "缴纳")
}

// accountBehind reports whether a remark behind the number calls it an account: （这是某某的建行卡号）.
func (s *scanner) accountBehind(i int) bool {
	rest := s.text[i:min(len(s.text), i+60)]
	if !follows(rest, "（", "(", "是", "为", "系", "，") {
		return false
	}
	if k := strings.IndexAny(rest, "。；\n）"); k >= 0 {
		rest = rest[:k]
	}
	return near(rest, "卡号", "银行", "账号", "帐号", "账户", "储蓄卡", "存折", "工资卡")
}

// issued reports whether an unlabelled number has prefix and length of a card in use: UnionPay, Visa, Mastercard, JCB.
// Prefixes that are also province codes are taken only at the length of a card.
func issued(v string) bool {
	switch {
	case v[:2] == "62":
		return len(v) >= 16
	case strings.HasPrefix(v, "436742"):
		return len(v) == 16 || len(v) == 19 // issued at both lengths under a prefix of Visa
	case v[0] == '4', v[0] == '5' && v[1] >= '1' && v[1] <= '5', v[:2] == "35":
		return len(v) == 16
	case v[:2] == "60":
		return len(v) == 16 || len(v) == 19
	}
	return false
}

// fourGroups reports whether all groups but the last have four digits.
func fourGroups(r *row, n int) bool {
	for i := 1; i < n; i++ {
		if (r.cut[i] != 0) != (i%4 == 0) {
			return false
		}
	}
	return true
}

// starred reports whether four or more asterisks stand together: a mask, not emphasis.
func starred(s string) bool { return near(s, "****") }

// leastAccount is the length of the shortest account number that is looked for.
const leastAccount = 12

// account12 takes any number of 12 to 22 digits that its label calls an account, save those fines are paid into.
func (s *scanner) account12(r *row) int {
	for n := min(r.n, 22); n >= leastAccount; n-- {
		if !r.ends(n) {
			continue
		}
		start, end := r.at[0], r.at[n-1]+1
		all, groups := r.cuts(0, n)
		lines := all == sepLine
		if groups > 1 && (all&^(sepBlank|sepHyphen|sepMark) != 0 && !lines || starred(s.text[start:end]) || groups > 6 ||
			all != sepMark && r.cut[1]|r.cut[2]|r.cut[3] != 0) {
			continue
		}
		behind := (lines || s.label(start) == tagNone) && s.accountBehind(end)
		if lines && !behind {
			continue
		}
		if s.label(start) != tagBank && !behind || near(s.text[max(0, start-240):start], "缴款", "罚没", "财政", "非税", "国库", "缴纳", "缴至", "缴入", "专户", "汇缴", "保证金") {
			return 0
		}
		s.add(BankCard, start, end, behind && v62(r))
		return n
	}
	return 0
}

// v62 reports whether the row begins with the prefix of UnionPay.
func v62(r *row) bool { return r.d[0] == '6' && r.d[1] == '2' }
