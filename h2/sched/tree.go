package sched

// Tree is RFC 7540 section 5.3 by weighted fair queueing: a stream's virtual time advances by
// octets times 256 over its weight, and among the children of one parent the smallest time goes
// next. A stream's own DATA goes before its children's. A blocked stream passes its turn down.
type Tree struct {
	root    Node
	nodes   map[uint32]*Node // whoever a dependency can name; nil until one does: then all are root's kids
	anchors []*Node          // never opened, kept because something depends on them

	firstKids, firstQueue [4]*Node // where short lists of the root lie
}

// maxAnchors bounds what a peer can make us keep with PRIORITY for streams that do not exist.
const maxAnchors = 100

var _ Scheduler = (*Tree)(nil)

// Open adds the stream below its dependency.
func (t *Tree) Open(n *Node, id uint32, spec Spec) {
	if old := t.lookup(id); old != nil {
		t.unlink(old) // an anchor: its children move up, and the stream starts anew
		t.forgetAnchor(old)
	}
	*n = Node{id: id}
	if t.root.kids == nil {
		t.root.kids = t.firstKids[:0]
	}
	if t.root.queue == nil {
		t.root.queue = t.firstQueue[:0]
	}
	p := t.dependency(n, &spec)
	n.weight = spec.Weight
	if t.nodes != nil {
		t.nodes[id] = n
	}
	t.insert(p, n, spec.Exclusive)
}

// Close takes the stream out; its children inherit its place and share its weight.
func (t *Tree) Close(n *Node) {
	if n.parent == nil {
		return
	}
	n.active = false
	t.unlink(n)
	delete(t.nodes, n.id)
}

// Ready queues the stream, and its ancestors where they were not.
func (t *Tree) Ready(n *Node) {
	n.active = true
	t.enqueue(n)
}

// Blocked takes the stream out unless a descendant has the turn.
func (t *Tree) Blocked(n *Node) {
	n.active = false
	if len(n.queue) == 0 {
		t.dequeue(n)
	}
}

// Next walks down from the root to the first node that has DATA itself.
func (t *Tree) Next() *Node {
	n := &t.root
	for !n.active {
		if len(n.queue) == 0 {
			return nil
		}
		n = n.queue[0]
	}
	for up := n; up.parent != nil; up = up.parent {
		up.parent.lastCycle = up.cycle
	}
	return n
}

// Any reports whether a stream is ready.
func (t *Tree) Any() bool { return len(t.root.queue) > 0 }

// Wrote moves the stream, and every ancestor, behind its siblings by what it wrote.
func (t *Tree) Wrote(n *Node, octets int) {
	n.wrote = octets
	for n.queued && n.parent != nil {
		p := n.parent
		p.queue.remove(n)
		n.turn(p)
		p.queue.push(n)
		p.wrote = n.wrote
		n = p
	}
}

// SetUrgency does nothing: RFC 9218 means nothing here.
func (t *Tree) SetUrgency(*Node, uint8, bool) {}

// turn gives n its next place among p's children.
func (n *Node) turn(p *Node) {
	cost := uint64(n.wrote)*256 + n.penalty
	n.cycle = p.lastCycle + cost/uint64(n.weight)
	n.penalty = cost % uint64(n.weight)
	n.seq = p.nextSeq
	p.nextSeq++
}

func (t *Tree) enqueue(n *Node) {
	for p := n.parent; p != nil && !n.queued; n, p = p, p.parent {
		n.turn(p)
		p.queue.push(n)
		n.queued = true
	}
}

func (t *Tree) dequeue(n *Node) {
	for p := n.parent; p != nil && n.queued; n, p = p, p.parent {
		p.queue.remove(n)
		n.queued = false
		n.cycle, n.penalty, n.lastCycle, n.wrote = 0, 0, 0, 0
		if p.active || len(p.queue) > 0 {
			return
		}
	}
}

// Reprioritize is a PRIORITY frame for a stream that is open, or an anchor, or idle.
func (t *Tree) Reprioritize(id uint32, spec Spec) {
	t.index()
	n := t.nodes[id]
	if n == nil {
		t.addAnchor(id, spec)
		return
	}
	to := t.dependency(n, &spec)
	if below(to, n) { // RFC 7540 section 5.3.3: the new parent first takes n's place
		t.detach(to)
		t.attach(n.parent, to)
	}
	if to == n.parent && !spec.Exclusive {
		t.reweigh(n, spec.Weight)
		return
	}
	t.detach(n)
	n.weight = spec.Weight
	if spec.Exclusive {
		t.adopt(to, n)
	}
	t.attach(to, n)
}
