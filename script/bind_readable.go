package script

import (
	"math"

	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

func readableOnly() stream.Options {
	o := stream.Defaults
	o.Readable = true
	return o
}

var readableClass = DefineClass(ClassSpec{
	Name: "Readable", Length: 1, Parent: streamClass, Own: streamOwn("_readableState"),
	Construct: newStream("Readable", readableOnly()),
	Methods: []Method{
		{Name: "destroy", Length: 2, Fn: streamDestroy},
		{Name: "_undestroy", Fn: func(c Call) goja.Value { streamOf(c).Undestroy(); return goja.Undefined() }},
		{Name: "_destroy", Length: 2, Fn: streamDestroyImpl},
		{Name: "push", Length: 2, Fn: func(c Call) goja.Value {
			s := streamOf(c)
			return c.ToJS(s.PushEncoded(c.chunk(0, s.ReadableObjectMode()), c.encoding(1)))
		}},
		{Name: "unshift", Length: 2, Fn: func(c Call) goja.Value {
			s := streamOf(c)
			return c.ToJS(s.Unshift(c.chunk(0, s.ReadableObjectMode()), c.encoding(1)))
		}},
		{Name: "isPaused", Fn: func(c Call) goja.Value { return c.ToJS(streamOf(c).IsPaused()) }},
		{Name: "setEncoding", Length: 1, Fn: func(c Call) goja.Value {
			streamOf(c).SetEncoding(c.encoding(0))
			return c.This
		}},
		{Name: "read", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(streamOf(c).Read(c.size(0))) }},
		{Name: "_read", Length: 1, Fn: func(c Call) goja.Value {
			streamOf(c).ReadBuiltin(Int(c.Arg(0), 0))
			return goja.Undefined()
		}},
		{Name: "pipe", Length: 2, Fn: streamPipe},
		{Name: "unpipe", Length: 1, Fn: func(c Call) goja.Value {
			if !c.JS(0).ToBoolean() {
				streamOf(c).Unpipe(nil)
			} else if dest := c.sink(0); dest != nil {
				streamOf(c).Unpipe(dest)
			}
			return c.This
		}},
		{Name: "on", Length: 2, Fn: func(c Call) goja.Value {
			streamOf(c).On(c.eventName(0), c.listener(1))
			return c.This
		}},
		{Name: "addListener", Alias: "on"},
		{Name: "removeListener", Length: 2, Fn: func(c Call) goja.Value {
			streamOf(c).Off(c.eventName(0), c.listener(1))
			return c.This
		}},
		{Name: "off", Alias: "removeListener"},
		{Name: "removeAllListeners", Length: 1, Fn: func(c Call) goja.Value {
			if c.Len() == 0 {
				streamOf(c).RemoveAll()
			} else {
				streamOf(c).RemoveAll(c.eventName(0))
			}
			return c.This
		}},
		{Name: "resume", Fn: func(c Call) goja.Value { streamOf(c).Resume(); return c.This }},
		{Name: "pause", Fn: func(c Call) goja.Value { streamOf(c).Pause(); return c.This }},
		{Name: "wrap", Length: 1, Fn: fromJS("streams", "wrap")},
		{Name: "iterator", Length: 1, AnyThis: true, Fn: fromJS("streams", "iterator")},
		{Name: "asIndexedPairs", Length: 1, If: has(versions.StreamIndexedPairs), Fn: fromJS("operators", "asIndexedPairs")},
		{Name: "drop", Length: 2, Fn: fromJS("operators", "drop")},
		{Name: "filter", Length: 2, Fn: fromJS("operators", "filter")},
		{Name: "flatMap", Length: 2, Fn: fromJS("operators", "flatMap")},
		{Name: "map", Length: 2, Fn: fromJS("operators", "map")},
		{Name: "take", Length: 2, Fn: fromJS("operators", "take")},
		{Name: "compose", Length: 2, Fn: fromJS("streams", "composeMethod")},
		{Name: "every", Length: 2, Fn: fromJS("operators", "every")},
		{Name: "forEach", Length: 2, Fn: fromJS("operators", "forEach")},
		{Name: "reduce", Length: 3, Fn: fromJS("operators", "reduce")},
		{Name: "toArray", Length: 1, Fn: fromJS("operators", "toArray")},
		{Name: "some", Length: 2, Fn: fromJS("operators", "some")},
		{Name: "find", Length: 2, Fn: fromJS("operators", "find")},
	},
	Accessors: append([]Accessor{
		{Name: "_readableState", Hidden: true, Get: func(c Call) goja.Value { return c.stateView(streamOf(c), true) },
			Set: func(c Call, v goja.Value) {}},
		{Name: "readable", Get: reads(func(s *stream.Stream) realm.Value { return s.IsReadable() }),
			Set: func(c Call, v goja.Value) { streamOf(c).SetReadable(v.ToBoolean()) }},
		{Name: "readableDidRead", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.ReadableDidRead() })},
		{Name: "readableAborted", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.ReadableAborted() })},
		{Name: "readableHighWaterMark", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.ReadableHighWaterMark() })},
		{Name: "readableBuffer", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.ReadableBuffer() })},
		{Name: "readableFlowing", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.ReadableFlowing() }),
			Set: func(c Call, v goja.Value) { streamOf(c).SetReadableFlowing(c.FromJS(v)) }},
		{Name: "readableLength", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.ReadableLength() })},
		{Name: "readableObjectMode", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.ReadableObjectMode() })},
		{Name: "readableEncoding", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return orNull(s.ReadableEncoding()) })},
		{Name: "readableEnded", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.ReadableEnded() })},
	}, sharedAccessors...),
	Fields: []Field{
		{Symbol: SymAsyncIterator, Hidden: true, Make: func(e *Engine) goja.Value {
			return e.NewFunction("[Symbol.asyncIterator]", 0, fromJS("streams", "asyncIterator"))
		}},
		{Symbol: symAsyncDispose, Make: func(e *Engine) goja.Value {
			return e.NewFunction("[Symbol.asyncDispose]", 0, fromJS("streams", "asyncDispose"))
		}},
	},
	Statics: []Method{
		{Name: "from", Length: 2, Fn: fromJS("streams", "from")},
		{Name: "wrap", Length: 2, Fn: fromJS("streams", "wrapStatic")},
	},
	StaticVal: []Field{
		{Name: "ReadableState", Make: func(e *Engine) goja.Value { return e.Constructor(readableStateClass) }},
	},
})

