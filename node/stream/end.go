package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// End is end(chunk, enc, cb): chunk nil or Null is none; cb may be nil. cb is
// called when the stream has finished, or has failed to.
func (s *Stream) End(chunk realm.Value, enc string, cb func(err realm.Value)) {
	s.end(chunk, enc, callback{fn: cb})
}

// EndFn is End with a script's callback, which may be nil.
func (s *Stream) EndFn(chunk realm.Value, enc string, cb realm.Function) {
	s.end(chunk, enc, callback{js: cb})
}

func (s *Stream) end(chunk realm.Value, enc string, cb callback) {
	w := &s.w
	var err realm.Value
	if !realm.IsNullish(chunk) {
		_, err = s.write(chunk, enc, callback{})
	}
	if w.corked > 0 {
		w.corked = 1
		s.callUncork()
	}
	switch {
	case err != nil:
	case !w.has(fEnding | fErrored):
		w.set(fEnding)
		s.traceWritable()
		s.finishMaybe(true)
		w.set(fEnded)
	case w.has(fFinished):
		err = errAlreadyFinished("end")
	case w.has(fDestroyed):
		err = errDestroyed("end")
	}
	if !cb.none() {
		s.afterEnd(err, cb)
	}
}

// afterEnd sees to end's callback.
func (s *Stream) afterEnd(err realm.Value, cb callback) {
	w := &s.w
	switch {
	case err != nil:
		s.env.NextTick(func() { cb.fail(err) })
	case w.has(fErrored) && s.env.Has(versions.EndErroredCallback):
		errored := w.errored
		s.env.NextTick(func() { cb.fail(errored) })
	case w.has(fFinished):
		s.env.NextTick(func() { s.succeed(cb) })
	default:
		w.onFinished = append(w.onFinished, cb)
	}
}

func (s *Stream) callUncork() {
	if f := s.Override("uncork"); f != nil {
		f.Call(s.Self())
		return
	}
	s.Uncork()
}

// needFinish reports whether everything was written and nothing went wrong.
func (w *writable) needFinish() bool {
	return w.flags&(fEnding|fConstructed) == fEnding|fConstructed &&
		!w.has(fDestroyed|fErrored|fFinished|fWriting|fErrorEmitted|fCloseEmitted) &&
		w.length == 0 && len(w.buffered) == 0
}

// finishMaybe lets the stream finish if it can. sync says that the caller may
// be the script, so that 'finish' must wait for a tick.
func (s *Stream) finishMaybe(sync bool) {
	w := &s.w
	if !w.needFinish() {
		return
	}
	s.prefinish()
	if w.pendingcb != 0 {
		return
	}
	if sync {
		w.pendingcb++
		s.env.QueueTick((*finishTick)(s), "")
	} else if w.needFinish() {
		w.pendingcb++
		s.finish()
	}
}

type finishTick Stream

func (t *finishTick) RunTick() {
	s := (*Stream)(t)
	if s.w.needFinish() {
		s.finish()
	} else {
		s.w.pendingcb--
	}
}

// prefinish calls _final, or if there is none emits 'prefinish' at once.
func (s *Stream) prefinish() {
	w := &s.w
	if w.has(fPrefinished | fFinalCalled) {
		return
	}
	if s.hasFinal() && !w.has(fDestroyed) {
		s.callFinal()
		return
	}
	w.set(fPrefinished)
	if !s.env.Has(versions.FinalCalledLocal) {
		w.set(fFinalCalled)
	}
	s.Emit("prefinish")
}

func (s *Stream) hasFinal() bool {
	if s.t.on {
		return true
	}
	if _, ok := s.impl.(Finalizer); ok {
		return true
	}
	return s.Override("_final") != nil
}

func (s *Stream) callFinal() {
	w := &s.w
	w.set(fFinalCalled | fSync)
	w.pendingcb++
	called := false
	done := func(err realm.Value) {
		if s.env.Has(versions.FinalCalledLocal) && called {
			if realm.IsNullish(err) {
				err = errMultipleCallback()
			}
			s.errorOrDestroy(err, false)
			return
		}
		called = true
		s.finalDone(err)
	}
	if thrown, threw := s.env.Engine.Try(func() { s.runFinal(done) }); threw {
		done(thrown)
	}
	w.clear(fSync)
}

// runFinal is this._final(done).
func (s *Stream) runFinal(done func(err realm.Value)) {
	if f := s.Override("_final"); f != nil {
		f.Call(s.Self(), callbackFn(done))
		return
	}
	if i, ok := s.impl.(Finalizer); ok {
		i.FinalImpl(done)
		return
	}
	s.transformFinal(done)
}

// callbackFn is a Go callback for a script's method.
func callbackFn(done func(err realm.Value)) realm.Function {
	return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
		done(realm.Arg(args, 0))
		return nil
	})
}

// finalDone is _final's callback.
func (s *Stream) finalDone(err realm.Value) {
	w := &s.w
	if w.has(fPrefinished) {
		if realm.IsNullish(err) {
			err = errMultipleCallback()
		}
		s.errorOrDestroy(err, false)
		return
	}
	w.pendingcb--
	if truthy(err) {
		s.callFinished(err)
		s.errorOrDestroy(err, w.has(fSync))
		return
	}
	if !w.needFinish() {
		return
	}
	w.set(fPrefinished)
	s.Emit("prefinish")
	// Some streams rely on 'finish' never coming inside _final.
	w.pendingcb++
	s.env.QueueTick((*finishNow)(s), "")
}

type finishNow Stream

func (t *finishNow) RunTick() { (*Stream)(t).finish() }

// finish: everything was written.
func (s *Stream) finish() {
	w := &s.w
	w.pendingcb--
	w.set(fFinished)
	s.traceWritable()
	s.callFinished(nil)
	s.Emit("finish")
	// The readable half of a Duplex must have ended too, or be switched off.
	if w.has(fAutoDestroy) && (!s.hasR || s.r.has(fAutoDestroy) && s.r.has(fEndEmitted|fOff)) {
		s.CallDestroy(nil)
	}
}

// callFinished calls the callbacks of end().
func (s *Stream) callFinished(err realm.Value) {
	if len(s.w.onFinished) == 0 {
		return
	}
	cbs := s.w.onFinished
	s.w.onFinished = nil
	for _, cb := range cbs {
		if truthy(err) {
			cb.fail(err)
		} else {
			s.succeed(cb)
		}
	}
}
