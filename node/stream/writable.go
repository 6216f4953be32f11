package stream

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// writable is the state of the writable half (WritableState).
type writable struct {
	flags
	length          int // waiting to be written, what _write has included
	highWaterMark   int
	corked          int
	pendingcb       int // callbacks that 'finish' waits for
	writelen        int // what _write has
	writecb         callback
	buffered        []Chunk
	head            int // of buffered
	defaultEncoding string
	errored         realm.Value
	onFinished      []callback
	after           *afterWrite           // the tick that the next finished write may join
	onwriteGo       func(err realm.Value) // the callback of _write, made once
	onwriteJS       realm.Function        // the same for scripts
	phase           string                // for the trace
	traced          level
}

func (s *Stream) initWritable(o *Options) {
	w := &s.w
	w.flags = fSync | fConstructed | fEmitClose | fAutoDestroy | fDecodeStrings | fAllNoop
	w.put(fObjectMode, o.ObjectMode || o.Readable && o.WritableObjectMode)
	w.highWaterMark = highWaterMark(s.env, o.HighWaterMark, o.WritableHighWaterMark, o.Readable, w.has(fObjectMode))
	if o.NoDecodeStrings {
		w.clear(fDecodeStrings)
	}
	if o.NoEmitClose {
		w.clear(fEmitClose)
	}
	if o.NoAutoDestroy {
		w.clear(fAutoDestroy)
	}
	if o.DefaultEncoding == "" {
		o.DefaultEncoding = "utf8"
	} else if !IsEncoding(o.DefaultEncoding) && s.env.Has(versions.DefaultEncodingChecked) {
		s.env.Throw(errUnknownEncoding(o.DefaultEncoding))
	}
	w.defaultEncoding = o.DefaultEncoding
	if o.WritableOff {
		w.set(fOff | fEnding | fEnded | fFinished)
	}
	w.phase = "open"
}

// waits reports whether chunks wait in the buffer.
func (w *writable) waits() bool { return w.head < len(w.buffered) }

// Write is write(chunk, enc, cb): it reports whether more may be written at
// once. cb may be nil.
func (s *Stream) Write(chunk realm.Value, enc string, cb func(err realm.Value)) bool {
	ok, _ := s.write(chunk, enc, callback{fn: cb})
	return ok
}

// WriteFn is Write with a script's callback, which may be nil.
func (s *Stream) WriteFn(chunk realm.Value, enc string, cb realm.Function) bool {
	ok, _ := s.write(chunk, enc, callback{js: cb})
	return ok
}

// write takes a chunk; err is what was wrong with the stream.
func (s *Stream) write(chunk realm.Value, enc string, cb callback) (ok bool, err realm.Value) {
	if chunk == realm.Null {
		s.env.Throw(errNullValues())
	}
	c := Chunk{Value: chunk, Encoding: enc, size: 1, done: cb}
	if !s.w.has(fObjectMode) {
		s.decode(&c)
	} else if s.env.Has(versions.ObjectEncodingDefaulted) {
		s.defaultEncodingOf(&c)
	}
	if e := s.writeRefused(); e != nil {
		s.env.NextTick(func() { cb.fail(e) })
		s.errorOrDestroy(e, true)
		return false, e
	}
	s.w.pendingcb++
	return s.writeOrBuffer(c), nil
}

func (s *Stream) writeRefused() *realm.Error {
	switch {
	case s.w.has(fEnding):
		return errWriteAfterEnd()
	case s.w.has(fDestroyed):
		return errDestroyed("write")
	}
	return nil
}

// decode checks a chunk of a byte stream and turns a string into bytes, unless
// the stream wants strings.
func (s *Stream) decode(c *Chunk) {
	if b, ok := c.Value.([]byte); ok && (c.Encoding == "" || c.Encoding == "buffer") {
		c.size, c.Encoding = len(b), "buffer"
		return
	}
	s.defaultEncodingOf(c)
	size, isString, ok := s.sized(c.Value)
	if !ok {
		s.env.Throw(s.errChunkType(c.Value))
	}
	c.size = size
	if !isString {
		c.Encoding = "buffer"
		return
	}
	if c.Encoding == "buffer" && (s.w.has(fDecodeStrings) || s.env.Has(versions.StringAsBufferThrows)) {
		s.env.Throw(errUnknownEncoding(c.Encoding))
	}
	if s.w.has(fDecodeStrings) {
		b := Encode(s.text(c.Value), c.Encoding)
		c.Value, c.size, c.Encoding = b, len(b), "buffer"
	}
}

