package http2

import (
	"finishline/h2"
	"finishline/kernel"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

// pendingWrite is a write that was dispatched: it is over when the native layer has called back and
// the tick has looked whether it was the last.
type pendingWrite struct {
	cb               func(err realm.Value)
	left             int
	writeErr, endErr realm.Value
}

// WriteImpl is _write.
func (st *Stream) WriteImpl(chunk realm.Value, enc string, cb func(err realm.Value)) {
	if st.deferWrite(func() { st.WriteImpl(chunk, enc, cb) }) {
		return
	}
	st.dispatch([][]byte{st.bytes(chunk, enc)}, cb)
}

// WritevImpl is _writev.
func (st *Stream) WritevImpl(chunks []stream.Chunk, cb func(err realm.Value)) {
	if st.Pending() {
		chunks = append([]stream.Chunk(nil), chunks...)
	}
	if st.deferWrite(func() { st.WritevImpl(chunks, cb) }) {
		return
	}
	bufs := make([][]byte, len(chunks))
	for i := range chunks {
		bufs[i] = st.bytes(chunks[i].Value, chunks[i].Encoding)
	}
	st.dispatch(bufs, cb)
}

func (st *Stream) bytes(v realm.Value, enc string) []byte {
	if s, ok := st.Env().Engine.Export(v).(string); ok {
		return stream.Encode(s, enc)
	}
	return stream.Bytes(st.Env().Engine, v)
}

// deferWrite keeps a write for later if the stream has no id yet, and drops it if it is destroyed.
func (st *Stream) deferWrite(again func()) bool {
	if st.Pending() {
		st.OnceGo("ready", func([]realm.Value) { again() })
		return true
	}
	return st.Destroyed()
}

// dispatch is kWriteGeneric once the stream is ready.
func (st *Stream) dispatch(bufs [][]byte, cb func(err realm.Value)) {
	e := st.Env()
	st.updateTimer()
	if !st.HeadersSent() {
		st.Respond(Headers{}, ResponseOptions{})
	}
	w := &pendingWrite{cb: cb, left: 2}
	st.write = w
	if st.flags&hasTrailers != 0 && e.Has(versions.H2WriteSkipsEndCheck) {
		w.left = 1
	} else {
		e.NextTick(func() { st.endCheck(w) })
	}
	size := 0
	for _, b := range bufs {
		size += len(b)
	}
	req := &writeReq{stream: st, native: st.handle, bytes: size, write: w}
	if status := st.handle.write(bufs, req); status != 0 {
		w.writeErr = realm.ErrnoError(status, "write")
		st.finishWrite(w)
	}
	st.trackWrite(size)
}

// trackWrite is trackWriteState.
func (st *Stream) trackWrite(bytes int) {
	s := st.session
	st.queuedBytes += bytes
	if s == nil {
		return
	}
	s.queuedBytes += bytes
	if s.handle != nil {
		s.handle.chunksSentShown = 0
	}
}

// onWriteComplete is the native layer's word that the socket took the write.
func (st *Stream) onWriteComplete(req *writeReq, status kernel.Errno) {
	w := req.write
	errorFirst := st.Env().Has(versions.NetWriteErrorBeforeDestroyed)
	switch {
	case status != 0 && (errorFirst || !st.Destroyed()):
		w.writeErr = realm.ErrnoError(status, "write")
	case !st.Destroyed():
		st.updateTimer()
		st.queuedBytes -= req.bytes
		if st.session != nil {
			st.session.queuedBytes -= req.bytes
		}
	}
	st.finishWrite(w)
}

// finishWrite completes one of the two halves of a write.
func (st *Stream) finishWrite(w *pendingWrite) {
	w.left--
	if w.left != 0 {
		return
	}
	if st.write == w {
		st.write = nil
	}
	err := w.endErr
	if realm.IsNullish(err) {
		err = w.writeErr
	}
	if !realm.IsNullish(err) {
		st.CallDestroy(err)
	}
	w.cb(err)
}

// endCheck runs on the tick after a write: if it was the last, the native writable side is shut at
// once, so that the last DATA frame carries END_STREAM.
func (st *Stream) endCheck(w *pendingWrite) {
	if w.left <= 0 {
		return
	}
	if !realm.IsNullish(w.writeErr) || !st.WritableEnded() || st.WritableWaiting() > 0 || st.flags&hasTrailers != 0 {
		st.finishWrite(w)
		return
	}
	st.shutdownWritable(func(err realm.Value) {
		w.endErr = err
		st.finishWrite(w)
	})
}

// FinalImpl is _final.
func (st *Stream) FinalImpl(cb func(err realm.Value)) {
	if st.Pending() {
		st.OnceGo("ready", func([]realm.Value) { st.FinalImpl(cb) })
		return
	}
	st.shutdownWritable(cb)
}

// shutdownWritable tells the native layer that nothing more will be written.
func (st *Stream) shutdownWritable(cb func(err realm.Value)) {
	if st.handle == nil || st.shutdownCalled {
		cb(nil)
		return
	}
	st.shutdownCalled = true
	if st.handle.shutdown() != 0 {
		return
	}
	st.On("finish", maybeDestroyAtFinish)
	cb(nil)
}

var maybeDestroyAtFinish = realm.Fn("", func(this realm.Value, _ []realm.Value) realm.Value {
	if st, ok := this.(*Stream); ok {
		st.maybeDestroy(h2.NoError)
	}
	return nil
})

// SendTrailers is stream.sendTrailers(headers).
func (st *Stream) SendTrailers(given Headers) {
	e := st.Env()
	switch {
	case st.Destroyed() || st.Closed():
		e.Throw(errInvalidStream())
	case st.sentTrailers.Map != nil:
		e.Throw(errTrailersSent())
	case !st.trailersReady:
		e.Throw(errTrailersNotReady())
	}
	headers := given.clone()
	st.updateTimer()
	fields := buildFields(e, headers, pseudoNone, st.session.strict)
	st.sentTrailers = headers
	// Not now: this is called while the last DATA frame is being made.
	setImmediate(e, func() {
		if st.Destroyed() {
			return
		}
		st.flags &^= hasTrailers
		if err := st.handle.submitTrailers(fields); err != 0 {
			st.CallDestroy(errNghttp2(err, ""))
		} else {
			st.maybeDestroy(h2.NoError)
		}
	})
}
