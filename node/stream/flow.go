package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// emitReadable lets 'readable' come on the next tick; not now, for that could
// read again inside read.
func (s *Stream) emitReadable() {
	r := &s.r
	r.clear(fNeedReadable)
	if !r.has(fEmittedReadable) {
		r.set(fEmittedReadable)
		s.env.QueueTick((*readableTick)(s), "")
	}
}

type readableTick Stream

func (t *readableTick) RunTick() { (*Stream)(t).emitReadableNow() }

func (s *Stream) emitReadableNow() {
	r := &s.r
	if !r.has(fDestroyed|fErrored) && (r.length > 0 || r.has(fEnded)) {
		s.Emit("readable")
		r.clear(fEmittedReadable)
	}
	need := !r.has(fFlowing|fEnded) && r.length <= r.highWaterMark
	if s.env.Has(versions.NeedReadableAssigned) {
		r.put(fNeedReadable, need)
	} else if need {
		r.set(fNeedReadable)
	}
	s.flow()
}

// flow reads until the stream stops flowing or has nothing.
func (s *Stream) flow() {
	for s.r.has(fFlowing) && s.callReadAll() {
	}
}

// callReadAll is this.read() !== null.
func (s *Stream) callReadAll() bool {
	if f := s.Override("read"); f != nil {
		return f.Call(s.Self()) != realm.Null
	}
	return s.CallRead(All) != realm.Null
}

// CallRead is this.read(n).
func (s *Stream) CallRead(n int) realm.Value {
	if f := s.Override("read"); f != nil {
		if n == All {
			return f.Call(s.Self())
		}
		return f.Call(s.Self(), n)
	}
	if m, ok := s.Self().(interface{ Read(n int) realm.Value }); ok {
		return m.Read(n)
	}
	return s.Read(n)
}

// maybeReadMore fills the buffer up to its mark, on a tick.
func (s *Stream) maybeReadMore() {
	r := &s.r
	if r.has(fReadingMore) || !r.has(fConstructed) {
		return
	}
	if r.has(fReading) && s.env.Has(versions.NoReadMoreWhileReading) {
		return
	}
	r.set(fReadingMore)
	s.env.QueueTick((*readMoreTick)(s), "")
}

type readMoreTick Stream

func (t *readMoreTick) RunTick() {
	s := (*Stream)(t)
	r := &s.r
	for !r.has(fReading|fEnded) && (r.length < r.highWaterMark || r.has(fFlowing) && r.length == 0) {
		before := r.length
		s.CallRead(0)
		if r.length == before {
			break
		}
	}
	r.clear(fReadingMore)
}

// On adds a listener; one for 'data' starts the flow, one for 'readable' stops
// it and asks for data.
func (s *Stream) On(name any, f realm.Function) {
	s.Emitter.On(name, f)
	if s.Listened != nil {
		s.Listened(name)
	}
	if !s.hasR {
		return
	}
	switch name {
	case "data":
		s.onDataListener()
	case "readable":
		s.onReadableListener()
	}
}

func (s *Stream) onDataListener() {
	r := &s.r
	r.set(fDataListening)
	// once('readable') must still find resume() doing nothing.
	listening := s.CallListenerCount("readable") > 0
	if s.env.Has(versions.NeedReadableAssigned) {
		r.put(fReadableListening, listening)
	} else if listening {
		r.set(fReadableListening)
	}
	if r.flags&(fHasFlowing|fFlowing) != fHasFlowing {
		s.CallResume()
	}
}

func (s *Stream) onReadableListener() {
	r := &s.r
	if r.has(fEndEmitted | fReadableListening) {
		return
	}
	r.set(fReadableListening | fNeedReadable | fHasFlowing)
	r.clear(fFlowing | fEmittedReadable)
	if r.length > 0 {
		s.emitReadable()
		return
	}
	if r.has(fEOFReadablePending) {
		r.clear(fEOFReadablePending)
		s.emitReadable()
	}
	if !r.has(fReading) {
		s.env.NextTick(func() { s.CallRead(0) })
	}
}

// Off removes a listener; whether the stream still waits for 'readable' is
// seen on the next tick.
func (s *Stream) Off(name any, f realm.Function) {
	s.Emitter.Off(name, f)
	if !s.hasR {
		return
	}
	switch name {
	case "readable":
		s.env.QueueTick((*listeningTick)(s), "")
	case "data":
		if s.CallListenerCount("data") == 0 {
			s.r.clear(fDataListening)
		}
	}
}

