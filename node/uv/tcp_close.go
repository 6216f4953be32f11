package uv

import "finishline/kernel"

// Close closes the socket now and calls cb in the closing phase, after every
// request that was still open has failed with ECANCELED (uv_close).
func (t *TCP) Close(cb func()) {
	l := t.loop
	l.ioClose(&t.watcher)
	t.ReadStop()
	t.stop()
	t.readable, t.writable = false, false
	if t.watcher.fd >= 0 {
		t.closeFD()
	}
	if t.accepted >= 0 {
		l.Kernel.Close(t.accepted)
		t.accepted = -1
	}
	t.setState(TCPClosing)
	t.close(t, cb)
}

// CloseReset closes with a RST instead of a FIN (uv_tcp_close_reset). It is
// refused while a shutdown is under way.
func (t *TCP) CloseReset(cb func()) kernel.Errno {
	if t.shutdownReq != nil {
		return kernel.EINVAL
	}
	if t.watcher.fd >= 0 {
		if err := t.loop.Kernel.SetOption(t.watcher.fd, kernel.SoLinger, 0); err != 0 {
			return err
		}
	}
	t.Close(cb)
	return 0
}

// finishClose fails what is still open, in libuv's order: the connect, the
// writes, the shutdown (uv__stream_destroy).
func (t *TCP) finishClose() {
	if req := t.connectReq; req != nil {
		t.connectReq = nil
		t.loop.request(false, t.obj, "connect")
		s := t.loop.enterHandle(&t.Handle, "connect")
		req.Done(kernel.ECANCELED)
		t.loop.leave(s, t.obj)
	}
	t.flushWriteQueue(kernel.ECANCELED)
	t.writeCallbacks()
	t.drain()
	t.setState(TCPClosed)
}
