package export

import (
	"strings"

	"finishline/sim"
)

// message follows HTTP/1.1: parts of messages are written to the socket as they
// come, and parsed in order.
func (f *fold) message(id sim.RecordID, r *sim.Record) {
	p := f.placeOf(r)
	if p.conn < 0 {
		return
	}
	s := f.connections[p.conn].sides[p.side]
	part := f.text(r.Name)
	if text := f.text(r.Text); text != "" {
		part += " " + text
	}
	switch r.Kind {
	case sim.KindFrameQueued:
		s.bytes = append(s.bytes, strings.TrimPrefix(part, "head "))
	case sim.KindFrameParsed:
		if part == "end" {
			part = "the end of the message"
		}
		f.put(id, p, Entry{What: Read, Text: part, Bytes: r.B})
	}
}
