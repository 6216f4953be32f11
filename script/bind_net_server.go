package script

import (
	"math"
	"net/netip"
	"strconv"

	"github.com/dop251/goja"

	"finishline/node/net"
	"finishline/node/realm"
)

// netServer is a machine that is or embeds a net.Server.
type netServer interface{ ServerBase() *net.Server }

func serverOf(c Call) *net.Server { return This[netServer](c).ServerBase() }

var netServerClass = DefineClass(ClassSpec{
	Name: "Server", Length: 2, Parent: emitterClass, Machine: &net.Server{}, Own: serverOwn,
	Construct: func(c Call) realm.Hosted {
		o, listener := c.serverOptions()
		// EventEmitter's constructor is given no options here: captureRejections has
		// no effect (lib/net.js).
		return net.NewServer(c.Env(), o, listener)
	},
	Methods: []Method{
		{Name: "listen", Fn: func(c Call) goja.Value { c.listen(serverOf(c)); return c.This }},
		{Name: "address", Fn: func(c Call) goja.Value {
			p := serverOf(c).Address()
			if p == nil {
				return goja.Null()
			}
			return c.ToJS(p.Map())
		}},
		{Name: "getConnections", Length: 1, Fn: func(c Call) goja.Value {
			serverOf(c).GetConnections(c.Func(0))
			return c.This
		}},
		{Name: "close", Length: 1, Fn: func(c Call) goja.Value { serverOf(c).Close(c.Func(0)); return c.This }},
		{Name: "ref", Fn: func(c Call) goja.Value { serverOf(c).Ref(); return c.This }},
		{Name: "unref", Fn: func(c Call) goja.Value { serverOf(c).Unref(); return c.This }},
		{Name: "_emitCloseIfDrained", Fn: func(c Call) goja.Value { serverOf(c).EmitCloseIfDrained(); return goja.Undefined() }},
	},
	Accessors: serverAccessors,
})

var serverAccessors = []Accessor{
	{Name: "listening", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).Listening()) }},
	{Name: "_connections", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).Connections) },
		Set: func(c Call, v goja.Value) { serverOf(c).Connections = int(v.ToInteger()) }},
	{Name: "maxConnections", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).MaxConnections) },
		Set: func(c Call, v goja.Value) { serverOf(c).MaxConnections = c.FromJS(v) }},
	{Name: "allowHalfOpen", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).AllowHalfOpen) },
		Set: func(c Call, v goja.Value) { serverOf(c).AllowHalfOpen = v.ToBoolean() }},
	{Name: "pauseOnConnect", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).PauseOnConnect) },
		Set: func(c Call, v goja.Value) { serverOf(c).PauseOnConnect = v.ToBoolean() }},
	{Name: "noDelay", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).NoDelay) },
		Set: func(c Call, v goja.Value) { serverOf(c).NoDelay = v.ToBoolean() }},
	{Name: "keepAlive", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).KeepAlive) },
		Set: func(c Call, v goja.Value) { serverOf(c).KeepAlive = v.ToBoolean() }},
	{Name: "keepAliveInitialDelay", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).KeepAliveInitialDelay) }},
	{Name: "highWaterMark", Get: func(c Call) goja.Value { return c.ToJS(serverOf(c).HighWaterMark) }},
	{Name: "_handle", Get: func(c Call) goja.Value {
		h := serverOf(c).Handle
		return orNullHosted(c, h != nil, h)
	}},
}

// serverOptions reads (options, listener) or (listener).
func (c Call) serverOptions() (net.ServerOptions, realm.Function) {
	if f := c.Func(0); f != nil {
		return net.ServerOptions{}, f
	}
	o := c.Object(0)
	if o == nil && !nullish(c.JS(0)) {
		c.Throw(c.InvalidArgType("options", "of type object", c.Arg(0)))
	}
	return c.netServerOptions(o), c.Func(1)
}

