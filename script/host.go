package script

import (
	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"finishline/node/realm"
)

// host ties a script object to what it stands for: a machine, a machine's
// function or a machine's error. It lies beside the object, or it is the value
// of a property of it that a script, if it could see it, would see as undefined.
type host struct {
	goja.Value
	e       *Engine
	obj     *goja.Object // nil until a script needs it
	class   *Class
	machine realm.Hosted
	fn      realm.Function
	err     *realm.Error
	trace   *trace // of an error

	templated bool // obj lies beside it
	foreign   bool // obj was not made by us, and has the host under hostSymbol
}

// hostSymbol keeps the host of an object that we did not make (util.inherits
// with Base.call(this), mixins).
var hostSymbol = goja.NewSymbol("kHandle")

// instanceTemplate is that of every object that a class of ours constructs.
var instanceTemplate = newTemplate(0)

// adoptForeign gives an object that no class of ours made a host.
func (e *Engine) adoptForeign(c *Class, o *goja.Object) *host {
	h := &host{Value: goja.Undefined(), e: e, class: c, obj: o, foreign: true}
	e.foreigners = true
	must(o.DefineDataPropertySymbol(hostSymbol, h, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return h
}

// hostOf is the host of a machine. Machines that the script never saw have
// none until they are first shown to it.
func (e *Engine) hostOf(m realm.Hosted) *host {
	if h, ok := m.RealmObject().Peer().(*host); ok {
		return h
	}
	h := newHost(e)
	h.class, h.machine = classFor(m), m
	m.RealmObject().Bind(e, h)
	return h
}

// object is the script object, made when first needed.
func (h *host) object() *goja.Object {
	if h.obj == nil {
		o := h.fill(h.e.instanceOf(h.class), "Object", h.e.prototype(h.class))
		if h.class.spec.Init != nil {
			h.class.spec.Init(h.e, h.machine, o)
		}
	}
	return h.obj
}

// Adopt gives a machine its script object: the one under construction if a
// script's new made the machine, else one of the machine's class.
func (e *Engine) Adopt(m realm.Hosted) {
	if m.RealmObject().Peer() != nil {
		return
	}
	if h := e.pending; h != nil && h.machine == nil {
		e.pending = nil
		h.machine = m
		m.RealmObject().Bind(e, h)
		return
	}
	if classFor(m) != nil {
		e.hostOf(m)
	}
}

// Override returns what a script put in the place of a built-in method.
func (h *host) Override(method string) realm.Function {
	if h.untouched(method) {
		return nil
	}
	o := h.obj
	if o == nil {
		o = h.e.prototype(h.class) // nobody has seen the object; a patched prototype still counts
	}
	f, ok := o.Get(method).(*goja.Object)
	if !ok {
		return nil
	}
	if _, builtin := h.e.builtins[f]; builtin {
		return nil
	}
	x, _ := h.e.FromJS(f).(realm.Function)
	return x
}

// Restore gives the object the built-in method as a property of its own.
func (h *host) Restore(method string) {
	home := h.class.templates().homes[unistring.String(method)]
	if h.obj == nil || home == nil {
		return
	}
	if f := h.e.prototype(home).Get(method); h.e.isBuiltin(f) {
		must(h.obj.Set(method, f))
	}
}

// Property reads a property that the machine does not know itself.
func (h *host) Property(name string) realm.Value {
	if h.obj == nil {
		return nil
	}
	return h.e.FromJS(h.obj.Get(name))
}
