package script

import (
	"reflect"
	"strings"
	"sync"
	"unsafe"

	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/versions"
)

// The language's error classes keep their identity but get constructors of
// ours: the engine makes its own TypeErrors through them, so that all messages
// and stacks can be V8's.

// errorNames are the classes; a class's number is its index.
var errorNames = [...]string{"Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError", "EvalError", "URIError", "AggregateError"}

// errorClasses are the classes as they were before any script could change them.
type errorClasses struct {
	list [len(errorNames)]errorClass
	base *errorClass // Error
}

type errorClass struct {
	name  string
	index int
	ctor  *goja.Object
	proto *goja.Object // made when first needed: see errorProto
}

// errorTemplates are the constructors' and prototypes' templates.
var errorTemplates struct {
	once   sync.Once
	ctors  [len(errorNames)]*template
	protos [len(errorNames)]*template
}

func buildErrorTemplates() {
	for i, name := range errorNames {
		length := 1
		if name == "AggregateError" {
			length = 2
		}
		t := newTemplate(6)
		t.put("length", func(rt *goja.Runtime) goja.Value { return gojaValueProp(rt.ToValue(length), false, false, true) })
		t.put("name", func(rt *goja.Runtime) goja.Value { return gojaValueProp(rt.ToValue(name), false, false, true) })
		t.put("prototype", func(rt *goja.Runtime) goja.Value {
			return gojaValueProp(engineOf(rt).errorProto(i), false, false, false)
		})
		p := newTemplate(4)
		p.put("constructor", func(rt *goja.Runtime) goja.Value { return hiddenProp(engineOf(rt).errs.list[i].ctor) })
		p.put("name", func(rt *goja.Runtime) goja.Value { return hiddenProp(rt.ToValue(name)) })
		p.put("message", func(rt *goja.Runtime) goja.Value { return hiddenProp(rt.ToValue("")) })
		if i == 0 {
			t.protoFactory = func(rt *goja.Runtime) *goja.Object { return engineOf(rt).functionPrototype() }
			p.protoFactory = func(rt *goja.Runtime) *goja.Object { return engineOf(rt).objectPrototype() }
			errorStatics(t)
			p.put("toString", func(rt *goja.Runtime) goja.Value {
				return hiddenProp(engineOf(rt).NewFunction("toString", 0, errorToString))
			})
		} else {
			t.protoFactory = func(rt *goja.Runtime) *goja.Object { return engineOf(rt).errs.base.ctor }
			p.protoFactory = func(rt *goja.Runtime) *goja.Object { return engineOf(rt).errorProto(0) }
		}
		errorTemplates.ctors[i], errorTemplates.protos[i] = t, p
	}
}

func errorStatics(t *template) {
	t.put("captureStackTrace", func(rt *goja.Runtime) goja.Value {
		return hiddenProp(engineOf(rt).NewFunction("captureStackTrace", 2, captureStackTrace))
	})
	t.put("stackTraceLimit", func(rt *goja.Runtime) goja.Value { return rt.ToValue(10) })
	t.put("isError", func(rt *goja.Runtime) goja.Value {
		e := engineOf(rt)
		if e.env != nil && !e.env.Has(versions.ErrorIsError) {
			return nil
		}
		return hiddenProp(e.NewFunction("isError", 1, func(c Call) goja.Value {
			o, ok := c.JS(0).(*goja.Object)
			return c.ToJS(ok && o.ClassName() == "Error")
		}))
	})
}

func errorToString(c Call) goja.Value {
	o, ok := c.This.(*goja.Object)
	if !ok {
		panic(c.newError("TypeError", "Error.prototype.toString requires that 'this' be a JSReceiver"))
	}
	return c.rt.ToValue(c.errorText(o))
}

// classSlots is where goja keeps its error classes: it makes each when first
// asked for it, and takes what is there already.
var classSlots = func() (offsets [len(errorNames)]uintptr) {
	global, ok := reflect.TypeFor[goja.Runtime]().FieldByName("global")
	for i, name := range errorNames {
		f, found := global.Type.FieldByName(name)
		if !ok || !found || f.Type != reflect.TypeFor[*goja.Object]() {
			panic("script: this goja keeps its error classes elsewhere")
		}
		offsets[i] = global.Offset + f.Offset
	}
	return offsets
}()

