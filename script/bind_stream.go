package script

import (
	"math"

	"github.com/dop251/goja"

	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

// legacy is the machine of the old Stream class, an emitter with a pipe method.
type legacy struct{ events.Emitter }

// scriptStream is the machine of a stream that a script constructed: what it
// reads and writes are the script's methods.
type scriptStream struct {
	stream.Stream
	class string
}

// RealmClass names its class.
func (m *scriptStream) RealmClass() string { return m.class }

// streamOf is the stream that a method was called on.
func streamOf(c Call) *stream.Stream {
	s := stream.Of(c.Machine())
	if s == nil {
		c.badReceiver("Stream")
	}
	return s
}

var streamClass = DefineClass(ClassSpec{
	Name: "Stream", Length: 1, Parent: emitterClass, AnyThis: true, Machine: &legacy{},
	Construct: func(c Call) realm.Hosted {
		m := &legacy{}
		m.InitEmitter(c.Env(), m)
		c.Adopt(m)
		c.captureOption(&m.Emitter)
		return m
	},
	Methods: []Method{
		{Name: "pipe", Length: 2, AnyThis: true, Fn: fromJS("streams", "legacyPipe")},
		{Name: "eventNames", If: has(versions.StreamEventsLaidOut), Fn: func(c Call) goja.Value {
			return c.ToJS([]realm.Value(emitterOf(c).EventNames()))
		}},
	},
	Statics: []Method{
		{Name: "isDestroyed", Length: 1, Fn: fromJS("streams", "isDestroyed")},
		{Name: "isDisturbed", Length: 1, Fn: fromJS("streams", "isDisturbed")},
		{Name: "isErrored", Length: 1, Fn: fromJS("streams", "isErrored")},
		{Name: "isReadable", Length: 1, Fn: fromJS("streams", "isReadable")},
		{Name: "isWritable", Length: 1, Fn: fromJS("streams", "isWritable")},
		{Name: "duplexPair", Length: 1, If: has(versions.DuplexPair), Fn: fromJS("streams", "duplexPair")},
		{Name: "pipeline", Fn: fromJS("streams", "pipeline")},
		{Name: "addAbortSignal", Length: 2, Fn: fromJS("streams", "addAbortSignal")},
		{Name: "finished", Length: 3, Fn: fromJS("streams", "finished")},
		{Name: "destroy", Length: 2, Fn: fromJS("streams", "destroyer")},
		{Name: "compose", Fn: fromJS("streams", "compose")},
		{Name: "setDefaultHighWaterMark", Length: 2, Fn: func(c Call) goja.Value {
			c.callJS("streams", "checkHighWaterMark", c.JS(1))
			if set := stream.SettingsOf(c.Env()); c.JS(0).ToBoolean() {
				set.ObjectHighWaterMark = Int(c.Arg(1), 16)
			} else {
				set.HighWaterMark = Int(c.Arg(1), 16)
			}
			return goja.Undefined()
		}},
		{Name: "getDefaultHighWaterMark", Length: 1, Fn: func(c Call) goja.Value {
			return c.ToJS(stream.DefaultHighWaterMark(c.Env(), c.JS(0).ToBoolean()))
		}},
		{Name: "_isArrayBufferView", Length: 1, If: has(versions.AnyViewChunk), Fn: func(c Call) goja.Value {
			_, ok := Bytes(c.JS(0))
			return c.ToJS(ok)
		}},
		{Name: "_isUint8Array", Length: 1, Fn: func(c Call) goja.Value {
			_, ok := Bytes(c.JS(0))
			return c.ToJS(ok)
		}},
		{Name: "_uint8ArrayToBuffer", Length: 1, Fn: func(c Call) goja.Value {
			b, _ := Bytes(c.JS(0))
			return c.ToJS(b)
		}},
	},
	StaticVal: []Field{
		{Name: "Readable", Make: classField("Readable")},
		{Name: "Writable", Make: classField("Writable")},
		{Name: "Duplex", Make: classField("Duplex")},
		{Name: "Transform", Make: classField("Transform")},
		{Name: "PassThrough", Make: classField("PassThrough")},
		{Name: "Stream", Make: classField("Stream")},
	},
	StaticGet: []Accessor{{Name: "promises", Get: func(c Call) goja.Value { return c.loadJS("streams").Get("promises") }}},
})

// classField is a property that holds a class which was named with NameClass.
func classField(name string) func(e *Engine) goja.Value {
	return func(e *Engine) goja.Value { return e.Constructor(namedClasses[name]) }
}

// has is the If of what only some versions have.
func has(b versions.Behaviour) func(e *Engine) bool {
	return func(e *Engine) bool { return e.env.Has(b) }
}

func init() {
	NameClass("Stream", streamClass)
	NameClass("Readable", readableClass)
	NameClass("Writable", writableClass)
	NameClass("Duplex", duplexClass)
	NameClass("Transform", transformClass)
	NameClass("PassThrough", passThroughClass)
	DefineModule(&ModuleSpec{Name: "stream", Make: func(e *Engine) goja.Value { return e.Constructor(streamClass) }})
	DefineModule(&ModuleSpec{Name: "stream/promises", Make: func(e *Engine) goja.Value { return e.loadJS("streams").Get("promises") }})
	// order: each defines a module of its own name
	for file, class := range map[string]string{"_stream_readable": "Readable", "_stream_writable": "Writable", "_stream_duplex": "Duplex",
		"_stream_transform": "Transform", "_stream_passthrough": "PassThrough"} {
		DefineModule(&ModuleSpec{Name: file, If: has(versions.StreamOldNames), Make: classField(class)})
	}
}

// newStream is the constructor of every stream class.
func newStream(class string, halves stream.Options) func(c Call) realm.Hosted {
	return func(c Call) realm.Hosted {
		m := &scriptStream{class: class}
		c.Adopt(m)
		o := halves
		opts := c.Object(0)
		this := c.This.(*goja.Object)
		if opts != nil {
			c.streamOptions(&o, opts)
			if takeMethods(this, opts, &o) {
				c.lastOwn(this, class)
			}
		}
		var impl any
		if class == "PassThrough" {
			impl = stream.PassThrough{}
		}
		m.Init(c.Env(), m, impl, o)
		if opts != nil {
			if signal := opts.Get("signal"); signal != nil && signal.ToBoolean() {
				c.callJS("streams", "addAbortSignal", signal, this)
			}
		}
		return m
	}
}

// takeMethods makes the options' functions the stream's methods.
func takeMethods(this, opts *goja.Object, o *stream.Options) (took bool) {
	take := func(name string) {
		if f, ok := opts.Get(name).(*goja.Object); ok && isCallable(f) {
			must(this.Set("_"+name, f))
			took = true
		}
	}
	if o.Readable {
		take("read")
	}
	if o.Writable {
		take("write")
		take("writev")
	}
	take("destroy")
	if o.Writable {
		take("final")
	}
	take("construct")
	if o.Transform {
		take("transform")
		take("flush")
	}
	return took
}

// streamOptions reads the options of a constructor.
func (c Call) streamOptions(o *stream.Options, opts *goja.Object) {
	flag := func(name string) bool {
		v := opts.Get(name)
		return v != nil && v.ToBoolean()
	}
	isFalse := func(name string) bool {
		v := opts.Get(name)
		return v != nil && v.ExportType() != nil && v.StrictEquals(c.rt.ToValue(false))
	}
	text := func(name string) string {
		v := opts.Get(name)
		if v == nil || !v.ToBoolean() {
			return ""
		}
		return v.String()
	}
	duplex := o.Readable && o.Writable
	o.ObjectMode = flag("objectMode")
	if duplex {
		o.ReadableObjectMode, o.WritableObjectMode = flag("readableObjectMode"), flag("writableObjectMode")
		o.NoHalfOpen = isFalse("allowHalfOpen")
		o.ReadableOff, o.WritableOff = isFalse("readable"), isFalse("writable")
	}
	o.HighWaterMark = c.mark(opts, "highWaterMark", duplex)
	if duplex && o.HighWaterMark < 0 {
		o.ReadableHighWaterMark = c.mark(opts, "readableHighWaterMark", duplex)
		o.WritableHighWaterMark = c.mark(opts, "writableHighWaterMark", duplex)
	}
	o.NoAutoDestroy, o.NoEmitClose, o.NoDecodeStrings = isFalse("autoDestroy"), isFalse("emitClose"), isFalse("decodeStrings")
	o.DefaultEncoding, o.Encoding = text("defaultEncoding"), text("encoding")
	o.CaptureRejections = flag("captureRejections")
}

// mark reads a high-water mark; -1 if it is not given.
func (c Call) mark(opts *goja.Object, name string, duplex bool) int {
	v := opts.Get(name)
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return -1
	}
	x := c.FromJS(v)
	f := Float(x)
	if f >= 0 && f == math.Trunc(f) && !math.IsInf(f, 0) {
		return int(f)
	}
	if name == "highWaterMark" && duplex {
		name = "readableHighWaterMark"
	}
	c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_VALUE",
		"The property 'options."+name+"' is invalid. Received "+c.Env().InspectValue(x)))
	return 0
}

// chunk is argument i as a chunk of a half in the given mode: as the script has
// it, except that a plain typed array becomes a Buffer in a byte stream.
func (c Call) chunk(i int, objectMode bool) realm.Value {
	v := c.JS(i)
	switch {
	case goja.IsUndefined(v):
		return nil
	case goja.IsNull(v):
		return realm.Null
	case objectMode:
		return v
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return c.FromJS(v)
	}
	if p := o.Prototype(); p == nil || p != c.bufferSelf {
		if b, ok := Bytes(o); ok && o.ClassName() != "ArrayBuffer" {
			return c.newBuffer(b)
		}
	}
	if c.hostIn(o) != nil || isCallable(o) {
		return c.FromJS(v)
	}
	return o
}

// encoding is argument i as an encoding; "" if there is none.
func (c Call) encoding(i int) string {
	v := c.JS(i)
	if !v.ToBoolean() || c.Func(i) != nil {
		return ""
	}
	return v.String()
}

// done is a callback that calls argument i.
func (c Call) done(i int) func(err realm.Value) {
	f := c.Func(i)
	return func(err realm.Value) {
		if f == nil {
			return
		}
		if err == nil {
			f.Call(nil)
		} else {
			f.Call(nil, err)
		}
	}
}
