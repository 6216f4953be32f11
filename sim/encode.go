package sim

import "encoding/binary"

// A trace travels as a header and a row of blocks: block kind, length of its
// payload, payload. Blocks only add, so that a trace can be sent while it grows:
//
//	"FLTR" 1                          header: magic, format version
//	'S' len  n (len bytes)…           n strings, in the order of their Syms
//	'O' len  n (kind name parent proc)…
//	'R' len  n record…
//	'E' len  records objects strings cut   the end, and what must have arrived
//
// Numbers are varints, signed ones zigzag. A record is its kind, a set of the
// fields that are not as expected, and those fields in the set's order: times
// count from the record before, causes back from the record itself.
const (
	encodeMagic   = "FLTR"
	encodeVersion = 1

	blockStrings = 'S'
	blockObjects = 'O'
	blockRecords = 'R'
	blockEnd     = 'E'

	// maxBlockRecords keeps a block small enough to be read between two frames
	// of a page.
	maxBlockRecords = 1 << 14
)

// Fields of an encoded record. The frequent ones come first, so that the set
// mostly fits one byte.
const (
	fieldAt = 1 << iota
	fieldCause
	fieldObj
	fieldA
	fieldB
	fieldName
	fieldText
	fieldPos // Pos and Line
	fieldProc
	fieldsEnd
)

// Encode is the whole trace in binary; DecodeTrace reads it.
func (t *Trace) Encode() []byte {
	var e Encoder
	return e.End(e.Next(nil, t), t)
}

// Encoder encodes a trace while it grows. The zero value is at its beginning.
type Encoder struct {
	records, objects, strings int
	started                   bool
	at                        Time
	proc                      ProcID
	payload                   []byte
}

// Next appends what was added to the trace since the call before.
func (e *Encoder) Next(dst []byte, t *Trace) []byte {
	if !e.started {
		e.started, e.records, e.objects, e.strings = true, 1, 1, 1
		dst = append(append(dst, encodeMagic...), encodeVersion)
	}
	if n := len(t.strings) - e.strings; n > 0 {
		b := binary.AppendUvarint(e.payload[:0], uint64(n))
		for _, s := range t.strings[e.strings:] {
			b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
		}
		dst, e.strings = e.block(dst, blockStrings, b), len(t.strings)
	}
	if n := len(t.objects) - e.objects; n > 0 {
		b := binary.AppendUvarint(e.payload[:0], uint64(n))
		for _, o := range t.objects[e.objects:] {
			b = binary.AppendUvarint(b, uint64(o.Kind))
			b = binary.AppendUvarint(b, uint64(o.Name))
			b = binary.AppendUvarint(b, uint64(o.Parent))
			b = binary.AppendUvarint(b, uint64(o.Proc))
		}
		dst, e.objects = e.block(dst, blockObjects, b), len(t.objects)
	}
	for e.records < t.n {
		n := min(t.n-e.records, maxBlockRecords)
		b := binary.AppendUvarint(e.payload[:0], uint64(n))
		for i := e.records; i < e.records+n; i++ {
			b = e.record(b, RecordID(i), t.At(RecordID(i)))
		}
		dst, e.records = e.block(dst, blockRecords, b), e.records+n
	}
	return dst
}

// End appends the block that says that the trace is complete.
func (e *Encoder) End(dst []byte, t *Trace) []byte {
	b := binary.AppendUvarint(e.payload[:0], uint64(t.Len()))
	b = binary.AppendUvarint(b, uint64(t.Objects()))
	b = binary.AppendUvarint(b, uint64(len(t.strings)-1))
	cut := byte(0)
	if t.cut {
		cut = 1
	}
	return e.block(dst, blockEnd, append(b, cut))
}

func (e *Encoder) block(dst []byte, kind byte, payload []byte) []byte {
	e.payload = payload // its room is used again
	dst = binary.AppendUvarint(append(dst, kind), uint64(len(payload)))
	return append(dst, payload...)
}

func (e *Encoder) record(b []byte, id RecordID, r *Record) []byte {
	fields := uint64(0)
	set := func(field uint64, differs bool) {
		if differs {
			fields |= field
		}
	}
	set(fieldAt, r.At != e.at)
	set(fieldCause, r.Cause != 0)
	set(fieldObj, r.Obj != 0)
	set(fieldA, r.A != 0)
	set(fieldB, r.B != 0)
	set(fieldName, r.Name != 0)
	set(fieldText, r.Text != 0)
	set(fieldPos, r.Pos != 0 || r.Line != 0)
	set(fieldProc, r.Proc != e.proc)
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(r.Kind)), fields)
	if fields&fieldAt != 0 {
		b = binary.AppendVarint(b, int64(r.At-e.at))
		e.at = r.At
	}
	if fields&fieldCause != 0 {
		b = binary.AppendUvarint(b, uint64(id-r.Cause))
	}
	if fields&fieldObj != 0 {
		b = binary.AppendUvarint(b, uint64(r.Obj))
	}
	if fields&fieldA != 0 {
		b = binary.AppendVarint(b, r.A)
	}
	if fields&fieldB != 0 {
		b = binary.AppendVarint(b, r.B)
	}
	if fields&fieldName != 0 {
		b = binary.AppendUvarint(b, uint64(r.Name))
	}
	if fields&fieldText != 0 {
		b = binary.AppendUvarint(b, uint64(r.Text))
	}
	if fields&fieldPos != 0 {
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(r.Pos)), uint64(r.Line))
	}
	if fields&fieldProc != 0 {
		b = binary.AppendUvarint(b, uint64(r.Proc))
		e.proc = r.Proc
	}
	return b
}
