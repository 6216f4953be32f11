package net

import (
	"finishline/kernel"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

// Write is write(chunk, enc, cb). After the peer's FIN on a socket that is not
// half-open, a write says more than "write after end".
func (s *Socket) Write(chunk realm.Value, enc string, cb func(err realm.Value)) bool {
	if s.afterFIN && s.WritableEnded() {
		return s.writeAfterFIN(cb)
	}
	return s.Stream.Write(chunk, enc, cb)
}

// WriteFn is Write with a script's callback.
func (s *Socket) WriteFn(chunk realm.Value, enc string, cb realm.Function) bool {
	if s.afterFIN && s.WritableEnded() {
		if cb == nil {
			return s.writeAfterFIN(nil)
		}
		return s.writeAfterFIN(func(err realm.Value) { cb.Call(nil, err) })
	}
	return s.Stream.WriteFn(chunk, enc, cb)
}

func (s *Socket) writeAfterFIN(cb func(err realm.Value)) bool {
	err := errEndedByPeer()
	if cb != nil {
		s.env.NextTick(func() { cb(err) })
	}
	s.CallDestroy(err)
	return false
}

// WriteImpl is _write.
func (s *Socket) WriteImpl(chunk realm.Value, enc string, cb func(err realm.Value)) {
	b, ok := chunk.([]byte)
	if !ok {
		c := stream.Chunk{Value: chunk, Encoding: enc}
		b = s.chunkBytes(&c)
	}
	s.writeGeneric([][]byte{b}, cb)
}

// WritevImpl is _writev.
func (s *Socket) WritevImpl(chunks []stream.Chunk, cb func(err realm.Value)) {
	bufs := make([][]byte, len(chunks))
	for i := range chunks {
		bufs[i] = s.chunkBytes(&chunks[i])
	}
	s.writeGeneric(bufs, cb)
}

func (s *Socket) chunkBytes(c *stream.Chunk) []byte {
	if c.Encoding == "buffer" {
		return c.Bytes(s.env.Engine)
	}
	if t, ok := s.env.Engine.Export(c.Value).(string); ok {
		return stream.Encode(t, c.Encoding)
	}
	return c.Bytes(s.env.Engine)
}

// writeGeneric is _writeGeneric: a write before the connection waits for it.
func (s *Socket) writeGeneric(bufs [][]byte, cb func(err realm.Value)) {
	if s.Connecting {
		s.writeWhenConnected(bufs, cb)
		return
	}
	s.pendingSize = 0
	if s.Handle == nil {
		cb(errSocketClosed())
		return
	}
	s.UnrefTimer()
	async, err := s.Handle.Write(bufs, func(status kernel.Errno) { s.onWriteComplete(status, cb) })
	if async {
		s.lastWriteQueueSize = size(bufs)
	}
	switch {
	case err != 0:
		cb(realm.ErrnoError(err, "write"))
	case !async:
		cb(nil)
	}
}

func (s *Socket) writeWhenConnected(bufs [][]byte, cb func(err realm.Value)) {
	s.pendingSize = size(bufs)
	var onClose realm.Function
	s.OnceGo("connect", func([]realm.Value) {
		s.CallOff("close", onClose)
		s.writeGeneric(bufs, cb)
	})
	onClose = s.OnceGo("close", func([]realm.Value) { cb(errClosedBeforeConnection()) })
}

// onWriteComplete is what an asynchronous write ends with.
func (s *Socket) onWriteComplete(status kernel.Errno, cb func(err realm.Value)) {
	errorFirst := s.env.Has(versions.NetWriteErrorBeforeDestroyed)
	switch {
	case status != 0 && errorFirst, status != 0 && !s.Destroyed():
		cb(realm.ErrnoError(status, "write"))
		return
	case s.Destroyed():
		cb(nil)
		return
	}
	s.UnrefTimer()
	s.lastWriteQueueSize = 0
	cb(nil)
}

// FinalImpl is _final: it shuts the writing side down.
func (s *Socket) FinalImpl(cb func(err realm.Value)) {
	wait := s.Connecting
	if !s.env.Has(versions.NetFinalWaitsForConnecting) {
		wait = s.Pending()
	}
	if wait {
		s.OnceGo("connect", func([]realm.Value) { s.callFinal(cb) })
		return
	}
	if s.Handle == nil {
		cb(nil)
		return
	}
	switch err := s.Handle.Shutdown(func(kernel.Errno) { cb(nil) }); err {
	case 0:
	case kernel.ENOTCONN:
		cb(nil)
	default:
		cb(realm.ErrnoError(err, "shutdown"))
	}
}

func (s *Socket) callFinal(cb func(err realm.Value)) {
	if f := s.Override("_final"); f != nil {
		f.Call(s, realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
			cb(realm.Arg(args, 0))
			return nil
		}))
		return
	}
	s.FinalImpl(cb)
}

func size(bufs [][]byte) (n int) {
	for _, b := range bufs {
		n += len(b)
	}
	return n
}