// netServerOptions reads the options that every kind of server takes.
func (c Call) netServerOptions(o *goja.Object) net.ServerOptions {
	out := net.ServerOptions{
		AllowHalfOpen: opt(o, "allowHalfOpen").ToBoolean(), PauseOnConnect: opt(o, "pauseOnConnect").ToBoolean(),
		NoDelay: opt(o, "noDelay").ToBoolean(), KeepAlive: opt(o, "keepAlive").ToBoolean(),
		KeepAliveInitialDelay: c.delayOption(o),
	}
	if v := opt(o, "highWaterMark"); !goja.IsUndefined(v) {
		if !goja.IsNumber(v) {
			c.Throw(c.InvalidArgType("options.highWaterMark", "of type number", c.FromJS(v)))
		}
		if n := v.ToInteger(); n >= 0 {
			out.HighWaterMark, out.HighWaterMarkSet = int(n), true
		}
	}
	if b, ok := c.FromJS(opt(o, "blockList")).(*blockList); ok {
		out.BlockList = &b.BlockList
	}
	return out
}

// listen reads the arguments of server.listen in all their forms.
func (c Call) listen(v *net.Server) {
	o, cb := c.normalize(c.Args)
	if signal := opt(o, "signal"); !nullish(signal) {
		c.callJS("events", "closeOnAbort", signal, c.This)
	}
	var f realm.Function
	if cb != nil {
		f, _ = c.FromJS(cb).(realm.Function)
	}
	_, isPort := c.FromJS(opt(o, "port")).(string)
	if goja.IsNumber(opt(o, "port")) {
		isPort = true
	}
	if c.Len() == 0 || c.Func(0) != nil || goja.IsUndefined(opt(o, "port")) && hasOption(o, "port") || goja.IsNull(opt(o, "port")) {
		v.Listen(c.listenOptions(o, 0), f)
		return
	}
	if isPort {
		v.Listen(c.listenOptions(o, c.port(opt(o, "port"), "options.port")), f)
		return
	}
	switch {
	case goja.IsNumber(opt(o, "fd")):
		c.Throw(c.ErrUnsupported("listening on a file descriptor"))
	case opt(o, "path").ToBoolean() && goja.IsString(opt(o, "path")):
		c.Throw(c.ErrUnsupported("listening on a path (unix domain sockets)"))
	case !nullish(opt(o, "_handle")) || !nullish(opt(o, "handle")):
		c.Throw(c.ErrUnsupported("listening on a handle"))
	case !hasOption(o, "port") && !hasOption(o, "path"):
		c.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE", `The argument 'options' must have the property "port" or "path". Received `+c.Env().InspectValue(o)))
	}
	c.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE", `The argument 'options' is invalid. Received `+c.Env().InspectValue(o)))
}

// hasOption is the in operator for options.
func hasOption(o *goja.Object, name string) bool { return o.Get(name) != nil }

func (c Call) listenOptions(o *goja.Object, port int) net.ListenOptions {
	out := net.ListenOptions{Port: port, IPv6Only: c.FromJS(opt(o, "ipv6Only")) == true, Exclusive: opt(o, "exclusive").ToBoolean()}
	if v := opt(o, "host"); v.ToBoolean() {
		out.Host = v.String()
	}
	if v := opt(o, "backlog"); v.ToBoolean() {
		out.Backlog = int(v.ToInteger())
	}
	for i := 1; i <= 2 && out.Backlog == 0; i++ {
		if n, ok := toNumber(c.JS(i)); ok && c.Len() > i {
			out.Backlog = int(n)
		}
	}
	return out
}

// blockList is the machine of a net.BlockList.
type blockList struct {
	realm.Object
	net.BlockList
}

