package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// Destroy is destroy(err): the stream stops; 'error', if err says why, and
// 'close' come on a tick. err nil or Null is none.
func (s *Stream) Destroy(err realm.Value) { s.DestroyThen(err, nil) }

// DestroyThen is destroy(err, cb), with the undocumented callback of _destroy's
// end.
func (s *Stream) DestroyThen(err realm.Value, cb func(err realm.Value)) {
	// Writes and ends that wait learn of it (Writable.prototype.destroy).
	tells := s.hasW && (!s.hasR || s.env.Has(versions.DuplexDestroyTells))
	if tells && !s.w.has(fDestroyed) && (s.w.waits() || len(s.w.onFinished) > 0) {
		s.env.NextTick(s.errorBuffer)
	}
	if s.isDestroyed() {
		if cb != nil {
			cb(nil)
		}
		return
	}
	// Destroyed before any callback, so that those may destroy again.
	s.noteError(err)
	s.both(fDestroyed)
	s.trace()
	s.traceLost()
	if !s.constructed() {
		s.destroyLater = func(er realm.Value) { s.runDestroy(s.aggregate(er, err), cb) }
		return
	}
	s.runDestroy(err, cb)
}

// both sets a flag in the halves that there are.
func (s *Stream) both(f flags) {
	if s.hasW {
		s.w.set(f)
	}
	if s.hasR {
		s.r.set(f)
	}
}

// either reports whether a half has the flag.
func (s *Stream) either(f flags) bool {
	return s.hasW && s.w.has(f) || s.hasR && s.r.has(f)
}

func (s *Stream) isDestroyed() bool { return s.either(fDestroyed) }

// noteError remembers err as what the stream failed of.
func (s *Stream) noteError(err realm.Value) {
	if !truthy(err) {
		return
	}
	if s.hasW && !s.w.has(fErrored) {
		s.w.set(fErrored)
		s.w.errored = err
	}
	if s.hasR && !s.r.has(fErrored) {
		s.r.set(fErrored)
		s.r.errored = err
	}
}

// runDestroy calls _destroy and, after it, closes.
func (s *Stream) runDestroy(err realm.Value, cb func(err realm.Value)) {
	called := false
	done := func(err realm.Value) {
		if called {
			return
		}
		called = true
		s.noteError(err)
		s.both(fClosed)
		s.trace()
		if cb != nil {
			cb(err)
		}
		if truthy(err) {
			s.env.NextTick(func() { s.emitError(err); s.emitClose() })
		} else {
			s.env.QueueTick((*closeTick)(s), "")
		}
	}
	if thrown, threw := s.env.Engine.Try(func() { s.callDestroyImpl(err, done) }); threw {
		done(thrown)
	}
}

// callDestroyImpl is this._destroy(err, done).
func (s *Stream) callDestroyImpl(err realm.Value, done func(err realm.Value)) {
	if !truthy(err) {
		err = nil
	}
	if f := s.Override("_destroy"); f != nil {
		v := err
		if v == nil {
			v = realm.Null
		}
		f.Call(s.Self(), v, callbackFn(done))
		return
	}
	s.DestroyBuiltin(err, done)
}

// DestroyBuiltin is the _destroy that a script's own calls as super's.
func (s *Stream) DestroyBuiltin(err realm.Value, done func(err realm.Value)) {
	if i, ok := s.impl.(Destroyer); ok {
		i.DestroyImpl(err, done)
		return
	}
	done(err)
}

type closeTick Stream

func (t *closeTick) RunTick() { (*Stream)(t).emitClose() }

func (s *Stream) emitClose() {
	s.both(fCloseEmitted)
	if s.either(fEmitClose) {
		s.Emit("close")
	}
}

// emitError emits 'error', once in the stream's life.
func (s *Stream) emitError(err realm.Value) {
	if s.either(fErrorEmitted) {
		return
	}
	s.both(fErrorEmitted)
	s.Emit("error", err)
}

// ErrorOrDestroy makes err known: an auto-destroying stream is destroyed with
// it, any other emits it, on a tick if sync.
func (s *Stream) ErrorOrDestroy(err realm.Value, sync bool) { s.errorOrDestroy(err, sync) }

