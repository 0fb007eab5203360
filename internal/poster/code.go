package poster

import (
	"fmt"
	"html/template"

	"xiangwei/internal/qrcode"
)

// code draws the code of an address for paper. The ground is part of it: browsers leave out those of style sheets in print.
func code(address string) (template.HTML, error) {
	svg, err := qrcode.SVG(address, qrcode.Style{Class: "code", Label: "二维码，扫码看全文", Level: qrcode.Quartile, Ground: "#fff"})
	if err != nil {
		return "", fmt.Errorf("making the code of %s: %w", address, err)
	}
	return template.HTML(svg), nil
}
