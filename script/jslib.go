package script

import (
	"embed"
	"sync"

	"github.com/dop251/goja"
)

// The parts of events and stream that are promises and iterators all through
// are JavaScript of our own (folder js): compiled once, instantiated in a
// process when it first asks for one of their functions.

//go:embed js/*.js
var jsSources embed.FS

var jsPrograms sync.Map // name → *goja.Program

// jsRoom holds a process's instances.
type jsRoom struct{ exports map[string]*goja.Object }

// loadJS instantiates js/name.js.
func (e *Engine) loadJS(name string) *goja.Object {
	room := Room(e, func(*Engine) *jsRoom { return &jsRoom{exports: map[string]*goja.Object{}} })
	if o := room.exports[name]; o != nil {
		return o
	}
	fn, err := e.rt.RunProgram(jsProgram(name))
	must(err)
	body, _ := goja.AssertFunction(fn)
	exports := e.rt.NewObject()
	room.exports[name] = exports
	load := e.NewFunction("load", 1, func(c Call) goja.Value { return c.loadJS(c.JS(0).String()) })
	if _, err := body(goja.Undefined(), exports, load, e.nativeParts()); err != nil {
		e.raise(err)
	}
	return exports
}

func jsProgram(name string) *goja.Program {
	if p, ok := jsPrograms.Load(name); ok {
		return p.(*goja.Program)
	}
	src, err := jsSources.ReadFile("js/" + name + ".js")
	must(err)
	p := goja.MustCompile("node:internal/"+name, "(function (exports, load, native) {"+string(src)+"\n})", true)
	jsPrograms.Store(name, p)
	return p
}

// callJS calls an exported function of js/file.js.
func (e *Engine) callJS(file, name string, args ...goja.Value) goja.Value {
	return e.jsFunction(file, name)(goja.FunctionCall{This: goja.Undefined(), Arguments: args})
}

func (e *Engine) jsFunction(file, name string) func(goja.FunctionCall) goja.Value {
	f, ok := e.loadJS(file).Get(name).(*goja.Object)
	if !ok {
		panic("script: js/" + file + ".js has no " + name)
	}
	return e.rawCall(f)
}

// fromJS is a method whose body is a function of js/file.js.
func fromJS(file, name string) func(c Call) goja.Value {
	return func(c Call) goja.Value {
		return c.jsFunction(file, name)(goja.FunctionCall{This: c.This, Arguments: c.Args})
	}
}
