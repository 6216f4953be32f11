package script

import (
	"github.com/dop251/goja"

	"finishline/node/net"
	"finishline/node/realm"
)

// Short forms for the getters below.
func ofSocket(get func(s *net.Socket) realm.Value) func(c Call) goja.Value {
	return func(c Call) goja.Value { return c.ToJS(get(This[*net.Socket](c))) }
}

func epAddress(p net.Endpoint) realm.Value { return p.Address }
func epFamily(p net.Endpoint) realm.Value  { return p.Family }
func epPort(p net.Endpoint) realm.Value    { return p.Port }

// does is a method without result that returns this.
func does(f func(s *net.Socket)) func(c Call) goja.Value {
	return func(c Call) goja.Value { f(This[*net.Socket](c)); return c.This }
}

var socketClass = DefineClass(ClassSpec{
	Name: "Socket", Length: 1, Parent: duplexClass, Machine: &net.Socket{}, Own: socketOwn,
	Construct: func(c Call) realm.Hosted {
		o := c.socketOptions()
		s := net.New(c.Env(), o)
		if opts := c.Object(0); opts != nil {
			if signal := opt(opts, "signal"); signal.ToBoolean() {
				c.callJS("streams", "addAbortSignal", signal, c.This)
			}
		}
		return s
	},
	Methods: []Method{
		{Name: "connect", Fn: func(c Call) goja.Value {
			args := c.Args
			if list, ok := c.JS(0).(*goja.Object); ok && list.ClassName() == "Array" {
				args = c.listOf(list)
			}
			o, cb := c.normalize(args)
			c.connect(This[*net.Socket](c), o, cb)
			return c.This
		}},
		{Name: "end", Length: 3, Fn: socketEnd},
		{Name: "setTimeout", Length: 2, Fn: func(c Call) goja.Value {
			This[*net.Socket](c).SetTimeout(c.Arg(0), c.Arg(1))
			return c.This
		}},
		{Name: "setNoDelay", Length: 1, Fn: func(c Call) goja.Value {
			This[*net.Socket](c).SetNoDelay(goja.IsUndefined(c.JS(0)) || c.JS(0).ToBoolean())
			return c.This
		}},
		{Name: "setKeepAlive", Length: 2, Fn: func(c Call) goja.Value {
			on, delay := c.JS(0), c.JS(1)
			if o := c.Object(0); o != nil {
				on, delay = opt(o, "enable"), opt(o, "initialDelay")
			}
			This[*net.Socket](c).SetKeepAlive(on.ToBoolean(), int(delay.ToInteger()/1000))
			return c.This
		}},
		{Name: "address", Fn: func(c Call) goja.Value {
			p, ok := This[*net.Socket](c).LocalEndpoint()
			return endpointObject(c, p, ok)
		}},
		{Name: "_getsockname", Alias: "address"},
		{Name: "_getpeername", Fn: func(c Call) goja.Value {
			p, ok := This[*net.Socket](c).RemoteEndpoint()
			return endpointObject(c, p, ok)
		}},
		{Name: "destroySoon", Fn: func(c Call) goja.Value { This[*net.Socket](c).DestroySoon(); return goja.Undefined() }},
		{Name: "resetAndDestroy", Fn: does((*net.Socket).ResetAndDestroy)},
		{Name: "_reset", Fn: does((*net.Socket).Reset)},
		{Name: "pause", Fn: does((*net.Socket).Pause)},
		{Name: "resume", Fn: does((*net.Socket).Resume)},
		{Name: "read", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(This[*net.Socket](c).Read(c.size(0))) }},
		{Name: "ref", Fn: does((*net.Socket).Ref)},
		{Name: "unref", Fn: does((*net.Socket).Unref)},
		{Name: "_unrefTimer", Fn: func(c Call) goja.Value { This[*net.Socket](c).UnrefTimer(); return goja.Undefined() }},
		{Name: "_onTimeout", Fn: func(c Call) goja.Value { This[*net.Socket](c).OnTimeout(); return goja.Undefined() }},
		{Name: "_read", Length: 1, Fn: func(c Call) goja.Value { This[*net.Socket](c).ReadImpl(0); return goja.Undefined() }},
		{Name: "_final", Length: 1, Fn: func(c Call) goja.Value { This[*net.Socket](c).FinalImpl(c.done(0)); return goja.Undefined() }},
		{Name: "_destroy", Length: 2, Fn: func(c Call) goja.Value {
			This[*net.Socket](c).DestroyImpl(c.Arg(0), c.done(1))
			return goja.Undefined()
		}},
		{Name: "_write", Length: 3, Fn: func(c Call) goja.Value {
			This[*net.Socket](c).WriteImpl(c.chunk(0, false), c.encoding(1), c.done(2))
			return goja.Undefined()
		}},
	},
	Accessors: []Accessor{
		{Name: "connecting", Get: ofSocket(func(s *net.Socket) realm.Value { return s.Connecting }),
			Set: func(c Call, v goja.Value) { This[*net.Socket](c).Connecting = v.ToBoolean() }},
		{Name: "_connecting", Get: ofSocket(func(s *net.Socket) realm.Value { return s.Connecting })},
		{Name: "allowHalfOpen", Get: ofSocket(func(s *net.Socket) realm.Value { return s.Stream.AllowHalfOpen }),
			Set: func(c Call, v goja.Value) { This[*net.Socket](c).Stream.AllowHalfOpen = v.ToBoolean() }},
		{Name: "pending", Get: ofSocket(func(s *net.Socket) realm.Value { return s.Pending() })},
		{Name: "readyState", Get: ofSocket(func(s *net.Socket) realm.Value { return s.ReadyState() })},
		{Name: "bufferSize", Get: ofSocket(func(s *net.Socket) realm.Value {
			if s.Handle == nil {
				return nil
			}
			return s.WritableLength()
		})},
		{Name: "bytesRead", Get: ofSocket(func(s *net.Socket) realm.Value { return s.BytesRead() })},
		{Name: "bytesWritten", Get: ofSocket(func(s *net.Socket) realm.Value { return s.BytesWritten() })},
		{Name: "_bytesDispatched", Get: ofSocket(func(s *net.Socket) realm.Value { return s.BytesDispatched() })},
		{Name: "remoteAddress", Get: endpointField((*net.Socket).RemoteEndpoint, epAddress)},
		{Name: "remoteFamily", Get: endpointField((*net.Socket).RemoteEndpoint, epFamily)},
		{Name: "remotePort", Get: endpointField((*net.Socket).RemoteEndpoint, epPort)},
		{Name: "localAddress", Get: endpointField((*net.Socket).LocalEndpoint, epAddress)},
		{Name: "localPort", Get: endpointField((*net.Socket).LocalEndpoint, epPort)},
		{Name: "localFamily", Get: endpointField((*net.Socket).LocalEndpoint, epFamily)},
		{Name: "timeout", Get: ofSocket(func(s *net.Socket) realm.Value { return s.TimeoutValue }),
			Set: func(c Call, v goja.Value) { This[*net.Socket](c).TimeoutValue = c.FromJS(v) }},
		{Name: "server", Get: socketServer, Set: func(Call, goja.Value) {}},
		{Name: "_server", Get: socketServer, Set: func(Call, goja.Value) {}},
		{Name: "_hadError", Get: ofSocket(func(s *net.Socket) realm.Value { return s.HadError }),
			Set: func(c Call, v goja.Value) { This[*net.Socket](c).HadError = v.ToBoolean() }},
		{Name: "_handle", Get: func(c Call) goja.Value {
			h := This[*net.Socket](c).Handle
			return orNullHosted(c, h != nil, h)
		}, Set: func(c Call, v goja.Value) {
			h, _ := c.FromJS(v).(*net.Handle)
			This[*net.Socket](c).Handle = h
		}},
		{Name: "autoSelectFamilyAttemptedAddresses", Get: ofSocket(func(s *net.Socket) realm.Value {
			if s.AttemptedAddresses == nil {
				return nil
			}
			return s.AttemptedAddresses
		})},
	},
})

