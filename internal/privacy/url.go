package privacy

import "strings"

// addressOf returns the run of URL characters around a number.
func (s *scanner) addressOf(start, end int) (before, after string) {
	from, to := start, end
	for from > 0 && start-from < 300 && urlByte(s.text[from-1]) {
		from--
	}
	for to < len(s.text) && to-end < 100 && urlByte(s.text[to]) {
		to++
	}
	return s.text[from:start], s.text[end:to]
}

func urlByte(c byte) bool {
	return isAlnum(c) || strings.IndexByte("/:.-_?&=%#~+@", c) >= 0
}

// inURL reports whether the number is a part of a web address or of a link to a page.
func (s *scanner) inURL(start, end int) bool {
	before, after := s.addressOf(start, end)
	return strings.Contains(before, "://") || strings.Contains(before, "www.") || strings.Contains(before, ".cn/") ||
		strings.Contains(before, ".com/") || strings.Contains(before, "/") && isPage(after) || datedName(before)
}

func isPage(after string) bool {
	return near(after, ".htm", ".shtml", ".jsp", ".php", ".asp")
}

// datedName reports whether the path part before a number is that of a content system: t20240307_, W020240307.
func datedName(before string) bool {
	part := before[strings.LastIndexByte(before, '/')+1:]
	part = strings.TrimSuffix(part, "_")
	return len(part) >= 9 && len(part) < len(before[strings.LastIndexByte(before, '/')+1:]) &&
		strings.IndexByte("tTpPwW", part[len(part)-9]) >= 0 && allDigits(part[len(part)-8:])
}

// pathNumber reports whether a number that looks like a telephone is a serial number in an address; a query value
// whose name speaks of a telephone is not.
func (s *scanner) pathNumber(start, end int) bool {
	before, _ := s.addressOf(start, end)
	if near(strings.ToLower(before), "tel=", "tel:", "phone=", "mobile=", "sms:", "sj=", "dh=") {
		return false
	}
	return s.inURL(start, end)
}
