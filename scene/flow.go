package scene

import (
	"sort"

	"finishline/sim"
)

// never is behind every record.
const never = ^sim.RecordID(0)

// flow is one direction of a connection: every byte that one end sends, by its
// offset in the stream of TCP, and every frame that it queues.
type flow struct {
	frames  []frame
	longest []sim.RecordID // longest[i] is the latest left of frames[:i+1]: bounds the search for live ones
	spans   []span
	handed  totals // bytes given to libuv or, without a session, taken by write
	written totals // bytes that write took
	sent    totals // bytes that were in a segment at least once
	got     totals // bytes in order at the receiver's kernel
	reads   []reading
	segs    []segment
	overdue []sim.RecordID // as longest, for segments
	fin     fin
	gates   []gate
	began   sim.RecordID // first byte or SYN

	waiting  []int32 // frames that are queued: indexes
	gathered []int32 // frames that are serialized and not handed
	parsed   int     // spans whose frame the receiver has parsed
	deaf     bool    // the receiver parses something else than the spans
}

// frame is an HTTP/2 frame on its way through the session that sends it.
type frame struct {
	name, text                       sim.Sym
	stream, bytes                    int64
	queued, serialized, handed, left sim.RecordID // left: it is no longer in the session
	dead                             bool
	span                             int32
}

func (f *frame) born() sim.RecordID {
	if f.queued != 0 {
		return f.queued
	}
	return f.serialized
}

// span is a run of bytes with a name.
type span struct {
	from, to int64
	frame    int32 // index, or -1
	label    sim.Sym
	record   sim.RecordID // where it was named: tooltips describe it
	parsed   sim.RecordID // the receiver's session has understood it
}

// reading is one read of the receiver that got bytes.
type reading struct {
	at, leave    sim.RecordID
	before, upTo int64
}

// segment is a TCP segment between its sending and its arrival or loss.
type segment struct {
	sent, gone sim.RecordID
	from, to   int64
	flags      sim.Sym
	lost       bool
}

// fin is the way of the end of a direction.
type fin struct {
	asked, taken, sent, arrived, read, leave sim.RecordID
}

// totals is a track of a count that only grows.
type totals struct {
	track
	sum []int64
}

func (t *totals) last() int64 {
	if n := len(t.sum); n > 0 {
		return t.sum[n-1]
	}
	return 0
}

func (t *totals) grow(id sim.RecordID, to int64) {
	if to > t.last() {
		t.track = append(t.track, id)
		t.sum = append(t.sum, to)
	}
}

func (t *totals) at(c sim.RecordID) int64 {
	if n := t.upTo(c); n > 0 {
		return t.sum[n-1]
	}
	return 0
}

// flowOf is the direction that the object's end sends, and the one it receives.
func (s *Story) flowOf(obj sim.ObjID) (out, in *flow, e *end) {
	p := s.places[obj]
	if p.conn < 0 {
		return nil, nil, nil
	}
	c := s.conns[p.conn]
	return &c.flows[p.end], &c.flows[1-p.end], &c.ends[p.end]
}

func (s *Story) noteSyscall(id sim.RecordID, r *sim.Record) {
	out, in, e := s.flowOf(r.Obj)
	if out == nil {
		return
	}
	switch name := s.t.String(r.Name); {
	case name == "write":
		s.noteWrite(id, r, out, e)
	case name == "read" && r.A > 0:
		before := int64(0)
		if n := len(in.reads); n > 0 {
			before = in.reads[n-1].upTo
		}
		in.reads = append(in.reads, reading{at: id, leave: never, before: before, upTo: before + r.A})
		in.got.grow(id, before+r.A)
	case name == "read" && r.A == 0 && in.fin.read == 0:
		in.fin.read, in.fin.leave = id, never
	case (name == "shutdown" || name == "close") && out.fin.taken == 0:
		out.fin.taken = id
		if out.fin.asked == 0 {
			out.fin.asked = id
		}
	}
}

func (s *Story) noteWrite(id sim.RecordID, r *sim.Record, out *flow, e *end) {
	if queued, _ := e.buffers[bufUV].last(); queued == 0 && e.proto != http2 && e.tls == 0 { // not a retry
		e.given += r.B
		e.noteWaiting(id)
	}
	if r.A <= 0 {
		return
	}
	if e.proto != http2 || e.tls != 0 {
		s.nameBytes(id, out, r.A, e)
		out.handed.grow(id, out.handed.last()+r.A)
	}
	out.written.grow(id, out.written.last()+r.A)
}

// noteLeave ends what a read callback works on.
func (s *Story) noteLeave(id sim.RecordID, r *sim.Record) {
	_, in, _ := s.flowOf(r.Obj)
	if in == nil || s.t.String(s.t.At(sim.RecordID(r.A)).Name) != "read" {
		return
	}
	if n := len(in.reads); n > 0 && in.reads[n-1].leave == never {
		in.reads[n-1].leave = id
	}
	if in.fin.read != 0 && in.fin.leave == never {
		in.fin.leave = id
	}
}

