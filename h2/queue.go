package h2

import "slices"

// item is a frame that waits to be serialized.
type item struct {
	frame Frame
	body  bool // HEADERS: DATA follows, from Handler.ReadData

	canceled   bool // request HEADERS: reset before it was sent
	cancelCode ErrCode

	asked bool // RST_STREAM: by the application

	notice bool // GOAWAY: only announces the shutdown, drains nothing
	final  bool // GOAWAY: the session ends when it is sent
}

// fifo is a queue of items that reuses its space.
type fifo struct {
	items []*item
	head  int
	first [4]*item // where a short queue lies
}

func (q *fifo) push(it *item) {
	if q.items == nil {
		q.items = q.first[:0]
	}
	q.items = append(q.items, it)
}

func (q *fifo) len() int { return len(q.items) - q.head }

func (q *fifo) top() *item {
	if q.len() == 0 {
		return nil
	}
	return q.items[q.head]
}

func (q *fifo) pop() *item {
	it := q.top()
	if it == nil {
		return nil
	}
	q.items[q.head] = nil
	if q.head++; q.head == len(q.items) {
		q.items, q.head = q.items[:0], 0
	}
	return it
}

// outbound is what waits to be sent, in nghttp2's four classes: urgent (SETTINGS, PING), regular,
// opening (HEADERS that open a stream, gated by SETTINGS_MAX_CONCURRENT_STREAMS), and DATA, which
// waits at its stream and is the scheduler's business.
type outbound struct {
	urgent, regular, opening fifo

	preface bool  // the client's magic octets are still to be sent
	sending *item // the frame that the last Send gave out; it counts as output until the next Send
	acks    int   // acknowledgements that wait in urgent

	buf   []byte  // the frame being serialized; reused
	block []byte  // the header block being packed; reused
	spare []*item // items to reuse
	slab  []item

	bufArray, blockArray [96]byte // where the first frames are built
	firstItems           [3]item
	firstSpare           [4]*item
}

// init points the slices at the room that came with the session.
func (o *outbound) init() {
	o.buf, o.block = o.bufArray[:0], o.blockArray[:0]
	o.slab, o.spare = o.firstItems[:], o.firstSpare[:0]
}

func (o *outbound) newItem() *item {
	if n := len(o.spare); n > 0 {
		it := o.spare[n-1]
		o.spare = o.spare[:n-1]
		return it
	}
	if len(o.slab) == 0 {
		o.slab = make([]item, 4)
	}
	it := &o.slab[0]
	o.slab = o.slab[1:]
	return it
}

func (o *outbound) recycle(it *item) {
	settings := it.frame.Settings[:0]
	*it = item{}
	it.frame.Settings = settings
	o.spare = append(o.spare, it)
}

// enqueue puts a frame into its class. Submitting RST_STREAM deafens the stream at once.
func (s *Session) enqueue(it *item) {
	switch st := s.find(it.frame.StreamID); it.frame.Type {
	case FrameSettings, FramePing:
		s.out.urgent.push(it)
	case FrameHeaders:
		if it.frame.Category == CategoryRequest || (st != nil && st.reserved() && !st.resetting) {
			s.out.opening.push(it)
		} else {
			s.out.regular.push(it)
		}
	case FrameRSTStream:
		if st != nil {
			st.resetting = true
		}
		s.out.regular.push(it)
	default:
		s.out.regular.push(it)
	}
}

// queueReset queues RST_STREAM, unless there is one already, the stream is idle (RFC 9113 section
// 6.4), or it is a request that still waits: then the request itself is cancelled.
func (s *Session) queueReset(id StreamID, code ErrCode) { s.reset(id, code, false) }

func (s *Session) reset(id StreamID, code ErrCode, asked bool) {
	if st := s.find(id); st != nil && st.resetting {
		return
	}
	if s.mine(id) {
		if id >= s.nextID {
			return
		}
	} else if s.lastReceived < id {
		return
	}
	if s.role == Client && s.mine(id) && s.cancelOpening(id, code) {
		return
	}
	it := s.out.newItem()
	it.frame.Type, it.frame.StreamID, it.frame.Code = FrameRSTStream, id, code
	it.frame.Length, it.asked = 4, asked
	s.enqueue(it)
}

func (s *Session) cancelOpening(id StreamID, code ErrCode) bool {
	waiting := s.out.opening.items[s.out.opening.head:]
	i := slices.IndexFunc(waiting, func(it *item) bool { return it.frame.StreamID >= id })
	if i < 0 || waiting[i].frame.StreamID != id || waiting[i].canceled {
		return false
	}
	waiting[i].canceled, waiting[i].cancelCode = true, code
	return true
}

func (s *Session) queueWindowUpdate(id StreamID, increment int32) {
	if st := s.find(id); st != nil {
		st.windowUpdateQueued = true
	} else if id == 0 {
		s.windowUpdateQueued = true
	}
	it := s.out.newItem()
	it.frame.Type, it.frame.StreamID, it.frame.Increment = FrameWindowUpdate, id, increment
	it.frame.Length = 4
	s.enqueue(it)
}

func (s *Session) queueGoAway(last StreamID, code ErrCode, debug []byte, notice, final bool) error {
	if s.mine(last) || len(debug)+8 > maxPayload {
		return ErrInvalidArgument
	}
	it := s.out.newItem()
	it.frame.Type, it.frame.Code = FrameGoAway, code
	it.frame.LastStreamID = min(last, s.drain.localLast) // never raised (RFC 9113 section 6.8)
	it.frame.Debug = append([]byte(nil), debug...)
	it.frame.Length = 8 + len(debug)
	it.notice, it.final = notice, final
	s.enqueue(it)
	s.drain.submitted = true
	return nil
}

// queueAck queues an acknowledgement; too many of them waiting is a flood.
func (s *Session) queueAck(t FrameType, opaque [8]byte) error {
	if s.out.acks >= s.opts.MaxOutboundAcks {
		return ErrFlooded
	}
	it := s.out.newItem()
	it.frame.Type, it.frame.Flags, it.frame.Opaque = t, FlagAck, opaque
	if t == FramePing {
		it.frame.Length = 8
	}
	s.enqueue(it)
	s.out.acks++
	return nil
}

// attachBody gives a stream DATA to send.
func (s *Session) attachBody(st *stream, endStream bool) error {
	if st.body.attached {
		return ErrDataExist
	}
	if s.send <= 0 && s.tooManyStalled(s.bodies+1) {
		s.queueReset(st.id, EnhanceYourCalm)
		return nil
	}
	st.body = body{attached: true, endStream: endStream}
	s.bodies++
	s.sched.Ready(&st.node)
	return nil
}

// stallBody takes a body out of turn until the peer opens the stream's window.
func (s *Session) stallBody(st *stream) {
	if s.tooManyStalled(s.stalled + 1) {
		s.detachBody(st)
		s.queueReset(st.id, EnhanceYourCalm)
		return
	}
	st.body.waitsForWU = true
	s.stalled++
	s.sched.Blocked(&st.node)
}

func (s *Session) tooManyStalled(n int) bool {
	return s.opts.MaxStalledBodies > 0 && n > s.opts.MaxStalledBodies
}

func (s *Session) detachBody(st *stream) {
	if st.body.attached {
		s.bodies--
	}
	if st.body.waitsForWU {
		s.stalled--
	}
	st.body = body{}
	s.sched.Blocked(&st.node)
}

// resumeBody makes a deferred body ready unless something else still holds it.
func (s *Session) resumeBody(st *stream) {
	if !st.body.deferred() {
		s.sched.Ready(&st.node)
	}
}
