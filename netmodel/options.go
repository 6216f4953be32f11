package netmodel

import (
	"finishline/kernel"
)

// The smallest buffers (SOCK_MIN_SNDBUF, SOCK_MIN_RCVBUF).
const (
	minSndBuf = 4608
	minRcvBuf = 2304
)

// doubled is the size of a buffer for which the program asked for n bytes: the
// kernel compares as unsigned and adds as much again for its own structures.
func doubled(n, most, least int) int {
	if n < 0 || n > most {
		n = most
	}
	return max(2*n, least)
}

// SetOption is setsockopt.
func (p *Process) SetOption(fd kernel.FD, opt kernel.Option, value int) kernel.Errno {
	c := p.begin(fd, "setsockopt")
	c.size = value
	c.note(opt.String())
	if c.s == nil {
		return c.result(kernel.EBADF)
	}
	if c.s.pair != nil {
		return c.result(c.s.setPairOption(opt, value))
	}
	return c.result(c.s.setOption(opt, value))
}

// setPairOption knows what a socket pair has (net/core/sock.c).
func (s *socket) setPairOption(opt kernel.Option, value int) kernel.Errno {
	switch opt {
	case kernel.SoSndBuf:
		s.pair.sndbuf = doubled(value, s.net.cfg.SndBufMax, minSndBuf)
	case kernel.SoRcvBuf, kernel.SoReuseAddr, kernel.SoLinger, kernel.SoKeepAlive:
	default:
		return kernel.EOPNOTSUPP
	}
	return 0
}

func (s *socket) setOption(opt kernel.Option, value int) kernel.Errno {
	switch opt {
	case kernel.SoReuseAddr:
		s.reuse = value != 0
	case kernel.SoLinger:
		s.linger = max(value, -1)
	case kernel.SoSndBuf:
		s.sndbuf, s.sndLocked = doubled(value, s.net.cfg.SndBufMax, minSndBuf), true
	case kernel.SoRcvBuf:
		s.rcvbuf, s.rcvLocked = doubled(value, s.net.cfg.RcvBufMax, minRcvBuf), true
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
	case kernel.TCPKeepIntvl: // probes are not modelled
		if value < 1 || value > 32767 {
			return kernel.EINVAL
		}
	case kernel.TCPKeepCnt:
		if value < 1 || value > 127 {
			return kernel.EINVAL
		}
	case kernel.IPv6Only:
		if !s.v6 {
			return kernel.ENOPROTOOPT
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
	c := p.begin(fd, "getsockopt")
	errno := kernel.EBADF
	if c.s != nil {
		errno = c.s.takeError()
	}
	return c.result(errno)
}

// takeError returns and clears the pending error (sock_error).
func (s *socket) takeError() kernel.Errno {
	errno := s.err
	s.err = 0
	return errno
}
