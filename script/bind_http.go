package script

import (
	"github.com/dop251/goja"

	"finishline/node/http"
	"finishline/node/realm"
	"finishline/node/versions"
)

func init() {
	NameClass("http.OutgoingMessage", httpOutgoingClass)
	DefineModule(&ModuleSpec{Name: "http",
		Functions: []Method{
			{Name: "createServer", Length: 2, Fn: func(c Call) goja.Value { return c.construct(httpServerClass, c.Args, nil) }},
			{Name: "validateHeaderName", Length: 2, Fn: func(c Call) goja.Value {
				label := ""
				if c.JS(1).ToBoolean() {
					label = c.JS(1).String()
				}
				http.ValidateHeaderName(c.Env(), c.Arg(0), label)
				return goja.Undefined()
			}},
			{Name: "validateHeaderValue", Length: 2, Fn: func(c Call) goja.Value {
				http.ValidateHeaderValue(c.Env(), c.JS(0).String(), c.h2Value(c.JS(1)), c.Env().Has(versions.HTTPValidation) && c.JS(2).ToBoolean())
				return goja.Undefined()
			}},
			{Name: "setMaxIdleHTTPParsers", Length: 1, Fn: func(c Call) goja.Value {
				c.h2Integer(c.Arg(0), "max", 1, 1<<53-1)
				return goja.Undefined()
			}},
		},
		Classes: []*Class{httpOutgoingClass, httpServerResponseClass, httpIncomingClass, httpServerClass},
		Fields: []Field{
			{Name: "_connectionListener", Make: func(e *Engine) goja.Value { return e.ToJS(http.ConnectionListener()) }},
			{Name: "METHODS", Make: func(e *Engine) goja.Value { return e.ToJS(http.Methods(e.env)) }},
			{Name: "STATUS_CODES", Make: httpStatusCodes},
		},
		Accessors: []Accessor{
			{Name: "maxHeaderSize", Get: func(c Call) goja.Value { return c.ToJS(http.MaxHeaderSize(c.Env())) }},
		},
	})
}

func httpStatusCodes(e *Engine) goja.Value {
	o := e.rt.NewObject()
	for _, code := range http.StatusCodes() {
		must(o.Set(itoa(code), http.StatusText(code)))
	}
	return o
}

// httpOutgoing is a machine that is or embeds an OutgoingMessage.
type httpOutgoing interface {
	OutgoingBase() *http.OutgoingMessage
}

func httpOutgoingOf(c Call) *http.OutgoingMessage {
	m, ok := c.Machine().(httpOutgoing)
	if !ok {
		c.badReceiver("OutgoingMessage")
	}
	return m.OutgoingBase()
}

// httpProp is a property of a message, with a setter.
func httpProp(name string, get func(m *http.OutgoingMessage) realm.Value, set func(m *http.OutgoingMessage, v realm.Value)) Accessor {
	return Accessor{Name: name,
		Get: func(c Call) goja.Value { return c.ToJS(get(httpOutgoingOf(c))) },
		Set: func(c Call, v goja.Value) {
			if set != nil {
				set(httpOutgoingOf(c), c.FromJS(v))
			}
		}}
}

// httpFlag is a boolean property of a message.
func httpFlag(name string, field func(m *http.OutgoingMessage) *bool) Accessor {
	return httpProp(name, func(m *http.OutgoingMessage) realm.Value { return *field(m) },
		func(m *http.OutgoingMessage, v realm.Value) { *field(m) = Bool(v) })
}

// httpDo is a method that returns this.
func httpDo(name string, length int, fn func(c Call, m *http.OutgoingMessage)) Method {
	return Method{Name: name, Length: length, Fn: func(c Call) goja.Value { fn(c, httpOutgoingOf(c)); return c.This }}
}

// httpVoid is a method that returns undefined.
func httpVoid(name string, length int, fn func(c Call, m *http.OutgoingMessage)) Method {
	return Method{Name: name, Length: length, Fn: func(c Call) goja.Value { fn(c, httpOutgoingOf(c)); return goja.Undefined() }}
}

