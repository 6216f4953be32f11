package script

import (
	"github.com/dop251/goja"

	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/tls"
)

func tlsSocketOf(c Call) *tls.Socket {
	s, ok := c.Machine().(*net.Socket)
	if t := tls.Of(s); ok && t != nil {
		return t
	}
	c.badReceiver("TLSSocket")
	return nil
}

// tlsGet is a property of a TLSSocket; set may be nil.
func tlsGet(name string, get func(t *tls.Socket) realm.Value, set func(t *tls.Socket, v realm.Value)) Accessor {
	return Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(get(tlsSocketOf(c))) },
		Set: func(c Call, v goja.Value) {
			if set != nil {
				set(tlsSocketOf(c), c.FromJS(v))
			}
		}}
}

// tlsAsk is a method without arguments.
func tlsAsk(name string, get func(t *tls.Socket) realm.Value) Method {
	return Method{Name: name, Fn: func(c Call) goja.Value { return c.ToJS(get(tlsSocketOf(c))) }}
}

// tlsRefuse is a method that this simulation lacks.
func tlsRefuse(name string, length int) Method {
	return Method{Name: name, Length: length, Fn: func(c Call) goja.Value {
		c.Throw(c.ErrUnsupported("tlsSocket." + name + "()"))
		return nil
	}}
}

var tlsSocketClass = DefineClass(ClassSpec{
	Name: "TLSSocket", Length: 2, Parent: socketClass,
	Construct: func(c Call) realm.Hosted { return c.tlsNewSocket() },
	Methods: []Method{
		tlsAsk("getProtocol", (*tls.Socket).Protocol),
		tlsAsk("getCipher", (*tls.Socket).Cipher),
		tlsAsk("getEphemeralKeyInfo", (*tls.Socket).EphemeralKeyInfo),
		tlsAsk("isSessionReused", (*tls.Socket).SessionReused),
		tlsAsk("getSession", (*tls.Socket).SessionState),
		tlsAsk("getTLSTicket", (*tls.Socket).Ticket),
		tlsAsk("getCertificate", (*tls.Socket).OwnCertificate),
		{Name: "getPeerCertificate", Length: 1, Fn: func(c Call) goja.Value {
			return c.ToJS(tlsSocketOf(c).PeerCertificate(c.JS(0).ToBoolean()))
		}},
		{Name: "setServername", Length: 1, Fn: func(c Call) goja.Value {
			if !goja.IsString(c.JS(0)) {
				c.ThrowError(c.InvalidArgType("name", "of type string", c.Arg(0)))
			}
			tlsSocketOf(c).SetServerName(c.JS(0).String())
			return goja.Undefined()
		}},
		{Name: "setSession", Length: 1, Fn: func(c Call) goja.Value {
			tlsSocketOf(c).SetSession(c.Arg(0))
			return goja.Undefined()
		}},
		{Name: "setMaxSendFragment", Length: 1, Fn: func(c Call) goja.Value {
			return c.ToJS(tlsSocketOf(c).SetMaxSendFragment(int(c.int32("size", c.Arg(0), -1<<31))))
		}},
		{Name: "disableRenegotiation", Fn: func(c Call) goja.Value { return goja.Undefined() }},
		{Name: "enableTrace", Fn: func(c Call) goja.Value { return goja.Undefined() }},
		{Name: "_start", Fn: func(c Call) goja.Value { tlsSocketOf(c).Start(); return goja.Undefined() }},
		tlsRefuse("renegotiate", 2), tlsRefuse("exportKeyingMaterial", 3), tlsRefuse("getPeerX509Certificate", 1),
		tlsRefuse("getX509Certificate", 0), tlsRefuse("getFinished", 0), tlsRefuse("getPeerFinished", 0),
		tlsRefuse("getSharedSigalgs", 0), tlsRefuse("setKeyCert", 1),
	},
	Accessors: []Accessor{
		tlsGet("encrypted", func(*tls.Socket) realm.Value { return true }, nil),
		tlsGet("authorized", func(t *tls.Socket) realm.Value { return t.Authorized }, func(t *tls.Socket, v realm.Value) { t.Authorized = Bool(v) }),
		tlsGet("authorizationError", func(t *tls.Socket) realm.Value { return t.AuthorizationError },
			func(t *tls.Socket, v realm.Value) { t.AuthorizationError = v }),
		tlsGet("servername", func(t *tls.Socket) realm.Value { return t.ServerName }, func(t *tls.Socket, v realm.Value) { t.ServerName = v }),
		tlsGet("alpnProtocol", func(t *tls.Socket) realm.Value { return t.ALPNProtocol }, func(t *tls.Socket, v realm.Value) { t.ALPNProtocol = v }),
		tlsGet("secureConnecting", func(t *tls.Socket) realm.Value { return t.SecureConnecting },
			func(t *tls.Socket, v realm.Value) { t.SecureConnecting = Bool(v) }),
		tlsGet("_secureEstablished", func(t *tls.Socket) realm.Value { return t.Established() }, nil),
		tlsGet("_parent", func(t *tls.Socket) realm.Value {
			if t.ParentSocket == nil {
				return realm.Null
			}
			return t.ParentSocket
		}, nil),
		tlsGet("ssl", func(t *tls.Socket) realm.Value {
			if t.Handle == nil {
				return realm.Null
			}
			return t.Handle
		}, nil),
	},
})
