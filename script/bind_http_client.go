package script

import (
	"net/url"

	"github.com/dop251/goja"

	"finishline/node/http"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

func init() {
	m := builtinModules["http"]
	m.Classes = append(m.Classes, httpAgentClass, httpClientRequestClass)
	m.Functions = append(m.Functions,
		Method{Name: "request", Length: 3, Fn: func(c Call) goja.Value { return c.construct(httpClientRequestClass, c.Args, nil) }},
		Method{Name: "get", Length: 3, Fn: func(c Call) goja.Value {
			o := c.construct(httpClientRequestClass, c.Args, nil)
			end, _ := o.Get("end").(*goja.Object)
			c.rawCall(end)(goja.FunctionCall{This: o})
			return o
		}})
	m.Accessors = append(m.Accessors, Accessor{Name: "globalAgent",
		Get: func(c Call) goja.Value { return c.ToJS(http.GlobalAgent(c.Env())) },
		Set: func(c Call, v goja.Value) {
			if a, ok := c.FromJS(v).(*http.Agent); ok {
				http.SetGlobalAgent(c.Env(), a)
			}
		}})
}

func httpRequestOf(c Call) *http.ClientRequest {
	r, ok := c.Machine().(*http.ClientRequest)
	if !ok {
		c.badReceiver("ClientRequest")
	}
	return r
}

// httpReq is a property of a request.
func httpReq(name string, get func(r *http.ClientRequest) realm.Value, set func(r *http.ClientRequest, v realm.Value)) Accessor {
	return Accessor{Name: name,
		Get: func(c Call) goja.Value { return c.ToJS(get(httpRequestOf(c))) },
		Set: func(c Call, v goja.Value) {
			if set != nil {
				set(httpRequestOf(c), c.FromJS(v))
			}
		}}
}

// httpReqVoid is a method that returns undefined.
func httpReqVoid(name string, length int, fn func(c Call, r *http.ClientRequest)) Method {
	return Method{Name: name, Length: length, Fn: func(c Call) goja.Value { fn(c, httpRequestOf(c)); return goja.Undefined() }}
}

var httpClientRequestClass = DefineClass(ClassSpec{
	Name: "ClientRequest", Length: 3, Parent: httpOutgoingClass, Machine: &http.ClientRequest{},
	Construct: func(c Call) realm.Hosted {
		// The agent must not take the object that is being constructed.
		pending := c.pending
		c.pending = nil
		o, cb := c.httpRequestOptions(false)
		q := c.httpRequest(o)
		c.pending = pending
		r := http.NewClientRequest(c.Env(), q, cb)
		if signal := opt(o, "signal"); signal.ToBoolean() {
			c.callJS("streams", "addAbortSignal", signal, c.This)
		}
		return r
	},
	Methods: []Method{
		httpReqVoid("abort", 0, func(c Call, r *http.ClientRequest) { r.Abort() }),
		httpReqVoid("onSocket", 2, func(c Call, r *http.ClientRequest) {
			s, _ := c.Arg(0).(*net.Socket)
			err := c.Arg(1)
			if !c.JS(1).ToBoolean() {
				err = nil
			}
			r.OnSocket(s, err)
		}),
		{Name: "setTimeout", Length: 2, Fn: func(c Call) goja.Value {
			httpRequestOf(c).SetTimeout(c.Arg(0), c.Func(1))
			return c.This
		}},
		httpReqVoid("clearTimeout", 1, func(c Call, r *http.ClientRequest) { r.SetTimeout(0, c.Func(0)) }),
		httpReqVoid("setNoDelay", 1, func(c Call, r *http.ClientRequest) {
			on := goja.IsUndefined(c.JS(0)) || c.JS(0).ToBoolean()
			r.Defer(func(s *net.Socket) { s.SetNoDelay(on) })
		}),
		httpReqVoid("setSocketKeepAlive", 2, func(c Call, r *http.ClientRequest) {
			on, delay := c.JS(0).ToBoolean(), int(c.JS(1).ToInteger()/1000)
			r.Defer(func(s *net.Socket) { s.SetKeepAlive(on, delay) })
		}),
		httpReqVoid("_implicitHeader", 0, func(c Call, r *http.ClientRequest) { r.ImplicitHeader() }),
	},
	Accessors: []Accessor{
		httpReq("method", func(r *http.ClientRequest) realm.Value { return r.Method }, func(r *http.ClientRequest, v realm.Value) { r.Method = Str(v) }),
		httpReq("path", func(r *http.ClientRequest) realm.Value { return r.Path }, func(r *http.ClientRequest, v realm.Value) { r.SetPath(Str(v)) }),
		httpReq("host", func(r *http.ClientRequest) realm.Value { return r.Host }, func(r *http.ClientRequest, v realm.Value) { r.Host = Str(v) }),
		httpReq("protocol", func(r *http.ClientRequest) realm.Value { return r.Protocol }, nil),
		httpReq("aborted", func(r *http.ClientRequest) realm.Value { return r.Aborted }, func(r *http.ClientRequest, v realm.Value) { r.Aborted = Bool(v) }),
		httpReq("reusedSocket", func(r *http.ClientRequest) realm.Value { return r.ReusedSocket }, func(r *http.ClientRequest, v realm.Value) { r.ReusedSocket = Bool(v) }),
		httpReq("upgradeOrConnect", func(r *http.ClientRequest) realm.Value { return r.UpgradeOrConnect }, nil),
		httpReq("maxHeadersCount", func(r *http.ClientRequest) realm.Value { return r.MaxHeadersCount }, func(r *http.ClientRequest, v realm.Value) { r.MaxHeadersCount = v }),
		httpReq("timeout", func(r *http.ClientRequest) realm.Value {
			if r.Timeout == 0 {
				return nil
			}
			return whole(r.Timeout)
		}, nil),
		httpReq("insecureHTTPParser", func(r *http.ClientRequest) realm.Value { return r.Lenience.Insecure }, nil),
		{Name: "httpValidation", If: has(versions.HTTPValidation), Get: func(c Call) goja.Value { return c.ToJS(httpRequestOf(c).Lenience.Validation) }},
		{Name: "maxHeaderSize", Get: func(c Call) goja.Value { return httpGiven(c, whole(httpRequestOf(c).MaxHeaderSize)) }},
		{Name: "joinDuplicateHeaders", Get: func(c Call) goja.Value { return httpGiven(c, httpRequestOf(c).JoinDuplicateHeaders) }},
		httpReq("agent", func(r *http.ClientRequest) realm.Value { return r.Agent }, nil),
		{Name: "res", Get: func(c Call) goja.Value {
			res := httpRequestOf(c).Res
			return orNullHosted(c, res != nil, res)
		}, Set: func(c Call, v goja.Value) { httpRequestOf(c).Res, _ = c.FromJS(v).(*http.IncomingMessage) }},
	},
})

// httpRequestOptions reads (url, options, cb), (url, cb) or (options, cb). The
// options are a copy, or may be the script's own object where that is no
// different and the caller does not change them.
func (c Call) httpRequestOptions(change bool) (*goja.Object, realm.Function) {
	i := 0
	var base *goja.Object
	switch v := c.JS(0).(type) {
	case *goja.Object:
		if u := c.httpURL(v); u != nil {
			base, i = u, 1
		}
	default:
		if goja.IsString(v) {
			u, err := c.rt.New(c.rt.Get("URL"), v)
			if err != nil {
				c.raise(err)
			}
			base, i = c.httpURL(u), 1
		}
	}
	o := c.Object(i)
	if o != nil && base == nil && !change {
		if _, _, simple := simpleKeys(o); simple {
			return o, c.Func(1)
		}
	}
	if base == nil {
		base = c.rt.CreateObject(nil)
	}
	cb := c.Func(i)
	if cb != nil {
		return base, cb
	}
	if o != nil {
		for _, k := range o.Keys() {
			must(base.Set(k, o.Get(k)))
		}
		// createConnection and the rest may be inherited by an options class.
		if p := o.Prototype(); p != nil && i == 0 {
			must(base.SetPrototype(p))
		}
	}
	return base, c.Func(i + 1)
}

// httpURL is urlToHttpOptions(url) for a URL object; nil if o is none.
func (c Call) httpURL(o *goja.Object) *goja.Object {
	if o.Get("href") == nil || o.Get("protocol") == nil || o.Get("searchParams") == nil {
		return nil
	}
	get := func(name string) string { return text(o.Get(name)) }
	host := get("hostname")
	if len(host) > 1 && host[0] == '[' {
		host = host[1 : len(host)-1]
	}
	out := c.rt.CreateObject(nil)
	set := func(name string, v any) { must(out.Set(name, v)) }
	set("protocol", get("protocol"))
	set("hostname", host)
	set("hash", get("hash"))
	set("search", get("search"))
	set("pathname", get("pathname"))
	set("path", get("pathname")+get("search"))
	set("href", get("href"))
	if p := get("port"); p != "" {
		set("port", o.Get("port").ToInteger())
	}
	if user, pass := get("username"), get("password"); user != "" || pass != "" {
		set("auth", unescaped(user)+":"+unescaped(pass))
	}
	return out
}

func unescaped(s string) string {
	if t, err := url.PathUnescape(s); err == nil {
		return t
	}
	return s
}

// httpRequest reads the options of a request.
func (c Call) httpRequest(o *goja.Object) http.Request {
	q := http.Request{Options: c.httpMap(o), Headers: c.httpPairs(opt(o, "headers")), Unique: c.httpUnique(opt(o, "uniqueHeaders"))}
	q.Options.Delete("signal")
	q.CreateConnection, _ = c.FromJS(opt(o, "createConnection")).(realm.Function)
	def := http.GlobalAgent(c.Env())
	if a, ok := c.FromJS(opt(o, "_defaultAgent")).(*http.Agent); ok {
		def = a
		q.Default = a
	}
	switch v := opt(o, "agent"); {
	case nullish(v):
		if q.CreateConnection == nil {
			q.Agent = def
		}
	case c.FromJS(v) == false:
		if def.Secure != nil {
			q.Agent = http.NewSecureAgent(c.Env(), nil, c.Engine.httpsConnect)
		} else {
			q.Agent = http.NewAgent(c.Env(), nil)
		}
	default:
		a, ok := c.FromJS(v).(*http.Agent)
		if !ok {
			if x, ok := v.(*goja.Object); ok && x.Get("addRequest") != nil {
				c.Throw(c.ErrUnsupported("an agent that is no http.Agent"))
			}
			c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_TYPE",
				`The "options.agent" property must be one of Agent-like Object, undefined, or false.`+c.Env().Received(c.FromJS(v))))
		}
		q.Agent = a
	}
	c.httpLenience(o)
	if v := opt(o, "joinDuplicateHeaders"); !goja.IsUndefined(v) {
		if _, ok := c.FromJS(v).(bool); !ok {
			c.ThrowError(c.InvalidArgType("options.joinDuplicateHeaders", "of type boolean", c.FromJS(v)))
		}
	}
	if v := opt(o, "maxHeaderSize"); !goja.IsUndefined(v) {
		c.h2Integer(c.FromJS(v), "maxHeaderSize", 0, 1<<53-1)
	}
	return q
}

