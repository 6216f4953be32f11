package lib

import (
	"bytes"
	"math"

	"github.com/dop251/goja"

	"finishline/node/encoding"
)

// indexOf is indexOf and lastIndexOf (src/node_buffer.cc, IndexOfOffset).
func (l *Lib) indexOf(b []byte, a []goja.Value, forward bool) int {
	value, off, enc := arg(a, 0), arg(a, 1), arg(a, 3)
	if goja.IsString(arg(a, 2)) {
		enc = arg(a, 2)
	}
	if goja.IsString(off) {
		off, enc = goja.Undefined(), off
	}
	at := off.ToFloat()
	if math.IsNaN(at) {
		at = 0
		if !forward {
			at = float64(len(b))
		}
	}
	start := int(math.Trunc(max(min(at, math.MaxInt32), math.MinInt32)))
	if goja.IsNumber(value) {
		return find(b, []byte{byte(uint32(int64(value.ToFloat())))}, start, 1, forward)
	}
	e := encoding.UTF8
	if !isUndef(enc) {
		e = encoding.Parse(enc.String())
	}
	if s, ok := value.(goja.String); ok {
		if e == encoding.Unknown {
			l.throw("TypeError", "ERR_UNKNOWN_ENCODING", "Unknown encoding: "+enc.String())
		}
		return find(b, encode(s, e), start, step(e), forward)
	}
	if needle, ok := l.Bytes(value); ok {
		return find(b, needle, start, step(e), forward)
	}
	l.throwArgType("value", "one of type number or string or an instance of Buffer or Uint8Array", value)
	return -1
}

// step is the distance between two places where a match may begin.
func step(e encoding.Encoding) int {
	if e == encoding.UTF16LE {
		return 2
	}
	return 1
}

func find(b, needle []byte, at, step int, forward bool) int {
	at = clampStart(len(b), at, len(needle), forward)
	if len(needle) == 0 {
		return at
	}
	if at < 0 || len(needle) > len(b) || forward && at+len(needle) > len(b) {
		return -1
	}
	if forward && step == 1 {
		if i := bytes.Index(b[at:], needle); i >= 0 {
			return at + i
		}
		return -1
	}
	at -= at % step
	for i := at; i >= 0 && i < len(b); {
		if bytes.HasPrefix(b[i:], needle) {
			return i
		}
		if forward {
			i += step
		} else {
			i -= step
		}
	}
	return -1
}

// clampStart turns a script's offset into an index, -1 if nothing can match.
func clampStart(length, at, needle int, forward bool) int {
	switch {
	case at < 0 && at+length >= 0:
		return at + length
	case at < 0 && (forward || needle == 0):
		return 0
	case at < 0:
		return -1
	case at+needle <= length:
		return at
	case needle == 0:
		return length
	case forward:
		return -1
	}
	return length - 1
}
