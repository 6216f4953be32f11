package scene

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"finishline/sim"
)

// Find is the record that a person means by a moment: start, end, loss, a
// record's number, a time (12.5ms: the last record by then), a line of the
// script (:17, the first thing that it does), or the name of an event or call.
// Of several the first that the script takes part in is meant.
func (s *Story) Find(moment string) (sim.RecordID, error) {
	last := sim.RecordID(s.t.Len())
	switch moment {
	case "start":
		return min(1, last), nil
	case "end":
		return last, nil
	case "loss":
		return s.findLoss(), nil
	}
	if line, ok := strings.CutPrefix(moment, ":"); ok {
		return s.findLine(line)
	}
	if n, err := strconv.ParseUint(moment, 10, 32); err == nil {
		if n > uint64(last) {
			return 0, fmt.Errorf("there is no record %d; the trace has %d", n, last)
		}
		return sim.RecordID(n), nil
	}
	if d, err := time.ParseDuration(moment); err == nil {
		return s.findTime(sim.Time(d)), nil
	}
	return s.findName(moment)
}

// findLoss is the first loss that a program minds; without one, what the script lost its control by; or the end.
func (s *Story) findLoss() sim.RecordID {
	best := never
	for _, c := range s.conns {
		if g, _ := c.worst(never); g != nil {
			best = min(best, g.record)
		}
	}
	if best == never && len(s.throws) > 0 {
		best = s.throws[0]
	}
	return s.clamp(best)
}

func (s *Story) findLine(line string) (sim.RecordID, error) {
	n, err := strconv.ParseUint(line, 10, 32)
	if err != nil {
		return 0, fmt.Errorf("%q is not a line number", line)
	}
	for id := sim.RecordID(1); int(id) <= s.t.Len(); id++ {
		if s.t.At(id).Line == uint32(n) {
			return id, nil
		}
	}
	return 0, fmt.Errorf("nothing in the trace comes from line %d", n)
}

func (s *Story) findTime(t sim.Time) sim.RecordID {
	var found sim.RecordID
	for id := sim.RecordID(1); int(id) <= s.t.Len() && s.t.At(id).At <= t; id++ {
		found = id
	}
	return found
}

// findName prefers events with listeners of the script, on the server's side, to others.
func (s *Story) findName(name string) (sim.RecordID, error) {
	best, rank := sim.RecordID(0), 0
	for id := sim.RecordID(1); int(id) <= s.t.Len(); id++ {
		r := s.t.At(id)
		if s.t.String(r.Name) != name {
			continue
		}
		n := 1
		switch {
		case r.Kind == sim.KindCall, r.Kind == sim.KindEmit && r.B > 0:
			n = 3
		case r.Kind == sim.KindEmit:
			n = 2
		}
		if n > rank {
			best, rank = id, n
		}
	}
	if best == 0 {
		return 0, fmt.Errorf("nothing called %q happens in this run; there are also start, end, loss, a record's number, a time (12.5ms) and a line (:17)", name)
	}
	return best, nil
}
