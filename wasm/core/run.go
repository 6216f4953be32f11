//go:build js && wasm

package main

import (
	"errors"
	"fmt"
	"strings"
	"syscall/js"
	"testing/fstest"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
)

// maxRecords keeps the trace of a run within what a browser tab can hold:
// 56 bytes each here and about as much in the page.
const maxRecords = 1_000_000

func failure(message string) any { return map[string]any{"error": message, "code": 1} }

// run never panics: its options are hostile until parsed.
func run(o js.Value) (result any) {
	defer func() {
		if x := recover(); x != nil {
			result = failure(fmt.Sprintf("internal error: %v", x))
		}
	}()
	setup, err := setupOf(o)
	if err != nil {
		return failure(err.Error())
	}
	var stdout, stderr strings.Builder
	name := stringOr(o, "name", "script.js")
	out := newPost(o)
	// The newline keeps an empty script from meaning "read it from the files".
	r := setup.Simulate(script.Program{
		Path: "/" + strings.TrimPrefix(name, "/"), Source: stringOr(o, "source", "") + "\n", FS: fstest.MapFS{}, Cwd: "/",
		Stdout: out.console(1, &stdout), Stderr: out.console(2, &stderr), Turn: out.turn,
	})
	out.end(r.Trace)
	answer := map[string]any{
		"stdout": stdout.String(), "stderr": stderr.String(), "code": r.Result.Code, "signal": r.Result.Signal,
		"records": r.Trace.Len(), "hash": fmt.Sprintf("%016x", r.Trace.Hash()), "choices": numbers(r.Choices),
		"verdict": verdictOf(r.Trace),
	}
	if r.Result.Err != nil {
		answer["error"] = r.Result.Err.Error()
		var limit *script.LimitError
		if errors.As(r.Result.Err, &limit) {
			answer["limit"] = limit.Limit
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
	if v := o.Get("choices"); v.Type() == js.TypeObject {
		for i := 0; i < v.Length(); i++ {
			c := v.Index(i)
			if c.Type() != js.TypeNumber || c.Int() < 0 {
				return s, fmt.Errorf("choices[%d]: want a number that is not negative", i)
			}
			s.Choices = append(s.Choices, c.Int())
		}
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

func numbers(list []int) []any {
	out := make([]any, len(list))
	for i, n := range list {
		out[i] = n
	}
	return out
}
