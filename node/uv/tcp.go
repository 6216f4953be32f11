package uv

import (
	"net/netip"

	"finishline/kernel"
	"finishline/sim"
)

// EOF is UV_EOF: the status with which a read callback learns that the peer
// has finished. It is no Linux errno.
const EOF kernel.Errno = 4095

// TCPState is where a TCP handle is in its life.
type TCPState uint8

// The states of a TCP handle.
const (
	TCPInit       TCPState = iota // no socket, or one that is only bound; Listen, Connect or Accept leave it
	TCPListening                  // Close leaves it
	TCPConnecting                 // connect(2) is under way; its outcome leaves it
	TCPOpen                       // both directions may work; Shutdown or Close leave it
	TCPShutting                   // Shutdown waits for the write queue
	TCPShut                       // shutdown(2) was called: nothing can be written any more
	TCPClosing                    // close(2) was called; the closing phase leaves it
	TCPClosed
)

var tcpStateNames = [...]string{"init", "listening", "connecting", "open", "shutting", "shut", "closing", "closed"}

func (s TCPState) String() string { return tcpStateNames[s] }

// TCP is uv_tcp_t with its uv_stream_t, or (NewPipe) uv_pipe_t with it.
type TCP struct {
	Handle
	watcher ioWatcher
	state   TCPState

	readable, writable  bool
	reading, readEOF    bool
	readPartial         bool
	noDelay, keepAlive  bool
	delayedError        kernel.Errno
	listener            ReadListener
	onConnection        func(status kernel.Errno)
	accepted            kernel.FD
	connectReq          *ConnectReq
	shutdownReq         *ShutdownReq
	writeQueue          []*WriteReq
	completed           []*WriteReq
	writeQueueSize      int
	bytesRead, bytesOut int64
	pipe, ipc           bool
	standIn             netip.AddrPort // see NewStandIn
	pendingFDs          []kernel.FD    // came through an ipc pipe and wait to be taken
}

// NewTCP is uv_tcp_init: the socket is made when its family is known.
func NewTCP(l *Loop) *TCP {
	t := &TCP{accepted: -1}
	t.init(l, "tcp")
	t.watcher.fd = -1
	t.watcher.tcp = t
	return t
}

// setState is the one place where the state moves.
func (t *TCP) setState(s TCPState) {
	if t.state == s {
		return
	}
	if w := t.loop.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindState, Obj: t.obj, Name: w.Sym(t.state.String()), Text: w.Sym(s.String())})
	}
	t.state = s
}

// State is where the handle is.
func (t *TCP) State() TCPState { return t.state }

// FD is the descriptor, -1 if there is none.
func (t *TCP) FD() kernel.FD { return t.watcher.fd }

// Socket is the trace's name of the kernel's socket.
func (t *TCP) Socket() sim.ObjID {
	if t.watcher.fd < 0 {
		return 0
	}
	return t.loop.Kernel.Object(t.watcher.fd)
}

// BytesRead is how many bytes have been delivered.
func (t *TCP) BytesRead() int64 { return t.bytesRead }

// WriteQueueSize is how many bytes wait to be written.
func (t *TCP) WriteQueueSize() int { return t.writeQueueSize }

func (t *TCP) socket(v6 bool) kernel.Errno {
	if t.watcher.fd >= 0 {
		return 0
	}
	fd, err := t.loop.Kernel.Socket(v6)
	if err != 0 {
		return err
	}
	t.open(fd)
	return 0
}

// open takes a descriptor over (uv__stream_open).
func (t *TCP) open(fd kernel.FD) {
	t.watcher.fd = fd
	if t.loop.World.Tracing() {
		t.loop.World.Link(t.obj, "socket", t.loop.Kernel.Object(fd), 0)
	}
	if t.pipe {
		return
	}
	if t.noDelay {
		t.loop.Kernel.SetOption(fd, kernel.TCPNoDelay, 1)
	}
	if t.keepAlive {
		t.keepAliveOn(fd, true, openKeepAlive)
	}
}

// Bind is uv_tcp_bind. That the address is in use is found out only by Listen,
// Connect or SockName.
func (t *TCP) Bind(addr netip.AddrPort, v6only bool) kernel.Errno {
	v6 := addr.Addr().Is6()
	if v6only && !v6 {
		return kernel.EINVAL
	}
	if err := t.socket(v6); err != 0 {
		return err
	}
	k := t.loop.Kernel
	if err := k.SetOption(t.watcher.fd, kernel.SoReuseAddr, 1); err != 0 {
		return err
	}
	if v6 {
		only := 0
		if v6only {
			only = 1
		}
		if err := k.SetOption(t.watcher.fd, kernel.IPv6Only, only); err != 0 {
			return err
		}
	}
	err := k.Bind(t.watcher.fd, addr)
	if err != 0 && err != kernel.EADDRINUSE {
		return err
	}
	t.delayedError = err
	return 0
}

// Listen is uv_listen: onConnection is called for every connection, and must
// Accept it.
func (t *TCP) Listen(backlog int, onConnection func(status kernel.Errno)) kernel.Errno {
	if t.closing {
		return kernel.EINVAL
	}
	if t.standIn.IsValid() {
		t.setState(TCPListening)
		return 0
	}
	if t.delayedError != 0 {
		return t.delayedError
	}
	if err := t.socket(false); err != 0 {
		return err
	}
	if err := t.loop.Kernel.Listen(t.watcher.fd, backlog); err != 0 {
		return err
	}
	t.onConnection = onConnection
	t.loop.ioStart(&t.watcher, kernel.In)
	t.setState(TCPListening)
	t.start()
	return 0
}

