package main

import "testing"

func TestRoomForGarbage(t *testing.T) {
	const mib = 1 << 20
	for _, c := range []struct {
		name        string
		inUse, room uint64 // MiB
	}{
		{"a new process", 0, 97}, {"a small site", 16, 100}, {"ten thousand records", 160, 136}, {"a hundred thousand", 1400, 446},
	} {
		percent := roomPercent(c.inUse * mib)
		if got := max(c.inUse, 4) * uint64(percent) / 100; got > c.room || got+1+c.inUse/100 < c.room {
			t.Errorf("%s: room for %d MiB of garbage, want %d", c.name, got, c.room)
		}
	}
}