// RemoveAll is removeAllListeners.
func (s *Stream) RemoveAll(names ...any) {
	s.Emitter.RemoveAll(names...)
	if s.hasR && (len(names) == 0 || names[0] == "readable") {
		s.env.QueueTick((*listeningTick)(s), "")
	}
}

type listeningTick Stream

func (t *listeningTick) RunTick() {
	s := (*Stream)(t)
	r := &s.r
	r.put(fReadableListening, s.CallListenerCount("readable") > 0)
	switch {
	case r.has(fResumeScheduled) && r.flags&(fHasPaused|fPaused) == fHasPaused:
		// The resume that is on its way shall flow.
		r.set(fHasFlowing | fFlowing)
	case s.dataWanted():
		s.CallResume()
	case !r.has(fReadableListening):
		r.clear(fHasFlowing | fFlowing)
	}
}

// Resume lets the stream flow, from the next tick on.
func (s *Stream) Resume() {
	r := &s.r
	if r.has(fDestroyed) && s.env.Has(versions.DestroyedNeverFlows) {
		return
	}
	if !r.has(fFlowing) {
		r.set(fHasFlowing)
		// With a 'readable' listener it does not flow, but resumes all the same.
		r.put(fFlowing, !r.has(fReadableListening))
		if !r.has(fResumeScheduled) {
			r.set(fResumeScheduled)
			s.env.QueueTick((*resumeTick)(s), "")
		}
		s.traceReadable()
	}
	r.set(fHasPaused)
	r.clear(fPaused)
}

type resumeTick Stream

func (t *resumeTick) RunTick() {
	s := (*Stream)(t)
	r := &s.r
	if !r.has(fReading) {
		s.CallRead(0)
	}
	r.clear(fResumeScheduled)
	s.Emit("resume")
	s.flow()
	if r.has(fFlowing) && !r.has(fReading) {
		s.CallRead(0)
	}
}

// Pause stops the flow.
func (s *Stream) Pause() {
	r := &s.r
	if r.has(fDestroyed) && s.env.Has(versions.DestroyedNeverFlows) {
		return
	}
	if r.flags&(fHasFlowing|fFlowing) != fHasFlowing {
		r.set(fHasFlowing)
		r.clear(fFlowing)
		s.traceReadable()
		s.Emit("pause")
	}
	r.set(fHasPaused | fPaused)
}

// IsPaused is isPaused().
func (s *Stream) IsPaused() bool {
	return s.r.has(fPaused) || s.r.flags&(fHasFlowing|fFlowing) == fHasFlowing
}

// CallResume is this.resume().
func (s *Stream) CallResume() {
	if f := s.Override("resume"); f != nil {
		f.Call(s.Self())
	} else if m, ok := s.Self().(interface{ Resume() }); ok {
		m.Resume()
	} else {
		s.Resume()
	}
}

// CallPause is this.pause().
func (s *Stream) CallPause() {
	if f := s.Override("pause"); f != nil {
		f.Call(s.Self())
	} else if m, ok := s.Self().(interface{ Pause() }); ok {
		m.Pause()
	} else {
		s.Pause()
	}
}

// endReadable lets 'end' come on the next tick.
func (s *Stream) endReadable() {
	r := &s.r
	if r.has(fEndEmitted) || r.has(fEndScheduled) && s.env.Has(versions.EndScheduledOnce) {
		return
	}
	r.set(fEnded | fEndScheduled)
	s.env.QueueTick((*endTick)(s), "")
}

type endTick Stream

func (t *endTick) RunTick() {
	s := (*Stream)(t)
	r := &s.r
	r.clear(fEndScheduled)
	// Something may have been unshifted meanwhile.
	if r.has(fErrored|fCloseEmitted|fEndEmitted) || r.length != 0 {
		return
	}
	r.set(fEndEmitted)
	s.traceReadable()
	s.Emit("end")
	if s.hasW && s.IsWritable() && !s.AllowHalfOpen {
		s.env.QueueTick((*endWritableTick)(s), "")
		return
	}
	// The writable half of a Duplex must have finished too, or be switched off.
	if r.has(fAutoDestroy) && (!s.hasW || s.w.has(fAutoDestroy) && s.w.has(fFinished|fOff)) {
		s.CallDestroy(nil)
	}
}

type endWritableTick Stream

func (t *endWritableTick) RunTick() {
	s := (*Stream)(t)
	if s.IsWritable() && !s.w.has(fEnding) && !s.Destroyed() {
		s.CallEnd(nil)
	}
}