var httpOutgoingClass = DefineClass(ClassSpec{
	Name: "OutgoingMessage", Length: 1, Parent: streamClass, Machine: &http.OutgoingMessage{},
	Construct: func(c Call) realm.Hosted { return http.NewOutgoingMessage(c.Env()) },
	Methods: []Method{
		httpDo("setHeader", 2, func(c Call, m *http.OutgoingMessage) { m.SetHeader(c.Arg(0), c.h2Value(c.JS(1))) }),
		httpDo("appendHeader", 2, func(c Call, m *http.OutgoingMessage) { m.AppendHeader(c.Arg(0), c.h2Value(c.JS(1))) }),
		httpDo("setHeaders", 1, func(c Call, m *http.OutgoingMessage) { c.httpSetHeaders(m) }),
		{Name: "getHeader", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(httpOutgoingOf(c).GetHeader(c.h2Name(0, "name"))) }},
		{Name: "hasHeader", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(httpOutgoingOf(c).HasHeader(c.h2Name(0, "name"))) }},
		httpVoid("removeHeader", 1, func(c Call, m *http.OutgoingMessage) { m.RemoveHeader(c.h2Name(0, "name")) }),
		{Name: "getHeaderNames", Fn: func(c Call) goja.Value { return c.ToJS(httpOutgoingOf(c).HeaderNames(false)) }},
		{Name: "getRawHeaderNames", Fn: func(c Call) goja.Value { return c.ToJS(httpOutgoingOf(c).HeaderNames(true)) }},
		{Name: "getHeaders", Fn: func(c Call) goja.Value { return c.ToJS(httpOutgoingOf(c).Headers(false)) }},
		{Name: "_renderHeaders", Fn: func(c Call) goja.Value { return c.ToJS(httpOutgoingOf(c).Headers(true)) }},
		httpVoid("cork", 0, func(c Call, m *http.OutgoingMessage) { m.Cork() }),
		httpVoid("uncork", 0, func(c Call, m *http.OutgoingMessage) { m.Uncork() }),
		httpDo("setTimeout", 2, func(c Call, m *http.OutgoingMessage) { m.SetTimeout(c.Arg(0), c.Func(1)) }),
		httpDo("destroy", 1, func(c Call, m *http.OutgoingMessage) {
			if d, ok := c.Machine().(interface{ Destroy(err realm.Value) }); ok {
				d.Destroy(c.Arg(0))
			} else {
				m.DestroyBase(c.Arg(0))
			}
		}),
		{Name: "write", Length: 3, Fn: func(c Call) goja.Value {
			enc, f := c.httpEncoding(1)
			return c.ToJS(httpOutgoingOf(c).Write(c.httpChunk(0), enc, f))
		}},
		httpDo("end", 3, func(c Call, m *http.OutgoingMessage) {
			if f := c.Func(0); f != nil {
				m.End(nil, "", f)
				return
			}
			enc, f := c.httpEncoding(1)
			m.End(c.httpChunk(0), enc, f)
		}),
		httpVoid("addTrailers", 1, func(c Call, m *http.OutgoingMessage) {
			p := c.httpPairs(c.JS(0))
			if p == nil {
				p = &http.Pairs{}
			}
			m.AddTrailers(p.Names, p.Values)
		}),
		httpVoid("flushHeaders", 0, func(c Call, m *http.OutgoingMessage) { m.FlushHeaders() }),
		httpVoid("_implicitHeader", 0, func(c Call, m *http.OutgoingMessage) { m.ImplicitHeader() }),
		httpVoid("_finish", 0, func(c Call, m *http.OutgoingMessage) { m.Finish() }),
		httpVoid("_flush", 0, func(c Call, m *http.OutgoingMessage) { m.Flush() }),
		{Name: "_send", Length: 4, Fn: func(c Call) goja.Value {
			enc, f := c.httpEncoding(1)
			return c.ToJS(httpOutgoingOf(c).Send(c.httpChunk(0), enc, f))
		}},
		{Name: "_writeRaw", Length: 4, Fn: func(c Call) goja.Value {
			enc, f := c.httpEncoding(1)
			return c.ToJS(httpOutgoingOf(c).SendRaw(c.httpChunk(0), enc, f))
		}},
		httpVoid("pipe", 0, func(c Call, m *http.OutgoingMessage) {
			m.Emit("error", realm.NewError("ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"))
		}),
	},
	Accessors: httpOutgoingAccessors,
})

