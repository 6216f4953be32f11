package versions

// Events.
var (
	// LeakWarningNamesLimit …
	LeakWarningNamesLimit = behaviour("events-leak-warning-names-limit", ">=20",
		"lib/events.js 18.20.8 → 20.20.2", "The warning about too many listeners says what the limit is.")
	// OnceMarksFirst …
	OnceMarksFirst = behaviour("events-once-marks-before-removal", ">=24.21.0 <25 || >=26",
		"lib/events.js _onceWrap, 23.7.0 → 24.21.0; 25.9.0 has the old one",
		"A once listener counts as fired before it is removed, so a removeListener listener that emits again cannot fire it.")
	// ListenerCountOf …
	ListenerCountOf = behaviour("events-listener-count-of", ">=18.16",
		"lib/events.js listenerCount at 18.18.2", "listenerCount(name, f) counts only f.")
	// MaxListenersChecked …
	MaxListenersChecked = behaviour("events-max-listeners-validated", ">=20",
		"lib/events.js setMaxListeners, 18.20.8 → 20.20.2",
		"setMaxListeners checks type and range with the usual messages.")
	// EventsOptionsValidated …
	EventsOptionsValidated = behaviour("events-options-validated", ">=22",
		"lib/events.js once and on, 20.20.2 → 22.23.3", "events.once and events.on throw if the options are no object.")
	// EventsOnWatermarks …
	EventsOnWatermarks = behaviour("events-on-watermarks", ">=20",
		"lib/events.js on, 18.20.8 → 20.20.2", "events.on pauses the emitter above a high-water mark and knows the option close.")
	// ListenerCountFunction …
	ListenerCountFunction = behaviour("events-listener-count-function", ">=24",
		"lib/events.js listenerCount, 23.7.0 → 24.21.0", "events.listenerCount is not deprecated any more and takes an EventTarget.")
	// EventsOnDoneFirst …
	EventsOnDoneFirst = behaviour("events-on-done-first", ">=26",
		"lib/events.js createIterResult, 25.9.0 → 26.10.0", "What events.on gives is printed as { done, value }.")
	// ShapeTellsRemoval …
	ShapeTellsRemoval = behaviour("events-stream-tells-removal", "<20 || >=22.23.0 <23 || >=24",
		"lib/events.js removeListener, 20.20.2 and 23.7.0 → 22.23.3 and 24.21.0",
		"A stream emits 'removeListener' also when the only listener of an event is removed.")
)

