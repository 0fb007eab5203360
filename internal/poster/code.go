package poster

import (
	"fmt"
	"html/template"
	"strings"

	"rsc.io/qr"
)

// quiet is the margin a code needs, in modules (GB/T 18284: 4 on each side).
const quiet = 4

// code draws the code of an address as SVG. Level Q mends a quarter of a code: paper is creased and written on.
func code(address string) (template.HTML, error) {
	c, err := qr.Encode(address, qr.Q)
	if err != nil {
		return "", fmt.Errorf("making the code of %s: %w", address, err)
	}
	var path strings.Builder
	for y := range c.Size {
		for x := 0; x < c.Size; x++ {
			start := x
			for x < c.Size && c.Black(x, y) {
				x++
			}
			if x > start {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", start+quiet, y+quiet, x-start, x-start)
			}
		}
	}
	size := c.Size + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg class="code" viewBox="0 0 %d %d" role="img" aria-label="二维码，扫码看全文" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path d="%s"/></svg>`,
		size, size, size, size, path.String())), nil
}
