package peer

import (
	"bytes"
	"net/netip"
	"strconv"

	"finishline/kernel"
)

// step does what it can of a step, and reports whether it is over.
func (p *Peer) step(s *Step) bool {
	switch s.Verb {
	case Connect:
		return p.connect(s)
	case Listen:
		return p.listen(s)
	case Accept:
		return p.accept()
	case Send:
		return p.send(s)
	case Expect:
		return p.expect(s)
	case Read:
		return p.read(s)
	case Wait:
		if p.world.Now() >= p.limit {
			return true
		}
		p.deadline = p.limit
		return false
	case Shutdown:
		return p.outcome(p.kernel.Shutdown(p.conn.fd, kernel.ShutWr))
	case Reset:
		p.kernel.SetOption(p.conn.fd, kernel.SoLinger, 0)
		return p.close()
	case Close:
		return p.close()
	case SndBuf:
		p.sndbuf = s.N
	case RcvBuf:
		p.rcvbuf = s.N
	case Print:
		p.write(1, string(s.Data)+"\n")
	case Exit:
		p.end(s.N, "process.exit")
	}
	return true
}

// outcome is a step that was one system call.
func (p *Peer) outcome(errno kernel.Errno) bool {
	if errno != 0 {
		return p.fail("%s", errno.Name())
	}
	return true
}

// open makes a socket. Buffers are sized before it connects, or the window's
// scale would not fit.
func (p *Peer) open() kernel.FD {
	fd, _ := p.kernel.Socket(false)
	if p.sndbuf > 0 {
		p.kernel.SetOption(fd, kernel.SoSndBuf, p.sndbuf)
	}
	if p.rcvbuf > 0 {
		p.kernel.SetOption(fd, kernel.SoRcvBuf, p.rcvbuf)
	}
	return fd
}

func (p *Peer) connect(s *Step) bool {
	if p.conn.fd < 0 {
		addr, ok := p.resolve(s.Host)
		if !ok {
			return p.fail("no host is called %s", s.Host)
		}
		p.take(p.open(), "client")
		p.kernel.SetOption(p.conn.fd, kernel.TCPNoDelay, 1)
		if errno := p.kernel.Connect(p.conn.fd, netip.AddrPortFrom(addr, uint16(s.N))); errno != 0 && errno != kernel.EINPROGRESS {
			return p.fail("%s", errno.Name())
		}
		return p.wait(p.conn.fd, kernel.Out)
	}
	if errno := p.kernel.SocketError(p.conn.fd); errno != 0 {
		return p.fail("%s", errno.Name())
	}
	if _, errno := p.kernel.PeerAddr(p.conn.fd); errno != 0 {
		return p.wait(p.conn.fd, kernel.Out)
	}
	return true
}

func (p *Peer) resolve(host string) (netip.Addr, bool) {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr, addr.Is4()
	}
	if host == "localhost" {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true
	}
	if k, ok := p.kernel.(kernel.Resolver); ok {
		for _, a := range k.Resolve(host) {
			if a.Is4() {
				return a, true
			}
		}
	}
	return netip.Addr{}, false
}

// take makes fd the connection.
func (p *Peer) take(fd kernel.FD, side string) {
	p.conn = connection{fd: fd}
	if p.world.Tracing() {
		// Named as net names its sockets, so that whoever reads a trace finds the sides.
		p.conn.socket = p.world.NewObject("Socket", side, 0)
		p.world.Link(p.conn.socket, "socket", p.kernel.Object(fd), 0)
	}
}

// backlog of a listening peer: what net.Server asks for.
const backlog = 511

func (p *Peer) listen(s *Step) bool {
	fd := p.open()
	p.kernel.SetOption(fd, kernel.SoReuseAddr, 1)
	if errno := p.kernel.Bind(fd, netip.AddrPortFrom(netip.IPv4Unspecified(), uint16(s.N))); errno != 0 {
		return p.fail("%s", errno.Name())
	}
	p.listener = fd
	return p.outcome(p.kernel.Listen(fd, backlog))
}

func (p *Peer) accept() bool {
	fd, errno := p.kernel.Accept(p.listener)
	switch errno {
	case 0:
		p.take(fd, "server")
		p.kernel.SetOption(fd, kernel.TCPNoDelay, 1)
		return true
	case kernel.EAGAIN:
		return p.wait(p.listener, kernel.In)
	}
	return p.fail("%s", errno.Name())
}

func (p *Peer) close() bool {
	errno := p.kernel.Close(p.conn.fd)
	p.conn = connection{fd: -1}
	return p.outcome(errno)
}

// mostWritten is what is offered to the kernel at a time.
const mostWritten = 64 << 10

