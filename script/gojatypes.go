package script

import (
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// goja knows its kinds of objects by Go types that it does not export; here are
// those that are worth telling apart without asking the object.

// objectWords mirrors goja.Object: self is an interface, its type and its value.
type objectWords struct {
	typ, self unsafe.Pointer
	rt        *goja.Runtime
}

func wordsOf(o *goja.Object) *objectWords { return (*objectWords)(unsafe.Pointer(o)) }

// head is what goja keeps in an object of a template.
func head(o *goja.Object) *templated { return (*templated)(wordsOf(o).self) }

var (
	objectType, functionType, proxyType unsafe.Pointer // of templates; proxies
	plainType                           unsafe.Pointer // { }
	arrowType, funcType, methodType     unsafe.Pointer // a script's functions, but async ones, generators and classes
)

func init() {
	rt := goja.New()
	t := newTemplate(0)
	o := newObjectOf(rt, t)
	objectType, functionType = wordsOf(o).typ, wordsOf(newFunctionOf(rt, t, nil, nil)).typ
	proxyType = wordsOf(rt.ToValue(rt.NewProxy(o, nil)).(*goja.Object)).typ
	plainType = wordsOf(rt.NewObject()).typ
	for src, typ := range map[string]*unsafe.Pointer{ // order: each is its own
		"() => 1": &arrowType, "(function () {})": &funcType, "({ m() {} }).m": &methodType} {
		v, err := rt.RunString(src)
		must(err)
		*typ = wordsOf(v.(*goja.Object)).typ
	}
}

//go:linkname gojaCallArrow github.com/dop251/goja.(*arrowFuncObject).Call
func gojaCallArrow(self unsafe.Pointer, call goja.FunctionCall) goja.Value

//go:linkname gojaCallFunction github.com/dop251/goja.(*baseJsFuncObject).Call
func gojaCallFunction(self unsafe.Pointer, call goja.FunctionCall) goja.Value

// scriptCall is the entry of a script's function; it copies its arguments. nil:
// the function is of another kind.
func scriptCall(o *goja.Object) func(self unsafe.Pointer, call goja.FunctionCall) goja.Value {
	switch wordsOf(o).typ {
	case arrowType:
		return gojaCallArrow
	case funcType, methodType:
		return gojaCallFunction
	}
	return nil
}

// simpleKeys are the own enumerable names of an object that has nothing but
// ordinary data properties; what they are is in values. ok is false for all
// other objects: they have to be asked, and some run code then.
func simpleKeys(o *goja.Object) (names []unistring.String, values map[unistring.String]goja.Value, ok bool) {
	if wordsOf(o).typ != plainType {
		return nil, nil, false
	}
	self := (*baseWords)(wordsOf(o).self)
	for _, n := range self.propNames {
		if n == "" || n[0] >= '0' && n[0] <= '9' || n[0] >= 0x80 { // may be listed elsewhere; spelt differently
			return nil, nil, false
		}
		if v := self.values[n]; v == nil || isProperty(v) {
			return nil, nil, false
		}
	}
	return self.propNames, self.values, true
}

// isProperty reports whether a value in an object's table is a property with
// attributes or accessors.
func isProperty(v goja.Value) bool {
	return (*[2]unsafe.Pointer)(unsafe.Pointer(&v))[0] == propertyType
}
