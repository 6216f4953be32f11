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
	// Layer lies between the TCP handle and whoever holds this one: a TLSWrap.
	// nil: nothing does.
	Layer  Layer
	env    *env.Env
	closed func() // learns that it is being closed
}

// Layer is a stream over another stream, as StreamBase sees it.
type Layer interface {
	ReadStart() kernel.Errno
	ReadStop() kernel.Errno
	Listener() uv.ReadListener
	SetListener(r uv.ReadListener)
	// Write calls done later, never before it returns, and only if async.
	Write(bufs [][]byte, done func(status kernel.Errno)) (async bool, err kernel.Errno)
	// Shutdown is what precedes the shutdown of the stream below.
	Shutdown()
	Close(cb func())
	BytesRead() int64
	WriteQueueSize() int
}

// NewLayered is a handle above below, with l between them.
func NewLayered(below *Handle, l Layer) *Handle {
	return &Handle{TCP: below.TCP, Reading: below.Reading, Layer: l, env: below.env}
}

// ReadStart starts reading.
func (h *Handle) ReadStart() kernel.Errno {
	if h.Layer != nil {
		return h.Layer.ReadStart()
	}
	return h.TCP.ReadStart()
}

// ReadStop stops reading.
func (h *Handle) ReadStop() kernel.Errno {
	if h.Layer != nil {
		return h.Layer.ReadStop()
	}
	return h.TCP.ReadStop()
}

// Listener is who receives what is read.
func (h *Handle) Listener() uv.ReadListener {
	if h.Layer != nil {
		return h.Layer.Listener()
	}
	return h.TCP.Listener()
}

// SetListener puts another receiver in place.
func (h *Handle) SetListener(r uv.ReadListener) {
	if h.Layer != nil {
		h.Layer.SetListener(r)
		return
	}
	h.TCP.SetListener(r)
}

// BytesRead is how many bytes have been delivered.
func (h *Handle) BytesRead() int64 {
	if h.Layer != nil {
		return h.Layer.BytesRead()
	}
	return h.TCP.BytesRead()
}

// WriteQueueSize is how many bytes wait to be written.
func (h *Handle) WriteQueueSize() int {
	if h.Layer != nil {
		return h.Layer.WriteQueueSize()
	}
	return h.TCP.WriteQueueSize()
}

// NewHandle makes a handle without a socket.
func NewHandle(e *env.Env) *Handle {
	h := &Handle{TCP: uv.NewTCP(e.Loop), env: e}
	h.noteOrigin()
	return h
}

// Write writes what the kernel takes now and queues the rest (StreamBase::Write).
// If it could not all be written at once, async is true and done will be called
// in a callback scope; otherwise done is not called.
func (h *Handle) Write(bufs [][]byte, done func(status kernel.Errno)) (async bool, err kernel.Errno) {
	rest, err := h.tryWrite(bufs)
	if rest == nil {
		return false, err
	}
	return h.queueWrite(rest, func(status kernel.Errno) {
		h.env.Callback(func() { done(status) })
	})
}

// StreamWrite is Write for streams above this one (TLSWrap, an HTTP/2 session):
// done opens no callback scope.
func (h *Handle) StreamWrite(bufs [][]byte, done func(status kernel.Errno)) (async bool, err kernel.Errno) {
	rest, err := h.tryWrite(bufs)
	if rest == nil {
		return false, err
	}
	return h.queueWrite(rest, done)
}

// tryWrite writes what the kernel takes now and returns what is left; nil if
// that is nothing, or err is not 0. A layer has no such attempt.
func (h *Handle) tryWrite(bufs [][]byte) (rest [][]byte, err kernel.Errno) {
	total := size(bufs)
	h.Written += int64(total)
	if h.Layer != nil {
		return bufs, 0
	}
	n, err := h.TCP.TryWrite(bufs)
	switch {
	case err != 0 && err != kernel.EAGAIN:
		return nil, err
	case n == total && err == 0:
		return nil, 0
	}
	return skip(bufs, n), 0
}

func (h *Handle) queueWrite(rest [][]byte, done func(status kernel.Errno)) (async bool, err kernel.Errno) {
	if h.Layer != nil {
		return h.Layer.Write(rest, done)
	}
	err = h.TCP.Write(&uv.WriteReq{Done: done}, rest)
	return err == 0, err
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
	if h.Layer != nil {
		h.Layer.Close(cb)
		return
	}
	if h.TCP.Closing() {
		return
	}
	if h.closed != nil {
		h.closed()
	}
	h.TCP.Close(h.scoped(cb))
}

// Reset closes it with a RST.
// A handle that is being shut down refuses (EINVAL), but TCPWrap::Reset in
// src/tcp_wrap.cc holds it to be closing all the same, and nothing closes it any more.
func (h *Handle) Reset(cb func()) kernel.Errno {
	err := h.TCP.CloseReset(h.scoped(cb))
	if err != 0 {
		h.env.Unclosable = true
	}
	return err
}

func (h *Handle) scoped(cb func()) func() {
	if cb == nil {
		return nil
	}
	return func() { h.env.Callback(cb) }
}

// Shutdown ends the writing side; done runs in a callback scope.
func (h *Handle) Shutdown(done func(status kernel.Errno)) kernel.Errno {
	if h.Layer != nil {
		h.Layer.Shutdown()
	}
	return h.TCP.Shutdown(&uv.ShutdownReq{Done: func(status kernel.Errno) {
		h.env.Callback(func() { done(status) })
	}})
}
