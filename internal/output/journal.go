package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strings"
)

const (
	journalName    = privateDir + "/pending.json"
	journalTemp    = privateDir + "/pending.json.tmp"
	journalVersion = 1
)

// journal is what an unfinished run leaves behind: every path it may have touched, with the content it was to get. A path
// stands here once for each content, since several runs may have been cut off one after another.
type journal struct {
	Version int     `json:"version"`
	Files   []claim `json:"files"` // sorted
}

// claim is one path of a journal. A later run deletes such a file only if the old manifest lists it too or its content has
// this hash: a foreign file of the same path, which the run was cut off before replacing, is not ours to delete.
type claim struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256,omitempty"` // empty for a file that was to be deleted
}

// pending is what Diff found of an earlier run.
type pending struct {
	found  bool               // there is a journal, whole or not
	claims map[string][]claim // by path; nil when there is no journal or it is damaged
	broken bool               // the journal cannot be read: believe nothing on disk, look for temporary files everywhere
}

// readPending reads the journal of an earlier run. A damaged journal comes of a power cut before it was durable, hence
// before the first rename: it owns nothing.
func readPending(data []byte, err error) (pending, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return pending{}, nil
	}
	if err != nil {
		return pending{}, err
	}
	var j journal
	if json.Unmarshal(data, &j) != nil || j.Version != journalVersion {
		return pending{found: true, broken: true}, nil
	}
	claims := make(map[string][]claim, len(j.Files))
	for _, c := range j.Files {
		if pathTrouble(c.Path) != "" {
			return pending{found: true, broken: true}, nil
		}
		claims[c.Path] = append(claims[c.Path], c)
	}
	return pending{found: true, claims: claims}, nil
}

// encodeJournal returns the journal of a run: its own claims and those of the unfinished runs before it.
func encodeJournal(claims []claim) ([]byte, error) {
	slices.SortFunc(claims, compareClaims)
	var b bytes.Buffer
	err := encodeLine(&b, journal{journalVersion, slices.Compact(claims)})
	return b.Bytes(), err
}

func compareClaims(a, b claim) int {
	if c := strings.Compare(a.Path, b.Path); c != 0 {
		return c
	}
	return strings.Compare(a.SHA256, b.SHA256)
}
