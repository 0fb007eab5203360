package search

import (
	"encoding/base64"
	"fmt"
)

// packed returns a file that hands bytes to the page's script under a name. Base64 is larger by a third, but not over the
// wire: there gzip takes it away again.
func packed(name string, data []byte) []byte {
	text := base64.RawStdEncoding
	out := make([]byte, 0, len(callback)+len(name)+8+text.EncodedLen(len(data)))
	out = fmt.Appendf(out, "%s(%q,\"", callback, name)
	return append(text.AppendEncode(out, data), "\")\n"...)
}

// script returns a file that hands a value to the page's script under a name.
func script(name string, value []byte) []byte {
	return fmt.Appendf(nil, "%s(%q,%s)\n", callback, name, value)
}
