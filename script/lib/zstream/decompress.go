package zstream

import (
	"encoding/binary"
	"hash"
	"hash/adler32"
	"hash/crc32"
)

// decompressor is a stream that decompresses: a header, deflated data, a trailer
// with a checksum; of gzip, any number of members.
type decompressor struct {
	mode   Mode
	format Mode // what Unzip turned out to be
	at     decompressState
	z      inflater
	sum    hash.Hash32
	size   uint32
	err    error // the stream is broken
}

type decompressState uint8

const (
	inHeader decompressState = iota
	inData
	inTrailer
	betweenMembers // another gzip member may follow
	atStreamEnd
)

func (d *decompressor) Reset() { *d = decompressor{mode: d.mode} }

// Write decodes what in completes.
func (d *decompressor) Write(in []byte, flush Flush) (out []byte, rest int, err error) {
	if d.err != nil {
		return nil, 0, d.err
	}
	if d.at == atStreamEnd {
		return nil, len(in), nil
	}
	d.z.in = append(d.z.in, in...)
	moved := true
	for moved && d.at != atStreamEnd && err == nil {
		var more []byte
		more, moved, err = d.step()
		out = append(out, more...)
	}
	if d.at == atStreamEnd {
		rest = len(d.z.in) - d.z.pos
		d.z.in, d.z.pos = nil, 0
	} else if d.at != betweenMembers && err == nil && flush == Finish {
		return out, 0, &Error{"unexpected end of file", "Z_BUF_ERROR", -5}
	}
	d.err = err
	return out, rest, err
}

// step is one part of the stream, as far as it has come.
func (d *decompressor) step() (out []byte, moved bool, err error) {
	switch d.at {
	case inHeader:
		moved, err = d.header()
	case inData:
		out, err = d.z.run()
		d.size += uint32(len(out))
		if d.sum != nil {
			d.sum.Write(out)
		}
		if moved = d.z.at == atEnd; moved {
			d.at = inTrailer
		}
	case inTrailer:
		moved, err = d.trailer()
	case betweenMembers:
		moved = d.another()
	}
	return out, moved, err
}

// rest is the input that has not been read.
func (d *decompressor) rest() []byte { return d.z.in[d.z.pos:] }

func (d *decompressor) header() (bool, error) {
	if d.format = d.mode; d.mode == Unzip {
		switch b := d.rest(); {
		case len(b) == 0 || len(b) == 1 && b[0] == 0x1f:
			return false, nil
		case len(b) > 1 && b[0] == 0x1f && b[1] == 0x8b:
			d.format = Gunzip
		default:
			d.format = Inflate
		}
	}
	n, err := 0, error(nil)
	switch d.format {
	case Gunzip:
		if n, err = gzipHeader(d.rest()); n > 0 {
			d.sum = crc32.NewIEEE()
		}
	case Inflate:
		if n, err = zlibHeader(d.rest()); n > 0 {
			d.sum = adler32.New()
		}
	default:
		d.at = inData
		return true, nil
	}
	if n == 0 || err != nil {
		return false, err
	}
	d.z.pos += n
	d.at = inData
	return true, nil
}

// zlibHeader is RFC 1950's: how long it is, 0 if more is needed.
func zlibHeader(b []byte) (int, error) {
	if len(b) < 2 {
		return 0, nil
	}
	switch {
	case (uint(b[0])<<8|uint(b[1]))%31 != 0:
		return 0, dataError("incorrect header check")
	case b[0]&15 != 8:
		return 0, dataError("unknown compression method")
	case b[0]>>4 > 7:
		return 0, dataError("invalid window size")
	case b[1]&0x20 != 0:
		return 0, &Error{"Missing dictionary", "Z_NEED_DICT", 2}
	}
	return 2, nil
}

// gzipHeader is RFC 1952's, with its optional fields.
func gzipHeader(b []byte) (int, error) {
	switch {
	case len(b) > 0 && b[0] != 0x1f, len(b) > 1 && b[1] != 0x8b:
		return 0, dataError("incorrect header check")
	case len(b) < 10:
		return 0, nil
	case b[2] != 8:
		return 0, dataError("unknown compression method")
	case b[3]&0xe0 != 0:
		return 0, dataError("unknown header flags set")
	}
	n, flags := 10, b[3]
	if flags&4 != 0 {
		if len(b) < n+2 {
			return 0, nil
		}
		n += 2 + int(binary.LittleEndian.Uint16(b[n:]))
	}
	for _, field := range []byte{8, 16} { // name, comment
		if flags&field == 0 {
			continue
		}
		for {
			if n >= len(b) {
				return 0, nil
			}
			n++
			if b[n-1] == 0 {
				break
			}
		}
	}
	if flags&2 != 0 {
		if len(b) < n+2 {
			return 0, nil
		}
		if uint16(crc32.ChecksumIEEE(b[:n])) != binary.LittleEndian.Uint16(b[n:]) {
			return 0, dataError("header crc mismatch")
		}
		n += 2
	}
	if n > len(b) {
		return 0, nil
	}
	return n, nil
}

func (d *decompressor) trailer() (bool, error) {
	b := d.rest()
	switch d.format {
	case Gunzip:
		if len(b) < 8 {
			return false, nil
		}
		if binary.LittleEndian.Uint32(b) != d.sum.Sum32() {
			return false, dataError("incorrect data check")
		}
		if binary.LittleEndian.Uint32(b[4:]) != d.size {
			return false, dataError("incorrect length check")
		}
		d.z.pos += 8
		d.at = betweenMembers
		return true, nil
	case Inflate:
		if len(b) < 4 {
			return false, nil
		}
		if binary.BigEndian.Uint32(b) != d.sum.Sum32() {
			return false, dataError("incorrect data check")
		}
		d.z.pos += 4
	}
	d.at = atStreamEnd
	return true, nil
}

// another begins a further gzip member if anything but padding follows; what is
// no member either is an error (src/node_zlib.cc).
func (d *decompressor) another() bool {
	b := d.rest()
	if len(b) == 0 {
		return false
	}
	if b[0] == 0 {
		d.at = atStreamEnd
		return true
	}
	in, pos := d.z.in, d.z.pos
	d.z = inflater{in: in, pos: pos}
	d.sum, d.size, d.at = nil, 0, inHeader
	return true
}
