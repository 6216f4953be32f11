package script

import (
	"github.com/dop251/goja"

	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/tls"
)

func init() {
	NameClass("TLSSocket", tlsSocketClass)
	NameClass("tls.Server", tlsServerClass)
	DefineModule(&ModuleSpec{Name: "tls",
		Functions: []Method{
			{Name: "connect", Fn: func(c Call) goja.Value { return c.ToJS(c.tlsConnectCall().Socket) }},
			{Name: "createServer", Length: 2, Fn: func(c Call) goja.Value { return c.construct(tlsServerClass, c.Args, nil) }},
			{Name: "createSecureContext", Length: 1, Fn: func(c Call) goja.Value {
				return c.ToJS(tls.NewContext(c.Env(), c.httpMap(c.Object(0))))
			}},
			{Name: "checkServerIdentity", Length: 2, Fn: tlsCheckServerIdentity},
			{Name: "getCiphers", Fn: func(c Call) goja.Value { return c.ToJS(tls.CipherNames()) }},
			{Name: "convertALPNProtocols", Length: 2, Fn: func(c Call) goja.Value {
				if out := c.Object(1); out != nil {
					must(out.Set("ALPNProtocols", c.ToJS(tls.ProtocolBytes(c.Env(), c.Arg(0)))))
				}
				return goja.Undefined()
			}},
		},
		Classes: []*Class{tlsSocketClass, tlsServerClass, tlsContextClass},
		Fields: []Field{
			tlsConstant("CLIENT_RENEG_LIMIT", 3), tlsConstant("CLIENT_RENEG_WINDOW", 600),
			tlsConstant("DEFAULT_CIPHERS", tls.DefaultCiphers), tlsConstant("DEFAULT_ECDH_CURVE", "auto"),
			tlsConstant("DEFAULT_MIN_VERSION", "TLSv1.2"), tlsConstant("DEFAULT_MAX_VERSION", "TLSv1.3"),
			{Name: "rootCertificates", Make: func(e *Engine) goja.Value { return e.rt.NewArray() }},
		},
	})
}

// tlsConstant is a property of a module.
func tlsConstant(name string, v any) Field {
	return Field{Name: name, Make: func(e *Engine) goja.Value { return e.ToJS(v) }}
}

var tlsContextClass = DefineClass(ClassSpec{
	Name: "SecureContext", Length: 4, Machine: &tls.Context{},
	Construct: func(c Call) realm.Hosted { return tls.NewContext(c.Env(), nil) },
	Accessors: []Accessor{{Name: "context", Get: func(c Call) goja.Value { return c.This }}},
	Methods: []Method{{Name: "addCACert", Length: 1, Fn: func(c Call) goja.Value {
		This[*tls.Context](c).AddCA(c.Arg(0))
		return goja.Undefined()
	}}},
})

func tlsCheckServerIdentity(c Call) goja.Value {
	cert := c.Map(c.JS(1))
	if cert != nil {
		if v, ok := cert.Get("subject"); ok {
			cert.Set("subject", c.Map(v))
		}
	}
	if err := tls.CheckServerIdentity(c.Env(), text(c.JS(0)), cert); err != nil {
		return c.ToJS(err)
	}
	return goja.Undefined()
}

// tlsArgs reads the forms of tls.connect's arguments: net.connect's, with options
// behind port and host.
func (c Call) tlsArgs() (*goja.Object, realm.Function) {
	o, cb := c.normalize(c.Args)
	extra := 2
	if c.Object(1) != nil {
		extra = 1
	}
	if x := c.Object(extra); x != nil {
		for _, k := range x.Keys() {
			must(o.Set(k, x.Get(k)))
		}
	}
	if cb == nil {
		return o, nil
	}
	f, _ := c.FromJS(cb).(realm.Function)
	return o, f
}

func (c Call) tlsConnectCall() *tls.Socket {
	o, cb := c.tlsArgs()
	return c.tlsConnect(o, cb)
}

// tlsConnect is tls.connect(options, cb).
func (c Call) tlsConnect(o *goja.Object, cb realm.Function) *tls.Socket {
	out := tls.ConnectOptions{All: c.httpMap(o), Timeout: c.FromJS(opt(o, "timeout"))}
	out.SocketOptions = c.tlsSocketOptions(o)
	out.RejectUnauthorized = c.FromJS(opt(o, "rejectUnauthorized")) != false && !c.tlsAllowsUnauthorized(o)
	out.RequestOCSP = opt(o, "requestOCSP").ToBoolean()
	if v := opt(o, "session"); v.ToBoolean() {
		out.Session = c.FromJS(v)
	}
	out.CheckServerIdentity = c.tlsIdentityCheck(o)
	if v := opt(o, "servername"); v.ToBoolean() {
		if !goja.IsString(v) {
			c.ThrowError(c.InvalidArgType("name", "of type string", c.FromJS(v)))
		}
		out.ServerName = v.String()
	}
	if v := opt(o, "socket"); !nullish(v) {
		below, ok := c.FromJS(v).(*net.Socket)
		if !ok {
			c.Throw(c.ErrUnsupported("tls.connect() over a stream that is no net.Socket"))
		}
		out.Below = below
		return tls.Connect(c.Env(), out, cb)
	}
	if goja.IsUndefined(opt(o, "port")) && nullish(opt(o, "path")) {
		c.Throw(realm.NewTypeError("ERR_MISSING_ARGS", `The "options" or "port" or "path" argument must be specified`))
	}
	if opt(o, "path").ToBoolean() {
		c.Throw(c.ErrUnsupported("connecting to a path (unix domain sockets)"))
	}
	out.Net = c.connectOptions(o)
	return tls.Connect(c.Env(), out, cb)
}