// sharedAccessors are those of both halves.
var sharedAccessors = []Accessor{
	{Name: "errored", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return orNull(s.Errored()) })},
	{Name: "closed", Get: reads(func(s *stream.Stream) realm.Value { return s.Closed() })},
	{Name: "destroyed", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.Destroyed() }),
		Set: func(c Call, v goja.Value) { streamOf(c).SetDestroyed(v.ToBoolean()) }},
}

func reads(f func(s *stream.Stream) realm.Value) func(c Call) goja.Value {
	return func(c Call) goja.Value { return c.ToJS(f(streamOf(c))) }
}

// orNull is null instead of nothing.
func orNull(v realm.Value) realm.Value {
	if v == nil || v == "" {
		return realm.Null
	}
	return v
}

// size is argument i as a size to read: parseInt of anything but an integer.
func (c Call) size(i int) int {
	v := c.Arg(i)
	if v == nil {
		return stream.All
	}
	f := Float(v)
	if math.IsNaN(f) {
		f = Float(c.FromJS(c.parseInt(c.JS(i))))
	}
	if math.IsNaN(f) {
		return stream.All
	}
	return int(f)
}

func (e *Engine) parseInt(v goja.Value) goja.Value {
	f, _ := goja.AssertFunction(e.rt.Get("parseInt"))
	n, err := f(goja.Undefined(), v, e.rt.ToValue(10))
	if err != nil {
		e.raise(err)
	}
	return n
}

func streamDestroy(c Call) goja.Value {
	s := streamOf(c)
	var cb func(err realm.Value)
	if f := c.Func(1); f != nil {
		cb = func(err realm.Value) {
			if err == nil {
				f.Call(nil)
			} else {
				f.Call(nil, err)
			}
		}
	}
	if d, ok := s.Self().(interface{ Destroy(err realm.Value) }); ok && cb == nil {
		d.Destroy(c.Arg(0))
	} else {
		s.DestroyThen(c.Arg(0), cb)
	}
	return c.This
}

func streamDestroyImpl(c Call) goja.Value {
	streamOf(c).DestroyBuiltin(c.Arg(0), c.done(1))
	return goja.Undefined()
}

func streamPipe(c Call) goja.Value {
	dest := c.sink(0)
	if dest == nil {
		// As Node fails: dest.on is looked up first.
		panic(c.rt.NewTypeError("dest.on is not a function"))
	}
	o := stream.PipeOptions{NoEnd: c.isStdio(c.JS(0))}
	if opts := c.Object(1); opts != nil {
		if end := opts.Get("end"); end != nil && end.StrictEquals(c.rt.ToValue(false)) {
			o.NoEnd = true
		}
	}
	streamOf(c).Pipe(dest, o)
	return c.JS(0)
}

// isStdio reports whether v is process.stdout or process.stderr.
func (e *Engine) isStdio(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok || e.process == nil {
		return false
	}
	return o == e.process.streams[1] || o == e.process.streams[2]
}
