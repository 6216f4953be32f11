package lib

import (
	"github.com/dop251/goja"

	"finishline/node/encoding"
	"finishline/node/stringdecoder"
)

// decoderBinding gives string_decoder.js the machine: make(encoding) returns an
// object that only this binding can look into.
func (l *Lib) decoderBinding() *goja.Object {
	o := l.rt.NewObject()
	machine := func(a []goja.Value) *stringdecoder.Decoder { return arg(a, 0).Export().(*stringdecoder.Decoder) }
	l.export(o, "make", func(a []goja.Value) goja.Value {
		e := encoding.UTF8
		if v := arg(a, 0); !isNullish(v) && v.String() != "" {
			e = encoding.Parse(v.String())
		}
		if e == encoding.Unknown {
			l.throw("TypeError", "ERR_UNKNOWN_ENCODING", "Unknown encoding: "+arg(a, 0).String())
		}
		return l.rt.ToValue(stringdecoder.New(e))
	})
	l.export(o, "name", func(a []goja.Value) goja.Value { return l.rt.ToValue(machine(a).Encoding().String()) })
	l.export(o, "write", func(a []goja.Value) goja.Value {
		view, ok := arg(a, 1).(*goja.Object)
		var b []byte
		if ok && l.kindOf(view) != "ArrayBuffer" {
			b, ok = l.anyBytes(view)
		} else {
			ok = false
		}
		if !ok {
			l.throwArgType("buf", "an instance of Buffer, TypedArray, or DataView", arg(a, 1))
		}
		return l.rt.ToValue(machine(a).Write(b))
	})
	l.export(o, "end", func(a []goja.Value) goja.Value { return l.rt.ToValue(machine(a).End()) })
	l.export(o, "kept", func(a []goja.Value) goja.Value {
		kept, missing := machine(a).Partial()
		buf := make([]byte, 4)
		copy(buf, kept)
		return l.rt.NewArray(l.NewBuffer(buf), missing, len(kept)+missing)
	})
	return o
}
