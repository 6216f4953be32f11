package verdict

import (
	"strings"

	"finishline/sim"
)

// letWhy says what made a holder let go.
func (f *aliveFold) letWhy(l let) string {
	r := f.t.At(l.record)
	switch l.key.kind {
	case aliveTimeout:
		switch f.text(r.Name) {
		case "fire":
			return "it fired"
		case "clear":
			return "it was cleared"
		}
		return "unref()"
	case aliveImmediate:
		return "they ran"
	case aliveRequest:
		return "it was done"
	}
	if f.text(r.Name) == "ref" {
		return "unref()"
	}
	return f.stopWhy(r)
}

// stopWhy looks for what closed a handle among its causes.
func (f *aliveFold) stopWhy(r *sim.Record) string {
	for id := r.Cause; id != 0; id = f.t.At(id).Cause {
		c := f.t.At(id)
		switch c.Kind {
		case sim.KindTimer:
			if name := f.timerName(c.Obj); name != "" {
				return name + " fired"
			}
			return "a timer fired"
		case sim.KindCall:
			return f.callName(c)
		case sim.KindSegmentDelivered:
			switch name := f.text(c.Name); {
			case strings.Contains(name, "RST"):
				return "the peer reset the connection"
			case strings.Contains(name, "FIN"):
				return "the peer ended the connection"
			}
			return "the answer came"
		}
	}
	return "it was closed"
}

// timerName is what a library's timer is for.
func (f *aliveFold) timerName(timer sim.ObjID) string {
	for _, nt := range f.timeout { // order: a timer belongs to one socket
		if nt.timer == timer {
			if nt.name == "timeout" {
				return "its timeout"
			}
			return nt.name
		}
	}
	return ""
}
