package script

import (
	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

func writableOnly() stream.Options {
	o := stream.Defaults
	o.Writable = true
	return o
}

var writableClass = DefineClass(ClassSpec{
	Name: "Writable", Length: 1, Parent: streamClass, Own: streamOwn("_writableState"),
	Construct: newStream("Writable", writableOnly()),
	Methods: append([]Method{
		{Name: "pipe", Length: 2, Fn: func(c Call) goja.Value {
			streamOf(c).Pipe(nil, stream.PipeOptions{})
			return goja.Undefined()
		}},
		{Name: "destroy", Length: 2, Fn: streamDestroy},
		{Name: "_undestroy", Fn: func(c Call) goja.Value { streamOf(c).Undestroy(); return goja.Undefined() }},
		{Name: "_destroy", Length: 2, Fn: streamDestroyImpl},
		{Name: "[Symbol.asyncDispose]", Symbol: symAsyncDispose, Fn: fromJS("streams", "asyncDispose"),
			If: func(e *Engine) bool { return e.env.Has(versions.WritableDisposable) }},
	}, writableMethods...),
	// A Duplex has no writableAborted.
	Accessors: append(append([]Accessor{
		{Name: "writableAborted", Hidden: true, Get: reads(func(s *stream.Stream) realm.Value { return s.WritableAborted() })},
	}, writableAccessors...), sharedAccessors...),
	Fields: writableFields,
	Statics: []Method{{Symbol: goja.SymHasInstance, Length: 1, Fn: func(c Call) goja.Value {
		return c.ToJS(c.isWritableInstance())
	}}},
	StaticVal: []Field{
		{Name: "WritableState", Make: func(e *Engine) goja.Value { return e.Constructor(writableStateClass) }},
	},
})

// isWritableInstance is Writable[Symbol.hasInstance]: a Duplex is one, though it
// inherits from Readable.
func (c Call) isWritableInstance() bool {
	o, ok := c.JS(0).(*goja.Object)
	this, isObj := c.This.(*goja.Object)
	if !ok || !isObj {
		return false
	}
	if proto, ok := this.Get("prototype").(*goja.Object); ok && c.inherits(o, proto) {
		return true
	}
	if this != c.Constructor(namedClasses["Writable"]) {
		return false
	}
	h := c.hostIn(o)
	if h == nil {
		return false
	}
	s := stream.Of(h.machine)
	return s != nil && s.HasWritable()
}

var writableMethods = []Method{
	{Name: "write", Length: 3, Fn: func(c Call) goja.Value {
		s := streamOf(c)
		cb := c.Func(2)
		if f := c.Func(1); f != nil {
			cb = f
		}
		// A socket has a write of its own after the peer's FIN.
		w := c.Machine().(interface {
			WriteFn(chunk realm.Value, enc string, cb realm.Function) bool
		})
		return c.ToJS(w.WriteFn(c.chunk(0, s.WritableObjectMode()), c.encoding(1), cb))
	}},
	{Name: "cork", Fn: func(c Call) goja.Value { streamOf(c).Cork(); return goja.Undefined() }},
	{Name: "uncork", Fn: func(c Call) goja.Value { streamOf(c).Uncork(); return goja.Undefined() }},
	{Name: "setDefaultEncoding", Length: 1, Fn: func(c Call) goja.Value {
		streamOf(c).SetDefaultEncoding(c.JS(0).String())
		return c.This
	}},
	{Name: "_write", Length: 3, Fn: func(c Call) goja.Value {
		s := streamOf(c)
		s.WriteBuiltin(c.chunk(0, s.WritableObjectMode()), c.encoding(1), c.done(2))
		return goja.Undefined()
	}},
	{Name: "end", Length: 3, Fn: func(c Call) goja.Value {
		s := streamOf(c)
		if f := c.Func(0); f != nil {
			s.EndFn(nil, "", f)
		} else if f := c.Func(1); f != nil {
			s.EndFn(c.chunk(0, s.WritableObjectMode()), "", f)
		} else {
			s.EndFn(c.chunk(0, s.WritableObjectMode()), c.encoding(1), c.Func(2))
		}
		return c.This
	}},
}

var writableFields = []Field{{Name: "_writev", Make: func(*Engine) goja.Value { return goja.Null() }}}

var writableAccessors = []Accessor{
	{Name: "_writableState", Hidden: true, Get: func(c Call) goja.Value { return c.stateView(streamOf(c), false) },
		Set: func(c Call, v goja.Value) {}},
	{Name: "writable", Get: reads(func(s *stream.Stream) realm.Value { return s.IsWritable() }),
		Set: func(c Call, v goja.Value) { streamOf(c).SetWritable(v.ToBoolean()) }},
	{Name: "writableFinished", Get: reads(func(s *stream.Stream) realm.Value { return s.WritableFinished() })},
	{Name: "writableObjectMode", Get: reads(func(s *stream.Stream) realm.Value { return s.WritableObjectMode() })},
	{Name: "writableBuffer", Get: func(c Call) goja.Value { return c.writableBuffer(streamOf(c)) }},
	{Name: "writableEnded", Get: reads(func(s *stream.Stream) realm.Value { return s.WritableEnded() })},
	{Name: "writableNeedDrain", Get: reads(func(s *stream.Stream) realm.Value { return s.WritableNeedDrain() })},
	{Name: "writableHighWaterMark", Get: reads(func(s *stream.Stream) realm.Value { return s.WritableHighWaterMark() })},
	{Name: "writableCorked", Get: reads(func(s *stream.Stream) realm.Value { return s.WritableCorked() })},
	{Name: "writableLength", Get: reads(func(s *stream.Stream) realm.Value { return s.WritableLength() })},
}

func (e *Engine) writableBuffer(s *stream.Stream) goja.Value {
	list := []realm.Value{}
	for _, c := range s.WritableBuffer() {
		list = append(list, &realm.Map{Keys: []string{"chunk", "encoding", "callback"},
			Values: []realm.Value{c.Value, c.Encoding, s.Callback(c)}})
	}
	return e.ToJS(list)
}

func duplex() stream.Options {
	o := stream.Defaults
	o.Readable, o.Writable = true, true
	return o
}

var duplexClass = DefineClass(ClassSpec{
	Name: "Duplex", Length: 1, Parent: readableClass, Own: streamOwn("_readableState", "_writableState"),
	Construct: newStream("Duplex", duplex()),
	Methods:   append([]Method{{Name: "destroy", Length: 2, Fn: streamDestroy}}, writableMethods...),
	Accessors: append([]Accessor{sharedAccessors[2]}, writableAccessors...),
	Fields:    writableFields,
	Statics:   []Method{{Name: "from", Length: 1, Fn: fromJS("streams", "duplexFrom")}},
})

func transformOptions() stream.Options {
	o := duplex()
	o.Transform = true
	return o
}

var transformClass = DefineClass(ClassSpec{
	Name: "Transform", Length: 1, Parent: duplexClass, Own: transformOwn,
	Construct: newStream("Transform", transformOptions()),
	Methods: []Method{
		{Name: "_final", Length: 1, Fn: func(c Call) goja.Value {
			streamOf(c).FinalBuiltin(c.done(0))
			return goja.Undefined()
		}},
		{Name: "_transform", Length: 3, Fn: transformBuiltin},
		{Name: "_write", Length: 3, Fn: func(c Call) goja.Value {
			s := streamOf(c)
			s.WriteBuiltin(c.chunk(0, s.WritableObjectMode()), c.encoding(1), c.done(2))
			return goja.Undefined()
		}},
		{Name: "_read", Fn: func(c Call) goja.Value {
			streamOf(c).ReadBuiltin(0)
			return goja.Undefined()
		}},
	},
})

var passThroughClass = DefineClass(ClassSpec{
	Name: "PassThrough", Length: 1, Parent: transformClass,
	Construct: newStream("PassThrough", transformOptions()),
	Methods:   []Method{{Name: "_transform", Length: 3, Fn: transformBuiltin}},
})

func transformBuiltin(c Call) goja.Value {
	s := streamOf(c)
	f := c.Func(2)
	s.TransformBuiltin(c.chunk(0, s.WritableObjectMode()), c.encoding(1), func(err, data realm.Value) {
		if err == nil {
			err = realm.Null
		}
		f.Call(nil, err, data)
	})
	return goja.Undefined()
}
