package privacy

import (
	"strings"
	"time"

	"xiangwei/internal/date"
)

// ValidID reports whether s is an 18-character citizen ID number (GB 11643-1999): a real date of birth and the right
// check character. A small x counts as X. The region code is not looked up.
func ValidID(s string) bool { return len(s) == 18 && s[0] != '0' && shapedID(s) && idCheck(s) }

// shapedID reports whether s has 17 digits, a digit or X, and a real date of birth in the right place.
func shapedID(s string) bool {
	if len(s) != 18 || !allDigits(s[:17]) || (!isDigit(s[17]) && s[17]|0x20 != 'x') {
		return false
	}
	return s[6:8] >= "18" && s[6:8] <= "20" && realDate(number(s[6:10]), number(s[10:12]), number(s[12:14]))
}

func realDate(year, month, day int) bool {
	_, err := date.NewDay(year, time.Month(month), day)
	return err == nil
}

func idCheck(s string) bool {
	const weights = "\x07\x09\x0a\x05\x08\x04\x02\x01\x06\x03\x07\x09\x0a\x05\x08\x04\x02"
	sum := 0
	for i := range 17 {
		sum += int(s[i]-'0') * int(weights[i])
	}
	want := "10X98765432"[sum%11]
	return s[17] == want || want == 'X' && s[17] == 'x'
}

// shapedID15 reports whether s is a 15-digit ID number: a province code and a date of birth in the 1900s. Region 99,
// which does not exist, is let through for synthetic data.
func shapedID15(s string) bool {
	if len(s) != 15 || !allDigits(s) {
		return false
	}
	const provinces = " 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 99 "
	return strings.Contains(provinces, " "+s[:2]+" ") &&
		realDate(1900+number(s[6:8]), number(s[8:10]), number(s[10:12]))
}

// Luhn reports whether the digits of s pass the check of ISO/IEC 7812-1, annex B. It is false for anything but digits.
func Luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
		v := int(s[i] - '0')
		if (len(s)-i)%2 == 0 {
			if v *= 2; v > 9 {
				v -= 9
			}
		}
		sum += v
	}
	return s != "" && sum%10 == 0
}

// CodeFault says which part of a unified social credit code is wrong.
type CodeFault uint8

// The faults, in the order they are looked for.
const (
	CodeOK       CodeFault = iota
	CodeLength             // not 18 characters
	CodeCharset            // a character the standard does not use (I, O, S, V, Z, small letters), or a letter in the region code
	CodeOrgCheck           // the organisation code inside (characters 9–17) fails GB 11714
	CodeCheck              // the last character fails GB 32100
)

// String returns the fault in Chinese, as part of a message; empty for CodeOK.
func (f CodeFault) String() string {
	switch f {
	case CodeLength:
		return "统一社会信用代码应为 18 位"
	case CodeCharset:
		return "含有不允许的字符（只用数字和大写字母，不用 I、O、S、V、Z；第 3 至 8 位为数字）"
	case CodeOrgCheck:
		return "第 9 至 17 位（组织机构代码）的校验码不符"
	case CodeCheck:
		return "末位校验码不符"
	}
	return ""
}

const (
	codeChars  = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	orgWeights = "\x03\x07\x09\x0a\x05\x08\x04\x02"
)

// ValidCreditCode reports whether s is a unified social credit code with both check characters right.
func ValidCreditCode(s string) bool { return CreditCodeFault(s) == CodeOK }

// CreditCodeFault returns what is wrong with a unified social credit code (GB 32100-2015), CodeOK if nothing.
func CreditCodeFault(s string) CodeFault {
	if len(s) != 18 {
		return CodeLength
	}
	sum, weight := 0, 1
	for i := range 18 {
		v := strings.IndexByte(codeChars, s[i])
		if v < 0 || i >= 2 && i < 8 && v > 9 {
			return CodeCharset
		}
		if i < 17 {
			sum += v * weight
			weight = weight * 3 % 31
		}
	}
	if !validOrg(s[8:17]) {
		return CodeOrgCheck
	}
	if codeChars[(31-sum%31)%31] != s[17] {
		return CodeCheck
	}
	return CodeOK
}

// validOrg checks the nine characters of an organisation code (GB 11714-1997).
func validOrg(s string) bool {
	sum := 0
	for i := range 8 {
		v := int(s[i] - '0')
		if s[i] >= 'A' {
			v = int(s[i]-'A') + 10
		}
		sum += v * int(orgWeights[i])
	}
	return "0X987654321"[sum%11] == s[8]
}

func isDigit(c byte) bool { return c-'0' < 10 }

func isLetter(c byte) bool { return c|0x20-'a' < 26 }

func isAlnum(c byte) bool { return isDigit(c) || isLetter(c) }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// number returns the value of a few digits.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
