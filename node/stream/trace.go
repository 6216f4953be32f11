package stream

import "finishline/sim"

// traceBirth names the stream in the trace, unless its owner has done so.
func (s *Stream) traceBirth(o Options) {
	w := s.env.World
	if !w.Tracing() || s.TraceObject() != 0 {
		return
	}
	kind := "Writable"
	switch {
	case o.Transform:
		kind = "Transform"
	case o.Readable && o.Writable:
		kind = "Duplex"
	case o.Readable:
		kind = "Readable"
	}
	s.TraceAs(w.NewObject(kind, "", 0))
}

// trace records the states and levels of both halves, if they changed.
func (s *Stream) trace() {
	s.traceReadable()
	s.traceWritable()
}

func (s *Stream) traceReadable() {
	if !s.hasR || !s.env.World.Tracing() {
		return
	}
	to := s.r.state()
	s.tracePhase("readable ", &s.r.phase, to)
	s.traceLevel("readable", &s.r.traced, level{s.r.length, len(s.r.buffer) - s.r.head})
}

func (s *Stream) traceWritable() {
	if !s.hasW || !s.env.World.Tracing() {
		return
	}
	s.tracePhase("writable ", &s.w.phase, s.w.state())
	n := len(s.w.buffered) - s.w.head
	if s.w.has(fWriting) {
		n++
	}
	s.traceLevel("writable", &s.w.traced, level{s.w.length, n})
}

// state is the readable half's state in one word. destroyed and closed go
// before everything, ended before flowing.
func (r *readable) state() string {
	switch {
	case r.has(fClosed):
		return "closed"
	case r.has(fDestroyed):
		return "destroyed"
	case r.has(fEndEmitted):
		return "ended"
	case r.has(fEnded):
		return "ending"
	case r.has(fFlowing):
		return "flowing"
	}
	return "paused"
}

// state is the writable half's state in one word.
func (w *writable) state() string {
	switch {
	case w.has(fClosed):
		return "closed"
	case w.has(fDestroyed):
		return "destroyed"
	case w.has(fFinished):
		return "finished"
	case w.has(fEnding):
		return "ending"
	}
	return "open"
}

func (s *Stream) tracePhase(half string, phase *string, to string) {
	if *phase == to {
		return
	}
	w := s.env.World
	w.Emit(sim.Record{Kind: sim.KindState, Obj: s.TraceObject(), Name: w.SymOf(half, *phase), Text: w.SymOf(half, to)})
	*phase = to
}

// level is how much a half's buffer holds.
type level struct{ bytes, items int }

func (s *Stream) traceLevel(buffer string, last *level, now level) {
	if now == *last {
		return
	}
	*last = now
	w := s.env.World
	w.Emit(sim.Record{Kind: sim.KindLevel, Obj: s.TraceObject(), Name: w.Sym(buffer), A: int64(now.bytes), B: int64(now.items)})
}

// traceLost records what the two buffers held when the stream was destroyed.
func (s *Stream) traceLost() {
	w := s.env.World
	if !w.Tracing() {
		return
	}
	if n := len(s.r.buffer) - s.r.head; s.hasR && n > 0 {
		s.lost("readable", s.r.length, n)
	}
	if n := len(s.w.buffered) - s.w.head; s.hasW && n > 0 {
		bytes := s.w.length
		if s.w.has(fWriting) {
			bytes -= s.w.writelen
		}
		s.lost("writable", bytes, n)
	}
}

func (s *Stream) lost(buffer string, bytes, items int) {
	w := s.env.World
	w.Emit(sim.Record{Kind: sim.KindGate, Obj: s.TraceObject(), Name: w.Sym(buffer), A: int64(bytes), B: int64(items), Text: w.Sym("the stream was destroyed")})
}
