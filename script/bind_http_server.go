package script

import (
	"math"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/http"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

func httpResponseOf(c Call) *http.ServerResponse {
	r, ok := c.Machine().(*http.ServerResponse)
	if !ok {
		c.badReceiver("ServerResponse")
	}
	return r
}

// httpResponseVoid is a method that returns undefined.
func httpResponseVoid(name string, length int, fn func(c Call, r *http.ServerResponse)) Method {
	return Method{Name: name, Length: length, Fn: func(c Call) goja.Value { fn(c, httpResponseOf(c)); return goja.Undefined() }}
}

var httpServerResponseClass = DefineClass(ClassSpec{
	Name: "ServerResponse", Length: 2, Parent: httpOutgoingClass, Machine: &http.ServerResponse{},
	Construct: func(c Call) realm.Hosted {
		opts := c.Object(1)
		hwm, reject := 0, opt(opts, "rejectNonStandardBodyWrites").ToBoolean()
		if v := opt(opts, "highWaterMark"); !nullish(v) {
			hwm = int(v.ToInteger())
		}
		req, _ := c.Arg(0).(*http.IncomingMessage)
		r := http.NewServerResponse(c.Env(), req, hwm, reject)
		if o, ok := c.JS(0).(*goja.Object); ok && req == nil {
			// `undefined < 1` is false.
			old := Float(c.FromJS(o.Get("httpVersionMajor"))) < 1 || Float(c.FromJS(o.Get("httpVersionMinor"))) < 1
			te := ""
			if old {
				h, ok := o.Get("headers").(*goja.Object)
				if !ok {
					panic(c.rt.NewTypeError("Cannot read properties of undefined (reading 'te')"))
				}
				te = text(h.Get("te"))
			}
			r.OfRequest(text(o.Get("method")), old, te)
			must(c.This.(*goja.Object).Set("req", o))
		} else if req == nil {
			panic(c.rt.NewTypeError("Cannot read properties of %s (reading 'method')", c.JS(0).String()))
		}
		return r
	},
	Methods: []Method{
		{Name: "writeHead", Length: 3, Fn: httpWriteHead},
		{Name: "writeHeader", Alias: "writeHead"},
		httpResponseVoid("assignSocket", 1, func(c Call, r *http.ServerResponse) {
			if s, ok := c.Arg(0).(*net.Socket); ok {
				r.AssignSocket(s)
			} else {
				c.Throw(c.ErrUnsupported("assigning what is no net.Socket to a response"))
			}
		}),
		httpResponseVoid("detachSocket", 1, func(c Call, r *http.ServerResponse) {
			if s, ok := c.Arg(0).(*net.Socket); ok {
				r.DetachSocket(s)
			}
		}),
		httpResponseVoid("writeContinue", 1, func(c Call, r *http.ServerResponse) { r.WriteContinue(c.Func(0)) }),
		httpResponseVoid("writeProcessing", 1, func(c Call, r *http.ServerResponse) { r.WriteProcessing(c.Func(0)) }),
		httpResponseVoid("writeEarlyHints", 2, httpEarlyHints),
		{Name: "writeInformation", Length: 3, If: has(versions.HTTPWriteInformation), Fn: func(c Call) goja.Value {
			code := c.h2Integer(c.Arg(0), "statusCode", 100, 199)
			return c.ToJS(httpResponseOf(c).WriteInformation(int(code), c.httpPairs(c.JS(1)), c.Func(2)))
		}},
		httpResponseVoid("_implicitHeader", 0, func(c Call, r *http.ServerResponse) { r.ImplicitHeader() }),
	},
	Accessors: []Accessor{
		{Name: "statusCode", Get: func(c Call) goja.Value {
			if c.Machine() == nil {
				return c.ToJS(200)
			}
			return c.ToJS(httpResponseOf(c).StatusCode)
		}, Set: func(c Call, v goja.Value) { httpResponseOf(c).StatusCode = c.FromJS(v) }},
		{Name: "statusMessage", Get: func(c Call) goja.Value { return c.ToJS(httpResponseOf(c).StatusMessage) },
			Set: func(c Call, v goja.Value) { httpResponseOf(c).StatusMessage = c.FromJS(v) }},
		{Name: "req", Get: func(c Call) goja.Value {
			r := httpResponseOf(c)
			if r.Req == nil {
				return goja.Undefined()
			}
			return c.ToJS(r.Req)
		}, Set: func(c Call, v goja.Value) {
			if req, ok := c.FromJS(v).(*http.IncomingMessage); ok {
				httpResponseOf(c).Req = req
				return
			}
			must(c.This.(*goja.Object).DefineDataProperty("req", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
		}},
		{Name: "_sent100", Get: func(c Call) goja.Value { return c.ToJS(httpResponseOf(c).Sent100) },
			Set: func(c Call, v goja.Value) { httpResponseOf(c).Sent100 = v.ToBoolean() }},
		{Name: "_expect_continue", Get: func(c Call) goja.Value { return c.ToJS(httpResponseOf(c).ExpectContinue) },
			Set: func(c Call, v goja.Value) { httpResponseOf(c).ExpectContinue = v.ToBoolean() }},
	},
})

func httpWriteHead(c Call) goja.Value {
	r := httpResponseOf(c)
	reason := c.Arg(1)
	headers := c.JS(2)
	if _, ok := reason.(string); !ok && nullish(headers) {
		headers = c.JS(1)
	}
	r.WriteHead(c.Arg(0), reason, c.httpPairs(headers))
	return c.This
}

// httpEarlyHints is writeEarlyHints(hints, cb).
func httpEarlyHints(c Call, r *http.ServerResponse) {
	o := c.Object(0)
	if o == nil {
		c.ThrowError(c.InvalidArgType("hints", "of type object", c.Arg(0)))
	}
	if nullish(o.Get("link")) {
		return
	}
	link := c.linkHeader(c.h2Value(o.Get("link")))
	if link == "" {
		return
	}
	names, values := []realm.Value{"Link"}, []realm.Value{link}
	for _, k := range o.Keys() {
		if k != "link" {
			names, values = append(names, k), append(values, c.h2Value(o.Get(k)))
		}
	}
	r.WriteEarlyHints(names, values, c.Func(1))
}

func httpServerOf(c Call) *http.Server {
	v, ok := c.Machine().(*http.Server)
	if !ok {
		c.badReceiver("Server")
	}
	return v
}

// httpSetting is a number of the server that a script may set.
func httpSetting(name string, field func(v *http.Server) *float64) Accessor {
	return Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(whole(*field(httpServerOf(c)))) },
		Set: func(c Call, v goja.Value) { *field(httpServerOf(c)) = v.ToFloat() }}
}

var httpServerClass = DefineClass(ClassSpec{
	Name: "Server", Length: 2, Parent: netServerClass, Machine: &http.Server{},
	Construct: func(c Call) realm.Hosted {
		i := 1
		if c.Func(0) != nil {
			i = 0
		}
		return http.NewServer(c.Env(), c.httpServerOptions(), c.Func(i))
	},
	Methods: []Method{
		{Name: "close", Fn: func(c Call) goja.Value {
			httpServerOf(c).Close(c.Func(0))
			if c.Env().Has(versions.HTTPCloseReturnsServer) {
				return c.This
			}
			return goja.Undefined()
		}},
		{Name: "closeAllConnections", Fn: func(c Call) goja.Value { httpServerOf(c).CloseAllConnections(); return goja.Undefined() }},
		{Name: "closeIdleConnections", Fn: func(c Call) goja.Value { httpServerOf(c).CloseIdleConnections(); return goja.Undefined() }},
		{Name: "setTimeout", Length: 2, Fn: func(c Call) goja.Value {
			httpServerOf(c).SetTimeout(c.JS(0).ToFloat(), c.Func(1))
			return c.This
		}},
	},
	Accessors: []Accessor{
		httpSetting("timeout", func(v *http.Server) *float64 { return &v.Timeout }),
		httpSetting("keepAliveTimeout", func(v *http.Server) *float64 { return &v.KeepAliveTimeout }),
		httpSetting("headersTimeout", func(v *http.Server) *float64 { return &v.HeadersTimeout }),
		httpSetting("requestTimeout", func(v *http.Server) *float64 { return &v.RequestTimeout }),
		httpSetting("connectionsCheckingInterval", func(v *http.Server) *float64 { return &v.CheckingInterval }),
		httpSettingIf("keepAliveTimeoutBuffer", versions.HTTPKeepAliveBufferOption, func(v *http.Server) *float64 { return &v.KeepAliveBuffer }),
		{Name: "maxHeadersCount", Get: func(c Call) goja.Value { return c.ToJS(httpServerOf(c).MaxHeadersCount) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).MaxHeadersCount = c.FromJS(v) }},
		{Name: "maxRequestsPerSocket", Get: func(c Call) goja.Value { return c.ToJS(httpServerOf(c).MaxRequestsPerSocket) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).MaxRequestsPerSocket = c.FromJS(v) }},
		{Name: "httpAllowHalfOpen", Get: func(c Call) goja.Value { return c.ToJS(httpServerOf(c).HTTPAllowHalfOpen) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).HTTPAllowHalfOpen = v.ToBoolean() }},
		{Name: "requireHostHeader", If: has(versions.HTTPRequireHost), Get: func(c Call) goja.Value { return c.ToJS(httpServerOf(c).RequireHostHeader) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).RequireHostHeader = v.ToBoolean() }},
		{Name: "insecureHTTPParser", Get: func(c Call) goja.Value { return c.ToJS(httpServerOf(c).Insecure) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).Insecure = c.FromJS(v) }},
		{Name: "httpValidation", If: has(versions.HTTPValidation), Get: func(c Call) goja.Value { return c.ToJS(httpServerOf(c).Validation) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).Validation = c.FromJS(v) }},
		{Name: "shouldUpgradeCallback", If: has(versions.HTTPUpgradeNeedsListener), Get: func(c Call) goja.Value { return c.ToJS(httpServerOf(c).UpgradeCallback()) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).ShouldUpgrade, _ = c.FromJS(v).(realm.Function) }},
		{Name: "joinDuplicateHeaders", Get: func(c Call) goja.Value { return httpGiven(c, httpServerOf(c).JoinDuplicateHeaders) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).JoinDuplicateHeaders = v.ToBoolean() }},
		{Name: "maxHeaderSize", Get: func(c Call) goja.Value { return httpGiven(c, whole(httpServerOf(c).MaxHeaderSize)) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).MaxHeaderSize = v.ToFloat() }},
		{Name: "rejectNonStandardBodyWrites", Get: func(c Call) goja.Value { return c.ToJS(httpServerOf(c).RejectBodyWrites) },
			Set: func(c Call, v goja.Value) { httpServerOf(c).RejectBodyWrites = v.ToBoolean() }},
	},
})

