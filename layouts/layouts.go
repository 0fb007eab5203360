// Package layouts embeds the built-in kinds and layouts: one folder per kind with kind.toml, its layouts and examples.
// A site's own file of the same path replaces the built-in one as a whole. It holds files and nothing else.
package layouts

import "embed"

// Files is the tree of built-in kinds and layouts.
//
//go:embed all:*
var Files embed.FS
