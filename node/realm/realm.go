// Package realm is the seam between Node's machines and the language that
// drives them. The machines are Go; to a script each of them is an ordinary
// JavaScript object. This package says what they need of the engine: calling
// and throwing, promise jobs, and asking whether a script has replaced a method.
//
// It does not know which engine that is. Native is the realm of runs without
// JavaScript: Go tests and benchmarks.
package realm

// Value is anything that crosses between script and machine:
//
//	nil        undefined
//	Null       null
//	bool, int, int64, float64, string
//	[]byte     a Buffer sharing this memory
//	[]Value    an array
//	*Error     an error that a machine made
//	Function   a callable
//	Hosted     a machine that scripts can hold
//	*Map       a plain object with ordered keys
//
// Everything else is the engine's own representation of a script's value:
// machines pass it on untouched, so that it keeps its identity, and ask
// Engine.Export if they must look inside.
type Value = any

// NullType is the type of Null.
type NullType struct{}

// Null is JavaScript's null.
var Null = NullType{}

// IsNullish reports whether v is undefined or null. Engines hand their own
// undefined and null over as nil and Null.
func IsNullish(v Value) bool { return v == nil || v == Null }

// Function is something that can be called. ID tells two functions apart: the
// script's identity for its functions, the pointer for a machine's.
type Function interface {
	Call(this Value, args ...Value) Value
	ID() any
}

// Native wraps a Go function as a Function. Every call of Fn makes another
// identity.
type goFunction struct {
	name string
	fn   func(this Value, args []Value) Value
	peer any
}

// FunctionPeer is where an engine keeps its object for a machine's function;
// nil for functions that have no place for it.
func FunctionPeer(f Function) *any {
	switch f := f.(type) {
	case *goFunction:
		return &f.peer
	case interface{ FunctionPeer() *any }:
		return f.FunctionPeer()
	}
	return nil
}

// FunctionName is the name that Fn was given.
func FunctionName(f Function) string {
	switch f := f.(type) {
	case *goFunction:
		return f.name
	case interface{ FunctionName() string }:
		return f.FunctionName()
	}
	return ""
}

// Fn makes a Function of a Go function.
func Fn(name string, fn func(this Value, args []Value) Value) Function {
	return &goFunction{name: name, fn: fn}
}

func (f *goFunction) Call(this Value, args ...Value) Value { return f.fn(this, args) }
func (f *goFunction) ID() any                              { return f }

// Arg is args[i], or undefined.
func Arg(args []Value, i int) Value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// Object is what every machine that a script can hold embeds.
type Object struct {
	peer   Peer
	engine Engine
}

// Hosted is such a machine.
type Hosted interface{ RealmObject() *Object }

// RealmObject makes whatever embeds an Object Hosted.
func (o *Object) RealmObject() *Object { return o }

// Peer is the script's side of a machine.
type Peer interface {
	// Override returns the function that a script put in the place of the
	// built-in method, by assignment, by subclassing or by patching a
	// prototype; nil if calling the method would run the built-in.
	Override(method string) Function
	// Restore gives the object the built-in method as a property of its own, over
	// whatever a script put there.
	Restore(method string)
	// Property reads a property that the machine does not know itself.
	Property(name string) Value
}

// Bind ties the machine to its script object. The engine calls it.
func (o *Object) Bind(e Engine, p Peer) { o.engine, o.peer = e, p }

// Peer is the script's side of the machine, nil while it has none.
func (o *Object) Peer() Peer { return o.peer }

// Override returns a script's replacement of a built-in method, or nil. It is
// asked wherever Node calls the method through the object.
func (o *Object) Override(method string) Function {
	if o.peer == nil {
		return nil
	}
	return o.peer.Override(method)
}

// Restore is where Node assigns one of its own methods to the object: a script's
// replacement is gone from then on.
func (o *Object) Restore(method string) {
	if o.Override(method) != nil {
		o.peer.Restore(method)
	}
}

// Engine is the language under the machines.
type Engine interface {
	// Throw unwinds to the nearest Try, or the script's nearest catch. It does not return.
	Throw(v Value)
	// Try runs fn and returns what it threw, if it threw.
	Try(fn func()) (thrown Value, threw bool)
	// Enter runs fn as the body of an outermost callback: promise jobs that
	// become ready in it run only after it has returned.
	Enter(fn func())
	// Adopt gives the machine its script object (Object.Bind) if the script's
	// side has a class for it. Machines call it when they are made, as soon as
	// scripts could reach them.
	Adopt(h Hosted)
	// Export turns a script's value into one of the forms listed at Value where
	// one fits (primitives, bytes, functions, machines), and returns it as it is
	// where none does.
	Export(v Value) Value
	// Get reads a property of a script's object; undefined if it is not one.
	Get(v Value, name string) Value
	// Position is the script's current "file:line:column" and line, for the trace.
	Position() (string, int)
}
