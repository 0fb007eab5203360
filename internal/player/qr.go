package player

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// quiet is the margin a code needs, in modules (GB/T 18284, 4 on each side).
const quiet = 4

// qrCode draws the code of an address as SVG, runs of dark modules as one path. Level M mends 15 % of a code, which is
// what reflections on a wall cost.
func qrCode(address string) (string, error) {
	code, err := qr.Encode(address, qr.M)
	if err != nil {
		return "", err
	}
	var path strings.Builder
	atX, atY := 0, 0
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			start := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			fmt.Fprintf(&path, "m%d", start-atX)
			if y >= atY {
				path.WriteByte(' ')
			}
			fmt.Fprintf(&path, "%dh%d", y-atY, x-start)
			atX, atY = x, y
		}
	}
	size := code.Size + 2*quiet
	return fmt.Sprintf(`<svg class="qr" viewBox="%d %d %d %d" role="img" aria-label="二维码" shape-rendering="crispEdges"><path d="%s" transform="translate(0 .5)"/></svg>`, -quiet, -quiet, size, size, path.String()), nil
}
