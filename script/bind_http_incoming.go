package script

import (
	"github.com/dop251/goja"

	"finishline/node/http"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

func httpIncomingOf(c Call) *http.IncomingMessage {
	m, ok := c.Machine().(*http.IncomingMessage)
	if !ok {
		c.badReceiver("IncomingMessage")
	}
	return m
}

// httpIn is a property of an incoming message.
func httpIn(name string, get func(m *http.IncomingMessage) realm.Value, set func(m *http.IncomingMessage, v realm.Value)) Accessor {
	return Accessor{Name: name,
		Get: func(c Call) goja.Value { return c.ToJS(get(httpIncomingOf(c))) },
		Set: func(c Call, v goja.Value) {
			if set != nil {
				set(httpIncomingOf(c), c.FromJS(v))
			}
		}}
}

func intOrNull(n, none int) realm.Value {
	if n == none {
		return realm.Null
	}
	return n
}

func httpIncomingSocket(c Call) goja.Value {
	s := httpIncomingOf(c).Socket
	return orNullHosted(c, s != nil, s)
}

func httpSetIncomingSocket(c Call, v goja.Value) {
	httpIncomingOf(c).Socket, _ = c.FromJS(v).(*net.Socket)
}

// httpRaw keeps the array of names and values that a script sees.
func (c Call) httpRaw(slot *realm.Value, lines []string) goja.Value {
	if o, ok := (*slot).(*goja.Object); ok {
		return o
	}
	o := c.ToJS(lines)
	*slot = o
	return o
}

var httpIncomingClass = DefineClass(ClassSpec{
	Name: "IncomingMessage", Length: 1, Parent: readableClass, Machine: &http.IncomingMessage{},
	Construct: func(c Call) realm.Hosted {
		s, _ := c.Arg(0).(*net.Socket)
		return http.NewIncomingMessage(c.Env(), s)
	},
	Methods: []Method{
		{Name: "setTimeout", Length: 2, Fn: func(c Call) goja.Value {
			httpIncomingOf(c).SetTimeout(c.Arg(0), c.Func(1))
			return c.This
		}},
		{Name: "_dump", Fn: func(c Call) goja.Value { httpIncomingOf(c).Dump(); return goja.Undefined() }},
		{Name: "_read", Fn: func(c Call) goja.Value { httpIncomingOf(c).ReadImpl(0); return goja.Undefined() }},
		{Name: "_destroy", Length: 2, Fn: func(c Call) goja.Value {
			httpIncomingOf(c).DestroyImpl(c.Arg(0), c.done(1))
			return goja.Undefined()
		}},
	},
	Accessors: []Accessor{
		{Name: "socket", Get: httpIncomingSocket, Set: httpSetIncomingSocket},
		{Name: "client", Get: httpIncomingSocket, Set: httpSetIncomingSocket},
		{Name: "connection", Hidden: true, Get: httpIncomingSocket, Set: httpSetIncomingSocket},
		httpIn("httpVersionMajor", func(m *http.IncomingMessage) realm.Value { return intOrNull(m.Major, -1) },
			func(m *http.IncomingMessage, v realm.Value) { m.Major = Int(v, -1) }),
		httpIn("httpVersionMinor", func(m *http.IncomingMessage) realm.Value { return intOrNull(m.Minor, -1) },
			func(m *http.IncomingMessage, v realm.Value) { m.Minor = Int(v, -1) }),
		httpIn("httpVersion", func(m *http.IncomingMessage) realm.Value { return orNull(m.HTTPVersion()) }, nil),
		httpIn("complete", func(m *http.IncomingMessage) realm.Value { return m.Complete },
			func(m *http.IncomingMessage, v realm.Value) { m.Complete = Bool(v) }),
		httpIn("aborted", func(m *http.IncomingMessage) realm.Value { return m.Aborted },
			func(m *http.IncomingMessage, v realm.Value) { m.Aborted = Bool(v) }),
		httpIn("upgrade", func(m *http.IncomingMessage) realm.Value {
			if !m.UpgradeSet {
				return realm.Null
			}
			return m.Upgrade
		}, func(m *http.IncomingMessage, v realm.Value) { m.Upgrade, m.UpgradeSet = Bool(v), v != realm.Null }),
		httpIn("url", func(m *http.IncomingMessage) realm.Value { return m.URL },
			func(m *http.IncomingMessage, v realm.Value) { m.URL = Str(v) }),
		httpIn("method", func(m *http.IncomingMessage) realm.Value { return orNull(m.Method) },
			func(m *http.IncomingMessage, v realm.Value) { m.Method = Str(v) }),
		httpIn("statusCode", func(m *http.IncomingMessage) realm.Value { return intOrNull(m.StatusCode, 0) },
			func(m *http.IncomingMessage, v realm.Value) { m.StatusCode = Int(v, 0) }),
		httpIn("statusMessage", func(m *http.IncomingMessage) realm.Value {
			if m.StatusCode == 0 {
				return realm.Null
			}
			return m.StatusMessage
		}, func(m *http.IncomingMessage, v realm.Value) { m.StatusMessage = Str(v) }),
		{Name: "req", Hidden: true, Get: func(c Call) goja.Value { // of a response: what it answers
			if m := httpIncomingOf(c); m.Req != nil {
				return c.ToJS(m.Req)
			}
			return goja.Undefined()
		}, Set: func(c Call, v goja.Value) {
			must(c.This.(*goja.Object).DefineDataProperty("req", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
		}},
		httpIn("joinDuplicateHeaders", func(m *http.IncomingMessage) realm.Value { return m.JoinDuplicateHeaders },
			func(m *http.IncomingMessage, v realm.Value) { m.JoinDuplicateHeaders = Bool(v) }),
		httpIn("_consuming", func(m *http.IncomingMessage) realm.Value { return m.Consuming },
			func(m *http.IncomingMessage, v realm.Value) { m.Consuming = Bool(v) }),
		httpIn("_dumped", func(m *http.IncomingMessage) realm.Value { return m.Dumped },
			func(m *http.IncomingMessage, v realm.Value) { m.Dumped = Bool(v) }),
		httpIn("headers", func(m *http.IncomingMessage) realm.Value { return m.Headers() },
			func(m *http.IncomingMessage, v realm.Value) { m.SetHeaders(v) }),
		httpIn("trailers", func(m *http.IncomingMessage) realm.Value { return m.Trailers() },
			func(m *http.IncomingMessage, v realm.Value) { m.SetTrailers(v) }),
		httpIn("headersDistinct", func(m *http.IncomingMessage) realm.Value { return m.HeadersDistinct() }, nil),
		httpIn("trailersDistinct", func(m *http.IncomingMessage) realm.Value { return m.TrailersDistinct() }, nil),
		{Name: "rawHeaders", Get: func(c Call) goja.Value {
			m := httpIncomingOf(c)
			return c.httpRaw(m.RawList(), m.RawHeaders())
		}, Set: func(c Call, v goja.Value) { *httpIncomingOf(c).RawList() = v }},
		{Name: "rawTrailers", Get: func(c Call) goja.Value {
			m := httpIncomingOf(c)
			if !m.Complete {
				return c.ToJS([]string{})
			}
			return c.httpRaw(m.RawTrailerList(), m.RawTrailers())
		}, Set: func(c Call, v goja.Value) { *httpIncomingOf(c).RawTrailerList() = v }},
		{Name: "signal", Hidden: true, If: has(versions.HTTPIncomingSignal), Get: httpSignal},
	},
})

var httpSignalSymbol = goja.NewSymbol("kAbortController")

// httpSignal is message.signal.
func httpSignal(c Call) goja.Value {
	o := c.This.(*goja.Object)
	if ac, ok := o.GetSymbol(httpSignalSymbol).(*goja.Object); ok {
		return ac.Get("signal")
	}
	ctor := c.rt.Get("AbortController")
	ac, err := c.rt.New(ctor)
	if err != nil {
		c.raise(err)
	}
	must(o.DefineDataPropertySymbol(httpSignalSymbol, ac, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	e := c.Engine
	abort := func() {
		f, _ := ac.Get("abort").(*goja.Object)
		e.rawCall(f)(goja.FunctionCall{This: ac})
	}
	m := httpIncomingOf(c)
	m.OnAbort = abort
	if m.Signalled() {
		m.OnAbort = nil
		abort()
	}
	return ac.Get("signal")
}
