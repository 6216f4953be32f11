package zstream

// huffman decodes one alphabet: codes of up to tableBits bits by one look into
// the table, longer ones bit by bit, by how many codes there are of each length.
type huffman struct {
	table   [1 << tableBits]uint16 // symbol<<4 | length; 0: longer, or no code
	count   [16]int
	symbols []uint16 // by code
}

const tableBits = 9

// newHuffman makes a decoder from the lengths of the codes. It reports how many
// codes are missing; negative: there are too many.
func newHuffman(lengths []uint8) (h *huffman, left int) {
	h = &huffman{symbols: make([]uint16, len(lengths))}
	for _, n := range lengths {
		h.count[n]++
	}
	h.count[0] = 0
	left = 1
	var offset [17]int
	var code, next [17]uint
	for n := 1; n <= 15; n++ {
		left = left<<1 - h.count[n]
		if left < 0 {
			return h, left
		}
		offset[n+1] = offset[n] + h.count[n]
		code[n] = (code[n-1] + uint(h.count[n-1])) << 1
		next[n] = code[n]
	}
	for sym, n := range lengths {
		if n == 0 {
			continue
		}
		h.symbols[offset[n]] = uint16(sym)
		offset[n]++
		if n <= tableBits {
			for i := reverse(next[n], uint(n)); i < 1<<tableBits; i += 1 << n {
				h.table[i] = uint16(sym)<<4 | uint16(n)
			}
		}
		next[n]++
	}
	return h, left
}

// decode reads one symbol.
func (h *huffman) decode(z *inflater, wrong string) (int, error) {
	z.need(15) // as many as there are
	if e := h.table[z.acc&(1<<tableBits-1)]; e != 0 && uint(e&15) <= z.nacc {
		z.take(uint(e & 15))
		return int(e >> 4), nil
	}
	code, first, index := 0, 0, 0
	for n := uint(1); n <= 15; n++ {
		if z.nacc < n {
			return 0, errShort{}
		}
		code |= int(z.acc>>(n-1)) & 1
		if i := code - first; i < h.count[n] {
			z.take(n)
			return int(h.symbols[index+i]), nil
		}
		index += h.count[n]
		first = (first + h.count[n]) << 1
		code <<= 1
	}
	return 0, dataError(wrong)
}

var fixedLengths, fixedOffsets = func() (a, b *huffman) {
	var lengths [288]uint8
	for i := range lengths {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		default:
			lengths[i] = 8
		}
	}
	a, _ = newHuffman(lengths[:])
	var offsets [30]uint8
	for i := range offsets {
		offsets[i] = 5
	}
	b, _ = newHuffman(offsets[:])
	return a, b
}()

var lengthOrder = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// tables reads the codes of a dynamic block (RFC 1951, section 3.2.7).
func (z *inflater) tables() error {
	if !z.need(14) {
		return errShort{}
	}
	nlen, ndist, ncode := int(z.take(5))+257, int(z.take(5))+1, int(z.take(4))+4
	if nlen > 286 || ndist > 30 {
		return dataError("too many length or distance symbols")
	}
	var lengths [320]uint8
	for i := 0; i < ncode; i++ {
		if !z.need(3) {
			return errShort{}
		}
		lengths[lengthOrder[i]] = uint8(z.take(3))
	}
	codes, left := newHuffman(lengths[:19])
	if left != 0 {
		return dataError("invalid code lengths set")
	}
	lengths = [320]uint8{}
	for i := 0; i < nlen+ndist; {
		sym, err := codes.decode(z, "invalid code lengths set")
		if err != nil {
			return err
		}
		if sym < 16 {
			lengths[i] = uint8(sym)
			i++
			continue
		}
		repeat, value, err := z.repeat(sym, i, &lengths)
		if err != nil {
			return err
		}
		if i+repeat > nlen+ndist {
			return dataError("invalid bit length repeat")
		}
		for ; repeat > 0; repeat-- {
			lengths[i] = value
			i++
		}
	}
	return z.install(lengths[:nlen], lengths[nlen:nlen+ndist])
}

// repeat reads how often a length is repeated, and which.
func (z *inflater) repeat(sym, i int, lengths *[320]uint8) (n int, value uint8, err error) {
	extra := [3]uint{2, 3, 7}[sym-16]
	if !z.need(extra) {
		return 0, 0, errShort{}
	}
	n = [3]int{3, 3, 11}[sym-16] + int(z.take(extra))
	if sym == 16 {
		if i == 0 {
			return 0, 0, dataError("invalid bit length repeat")
		}
		value = lengths[i-1]
	}
	return n, value, nil
}

// install makes a block's two decoders. A single distance code may be
// incomplete, other sets may not.
func (z *inflater) install(lengths, offsets []uint8) error {
	if lengths[256] == 0 {
		return dataError("invalid code -- missing end-of-block")
	}
	var left int
	if z.lengths, left = newHuffman(lengths); left < 0 || left > 0 && !single(lengths) {
		return dataError("invalid literal/lengths set")
	}
	if z.offsets, left = newHuffman(offsets); left < 0 || left > 0 && !single(offsets) {
		return dataError("invalid distances set")
	}
	return nil
}

// single reports whether there is at most one code, of one bit.
func single(lengths []uint8) bool {
	n := 0
	for _, l := range lengths {
		if l > 1 {
			return false
		}
		n += int(l)
	}
	return n <= 1
}
