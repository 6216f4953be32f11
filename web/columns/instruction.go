package columns

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// instruction of a function: its opcode and what follows it, cut out of the module.
type instruction struct {
	op   byte
	text []byte // all of it, the opcode included
	arg  int64  // the first number, where there is one that matters
	rest []byte // of a load or store, the offset: its alignment is literal
}

// Opcodes of the WebAssembly core specification, section 5.4.
const (
	opBlock, opLoop, opIf, opElse, opEnd    = 0x02, 0x03, 0x04, 0x05, 0x0b
	opBr, opBrIf, opBrTable                 = 0x0c, 0x0d, 0x0e
	opReturn, opCall, opCallIndirect        = 0x0f, 0x10, 0x11
	opLocalGet, opLocalSet, opLocalTee      = 0x20, 0x21, 0x22
	opGlobalGet, opGlobalSet                = 0x23, 0x24
	opI64Load, opFirstLoad, opI64Store      = 0x29, 0x28, 0x37
	opFirstStore, opLastStore               = 0x36, 0x3e
	opMemorySize, opMemoryGrow              = 0x3f, 0x40
	opI32Const, opI64Const                  = 0x41, 0x42
	opF32Const, opF64Const                  = 0x43, 0x44
	opI32Sub                                = 0x6b
	opFirstPlain, opLastPlain, opPrefix     = 0x45, 0xc4, 0xfc
	opUnreachable, opNop, opDrop, opSelect  = 0x00, 0x01, 0x1a, 0x1b
	memoryCopy, memoryFill, lastSaturatedOp = 10, 11, 7
	noResult                                = 0x40 // of a block; a value's type is above it
)

var errEnds = errors.New("columns: the module ends too early")

// reader takes numbers off bytes.
type reader struct {
	b   []byte
	p   int
	err error
}

func (r *reader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) bytes(n uint64) []byte {
	if r.err != nil || n > uint64(len(r.b)-r.p) {
		r.err = errEnds
		return nil
	}
	r.p += int(n)
	return r.b[r.p-int(n) : r.p]
}

func (r *reader) uint() uint64 {
	v, n := binary.Uvarint(r.b[r.p:])
	if n <= 0 {
		r.err = errEnds
		return 0
	}
	r.p += n
	return v
}

// sint is a signed LEB128 number.
func (r *reader) sint() (v int64) {
	for shift := 0; shift < 64; {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		shift += 7
		if b < 0x80 {
			if b&0x40 != 0 && shift < 64 {
				v -= 1 << shift
			}
			break
		}
	}
	return v
}

// instruction takes the next one.
func (r *reader) instruction() (x instruction) {
	at := r.p
	x.op = r.byte()
	switch op := x.op; {
	case op == opBlock || op == opLoop || op == opIf:
		if t := r.byte(); t < noResult || t >= 0x80 {
			r.fail(op, "a block whose type is not a single value's")
		}
	case op == opBr || op == opBrIf || op >= opLocalGet && op <= opGlobalSet || op == opCall:
		x.arg = int64(r.uint())
	case op == opBrTable:
		for n := r.uint() + 1; n > 0 && r.err == nil; n-- {
			r.uint()
		}
	case op == opCallIndirect:
		x.arg = int64(r.uint())
		r.uint()
	case op >= opFirstLoad && op <= opLastStore:
		r.uint()
		from := r.p
		x.arg = int64(r.uint())
		x.rest = r.b[from:r.p]
	case op == opMemorySize || op == opMemoryGrow:
		r.byte()
	case op == opI32Const || op == opI64Const:
		x.arg = r.sint()
	case op == opF32Const:
		r.bytes(4)
	case op == opF64Const:
		r.bytes(8)
	case op == opPrefix:
		r.prefixed()
	case op >= opFirstPlain && op <= opLastPlain, op == opUnreachable, op == opNop, op == opElse, op == opEnd, op == opReturn, op == opDrop, op == opSelect:
	default:
		r.fail(op, "an instruction that Go does not write")
	}
	x.text = r.b[at:r.p]
	return x
}

func (r *reader) prefixed() {
	switch n := r.uint(); {
	case n <= lastSaturatedOp:
	case n == memoryCopy:
		r.bytes(2)
	case n == memoryFill:
		r.bytes(1)
	default:
		r.fail(byte(n), "an instruction that Go does not write")
	}
}

func (r *reader) fail(op byte, what string) {
	if r.err == nil {
		r.err = fmt.Errorf("columns: opcode %#x at byte %d of a function: %s: teach package columns and page/columns.ts about it", op, r.p, what)
	}
}
