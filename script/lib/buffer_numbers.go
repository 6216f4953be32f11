package lib

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// bufferNumbers is readUInt16LE and its sixty relatives.
func bufferNumbers() []bufferMethod {
	var out []bufferMethod
	add := func(name string, length int, fn func(*Lib, goja.Value, []goja.Value) goja.Value) {
		out = append(out, bufferMethod{name, length, fn})
		if strings.Contains(name, "UInt") {
			out = append(out, bufferMethod{strings.Replace(name, "UInt", "Uint", 1), length, fn})
		}
	}
	for _, order := range []string{"LE", "BE"} {
		le := order == "LE"
		add("readBigUInt64"+order, 0, readBig(le, false))
		add("readBigInt64"+order, 0, readBig(le, true))
		add("writeBigUInt64"+order, 1, writeBig(le, false))
		add("writeBigInt64"+order, 1, writeBig(le, true))
		for _, signed := range []bool{false, true} {
			kind := "UInt"
			if signed {
				kind = "Int"
			}
			add("read"+kind+order, 2, readVar(le, signed))
			add("write"+kind+order, 3, writeVar(le, signed))
			for _, n := range []int{1, 2, 4} {
				name := kind + strconv.Itoa(8*n) + order
				if n == 1 {
					if !le {
						continue
					}
					name = kind + "8"
				}
				add("read"+name, 1, func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
					return l.readInt(l.this(this), arg(a, 0), n, le, signed)
				})
				add("write"+name, 2, func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
					return l.writeInt(l.this(this), arg(a, 0), arg(a, 1), n, le, signed)
				})
			}
		}
		add("readFloat"+order, 0, readFloat(le, 4))
		add("readDouble"+order, 0, readFloat(le, 8))
		add("writeFloat"+order, 1, writeFloat(le, 4))
		add("writeDouble"+order, 1, writeFloat(le, 8))
	}
	return out
}

// offset checks that n bytes at the offset exist.
func (l *Lib) offset(b []byte, v goja.Value, n int) int {
	if isUndef(v) {
		v = l.rt.ToValue(0)
	}
	if !goja.IsNumber(v) {
		l.throwArgType("offset", "of type number", v)
	}
	f := v.ToFloat()
	if f == math.Trunc(f) && f >= 0 && f+float64(n) <= float64(len(b)) {
		return int(f)
	}
	l.boundsError("offset", 0, v, len(b)-n)
	return 0
}

func (l *Lib) boundsError(name string, lo int, v goja.Value, hi int) {
	if !goja.IsNumber(v) {
		l.throwArgType(name, "of type number", v)
	}
	if f := v.ToFloat(); math.Floor(f) != f {
		l.throwRange(name, "an integer", v)
	}
	if hi < 0 {
		l.throw("RangeError", "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds")
	}
	l.throwRange(name, ">= "+strconv.Itoa(lo)+" and <= "+strconv.Itoa(hi), v)
}

func load(b []byte, le bool) (v uint64) {
	for i := range b {
		if le {
			v |= uint64(b[i]) << (8 * i)
		} else {
			v = v<<8 | uint64(b[i])
		}
	}
	return v
}

func store(b []byte, v uint64, le bool) {
	for i := range b {
		if le {
			b[i] = byte(v >> (8 * i))
		} else {
			b[len(b)-1-i] = byte(v >> (8 * i))
		}
	}
}

func (l *Lib) readInt(b []byte, off goja.Value, n int, le, signed bool) goja.Value {
	at := l.offset(b, off, n)
	v := load(b[at:at+n], le)
	if signed {
		shift := 64 - 8*n
		return l.rt.ToValue(int64(v<<shift) >> shift)
	}
	return l.rt.ToValue(int64(v))
}

func (l *Lib) writeInt(b []byte, value, off goja.Value, n int, le, signed bool) goja.Value {
	f := value.ToFloat()
	lo, hi := 0.0, math.Ldexp(1, 8*n)-1
	if signed {
		lo, hi = -math.Ldexp(1, 8*n-1), math.Ldexp(1, 8*n-1)-1
	}
	if f > hi || f < lo {
		l.throwRange("value", intRange(n, signed, ""), l.rt.ToValue(f))
	}
	at := l.offset(b, off, n)
	if !math.IsNaN(f) {
		store(b[at:at+n], uint64(int64(math.Trunc(f))), le)
	} else {
		clear(b[at : at+n])
	}
	return l.rt.ToValue(at + n)
}