// serverIO accepts (uv__server_io).
func (t *TCP) serverIO() {
	l := t.loop
	for {
		fd, err := l.Kernel.Accept(t.watcher.fd)
		switch {
		case err == kernel.ECONNABORTED && !l.acceptOne:
			continue
		case err != 0:
			if err == kernel.EAGAIN || l.acceptOne {
				return
			}
			t.connection(err)
			if t.watcher.fd < 0 {
				return
			}
			continue
		}
		t.accepted = fd
		t.connection(0)
		if t.accepted >= 0 {
			l.ioStop(&t.watcher, kernel.In)
			return
		}
		if l.acceptOne || t.watcher.fd < 0 {
			return
		}
	}
}

func (t *TCP) connection(status kernel.Errno) {
	s := t.loop.enterHandle(&t.Handle, "connection")
	t.onConnection(status)
	t.loop.leave(s, t.obj)
}

// Accept gives the waiting connection to client (uv_accept).
func (t *TCP) Accept(client *TCP) kernel.Errno {
	if t.accepted < 0 {
		return kernel.EAGAIN
	}
	client.open(t.accepted)
	client.readable, client.writable = true, true
	client.setState(TCPOpen)
	t.accepted = -1
	if t.watcher.fd >= 0 {
		t.loop.ioStart(&t.watcher, kernel.In)
	}
	return 0
}

// ConnectReq is uv_connect_t.
type ConnectReq struct {
	// Done learns the outcome; ECANCELED if the handle was closed first.
	Done func(status kernel.Errno)
}

// Connect is uv_tcp_connect.
func (t *TCP) Connect(req *ConnectReq, addr netip.AddrPort) kernel.Errno {
	if t.closing {
		return kernel.EINVAL
	}
	if t.connectReq != nil {
		return kernel.EALREADY
	}
	if t.delayedError == 0 {
		if err := t.socket(addr.Addr().Is6()); err != 0 {
			return err
		}
		t.readable, t.writable = true, true
		switch err := t.loop.Kernel.Connect(t.watcher.fd, addr); err {
		case 0, kernel.EINPROGRESS:
		case kernel.ECONNREFUSED:
			// Some kernels know at once; the error is reported on the next turn all the same.
			t.delayedError = err
		default:
			return err
		}
	}
	t.connectReq = req
	t.loop.request(true, t.obj, "connect")
	t.setState(TCPConnecting)
	t.loop.ioStart(&t.watcher, kernel.Out)
	if t.delayedError != 0 {
		t.loop.ioFeed(&t.watcher)
	}
	return 0
}

// connected reports a connect's outcome (uv__stream_connect).
func (t *TCP) connected() {
	l := t.loop
	err := t.delayedError
	if err != 0 {
		t.delayedError = 0
	} else {
		err = l.Kernel.SocketError(t.watcher.fd)
	}
	if err == kernel.EINPROGRESS {
		return
	}
	req := t.connectReq
	t.connectReq = nil
	l.request(false, t.obj, "connect")
	if err != 0 || len(t.writeQueue) == 0 {
		l.ioStop(&t.watcher, kernel.Out)
	}
	if err == 0 {
		t.setState(TCPOpen)
		if t.shutdownReq != nil {
			t.setState(TCPShutting)
		}
	} else {
		t.setState(TCPInit)
	}
	s := l.enterHandle(&t.Handle, "connect")
	req.Done(err)
	l.leave(s, t.obj)
	if t.watcher.fd >= 0 && err != 0 {
		t.flushWriteQueue(kernel.ECANCELED)
		t.writeCallbacks()
	}
}

// io is what the poll or the pending queue calls (uv__stream_io, uv__server_io).
func (t *TCP) io(ev kernel.Events) {
	switch {
	case t.onConnection != nil:
		t.serverIO()
		return
	case t.connectReq != nil:
		t.connected()
		return
	}
	if ev&(kernel.In|kernel.Err|kernel.Hup) != 0 {
		t.read()
	}
	if t.watcher.fd < 0 {
		return
	}
	if ev&kernel.Hup != 0 && t.loop.pollHupIsEOF && t.reading && t.readPartial && !t.readEOF {
		t.eof()
	}
	if t.watcher.fd < 0 {
		return
	}
	if ev&(kernel.Out|kernel.Err|kernel.Hup) != 0 {
		t.write()
		t.writeCallbacks()
		if len(t.writeQueue) == 0 {
			t.drain()
		}
	}
}

// SockName is uv_tcp_getsockname.
func (t *TCP) SockName() (netip.AddrPort, kernel.Errno) {
	if t.standIn.IsValid() {
		return t.standIn, 0
	}
	if t.delayedError != 0 {
		return netip.AddrPort{}, t.delayedError
	}
	if t.watcher.fd < 0 {
		return netip.AddrPort{}, kernel.EBADF
	}
	return t.loop.Kernel.LocalAddr(t.watcher.fd)
}

// PeerName is uv_tcp_getpeername.
func (t *TCP) PeerName() (netip.AddrPort, kernel.Errno) {
	if t.delayedError != 0 {
		return netip.AddrPort{}, t.delayedError
	}
	if t.watcher.fd < 0 {
		return netip.AddrPort{}, kernel.EBADF
	}
	return t.loop.Kernel.PeerAddr(t.watcher.fd)
}
