package uv

import "finishline/kernel"

// NewPipe is uv_pipe_init: a stream over one end of a socket pair. Through one
// made for ipc, handles can be sent. All that a stream does is the same as
// TCP's, as it is in libuv.
func NewPipe(l *Loop, ipc bool) *TCP {
	t := &TCP{accepted: -1, pipe: true, ipc: ipc}
	t.init(l, "pipe")
	t.watcher.fd = -1
	t.watcher.tcp = t
	return t
}

// IsPipe reports whether the handle was made by NewPipe.
func (t *TCP) IsPipe() bool { return t.pipe }

// Open takes over a connected descriptor (uv_pipe_open, uv_tcp_open).
func (t *TCP) Open(fd kernel.FD) {
	t.open(fd)
	t.readable, t.writable = true, true
	t.setState(TCPOpen)
}

// OpenListening takes over a descriptor that already listens: Listen follows.
func (t *TCP) OpenListening(fd kernel.FD) { t.open(fd) }

// receive is the read of a pipe that handles come through (uv__recvmsg); they
// wait in the order in which they came.
func (t *TCP) receive(buf []byte) (int, kernel.Errno) {
	k, ok := t.loop.Kernel.(kernel.Forker)
	if !t.ipc || !ok {
		return t.loop.Kernel.Read(t.watcher.fd, buf)
	}
	n, passed, errno := k.ReadPassing(t.watcher.fd, buf)
	if passed >= 0 {
		t.pendingFDs = append(t.pendingFDs, passed)
	}
	return n, errno
}

// Pending is uv_pipe_pending_count.
func (t *TCP) Pending() int { return len(t.pendingFDs) }

// TakePending gives the oldest descriptor that came (uv_accept).
func (t *TCP) TakePending() kernel.FD {
	fd := t.pendingFDs[0]
	t.pendingFDs = t.pendingFDs[1:]
	return fd
}

// send is the writev of a request that a handle goes along with: with the
// first bytes (uv__try_write).
func (t *TCP) send(req *WriteReq) (int, kernel.Errno) {
	k, ok := t.loop.Kernel.(kernel.Forker)
	if req.Send == nil || !ok {
		return t.writev(req.bufs)
	}
	n, err := k.WritePassing(t.watcher.fd, req.bufs[:min(len(req.bufs), maxBuffers)], req.Send.watcher.fd)
	if n > 0 {
		t.bytesOut += int64(n)
		req.Send = nil
	}
	return n, err
}

// closeFD closes the descriptor, unless it is a standard stream: "nothing good
// comes from" that (uv__stream_close).
func (t *TCP) closeFD() {
	if t.watcher.fd > 2 {
		t.loop.Kernel.Close(t.watcher.fd)
	}
	t.watcher.fd = -1
	for _, fd := range t.pendingFDs {
		t.loop.Kernel.Close(fd)
	}
	t.pendingFDs = nil
}
