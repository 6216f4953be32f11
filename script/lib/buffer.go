package lib

import (
	"math"
	"reflect"

	"github.com/dop251/goja"

	"finishline/node/encoding"
	"finishline/node/versions"
)

// bufferRoom is what Buffer needs in one runtime.
type bufferRoom struct {
	class *goja.Object
	proto *goja.Object
	make  goja.Constructor // Uint8Array's

	pool       goja.Value // the ArrayBuffer that small Buffers are slices of
	poolBytes  []byte
	poolOffset int
}

var typeBytes = reflect.TypeOf([]byte(nil))

// Bytes is the memory of a Buffer or Uint8Array, shared with it.
func (l *Lib) Bytes(v goja.Value) ([]byte, bool) {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != typeBytes {
		return nil, false
	}
	return View(o), true
}

// NewBuffer is a Buffer over b, sharing its memory.
func (l *Lib) NewBuffer(b []byte) *goja.Object {
	l.needBuffer()
	return l.construct(l.rt.ToValue(l.rt.NewArrayBuffer(b)))
}

func (l *Lib) construct(args ...goja.Value) *goja.Object {
	o, err := l.buffer.make(l.buffer.class, args...)
	if err != nil {
		panic(err)
	}
	return o
}

// Buffer is the class, the value of the global of that name.
func (l *Lib) Buffer() *goja.Object {
	l.needBuffer()
	return l.buffer.class
}

