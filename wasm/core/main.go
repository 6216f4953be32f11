//go:build js && wasm

// Command core is the simulator as a WebAssembly module: a page's worker or
// Node loads it and calls the global `finishline`:
//
//	finishline.versions   array of version strings, oldest first
//	finishline.profiles   array of {name, latency (ms), bandwidth (bytes/s, 0 unlimited), loss}
//	finishline.scenarios  array of {name, title, notice, source, script}
//	finishline.run({files, together, version, net, seed, choices, onTrace, onOutput})
//	  → {stdout, stderr, code, signal, error, limit, foreign, records, hash, verdict}
//	finishline.explore({files, together, version, net, seed, onProgress})
//	finishline.remedies({files, together, version, net, seed, choices, onProgress})
//	  → {report, error}
//
// files is an array of {name, source, main}: those that are main are programs,
// each in a process on a host of its own, or together in one. A single script
// may be given as source instead.
//
// choices is a schedule like "12=1,30=2" (package explore); "" is the canonical
// run. foreign says that it is none of this script's. explore finds the classes
// of schedules, remedies what would save the response that choices lose; report
// is JSON, and onProgress(schedules, report) gets what is known by then, or "".
//
// onTrace(Uint8Array) gets the trace in sim's encoding, in pieces and while it
// grows; onOutput(fd, text) what the process prints, as it prints it. verdict is
// JSON. What run is given may come from a shared link: anything wrong in it
// comes back as error, never as a crash of the module.
//
// Built with the tag slim it carries neither scenarios nor esbuild: a page has
// the scenarios as a file, and loads wasm/lower for scripts that need it.
package main

import (
	"syscall/js"
	"time"

	"finishline/netmodel"
	"finishline/node/versions"
	"finishline/scenarios"
)

func main() {
	api := js.Global().Get("Object").New()
	var names, profiles, list []any
	for _, r := range versions.Releases {
		names = append(names, r.Version.String())
	}
	for _, p := range netmodel.Profiles() {
		profiles = append(profiles, map[string]any{
			"name": p.Name, "latency": float64(p.Latency) / float64(time.Millisecond), "bandwidth": float64(p.Bandwidth), "loss": p.Loss,
		})
	}
	for _, s := range scenarios.All() {
		list = append(list, map[string]any{"name": s.Name, "title": s.Title, "notice": s.Notice, "source": s.Source, "script": s.Script})
	}
	api.Set("versions", names)
	api.Set("profiles", profiles)
	api.Set("scenarios", list)
	for name, call := range map[string]func(js.Value) any{"run": run, "explore": exploreAll, "remedies": remedies} { // order: into an object
		api.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			if len(args) == 0 || args[0].Type() != js.TypeObject {
				return failure(name + " needs an object: {files, version, net, seed, choices}")
			}
			return call(args[0])
		}))
	}
	js.Global().Set("finishline", api)
	if ready := js.Global().Get("finishlineReady"); ready.Type() == js.TypeFunction {
		ready.Invoke()
	}
	select {} // the module serves calls until its host drops it
}
