// Package script runs people's JavaScript on Node's machines: the engine
// (goja), the classes and modules that a script can reach, and the process.
//
// To a script every machine is an ordinary object with Node's prototypes,
// which it may subclass and patch; to a machine every script object is a
// realm.Value.
package script

import (
	"strconv"
	"unsafe"

	"github.com/dop251/goja"

	"finishline/node/env"
	"finishline/node/realm"
)

// Engine is one process's JavaScript. It implements realm.Engine.
type Engine struct {
	rt  *goja.Runtime
	env *env.Env

	// enter is the trampoline of Enter; body is what it is to run.
	enter      goja.Callable
	enterArg   goja.Value
	enterArgs  []goja.Value // enterArg
	body       func()
	operands   [64]goja.Value            // what the engine's operand stack begins as
	protos     []classObjects            // by Class.number
	builtins   map[*goja.Object]struct{} // functions that are Node's own
	pending    *host                     // the object whose constructor is making its machine
	newBuffer  func(b []byte) *goja.Object
	bufferSelf *goja.Object // the prototype of buffers, when there is one
	errs       errorClasses
	frames     [16]goja.StackFrame
	receivers  []receiver   // what machines are calling
	args       []goja.Value // of those calls
	heldJobs   []func()     // promise jobs that wait for the next scope

	process  *Process
	tracking bool            // AsyncLocalStorage is in use
	exited   any             // the context of the promise job that ended last
	asyncIDs int             // AsyncResources made
	thrown   *goja.Exception // the last one that Try caught
	language *goja.Object    // the language's own global object
	rooms    map[any]any
	supplied mentions // what supply has put right

	foreigners bool // there are objects with hosts that we did not make
}

// engineKey is the hidden property of the global object that holds the Engine.
const engineKey = "\x00engine"

type engineValue struct {
	goja.Value // undefined: what a script would see
	engine     *Engine
}

// engineOf returns the engine of a runtime.
func engineOf(rt *goja.Runtime) *Engine {
	return rt.GlobalObject().Get(engineKey).(*engineValue).engine
}

// trampoline is the outermost JavaScript frame of every callback: goja runs
// promise jobs when that frame has returned (Runtime.leave), and a native
// function called from Go is no such frame.
var trampoline = goja.MustCompile("node:internal/trampoline", "(f) => f()", true)

// maxFrames is the depth at which a script overflows its stack; V8's default
// stack of 984 KiB holds about as many frames of a small function.
const maxFrames = 10800

// newEngine makes an engine with the given template of global properties.
func newEngine(globals *template) *Engine {
	rt := goja.New()
	e := &Engine{
		rt:       rt,
		protos:   make([]classObjects, classes),
		builtins: make(map[*goja.Object]struct{}, 48),
		rooms:    make(map[any]any),
	}
	rt.SetMaxCallStackSize(maxFrames)
	e.newBuffer = e.plainBuffer
	e.language = rt.GlobalObject()
	v, err := rt.RunProgram(trampoline)
	if err != nil {
		panic(err)
	}
	e.enter, _ = goja.AssertFunction(v)
	global := newObjectOf(rt, globals)
	must(global.SetPrototype(e.language))
	must(global.Set(engineKey, &engineValue{goja.Undefined(), e}))
	rt.SetGlobalObject(global)
	e.enterArg = newNative(rt, "", 0, func(goja.FunctionCall) goja.Value {
		body := e.body
		e.body = nil
		body()
		return goja.Undefined()
	})
	e.enterArgs = []goja.Value{e.enterArg}
	e.initErrors()
	return e
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// Runtime is the goja runtime below.
func (e *Engine) Runtime() *goja.Runtime { return e.rt }

// Env is the process's environment.
func (e *Engine) Env() *env.Env { return e.env }

// Throw throws v as JavaScript's throw does.
func (e *Engine) Throw(v realm.Value) { panic(e.ToJS(v)) }

// ThrowError throws an error with one of Node's codes.
func (e *Engine) ThrowError(err *realm.Error) { panic(e.errorObject(err)) }

// Try runs fn and returns what it threw. A process.exit, an exceeded budget and
// a broken invariant pass through.
func (e *Engine) Try(fn func()) (thrown realm.Value, threw bool) {
	if ex := e.rt.Try(fn); ex != nil {
		e.thrown = ex
		return e.FromJS(ex.Value()), true
	}
	return nil, false
}

// Enter runs fn below an outermost JavaScript frame.
func (e *Engine) Enter(fn func()) {
	e.body = fn
	e.args, e.exited = e.args[:0], nil
	if e.heldJobs != nil {
		e.releaseJobs()
	}
	e.lendOperands()
	if _, err := e.enter(goja.Undefined(), e.enterArgs...); err != nil {
		e.raise(err)
	}
}

// lendOperands gives the engine memory for its operand stack: it drops its own
// at the end of every outermost call, and would grow a new one in the next.
func (e *Engine) lendOperands() {
	if vmLayout.stack == vmLayout.sp {
		return
	}
	vm := *(*unsafe.Pointer)(unsafe.Add(unsafe.Pointer(e.rt), vmLayout.vm))
	if stack := (*[]goja.Value)(unsafe.Add(vm, vmLayout.stack)); *stack == nil {
		*stack = e.operands[:0]
	}
}

// raise passes on what a call from Go returned as its error.
func (e *Engine) raise(err error) {
	if ex, ok := err.(*goja.Exception); ok {
		panic(ex)
	}
	panic(stopped{err})
}

// stopped is the panic of a script that the engine stopped: interrupted, or
// out of stack.
type stopped struct{ err error }

// Position is the innermost frame that belongs to the script's own files.
func (e *Engine) Position() (string, int) {
	// It is nearly always among the first: the engine words every frame that it
	// is asked for.
	for _, depth := range [...]int{3, len(e.frames)} {
		frames := e.rt.CaptureCallStack(depth, e.frames[:0])
		for _, f := range frames {
			name := f.SrcName()
			if name == "<native>" || len(name) > 4 && name[:5] == "node:" {
				continue
			}
			p := f.Position()
			return name + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column), p.Line
		}
		if len(frames) < depth {
			break
		}
	}
	return "", 0
}

// Get reads a property of a script's value.
func (e *Engine) Get(v realm.Value, name string) realm.Value {
	switch v := v.(type) {
	case *goja.Object:
		return e.FromJS(v.Get(name))
	case *realm.Error:
		if o, ok := v.Peer.(*goja.Object); ok {
			return e.FromJS(o.Get(name))
		}
	case *realm.Map:
		if o, ok := v.Peer.(*goja.Object); ok {
			return e.FromJS(o.Get(name))
		}
	case realm.Hosted:
		return e.FromJS(e.hostOf(v).object().Get(name))
	case *function:
		return e.FromJS(v.obj.Get(name))
	}
	return realm.NativeEngine{}.Get(v, name)
}