func (s *Story) noteSent(id sim.RecordID, r *sim.Record) {
	out, _, _ := s.flowOf(r.Obj)
	if out == nil {
		return
	}
	flags := s.t.String(r.Name)
	from := max(r.A-1, 0)
	s.tmp.segments[id] = int32(len(out.segs))
	out.segs = append(out.segs, segment{sent: id, gone: never, from: from, to: from + r.B, flags: r.Name})
	if r.B > 0 {
		out.sent.grow(id, from+r.B)
	}
	if has(flags, "FIN") && out.fin.sent == 0 {
		out.fin.sent = id
		if out.fin.taken == 0 {
			out.fin.taken, out.fin.asked = id, id
		}
	}
	if out.began == 0 {
		out.began = id
	}
}

func (s *Story) noteGone(id sim.RecordID, r *sim.Record) {
	i, known := s.tmp.segments[r.Cause]
	if !known {
		return
	}
	out, _, _ := s.flowOf(s.t.At(r.Cause).Obj)
	if out == nil {
		return
	}
	seg := &out.segs[i]
	if seg.gone == never {
		seg.gone = id
	}
	if r.Kind == sim.KindSegmentDropped {
		seg.lost = true
		return
	}
	if seg.from <= out.got.last() {
		out.got.grow(id, seg.to)
	}
	if has(s.t.String(seg.flags), "FIN") && out.fin.arrived == 0 {
		out.fin.arrived = id
	}
}

// has reports whether a list of flags like "FIN ACK" names one.
func has(flags, flag string) bool {
	for i := 0; i+len(flag) <= len(flags); i++ {
		if flags[i:i+len(flag)] == flag {
			return true
		}
	}
	return false
}

// noteReceived follows holes that are filled: the receive buffer only holds what is in order.
func (s *Story) noteReceived(id sim.RecordID, r *sim.Record) {
	_, in, e := s.flowOf(r.Obj)
	if in == nil {
		return
	}
	b, ok := s.bufferOf(e, r)
	if !ok {
		return
	}
	e.buffers[b].set(id, r.A, r.B)
	if n := len(in.reads); b == bufReceive {
		var read int64
		if n > 0 {
			read = in.reads[n-1].upTo
		}
		in.got.grow(id, read+r.A)
	}
}

// nameBytes names the bytes of a write by the message parts, or the call, that they come from.
func (s *Story) nameBytes(id sim.RecordID, out *flow, n int64, e *end) {
	at := out.written.last()
	parts := s.tmp.parts[e]
	var sum int64
	for _, p := range parts {
		sum += s.t.At(p).B
	}
	if sum == n {
		for _, p := range parts {
			if r := s.t.At(p); r.B > 0 {
				out.spans = append(out.spans, span{from: at, to: at + r.B, frame: -1, label: r.Name, record: p})
				at += r.B
			}
		}
	} else {
		sp := span{from: at, to: at + n, frame: -1, record: id}
		if len(parts) > 0 {
			sp.label = s.t.At(s.largest(parts)).Name
		}
		out.spans = append(out.spans, sp)
	}
	if len(parts) > 0 {
		rest := parts[:0]
		if sum > n { // what is left of a write keeps the name of most of it
			rest = append(rest, s.largest(parts))
		}
		s.tmp.parts[e] = rest
	}
}

// largest is the part of a message that has the most bytes.
func (s *Story) largest(parts []sim.RecordID) sim.RecordID {
	best := parts[0]
	for _, p := range parts {
		if s.t.At(p).B > s.t.At(best).B {
			best = p
		}
	}
	return best
}

// inFlight is the first segment that may be in flight at c, and one past the last.
func (f *flow) inFlight(c sim.RecordID) (from, to int) {
	to = sort.Search(len(f.segs), func(i int) bool { return f.segs[i].sent > c })
	from = to
	for from > 0 && f.overdue[from-1] > c {
		from--
	}
	return from, to
}

// inSession is the same for the frames of the session.
func (f *flow) inSession(c sim.RecordID) (from, to int) {
	to = sort.Search(len(f.frames), func(i int) bool { return f.frames[i].born() > c })
	from = to
	for from > 0 && f.longest[from-1] > c {
		from--
	}
	return from, to
}

// reading is what the receiver's callback is working on at c, or nil.
func (f *flow) reading(c sim.RecordID) *reading {
	n := sort.Search(len(f.reads), func(i int) bool { return f.reads[i].at > c })
	if n > 0 && f.reads[n-1].leave > c {
		return &f.reads[n-1]
	}
	return nil
}

// read is how many bytes the receiver has read at c.
func (f *flow) read(c sim.RecordID) int64 {
	if n := sort.Search(len(f.reads), func(i int) bool { return f.reads[i].at > c }); n > 0 {
		return f.reads[n-1].upTo
	}
	return 0
}

// seal prepares the searches.
func (f *flow) seal() {
	var latest sim.RecordID
	for i := range f.frames {
		latest = max(latest, f.frames[i].left)
		f.longest = append(f.longest, latest)
	}
	latest = 0
	for i := range f.segs {
		latest = max(latest, f.segs[i].gone)
		f.overdue = append(f.overdue, latest)
	}
	f.waiting, f.gathered = nil, nil
}
