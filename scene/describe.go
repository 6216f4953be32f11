package scene

import (
	"sort"

	"finishline/sim"
)

// Describe is what a tooltip says about a record, line by line: what it is,
// exact sizes and fields, which line it comes from and, for a frame, its way so far.
func (s *Story) Describe(id sim.RecordID) []string {
	if id == 0 || int(id) > s.t.Len() {
		return nil
	}
	r := s.t.At(id)
	lines := []string{string(s.sentence(nil, id))}
	b := appendTime(append([]byte(nil), "at "...), r.At)
	b = appendInt(append(b, " · record "...), int64(id))
	if r.Proc > 1 || len(s.procs) > 1 {
		b = appendInt(append(b, " · process "...), int64(r.Proc))
	}
	lines = append(lines, string(b))
	lines = append(lines, s.fields(r)...)
	if n := s.line(id); n != 0 {
		lines = append(lines, string(appendInt([]byte("from line "), int64(n))))
	}
	return append(lines, s.journey(id)...)
}

// fields are the numbers of a record.
func (s *Story) fields(r *sim.Record) []string {
	var out []string
	add := func(what string, n int64, unit string) {
		if n != 0 {
			out = append(out, string(append(appendInt([]byte(what+" "), n), unit...)))
		}
	}
	text := s.t.String(r.Text)
	switch r.Kind {
	case sim.KindFrameQueued, sim.KindFrameSerialized, sim.KindFrameParsed, sim.KindFrameDropped:
		add("payload", r.B, " bytes")
		if text != "" {
			out = append(out, text)
		}
	case sim.KindSegmentSent, sim.KindSegmentDelivered, sim.KindSegmentDropped:
		add("sequence number", r.A, "")
		add("payload", r.B, " bytes")
		out = append(out, text)
	case sim.KindSocketBuffer:
		add("holds", r.A, " bytes")
		add("of", r.B, " bytes")
	case sim.KindLevel:
		add("holds", r.A, " bytes")
		add("in", r.B, " items")
	case sim.KindSyscall:
		add("returned", r.A, "")
		add("asked for", r.B, "")
		if text != "" {
			out = append(out, text)
		}
	case sim.KindEmit:
		add("listeners", r.A, "")
		add("of the script", r.B, "")
	case sim.KindGate:
		add("lost", r.A, " bytes")
		add("items", r.B, "")
	}
	return out
}

// journey is where a frame, or the bytes of a write, have been.
func (s *Story) journey(id sim.RecordID) []string {
	p := s.homes[id]
	if p.conn < 0 {
		return nil
	}
	c := s.conns[p.conn]
	for i := range c.flows {
		f := &c.flows[i]
		for k := range f.frames {
			if fr := &f.frames[k]; fr.queued == id || fr.serialized == id {
				return s.frameJourney(f, fr)
			}
		}
		for k := range f.spans {
			if sp := &f.spans[k]; sp.record == id {
				return s.bytesJourney(f, sp, nil)
			}
		}
	}
	return nil
}

func (s *Story) stop(out []string, what string, id sim.RecordID) []string {
	if id == 0 || id == never {
		return out
	}
	return append(out, string(appendTime([]byte(what+" "), s.t.At(id).At)))
}

func (s *Story) frameJourney(f *flow, fr *frame) []string {
	out := s.stop(nil, "queued", fr.queued)
	out = s.stop(out, "serialized", fr.serialized)
	if fr.dead {
		return s.stop(out, "lost", fr.left)
	}
	if fr.span < 0 {
		return out
	}
	return s.bytesJourney(f, &f.spans[fr.span], s.stop(out, "handed to the socket", fr.handed))
}

func (s *Story) bytesJourney(f *flow, sp *span, out []string) []string {
	out = s.stop(out, "taken by the kernel", f.written.reached(sp.to))
	out = s.stop(out, "sent", f.sent.reached(sp.to))
	out = s.stop(out, "arrived", f.got.reached(sp.to))
	if n := sort.Search(len(f.reads), func(i int) bool { return f.reads[i].upTo >= sp.to }); n < len(f.reads) {
		out = s.stop(out, "read", f.reads[n].at)
	}
	return s.stop(out, "understood", sp.parsed)
}

// reached is the record at which the count became n, or 0.
func (t *totals) reached(n int64) sim.RecordID {
	if i := sort.Search(len(t.sum), func(i int) bool { return t.sum[i] >= n }); i < len(t.sum) {
		return t.track[i]
	}
	return 0
}
