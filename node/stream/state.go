package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// The names under which scripts know the flags: the properties of
// _readableState and _writableState.
var (
	bothFlags = map[string]flags{
		"objectMode": fObjectMode, "autoDestroy": fAutoDestroy, "emitClose": fEmitClose, "constructed": fConstructed,
		"destroyed": fDestroyed, "errorEmitted": fErrorEmitted, "closed": fClosed, "closeEmitted": fCloseEmitted,
		"ended": fEnded, "sync": fSync,
	}
	readableFlags = map[string]flags{
		"endEmitted": fEndEmitted, "reading": fReading, "needReadable": fNeedReadable, "emittedReadable": fEmittedReadable,
		"readableListening": fReadableListening, "resumeScheduled": fResumeScheduled, "readingMore": fReadingMore,
		"dataEmitted": fDataEmitted, "multiAwaitDrain": fMultiAwaitDrain, "paused": fPaused,
	}
	writableFlags = map[string]flags{
		"ending": fEnding, "finished": fFinished, "finalCalled": fFinalCalled, "prefinished": fPrefinished,
		"needDrain": fNeedDrain, "writing": fWriting, "bufferProcessing": fBufferProcessing, "decodeStrings": fDecodeStrings,
		"allNoop": fAllNoop,
	}
)

// Flags lists the flags of the readable or the writable state.
func Flags(readable bool) []string {
	if readable {
		return readableNames
	}
	return writableNames
}

var (
	readableNames = []string{"objectMode", "autoDestroy", "emitClose", "constructed", "destroyed", "errorEmitted", "closed",
		"closeEmitted", "ended", "sync", "endEmitted", "reading", "needReadable", "emittedReadable", "readableListening",
		"resumeScheduled", "readingMore", "dataEmitted", "multiAwaitDrain", "paused"}
	writableNames = []string{"objectMode", "autoDestroy", "emitClose", "constructed", "destroyed", "errorEmitted", "closed",
		"closeEmitted", "ended", "sync", "ending", "finished", "finalCalled", "prefinished", "needDrain", "writing",
		"bufferProcessing", "decodeStrings", "allNoop"}
)

func (s *Stream) flag(readable bool, name string) (*flags, flags) {
	h, own := &s.w.flags, writableFlags
	if readable {
		h, own = &s.r.flags, readableFlags
	}
	if f, ok := bothFlags[name]; ok {
		return h, f
	}
	return h, own[name]
}

// Flag reads a flag of a half's state by its script name.
func (s *Stream) Flag(readable bool, name string) bool {
	h, f := s.flag(readable, name)
	if f == fPaused && !h.has(fHasPaused) {
		return s.env.Has(versions.PausedUnlessResumed)
	}
	return h.has(f)
}

// SetFlag sets it, for libraries that meddle.
func (s *Stream) SetFlag(readable bool, name string, on bool) {
	h, f := s.flag(readable, name)
	h.put(f, on)
}

// HalfErrored is what a half failed of, or nil.
func (s *Stream) HalfErrored(readable bool) realm.Value {
	if readable && s.r.has(fErrored) {
		return s.r.errored
	}
	if !readable && s.w.has(fErrored) {
		return s.w.errored
	}
	return nil
}

// SetHalfErrored sets it; nil clears it.
func (s *Stream) SetHalfErrored(readable bool, err realm.Value) {
	h, slot := &s.w.flags, &s.w.errored
	if readable {
		h, slot = &s.r.flags, &s.r.errored
	}
	h.put(fErrored, truthy(err))
	*slot = err
}

// SwitchedOff reports whether a half was made with {readable: false} or
// {writable: false}, or its property was set to false.
func (s *Stream) SwitchedOff(readable bool) bool {
	if readable {
		return s.r.has(fOff)
	}
	return s.w.has(fOff)
}

// PendingCallbacks is _writableState.pendingcb.
func (s *Stream) PendingCallbacks() int { return s.w.pendingcb }

// WritableBuffered is _writableState.bufferedRequestCount.
func (s *Stream) WritableBuffered() int { return len(s.w.buffered) - s.w.head }

// SetLength sets a state's length, for libraries that meddle.
func (s *Stream) SetLength(readable bool, n int) {
	if readable {
		s.r.length = n
	} else {
		s.w.length = n
	}
}

// SetHighWaterMark sets a state's highWaterMark.
func (s *Stream) SetHighWaterMark(readable bool, n int) {
	if readable {
		s.r.highWaterMark = n
	} else {
		s.w.highWaterMark = n
	}
}

// DefaultEncoding is a state's defaultEncoding.
func (s *Stream) DefaultEncoding(readable bool) string {
	if readable {
		return s.r.defaultEncoding
	}
	return s.w.defaultEncoding
}

// Callback is a written chunk's callback as a script's value.
func (s *Stream) Callback(c Chunk) realm.Value { return s.callbackValue(c.done) }

// AwaitingDrain are the destinations that must drain before the flow goes on.
func (s *Stream) AwaitingDrain() []Sink { return s.r.awaitDrain }

// WriteBuiltin is the _write that a script's own calls as super's.
func (s *Stream) WriteBuiltin(chunk realm.Value, enc string, done func(err realm.Value)) {
	switch i := s.impl.(type) {
	case Writer:
		i.WriteImpl(chunk, enc, done)
		return
	case VectorWriter:
		i.WritevImpl([]Chunk{{Value: chunk, Encoding: enc, size: 1}}, done)
		return
	}
	if s.t.on {
		s.transformWrite(chunk, enc, done)
		return
	}
	if f := s.Override("_writev"); f != nil {
		f.Call(s.Self(), []realm.Value{&realm.Map{Keys: []string{"chunk", "encoding"}, Values: []realm.Value{chunk, enc}}}, callbackFn(done))
		return
	}
	s.env.Throw(errNotImplemented("_write()"))
}

// FinalBuiltin is the _final that a script's own calls as super's.
func (s *Stream) FinalBuiltin(done func(err realm.Value)) {
	if i, ok := s.impl.(Finalizer); ok {
		i.FinalImpl(done)
	} else {
		s.transformFinal(done)
	}
}

// Rejected is the stream's Symbol.for('nodejs.rejection') method: a listener's
// rejected promise destroys it.
func (s *Stream) Rejected(reason realm.Value, _ any, _ []realm.Value) { s.CallDestroy(reason) }

// SinkValue is the stream as a script holds it.
func (s *Stream) SinkValue() realm.Value { return s.Self() }
