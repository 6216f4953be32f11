//go:build linux

package netmodel

import (
	"fmt"
	"net/netip"

	"pgregory.net/rapid"

	"finishline/kernel"
	"finishline/sim"
)

// step is one call of a drawn program. It is data, so that the same program
// can be run again, on either kernel, and shrunk.
type step struct {
	Op   string
	Slot int // which socket
	N    int // size, option value, backlog
	To   int // port: see machine.place
	IP   int
}

var (
	addresses = []netip.Addr{
		netip.MustParseAddr("127.0.0.1"),
		netip.MustParseAddr("0.0.0.0"),
		netip.MustParseAddr("::1"),
		netip.MustParseAddr("::"),
		netip.MustParseAddr("::ffff:127.0.0.1"),
		netip.MustParseAddr("127.0.0.2"),
		netip.MustParseAddr("192.0.2.1"), // not ours
	}
	writeSizes = []int{0, 1, 2, 10, 100, 535, 536, 537, 1000, 1448, 4095, 4096, 16383, 16384, 32740, 32741, 32742,
		32768, 65482, 65483, 65484, 65536, 100000, 262144, 1 << 20, 3 << 20, 5 << 20}
	readSizes = []int{0, 1, 2, 10, 100, 536, 1000, 4096, 16384, 32768, 65535, 65536, 65537, 200000, 1 << 20, 4 << 20}
	options   = []kernel.Option{kernel.SoReuseAddr, kernel.SoLinger, kernel.TCPNoDelay, kernel.SoKeepAlive, kernel.IPv6Only,
		kernel.SoSndBuf, kernel.SoRcvBuf, kernel.TCPKeepIdle,
		kernel.TCPKeepIntvl, kernel.TCPKeepCnt}
	// The calls, the likely ones more than once.
	ops = []string{"pair", "server", "socket", "bind", "listen", "accept", "accept", "connect", "connect",
		"read", "read", "read", "read", "write", "write", "write", "write", "shutdown", "shutdown", "close", "close",
		"option", "reset", "error", "local", "peer", "watch", "watch", "unwatch", "poll", "poll", "poll", "poll"}
)

// genProgram draws programs, most of which begin with a connection. With waits
// set, they pause now and then, so that timers fire.
func genProgram(waits bool) *rapid.Generator[[]step] {
	return rapid.Custom(func(t *rapid.T) []step {
		prog := rapid.SliceOfN(genStep(), 1, 60).Draw(t, "steps")
		if waits {
			for i := range prog {
				if i%8 == 7 {
					prog[i] = step{Op: "wait", N: rapid.SampledFrom([]int{20, 60, 100, 350}).Draw(t, "ms")}
				}
			}
		}
		if flags := rapid.IntRange(0, 7).Draw(t, "first"); flags < 6 {
			prog = append([]step{{Op: "pair", N: flags}}, prog...)
		}
		return prog
	})
}

func genStep() *rapid.Generator[step] {
	return rapid.Custom(func(t *rapid.T) step {
		s := step{Op: rapid.SampledFrom(ops).Draw(t, "op"), Slot: rapid.SampledFrom([]int{1, 2, 1, 2, 1, 2, 0, 3, 4, 5, 6, 7}).Draw(t, "slot")}
		switch s.Op {
		case "pair", "server", "socket":
			s.N = rapid.IntRange(0, 5).Draw(t, "flags")
		case "bind", "connect":
			s.To = rapid.IntRange(0, 8).Draw(t, "port")
			s.IP = rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2, 2, 3, 4, 5, 6}).Draw(t, "ip")
		case "listen":
			s.N = rapid.SampledFrom([]int{0, 1, 2, 511, -1}).Draw(t, "backlog")
		case "read":
			s.N = rapid.SampledFrom(readSizes).Draw(t, "size")
		case "write":
			s.N = rapid.SampledFrom(writeSizes).Draw(t, "size")
			s.To = rapid.IntRange(1, 3).Draw(t, "parts")
		case "shutdown":
			s.N = rapid.IntRange(0, 2).Draw(t, "how")
		case "option":
			s.To = rapid.IntRange(0, len(options)-1).Draw(t, "option")
			s.N = rapid.SampledFrom([]int{0, 1, 5000, 50000, -1}).Draw(t, "value")
		case "watch":
			s.N = rapid.IntRange(1, 31).Draw(t, "events")
		case "poll":
			s.N = rapid.SampledFrom([]int{1, 2, 16}).Draw(t, "max")
		}
		return s
	})
}

