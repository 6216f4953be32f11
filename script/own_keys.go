package script

import (
	"github.com/dop251/goja"

	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/versions"
)

// The properties of Node's objects, in the order in which its constructors make
// them, as real objects list them.

// The symbols that Node's objects show.
var (
	symShapeMode = goja.NewSymbol("shapeMode")
	symCapture   = goja.NewSymbol("kCapture")
	symCallback  = goja.NewSymbol("kCallback")
	symAsyncID   = goja.NewSymbol("async_id_symbol")
	symEmitting  = goja.NewSymbol("events.emitting")
)

func named(names ...string) []ownKey {
	out := make([]ownKey, len(names))
	for i, n := range names {
		out[i].name = n
	}
	return out
}

// fixed is a property that never changes.
func fixed(name string, v any) ownKey {
	return ownKey{name: name, value: func(e *Engine) goja.Value { return e.ToJS(v) }}
}

func fixedSymbol(s *goja.Symbol, v any) ownKey {
	return ownKey{sym: s, value: func(e *Engine) goja.Value { return e.ToJS(v) }}
}

// emitterSymbols end every emitter: shaped is kShapeMode.
func emitterSymbols(has func(versions.Behaviour) bool, shaped bool) []ownKey {
	var out []ownKey
	if has(versions.EmitterShapeMode) {
		out = append(out, fixedSymbol(symShapeMode, shaped))
	}
	return append(out, ownKey{sym: symCapture, name: "kCapture", get: func(c Call) goja.Value {
		m, ok := c.Machine().(interface{ EmitterBase() *events.Emitter })
		return c.ToJS(ok && m.EmitterBase().CaptureRejections())
	}})
}

func emitterOwn(has func(versions.Behaviour) bool) []ownKey {
	return append(named("_events", "_eventsCount", "_maxListeners"), emitterSymbols(has, false)...)
}

// streamOwn are the properties of a stream with the given state objects.
func streamOwn(states ...string) ownKeys {
	duplex := len(states) > 1
	return func(has func(versions.Behaviour) bool) []ownKey {
		var out []ownKey
		if has(versions.EmitterShapeMode) {
			out = append(named("_events"), named(states...)...)
		} else {
			out = append(named(states[0], "_events", "_eventsCount", "_maxListeners"), named(states[1:]...)...)
		}
		if duplex {
			out = append(out, ownKey{name: "allowHalfOpen", get: streamHalfOpen, set: setStreamHalfOpen})
		}
		if has(versions.EmitterShapeMode) {
			out = append(out, named("_maxListeners", "_eventsCount")...)
		}
		return append(out, emitterSymbols(has, true)...)
	}
}

func transformOwn(has func(versions.Behaviour) bool) []ownKey {
	return append(streamOwn("_readableState", "_writableState")(has), fixedSymbol(symCallback, realm.Null))
}

// timeoutOwn and immediateOwn: lib/internal/timers.js, class Timeout and class
// Immediate.
func timeoutOwn(has func(versions.Behaviour) bool) []ownKey {
	list := func(c Call) goja.Value { return c.timersList(This[*timers.Timeout](c).Destroyed()) }
	out := append(named("_idleTimeout"), ownKey{name: "_idlePrev", get: list}, ownKey{name: "_idleNext", get: list})
	out = append(out, named("_idleStart", "_onTimeout")...)
	out = append(out, fixed("_timerArgs", nil))
	out = append(out, named("_repeat", "_destroyed")...)
	return append(out, timerSymbols(has, true)...)
}

func immediateOwn(has func(versions.Behaviour) bool) []ownKey {
	out := []ownKey{fixed("_idleNext", realm.Null), fixed("_idlePrev", realm.Null)}
	out = append(out, named("_onImmediate")...)
	out = append(out, fixed("_argv", nil))
	return append(append(out, named("_destroyed")...), timerSymbols(has, false)...)
}