func (e *Engine) initErrors() {
	errorTemplates.once.Do(buildErrorTemplates)
	e.errs.base = &e.errs.list[0]
	for i, name := range errorNames {
		c := &e.errs.list[i]
		c.name, c.index = name, i
		construct := func(args []goja.Value, newTarget *goja.Object) *goja.Object {
			return e.constructError(c, args, newTarget)
		}
		if name == "AggregateError" {
			construct = func(args []goja.Value, newTarget *goja.Object) *goja.Object {
				return e.constructAggregate(c, args, newTarget)
			}
		}
		c.ctor = newFunctionOf(e.rt, errorTemplates.ctors[i], func(call goja.FunctionCall) goja.Value {
			return construct(call.Arguments, nil)
		}, construct)
		*(**goja.Object)(unsafe.Add(unsafe.Pointer(e.rt), classSlots[i])) = c.ctor
	}
}

// errorProto is a class's prototype.
func (e *Engine) errorProto(i int) *goja.Object {
	c := &e.errs.list[i]
	if c.proto == nil {
		c.proto = newObjectOf(e.rt, errorTemplates.protos[i])
	}
	return c.proto
}

func (e *Engine) errorClass(name string) *errorClass {
	for i := range errorNames {
		if errorNames[i] == name {
			return &e.errs.list[i]
		}
	}
	return nil
}

// constructAggregate is new AggregateError(errors, message, options).
func (e *Engine) constructAggregate(c *errorClass, args []goja.Value, newTarget *goja.Object) *goja.Object {
	var list goja.Value = e.rt.NewArray()
	if len(args) > 0 {
		from := e.rawCall(e.language.Get("Array").(*goja.Object).Get("from").(*goja.Object))
		list = from(goja.FunctionCall{This: e.language.Get("Array"), Arguments: args[:1]})
		args = args[1:]
	} else {
		// Only the engine itself, in Promise.any, gives no errors here.
		args = []goja.Value{e.rt.ToValue("All promises were rejected")}
	}
	if newTarget == c.ctor {
		newTarget = nil
	}
	o := e.constructError(c, args, newTarget)
	setHidden(o, "errors", list)
	return o
}