// intRange words the values that n bytes hold; suffix is "n" for BigInts.
func intRange(n int, signed bool, suffix string) string {
	bits := 8 * n
	if n > 4 || suffix != "" {
		if !signed {
			return ">= 0" + suffix + " and < 2" + suffix + " ** " + strconv.Itoa(bits) + suffix
		}
		exp := "2" + suffix + " ** " + strconv.Itoa(bits-1) + suffix
		return ">= -(" + exp + ") and < " + exp
	}
	if !signed {
		return ">= 0 and <= " + strconv.Itoa(1<<bits-1)
	}
	return ">= -" + strconv.Itoa(1<<(bits-1)) + " and <= " + strconv.Itoa(1<<(bits-1)-1)
}

// width reads the byteLength argument of the variable-length methods.
func (l *Lib) width(v goja.Value) int {
	if goja.IsNumber(v) {
		if f := v.ToFloat(); f == math.Trunc(f) && f >= 1 && f <= 6 {
			return int(f)
		}
	}
	l.boundsError("byteLength", 1, v, 6)
	return 0
}

func readVar(le, signed bool) func(*Lib, goja.Value, []goja.Value) goja.Value {
	return func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
		if isUndef(arg(a, 0)) {
			l.throwArgType("offset", "of type number", arg(a, 0))
		}
		return l.readInt(l.this(this), arg(a, 0), l.width(arg(a, 1)), le, signed)
	}
}

func writeVar(le, signed bool) func(*Lib, goja.Value, []goja.Value) goja.Value {
	return func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
		n := l.width(arg(a, 2))
		if isUndef(arg(a, 1)) && n > 0 {
			l.throwArgType("offset", "of type number", arg(a, 1))
		}
		return l.writeInt(l.this(this), arg(a, 0), arg(a, 1), n, le, signed)
	}
}

func readBig(le, signed bool) func(*Lib, goja.Value, []goja.Value) goja.Value {
	return func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
		b := l.this(this)
		at := l.offset(b, arg(a, 0), 8)
		v := load(b[at:at+8], le)
		if signed {
			return l.rt.ToValue(big.NewInt(int64(v)))
		}
		return l.rt.ToValue(new(big.Int).SetUint64(v))
	}
}

func writeBig(le, signed bool) func(*Lib, goja.Value, []goja.Value) goja.Value {
	return func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
		b := l.this(this)
		v, ok := arg(a, 0).Export().(*big.Int)
		if !ok {
			l.throw("TypeError", "", "Cannot mix BigInt and other types, use explicit conversions")
		}
		if signed && !v.IsInt64() || !signed && !v.IsUint64() {
			l.throwRange("value", intRange(8, signed, "n"), arg(a, 0))
		}
		at := l.offset(b, arg(a, 1), 8)
		raw := v.Uint64()
		if signed {
			raw = uint64(v.Int64())
		}
		store(b[at:at+8], raw, le)
		return l.rt.ToValue(at + 8)
	}
}

func byteOrder(le bool) binary.ByteOrder {
	if le {
		return binary.LittleEndian
	}
	return binary.BigEndian
}

func readFloat(le bool, n int) func(*Lib, goja.Value, []goja.Value) goja.Value {
	order := byteOrder(le)
	return func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
		b := l.this(this)
		b = b[l.offset(b, arg(a, 0), n):]
		if n == 4 {
			return l.rt.ToValue(float64(math.Float32frombits(order.Uint32(b))))
		}
		return l.rt.ToValue(math.Float64frombits(order.Uint64(b)))
	}
}

func writeFloat(le bool, n int) func(*Lib, goja.Value, []goja.Value) goja.Value {
	order := byteOrder(le)
	return func(l *Lib, this goja.Value, a []goja.Value) goja.Value {
		b, f := l.this(this), arg(a, 0).ToFloat()
		at := l.offset(b, arg(a, 1), n)
		if n == 4 {
			order.PutUint32(b[at:], math.Float32bits(float32(f)))
		} else {
			order.PutUint64(b[at:], math.Float64bits(f))
		}
		return l.rt.ToValue(at + n)
	}
}
