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
	var stdout, stderr strings.Builder
	out := newPost(o)
	p := programOf(o)
	p.Stdout, p.Stderr, p.Turn = out.console(1, &stdout), out.console(2, &stderr), out.turn
	r := setup.Simulate(p)
	out.end(r.Trace)
	answer := map[string]any{
		"stdout": stdout.String(), "stderr": stderr.String(), "code": r.Result.Code, "signal": r.Result.Signal,
		"records": r.Trace.Len(), "hash": fmt.Sprintf("%016x", r.Trace.Hash()),
		"verdict": verdictOf(r.Trace),
	}
	if r.Result.Err != nil {
		answer["error"] = r.Result.Err.Error()
		var limit *script.LimitError
		if errors.As(r.Result.Err, &limit) {
			answer["limit"] = limit.Limit
		}
		if errors.As(r.Result.Err, new(sim.ForeignChoice)) {
			answer["foreign"] = true
		}
	}
	return answer
}

func setupOf(o js.Value) (s scenarios.Setup, err error) {
	if s.Version, err = versions.Find(stringOr(o, "version", versions.Default.String())); err != nil {
		return s, fmt.Errorf("version: %w", err)
	}
	net := stringOr(o, "net", netmodel.Loopback.Name)
	var ok bool
	if s.Net, ok = netmodel.ProfileNamed(net); !ok {
		return s, fmt.Errorf("net: no profile is called %q", net)
	}
	if v := o.Get("seed"); v.Type() == js.TypeNumber {
		s.Seed = uint64(v.Int())
	}
	schedule, err := explore.ParseSchedule(stringOr(o, "choices", ""))
	if err != nil {
		return s, fmt.Errorf("choices: %w", err)
	}
	if s.Choices = schedule.Choices(); len(s.Choices) > 0 {
		s.Explore = explore.Liberties // what an exploration asks is what its schedules answer
	}
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
