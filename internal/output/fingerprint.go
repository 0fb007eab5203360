package output

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"
)

// fingerprintBytes makes ten hexadecimal digits: 40 bits, so that a browser's cache never mistakes one for another.
const fingerprintBytes = 5

// Fingerprint returns the path with ten hexadecimal digits of the data's SHA-256 before its extension, so that browsers
// may cache it for ever: "theme/site.css" becomes "theme/site.1a2b3c4d5e.css". It is a pure function of its arguments.
func Fingerprint(p string, data []byte) string {
	sum := sha256.Sum256(data)
	mark := "." + hex.EncodeToString(sum[:fingerprintBytes])
	ext := path.Ext(p)
	if ext == path.Base(p) { // ".htaccess" is a name, not an extension
		ext = ""
	}
	return strings.TrimSuffix(p, ext) + mark + ext
}
