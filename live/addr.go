//go:build linux

package live

import (
	"net/netip"

	"golang.org/x/sys/unix"

	"finishline/kernel"
)

// Bind is bind(2).
func (k *Kernel) Bind(fd kernel.FD, addr netip.AddrPort) kernel.Errno {
	sa, e := sockaddr(int(fd), addr)
	if e != 0 {
		return e
	}
	return errno(unix.Bind(int(fd), sa))
}

// Connect is connect(2).
func (k *Kernel) Connect(fd kernel.FD, addr netip.AddrPort) kernel.Errno {
	sa, e := sockaddr(int(fd), addr)
	if e != 0 {
		return e
	}
	return errno(unix.Connect(int(fd), sa))
}

// sockaddr is addr for fd; an IPv6 socket takes IPv4 addresses mapped.
func sockaddr(fd int, addr netip.AddrPort) (unix.Sockaddr, kernel.Errno) {
	if !addr.IsValid() {
		return nil, kernel.EINVAL
	}
	if addr.Addr().Is4() {
		family, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_DOMAIN)
		if err != nil {
			return nil, errno(err)
		}
		if family == unix.AF_INET {
			return &unix.SockaddrInet4{Port: int(addr.Port()), Addr: addr.Addr().As4()}, 0
		}
	}
	return &unix.SockaddrInet6{Port: int(addr.Port()), Addr: addr.Addr().As16()}, 0
}

func fromSockaddr(sa unix.Sockaddr) netip.AddrPort {
	switch sa := sa.(type) {
	case *unix.SockaddrInet4:
		return netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))
	case *unix.SockaddrInet6:
		return netip.AddrPortFrom(netip.AddrFrom16(sa.Addr), uint16(sa.Port))
	}
	return netip.AddrPort{}
}
