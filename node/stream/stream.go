// Package stream is Node's streams: Readable, Writable, Duplex, Transform and
// PassThrough as one machine with optional halves, whose source and sink are
// either Go (an impl value) or the methods that a script put on the object.
//
// Not modelled: async contexts of callbacks, and the identity of the state
// objects' inner bit fields. Strings are kept as Go strings, so a lone
// surrogate in a chunk becomes U+FFFD, as encoding it to UTF-8 would make it.
package stream

import (
	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/realm"
	"finishline/node/versions"
)

// Stream is any stream.
type Stream struct {
	events.Emitter
	r readable
	w writable
	t transform

	impl any
	env  *env.Env

	// AllowHalfOpen: false ends the writable half when the readable half ends.
	AllowHalfOpen bool

	// Listened, if set, hears of every listener added by on: http takes back a
	// socket's reads when somebody listens for its data.
	Listened func(name any)
	// RefuseEncoding, if set, is what setEncoding throws.
	RefuseEncoding *realm.Error

	// Views are the script's _readableState and _writableState, once made.
	Views [2]any

	hasR, hasW   bool
	destroyLater func(err realm.Value) // runs when _construct is over
}

// What the impl value of a stream may do. Each stands for the method of the
// same name with an underscore, and a script's method of that name goes before
// it.
type (
	// Reader is _read: it calls Push, now or later.
	Reader interface{ ReadImpl(n int) }
	// Writer is _write: it calls cb when the chunk is dealt with.
	Writer interface {
		WriteImpl(chunk realm.Value, enc string, cb func(err realm.Value))
	}
	// VectorWriter is _writev: it is given all chunks that wait. The slice is
	// good until cb is called.
	VectorWriter interface {
		WritevImpl(chunks []Chunk, cb func(err realm.Value))
	}
	// Finalizer is _final, after the last write and before 'finish'.
	Finalizer interface {
		FinalImpl(cb func(err realm.Value))
	}
	// Destroyer is _destroy.
	Destroyer interface {
		DestroyImpl(err realm.Value, cb func(err realm.Value))
	}
	// Constructor is _construct: nothing is read or written before cb.
	Constructor interface {
		ConstructImpl(cb func(err realm.Value))
	}
	// Transformer is _transform.
	Transformer interface {
		TransformImpl(chunk realm.Value, enc string, cb func(err, data realm.Value))
	}
	// Flusher is _flush.
	Flusher interface {
		FlushImpl(cb func(err, data realm.Value))
	}
)

// Options are the options of the stream constructors.
type Options struct {
	Readable, Writable bool // which halves there are
	// Transform makes it a Transform: what is written comes out through
	// _transform (Transformer).
	Transform bool
	// ReadableOff and WritableOff are a Duplex's {readable: false} and
	// {writable: false}: the half exists and has ended.
	ReadableOff, WritableOff bool

	ObjectMode, ReadableObjectMode, WritableObjectMode bool
	// High-water marks in bytes, or chunks in object mode; -1: the default.
	// The general one goes before the halves' own.
	HighWaterMark, ReadableHighWaterMark, WritableHighWaterMark int

	// The negations of allowHalfOpen, autoDestroy, emitClose and decodeStrings,
	// so that the zero value is the default.
	NoHalfOpen, NoAutoDestroy, NoEmitClose, NoDecodeStrings bool

	DefaultEncoding string // "" is utf8
	Encoding        string // of what is read; "" is none
	// CaptureRejections: promises that listeners return are watched.
	CaptureRejections bool
}

// Defaults are the options of a stream made without options: no half, default
// high-water marks.
var Defaults = Options{HighWaterMark: -1, ReadableHighWaterMark: -1, WritableHighWaterMark: -1}

// Init makes s usable. self is the outermost machine; impl is what the stream
// reads from and writes to, or nil if a script's methods do.
func (s *Stream) Init(v *env.Env, self realm.Hosted, impl any, o Options) {
	s.InitEmitter(v, self)
	if o.CaptureRejections {
		s.SetCaptureRejections(true)
	}
	s.env, s.impl = v, impl
	s.AllowHalfOpen = !o.NoHalfOpen
	s.hasR, s.hasW = o.Readable, o.Writable
	if v.Has(versions.StreamEventsLaidOut) {
		s.Preset(laidOut(o)...)
	}
	if o.Transform {
		o = transformOptions(o)
	}
	if o.Readable {
		s.initReadable(&o)
	}
	if o.Writable {
		s.initWritable(&o)
	}
	if o.Transform {
		s.initTransform()
	}
	s.traceBirth(o)
	s.construct()
}

var (
	laidOutReadable = []any{"close", "error", "data", "end", "readable"}
	laidOutWritable = []any{"close", "error", "prefinish", "finish", "drain"}
	laidOutDuplex   = []any{"close", "error", "prefinish", "finish", "drain", "data", "end", "readable"}
)

func laidOut(o Options) []any {
	switch {
	case o.Readable && o.Writable:
		return laidOutDuplex
	case o.Readable:
		return laidOutReadable
	}
	return laidOutWritable
}

// Settings are the module's settings in one process.
type Settings struct{ HighWaterMark, ObjectHighWaterMark int }

// SettingsOf are the settings of a process.
func SettingsOf(v *env.Env) *Settings {
	if s, ok := v.Streams.(*Settings); ok {
		return s
	}
	s := &Settings{HighWaterMark: 16 << 10, ObjectHighWaterMark: 16}
	if v.Has(versions.BigHighWaterMark) {
		s.HighWaterMark = 64 << 10
	}
	v.Streams = s
	return s
}

// DefaultHighWaterMark is stream.getDefaultHighWaterMark(objectMode).
func DefaultHighWaterMark(v *env.Env, objectMode bool) int {
	if objectMode {
		return SettingsOf(v).ObjectHighWaterMark
	}
	return SettingsOf(v).HighWaterMark
}

// highWaterMark picks the mark of a half.
func highWaterMark(v *env.Env, general, own int, duplex, objectMode bool) int {
	if general >= 0 {
		return general
	}
	if duplex && own >= 0 {
		return own
	}
	return DefaultHighWaterMark(v, objectMode)
}

// truthy is JavaScript's, for errors that callbacks are given.
func truthy(v realm.Value) bool {
	switch v.(type) {
	case nil, realm.NullType:
		return false
	case *realm.Error:
		return true
	}
	return events.Truthy(v)
}

// StreamBase is s: with it a machine that embeds a Stream is known as one.
func (s *Stream) StreamBase() *Stream { return s }

// Of is the Stream in v, or nil.
func Of(v realm.Value) *Stream {
	if m, ok := v.(interface{ StreamBase() *Stream }); ok {
		return m.StreamBase()
	}
	return nil
}
