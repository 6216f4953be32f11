package lib

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// View is the memory of an object whose ExportType is []byte. Exporting an empty
// view that lies at the end of its buffer would make a pointer behind the buffer's
// memory, which Go's garbage collector takes for a broken program.
func View(o *goja.Object) []byte {
	if viewLength(o) == 0 {
		return []byte{}
	}
	b, _ := o.Export().([]byte)
	return b
}

// viewLayout is where goja keeps the length of a typed array.
var viewLayout = func() (at struct{ self, length uintptr }) {
	rt := goja.New()
	o, err := rt.New(rt.Get("Uint8Array"))
	if err != nil {
		panic(err)
	}
	f, ok := selfOf(o).Type().Elem().FieldByName("length")
	if !ok || f.Type.Kind() != reflect.Int {
		panic("lib: goja's typed arrays have no length")
	}
	at.self, at.length = reflect.TypeFor[goja.Object]().Field(selfIndex).Offset, f.Offset
	return at
}()

func viewLength(o *goja.Object) int {
	self := (*[2]unsafe.Pointer)(unsafe.Add(unsafe.Pointer(o), viewLayout.self))[1]
	return *(*int)(unsafe.Add(self, viewLayout.length))
}
