package script

import (
	"unsafe" // also for go:linkname

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// goja makes the properties of its own built-in objects when they are first
// looked up: an object points to a template of factories that all runtimes
// share. That is what makes a new runtime cost half a microsecond, and with
// some 600 methods in Node's classes we need the same. goja does not export the
// mechanism; this file is the only one that reaches for it. TestTemplates
// fails if a new goja lays these types out differently.

// makeProp makes one property of a templated object.
type makeProp = func(*goja.Runtime) goja.Value

// template mirrors goja's objectTemplate, up to methods. What is in props but
// not in propNames can be read and written, but no script can list it.
type template struct {
	propNames    []unistring.String
	props        map[unistring.String]makeProp
	symProps     map[*goja.Symbol]makeProp
	symPropNames []*goja.Symbol
	protoFactory func(*goja.Runtime) *goja.Object

	methods []unistring.String // the properties that hide a method of the class
}

func newTemplate(size int) *template {
	return &template{props: make(map[unistring.String]makeProp, size+1)}
}

// put declares a property; the last declaration of a name wins.
func (t *template) put(name string, f makeProp) {
	n := unistring.NewFromString(name)
	if _, again := t.props[n]; !again {
		t.propNames = append(t.propNames, n)
	}
	t.props[n] = f
}

// hide declares a property that cannot be listed.
func (t *template) hide(name string, f makeProp) { t.props[unistring.NewFromString(name)] = f }

func (t *template) putSymbol(s *goja.Symbol, f makeProp) {
	if t.symProps == nil {
		t.symProps = make(map[*goja.Symbol]makeProp)
	}
	if _, again := t.symProps[s]; !again {
		t.symPropNames = append(t.symPropNames, s)
	}
	t.symProps[s] = f
}

// baseWords mirrors goja's baseObject.
type baseWords struct {
	class                           string
	val, prototype                  *goja.Object
	extensible                      bool
	values                          map[unistring.String]goja.Value
	propNames                       []unistring.String
	lastSortedPropLen, idxPropCount int
	symValues, privateElements      unsafe.Pointer
}

// templated mirrors goja's templatedObject.
type templated struct {
	baseWords
	tmpl              *template
	protoMaterialised bool
	hosted            bool // ours, where goja has padding: it lies beside its host
}

//go:linkname gojaNewTemplatedObject github.com/dop251/goja.(*Runtime).newTemplatedObject
func gojaNewTemplatedObject(r *goja.Runtime, t *template, obj *goja.Object) *templated

//go:linkname gojaNewTemplatedFuncObject github.com/dop251/goja.(*Runtime).newTemplatedFuncObject
func gojaNewTemplatedFuncObject(r *goja.Runtime, t *template, obj *goja.Object, f func(goja.FunctionCall) goja.Value, ctor func([]goja.Value, *goja.Object) *goja.Object) *templated

//go:linkname gojaNewNativeFunc github.com/dop251/goja.(*Runtime).newNativeFunc
func gojaNewNativeFunc(r *goja.Runtime, f func(goja.FunctionCall) goja.Value, name unistring.String, length int) *goja.Object

//go:linkname gojaSymbolFor github.com/dop251/goja.(*Runtime).symbol_for
func gojaSymbolFor(r *goja.Runtime, call goja.FunctionCall) goja.Value

//go:linkname gojaValueProp github.com/dop251/goja.valueProp
func gojaValueProp(v goja.Value, writable, enumerable, configurable bool) goja.Value

// newObjectOf returns an object of template t without a prototype.
func newObjectOf(rt *goja.Runtime, t *template) *goja.Object {
	return gojaNewTemplatedObject(rt, t, nil).val
}

// newFunctionOf returns a function object of template t; ctor may be nil.
func newFunctionOf(rt *goja.Runtime, t *template, f func(goja.FunctionCall) goja.Value, ctor func([]goja.Value, *goja.Object) *goja.Object) *goja.Object {
	return gojaNewTemplatedFuncObject(rt, t, nil, f, ctor).val
}

func newNative(rt *goja.Runtime, name string, length int, f func(goja.FunctionCall) goja.Value) *goja.Object {
	return gojaNewNativeFunc(rt, f, unistring.NewFromString(name), length)
}

// hiddenProp is a data property with the attributes of a class's method:
// writable and configurable, not enumerable.
func hiddenProp(v goja.Value) goja.Value { return gojaValueProp(v, true, false, true) }

// property mirrors goja's valueProperty.
type property struct {
	value        goja.Value
	writable     bool
	configurable bool
	enumerable   bool
	accessor     bool
	getter       *goja.Object
	setter       *goja.Object
}

// accessorProp is a configurable accessor; get or set may be nil.
func accessorProp(get, set *goja.Object, enumerable bool) goja.Value {
	v := gojaValueProp(goja.Undefined(), false, enumerable, true)
	p := (*property)(pointerOf(v))
	p.value, p.accessor, p.getter, p.setter = nil, true, get, set
	return v
}

// pointerOf is the pointer in an interface value.
func pointerOf(v goja.Value) unsafe.Pointer { return (*[2]unsafe.Pointer)(unsafe.Pointer(&v))[1] }

func unistringOf(s string) unistring.String { return unistring.NewFromString(s) }