func (s *Stream) errorOrDestroy(err realm.Value, sync bool) {
	if s.isDestroyed() {
		return
	}
	if s.either(fAutoDestroy) {
		s.CallDestroy(err)
		return
	}
	if !truthy(err) {
		return
	}
	s.noteError(err)
	if sync {
		s.env.NextTick(func() { s.emitError(err) })
	} else {
		s.emitError(err)
	}
}

// CallDestroyWith calls destroy(err) where Node passes err whether there is one
// or not: a script's own destroy sees one argument.
func (s *Stream) CallDestroyWith(err realm.Value) {
	if f := s.Override("destroy"); f != nil {
		f.Call(s.Self(), err)
		return
	}
	s.CallDestroy(err)
}

// CallDestroy is this.destroy(err).
func (s *Stream) CallDestroy(err realm.Value) {
	if f := s.Override("destroy"); f != nil {
		if err == nil {
			f.Call(s.Self())
		} else {
			f.Call(s.Self(), err)
		}
		return
	}
	if d, ok := s.Self().(interface{ Destroy(err realm.Value) }); ok {
		d.Destroy(err)
		return
	}
	s.Destroy(err)
}

// Undestroy makes a destroyed stream as good as new (_undestroy).
func (s *Stream) Undestroy() {
	const gone = fDestroyed | fErrored | fErrorEmitted | fClosed | fCloseEmitted | fEnded
	if s.hasR {
		s.r.clear(gone | fReading | fEndEmitted)
		s.r.set(fConstructed)
		s.r.errored = nil
		s.r.put(fEnded|fEndEmitted, s.r.has(fOff))
	}
	if s.hasW {
		s.w.clear(gone | fFinalCalled | fPrefinished | fEnding | fFinished)
		s.w.set(fConstructed)
		s.w.errored = nil
		s.w.put(fEnded|fEnding|fFinished, s.w.has(fOff))
	}
	s.trace()
}

// construct starts _construct, if there is one: on a tick.
func (s *Stream) construct() {
	_, ok := s.impl.(Constructor)
	if !ok && s.Override("_construct") == nil {
		return
	}
	if s.hasR {
		s.r.clear(fConstructed)
	}
	if s.hasW {
		s.w.clear(fConstructed)
	}
	s.env.NextTick(s.runConstruct)
}

func (s *Stream) constructed() bool {
	if s.hasW {
		return s.w.has(fConstructed)
	}
	return !s.hasR || s.r.has(fConstructed)
}

func (s *Stream) runConstruct() {
	called := false
	done := func(err realm.Value) {
		s.env.NextTick(func() {
			if called {
				if realm.IsNullish(err) {
					err = errMultipleCallback()
				}
				s.errorOrDestroy(err, false)
				return
			}
			called = true
			s.onConstruct(err)
		})
	}
	run := func() {
		if f := s.Override("_construct"); f != nil {
			f.Call(s.Self(), callbackFn(done))
		} else if i, ok := s.impl.(Constructor); ok {
			i.ConstructImpl(done)
		}
	}
	if thrown, threw := s.env.Engine.Try(run); threw {
		done(thrown)
	}
}

// onConstruct goes on with what waited for _construct.
func (s *Stream) onConstruct(err realm.Value) {
	s.both(fConstructed)
	switch {
	case s.isDestroyed():
		if f := s.destroyLater; f != nil {
			s.destroyLater = nil
			f(err)
		}
	case truthy(err):
		s.errorOrDestroy(err, true)
	case s.env.Has(versions.ConstructOnTick):
		s.env.NextTick(s.begin)
	default:
		s.begin()
	}
}

func (s *Stream) begin() {
	if s.hasR && s.r.has(fNeedReadable) {
		s.maybeReadMore()
	}
	if s.hasW {
		if !s.w.has(fWriting) {
			s.clearBuffer()
		}
		if s.w.has(fEnding) {
			s.finishMaybe(false)
		}
	}
}