// httpMap copies an options object.
func (c Call) httpMap(o *goja.Object) *realm.Map {
	m := &realm.Map{}
	if o == nil {
		return m
	}
	c.readKeys(m, o)
	return m
}

func httpAgentOf(c Call) *http.Agent {
	a, ok := c.Machine().(*http.Agent)
	if !ok {
		c.badReceiver("Agent")
	}
	return a
}

// httpAgentNum is a number of the agent.
func httpAgentNum(name string, field func(a *http.Agent) *float64) Accessor {
	return Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(whole(*field(httpAgentOf(c)))) },
		Set: func(c Call, v goja.Value) { *field(httpAgentOf(c)) = v.ToFloat() }}
}

// httpPool shows the lists of an agent.
func httpPool[T any](c Call, each func(yield func(name string, list []T))) goja.Value {
	o := c.rt.CreateObject(nil)
	each(func(name string, list []T) {
		items := make([]any, len(list))
		for i, x := range list {
			items[i] = c.ToJS(x)
		}
		must(o.Set(name, c.rt.NewArray(items...)))
	})
	return o
}

// socketDone is argument i as the callback of createSocket.
func (c Call) socketDone(i int) func(err realm.Value, s *net.Socket) {
	f := c.Func(i)
	return func(err realm.Value, s *net.Socket) {
		switch {
		case f == nil:
		case err != nil:
			f.Call(nil, err)
		default:
			f.Call(nil, realm.Null, s)
		}
	}
}

