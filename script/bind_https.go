package script

import (
	"github.com/dop251/goja"

	"finishline/node/http"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

func init() {
	NameClass("https.Agent", httpsAgentClass)
	NameClass("https.Server", httpsServerClass)
	DefineModule(&ModuleSpec{Name: "https",
		Functions: []Method{
			{Name: "createServer", Length: 2, Fn: func(c Call) goja.Value { return c.construct(httpsServerClass, c.Args, nil) }},
			{Name: "request", Fn: func(c Call) goja.Value { return c.httpsRequest() }},
			{Name: "get", Length: 3, Fn: func(c Call) goja.Value {
				o := c.httpsRequest()
				end, _ := o.Get("end").(*goja.Object)
				c.rawCall(end)(goja.FunctionCall{This: o})
				return o
			}},
		},
		Classes: []*Class{httpsAgentClass, httpsServerClass},
		Accessors: []Accessor{{Name: "globalAgent", Get: func(c Call) goja.Value { return c.ToJS(c.httpsGlobalAgent()) },
			Set: func(c Call, v goja.Value) {
				if a, ok := c.FromJS(v).(*http.Agent); ok {
					http.SetGlobalSecureAgent(c.Env(), a)
				}
			}}},
	})
}

// httpsConnect is tls.connect(options) for an agent.
func (e *Engine) httpsConnect(o *realm.Map) *net.Socket {
	pending := e.pending
	e.pending = nil
	s := Call{Engine: e}.tlsConnect(e.ToJS(o).(*goja.Object), nil).Socket
	e.pending = pending
	return s
}

func (c Call) httpsGlobalAgent() *http.Agent {
	return http.GlobalSecureAgent(c.Env(), c.Engine.httpsConnect)
}

// httpsRequest is https.request(url, options, cb): a ClientRequest whose agent,
// unless it names one, is https's.
func (c Call) httpsRequest() *goja.Object {
	o, cb := c.httpRequestOptions(true)
	args := []goja.Value{o}
	if cb != nil {
		args = append(args, c.ToJS(cb))
	}
	must(o.Set("_defaultAgent", c.ToJS(c.httpsGlobalAgent())))
	c.httpsIdentity(o)
	return c.construct(httpClientRequestClass, args, nil)
}

// httpsIdentity marks a request with a checkServerIdentity of its own.
func (c Call) httpsIdentity(o *goja.Object) {
	if goja.IsUndefined(opt(o, "checkServerIdentity")) || !c.Env().Has(versions.HTTPSAgentPerRequestIdentity) {
		return
	}
	if f, ok := opt(o, "checkServerIdentity").(*goja.Object); ok {
		if _, builtin := c.builtins[f]; builtin {
			return
		}
	}
	a, _ := c.FromJS(opt(o, "agent")).(*http.Agent)
	if a == nil && nullish(opt(o, "agent")) {
		a = c.httpsGlobalAgent()
	}
	if a != nil {
		if v, has := a.Options.Get("checkServerIdentity"); has && v != nil {
			return
		}
	}
	must(o.Set(http.PerRequestIdentity, http.NextIdentity(c.Env())))
}

var httpsAgentClass = DefineClass(ClassSpec{
	Name: "Agent", Length: 1, Parent: httpAgentClass,
	Construct: func(c Call) realm.Hosted {
		return http.NewSecureAgent(c.Env(), c.httpMap(c.Object(0)), c.Engine.httpsConnect)
	},
	Methods: []Method{
		{Name: "createConnection", Fn: func(c Call) goja.Value {
			o, _ := c.tlsArgs()
			return c.ToJS(httpAgentOf(c).ConnectSecure(c.httpMap(o)))
		}},
	},
	Accessors: []Accessor{{Name: "maxCachedSessions",
		Get: func(c Call) goja.Value { return c.ToJS(whole(httpAgentOf(c).Secure.MaxCachedSessions)) },
		Set: func(c Call, v goja.Value) { httpAgentOf(c).Secure.MaxCachedSessions = v.ToFloat() }}},
})

var httpsServerClass = DefineClass(ClassSpec{
	Name: "Server", Length: 2, Parent: tlsServerClass,
	Construct: func(c Call) realm.Hosted {
		o := c.httpServerOptions()
		listener := c.Func(1)
		if f := c.Func(0); f != nil {
			listener = f
		}
		secure := c.tlsServerMap()
		if _, given := secure.Get("ALPNProtocols"); !given {
			if _, callback := secure.Get("ALPNCallback"); !callback {
				secure.Set("ALPNProtocols", []realm.Value{"http/1.1"})
			}
		}
		v := &http.Server{}
		v.InitSecure(c.Env(), o, func() { c.tlsSecure(&v.Server, secure) }, listener)
		return v
	},
	Methods: httpServerClass.spec.Methods, Accessors: httpServerClass.spec.Accessors,
})
