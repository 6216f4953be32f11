package netmodel

import (
	"finishline/sim"
	"fmt"
)

// emit records r as about s, in s's process.
func (s *socket) emit(r sim.Record) sim.RecordID {
	w := s.net.w
	if !w.Tracing() {
		return 0
	}
	if s.proc != nil {
		defer w.SetProc(w.SetProc(s.proc.id))
	}
	if r.Obj == 0 {
		r.Obj = s.obj
	}
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
	s.obj = w.NewObject("socket", fmt.Sprintf("tcp#%d", s.id), parent)
}

// emit records what became of p, as about obj.
func (p *packet) emit(kind sim.Kind, obj sim.ObjID, why string) sim.RecordID {
	w := p.link.net.w
	r := sim.Record{Kind: kind, Obj: obj, Name: w.Sym(p.flags.String()), A: p.seq, B: int64(p.len()), Cause: p.sent}
	if why != "" {
		r.Text = w.Sym(why)
	} else {
		r.Text = w.Sym(fmt.Sprintf("ack %d win %d", p.ack, p.wnd))
	}
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
