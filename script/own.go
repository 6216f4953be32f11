package script

import (
	"sync"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"finishline/node/versions"
)

// What Node keeps in properties of an object our machines keep in Go. Scripts
// still list and print those properties, in Node's order, so each class says
// which its objects have. They are accessors that nobody pays for until a
// script looks; inspect shows them as the data properties they are in Node.

// ownKey is one such property: of the accessor of that name that the class has,
// or of get, or of a fixed value.
type ownKey struct {
	name  string
	sym   *goja.Symbol
	get   func(c Call) goja.Value
	set   func(c Call, v goja.Value) // with get; nil: an assignment does nothing
	value func(e *Engine) goja.Value
}

// ownKeys are the properties of a class's objects in one version.
type ownKeys func(has func(versions.Behaviour) bool) []ownKey

type ownID struct {
	class   *Class
	version versions.Version
}

var ownTemplates sync.Map // of ownID to *template

// instanceOf is the template of a class's objects.
func (e *Engine) instanceOf(c *Class) *template {
	o := e.objects(c)
	if o.instance == nil {
		o.instance = e.findInstance(c)
	}
	return o.instance
}

func (e *Engine) findInstance(c *Class) *template {
	if e.env == nil || e.env.Versions == nil || c.own() == nil {
		return instanceTemplate
	}
	id := ownID{c, e.env.Versions.Version}
	if t, ok := ownTemplates.Load(id); ok {
		return t.(*template)
	}
	t := newTemplate(24)
	for _, k := range c.own()(e.env.Has) {
		if home := c.templates().homes[unistring.String(k.name)]; home != nil && k.sym == nil {
			t.methods = append(t.methods, unistring.String(k.name))
		}
		made := c.ownProp(k)
		if k.sym != nil {
			t.putSymbol(k.sym, made)
		} else {
			t.put(k.name, made)
		}
	}
	ownTemplates.Store(id, t)
	return t
}

// own is the class's list or that of the nearest class above.
func (c *Class) own() ownKeys {
	for ; c != nil; c = c.spec.Parent {
		if c.spec.Own != nil {
			return c.spec.Own
		}
	}
	return nil
}

func (c *Class) ownProp(k ownKey) makeProp {
	if k.value != nil {
		return func(rt *goja.Runtime) goja.Value { return gojaValueProp(k.value(engineOf(rt)), true, true, true) }
	}
	a := &Accessor{Name: k.name, Get: k.get, Set: k.set}
	if k.set == nil {
		a.Set = func(Call, goja.Value) {}
	}
	if k.get == nil {
		a = c.accessor(k.name)
	}
	return func(rt *goja.Runtime) goja.Value { return engineOf(rt).ownAccessor(c, a) }
}

// accessor is the accessor that the class or one above declares.
func (c *Class) accessor(name string) *Accessor {
	for ; c != nil; c = c.spec.Parent {
		for i := range c.spec.Accessors {
			if c.spec.Accessors[i].Name == name {
				return &c.spec.Accessors[i]
			}
		}
	}
	panic("script: no accessor " + name)
}

// ownRoom holds an engine's getters and setters of own properties: all objects
// of a class share them.
type ownRoom struct {
	pairs   map[*Accessor][2]*goja.Object
	getters map[*goja.Object]struct{}
}

func newOwnRoom(*Engine) *ownRoom {
	return &ownRoom{map[*Accessor][2]*goja.Object{}, map[*goja.Object]struct{}{}}
}

func (e *Engine) ownAccessor(c *Class, a *Accessor) goja.Value {
	p := e.ownPair(c, a)
	return accessorProp(p[0], p[1], true)
}

func (e *Engine) ownPair(c *Class, a *Accessor) [2]*goja.Object {
	r := Room(e, newOwnRoom)
	p, ok := r.pairs[a]
	if !ok {
		p[0] = e.newMethod(c, a.Name, 0, func(call Call) goja.Value {
			if call.Machine() == nil {
				return goja.Undefined()
			}
			return a.Get(call)
		})
		p[1] = e.newMethod(c, a.Name, 1, func(call Call) goja.Value {
			if call.Machine() != nil && a.Set != nil {
				a.Set(call, call.JS(0))
			}
			return goja.Undefined()
		})
		r.pairs[a] = p
		r.getters[p[0]] = struct{}{}
	}
	return p
}

// isState reports whether a getter is that of a property which is data in Node.
func (e *Engine) isState(get *goja.Object) bool {
	_, ok := Room(e, newOwnRoom).getters[get]
	return ok
}

// defineOwn gives an object that we did not make (util.inherits with
// Base.call(this)) the properties of the class.
func (e *Engine) defineOwn(c *Class, o *goja.Object) {
	keys := c.own()
	if keys == nil {
		return
	}
	for _, k := range keys(e.env.Has) {
		if k.value != nil {
			if k.sym != nil {
				must(o.SetSymbol(k.sym, k.value(e)))
			} else {
				must(o.Set(k.name, k.value(e)))
			}
			continue
		}
		a := &Accessor{Name: k.name, Get: k.get}
		if k.get == nil {
			a = c.accessor(k.name)
		}
		p := e.ownPair(c, a)
		if k.sym != nil {
			must(o.DefineAccessorPropertySymbol(k.sym, p[0], p[1], goja.FLAG_TRUE, goja.FLAG_TRUE))
		} else {
			must(o.DefineAccessorProperty(k.name, p[0], p[1], goja.FLAG_TRUE, goja.FLAG_TRUE))
		}
	}
}

// lastOwn moves the properties that Node's constructors make after those of the
// options behind them.
func (e *Engine) lastOwn(o *goja.Object, class string) {
	c := namedClasses[class]
	var names []string
	switch {
	case e.env.Has(versions.EmitterShapeMode) && class != "Transform":
		names = []string{"_maxListeners", "_eventsCount"}
	case e.env.Has(versions.EmitterShapeMode):
		names = []string{"_eventsCount"}
	case class == "Readable" || class == "Writable":
		names = []string{"_events", "_eventsCount", "_maxListeners"}
	}
	for _, n := range names {
		p := e.ownPair(c, c.accessor(n))
		must(o.Delete(n))
		must(o.DefineAccessorProperty(n, p[0], p[1], goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
}
