package stream

import "finishline/node/realm"

// HasReadable and HasWritable tell which halves there are.
func (s *Stream) HasReadable() bool { return s.hasR }

// HasWritable reports whether there is a writable half.
func (s *Stream) HasWritable() bool { return s.hasW }

// Destroyed is `destroyed`.
func (s *Stream) Destroyed() bool {
	switch {
	case s.hasR && s.hasW:
		return s.r.has(fDestroyed) && s.w.has(fDestroyed)
	case s.hasW:
		return s.w.has(fDestroyed)
	}
	return s.r.has(fDestroyed)
}

// SetDestroyed is the setter of `destroyed`, for scripts that manage it.
func (s *Stream) SetDestroyed(on bool) {
	if s.hasR {
		s.r.put(fDestroyed, on)
	}
	if s.hasW {
		s.w.put(fDestroyed, on)
	}
}

// Closed is `closed`: _destroy is over.
func (s *Stream) Closed() bool {
	if s.hasR {
		return s.r.has(fClosed)
	}
	return s.w.has(fClosed)
}

// CloseEmitted reports whether 'close' was, or would have been, emitted.
func (s *Stream) CloseEmitted() bool { return s.either(fCloseEmitted) }

// Errored is `errored`: what the stream failed of, or nil.
func (s *Stream) Errored() realm.Value {
	if s.hasR && s.r.has(fErrored) {
		return s.r.errored
	}
	if !s.hasR && s.w.has(fErrored) {
		return s.w.errored
	}
	return nil
}

// WritableErrored is _writableState.errored, or nil.
func (s *Stream) WritableErrored() realm.Value {
	if s.hasW && s.w.has(fErrored) {
		return s.w.errored
	}
	return nil
}

// ErrorEmitted reports whether 'error' was emitted.
func (s *Stream) ErrorEmitted() bool { return s.either(fErrorEmitted) }

// IsReadable is `readable`.
func (s *Stream) IsReadable() bool {
	return s.hasR && !s.r.has(fOff|fDestroyed|fErrorEmitted|fEndEmitted)
}

// IsWritable is `writable`.
func (s *Stream) IsWritable() bool {
	return s.hasW && !s.w.has(fOff|fDestroyed|fErrored|fEnding|fEnded)
}

// SetReadable is the setter of `readable`: false says that the half will never
// end.
func (s *Stream) SetReadable(on bool) { s.r.put(fOff, !on) }

// SetWritable is the setter of `writable`.
func (s *Stream) SetWritable(on bool) { s.w.put(fOff, !on) }

// ReadableDidRead is `readableDidRead`.
func (s *Stream) ReadableDidRead() bool { return s.r.has(fDataEmitted) }

// ReadableAborted is `readableAborted`.
func (s *Stream) ReadableAborted() bool {
	return !s.r.has(fOff) && s.r.has(fDestroyed|fErrored) && !s.r.has(fEndEmitted)
}

// ReadableEnded is `readableEnded`: 'end' was emitted.
func (s *Stream) ReadableEnded() bool { return s.r.has(fEndEmitted) }

// ReadablePushedEnd reports whether push(null) was seen (_readableState.ended).
func (s *Stream) ReadablePushedEnd() bool { return s.r.has(fEnded) }

// ReadableFlowing is `readableFlowing`: true, false or Null.
func (s *Stream) ReadableFlowing() realm.Value {
	if !s.r.has(fHasFlowing) {
		return realm.Null
	}
	return s.r.has(fFlowing)
}

// SetReadableFlowing is its setter.
func (s *Stream) SetReadableFlowing(v realm.Value) {
	s.r.put(fHasFlowing, !realm.IsNullish(v))
	s.r.put(fFlowing, truthy(v))
}

// Flowing reports whether readableFlowing is true.
func (s *Stream) Flowing() bool { return s.r.has(fFlowing) }

// ReadableLength is `readableLength`, in bytes or chunks.
func (s *Stream) ReadableLength() int { return s.r.length }

// ReadableHighWaterMark is `readableHighWaterMark`.
func (s *Stream) ReadableHighWaterMark() int { return s.r.highWaterMark }

// SetReadableHighWaterMark sets _readableState.highWaterMark.
func (s *Stream) SetReadableHighWaterMark(n int) { s.r.highWaterMark = n }

// ReadableObjectMode is `readableObjectMode`.
func (s *Stream) ReadableObjectMode() bool { return s.r.has(fObjectMode) }

// ReadableEncoding is `readableEncoding`; "" is null.
func (s *Stream) ReadableEncoding() string { return s.r.encoding }

// Reading reports whether _read is pending (_readableState.reading).
func (s *Stream) Reading() bool { return s.r.has(fReading) }

// SetReading sets it.
func (s *Stream) SetReading(on bool) { s.r.put(fReading, on) }

// ReadableBuffer is `readableBuffer`.
func (s *Stream) ReadableBuffer() []realm.Value {
	out := make([]realm.Value, 0, len(s.r.buffer)-s.r.head)
	for _, it := range s.r.waiting() {
		out = append(out, it.v)
	}
	return out
}

// WritableEnded is `writableEnded`: end() was called.
func (s *Stream) WritableEnded() bool { return s.w.has(fEnding) }

// WritableFinished is `writableFinished`: 'finish' was emitted.
func (s *Stream) WritableFinished() bool { return s.w.has(fFinished) }

// WritableLength is `writableLength`, in bytes or chunks.
func (s *Stream) WritableLength() int { return s.w.length }

// WritableHighWaterMark is `writableHighWaterMark`.
func (s *Stream) WritableHighWaterMark() int { return s.w.highWaterMark }

// WritableObjectMode is `writableObjectMode`.
func (s *Stream) WritableObjectMode() bool { return s.w.has(fObjectMode) }

// WritableCorked is `writableCorked`.
func (s *Stream) WritableCorked() int { return s.w.corked }

// WritableNeedDrain is `writableNeedDrain`.
func (s *Stream) WritableNeedDrain() bool {
	return s.w.has(fNeedDrain) && !s.w.has(fDestroyed|fEnding)
}

// WritableAborted is `writableAborted`.
func (s *Stream) WritableAborted() bool {
	return !s.w.has(fOff) && s.w.has(fDestroyed|fErrored) && !s.w.has(fFinished)
}

// WritableBuffer is `writableBuffer`: what waits to be written.
func (s *Stream) WritableBuffer() []Chunk {
	return append([]Chunk(nil), s.w.buffered[s.w.head:]...)
}

// SetReadingMore sets _readableState.readingMore: http2 delays the first read with it.
func (s *Stream) SetReadingMore(on bool) { s.r.put(fReadingMore, on) }

// WritableWaiting is how many chunks wait to be written (_writableState.buffered.length).
func (s *Stream) WritableWaiting() int { return len(s.w.buffered) - s.w.head }

// ResumeScheduled reports whether resume() waits for its tick (_readableState.resumeScheduled).
func (s *Stream) ResumeScheduled() bool { return s.r.has(fResumeScheduled) }

// SetCorked sets _writableState.corked, as http's end does.
func (s *Stream) SetCorked(n int) { s.w.corked = n }
