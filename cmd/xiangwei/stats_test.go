package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"xiangwei/internal/build"
)

func TestBuildTellsItsSpeedAndProfile(t *testing.T) {
	dir := t.TempDir()
	cpu := filepath.Join(dir, "cpu.out")
	var stdout, stderr bytes.Buffer
	args := []string{"build", "--source", "testdata/sites/minimal", "--out", filepath.Join(dir, "out"), "--as-of", goldenDay, "--stats", "--cpuprofile", cpu}
	if code := run(context.Background(), args, &stdout, &stderr); code != exitFine {
		t.Fatalf("exit code %d:\n%s", code, &stderr)
	}
	for _, want := range []string{build.StageRead, "写入文件", "每秒", "内存"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("--stats does not tell %q:\n%s", want, &stdout)
		}
	}
	if info, err := os.Stat(cpu); err != nil || info.Size() == 0 {
		t.Errorf("no profile was written: %v", err)
	}
}

func TestProfileThatCannotBeWrittenStopsTheBuild(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	args := []string{"build", "--source", "testdata/sites/minimal", "--out", out, "--as-of", goldenDay, "--cpuprofile", filepath.Join(dir, "no", "cpu.out")}
	var stdout, stderr bytes.Buffer
	if code := run(context.Background(), args, &stdout, &stderr); code != exitFailed {
		t.Errorf("exit code %d, want %d:\n%s", code, exitFailed, &stderr)
	}
	if _, err := os.Stat(out); !os.IsNotExist(err) {
		t.Errorf("something was published: %v", err)
	}
}
