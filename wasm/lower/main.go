//go:build js && wasm

// Command lower is the module that a page loads when a script has syntax that
// the simulator's engine does not know: modules, async generators, for await,
// using, types. It is a module of its own because esbuild is as large as the
// simulator, and few scripts need it. It sets one global function:
//
//	finishlineLowering(JSON of {source, options}) → JSON of lower.Result
package main

import (
	"encoding/json"
	"syscall/js"

	"finishline/script/lower"
)

func main() {
	js.Global().Set("finishlineLowering", js.FuncOf(func(_ js.Value, args []js.Value) any {
		var in struct {
			Source  string        `json:"source"`
			Options lower.Options `json:"options"`
		}
		out := lower.Result{Wrong: "finishlineLowering needs JSON"}
		if len(args) > 0 && args[0].Type() == js.TypeString && json.Unmarshal([]byte(args[0].String()), &in) == nil {
			out = lower.Transform(in.Source, in.Options)
		}
		b, err := json.Marshal(out)
		if err != nil {
			return `{"wrong":"internal error"}`
		}
		return string(b)
	}))
	select {} // the module serves calls until its host drops it
}
