package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// onwriteFunc is the callback that _write is given. There is one for the life
// of the stream.
func (s *Stream) onwriteFunc() func(err realm.Value) {
	if s.w.onwriteGo == nil {
		s.w.onwriteGo = s.onwrite
	}
	return s.w.onwriteGo
}

func (s *Stream) onwriteFn() realm.Function {
	if s.w.onwriteJS == nil {
		s.w.onwriteJS = realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
			s.onwrite(realm.Arg(args, 0))
			return nil
		})
	}
	return s.w.onwriteJS
}

// onwrite is _write's callback.
func (s *Stream) onwrite(err realm.Value) {
	w := &s.w
	if !w.has(fExpectCallback) {
		s.errorOrDestroy(errMultipleCallback(), false)
		return
	}
	sync, cb := w.has(fSync), w.writecb
	w.writecb = callback{}
	w.clear(fWriting | fExpectCallback)
	w.length -= w.writelen
	w.writelen = 0
	s.traceWritable()
	if truthy(err) {
		s.writeFailed(err, sync, cb)
		return
	}
	if len(w.buffered) > 0 {
		s.clearBuffer()
	}
	if sync {
		s.wroteSync(cb)
	} else {
		s.afterWrite(1, cb)
	}
}

func (s *Stream) writeFailed(err realm.Value, sync bool, cb callback) {
	if !s.w.has(fErrored) {
		s.w.set(fErrored)
		s.w.errored = err
	}
	if s.hasR && !s.r.has(fErrored) {
		s.r.set(fErrored)
		s.r.errored = err
	}
	if sync {
		s.env.NextTick(func() { s.onwriteError(err, cb) })
	} else {
		s.onwriteError(err, cb)
	}
}

// onwriteError calls the failed write's callback, then those of the writes that
// wait, and only then makes the error known.
func (s *Stream) onwriteError(err realm.Value, cb callback) {
	s.w.pendingcb--
	cb.fail(err)
	s.errorBuffer()
	s.errorOrDestroy(err, false)
}

// wroteSync follows up a write that finished inside _write: its callback comes
// on a tick, and writes with the same callback share the tick.
func (s *Stream) wroteSync(cb callback) {
	w := &s.w
	if s.env.Has(versions.AfterWriteAlways) {
		s.joinAfterWrite(cb)
		return
	}
	if !cb.none() {
		s.joinAfterWrite(cb)
		w.set(fAfterWritePending)
		return
	}
	// Object mode needs the tick by a slip of precedence that every version
	// since 20 has: state & (kDestroyed !== 0) tests the lowest bit.
	needTick := w.has(fNeedDrain) && w.length == 0 || w.has(fObjectMode)
	if needTick && !w.has(fAfterWritePending) {
		w.set(fAfterWritePending)
		s.env.QueueTick((*afterQuietWrite)(s), "")
		return
	}
	w.pendingcb--
	if w.has(fEnding) {
		s.finishMaybe(true)
	}
}

// afterWrite is the tick that follows up writes with one callback.
type afterWrite struct {
	s     *Stream
	count int
	cb    callback
}

func (s *Stream) joinAfterWrite(cb callback) {
	if a := s.w.after; a != nil && a.cb.same(cb) {
		a.count++
		return
	}
	s.w.after = &afterWrite{s: s, count: 1, cb: cb}
	s.env.QueueTick(s.w.after, "")
}

// RunTick is afterWriteTick.
func (a *afterWrite) RunTick() {
	a.s.w.after = nil
	a.s.afterWrite(a.count, a.cb)
}

type afterQuietWrite Stream

func (a *afterQuietWrite) RunTick() { (*Stream)(a).afterWrite(1, callback{}) }

// afterWrite emits 'drain' if that is due, calls the callbacks and sees whether
// the stream has finished.
func (s *Stream) afterWrite(count int, cb callback) {
	w := &s.w
	w.clear(fAfterWritePending)
	if w.has(fNeedDrain) && !w.has(fEnding|fDestroyed) && w.length == 0 {
		w.clear(fNeedDrain)
		s.Emit("drain")
	}
	for ; count > 0; count-- {
		w.pendingcb--
		s.succeed(cb)
	}
	if w.has(fDestroyed) {
		s.errorBuffer()
	}
	if w.has(fEnding) {
		s.finishMaybe(!s.env.Has(versions.FinishSameTick))
	}
}

// errorBuffer fails the writes that wait, and the callbacks of end().
func (s *Stream) errorBuffer() {
	w := &s.w
	if w.has(fWriting) {
		return
	}
	waiting := w.buffered
	for i := w.head; i < len(waiting); i++ {
		w.length -= waiting[i].size
		waiting[i].done.fail(s.erroredOr("write"))
	}
	s.callFinished(s.erroredOr("end"))
	s.resetBuffer()
}

// erroredOr is what the stream failed of, or that it was destroyed.
func (s *Stream) erroredOr(what string) realm.Value {
	if s.w.has(fErrored) {
		return s.w.errored
	}
	return errDestroyed(what)
}

func (s *Stream) resetBuffer() {
	clear(s.w.buffered)
	s.w.buffered, s.w.head = s.w.buffered[:0], 0
	s.w.set(fAllNoop)
}

// clearBuffer writes what waits: all at once with _writev, or one by one as
// long as _write finishes in the call.
func (s *Stream) clearBuffer() {
	w := &s.w
	if w.corked > 0 || w.has(fBufferProcessing|fDestroyed) || !w.has(fConstructed) || !w.waits() {
		return
	}
	w.set(fBufferProcessing)
	if len(w.buffered)-w.head > 1 && s.writesVectors() {
		s.writeVector()
	} else {
		s.writeEach()
	}
	w.clear(fBufferProcessing)
}

// writeVector gives _writev everything. The buffer counts as full until _writev
// returns; what is written to the stream inside it is lost, as in Node.
func (s *Stream) writeVector() {
	w := &s.w
	chunks := w.buffered[w.head:]
	w.pendingcb -= len(chunks) - 1
	var cb callback
	if !w.has(fAllNoop) {
		cb.fn = func(err realm.Value) {
			for i := range chunks {
				if truthy(err) {
					chunks[i].done.fail(err)
				} else {
					s.succeedVector(chunks[i].done)
				}
			}
		}
	}
	s.doWrite(w.length, cb, chunks, nil)
	w.buffered, w.head = nil, 0
	w.set(fAllNoop)
}

func (s *Stream) writeEach() {
	w := &s.w
	i := w.head
	for i < len(w.buffered) && (i == w.head || !w.has(fWriting)) {
		c := w.buffered[i]
		w.buffered[i] = Chunk{}
		i++
		if i%4096 == 0 && s.env.CheckLimits != nil {
			s.env.CheckLimits() // a stream that is piped into itself never gets to the end
		}
		s.doWrite(c.size, c.done, nil, &c)
	}
	switch {
	case i == len(w.buffered):
		s.resetBuffer()
	case i > 256:
		n := copy(w.buffered, w.buffered[i:])
		clear(w.buffered[n:])
		w.buffered, w.head = w.buffered[:n], 0
	default:
		w.head = i
	}
}

func (s *Stream) doWrite(size int, cb callback, vector []Chunk, one *Chunk) {
	w := &s.w
	w.writelen, w.writecb = size, cb
	w.set(fWriting | fSync | fExpectCallback)
	switch {
	case w.has(fDestroyed):
		s.onwrite(errDestroyed("write"))
	case vector != nil:
		s.callWritev(vector)
	default:
		s.callWrite(one)
	}
	w.clear(fSync)
}
