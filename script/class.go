package script

import (
	"reflect"
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"finishline/node/realm"
)

// ClassSpec declares one of Node's classes. All processes share the
// declaration; its objects are made in a process when a script first looks at
// them, method by method.
type ClassSpec struct {
	Name   string
	Length int    // the constructor's length
	Parent *Class // nil: Object
	// ES6 says that Node writes it as a class: methods are not enumerable and it
	// cannot be called without new.
	ES6 bool
	// Construct makes the machine of a new object; Call.This is the object and
	// Call.NewTarget its constructor. The machine that it returns is bound to
	// the object unless Adopt has already done so. nil: illegal constructor.
	Construct func(c Call) realm.Hosted
	// AnyThis lets Base.call(this) work on any object, as EventEmitter's does. If
	// not, a call with a this that is no instance makes a new one, as net.Server's does.
	AnyThis bool
	// Attach makes a machine for an object that uses a method without having been
	// constructed (a mixin). nil: the method throws.
	Attach func(c Call) realm.Hosted
	// Inspect is the prototype's [util.inspect.custom].
	Inspect func(c Call) goja.Value
	// Own lists the properties of its objects; nil: those of Parent.
	Own ownKeys
	// Init sets own properties of an object when it is made for its machine.
	Init func(e *Engine, m realm.Hosted, o *goja.Object)

	Methods   []Method
	Accessors []Accessor
	Fields    []Field // constants and data properties of the prototype
	Statics   []Method
	StaticGet []Accessor
	StaticVal []Field
	// Machine is an example of the Go type that the class shows; machines of this
	// type are given this class unless they have a RealmClass method.
	Machine realm.Hosted
}

// Method declares a method. Symbol, if set, is its key instead of Name.
type Method struct {
	Name   string
	Length int
	Fn     func(c Call) goja.Value
	Symbol *goja.Symbol
	// AnyThis lets it be called on objects without a machine.
	AnyThis bool
	// If says whether this version has it; nil: all have. (A getter, too.)
	If func(e *Engine) bool
	// Alias says that it is the same function object as another method (declared
	// before or after): addListener is on.
	Alias string
}

// Accessor declares a getter with an optional setter.
type Accessor struct {
	Name   string
	Get    func(c Call) goja.Value
	Set    func(c Call, v goja.Value)
	Symbol *goja.Symbol
	Hidden bool // not enumerable; accessors of an ES6 class never are
	If     func(e *Engine) bool
}

// Field declares a data property, made when first looked up; if Make gives nil,
// this version has no such property.
type Field struct {
	Name   string
	Make   func(e *Engine) goja.Value
	Symbol *goja.Symbol
	Hidden bool // not enumerable
	Const  bool // not writable
}

// Class is a declared class.
type Class struct {
	spec   ClassSpec
	once   sync.Once
	proto  *template
	static *template
	// homes are the classes, itself or above, that declare the methods; nil: not
	// in every version.
	homes  map[unistring.String]*Class
	plans  *plans // of its methods
	number int    // of the declaration
}

// classObjects are a class's objects in one process.
type classObjects struct {
	ctor, proto *goja.Object
	instance    *template // of its objects
}

// machineClasses finds the class of a machine's Go type.
var machineClasses = map[reflect.Type]*Class{}

var classes int // how many there are

// DefineClass declares a class. It is called from package variables.
func DefineClass(spec ClassSpec) *Class {
	c := &Class{spec: spec, number: classes}
	classes++
	if spec.Machine != nil {
		machineClasses[reflect.TypeOf(spec.Machine)] = c
	}
	return c
}

// classed is a machine that knows which class shows it: one Go type may stand
// behind several.
type classed interface{ RealmClass() string }

var namedClasses = map[string]*Class{}

// NameClass makes c the class of machines whose RealmClass method returns name.
func NameClass(name string, c *Class) *Class {
	namedClasses[name] = c
	return c
}

func classFor(m realm.Hosted) *Class {
	if m, ok := m.(classed); ok {
		if c := namedClasses[m.RealmClass()]; c != nil {
			return c
		}
	}
	return machineClasses[reflect.TypeOf(m)]
}

// Call is one call of a method, getter, setter or constructor.
type Call struct {
	*Engine
	This      goja.Value
	Args      []goja.Value
	NewTarget *goja.Object
	host      *host
}

// Len is the number of arguments.
func (c Call) Len() int { return len(c.Args) }

// JS is argument i as the script gave it, or undefined.
func (c Call) JS(i int) goja.Value {
	if i < len(c.Args) {
		return c.Args[i]
	}
	return goja.Undefined()
}

// Arg is argument i as a machine takes it.
func (c Call) Arg(i int) realm.Value {
	if i < len(c.Args) {
		return c.FromJS(c.Args[i])
	}
	return nil
}

// Rest is the arguments from i on.
func (c Call) Rest(i int) []realm.Value {
	if i >= len(c.Args) {
		return nil
	}
	return c.FromArgs(c.Args[i:])
}

