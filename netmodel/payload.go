package netmodel

import "sync"

// page is memory that writes fill from the front, as Linux's order-3 page
// fragments are: 32 KiB per process, shared by all its sockets
// (net/core/sock.c, skb_page_frag_refill). The last payload that refers to a
// page returns it. Its memory grows as it is filled: most runs write a few
// hundred bytes, and none can tell.
type page struct {
	refs int32
	mem  []byte
}

const (
	pageSize  = 32 << 10
	pageBegin = 1 << 10
)

// grow makes room for n bytes at off, which is no more than pageSize in all.
func (p *page) grow(off, n int) {
	if off+n <= len(p.mem) {
		return
	}
	size := max(4*len(p.mem), pageBegin)
	for size < off+n {
		size *= 4
	}
	mem := make([]byte, min(size, pageSize))
	copy(mem, p.mem[:off])
	p.mem = mem
}

// pages outlives networks, so that a world made for one run of an exploration
// need not zero 32 KiB. What is in a page is never read before it is written.
var pages = sync.Pool{New: func() any { return new(page) }}

func (p *page) release() {
	p.refs--
	if p.refs == 0 {
		pages.Put(p)
	}
}

// fill is a process's current page.
type fill struct {
	page *page
	used int
}

// refill makes room for at least one frag of 32 bytes, as the kernel does:
// a page that nobody else refers to is used again from its front.
func (f *fill) refill() {
	const least = 32
	if f.page != nil {
		if f.page.refs == 1 {
			f.used = 0
			return
		}
		if f.used+least <= pageSize {
			return
		}
		f.page.release()
	}
	f.page, f.used = pages.Get().(*page), 0
	f.page.refs = 1
}

// frag is a stretch of a page.
type frag struct {
	page *page
	off  int32
	n    int32
}

func (f *frag) bytes() []byte { return f.page.mem[f.off : f.off+f.n] }

// maxFrags is how many frags a payload has at most (MAX_SKB_FRAGS).
const maxFrags = 17

// payload is bytes in frags. A queued slice and the packets that carry it
// share one (skb_shared_info); the last to let go frees it.
type payload struct {
	next  *payload
	refs  int32
	n     int
	frags []frag
	small [3]frag // what frags begins as
}

func (n *Network) newPayload() *payload {
	p := n.payloads
	if p == nil {
		p = new(payload)
		p.frags = p.small[:0]
	} else {
		n.payloads = p.next
		p.next = nil
	}
	p.refs = 1
	return p
}

func (n *Network) releasePayload(p *payload) {
	p.refs--
	if p.refs > 0 {
		return
	}
	if p.refs < 0 {
		panic("netmodel: payload released twice")
	}
	for i := range p.frags {
		p.frags[i].page.release()
	}
	p.frags, p.n = p.frags[:0], 0
	p.next = n.payloads
	n.payloads = p
}

// write appends as much of b as fits the process's current page and reports
// how much that was; 0 means that the payload has no frag left.
func (p *payload) write(f *fill, b []byte) int {
	f.refill()
	n := min(len(b), pageSize-f.used)
	last := len(p.frags) - 1
	switch {
	case last >= 0 && p.frags[last].page == f.page && int(p.frags[last].off+p.frags[last].n) == f.used:
		p.frags[last].n += int32(n)
	case last+1 >= maxFrags:
		return 0
	default:
		f.page.refs++
		p.frags = append(p.frags, frag{f.page, int32(f.used), int32(n)})
	}
	f.page.grow(f.used, n)
	copy(f.page.mem[f.used:], b[:n])
	f.used += n
	p.n += n
	return n
}

// moveTo moves everything after the first n bytes of p to the empty payload to.
func (p *payload) moveTo(to *payload, n int) {
	to.n, p.n = p.n-n, n
	for i := range p.frags {
		f := &p.frags[i]
		if n >= int(f.n) {
			n -= int(f.n)
			continue
		}
		keep := i
		if n > 0 { // this frag is in both
			to.frags = append(to.frags, frag{f.page, f.off + int32(n), f.n - int32(n)})
			f.page.refs++
			f.n = int32(n)
			keep++
		} else {
			to.frags = append(to.frags, *f)
		}
		to.frags = append(to.frags, p.frags[i+1:]...)
		p.frags = p.frags[:keep]
		return
	}
}

// share makes to refer to n bytes of p from off on.
func (p *payload) share(to *payload, off, n int) {
	to.n = n
	for i := range p.frags {
		f := p.frags[i]
		if off >= int(f.n) {
			off -= int(f.n)
			continue
		}
		k := min(int(f.n)-off, n)
		f.page.refs++
		to.frags = append(to.frags, frag{f.page, f.off + int32(off), int32(k)})
		off = 0
		if n -= k; n == 0 {
			return
		}
	}
}

// take moves the first n bytes of from to the end of p. It reports false and
// moves nothing if p has no room for the frags (skb_shift).
func (p *payload) take(from *payload, n int) bool {
	k, left := 0, n // frags that move whole, bytes of the next
	for k < len(from.frags) && left >= int(from.frags[k].n) {
		left -= int(from.frags[k].n)
		k++
	}
	need := k
	if left > 0 {
		need++
	}
	if len(p.frags)+need > maxFrags && !p.adjoins(from, need) {
		return false
	}
	for i := range k {
		p.attach(from.frags[i])
	}
	if left > 0 {
		f := &from.frags[k]
		f.page.refs++
		p.attach(frag{f.page, f.off, int32(left)})
		f.off += int32(left)
		f.n -= int32(left)
	}
	from.frags = append(from.frags[:0], from.frags[k:]...)
	p.n += n
	from.n -= n
	return true
}

// adjoins reports whether need frags of from fit because the first continues
// p's last.
func (p *payload) adjoins(from *payload, need int) bool {
	l, f := &p.frags[len(p.frags)-1], &from.frags[0]
	return l.page == f.page && l.off+l.n == f.off && len(p.frags)+need-1 <= maxFrags
}

// attach appends f, whose page reference p takes over.
func (p *payload) attach(f frag) {
	if i := len(p.frags) - 1; i >= 0 && p.frags[i].page == f.page && p.frags[i].off+p.frags[i].n == f.off {
		p.frags[i].n += f.n
		f.page.release()
		return
	}
	p.frags = append(p.frags, f)
}

// copyOut copies the bytes of p from pos on to b.
func (p *payload) copyOut(b []byte, pos int) int {
	n := 0
	for i := range p.frags {
		f := p.frags[i].bytes()
		if pos >= len(f) {
			pos -= len(f)
			continue
		}
		n += copy(b[n:], f[pos:])
		pos = 0
		if n == len(b) {
			break
		}
	}
	return n
}