// httpGiven is an option that was not given as long as it has its zero value.
func httpGiven(c Call, v realm.Value) goja.Value {
	if v == false || v == int64(0) {
		return goja.Undefined()
	}
	return c.ToJS(v)
}

func httpSettingIf(name string, b versions.Behaviour, field func(v *http.Server) *float64) Accessor {
	a := httpSetting(name, field)
	a.If = has(b)
	return a
}

// httpServerOptions reads the options of createServer.
func (c Call) httpServerOptions() http.Options {
	out := http.DefaultOptions
	o := c.Object(0)
	if o == nil || isArray(o) && c.Env().Has(versions.HTTPServerOptionsObject) {
		if !nullish(c.JS(0)) && c.Func(0) == nil {
			c.ThrowError(c.InvalidArgType("options", "of type object", c.Arg(0)))
		}
		return out
	}
	out.ServerOptions = c.netServerOptions(o)
	out.NoDelay = nullish(opt(o, "noDelay")) || opt(o, "noDelay").ToBoolean()
	integer := func(name string, dst *float64) bool {
		v := opt(o, name)
		if goja.IsUndefined(v) {
			return false
		}
		*dst = c.h2Integer(c.FromJS(v), name, 0, 1<<53-1)
		return true
	}
	flag := func(name string, dst *bool) {
		v := opt(o, name)
		if goja.IsUndefined(v) {
			return
		}
		b, ok := c.FromJS(v).(bool)
		if !ok {
			c.ThrowError(c.InvalidArgType("options."+name, "of type boolean", c.FromJS(v)))
		}
		*dst = b
	}
	integer("maxHeaderSize", &out.MaxHeaderSize)
	out.Lenience = c.httpLenience(o)
	integer("requestTimeout", &out.RequestTimeout)
	if !integer("headersTimeout", &out.HeadersTimeout) {
		out.HeadersTimeout = math.Min(60000, out.RequestTimeout)
	}
	if out.RequestTimeout > 0 && out.HeadersTimeout > out.RequestTimeout {
		c.outOfRange("headersTimeout", "<= requestTimeout", c.FromJS(opt(o, "headersTimeout")))
	}
	integer("keepAliveTimeout", &out.KeepAliveTimeout)
	if c.Env().Has(versions.HTTPKeepAliveBufferOption) {
		integer("keepAliveTimeoutBuffer", &out.KeepAliveBuffer)
	}
	integer("connectionsCheckingInterval", &out.CheckingInterval)
	if c.Env().Has(versions.HTTPRequireHost) {
		flag("requireHostHeader", &out.RequireHostHeader)
	}
	flag("joinDuplicateHeaders", &out.JoinDuplicateHeaders)
	if c.Env().Has(versions.HTTPOptimizeEmpty) {
		flag("optimizeEmptyRequests", &out.OptimizeEmpty)
	}
	flag("rejectNonStandardBodyWrites", &out.RejectBodyWrites)
	out.UniqueHeaders = c.httpUnique(opt(o, "uniqueHeaders"))
	c.httpClasses(o, &out)
	return out
}

