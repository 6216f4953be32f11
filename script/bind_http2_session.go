package script

import (
	"github.com/dop251/goja"

	"finishline/h2"
	"finishline/node/http2"
	"finishline/node/realm"
	"finishline/node/versions"
)

func h2SessionOf(c Call) *http2.Session {
	s, ok := c.Machine().(*http2.Session)
	if !ok {
		c.badReceiver("Http2Session")
	}
	return s
}

// h2Get is a getter of a session.
func h2SessionGet(name string, get func(s *http2.Session) realm.Value) Accessor {
	return Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(get(h2SessionOf(c))) }}
}

var h2SessionClass = DefineClass(ClassSpec{
	Name: "Http2Session", Length: 3, Parent: emitterClass, ES6: true, Inspect: fromJS("http2_inspect", "session"),
	Accessors: []Accessor{
		h2SessionGet("encrypted", func(s *http2.Session) realm.Value { return s.Encrypted() }),
		h2SessionGet("alpnProtocol", func(s *http2.Session) realm.Value { return s.ALPNProtocol() }),
		h2SessionGet("originSet", func(s *http2.Session) realm.Value { return s.OriginSet() }),
		h2SessionGet("connecting", func(s *http2.Session) realm.Value { return s.Connecting() }),
		h2SessionGet("closed", func(s *http2.Session) realm.Value { return s.Closed() }),
		h2SessionGet("destroyed", func(s *http2.Session) realm.Value { return s.Destroyed() }),
		h2SessionGet("type", func(s *http2.Session) realm.Value { return s.Type() }),
		h2SessionGet("goawayCode", func(s *http2.Session) realm.Value { return s.GoawayCode() }),
		h2SessionGet("goawayLastStreamID", func(s *http2.Session) realm.Value { return s.GoawayLastStreamID() }),
		h2SessionGet("pendingSettingsAck", func(s *http2.Session) realm.Value { return s.PendingSettingsAck() }),
		h2SessionGet("state", func(s *http2.Session) realm.Value { return s.State() }),
		h2SessionGet("localSettings", func(s *http2.Session) realm.Value { return s.LocalSettings() }),
		h2SessionGet("remoteSettings", func(s *http2.Session) realm.Value { return s.RemoteSettings() }),
		{Name: "socket", Get: func(c Call) goja.Value {
			s := h2SessionOf(c)
			if s.Socket() == nil {
				return goja.Undefined()
			}
			return c.proxyOnce(c.ToJS(s).(*goja.Object), func() goja.Value { return c.h2SessionProxy(s) })
		}},
	},
	Methods: []Method{
		{Name: "setNextStreamID", Length: 1, Fn: func(c Call) goja.Value {
			s := h2SessionOf(c)
			if s.Destroyed() {
				s.SetNextStreamID(0)
			}
			s.SetNextStreamID(int64(c.h2Number(c.Arg(0), "id")))
			return goja.Undefined()
		}},
		{Name: "setLocalWindowSize", Length: 1, Fn: func(c Call) goja.Value {
			s := h2SessionOf(c)
			if s.Destroyed() {
				s.SetLocalWindowSize(0)
			}
			s.SetLocalWindowSize(int32(c.h2Integer(c.Arg(0), "windowSize", 0, 1<<31-1)))
			return goja.Undefined()
		}},
		{Name: "ping", Length: 2, Fn: h2Ping},
		{Name: "settings", Length: 2, Fn: func(c Call) goja.Value {
			s := h2SessionOf(c)
			if s.Destroyed() {
				s.Settings(nil, nil)
			}
			m := c.h2SettingsMap(c.JS(0), "settings")
			http2.ParseSettings(c.Env(), m)
			var f realm.Function
			if c.JS(1).ToBoolean() {
				f = c.h2Func(1, "callback")
			}
			s.Settings(m, f)
			return goja.Undefined()
		}},
		{Name: "goaway", Fn: h2Goaway},
		{Name: "destroy", Fn: h2SessionDestroy},
		{Name: "close", Length: 1, Fn: func(c Call) goja.Value {
			h2SessionOf(c).Close(c.Func(0))
			return goja.Undefined()
		}},
		{Name: "setTimeout", Length: 2, Fn: func(c Call) goja.Value {
			if s := h2SessionOf(c); !s.Destroyed() {
				ms, f := c.h2Timeout()
				s.SetTimeout(ms, f)
			}
			return c.This
		}},
		{Name: "ref", Fn: func(c Call) goja.Value { h2SessionOf(c).Ref(); return goja.Undefined() }},
		{Name: "unref", Fn: func(c Call) goja.Value { h2SessionOf(c).Unref(); return goja.Undefined() }},
		{Name: "_onTimeout", Fn: func(c Call) goja.Value { h2SessionOf(c).OnTimeout(); return goja.Undefined() }},
	},
})

