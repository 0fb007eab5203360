package main

import (
	"debug/buildinfo"
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestCrossCompile builds the program for every platform it is offered for: one file each, without cgo, and on Linux
// without a dynamic loader, so that it runs on any distribution.
func TestCrossCompile(t *testing.T) {
	t.Parallel()
	for _, target := range []struct{ system, machine string }{
		{"linux", "amd64"}, {"linux", "arm64"}, {"linux", "loong64"}, {"windows", "amd64"}, {"darwin", "arm64"},
	} {
		t.Run(target.system+"-"+target.machine, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "xiangwei")
			cmd := exec.Command("go", "build", "-trimpath", "-o", out, ".")
			cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+target.system, "GOARCH="+target.machine)
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			info, err := buildinfo.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, s := range info.Settings {
				got[s.Key] = s.Value
			}
			for key, want := range map[string]string{"CGO_ENABLED": "0", "GOOS": target.system, "GOARCH": target.machine, "-trimpath": "true"} {
				if got[key] != want {
					t.Errorf("%s is %q, want %q", key, got[key], want)
				}
			}
			if target.system == "linux" {
				staticFile(t, out)
			}
		})
	}
}

func staticFile(t *testing.T, name string) {
	t.Helper()
	f, err := elf.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type == elf.PT_INTERP || p.Type == elf.PT_DYNAMIC {
			t.Errorf("the program needs a dynamic loader: it has a segment %s", p.Type)
		}
	}
}
