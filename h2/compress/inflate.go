package compress

import (
	"errors"

	"golang.org/x/net/http2/hpack"
)

// MaxString is the longest name or value, in octets, that a peer may send.
const MaxString = 65536

// ErrBlock means that a header block cannot be decoded. The tables of both ends now differ, so
// the connection is lost (RFC 9113 section 4.3).
var ErrBlock = errors.New("compress: header block cannot be decoded")

// Inflater reads header blocks as their octets arrive. The zero value is not ready: use
// NewInflater.
type Inflater struct {
	tab      dynamicTable
	settings int    // what our SETTINGS allow, octets
	demand   int    // the peer must first shrink its table to this; -1 is no demand
	fields   bool   // a field was seen in this block: no more size updates
	partial  []byte // the beginning of a representation whose rest has not arrived
	bad      bool
}

// NewInflater gives a decompressor with the default table size.
func NewInflater() Inflater {
	return Inflater{tab: dynamicTable{limit: DefaultTableSize}, settings: DefaultTableSize, demand: -1}
}

// Size is the dynamic table's size in octets.
func (d *Inflater) Size() int { return d.tab.size }

// SetLimit applies our own SETTINGS_HEADER_TABLE_SIZE once the peer has acknowledged it.
func (d *Inflater) SetLimit(n uint32) {
	d.settings = int(n)
	if d.settings < d.tab.limit {
		d.demand = d.settings
		d.tab.setLimit(d.settings)
	}
}

// Spoil makes every later block fail, after a block was dropped undecoded.
func (d *Inflater) Spoil() { d.bad = true }

// Write decodes the next octets of a block and calls emit for each field that is complete;
// final says that the block ends here. After an error the Inflater stays unusable.
func (d *Inflater) Write(p []byte, final bool, emit func(hpack.HeaderField)) error {
	if d.bad {
		return ErrBlock
	}
	src := p
	if len(d.partial) > 0 {
		d.partial = append(d.partial, p...)
		src = d.partial
	}
	for len(src) > 0 {
		n, err := d.one(src, emit)
		if err != nil {
			d.bad = true
			return err
		}
		if n == 0 {
			break
		}
		src = src[n:]
	}
	d.partial = append(d.partial[:0], src...)
	if !final {
		return nil
	}
	if len(d.partial) > 0 || d.demand >= 0 {
		d.bad = true
		return ErrBlock
	}
	d.fields = false
	return nil
}

// one decodes one representation (RFC 7541 section 6) and gives its length, 0 for incomplete.
func (d *Inflater) one(p []byte, emit func(hpack.HeaderField)) (int, error) {
	c := p[0]
	if c&0xe0 == 0x20 {
		return d.sizeUpdate(p)
	}
	if d.demand >= 0 {
		return 0, ErrBlock
	}
	d.fields = true
	if c&0x80 != 0 {
		v, n, err := readInt(p, 7)
		if n == 0 || err != nil {
			return 0, err
		}
		f, ok := d.tab.get(v)
		if !ok {
			return 0, ErrBlock
		}
		emit(f)
		return n, nil
	}
	if c&0xc0 == 0x40 {
		return d.literal(p, 6, true, false, emit)
	}
	return d.literal(p, 4, false, c&0x10 != 0, emit)
}

// sizeUpdate is RFC 7541 section 6.3: only in front of a block, never above our SETTINGS.
func (d *Inflater) sizeUpdate(p []byte) (int, error) {
	if d.fields {
		return 0, ErrBlock
	}
	v, n, err := readInt(p, 5)
	if n == 0 || err != nil {
		return 0, err
	}
	limit := d.settings
	if d.demand >= 0 {
		limit = min(limit, d.demand)
	}
	if v > uint64(limit) {
		return 0, ErrBlock
	}
	d.demand = -1
	d.tab.setLimit(int(v))
	return n, nil
}

func (d *Inflater) literal(p []byte, width uint, index, sensitive bool, emit func(hpack.HeaderField)) (int, error) {
	v, n, err := readInt(p, width)
	if n == 0 || err != nil {
		return 0, err
	}
	var f hpack.HeaderField
	var name span
	if v != 0 {
		known, ok := d.tab.get(v)
		if !ok {
			return 0, ErrBlock
		}
		f.Name = known.Name
	} else if name, n, err = readSpan(p, n); n == 0 || err != nil {
		return 0, err
	}
	value, n, err := readSpan(p, n)
	if n == 0 || err != nil {
		return 0, err
	}
	if v == 0 {
		if f.Name, err = name.text(p); err != nil {
			return 0, err
		}
	}
	if f.Value, err = value.text(p); err != nil {
		return 0, err
	}
	if index {
		d.tab.add(f)
	}
	f.Sensitive = sensitive
	emit(f)
	return n, nil
}

// span is where a string's octets lie.
type span struct {
	from, to int
	huffman  bool
}

// readSpan finds the string at p[at:]; n is the offset behind it, 0 for incomplete.
func readSpan(p []byte, at int) (s span, n int, err error) {
	if at >= len(p) {
		return s, 0, nil
	}
	s.huffman = p[at]&0x80 != 0
	v, k, err := readInt(p[at:], 7)
	if k == 0 || err != nil {
		return s, 0, err
	}
	if v > MaxString {
		return s, 0, ErrBlock
	}
	s.from = at + k
	s.to = s.from + int(v)
	if s.to > len(p) {
		return s, 0, nil
	}
	return s, s.to, nil
}

func (s span) text(p []byte) (string, error) {
	if !s.huffman {
		return string(p[s.from:s.to]), nil
	}
	t, err := hpack.HuffmanDecodeToString(p[s.from:s.to])
	if err != nil || len(t) > MaxString {
		return "", ErrBlock
	}
	return t, nil
}

// readInt is RFC 7541 section 5.1; n is 0 where octets are missing. Values beyond 32 bits are
// refused: nothing that HPACK counts can be as large.
func readInt(p []byte, width uint) (v uint64, n int, err error) {
	max := uint64(1)<<width - 1
	v = uint64(p[0]) & max
	if v < max {
		return v, 1, nil
	}
	for shift := uint(0); ; shift += 7 {
		n++
		if n >= len(p) {
			return 0, 0, nil
		}
		if shift > 28 {
			return 0, 0, ErrBlock
		}
		v += uint64(p[n]&0x7f) << shift
		if v > 1<<32-1 {
			return 0, 0, ErrBlock
		}
		if p[n]&0x80 == 0 {
			return v, n + 1, nil
		}
	}
}