func (st step) do(m *machine) {
	switch st.Op {
	case "socket":
		m.socket(st.N&1 == 1)
		return
	case "server":
		m.server(st.N)
		return
	case "pair":
		m.pair(st.N)
		return
	case "poll":
		m.poll(st.N)
		return
	case "wait":
		m.wait(sim.Duration(st.N) * 1e6)
		return
	}
	i, fd, ok := m.slot(st.Slot)
	if !ok {
		return
	}
	st.onSocket(m, i, fd)
}

func (st step) onSocket(m *machine, i int, fd kernel.FD) {
	switch st.Op {
	case "bind":
		m.say("bind %d %s %d: %s", i, addresses[st.IP], st.To, m.k.Bind(fd, m.place(addresses[st.IP], st.To)).Name())
	case "connect":
		to := m.place(addresses[st.IP], st.To)
		if to.Addr() == addresses[6] {
			return // leaves the machine
		}
		m.say("connect %d %s %d: %s", i, addresses[st.IP], st.To, m.k.Connect(fd, to).Name())
	case "listen":
		m.say("listen %d %d: %s", i, st.N, m.k.Listen(fd, st.N).Name())
	case "accept":
		m.accept(i, fd)
	case "read":
		m.read(i, fd, st.N)
	case "write":
		m.write(i, fd, st.N, st.To)
	case "shutdown":
		m.say("shutdown %d %d: %s", i, st.N, m.k.Shutdown(fd, kernel.How(st.N)).Name())
	case "close":
		m.slots[i] = -1
		m.say("close %d: %s", i, m.k.Close(fd).Name())
	case "reset":
		m.say("linger %d: %s", i, m.k.SetOption(fd, kernel.SoLinger, 0).Name())
	case "option":
		st.option(m, i, fd)
	case "error":
		m.say("error %d: %s", i, m.k.SocketError(fd).Name())
	case "local":
		m.say("local %d: %s", i, m.shown(m.k.LocalAddr(fd)))
	case "peer":
		m.say("peer %d: %s", i, m.shown(m.k.PeerAddr(fd)))
	case "watch":
		m.say("watch %d %s", i, bitNames(kernel.Events(st.N)))
		m.k.Watch(fd, kernel.Events(st.N))
	case "unwatch":
		m.say("unwatch %d", i)
		m.k.Watch(fd, 0)
	}
}

func (st step) option(m *machine, i int, fd kernel.FD) {
	opt, v := options[st.To], st.N
	if opt == kernel.SoLinger && v > 0 {
		v = 0 // close would block for so many seconds, which the interface excludes
	}
	m.say("option %d %d=%d: %s", i, opt, v, m.k.SetOption(fd, opt, v).Name())
}

func (m *machine) socket(v6 bool) (int, kernel.FD) {
	fd, errno := m.k.Socket(v6)
	if errno != 0 {
		panic(fmt.Sprint("socket: ", errno))
	}
	m.slots = append(m.slots, fd)
	i := len(m.slots) - 1
	m.say("socket %d", i)
	return i, fd
}

func (m *machine) accept(i int, fd kernel.FD) {
	nfd, errno := m.k.Accept(fd)
	if errno != 0 {
		m.say("accept %d: %s", i, errno.Name())
		return
	}
	m.slots = append(m.slots, nfd)
	m.say("accept %d: socket %d", i, len(m.slots)-1)
}

// server makes a socket that listens: on IPv4, or dual-stack.
func (m *machine) server(flags int) (int, kernel.FD) {
	v6 := flags == 5
	ip := addresses[0]
	if v6 {
		ip = addresses[3]
	}
	i, fd := m.socket(v6)
	m.say("bind %d: %s", i, m.k.Bind(fd, netip.AddrPortFrom(ip, 0)).Name())
	m.say("listen %d: %s", i, m.k.Listen(fd, 511).Name())
	return i, fd
}

// pair makes an established connection and watches it.
func (m *machine) pair(flags int) {
	l, lfd := m.server(flags)
	c, cfd := m.socket(false)
	m.k.SetOption(cfd, kernel.TCPNoDelay, flags&1)
	a, _ := m.k.LocalAddr(lfd)
	m.say("connect %d: %s", c, m.k.Connect(cfd, netip.AddrPortFrom(addresses[0], a.Port())).Name())
	m.accept(l, lfd)
	m.k.Watch(cfd, kernel.In|kernel.Out|kernel.RdHup)
	if last := len(m.slots) - 1; last != c {
		m.k.Watch(m.slots[last], kernel.In|kernel.RdHup)
		m.k.SetOption(m.slots[last], kernel.TCPNoDelay, flags&1)
	}
}
