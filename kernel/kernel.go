// Package kernel is the seam between the runtime and what it runs on: the
// dozen non-blocking calls and the one poller that libuv asks of Linux for TCP.
// netmodel answers them in virtual time, live with real sockets. It lies on
// floor 0: it is nothing but types.
package kernel

import (
	"net/netip"

	"finishline/sim"
)

// FD is a socket descriptor of one process. Negative is invalid.
type FD int32

// Events is a set of poll events.
type Events uint8

// Poll events, as epoll(7) has them. Err and Hup are always reported.
const (
	In    Events = 1 << iota // readable: data, EOF or a connection to accept
	Out                      // writable, or a connect that finished
	Err                      // an error is pending (EPOLLERR)
	Hup                      // both directions are shut (EPOLLHUP)
	RdHup                    // the peer shut its writing side (EPOLLRDHUP)
)

// Ready is one descriptor that the poller reports.
type Ready struct {
	FD     FD
	Events Events
}

// How says which side shutdown(2) shuts.
type How uint8

// Sides of a connection.
const (
	ShutRd How = iota
	ShutWr
	ShutRdWr
)

// Option is a socket option.
type Option uint8

// Socket options. Linger is in seconds, -1 for off; the buffers are in bytes,
// doubled by the kernel as in socket(7); the rest are 0 or 1.
const (
	SoReuseAddr Option = iota
	SoLinger
	SoSndBuf
	SoRcvBuf
	TCPNoDelay
	SoKeepAlive
	TCPKeepIdle // seconds
	IPv6Only
	TCPKeepIntvl // seconds
	TCPKeepCnt
)

// String is the option as setsockopt(2) names it.
func (o Option) String() string {
	return [...]string{"SO_REUSEADDR", "SO_LINGER", "SO_SNDBUF", "SO_RCVBUF", "TCP_NODELAY", "SO_KEEPALIVE", "TCP_KEEPIDLE", "IPV6_V6ONLY",
		"TCP_KEEPINTVL", "TCP_KEEPCNT"}[o]
}

// Kernel is one process's view of the operating system. No call blocks but
// Wait. Every Errno is 0 on success.
type Kernel interface {
	// Now is the monotonic clock (CLOCK_MONOTONIC).
	Now() sim.Time

	// Socket makes a TCP socket: IPv6 if v6, else IPv4.
	Socket(v6 bool) (FD, Errno)
	Bind(fd FD, addr netip.AddrPort) Errno
	Listen(fd FD, backlog int) Errno
	// Accept takes a connection off the backlog, or EAGAIN.
	Accept(fd FD) (FD, Errno)
	// Connect starts connecting: EINPROGRESS, or the outcome at once.
	Connect(fd FD, addr netip.AddrPort) Errno
	// Read fills p: n > 0; n == 0 at end of file; or an errno (EAGAIN, ECONNRESET …).
	Read(fd FD, p []byte) (n int, errno Errno)
	// Writev takes what fits of bufs and returns how much that was, or an errno (EAGAIN, EPIPE, ECONNRESET …).
	Writev(fd FD, bufs [][]byte) (n int, errno Errno)
	Shutdown(fd FD, how How) Errno
	Close(fd FD) Errno
	SetOption(fd FD, opt Option, value int) Errno
	// SocketError is getsockopt(SO_ERROR): it returns and clears the pending error.
	SocketError(fd FD) Errno
	LocalAddr(fd FD) (netip.AddrPort, Errno)
	PeerAddr(fd FD) (netip.AddrPort, Errno)

	// Watch sets the level-triggered interest in fd; 0 removes it.
	Watch(fd FD, events Events)
	// Poll fills out with descriptors that are ready now, without waiting, in
	// the order in which they became ready, and returns how many.
	Poll(out []Ready) int

	// Object is the trace's name of a descriptor, 0 if there is none.
	Object(fd FD) sim.ObjID
}

// Waiter is a kernel that can put its only process to sleep: the loop calls
// Wait when nothing is ready. It returns when Poll would report something or
// when the clock has reached deadline. It reports false if neither can ever
// happen.
type Waiter interface {
	Wait(deadline sim.Time) bool
}
