package lib

import (
	"math"
	"sort"
	"strconv"

	"github.com/dop251/goja"

	"finishline/node/encoding"
)

func sortStrings(s []string) { sort.Strings(s) }

// bufferStatics is filled at start-up: the list reaches itself through make.
var bufferStatics []bufferMethod

func init() { bufferStatics = bufferStaticList() }

func bufferStaticList() []bufferMethod {
	return []bufferMethod{
		{"from", 3, func(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
			return l.bufferFrom(arg(a, 0), arg(a, 1), arg(a, 2))
		}},
		{"copyBytesFrom", 3, copyBytesFrom},
		{"of", 0, func(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
			o, b := l.alloc(len(a))
			for i, v := range a {
				b[i] = toByte(v)
			}
			return o
		}},
		{"alloc", 3, func(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
			n := l.size(arg(a, 0))
			l.needBuffer()
			o, b := l.alloc(n)
			if fill := arg(a, 1); !isUndef(fill) && n > 0 {
				l.fill(b, fill, 0, n, arg(a, 2))
			}
			return o
		}},
		{"allocUnsafe", 1, func(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
			o, _ := l.allocPooled(l.size(arg(a, 0)))
			return o
		}},
		{"allocUnsafeSlow", 1, func(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
			o, _ := l.alloc(l.size(arg(a, 0)))
			return o
		}},
		{"isBuffer", 1, func(l *Lib, _ goja.Value, a []goja.Value) goja.Value { return l.rt.ToValue(l.IsBuffer(arg(a, 0))) }},
		{"compare", 2, func(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
			return l.rt.ToValue(compareBytes(l.uint8Arg("buf1", arg(a, 0)), l.uint8Arg("buf2", arg(a, 1))))
		}},
		{"isEncoding", 1, func(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
			v := arg(a, 0)
			return l.rt.ToValue(goja.IsString(v) && encoding.Parse(v.String()) != encoding.Unknown)
		}},
		{"concat", 2, concat},
		{"byteLength", 2, byteLength},
	}
}

// IsBuffer reports whether v inherits from Buffer.prototype.
func (l *Lib) IsBuffer(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok || l.buffer.class == nil {
		return false
	}
	for p := o.Prototype(); p != nil; p = p.Prototype() {
		if p == l.buffer.proto {
			return true
		}
	}
	return false
}

// bufferCall is Buffer(arg, encodingOrOffset, length), with or without new.
func (l *Lib) bufferCall(a []goja.Value) *goja.Object {
	v := arg(a, 0)
	if goja.IsNumber(v) {
		if goja.IsString(arg(a, 1)) {
			l.throwArgType("string", "of type string", v)
		}
		o, _ := l.alloc(l.size(v))
		return o
	}
	return l.bufferFrom(v, arg(a, 1), arg(a, 2))
}

func (l *Lib) bufferFrom(v, second, third goja.Value) *goja.Object {
	l.needBuffer()
	if s, ok := v.(goja.String); ok {
		e := encoding.UTF8
		if goja.IsString(second) {
			e = l.encodingArg(second)
		}
		return l.copied(encode(s, e))
	}
	if o, ok := v.(*goja.Object); ok {
		if b, ok := l.Bytes(o); ok {
			return l.copied(b)
		}
		if _, isFn := goja.AssertFunction(o); !isFn {
			if made := l.bufferFromObject(o, second, third); made != nil {
				return made
			}
		}
	}
	l.throwArgType("first argument", "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object", v)
	return nil
}

func (l *Lib) bufferFromObject(o *goja.Object, second, third goja.Value) *goja.Object {
	if ab, ok := l.arrayBuffer(o); ok {
		return l.bufferOver(o, len(ab), second, third)
	}
	if valueOf, ok := goja.AssertFunction(o.Get("valueOf")); ok {
		inner := l.call(valueOf, o)
		if in, isObj := inner.(*goja.Object); goja.IsString(inner) || isObj && in != o {
			return l.bufferFrom(inner, second, third)
		}
	}
	if made := l.arrayLike(o); made != nil {
		return made
	}
	if prim, ok := goja.AssertFunction(o.GetSymbol(goja.SymToPrimitive)); ok {
		if s := l.call(prim, o, l.rt.ToValue("string")); goja.IsString(s) {
			return l.bufferFrom(s, second, third)
		}
	}
	return nil
}

// arrayLike copies an array, or the data of what Buffer's toJSON made.
func (l *Lib) arrayLike(o *goja.Object) *goja.Object {
	length := o.Get("length")
	if isUndef(length) {
		buf, _ := o.Get("buffer").(*goja.Object)
		if buf == nil {
			data, ok := o.Get("data").(*goja.Object)
			if ok && stringOf(o.Get("type")) == "Buffer" && data.ClassName() == "Array" {
				return l.arrayLike(data)
			}
			return nil
		}
		if _, ok := l.arrayBuffer(buf); !ok {
			return nil
		}
	}
	if !goja.IsNumber(length) || length.ToInteger() <= 0 {
		made, _ := l.alloc(0)
		return made
	}
	made, b := l.allocPooled(int(length.ToInteger()))
	for i := range b {
		if v := o.Get(strconv.Itoa(i)); v != nil {
			b[i] = toByte(v)
		}
	}
	return made
}

