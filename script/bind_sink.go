package script

import (
	"github.com/dop251/goja"

	"finishline/node/realm"
	"finishline/node/stream"
)

// sink is argument i as a destination of pipe: a machine that can be one, or
// any object with an `on` method; nil if it is neither.
func (c Call) sink(i int) stream.Sink {
	if s, ok := c.Arg(i).(stream.Sink); ok {
		return s
	}
	o, ok := c.JS(i).(*goja.Object)
	if !ok {
		return nil
	}
	if on, ok := o.Get("on").(*goja.Object); !ok || !isCallable(on) {
		return nil
	}
	room := Room(c.Engine, func(*Engine) *sinkRoom { return &sinkRoom{of: map[*goja.Object]*objectSink{}} })
	s := room.of[o]
	if s == nil {
		s = &objectSink{e: c.Engine, o: o}
		room.of[o] = s
	}
	return s
}

// sinkRoom keeps the one objectSink of every object that was piped to.
type sinkRoom struct{ of map[*goja.Object]*objectSink }

// objectSink is an object that is no machine as a destination of pipe.
type objectSink struct {
	realm.Object
	e *Engine
	o *goja.Object
}

func (s *objectSink) call(method string, args ...realm.Value) goja.Value {
	f, ok := s.o.Get(method).(*goja.Object)
	if !ok || !isCallable(f) {
		panic(s.e.rt.NewTypeError("dest." + method + " is not a function"))
	}
	js := make([]goja.Value, len(args))
	for i, a := range args {
		js[i] = s.e.ToJS(a)
	}
	return s.e.rawCall(f)(goja.FunctionCall{This: s.o, Arguments: js})
}

func (s *objectSink) Emit(name any, args ...realm.Value) bool {
	return s.call("emit", append([]realm.Value{name}, args...)...).ToBoolean()
}
func (s *objectSink) CallOn(name any, f realm.Function)      { s.call("on", name, f) }
func (s *objectSink) CallOnce(name any, f realm.Function)    { s.call("once", name, f) }
func (s *objectSink) CallOff(name any, f realm.Function)     { s.call("removeListener", name, f) }
func (s *objectSink) CallPrepend(name any, f realm.Function) { s.call("prependListener", name, f) }
func (s *objectSink) CallListenerCount(name any) int {
	return int(s.call("listenerCount", name).ToInteger())
}
func (s *objectSink) CallWrite(chunk realm.Value) bool {
	return !s.call("write", chunk).StrictEquals(s.e.rt.ToValue(false))
}
func (s *objectSink) CallEnd(chunk realm.Value) {
	if chunk == nil {
		s.call("end")
	} else {
		s.call("end", chunk)
	}
}
func (s *objectSink) CallDestroy(err realm.Value) { s.call("destroy", err) }
func (s *objectSink) WritableNeedDrain() bool {
	v := s.o.Get("writableNeedDrain")
	return v != nil && v.StrictEquals(s.e.rt.ToValue(true))
}
func (s *objectSink) SinkValue() realm.Value { return s.o }
