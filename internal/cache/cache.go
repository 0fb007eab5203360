// Package cache remembers between runs what an earlier run found out, so that the same work is not done again.
//
// It stands at the bottom of the pipeline and knows neither records nor pages. A Recorder is a file tree that notes what
// is read from it; the Trace it makes says later whether all of that is still so. A Folder keeps files that may be lost
// at any moment: each is sealed with a checksum, replaced as a whole, and a damaged, half-written or foreign one is as
// good as none. An error of the cache is never an error of a build: what cannot be kept is made again.
//
// What is remembered is trusted only where it must be right: a file counts as unchanged when its size, its times and its
// place on the disk are what they were and were old enough then (racy-clean), else when its bytes have the same SHA-256.
package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// FolderName is the folder of a site that holds its cache. It begins with a dot, so that it is part of no site and is
// watched by nobody, and lies beside the texts, so that a copy of them takes it along or not, as one likes.
const FolderName = ".xiangwei"

// Folder is where a site's cache is kept.
type Folder struct{ dir string }

// In returns the cache folder of a site. It need not exist; it is made when something is kept.
func In(site string) Folder { return Folder{filepath.Join(site, FolderName)} }

// sealSize is the length of the checksum before what is kept.
const sealSize = sha256.Size

// Load returns what was kept under a name, and false where there is nothing or it is not whole.
func (f Folder) Load(name string) ([]byte, bool) {
	data, err := os.ReadFile(filepath.Join(f.dir, name))
	if err != nil || len(data) < sealSize {
		return nil, false
	}
	if sha256.Sum256(data[sealSize:]) != [sealSize]byte(data[:sealSize]) {
		return nil, false
	}
	return data[sealSize:], true
}

// Save keeps data under a name: a reader at any moment finds the old or the new whole. Failing it keeps nothing, which
// costs time later and nothing else.
func (f Folder) Save(name string, data []byte) {
	if f.prepare() != nil {
		return
	}
	sum := sha256.Sum256(data)
	_ = f.replace(name, sum[:], data) // see above
}

// replace puts a file in place as a whole, and leaves nothing behind where it cannot.
func (f Folder) replace(name string, parts ...[]byte) error {
	temp, err := os.CreateTemp(f.dir, name+".*"+tempSuffix)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err == nil {
			_, err = temp.Write(part)
		}
	}
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temp.Name(), filepath.Join(f.dir, name))
	}
	if err != nil {
		os.Remove(temp.Name())
	}
	return err
}

// Newer reports whether what is kept under a name was kept after what is kept under another.
func (f Folder) Newer(name, than string) bool {
	a, err := os.Stat(filepath.Join(f.dir, name))
	if err != nil {
		return false
	}
	b, err := os.Stat(filepath.Join(f.dir, than))
	return err != nil || a.ModTime().After(b.ModTime())
}

// Drop forgets what was kept under a name.
func (f Folder) Drop(name string) { os.Remove(filepath.Join(f.dir, name)) }

const tempSuffix = ".tmp"

// readme tells who comes upon the folder what it is.
const readme = "Signature: 8a477f597d28d172789f06886806bc55\n# 象魏的缓存，随时可以删除，删除后下一次生成会慢一些。\n# https://bford.info/cachedir/\n"

// prepare makes the folder. It keeps itself out of version control and, by the tag backup programs know, out of backups:
// what is in it is made from the texts. Either file of another size than it should have was left half-written.
func (f Folder) prepare() error {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return err
	}
	for name, text := range map[string]string{".gitignore": "*\n", "CACHEDIR.TAG": readme} {
		info, err := os.Stat(filepath.Join(f.dir, name))
		if err == nil && info.Size() == int64(len(text)) {
			continue
		}
		if err := f.replace(name, []byte(text)); err != nil {
			return err
		}
	}
	return nil
}

// Tidy removes what is not needed any more: files of killed runs, and of the files whose name has the prefix all but the
// newest few, since each output folder a site was ever published to has one.
func (f Folder) Tidy(prefix string, keep int) {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return
	}
	var newest fs.FileInfo
	var infos []fs.FileInfo
	for _, e := range entries {
		if info, err := e.Info(); err == nil && !e.IsDir() {
			infos = append(infos, info)
			if newest == nil || info.ModTime().After(newest.ModTime()) {
				newest = info
			}
		}
	}
	for _, i := range infos {
		// A temporary file this old belongs to no run: files are kept within seconds.
		if strings.HasSuffix(i.Name(), tempSuffix) && newest.ModTime().Sub(i.ModTime()) > staleTemp {
			f.Drop(i.Name())
		}
	}
	f.keepNewest(infos, prefix, keep)
}

// Name returns a file name for a key of any length: a prefix and a short hash of it.
func Name(prefix, key string) string {
	sum := sha256.Sum256([]byte(key))
	return prefix + hex.EncodeToString(sum[:8])
}