// httpLenience reads insecureHTTPParser and httpValidation.
func (c Call) httpLenience(o *goja.Object) (l http.Lenience) {
	if v := opt(o, "insecureHTTPParser"); !goja.IsUndefined(v) {
		l.Insecure = c.FromJS(v)
		if _, ok := l.Insecure.(bool); !ok {
			c.ThrowError(c.InvalidArgType("options.insecureHTTPParser", "of type boolean", l.Insecure))
		}
	}
	v := opt(o, "httpValidation")
	if goja.IsUndefined(v) || !c.Env().Has(versions.HTTPValidation) {
		return l
	}
	l.Validation = c.FromJS(v)
	reason := ""
	switch {
	case l.Validation != "strict" && l.Validation != "relaxed" && l.Validation != "insecure":
		reason = "must be one of: 'strict', 'relaxed', 'insecure'"
	case l.Insecure != nil:
		reason = "cannot be used together with options.insecureHTTPParser"
	default:
		return l
	}
	c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_VALUE",
		"The property 'options.httpValidation' "+reason+". Received "+c.Env().InspectValue(l.Validation)))
	return l
}

func (c Call) httpUnique(v goja.Value) map[string]bool {
	o, ok := v.(*goja.Object)
	if !ok || !isArray(o) {
		return nil
	}
	out := map[string]bool{}
	for _, x := range c.List(o) {
		out[strings.ToLower(Str(x))] = true
	}
	return out
}

