package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"xiangwei/internal/audit"
	"xiangwei/internal/build"
	"xiangwei/internal/config"
	"xiangwei/internal/output"
	"xiangwei/internal/player"
)

// published returns the addresses of the record pages a manifest lists. A folder without one, or with one that cannot be
// used, has published nothing that could be missed.
func published(m *output.Manifest) []string {
	if m == nil {
		return nil
	}
	var paths []string
	for _, f := range m.Files {
		if f.Group == output.Page {
			paths = append(paths, f.Path)
		}
	}
	return paths
}

// stamps returns what the screens' pages in a published folder say of their version and building. One that cannot be read
// or was changed by hand counts as new: a build mends it.
func stamps(folder string, m *output.Manifest) map[string]player.Stamp {
	if m == nil {
		return nil
	}
	found := map[string]player.Stamp{}
	for _, f := range m.Files {
		if path.Dir(f.Path) != config.ScreenFolder || path.Ext(f.Path) != ".json" {
			continue
		}
		if data, err := output.ReadPublished(folder, m, f.Path); err == nil {
			if screen, stamp := player.ReadStamp(data); screen != "" {
				found[screen] = stamp
			}
		}
	}
	return found
}

// stampsIn is stamps for a folder whose manifest nobody has read yet.
func stampsIn(folder string) map[string]player.Stamp {
	m, err := output.ReadManifest(folder)
	if err != nil {
		return nil
	}
	return stamps(folder, m)
}

// stampsOf is stamps for a site that was built and not published.
func stampsOf(result *build.Result) map[string]player.Stamp {
	found := map[string]player.Stamp{}
	for _, p := range result.Plans {
		if f, ok := result.Tree.Get(p.Screen.News()); ok {
			screen, stamp := player.ReadStamp(f.Data)
			found[screen] = stamp
		}
	}
	return found
}

// publishedIn is published for the site's own output folder.
func (s *settings) publishedIn() ([]string, error) {
	m, err := output.ReadManifest(filepath.Join(s.source, "public"))
	return published(m), err
}

// publishedSum names what was published last in the site's own output folder, "" where nothing was.
func (s *settings) publishedSum() (string, error) {
	data, err := os.ReadFile(filepath.Join(s.source, "public", "manifest.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading manifest: %w", err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data)), nil
}

// inspect prints the site as inspectors score it, on standard output. Problems that stop publication make the command
// fail as check does.
func inspect(cmd *cobra.Command, result *build.Result, format string) error {
	sheet := audit.Score(&audit.Input{Config: result.Config, Content: result.Content, Site: result.Site, Tree: result.Tree}, result.Problems)
	var err error
	switch format {
	case "text":
		err = sheet.Text(cmd.OutOrStdout())
	case "json":
		err = sheet.JSON(cmd.OutOrStdout())
	default:
		return usagef("--inspect 的 --format 只能是 text 或 json，实为 %q", format)
	}
	if err != nil {
		return fmt.Errorf("printing the score sheet: %w", err)
	}
	if n := result.Problems.Errors(); n > 0 {
		if format == "text" {
			fmt.Fprintf(cmd.ErrOrStderr(), "有 %d 个错误，不能发布；运行 xiangwei check 逐个查看。\n", n)
		}
		return errProblems
	}
	return nil
}
