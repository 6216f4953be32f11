package stream

// flags are the yes-or-no state of a half. Both halves use the same set: the
// first group means the same in both.
type flags uint64

const (
	fObjectMode flags = 1 << iota
	fAutoDestroy
	fEmitClose
	fConstructed
	fDestroyed
	fErrored
	fErrorEmitted
	fClosed
	fCloseEmitted
	fEnded // push(null) was seen; end() has returned
	fSync  // inside _read, _write or _final: what it calls back is synchronous
	fOff   // the half was switched off: `readable` or `writable` is false

	// Writable.
	fEnding      // end() was called
	fFinished    // 'finish' was emitted
	fFinalCalled // _final was called
	fPrefinished // 'prefinish' was emitted
	fNeedDrain   // write() returned false
	fWriting     // _write has not called back
	fExpectCallback
	fBufferProcessing
	fAfterWritePending
	fDecodeStrings
	fAllNoop

	// Readable.
	fEndEmitted
	fReading // _read is pending
	fNeedReadable
	fEmittedReadable
	fReadableListening
	fResumeScheduled
	fReadingMore
	fDataEmitted
	fDataListening
	fHasFlowing // flowing is not null
	fFlowing
	fHasPaused
	fPaused
	fMultiAwaitDrain
	fEndScheduled
	fEOFReadablePending
)

func (f flags) has(x flags) bool { return f&x != 0 }
func (f *flags) set(x flags)     { *f |= x }
func (f *flags) clear(x flags)   { *f &^= x }

func (f *flags) put(x flags, on bool) {
	if on {
		*f |= x
	} else {
		*f &^= x
	}
}
