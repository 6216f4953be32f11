package script

import (
	"github.com/dop251/goja"

	"finishline/h2"
	"finishline/node/http2"
	"finishline/node/realm"
	"finishline/node/versions"
)

func h2StreamOf(c Call) *http2.Stream {
	s, ok := c.Machine().(*http2.Stream)
	if !ok {
		c.badReceiver("Http2Stream")
	}
	return s
}

func h2StreamGet(name string, get func(s *http2.Stream) realm.Value) Accessor {
	return Accessor{Name: name, Get: func(c Call) goja.Value { return c.ToJS(get(h2StreamOf(c))) }}
}

var h2StreamClass = DefineClass(ClassSpec{
	Name: "Http2Stream", Length: 2, Parent: duplexClass, ES6: true, Inspect: fromJS("http2_inspect", "stream"),
	Accessors: []Accessor{
		h2StreamGet("bufferSize", func(s *http2.Stream) realm.Value { return s.BufferSize() }),
		h2StreamGet("endAfterHeaders", func(s *http2.Stream) realm.Value { return s.EndAfterHeaders() }),
		h2StreamGet("sentHeaders", func(s *http2.Stream) realm.Value { return s.SentHeaders() }),
		h2StreamGet("sentTrailers", func(s *http2.Stream) realm.Value { return s.SentTrailers() }),
		h2StreamGet("sentInfoHeaders", func(s *http2.Stream) realm.Value {
			if list := s.SentInfoHeaders(); list != nil {
				return list
			}
			return nil
		}),
		h2StreamGet("pending", func(s *http2.Stream) realm.Value { return s.Pending() }),
		h2StreamGet("id", func(s *http2.Stream) realm.Value {
			if s.Pending() {
				return nil
			}
			return s.ID()
		}),
		h2StreamGet("session", func(s *http2.Stream) realm.Value {
			if x := s.Session(); x != nil {
				return x
			}
			return nil
		}),
		h2StreamGet("headersSent", func(s *http2.Stream) realm.Value { return s.HeadersSent() }),
		h2StreamGet("aborted", func(s *http2.Stream) realm.Value { return s.Aborted() }),
		h2StreamGet("headRequest", func(s *http2.Stream) realm.Value { return s.HeadRequest() }),
		h2StreamGet("rstCode", func(s *http2.Stream) realm.Value { return s.RstCode() }),
		h2StreamGet("state", func(s *http2.Stream) realm.Value { return s.State() }),
		h2StreamGet("closed", func(s *http2.Stream) realm.Value { return s.Closed() }),
	},
	Methods: []Method{
		{Name: "sendTrailers", Length: 1, Fn: func(c Call) goja.Value {
			h2StreamOf(c).SendTrailers(c.h2Headers(c.JS(0), false))
			return goja.Undefined()
		}},
		{Name: "close", Fn: func(c Call) goja.Value {
			s := h2StreamOf(c)
			code := 0.0
			if c.Arg(0) != nil {
				code = c.h2Integer(c.Arg(0), "code", 0, 1<<32-1)
			}
			s.Close(h2.ErrCode(uint32(code)), c.h2Func(1, "callback"))
			return goja.Undefined()
		}},
		{Name: "setTimeout", Length: 2, Fn: func(c Call) goja.Value {
			if s := h2StreamOf(c); !s.Destroyed() {
				ms, f := c.h2Timeout()
				s.SetTimeout(ms, f)
			}
			return c.This
		}},
		{Name: "priority", Length: 1, Fn: h2Priority},
		{Name: "_onTimeout", Fn: func(c Call) goja.Value { h2StreamOf(c).OnTimeout(); return goja.Undefined() }},
	},
})

func h2Priority(c Call) goja.Value {
	s := h2StreamOf(c)
	if s.Destroyed() || c.Env().Has(versions.H2PriorityGone) {
		s.Priority(h2.PrioritySpec{}, true)
		return goja.Undefined()
	}
	o := http2.RequestOptions{}
	silent := false
	if opts := c.h2Object(0, "options"); opts != nil {
		c.h2RequestOptions(opts, &o)
		if v := opts.Get("silent"); v != nil {
			silent = v.ToBoolean()
		}
	}
	s.Priority(h2.PrioritySpec{Dependency: h2.StreamID(o.Parent), Weight: o.Weight, Exclusive: o.Exclusive}, silent)
	return goja.Undefined()
}

var _ = NameClass("ServerHttp2Stream", DefineClass(ClassSpec{
	Name: "ServerHttp2Stream", Length: 5, Parent: h2StreamClass, ES6: true,
	Accessors: []Accessor{h2StreamGet("pushAllowed", func(s *http2.Stream) realm.Value { return s.PushAllowed() })},
	Methods: []Method{
		{Name: "respond", Length: 2, Fn: h2Respond},
		{Name: "additionalHeaders", Length: 1, Fn: func(c Call) goja.Value {
			h2StreamOf(c).AdditionalHeaders(c.h2Headers(c.JS(0), false))
			return goja.Undefined()
		}},
		{Name: "pushStream", Length: 3, Fn: h2PushStream},
		{Name: "respondWithFile", Length: 3, Fn: h2Unsupported("http2 stream.respondWithFile()")},
		{Name: "respondWithFD", Length: 3, Fn: h2Unsupported("http2 stream.respondWithFD()")},
	},
}))

// h2Unsupported is a method that is named but not there.
func h2Unsupported(what string) func(c Call) goja.Value {
	return func(c Call) goja.Value {
		c.ThrowError(c.ErrUnsupported(what))
		return nil
	}
}

func h2Respond(c Call) goja.Value {
	s := h2StreamOf(c)
	if s.Destroyed() || s.Closed() || s.HeadersSent() {
		s.Respond(http2.Headers{}, http2.ResponseOptions{})
	}
	o := http2.ResponseOptions{}
	if opts := c.h2Object(1, "options"); opts != nil {
		flag := func(name string) bool {
			v := opts.Get(name)
			return v != nil && v.ToBoolean()
		}
		o.EndStream, o.WaitForTrailers = flag("endStream"), flag("waitForTrailers")
		if v := opts.Get("sendDate"); v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
			o.NoDate = !v.ToBoolean()
		}
	}
	s.Respond(c.h2Headers(c.JS(0), c.Env().Has(versions.H2RawHeaders)), o)
	return goja.Undefined()
}

func h2PushStream(c Call) goja.Value {
	s := h2StreamOf(c)
	if !s.PushAllowed() || s.ID()%2 == 0 {
		s.PushStream(http2.Headers{}, false, nil)
	}
	at := 2
	if c.Func(1) != nil {
		at = 1
	}
	f := c.Func(at)
	if f == nil {
		c.ThrowError(c.InvalidArgType("callback", "of type function", c.Arg(at)))
	}
	end := false
	if at == 2 {
		if opts := c.h2Object(1, "options"); opts != nil {
			if v := opts.Get("endStream"); v != nil {
				end = v.ToBoolean()
			}
		}
	}
	s.PushStream(c.h2Headers(c.JS(0), false), end, func(err realm.Value, pushed *http2.Stream, headers realm.Value) {
		if pushed == nil {
			f.Call(nil, err)
			return
		}
		f.Call(nil, realm.Null, pushed, headers, 0)
	})
	return goja.Undefined()
}

var _ = NameClass("ClientHttp2Stream", DefineClass(ClassSpec{
	Name: "ClientHttp2Stream", Length: 4, Parent: h2StreamClass, ES6: true,
}))