func (s *Stream) defaultEncodingOf(c *Chunk) {
	if c.Encoding == "" {
		c.Encoding = s.w.defaultEncoding
	} else if c.Encoding != "buffer" && !IsEncoding(c.Encoding) {
		s.env.Throw(errUnknownEncoding(c.Encoding))
	}
}

// encodingValue is an encoding as a script sees it.
func encodingValue(enc string) realm.Value {
	if enc == "" {
		return nil
	}
	return enc
}

// writeOrBuffer hands the chunk to _write, or keeps it while one is being
// written, the stream is corked, has failed or is not constructed.
func (s *Stream) writeOrBuffer(c Chunk) bool {
	w := &s.w
	w.length += c.size
	early := s.env.Has(versions.NeedDrainFirst)
	ret := w.length < w.highWaterMark
	if early && !ret {
		w.set(fNeedDrain)
	}
	if w.has(fWriting|fErrored) || w.corked > 0 || !w.has(fConstructed) {
		w.buffered = append(w.buffered, c)
		if !c.done.none() {
			w.clear(fAllNoop)
		}
		s.traceWritable()
	} else {
		w.writelen, w.writecb = c.size, c.done
		w.set(fWriting | fSync | fExpectCallback)
		s.traceWritable()
		s.callWrite(&c)
		w.clear(fSync)
	}
	if !early {
		ret = w.length < w.highWaterMark || w.length == 0
		if !ret {
			w.set(fNeedDrain)
		}
	}
	return ret && !w.has(fErrored|fDestroyed)
}

// callWrite is this._write(chunk, encoding, onwrite).
func (s *Stream) callWrite(c *Chunk) {
	if f := s.Override("_write"); f != nil {
		f.Call(s.Self(), c.Value, encodingValue(c.Encoding), s.onwriteFn())
		return
	}
	s.writeImpl(c)
}

// writeImpl is the built-in _write.
func (s *Stream) writeImpl(c *Chunk) {
	if s.t.on {
		s.transformWrite(c.Value, c.Encoding, s.onwriteFunc())
		return
	}
	if i, ok := s.impl.(Writer); ok {
		v := c.Value
		if c.Encoding == "buffer" && !s.w.has(fObjectMode) {
			if _, ok := v.([]byte); !ok {
				v = Bytes(s.env.Engine, v)
			}
		}
		i.WriteImpl(v, c.Encoding, s.onwriteFunc())
		return
	}
	if !s.writesVectors() {
		s.env.Throw(errNotImplemented("_write()"))
	}
	s.callWritev([]Chunk{*c})
}

// writesVectors reports whether there is a _writev.
func (s *Stream) writesVectors() bool {
	if _, ok := s.impl.(VectorWriter); ok {
		return true
	}
	return s.Override("_writev") != nil
}

// callWritev is this._writev(chunks, onwrite).
func (s *Stream) callWritev(chunks []Chunk) {
	f := s.Override("_writev")
	if f == nil {
		s.impl.(VectorWriter).WritevImpl(chunks, s.onwriteFunc())
		return
	}
	list := make([]realm.Value, len(chunks))
	for i, c := range chunks {
		list[i] = &realm.Map{Keys: []string{"chunk", "encoding", "callback"}, Values: []realm.Value{c.Value, encodingValue(c.Encoding), s.callbackValue(c.done)}}
	}
	f.Call(s.Self(), list, s.onwriteFn())
}

func (s *Stream) callbackValue(c callback) realm.Value {
	if c.js != nil {
		return c.js
	}
	return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value {
		if c.fn != nil {
			c.fn(realm.Arg(args, 0))
		}
		return nil
	})
}

// Cork makes writes wait until Uncork.
func (s *Stream) Cork() { s.w.corked++ }

// Uncork takes back one Cork; the last one lets the buffer go.
func (s *Stream) Uncork() {
	if s.w.corked == 0 {
		return
	}
	s.w.corked--
	if !s.w.has(fWriting) {
		s.clearBuffer()
	}
}

// SetDefaultEncoding is setDefaultEncoding.
func (s *Stream) SetDefaultEncoding(enc string) {
	if !IsEncoding(enc) {
		s.env.Throw(errUnknownEncoding(enc))
	}
	s.w.defaultEncoding = enc
}