var httpAgentClass = DefineClass(ClassSpec{
	Name: "Agent", Length: 1, Parent: emitterClass, Machine: &http.Agent{},
	Construct: func(c Call) realm.Hosted {
		o := c.Object(0)
		if v := opt(o, "scheduling"); v.ToBoolean() && text(v) != "fifo" && text(v) != "lifo" {
			c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_VALUE",
				"The argument 'scheduling' must be one of: 'fifo', 'lifo'. Received "+c.Env().InspectValue(c.FromJS(v))))
		}
		if v := opt(o, "maxTotalSockets"); !goja.IsUndefined(v) {
			if !goja.IsNumber(v) {
				c.ThrowError(c.InvalidArgType("maxTotalSockets", "of type number", c.FromJS(v)))
			}
			if v.ToFloat() < 1 {
				c.outOfRange("maxTotalSockets", ">= 1", c.FromJS(v))
			}
		}
		return http.NewAgent(c.Env(), c.httpMap(o))
	},
	Methods: []Method{
		{Name: "createConnection", Fn: func(c Call) goja.Value { return netConnect(c) }},
		{Name: "getName", Fn: func(c Call) goja.Value { return c.ToJS(httpAgentOf(c).GetName(c.httpMap(c.Object(0)))) }},
		{Name: "addRequest", Length: 4, Fn: func(c Call) goja.Value {
			if r, ok := c.Arg(0).(*http.ClientRequest); ok {
				httpAgentOf(c).AddRequest(r, c.httpMap(c.Object(1)))
			}
			return goja.Undefined()
		}},
		{Name: "createSocket", Length: 3, Fn: func(c Call) goja.Value {
			if r, ok := c.Arg(0).(*http.ClientRequest); ok {
				httpAgentOf(c).CreateSocket(r, c.httpMap(c.Object(1)), c.socketDone(2))
			}
			return goja.Undefined()
		}},
		{Name: "removeSocket", Length: 2, Fn: func(c Call) goja.Value {
			if s, ok := c.Arg(0).(*net.Socket); ok {
				httpAgentOf(c).RemoveSocket(s, c.httpMap(c.Object(1)))
			}
			return goja.Undefined()
		}},
		{Name: "keepSocketAlive", Length: 1, Fn: func(c Call) goja.Value {
			s, ok := c.Arg(0).(*net.Socket)
			return c.ToJS(ok && httpAgentOf(c).KeepSocketAlive(s))
		}},
		{Name: "reuseSocket", Length: 2, Fn: func(c Call) goja.Value {
			s, ok := c.Arg(0).(*net.Socket)
			r, ok2 := c.Arg(1).(*http.ClientRequest)
			if ok && ok2 {
				httpAgentOf(c).ReuseSocket(s, r)
			}
			return goja.Undefined()
		}},
		{Name: "destroy", Fn: func(c Call) goja.Value { httpAgentOf(c).Destroy(); return goja.Undefined() }},
	},
	Accessors: []Accessor{
		httpAgentNum("keepAliveMsecs", func(a *http.Agent) *float64 { return &a.KeepAliveMsecs }),
		httpAgentNum("maxSockets", func(a *http.Agent) *float64 { return &a.MaxSockets }),
		httpAgentNum("maxFreeSockets", func(a *http.Agent) *float64 { return &a.MaxFreeSockets }),
		httpAgentNum("maxTotalSockets", func(a *http.Agent) *float64 { return &a.MaxTotalSockets }),
		{Name: "totalSocketCount", Get: func(c Call) goja.Value { return c.ToJS(httpAgentOf(c).TotalSocketCount) }},
		{Name: "keepAlive", Get: func(c Call) goja.Value { return c.ToJS(httpAgentOf(c).KeepAlive) },
			Set: func(c Call, v goja.Value) { httpAgentOf(c).KeepAlive = v.ToBoolean() }},
		{Name: "scheduling", Get: func(c Call) goja.Value { return c.ToJS(httpAgentOf(c).Scheduling) },
			Set: func(c Call, v goja.Value) { httpAgentOf(c).Scheduling = v.String() }},
		{Name: "defaultPort", Get: func(c Call) goja.Value { return c.ToJS(httpAgentOf(c).DefaultPort) },
			Set: func(c Call, v goja.Value) { httpAgentOf(c).DefaultPort = c.FromJS(v) }},
		{Name: "protocol", Get: func(c Call) goja.Value { return c.ToJS(httpAgentOf(c).Protocol) },
			Set: func(c Call, v goja.Value) { httpAgentOf(c).Protocol = v.String() }},
		{Name: "options", Get: func(c Call) goja.Value { return c.ToJS(httpAgentOf(c).Options) },
			Set: func(c Call, v goja.Value) {
				if o, ok := v.(*goja.Object); ok {
					httpAgentOf(c).Options = c.httpMap(o)
				}
			}},
		{Name: "sockets", Get: func(c Call) goja.Value { return httpPool(c, httpAgentOf(c).Sockets.Each) }, Set: func(Call, goja.Value) {}},
		{Name: "freeSockets", Get: func(c Call) goja.Value { return httpPool(c, httpAgentOf(c).FreeSockets.Each) }, Set: func(Call, goja.Value) {}},
		{Name: "requests", Get: func(c Call) goja.Value { return httpPool(c, httpAgentOf(c).Requests.Each) }, Set: func(Call, goja.Value) {}},
	},
	StaticVal: []Field{{Name: "defaultMaxSockets", Make: func(e *Engine) goja.Value { return goja.PositiveInf() }}},
})
