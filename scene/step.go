package scene

import "finishline/sim"

// shown reports whether a record changes something that the picture shows.
// The others (links, handles that keep a process alive, polls) are stepped over.
func shown(r *sim.Record) bool {
	switch r.Kind {
	case sim.KindLink, sim.KindHandle, sim.KindReady, sim.KindBlock, sim.KindChoice, sim.KindNote, sim.KindLeave:
		return false
	case sim.KindSyscall:
		return r.A != 0 || r.B != 0
	case sim.KindEmit:
		return r.A > 0
	}
	return true
}

// NextEvent is the next record at which something that the picture shows
// changes, or the last record.
func (s *Story) NextEvent(id sim.RecordID) sim.RecordID {
	if n := s.events.after(id); n != 0 {
		return n
	}
	return sim.RecordID(s.t.Len())
}

// PrevEvent is NextEvent backwards.
func (s *Story) PrevEvent(id sim.RecordID) sim.RecordID { return s.events.before(id) }

// before is the last record of the track before id, or its first.
func (t track) before(id sim.RecordID) sim.RecordID {
	if len(t) == 0 || id == 0 {
		return 0
	}
	if n := t.at(id - 1); n != 0 {
		return n
	}
	return t[0]
}

// Tick steps to the next (dir > 0) or previous callback or queued function.
func (s *Story) Tick(id sim.RecordID, dir int) sim.RecordID { return s.step(s.ticks, id, dir) }

// Iteration steps to the next (dir > 0) or previous iteration of a loop.
func (s *Story) Iteration(id sim.RecordID, dir int) sim.RecordID { return s.step(s.turns, id, dir) }

func (s *Story) step(t track, id sim.RecordID, dir int) sim.RecordID {
	if dir < 0 {
		return t.before(id)
	}
	if n := t.after(id); n != 0 {
		return n
	}
	return sim.RecordID(s.t.Len())
}
