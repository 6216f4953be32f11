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

// certificate is SSLCertCallback.
func (w *wrap) certificate(h *clientHello) bool {
	switch w.cert {
	case certUnused:
		return true
	case certWanted:
		w.cert = certRunning
		w.makeCallback(func() { w.owner.loadSNI(h) })
	}
	return w.cert != certRunning
}

// certCbDone lets the handshake go on.
func (w *wrap) certCbDone() {
	if w.cert != certRunning {
		return
	}
	w.cert = certUnused
	w.ssl.useContext(w.sniContext)
	w.cycle()
}

// serverContext is SelectSNIContextCallback: it shows the name to the socket.
func (w *wrap) serverContext(name string) *Context {
	if name != "" {
		w.owner.ServerName = name
	}
	return w.sniContext
}

// selectALPN is SelectALPNCallback.
func (w *wrap) selectALPN(theirs []string) (string, bool) {
	o := &w.owner.o
	if o.ALPNCallback != nil && w.env.Has(versions.TLSALPNCallback) {
		return w.owner.callALPNCallback(theirs)
	}
	if o.ALPN == nil {
		return "", true
	}
	for _, ours := range o.ALPN {
		for _, p := range theirs {
			if p == ours {
				return p, true
			}
		}
	}
	return "", !w.env.Has(versions.TLSALPNFatal)
}

// callALPNCallback asks the script; undefined refuses the client.
func (t *Socket) callALPNCallback(theirs []string) (chosen string, ok bool) {
	t.wrap.makeCallback(func() {
		err, threw := t.guard(func() {
			o := &realm.Map{Keys: []string{"servername", "protocols"}, Values: []realm.Value{orFalse(t.wrap.ssl.serverName), theirs}}
			v := t.env.Engine.Export(t.o.ALPNCallback.Call(t.Socket, o))
			if v == nil {
				return
			}
			name, _ := v.(string)
			for _, p := range theirs {
				if p == name {
					chosen, ok = p, true
					return
				}
			}
			t.env.Throw(realm.NewTypeError("ERR_TLS_ALPN_CALLBACK_INVALID_RESULT",
				"ALPN callback returned a value ("+name+") that did not match any of the client's offered protocols ("+commaed(theirs)+")"))
		})
		if threw {
			t.CallDestroy(err)
		}
	})
	return chosen, ok
}

func commaed(list []string) (s string) {
	for i, x := range list {
		if i > 0 {
			s += ", "
		}
		s += x
	}
	return s
}

// guard runs fn; what it throws is caught where the version catches it.
func (t *Socket) guard(fn func()) (thrown realm.Value, threw bool) {
	if t.env.Has(versions.TLSCallbackErrorsCaught) {
		return t.env.Engine.Try(fn)
	}
	fn()
	return nil, false
}

// loadSNI is loadSNI: the script chooses a context for the name.
func (t *Socket) loadSNI(h *clientHello) {
	if h.serverName == "" || t.o.SNICallback == nil && t.server == nil {
		t.requestOCSP(h)
		return
	}
	if t.o.SNICallback == nil {
		t.wrap.sniContext = t.server.contextFor(h.serverName)
		t.requestOCSP(h)
		return
	}
	called := false
	cb := realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
		switch err := realm.Arg(args, 0); {
		case called:
			t.CallDestroy(errMultipleCallback())
			return nil
		case truthy(err):
			called = true
			t.CallDestroy(err)
			return nil
		case t.Handle == nil:
			called = true
			t.CallDestroy(errSocketClosed())
			return nil
		}
		called = true
		if x, ok := t.env.Engine.Export(realm.Arg(args, 1)).(*Context); ok {
			t.wrap.sniContext = x
		}
		t.requestOCSP(h)
		return nil
	})
	if err, threw := t.guard(func() { t.o.SNICallback.Call(t.Socket, h.serverName, cb) }); threw {
		t.CallDestroy(err)
	}
}

// requestOCSP asks the server's OCSPRequest listeners; their response is taken
// and not sent.
func (t *Socket) requestOCSP(h *clientHello) {
	if !h.ocsp || t.Server == nil || t.Server.ListenerCount("OCSPRequest") == 0 {
		t.wrap.certCbDone()
		return
	}
	ctx := t.wrap.sniContext
	if ctx == nil {
		ctx = t.wrap.ssl.ctx
	}
	var own realm.Value = realm.Null
	if ctx.leaf != nil {
		own = append([]byte(nil), ctx.leaf.Raw...)
	}
	t.Server.Emit("OCSPRequest", own, realm.Null, realm.Fn("onOCSP", func(_ realm.Value, args []realm.Value) realm.Value {
		if err := realm.Arg(args, 0); truthy(err) {
			t.CallDestroy(err)
		} else {
			t.wrap.certCbDone()
		}
		return nil
	}))
}
