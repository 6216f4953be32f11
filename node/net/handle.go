package net

import (
	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/uv"
)

// Handle is a TCP handle as Node's JavaScript holds it (TCPWrap with its
// LibuvStreamWrap and StreamBase). A session that takes a socket over reads and
// writes through the same Handle: TCP.SetListener for reading, Write for writing.
type Handle struct {
	realm.Object
	TCP *uv.TCP
	// Reading is what the JavaScript side notes about reading; libuv's own state
	// is TCP.Reading.
	Reading bool
	// Written is how many bytes have been given to Write.
	Written int64
	env     *env.Env
}

// NewHandle makes a handle without a socket.
func NewHandle(e *env.Env) *Handle {
	h := &Handle{TCP: uv.NewTCP(e.Loop), env: e}
	if e.World.Tracing() {
		pos, _ := e.Engine.Position()
		h.TCP.SetBy(pos)
	}
	return h
}

// Write writes what the kernel takes now and queues the rest (StreamBase::Write).
// If it could not all be written at once, async is true and done will be called
// in a callback scope; otherwise done is not called.
func (h *Handle) Write(bufs [][]byte, done func(status kernel.Errno)) (async bool, err kernel.Errno) {
	total := size(bufs)
	h.Written += int64(total)
	n, err := h.TCP.TryWrite(bufs)
	if err != 0 && err != kernel.EAGAIN {
		return false, err
	}
	if n == total && err == 0 {
		return false, 0
	}
	rest := skip(bufs, n)
	req := &uv.WriteReq{}
	req.Done = func(status kernel.Errno) {
		h.env.Callback(func() { done(status) })
	}
	return true, h.TCP.Write(req, rest)
}

// skip is bufs without its first n bytes, in a slice of its own.
func skip(bufs [][]byte, n int) [][]byte {
	for len(bufs) > 0 && n >= len(bufs[0]) {
		n -= len(bufs[0])
		bufs = bufs[1:]
	}
	rest := append([][]byte(nil), bufs...)
	if n > 0 {
		rest[0] = rest[0][n:]
	}
	return rest
}

// Close closes it; cb, if any, runs in a callback scope in the closing phase.
func (h *Handle) Close(cb func()) {
	if h.TCP.Closing() {
		return
	}
	h.TCP.Close(h.scoped(cb))
}

// Reset closes it with a RST.
func (h *Handle) Reset(cb func()) kernel.Errno { return h.TCP.CloseReset(h.scoped(cb)) }

func (h *Handle) scoped(cb func()) func() {
	if cb == nil {
		return nil
	}
	return func() { h.env.Callback(cb) }
}

// Shutdown ends the writing side; done runs in a callback scope.
func (h *Handle) Shutdown(done func(status kernel.Errno)) kernel.Errno {
	return h.TCP.Shutdown(&uv.ShutdownReq{Done: func(status kernel.Errno) {
		h.env.Callback(func() { done(status) })
	}})
}