var httpOutgoingAccessors = []Accessor{
	httpFlag("writable", func(m *http.OutgoingMessage) *bool { return &m.Writable }),
	httpFlag("destroyed", func(m *http.OutgoingMessage) *bool { return &m.Destroyed }),
	httpFlag("_last", func(m *http.OutgoingMessage) *bool { return &m.Last }),
	httpFlag("chunkedEncoding", func(m *http.OutgoingMessage) *bool { return &m.ChunkedEncoding }),
	httpFlag("shouldKeepAlive", func(m *http.OutgoingMessage) *bool { return &m.ShouldKeepAlive }),
	httpFlag("maxRequestsOnConnectionReached", func(m *http.OutgoingMessage) *bool { return &m.MaxRequestsReached }),
	httpFlag("_defaultKeepAlive", func(m *http.OutgoingMessage) *bool { return &m.DefaultKeepAlive }),
	httpFlag("useChunkedEncodingByDefault", func(m *http.OutgoingMessage) *bool { return &m.UseChunkedEncodingByDefault }),
	httpFlag("sendDate", func(m *http.OutgoingMessage) *bool { return &m.SendDate }),
	httpFlag("_removedConnection", func(m *http.OutgoingMessage) *bool { return &m.RemovedConnection }),
	httpFlag("_removedContLen", func(m *http.OutgoingMessage) *bool { return &m.RemovedContLen }),
	httpFlag("_removedTE", func(m *http.OutgoingMessage) *bool { return &m.RemovedTE }),
	httpFlag("strictContentLength", func(m *http.OutgoingMessage) *bool { return &m.StrictContentLength }),
	httpFlag("_hasBody", func(m *http.OutgoingMessage) *bool { return &m.HasBody }),
	httpFlag("finished", func(m *http.OutgoingMessage) *bool { return &m.Finished }),
	httpFlag("_headerSent", func(m *http.OutgoingMessage) *bool { return &m.HeaderSent }),
	httpFlag("_closed", func(m *http.OutgoingMessage) *bool { return &m.Closed }),
	httpProp("_contentLength", (*http.OutgoingMessage).ContentLength, (*http.OutgoingMessage).SetContentLength),
	httpProp("_header", func(m *http.OutgoingMessage) realm.Value { return orNull(m.Header()) },
		func(m *http.OutgoingMessage, v realm.Value) { m.SetHeaderText(Str(v)) }),
	httpProp("outputSize", func(m *http.OutgoingMessage) realm.Value { return m.OutputSize() }, nil),
	httpProp("outputData", func(m *http.OutgoingMessage) realm.Value { return make([]realm.Value, m.OutputLength()) }, nil),
	httpProp("_keepAliveTimeout", func(m *http.OutgoingMessage) realm.Value { return whole(m.KeepAliveTimeout) },
		func(m *http.OutgoingMessage, v realm.Value) { m.KeepAliveTimeout = Float(v) }),
	{Name: "socket", Hidden: true, Get: httpMessageSocket, Set: httpSetMessageSocket},
	{Name: "connection", Hidden: true, Get: httpMessageSocket, Set: httpSetMessageSocket},
	httpHidden("headersSent", func(m *http.OutgoingMessage) realm.Value { return m.HeadersSent() }),
	httpHidden("errored", (*http.OutgoingMessage).Errored),
	httpHidden("closed", func(m *http.OutgoingMessage) realm.Value { return m.Closed }),
	httpHidden("writableEnded", func(m *http.OutgoingMessage) realm.Value { return m.Finished }),
	httpHidden("writableFinished", func(m *http.OutgoingMessage) realm.Value { return m.WritableFinished() }),
	httpHidden("writableObjectMode", func(m *http.OutgoingMessage) realm.Value { return false }),
	httpHidden("writableLength", func(m *http.OutgoingMessage) realm.Value { return m.WritableLength() }),
	httpHidden("writableHighWaterMark", func(m *http.OutgoingMessage) realm.Value { return m.WritableHighWaterMark() }),
	httpHidden("writableCorked", func(m *http.OutgoingMessage) realm.Value { return m.Corked() }),
	httpHidden("writableNeedDrain", func(m *http.OutgoingMessage) realm.Value { return m.NeedDrain() }),
	{Name: "_headers", Hidden: true, If: has(versions.HTTPHeadersGetters), Get: func(c Call) goja.Value {
		return c.ToJS(httpOutgoingOf(c).Headers(false))
	}},
}

// httpHidden is a getter of the prototype.
func httpHidden(name string, get func(m *http.OutgoingMessage) realm.Value) Accessor {
	return Accessor{Name: name, Hidden: true, Get: func(c Call) goja.Value { return c.ToJS(get(httpOutgoingOf(c))) }}
}
