package tls

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// emitTLSError is _emitTLSError.
func (t *Socket) emitTLSError(err realm.Value) {
	if e := t.tlsError(err); e != nil {
		t.Emit("error", e)
	}
}

// tlsError is _tlsError: until the socket belongs to the script, its errors are
// the server's business.
func (t *Socket) tlsError(err realm.Value) realm.Value {
	t.Emit("_tlsError", err)
	if t.released {
		return err
	}
	return nil
}

// releaseControl gives the socket to the script.
func (t *Socket) releaseControl() bool {
	if t.released {
		return false
	}
	t.released = true
	t.CallOff("error", t.tlsErrorListener)
	return true
}

// onError is onerror of lib/internal/tls/wrap.js: the TLS machine failed.
func (t *Socket) onError(err *realm.Error) {
	if t.HadError {
		return
	}
	t.HadError = true
	switch {
	case !t.established:
		// 'tlsClientError' must still find the connection open.
		t.CloseAfterHandlingError = true
		t.CallDestroy(err)
	case t.o.IsServer && t.o.RejectUnauthorized && err.Code == "ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE":
		t.CallDestroy(nil)
	default:
		t.emitTLSError(err)
	}
}

// The machine's callbacks (upper).

func (w *wrap) handshakeStart() {}

// handshakeDone is SSL_CB_HANDSHAKE_DONE.
func (w *wrap) handshakeDone() {
	w.established = true
	w.telling = w.env.Has(versions.TLSWritesAfterTickets)
	defer func() { w.telling = false }()
	w.makeCallback(func() {
		if t := w.owner; t.newSessionPending {
			t.securePending = true
		} else {
			t.finishInit()
		}
	})
}

// finishInit is _finishInit: the handshake is over.
func (t *Socket) finishInit() {
	if t.Handle == nil {
		return
	}
	t.ALPNProtocol = orFalse(t.wrap.ssl.alpnChosen)
	if t.ServerName == realm.Null {
		t.ServerName = orFalse(t.wrap.ssl.serverName)
	}
	t.established = true
	if t.o.HandshakeTimeout > 0 {
		t.SetTimeout(0, t.timeoutListener)
	}
	t.Emit("secure")
}

func orFalse(s string) realm.Value {
	if s == "" {
		return false
	}
	return s
}

// newSession is NewSessionCallback, which nobody hears unless there are
// listeners. A server's connection writes nothing until 'newSession' is answered.
func (w *wrap) newSession(s *session) {
	if !w.sessionCallbacks {
		return
	}
	if !w.owner.o.IsServer {
		w.makeCallback(func() { w.owner.clientSession(s) })
		return
	}
	if w.owner.Server == nil {
		return
	}
	w.awaitingSession = true
	w.makeCallback(func() { w.owner.serverSession(s) })
}

// clientSession keeps a session back until the server's certificate is verified.
func (t *Socket) clientSession(s *session) {
	if t.verified {
		t.Emit("session", t.sessionState(s))
	} else {
		t.pendingSession = s
	}
}

func (t *Socket) serverSession(s *session) {
	w, called := t.wrap, false
	done := func() {
		if called {
			return
		}
		called = true
		if t.Handle == nil {
			t.CallDestroy(errSocketClosed())
			return
		}
		w.awaitingSession = false
		w.cycle()
		t.newSessionPending = false
		if t.securePending {
			t.finishInit()
		}
		t.securePending = false
	}
	t.newSessionPending = true
	id := append([]byte(nil), s.ticket[:min(32, len(s.ticket))]...)
	fn := realm.Fn("done", func(realm.Value, []realm.Value) realm.Value { done(); return nil })
	if !t.Server.Emit("newSession", id, s.marshal(), fn) {
		done()
	}
}

func (w *wrap) ocspResponse() {
	w.makeCallback(func() { w.owner.Emit("OCSPResponse", realm.Null) })
}

// keylog tells of a secret that does not exist.
func (w *wrap) keylog(label string) {
	if !w.keylogs {
		return
	}
	line := label + " "
	for _, n := range [2]int{64, 96} {
		for i := 0; i < n; i++ {
			line += "0"
		}
		if n == 64 {
			line += " "
		}
	}
	w.makeCallback(func() { w.owner.Emit("keylog", []byte(line+"\n")) })
}
