package lib

import (
	"bytes"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/dop251/goja"

	"finishline/node/encoding"
)

// bufferMethods is Buffer.prototype by name; bufferOrder its order.
var (
	bufferMethods = map[string]*bufferMethod{}
	bufferOrder   []string
)

func init() {
	for _, group := range [][]bufferMethod{bufferNumbers(), bufferSlices(), bufferGeneral()} {
		for i := range group {
			bufferMethods[group[i].name] = &group[i]
			bufferOrder = append(bufferOrder, group[i].name)
		}
	}
}

func bufferGeneral() []bufferMethod {
	return []bufferMethod{
		{"copy", 4, bufferCopy},
		{"toString", 3, bufferToString},
		{"equals", 1, func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
			return l.rt.ToValue(bytes.Equal(l.this(this), l.uint8Arg("otherBuffer", arg(a, 0))))
		}},
		{"inspect", 2, func(l *Lib, this goja.Value, _ []goja.Value) goja.Value { return l.rt.ToValue(l.Inspect(this)) }},
		{"compare", 5, bufferCompare},
		{"indexOf", 4, func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
			return l.rt.ToValue(l.indexOf(l.this(this), a, true))
		}},
		{"lastIndexOf", 4, func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
			return l.rt.ToValue(l.indexOf(l.this(this), a, false))
		}},
		{"includes", 4, func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
			return l.rt.ToValue(l.indexOf(l.this(this), a, true) != -1)
		}},
		{"fill", 4, bufferFill},
		{"write", 4, bufferWrite},
		{"toJSON", 0, bufferToJSON},
		{"subarray", 2, bufferSubarray},
		{"slice", 2, bufferSubarray},
		{"swap16", 0, swap(2)},
		{"swap32", 0, swap(4)},
		{"swap64", 0, swap(8)},
		{"toLocaleString", 3, bufferToString},
	}
}

// this is the memory of the Buffer that a method was called on.
func (l *Lib) this(v goja.Value) []byte {
	b, ok := l.Bytes(v)
	if !ok {
		l.throwArgType("this", "an instance of Buffer or Uint8Array", v)
	}
	return b
}

func compareBytes(a, b []byte) int { return bytes.Compare(a, b) }

func bufferToString(l *Lib, this goja.Value, a []goja.Value) goja.Value {
	b := l.this(this)
	if len(a) == 0 {
		return l.decode(b, encoding.UTF8)
	}
	from, to := 0, len(b)
	if v := arg(a, 1); !isUndef(v) {
		if f := v.ToFloat(); f >= float64(len(b)) {
			return l.rt.ToValue("")
		} else if f > 0 {
			from = int(f)
		}
	}
	if v := arg(a, 2); !isUndef(v) {
		if f := v.ToFloat(); !(f > float64(len(b))) {
			to = 0
			if f > 0 {
				to = int(f)
			}
		}
	}
	if to <= from {
		return l.rt.ToValue("")
	}
	e := encoding.UTF8
	if v := arg(a, 0); !isUndef(v) {
		if e = encoding.Parse(v.String()); e == encoding.Unknown {
			l.throw("TypeError", "ERR_UNKNOWN_ENCODING", "Unknown encoding: "+v.String())
		}
	}
	return l.decode(b[from:to], e)
}

func bufferCopy(l *Lib, this goja.Value, a []goja.Value) goja.Value {
	src, dst := l.this(this), l.uint8Arg("target", arg(a, 0))
	number := func(i, def int) float64 {
		v := arg(a, i)
		if isUndef(v) {
			return float64(def)
		}
		f := math.Trunc(v.ToFloat())
		if math.IsNaN(f) {
			return 0
		}
		return f
	}
	at, from, to := number(1, 0), number(2, 0), number(3, len(src))
	if at < 0 {
		l.throwRange("targetStart", ">= 0", l.rt.ToValue(at))
	}
	if from < 0 || from > float64(len(src)) {
		l.throwRange("sourceStart", ">= 0 && <= "+strconv.Itoa(len(src)), l.rt.ToValue(from))
	}
	if to < 0 {
		l.throwRange("sourceEnd", ">= 0", l.rt.ToValue(to))
	}
	if at >= float64(len(dst)) || from >= to {
		return l.rt.ToValue(0)
	}
	return l.rt.ToValue(copy(dst[int(at):], src[int(from):int(min(to, float64(len(src))))]))
}

func bufferCompare(l *Lib, this goja.Value, a []goja.Value) goja.Value {
	src, dst := l.this(this), l.uint8Arg("target", arg(a, 0))
	opt := func(i int, name string, def, hi int) int {
		if v := arg(a, i); !isUndef(v) {
			return l.integerIn(name, v, 0, hi)
		}
		return def
	}
	ts, te := opt(1, "targetStart", 0, math.MaxInt64), opt(2, "targetEnd", len(dst), len(dst))
	ss, se := opt(3, "sourceStart", 0, math.MaxInt64), opt(4, "sourceEnd", len(src), len(src))
	switch {
	case ss >= se && ts >= te:
		return l.rt.ToValue(0)
	case ss >= se:
		return l.rt.ToValue(-1)
	case ts >= te:
		return l.rt.ToValue(1)
	}
	return l.rt.ToValue(bytes.Compare(src[ss:se], dst[ts:te]))
}

