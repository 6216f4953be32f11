package script

import (
	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/stream"
)

// stateView is _readableState or _writableState: the machine of a half's state
// object, which libraries read.
type stateView struct {
	realm.Object
	s        *stream.Stream
	readable bool
}

func (m *stateView) RealmClass() string {
	if m.readable {
		return "ReadableState"
	}
	return "WritableState"
}

func (e *Engine) stateView(s *stream.Stream, readable bool) goja.Value {
	i := 0
	if readable {
		if !s.HasReadable() {
			return goja.Undefined()
		}
		i = 1
	} else if !s.HasWritable() {
		return goja.Undefined()
	}
	if o, ok := s.Views[i].(*goja.Object); ok {
		return o
	}
	class := writableStateClass
	if readable {
		class = readableStateClass
	}
	o := e.New(class, &stateView{s: s, readable: readable})
	s.Views[i] = o
	return o
}

var (
	readableStateClass = DefineClass(ClassSpec{Name: "ReadableState", Length: 3, Machine: &stateView{}, Own: stateOwn(true),
		Accessors: append(flagAccessors(true), readableStateAccessors...)})
	writableStateClass = DefineClass(ClassSpec{Name: "WritableState", Length: 3, Own: stateOwn(false),
		Accessors: append(flagAccessors(false), writableStateAccessors...),
		Methods: []Method{{Name: "getBuffer", Fn: func(c Call) goja.Value {
			return c.writableBuffer(This[*stateView](c).s)
		}}}})
)

func init() {
	NameClass("ReadableState", readableStateClass)
	NameClass("WritableState", writableStateClass)
}

func flagAccessors(readable bool) []Accessor {
	var out []Accessor
	for _, name := range stream.Flags(readable) {
		out = append(out, Accessor{Name: name, Hidden: true,
			Get: func(c Call) goja.Value { return c.ToJS(This[*stateView](c).s.Flag(readable, name)) },
			Set: func(c Call, v goja.Value) { This[*stateView](c).s.SetFlag(readable, name, v.ToBoolean()) }})
	}
	return append(out,
		Accessor{Name: "errored", Hidden: true,
			Get: func(c Call) goja.Value { return c.ToJS(orNull(This[*stateView](c).s.HalfErrored(readable))) },
			Set: func(c Call, v goja.Value) {
				err := c.FromJS(v)
				if !v.ToBoolean() {
					err = nil
				}
				This[*stateView](c).s.SetHalfErrored(readable, err)
			}},
		Accessor{Name: "defaultEncoding", Hidden: true,
			Get: func(c Call) goja.Value { return c.ToJS(This[*stateView](c).s.DefaultEncoding(readable)) }},
	)
}

// state is an accessor of a plain value.
func state(name string, get func(s *stream.Stream) realm.Value, set func(s *stream.Stream, v realm.Value)) Accessor {
	a := Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(get(This[*stateView](c).s)) }}
	a.Set = func(c Call, v goja.Value) {
		if set != nil {
			set(This[*stateView](c).s, c.FromJS(v))
		}
	}
	return a
}

var readableStateAccessors = []Accessor{
	state("highWaterMark", func(s *stream.Stream) realm.Value { return s.ReadableHighWaterMark() },
		func(s *stream.Stream, v realm.Value) { s.SetHighWaterMark(true, Int(v, 0)) }),
	state("buffer", func(s *stream.Stream) realm.Value { return s.ReadableBuffer() }, nil),
	state("length", func(s *stream.Stream) realm.Value { return s.ReadableLength() },
		func(s *stream.Stream, v realm.Value) { s.SetLength(true, Int(v, 0)) }),
	state("pipes", func(s *stream.Stream) realm.Value { return sinks(s.Pipes()) }, nil),
	state("pipesCount", func(s *stream.Stream) realm.Value { return len(s.Pipes()) }, nil),
	state("flowing", func(s *stream.Stream) realm.Value { return s.ReadableFlowing() },
		func(s *stream.Stream, v realm.Value) { s.SetReadableFlowing(v) }),
	state("awaitDrainWriters", func(s *stream.Stream) realm.Value {
		if w := s.AwaitingDrain(); len(w) > 0 {
			return w[0].SinkValue()
		}
		return realm.Null
	}, nil),
	state("encoding", func(s *stream.Stream) realm.Value { return orNull(s.ReadableEncoding()) }, nil),
	state("readable", func(s *stream.Stream) realm.Value { return offValue(s, true) },
		func(s *stream.Stream, v realm.Value) { s.SetReadable(Bool(v)) }),
}

var writableStateAccessors = []Accessor{
	state("highWaterMark", func(s *stream.Stream) realm.Value { return s.WritableHighWaterMark() },
		func(s *stream.Stream, v realm.Value) { s.SetHighWaterMark(false, Int(v, 0)) }),
	state("length", func(s *stream.Stream) realm.Value { return s.WritableLength() },
		func(s *stream.Stream, v realm.Value) { s.SetLength(false, Int(v, 0)) }),
	state("corked", func(s *stream.Stream) realm.Value { return s.WritableCorked() }, nil),
	state("pendingcb", func(s *stream.Stream) realm.Value { return s.PendingCallbacks() }, nil),
	state("bufferedRequestCount", func(s *stream.Stream) realm.Value { return s.WritableBuffered() }, nil),
	{Name: "buffered", Get: func(c Call) goja.Value { return c.writableBuffer(This[*stateView](c).s) }},
	state("writable", func(s *stream.Stream) realm.Value { return offValue(s, false) },
		func(s *stream.Stream, v realm.Value) { s.SetWritable(Bool(v)) }),
}

// offValue is the `readable` or `writable` field: false if switched off, else
// undefined.
func offValue(s *stream.Stream, readable bool) realm.Value {
	if s.SwitchedOff(readable) {
		return false
	}
	return nil
}

func sinks(list []stream.Sink) []realm.Value {
	out := make([]realm.Value, len(list))
	for i, s := range list {
		out[i] = s.SinkValue()
	}
	return out
}