func (p *Peer) send(s *Step) bool {
	for p.done < s.total() {
		n, errno := p.kernel.Writev(p.conn.fd, [][]byte{s.from(p.done)})
		switch {
		case errno == kernel.EAGAIN:
			return p.wait(p.conn.fd, kernel.Out)
		case errno != 0:
			return p.fail("%s, after %d of %d bytes", errno.Name(), p.done, s.total())
		}
		if p.done += int64(n); s.Every > 0 && p.done < s.total() && p.done%int64(s.Chunk) == 0 {
			return p.pause(s.Every)
		}
	}
	return true
}

// from is what a send step writes next when it has written n bytes.
func (s *Step) from(n int64) []byte {
	most := min(s.total()-n, mostWritten)
	if s.Chunk > 0 {
		most = min(most, int64(s.Chunk)-n%int64(s.Chunk)) // the rest of a chunk that was taken in part
	}
	skip := int(n % int64(len(s.Data)))
	if whole := s.Data[skip:]; int64(len(whole)) >= most {
		return whole[:most]
	}
	copies := 2 + int(most)/len(s.Data)
	return bytes.Repeat(s.Data, copies)[skip : skip+int(most)]
}

// mostRead is what is read at a time: little, so that a peer which stops reading
// leaves the rest to its kernel.
const mostRead = 4096

// more reads up to n bytes from the kernel. over says that the step is; ok that
// some came.
func (p *Peer) more(n int) (b []byte, ok, over bool) {
	var buf [mostRead]byte
	got, errno := p.kernel.Read(p.conn.fd, buf[:min(n, mostRead)])
	switch {
	case errno == kernel.EAGAIN:
		return nil, false, p.wait(p.conn.fd, kernel.In)
	case errno != 0:
		return nil, false, p.broken(errno)
	case got == 0:
		p.conn.eof = true
		return nil, false, p.atEnd()
	}
	p.world.Observe("bytes", int64(got))
	return buf[:got], true, false
}

// broken is a step's end when reading fails.
func (p *Peer) broken(errno kernel.Errno) bool {
	if p.script.Steps[p.at].until == untilReset && errno == kernel.ECONNRESET {
		return p.close()
	}
	return p.fail("%s%s", errno.Name(), p.soFar())
}

// atEnd is a step's end, or its going on, when the other side has ended.
func (p *Peer) atEnd() bool {
	s := &p.script.Steps[p.at]
	switch {
	case s.Verb == Read && s.N < 0, s.until == untilEnd:
		return true
	case s.until == untilReset:
		if errno := p.kernel.SocketError(p.conn.fd); errno != 0 {
			return p.broken(errno)
		}
		return p.wait(p.conn.fd, kernel.Err)
	}
	return p.fail("the other side has ended%s", p.soFar())
}

// soFar says what came instead of what was expected.
func (p *Peer) soFar() string {
	switch s := &p.script.Steps[p.at]; {
	case s.Verb == Read && s.N >= 0:
		return ", after " + strconv.FormatInt(p.done, 10) + " bytes"
	case s.Verb == Expect && s.until == untilText && len(p.conn.unread) > 0:
		return "; what came is " + short(strconv.Quote(string(p.conn.unread)))
	case s.Verb == Expect && s.until == untilText:
		return "; nothing came"
	}
	return ""
}

// mostExpected bounds what an expect step looks through.
const mostExpected = 16 << 20

func (p *Peer) expect(s *Step) bool {
	for c := &p.conn; ; {
		if s.until != untilText {
			c.unread = nil
		} else if i := bytes.Index(c.unread, s.Data); i >= 0 {
			c.unread = c.unread[i+len(s.Data):]
			return true
		}
		if c.eof {
			return p.atEnd()
		}
		if len(c.unread) > mostExpected {
			return p.fail("it is not in the first %d bytes", mostExpected)
		}
		b, ok, over := p.more(mostRead)
		if !ok {
			return over
		}
		c.unread = append(c.unread, b...)
	}
}

// read drops bytes, all that come or N of them.
func (p *Peer) read(s *Step) bool {
	for c := &p.conn; s.N < 0 || p.done < int64(s.N); {
		n := mostRead
		if s.N >= 0 {
			n = min(n, s.N-int(p.done))
		}
		if s.Chunk > 0 {
			n = min(n, s.Chunk)
		}
		if k := min(n, len(c.unread)); k > 0 {
			c.unread = c.unread[k:]
			p.done += int64(k)
		} else {
			if c.eof {
				return p.atEnd()
			}
			b, ok, over := p.more(n)
			if !ok {
				return over
			}
			p.done += int64(len(b))
		}
		if s.Every > 0 && (s.N < 0 || p.done < int64(s.N)) {
			return p.pause(s.Every)
		}
	}
	return true
}
