// Package theme embeds the built-in look: style sheets, one small script and the mark. The design tokens (colours, type
// scale, spacing, measure) stand in css/tokens.css alone; css/site.css joins the sheets into one. A site's own file of the same path replaces the built-in one as a
// whole. It holds files and nothing else.
package theme

import "embed"

// Files is the tree of built-in theme files: css/, js/, img/ and screen/ (the players of venue screens).
//
//go:embed all:css all:js all:img all:screen
var Files embed.FS
