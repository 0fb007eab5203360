package search

import (
	"encoding/base64"
	"fmt"
)

// packed appends a file that hands bytes to the page's script under a name. Base64 is larger by a third, but not over the
// wire: there gzip takes it away again.
func packed(out []byte, name string, data []byte) []byte {
	out = fmt.Appendf(out, "%s(%q,\"", callback, name)
	return append(base64.RawStdEncoding.AppendEncode(out, data), "\")\n"...)
}

// script returns a file that hands a value to the page's script under a name.
func script(name string, value []byte) []byte {
	return fmt.Appendf(nil, "%s(%q,%s)\n", callback, name, value)
}