var blockListClass = DefineClass(ClassSpec{
	Name: "BlockList", ES6: true, Machine: &blockList{},
	Construct: func(c Call) realm.Hosted { return &blockList{} },
	Methods: []Method{
		{Name: "addAddress", Length: 1, Fn: func(c Call) goja.Value {
			a := c.address(0)
			This[*blockList](c).Add(a, a, "Address: "+familyName(a)+" "+a.String())
			return goja.Undefined()
		}},
		{Name: "addRange", Length: 2, Fn: func(c Call) goja.Value {
			a, b := c.address(0), c.address(1)
			if b.Less(a) {
				c.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE", "The argument 'start' must come before end. Received "+c.Env().InspectValue(c.Arg(0))))
			}
			This[*blockList](c).Add(a, b, "Range: "+familyName(a)+" "+a.String()+"-"+b.String())
			return goja.Undefined()
		}},
		{Name: "addSubnet", Length: 2, Fn: func(c Call) goja.Value {
			a := c.address(0)
			bits := int(c.int32("prefix", c.Arg(1), 0))
			This[*blockList](c).AddSubnet(netip.PrefixFrom(a, bits), "Subnet: "+familyName(a)+" "+a.String()+"/"+strconv.Itoa(bits))
			return goja.Undefined()
		}},
		{Name: "check", Length: 1, Fn: func(c Call) goja.Value {
			if s, ok := c.Arg(0).(*socketAddress); ok {
				return c.ToJS(This[*blockList](c).Check(s.addr.Addr().String()))
			}
			return c.ToJS(This[*blockList](c).Check(text(c.JS(0))))
		}},
	},
	Accessors: []Accessor{{Name: "rules", Get: func(c Call) goja.Value { return c.ToJS(This[*blockList](c).Rules()) }}},
	Statics: []Method{{Name: "isBlockList", Length: 1, Fn: func(c Call) goja.Value {
		_, ok := c.Arg(0).(*blockList)
		return c.ToJS(ok)
	}}},
})

func familyName(a netip.Addr) string {
	if a.Is4() {
		return "IPv4"
	}
	return "IPv6"
}

// address is argument i as an IP address.
func (c Call) address(i int) netip.Addr {
	if s, ok := c.Arg(i).(*socketAddress); ok {
		return s.addr.Addr()
	}
	a, err := netip.ParseAddr(text(c.JS(i)))
	if err != nil {
		c.Throw(realm.NewError("ERR_INVALID_ADDRESS", "Invalid address"))
	}
	return a
}

// socketAddress is the machine of a net.SocketAddress.
type socketAddress struct {
	realm.Object
	addr      netip.AddrPort
	flowlabel int
}

var socketAddressClass = DefineClass(ClassSpec{
	Name: "SocketAddress", ES6: true, Machine: &socketAddress{},
	Construct: func(c Call) realm.Hosted {
		o := c.Object(0)
		ip := "127.0.0.1"
		if text(opt(o, "family")) == "ipv6" {
			ip = "::"
		}
		if v := opt(o, "address"); !goja.IsUndefined(v) {
			ip = v.String()
		}
		port := 0
		if v := opt(o, "port"); !goja.IsUndefined(v) {
			port = c.port(v, "options.port")
		}
		a, err := netip.ParseAddr(ip)
		if err != nil {
			c.Throw(realm.NewError("ERR_INVALID_ADDRESS", "Invalid address"))
		}
		return &socketAddress{addr: netip.AddrPortFrom(a, uint16(port)), flowlabel: int(math.Max(0, float64(opt(o, "flowlabel").ToInteger())))}
	},
	Accessors: []Accessor{
		{Name: "address", Get: func(c Call) goja.Value { return c.ToJS(This[*socketAddress](c).addr.Addr().String()) }},
		{Name: "port", Get: func(c Call) goja.Value { return c.ToJS(int(This[*socketAddress](c).addr.Port())) }},
		{Name: "family", Get: func(c Call) goja.Value {
			if This[*socketAddress](c).addr.Addr().Is4() {
				return c.ToJS("ipv4")
			}
			return c.ToJS("ipv6")
		}},
		{Name: "flowlabel", Get: func(c Call) goja.Value { return c.ToJS(This[*socketAddress](c).flowlabel) }},
	},
})
