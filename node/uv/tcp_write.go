package uv

import (
	"finishline/kernel"
	"finishline/sim"
)

// WriteReq is uv_write_t: buffers that wait to be written, and who learns that
// they were.
type WriteReq struct {
	// Done learns the outcome in a later callback, never inside Write.
	Done func(status kernel.Errno)
	// Send goes along with the first bytes, through a pipe made for ipc (uv_write2).
	Send *TCP

	bufs  [][]byte
	size  int // bytes not written yet
	error kernel.Errno
}

// ShutdownReq is uv_shutdown_t.
type ShutdownReq struct{ Done func(status kernel.Errno) }

// maxBuffers is IOV_MAX: how many buffers one writev takes.
const maxBuffers = 1024

// writeRounds is how many queued requests are tried in one go (uv__write).
const writeRounds = 32

func (t *TCP) checkWrite() kernel.Errno {
	switch {
	case t.watcher.fd < 0:
		return kernel.EBADF
	case !t.writable:
		return kernel.EPIPE
	}
	return 0
}

// TryWrite writes what the kernel takes now (uv_try_write): EAGAIN if it takes
// nothing, or if anything is queued or the socket still connects.
func (t *TCP) TryWrite(bufs [][]byte) (int, kernel.Errno) {
	if t.connectReq != nil || t.writeQueueSize != 0 {
		return 0, kernel.EAGAIN
	}
	if err := t.checkWrite(); err != 0 {
		return 0, err
	}
	return t.writev(bufs)
}

func (t *TCP) writev(bufs [][]byte) (int, kernel.Errno) {
	n, err := t.loop.Kernel.Writev(t.watcher.fd, bufs[:min(len(bufs), maxBuffers)])
	if err == kernel.ENOBUFS {
		err = kernel.EAGAIN
	}
	if n > 0 {
		t.bytesOut += int64(n)
	}
	return n, err
}

// Write queues the buffers and, if nothing waited before, writes at once what
// the kernel takes (uv_write). The request owns bufs until it is done.
func (t *TCP) Write(req *WriteReq, bufs [][]byte) kernel.Errno {
	if err := t.checkWrite(); err != 0 {
		return err
	}
	empty := t.writeQueueSize == 0
	req.bufs, req.size, req.error = bufs, 0, 0
	for _, b := range bufs {
		req.size += len(b)
	}
	t.loop.request(true, t.obj, "write")
	t.writeQueue = append(t.writeQueue, req)
	t.setQueueSize(t.writeQueueSize + req.size)
	switch {
	case t.connectReq != nil:
	case empty:
		t.write()
	default:
		t.loop.ioStart(&t.watcher, kernel.Out)
	}
	return 0
}

// setQueueSize is the one place where the queue's level moves.
func (t *TCP) setQueueSize(n int) {
	t.writeQueueSize = n
	if w := t.loop.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindLevel, Obj: t.obj, Name: w.Sym("uv write queue"), A: int64(n), B: int64(len(t.writeQueue))})
	}
}

// write works the queue off (uv__write).
func (t *TCP) write() {
	for round := writeRounds; len(t.writeQueue) > 0; {
		req := t.writeQueue[0]
		n, err := t.send(req)
		switch {
		case err != 0 && err != kernel.EAGAIN:
			req.error = err
			t.finishWrite(req)
			t.loop.ioStop(&t.watcher, kernel.Out)
			return
		case err == 0 && t.advance(req, n):
			t.finishWrite(req)
			if round == 0 {
				return
			}
			round--
			continue
		}
		t.loop.ioStart(&t.watcher, kernel.Out)
		return
	}
}

// advance takes n written bytes off the request and reports whether it is done.
func (t *TCP) advance(req *WriteReq, n int) bool {
	req.size -= n
	t.setQueueSize(t.writeQueueSize - n)
	for len(req.bufs) > 0 && n >= len(req.bufs[0]) {
		n -= len(req.bufs[0])
		req.bufs = req.bufs[1:]
	}
	if n > 0 {
		// The slice of slices is the request's; the bytes stay the caller's.
		req.bufs[0] = req.bufs[0][n:]
	}
	return len(req.bufs) == 0
}

// finishWrite moves the first request to the completed ones; the pending queue
// reports it, unless uv__stream_io is just about to.
func (t *TCP) finishWrite(req *WriteReq) {
	t.writeQueue[0] = nil
	t.writeQueue = t.writeQueue[1:]
	t.completed = append(t.completed, req)
	t.loop.ioFeed(&t.watcher)
}

// flushWriteQueue fails everything that waits (uv__stream_flush_write_queue).
func (t *TCP) flushWriteQueue(err kernel.Errno) {
	for _, req := range t.writeQueue {
		req.error = err
		t.completed = append(t.completed, req)
	}
	t.writeQueue = nil
}

// writeCallbacks reports the completed requests (uv__write_callbacks). Until its
// callback, a request that failed still counts in the queue's size.
func (t *TCP) writeCallbacks() {
	list := t.completed
	if len(list) == 0 {
		return
	}
	t.completed = nil
	for _, req := range list {
		t.loop.request(false, t.obj, "write")
		if req.size > 0 {
			t.traceLost(req)
			t.setQueueSize(t.writeQueueSize - req.size)
			req.size = 0
		}
		req.bufs = nil
		if req.Done != nil {
			s := t.loop.enterHandle(&t.Handle, "write")
			req.Done(req.error)
			t.loop.leave(s, t.obj)
		}
	}
}

// Shutdown ends the writing side once the queue is empty (uv_shutdown): in the
// pending queue's next turn if it is empty now (libuv 1.44.2 and later).
func (t *TCP) Shutdown(req *ShutdownReq) kernel.Errno {
	if !t.writable || t.state == TCPShut || t.state == TCPShutting || t.closing {
		return kernel.ENOTCONN
	}
	t.shutdownReq = req
	t.loop.request(true, t.obj, "shutdown")
	t.writable = false
	if t.state == TCPOpen {
		t.setState(TCPShutting)
	}
	if len(t.writeQueue) == 0 {
		t.loop.ioFeed(&t.watcher)
	}
	return 0
}

// drain runs when the write queue is empty (uv__drain).
func (t *TCP) drain() {
	req := t.shutdownReq
	if !t.closing {
		t.loop.ioStop(&t.watcher, kernel.Out)
	}
	if req == nil {
		return
	}
	t.shutdownReq = nil
	t.loop.request(false, t.obj, "shutdown")
	err := kernel.ECANCELED
	if !t.closing {
		if err = t.loop.Kernel.Shutdown(t.watcher.fd, kernel.ShutWr); err == 0 {
			t.setState(TCPShut)
		} else {
			t.setState(TCPOpen)
		}
	}
	if req.Done != nil {
		s := t.loop.enterHandle(&t.Handle, "shutdown")
		req.Done(err)
		t.loop.leave(s, t.obj)
	}
}

// traceLost records the bytes of a write that failed.
func (t *TCP) traceLost(req *WriteReq) {
	if w := t.loop.World; w.Tracing() {
		why := "the write failed: " + req.error.Name()
		if t.closing {
			why = "the handle was closed"
		}
		w.Emit(sim.Record{Kind: sim.KindGate, Obj: t.obj, Name: w.Sym("uv write queue"), A: int64(req.size), B: 1, Text: w.Sym(why)})
	}
}