// tlsAllowsUnauthorized: NODE_TLS_REJECT_UNAUTHORIZED=0 is the default of an
// option that is not given.
func (c Call) tlsAllowsUnauthorized(o *goja.Object) bool {
	if o.Get("rejectUnauthorized") != nil {
		return false
	}
	process, _ := c.rt.Get("process").(*goja.Object)
	if process == nil {
		return false
	}
	env, _ := process.Get("env").(*goja.Object)
	v := opt(env, "NODE_TLS_REJECT_UNAUTHORIZED")
	return goja.IsString(v) && v.String() == "0"
}

// tlsIdentityCheck is the option checkServerIdentity unless it is Node's own.
func (c Call) tlsIdentityCheck(o *goja.Object) realm.Function {
	v := opt(o, "checkServerIdentity")
	if goja.IsUndefined(v) && o.Get("checkServerIdentity") == nil {
		return nil
	}
	f, ok := c.FromJS(v).(realm.Function)
	if !ok {
		c.ThrowError(c.InvalidArgType("options.checkServerIdentity", "of type function", c.FromJS(v)))
	}
	if own, isObj := v.(*goja.Object); isObj {
		if _, builtin := c.builtins[own]; builtin {
			return nil
		}
	}
	return f
}

// tlsSocketOptions reads what tls.connect and new TLSSocket have in common.
func (c Call) tlsSocketOptions(o *goja.Object) tls.SocketOptions {
	out := tls.SocketOptions{Options: net.DefaultOptions}
	out.AllowHalfOpen = opt(o, "allowHalfOpen").ToBoolean()
	out.NoDelay, out.KeepAlive = opt(o, "noDelay").ToBoolean(), opt(o, "keepAlive").ToBoolean()
	out.PauseOnCreate = opt(o, "pauseOnConnect").ToBoolean()
	if o != nil {
		out.KeepAliveInitialDelay = c.delayOption(o)
	}
	if v := opt(o, "highWaterMark"); goja.IsNumber(v) {
		out.HighWaterMark = int(v.ToInteger())
	}
	out.OnRead = c.onReadOption(opt(o, "onread"))
	out.Context, _ = c.FromJS(opt(o, "secureContext")).(*tls.Context)
	out.ALPN = tls.ProtocolList(c.Env(), c.FromJS(opt(o, "ALPNProtocols")))
	for _, name := range []string{"pskCallback", "pipe"} {
		if opt(o, name).ToBoolean() {
			c.Throw(c.ErrUnsupported("the TLS option " + name))
		}
	}
	return out
}

// tlsNewSocket is new TLSSocket(socket, options).
func (c Call) tlsNewSocket() realm.Hosted {
	o := c.Object(1)
	out := c.tlsSocketOptions(o)
	out.IsServer = opt(o, "isServer").ToBoolean()
	out.RequestCert = opt(o, "requestCert").ToBoolean() || !out.IsServer
	out.RejectUnauthorized = opt(o, "rejectUnauthorized").ToBoolean()
	out.RequestOCSP = opt(o, "requestOCSP").ToBoolean()
	out.SNICallback, _ = c.FromJS(opt(o, "SNICallback")).(realm.Function)
	out.ALPNCallback, _ = c.FromJS(opt(o, "ALPNCallback")).(realm.Function)
	if v := opt(o, "session"); v.ToBoolean() {
		out.Session = c.FromJS(v)
	}
	if v, ok := c.FromJS(opt(o, "server")).(netServer); ok {
		out.Server = v.ServerBase()
	}
	if out.Context == nil {
		// The socket's object is the one under construction, not the context's.
		pending := c.pending
		c.pending = nil
		out.Context = tls.NewContext(c.Env(), c.httpMap(o))
		c.pending = pending
	}
	var below *net.Socket
	if v := c.JS(0); v.ToBoolean() {
		var ok bool
		if below, ok = c.FromJS(v).(*net.Socket); !ok {
			c.Throw(c.ErrUnsupported("new TLSSocket() over a stream that is no net.Socket"))
		}
	}
	return tls.NewSocket(c.Env(), below, out).Socket
}
