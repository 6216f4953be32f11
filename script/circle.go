package script

import (
	"strings"
	"unsafe"

	"github.com/dop251/goja"
)

// nativeArgument is the first argument of the running native function.
func (e *Engine) nativeArgument() goja.Value {
	if !vmFrames.ok {
		return goja.Undefined()
	}
	vm := *(*unsafe.Pointer)(unsafe.Add(unsafe.Pointer(e.rt), vmLayout.vm))
	stack := *(*[]goja.Value)(unsafe.Add(vm, vmLayout.stack))
	sb := *(*int)(unsafe.Add(vm, vmFrames.sb))
	if sb < 0 || sb >= len(stack) || stack[sb] == nil {
		return goja.Undefined()
	}
	return stack[sb]
}

// link is a step on the way from the value that is stringified to the circle.
type link struct {
	key string // worded: "property 'a'" or "index 0"
	o   *goja.Object
}

// circle words where an object contains itself (JsonStringifier::
// ConstructCircularStructureErrorMessage in src/json/json-stringifier.cc).
func (e *Engine) circle(v goja.Value) string {
	root, ok := v.(*goja.Object)
	if !ok {
		return ""
	}
	var path []link
	start, closing := -1, ""
	var walk func(key string, o *goja.Object) bool
	walk = func(key string, o *goja.Object) bool {
		for i := range path {
			if path[i].o == o {
				start, closing = i, key
				return true
			}
		}
		path = append(path, link{key, o})
		list := o.ClassName() == "Array"
		for _, k := range o.Keys() {
			child, ok := e.dataProperty(o, k).(*goja.Object)
			if !ok || isCallable(child) {
				continue
			}
			name := "property '" + k + "'"
			if list {
				name = "index " + k
			}
			if walk(name, child) {
				return true
			}
		}
		path = path[:len(path)-1]
		return false
	}
	if !walk("", root) {
		return ""
	}
	class := func(o *goja.Object) string { return "object with constructor '" + e.typeName(o) + "'" }
	var b strings.Builder
	b.WriteString("\n    --> starting at " + class(path[start].o))
	for i := start + 1; i < len(path); i++ {
		if i > start+2 && i < len(path)-1 {
			if i == start+3 {
				b.WriteString("\n    |     ...")
			}
			continue
		}
		b.WriteString("\n    |     " + path[i].key + " -> " + class(path[i].o))
	}
	b.WriteString("\n    --- " + closing + " closes the circle")
	return b.String()
}