// Writable.
var (
	// NeedDrainFirst …
	NeedDrainFirst = behaviour("stream-need-drain-before-write", "<20",
		"lib/internal/streams/writable.js writeOrBuffer, 18.20.8 → 20.20.2",
		"write() compares with the high-water mark before it calls _write, so it returns false even if _write finishes in the call.")
	// AfterWriteAlways …
	AfterWriteAlways = behaviour("stream-after-write-always-ticks", "<20",
		"lib/internal/streams/writable.js onwrite, 18.20.8 → 20.20.2",
		"A write that finishes in the call is followed up on a tick even if it has no callback and nobody waits for 'drain'.")
	// FinishSameTick …
	FinishSameTick = behaviour("stream-finish-in-after-write", "<20",
		"lib/internal/streams/writable.js afterWrite, 18.20.8 → 20.20.2",
		"'finish' comes in the tick of the last write's callback; later versions use one more tick.")
	// CallbackNoArgument …
	CallbackNoArgument = behaviour("stream-callback-without-argument", "<20",
		"lib/internal/streams/writable.js afterWrite and finish, 18.20.8 → 20.20.2",
		"Callbacks of write() and end() are called without argument instead of with null.")
	// FinalCalledLocal …
	FinalCalledLocal = behaviour("stream-final-second-callback", "<20",
		"lib/internal/streams/writable.js callFinal, 18.20.8 → 20.20.2",
		"A second call of _final's callback is an error at once, not only after 'prefinish'.")
	// ObjectEncodingDefaulted …
	ObjectEncodingDefaulted = behaviour("stream-object-mode-encoding-defaulted", "<20",
		"lib/internal/streams/writable.js _write, 18.20.8 → 20.20.2",
		"_write of an object stream is given the default encoding, and an unknown encoding throws there too.")
	// EndErroredCallback …
	EndErroredCallback = behaviour("stream-end-callback-errored", ">=20",
		"lib/internal/streams/writable.js end, 18.20.8 → 20.20.2",
		"end(callback) of a stream that has failed calls back with the error.")
	// StringAsBufferThrows …
	StringAsBufferThrows = behaviour("stream-string-with-buffer-encoding-throws", ">=24.21.0 <25 || >=26",
		"lib/internal/streams/writable.js _write, 23.7.0 → 24.21.0; not in 25.9.0",
		"write(string, 'buffer') throws ERR_UNKNOWN_ENCODING also if strings are not decoded.")
	// DefaultEncodingChecked …
	DefaultEncodingChecked = behaviour("stream-default-encoding-checked", ">=20",
		"lib/internal/streams/writable.js and readable.js, 18.20.8 → 20.20.2",
		"A stream's constructor throws if its defaultEncoding is unknown.")
	// AnyViewChunk …
	AnyViewChunk = behaviour("stream-chunk-any-view", ">=20",
		"lib/internal/streams/writable.js _write, 18.20.8 → 20.20.2",
		"Chunks may be any TypedArray or DataView, not only a Uint8Array.")
)

// Readable.
var (
	// BigHighWaterMark …
	BigHighWaterMark = behaviour("stream-high-water-mark-64k", ">=22",
		"lib/internal/streams/state.js, 20.20.2 → 22.23.3",
		"The default high-water mark of byte streams is 64 KiB instead of 16 KiB.")
	// NeedReadableAssigned …
	NeedReadableAssigned = behaviour("stream-need-readable-assigned", "<20",
		"lib/internal/streams/readable.js read and emitReadable_, 18.20.8 → 20.20.2",
		"read() without data and 'readable' decide anew whether another 'readable' is needed; later versions never take the need back there.")
	// DataListenersCounted …
	DataListenersCounted = behaviour("stream-data-listeners-counted", "<20",
		"lib/internal/streams/readable.js addChunk, 18.20.8 → 20.20.2",
		"Whether somebody listens for 'data' is counted each time; later versions remember it, and removeAllListeners does not reset that.")
	// NoReadMoreWhileReading …
	NoReadMoreWhileReading = behaviour("stream-no-read-more-while-reading", ">=22.23.0 <23 || >=24",
		"lib/internal/streams/readable.js maybeReadMore, 20.20.2 and 23.7.0 → 22.23.3 and 24.21.0",
		"A chunk that arrives while _read is pending schedules no further read.")
	// ReadTextMiscounts …
	ReadTextMiscounts = behaviour("stream-read-text-miscounts", ">=20 <22 || >=23 <24",
		"lib/internal/streams/readable.js fromList at 20.20.2 and 23.7.0: n === buf.length, not str.length",
		"read(n) of a stream with an encoding takes a whole chunk when n happens to be the number of chunks.")
	// SetEncodingEnds …
	SetEncodingEnds = behaviour("stream-set-encoding-flushes", ">=24.21.0 <25 || >=26",
		"lib/internal/streams/readable.js setEncoding, 23.7.0 → 24.21.0; not in 25.9.0",
		"setEncoding on a stream that has got its end flushes an incomplete character.")
	// EndScheduledOnce …
	EndScheduledOnce = behaviour("stream-end-scheduled-once", ">=24.21.0 <25 || >=26",
		"lib/internal/streams/readable.js endReadable, 23.7.0 → 24.21.0; not in 25.9.0",
		"Reading past the end twice schedules one tick for 'end', not two.")
	// PipeCatchesWrite …
	PipeCatchesWrite = behaviour("stream-pipe-catches-write", ">=24",
		"lib/internal/streams/readable.js pipe, 23.7.0 → 24.21.0",
		"An exception of the destination's write destroys the destination instead of leaving pipe.")
	// PipeDrainsAlways …
	PipeDrainsAlways = behaviour("stream-unpipe-always-drains", ">=26",
		"lib/internal/streams/readable.js pipe, 25.9.0 → 26.10.0",
		"A destination that leaves a pipe is never waited for, even if it failed in its write.")
	// EOFReadablePending …
	EOFReadablePending = behaviour("stream-unobserved-end-quiet", ">=26",
		"lib/internal/streams/readable.js onEofChunk, 25.9.0 → 26.10.0",
		"The end of a stream that nobody observes schedules no 'readable'.")
	// DestroyedNeverFlows …
	DestroyedNeverFlows = behaviour("stream-destroyed-never-flows", ">=26",
		"lib/internal/streams/readable.js resume and pause, 25.9.0 → 26.10.0",
		"resume() and pause() of a destroyed stream do nothing.")
	// ReadOneBuffer …
	ReadOneBuffer = behaviour("stream-read-one-buffer", ">=26",
		"lib/internal/streams/readable.js howMuchToRead, 25.9.0 → 26.10.0",
		"read() without size returns the first buffered chunk instead of all of them joined.")
)

