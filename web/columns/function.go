package columns

import "encoding/binary"

// function walks through the body of a function as page/columns.ts will: what
// both know at a place need not be said there.
type function struct {
	code  []instruction
	at    int
	index int

	depth int // blocks that are open, the function's own included

	resume resume
}

// firstFunction is the number of a module's first function in Go's addresses
// (cmd/link/internal/wasm: funcValueOffset).
const firstFunction = 0x1000

func (f *function) token() (t token) {
	if t, ok := f.calling(); ok {
		return t
	}
	if t, ok := f.fromFrame(); ok {
		return t
	}
	x := &f.code[f.at]
	f.at++
	one := func(n int, k kind, column byte) token {
		return token{shape: shape{{string(x.text[:n]), k, column}}, args: [3][]byte{x.text[n:]}}
	}
	switch op := x.op; {
	case op == opLoop:
		f.depth++
		f.resume.loop()
		return one(2, looping, 0)
	case op == opBlock || op == opIf:
		f.depth++
		return one(2, opening, 0)
	case op == opEnd:
		f.depth--
		f.resume.close(f.depth)
		return one(1, closing, 0)
	case op == opBr || op == opBrIf:
		return token{shape: shape{{string(x.text[:1]), branch, levels}}, args: [3][]byte{f.level(x)}}
	case op == opBrTable:
		f.resume.begin(f.depth, x.text[1:])
		return token{shape: shape{{string(x.text[:1]), table, tables}}}
	case op == opLocalGet:
		return one(1, number, gets)
	case op == opLocalSet:
		return one(1, number, sets)
	case op == opLocalTee:
		return one(1, number, tees)
	case op == opGlobalGet || op == opGlobalSet:
		return one(1, number, globals)
	case op >= opFirstStore && op <= opLastStore:
		return one(len(x.text)-len(x.rest), number, stores)
	case op >= opFirstLoad && op < opFirstStore:
		return one(len(x.text)-len(x.rest), number, loads)
	case op == opI32Const:
		return one(1, number, narrow)
	case op == opI64Const && x.arg >= leastAddress && x.arg < mostAddress:
		return one(1, number, addresses)
	case op == opI64Const:
		return one(1, number, wide)
	case op == opCall:
		return one(1, number, calls)
	case op == opF32Const:
		return one(1, half, floats)
	case op == opF64Const:
		return one(1, word, floats)
	}
	return token{shape: shape{{text: string(x.text)}}}
}

// Constants in this range are addresses of data, mostly.
const leastAddress, mostAddress = 1 << 12, 1 << 30

func (f *function) level(x *instruction) []byte {
	return binary.AppendUvarint(nil, uint64(f.depth-1)-uint64(x.arg))
}

// fromFrame is a load out of the frame, whose offsets are unlike others.
func (f *function) fromFrame() (t token, ok bool) {
	if f.at+1 >= len(f.code) {
		return t, false
	}
	sp, x := &f.code[f.at], &f.code[f.at+1]
	if sp.op != opLocalGet || sp.arg != stackPointer || x.op < opFirstLoad || x.op >= opFirstStore {
		return t, false
	}
	f.at += 2
	literal := string(sp.text) + string(x.text[:len(x.text)-len(x.rest)])
	return token{shape: shape{{literal, number, stackLoads}}, args: [3][]byte{x.rest}}, true
}

// stackPointer is the local variable in which Go keeps it.
const stackPointer = 1
