package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// transform is what a Transform has besides its halves.
type transform struct {
	on      bool
	waiting func(err realm.Value) // the write whose result the readable half has no room for
}

// PassThrough is the impl of a PassThrough: what is written is pushed.
type PassThrough struct{}

// TransformImpl passes the chunk on.
func (PassThrough) TransformImpl(chunk realm.Value, _ string, cb func(err, data realm.Value)) {
	cb(nil, chunk)
}

// transformOptions: with a readable mark of 0 the writable half shall not
// buffer either.
func transformOptions(o Options) Options {
	if o.HighWaterMark == 0 || o.HighWaterMark < 0 && o.ReadableHighWaterMark == 0 {
		o.HighWaterMark, o.ReadableHighWaterMark = -1, 0
		o.WritableHighWaterMark = max(o.WritableHighWaterMark, 0)
	}
	return o
}

func (s *Stream) initTransform() {
	s.t.on = true
	s.r.clear(fSync)
	// Some Transforms of scripts implement _final; what remains is flushed all
	// the same.
	s.OnGo("prefinish", func([]realm.Value) {
		if s.Override("_final") != nil {
			s.transformFinal(nil)
		}
	})
}

// TransformFinal is Transform's _final, for a script's own to call as super's.
func (s *Stream) TransformFinal(cb func(err realm.Value)) { s.transformFinal(cb) }

// transformFinal flushes and ends the readable half.
func (s *Stream) transformFinal(cb func(err realm.Value)) {
	flushed := func(err, data realm.Value) {
		if truthy(err) {
			if cb != nil {
				cb(err)
			} else {
				s.CallDestroy(err)
			}
			return
		}
		if !realm.IsNullish(data) {
			s.CallPush(data)
		}
		s.CallPush(realm.Null)
		if cb != nil {
			cb(nil)
		}
	}
	if s.Destroyed() {
		flushed(nil, nil)
	} else if f := s.Override("_flush"); f != nil {
		f.Call(s.Self(), resultFn(flushed))
	} else if i, ok := s.impl.(Flusher); ok {
		i.FlushImpl(flushed)
	} else {
		flushed(nil, nil)
	}
}

// resultFn is a Go callback (err, data) for a script's method.
func resultFn(done func(err, data realm.Value)) realm.Function {
	return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
		done(realm.Arg(args, 0), realm.Arg(args, 1))
		return nil
	})
}

// transformWrite is Transform's _write: cb is called at once unless the
// readable half is full.
func (s *Stream) transformWrite(chunk realm.Value, enc string, cb func(err realm.Value)) {
	before := s.r.length
	done := func(err, data realm.Value) {
		if truthy(err) {
			cb(err)
			return
		}
		if !realm.IsNullish(data) {
			s.CallPush(data)
		}
		switch {
		case s.r.has(fEnded) && s.env.Has(versions.TransformEndsOnTick):
			s.env.NextTick(func() { cb(nil) })
		case s.w.has(fEnded) || before == s.r.length || s.r.length < s.r.highWaterMark:
			cb(nil)
		default:
			s.t.waiting = cb
		}
	}
	if f := s.Override("_transform"); f != nil {
		f.Call(s.Self(), chunk, encodingValue(enc), resultFn(done))
		return
	}
	s.TransformBuiltin(chunk, enc, done)
}

// TransformBuiltin is the _transform that a script's own calls as super's.
func (s *Stream) TransformBuiltin(chunk realm.Value, enc string, done func(err, data realm.Value)) {
	i, ok := s.impl.(Transformer)
	if !ok {
		s.env.Throw(errNotImplemented("_transform()"))
	}
	i.TransformImpl(chunk, enc, done)
}

// transformRead is Transform's _read: the write that waited for room is done.
func (s *Stream) transformRead() {
	if cb := s.t.waiting; cb != nil {
		s.t.waiting = nil
		cb(nil)
	}
}
