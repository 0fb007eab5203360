package site

import "net/url"

// WithdrawnPath is the public list of withdrawals (《行政处罚法》第四十八条: withdraw, and say why in public).
const WithdrawnPath = "withdrawn.html"

// EscapePath writes a path below the site's root as it stands in an address. Paths of records are of small letters,
// digits, - and _ alone and stay as they are, which is worth looking first: they are written several times a page.
func EscapePath(p string) string {
	for i := range len(p) {
		c := p[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '/' && c != '.' {
			return (&url.URL{Path: p}).EscapedPath()
		}
	}
	return p
}