// httpClasses takes a script's own message classes and upgrade callback.
func (c Call) httpClasses(o *goja.Object, out *http.Options) {
	e := c.Engine
	if ctor, ok := opt(o, "IncomingMessage").(*goja.Object); ok && ctor != e.Constructor(httpIncomingClass) {
		out.NewIncoming = func(s *net.Socket) *http.IncomingMessage {
			x, err := e.rt.New(ctor, e.ToJS(s))
			if err != nil {
				e.raise(err)
			}
			m, _ := e.FromJS(x).(*http.IncomingMessage)
			return m
		}
	}
	if ctor, ok := opt(o, "ServerResponse").(*goja.Object); ok && ctor != e.Constructor(httpServerResponseClass) {
		out.NewResponse = func(req *http.IncomingMessage, hwm int, reject bool) *http.ServerResponse {
			x, err := e.rt.New(ctor, e.ToJS(req), e.pairs([][2]any{{"highWaterMark", hwm}, {"rejectNonStandardBodyWrites", reject}}))
			if err != nil {
				e.raise(err)
			}
			r, _ := e.FromJS(x).(*http.ServerResponse)
			return r
		}
	}
	if v := opt(o, "shouldUpgradeCallback"); !goja.IsUndefined(v) && e.env.Has(versions.HTTPUpgradeNeedsListener) {
		f, ok := c.FromJS(v).(realm.Function)
		if !ok {
			c.ThrowError(c.InvalidArgType("options.shouldUpgradeCallback", "of type function", c.FromJS(v)))
		}
		out.ShouldUpgrade = f
	}
}

// The class of what 'upgrade' is given from 26 on while the request's body is
// still on its way.
var _ = NameClass("http.UpgradeStream", DefineClass(ClassSpec{Name: "UpgradeStream", Length: 2, Parent: duplexClass}))
