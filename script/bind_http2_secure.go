package script

import (
	"strconv"

	"github.com/dop251/goja"

	"finishline/node/http"
	"finishline/node/http2"
	"finishline/node/net"
	"finishline/node/realm"
)

func init() { NameClass("Http2SecureServer", h2SecureServerClass) }

var h2SecureServerClass = DefineClass(ClassSpec{
	Name: "Http2SecureServer", Length: 2, Parent: tlsServerClass, ES6: true,
	Construct: func(c Call) realm.Hosted { return c.h2NewSecureServer() },
	Methods: append([]Method{{Name: "closeIdleConnections", Fn: func(c Call) goja.Value {
		if f := h2ServerOf(c).HTTPFallback(); f != nil {
			f.CloseIdleConnections()
		}
		return goja.Undefined()
	}}}, h2ServerClass.spec.Methods...),
	Accessors: h2ServerClass.spec.Accessors,
})

// h2NewSecureServer is http2.createSecureServer(options, handler).
func (c Call) h2NewSecureServer() *http2.Server {
	o, handler := c.h2Object(0, "options"), c.Func(1)
	if f := c.Func(0); f != nil {
		o, handler = nil, f
	}
	opts := c.h2Options(o)
	no := net.ServerOptions{}
	var http1 *http.Options
	tlsOptions := c.httpMap(o)
	alpn := []realm.Value{"h2"}
	if o != nil {
		c.h2Classes(o, opts)
		no = c.netServerOptions(o)
		if c.FromJS(opt(o, "allowHTTP1")) == true {
			http1 = c.h2FallbackOptions(o)
			alpn = append(alpn, "http/1.1")
		}
	}
	if !opt(o, "ALPNCallback").ToBoolean() {
		tlsOptions.Set("ALPNProtocols", alpn)
	}
	s := &http2.Server{}
	s.InitSecure(c.Env(), opts, no, func() { c.tlsSecure(&s.Server, tlsOptions) }, http1)
	if handler != nil {
		s.CallOn("request", handler)
	}
	s.CallOn("tlsClientError", http.TLSClientErrorListener())
	return s
}

// h2FallbackOptions are the settings of the HTTP/1 connections of a secure
// server: its own and, before them, those in http1Options.
func (c Call) h2FallbackOptions(o *goja.Object) *http.Options {
	all := c.rt.NewObject()
	for _, k := range o.Keys() {
		must(all.Set(k, o.Get(k)))
	}
	for old, name := range map[string]string{"Http1IncomingMessage": "IncomingMessage", "Http1ServerResponse": "ServerResponse"} { // order: each has a name of its own
		if v := opt(o, old); v.ToBoolean() {
			must(all.Set(name, v))
		}
	}
	if x, ok := opt(o, "http1Options").(*goja.Object); ok {
		for _, k := range x.Keys() {
			must(all.Set(k, x.Get(k)))
		}
	}
	out := Call{Engine: c.Engine, Args: []goja.Value{all}}.httpServerOptions()
	return &out
}

// h2SecureSocket is tls.connect(port, host, options) for an https: authority.
func (c Call) h2SecureSocket(a http2.Authority, o *goja.Object) *net.Socket {
	all := c.rt.NewObject()
	port, _ := strconv.Atoi(a.Port)
	must(all.Set("port", port))
	must(all.Set("host", a.Host))
	if o != nil {
		for _, k := range o.Keys() {
			must(all.Set(k, o.Get(k)))
		}
	}
	if !opt(o, "ALPNCallback").ToBoolean() {
		must(all.Set("ALPNProtocols", c.ToJS([]realm.Value{"h2"})))
	}
	if net.IsIP(a.Host) == 0 && !opt(o, "servername").ToBoolean() {
		must(all.Set("servername", a.Host))
	}
	return c.tlsConnect(all, nil).Socket
}
