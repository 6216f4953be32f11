//go:build js && wasm

// Command core is the simulator as a WebAssembly module: a page, a worker or
// Node loads it and calls the global `finishline`:
//
//	finishline.versions   array of version strings, oldest first
//	finishline.scenarios  array of {name, title, notice, source, script}
//	finishline.run({source, name, version, net, seed, choices}) → {stdout, stderr, code, error, records, hash}
//
// What run is given may come from a shared link: anything wrong in it comes
// back as error, never as a crash of the module.
package main

import (
	"fmt"
	"strings"
	"syscall/js"
	"testing/fstest"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
	"finishline/script"
)

func main() {
	api := js.Global().Get("Object").New()
	var names []any
	for _, r := range versions.Releases {
		names = append(names, r.Version.String())
	}
	api.Set("versions", names)
	var list []any
	for _, s := range scenarios.All() {
		list = append(list, map[string]any{"name": s.Name, "title": s.Title, "notice": s.Notice, "source": s.Source, "script": s.Script})
	}
	api.Set("scenarios", list)
	api.Set("run", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) == 0 || args[0].Type() != js.TypeObject {
			return failure("run needs an object: {source, version, net, seed, choices}")
		}
		return run(args[0])
	}))
	js.Global().Set("finishline", api)
	if ready := js.Global().Get("finishlineReady"); ready.Type() == js.TypeFunction {
		ready.Invoke()
	}
	select {} // the module serves calls until its host drops it
}

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
	// The newline keeps an empty script from meaning "read it from the files".
	r := setup.Simulate(script.Program{
		Path: "/" + strings.TrimPrefix(name, "/"), Source: stringOr(o, "source", "") + "\n", FS: fstest.MapFS{}, Cwd: "/",
		Stdout: &stdout, Stderr: &stderr,
	})
	out := map[string]any{
		"stdout": stdout.String(), "stderr": stderr.String(), "code": r.Result.Code,
		"records": r.Trace.Len(), "hash": fmt.Sprintf("%016x", r.Trace.Hash()),
	}
	if r.Result.Err != nil {
		out["error"] = r.Result.Err.Error()
	}
	return out
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
	return s, nil
}

func stringOr(o js.Value, key, otherwise string) string {
	if v := o.Get(key); v.Type() == js.TypeString {
		return v.String()
	}
	return otherwise
}
