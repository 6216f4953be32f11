//go:build js && wasm

package main

import (
	"errors"
	"fmt"
	"strings"
	"syscall/js"

	"finishline/explore"
	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
	"finishline/sim"
)

// maxRecords keeps the trace of a run within what a browser tab can hold:
// 56 bytes each here and about as much in the page.
const maxRecords = 1_000_000

func failure(message string) any { return map[string]any{"error": message, "code": 1} }

// run never panics: its options are hostile until parsed.
func run(o js.Value) (result any) {
	defer recovered(&result)
	setup, err := setupOf(o)
	if err != nil {
		return failure(err.Error())
	}
	members, err := membersOf(o, &setup)
	if err != nil {
		return failure(err.Error())
	}
	var stdout, stderr strings.Builder
	out := newPost(o)
	for i := range members {
		p := &members[i].Program
		p.Stdout, p.Stderr, p.Turn = out.console(1, &stdout), out.console(2, &stderr), out.turn
	}
	t, end := simulate(setup, members)
	out.end(t)
	answer := map[string]any{
		"stdout": stdout.String(), "stderr": stderr.String(), "code": end.Code, "signal": end.Signal,
		"records": t.Len(), "hash": fmt.Sprintf("%016x", t.Hash()),
		"verdict": verdictOf(t),
	}
	if end.Err != nil {
		answer["error"] = end.Err.Error()
		var limit *script.LimitError
		if errors.As(end.Err, &limit) {
			answer["limit"] = limit.Limit
		}
		if errors.As(end.Err, new(sim.ForeignChoice)) {
			answer["foreign"] = true
		}
	}
	return answer
}

// simulate runs the programs. How several ended is how the first did that failed.
func simulate(setup scenarios.Setup, members []scenarios.Member) (*sim.Trace, script.Result) {
	if len(members) == 1 {
		r := setup.Simulate(members[0].Program)
		return r.Trace, r.Result
	}
	r := setup.SimulateWorld(members)
	for _, m := range r.Members {
		if m.Ended && m.Result != (script.Result{}) {
			return r.Trace, m.Result
		}
	}
	return r.Trace, script.Result{}
}

func setupOf(o js.Value) (s scenarios.Setup, err error) {
	if s.Version, err = versions.Find(stringOr(o, "version", versions.Default.String())); err != nil {
		return s, fmt.Errorf("version: %w", err)
	}
	if s.Net, err = netmodel.ParseProfile(stringOr(o, "net", netmodel.Loopback.Name)); err != nil {
		return s, fmt.Errorf("net: %w", err)
	}
	if v := o.Get("seed"); v.Type() == js.TypeNumber {
		s.Seed = uint64(v.Int())
	}
	schedule, err := explore.ParseSchedule(stringOr(o, "choices", ""))
	if err != nil {
		return s, fmt.Errorf("choices: %w", err)
	}
	s.Choices = schedule.Choices()
	// What an exploration asks is what its schedules answer; the canonical run is
	// asked too, so that a person sees where it can be left.
	s.Explore = explore.Liberties
	s.Trace = true
	s.Limits.Records = maxRecords
	return s, nil
}

func stringOr(o js.Value, key, otherwise string) string {
	if v := o.Get(key); v.Type() == js.TypeString {
		return v.String()
	}
	return otherwise
}
