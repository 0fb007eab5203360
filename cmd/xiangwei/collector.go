package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

const (
	// roomSize and a share of what is in use are how much garbage may gather before it is collected. Go's own rule, as
	// much again as is in use, collects a small site every few milliseconds – a fifth of the build of 1,000 records –
	// and gives a large one twice the memory it needs.
	roomSize  = 96 << 20
	roomShare = 4

	// warmPercent is how much garbage may gather in a run that remembers most, as a share of what is in use: the
	// collector took a third of such a run with Go's own 100.
	warmPercent = 150
)

// collect sets the collector for a build, unless the environment says otherwise. docs/performance.md has the figures.
//
// A run that remembers most makes little garbage and ends before it would matter: it collects once there is a lot.
func collect(warm bool) {
	switch {
	case os.Getenv("GOGC") != "":
	case warm:
		debug.SetGCPercent(warmPercent)
	default:
		giveRoom()
	}
}

// giveRoom says how much garbage may gather, now and again after each collection, when it is known what is in use.
func giveRoom() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(roomPercent(live[0].Value.Uint64()))
	runtime.AddCleanup(new([64]byte), func(struct{}) { giveRoom() }, struct{}{}) // run once the next collection finds it unused
}

// roomPercent returns the room for garbage as a share of what is in use.
func roomPercent(inUse uint64) int {
	const least = 4 << 20 // what Go itself takes for the least there is
	inUse = max(inUse, least)
	return int((roomSize + inUse/roomShare) * 100 / inUse)
}
