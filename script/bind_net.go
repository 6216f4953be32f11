package script

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"finishline/node/net"
	"finishline/node/realm"
)

func init() {
	NameClass("Socket", socketClass)
	NameClass("Server", netServerClass)
	DefineModule(&ModuleSpec{Name: "net",
		Functions: []Method{
			{Name: "connect", Fn: netConnect},
			{Name: "createServer", Length: 2, Fn: func(c Call) goja.Value {
				return c.construct(netServerClass, c.Args, nil)
			}},
			{Name: "isIP", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(net.IsIP(text(c.JS(0)))) }},
			{Name: "isIPv4", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(net.IsIP(text(c.JS(0))) == 4) }},
			{Name: "isIPv6", Length: 1, Fn: func(c Call) goja.Value { return c.ToJS(net.IsIP(text(c.JS(0))) == 6) }},
			{Name: "getDefaultAutoSelectFamily", Fn: func(c Call) goja.Value {
				return c.ToJS(net.SettingsOf(c.Env()).AutoSelectFamily)
			}},
			{Name: "setDefaultAutoSelectFamily", Length: 1, Fn: func(c Call) goja.Value {
				b, ok := c.Arg(0).(bool)
				if !ok {
					c.Throw(c.InvalidArgType("value", "of type boolean", c.Arg(0)))
				}
				net.SettingsOf(c.Env()).AutoSelectFamily = b
				return goja.Undefined()
			}},
			{Name: "getDefaultAutoSelectFamilyAttemptTimeout", Fn: func(c Call) goja.Value {
				return c.ToJS(whole(net.SettingsOf(c.Env()).AttemptTimeout))
			}},
			{Name: "setDefaultAutoSelectFamilyAttemptTimeout", Length: 1, Fn: func(c Call) goja.Value {
				net.SettingsOf(c.Env()).AttemptTimeout = math.Max(c.int32("value", c.Arg(0), 1), 10)
				return goja.Undefined()
			}},
			{Name: "_normalizeArgs", Length: 1, Fn: func(c Call) goja.Value {
				list, _ := c.JS(0).(*goja.Object)
				o, cb := c.normalize(c.listOf(list))
				if cb == nil {
					return c.ToJS([]realm.Value{o, realm.Null})
				}
				return c.ToJS([]realm.Value{o, cb})
			}},
		},
		Classes: []*Class{socketClass, netServerClass, blockListClass, socketAddressClass},
		Fields: []Field{
			{Name: "Stream", Make: classField("Socket")},
			{Name: "createConnection", Make: func(e *Engine) goja.Value { return e.process.builtin("net").(*goja.Object).Get("connect") }},
		},
	})
}

func (e *Engine) listOf(o *goja.Object) []goja.Value {
	if o == nil {
		return nil
	}
	out := make([]goja.Value, int(o.Get("length").ToInteger()))
	for i := range out {
		out[i] = o.Get(strconv.Itoa(i))
	}
	return out
}

// toNumber is lib/net.js's: the number if it is one and not negative.
func toNumber(v goja.Value) (float64, bool) {
	if v == nil {
		return 0, false
	}
	f := v.ToFloat()
	return f, f >= 0
}

// normalize reads (options[, cb]), (port[, host][, cb]) or (path[, cb]).
func (c Call) normalize(args []goja.Value) (*goja.Object, *goja.Object) {
	if len(args) == 0 {
		return c.rt.NewObject(), nil
	}
	var o *goja.Object
	if x, ok := args[0].(*goja.Object); ok && !isCallable(x) {
		o = x
	} else {
		o = c.rt.NewObject()
		if _, num := toNumber(args[0]); goja.IsString(args[0]) && !num {
			must(o.Set("path", args[0]))
		} else {
			must(o.Set("port", args[0]))
			if len(args) > 1 && goja.IsString(args[1]) {
				must(o.Set("host", args[1]))
			}
		}
	}
	if f, ok := args[len(args)-1].(*goja.Object); ok && isCallable(f) {
		return o, f
	}
	return o, nil
}

// opt is a property of an options object, undefined if it is missing.
func opt(o *goja.Object, name string) goja.Value {
	if o == nil {
		return goja.Undefined()
	}
	if v := o.Get(name); v != nil {
		return v
	}
	return goja.Undefined()
}