var (
	symRefed        = goja.NewSymbol("refed")
	symHasPrimitive = goja.NewSymbol("kHasPrimitive")
	symAsyncIDOf    = goja.NewSymbol("asyncId")
	symTriggerID    = goja.NewSymbol("triggerId")
	symContextFrame = goja.NewSymbol("kAsyncContextFrame")
)

func timerSymbols(has func(versions.Behaviour) bool, timeout bool) []ownKey {
	out := []ownKey{{name: "refed", sym: symRefed, get: func(c Call) goja.Value {
		m, ok := c.Machine().(interface{ HasRef() bool })
		return c.ToJS(ok && m.HasRef())
	}}}
	if timeout {
		out = append(out, ownKey{name: "kHasPrimitive", sym: symHasPrimitive, get: func(c Call) goja.Value {
			return c.ToJS(This[*timers.Timeout](c).HasID())
		}})
	}
	// Which numbers a real run gives depends on what Node itself made before.
	out = append(out, fixedSymbol(symAsyncIDOf, 2), fixedSymbol(symTriggerID, 1))
	if has(versions.TimersKeepContext) {
		out = append(out, fixedSymbol(symContextFrame, nil))
	}
	return out
}

// timersList stands for the list that a timer is in.
func (c Call) timersList(gone bool) goja.Value {
	if gone {
		return goja.Null()
	}
	type room struct{ o *goja.Object }
	return Room(c.Engine, func(e *Engine) *room {
		o := e.rt.NewObject()
		must(o.SetPrototype(e.prototype(timersListClass)))
		must(o.Set("priorityQueuePosition", 1))
		return &room{o}
	}).o
}

var timersListClass = DefineClass(ClassSpec{Name: "TimersList", Length: 2})

func streamHalfOpen(c Call) goja.Value { return c.ToJS(streamOf(c).AllowHalfOpen) }

// setStreamHalfOpen: what a script assigns counts when the readable side ends (endReadableNT).
func setStreamHalfOpen(c Call, v goja.Value) { streamOf(c).AllowHalfOpen = v.ToBoolean() }

func serverOwn(has func(versions.Behaviour) bool) []ownKey {
	out := append(named("_events", "_eventsCount", "_maxListeners", "_connections", "_handle"),
		fixed("_usingWorkers", false),
		ownKey{name: "_workers", value: func(e *Engine) goja.Value { return e.rt.NewArray() }},
		ownKey{name: "_unref", get: func(c Call) goja.Value { return c.ToJS(serverOf(c).Unreferenced()) }})
	if has(versions.EmitterShapeMode) {
		out = append(out, fixed("_listeningId", 1))
	}
	out = append(out, named("allowHalfOpen", "pauseOnConnect", "noDelay", "keepAlive", "keepAliveInitialDelay", "highWaterMark")...)
	out = append(out, emitterSymbols(has, false)...)
	return append(out, fixedSymbol(symAsyncID, -1))
}

var (
	symKHandle   = goja.NewSymbol("kHandle")
	symQueueSize = goja.NewSymbol("lastWriteQueueSize")
	symTimeout   = goja.NewSymbol("timeout")
	symBuffer    = goja.NewSymbol("kBuffer")
	symBufferCb  = goja.NewSymbol("kBufferCb")
	symBufferGen = goja.NewSymbol("kBufferGen")
	symNoDelay   = goja.NewSymbol("kSetNoDelay")
	symKeepAlive = goja.NewSymbol("kSetKeepAlive")
	symInitDelay = goja.NewSymbol("kSetKeepAliveInitialDelay")
	symTOS       = goja.NewSymbol("kSetTOS")
	symRead      = goja.NewSymbol("kBytesRead")
	symWritten   = goja.NewSymbol("kBytesWritten")
)

