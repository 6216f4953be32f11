package script

import (
	"net/url"
	"strconv"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"finishline/node/http2"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

var h2ServerClass = DefineClass(ClassSpec{
	Name: "Http2Server", Length: 2, Parent: netServerClass, ES6: true, Machine: &http2.Server{},
	Construct: func(c Call) realm.Hosted { return c.h2NewServer() },
	Methods: []Method{
		{Name: "setTimeout", Length: 2, Fn: func(c Call) goja.Value {
			s := h2ServerOf(c)
			s.SetTimeout(Float(c.Arg(0)), c.h2Func(1, "callback"))
			return c.This
		}},
		{Name: "updateSettings", Length: 1, Fn: func(c Call) goja.Value {
			h2ServerOf(c).UpdateSettings(c.h2SettingsMap(c.JS(0), "settings"))
			return goja.Undefined()
		}},
		{Name: "close", Fn: func(c Call) goja.Value {
			h2ServerOf(c).Close(c.Func(0))
			return c.h2CloseResult()
		}},
	},
	Accessors: []Accessor{{Name: "timeout", Get: func(c Call) goja.Value { return c.ToJS(whole(h2ServerOf(c).Timeout)) },
		Set: func(c Call, v goja.Value) { h2ServerOf(c).Timeout = v.ToFloat() }}},
})

func h2ServerOf(c Call) *http2.Server {
	s, ok := c.Machine().(*http2.Server)
	if !ok {
		c.badReceiver("Http2Server")
	}
	return s
}

// h2CloseResult is what server.close() returns: the class that closes sessions returns nothing.
func (c Call) h2CloseResult() goja.Value {
	if c.Env().Has(versions.H2ServerCloseClosesSessions) {
		return goja.Undefined()
	}
	return c.This
}

// h2NewServer is http2.createServer(options, handler) and the constructor behind it.
func (c Call) h2NewServer() *http2.Server {
	handlerAt := 1
	if c.Func(0) != nil {
		handlerAt = 0
	}
	var o *goja.Object
	if handlerAt == 1 {
		o = c.h2Object(0, "options")
	}
	opts := c.h2Options(o)
	no := net.ServerOptions{}
	if o != nil {
		c.h2Classes(o, opts)
		no = c.netServerOptions(o)
	}
	s := http2.NewServer(c.Env(), opts, no)
	if f := c.Func(handlerAt); f != nil {
		s.CallOn("request", f)
	}
	return s
}

// h2Classes takes a script's own request and response classes.
func (c Call) h2Classes(o *goja.Object, opts *http2.Options) {
	e := c.Engine
	if ctor, ok := o.Get("Http2ServerRequest").(*goja.Object); ok && ctor != e.Constructor(h2ServerRequestClass) {
		opts.NewRequest = func(st *http2.Stream, headers realm.Value, raw []realm.Value) *http2.ServerRequest {
			x, err := e.rt.New(ctor, e.ToJS(st), e.ToJS(headers), goja.Undefined(), e.ToJS(raw))
			if err != nil {
				e.raise(err)
			}
			r, _ := e.FromJS(x).(*http2.ServerRequest)
			return r
		}
	}
	if ctor, ok := o.Get("Http2ServerResponse").(*goja.Object); ok && ctor != e.Constructor(h2ServerResponseClass) {
		opts.NewResponse = func(st *http2.Stream) *http2.ServerResponse {
			x, err := e.rt.New(ctor, e.ToJS(st))
			if err != nil {
				e.raise(err)
			}
			r, _ := e.FromJS(x).(*http2.ServerResponse)
			return r
		}
	}
}

// h2URL is the part of a URL that connect and origin need.
type h2URL struct{ protocol, host, port string }

func (u h2URL) origin() string {
	if u.protocol != "http:" && u.protocol != "https:" {
		return "null"
	}
	s := u.protocol + "//" + u.host
	if u.port != "" {
		s += ":" + u.port
	}
	return s
}

// h2ParseURL is new URL(s).
func (c Call) h2ParseURL(s string) h2URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme == "" || u.Host == "" && (u.Scheme == "http" || u.Scheme == "https") {
		bad := realm.NewTypeError("ERR_INVALID_URL", "Invalid URL")
		bad.Props = []realm.Prop{{Key: "code", Value: "ERR_INVALID_URL"}, {Key: "input", Value: s}}
		c.ThrowError(bad)
	}
	out := h2URL{protocol: strings.ToLower(u.Scheme) + ":", host: strings.ToLower(u.Host), port: u.Port()}
	out.host = strings.TrimSuffix(out.host, ":"+out.port)
	if out.port != "" {
		n, _ := strconv.Atoi(out.port)
		out.port = strconv.Itoa(n)
	}
	if out.protocol == "http:" && out.port == "80" || out.protocol == "https:" && out.port == "443" {
		out.port = ""
	}
	return out
}

