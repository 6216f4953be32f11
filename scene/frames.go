package scene

import "finishline/sim"

// The preface of an HTTP/2 client (RFC 9113, section 3.4) and a frame's header
// (section 4.1) are bytes that no record counts.
const (
	prefaceBytes = 24
	headerBytes  = 9
)

// noteFrame follows the frames of a session, and collects the parts of HTTP/1 messages.
func (s *Story) noteFrame(id sim.RecordID, r *sim.Record) {
	out, in, e := s.flowOf(r.Obj)
	if out == nil {
		return
	}
	if s.native(r.Obj) == 0 {
		s.notePart(id, r, e)
		return
	}
	if r.A != 0 && r.Kind != sim.KindFrameHanded {
		s.conns[s.places[r.Obj].conn].stream(r.A, id)
	}
	switch r.Kind {
	case sim.KindFrameQueued:
		out.waiting = append(out.waiting, int32(len(out.frames)))
		out.frames = append(out.frames, frame{name: r.Name, text: r.Text, stream: r.A, bytes: r.B, queued: id, left: never, span: -1})
	case sim.KindFrameSerialized:
		out.serialize(id, r)
	case sim.KindFrameDropped:
		if i := out.take(r); i >= 0 {
			out.frames[i].left, out.frames[i].dead = id, true
			s.gate(id, r, out, stSession, frameSize(r), 1).frames = []int32{i}
		}
	case sim.KindFrameHanded:
		if e.tls != 0 {
			out.encrypt(id)
			return
		}
		out.hand(id, r.A)
	case sim.KindFrameParsed:
		if e.tls == 0 {
			in.parse(s, id, r)
		}
	}
}

// notePart collects what the bytes of the next write are: records of TLS if it
// encrypts, or else parts of HTTP/1 messages.
func (s *Story) notePart(id sim.RecordID, r *sim.Record, e *end) {
	tls := r.Obj == e.tls
	switch {
	case r.Kind == sim.KindFrameQueued && e.tls == 0, r.Kind == sim.KindFrameSerialized && tls:
		s.tmp.parts[e] = append(s.tmp.parts[e], id)
	case r.Kind == sim.KindFrameHanded && tls:
		e.given = e.pushed
		e.noteWaiting(id)
	}
}

// encrypt takes frames out of the session whose bytes TLS mixes into its records.
func (f *flow) encrypt(id sim.RecordID) {
	for _, i := range f.gathered {
		f.frames[i].handed, f.frames[i].left = id, id
	}
	f.gathered = f.gathered[:0]
}

func frameSize(r *sim.Record) int64 { return r.B + headerBytes }

// take removes the frame that a record is about from those that wait.
func (f *flow) take(r *sim.Record) int32 {
	for k, i := range f.waiting {
		if f.frames[i].name == r.Name && f.frames[i].stream == r.A {
			f.waiting = append(f.waiting[:k], f.waiting[k+1:]...)
			return i
		}
	}
	return -1
}

func (f *flow) serialize(id sim.RecordID, r *sim.Record) {
	i := f.take(r)
	if i < 0 {
		i = int32(len(f.frames))
		f.frames = append(f.frames, frame{left: never, span: -1})
	}
	fr := &f.frames[i]
	fr.name, fr.text, fr.stream, fr.bytes, fr.serialized = r.Name, r.Text, r.A, r.B, id
	f.gathered = append(f.gathered, i)
}

// hand gives the gathered frames their places in the stream of bytes.
func (f *flow) hand(id sim.RecordID, n int64) {
	at := f.handed.last()
	end := at + n
	known := int64(0)
	for _, i := range f.gathered {
		known += f.frames[i].bytes + headerBytes
	}
	if at == 0 && n == known+prefaceBytes {
		f.spans = append(f.spans, span{to: prefaceBytes, frame: -1, record: id})
		at = prefaceBytes
	}
	for k, i := range f.gathered {
		fr := &f.frames[i]
		to := min(at+fr.bytes+headerBytes, end)
		if k == len(f.gathered)-1 {
			to = end
		}
		fr.handed, fr.left, fr.span = id, id, int32(len(f.spans))
		f.spans = append(f.spans, span{from: at, to: to, frame: i, label: fr.name, record: fr.born()})
		at = to
	}
	f.gathered = f.gathered[:0]
	f.handed.grow(id, end)
}

// refuse kills what the session gathered and the socket below did not take,
// whether or not the session said that it hands it on.
func (f *flow) refuse(id sim.RecordID) []int32 {
	if len(f.gathered) == 0 {
		return f.unhand(id)
	}
	dead := append([]int32(nil), f.gathered...)
	for _, i := range dead {
		f.frames[i].left, f.frames[i].dead = id, true
	}
	f.gathered = f.gathered[:0]
	return dead
}

// unhand takes back what was handed last, if the kernel has not got it.
func (f *flow) unhand(id sim.RecordID) []int32 {
	n := len(f.handed.track)
	if n == 0 || f.written.last() >= f.handed.last() {
		return nil
	}
	last := f.handed.track[n-1]
	f.handed.track, f.handed.sum = f.handed.track[:n-1], f.handed.sum[:n-1]
	at := f.handed.last()
	for len(f.spans) > 0 && f.spans[len(f.spans)-1].from >= at {
		f.spans = f.spans[:len(f.spans)-1]
	}
	var dead []int32
	for i := range f.frames {
		if f.frames[i].handed == last {
			f.frames[i].handed, f.frames[i].left, f.frames[i].dead, f.frames[i].span = 0, id, true, -1
			dead = append(dead, int32(i))
		}
	}
	return dead
}

// abandon marks what waits in the session as lost.
func (f *flow) abandon(id sim.RecordID) []int32 {
	dead := append([]int32(nil), f.waiting...)
	for _, i := range dead {
		f.frames[i].left, f.frames[i].dead = id, true
	}
	f.waiting = f.waiting[:0]
	return dead
}

// parse notes that the receiver understood the next frame. Frames arrive in
// the order of their sending, so the next one it is, unless the peer is not
// what the spans say.
func (f *flow) parse(s *Story, id sim.RecordID, r *sim.Record) {
	for f.parsed < len(f.spans) && f.spans[f.parsed].frame < 0 {
		f.spans[f.parsed].parsed = id // the preface
		f.parsed++
	}
	if f.deaf || f.parsed >= len(f.spans) {
		return
	}
	sp := &f.spans[f.parsed]
	if fr := &f.frames[sp.frame]; fr.name != r.Name || fr.stream != r.A {
		f.deaf = true
		return
	}
	sp.parsed = id
	f.parsed++
}