func bufferSubarray(l *Lib, this goja.Value, a []goja.Value) goja.Value {
	b := l.this(this)
	index := func(v goja.Value, def int) int {
		if isUndef(v) {
			return def
		}
		f := math.Trunc(v.ToFloat())
		switch {
		case math.IsNaN(f):
			return 0
		case f < 0:
			return int(max(f+float64(len(b)), 0))
		case f < float64(len(b)):
			return int(f)
		}
		return len(b)
	}
	from, to := index(arg(a, 0), 0), index(arg(a, 1), len(b))
	o := this.(*goja.Object)
	at := int(o.Get("byteOffset").ToInteger()) + from
	l.needBuffer()
	return l.construct(o.Get("buffer"), l.rt.ToValue(at), l.rt.ToValue(max(to-from, 0)))
}

func bufferToJSON(l *Lib, this goja.Value, _ []goja.Value) goja.Value {
	b := l.this(this)
	data := make([]any, len(b))
	for i, c := range b {
		data[i] = int(c)
	}
	o := l.rt.NewObject()
	must(o.Set("type", "Buffer"))
	must(o.Set("data", l.rt.NewArray(data...)))
	return o
}

func swap(n int) func(*Lib, goja.Value, []goja.Value) goja.Value {
	return func(l *Lib, this goja.Value, _ []goja.Value) goja.Value {
		b := l.this(this)
		if len(b)%n != 0 {
			l.throw("RangeError", "ERR_INVALID_BUFFER_SIZE", "Buffer size must be a multiple of "+strconv.Itoa(8*n)+"-bits")
		}
		for i := 0; i < len(b); i += n {
			for j, k := i, i+n-1; j < k; j, k = j+1, k-1 {
				b[j], b[k] = b[k], b[j]
			}
		}
		return this
	}
}

func bufferFill(l *Lib, this goja.Value, a []goja.Value) goja.Value {
	b := l.this(this)
	value, off, end, enc := arg(a, 0), arg(a, 1), arg(a, 2), arg(a, 3)
	if goja.IsString(value) {
		if isUndef(off) || goja.IsString(off) {
			off, end, enc = goja.Undefined(), goja.Undefined(), off
		} else if goja.IsString(end) {
			end, enc = goja.Undefined(), end
		}
	}
	from, to := 0, len(b)
	if !isUndef(off) {
		from = l.integer("offset", off, 0)
		if !isUndef(end) {
			to = l.integerIn("end", end, 0, len(b))
		}
		if from >= to {
			return this
		}
	}
	l.fill(b, value, from, to, enc)
	return this
}

func (l *Lib) fill(b []byte, value goja.Value, from, to int, enc goja.Value) {
	var pattern []byte
	if s, ok := value.(goja.String); ok {
		if !isUndef(enc) && !goja.IsString(enc) && !goja.IsNull(enc) {
			l.throwArgType("encoding", "of type string", enc)
		}
		if pattern = encode(s, l.encodingArg(enc)); len(pattern) == 0 && s.Length() > 0 {
			l.throwArgValue("value", value, "is invalid")
		}
	} else if src, ok := l.Bytes(value); ok {
		if pattern = src; len(src) == 0 {
			l.throwArgValue("value", value, "is invalid")
		}
	} else {
		pattern = []byte{toByte(value)}
	}
	if len(pattern) == 0 {
		pattern = []byte{0}
	}
	for i := from; i < to; {
		i += copy(b[i:to], pattern)
	}
}

func bufferWrite(l *Lib, this goja.Value, a []goja.Value) goja.Value {
	b := l.this(this)
	text, off, length, enc := arg(a, 0), arg(a, 1), arg(a, 2), arg(a, 3)
	from, n := 0, len(b)
	if isUndef(length) && goja.IsString(off) {
		enc = off
	} else if !isUndef(off) {
		from = l.integerIn("offset", off, 0, len(b))
		n = len(b) - from
		if goja.IsString(length) {
			enc = length
		} else if !isUndef(length) {
			n = min(l.integerIn("length", length, 0, len(b)), n)
		}
	}
	s, ok := text.(goja.String)
	if !ok {
		l.throw("TypeError", "ERR_INVALID_ARG_TYPE", "argument must be a string")
	}
	return l.rt.ToValue(writeInto(b[from:from+n], s, l.encodingArg(enc)))
}

// writeInto writes only whole characters.
func writeInto(b []byte, s goja.String, e encoding.Encoding) int {
	src := encode(s, e)
	n := min(len(src), len(b))
	if n < len(src) {
		switch e {
		case encoding.UTF8:
			for n > 0 && !utf8.RuneStart(src[n]) {
				n--
			}
		case encoding.UTF16LE:
			n &^= 1
		}
	}
	return copy(b, src[:n])
}

// bufferSlices is the encoders and decoders by name that old code calls.
func bufferSlices() []bufferMethod {
	var out []bufferMethod
	for _, x := range []struct {
		name string
		e    encoding.Encoding
	}{{"ascii", encoding.ASCII}, {"base64", encoding.Base64}, {"base64url", encoding.Base64URL}, {"latin1", encoding.Latin1},
		{"hex", encoding.Hex}, {"ucs2", encoding.UTF16LE}, {"utf8", encoding.UTF8}} {
		e := x.e
		out = append(out, bufferMethod{x.name + "Slice", 2, func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
			return bufferToString(l, this, append([]goja.Value{l.rt.ToValue(e.String())}, a...))
		}}, bufferMethod{x.name + "Write", 3, func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
			return bufferWrite(l, this, []goja.Value{arg(a, 0), orZero(l, arg(a, 1)), arg(a, 2), l.rt.ToValue(e.String())})
		}})
	}
	return out
}

func orZero(l *Lib, v goja.Value) goja.Value {
	if isUndef(v) {
		return l.rt.ToValue(0)
	}
	return v
}