// Func is argument i if it is a function, else nil.
func (c Call) Func(i int) realm.Function {
	f, _ := c.Arg(i).(realm.Function)
	return f
}

// Object is argument i if it is an object that is no function, else nil.
func (c Call) Object(i int) *goja.Object {
	o, _ := c.JS(i).(*goja.Object)
	if o == nil || isCallable(o) {
		return nil
	}
	return o
}

// Machine is what This stands for, or nil.
func (c Call) Machine() realm.Hosted {
	if c.host == nil {
		return nil
	}
	return c.host.machine
}

// Return converts a result.
func (c Call) Return(v realm.Value) goja.Value { return c.ToJS(v) }

// prototype is the class's prototype object.
func (e *Engine) prototype(c *Class) *goja.Object {
	o := e.objects(c)
	if o.proto == nil {
		o.proto = newObjectOf(e.rt, c.templates().proto)
		if c.spec.Parent != nil {
			must(o.proto.SetPrototype(e.prototype(c.spec.Parent)))
		} else {
			must(o.proto.SetPrototype(e.objectPrototype()))
		}
		if f := c.spec.Inspect; f != nil {
			custom := e.symbolFor("nodejs.util.inspect.custom").(*goja.Symbol)
			must(o.proto.DefineDataPropertySymbol(custom, e.newMethod(c, "[nodejs.util.inspect.custom]", 2, f), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
		}
	}
	return o.proto
}

// Constructor is the class as scripts hold it.
func (e *Engine) Constructor(c *Class) *goja.Object {
	o := e.objects(c)
	if o.ctor == nil {
		o.ctor = newFunctionOf(e.rt, c.templates().static,
			func(call goja.FunctionCall) goja.Value { return e.callClass(c, call) },
			func(args []goja.Value, newTarget *goja.Object) *goja.Object { return e.construct(c, args, newTarget) })
		if c.spec.Parent != nil {
			must(o.ctor.SetPrototype(e.Constructor(c.spec.Parent)))
		} else {
			must(o.ctor.SetPrototype(e.functionPrototype()))
		}
	}
	return o.ctor
}

func (e *Engine) objects(c *Class) *classObjects {
	if c.number >= len(e.protos) {
		e.protos = append(e.protos, make([]classObjects, classes-len(e.protos))...)
	}
	return &e.protos[c.number]
}

func (e *Engine) objectPrototype() *goja.Object { return e.functionPrototype().Prototype() }

// New makes an object of class c for machine m, which has none yet.
func (e *Engine) New(c *Class, m realm.Hosted) *goja.Object {
	h := newHost(e)
	h.class, h.machine = c, m
	m.RealmObject().Bind(e, h)
	return h.object()
}

// construct is new.
func (e *Engine) construct(c *Class, args []goja.Value, newTarget *goja.Object) *goja.Object {
	proto := e.prototype(c)
	if newTarget != nil && newTarget != e.objects(c).ctor {
		if p, ok := newTarget.Get("prototype").(*goja.Object); ok {
			proto = p
		}
	}
	if newTarget == nil {
		newTarget = e.Constructor(c)
	}
	h := newHost(e)
	h.class = c
	h.fill(e.instanceOf(c), "Object", proto)
	e.populate(h, args, newTarget, c.spec.Construct)
	return h.obj
}

// populate makes the machine of an object.
func (e *Engine) populate(h *host, args []goja.Value, newTarget *goja.Object, make func(Call) realm.Hosted) {
	if make == nil {
		panic(e.errorObject(realm.NewTypeError("ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor")))
	}
	outer := e.pending
	e.pending = h
	m := make(Call{Engine: e, This: h.obj, Args: args, NewTarget: newTarget, host: h})
	e.pending = outer
	if h.machine == nil && m != nil {
		h.machine = m
		m.RealmObject().Bind(e, h)
	}
	if h.foreign {
		e.defineOwn(h.class, h.obj)
	}
	if h.class.spec.Init != nil {
		h.class.spec.Init(e, h.machine, h.obj)
	}
}

// callClass is a call without new.
func (e *Engine) callClass(c *Class, call goja.FunctionCall) goja.Value {
	if c.spec.ES6 {
		panic(e.rt.NewTypeError("Class constructor %s cannot be invoked without 'new'", c.spec.Name))
	}
	this, ok := call.This.(*goja.Object)
	if ok && (c.spec.AnyThis || e.inherits(this, e.prototype(c))) {
		if h := e.ownHost(this); h == nil || h.class != c && !e.isA(h.class, c) {
			e.populate(e.adoptForeign(c, this), call.Arguments, nil, c.spec.Construct)
		}
		return goja.Undefined()
	}
	return e.construct(c, call.Arguments, nil)
}

// isA reports whether c is base or inherits from it.
func (e *Engine) isA(c, base *Class) bool {
	for ; c != nil; c = c.spec.Parent {
		if c == base {
			return true
		}
	}
	return false
}

func (e *Engine) inherits(o, proto *goja.Object) bool {
	for p := o.Prototype(); p != nil; p = p.Prototype() {
		if p == proto {
			return true
		}
	}
	return false
}
