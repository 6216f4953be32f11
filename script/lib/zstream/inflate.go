package zstream

import "math/bits"

// errShort says that the next step needs more input than there is.
type errShort struct{}

func (errShort) Error() string { return "more input is needed" }

// inflater is a decoder of RFC 1951 that takes its input in any pieces: a block's
// header or a symbol for which it does not suffice is left for the next time.
type inflater struct {
	in   []byte
	pos  int    // of the next byte
	acc  uint64 // bits read from in and not used
	nacc uint

	at      inflateState
	last    bool // the block is the last one
	stored  int  // bytes left of a stored block
	lengths *huffman
	offsets *huffman
	window  []byte // up to 32 KiB of what was decoded last
	out     []byte
}

type inflateState uint8

const (
	atBlock  inflateState = iota // a block header comes
	atStored                     // inside a stored block
	atCodes                      // inside a compressed block
	atEnd
)

const windowSize = 32 << 10

// mark is a place to come back to.
type mark struct {
	pos  int
	acc  uint64
	nacc uint
}

func (z *inflater) mark() mark { return mark{z.pos, z.acc, z.nacc} }

func (z *inflater) reset(m mark) { z.pos, z.acc, z.nacc = m.pos, m.acc, m.nacc }

// need makes sure of n bits (at most 32).
func (z *inflater) need(n uint) bool {
	for z.nacc < n {
		if z.pos == len(z.in) {
			return false
		}
		z.acc |= uint64(z.in[z.pos]) << z.nacc
		z.pos++
		z.nacc += 8
	}
	return true
}

func (z *inflater) take(n uint) uint {
	v := uint(z.acc) & (1<<n - 1)
	z.acc >>= n
	z.nacc -= n
	return v
}

// giveBack puts whole bytes that were read ahead back into the input.
func (z *inflater) giveBack() {
	z.pos -= int(z.nacc / 8)
	z.acc, z.nacc = 0, 0
}

// run decodes until the stream or the input ends. What it returns is good until
// the next call.
func (z *inflater) run() (out []byte, err error) {
	z.out = append(z.out[:0], z.window...)
	skip := len(z.window)
	for z.at != atEnd {
		if err = z.step(); err != nil {
			if _, short := err.(errShort); short {
				err = nil
			}
			break
		}
	}
	z.in = append(z.in[:0], z.in[z.pos:]...)
	z.pos = 0
	z.window = append(z.window[:0], z.out[max(0, len(z.out)-windowSize):]...)
	return z.out[skip:], err
}

func (z *inflater) step() error {
	switch z.at {
	case atBlock:
		before := z.mark()
		err := z.block()
		if _, short := err.(errShort); short {
			z.reset(before)
		}
		return err
	case atStored:
		return z.copyStored()
	}
	return z.codes()
}

// block reads a block's header (RFC 1951, section 3.2.3).
func (z *inflater) block() error {
	if !z.need(3) {
		return errShort{}
	}
	last := z.take(1) == 1
	switch z.take(2) {
	case 0:
		z.take(z.nacc % 8)
		if !z.need(32) {
			return errShort{}
		}
		n, not := z.take(16), z.take(16)
		if n != ^not&0xffff {
			return dataError("invalid stored block lengths")
		}
		z.stored, z.at = int(n), atStored
	case 1:
		z.lengths, z.offsets, z.at = fixedLengths, fixedOffsets, atCodes
	case 2:
		if err := z.tables(); err != nil {
			return err
		}
		z.at = atCodes
	default:
		return dataError("invalid block type")
	}
	z.last = last
	return nil
}

func (z *inflater) copyStored() error {
	z.giveBack()
	n := min(z.stored, len(z.in)-z.pos)
	z.out = append(z.out, z.in[z.pos:z.pos+n]...)
	z.pos += n
	z.stored -= n
	if z.stored > 0 {
		return errShort{}
	}
	z.endBlock()
	return nil
}

func (z *inflater) endBlock() {
	z.at = atBlock
	if z.last {
		z.at = atEnd
		z.giveBack()
	}
}

var (
	lengthBase  = [29]int{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [29]uint{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
)

// offsetOf is the base and the number of extra bits of a distance code.
func offsetOf(code int) (base int, extra uint) {
	if code < 4 {
		return code + 1, 0
	}
	extra = uint(code/2 - 1)
	return (2+code&1)<<extra + 1, extra
}

// codes decodes symbols up to the block's end. Each is whole or not read at all.
func (z *inflater) codes() error {
	for {
		before := z.mark()
		sym, err := z.lengths.decode(z, "invalid literal/length code")
		if err != nil {
			z.reset(before)
			return err
		}
		switch {
		case sym < 256:
			z.out = append(z.out, byte(sym))
			continue
		case sym == 256:
			z.endBlock()
			return nil
		case sym > 285:
			return dataError("invalid literal/length code")
		}
		if err := z.match(sym - 257); err != nil {
			if _, short := err.(errShort); short {
				z.reset(before)
			}
			return err
		}
	}
}

// match copies what was decoded before.
func (z *inflater) match(code int) error {
	if !z.need(lengthExtra[code]) {
		return errShort{}
	}
	n := lengthBase[code] + int(z.take(lengthExtra[code]))
	sym, err := z.offsets.decode(z, "invalid distance code")
	if err != nil {
		return err
	}
	if sym > 29 {
		return dataError("invalid distance code")
	}
	base, extra := offsetOf(sym)
	if !z.need(extra) {
		return errShort{}
	}
	from := len(z.out) - base - int(z.take(extra))
	if from < 0 || len(z.out)-from > windowSize {
		return dataError("invalid distance too far back")
	}
	for ; n > 0; n-- { // byte by byte: the copy may overlap itself
		z.out = append(z.out, z.out[from])
		from++
	}
	return nil
}

// reverse turns the n low bits of v around: Huffman codes come from their top bit.
func reverse(v uint, n uint) uint { return uint(bits.Reverse16(uint16(v)) >> (16 - n)) }
