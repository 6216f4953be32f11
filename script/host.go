package script

import (
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"

	"finishline/node/realm"
)

// host ties a script object to what it stands for: a machine, a machine's
// function or a machine's error. It lies in a hidden property of the object,
// and is that property's value; a script that could see it would see undefined.
type host struct {
	goja.Value
	e       *Engine
	obj     *goja.Object // nil until a script needs it
	class   *Class
	machine realm.Hosted
	fn      realm.Function
	err     *realm.Error
	trace   *trace // of an error

	templated bool // obj was made by a class of ours
	foreign   bool // obj was not, and has the host under hostSymbol
}

// hostKey is the hidden property. Objects that we did not make (util.inherits
// with Base.call(this), mixins) have it under hostSymbol.
const hostKey = "\x00host"

var hostSymbol = goja.NewSymbol("kHandle")

// instanceTemplate is that of every object that a class of ours constructs.
var instanceTemplate = func() *template {
	t := newTemplate(1)
	t.hide(hostKey, func(*goja.Runtime) goja.Value { return goja.Undefined() })
	return t
}()

// hostIn finds what an object stands for. An object inherits it as it would
// inherit a field, so that Object.create(emitter) is that emitter.
func hostIn(o *goja.Object) *host {
	if o.ExportType() == proxyType {
		return nil // looking would run the script's traps
	}
	h, _ := o.Get(hostKey).(*host)
	if h == nil {
		h, _ = o.GetSymbol(hostSymbol).(*host)
	}
	return h
}

var proxyType = reflect.TypeOf(goja.Proxy{})

// ownHost is hostIn for the object itself.
func ownHost(o *goja.Object) *host {
	if h := hostIn(o); h != nil && h.obj == o {
		return h
	}
	return nil
}

// attach makes h the host of o; foreign says that no class of ours made o.
func (h *host) attach(o *goja.Object) (foreign bool) {
	h.obj = o
	if v := o.Get(hostKey); v != nil && goja.IsUndefined(v) {
		must(o.Set(hostKey, h))
		h.templated = true
		return false
	}
	h.foreign = true
	must(o.DefineDataPropertySymbol(hostSymbol, h, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return true
}

// hostOf is the host of a machine. Machines that the script never saw have
// none until they are first shown to it.
func (e *Engine) hostOf(m realm.Hosted) *host {
	if h, ok := m.RealmObject().Peer().(*host); ok {
		return h
	}
	h := &host{Value: goja.Undefined(), e: e, class: classFor(m), machine: m}
	m.RealmObject().Bind(e, h)
	return h
}

// object is the script object, made when first needed.
func (h *host) object() *goja.Object {
	if h.obj == nil {
		o := newObjectOf(h.e.rt, h.e.instanceOf(h.class))
		must(o.SetPrototype(h.e.prototype(h.class)))
		h.attach(o)
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
