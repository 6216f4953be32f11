package netmodel

import (
	"net/netip"

	"finishline/sim"
)

// flags are a segment's control bits.
type flags uint8

const (
	flagFin flags = 1 << iota
	flagSyn
	flagRst
	flagPsh
	flagAck
)

var flagNames = func() (names [32]string) {
	for f := range names {
		for i, s := range [...]string{"FIN", "SYN", "RST", "PSH", "ACK"} {
			if f&(1<<i) == 0 {
				continue
			}
			if names[f] != "" {
				names[f] += " "
			}
			names[f] += s
		}
	}
	return
}()

func (f flags) String() string { return flagNames[f&31] }

// packet is a TCP segment on its way. Sequence numbers are relative to the
// sender's SYN, which is number 0.
type packet struct {
	next     *packet
	link     *link
	from, to netip.AddrPort
	flags    flags
	seq, ack int64
	wnd      int64 // in bytes, already scaled
	mss      int   // offered by a SYN; else the size of its segments
	pay      *payload
	pos      int  // bytes of pay that are used up
	truesize int  // what the receiver is charged for it
	frags    int  // of the whole group, in its first packet
	glued    bool // received into the group of the packet before it
	obj      sim.ObjID
	sent     sim.RecordID
	due      sim.Time // when exploration delivers it
}

// len is how many bytes of payload are left.
func (p *packet) len() int {
	if p.pay == nil {
		return 0
	}
	return p.pay.n - p.pos
}

// end is the sequence number after the segment.
func (p *packet) end() int64 {
	n := p.seq + int64(p.len())
	if p.flags&(flagSyn|flagFin) != 0 {
		n++
	}
	return n
}

// wireSize is how many bytes the segment is on a link: 20 bytes of TCP header,
// 12 of timestamps, and 20 (IPv4) or 40 (IPv6) of IP header come on top.
func (p *packet) wireSize() int {
	if p.to.Addr().Is6() {
		return p.len() + 72
	}
	return p.len() + 52
}

// packetQueue is a first-in-first-out list threaded through the packets.
type packetQueue struct{ head, tail *packet }

func (q *packetQueue) push(p *packet) {
	p.next = nil
	if q.tail == nil {
		q.head = p
	} else {
		q.tail.next = p
	}
	q.tail = p
}

// replaceTail puts p in the place of the last packet.
func (q *packetQueue) replaceTail(p *packet) {
	at := &q.head
	for *at != q.tail {
		at = &(*at).next
	}
	*at, q.tail, p.next = p, p, nil
}

// remove takes p, which is in q, out.
func (q *packetQueue) remove(p *packet) {
	if p == q.head {
		q.pop()
		return
	}
	before := q.head
	for before.next != p {
		before = before.next
	}
	before.next, p.next = p.next, nil
	if q.tail == p {
		q.tail = before
	}
}

func (q *packetQueue) pop() *packet {
	p := q.head
	if p != nil {
		q.head = p.next
		if q.head == nil {
			q.tail = nil
		}
		p.next = nil
	}
	return p
}

func (n *Network) newPacket() *packet {
	if p := n.packets; p != nil {
		n.packets = p.next
		p.next = nil
		return p
	}
	return new(packet)
}

// freePacket returns p and its hold on the payload.
func (n *Network) freePacket(p *packet) {
	if p.pay != nil {
		n.releasePayload(p.pay)
	}
	*p = packet{next: n.packets}
	n.packets = p
}
