package sim

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// DecodeTrace reads what Encode wrote. The bytes are hostile until parsed: they
// may come from a shared file. Whatever is wrong in them is an error; a trace
// that is returned is complete, and every name in it names something.
func DecodeTrace(b []byte) (*Trace, error) {
	if len(b) < len(encodeMagic)+1 || string(b[:len(encodeMagic)]) != encodeMagic {
		return nil, errors.New("sim: this is not a trace: it does not begin with " + encodeMagic)
	}
	if v := b[len(encodeMagic)]; v != encodeVersion {
		return nil, fmt.Errorf("sim: the trace has format version %d, this program reads %d", v, encodeVersion)
	}
	d := decoder{t: NewTrace(0), b: b[len(encodeMagic)+1:]}
	for !d.ended {
		if err := d.block(); err != nil {
			return nil, fmt.Errorf("sim: broken trace at byte %d: %w", len(b)-len(d.b), err)
		}
	}
	if len(d.b) > 0 {
		return nil, fmt.Errorf("sim: broken trace: %d bytes after its end", len(d.b))
	}
	return d.t, nil
}

var (
	errShort = errors.New("it ends too early")
	errRange = errors.New("a number is out of its range")
)

// decoder takes numbers off b. The first error stays in err, and everything
// after it reads as zero.
type decoder struct {
	t     *Trace
	b     []byte
	at    Time
	proc  ProcID
	err   error
	ended bool
}

func (d *decoder) block() error {
	if len(d.b) == 0 {
		return errShort
	}
	kind := d.b[0]
	d.b = d.b[1:]
	size := d.uint(math.MaxInt64)
	if d.err != nil {
		return d.err
	}
	if size > uint64(len(d.b)) {
		return errShort
	}
	rest := d.b[size:]
	d.b = d.b[:size]
	switch kind {
	case blockStrings:
		d.strings(d.count())
	case blockObjects:
		d.objects(d.count())
	case blockRecords:
		d.records(d.count())
	case blockEnd:
		d.end()
	default:
		return fmt.Errorf("a block of unknown kind %q", kind)
	}
	if d.err == nil && len(d.b) > 0 {
		d.err = errors.New("a block is longer than what is in it")
	}
	d.b = rest
	return d.err
}

func (d *decoder) strings(n int) {
	for ; n > 0 && d.err == nil; n-- {
		size := d.uint(uint64(len(d.b)))
		if size > uint64(len(d.b)) {
			d.fail(errShort)
			return
		}
		s := string(d.b[:size])
		d.b = d.b[size:]
		if _, twice := d.t.syms[s]; twice || s == "" {
			d.fail(errors.New("a string is there twice"))
			return
		}
		d.t.Sym(s)
	}
}

func (d *decoder) objects(n int) {
	for ; n > 0 && d.err == nil; n-- {
		o := Object{Kind: d.sym(), Name: d.sym()}
		o.Parent = ObjID(d.uint(uint64(d.t.Objects())))
		o.Proc = ProcID(d.uint(math.MaxUint16))
		if d.err == nil {
			d.t.newObject(o)
		}
	}
}

func (d *decoder) records(n int) {
	for ; n > 0 && d.err == nil; n-- {
		r := Record{Kind: Kind(d.uint(math.MaxUint16))}
		fields := d.uint(fieldsEnd - 1)
		if fields&fieldAt != 0 {
			d.at += Time(d.int())
		}
		if fields&fieldCause != 0 {
			r.Cause = d.cause()
		}
		if fields&fieldObj != 0 {
			r.Obj = ObjID(d.uint(uint64(d.t.Objects())))
		}
		if fields&fieldA != 0 {
			r.A = d.int()
		}
		if fields&fieldB != 0 {
			r.B = d.int()
		}
		if fields&fieldName != 0 {
			r.Name = d.sym()
		}
		if fields&fieldText != 0 {
			r.Text = d.sym()
		}
		if fields&fieldPos != 0 {
			r.Pos, r.Line = d.sym(), uint32(d.uint(math.MaxUint32))
		}
		if fields&fieldProc != 0 {
			d.proc = ProcID(d.uint(math.MaxUint16))
		}
		if r.At, r.Proc = d.at, d.proc; d.err == nil {
			d.t.add(r)
		}
	}
}

// cause is the name of an earlier record.
func (d *decoder) cause() RecordID {
	next := uint64(d.t.n)
	back := d.uint(next)
	if back == 0 {
		d.fail(errRange)
	}
	return RecordID(next - back)
}

// end compares what arrived with what was sent.
func (d *decoder) end() {
	records, objects, strings := d.uint(math.MaxUint32), d.uint(math.MaxUint32), d.uint(math.MaxUint32)
	d.t.cut = d.uint(1) == 1
	if d.err == nil && (records != uint64(d.t.Len()) || objects != uint64(d.t.Objects()) || strings != uint64(len(d.t.strings)-1)) {
		d.fail(errors.New("a block is missing"))
	}
	d.ended = true
}

// count is how many items a block says that it has; each takes a byte at least.
func (d *decoder) count() int { return int(d.uint(uint64(len(d.b)))) }

func (d *decoder) sym() Sym { return Sym(d.uint(uint64(len(d.t.strings) - 1))) }

func (d *decoder) uint(most uint64) uint64 {
	v, n := binary.Uvarint(d.b)
	switch {
	case d.err != nil:
		return 0
	case n <= 0:
		d.fail(errShort)
		return 0
	case v > most:
		d.fail(errRange)
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) int() int64 {
	u := d.uint(math.MaxUint64)
	return int64(u>>1) ^ -int64(u&1)
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}
