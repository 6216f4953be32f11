package explore

import (
	"fmt"

	"finishline/netmodel"
	"finishline/sim"
)

// describe puts the departures of a traced run into words.
func describe(t *sim.Trace, s Schedule) []string {
	var out []string
	point, next := 0, 0
	for id := sim.RecordID(1); int(id) <= t.Len() && next < len(s); id++ {
		r := t.At(id)
		if r.Kind != sim.KindChoice {
			continue
		}
		if point == s[next].At {
			out = append(out, fmt.Sprintf("%s (choice point %d, %s)", departs(t, r), point, millis(r.At)))
			next++
		}
		point++
	}
	return out
}

func departs(t *sim.Trace, r *sim.Record) string {
	who := "a socket"
	if r.Obj != 0 {
		if name := t.String(t.Object(r.Obj).Name); name != "" {
			who = name
		}
	}
	switch t.String(r.Name) {
	case sim.ChooseWrite.String():
		if r.A == 1 {
			return "the kernel takes only half of a write on " + who
		}
		return "the kernel takes nothing of a write on " + who + " (EAGAIN)"
	case sim.ChooseRead.String():
		return "a read on " + who + " returns the first segment alone"
	case sim.ChooseDelivery.String():
		switch {
		case r.Obj == 0:
			return fmt.Sprintf("of the segments on their way, that of connection %d arrives first", r.A+1)
		case r.A > 1:
			return fmt.Sprintf("a segment from %s is %s late", who, millis(sim.Time(netmodel.Latenesses[r.A-2])))
		}
		return "a segment from " + who + " arrives only when nobody has anything left to do"
	case sim.ChooseReady.String():
		return fmt.Sprintf("the poller reports number %d of %d ready descriptors first", r.A+1, r.B)
	case sim.ChooseTimer.String():
		return "a timer that is due beats input that is there"
	case sim.ChooseProcess.String():
		return fmt.Sprintf("another process goes on first (number %d of %d)", r.A+1, r.B)
	case sim.ChooseStall.String():
		return "a process waits 60 ms for its processor"
	case sim.ChooseLoss.String():
		return "a segment from " + who + " is lost"
	}
	return fmt.Sprintf("%s: alternative %d of %d", t.String(r.Name), r.A, r.B)
}

// millis is a time in milliseconds, as short as it can be said exactly enough.
func millis(at sim.Time) string {
	switch ms := float64(at) / 1e6; {
	case ms >= 100:
		return fmt.Sprintf("%.0f ms", ms)
	case ms >= 1:
		return fmt.Sprintf("%.1f ms", ms)
	default:
		return fmt.Sprintf("%.3f ms", ms)
	}
}
