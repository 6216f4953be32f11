package explore

import (
	"strings"

	"finishline/sim"
)

// Runner runs the script once. It must be deterministic: the same answers give
// the same Result.
type Runner interface {
	// Run makes one run. The chooser's Attach is called with the world's view
	// before anything happens.
	Run(c *Chooser, trace *sim.Trace) Result
}

// Result is how one run ended.
type Result struct {
	Processes []ProcessResult `json:"processes"`
	// Observed is the world's account of what programs were shown.
	Observed uint64 `json:"-"`
}

// ProcessResult is how one process ended.
type ProcessResult struct {
	Name   string `json:"name"`
	Stdout string `json:"stdout"` // 64 KiB of it at most, as of Stderr
	Stderr string `json:"stderr"`
	Code   int    `json:"code"`
	Signal string `json:"signal,omitempty"` // that ended it
	// Waits: it was still waiting when nothing could happen any more.
	Waits bool `json:"waits,omitempty"`
	// Error says why it ended where real Node would have gone on: a limit, or a
	// wait that cannot end.
	Error string `json:"error,omitempty"`
	// Limit is the limit that it was: CPU, memory, virtual time, loop, trace.
	Limit string `json:"limit,omitempty"`
}

// stopped is why a real limit ended the run, "" if none did. Where it did is
// chance: such a run stands for nothing.
func (r *Result) stopped() string {
	for i := range r.Processes {
		if p := &r.Processes[i]; p.Limit == "CPU" || p.Limit == "memory" {
			return p.Error
		}
	}
	return ""
}

// Key names the class of the result: equal for runs whose programs printed the
// same, ended the same and were shown the same.
func (r *Result) Key() uint64 {
	h := sim.Mix(0, r.Observed)
	for i := range r.Processes {
		p := &r.Processes[i]
		h = sim.Mix(h, sim.HashString(p.Name))
		h = sim.Mix(h, sim.HashString(p.Stdout))
		h = sim.Mix(h, sim.HashString(p.Stderr))
		h = sim.Mix(h, sim.HashString(p.Signal))
		h = sim.Mix(h, sim.HashString(p.Error))
		h = sim.Mix(h, uint64(p.Code)<<1|uint64(btoi(p.Waits)))
	}
	return h
}

// World is what a chooser may know of the world it decides for.
type World interface {
	// Fingerprint stands for the histories of its programs and sockets.
	Fingerprint() uint64
	// Epoch changes whenever what was answered before it shows in the histories.
	Epoch() uint64
}

// Text is what the processes printed, one after the other.
func (r *Result) Text() string {
	var b strings.Builder
	for i := range r.Processes {
		p := &r.Processes[i]
		b.WriteString(p.Stdout + p.Stderr)
		if p.Error != "" {
			b.WriteString(p.Error + "\n")
		}
	}
	return b.String()
}
