package build

import (
	"context"
	"errors"
	"fmt"

	"xiangwei/internal/config"
	"xiangwei/internal/diag"
	"xiangwei/internal/workday"
)

// Read runs the pipeline up to the site's graph and makes no output: for what asks about records and not about pages.
// The result's problems are those of the files and the graph.
func Read(ctx context.Context, o Options) (*Result, error) {
	b := &builder{Options: o, result: &Result{}}
	b.looks = func() looks { return looks{} } // nothing is made of them
	if err := b.read(ctx); err != nil {
		return nil, err
	}
	b.result.Problems = b.report()
	return b.result, nil
}

// calendarOf returns the calendar of working days with what config.toml says of it. Days that contradict each other are
// a problem, and then the built-in notices count alone.
func calendarOf(cfg *config.Config) (*workday.Calendar, diag.List, error) {
	c, err := workday.New(workday.Override(cfg.Calendar))
	var wrong *workday.OverrideError
	switch {
	case err == nil:
		return c, nil, nil
	case !errors.As(err, &wrong):
		return nil, nil, fmt.Errorf("making the calendar of working days: %w", err)
	}
	problem := config.RuleConfig.At(diag.Pos{File: config.File}, "%s", wrong.Message).WithHint("核对 config.toml 的 [calendar]")
	if c, err = workday.New(workday.Override{}); err != nil {
		return nil, nil, fmt.Errorf("making the calendar of working days: %w", err)
	}
	return c, diag.List{problem}, nil
}