func socketOwn(has func(versions.Behaviour) bool) []ownKey {
	out := append(named("connecting", "_hadError"), fixed("_parent", realm.Null), fixed("_host", realm.Null), fixed("_closeAfterHandlingError", false))
	states := streamOwn("_readableState", "_writableState")(has)
	for _, k := range states {
		if k.sym == nil {
			out = append(out, k)
		}
	}
	out = append(out, fixed("_sockname", realm.Null), fixed("_pendingData", realm.Null), fixed("_pendingEncoding", ""))
	out = append(out, named("server", "_server")...)
	out = append(out, fixedSymbol(symAsyncID, 8),
		ownKey{name: "kHandle", sym: symKHandle, get: func(c Call) goja.Value {
			h := This[*net.Socket](c).Handle
			return orNullHosted(c, h != nil, h)
		}},
		fixedSymbol(symQueueSize, 0), fixedSymbol(symTimeout, realm.Null), fixedSymbol(symBuffer, realm.Null),
		fixedSymbol(symBufferCb, realm.Null), fixedSymbol(symBufferGen, realm.Null))
	out = append(out, emitterSymbols(has, true)...)
	out = append(out, fixedSymbol(symNoDelay, false), fixedSymbol(symKeepAlive, false), fixedSymbol(symInitDelay, 0))
	if has(versions.SocketTypeOfService) {
		out = append(out, fixedSymbol(symTOS, nil))
	}
	return append(out, fixedSymbol(symRead, 0), fixedSymbol(symWritten, 0))
}

var (
	symPaused        = goja.NewSymbol("kPaused")
	symState         = goja.NewSymbol("kState")
	symBufferedValue = goja.NewSymbol("kBufferedValue")
	symOnFinished    = goja.NewSymbol("kOnFinished")
)

// stateOwn are the properties of a state object. The numbers that hold Node's
// flags are not modelled: programs read the flags by name.
func stateOwn(readable bool) ownKeys {
	list := func(sym *goja.Symbol) ownKey {
		return ownKey{sym: sym, value: func(e *Engine) goja.Value { return e.rt.NewArray() }}
	}
	onwrite := ownKey{name: "onwrite", value: func(e *Engine) goja.Value {
		name := "bound onwrite"
		if e.env.Has(versions.ListenersShowEmitting) {
			name = ""
		}
		return e.NewFunction(name, 2, func(Call) goja.Value { return goja.Undefined() })
	}}
	return func(has func(versions.Behaviour) bool) []ownKey {
		shaped := has(versions.EmitterShapeMode)
		switch {
		case readable && shaped:
			out := append(named("highWaterMark", "buffer"), fixed("bufferIndex", 0))
			return append(append(out, named("length", "pipes", "awaitDrainWriters")...), fixedSymbol(symState, 1052940))
		case readable:
			out := append([]ownKey{fixed("state", 6192)}, named("highWaterMark", "buffer", "length", "pipes", "flowing", "errored", "defaultEncoding", "awaitDrainWriters")...)
			return append(append(append(out, fixed("decoder", realm.Null)), named("encoding")...), fixedSymbol(symPaused, realm.Null))
		case shaped:
			out := append(named("highWaterMark", "length", "corked"), onwrite, fixed("writelen", 0), fixed("bufferedIndex", 0))
			return append(append(out, named("pendingcb")...), fixedSymbol(symState, 17580812), fixedSymbol(symBufferedValue, realm.Null))
		}
		out := named("objectMode", "highWaterMark", "finalCalled", "needDrain", "ending", "ended", "finished", "destroyed", "decodeStrings",
			"defaultEncoding", "length", "writing", "corked", "sync", "bufferProcessing")
		out = append(out, onwrite, fixed("writecb", realm.Null), fixed("writelen", 0), fixed("afterWriteTickInfo", realm.Null))
		out = append(out, named("buffered")...)
		out = append(out, fixed("bufferedIndex", 0), fixed("allBuffers", true), fixed("allNoop", true))
		out = append(out, named("pendingcb", "constructed", "prefinished", "errorEmitted", "emitClose", "autoDestroy", "errored", "closed", "closeEmitted")...)
		return append(out, list(symOnFinished))
	}
}
