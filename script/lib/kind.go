package lib

import (
	"reflect"
	"unsafe"

	"github.com/dop251/goja"
)

// What an object is decides how inspect shows it and how deep equality compares
// it. goja's public interface tells only some kinds apart, so this file looks at
// the implementation behind an Object: at its type's name, and for map and set
// iterators, whose entries inspect must see without consuming them, at two of
// its fields. TestKinds fails if a new goja renames them.

var kindByType = map[string]string{
	"arrayObject": "Array", "sparseArrayObject": "Array", "objectGoSlice": "Array", "objectGoSliceReflect": "Array", "dynamicArray": "Array",
	"mapObject": "Map", "setObject": "Set", "weakMapObject": "WeakMap", "weakSetObject": "WeakSet",
	"dateObject": "Date", "regexpObject": "RegExp", "errorObject": "Error", "Promise": "Promise", "proxyObject": "Proxy",
	"arrayBufferObject": "ArrayBuffer", "typedArrayObject": "TypedArray", "dataViewObject": "DataView",
	"mapIterObject": "MapIterator", "setIterObject": "SetIterator", "generatorObject": "Generator",
	"argumentsObject": "Arguments", "stringObject": "String",
}

// selfOf is the value behind an object, as reflection sees it.
func selfOf(o *goja.Object) reflect.Value {
	o.ExportType() // a lazily made object makes itself
	return reflect.ValueOf(o).Elem().Field(selfIndex).Elem()
}

var selfIndex = func() int {
	f, ok := reflect.TypeOf(goja.Object{}).FieldByName("self")
	if !ok {
		panic("lib: goja.Object has no field self")
	}
	return f.Index[0]
}()

// kindOf names what o is: "Array", "Map", "Error", "Function" … "Object".
func (l *Lib) kindOf(o *goja.Object) string {
	self := selfOf(o)
	kind, ok := l.kinds[self.Type()]
	if !ok {
		kind = kindByType[self.Type().Elem().Name()]
		if l.kinds == nil {
			l.kinds = map[reflect.Type]string{}
		}
		l.kinds[self.Type()] = kind
	}
	switch kind {
	case "":
		return l.otherKind(o)
	case "TypedArray":
		if o.ExportType() == typeBytes && l.IsBuffer(o) {
			return "Buffer"
		}
	}
	return kind
}

func (l *Lib) otherKind(o *goja.Object) string {
	switch o.ClassName() {
	case "Error", "Number", "Boolean", "String", "Array", "Arguments":
		return o.ClassName()
	case "Object":
		if _, ok := goja.AssertFunction(o); ok {
			return "Function"
		}
	default:
		if _, ok := goja.AssertFunction(o); ok {
			return "Function"
		}
	}
	switch o.ExportType() {
	case typeBig:
		return "BigInt"
	case typeString:
		return "Symbol"
	}
	if l.isInstance(o, "Error") {
		return "Error"
	}
	return "Object"
}

func (l *Lib) isInstance(o *goja.Object, class string) bool {
	proto, _ := l.errorClass(class).Get("prototype").(*goja.Object)
	for p := o.Prototype(); p != nil; p = p.Prototype() {
		if p == proto {
			return true
		}
	}
	return false
}

// iteratorEntries reads what a map or set iterator has still to give.
func iteratorEntries(o *goja.Object) (entries []goja.Value, pairs bool) {
	self := selfOf(o).Elem()
	// 0 keys, 1 values, 2 both: goja's iterationKind.
	kind := self.FieldByName("kind").Int()
	pairs = kind == 2
	iter := self.FieldByName("iter")
	if iter.IsNil() {
		return nil, pairs
	}
	m, cur := iter.Elem().FieldByName("m"), iter.Elem().FieldByName("cur")
	entry := cur
	if entry.IsNil() {
		if m.IsNil() {
			return nil, pairs
		}
		entry = m.Elem().FieldByName("iterFirst")
	} else {
		entry = entry.Elem().FieldByName("iterNext")
	}
	isMap := selfOf(o).Type().Elem().Name() == "mapIterObject"
	for ; !entry.IsNil(); entry = entry.Elem().FieldByName("iterNext") {
		key, value := field(entry.Elem(), "key"), field(entry.Elem(), "value")
		switch {
		case pairs && isMap:
			entries = append(entries, key, value)
		case pairs:
			entries = append(entries, key, key)
		case kind == 1 && isMap:
			entries = append(entries, value)
		default:
			entries = append(entries, key)
		}
	}
	return entries, pairs
}

// field reads an unexported field that holds a script's value.
func field(v reflect.Value, name string) goja.Value {
	f := v.FieldByName(name)
	x, _ := reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem().Interface().(goja.Value)
	if x == nil {
		return goja.Undefined()
	}
	return x
}

// funcType tells async and generator functions from others.
func funcType(o *goja.Object) string {
	switch selfOf(o).Type().Elem().Name() {
	case "generatorFuncObject", "generatorMethodFuncObject":
		return "GeneratorFunction"
	case "asyncFuncObject", "asyncMethodFuncObject", "asyncArrowFuncObject":
		return "AsyncFunction"
	}
	return "Function"
}
