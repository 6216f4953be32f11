package tls

import (
	"finishline/kernel"
	"finishline/sim"
)

// Write is StreamBase::Write with DoWrite: there is no attempt to write at once,
// so that a write that is taken is always asynchronous.
func (w *wrap) Write(bufs [][]byte, done func(status kernel.Errno)) (async bool, err kernel.Errno) {
	if !w.alive() {
		return false, kernel.EPROTO
	}
	length := 0
	for _, b := range bufs {
		length += len(b)
	}
	if length == 0 {
		w.writeEmpty(done)
		return true, 0
	}
	w.current = done
	data := join(bufs, length)
	taken, res := w.ssl.write(data)
	switch {
	case taken:
	case res == failed:
		w.current = nil
		return false, kernel.EPROTO
	default:
		w.pending = append([]byte(nil), data...)
		w.traceLevel("cleartext", len(w.pending), 1)
	}
	if w.telling { // the cycle that tells moves it on
		return true, 0
	}
	w.inWrite = true
	w.encOut()
	w.inWrite = false
	return true, 0
}

func join(bufs [][]byte, length int) []byte {
	if len(bufs) == 1 {
		return bufs[0]
	}
	all := make([]byte, 0, length)
	for _, b := range bufs {
		all = append(all, b...)
	}
	return all
}

// writeEmpty moves what the machine has to say; if that is nothing, an empty
// write below drives the stream.
func (w *wrap) writeEmpty(done func(status kernel.Errno)) {
	w.clearOut()
	if len(w.ssl.out) > 0 {
		w.current = done
		w.encOut()
		return
	}
	w.empty = done
	async, _ := w.below.StreamWrite([][]byte{nil}, w.afterWrite)
	if !async {
		w.immediate(func() { w.afterWrite(0) })
	}
}

// encOut writes the ciphertext that waits, one write at a time. When there is
// none left, the write that was waiting for it is done: that is a turn of the
// check phase after the kernel took the bytes, even if it took them at once.
func (w *wrap) encOut() {
	if w.writeSize != 0 || w.awaitingSession || w.waits {
		return
	}
	if w.established && w.current != nil {
		w.scheduled = true
	}
	if !w.alive() {
		return
	}
	if len(w.ssl.out) == 0 {
		switch {
		case len(w.pending) > 0:
		case w.inWrite:
			w.immediate(func() { w.invokeQueued(0) })
		default:
			w.invokeQueued(0)
		}
		return
	}
	w.writeSize = len(w.ssl.out)
	w.traceHanded()
	async, err := w.below.StreamWrite([][]byte{w.ssl.out}, w.afterWrite)
	switch {
	case err != 0:
		w.traceGate("ciphertext", w.writeSize, "the connection was closed")
		w.invokeQueued(err)
	case !async:
		w.immediate(func() { w.afterWrite(0) })
	}
}

// afterWrite is OnStreamAfterWrite: the connection took the ciphertext.
func (w *wrap) afterWrite(status kernel.Errno) {
	if done := w.empty; done != nil {
		w.empty = nil
		done(status)
		return
	}
	if !w.alive() {
		status = kernel.ECANCELED
	}
	if status != 0 {
		if !w.shut {
			w.invokeQueued(status)
		}
		return
	}
	w.commit()
	w.clearIn()
	w.writeSize = 0
	w.encOut()
}

// commit drops the ciphertext that was written.
func (w *wrap) commit() {
	out := w.ssl.out
	if w.writeSize >= len(out) {
		w.ssl.out = out[:0]
	} else {
		w.ssl.out = out[w.writeSize:]
	}
	w.traceLevel("ciphertext", len(w.ssl.out), 0)
}

// clearIn encrypts what had to wait for the handshake.
func (w *wrap) clearIn() {
	if !w.alive() || len(w.pending) == 0 {
		return
	}
	data := w.pending
	w.pending = nil
	taken, res := w.ssl.write(data)
	switch {
	case taken:
		w.traceLevel("cleartext", 0, 0)
	case res == failed:
		w.scheduled = true
		w.invokeQueued(kernel.EPROTO)
	default:
		w.pending = data
	}
}

// invokeQueued tells the write that waits how it ended.
func (w *wrap) invokeQueued(status kernel.Errno) {
	if !w.scheduled {
		return
	}
	if done := w.current; done != nil {
		w.current = nil
		done(status)
	}
}

// Shutdown is DoShutdown: close_notify goes before the FIN, unless a write is
// still under way.
func (w *wrap) Shutdown() {
	if w.alive() {
		w.ssl.shutdown()
	}
	w.shut = true
	w.encOut()
}

func (w *wrap) traceLevel(buffer string, bytes, items int) {
	if t := w.env.World; t.Tracing() {
		t.Emit(sim.Record{Kind: sim.KindLevel, Obj: w.obj, Name: t.Sym(buffer), A: int64(bytes), B: int64(items)})
	}
}

func (w *wrap) traceHanded() {
	if t := w.env.World; t.Tracing() {
		t.Emit(sim.Record{Kind: sim.KindFrameHanded, Obj: w.obj, A: int64(w.writeSize)})
	}
}

// traceLost records what will never be written.
func (w *wrap) traceLost() {
	w.traceGate("cleartext", len(w.pending), "the TLS connection was destroyed")
	w.traceGate("ciphertext", len(w.ssl.out)-w.writeSize, "the TLS connection was destroyed")
}

func (w *wrap) traceGate(buffer string, bytes int, why string) {
	if t := w.env.World; t.Tracing() && bytes > 0 {
		t.Emit(sim.Record{Kind: sim.KindGate, Obj: w.obj, Name: t.Sym(buffer), A: int64(bytes), B: 1, Text: t.Sym(why)})
	}
}
