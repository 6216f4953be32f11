package net

import (
	"net/netip"
	"strconv"

	"finishline/kernel"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/uv"
	"finishline/node/versions"
)

// ConnectOptions are the options of connect that the machine needs. Whoever
// reads them from a script has checked their types.
type ConnectOptions struct {
	Host         string // "": localhost
	Port         int
	LocalAddress string
	LocalPort    int
	Family       int // 0, 4 or 6
	// Lookup replaces the resolver: it is called like dns.lookup.
	Lookup realm.Function
	// AutoSelectFamily: -1 is the process's setting.
	AutoSelectFamily int
	AttemptTimeout   float64 // ms; 0 is the process's setting
}

// Connect is connect(options, cb); cb may be nil.
func (s *Socket) Connect(o ConnectOptions, cb realm.Function) {
	if cb != nil {
		s.CallOnce("connect", cb)
	}
	if s.ParentSocket != nil && s.ParentSocket.Connecting {
		return
	}
	s.afterFIN = false
	s.Restore("write") // this.write = Socket.prototype.write, if it is another
	if s.Destroyed() {
		s.Handle, s.peername, s.sockname = nil, nil, nil
	}
	if s.Handle == nil {
		s.Handle = NewHandle(s.env)
		s.initHandle()
	}
	s.UnrefTimer()
	s.Connecting = true
	s.lookupAndConnect(o)
}

// lookupAndConnect finds the addresses. Nothing is connected before a tick.
func (s *Socket) lookupAndConnect(o ConnectOptions) {
	if o.Host == "" {
		o.Host = "localhost"
	}
	if o.LocalAddress != "" && IsIP(o.LocalAddress) == 0 {
		s.env.Throw(ErrInvalidIP(o.LocalAddress))
	}
	set := SettingsOf(s.env)
	auto := set.AutoSelectFamily
	if o.AutoSelectFamily >= 0 {
		auto = o.AutoSelectFamily > 0
	}
	if o.AttemptTimeout == 0 {
		o.AttemptTimeout = set.AttemptTimeout
	}
	if f := IsIP(o.Host); f != 0 {
		s.env.NextTick(func() {
			if s.Connecting {
				s.internalConnect(Address{o.Host, f}, o)
			}
		})
		return
	}
	s.host = o.Host
	if o.Family != 4 && o.Family != 6 && o.LocalAddress == "" && auto {
		s.lookup(o, true, func(err realm.Value, list []Address) { s.lookedUpAll(o, err, list) })
		return
	}
	s.lookup(o, false, func(err realm.Value, list []Address) { s.lookedUp(o, err, list) })
}

// lookup asks the script's own lookup function, or the resolver.
func (s *Socket) lookup(o ConnectOptions, all bool, done func(err realm.Value, list []Address)) {
	if o.Lookup == nil {
		Lookup(s.env, o.Host, o.Family, func(err *realm.Error, list []Address) {
			if err != nil {
				done(err, nil)
				return
			}
			done(nil, list)
		})
		return
	}
	opts := &realm.Map{}
	opts.Set("family", nil)
	if o.Family != 0 {
		opts.Set("family", o.Family)
	}
	hints := 32 // dns.ADDRCONFIG
	if o.Family != 0 {
		hints = 0
	}
	opts.Set("hints", hints)
	if all {
		opts.Set("all", true)
	}
	o.Lookup.Call(nil, o.Host, opts, realm.Fn("emitLookup", func(_ realm.Value, args []realm.Value) realm.Value {
		if err := realm.Arg(args, 0); !realm.IsNullish(err) {
			done(err, nil)
			return nil
		}
		done(nil, s.addresses(realm.Arg(args, 1), realm.Arg(args, 2)))
		return nil
	}))
}

// addresses reads what a script's lookup gave: an address and its family, or an
// array of them.
func (s *Socket) addresses(ip, family realm.Value) []Address {
	e := s.env.Engine
	one := func(ip, family realm.Value) Address {
		a := Address{Family: s.integer(family)}
		a.IP, _ = e.Export(ip).(string)
		return a
	}
	if _, text := e.Export(ip).(string); text || realm.IsNullish(ip) {
		return []Address{one(ip, family)}
	}
	out := make([]Address, s.integer(e.Get(ip, "length")))
	for i := range out {
		v := e.Get(ip, strconv.Itoa(i))
		out[i] = one(e.Get(v, "address"), e.Get(v, "family"))
	}
	return out
}

// integer is a script's number, 0 if it is none.
func (s *Socket) integer(v realm.Value) int {
	f, _ := timers.Number(s.env.Engine.Export(v))
	return int(f)
}

// lookedUp goes on with the one address that the look-up gave.
func (s *Socket) lookedUp(o ConnectOptions, err realm.Value, list []Address) {
	var a Address
	if err == nil {
		a = list[0]
		s.Emit("lookup", realm.Null, a.IP, a.Family, o.Host)
	} else {
		s.Emit("lookup", err, nil, nil, o.Host)
	}
	if !s.Connecting {
		return
	}
	switch {
	case err != nil:
	case IsIP(a.IP) == 0:
		err = ErrInvalidIP(a.IP)
	case a.Family != 4 && a.Family != 6:
		err = errAddressFamily(a.Family, o)
	default:
		s.UnrefTimer()
		s.internalConnect(a, o)
		return
	}
	// The script has had no chance yet to listen for 'error'.
	s.env.NextTick(func() { s.CallDestroy(err) })
}

