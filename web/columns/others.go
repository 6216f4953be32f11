package columns

import (
	"bytes"
	"encoding/binary"
)

// What the column of all that is not code consists of.
const (
	asItIs    = 1 // how many bytes, and these
	ascending = 2 // the first number, how many: each one more than the one before, as LEB128
	codeHere  = 3 // how many functions
	functions = 4 // how many: Go's table of functions
)

const sectionElement, sectionCode = 9, 10

// taken is a module without its code.
type taken struct {
	code   []byte
	others []byte
	asIs   []byte // not in others yet
}

func (t *taken) module(module []byte) error {
	r := reader{b: module}
	t.asIs = append(t.asIs, r.bytes(8)...)
	for r.p < len(r.b) && r.err == nil {
		from := r.p
		id := r.byte()
		body := r.bytes(r.uint())
		switch {
		case r.err != nil:
		case id == sectionCode:
			t.code = body
			count := reader{b: body}
			t.asIs = append(t.asIs, r.b[from:r.p-len(body)]...)
			t.piece(codeHere, count.uint())
		case id == sectionElement:
			t.elements(r.b[from:r.p-len(body)], body)
		default:
			t.data(r.b[from:r.p])
		}
	}
	t.flush()
	return r.err
}

func (t *taken) flush() {
	if len(t.asIs) > 0 {
		t.others = binary.AppendUvarint(append(t.others, asItIs), uint64(len(t.asIs)))
		t.others = append(t.others, t.asIs...)
		t.asIs = nil
	}
}

func (t *taken) piece(what byte, numbers ...uint64) {
	t.flush()
	t.others = append(t.others, what)
	for _, n := range numbers {
		t.others = binary.AppendUvarint(t.others, n)
	}
}

// elements is the table of functions that can be called by number: with Go, all.
func (t *taken) elements(head, body []byte) {
	r := reader{b: body}
	if r.uint() == 1 && r.uint() == 0 && r.byte() == opI32Const {
		r.sint()
		r.byte()
		n := r.uint()
		from := r.p
		first := r.uint()
		all := []byte{}
		for i := range n {
			all = binary.AppendUvarint(all, first+i)
		}
		if r.err == nil && bytes.Equal(all, body[from:]) {
			t.asIs = append(append(t.asIs, head...), body[:from]...)
			t.piece(ascending, first, n)
			return
		}
	}
	t.asIs = append(append(t.asIs, head...), body...)
}

// data is a section in which Go's table of functions may be.
func (t *taken) data(section []byte) {
	at := 0
	for {
		next := bytes.Index(section[at:], tableBegins)
		if next < 0 {
			break
		}
		t.asIs = append(t.asIs, section[at:at+next]...)
		at += next
		if size := t.functions(section[at:]); size > 0 {
			at += size
			continue
		}
		t.asIs = append(t.asIs, section[at])
		at++
	}
	t.asIs = append(t.asIs, section[at:]...)
}

// tableBegins is the number of a module's first function.
var tableBegins = binary.LittleEndian.AppendUint32(nil, firstFunction)

// Sizes in Go's table of functions (runtime/symtab.go: functab, _func), and
// where a _func says how many words follow it.
const (
	entrySize, funcSize = 8, 44
	funcNpc, funcNfuncs = 28, 43
	wordSize, alignment = 4, 8
)

// functions writes a table of functions, if there is one: first for every
// function its number and where its _func is, then these. The numbers ascend and
// the places follow from the sizes, so only what is in a _func behind its number
// is kept. It returns the size of the table; 0: this is none.
func (t *taken) functions(b []byte) int {
	u32 := func(at int) int { return int(binary.LittleEndian.Uint32(b[at:])) }
	if len(b) < 2*entrySize {
		return 0
	}
	count := u32(wordSize)/entrySize - 1
	at := (count + 1) * entrySize
	if count < 1 || at > len(b) || u32(count*entrySize) != firstFunction+count || u32(count*entrySize+wordSize) != 0 {
		return 0
	}
	var kept []byte
	for i := range count {
		for ; at%alignment != 0; at++ {
			if at >= len(b) || b[at] != 0 {
				return 0
			}
		}
		if at+funcSize > len(b) || u32(i*entrySize) != firstFunction+i || u32(i*entrySize+wordSize) != at || u32(at) != firstFunction+i {
			return 0
		}
		size := funcSize + wordSize*(u32(at+funcNpc)+int(b[at+funcNfuncs]))
		if at+size > len(b) {
			return 0
		}
		kept = append(kept, b[at+wordSize:at+size]...)
		at += size
	}
	t.piece(functions, uint64(count))
	t.others = append(t.others, kept...)
	return at
}
