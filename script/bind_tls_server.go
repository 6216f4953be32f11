package script

import (
	"github.com/dop251/goja"

	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/tls"
)

func tlsServerOf(c Call) *tls.Server {
	if v, ok := c.Machine().(netServer); ok {
		if s := tls.ServerOf(v.ServerBase()); s != nil {
			return s
		}
	}
	c.badReceiver("Server")
	return nil
}

var tlsServerClass = DefineClass(ClassSpec{
	Name: "Server", Length: 2, Parent: netServerClass,
	Construct: func(c Call) realm.Hosted {
		o, listener := c.serverOptions()
		v := &net.Server{Class: "tls.Server"}
		c.tlsSecure(v, c.tlsServerMap())
		v.Init(c.Env(), v, o, tls.ConnectionListener())
		if listener != nil {
			v.CallOn("secureConnection", listener)
		}
		return v
	},
	Methods: []Method{
		{Name: "addContext", Length: 2, Fn: func(c Call) goja.Value {
			ctx, ok := c.Arg(1).(*tls.Context)
			if !ok {
				ctx = tls.NewContext(c.Env(), c.httpMap(c.Object(1)))
			}
			name := ""
			if c.JS(0).ToBoolean() {
				name = text(c.JS(0))
			}
			tlsServerOf(c).AddContext(name, ctx)
			return goja.Undefined()
		}},
		{Name: "setSecureContext", Length: 1, Fn: func(c Call) goja.Value {
			tlsServerOf(c).SetSecureContext(c.httpMap(c.Object(0)))
			return goja.Undefined()
		}},
		{Name: "getTicketKeys", Fn: func(c Call) goja.Value { return c.ToJS(tlsServerOf(c).Context.TicketKeys()) }},
		{Name: "setTicketKeys", Length: 1, Fn: func(c Call) goja.Value {
			b, ok := Bytes(c.JS(0))
			if !ok {
				c.ThrowError(c.InvalidArgType("buffer", "an instance of Buffer, TypedArray, or DataView", c.Arg(0)))
			}
			tlsServerOf(c).Context.SetTicketKeys(b)
			return goja.Undefined()
		}},
	},
	Accessors: []Accessor{
		{Name: "requestCert", Get: func(c Call) goja.Value { return c.ToJS(tlsServerOf(c).RequestCert) },
			Set: func(c Call, v goja.Value) { tlsServerOf(c).RequestCert = v.ToBoolean() }},
		{Name: "rejectUnauthorized", Get: func(c Call) goja.Value { return c.ToJS(tlsServerOf(c).RejectUnauthorized) },
			Set: func(c Call, v goja.Value) { tlsServerOf(c).RejectUnauthorized = v.ToBoolean() }},
	},
})

// tlsServerMap is the first argument as the options of a secure server.
func (c Call) tlsServerMap() *realm.Map { return c.httpMap(c.Object(0)) }

// tlsSecure makes v a TLS server; the object under construction is v's, not the
// secure context's.
func (c Call) tlsSecure(v *net.Server, o *realm.Map) *tls.Server {
	pending := c.pending
	c.pending = nil
	s := tls.Secure(v, c.Env(), o)
	c.pending = pending
	return s
}
