package markdown

import "strings"

// safeDest tells whether a destination, escapes resolved, is relative, a
// fragment, or has a scheme authors may use. The scheme is read as a browser
// reads it (WHATWG URL): control characters and spaces before it are skipped,
// tabs and line ends inside it too. It is compared with the allowed ones rather
// than with the dangerous ones, so a disguise nobody thought of fails as well.
func safeDest(dest string) bool {
	_, ok := destScheme(dest)
	return ok
}

// destScheme returns the scheme, lower case, empty for a relative address, and
// whether it is allowed.
func destScheme(dest string) (scheme string, ok bool) {
	end := strings.IndexAny(dest, ":/?#")
	if end < 0 || dest[end] != ':' {
		return "", true
	}
	var b strings.Builder
	for _, r := range dest[:end] {
		if r > ' ' && r != 0x7F && r != 0xFFFD && r != 0x00A0 {
			b.WriteRune(r)
		}
	}
	scheme = strings.ToLower(strings.ToValidUTF8(b.String(), "?"))
	switch scheme {
	case "http", "https", "mailto", "tel":
		return scheme, true
	}
	return scheme, false
}
