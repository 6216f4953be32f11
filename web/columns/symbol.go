package columns

import "encoding/binary"

// kind says what follows a part's literal bytes in the module.
type kind byte

const (
	nothing  kind = iota
	number        // a LEB128 number, as it is in the column
	half          // four bytes
	word          // eight bytes
	opening       // nothing; a block begins
	looping       // the same, and it is a loop
	closing       // nothing; a block ends
	branch        // how deep a branch goes; the column has the block's level instead, 0 the outermost
	table         // a br_table; see resume.append
	returned      // the address that a call returns to; see resume.returning
)

// Columns.
const (
	symbols = iota
	others
	locals // how many of which type a function has
	gets
	sets
	tees
	stackLoads // offsets in the frame
	loads
	stores
	narrow // constants of 32 bits
	wide   // constants of 64 bits
	addresses
	calls
	levels
	tables
	returns
	floats
	globals
	// Columns is how many there are.
	Columns
)

// part of a symbol.
type part struct {
	text   string
	kind   kind
	column byte
}

// shape of a symbol: no symbol has more than three parts.
type shape [3]part

// token is one symbol in a function, with what its parts take from their columns.
type token struct {
	shape shape
	args  [3][]byte
}

// fuse makes what the first part takes a part of the symbol itself: the offset 8
// or the local 1 is so frequent that a symbol of its own is shorter.
func (t token) fuse() (token, bool) {
	first := t.shape[0]
	if first.kind != number {
		return t, false
	}
	next := t.shape[1]
	if next.kind == nothing && next.text == "" {
		return token{shape: shape{{text: first.text + string(t.args[0])}}}, true
	}
	return t, false
}

func (s shape) parts() int {
	n := 1
	for n < len(s) && s[n] != (part{}) {
		n++
	}
	return n
}

// alphabet gives frequent shapes a byte each.
type alphabet struct {
	order []shape
	index map[shape]byte
}

const mostSymbols = 256

func (a *alphabet) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(a.order)))
	for _, s := range a.order {
		out = append(out, byte(s.parts()))
		for _, p := range s[:s.parts()] {
			out = binary.AppendUvarint(out, uint64(len(p.text)))
			out = append(append(out, p.text...), byte(p.kind), p.column)
		}
	}
	return out
}
