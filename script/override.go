package script

import (
	"slices"
	"sync/atomic"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Machines ask for overrides at nearly every step, and nearly always there are
// none. Looking a method up would make its function object, in every process
// anew, only to find that it is Node's own; so what templates declare and
// nobody has touched is left unmade.

// plan is what the declarations say of one method of one class.
type plan struct {
	method string
	home   *Class // the class, this one or one above, that declares it; nil: none does
	ask    bool   // it is not in every version, or no method: look it up
}

// plans remembers them by some letters of the method's name; the factors tell
// the methods that machines ask about apart.
type plans [256]atomic.Pointer[plan]

func (c *Class) plan(method string) *plan {
	c.templates()
	n := len(method)
	slot := &c.plans[uint8(n*125+int(method[n/2])*55+int(method[n-1])*65+int(method[min(2, n-1)])*107)]
	if p := slot.Load(); p != nil && p.method == method {
		return p
	}
	home, declared := c.homes[unistring.String(method)] // method names are ASCII
	p := &plan{method, home, declared && home == nil}
	slot.Store(p)
	return p
}

// untouched reports whether looking method up on the object would find what a
// class of ours declares, or nothing at all. false: it has to be looked up.
func (h *host) untouched(method string) bool {
	p := h.class.plan(method)
	if p.ask {
		return false
	}
	name := unistring.String(method)
	var at *goja.Object // the prototype that comes next; nil: whichever the class has
	if h.obj != nil {
		if !h.templated {
			return false
		}
		self := head(h.obj)
		if slices.Contains(self.tmpl.methods, name) {
			return false
		}
		if v, own := self.added(name); own {
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
			if c == p.home {
				return true
			}
			continue
		}
		self := head(proto)
		if c == p.home {
			v, made := self.values[name]
			return !made || h.e.isBuiltin(v)
		}
		if v, own := self.added(name); own {
			return h.e.isBuiltin(v)
		}
		at = self.prototype
	}
	base := h.e.objectPrototype()
	return (at == nil || at == base) && base.Get(method) == nil
}

// added looks for what a script gave an object beyond its template. goja lists
// an object's names when the first is added or deleted, and not before.
func (o *templated) added(name unistring.String) (goja.Value, bool) {
	if o.propNames == nil {
		return nil, false
	}
	v, own := o.values[name]
	return v, own
}

// isBuiltin reports whether what an object keeps under a name is a function of
// ours, bare or in a property.
func (e *Engine) isBuiltin(v goja.Value) bool {
	if v == nil {
		return false
	}
	f, ok := v.(*goja.Object)
	if !ok {
		if !isProperty(v) {
			return false
		}
		if f, ok = (*property)(pointerOf(v)).value.(*goja.Object); !ok {
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