// bufferOver is a Buffer that shares an ArrayBuffer's memory.
func (l *Lib) bufferOver(ab *goja.Object, size int, offset, length goja.Value) *goja.Object {
	off := 0.0
	if !isUndef(offset) {
		if off = offset.ToFloat(); math.IsNaN(off) {
			off = 0
		}
	}
	rest := float64(size) - off
	if rest < 0 {
		l.throw("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", `"offset" is outside of buffer bounds`)
	}
	n := rest
	if !isUndef(length) {
		if n = length.ToFloat(); !(n > 0) {
			n = 0
		}
		if n > rest {
			l.throw("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", `"length" is outside of buffer bounds`)
		}
	}
	return l.construct(ab, l.rt.ToValue(int(off)), l.rt.ToValue(int(n)))
}

func (l *Lib) arrayBuffer(o *goja.Object) ([]byte, bool) {
	if o.ExportType() != typeArrayBuffer {
		return nil, false
	}
	return o.Export().(goja.ArrayBuffer).Bytes(), true
}

// uint8Arg is the memory of an argument that must be a Buffer or Uint8Array.
func (l *Lib) uint8Arg(name string, v goja.Value) []byte {
	b, ok := l.Bytes(v)
	if !ok {
		l.throwArgType(name, "an instance of Buffer or Uint8Array", v)
	}
	return b
}

func toByte(v goja.Value) byte {
	f := v.ToFloat()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return byte(int64(math.Mod(math.Trunc(f), 256)))
}

func copyBytesFrom(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
	view := arg(a, 0)
	b, size, ok := l.typedArray(view)
	if !ok {
		l.throwArgType("view", "an instance of TypedArray", view)
	}
	from, to := 0, len(b)/size
	if v := arg(a, 1); !isUndef(v) {
		from = min(l.integer("offset", v, 0), to)
	}
	if v := arg(a, 2); !isUndef(v) {
		to = min(from+l.integer("length", v, 0), to)
	}
	return l.copied(b[from*size : to*size])
}

func concat(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
	list, ok := arg(a, 0).(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		l.throwArgType("list", "an instance of Array", arg(a, 0))
	}
	n := int(list.Get("length").ToInteger())
	parts := make([][]byte, n)
	total := 0
	for i := range parts {
		name := strconv.Itoa(i)
		v := list.Get(name)
		parts[i] = l.uint8Arg("list["+name+"]", v)
		total += len(parts[i])
	}
	if v := arg(a, 1); !isUndef(v) && n > 0 {
		total = l.integer("length", v, 0)
	}
	made, b := l.allocPooled(total)
	at := 0
	for _, p := range parts {
		at += copy(b[at:], p)
	}
	clear(b[at:])
	return made
}

// integer is validateInteger with a lower bound.
func (l *Lib) integer(name string, v goja.Value, lo int) int {
	return l.integerIn(name, v, lo, math.MaxInt64)
}

func (l *Lib) integerIn(name string, v goja.Value, lo, hi int) int {
	if !goja.IsNumber(v) {
		l.throwArgType(name, "of type number", v)
	}
	f := v.ToFloat()
	if f != math.Trunc(f) || math.IsInf(f, 0) {
		l.throwRange(name, "an integer", v)
	}
	if f < float64(lo) || f > float64(hi) || f > 1<<53-1 {
		max := "9007199254740991"
		if hi < 1<<53-1 {
			max = strconv.Itoa(hi)
		}
		l.throwRange(name, ">= "+strconv.Itoa(lo)+" && <= "+max, v)
	}
	return int(f)
}

func byteLength(l *Lib, _ goja.Value, a []goja.Value) goja.Value {
	v := arg(a, 0)
	s, ok := v.(goja.String)
	if !ok {
		if o, isObj := v.(*goja.Object); isObj {
			if b, ok := l.anyBytes(o); ok {
				return l.rt.ToValue(len(b))
			}
		}
		l.throwArgType("string", "of type string or an instance of Buffer or ArrayBuffer", v)
	}
	e := encoding.UTF8
	if enc := arg(a, 1); enc.ToBoolean() {
		e = encoding.Parse(enc.String())
	}
	n := s.Length()
	switch e {
	case encoding.Latin1, encoding.ASCII:
	case encoding.UTF16LE:
		n *= 2
	case encoding.Hex:
		n >>= 1
	case encoding.Base64, encoding.Base64URL:
		if n > 0 && s.CharAt(n-1) == '=' {
			n--
		}
		if n > 1 && s.CharAt(n-1) == '=' {
			n--
		}
		n = n * 3 >> 2
	default:
		n = len(s.String())
	}
	return l.rt.ToValue(n)
}
