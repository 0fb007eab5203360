package main

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/spf13/cobra"

	"xiangwei/internal/output"
)

// nextChange returns the instant at which the content published in a folder changes by the clock alone, as its manifest
// says; zero where there is no manifest, or none this program can read, or nothing changes any more.
func nextChange(out string) (time.Time, error) {
	m, err := output.ReadManifest(out)
	if errors.Is(err, fs.ErrNotExist) {
		return time.Time{}, nil
	}
	if err != nil || m == nil {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339, m.NextChange)
	if err != nil {
		return time.Time{}, nil
	}
	return at, nil
}

// notYet reports, and tells, that the published content has not changed by the clock since. It reads the manifest and
// nothing else, so that a task that runs every few minutes costs nothing; whether a text was edited it does not ask.
func notYet(cmd *cobra.Command, out string, now time.Time) (bool, error) {
	at, err := nextChange(out)
	if err != nil || at.IsZero() || !now.Before(at) {
		return false, err
	}
	fmt.Fprintf(cmd.OutOrStdout(), "还没有到内容随时间变化的时刻（%s），不必重新发布。\n", at.Format("2006-01-02 15:04"))
	return true, nil
}