// h2Connect is http2.connect(authority, options, listener).
func h2Connect(c Call) goja.Value {
	listener, at := c.Func(2), 1
	var o *goja.Object
	if f := c.Func(at); f != nil {
		listener = f
	} else {
		o = c.h2Object(at, "options")
	}
	opts := c.h2Options(o)
	a, authority := c.h2Authority(o)
	var socket *net.Socket
	if o != nil {
		if create, ok := goja.AssertFunction(o.Get("createConnection")); ok {
			v, err := create(o, authority, o)
			if err != nil {
				c.raise(err)
			}
			if socket, ok = c.FromJS(v).(*net.Socket); !ok {
				c.ThrowError(c.ErrUnsupported("http2.connect() over a stream that is no net.Socket"))
			}
		}
	}
	if socket == nil {
		socket = c.h2Socket(a, o)
	}
	return c.ToJS(http2.Connect(c.Env(), socket, a, opts, listener))
}

// h2Authority reads where to connect to.
func (c Call) h2Authority(o *goja.Object) (http2.Authority, goja.Value) {
	var u h2URL
	authority := c.JS(0)
	switch v := authority.(type) {
	case *goja.Object:
		if isArray(v) || isCallable(v) {
			c.ThrowError(c.InvalidArgType("authority", "of type string or an instance of URL or Object", c.Arg(0)))
		}
		get := func(name string) string {
			if x := v.Get(name); x != nil && !goja.IsUndefined(x) && !goja.IsNull(x) {
				return x.String()
			}
			return ""
		}
		u.protocol, u.host = get("protocol"), get("hostname")
		if u.host == "" {
			u.host = get("host")
		}
		if p := v.Get("port"); p == nil || goja.IsUndefined(p) {
			u.port = "undefined"
		} else {
			u.port = p.String()
		}
	default:
		s, ok := c.Arg(0).(string)
		if authority == nil || goja.IsUndefined(authority) {
			panic(c.rt.NewTypeError("Cannot read properties of undefined (reading 'protocol')")) // assertIsObject lets it pass
		}
		if !ok {
			c.ThrowError(c.InvalidArgType("authority", "of type string or an instance of URL or Object", c.Arg(0)))
		}
		u = c.h2ParseURL(s)
	}
	a := http2.Authority{Protocol: u.protocol, Host: strings.Trim(u.host, "[]"), Port: u.port}
	if a.Port == "" {
		a.Port = "443"
		if u.protocol == "http:" {
			a.Port = "80"
		}
	}
	if a.Protocol == "" && o != nil {
		if s, ok := c.FromJS(o.Get("protocol")).(string); ok {
			a.Protocol = s
		}
	}
	if a.Protocol == "" {
		a.Protocol = "https:"
	}
	if a.Host == "" {
		a.Host = "localhost"
	}
	return a, authority
}

