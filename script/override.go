package script

import (
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Machines ask for overrides at nearly every step, and nearly always there are
// none. Looking a method up would make its function object, in every process
// anew, only to find that it is Node's own; so what templates declare and
// nobody has touched is left unmade.

// head is what goja keeps in an object of a template.
func head(o *goja.Object) *templated {
	return (*templated)((*[2]unsafe.Pointer)(unsafe.Pointer(o))[1])
}

// untouched reports whether looking method up on the object would find what a
// class of ours declares, or nothing at all. false: it has to be looked up.
func (h *host) untouched(method string) bool {
	name := unistring.String(method) // method names are ASCII
	var at *goja.Object              // the prototype that comes next; nil: whichever the class has
	if h.obj != nil {
		if !h.templated {
			return false
		}
		self := head(h.obj)
		if _, own := self.values[name]; own || self.tmpl.props[name] != nil {
			return false
		}
		at = self.prototype
	}
	for c := h.class; c != nil; c = c.spec.Parent {
		o := h.e.protos[c]
		if o == nil || o.proto == nil {
			if at != nil {
				return false
			}
			if c.templates().proto.props[name] != nil {
				return c.always[name]
			}
			continue
		}
		if at != nil && o.proto != at {
			return false
		}
		self := head(o.proto)
		if v, made := self.values[name]; made {
			f, ok := v.(*goja.Object)
			if !ok {
				return false
			}
			_, builtin := h.e.builtins[f]
			return builtin
		}
		if self.tmpl.props[name] != nil {
			return c.always[name]
		}
		at = self.prototype
	}
	base := h.e.objectPrototype()
	return (at == nil || at == base) && base.Get(method) == nil
}
