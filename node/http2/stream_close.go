package http2

import (
	"finishline/h2"
	"finishline/node/realm"
	"finishline/node/versions"
)

// resetMode is how closeStream treats RST_STREAM.
type resetMode uint8

const (
	noReset     resetMode = iota // it was closed on the wire already
	resetAfter                   // when the writable side has finished, if the code is NO_ERROR
	resetForced                  // at once
)

// Close is stream.close(code, callback).
func (st *Stream) Close(code h2.ErrCode, callback realm.Function) {
	if st.Closed() {
		return
	}
	if callback != nil {
		st.Once("close", callback)
	}
	st.closeAs(code, resetAfter)
}

func (st *Stream) callClose(code h2.ErrCode) {
	if f := st.Override("close"); f != nil {
		f.Call(st, int(code))
		return
	}
	st.Close(code, nil)
}

// closeAs is closeStream: the stream is marked closed, its writable side is ended, and the peer is
// told by RST_STREAM as mode says.
func (st *Stream) closeAs(code h2.ErrCode, mode resetMode) {
	ending := st.WritableEnded()
	st.rstCode = code
	st.moveTo(streamClosed)
	st.timer.stop()
	st.RemoveAll("timeout")
	if !ending {
		if !st.Aborted() {
			st.moveTo(streamAborted)
			st.Emit("aborted")
		}
		st.CallEnd(nil)
	}
	if mode == noReset {
		return
	}
	if !ending || st.WritableFinished() || code != h2.NoError || mode == resetForced {
		st.finishClose(code)
		return
	}
	st.OnceGo("finish", func([]realm.Value) { st.finishClose(code) })
}

// finishClose is finishCloseStream: a stream without id waits for it.
func (st *Stream) finishClose(code h2.ErrCode) {
	if st.Pending() {
		st.CallPush(realm.Null)
		st.OnceGo("ready", func([]realm.Value) { st.submitRst(code) })
		return
	}
	st.submitRst(code)
}

func (st *Stream) submitRst(code h2.ErrCode) {
	if h := st.handle; h != nil && !h.destroyed {
		h.submitRst(code)
		h.n.rethrow()
	}
}

// onClose is onStreamClose: the stream has ended on the wire. It reports whether there was anything
// left to end here.
func (st *Stream) onClose(code h2.ErrCode, peerReset bool) bool {
	if st.Destroyed() {
		return false
	}
	if !st.Closed() {
		st.closeAs(code, noReset)
	}
	if !st.IsReadable() || code != h2.NoError {
		st.CallDestroy(nil)
		return true
	}
	if peerReset && st.Env().Has(versions.H2PeerReset) {
		st.On("end", destroyAtEnd)
	} else {
		st.On("end", maybeDestroyAtEnd)
	}
	st.CallPush(realm.Null)
	// A server that never looked at the request's body drops it.
	if st.session != nil && st.session.role == h2.Server && !st.didRead && st.ReadableFlowing() == realm.Null {
		st.CallResume()
	} else {
		st.CallRead(0)
	}
	return true
}

// DestroyImpl is _destroy.
func (st *Stream) DestroyImpl(err realm.Value, cb func(err realm.Value)) {
	s, h := st.session, st.handle
	code := st.destroyCode(err)
	if !st.Closed() {
		if h != nil {
			st.closeAs(code, resetForced)
		} else {
			st.closeAs(code, noReset)
		}
	}
	st.CallPush(realm.Null)
	if h != nil {
		h.destroy()
		s.removeStream(st)
	} else {
		s.removePending(st)
	}
	s.queuedBytes -= st.queuedBytes
	st.queuedBytes = 0
	if realm.IsNullish(err) && code != h2.NoError && code != h2.Cancel {
		err = errStreamError(code)
	}
	st.session, st.handle = nil, nil
	if s.Env().Has(versions.H2MaybeDestroyLater) {
		setImmediate(s.Env(), func() { s.maybeDestroy(nil) })
	} else {
		s.maybeDestroy(nil)
	}
	if w := st.write; w != nil && s.Env().Has(versions.H2DestroySettlesWrite) {
		st.write = nil
		w.left = 0
		w.cb(err)
	}
	cb(err)
}

// destroyCode is the code with which a stream that was not closed yet is reset.
func (st *Stream) destroyCode(err realm.Value) h2.ErrCode {
	s := st.session
	session := s.destroyCode
	if s.goaway != nil && s.goaway.code != h2.NoError {
		session = s.goaway.code
	}
	code := session
	if st.Closed() {
		code = st.rstCode
	}
	if realm.IsNullish(err) {
		return code
	}
	switch {
	case session != h2.NoError:
		return session
	case isAbortError(st.Env(), err):
		return h2.Cancel
	}
	return h2.InternalError
}

// maybeDestroy is kMaybeDestroy: the stream goes when it is closed, written out and read to the end.
func (st *Stream) maybeDestroy(code h2.ErrCode) {
	if code != h2.NoError {
		st.CallDestroy(nil)
		return
	}
	if !st.WritableFinished() {
		return
	}
	if !st.IsReadable() && st.Closed() {
		st.CallDestroy(nil)
		return
	}
	// A response was sent and nobody looks at the request: the stream may be closed early. In an
	// immediate, so that pushes get through.
	if st.HeadersSent() && st.session != nil && st.session.role == h2.Server &&
		st.flags&hasTrailers == 0 && !st.didRead && st.ReadableFlowing() == realm.Null {
		setImmediate(st.Env(), func() { st.callClose(h2.NoError) })
	}
}
