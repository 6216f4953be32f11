package script

import (
	"github.com/dop251/goja"

	"finishline/node/http2"
	"finishline/node/realm"
	"finishline/node/versions"
)

func h2RequestOf(c Call) *http2.ServerRequest {
	r, ok := c.Machine().(*http2.ServerRequest)
	if !ok {
		c.badReceiver("Http2ServerRequest")
	}
	return r
}

func h2RequestGet(name string, get func(r *http2.ServerRequest) realm.Value) Accessor {
	return Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(get(h2RequestOf(c))) }}
}

// h2RequestField is a getter and setter of one of request.headers.
func h2RequestField(name, field string, check func(c Call, v goja.Value)) Accessor {
	return Accessor{Name: name,
		Get: func(c Call) goja.Value { return c.ToJS(h2RequestOf(c).Field(field)) },
		Set: func(c Call, v goja.Value) {
			if check != nil {
				check(c, v)
			}
			must(c.ToJS(h2RequestOf(c).Headers()).(*goja.Object).Set(field, v))
		}}
}

func h2RequestSocket(c Call) goja.Value {
	st := h2RequestOf(c).H2Stream()
	return c.proxyOnce(c.ToJS(st).(*goja.Object), func() goja.Value { return c.h2StreamProxy(st) })
}

var h2ServerRequestClass = DefineClass(ClassSpec{
	Name: "Http2ServerRequest", Length: 4, Parent: readableClass, ES6: true, Machine: &http2.ServerRequest{},
	Construct: func(c Call) realm.Hosted {
		st, _ := c.Arg(0).(*http2.Stream)
		if st == nil {
			c.ThrowError(c.InvalidArgType("stream", "an instance of Http2Stream", c.Arg(0)))
		}
		raw := c.List(c.JS(3))
		return http2.NewServerRequest(c.Env(), st, c.Arg(1), raw)
	},
	Accessors: []Accessor{
		h2RequestGet("aborted", func(r *http2.ServerRequest) realm.Value { return r.Aborted() }),
		h2RequestGet("complete", func(r *http2.ServerRequest) realm.Value { return r.Complete() }),
		h2RequestGet("stream", func(r *http2.ServerRequest) realm.Value { return r.H2Stream() }),
		h2RequestGet("headers", func(r *http2.ServerRequest) realm.Value { return r.Headers() }),
		h2RequestGet("rawHeaders", func(r *http2.ServerRequest) realm.Value { return r.RawHeaders() }),
		h2RequestGet("trailers", func(r *http2.ServerRequest) realm.Value { return r.Trailers() }),
		h2RequestGet("rawTrailers", func(r *http2.ServerRequest) realm.Value { return r.RawTrailers() }),
		h2RequestGet("httpVersionMajor", func(*http2.ServerRequest) realm.Value { return 2 }),
		h2RequestGet("httpVersionMinor", func(*http2.ServerRequest) realm.Value { return 0 }),
		h2RequestGet("httpVersion", func(*http2.ServerRequest) realm.Value { return "2.0" }),
		{Name: "socket", Get: h2RequestSocket},
		{Name: "connection", Get: h2RequestSocket},
		h2RequestField("method", ":method", func(c Call, v goja.Value) {
			s, ok := c.FromJS(v).(string)
			if !ok {
				c.ThrowError(c.InvalidArgType("method", "of type string", c.FromJS(v)))
			}
			h2RequestOf(c).CheckMethod(s)
		}),
		h2RequestGet("authority", func(r *http2.ServerRequest) realm.Value {
			if a := r.Field(":authority"); a != nil {
				return a
			}
			return r.Field("host")
		}),
		h2RequestGet("scheme", func(r *http2.ServerRequest) realm.Value { return r.Field(":scheme") }),
		h2RequestField("url", ":path", nil),
	},
	Methods: []Method{{Name: "setTimeout", Length: 2, Fn: func(c Call) goja.Value {
		ms, f := c.h2Timeout()
		h2RequestOf(c).SetTimeout(ms, f)
		return c.This
	}}},
})

func h2ResponseOf(c Call) *http2.ServerResponse {
	r, ok := c.Machine().(*http2.ServerResponse)
	if !ok {
		c.badReceiver("Http2ServerResponse")
	}
	return r
}

func h2ResponseGet(name string, get func(r *http2.ServerResponse) realm.Value) Accessor {
	return Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(get(h2ResponseOf(c))) }}
}

func h2ResponseSocket(c Call) goja.Value {
	r := h2ResponseOf(c)
	if r.Closed() {
		return goja.Undefined()
	}
	st := r.H2Stream()
	return c.proxyOnce(c.ToJS(st).(*goja.Object), func() goja.Value { return c.h2StreamProxy(st) })
}

// h2Name is an argument that must be a string.
func (c Call) h2Name(i int, name string) string {
	s, ok := c.Arg(i).(string)
	if !ok {
		c.ThrowError(c.InvalidArgType(name, "of type string", c.Arg(i)))
	}
	return s
}

