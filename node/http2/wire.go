package http2

import (
	"time"

	"finishline/kernel"
	"finishline/node/net"
	"finishline/sim"
)

// wire is the stream below a session: the socket's handle, which the session reads and writes in
// the socket's place. Nothing here opens a callback scope: the native layer does that per frame.
type wire struct {
	n      *native
	socket *net.Socket
	handle *net.Handle
}

// consume is Consume: from now on what is read goes to the session.
func (n *native) consume(socket *net.Socket) {
	n.wire = &wire{n: n, socket: socket, handle: socket.Handle}
	socket.Handle.SetListener(n.wire)
}

// AllocRead leaves the buffer to libuv.
func (w *wire) AllocRead() []byte { return nil }

// OnRead is OnStreamRead. End of file and errors are the socket's business.
func (w *wire) OnRead(data []byte, status kernel.Errno) {
	if len(data) > 0 {
		// The script keeps slices of it, and libuv will use its buffer again.
		w.n.OnRead(append([]byte(nil), data...))
		return
	}
	if status == 0 {
		return
	}
	opened := w.n.openScope()
	w.socket.OnRead(nil, status)
	if opened {
		w.n.endScope()
	}
}

// ReadStart makes libuv read.
func (w *wire) ReadStart() { w.handle.ReadStart() }

// ReadStop makes it stop.
func (w *wire) ReadStop() { w.handle.ReadStop() }

// Write is StreamBase::Write: what the kernel takes at once, the rest queued.
func (w *wire) Write(bufs [][]byte, done func(status kernel.Errno)) (async bool, status kernel.Errno) {
	return w.handle.StreamWrite(bufs, done)
}

// Release gives reading back to the socket.
func (w *wire) Release() { w.handle.SetListener(w.socket) }

// Object is the trace's name of the socket.
func (w *wire) Object() sim.ObjID { return w.handle.TCP.Socket() }

// date is utcDate: the date header.
func (s *Session) date() string {
	var ms int64
	if f := s.Env().WallClock; f != nil {
		ms = f()
	}
	return time.UnixMilli(ms).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
}
