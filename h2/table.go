package h2

// streamTable maps identifiers to streams by Robin Hood hashing, as nghttp2 does. Any map would
// do for looking up. The order in which the table is walked cannot be just any, however: when a
// GOAWAY refuses several requests, or SETTINGS opens several windows, a Node program sees the
// streams' events in the order of nghttp2's walk.
type streamTable struct {
	slots []slot
	bits  uint
	size  int
	hash  TableHash
	first [1 << firstTableBits]slot // where a small table lies
}

type slot struct {
	dist int // 1 + distance from the slot the hash names; 0 is empty
	id   StreamID
	st   *stream
}

const firstTableBits = 4

func (t *streamTable) home(id StreamID) int {
	switch t.hash {
	case TableHash168:
		// Not nghttp2's arithmetic, which was not at hand: a multiplier fitted to the orders
		// that Node 25.9 shows for up to 40 streams.
		return int((uint64(id) * 0xee483b5a00000001) >> (64 - t.bits))
	case TableHash169:
		return int((uint64(id) * 0xF1357AEA2E62A9C5 * 0x9E3779B97F4A7C15) >> (64 - t.bits))
	}
	return int((uint32(id) * 2654435769) >> (32 - t.bits))
}

func (t *streamTable) find(id StreamID) *stream {
	if t.size == 0 {
		return nil
	}
	mask := len(t.slots) - 1
	for i, d := t.home(id), 1; d <= t.slots[i].dist; i, d = (i+1)&mask, d+1 {
		if t.slots[i].id == id {
			return t.slots[i].st
		}
	}
	return nil
}

func (t *streamTable) insert(id StreamID, st *stream) {
	if t.full() {
		old := t.slots
		if old == nil {
			t.bits, t.slots = firstTableBits, t.first[:]
		} else {
			t.bits++
			t.slots = make([]slot, 1<<t.bits)
		}
		for _, e := range old {
			if e.dist != 0 {
				t.place(e.id, e.st)
			}
		}
	}
	t.place(id, st)
	t.size++
}

func (t *streamTable) full() bool {
	n := len(t.slots)
	if t.hash != TableHash157 {
		return t.size+1 >= n-n>>3
	}
	return (t.size+1)*4 > n*3
}

func (t *streamTable) place(id StreamID, st *stream) {
	mask := len(t.slots) - 1
	e := slot{dist: 1, id: id, st: st}
	for i := t.home(id); ; i = (i + 1) & mask {
		if t.slots[i].dist == 0 {
			t.slots[i] = e
			return
		}
		if e.dist > t.slots[i].dist {
			e, t.slots[i] = t.slots[i], e
		}
		e.dist++
	}
}

func (t *streamTable) remove(id StreamID) {
	if t.size == 0 {
		return
	}
	mask := len(t.slots) - 1
	i := t.home(id)
	for d := 1; ; i, d = (i+1)&mask, d+1 {
		if d > t.slots[i].dist {
			return
		}
		if t.slots[i].id == id {
			break
		}
	}
	for next := (i + 1) & mask; t.slots[next].dist > 1; i, next = next, (next+1)&mask {
		t.slots[i] = t.slots[next]
		t.slots[i].dist--
	}
	t.slots[i] = slot{}
	t.size--
}

// each calls f for every stream in table order; f must not open or close streams.
func (t *streamTable) each(f func(*stream) bool) {
	if t.size == 0 {
		return
	}
	for i := range t.slots {
		if t.slots[i].dist != 0 && !f(t.slots[i].st) {
			return
		}
	}
}