func socketServer(c Call) goja.Value {
	v := This[*net.Socket](c).Server
	if v == nil {
		return goja.Null()
	}
	return c.ToJS(v.Self())
}

func socketEnd(c Call) goja.Value {
	s := This[*net.Socket](c)
	switch {
	case c.Func(0) != nil:
		s.EndFn(nil, "", c.Func(0))
	case c.Func(1) != nil:
		s.EndFn(c.chunk(0, false), "", c.Func(1))
	default:
		s.EndFn(c.chunk(0, false), c.encoding(1), c.Func(2))
	}
	return c.This
}

// handleClass shows the TCP handle below a socket.
var _ = DefineClass(ClassSpec{Name: "TCP", Machine: &net.Handle{}, Methods: tcpMethods, Accessors: tcpAccessors})

var (
	tcpMethods = []Method{
		{Name: "close", Length: 1, Fn: func(c Call) goja.Value {
			var cb func()
			if f := c.Func(0); f != nil {
				cb = func() { f.Call(nil) }
			}
			This[*net.Handle](c).Close(cb)
			return goja.Undefined()
		}},
		{Name: "ref", Fn: func(c Call) goja.Value { This[*net.Handle](c).TCP.Ref(); return goja.Undefined() }},
		{Name: "unref", Fn: func(c Call) goja.Value { This[*net.Handle](c).TCP.Unref(); return goja.Undefined() }},
		{Name: "hasRef", Fn: func(c Call) goja.Value { return c.ToJS(This[*net.Handle](c).TCP.HasRef()) }},
		{Name: "readStart", Fn: func(c Call) goja.Value { return c.ToJS(-int(This[*net.Handle](c).ReadStart())) }},
		{Name: "readStop", Fn: func(c Call) goja.Value { return c.ToJS(-int(This[*net.Handle](c).ReadStop())) }},
	}
	tcpAccessors = []Accessor{
		{Name: "reading", Get: func(c Call) goja.Value { return c.ToJS(This[*net.Handle](c).Reading) },
			Set: func(c Call, v goja.Value) { This[*net.Handle](c).Reading = v.ToBoolean() }},
		{Name: "fd", Get: func(c Call) goja.Value { return c.ToJS(int(This[*net.Handle](c).TCP.FD())) }},
		{Name: "bytesRead", Get: func(c Call) goja.Value { return c.ToJS(This[*net.Handle](c).BytesRead()) }},
		{Name: "bytesWritten", Get: func(c Call) goja.Value { return c.ToJS(This[*net.Handle](c).Written) }},
		{Name: "writeQueueSize", Get: func(c Call) goja.Value { return c.ToJS(This[*net.Handle](c).WriteQueueSize()) }},
	}
)
