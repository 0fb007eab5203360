package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"xiangwei/internal/output"
)

// zipFlag is the flag of exports that fit into one file to copy or to mail.
func zipFlag(cmd *cobra.Command, into *bool) {
	cmd.Flags().BoolVar(into, "zip", false, "打成一个 ZIP 文件，便于拷贝、发送；解开即是原来的文件夹")
}

// handed says where an export went, and how much it was.
type handed struct {
	place string
	count string
}

// hand brings a tree to where it is asked for: a folder, or one ZIP file.
func hand(cmd *cobra.Command, tree *output.Tree, dest, what string, edition output.Edition, packed bool) (handed, error) {
	if packed {
		return pack(tree, dest)
	}
	done, err := deliver(cmd, tree, dest, what, edition)
	if err != nil {
		return handed{}, err
	}
	return handed{"到 " + dest, fmt.Sprintf("写入 %d，删除 %d，未变 %d", len(done.Write), len(done.Delete), done.Unchanged)}, nil
}

// pack writes a tree as one ZIP file, next to which nothing changes.
func pack(tree *output.Tree, name string) (handed, error) {
	if !strings.EqualFold(filepath.Ext(name), ".zip") {
		name += ".zip"
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return handed{}, usagef("%s 是文件夹，请换一个文件名", name)
	}
	data, err := zipped(tree)
	if err != nil {
		return handed{}, fmt.Errorf("packing: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return handed{}, err
	}
	if err := replaceFile(name, data); err != nil {
		return handed{}, fmt.Errorf("writing the archive: %w", err)
	}
	return handed{"为 " + name, fmt.Sprintf("%d KiB", (len(data)+1023)/1024)}, nil
}

// zipped returns the archive of a tree: files in order and without times, so that the same tree gives the same bytes.
func zipped(tree *output.Tree) ([]byte, error) {
	var data bytes.Buffer
	w := zip.NewWriter(&data)
	for _, f := range tree.Files() {
		into, err := w.CreateHeader(&zip.FileHeader{Name: f.Path, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := into.Write(f.Data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return data.Bytes(), err
}
