package script

import (
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"finishline/node/realm"
)

// templates builds the class's two templates, once for all processes.
func (c *Class) templates() *Class {
	c.once.Do(func() {
		s := &c.spec
		c.proto = newTemplate(len(s.Methods) + len(s.Accessors) + len(s.Fields) + 1)
		c.static = newTemplate(len(s.Statics) + len(s.StaticGet) + len(s.StaticVal) + 3)
		c.proto.put("constructor", func(rt *goja.Runtime) goja.Value {
			return hiddenProp(engineOf(rt).Constructor(c))
		})
		c.fill(c.proto, s.Methods, s.Accessors, s.Fields, true)
		c.findHomes()

		c.static.put("length", func(rt *goja.Runtime) goja.Value {
			return gojaValueProp(rt.ToValue(s.Length), false, false, true)
		})
		c.static.put("name", func(rt *goja.Runtime) goja.Value {
			return gojaValueProp(rt.ToValue(s.Name), false, false, true)
		})
		c.static.put("prototype", func(rt *goja.Runtime) goja.Value {
			return gojaValueProp(engineOf(rt).prototype(c), !s.ES6, false, false)
		})
		c.fill(c.static, s.Statics, s.StaticGet, s.StaticVal, false)
	})
	return c
}

func (c *Class) findHomes() {
	c.homes, c.plans = map[unistring.String]*Class{"constructor": nil}, new(plans)
	if c.spec.Parent != nil {
		for name, home := range c.spec.Parent.templates().homes { // order: a set
			c.homes[name] = home
		}
	}
	for _, name := range c.proto.propNames {
		c.homes[name] = nil
	}
	for i := range c.spec.Methods {
		if m := &c.spec.Methods[i]; m.If == nil {
			c.homes[unistring.String(m.Name)] = c
		}
	}
}

func (c *Class) fill(t *template, methods []Method, accessors []Accessor, fields []Field, onProto bool) {
	for i := range methods {
		m := &methods[i]
		if m.Alias != "" {
			alias := m.Alias
			t.put(m.Name, func(rt *goja.Runtime) goja.Value {
				e := engineOf(rt)
				return c.method(e.home(c, onProto).Get(alias))
			})
			continue
		}
		name := m.Name
		if m.Symbol != nil && name == "" {
			name = "[" + m.Symbol.String() + "]"
		}
		ft, others := functionTemplate(name, m.Length), aliasesOf(m.Name, methods)
		checked, of := m.Fn, c
		if !onProto {
			of = nil // what a static is called on is no mixin
		}
		if onProto && !m.AnyThis && c.hasMachine() {
			checked = needMachine(c, m.Fn)
		}
		c.declare(t, m.Name, m.Symbol, func(rt *goja.Runtime) goja.Value {
			e := engineOf(rt)
			if m.If != nil && !m.If(e) {
				return nil
			}
			f := e.newMethodOf(of, ft, e.observed(name, checked))
			if len(others) > 0 {
				c.share(e.home(c, onProto), others, f)
			}
			return c.method(f)
		})
	}
	for i := range accessors {
		a := &accessors[i]
		c.declare(t, a.Name, a.Symbol, func(rt *goja.Runtime) goja.Value {
			e := engineOf(rt)
			if a.If != nil && !a.If(e) {
				return nil
			}
			return e.newAccessor(c, a, onProto && c.hasMachine())
		})
	}
	for i := range fields {
		f := &fields[i]
		c.declare(t, f.Name, f.Symbol, func(rt *goja.Runtime) goja.Value {
			v := f.Make(engineOf(rt))
			if v == nil {
				return nil
			}
			return gojaValueProp(v, !f.Const, !f.Hidden, !f.Const)
		})
	}
}

// aliasesOf are the other names of a method.
func aliasesOf(name string, methods []Method) (out []unistring.String) {
	for i := range methods {
		if methods[i].Alias == name {
			out = append(out, unistring.String(methods[i].Name))
		}
	}
	return out
}

// home is the object of the class that has the methods.
func (e *Engine) home(c *Class, onProto bool) *goja.Object {
	if onProto {
		return e.prototype(c)
	}
	return e.Constructor(c)
}

// share gives a method's other names the same function now: a script may put
// another in the place of one of them.
func (c *Class) share(home *goja.Object, names []unistring.String, f *goja.Object) {
	values := head(home).values
	for _, n := range names {
		if _, made := values[n]; !made {
			values[n] = c.method(f)
		}
	}
}

func (c *Class) declare(t *template, name string, s *goja.Symbol, f makeProp) {
	if s != nil {
		t.putSymbol(s, f)
		return
	}
	t.put(name, f)
}

