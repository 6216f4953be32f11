package sched

import "slices"

// The dependency tree's shape: who is whose child. tree.go is about whose turn it is.

func without(list []*Node, n *Node) []*Node {
	if i := slices.Index(list, n); i >= 0 {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// lookup finds a node by number; without an index there are no anchors to find.
func (t *Tree) lookup(id uint32) *Node { return t.nodes[id] }

// index makes nodes findable by number, once somebody names one.
func (t *Tree) index() {
	if t.nodes != nil {
		return
	}
	t.nodes = make(map[uint32]*Node, len(t.root.kids))
	for _, n := range t.root.kids {
		t.nodes[n.id] = n
	}
}

// dependency finds the parent that spec names. Naming an idle stream makes an anchor of it;
// naming a closed one, or oneself, falls back to the default (RFC 7540 section 5.3.4).
func (t *Tree) dependency(n *Node, spec *Spec) *Node {
	if spec.Dependency == 0 {
		return &t.root
	}
	t.index()
	p := t.nodes[spec.Dependency]
	if p == nil && spec.DependencyIsIdle && spec.Dependency != n.id {
		p = t.addAnchor(spec.Dependency, Spec{Weight: 16})
	}
	if p == nil || p == n {
		*spec = Spec{Weight: 16}
		return &t.root
	}
	return p
}

func (t *Tree) addAnchor(id uint32, spec Spec) *Node {
	n := &Node{id: id}
	t.nodes[id] = n
	p := t.dependency(n, &spec)
	n.weight = spec.Weight
	t.insert(p, n, spec.Exclusive)
	t.anchors = append(t.anchors, n)
	if len(t.anchors) > maxAnchors {
		oldest := t.anchors[0]
		t.anchors = slices.Delete(t.anchors, 0, 1)
		t.unlink(oldest)
		delete(t.nodes, oldest.id)
	}
	return n
}

func (t *Tree) forgetAnchor(n *Node) {
	t.anchors = without(t.anchors, n)
	delete(t.nodes, n.id)
}

// insert puts a new, childless node below p.
func (t *Tree) insert(p, n *Node, exclusive bool) {
	if exclusive {
		t.adopt(p, n)
	}
	t.attach(p, n)
}

// adopt makes all children of p children of n (RFC 7540 section 5.3.1, exclusive).
func (t *Tree) adopt(p, n *Node) {
	for _, k := range p.kids {
		k.parent = n
		if k.queued {
			p.queue.remove(k)
			k.turn(n)
			n.queue.push(k)
		}
	}
	n.kids = append(n.kids, p.kids...)
	n.kidWeight += p.kidWeight
	p.kids, p.kidWeight = nil, 0
}

// attach links n, with all below it, as p's newest child.
func (t *Tree) attach(p, n *Node) {
	p.kids = slices.Insert(p.kids, 0, n)
	p.kidWeight += n.weight
	n.parent = p
	if n.active || len(n.queue) > 0 {
		t.enqueue(n)
	}
}

// detach unlinks n, with all below it.
func (t *Tree) detach(n *Node) {
	p := n.parent
	if n.queued {
		t.dequeue(n)
	}
	p.kids = without(p.kids, n)
	p.kidWeight -= n.weight
	n.parent = nil
}

// unlink takes n alone out of the tree: its children take its place and share its weight.
func (t *Tree) unlink(n *Node) {
	p := n.parent
	at := slices.Index(p.kids, n)
	for _, k := range n.kids {
		k.weight = max(1, n.weight*k.weight/n.kidWeight)
		k.parent = p
		p.kidWeight += k.weight
		if k.queued {
			n.queue.remove(k)
			k.turn(p)
			p.queue.push(k)
		}
	}
	if n.queued {
		t.dequeue(n)
	}
	p.kids = slices.Replace(p.kids, at, at+1, n.kids...)
	p.kidWeight -= n.weight
	n.parent, n.kids, n.kidWeight = nil, nil, 0
}

// below reports whether n is under, or is, top.
func below(n, top *Node) bool {
	for ; n != nil; n = n.parent {
		if n == top {
			return true
		}
	}
	return false
}

// reweigh changes n's weight and, if it waits, its place: as if it had had the new weight when
// it last took its turn.
func (t *Tree) reweigh(n *Node, weight int) {
	old := n.weight
	if old == weight {
		return
	}
	p := n.parent
	n.weight = weight
	p.kidWeight += weight - old
	if !n.queued {
		return
	}
	p.queue.remove(n)
	cost := uint64(n.wrote) * 256
	n.penalty = (n.penalty + uint64(old) - cost%uint64(old)) % uint64(old)
	last := n.cycle - (cost+n.penalty)/uint64(old)
	cost += n.penalty
	n.cycle, n.penalty = last+cost/uint64(weight), cost%uint64(weight)
	if n.cycle < p.lastCycle && p.lastCycle-n.cycle <= maxGap {
		n.cycle = p.lastCycle
	}
	p.queue.push(n)
}
