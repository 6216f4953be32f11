package netmodel

// buffer is payload memory that several slices and packets may share; the last
// to let go returns it to the pool.
type buffer struct {
	next  *buffer
	bytes []byte // its capacity is the size class
	refs  int32
	class int8
}

// The size classes: small writes should not cost 64 KiB, and no segment is larger.
var bufferClasses = [...]int{512, 4096, 16384, 65536}

// bufferPool keeps released buffers for reuse, so that a steady flow allocates
// nothing.
type bufferPool struct {
	free [len(bufferClasses)]*buffer
}

// get returns an empty buffer with room for n bytes (at most 65536).
func (p *bufferPool) get(n int) *buffer {
	c := 0
	for bufferClasses[c] < n {
		c++
	}
	b := p.free[c]
	if b == nil {
		return &buffer{bytes: make([]byte, 0, bufferClasses[c]), refs: 1, class: int8(c)}
	}
	p.free[c] = b.next
	b.next, b.refs, b.bytes = nil, 1, b.bytes[:0]
	return b
}

func (p *bufferPool) release(b *buffer) {
	b.refs--
	if b.refs > 0 {
		return
	}
	if b.refs < 0 {
		panic("netmodel: payload buffer released twice")
	}
	b.next = p.free[b.class]
	p.free[b.class] = b
}
