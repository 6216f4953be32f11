package script

import (
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Most objects that we make stand for something in Go, and finding that is the
// first thing every built-in function does. So such an object, goja's state of
// it and its host lie in one piece of memory: the object at the start of it,
// and no property, which would have to be looked up.

// hosted begins that memory.
type hosted struct {
	object goja.Object
	host   host
}

type hostedObject struct {
	hosted
	self templated
}

type hostedFunction struct {
	hosted
	self templatedFunction
}

// templatedFunction mirrors goja's templatedFuncObject.
type templatedFunction struct {
	templated
	f func(goja.FunctionCall) goja.Value
	_ func([]goja.Value, *goja.Object) *goja.Object // construct
}

// newHost is a host with room for its object, which is not made yet.
func newHost(e *Engine) *host {
	h := &new(hostedObject).host
	h.Value, h.e = goja.Undefined(), e
	return h
}

// fill makes the object beside a host that has room for it.
func (h *host) fill(t *template, class string, proto *goja.Object) *goja.Object {
	m := (*hostedObject)(unsafe.Add(unsafe.Pointer(h), -int(unsafe.Offsetof(hosted{}.host))))
	m.self.baseWords = baseWords{class: class, extensible: true, values: make(map[unistring.String]goja.Value)}
	m.self.tmpl = t
	h.join(&m.object, &m.self, objectType, proto)
	return h.obj
}

// join completes the object of h.
func (h *host) join(o *goja.Object, self *templated, typ unsafe.Pointer, proto *goja.Object) {
	self.val, self.prototype, self.protoMaterialised, self.hosted = o, proto, true, true
	*wordsOf(o) = objectWords{typ, unsafe.Pointer(self), h.e.rt}
	h.obj, h.templated = o, true
}

// newHostedFunction makes a function that stands for something, and its host.
func newHostedFunction(e *Engine, t *template, call func(goja.FunctionCall) goja.Value) *host {
	m := new(hostedFunction)
	m.self.class, m.self.extensible, m.self.tmpl, m.self.f = "Function", true, t, call
	m.self.values = make(map[unistring.String]goja.Value)
	h := &m.host
	h.Value, h.e = goja.Undefined(), e
	h.join(&m.object, &m.self.templated, functionType, e.functionPrototype())
	return h
}

// hostBeside is the host that lies beside an object; nil: none does.
func hostBeside(o *goja.Object) *host {
	w := wordsOf(o)
	if w.typ != objectType && w.typ != functionType || !(*templated)(w.self).hosted {
		return nil
	}
	return &(*hosted)(unsafe.Pointer(o)).host
}

// hostIn finds what an object stands for. An object inherits it as it would
// inherit a field, so that Object.create(emitter) is that emitter.
func (e *Engine) hostIn(o *goja.Object) *host {
	for p := o; p != nil; p = p.Prototype() {
		if wordsOf(p).typ == proxyType { // looking would run the script's traps
			return nil
		}
		if h := hostBeside(p); h != nil {
			return h
		}
	}
	if !e.foreigners {
		return nil
	}
	h, _ := o.GetSymbol(hostSymbol).(*host)
	return h
}

// ownHost is hostIn for the object itself.
func (e *Engine) ownHost(o *goja.Object) *host {
	if h := e.hostIn(o); h != nil && h.obj == o {
		return h
	}
	return nil
}
