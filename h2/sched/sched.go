// Package sched decides which stream's DATA is sent next. It knows streams only as Nodes with a
// number, and DATA only as octet counts, so it can be tested without a protocol around it.
//
// Two rules exist because nghttp2 changed from one to the other, and a Node program can see the
// difference: Tree is RFC 7540 section 5.3 (weights and dependencies; equal streams take turns),
// Levels is RFC 9218 (urgency; equal streams go one after the other).
package sched

import "slices"

// Node is one stream. The zero value is ready; it must not move while it is open.
type Node struct {
	Owner any // the stream; the package never looks at it

	id     uint32
	parent *Node
	kids   []*Node // newest first

	weight    int // 1..256
	kidWeight int // sum over kids

	active bool  // has DATA that may go
	queued bool  // is in its parent's queue (Tree) or its level's (Levels)
	queue  queue // kids that are active or have active descendants

	cycle     uint64 // virtual finishing time: the smallest goes next
	seq       uint64 // order among equals
	nextSeq   uint64 // for the kids
	lastCycle uint64 // the cycle at which a kid was last chosen
	penalty   uint64 // what division by the weight left over
	wrote     int    // octets of the last frame

	urgency     uint8
	incremental bool
}

// Spec is what a stream is opened or reprioritised with.
type Spec struct {
	Dependency       uint32
	DependencyIsIdle bool // Dependency names a stream that was not used yet: it becomes an anchor
	Weight           int
	Exclusive        bool
}

// Scheduler is what a session needs of either rule.
type Scheduler interface {
	Open(n *Node, id uint32, spec Spec)
	Close(n *Node)
	// Ready and Blocked tell whether the stream has DATA that may go.
	Ready(n *Node)
	Blocked(n *Node)
	// Next is the stream whose turn it is, nil if none is ready.
	Next() *Node
	// Any reports whether some stream is ready.
	Any() bool
	// Wrote tells that the stream sent a frame of so many octets.
	Wrote(n *Node, octets int)
	// Reprioritize is PRIORITY (Tree only).
	Reprioritize(id uint32, spec Spec)
	// SetUrgency is the priority field of RFC 9218 (Levels only).
	SetUrgency(n *Node, urgency uint8, incremental bool)
}

// maxGap is how far apart two live cycles can be: the order survives a wrap of the counter.
const maxGap = uint64(1<<24-1)*256 + 255

// before orders by cycle, then by sequence.
func before(a, b *Node) bool {
	if a.cycle == b.cycle {
		return a.seq < b.seq
	}
	return b.cycle-a.cycle <= maxGap
}

// queue is a short list in order of turn.
type queue []*Node

func (q *queue) push(n *Node) {
	i := len(*q)
	for i > 0 && before(n, (*q)[i-1]) {
		i--
	}
	*q = slices.Insert(*q, i, n)
}

func (q *queue) remove(n *Node) {
	if i := slices.Index(*q, n); i >= 0 {
		*q = slices.Delete(*q, i, i+1)
	}
}

// Weights gives the node's weight and the sum of its dependants' weights.
func (n *Node) Weights() (own, dependants int) { return n.weight, n.kidWeight }
