//go:build js && wasm

// Command lower is the module that a page loads when a script has syntax that
// the simulator's engine does not know: modules, async generators, for await,
// using, types. It is a module of its own because esbuild is as large as the
// simulator, and few scripts need it. It sets one global function:
//
//	finishlineLowering(JSON of {source, options}) → JSON of lower.Result
//
// The host reads and writes the JSON: Go's package for it would be a tenth of
// the module.
package main

import (
	"syscall/js"

	"finishline/script/lower"
)

func main() {
	json := js.Global().Get("JSON")
	js.Global().Set("finishlineLowering", js.FuncOf(func(_ js.Value, args []js.Value) (answer any) {
		defer func() {
			if recover() != nil { // JSON.parse threw, or esbuild did
				answer = `{"wrong":"finishlineLowering needs JSON of a source that can be transformed"}`
			}
		}()
		in := json.Call("parse", args[0])
		out := lower.Transform(in.Get("source").String(), optionsOf(in.Get("options")))
		return json.Call("stringify", map[string]any{"code": out.Code, "wrong": out.Wrong, "line": out.Line, "col": out.Col})
	}))
	select {} // the module serves calls until its host drops it
}

func optionsOf(o js.Value) (out lower.Options) {
	text := func(name string) string {
		if v := o.Get(name); v.Type() == js.TypeString {
			return v.String()
		}
		return ""
	}
	out = lower.Options{
		File: text("file"), Banner: text("banner"), Footer: text("footer"),
		TS: o.Get("ts").Truthy(), CommonJS: o.Get("commonJS").Truthy(), Engine: o.Get("engine").Truthy(),
	}
	if d := o.Get("define"); d.Type() == js.TypeObject {
		out.Define = map[string]string{}
		keys := js.Global().Get("Object").Call("keys", d)
		for i := range keys.Length() {
			out.Define[keys.Index(i).String()] = d.Get(keys.Index(i).String()).String()
		}
	}
	return out
}
