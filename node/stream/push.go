package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// Push is push(chunk): nil or Null ends the stream. It reports whether more
// may be pushed.
func (s *Stream) Push(chunk realm.Value) bool {
	if chunk == nil {
		chunk = realm.Null
	}
	return s.PushEncoded(chunk, "")
}

// CallPush is this.push(chunk).
func (s *Stream) CallPush(chunk realm.Value) bool {
	if f := s.Override("push"); f != nil {
		if chunk == nil {
			chunk = realm.Null
		}
		return truthy(s.env.Engine.Export(f.Call(s.Self(), chunk)))
	}
	return s.Push(chunk)
}

// PushEncoded is push(chunk, enc) as a script calls it: Null ends the stream,
// nil is undefined.
func (s *Stream) PushEncoded(chunk realm.Value, enc string) bool {
	if chunk == realm.Null {
		s.r.clear(fReading)
		s.onEOF()
		return false
	}
	if s.r.has(fObjectMode) {
		return s.pushValue(chunk, 1, enc)
	}
	v, size, enc, ok := s.pushBytes(chunk, enc)
	if !ok {
		s.errorOrDestroy(s.errChunkType(chunk), false)
		return s.afterPushError()
	}
	if size == 0 {
		s.r.clear(fReading)
		s.maybeReadMore()
		return s.r.canPushMore()
	}
	return s.pushValue(v, size, enc)
}

// pushBytes turns a chunk of a byte stream into bytes, unless it is a string in
// the encoding that the stream is read in.
func (s *Stream) pushBytes(chunk realm.Value, enc string) (realm.Value, int, string, bool) {
	if b, ok := chunk.([]byte); ok {
		return chunk, len(b), "", true
	}
	if chunk == nil {
		return nil, 0, "", true
	}
	size, isString, ok := s.sized(chunk)
	if !ok || !isString {
		return chunk, size, "", ok
	}
	if enc == "" {
		enc = s.r.defaultEncoding
	}
	if s.r.encoding == enc {
		return chunk, size, enc, true
	}
	b := Encode(s.text(chunk), enc)
	return b, len(b), "", true
}

// afterPushError is what push returns after an error: false, or before 20
// still whether there is room.
func (s *Stream) afterPushError() bool {
	return s.env.Has(versions.NeedReadableAssigned) && s.r.canPushMore()
}

func (s *Stream) pushValue(v realm.Value, size int, enc string) bool {
	r := &s.r
	if r.has(fEnded) {
		s.errorOrDestroy(errPushAfterEOF(), false)
		return false
	}
	if r.has(fDestroyed | fErrored) {
		return false
	}
	r.clear(fReading)
	s.env.World.Observe("bytes", int64(size))
	if r.decoder != nil && enc == "" {
		text := s.decoded(v)
		v, size = text, units(text)
		if r.has(fObjectMode) {
			size = 1
		}
		if size == 0 {
			s.maybeReadMore()
			return r.canPushMore()
		}
	}
	s.addChunk(v, size, false)
	return r.canPushMore()
}

// Unshift puts a chunk back in front of what is buffered.
func (s *Stream) Unshift(chunk realm.Value, enc string) bool {
	r := &s.r
	if chunk == realm.Null {
		r.clear(fReading)
		s.onEOF()
		return false
	}
	v, size := chunk, 1
	if !r.has(fObjectMode) {
		var ok bool
		if v, size, ok = s.unshiftBytes(chunk, enc); !ok {
			s.errorOrDestroy(s.errChunkType(chunk), false)
			return s.afterPushError()
		}
		if size == 0 {
			return r.canPushMore()
		}
	}
	switch {
	case r.has(fEndEmitted):
		s.errorOrDestroy(errUnshiftAfterEnd(), false)
	case r.has(fDestroyed | fErrored):
		return false
	default:
		s.addChunk(v, size, true)
	}
	return r.canPushMore()
}

// unshiftBytes turns a chunk into what the buffer holds: bytes, or text in the
// encoding that the stream is read in.
func (s *Stream) unshiftBytes(chunk realm.Value, enc string) (realm.Value, int, bool) {
	if chunk == nil {
		return nil, 0, true
	}
	size, isString, ok := s.sized(chunk)
	if !ok || !isString {
		return chunk, size, ok
	}
	if enc == "" {
		enc = s.r.defaultEncoding
	}
	if s.r.encoding == enc {
		return chunk, size, true
	}
	b := Encode(s.text(chunk), enc)
	if s.r.encoding == "" {
		return b, len(b), true
	}
	text := Decode(b, s.r.encoding)
	return text, units(text), true
}

// addChunk gives the chunk to the 'data' listeners if the stream flows and
// nothing is before it, or buffers it.
func (s *Stream) addChunk(v realm.Value, size int, front bool) {
	r := &s.r
	if r.has(fFlowing) && !r.has(fSync) && r.length == 0 && s.dataWanted() {
		r.awaitDrain = nil
		r.set(fDataEmitted)
		s.Emit("data", v)
	} else {
		if front {
			r.prepend(v, size)
		} else {
			r.append(v, size)
		}
		s.traceReadable()
		if r.has(fNeedReadable) {
			s.emitReadable()
		}
	}
	s.maybeReadMore()
}

// dataWanted reports whether anybody listens for 'data'.
func (s *Stream) dataWanted() bool {
	if s.env.Has(versions.DataListenersCounted) {
		return s.CallListenerCount("data") > 0
	}
	return s.r.has(fDataListening)
}

// onEOF: nothing more will be pushed.
func (s *Stream) onEOF() {
	r := &s.r
	if r.has(fEnded) {
		return
	}
	if r.decoder != nil {
		if text := r.decoder.End(); text != "" {
			if r.has(fObjectMode) {
				r.append(text, 1)
			} else {
				r.append(text, units(text))
			}
		}
	}
	r.set(fEnded)
	s.traceReadable()
	if !r.has(fSync) {
		// 'readable' now, for there are parsers that rely on it.
		r.clear(fNeedReadable)
		r.set(fEmittedReadable)
		s.emitReadableNow()
		return
	}
	if s.env.Has(versions.EOFReadablePending) && !r.has(fFlowing|fNeedReadable) && s.CallListenerCount("readable") == 0 {
		r.set(fEOFReadablePending)
		return
	}
	s.emitReadable()
}
