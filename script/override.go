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
	home, declared := h.class.templates().homes[name]
	if declared && home == nil {
		return false
	}
	var at *goja.Object // the prototype that comes next; nil: whichever the class has
	if h.obj != nil {
		if !h.templated || h.class.shadow.Load() {
			return false
		}
		self := head(h.obj)
		if v, own := self.values[name]; own {
			return h.e.isBuiltin(v)
		}
		at = self.prototype
	}
	for c := h.class; c != nil; c = c.spec.Parent {
		proto := h.e.objects(c).proto
		if at != nil && proto != at {
			return false
		}
		if proto == nil {
			if c == home {
				return true
			}
			continue
		}
		self := head(proto)
		if c == home {
			v, made := self.values[name]
			return !made || h.e.isBuiltin(v)
		}
		if v, own := self.values[name]; own {
			return h.e.isBuiltin(v)
		}
		at = self.prototype
	}
	base := h.e.objectPrototype()
	return (at == nil || at == base) && base.Get(method) == nil
}

// isBuiltin reports whether what an object keeps under a name is a function of
// ours, bare or in a property.
func (e *Engine) isBuiltin(v goja.Value) bool {
	if v == nil {
		return false
	}
	f, ok := v.(*goja.Object)
	if !ok {
		words := (*[2]unsafe.Pointer)(unsafe.Pointer(&v))
		if words[0] != propertyType {
			return false
		}
		if f, ok = (*property)(words[1]).value.(*goja.Object); !ok {
			return false
		}
	}
	_, builtin := e.builtins[f]
	return builtin
}

// propertyType is how Go marks a goja.Value that is a property.
var propertyType = func() unsafe.Pointer {
	v := gojaValueProp(goja.Undefined(), false, false, false)
	return (*[2]unsafe.Pointer)(unsafe.Pointer(&v))[0]
}()