func (l *Lib) needBuffer() {
	if l.buffer.class != nil {
		return
	}
	u8 := l.rt.Get("Uint8Array").(*goja.Object)
	l.buffer.make, _ = goja.AssertConstructor(u8)
	class := l.rt.ToValue(func(c goja.ConstructorCall) *goja.Object {
		return l.bufferCall(c.Arguments)
	}).(*goja.Object)
	l.buffer.class = class
	must(class.SetPrototype(u8))
	proto := l.rt.NewDynamicObject(&bufferProto{l: l})
	must(proto.SetPrototype(u8.Get("prototype").(*goja.Object)))
	l.buffer.proto = proto
	must(class.Set("prototype", proto))
	must(class.DefineDataProperty("name", l.rt.ToValue("Buffer"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(class.DefineDataProperty("length", l.rt.ToValue(3), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	must(class.Set("poolSize", l.poolSize()))
	for i := range bufferStatics {
		m := &bufferStatics[i]
		must(class.Set(m.name, l.method(m)))
	}
	// Array methods that make a new array make a Buffer without asking Buffer().
	species := l.native("get [Symbol.species]", 0, func(goja.Value, []goja.Value) goja.Value { return l.fastBuffer() })
	must(class.DefineAccessorPropertySymbol(goja.SymSpecies, species, nil, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// fastBuffer is the class behind Buffer, whose constructor is Uint8Array's.
func (l *Lib) fastBuffer() *goja.Object {
	f := l.rt.ToValue(func(c goja.ConstructorCall) *goja.Object {
		return l.construct(c.Arguments...)
	}).(*goja.Object)
	must(f.Set("prototype", l.buffer.proto))
	return f
}

func (l *Lib) poolSize() int {
	if l.has(versions.BufferPool64K) {
		return 64 << 10
	}
	return 8 << 10
}

// bufferMethod is a method of the class or its prototype.
type bufferMethod struct {
	name   string
	length int
	fn     func(l *Lib, this goja.Value, args []goja.Value) goja.Value
}

func (l *Lib) method(m *bufferMethod) *goja.Object {
	return l.native(m.name, m.length, func(this goja.Value, args []goja.Value) goja.Value {
		return m.fn(l, this, args)
	})
}

// bufferProto is Buffer.prototype: its methods become functions when they are
// looked up, because making all of them would cost more than most scripts do.
type bufferProto struct {
	l   *Lib
	own map[string]goja.Value // made, replaced by a script, or nil: deleted
}

// Get returns the method, making it if nobody asked before.
func (p *bufferProto) Get(key string) goja.Value {
	if v, ok := p.own[key]; ok {
		return v
	}
	m, ok := bufferMethods[key]
	if !ok {
		if key == "constructor" {
			return p.l.buffer.class
		}
		return nil
	}
	v := p.l.method(m)
	p.Set(key, v)
	return v
}

// Set replaces a method or adds a property.
func (p *bufferProto) Set(key string, v goja.Value) bool {
	if p.own == nil {
		p.own = map[string]goja.Value{}
	}
	p.own[key] = v
	return true
}

// Has reports whether there is such a property.
func (p *bufferProto) Has(key string) bool { return p.Get(key) != nil }

// Delete removes one.
func (p *bufferProto) Delete(key string) bool {
	p.Set(key, nil)
	return true
}

// Keys lists them in a fixed order: Node's methods, then what scripts added.
func (p *bufferProto) Keys() []string {
	keys := make([]string, 0, len(bufferOrder)+len(p.own))
	for _, k := range bufferOrder {
		if v, ok := p.own[k]; !ok || v != nil {
			keys = append(keys, k)
		}
	}
	added := len(keys)
	for k, v := range p.own { // order: sorted below
		if _, known := bufferMethods[k]; !known && v != nil {
			keys = append(keys, k)
		}
	}
	sortStrings(keys[added:])
	return keys
}

// alloc is zeroed memory as a Buffer.
func (l *Lib) alloc(n int) (*goja.Object, []byte) {
	b := make([]byte, n)
	return l.NewBuffer(b), b
}

// allocPooled is memory from the pool if it is small (lib/buffer.js, allocate).
func (l *Lib) allocPooled(n int) (*goja.Object, []byte) {
	room := &l.buffer
	l.needBuffer()
	size := l.poolSize()
	if n == 0 || n >= size>>1 {
		return l.alloc(n)
	}
	if room.pool == nil || n > size-room.poolOffset {
		room.poolBytes, room.poolOffset = make([]byte, size), 0
		room.pool = l.rt.ToValue(l.rt.NewArrayBuffer(room.poolBytes))
	}
	at := room.poolOffset
	room.poolOffset = (at + n + 7) &^ 7
	return l.construct(room.pool, l.rt.ToValue(at), l.rt.ToValue(n)), room.poolBytes[at : at+n : at+n]
}

func (l *Lib) copied(src []byte) *goja.Object {
	o, b := l.allocPooled(len(src))
	copy(b, src)
	return o
}

// size checks the argument of alloc and its relatives.
func (l *Lib) size(v goja.Value) int {
	if !goja.IsNumber(v) {
		l.throwArgType("size", "of type number", v)
	}
	f, limit := v.ToFloat(), float64(1<<32)
	text := "4294967296"
	if l.has(versions.BufferMax53) {
		limit, text = 1<<53-1, "9007199254740991"
	}
	if math.IsNaN(f) || f < 0 || f > limit {
		if !l.has(versions.BufferSizeRange) {
			l.throw("RangeError", "ERR_INVALID_ARG_VALUE", "The argument 'size' is invalid. Received "+formatNumber(v))
		}
		l.throwRange("size", ">= 0 && <= "+text, v)
	}
	if f > 1<<31 {
		l.throw("RangeError", "", "Array buffer allocation failed")
	}
	return int(f)
}

// encodingArg reads an encoding's name; undefined and falsy mean UTF-8.
func (l *Lib) encodingArg(v goja.Value) encoding.Encoding {
	if !v.ToBoolean() {
		return encoding.UTF8
	}
	e := encoding.Parse(v.String())
	if e == encoding.Unknown {
		l.throw("TypeError", "ERR_UNKNOWN_ENCODING", "Unknown encoding: "+v.String())
	}
	return e
}

// encode is the bytes of a script's string, lone surrogates of UTF-16 included.
func encode(s goja.String, e encoding.Encoding) []byte {
	switch e {
	case encoding.UTF16LE:
		out := make([]byte, 2*s.Length())
		for i := range s.Length() {
			c := s.CharAt(i)
			out[2*i], out[2*i+1] = byte(c), byte(c>>8)
		}
		return out
	case encoding.Latin1, encoding.ASCII:
		out := make([]byte, s.Length())
		for i := range out {
			out[i] = byte(s.CharAt(i))
		}
		return out
	}
	return encoding.Encode(s.String(), e)
}

// decode is the script's string of bytes.
func (l *Lib) decode(b []byte, e encoding.Encoding) goja.Value {
	if e == encoding.UTF16LE {
		return goja.StringFromUTF16(encoding.Units(b))
	}
	return l.rt.ToValue(encoding.Decode(b, e))
}
