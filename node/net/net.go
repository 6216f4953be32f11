// Package net is Node's net module: Server and Socket over libuv's TCP handles.
//
// Not modelled: pipes (unix domain sockets), adopting descriptors, cluster,
// transfers between threads, type of service and BoundSocket. Names are looked
// up in a table instead of DNS: a name that is not in it does not exist.
package net

import (
	"net/netip"

	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/timers"
	"finishline/node/uv"
	"finishline/node/versions"
)

// Settings are the module's settings and its name table in one process.
type Settings struct {
	AutoSelectFamily bool
	AttemptTimeout   float64 // ms
	// Hosts is the name table: addresses in the order in which the resolver
	// gives them.
	Hosts map[string][]netip.Addr
	// Cluster asks the primary for what a worker's server listens on; nil: the
	// process is no worker.
	Cluster func(v *Server, q ClusterQuery, answered func(ClusterAnswer))
}

// SettingsOf are the settings of a process.
func SettingsOf(e *env.Env) *Settings {
	if s, ok := e.Net.(*Settings); ok {
		return s
	}
	s := &Settings{AutoSelectFamily: e.Has(versions.NetAutoSelectFamily), AttemptTimeout: 250}
	if e.Has(versions.NetAttemptTimeout500) {
		s.AttemptTimeout = 500
	}
	e.Net = s
	return s
}

var localhost = []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1})}

// resolve looks a name up in the table.
func (s *Settings) resolve(name string) []netip.Addr {
	if a, ok := s.Hosts[name]; ok {
		return a
	}
	if name == "localhost" {
		return localhost
	}
	return nil
}

// resolve asks the table, then the machine's name service.
func resolve(e *env.Env, name string) []netip.Addr {
	list := SettingsOf(e).resolve(name)
	if r, ok := e.Kernel.(kernel.Resolver); ok && list == nil {
		list = r.Resolve(name)
	}
	return list
}

// Address is one result of a look-up.
type Address struct {
	IP     string
	Family int
}

// Lookup is dns.lookup(host, {all: true, family}): an address comes back on a
// tick, a name after the thread pool has asked the resolver.
func Lookup(e *env.Env, host string, family int, done func(err *realm.Error, list []Address)) {
	if f := IsIP(host); f != 0 {
		e.NextTick(func() { done(nil, []Address{{host, f}}) })
		return
	}
	e.Loop.QueueWork(func() {
		e.Callback(func() {
			var list []Address
			for _, a := range resolve(e, host) {
				f := 4
				if a.Is6() {
					f = 6
				}
				if family == 0 || family == f {
					list = append(list, Address{a.String(), f})
				}
			}
			if list == nil {
				done(notFound(host), nil)
				return
			}
			done(nil, list)
		})
	})
}

// IsIP is net.isIP: 4, 6 or 0.
func IsIP(s string) int {
	a, err := netip.ParseAddr(s)
	switch {
	case err != nil:
		return 0
	case a.Is4():
		return 4
	}
	return 6
}

// timer arms an internal timer that never keeps the process alive.
func unrefTimer(e *env.Env, fn func(), ms float64) *timers.Timeout {
	return timers.For(e).SetUnref(fn, ms)
}

// addrPort is an address for libuv.
func addrPort(ip string, port int) netip.AddrPort {
	a, _ := netip.ParseAddr(ip)
	return netip.AddrPortFrom(a, uint16(port))
}

// Endpoint is what address(), remoteAddress and the rest show.
type Endpoint struct {
	Address string
	Family  string // "IPv4" or "IPv6"
	Port    int
}

func endpoint(a netip.AddrPort) Endpoint {
	e := Endpoint{Address: a.Addr().String(), Family: "IPv4", Port: int(a.Port())}
	if !a.Addr().Is4() {
		e.Family = "IPv6"
	}
	return e
}

// Map is the endpoint as an object.
func (p Endpoint) Map() *realm.Map {
	return &realm.Map{Keys: []string{"address", "family", "port"}, Values: []realm.Value{p.Address, p.Family, p.Port}}
}

var _ uv.ReadListener = (*Socket)(nil)

// CanonicalIP is an address in its shortest form.
func CanonicalIP(s string) (string, bool) {
	a, err := netip.ParseAddr(s)
	return a.String(), err == nil
}
