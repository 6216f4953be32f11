package script

import (
	"github.com/dop251/goja"

	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
	"finishline/script/lib"
)

// Package lib is Buffer, console, util and their like; this file gives it the
// process and gives scripts its modules and globals.

func init() {
	for _, name := range lib.Names() {
		DefineModule(&ModuleSpec{Name: name, Make: func(e *Engine) goja.Value {
			v, _ := e.Library().Require(name)
			return v
		}})
	}
	DefineGlobal(
		Field{Name: "Buffer", Hidden: true, Make: func(e *Engine) goja.Value { return e.Library().Buffer() }},
		Field{Name: "console", Hidden: true, Make: func(e *Engine) goja.Value { return e.Library().Console() }},
	)
	for _, x := range []struct {
		module string
		names  []string
	}{
		{"url", []string{"URL", "URLSearchParams"}},
		{"util", []string{"TextEncoder", "TextDecoder"}},
		{"buffer", []string{"atob", "btoa"}},
	} {
		for _, name := range x.names {
			DefineGlobal(Field{Name: name, Hidden: true, Make: func(e *Engine) goja.Value {
				v, _ := e.Library().Require(x.module)
				return v.(*goja.Object).Get(name)
			}})
		}
	}
}

func init() {
	DefineGlobal(Field{Name: "crypto", Make: func(e *Engine) goja.Value {
		if !e.env.Has(versions.GlobalCrypto) {
			return goja.Undefined()
		}
		v, _ := e.Library().Require("crypto")
		return v.(*goja.Object).Get("webcrypto")
	}})
}

// Library is the process's package lib.
func (e *Engine) Library() *lib.Lib { return Room(e, newLibrary) }

func newLibrary(e *Engine) *lib.Lib {
	p := e.process
	return lib.New(e.rt, lib.Host{
		Versions: e.env.Versions,
		Stdout:   func(text string) { p.Print(1, text) },
		Stderr:   func(text string) { p.Print(2, text) },
		Require:  func(name string) goja.Value { return p.builtin("node:" + name) },
		NewError: func(class, code, message string) *goja.Object {
			return e.errorObject(&realm.Error{Name: class, Code: code, Message: message})
		},
		Now:      func() int64 { return int64(e.env.ReadClock()) },
		NextTick: e.env.NextTick,
		Warn: func(message, kind, code string) {
			if kind == "" {
				kind = "Warning"
			}
			e.env.EmitWarning(&realm.Error{Name: kind, Code: code, Message: message})
		},
		Random:  p.Random,
		FS:      p.files,
		Cwd:     p.Cwd,
		IsState: e.isState,
		Source:  p.sourceOf,
		Work: func(fn func()) {
			e.env.Loop.QueueWork(func() { e.env.Callback(fn) })
		},
		Lookup: func(host string, family int, done func(goja.Value, []string)) {
			net.Lookup(e.env, host, family, func(err *realm.Error, list []net.Address) {
				if err != nil {
					done(e.errorObject(err), nil)
					return
				}
				addresses := make([]string, len(list))
				for i, a := range list {
					addresses[i] = a.IP
				}
				done(nil, addresses)
			})
		},
		TimeOrigin: epoch / 1e6,
		Process:    func() *goja.Object { return e.ToJS(realm.Hosted(p)).(*goja.Object) },
	})
}

// initLibrary ties package lib to the process: what machines ask of it.
func (p *Process) initLibrary() {
	e := p.e
	e.newBuffer = func(b []byte) *goja.Object { return e.Library().NewBuffer(b) }
	e.env.Inspect = func(v realm.Value, depth int) string { return e.Library().InspectDepth(e.ToJS(v), depth) }
	e.env.QueueMicrotask = e.Microtask
	e.env.WallClock = func() int64 { return (epoch + int64(e.env.Kernel.Now())) / 1e6 }
	e.env.Describe = func(v realm.Value) string { return e.Library().Received(e.ToJS(v)) }
}

// sourceOf is the text of one of the script's files.
func (p *Process) sourceOf(file string) string {
	if file == p.program.Path && p.program.Source != "" {
		return p.program.Source
	}
	text, err := p.read(file)
	if err != nil {
		return ""
	}
	return text
}
