package explore

import (
	"errors"
	"fmt"
	"slices"
)

// Header names an exploration: two states belong together if their headers are
// equal.
type Header struct {
	File       string   `json:"file"`
	With       []string `json:"with,omitempty"` // the programs beside it
	Source     string   `json:"source"`         // hash of the script
	Version    string   `json:"version"`
	Net        string   `json:"net"`
	Seed       uint64   `json:"seed"`
	Liberties  []string `json:"liberties"`
	Strategy   Strategy `json:"strategy"`
	Departures int      `json:"departures,omitempty"`
	MaxDepth   int      `json:"maxDepth"`
	MaxRuns    int      `json:"maxSchedules"`
}

func (h Header) equal(o Header) bool {
	same := slices.Equal(h.Liberties, o.Liberties) && slices.Equal(h.With, o.With)
	h.Liberties, o.Liberties, h.With, o.With = nil, nil, nil, nil
	return same && fmt.Sprint(h) == fmt.Sprint(o)
}

// State is an exploration under way: what its finished tasks found. It is what
// is saved to go on later, and what a shard leaves for the others.
type State struct {
	Header Header        `json:"exploration"`
	First  *Part         `json:"first"`
	Done   map[int]*Part `json:"tasks"`
}

// NewState is the state of a plan of which no task has run.
func NewState(h Header, p *Plan) *State {
	return &State{Header: h, First: p.First(), Done: make(map[int]*Part)}
}

// Join adds the tasks of another state.
func (s *State) Join(o *State) error {
	if !s.Header.equal(o.Header) {
		return errors.New("the two were made with different scripts, versions or bounds")
	}
	for t, p := range o.Done { // order: into a map again
		if t < 0 || t >= tasks || p == nil {
			return fmt.Errorf("there is no task %d", t)
		}
		s.Done[t] = p
	}
	return nil
}

// Missing lists the tasks that have not been run.
func (s *State) Missing() []int {
	var out []int
	for t := range tasks {
		if s.Done[t] == nil {
			out = append(out, t)
		}
	}
	return out
}

// Whole merges what there is, in the order of the tasks.
func (s *State) Whole() *Part {
	all := &Part{}
	all.Merge(s.First)
	for t := range tasks {
		if p := s.Done[t]; p != nil {
			all.Merge(p)
		}
	}
	if n := len(s.Missing()); n > 0 {
		if all.Cut == "" {
			all.Cut, all.Walked = fmt.Sprintf("%d of %d tasks have not been run", n, tasks), 1
		}
		all.Walked = min(all.Walked, 1) // what the plan itself makes
	}
	all.Sort()
	return all
}