func nullish(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }

// port checks a port as validatePort does.
func (c Call) port(v goja.Value, name string) int {
	f := v.ToFloat()
	isText := goja.IsString(v)
	if !isText && !goja.IsNumber(v) || isText && strings.TrimSpace(v.String()) == "" || f != math.Trunc(f) || !(f >= 0) || f > 65535 {
		c.Throw(net.ErrPort(c.Env(), name, c.FromJS(v)))
	}
	return int(f)
}

// int32 checks an integer as validateInt32 does.
func (c Call) int32(name string, v realm.Value, min int) float64 {
	f := Float(v)
	switch {
	case math.IsNaN(f):
		c.Throw(c.InvalidArgType(name, "of type number", v))
	case f != math.Trunc(f):
		c.Throw(realm.NewRangeError("ERR_OUT_OF_RANGE", `The value of "`+name+`" is out of range. It must be an integer. Received `+c.Env().InspectValue(v)))
	case f < float64(min) || f > math.MaxInt32:
		c.Throw(realm.NewRangeError("ERR_OUT_OF_RANGE", `The value of "`+name+`" is out of range. It must be >= `+strconv.Itoa(min)+` && <= 2147483647. Received `+c.Env().InspectValue(v)))
	}
	return f
}

// delayOption reads keepAliveInitialDelay, in whole seconds.
func (c Call) delayOption(o *goja.Object) int {
	v := opt(o, "keepAliveInitialDelay")
	if goja.IsUndefined(v) {
		return 0
	}
	if !goja.IsNumber(v) {
		c.Throw(c.InvalidArgType("options.keepAliveInitialDelay", "of type number", c.FromJS(v)))
	}
	return int(math.Max(v.ToFloat(), 0) / 1000)
}

// netConnect is net.connect.
func netConnect(c Call) goja.Value {
	o, cb := c.normalize(c.Args)
	s := c.construct(socketClass, []goja.Value{o}, nil)
	m := c.hostIn(s).machine.(*net.Socket)
	if t := opt(o, "timeout"); t.ToBoolean() {
		m.SetTimeout(c.FromJS(t), nil)
	}
	if f := m.Override("connect"); f != nil { // lib/net.js: socket.connect(normalized)
		var then realm.Value = realm.Null
		if cb != nil {
			then = c.FromJS(cb)
		}
		f.Call(m, []realm.Value{c.FromJS(o), then})
		return s
	}
	c.connect(m, o, cb)
	return s
}

// connect reads the options of socket.connect and connects.
func (c Call) connect(s *net.Socket, o *goja.Object, cb *goja.Object) {
	var f realm.Function
	if cb != nil {
		f, _ = c.FromJS(cb).(realm.Function)
	}
	if goja.IsUndefined(opt(o, "port")) && nullish(opt(o, "path")) {
		c.Throw(realm.NewTypeError("ERR_MISSING_ARGS", `The "options" or "port" or "path" argument must be specified`))
	}
	if opt(o, "path").ToBoolean() {
		c.Throw(c.ErrUnsupported("connecting to a path (unix domain sockets)"))
	}
	s.Connect(c.connectOptions(o), f)
}

func (c Call) connectOptions(o *goja.Object) net.ConnectOptions {
	out := net.ConnectOptions{AutoSelectFamily: -1}
	if v := opt(o, "host"); v.ToBoolean() {
		out.Host = v.String()
	}
	if v := opt(o, "localAddress"); v.ToBoolean() {
		out.LocalAddress = v.String()
	}
	if v := opt(o, "localPort"); v.ToBoolean() {
		if !goja.IsNumber(v) {
			c.Throw(c.InvalidArgType("options.localPort", "of type number", c.FromJS(v)))
		}
		out.LocalPort = int(v.ToInteger())
	}
	v := opt(o, "port")
	if !goja.IsNumber(v) && !goja.IsString(v) {
		c.Throw(net.ErrArgType(c.Env(), "options.port", "one of type number or string", c.FromJS(v)))
	}
	out.Port = c.port(v, "Port")
	switch v := c.FromJS(opt(o, "family")).(type) {
	case int64:
		out.Family = int(v)
	case string:
		out.Family = map[string]int{"IPv4": 4, "IPv6": 6}[v]
	}
	if v := opt(o, "autoSelectFamily"); !nullish(v) {
		b, ok := c.FromJS(v).(bool)
		if !ok {
			c.Throw(c.InvalidArgType("options.autoSelectFamily", "of type boolean", c.FromJS(v)))
		}
		out.AutoSelectFamily = 0
		if b {
			out.AutoSelectFamily = 1
		}
	}
	if v := opt(o, "autoSelectFamilyAttemptTimeout"); !nullish(v) {
		out.AttemptTimeout = math.Max(c.int32("options.autoSelectFamilyAttemptTimeout", c.FromJS(v), 1), 10)
	}
	if v := opt(o, "lookup"); !nullish(v) {
		f, ok := c.FromJS(v).(realm.Function)
		if !ok && net.IsIP(out.Host) == 0 {
			c.Throw(c.InvalidArgType("options.lookup", "of type function", c.FromJS(v)))
		}
		out.Lookup = f
	}
	return out
}

