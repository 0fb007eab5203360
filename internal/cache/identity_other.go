//go:build !linux && !darwin

package cache

import "io/fs"

// system leaves the identity unsure: elsewhere a file's time can be set back without a trace, so its bytes are read.
func (i *identity) system(fs.FileInfo) {}