func errAddressFamily(family int, o ConnectOptions) *realm.Error {
	e := realm.NewRangeError("ERR_INVALID_ADDRESS_FAMILY", "Invalid address family: "+strconv.Itoa(family)+" "+o.Host+":"+strconv.Itoa(o.Port))
	e.Props = []realm.Prop{{Key: "host", Value: o.Host}, {Key: "port", Value: o.Port}}
	return e
}

// bindLocal binds the local end, if one is asked for.
func (s *Socket) bindLocal(family int, address string, port int) kernel.Errno {
	if address == "" {
		address = "0.0.0.0"
		if family == 6 {
			address = "::"
		}
	}
	t := s.Handle.TCP
	if err := t.Bind(addrPort(address, port), false); err != 0 {
		return err
	}
	if port > 0 {
		a, err := t.SockName()
		if err != 0 {
			return err
		}
		if int(a.Port()) != port {
			return kernel.EADDRINUSE
		}
	}
	return 0
}

// internalConnect connects to one address.
func (s *Socket) internalConnect(a Address, o ConnectOptions) {
	if o.LocalAddress != "" || o.LocalPort != 0 {
		if err := s.bindLocal(a.Family, o.LocalAddress, o.LocalPort); err != 0 {
			local := o.LocalAddress
			if local == "" {
				local = map[int]string{4: "0.0.0.0", 6: "::"}[a.Family]
			}
			s.CallDestroy(hostPortError(err, "bind", local, o.LocalPort, ""))
			return
		}
	}
	if s.env.Has(versions.NetConnectionAttemptEvents) {
		s.Emit("connectionAttempt", a.IP, o.Port, a.Family)
	}
	if s.BlockList.Check(a.IP) {
		s.CallDestroy(errBlocked(a.IP))
		return
	}
	h := s.Handle
	err := s.startConnect(h, a, o, func(status kernel.Errno) { s.afterConnect(status, a, o) })
	if err != 0 {
		s.CallDestroy(hostPortError(err, "connect", a.IP, o.Port, s.localDetails()))
	}
}

func errBlocked(ip string) *realm.Error {
	return realm.NewError("ERR_IP_BLOCKED", "IP("+ip+") is blocked by net.BlockList")
}

// startConnect makes the call. A handle that is gone (destroyed by a listener of
// 'connectionAttempt') fails like a bad descriptor.
func (s *Socket) startConnect(h *Handle, a Address, o ConnectOptions, done func(status kernel.Errno)) kernel.Errno {
	if h == nil {
		return kernel.EBADF
	}
	ip, err := netip.ParseAddr(a.IP)
	if err != nil {
		return kernel.EINVAL
	}
	return h.TCP.Connect(&uv.ConnectReq{Done: func(status kernel.Errno) {
		s.env.Callback(func() { done(status) })
	}}, netip.AddrPortFrom(ip, uint16(o.Port)))
}

// localDetails is the local end as error messages show it.
func (s *Socket) localDetails() string {
	p, ok := s.LocalEndpoint()
	if !ok {
		return "undefined:undefined"
	}
	return p.Address + ":" + strconv.Itoa(p.Port)
}

// afterConnect is the outcome of a connect.
func (s *Socket) afterConnect(status kernel.Errno, a Address, o ConnectOptions) {
	if s.Destroyed() {
		return
	}
	s.Connecting = false
	s.sockname = nil
	if status != 0 {
		err := connectionError(status, a, o)
		if s.env.Has(versions.NetConnectionAttemptEvents) {
			s.Emit("connectionAttemptFailed", a.IP, o.Port, a.Family, err)
		}
		s.CallDestroy(err)
		return
	}
	s.UnrefTimer()
	if s.noDelay {
		s.Handle.TCP.SetNoDelay(true)
	}
	if s.keepAlive {
		s.Handle.TCP.SetKeepAlive(true, s.keepAliveDelay)
	}
	s.Emit("connect")
	s.Emit("ready")
	// Start the first read, or get an EOF at once.
	if !s.IsPaused() {
		s.CallRead(0)
	}
}

// connectionError is the error of a failed connect.
func connectionError(status kernel.Errno, a Address, o ConnectOptions) *realm.Error {
	local := ""
	if o.LocalAddress != "" && o.LocalPort != 0 {
		local = o.LocalAddress + ":" + strconv.Itoa(o.LocalPort)
	}
	err := hostPortError(status, "connect", a.IP, o.Port, local)
	if local != "" {
		err.Props = append(err.Props, realm.Prop{Key: "localAddress", Value: o.LocalAddress}, realm.Prop{Key: "localPort", Value: o.LocalPort})
	}
	return err
}
