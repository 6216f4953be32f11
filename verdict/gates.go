package verdict

import (
	"strconv"

	"finishline/sim"
)

// The stations where bytes wait, and die, on their way.
const (
	atMessage  = "message"
	atStream   = "stream"
	atQueue    = "stream's queue in the h2 session"
	atSession  = "h2 session"
	atSocket   = "socket (Writable)"
	atUV       = "uv write queue"
	atSend     = "kernel send buffer"
	atWire     = "wire"
	atReceive  = "kernel receive buffer"
	atReadable = "socket (Readable)"
	atUnread   = "client's stream (Readable)"
)

// gate notes what died, and which bytes of its direction they were.
func (f *fold) gate(id sim.RecordID, r *sim.Record) {
	l := Loss{Gate: f.text(r.Text), Bytes: r.A, Items: r.B, Record: id}
	switch f.class[r.Obj] {
	case clientRequest, serverResponse:
		l.Station = atMessage
		m := f.message(r.Obj)
		m.lost = append(m.lost, l)
	case h2Stream:
		h := f.half(r.Obj)
		if f.text(r.Name) == "writable" {
			l.Station = atStream
			h.lost = append(h.lost, l)
		} else {
			l.Station = atUnread
			h.unread = l
		}
	case h2NativeStream:
		if h := f.half(r.Obj); h != nil {
			l.Station = atQueue
			h.lost = append(h.lost, l)
		}
	case h2Native:
		f.gateSession(l, f.text(r.Name), f.session(r.Obj))
	default:
		if e := f.at(r.Obj); e != nil {
			f.gateEnd(l, f.text(r.Name), e)
		}
	}
}

// gateSession shares what a session lost out among its streams.
func (f *fold) gateSession(l Loss, buffer string, s *session) {
	l.Station = atSession
	frames := s.queue
	if buffer == "session write" {
		frames = s.written
	}
	for _, fr := range frames {
		if fr.stream == 0 {
			continue
		}
		name := f.text(fr.kind)
		if name == "RST_STREAM" || name == "WINDOW_UPDATE" || name == "PRIORITY" {
			continue
		}
		h := s.stream(fr.stream)
		h.loses(l, fr.to-fr.from, name+" "+strconv.FormatInt(fr.stream, 10))
	}
	s.queue, s.written = s.queue[:0], s.written[:0]
}

// loses adds a frame to what the stream lost at that gate.
func (h *half) loses(l Loss, bytes int64, frame string) {
	if n := len(h.lost); n == 0 || h.lost[n-1].Record != l.Record {
		l.Bytes, l.Items, l.What = 0, 0, nil
		h.lost = append(h.lost, l)
	}
	last := &h.lost[len(h.lost)-1]
	last.Bytes += bytes
	last.Items++
	last.What = append(last.What, frame)
}

// gateEnd places what an end lost among the bytes of its direction.
func (f *fold) gateEnd(l Loss, buffer string, e *end) {
	s := spot{Loss: l}
	switch buffer {
	case "writable":
		s.Station, s.from, s.to = atSocket, e.handed-l.Bytes, e.handed
	case "uv write queue":
		s.Station, s.from = atUV, e.taken
	case "send buffer":
		s.Station, s.from = atSend, e.taken-l.Bytes
	case "arriving data", "receive buffer":
		s.Station, s.from, s.inward = atReceive, e.read, true
	case "readable":
		s.Station, s.from, s.inward = atReadable, e.read-l.Bytes, true
	default:
		s.Station, s.from = buffer, e.taken
	}
	if s.to == 0 {
		s.to = s.from + l.Bytes
	}
	e.losses = append(e.losses, s)
}

// between returns what died of the bytes from from to to that out sent: at its
// own gates and at those of its peer.
func (e *end) between(from, to int64) []Loss {
	var out []Loss
	if e.tls {
		return nil // which encrypted bytes were whose is not known
	}
	add := func(list []spot, inward bool) {
		for _, s := range list {
			if s.inward != inward || s.Station == atReadable {
				continue
			}
			if n := min(s.to, to) - max(s.from, from); n > 0 {
				l := s.Loss
				l.Bytes, l.Items = n, 0
				out = append(out, l)
			}
		}
	}
	add(e.losses, false)
	if e.peer != nil {
		add(e.peer.losses, true)
	}
	return out
}