// socketOptions reads the options of new net.Socket.
func (c Call) socketOptions() net.Options {
	out := net.DefaultOptions
	o := c.Object(0)
	if o == nil {
		if !nullish(c.JS(0)) && goja.IsNumber(c.JS(0)) {
			c.Throw(c.ErrUnsupported("a socket made of a file descriptor"))
		}
		return out
	}
	for _, name := range []string{"objectMode", "readableObjectMode", "writableObjectMode"} {
		if v := opt(o, name); v.ToBoolean() {
			c.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE", "The property 'options."+name+"' is not supported. Received "+c.Env().InspectValue(c.FromJS(v))))
		}
	}
	if !goja.IsUndefined(opt(o, "fd")) {
		c.Throw(c.ErrUnsupported("a socket made of a file descriptor"))
	}
	out.KeepAliveInitialDelay = c.delayOption(o)
	out.Readable, out.Writable = true, true
	c.streamOptions(&out.Options, o)
	out.AllowHalfOpen = opt(o, "allowHalfOpen").ToBoolean()
	out.NoDelay, out.KeepAlive = opt(o, "noDelay").ToBoolean(), opt(o, "keepAlive").ToBoolean()
	out.PauseOnCreate, out.ManualStart = opt(o, "pauseOnCreate").ToBoolean(), opt(o, "manualStart").ToBoolean()
	if h, ok := c.FromJS(opt(o, "handle")).(*net.Handle); ok {
		out.Handle = h
	}
	if b, ok := c.FromJS(opt(o, "blockList")).(*blockList); ok {
		out.BlockList = &b.BlockList
	}
	out.OnRead = c.onReadOption(opt(o, "onread"))
	return out
}

// onReadOption reads {buffer, callback}.
func (c Call) onReadOption(v goja.Value) *net.OnRead {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	cb, ok := c.FromJS(opt(o, "callback")).(realm.Function)
	if !ok {
		return nil
	}
	r := &net.OnRead{}
	current := opt(o, "buffer")
	if f, ok := c.FromJS(current).(realm.Function); ok {
		r.Next = func() []byte {
			v := c.ToJS(f.Call(nil))
			b, ok := Bytes(v)
			if ok {
				current = v
			}
			return b
		}
	} else if r.Buffer, ok = Bytes(current); !ok {
		return nil
	}
	r.Callback = func(n int, _ []byte) bool { return cb.Call(nil, int64(n), c.FromJS(current)) != false }
	return r
}

// endpointField is a getter of one field of an address; undefined without one.
func endpointField(get func(s *net.Socket) (net.Endpoint, bool), field func(p net.Endpoint) realm.Value) func(c Call) goja.Value {
	return func(c Call) goja.Value {
		if p, ok := get(This[*net.Socket](c)); ok {
			return c.ToJS(field(p))
		}
		return goja.Undefined()
	}
}

func endpointObject(c Call, p net.Endpoint, ok bool) goja.Value {
	if !ok {
		return c.rt.NewObject()
	}
	return c.ToJS(p.Map())
}

func orNullHosted(c Call, ok bool, m realm.Hosted) goja.Value {
	if !ok {
		return goja.Null()
	}
	return c.ToJS(m)
}
