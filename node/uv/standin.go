package uv

import "net/netip"

// NewStandIn is what a worker of a cluster has in the place of a listening
// socket: it holds the loop and knows an address, and another process accepts.
// (In Node it is an interval timer and an object with a socket's methods.)
func NewStandIn(l *Loop, at netip.AddrPort) *TCP {
	t := NewTCP(l)
	t.standIn = at
	t.start()
	return t
}
