package stream

import (
	"strconv"

	"finishline/node/realm"
	"finishline/node/versions"
)

// Read is read(n): it returns a chunk, or Null. n is All for read().
func (s *Stream) Read(n int) realm.Value {
	r := &s.r
	asked := n
	if n > r.highWaterMark {
		r.highWaterMark = s.raisedHighWaterMark(n)
	}
	if n != 0 {
		r.clear(fEmittedReadable | fEOFReadablePending)
	}
	if n == 0 && r.has(fNeedReadable) && (r.full() || r.has(fEnded)) {
		// read(0) asks for 'readable', and there is something to tell.
		if r.length == 0 && r.has(fEnded) {
			s.endReadable()
		} else {
			s.emitReadable()
		}
		return realm.Null
	}
	n = s.howMuch(n)
	if n == 0 && r.has(fEnded) {
		if r.length == 0 {
			s.endReadable()
		}
		return realm.Null
	}
	doRead := r.has(fNeedReadable) || r.length == 0 || r.length-n < r.highWaterMark
	if doRead && !r.has(fReading|fEnded|fDestroyed|fErrored) && r.has(fConstructed) {
		s.refill()
		if !r.has(fReading) {
			n = s.howMuch(asked)
		}
	}
	return s.deliver(asked, n)
}

// full reports whether the buffer is at its mark.
func (r *readable) full() bool {
	if r.highWaterMark != 0 {
		return r.length >= r.highWaterMark
	}
	return r.length > 0
}

// refill calls _read.
func (s *Stream) refill() {
	r := &s.r
	r.set(fReading | fSync)
	if r.length == 0 {
		r.set(fNeedReadable)
	}
	if thrown, threw := s.env.Engine.Try(s.callRead); threw {
		s.errorOrDestroy(thrown, false)
	}
	r.clear(fSync)
}

// callRead is this._read(highWaterMark).
func (s *Stream) callRead() {
	if f := s.Override("_read"); f != nil {
		f.Call(s.Self(), s.r.highWaterMark)
		return
	}
	s.ReadBuiltin(s.r.highWaterMark)
}

// ReadBuiltin is the _read that a script's own calls as super's.
func (s *Stream) ReadBuiltin(n int) {
	switch i := s.impl.(type) {
	case Reader:
		i.ReadImpl(n)
	default:
		if !s.t.on {
			s.env.Throw(errNotImplemented("_read()"))
		}
		s.transformRead()
	}
}

// deliver takes n from the buffer and emits it as 'data'.
func (s *Stream) deliver(asked, n int) realm.Value {
	r := &s.r
	v, got := realm.Value(realm.Null), false
	if n > 0 && r.length > 0 {
		v, got = s.fromBuffer(n), true
	}
	if !got {
		if s.env.Has(versions.NeedReadableAssigned) {
			r.put(fNeedReadable, r.length <= r.highWaterMark)
		} else if r.length <= r.highWaterMark {
			r.set(fNeedReadable)
		}
		n = 0
	} else {
		r.length -= n
		r.awaitDrain = nil
		s.traceReadable()
	}
	if r.length == 0 {
		if !r.has(fEnded) {
			r.set(fNeedReadable)
		}
		if asked != n && r.has(fEnded) {
			s.endReadable()
		}
	}
	if got && !r.has(fErrorEmitted|fCloseEmitted) {
		r.set(fDataEmitted)
		s.Emit("data", v)
	}
	return v
}

// raisedHighWaterMark is the next power of two, so that a big read can be
// satisfied.
func (s *Stream) raisedHighWaterMark(n int) int {
	const most = 1 << 30
	if n > most {
		s.env.Throw(realm.NewRangeError("ERR_OUT_OF_RANGE",
			`The value of "size" is out of range. It must be <= 1GiB. Received `+grouped(n)))
	}
	p := 1
	for p < n {
		p <<= 1
	}
	return p
}

// grouped is n with a separator every three digits, if it is above 2³² (the
// error's rule).
func grouped(n int) string {
	if n <= 1<<32 {
		return strconv.Itoa(n)
	}
	digits := []byte{}
	for i := 0; n > 0; i++ {
		if i > 0 && i%3 == 0 {
			digits = append(digits, '_')
		}
		digits = append(digits, byte('0'+n%10))
		n /= 10
	}
	for i, j := 0, len(digits)-1; i < j; i, j = i+1, j-1 {
		digits[i], digits[j] = digits[j], digits[i]
	}
	return string(digits)
}

// howMuch is how much of the buffer a read of n may take now.
func (s *Stream) howMuch(n int) int {
	r := &s.r
	if n != All && n <= 0 || r.length == 0 && r.has(fEnded) {
		return 0
	}
	if r.has(fObjectMode) {
		return 1
	}
	if n == All {
		if r.length > 0 && len(r.waiting()) > 0 && (r.has(fFlowing) || r.decoder == nil && s.env.Has(versions.ReadOneBuffer)) {
			return r.buffer[r.head].size
		}
		return r.length
	}
	if n <= r.length {
		return n
	}
	if r.has(fEnded) {
		return r.length
	}
	return 0
}

// fromBuffer takes n bytes, code units or chunks off the buffer.
func (s *Stream) fromBuffer(n int) realm.Value {
	r := &s.r
	if len(r.waiting()) == 0 {
		return s.fromNothing()
	}
	first := &r.buffer[r.head]
	switch {
	case r.has(fObjectMode) || n == first.size:
		return r.take().v
	case r.decoder != nil:
		return s.takeText(n)
	case n < first.size:
		b := Bytes(s.env.Engine, first.v)
		first.v, first.size = b[n:], first.size-n
		return b[:n:n]
	}
	out := make([]byte, 0, n)
	for len(out) < n && len(r.waiting()) > 0 {
		first = &r.buffer[r.head]
		b := Bytes(s.env.Engine, first.v)
		if need := n - len(out); need < first.size {
			out = append(out, b[:need]...)
			first.v, first.size = b[need:], first.size-need
			break
		}
		out = append(out, b...)
		r.take()
	}
	return out
}

// fromNothing is what a read gets whose length is not what is there: a call of
// setEncoding in object mode makes it that of the text (Readable.setEncoding
// and fromList in lib/internal/streams/readable.js at 18.20.8 and 26.10.0).
func (s *Stream) fromNothing() realm.Value {
	switch {
	case s.r.has(fObjectMode):
		return nil
	case s.r.decoder != nil:
		return ""
	}
	return []byte{}
}

// takeText takes n code units off buffered text.
func (s *Stream) takeText(n int) string {
	r := &s.r
	miscounts := s.env.Has(versions.ReadTextMiscounts) && n < r.length
	chunks := len(r.buffer)
	out := ""
	for n > 0 && len(r.waiting()) > 0 {
		first := &r.buffer[r.head]
		if n > first.size || n == first.size && !miscounts || miscounts && n == chunks {
			whole := n <= first.size
			n -= first.size
			out += s.text(r.take().v)
			if whole {
				break
			}
			continue
		}
		head, tail := cutUnits(s.text(first.v), n)
		first.v, first.size = tail, first.size-n
		return out + head
	}
	return out
}
