package netmodel

import (
	"net/netip"

	"finishline/sim"
)

// Network is a set of hosts, the links between them and the segments in flight.
type Network struct {
	w         *sim.World
	cfg       Config
	hosts     []*Host
	sockets   []*socket  // all there ever were; kept while the world is observed
	processes []*Process // likewise
	epoch     uint64     // see Epoch
	byAddr    map[netip.Addr]*Host
	procs     int
	socks     int
	backlog   packetQueue // loopback segments on their way, in order (Linux: softnet_data.input_pkt_queue)
	busy      bool        // the backlog is being drained
	held      int         // or must wait
	packets   *packet     // free list
	slices    *slice      // free list
	payloads  *payload    // free list
	rng       *sim.Random // for losses, made at first use
}

// New returns a network without hosts in world w.
func New(w *sim.World, cfg Config) *Network {
	return &Network{w: w, cfg: cfg.withDefaults()}
}

// World is the world that the network lives in.
func (n *Network) World() *sim.World { return n.w }

// NewHost adds a machine with the given address (invalid: none but loopback).
// Every host has 127.0.0.0/8 and ::1 of its own.
func (n *Network) NewHost(name string, addr netip.Addr) *Host {
	h := &Host{net: n, name: name, id: len(n.hosts)}
	h.obj = n.w.NewObject("host", name, 0)
	n.hosts = append(n.hosts, h)
	if addr.IsValid() {
		h.AddAddr(addr)
	}
	return h
}

// Join puts a link of the given profile between a and b, in place of the
// network's own.
func (n *Network) Join(a, b *Host, p Profile) {
	n.linkBetween(a, b).setProfile(p)
	n.linkBetween(b, a).setProfile(p)
}

// linkBetween finds or makes the one-way link from a to b.
func (n *Network) linkBetween(a, b *Host) *link {
	for _, l := range a.links {
		if l.to == b {
			return l
		}
	}
	l := &link{net: n, to: b}
	if a == b {
		l.setProfile(Loopback)
	} else {
		l.setProfile(n.cfg.Link)
	}
	a.links = append(a.links, l)
	return l
}

// drain delivers loopback segments until none is on its way. Linux does it in
// the softirq that follows the transmission, before the system call returns.
func (n *Network) drain() {
	if n.busy || n.held > 0 {
		return
	}
	n.busy = true
	for p := n.backlog.pop(); p != nil; p = n.backlog.pop() {
		p.link.to.input(p)
	}
	n.busy = false
}

// random draws for losses, from a generator of the network's own.
func (n *Network) random() float64 {
	if n.rng == nil {
		n.rng = sim.NewRandom(n.cfg.Seed)
	}
	return n.rng.Float64()
}

// hold puts delivery off, as the kernel does while it runs with soft
// interrupts disabled; resume ends that.
func (n *Network) hold() { n.held++ }

func (n *Network) resume() {
	n.held--
	n.drain()
}
