package stream

import (
	"math"

	"finishline/node/realm"
	"finishline/node/versions"
)

// readable is the state of the readable half (ReadableState).
type readable struct {
	flags
	length          int
	highWaterMark   int
	buffer          []item
	head            int // of buffer
	defaultEncoding string
	encoding        string
	decoder         *Decoder
	errored         realm.Value
	pipes           []Sink
	awaitDrain      []Sink // destinations that must drain before the flow goes on
	phase           string // for the trace
	traced          level
}

// item is a buffered chunk.
type item struct {
	v    realm.Value
	size int
}

// All is the size of a read() without argument.
const All = math.MinInt

func (s *Stream) initReadable(o *Options) {
	r := &s.r
	r.flags = fEmitClose | fAutoDestroy | fConstructed | fSync
	r.put(fObjectMode, o.ObjectMode || o.Writable && o.ReadableObjectMode)
	r.highWaterMark = highWaterMark(s.env, o.HighWaterMark, o.ReadableHighWaterMark, o.Writable, r.has(fObjectMode))
	if o.NoEmitClose {
		r.clear(fEmitClose)
	}
	if o.NoAutoDestroy {
		r.clear(fAutoDestroy)
	}
	r.defaultEncoding = "utf8"
	if o.DefaultEncoding != "" {
		if !IsEncoding(o.DefaultEncoding) && s.env.Has(versions.DefaultEncodingChecked) {
			s.env.Throw(errUnknownEncoding(o.DefaultEncoding))
		}
		r.defaultEncoding = o.DefaultEncoding
	}
	if o.Encoding != "" {
		r.decoder = s.newDecoder(o.Encoding)
		r.encoding = o.Encoding
	}
	if o.ReadableOff {
		r.set(fOff | fEnded | fEndEmitted)
	}
	r.phase = "paused"
}

// newDecoder throws if the encoding is unknown.
func (s *Stream) newDecoder(enc string) *Decoder {
	d := NewDecoder(enc)
	if d == nil {
		s.env.Throw(errUnknownEncoding(enc))
	}
	return d
}

// waiting are the buffered chunks.
func (r *readable) waiting() []item { return r.buffer[r.head:] }

func (r *readable) append(v realm.Value, size int) {
	r.buffer = append(r.buffer, item{v, size})
	r.length += size
}

func (r *readable) prepend(v realm.Value, size int) {
	r.length += size
	if r.head > 0 {
		r.head--
		r.buffer[r.head] = item{v, size}
		return
	}
	r.buffer = append(r.buffer, item{})
	copy(r.buffer[1:], r.buffer)
	r.buffer[0] = item{v, size}
}

// take removes the first chunk.
func (r *readable) take() item {
	it := r.buffer[r.head]
	r.buffer[r.head] = item{}
	r.head++
	if r.head == len(r.buffer) {
		r.buffer, r.head = r.buffer[:0], 0
	}
	return it
}

// canPushMore is what push returns: whether the buffer is below its mark.
func (r *readable) canPushMore() bool {
	return !r.has(fEnded) && (r.length < r.highWaterMark || r.length == 0)
}

// SetEncoding makes reads return strings. What is buffered is decoded now.
func (s *Stream) SetEncoding(enc string) {
	if s.RefuseEncoding != nil {
		s.env.Throw(s.RefuseEncoding)
	}
	r := &s.r
	if enc == "" {
		enc = "utf8"
	}
	r.decoder = s.newDecoder(enc)
	r.encoding = r.decoder.Encoding()
	text := ""
	for _, it := range r.waiting() {
		text += s.decoded(it.v)
	}
	if r.has(fEnded) && s.env.Has(versions.SetEncodingEnds) {
		text += r.decoder.End()
	}
	clear(r.buffer)
	r.buffer, r.head, r.length = r.buffer[:0], 0, 0
	if text != "" {
		r.append(text, units(text))
	}
}

// decoded is what the decoder makes of a chunk; a string is left as it is.
func (s *Stream) decoded(v realm.Value) string {
	if text, ok := s.env.Engine.Export(v).(string); ok {
		return text
	}
	return s.r.decoder.Write(Bytes(s.env.Engine, v))
}