func h2Ping(c Call) goja.Value {
	s := h2SessionOf(c)
	if s.Destroyed() {
		s.Ping(nil, nil)
	}
	payload, at := c.JS(0), 1
	if c.Func(0) != nil {
		payload, at = goja.Undefined(), 0
	}
	var b []byte
	if payload.ToBoolean() {
		var ok bool
		if b, ok = Bytes(payload); !ok {
			c.ThrowError(c.InvalidArgType("payload", "an instance of Buffer, TypedArray, or DataView", c.FromJS(payload)))
		}
		if b == nil {
			b = []byte{}
		}
	}
	if b != nil && len(b) != 8 {
		s.Ping(b, nil)
	}
	f := c.Func(at)
	if f == nil {
		c.ThrowError(c.InvalidArgType("callback", "of type function", c.Arg(at)))
	}
	queued, sent := s.Ping(b, f)
	if !sent {
		return goja.Undefined()
	}
	return c.ToJS(queued)
}

func h2Goaway(c Call) goja.Value {
	s := h2SessionOf(c)
	if s.Destroyed() {
		s.Goaway(0, 0, nil)
	}
	var data []byte
	if v := c.JS(2); !goja.IsUndefined(v) {
		b, ok := Bytes(v)
		if !ok {
			c.ThrowError(c.InvalidArgType("opaqueData", "an instance of Buffer, TypedArray, or DataView", c.FromJS(v)))
		}
		data = b
	}
	code, last := 0.0, 0.0
	if c.Arg(0) != nil {
		code = c.h2Number(c.Arg(0), "code")
	}
	if c.Arg(1) != nil {
		last = c.h2Number(c.Arg(1), "lastStreamID")
	}
	s.Goaway(h2.ErrCode(uint32(int64(code))), int(last), data)
	return goja.Undefined()
}

func h2SessionDestroy(c Call) goja.Value {
	s := h2SessionOf(c)
	v := c.Arg(0)
	if v == nil {
		v = 0
	}
	if n, ok := numeric(v); ok {
		s.DestroyCode(h2.ErrCode(uint32(int64(n))))
		return goja.Undefined()
	}
	if n, ok := numeric(c.Arg(1)); ok {
		code := h2.ErrCode(uint32(int64(n)))
		s.Destroy(v, &code)
	} else {
		s.Destroy(v, nil)
	}
	return goja.Undefined()
}

func numeric(v realm.Value) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

var _ = NameClass("ServerHttp2Session", DefineClass(ClassSpec{
	Name: "ServerHttp2Session", Length: 3, Parent: h2SessionClass, ES6: true,
	Accessors: []Accessor{{Name: "server", Get: func(c Call) goja.Value {
		if v := h2SessionOf(c).Server(); v != nil {
			return c.ToJS(v)
		}
		return goja.Undefined()
	}}},
	Methods: []Method{
		{Name: "altsvc", Length: 2, Fn: h2AltSvc},
		{Name: "origin", Fn: func(c Call) goja.Value {
			s := h2SessionOf(c)
			if s.Destroyed() {
				s.Settings(nil, nil)
			}
			if c.Len() > 0 {
				s.Origin(c.originsOf())
			}
			return goja.Undefined()
		}},
	},
}))

// originsOf reduces each argument to its origin.
func (c Call) originsOf() []realm.Value {
	out := make([]realm.Value, 0, c.Len())
	for i := range c.Args {
		switch v := c.JS(i).(type) {
		case *goja.Object:
			s, ok := c.FromJS(v.Get("origin")).(string)
			if !ok {
				c.ThrowError(c.InvalidArgType("origin", "of type string", c.FromJS(v.Get("origin"))))
			}
			out = append(out, s)
		default:
			s, ok := c.Arg(i).(string)
			if !ok {
				c.ThrowError(c.InvalidArgType("origin", "of type string", c.Arg(i)))
			}
			out = append(out, c.h2ParseURL(s).origin())
		}
	}
	return out
}

