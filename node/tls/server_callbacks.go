package tls

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

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
