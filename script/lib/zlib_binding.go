package lib

import (
	"hash/crc32"

	"github.com/dop251/goja"

	"finishline/script/lib/zstream"
)

// zlibBinding is the streams of zlib.js. One write does all its work at once;
// zlib.js hands its output on as the thread pool would.
func (l *Lib) zlibBinding() *goja.Object {
	o := l.rt.NewObject()
	stream := func(v goja.Value) zstream.Stream { return v.Export().(zstream.Stream) }
	l.export(o, "open", func(a []goja.Value) goja.Value {
		return l.rt.ToValue(zstream.New(zstream.Mode(arg(a, 0).ToInteger()), int(arg(a, 1).ToInteger()), int(arg(a, 2).ToInteger())))
	})
	l.export(o, "write", func(a []goja.Value) goja.Value {
		b, _ := l.anyBytes(arg(a, 1).(*goja.Object))
		out, rest, err := stream(arg(a, 0)).Write(b, zstream.Flush(arg(a, 2).ToInteger()))
		r := l.rt.NewObject()
		must(r.Set("out", l.NewBuffer(append([]byte(nil), out...))))
		must(r.Set("rest", rest))
		if e, ok := err.(*zstream.Error); ok {
			must(r.Set("error", l.rt.NewArray(e.Message, e.Errno, e.Code)))
		}
		return r
	})
	l.export(o, "reset", func(a []goja.Value) goja.Value { stream(arg(a, 0)).Reset(); return goja.Undefined() })
	l.export(o, "params", func(a []goja.Value) goja.Value {
		if c, ok := stream(arg(a, 0)).(interface{ SetLevel(level, strategy int) }); ok {
			c.SetLevel(int(arg(a, 1).ToInteger()), int(arg(a, 2).ToInteger()))
		}
		return goja.Undefined()
	})
	l.export(o, "crc32", func(a []goja.Value) goja.Value {
		b, _ := l.anyBytes(arg(a, 0).(*goja.Object))
		return l.rt.ToValue(int64(crc32.Update(uint32(arg(a, 1).ToInteger()), crc32.IEEETable, b)))
	})
	return o
}
