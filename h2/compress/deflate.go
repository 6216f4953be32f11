package compress

import "golang.org/x/net/http2/hpack"

// Deflater writes header blocks. The zero value is not ready: use NewDeflater.
type Deflater struct {
	tab     dynamicTable
	cap     int  // our own upper bound for the table, octets
	min     int  // the smallest limit since the last block
	changed bool // a size update must open the next block
}

// NewDeflater gives a compressor whose table never exceeds limit octets, whatever the peer
// would allow.
func NewDeflater(limit int) Deflater {
	d := Deflater{cap: limit}
	d.tab.limit = min(limit, DefaultTableSize)
	d.min = d.tab.limit
	d.changed = limit < DefaultTableSize
	return d
}

// Size is the dynamic table's size in octets.
func (d *Deflater) Size() int { return d.tab.size }

// SetPeerLimit applies the peer's SETTINGS_HEADER_TABLE_SIZE. The next block says so, even
// where nothing changed (RFC 7541 section 4.2 asks for it only on a change; nghttp2 always does).
func (d *Deflater) SetPeerLimit(n uint32) {
	limit := d.cap
	if uint64(n) < uint64(limit) {
		limit = int(n)
	}
	if !d.changed || limit < d.min {
		d.min = limit
	}
	d.changed = true
	d.tab.setLimit(limit)
}

// Append appends fields as one header block.
func (d *Deflater) Append(b []byte, fields []hpack.HeaderField) []byte {
	if d.changed {
		if d.min < d.tab.limit {
			b = appendInt(b, 0x20, 5, uint64(d.min))
		}
		b = appendInt(b, 0x20, 5, uint64(d.tab.limit))
		d.changed = false
	}
	for i := range fields {
		b = d.appendField(b, fields[i])
	}
	return b
}

// Bound is an upper estimate of what Append writes, in octets; nghttp2 refuses to send a block
// by this estimate and not by its real length.
func Bound(fields []hpack.HeaderField) int {
	n := 12 + 12*len(fields)
	for i := range fields {
		n += len(fields[i].Name) + len(fields[i].Value)
	}
	return n
}

// How a literal is represented (RFC 7541 section 6.2): first octet and prefix width.
type literal struct {
	bits  byte
	width uint
}

var (
	indexing      = literal{0x40, 6}
	withoutIndex  = literal{0x00, 4}
	neverIndexing = literal{0x10, 4}
)

func (d *Deflater) appendField(b []byte, f hpack.HeaderField) []byte {
	mode := d.mode(f)
	index, exact := d.find(f, mode == neverIndexing)
	if exact {
		return appendInt(b, 0x80, 7, uint64(index))
	}
	if mode == indexing {
		d.tab.add(f)
	}
	b = appendInt(b, mode.bits, mode.width, uint64(index))
	if index == 0 {
		b = appendString(b, f.Name)
	}
	return appendString(b, f.Value)
}

// mode decides whether f is worth a place in the table, or must not have one.
func (d *Deflater) mode(f hpack.HeaderField) literal {
	if f.Sensitive {
		return neverIndexing
	}
	switch f.Name {
	case "authorization":
		return neverIndexing // may hold a secret of little entropy (RFC 7541 section 7.1.3)
	case "cookie":
		if len(f.Value) < 20 {
			return neverIndexing
		}
	case ":path", "age", "content-length", "etag", "if-modified-since", "if-none-match", "location", "set-cookie":
		return withoutIndex // seldom seen twice
	}
	if entrySize(f) > d.tab.limit*3/4 {
		return withoutIndex
	}
	return indexing
}

// find looks f up: index 0 means that not even the name is known. The static table wins for a
// name alone; within the dynamic table the newest entry does.
func (d *Deflater) find(f hpack.HeaderField, nameOnly bool) (index int, exact bool) {
	if index = staticFirst[f.Name]; index != 0 {
		if nameOnly {
			return index, false
		}
		for i := index; i <= len(staticTable) && staticTable[i-1].Name == f.Name; i++ {
			if staticTable[i-1].Value == f.Value {
				return i, true
			}
		}
	}
	n := len(d.tab.entries)
	for i := n - 1; i >= 0; i-- {
		if d.tab.entries[i].Name != f.Name {
			continue
		}
		here := len(staticTable) + n - i
		if !nameOnly && d.tab.entries[i].Value == f.Value {
			return here, true
		}
		if index == 0 {
			index = here
		}
		if nameOnly {
			break
		}
	}
	return index, false
}

// appendInt is RFC 7541 section 5.1.
func appendInt(b []byte, first byte, width uint, v uint64) []byte {
	max := uint64(1)<<width - 1
	if v < max {
		return append(b, first|byte(v))
	}
	b = append(b, first|byte(max))
	for v -= max; v >= 128; v >>= 7 {
		b = append(b, byte(v)|0x80)
	}
	return append(b, byte(v))
}

// appendString is RFC 7541 section 5.2: Huffman where that is strictly shorter.
func appendString(b []byte, s string) []byte {
	if n := hpack.HuffmanEncodeLength(s); n < uint64(len(s)) {
		return hpack.AppendHuffmanString(appendInt(b, 0x80, 7, n), s)
	}
	return append(appendInt(b, 0, 7, uint64(len(s))), s...)
}
