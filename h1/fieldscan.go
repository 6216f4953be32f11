package h1

import (
	"encoding/binary"
	"math/bits"
)

// usualField takes a whole field line in one step, if it lies in b up to the
// start of the next one, breaks no limit, and says nothing to the parser.
func (p *Parser) usualField(b []byte, i int) (next int, ok bool) {
	colon := i + 1
	for colon < len(b) && class[b[colon]]&classToken != 0 {
		colon++
	}
	v := colon + 1
	if v >= len(b) || b[colon] != ':' {
		return i, false
	}
	if b[v] == ' ' {
		v++
	}
	if v == len(b) || b[v] == ' ' || class[b[v]]&classValue == 0 || b[v] == '\t' || knownField(b[i:colon]) != fieldOther {
		return i, false
	}
	end := scanValue(b, v)
	if len(b)-end < 3 || b[end] != '\r' || b[end+1] != '\n' || b[end+2] == ' ' || b[end+2] == '\t' {
		return i, false
	}
	size := p.headerBytes + colon - i + end - v
	if p.opts.MaxHeaderBytes > 0 && size >= p.opts.MaxHeaderBytes {
		return i, false
	}
	p.headerBytes, p.state = size, stField
	p.h.OnHeader(b[i:colon], trimEnd(b[v:end]))
	return end + 2, true
}

// trimEnd removes trailing optional whitespace.
func trimEnd(value []byte) []byte {
	for len(value) > 0 && (value[len(value)-1] == ' ' || value[len(value)-1] == '\t') {
		value = value[:len(value)-1]
	}
	return value
}

// stepValue reads a value that says nothing to the parser.
func (p *Parser) stepValue(b []byte, i int) int {
	i = scanValue(b, i)
	if i == len(b) {
		return i
	}
	return p.valueDone(b, i)
}

// stepValueAny reads a value in which every byte is welcome.
func (p *Parser) stepValueAny(b []byte, i int) int {
	for i < len(b) && b[i] != '\r' && b[i] != '\n' {
		if b[i] == 0 && !p.opts.AnyFieldValues {
			return p.valueFail(faultValueChar, i, i)
		}
		i++
	}
	if i == len(b) {
		return i
	}
	return p.valueDone(b, i)
}

// scanValue returns the index of the first byte from b[i] on that no field
// value may have. It looks at eight bytes at a time: a byte below SP or equal to
// DEL sets its top bit in stop.
func scanValue(b []byte, i int) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	for {
		for len(b)-i >= 8 {
			w := binary.LittleEndian.Uint64(b[i:])
			del := w ^ ones*0x7f
			stop := ((w-ones*' ')&^w | (del-ones)&^del) & tops
			if stop != 0 {
				i += bits.TrailingZeros64(stop) >> 3
				break
			}
			i += 8
		}
		for len(b)-i < 8 || class[b[i]]&classValue == 0 {
			if i == len(b) || class[b[i]]&classValue == 0 {
				return i
			}
			i++
		}
		i++ // a TAB
	}
}

// valueDone ends the value before b[i], which has to be CR LF.
func (p *Parser) valueDone(b []byte, i int) int {
	switch {
	case b[i] == '\r':
	case b[i] == '\n' && (p.opts.OptionalCR || p.state == stValueAny):
		if n := p.value.close(i); n > 0 && !p.countHeader(n, i) {
			return p.err.Offset
		}
		p.state = stValueNext
		return i + 1
	case p.opts.AnyFieldValues, p.opts.RelaxedFieldValues && b[i] != 0 && b[i] != '\n':
		p.state = stValueAny
		return i
	case b[i] == '\n' && !p.opts.CoarseFaults:
		return p.valueFail(faultValueCR, i, i)
	default:
		return p.valueFail(faultValueChar, i, i)
	}
	if n := p.value.close(i); n > 0 && !p.countHeader(n, i+1) {
		return p.err.Offset
	}
	if len(b)-i > 2 && b[i+1] == '\n' {
		return p.stepValueNext(b, i+2)
	}
	p.state = stValueLF
	return i + 1
}

// valueFail rejects a value at b[i]; a value that is too long by then is
// reported as that.
func (p *Parser) valueFail(f fault, i, offset int) int {
	if n := p.value.close(i); n > 0 && !p.countHeader(n, offset) {
		return offset
	}
	return p.fail(f, offset)
}