// Both halves.
var (
	// StreamEventsLaidOut …
	StreamEventsLaidOut = behaviour("stream-events-laid-out", ">=20",
		"lib/internal/streams/{readable,writable,duplex}.js, 18.20.8 → 20.20.2",
		"A stream's constructor reserves room for its usual events, so their listeners keep that order in eventNames().")
	// DuplexPair …
	DuplexPair = behaviour("stream-duplex-pair", ">=20.17",
		"lib/stream.js, 18.20.8 → 20.20.2", "stream.duplexPair exists.")
	// PausedUnlessResumed …
	PausedUnlessResumed = behaviour("stream-state-paused-at-first", "<20",
		"_readableState.paused at 18.20.8 and 20.20.2", "_readableState.paused is true before the first resume().")
	// StreamIndexedPairs …
	StreamIndexedPairs = behaviour("stream-as-indexed-pairs", "<22",
		"lib/internal/streams/operators.js, 20.20.2 → 22.23.3", "readable.asIndexedPairs exists.")
	// ConstructOnTick …
	ConstructOnTick = behaviour("stream-construct-on-tick", "<18.19",
		"lib/internal/streams/destroy.js constructNT, 18.18.2 → 18.20.8",
		"After _construct's callback one more tick passes before reads and writes begin.")
	// WritableDisposable …
	WritableDisposable = behaviour("writable-async-disposable", ">=20",
		"lib/internal/streams/writable.js, 18.20.8 → 20.20.2", "A Writable has Symbol.asyncDispose, as a Readable has in 18.")
	// DuplexDestroyTells …
	DuplexDestroyTells = behaviour("stream-duplex-destroy-fails-writes", ">=20",
		"lib/internal/streams/duplex.js, 18.20.8 → 20.20.2",
		"destroy() of a Duplex calls the callbacks of writes and end() that wait, as a Writable's always did.")
	// TransformEndsOnTick …
	TransformEndsOnTick = behaviour("stream-transform-ended-callback-tick", ">=20",
		"lib/internal/streams/transform.js _write, 18.20.8 → 20.20.2",
		"A Transform that pushed its end calls the write's callback on a tick.")
	// FinishedWaitsCallbacks …
	FinishedWaitsCallbacks = behaviour("stream-finished-waits-for-callbacks", ">=20",
		"lib/internal/streams/end-of-stream.js, 18.20.8 → 20.20.2",
		"finished() of a stream that is done at the time waits for pending write callbacks.")
	// FinishedSettlesQuietly …
	FinishedSettlesQuietly = behaviour("stream-finished-settles-without-listeners", ">=24.21.0 <25 || >=26",
		"lib/internal/streams/end-of-stream.js, 23.7.0 → 24.21.0; not in 25.9.0",
		"finished() of a stream that is done at the time adds no listeners but one for 'error'.")
	// IteratorByHand …
	IteratorByHand = behaviour("stream-iterator-by-hand", ">=26",
		"lib/internal/streams/readable.js createAsyncIterator, 25.9.0 → 26.10.0",
		"A Readable's async iterator is no async generator any more: a buffered chunk resolves sooner.")
	// PipelinePrematureLast …
	PipelinePrematureLast = behaviour("stream-pipeline-errors-do-not-count", ">=22",
		"lib/internal/streams/pipeline.js, 20.20.2 → 22.23.3",
		"In a pipeline an error of a stream and its premature close do not count as one of the ends that are waited for.")
	// PipelineAbortOverwritten …
	PipelineAbortOverwritten = behaviour("stream-pipeline-abort-overwritten", ">=24",
		"lib/internal/streams/pipeline.js finishImpl, 23.7.0 → 24.21.0",
		"A pipeline reports the real error rather than an AbortError that came first.")
	// PipelineUnable …
	PipelineUnable = behaviour("stream-pipeline-unable-to-pipe", ">=23",
		"lib/internal/streams/pipeline.js, 22.23.3 → 23.7.0",
		"pipeline() throws ERR_STREAM_UNABLE_TO_PIPE for a stream that is closed or destroyed.")
	// PipelineAbortCause …
	PipelineAbortCause = behaviour("stream-pipeline-abort-cause", ">=20",
		"lib/internal/streams/pipeline.js abort, 18.20.8 → 20.20.2", "The AbortError of a pipeline has the signal's reason as its cause.")
	// FromSyncIterator …
	FromSyncIterator = behaviour("stream-from-sync-iterator", ">=20",
		"lib/internal/streams/from.js, 18.20.8 → 20.20.2",
		"Readable.from of a synchronous iterable pushes without awaiting each value.")
	// FromCallsDestroy …
	FromCallsDestroy = behaviour("stream-from-calls-own-destroy", ">=24.21.0 <25 || >=26",
		"lib/internal/streams/from.js, 23.7.0 → 24.21.0; not in 25.9.0",
		"A Readable.from stream calls the destroy of its options before it closes the iterator.")
	// ComposeFlows …
	ComposeFlows = behaviour("stream-compose-flows", ">=24.21.0 <25 || >=26",
		"lib/internal/streams/compose.js, 23.7.0 → 24.21.0; not in 25.9.0",
		"compose() passes the last stream's chunks on one by one instead of reading them joined.")
	// ComposeDestroysTail …
	ComposeDestroysTail = behaviour("stream-compose-destroys-tail", ">=22",
		"lib/internal/streams/compose.js, 20.20.2 → 22.23.3", "A destroyed composition destroys its last stream even if the pipeline is over.")
	// DuplexFromUnblocks …
	DuplexFromUnblocks = behaviour("stream-duplex-from-unblocks", ">=24.21.0 <25 || >=26",
		"lib/internal/streams/duplexify.js, 23.7.0 → 24.21.0; not in 25.9.0",
		"Destroying a Duplex.from(async generator) wakes a generator that waits for input.")
	// DuplexFromReturnedEarly …
	DuplexFromReturnedEarly = behaviour("stream-duplex-from-returned-early", ">=26",
		"lib/internal/streams/duplexify.js, 25.9.0 → 26.10.0",
		"A Duplex.from(async function) that returns before its input has ended is destroyed.")
	// IteratorKeepsHalfOpen …
	IteratorKeepsHalfOpen = behaviour("stream-iterator-keeps-half-open", ">=24.21.0 <25",
		"lib/internal/streams/readable.js createAsyncIterator at 24.21.0; not in 25.9.0 and 26.10.0",
		"Iterating a Duplex to its end does not destroy it while its writable half is open.")
)
