package script

import (
	"github.com/dop251/goja"

	"finishline/node/http2"
	"finishline/node/versions"
)

var proxySymbol = goja.NewSymbol("kProxySocket")

// proxyOnce keeps a proxy with the object that it stands for.
func (c Call) proxyOnce(o *goja.Object, make func() goja.Value) goja.Value {
	if v := o.GetSymbol(proxySymbol); v != nil && !goja.IsUndefined(v) {
		return v
	}
	p := make()
	must(o.DefineDataPropertySymbol(proxySymbol, p, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return p
}

// bound is a method of o bound to it, or the property as it is.
func (e *Engine) bound(o *goja.Object, name string) goja.Value {
	v := o.Get(name)
	if _, ok := goja.AssertFunction(v); !ok {
		return v
	}
	bind, _ := goja.AssertFunction(v.(*goja.Object).Get("bind"))
	b, err := bind(v, o)
	if err != nil {
		e.raise(err)
	}
	return b
}

// h2SessionProxy is session.socket: the socket without what would break the session.
func (c Call) h2SessionProxy(s *http2.Session) goja.Value {
	e := c.Engine
	self := e.ToJS(s).(*goja.Object)
	forbidden := func(name string) bool {
		switch name {
		case "emit", "end", "pause", "read", "resume", "write", "setEncoding", "setKeepAlive", "setNoDelay":
			return true
		case "destroy":
			return !e.env.Has(versions.H2ProxyDestroy)
		}
		return false
	}
	own := func(name string) bool {
		return name == "setTimeout" || name == "ref" || name == "unref" || name == "destroy"
	}
	socket := func() *goja.Object {
		if s.Socket() == nil {
			e.ThrowError(http2.ErrSocketUnbound())
		}
		return e.ToJS(s.Socket()).(*goja.Object)
	}
	return e.rt.ToValue(e.rt.NewProxy(self, &goja.ProxyTrapConfig{
		Get: func(_ *goja.Object, name string, _ goja.Value) goja.Value {
			switch {
			case forbidden(name):
				e.ThrowError(http2.ErrNoSocketManipulation())
			case own(name):
				return e.bound(self, name)
			}
			return e.bound(socket(), name)
		},
		GetSym: func(_ *goja.Object, name *goja.Symbol, _ goja.Value) goja.Value { return socket().GetSymbol(name) },
		Set: func(_ *goja.Object, name string, v goja.Value, _ goja.Value) bool {
			switch {
			case forbidden(name):
				e.ThrowError(http2.ErrNoSocketManipulation())
			case own(name):
				must(self.Set(name, v))
			default:
				must(socket().Set(name, v))
			}
			return true
		},
		GetPrototypeOf: func(*goja.Object) *goja.Object { return socket().Prototype() },
	}))
}

// h2StreamProxy is request.socket and response.socket of the compatibility API.
func (c Call) h2StreamProxy(st *http2.Stream) goja.Value {
	e := c.Engine
	self := e.ToJS(st).(*goja.Object)
	ref := func() *goja.Object {
		if s := st.Session(); s != nil && s.Socket() != nil {
			return e.ToJS(s.Socket()).(*goja.Object)
		}
		return self
	}
	forbidden := func(name string) bool {
		return name == "write" || name == "read" || name == "pause" || name == "resume"
	}
	return e.rt.ToValue(e.rt.NewProxy(self, &goja.ProxyTrapConfig{
		Has: func(_ *goja.Object, name string) bool {
			return self.Get(name) != nil || ref().Get(name) != nil
		},
		Get: func(_ *goja.Object, name string, _ goja.Value) goja.Value {
			switch name {
			case "on", "once", "end", "emit", "destroy":
				return e.bound(self, name)
			case "writable", "destroyed":
				return self.Get(name)
			case "readable":
				if st.Destroyed() {
					return e.rt.ToValue(false)
				}
				if st.Request != nil {
					return e.ToJS(st.Request).(*goja.Object).Get("readable")
				}
				return self.Get("readable")
			case "setTimeout":
				if s := st.Session(); s != nil {
					return e.bound(e.ToJS(s).(*goja.Object), name)
				}
				return e.bound(self, name)
			}
			if forbidden(name) {
				e.ThrowError(http2.ErrNoSocketManipulation())
			}
			return e.bound(ref(), name)
		},
		GetSym: func(_ *goja.Object, name *goja.Symbol, _ goja.Value) goja.Value { return ref().GetSymbol(name) },
		Set: func(_ *goja.Object, name string, v goja.Value, _ goja.Value) bool {
			switch name {
			case "writable", "readable", "destroyed", "on", "once", "end", "emit", "destroy":
				must(self.Set(name, v))
				return true
			case "setTimeout":
				if s := st.Session(); s != nil {
					must(e.ToJS(s).(*goja.Object).Set(name, v))
					return true
				}
				must(self.Set(name, v))
				return true
			}
			if forbidden(name) {
				e.ThrowError(http2.ErrNoSocketManipulation())
			}
			must(ref().Set(name, v))
			return true
		},
		GetPrototypeOf: func(*goja.Object) *goja.Object { return ref().Prototype() },
	}))
}
