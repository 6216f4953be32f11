package verdict

import (
	"strings"

	"finishline/sim"
)

// part follows a part of an HTTP/1.1 message: queued, handed to the socket, parsed.
func (f *fold) part(id sim.RecordID, r *sim.Record) {
	if f.class[r.Obj] == httpParser {
		if e := f.at(r.Obj); e != nil {
			e.parse(id, f.text(r.Name), f.text(r.Text), r.B)
		}
		return
	}
	m := f.message(r.Obj)
	switch r.Kind {
	case sim.KindFrameQueued:
		switch f.text(r.Name) {
		case "head":
			if m.head == 0 {
				m.head, m.headText, m.length = id, f.text(r.Text), r.A
			}
		case "body":
			m.body += r.B
		}
	case sim.KindFrameHanded:
		e := m.end
		if e == nil {
			return
		}
		if !m.sent {
			m.sent, m.from = true, e.handed
		}
		e.handed += r.A
		m.to = e.handed
	}
}

// parse follows what comes in; a 1xx is no response.
func (e *end) parse(id sim.RecordID, part, text string, size int64) {
	switch part {
	case "head":
		e.infos = !e.server && len(text) > 1 && text[0] == '1' && !strings.HasPrefix(text, "101")
		if !e.infos {
			e.in = append(e.in, &parsed{head: id, headText: text})
		}
	case "body":
		if p := e.parsing(); p != nil {
			p.body += size
		}
	case "end":
		if p := e.parsing(); p != nil && !e.infos {
			p.end = id
		}
		e.infos = false
	}
}

// parsing is the message that has begun and not ended.
func (e *end) parsing() *parsed {
	if n := len(e.in); n > 0 && e.in[n-1].end == 0 {
		return e.in[n-1]
	}
	return nil
}

// frameHead is the length of an HTTP/2 frame's header (RFC 9113, section 4.1),
// preface that of the client's preface (section 3.4).
const (
	frameHead = 9
	preface   = 24
)

// frame follows an HTTP/2 frame through its session.
func (f *fold) frame(id sim.RecordID, r *sim.Record, s *session) {
	name := f.text(r.Name)
	switch r.Kind {
	case sim.KindFrameQueued:
		s.queue = append(s.queue, frame{kind: r.Name, stream: r.A, record: id})
		switch name {
		case "GOAWAY":
			s.farewells = append(s.farewells, farewell(id, f.text(r.Text)))
		case "HEADERS":
			if h := s.stream(r.A); h.submitted == 0 {
				h.submitted = id
			}
		case "RST_STREAM":
			if h := s.stream(r.A); h.rstOut == 0 {
				h.rstOut, h.rstOutCode = id, f.text(r.Text)
			}
		}
	case sim.KindFrameSerialized:
		f.serialized(id, r, s, name)
	case sim.KindFrameHanded:
		s.written, s.gathered = append(s.written[:0], s.gathered...), s.gathered[:0]
	case sim.KindFrameParsed:
		s.parsed(id, name, f.text(r.Text), r.A, r.B)
	case sim.KindFrameDropped:
		s.unqueue(r.Name, r.A)
		if r.A != 0 && (name == "HEADERS" || name == "DATA") {
			h := s.stream(r.A)
			h.dropped, h.droppedWhy = id, f.text(r.Text)
		}
	}
}

// farewell reads a GOAWAY's "last 1 NO_ERROR".
func farewell(id sim.RecordID, text string) goaway {
	last, code, _ := strings.Cut(strings.TrimPrefix(text, "last "), " ")
	return goaway{last: number(last), record: id, code: code}
}

func (s *session) unqueue(kind sim.Sym, stream int64) {
	for i := range s.queue {
		if s.queue[i].kind == kind && s.queue[i].stream == stream {
			s.queue = append(s.queue[:i], s.queue[i+1:]...)
			return
		}
	}
}

func (f *fold) serialized(id sim.RecordID, r *sim.Record, s *session, name string) {
	if s.bytes == 0 && s.client {
		s.bytes = preface
	}
	s.unqueue(r.Name, r.A)
	fr := frame{kind: r.Name, stream: r.A, from: s.bytes, to: s.bytes + frameHead + r.B, record: id}
	s.bytes = fr.to
	s.gathered = append(s.gathered, fr)
	if r.A != 0 && name == "RST_STREAM" {
		s.stream(r.A).rstTo = fr.to
	}
	if r.A == 0 || name != "HEADERS" && name != "DATA" {
		return
	}
	h := s.stream(r.A)
	if h.first < 0 {
		h.first = fr.from
	}
	h.last = fr.to
	h.spans = append(h.spans, fr)
	if name == "DATA" {
		h.handedOut += r.B
	} else if h.headersOut == 0 {
		h.headersOut = id
	}
	if strings.Contains(f.text(r.Text), "END_STREAM") {
		h.endOut = id
	}
}

func (s *session) parsed(id sim.RecordID, name, text string, stream, size int64) {
	if name == "GOAWAY" {
		s.goaways = append(s.goaways, farewell(id, text))
		return
	}
	if stream == 0 {
		return
	}
	switch h := s.stream(stream); name {
	case "RST_STREAM":
		if h.rstIn == 0 {
			h.rstIn, h.rstInCode = id, text
		}
	case "HEADERS", "DATA":
		if name == "DATA" {
			h.got += size
		} else {
			h.headers++
			if h.headersIn == 0 {
				h.headersIn = id
			}
		}
		if strings.Contains(text, "END_STREAM") {
			h.endIn = id
		}
	case "PUSH_PROMISE":
		if n := number(strings.TrimPrefix(text, "promises ")); n != 0 {
			s.stream(n)
		}
	}
}