var h2ServerResponseClass = DefineClass(ClassSpec{
	Name: "Http2ServerResponse", Length: 2, Parent: streamClass, ES6: true, Machine: &http2.ServerResponse{},
	Construct: func(c Call) realm.Hosted {
		st, _ := c.Arg(0).(*http2.Stream)
		if st == nil {
			c.ThrowError(c.InvalidArgType("stream", "an instance of Http2Stream", c.Arg(0)))
		}
		return http2.NewServerResponse(c.Env(), st)
	},
	Init: func(e *Engine, m realm.Hosted, o *goja.Object) {
		r, ok := m.(*http2.ServerResponse)
		if !ok {
			return
		}
		must(o.Set("writable", true))
		if q := r.Req(); q != nil {
			must(o.Set("req", e.ToJS(q)))
		} else {
			must(o.Set("req", goja.Undefined()))
		}
	},
	Accessors: []Accessor{
		h2ResponseGet("_header", func(r *http2.ServerResponse) realm.Value { return r.HeadersSent() }),
		h2ResponseGet("writableEnded", func(r *http2.ServerResponse) realm.Value { return r.Ending() }),
		h2ResponseGet("finished", func(r *http2.ServerResponse) realm.Value { return r.Ending() }),
		{Name: "socket", Get: h2ResponseSocket},
		{Name: "connection", Get: h2ResponseSocket},
		h2ResponseGet("stream", func(r *http2.ServerResponse) realm.Value { return r.H2Stream() }),
		h2ResponseGet("headersSent", func(r *http2.ServerResponse) realm.Value { return r.HeadersSent() }),
		{Name: "sendDate", Get: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).SendDate()) },
			Set: func(c Call, v goja.Value) { h2ResponseOf(c).SetSendDate(v.ToBoolean()) }},
		{Name: "statusCode", Get: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).StatusCode()) },
			Set: func(c Call, v goja.Value) { h2ResponseOf(c).SetStatusCode(int(int32(v.ToInteger()))) }},
		{Name: "statusMessage", Get: func(c Call) goja.Value { h2ResponseOf(c).StatusMessageWarning(); return c.ToJS("") },
			Set: func(c Call, v goja.Value) { h2ResponseOf(c).StatusMessageWarning() }},
		h2ResponseGet("writableCorked", func(r *http2.ServerResponse) realm.Value { return r.H2Stream().WritableCorked() }),
		h2ResponseGet("writableHighWaterMark", func(r *http2.ServerResponse) realm.Value { return r.H2Stream().WritableHighWaterMark() }),
		h2ResponseGet("writableFinished", func(r *http2.ServerResponse) realm.Value { return r.H2Stream().WritableFinished() }),
		h2ResponseGet("writableLength", func(r *http2.ServerResponse) realm.Value { return r.H2Stream().WritableLength() }),
		{Name: "writableObjectMode", If: has(versions.H2WriteInformation), Get: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).H2Stream().WritableObjectMode()) }},
		{Name: "writableNeedDrain", If: has(versions.H2WriteInformation), Get: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).H2Stream().WritableNeedDrain()) }},
	},
	Methods: h2ResponseMethods,
})

// h2ResponseDo is a method that returns undefined.
func h2ResponseDo(name string, length int, fn func(c Call, r *http2.ServerResponse)) Method {
	return Method{Name: name, Length: length, Fn: func(c Call) goja.Value { fn(c, h2ResponseOf(c)); return goja.Undefined() }}
}

