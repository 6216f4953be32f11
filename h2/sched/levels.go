package sched

// Levels is RFC 9218: eight levels of urgency, 0 first. Within a level the stream that was
// opened first goes until it is done or blocked; incremental streams take turns.
type Levels struct {
	level [8]queue
	seq   uint64
	// OnlyOldestFirst ignores incremental, which is for servers alone (RFC 9218 section 10).
	OnlyOldestFirst bool
}

// DefaultUrgency is RFC 9218 section 4.1.
const DefaultUrgency = 3

var _ Scheduler = (*Levels)(nil)

// Open numbers the stream.
func (l *Levels) Open(n *Node, id uint32, _ Spec) {
	*n = Node{id: id, seq: l.seq, urgency: DefaultUrgency, weight: 16}
	l.seq++
}

// Close forgets the stream.
func (l *Levels) Close(n *Node) { l.Blocked(n) }

// Ready queues the stream.
func (l *Levels) Ready(n *Node) {
	if n.queued {
		return
	}
	q := &l.level[n.urgency]
	n.cycle = 0
	if len(*q) > 0 {
		n.cycle = (*q)[0].cycle
	}
	if n.incremental {
		n.cycle += uint64(n.wrote)
	}
	q.push(n)
	n.queued = true
}

// Blocked takes the stream out.
func (l *Levels) Blocked(n *Node) {
	if n.queued {
		l.level[n.urgency].remove(n)
		n.queued = false
	}
}

// Next is the head of the most urgent level.
func (l *Levels) Next() *Node {
	for i := range l.level {
		if len(l.level[i]) > 0 {
			return l.level[i][0]
		}
	}
	return nil
}

// Any reports whether a stream is ready.
func (l *Levels) Any() bool { return l.Next() != nil }

// Wrote ends an incremental stream's turn.
func (l *Levels) Wrote(n *Node, octets int) {
	n.wrote = octets
	q := &l.level[n.urgency]
	if l.OnlyOldestFirst || !n.incremental || !n.queued || len(*q) == 1 {
		return
	}
	q.remove(n)
	n.cycle += uint64(octets)
	q.push(n)
}

// Reprioritize does nothing: PRIORITY means nothing here.
func (l *Levels) Reprioritize(uint32, Spec) {}

// SetUrgency moves the stream to its level.
func (l *Levels) SetUrgency(n *Node, urgency uint8, incremental bool) {
	if n.urgency == urgency && n.incremental == incremental {
		return
	}
	queued := n.queued
	l.Blocked(n)
	n.urgency, n.incremental = urgency, incremental
	if queued {
		l.Ready(n)
	}
}