// constructError is new of an error class. The engine passes the class itself
// as newTarget when the error is its own; a script's new passes none.
func (e *Engine) constructError(c *errorClass, args []goja.Value, newTarget *goja.Object) *goja.Object {
	proto := e.errorProto(c.index)
	var skip *goja.Object
	switch newTarget {
	case nil:
	case c.ctor:
		if len(args) == 1 {
			args = []goja.Value{e.rt.ToValue(e.v8Message(c.name, args[0].String()))}
		}
	default:
		if p, ok := newTarget.Get("prototype").(*goja.Object); ok {
			proto = p
		}
		skip = newTarget
	}
	o := e.errorInstance(proto, &trace{skip: skip})
	if len(args) > 0 && !goja.IsUndefined(args[0]) {
		must(o.DefineDataProperty("message", e.toString(args[0]), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	if len(args) > 1 {
		if options, ok := args[1].(*goja.Object); ok {
			if cause := options.Get("cause"); cause != nil {
				must(o.DefineDataProperty("cause", cause, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
			}
		}
	}
	return o
}

// toString is ToString, which throws for symbols and may run the script's code.
func (e *Engine) toString(v goja.Value) goja.Value {
	if _, ok := v.(*goja.Symbol); ok {
		panic(e.newError("TypeError", "Cannot convert a Symbol value to a string"))
	}
	return v.ToString()
}

// errorInstance makes an error without a message. Its stack is read now and
// worded when a script looks at it.
func (e *Engine) errorInstance(proto *goja.Object, t *trace) *goja.Object {
	h := newHost(e)
	o := h.fill(errorInstanceTemplate, "Error", proto)
	e.captureInto(t)
	h.trace = t
	return o
}

// errorInstanceTemplate is that of every error.
var errorInstanceTemplate *template

func init() {
	t := newTemplate(2)
	t.put("stack", func(rt *goja.Runtime) goja.Value {
		s := Room(engineOf(rt), newStackAccess)
		return accessorProp(s.get, s.set, false)
	})
	errorInstanceTemplate = t
}

// newError makes an error of one of the language's classes.
func (e *Engine) newError(class, message string) *goja.Object {
	c := e.errorClass(class)
	if c == nil {
		c = e.errs.base
	}
	return e.constructError(c, []goja.Value{e.rt.ToValue(message)}, nil)
}

// isError is instanceof Error, subclasses of another realm's aside.
func (e *Engine) isError(v realm.Value) bool {
	switch v := v.(type) {
	case *realm.Error:
		return true
	case *goja.Object:
		return v.ClassName() == "Error" || e.inherits(v, e.errorProto(0))
	}
	return false
}

// errorText is Error.prototype.toString without running a script's code.
func (e *Engine) errorText(o *goja.Object) string {
	name, msg := text(o.Get("name")), text(o.Get("message"))
	switch {
	case name == "":
		return msg
	case msg == "":
		return name
	}
	return name + ": " + msg
}

// errorObject shows a machine's error to the script, always as the same object.
func (e *Engine) errorObject(err *realm.Error) *goja.Object {
	if o, ok := err.Peer.(*goja.Object); ok {
		return o
	}
	c := e.errorClass(err.Name)
	named := c != nil
	if !named {
		c = e.errs.base
	}
	t := &trace{head: err.Name + ": " + err.Message, err: err}
	o := e.errorInstance(e.errorProto(c.index), t)
	err.Peer = o
	hostBeside(o).err = err
	must(o.DefineDataProperty("message", e.rt.ToValue(err.Message), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	if named && strings.HasPrefix(err.Code, "ERR_") {
		// A NodeError (lib/internal/errors.js) shows its code in the stack and in
		// toString, but not in its name.
		t.head = err.Name + " [" + err.Code + "]: " + err.Message
		must(o.DefineDataProperty("toString", e.codedToString(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
	e.defineErrorProps(o, err, named)
	return o
}

func (e *Engine) defineErrorProps(o *goja.Object, err *realm.Error, named bool) {
	given := false
	for _, p := range err.Props {
		given = given || p.Key == "code"
	}
	if err.Code != "" && !given {
		must(o.Set("code", err.Code))
	}
	if !named {
		must(o.Set("name", err.Name))
	}
	for _, p := range err.Props {
		if p.Key == "errors" && err.Name == "AggregateError" { // its constructor hides them
			must(o.DefineDataProperty(p.Key, e.ToJS(p.Value), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
			continue
		}
		must(o.Set(p.Key, e.ToJS(p.Value)))
	}
	if err.Cause != nil {
		must(o.DefineDataProperty("cause", e.ToJS(err.Cause), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	}
}

// codedToString is the toString of errors with a code.
func (e *Engine) codedToString() *goja.Object {
	type room struct{ f *goja.Object }
	return Room(e, func(e *Engine) *room {
		return &room{e.NewFunction("toString", 0, func(c Call) goja.Value {
			o := c.This.ToObject(e.rt)
			return e.rt.ToValue(text(o.Get("name")) + " [" + text(o.Get("code")) + "]: " + text(o.Get("message")))
		})}
	}).f
}

// inspect is util.inspect.
func (e *Engine) inspect(v realm.Value) string { return e.env.InspectValue(v) }

// InvalidArgType is Node's ERR_INVALID_ARG_TYPE; expected is what stands after
// "must be": "of type string", "an instance of Buffer".
func (e *Engine) InvalidArgType(name, expected string, actual realm.Value) *realm.Error {
	kind := "argument"
	if strings.Contains(name, ".") {
		kind = "property"
	}
	return realm.NewTypeError("ERR_INVALID_ARG_TYPE", `The "`+name+`" `+kind+" must be "+expected+"."+e.env.Received(actual))
}
