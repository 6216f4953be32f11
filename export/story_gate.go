package export

import (
	"strconv"
	"strings"
	"time"

	"finishline/sim"
)

// stall is how long the loop must sleep before the story says what waits.
const stall = 500 * time.Microsecond

func (f *fold) level(r *sim.Record) {
	p := f.place(r.Obj)
	if p.conn < 0 || f.dead[r.Obj] {
		return
	}
	name := f.bufferName(r)
	if name == "" {
		return
	}
	f.connections[p.conn].sides[p.side].setLevel(name, r.A)
}

func (s *sideState) setLevel(name string, bytes int64) {
	was, known := s.levels[name]
	if !known {
		s.order = append(s.order, name)
	}
	if was.bytes = bytes; bytes == 0 {
		was.told = 0
	}
	s.levels[name] = was
}

const sendBuffer = "the kernel's send buffer"

// bufferName is how a line names a buffer; empty if the story leaves it out.
func (f *fold) bufferName(r *sim.Record) string {
	switch name := f.text(r.Name); name {
	case "writable":
		return f.label(r.Obj) + "'s write buffer"
	case "readable":
		return f.label(r.Obj) + "'s read buffer"
	case "stream queue":
		return f.label(r.Obj) + "'s queue in the session"
	case "uv write queue":
		return "libuv's write queue"
	case "sndbuf", "send buffer":
		return sendBuffer
	case "rcvbuf", "receive buffer":
		return "the kernel's receive buffer"
	case "session write":
		return "the session's write"
	case "session queue":
		return "the session's queue"
	}
	return ""
}

// rest tells what waits while the loop sleeps.
func (f *fold) rest(id sim.RecordID) {
	for i, c := range f.connections {
		for _, side := range []Side{Server, Client} {
			s := c.sides[side]
			if s.levels[sendBuffer].bytes > 0 {
				// What has left is only kept until it is acknowledged.
				s.setLevel(sendBuffer, max(0, s.wrote-s.sent))
			}
			var parts []string
			total := int64(0)
			for _, name := range s.order {
				if l := s.levels[name]; l.bytes > l.told {
					verb := " in "
					if len(parts) == 0 {
						verb = " wait in "
					}
					parts = append(parts, bytes(l.bytes)+verb+name)
					total += l.bytes
					s.levels[name] = level{l.bytes, l.bytes}
				}
			}
			if len(parts) > 0 {
				f.put(id, place{i, side}, Entry{What: Level, Text: strings.Join(parts, ", "), Bytes: total})
			}
		}
	}
}

// state remembers what shuts a side and tells of sessions that end.
func (f *fold) state(id sim.RecordID, r *sim.Record) {
	p := f.place(r.Obj)
	if p.conn < 0 {
		return
	}
	s := f.connections[p.conn].sides[p.side]
	to := f.text(r.Text)
	switch kind := f.kind(r.Obj); {
	case kind == "Http2Session" && to == "destroyed":
		s.shut = id
		f.put(id, p, Entry{What: Moved, Text: "session is destroyed"})
	case kind == "Socket" && strings.HasSuffix(to, "destroyed"), kind == "handle" && (to == "shutting" || to == "closing"):
		if s.shut == 0 {
			s.shut = id
		}
	}
}

// gate tells where bytes died, and of what.
func (f *fold) gate(id sim.RecordID, r *sim.Record) {
	p := f.placeOf(r)
	buffer := f.bufferName(r)
	if buffer == "" {
		buffer = f.text(r.Name)
	}
	var frames []string
	what := bytes(r.A)
	if r.A == 0 {
		what = strconv.FormatInt(r.B, 10) + " frames"
		if r.B == 1 {
			what = "1 frame"
		}
	}
	if p.conn >= 0 {
		s := f.connections[p.conn].sides[p.side]
		s.setLevel(buffer, 0)
		f.dead[r.Obj] = f.text(r.Name) == "writable" || f.text(r.Name) == "readable"
		if f.text(r.Name) == "session write" {
			frames, s.bytes = s.bytes, nil
		}
	}
	if len(frames) > 0 {
		what += " (" + list(frames) + ")"
	}
	by, line := f.shutter(id, p)
	if line != 0 {
		by += " (line " + strconv.Itoa(int(line)) + ")"
	}
	verb := " die in "
	if r.A == 1 || r.A == 0 && r.B == 1 {
		verb = " dies in "
	}
	text := what + verb + buffer + ": " + f.text(r.Text)
	if by != "" {
		text += ", after " + by
	}
	f.put(id, p, Entry{What: Gate, Text: text, Bytes: r.A})
}

// shutter finds the script's call that shut the gate: the nearest one among its
// causes that can, or else among those of what shut the side.
func (f *fold) shutter(id sim.RecordID, p place) (call string, line uint32) {
	if call, line = f.callAbove(id, true); call != "" {
		return call, line
	}
	if p.conn >= 0 {
		if shut := f.connections[p.conn].sides[p.side].shut; shut != 0 {
			if call, line = f.callAbove(shut, false); call != "" {
				return call, line
			}
		}
	}
	return f.callAbove(id, false)
}

// shutting are the calls that can end something.
var shutting = map[string]bool{"close": true, "destroy": true, "destroySoon": true, "end": true, "resetAndDestroy": true,
	"shutdown": true, "abort": true, "closeAllConnections": true}

// callAbove walks up the causes; local stops where they come from the network.
// Beyond it the end of a writing side is no reason to lose anything.
func (f *fold) callAbove(id sim.RecordID, local bool) (string, uint32) {
	away := false
	for id = f.t.At(id).Cause; id != 0; id = f.t.At(id).Cause {
		r := f.t.At(id)
		switch {
		case r.Kind == sim.KindSegmentDelivered && local:
			return "", 0
		case r.Kind == sim.KindSegmentDelivered:
			away = true
		case r.Kind == sim.KindCall && shutting[f.text(r.Name)] && !(away && f.text(r.Name) == "end"):
			return f.label(r.Obj) + "." + f.text(r.Name) + "()", r.Line
		}
	}
	return "", 0
}

// loseAtExit tells what the process still held when it ended. What the kernel
// has outlives it.
func (f *fold) loseAtExit(id sim.RecordID) {
	for i, c := range f.connections {
		for _, side := range []Side{Server, Client} {
			s := c.sides[side]
			for _, name := range s.order {
				n := s.levels[name].bytes
				if n == 0 || strings.HasPrefix(name, "the kernel's") || strings.HasSuffix(name, "read buffer") {
					continue
				}
				if stream, ok := strings.CutSuffix(name, "'s write buffer"); ok && s.levels[stream+"'s queue in the session"].bytes > 0 {
					continue // the same bytes, one station further
				}
				if name == "socket's write buffer" && s.levels["libuv's write queue"].bytes > 0 {
					continue
				}
				f.put(id, place{i, side}, Entry{What: Gate, Text: bytes(n) + " die in " + name + ": the process ended", Bytes: n})
			}
		}
	}
}
