package uv

import (
	"sync"

	"finishline/kernel"
)

// ReadListener receives what a TCP handle reads (alloc_cb and read_cb in one).
type ReadListener interface {
	// OnRead gets bytes (status 0), or the end: EOF or an errno. data is only
	// good until OnRead returns: what is kept must be copied.
	OnRead(data []byte, status kernel.Errno)
}

// Allocator is a ReadListener with a buffer of its own; nil: the loop's.
type Allocator interface{ AllocRead() []byte }

// readSize is what libuv suggests to allocate for one read, and readRounds how
// many reads it makes before it lets others have a turn (uv__read).
const (
	readSize   = 64 * 1024
	readRounds = 32
)

// Listener is who receives what is read.
func (t *TCP) Listener() ReadListener { return t.listener }

// SetListener puts another receiver in place without starting or stopping, as
// Node's StreamResource does when a session takes a socket over.
func (t *TCP) SetListener(r ReadListener) { t.listener = r }

// ReadStart is uv_read_start.
func (t *TCP) ReadStart() kernel.Errno {
	switch {
	case t.closing:
		return kernel.EINVAL
	case t.reading:
		return kernel.EALREADY
	case !t.readable:
		return kernel.ENOTCONN
	}
	t.reading = true
	t.loop.ioStart(&t.watcher, kernel.In)
	t.start()
	return 0
}

// ReadStop is uv_read_stop.
func (t *TCP) ReadStop() kernel.Errno {
	if t.reading {
		t.reading = false
		t.loop.ioStop(&t.watcher, kernel.In)
		t.stop()
	}
	return 0
}

// Reading reports whether reading is started.
func (t *TCP) Reading() bool { return t.reading }

func (t *TCP) deliver(data []byte, status kernel.Errno) {
	s := t.loop.enterHandle(&t.Handle, "read")
	t.listener.OnRead(data, status)
	t.loop.leave(s, t.obj)
}

// read takes what is there (uv__read): until a read comes back short, the
// listener stops, or the rounds are used up.
func (t *TCP) read() {
	l := t.loop
	t.readPartial = false
	for round := 0; round < readRounds && t.reading; round++ {
		buf, own := l.takeReadBuffer(t.listener)
		n, err := t.receive(buf)
		switch {
		case err == kernel.EAGAIN:
			l.ioStart(&t.watcher, kernel.In)
			l.returnReadBuffer(buf, own)
			return
		case err != 0:
			l.returnReadBuffer(buf, own)
			t.readable, t.writable = false, false
			t.deliver(nil, err)
			if t.reading {
				t.reading = false
				l.ioStop(&t.watcher, kernel.In)
				t.stop()
			}
			return
		case n == 0:
			l.returnReadBuffer(buf, own)
			t.eof()
			return
		}
		t.bytesRead += int64(n)
		t.deliver(buf[:n], 0)
		l.returnReadBuffer(buf, own)
		if n < len(buf) {
			t.readPartial = true
			return
		}
	}
}

// takeReadBuffer lends the loop's buffer to one read, unless the listener has
// one; a read inside a read callback (there is none in libuv) would get its own.
func (l *Loop) takeReadBuffer(r ReadListener) (buf []byte, own bool) {
	if a, ok := r.(Allocator); ok {
		if b := a.AllocRead(); b != nil {
			return b, true
		}
	}
	b := l.readBuffer
	l.readBuffer = nil
	if b == nil {
		b = *readBuffers.Get().(*[]byte)
	}
	return b, false
}

// readBuffers recycles the buffers of loops that have ended: what is in them is
// never looked at before it was read into.
var readBuffers = sync.Pool{New: func() any { b := make([]byte, readSize); return &b }}

// recycle gives the loop's buffer back when the loop has run dry.
func (l *Loop) recycle() {
	if b := l.readBuffer; b != nil {
		l.readBuffer = nil
		readBuffers.Put(&b)
	}
}

func (l *Loop) returnReadBuffer(b []byte, own bool) {
	if !own {
		l.readBuffer = b
	}
}

// eof reports the end of the stream (uv__stream_eof).
func (t *TCP) eof() {
	t.readEOF = true
	t.reading = false
	t.readable = false
	t.loop.ioStop(&t.watcher, kernel.In)
	t.stop()
	t.deliver(nil, EOF)
}
