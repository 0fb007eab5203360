// Package xiangwei embeds the demo site, which is also the starter that `xiangwei new site` writes: the configuration
// and the content of a synthetic county bureau. Kinds, layouts and the theme are embedded by their own packages.
package xiangwei

import "embed"

// Starter holds config.toml and content/ of the demo site.
//
//go:embed config.toml all:content
var Starter embed.FS
