package stream

import (
	"unicode/utf8"

	"finishline/node/realm"
	"finishline/node/versions"
)

// Chunk is a chunk that was written.
type Chunk struct {
	Value    realm.Value
	Encoding string // "buffer" for bytes
	size     int    // bytes, code units of a string, or 1 in object mode
	done     callback
}

// Bytes are the bytes of a chunk that is no string.
func (c *Chunk) Bytes(e realm.Engine) []byte { return Bytes(e, c.Value) }

// Bytes are the bytes that a script's or a machine's value holds; nil if none.
func Bytes(e realm.Engine, v realm.Value) []byte {
	if b, ok := v.([]byte); ok {
		return b
	}
	b, _ := e.Export(v).([]byte)
	return b
}

// callback is a write's or end's callback: a machine's or a script's. The zero
// callback is none.
type callback struct {
	fn func(err realm.Value)
	js realm.Function
}

func (c callback) none() bool { return c.fn == nil && c.js == nil }

// same reports whether both are one function, so that one tick can serve both.
func (c callback) same(d callback) bool {
	if c.js != nil && d.js != nil {
		return c.js.ID() == d.js.ID()
	}
	return c.none() && d.none()
}

func (c callback) fail(err realm.Value) {
	if c.fn != nil {
		c.fn(err)
	} else if c.js != nil {
		c.js.Call(nil, err)
	}
}

// succeed calls back without error: with null, or before 20 with nothing.
func (s *Stream) succeed(c callback) {
	switch {
	case c.fn != nil:
		c.fn(nil)
	case c.js == nil:
	case s.env.Has(versions.CallbackNoArgument):
		c.js.Call(nil)
	default:
		c.js.Call(nil, realm.Null)
	}
}

// succeedVector is succeed for a chunk of a _writev: before 20 the one callback of all hands its
// absent argument on, so that theirs are called with undefined (clearBuffer in
// lib/internal/streams/writable.js at 18.20.8).
func (s *Stream) succeedVector(c callback) {
	if c.fn == nil && c.js != nil && s.env.Has(versions.CallbackNoArgument) {
		c.js.Call(nil, nil)
		return
	}
	s.succeed(c)
}

// sized returns what s keeps of a chunk in byte mode, with its size; ok is
// false if it is neither string nor bytes.
func (s *Stream) sized(v realm.Value) (size int, isString, ok bool) {
	switch c := v.(type) {
	case []byte:
		return len(c), false, true
	case string:
		return units(c), true, true
	case nil, realm.NullType, bool, int, int64, float64, *realm.Error, *realm.Map:
		return 0, false, false
	}
	switch c := s.env.Engine.Export(v).(type) {
	case []byte:
		return len(c), false, true
	case string:
		return units(c), true, true
	}
	return 0, false, false
}

// text is the string in v.
func (s *Stream) text(v realm.Value) string {
	if t, ok := v.(string); ok {
		return t
	}
	t, _ := s.env.Engine.Export(v).(string)
	return t
}

// errChunkType is what a chunk of the wrong type is answered with.
func (s *Stream) errChunkType(v realm.Value) *realm.Error {
	want := "string or an instance of Buffer or Uint8Array"
	if s.env.Has(versions.AnyViewChunk) {
		want = "string or an instance of Buffer, TypedArray, or DataView"
	}
	return realm.NewTypeError("ERR_INVALID_ARG_TYPE",
		`The "chunk" argument must be of type `+want+"."+s.env.Received(v))
}

// units is the length of a JavaScript string: its UTF-16 code units.
func units(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch b := s[i]; {
		case b < utf8.RuneSelf:
			n++
		case b >= 0xF0:
			n += 2
		case b >= 0xC0:
			n++
		}
	}
	return n
}

// cutUnits splits s after n code units; a pair is not split but goes left.
func cutUnits(s string, n int) (string, string) {
	i := 0
	for i < len(s) && n > 0 {
		_, w := utf8.DecodeRuneInString(s[i:])
		if w == 4 {
			n--
		}
		n--
		i += w
	}
	return s[:i], s[i:]
}