var h2ResponseMethods = []Method{
	h2ResponseDo("setTrailer", 2, func(c Call, r *http2.ServerResponse) { r.SetTrailer(c.h2Name(0, "name"), c.h2Value(c.JS(1))) }),
	h2ResponseDo("addTrailers", 1, func(c Call, r *http2.ServerResponse) {
		if o := c.Object(0); o != nil {
			for _, k := range o.Keys() {
				r.SetTrailer(k, c.h2Value(o.Get(k)))
			}
		}
	}),
	{Name: "getHeader", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).GetHeader(c.h2Name(0, "name"))) }},
	{Name: "getHeaderNames", Fn: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).GetHeaderNames()) }},
	{Name: "getHeaders", Fn: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).GetHeaders()) }},
	{Name: "hasHeader", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).HasHeader(c.h2Name(0, "name"))) }},
	h2ResponseDo("removeHeader", 1, func(c Call, r *http2.ServerResponse) { r.RemoveHeader(c.h2Name(0, "name")) }),
	h2ResponseDo("setHeader", 2, func(c Call, r *http2.ServerResponse) { r.SetHeader(c.h2Name(0, "name"), c.h2Value(c.JS(1))) }),
	{Name: "appendHeader", Length: 2, If: has(versions.H2AppendHeader), Fn: func(c Call) goja.Value {
		h2ResponseOf(c).AppendHeader(c.h2Name(0, "name"), c.h2Value(c.JS(1)))
		return goja.Undefined()
	}},
	h2ResponseDo("flushHeaders", 0, func(c Call, r *http2.ServerResponse) { r.FlushHeaders() }),
	{Name: "writeHead", Length: 3, Fn: h2WriteHead},
	h2ResponseDo("cork", 0, func(c Call, r *http2.ServerResponse) { r.H2Stream().Cork() }),
	h2ResponseDo("uncork", 0, func(c Call, r *http2.ServerResponse) { r.H2Stream().Uncork() }),
	{Name: "write", Length: 3, Fn: func(c Call) goja.Value {
		enc, f := c.h2EncodingAndCallback(1)
		return c.ToJS(h2ResponseOf(c).Write(c.chunk(0, false), enc, f))
	}},
	{Name: "end", Length: 3, Fn: func(c Call) goja.Value {
		r := h2ResponseOf(c)
		if f := c.Func(0); f != nil {
			r.End(nil, "", f)
			return c.This
		}
		enc, f := c.h2EncodingAndCallback(1)
		r.End(c.chunk(0, false), enc, f)
		return c.This
	}},
	h2ResponseDo("destroy", 1, func(c Call, r *http2.ServerResponse) { r.Destroy(c.Arg(0)) }),
	h2ResponseDo("setTimeout", 2, func(c Call, r *http2.ServerResponse) {
		ms, f := c.h2Timeout()
		r.SetTimeout(ms, f)
	}),
	h2ResponseDo("createPushResponse", 2, func(c Call, r *http2.ServerResponse) {
		f := c.Func(1)
		if f == nil {
			c.ThrowError(c.InvalidArgType("callback", "of type function", c.Arg(1)))
		}
		if st := r.H2Stream(); !r.Closed() && !st.PushAllowed() {
			st.PushStream(http2.Headers{}, false, nil) // says so before it looks at the headers
		}
		r.CreatePushResponse(c.h2Headers(c.JS(0), false), func(err realm.Value, res *http2.ServerResponse) {
			if res == nil {
				f.Call(nil, err)
			} else {
				f.Call(nil, realm.Null, res)
			}
		})
	}),
	{Name: "writeInformation", Length: 2, If: has(versions.H2WriteInformation), Fn: func(c Call) goja.Value {
		n, ok := numeric(c.Arg(0))
		if !ok {
			c.ThrowError(realm.NewRangeError("ERR_HTTP2_STATUS_INVALID", "Invalid status code: "+c.JS(0).String()))
		}
		var m *realm.Map
		if v := c.JS(1); !goja.IsUndefined(v) && !goja.IsNull(v) {
			m = c.h2Headers(v, false).Map
		}
		return c.ToJS(h2ResponseOf(c).WriteInformation(int(n), m))
	}},
	{Name: "writeContinue", Fn: func(c Call) goja.Value { return c.ToJS(h2ResponseOf(c).WriteContinue()) }},
	{Name: "writeEarlyHints", Length: 1, Fn: h2EarlyHints},
}

// h2EncodingAndCallback reads (encoding, callback) from argument i on, either of which may be left out.
func (c Call) h2EncodingAndCallback(i int) (string, realm.Function) {
	if f := c.Func(i); f != nil {
		return "utf8", f
	}
	return c.encoding(i), c.Func(i + 1)
}

func h2WriteHead(c Call) goja.Value {
	r := h2ResponseOf(c)
	_, message := c.Arg(1).(string)
	headers := c.JS(2)
	if goja.IsUndefined(headers) {
		if _, ok := c.JS(1).(*goja.Object); ok {
			headers = c.JS(1)
		}
	}
	code := 0
	if n, ok := numeric(c.Arg(0)); ok {
		code = int(n)
	} else {
		code = int(c.JS(0).ToInteger())
	}
	o, ok := headers.(*goja.Object)
	if !ok {
		r.WriteHead(code, nil, nil, message)
		return c.This
	}
	if !isArray(o) {
		r.WriteHead(code, c.h2Headers(o, false).Map, nil, message)
		return c.This
	}
	pairs := []realm.Value{}
	for _, v := range c.List(o) {
		if x, ok := v.(*goja.Object); ok {
			pairs = append(pairs, c.h2Value(x))
		} else {
			pairs = append(pairs, v)
		}
	}
	r.WriteHead(code, nil, pairs, message)
	return c.This
}

// h2EarlyHints is response.writeEarlyHints(hints).
func h2EarlyHints(c Call) goja.Value {
	r := h2ResponseOf(c)
	o := c.Object(0)
	if o == nil {
		c.ThrowError(c.InvalidArgType("hints", "of type object", c.Arg(0)))
	}
	m := &realm.Map{}
	for _, k := range o.Keys() {
		if k != "link" {
			m.Set(k, c.h2Value(o.Get(k)))
		}
	}
	link := c.linkHeader(c.h2Value(o.Get("link")))
	if link == "" {
		return c.ToJS(false)
	}
	m.Set("Link", link)
	return c.ToJS(r.WriteInformation(103, m))
}
