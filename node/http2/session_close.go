package http2

import (
	"finishline/h2"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Close is session.close(callback): a GOAWAY, and when the last stream is gone (and, with
// H2GracefulClose, everything is flushed) the end.
func (s *Session) Close(callback realm.Function) {
	if s.Closed() || s.Destroyed() {
		return
	}
	s.moveTo(sessionClosed, "close()")
	if callback != nil {
		s.Once("close", callback)
	}
	s.Goaway(h2.NoError, 0, nil)
	if s.handle != nil && s.Env().Has(versions.H2GracefulClose) {
		s.handle.set(gracefulClose)
	}
	s.maybeDestroy(nil)
}

// callClose is session.close() through the object.
func (s *Session) callClose() {
	if f := s.Override("close"); f != nil {
		f.Call(s)
		return
	}
	s.Close(nil)
}

// Destroy is session.destroy(error, code). err may be nil; code nil means it was not given.
func (s *Session) Destroy(err realm.Value, code *h2.ErrCode) {
	if s.Destroyed() {
		return
	}
	c := h2.NoError
	switch {
	case code != nil:
		c = *code
	case !realm.IsNullish(err):
		c = h2.InternalError
	}
	s.tearDown(c, err)
}

// DestroyCode is session.destroy(code).
func (s *Session) DestroyCode(code h2.ErrCode) {
	if s.Destroyed() {
		return
	}
	var err realm.Value
	if code != h2.NoError {
		err = errSessionError(code)
	}
	s.tearDown(code, err)
}

// tearDown is closeSession.
func (s *Session) tearDown(code h2.ErrCode, err realm.Value) {
	s.moveTo(sessionDestroyed, "destroy()")
	s.destroyCode = code
	s.timer.stop()
	s.RemoveAll("timeout")
	socket, handle := s.socket, s.handle
	if len(s.pending) > 0 || len(s.streams) > 0 {
		cancel := errStreamCancel(s.Env(), err)
		each(func() []*Stream { return s.pending }, func(st *Stream) { st.CallDestroy(cancel) })
		each(func() []*Stream { return s.streams }, func(st *Stream) { st.CallDestroyWith(err) })
	}
	if !s.Env().Has(versions.H2DisassociateLate) {
		socket, handle = s.socket, s.handle
	}
	if handle == nil {
		s.finishClose(err)
		return
	}
	handle.onDone = func() { s.finishClose(err) }
	handle.close(code, socket.Destroyed())
	handle.rethrow()
}

// finishClose is finishSessionClose: the session lets the socket go and waits for it to end.
func (s *Session) finishClose(err realm.Value) {
	e, socket := s.Env(), s.socket
	s.cleanup()
	if socket == nil || socket.Destroyed() {
		e.NextTick(func() { s.emitClose(err) })
		return
	}
	socket.OnGo("close", func([]realm.Value) { s.emitClose(err) })
	if s.Closed() {
		socket.CallResume()
	}
	socket.End(nil, "", func(realm.Value) {
		if !s.Closed() {
			setImmediate(e, func() { socket.CallDestroy(err) })
		}
	})
}

func (s *Session) emitClose(err realm.Value) {
	if !realm.IsNullish(err) {
		s.Emit("error", err)
	}
	s.Emit("close")
}

// cleanup is cleanupSession.
func (s *Session) cleanup() {
	socket, handle := s.socket, s.handle
	s.socket, s.handle = nil, nil
	s.remoteUpToDate = false // the fields shared with the binding are new ones; what was read from it is stale
	if s.server != nil {
		s.server.removeSession(s)
	}
	if handle != nil {
		handle.onDone = nil
	}
	if socket != nil {
		socket.Session = nil
	}
}

// maybeDestroy is kMaybeDestroy: a closed session with nothing left to do is destroyed; an error
// destroys any.
func (s *Session) maybeDestroy(err realm.Value) {
	if realm.IsNullish(err) {
		pending := s.Env().Has(versions.H2GracefulClose) && s.handle != nil && s.handle.hasPendingData()
		if !s.Closed() || len(s.streams) > 0 || len(s.pending) > 0 || pending {
			return
		}
		err = nil
	}
	s.callDestroy(err)
}

func (s *Session) callDestroy(err realm.Value) {
	if f := s.Override("destroy"); f != nil {
		f.Call(s, err)
		return
	}
	s.Destroy(err, nil)
}

// socketOnError forwards the socket's error to its session.
var socketOnError = realm.Fn("socketOnError", func(this realm.Value, args []realm.Value) realm.Value {
	s := sessionOf(this)
	if s == nil {
		return nil
	}
	err := realm.Arg(args, 0)
	if s.goaway != nil && realm.Code(s.Env().Engine, err) == "ECONNRESET" {
		// The peer said goodbye: it may do that.
		s.callDestroy(nil)
		return nil
	}
	s.callDestroy(err)
	return nil
})

// socketOnClose ends the session whose socket has gone.
var socketOnClose = realm.Fn("socketOnClose", func(this realm.Value, _ []realm.Value) realm.Value {
	s := sessionOf(this)
	if s == nil {
		return nil
	}
	var err realm.Value
	if s.Connecting() {
		err = realm.NewError("ERR_SOCKET_CLOSED", "Socket is closed")
	}
	each(func() []*Stream { return s.streams }, func(st *Stream) { st.callClose(h2.Cancel) })
	each(func() []*Stream { return s.pending }, func(st *Stream) { st.callClose(h2.Cancel) })
	s.callClose()
	if s.Env().Has(versions.H2SocketCloseDestroys) {
		s.tearDown(h2.NoError, err)
	} else {
		s.maybeDestroy(err)
	}
	return nil
})

func sessionOf(this realm.Value) *Session {
	if socket, ok := this.(*net.Socket); ok {
		s, _ := socket.Session.(*Session)
		return s
	}
	return nil
}