// method gives a method's value its attributes.
func (c *Class) method(v goja.Value) goja.Value {
	if c.spec.ES6 {
		return hiddenProp(v)
	}
	return v
}

// functionTemplate is that of a method: its name and length are made when a
// script asks for them.
func functionTemplate(name string, length int) *template {
	t := newTemplate(2)
	t.put("length", func(rt *goja.Runtime) goja.Value { return gojaValueProp(rt.ToValue(length), false, false, true) })
	t.put("name", func(rt *goja.Runtime) goja.Value { return gojaValueProp(rt.ToValue(name), false, false, true) })
	t.protoFactory = func(rt *goja.Runtime) *goja.Object { return engineOf(rt).functionPrototype() }
	return t
}

// newMethodOf is newMethod with a template made beforehand.
func (e *Engine) newMethodOf(c *Class, t *template, fn func(Call) goja.Value) *goja.Object {
	o := newFunctionOf(e.rt, t, e.entry(c, fn), nil)
	e.builtins[o] = struct{}{}
	return o
}

// entry is how goja calls a built-in function.
func (e *Engine) entry(c *Class, fn func(Call) goja.Value) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		if v := fn(e.newCall(c, call)); v != nil {
			return v
		}
		return goja.Undefined() // goja trips over a nil in promise jobs
	}
}

// newMethod makes a built-in function of class c (nil: of none).
func (e *Engine) newMethod(c *Class, name string, length int, fn func(Call) goja.Value) *goja.Object {
	o := newNative(e.rt, name, length, e.entry(c, e.observed(name, fn)))
	e.builtins[o] = struct{}{}
	return o
}

// NewFunction makes a function of the library's own; Call.Machine is that of
// the object it is called on, if any.
func (e *Engine) NewFunction(name string, length int, fn func(Call) goja.Value) *goja.Object {
	return e.newMethod(nil, name, length, fn)
}

// newAccessor makes an accessor property. Without a machine (on the prototype
// itself) a getter gives undefined and a setter does nothing.
func (e *Engine) newAccessor(c *Class, a *Accessor, needs bool) goja.Value {
	var get, set *goja.Object
	if a.Get != nil {
		get = e.newMethod(c, "get "+a.Name, 0, func(call Call) goja.Value {
			if needs && call.Machine() == nil {
				return goja.Undefined()
			}
			return a.Get(call)
		})
	}
	if a.Set != nil {
		set = e.newMethod(c, "set "+a.Name, 1, func(call Call) goja.Value {
			if !needs || call.Machine() != nil {
				a.Set(call, call.JS(0))
			}
			return goja.Undefined()
		})
	}
	return accessorProp(get, set, !a.Hidden && !c.spec.ES6)
}

// newCall finds the machine that a method was called on, making it if the
// class can.
func (e *Engine) newCall(c *Class, call goja.FunctionCall) Call {
	out := Call{Engine: e, This: call.This, Args: call.Arguments}
	if this, ok := call.This.(*goja.Object); ok {
		out.host = e.hostIn(this)
		if (out.host == nil || out.host.machine == nil) && c != nil && c.spec.Attach != nil && !e.isPrototype(this) {
			out.host = e.adoptForeign(c, this)
			e.populate(out.host, nil, nil, c.spec.Attach)
		}
	}
	return out
}

// isPrototype reports whether o is a class's prototype: looking at one must not
// turn it into an emitter that every instance inherits.
func (e *Engine) isPrototype(o *goja.Object) bool {
	ctor, ok := o.Get("constructor").(*goja.Object)
	return ok && ctor.Get("prototype") == goja.Value(o)
}

// hasMachine reports whether the class's objects stand for machines.
func (c *Class) hasMachine() bool { return c.spec.Construct != nil || c.spec.Machine != nil }

// needMachine throws where a method is called on something that stands for no
// machine.
func needMachine(c *Class, fn func(Call) goja.Value) func(Call) goja.Value {
	return func(call Call) goja.Value {
		if call.Machine() == nil {
			call.badReceiver(c.spec.Name)
		}
		return fn(call)
	}
}

func (c Call) badReceiver(class string) {
	c.ThrowError(realm.NewTypeError("ERR_INVALID_THIS", `Value of "this" must be of type `+class))
}

// This is the machine that a method was called on, as the type the method
// needs; a script that calls it on anything else gets a TypeError.
func This[T any](c Call) T {
	m, ok := c.Machine().(T)
	if !ok {
		c.badReceiver(reflect.TypeFor[T]().String())
	}
	return m
}
