// Package zstream is zlib as Node's zlib module uses it: compressing and
// decompressing streams of RFC 1950, 1951 and 1952 that take their input in any
// pieces.
//
// Decompression gives byte for byte what zlib gives. Compression is Go's
// compress/flate: what it writes is valid but not zlib's own choice of bytes, so
// that compressed lengths differ from real Node's (whose own depend on the
// processor: it has code for several). Dictionaries are not there.
package zstream

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash"
	"hash/adler32"
	"hash/crc32"
)

// Mode is what a stream does, as Node numbers it.
type Mode int

// The modes.
const (
	Deflate Mode = 1 + iota
	Inflate
	Gzip
	Gunzip
	DeflateRaw
	InflateRaw
	Unzip
)

// Flush says how much of what was written must come out.
type Flush int

// The kinds of flush that matter here.
const (
	NoFlush   Flush = 0
	SyncFlush Flush = 2
	FullFlush Flush = 3
	Finish    Flush = 4
)

// Error is an error of zlib.
type Error struct {
	Message, Code string
	Errno         int
}

func (e *Error) Error() string { return e.Message }

func dataError(message string) error { return &Error{message, "Z_DATA_ERROR", -3} }

// Stream is one direction of work.
type Stream interface {
	// Write takes input and returns what is ready. After the end of a compressed
	// stream, rest is the input that does not belong to it.
	Write(in []byte, flush Flush) (out []byte, rest int, err error)
	// Reset begins anew.
	Reset()
}

// New returns a stream. level and strategy are zlib's, of compression only.
func New(mode Mode, level, strategy int) Stream {
	switch mode {
	case Deflate, Gzip, DeflateRaw:
		return &compressor{mode: mode, level: level, strategy: strategy}
	}
	return &decompressor{mode: mode}
}

// compressor is a stream that compresses.
type compressor struct {
	mode            Mode
	level, strategy int
	w               *flate.Writer
	out             bytes.Buffer
	sum             hash.Hash32
	size            uint32
	done            bool
}

func (c *compressor) Reset() {
	*c = compressor{mode: c.mode, level: c.level, strategy: c.strategy}
}

// SetLevel is params(): it holds from the next block.
func (c *compressor) SetLevel(level, strategy int) { c.level, c.strategy = level, strategy }

func (c *compressor) Write(in []byte, flush Flush) (out []byte, rest int, err error) {
	c.out.Reset()
	if c.done {
		return nil, 0, nil
	}
	if c.w == nil {
		c.begin()
	}
	if len(in) > 0 {
		c.w.Write(in)
		c.size += uint32(len(in))
		if c.sum != nil {
			c.sum.Write(in)
		}
	}
	switch flush {
	case NoFlush:
	case Finish:
		c.w.Close()
		c.end()
		c.done = true
	default:
		c.w.Flush()
	}
	return c.out.Bytes(), 0, nil
}

// begin writes the header (RFC 1950, section 2.2; RFC 1952, section 2.3).
func (c *compressor) begin() {
	level := c.level
	if c.strategy == 2 && level != 0 {
		level = flate.HuffmanOnly
	}
	c.w, _ = flate.NewWriter(&c.out, level)
	switch c.mode {
	case Gzip:
		c.sum = crc32.NewIEEE()
		extra := byte(0)
		switch {
		case c.level == 9:
			extra = 2
		case c.level == 1 || c.strategy >= 2:
			extra = 4
		}
		c.out.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, 3})
	case Deflate:
		c.sum = adler32.New()
		second := byte(0x9c)
		switch {
		case c.level == 0 || c.level == 1 || c.strategy >= 2:
			second = 0x01
		case c.level >= 2 && c.level <= 5:
			second = 0x5e
		case c.level >= 7:
			second = 0xda
		}
		c.out.Write([]byte{0x78, second})
	}
}

func (c *compressor) end() {
	switch c.mode {
	case Gzip:
		c.out.Write(binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, c.sum.Sum32()), c.size))
	case Deflate:
		c.out.Write(binary.BigEndian.AppendUint32(nil, c.sum.Sum32()))
	}
}
