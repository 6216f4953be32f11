// Package stringdecoder is Node's StringDecoder: it turns a stream of chunks
// into strings and keeps back the bytes of a character that a chunk ends in
// the middle of (src/string_decoder.cc).
package stringdecoder

import "finishline/node/encoding"

// Decoder decodes one stream.
type Decoder struct {
	enc     encoding.Encoding
	partial [4]byte
	have    int // bytes in partial
	missing int // bytes that would complete it
}

// New returns a decoder for e; Unknown means UTF-8.
func New(e encoding.Encoding) *Decoder {
	if e == encoding.Unknown {
		e = encoding.UTF8
	}
	return &Decoder{enc: e}
}

// Encoding is what it decodes.
func (d *Decoder) Encoding() encoding.Encoding { return d.enc }

// Partial is the bytes kept back, and how many are missing.
func (d *Decoder) Partial() (kept []byte, missing int) { return d.partial[:d.have], d.missing }

// Write returns the characters that chunk completes.
func (d *Decoder) Write(chunk []byte) string {
	switch d.enc {
	case encoding.UTF8, encoding.UTF16LE, encoding.Base64, encoding.Base64URL:
	default:
		return encoding.Decode(chunk, d.enc)
	}
	head := ""
	if d.missing > 0 {
		head, chunk = d.complete(chunk)
	}
	if len(chunk) == 0 {
		return head
	}
	d.have, d.missing = d.tail(chunk)
	body := chunk[:len(chunk)-d.have]
	copy(d.partial[:], chunk[len(body):])
	if len(body) == 0 {
		return head
	}
	if head == "" {
		return encoding.Decode(body, d.enc)
	}
	return head + encoding.Decode(body, d.enc)
}

// complete feeds chunk to the kept character; it returns that character if it
// is whole now, and what is left of chunk.
func (d *Decoder) complete(chunk []byte) (string, []byte) {
	if d.enc == encoding.UTF8 {
		// A byte that does not continue the character ends it as it is.
		for i := 0; i < len(chunk) && i < d.missing; i++ {
			if chunk[i]&0xC0 != 0x80 {
				d.have += copy(d.partial[d.have:], chunk[:i])
				chunk, d.missing = chunk[i:], 0
				break
			}
		}
	}
	n := min(len(chunk), d.missing)
	d.have += copy(d.partial[d.have:], chunk[:n])
	chunk = chunk[n:]
	if d.missing -= n; d.missing > 0 {
		return "", chunk
	}
	kept := d.partial[:d.have]
	if d.enc == encoding.UTF16LE && len(kept) >= 2 && kept[len(kept)-1]&0xFC == 0xD8 {
		// The unit is the first half of a pair: wait for the other.
		whole := encoding.Decode(kept[:len(kept)-2], d.enc)
		copy(d.partial[:], kept[len(kept)-2:])
		d.have, d.missing = 2, 2
		return whole, chunk
	}
	d.have = 0
	return encoding.Decode(kept, d.enc), chunk
}

// tail is how many bytes at the end of chunk begin a character that it does
// not finish, and how many that character lacks.
func (d *Decoder) tail(chunk []byte) (have, missing int) {
	last := chunk[len(chunk)-1]
	switch d.enc {
	case encoding.UTF16LE:
		if len(chunk)%2 == 1 {
			return 1, 1
		}
		if last&0xFC == 0xD8 {
			return 2, 2
		}
	case encoding.Base64, encoding.Base64URL:
		if have = len(chunk) % 3; have > 0 {
			return have, 3 - have
		}
	case encoding.UTF8:
		if last >= 0x80 {
			return utf8Tail(chunk)
		}
	}
	return 0, 0
}

func utf8Tail(chunk []byte) (have, missing int) {
	for i := len(chunk) - 1; i >= 0 && have < 4; i-- {
		have++
		c := chunk[i]
		if c&0xC0 == 0x80 {
			continue
		}
		size := 0
		switch {
		case c&0xE0 == 0xC0:
			size = 2
		case c&0xF0 == 0xE0:
			size = 3
		case c&0xF8 == 0xF0:
			size = 4
		}
		if have >= size {
			return 0, 0
		}
		return have, size - have
	}
	return 0, 0
}

// End returns what is left, unfinished as it is.
func (d *Decoder) End() string {
	if d.enc == encoding.UTF16LE && d.have%2 == 1 {
		d.have--
	}
	rest := encoding.Decode(d.partial[:d.have], d.enc)
	if d.have == 0 {
		rest = ""
	}
	d.have, d.missing = 0, 0
	return rest
}
