package netmodel

import (
	"net/netip"

	"finishline/kernel"
)

// SetOption is setsockopt.
func (p *Process) SetOption(fd kernel.FD, opt kernel.Option, value int) kernel.Errno {
	s, errno := p.enter(fd)
	if errno == 0 {
		errno = s.setOption(opt, value)
		s.leave()
	}
	p.traceCall(s, "setsockopt", result(0, errno), value, netip.AddrPort{})
	return errno
}

func (s *socket) setOption(opt kernel.Option, value int) kernel.Errno {
	switch opt {
	case kernel.SoReuseAddr:
		s.reuse = value != 0
	case kernel.SoLinger:
		s.linger = max(value, -1)
	case kernel.SoSndBuf:
		s.sndbuf, s.sndLocked = min(max(2*value, 4608), 2*212992), true
	case kernel.SoRcvBuf:
		s.rcvbuf, s.rcvLocked = min(max(2*value, 2304), 2*212992), true
	case kernel.TCPNoDelay:
		s.nodelay = value != 0
		if s.nodelay {
			s.push(s.mss, nagleOff|naglePush)
		}
	case kernel.SoKeepAlive:
		s.keepalive = value != 0
	case kernel.TCPKeepIdle:
		if value < 1 || value > 32767 {
			return kernel.EINVAL
		}
		s.keepidle = value
	case kernel.IPv6Only:
		if !s.v6 {
			return kernel.EOPNOTSUPP
		}
		if s.port != nil {
			return kernel.EINVAL
		}
		s.v6only = value != 0
	default:
		return kernel.EINVAL
	}
	return 0
}

// SocketError is getsockopt(SO_ERROR).
func (p *Process) SocketError(fd kernel.FD) kernel.Errno {
	s := p.socket(fd)
	if s == nil {
		return kernel.EBADF
	}
	errno := s.takeError()
	p.traceCall(s, "getsockopt", int64(errno), 0, netip.AddrPort{})
	return errno
}

// takeError returns and clears the pending error (sock_error).
func (s *socket) takeError() kernel.Errno {
	errno := s.err
	s.err = 0
	return errno
}
