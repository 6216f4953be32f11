//go:build linux

package live

import (
	"fmt"
	"net/netip"
	"time"

	"golang.org/x/sys/unix"

	"finishline/kernel"
	"finishline/sim"
)

// Kernel is the calling process's real operating system.
type Kernel struct {
	start   time.Time
	epoll   int
	watched map[kernel.FD]struct{}
	events  []unix.EpollEvent
}

var (
	_ kernel.Kernel = (*Kernel)(nil)
	_ kernel.Waiter = (*Kernel)(nil)
)

// New returns a kernel with an epoll instance of its own; Shut closes it.
func New() (*Kernel, error) {
	ep, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fmt.Errorf("live: epoll_create1: %w", err)
	}
	return &Kernel{start: time.Now(), epoll: ep, watched: make(map[kernel.FD]struct{})}, nil
}

// Shut closes the epoll instance; sockets stay open.
func (k *Kernel) Shut() error { return unix.Close(k.epoll) }

// Now is the monotonic time since New.
func (k *Kernel) Now() sim.Time { return sim.Time(time.Since(k.start)) }

// Object is 0: there is no trace.
func (k *Kernel) Object(kernel.FD) sim.ObjID { return 0 }

// errno turns a system call's error into its number.
func errno(err error) kernel.Errno {
	if err == nil {
		return 0
	}
	if e, ok := err.(unix.Errno); ok {
		return kernel.Errno(e)
	}
	return kernel.EINVAL
}

// again calls f until no signal interrupts it.
func again(f func() error) kernel.Errno {
	for {
		if err := f(); err != unix.EINTR {
			return errno(err)
		}
	}
}

// Socket makes a non-blocking TCP socket.
func (k *Kernel) Socket(v6 bool) (kernel.FD, kernel.Errno) {
	family := unix.AF_INET
	if v6 {
		family = unix.AF_INET6
	}
	fd, err := unix.Socket(family, unix.SOCK_STREAM|unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return -1, errno(err)
	}
	return kernel.FD(fd), 0
}

// Listen is listen(2).
func (k *Kernel) Listen(fd kernel.FD, backlog int) kernel.Errno {
	return errno(unix.Listen(int(fd), backlog))
}

// Accept is accept4(2).
func (k *Kernel) Accept(fd kernel.FD) (kernel.FD, kernel.Errno) {
	nfd := -1
	e := again(func() (err error) {
		nfd, _, err = unix.Accept4(int(fd), unix.SOCK_NONBLOCK|unix.SOCK_CLOEXEC)
		return err
	})
	if e != 0 {
		return -1, e
	}
	return kernel.FD(nfd), 0
}

// Read is read(2).
func (k *Kernel) Read(fd kernel.FD, p []byte) (int, kernel.Errno) {
	n := 0
	e := again(func() (err error) { n, err = unix.Read(int(fd), p); return err })
	if e != 0 {
		return 0, e
	}
	return n, 0
}

// Writev is writev(2) without SIGPIPE.
func (k *Kernel) Writev(fd kernel.FD, bufs [][]byte) (int, kernel.Errno) {
	n := 0
	e := again(func() (err error) {
		n, err = unix.SendmsgBuffers(int(fd), bufs, nil, nil, unix.MSG_NOSIGNAL)
		return err
	})
	if e != 0 {
		return 0, e
	}
	return n, 0
}

// Shutdown is shutdown(2).
func (k *Kernel) Shutdown(fd kernel.FD, how kernel.How) kernel.Errno {
	return errno(unix.Shutdown(int(fd), int(how)))
}

// Close is close(2); the interest in fd goes with it.
func (k *Kernel) Close(fd kernel.FD) kernel.Errno {
	delete(k.watched, fd)
	return errno(unix.Close(int(fd)))
}

// SocketError is getsockopt(SO_ERROR).
func (k *Kernel) SocketError(fd kernel.FD) kernel.Errno {
	v, err := unix.GetsockoptInt(int(fd), unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil {
		return errno(err)
	}
	return kernel.Errno(v)
}

// SetOption is setsockopt(2).
func (k *Kernel) SetOption(fd kernel.FD, opt kernel.Option, value int) kernel.Errno {
	f := int(fd)
	switch opt {
	case kernel.SoReuseAddr:
		return errno(unix.SetsockoptInt(f, unix.SOL_SOCKET, unix.SO_REUSEADDR, value))
	case kernel.SoLinger:
		l := unix.Linger{}
		if value >= 0 {
			l = unix.Linger{Onoff: 1, Linger: int32(value)}
		}
		return errno(unix.SetsockoptLinger(f, unix.SOL_SOCKET, unix.SO_LINGER, &l))
	case kernel.SoSndBuf:
		return errno(unix.SetsockoptInt(f, unix.SOL_SOCKET, unix.SO_SNDBUF, value))
	case kernel.SoRcvBuf:
		return errno(unix.SetsockoptInt(f, unix.SOL_SOCKET, unix.SO_RCVBUF, value))
	case kernel.TCPNoDelay:
		return errno(unix.SetsockoptInt(f, unix.IPPROTO_TCP, unix.TCP_NODELAY, value))
	case kernel.SoKeepAlive:
		return errno(unix.SetsockoptInt(f, unix.SOL_SOCKET, unix.SO_KEEPALIVE, value))
	case kernel.TCPKeepIdle:
		return errno(unix.SetsockoptInt(f, unix.IPPROTO_TCP, unix.TCP_KEEPIDLE, value))
	case kernel.TCPKeepIntvl:
		return errno(unix.SetsockoptInt(f, unix.IPPROTO_TCP, unix.TCP_KEEPINTVL, value))
	case kernel.TCPKeepCnt:
		return errno(unix.SetsockoptInt(f, unix.IPPROTO_TCP, unix.TCP_KEEPCNT, value))
	case kernel.IPv6Only:
		return errno(unix.SetsockoptInt(f, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, value))
	}
	return kernel.EINVAL
}

// LocalAddr is getsockname(2).
func (k *Kernel) LocalAddr(fd kernel.FD) (netip.AddrPort, kernel.Errno) {
	sa, err := unix.Getsockname(int(fd))
	return fromSockaddr(sa), errno(err)
}

// PeerAddr is getpeername(2).
func (k *Kernel) PeerAddr(fd kernel.FD) (netip.AddrPort, kernel.Errno) {
	sa, err := unix.Getpeername(int(fd))
	return fromSockaddr(sa), errno(err)
}
