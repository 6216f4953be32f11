// Package lib is the part of Node's library that has no race in it: Buffer,
// util, console, assert, url, path, querystring, string_decoder, os, a
// read-only fs and small relatives. What is hot or needs bytes is Go; the rest
// is JavaScript of our own (folder js), compiled once per process on the first
// require and instantiated once per runtime.
//
// Nothing here is built before a script touches it: New allocates a struct, and
// Buffer's hundred methods become function objects when they are looked up.
//
// Not modelled: Blob and File, transcode, Intl, inspector hooks, source maps,
// and colours of stack frames. Writing to the file system fails with EROFS.
package lib

import (
	"io/fs"
	"reflect"

	"github.com/dop251/goja"

	"finishline/node/versions"
)

// Host is what the library needs of the process around it. Every field may be
// left zero; what needs it then fails with a clear error, or falls back as said.
type Host struct {
	// Versions is the behaviours of the Node version that runs.
	Versions *versions.Set
	// Stdout and Stderr write console output, newline included.
	Stdout, Stderr func(text string)
	// Require loads a built-in module that lives outside this package (events, stream …).
	Require func(name string) goja.Value
	// NewError makes an Error object with a code; zero: this package makes one
	// itself, with the engine's own stack.
	NewError func(class, code, message string) *goja.Object
	// Now is the virtual time in nanoseconds since the process started; zero: frozen at 0.
	Now func() int64
	// NextTick queues a function as process.nextTick does; zero: promise jobs.
	NextTick func(fn func())
	// Warn is process.emitWarning(message, type, code).
	Warn func(message, kind, code string)
	// Random fills p from the seeded source.
	Random func(p []byte)
	// FS holds the files that scripts may read, with paths relative to "/".
	FS fs.FS
	// Cwd is the working directory; zero: "/".
	Cwd func() string
	// Process is the process object, for what reads process.env or process.stdout.
	Process func() *goja.Object
	// IsState reports whether a getter is that of a property which is data in Node.
	IsState func(get *goja.Object) bool
	// Source is the text of a script's file, for assert's messages; "" if unknown.
	Source func(file string) string
	// TimeOrigin is the wall-clock time at which the process started, in milliseconds.
	TimeOrigin float64
	// Work runs fn in a callback once the thread pool has done some work.
	Work func(fn func())
	// Lookup is dns.lookup with {all: true}; family 0 is any. done is called in a
	// callback, with an error object or the addresses.
	Lookup func(host string, family int, done func(err goja.Value, addresses []string))
}

// Lib is the library of one runtime.
type Lib struct {
	rt   *goja.Runtime
	host Host

	modules  map[string]*module
	bindings map[string]*goja.Object
	kinds    map[reflect.Type]string

	buffer  bufferRoom
	errs    errorClasses
	inspect goja.Callable
	format  goja.Callable
	console console
	protos  struct{ object, array *goja.Object }
	// plainOff says that a script has got at inspect.defaultOptions.
	plainOff bool
}

// New returns the library of rt. It costs an allocation; everything is made
// when first needed.
func New(rt *goja.Runtime, host Host) *Lib {
	return &Lib{rt: rt, host: host}
}

// Runtime is the runtime it belongs to.
func (l *Lib) Runtime() *goja.Runtime { return l.rt }

// has asks the version table; without one the newest behaviour holds.
func (l *Lib) has(b versions.Behaviour) bool {
	return l.host.Versions == nil || l.host.Versions.Has(b)
}

// arg is args[i], or undefined.
func arg(args []goja.Value, i int) goja.Value {
	if i < len(args) && args[i] != nil {
		return args[i]
	}
	return goja.Undefined()
}

func isUndef(v goja.Value) bool { return v == nil || goja.IsUndefined(v) }

func isNullish(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }

// native is a function object with the name and length that scripts see.
func (l *Lib) native(name string, length int, fn func(this goja.Value, args []goja.Value) goja.Value) *goja.Object {
	f := l.rt.ToValue(func(c goja.FunctionCall) goja.Value {
		if v := fn(c.This, c.Arguments); v != nil {
			return v
		}
		return goja.Undefined()
	}).(*goja.Object)
	must(f.DefineDataProperty("name", l.rt.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	if length > 0 {
		must(f.DefineDataProperty("length", l.rt.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	return f
}

// hidden defines a writable, configurable property that is not enumerable.
func hidden(o *goja.Object, name string, v goja.Value) {
	must(o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// must is for definitions on objects that this package made itself.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// call runs a script function from Go and passes on what it throws.
func (l *Lib) call(f goja.Callable, this goja.Value, args ...goja.Value) goja.Value {
	v, err := f(this, args...)
	if err != nil {
		panic(err)
	}
	return v
}
