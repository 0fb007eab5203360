package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync/atomic"
	"testing"
)

// The test binary starts itself as a child that kills itself at a given step of a publish: no deferred call, no clearing
// away, as when the process is killed or the machine is switched off.
const (
	crashRoot = "XIANGWEI_TEST_CRASH_ROOT"
	crashStep = "XIANGWEI_TEST_CRASH_STEP"
	crashFrom = "XIANGWEI_TEST_CRASH_SPOOL" // set: pages wait on the disk
)

func TestMain(m *testing.M) {
	if root := os.Getenv(crashRoot); root != "" {
		crash(root)
	}
	os.Exit(m.Run())
}

// crash publishes the second site and kills the process at the step named; 0 means that it got through.
func crash(root string) {
	at, err := strconv.ParseInt(os.Getenv(crashStep), 10, 64)
	if err != nil {
		exit(err)
	}
	old, err := ReadManifest(root)
	if err != nil {
		exit(err)
	}
	tree := second.tree()
	if os.Getenv(crashFrom) != "" {
		tree, _ = second.spooled(root)
	}
	p, err := Diff(root, old, tree, edition)
	if err != nil {
		exit(err)
	}
	p.workers = 2
	var count atomic.Int64
	p.hook = func(string, string) error {
		if count.Add(1)-1 == at {
			self, err := os.FindProcess(os.Getpid())
			if err != nil {
				exit(err)
			}
			if err := self.Kill(); err != nil {
				exit(err)
			}
			select {}
		}
		return nil
	}
	exit(p.Apply(context.Background()))
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	os.Exit(0)
}

// killAt runs the child; it returns false when the child got through alive.
func killAt(t *testing.T, root string, step int64, env ...string) bool {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), crashRoot+"="+root, fmt.Sprintf("%s=%d", crashStep, step))
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.CombinedOutput()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return false
	case errors.As(err, &ended) && ended.ExitCode() != 3:
		return true
	}
	t.Fatalf("child: %v\n%s", err, out)
	return false
}

func TestKillAtEveryStep(t *testing.T) {
	total := steps(t, first, second)
	for n := range total {
		for i, heal := range []site{second, third} {
			root := t.TempDir()
			publish(t, root, first)
			if !killAt(t, root, n) {
				t.Fatalf("step %d of %d was not reached", n, total)
			}
			when := fmt.Sprintf("killed at step %d", n)
			wantWhole(t, onDisk(t, root), when)
			if i == 1 && killAt(t, root, n/2) { // a second run that does not get through either
				wantWhole(t, onDisk(t, root), when+" twice")
			}
			publish(t, root, heal)
			wantHealed(t, root, heal, when)
		}
	}
	root := t.TempDir()
	publish(t, root, first)
	if killAt(t, root, total) {
		t.Error("killed after the last step")
	}
	wantHealed(t, root, second, "not killed")
}

// TestKilledRunThenTheOldSite is the case in which believing the old manifest would leave new files in place.
func TestKilledRunThenTheOldSite(t *testing.T) {
	total := steps(t, first, second)
	for n := total / 2; n < total; n++ {
		root := t.TempDir()
		publish(t, root, first)
		if !killAt(t, root, n) {
			t.Fatalf("step %d was not reached", n)
		}
		publish(t, root, first)
		wantHealed(t, root, first, fmt.Sprintf("killed at step %d", n))
	}
}