func h2AltSvc(c Call) goja.Value {
	s := h2SessionOf(c)
	if s.Destroyed() {
		s.Settings(nil, nil)
	}
	origin, stream := "", h2.StreamID(0)
	bad := func() {
		c.ThrowError(realm.NewTypeError("ERR_HTTP2_ALTSVC_INVALID_ORIGIN", "HTTP/2 ALTSVC frames require a valid origin"))
	}
	switch v := c.Arg(1).(type) {
	case nil:
	case string:
		if origin = c.h2ParseURL(v).origin(); origin == "null" {
			bad()
		}
	case int, int64, float64:
		n, _ := numeric(v)
		if n < 1 || n > 1<<32-1 || n != float64(uint32(n)) {
			c.outOfRange("originOrStream", "> 0 && < 4294967296", v)
		}
		stream = h2.StreamID(n)
	default:
		o, _ := c.JS(1).(*goja.Object)
		ok := false
		if o != nil {
			origin, ok = c.FromJS(o.Get("origin")).(string)
		}
		if !ok {
			c.ThrowError(c.InvalidArgType("originOrStream", "one of type string or number or an instance of URL or Object", v))
		}
		if origin == "" || origin == "null" {
			bad()
		}
	}
	alt, ok := c.Arg(0).(string)
	if !ok {
		c.ThrowError(c.InvalidArgType("alt", "of type string", c.Arg(0)))
	}
	s.AltSvc(alt, origin, stream)
	return goja.Undefined()
}

var _ = NameClass("ClientHttp2Session", DefineClass(ClassSpec{
	Name: "ClientHttp2Session", Length: 2, Parent: h2SessionClass, ES6: true,
	Methods: []Method{{Name: "request", Length: 2, Fn: h2Request}},
}))

func h2Request(c Call) goja.Value {
	s := h2SessionOf(c)
	e := c.Env()
	if !e.Has(versions.H2RequestErrorLater) && (s.Destroyed() || s.Closed()) {
		s.Request(http2.Headers{}, http2.RequestOptions{})
	}
	headers := c.h2Headers(c.JS(0), e.Has(versions.H2RawHeaders))
	o := http2.RequestOptions{}
	opts := c.h2Object(1, "options")
	if opts != nil {
		c.h2RequestOptions(opts, &o)
		if v := opts.Get("signal"); v != nil && v.ToBoolean() {
			o.Created = func(st *http2.Stream) { c.h2Signal(st, v) }
		}
	}
	return c.ToJS(s.Request(headers, o))
}

func (c Call) h2RequestOptions(opts *goja.Object, o *http2.RequestOptions) {
	e := c.Env()
	typed := e.Has(versions.H2ValidatedOptions)
	wrong := func(name, want string, v realm.Value) {
		if typed {
			c.ThrowError(c.InvalidArgType("options."+name, want, v))
		}
		c.ThrowError(realm.NewTypeError("ERR_INVALID_ARG_VALUE", "The property 'options."+name+"' is invalid. Received "+e.InspectValue(v)))
	}
	if v := c.FromJS(opts.Get("weight")); v != nil && !e.Has(versions.H2PriorityGone) {
		n, ok := numeric(v)
		if !ok {
			wrong("weight", "of type number", v)
		}
		o.Weight = int(n)
	}
	if v := c.FromJS(opts.Get("parent")); v != nil {
		n, ok := numeric(v)
		if !ok {
			wrong("parent", "of type number", v)
		}
		if n < 0 {
			if typed {
				c.outOfRange("options.parent", ">= 0", v)
			}
			wrong("parent", "", v)
		}
		o.Parent = int(n)
	}
	flag := func(name string) *bool {
		v := c.FromJS(opts.Get(name))
		if v == nil {
			return nil
		}
		b, ok := v.(bool)
		if !ok {
			wrong(name, "of type boolean", v)
		}
		return &b
	}
	if b := flag("exclusive"); b != nil {
		o.Exclusive = *b
	}
	flag("silent")
	o.EndStream = flag("endStream")
	if v := opts.Get("waitForTrailers"); v != nil {
		o.WaitForTrailers = v.ToBoolean()
	}
}

// h2Signal destroys a request when its signal is aborted.
func (c Call) h2Signal(st *http2.Stream, v goja.Value) {
	signal, _ := v.(*goja.Object)
	if signal == nil || signal.Get("aborted") == nil {
		c.ThrowError(c.InvalidArgType("options.signal", "an instance of AbortSignal", c.FromJS(v)))
	}
	if signal.Get("aborted").ToBoolean() {
		st.Abort(c.FromJS(signal.Get("reason")))
		return
	}
	abort := c.NewFunction("aborter", 0, func(c Call) goja.Value {
		st.Abort(c.FromJS(signal.Get("reason")))
		return goja.Undefined()
	})
	call := func(method string) {
		if f, ok := goja.AssertFunction(signal.Get(method)); ok {
			if _, err := f(signal, c.rt.ToValue("abort"), abort); err != nil {
				c.raise(err)
			}
		}
	}
	call("addEventListener")
	st.OnceGo("close", func([]realm.Value) { call("removeEventListener") })
}
