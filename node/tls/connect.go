package tls

import (
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// ConnectOptions are the options of tls.connect(). Whoever reads them from a
// script has checked their types.
type ConnectOptions struct {
	SocketOptions
	// Below is options.socket: an existing socket to speak TLS over.
	Below *net.Socket
	// Net is how to connect otherwise.
	Net net.ConnectOptions
	// All are the options as they were given.
	All                 *realm.Map
	ServerName          string
	Timeout             realm.Value
	CheckServerIdentity realm.Function // nil: tls.checkServerIdentity
}

// connectState is kConnectOptions.
type connectState struct {
	o     ConnectOptions
	onEnd realm.Function
}

// Connect is tls.connect(options, cb); cb may be nil.
func Connect(e *env.Env, o ConnectOptions, cb realm.Function) *Socket {
	if o.ServerName != "" && net.IsIP(o.ServerName) != 0 {
		checkServerNameIP(e, o.ServerName)
	}
	if o.Context == nil {
		o.Context = NewContext(e, o.All)
	}
	o.IsServer, o.RequestCert = false, true
	if !e.Has(versions.TLSPassesNoDelay) {
		o.NoDelay, o.KeepAlive, o.KeepAliveInitialDelay = false, false, 0
	}
	session := o.Session
	o.Session = nil
	t := NewSocket(e, o.Below, o.SocketOptions)
	t.connect = &connectState{o: o}
	if cb != nil {
		t.CallOnce("secureConnect", cb)
	}
	if o.Below == nil {
		if truthy(o.Timeout) {
			t.SetTimeout(o.Timeout, nil)
		}
		t.Connect(o.Net, realm.Fn("_start", func(realm.Value, []realm.Value) realm.Value { t.Start(); return nil }))
	}
	t.releaseControl()
	if session != nil {
		t.SetSession(session)
	}
	if o.ServerName != "" {
		t.wrap.ssl.serverName = o.ServerName
	}
	if o.Below != nil {
		t.Start()
	}
	t.CallOn("secure", onConnectSecure)
	t.connect.onEnd = realm.Fn("onConnectEnd", func(realm.Value, []realm.Value) realm.Value { t.connectEnd(); return nil })
	t.CallPrepend("end", t.connect.onEnd)
	return t
}

// checkServerNameIP: RFC 6066, section 3, permits no addresses.
func checkServerNameIP(e *env.Env, name string) {
	if e.Has(versions.TLSServerNameNoIP) {
		e.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE", "The property 'options.servername' Setting the TLS ServerName to an IP address is not permitted.. Received "+e.InspectValue(name)))
	}
	m := moduleOf(e)
	if m.warnedIP || e.EmitWarning == nil {
		return
	}
	m.warnedIP = true
	e.EmitWarning(&realm.Error{Name: "DeprecationWarning", Code: "DEP0123",
		Message: "Setting the TLS ServerName to an IP address is not permitted by RFC 6066. This will be ignored in a future version."})
}

// host is for whom the server's certificate must be.
func (o *ConnectOptions) host() string {
	switch {
	case o.ServerName != "":
		return o.ServerName
	case o.Net.Host != "":
		return o.Net.Host
	case o.Below != nil && o.Below.Host() != "":
		return o.Below.Host()
	}
	return "localhost"
}

var onConnectSecure = realm.Fn("onConnectSecure", func(this realm.Value, _ []realm.Value) realm.Value {
	if s, ok := this.(*net.Socket); ok {
		Of(s).connectSecure()
	}
	return nil
})

// connectSecure is onConnectSecure: the handshake is over; is the server who it
// says it is?
func (t *Socket) connectSecure() {
	c := t.connect
	err := t.verifyError()
	if err == nil && !t.IsSessionReused() {
		err = t.checkIdentity(c.o.host())
	}
	if err != nil {
		t.Authorized = false
		code := t.env.Engine.Get(err, "code")
		if e, ok := err.(*realm.Error); ok {
			code = e.Code
		}
		if !truthy(code) {
			code = t.env.Engine.Get(err, "message")
		}
		t.AuthorizationError = code
		if c.o.RejectUnauthorized {
			t.CallDestroy(err)
			return
		}
	} else {
		t.Authorized = true
	}
	t.SecureConnecting = false
	t.Emit("secureConnect")
	t.verified = true
	if s := t.pendingSession; s != nil {
		t.pendingSession = nil
		t.Emit("session", t.sessionState(s))
	}
	t.CallOff("end", c.onEnd)
}

// verifyError is what came of verifying the peer's certificate, nil if it is good.
func (t *Socket) verifyError() realm.Value {
	s := t.wrap.ssl
	code := s.verifyCode
	if len(s.peer) == 0 && !s.resumed {
		code = "UNABLE_TO_GET_ISSUER_CERT"
	}
	if code == "" {
		return nil
	}
	message := verifyMessages[code]
	if t.env.Has(versions.TLSSystemCAHint) && systemCAMayHelp[code] {
		message += "; if the root CA is installed locally, try running Node.js with --use-system-ca"
	}
	return &realm.Error{Name: "Error", Code: code, Message: message, Props: []realm.Prop{{Key: "code", Value: code}}}
}

// systemCAMayHelp are the errors that a hint goes with.
var systemCAMayHelp = map[string]bool{"UNABLE_TO_VERIFY_LEAF_SIGNATURE": true, "DEPTH_ZERO_SELF_SIGNED_CERT": true, "UNABLE_TO_GET_ISSUER_CERT": true}

// checkIdentity asks checkServerIdentity, the script's or our own.
func (t *Socket) checkIdentity(host string) realm.Value {
	cert := t.PeerCertificate(true)
	if f := t.connect.o.CheckServerIdentity; f != nil {
		v := f.Call(nil, host, cert)
		if !truthy(v) {
			return nil
		}
		return v
	}
	if err := CheckServerIdentity(t.env, host, cert); err != nil {
		return err
	}
	return nil
}

// connectEnd is onConnectEnd: the server went away before it was secure.
func (t *Socket) connectEnd() {
	if t.HadError {
		return
	}
	t.HadError = true
	err := connReset("Client network socket disconnected before secure TLS connection was established")
	for _, name := range []string{"path", "host", "port", "localAddress"} {
		err.Props = append(err.Props, realm.Prop{Key: name, Value: option(t.connect.o.All, name)})
	}
	t.CallDestroy(err)
}