// h2Socket is net.connect({port, host, ...options}).
func (c Call) h2Socket(a http2.Authority, o *goja.Object) *net.Socket {
	switch a.Protocol {
	case "http:":
	case "https:":
		return c.h2SecureSocket(a, o)
	default:
		c.ThrowError(realm.NewError("ERR_HTTP2_UNSUPPORTED_PROTOCOL", `protocol "`+a.Protocol+`" is unsupported.`))
	}
	if o == nil {
		port, _ := strconv.Atoi(a.Port)
		s := net.New(c.Env(), net.DefaultOptions)
		s.Connect(net.ConnectOptions{Host: a.Host, Port: port, AutoSelectFamily: -1}, nil)
		return s
	}
	all := c.rt.NewObject()
	must(all.Set("port", a.Port))
	must(all.Set("host", a.Host))
	for _, k := range o.Keys() {
		must(all.Set(k, o.Get(k)))
	}
	s, _ := c.FromJS(netConnect(Call{Engine: c.Engine, Args: []goja.Value{all}})).(*net.Socket)
	return s
}

var h2Constants = sync.OnceValue(func() *ObjectSpec {
	s := &ObjectSpec{}
	add := func(k http2.Constant, hidden bool) {
		s.Fields = append(s.Fields, Field{Name: k.Name, Hidden: hidden, Const: true, Make: func(e *Engine) goja.Value {
			if k.Text != "" {
				return e.ToJS(k.Text)
			}
			return e.ToJS(k.Number)
		}})
	}
	for _, k := range http2.Constants {
		add(k, false)
	}
	for _, k := range http2.HiddenConstants {
		add(k, true)
	}
	return s
})

var h2Module = &ModuleSpec{
	Name:    "http2",
	Classes: []*Class{h2ServerRequestClass, h2ServerResponseClass},
	Functions: []Method{
		{Name: "createServer", Length: 2, Fn: func(c Call) goja.Value { return c.ToJS(c.h2NewServer()) }},
		{Name: "createSecureServer", Length: 2, Fn: func(c Call) goja.Value { return c.construct(h2SecureServerClass, c.Args, nil) }},
		{Name: "getDefaultSettings", Fn: func(c Call) goja.Value { return c.ToJS(http2.DefaultSettings()) }},
		{Name: "getPackedSettings", Length: 1, Fn: func(c Call) goja.Value {
			return c.ToJS(http2.PackSettings(c.Env(), c.h2SettingsMap(c.JS(0), "settings")))
		}},
		{Name: "getUnpackedSettings", Length: 1, Fn: func(c Call) goja.Value {
			b, ok := Bytes(c.JS(0))
			if !ok {
				c.ThrowError(c.InvalidArgType("buf", "an instance of Buffer or TypedArray", c.Arg(0)))
			}
			validate := false
			if o := c.Object(1); o != nil && o.Get("validate") != nil {
				validate = o.Get("validate").ToBoolean()
			}
			return c.ToJS(http2.UnpackSettings(c.Env(), b, validate))
		}},
		{Name: "performServerHandshake", Length: 1, If: has(versions.H2ServerHandshake), Fn: func(c Call) goja.Value {
			socket, ok := c.Arg(0).(*net.Socket)
			if !ok {
				c.ThrowError(c.ErrUnsupported("http2.performServerHandshake() on a stream that is no net.Socket"))
			}
			return c.ToJS(http2.PerformServerHandshake(c.Env(), socket, c.h2Options(c.h2Object(1, "options"))))
		}},
	},
	Fields: []Field{
		{Name: "connect", Make: func(e *Engine) goja.Value {
			f := e.NewFunction("connect", 3, h2Connect)
			get := e.NewFunction("get", 0, func(c Call) goja.Value {
				return c.callJS("http2", "promised", f, c.ToJS(c.Env().Has(versions.H2CustomSettings)))
			})
			must(f.DefineAccessorPropertySymbol(e.symbolFor("nodejs.util.promisify.custom").(*goja.Symbol), get, nil, goja.FLAG_FALSE, goja.FLAG_FALSE))
			return f
		}},
		{Name: "constants", Make: func(e *Engine) goja.Value { return e.NewObject(h2Constants()) }},
		{Name: "sensitiveHeaders", Make: func(e *Engine) goja.Value { return e.sensitiveSymbol() }},
	},
}

func init() { DefineModule(h2Module) }
