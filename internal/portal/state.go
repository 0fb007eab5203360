package portal

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// StateFile is the name of the state in the folder of the packs.
const StateFile = "portal.json"

const stateVersion = 1

// ErrState is returned for a state that cannot be read.
var ErrState = errors.New("not a state of portal packs")

// State is what was handed over so far.
type State struct {
	Version int      `json:"version"`
	Packs   []string `json:"packs"`   // names of all packs, the newest last
	Records []Handed `json:"records"` // by identity
}

// Handed is one article as it was handed over last.
type Handed struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Sum   string `json:"sum"`
}

// ParseState reads a state.
func ParseState(data []byte) (State, error) {
	var s State
	if err := json.Unmarshal(data, &s); err != nil {
		return State{}, fmt.Errorf("%w: %w", ErrState, err)
	}
	if s.Version != stateVersion {
		return State{}, fmt.Errorf("%w: version %d", ErrState, s.Version)
	}
	return s, nil
}

// Encode writes a state; the same state gives the same bytes.
func (s State) Encode() ([]byte, error) {
	data, err := json.MarshalIndent(s, "", " ")
	return append(data, '\n'), err
}

// next returns the name of the next pack of a day.
func (s State) next(day string) string {
	name := day
	for n := 2; slices.Contains(s.Packs, name); n++ {
		name = fmt.Sprintf("%s-%d", day, n)
	}
	return name
}
