package columns

import "encoding/binary"

// resume follows the places where a function of Go's can be resumed after its
// goroutine was switched. The function begins with a block for each stretch of
// code between two such places, and a br_table from resume points to them
// (cmd/internal/obj/wasm: preprocess). A call at the end of a stretch returns to
// the next stretch. A call in an if, which does not return (a panic), has two
// points of its own that lead to the stretch it is in; one that grows the stack
// begins the function again, and has one.
type resume struct {
	table  []byte // of the br_table; nil: none was met
	inner  int    // how many blocks were open there
	outer  int    // how many of them are around every stretch: the function, the one to leave it, sometimes a loop
	least  int    // how many of them were open since
	point  int    // the first of the stretch
	points int    // more of the stretch
	rule   []byte // the table by the rule, without how many entries it has
	count  int    // these
}

func (r *resume) reset() { *r = resume{rule: r.rule[:0], outer: 2} }

func (r *resume) loop() {
	if r.table == nil {
		r.outer = 3
	}
}

func (r *resume) begin(depth int, table []byte) {
	r.table, r.inner, r.least = table, depth, depth
}

// close: a block ended, and depth are open. The end of one around the br_table
// ends a stretch, whose points go into the table; and begins the next.
func (r *resume) close(depth int) {
	if r.table == nil || depth >= r.least || r.least < r.outer {
		return
	}
	if r.least < r.inner {
		stretch := uint64(r.inner - r.least - 1)
		for range 1 + r.points {
			r.rule = binary.AppendUvarint(r.rule, stretch)
		}
		r.count += 1 + r.points
		r.point += 1 + r.points
		r.points = 0
	}
	r.least = depth
}

// returning says to which point a call returns, relative to the one that the rule gives.
func (r *resume) returning(depth, point int) []byte {
	expected := r.point + r.points + 1
	if depth > r.least {
		if expected == 1 {
			expected = 0
		}
		r.points += 2
		if point == 0 {
			r.points = 1
		}
	}
	return binary.AppendVarint(nil, int64(point-expected))
}

// append writes a zero if the table is as the rule has it; else how many entries
// it has, and by how much each differs from the one before.
func (r *resume) append(out []byte) []byte {
	byRule := append(binary.AppendUvarint(nil, uint64(r.count-1)), r.rule...)
	if string(byRule) == string(r.table) {
		return append(out, 0)
	}
	entries := reader{b: r.table}
	n := entries.uint() + 1
	out = binary.AppendUvarint(out, n)
	last := int64(0)
	for range n {
		v := int64(entries.uint())
		out = binary.AppendVarint(out, v-last)
		last = v
	}
	return out
}
