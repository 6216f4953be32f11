package netmodel

import (
	"strconv"

	"finishline/sim"
)

// emit records r as about s, in s's process.
func (s *socket) emit(r sim.Record) sim.RecordID {
	w := s.net.w
	if !w.Tracing() {
		return 0
	}
	if r.Obj == 0 {
		r.Obj = s.obj
	}
	// A socket that its process has closed is still that process's in the trace.
	defer w.SetProc(w.SetProc(w.Trace().Object(r.Obj).Proc))
	return w.Emit(r)
}

// name registers s as an object of its process.
func (s *socket) name() {
	w := s.net.w
	if !w.Tracing() {
		return
	}
	parent := s.host.obj
	if s.proc != nil {
		parent = s.proc.obj
		defer w.SetProc(w.SetProc(s.proc.id))
	}
	kind := "tcp#"
	if s.pair != nil {
		kind = "pipe#"
	}
	s.obj = w.NewObject("socket", kind+strconv.Itoa(s.id), parent)
}

// emit records what became of p, as about obj.
func (p *packet) emit(kind sim.Kind, obj sim.ObjID, why string) sim.RecordID {
	w := p.link.net.w
	r := sim.Record{Kind: kind, Obj: obj, Name: w.Sym(p.flags.String()), A: p.seq, B: int64(p.len()), Cause: p.sent}
	if why != "" {
		r.Text = w.Sym(why)
	} else {
		var buf [48]byte
		b := strconv.AppendInt(append(buf[:0], "ack "...), p.ack, 10)
		r.Text = w.Trace().SymBytes(strconv.AppendInt(append(b, " win "...), p.wnd, 10))
	}
	defer w.SetProc(w.SetProc(w.Trace().Object(obj).Proc))
	return w.Emit(r)
}

// dropped records the loss of p and frees it.
func (p *packet) dropped(why string) {
	n := p.link.net
	if n.w.Tracing() {
		p.emit(sim.KindSegmentDropped, p.obj, why)
	}
	n.freePacket(p)
}

// traceLevel records a buffer's level.
func (s *socket) traceLevel(name string, used int64, capacity int) {
	if w := s.net.w; w.Tracing() {
		s.emit(sim.Record{Kind: sim.KindSocketBuffer, Name: w.Sym(name), A: used, B: int64(capacity)})
	}
}

// lost records that bytes of a buffer were discarded.
func (s *socket) lost(buffer string, bytes int64, why string) {
	if w := s.net.w; bytes > 0 && w.Tracing() {
		s.emit(sim.Record{Kind: sim.KindGate, Name: w.Sym(buffer), A: bytes, Text: w.Sym(why)})
	}
}

// unsentBytes is how much of what the program wrote has not reached the peer.
// The peer may have it without having acknowledged it yet.
func (s *socket) unsentBytes() (n int64) {
	reached := s.una
	if h := s.net.byAddr[s.remote.Addr()]; h != nil {
		reached = max(reached, h.reached(s))
	}
	reached = max(reached, s.host.reached(s))
	for _, q := range [...]*slice{s.unsent.head, s.unacked.head} {
		for c := q; c != nil; c = c.next {
			n += max(0, min(int64(c.len()), c.seq+int64(c.skip)+int64(c.len())-reached))
		}
	}
	return n
}

// reached is what a host's socket has received of s.
func (h *Host) reached(s *socket) int64 {
	if peer := h.conns[tuple{s.remote, s.local}]; peer != nil {
		return peer.rcvNxt
	}
	return 0
}

// unreadBytes is how much has come that the program has not read.
func (s *socket) unreadBytes() (n int64) {
	for p := s.received.head; p != nil; p = p.next {
		n += int64(p.len())
	}
	return n
}

// traceReceived records the receive buffer's level; a FIN is no data.
func (s *socket) traceReceived() {
	n := s.rcvNxt - s.copied
	if s.finSeen {
		n--
	}
	s.traceLevel("rcvbuf", max(n, 0), s.rcvbuf)
}
