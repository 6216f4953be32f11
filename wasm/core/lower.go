//go:build js && wasm && slim

package main

import (
	"encoding/json"
	"syscall/js"

	"finishline/script/lower"
)

// The global function finishlineLower, if there is one, has wasm/lower do it.
func init() {
	lower.Host = func(source string, o lower.Options) (out lower.Result) {
		defer func() {
			if x := recover(); x != nil { // the function threw: the module could not be loaded
				out = lower.Result{Wrong: "this script needs a part of the simulator that could not be loaded: look at the connection and run it again"}
			}
		}()
		in, err := json.Marshal(map[string]any{"source": source, "options": o})
		if err != nil {
			return lower.Result{Wrong: err.Error()}
		}
		f := js.Global().Get("finishlineLower")
		if f.Type() != js.TypeFunction {
			return lower.Result{Wrong: "modules, async generators, for await, using and types need wasm/lower, which this host does not load"}
		}
		if err := json.Unmarshal([]byte(f.Invoke(string(in)).String()), &out); err != nil {
			return lower.Result{Wrong: err.Error()}
		}
		return out
	}
}
