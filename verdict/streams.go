package verdict

import "finishline/sim"

// session is one end's side of an HTTP/2 connection.
type session struct {
	obj       sim.ObjID
	client    bool
	halves    []*half
	byID      map[int64]*half
	bytes     int64   // serialized
	queue     []frame // submitted, not serialized
	gathered  []frame // serialized, not handed over
	written   []frame // handed over last
	closed    sim.RecordID
	destroyed sim.RecordID
	goaways   []goaway // received
	farewells []goaway // submitted
}

type goaway struct {
	last   int64
	record sim.RecordID
	code   string
}

// frame is a frame of a stream, or of none.
type frame struct {
	kind     sim.Sym
	stream   int64
	from, to int64 // in the session's bytes
	record   sim.RecordID
}

// half is one end's view of a stream.
type half struct {
	session     *session
	id          int64
	obj, native sim.ObjID
	call        sim.RecordID // request() or pushStream()
	headersOut  sim.RecordID
	endOut      sim.RecordID // END_STREAM serialized
	headersIn   sim.RecordID
	endIn       sim.RecordID
	handedOut   int64 // bytes of DATA serialized
	got         int64 // bytes of DATA parsed
	first, last int64 // its bytes among the session's
	spans       []frame
	told        []heard
	rstIn       sim.RecordID
	rstInCode   string
	rstOut      sim.RecordID // submitted
	rstOutCode  string
	rstTo       int64 // where the RST_STREAM ends among the session's bytes, if it was serialized
	endCall     sim.RecordID
	closeCall   sim.RecordID // close() or destroy()
	writable    int64        // in the stream's write buffer
	queued      int64        // in its queue in the session
	offered     int64        // what the script wrote in all
	finish      sim.RecordID
	finishSent  int64
	heard       bool
	compat      bool
	aborted     sim.RecordID
	gone        sim.RecordID // destroyed
	ended       sim.RecordID
	lost        []Loss
	readEnded   sim.RecordID
	submitted   sim.RecordID // HEADERS were, first
	unread      Loss         // what had come and was never read when it was destroyed
	infos       int          // 1xx among the HEADERS that came
	headers     int          // HEADERS that came
	dropped     sim.RecordID
	droppedWhy  string
}

// session of an Http2Session or the machine below it.
func (f *fold) session(id sim.ObjID) *session {
	if f.class[id] == h2Native {
		id = f.t.Object(id).Parent
	}
	if s := f.sessions[id]; s != nil {
		return s
	}
	s := &session{obj: id, client: f.name(id) == "client", byID: map[int64]*half{}}
	f.sessions[id] = s
	if e := f.at(id); e != nil {
		e.session = s
	}
	return s
}

// stream is the session's view of the stream with that number.
func (s *session) stream(id int64) *half {
	h := s.byID[id]
	if h == nil {
		h = &half{session: s, id: id, first: -1}
		s.byID[id] = h
		s.halves = append(s.halves, h)
	}
	return h
}

// half of an Http2Stream or h2stream.
func (f *fold) half(id sim.ObjID) *half {
	if h := f.halves[id]; h != nil {
		return h
	}
	parent := f.t.Object(id).Parent
	if f.class[id] == h2NativeStream {
		if n := number(f.name(id)); n != 0 {
			h := f.session(parent).stream(n)
			h.native, f.halves[id] = id, h
			return h
		}
		return nil
	}
	s := f.session(parent)
	h := &half{session: s, obj: id, first: -1}
	s.halves = append(s.halves, h)
	f.halves[id] = h
	return h
}

// join learns which number an Http2Stream has.
func (f *fold) join(stream, native sim.ObjID, id int64) {
	h, was := f.half(stream), f.halves[native]
	s := h.session
	if was == nil {
		was = s.byID[id]
	}
	if was == h {
		return
	}
	h.id, h.native, f.halves[native] = id, native, h
	if was != nil {
		h.adopt(was)
		for i, x := range s.halves {
			if x == was {
				s.halves = append(s.halves[:i], s.halves[i+1:]...)
				break
			}
		}
	}
	s.byID[id] = h
}

// adopt takes over what frames said of the stream before its object was known.
func (h *half) adopt(was *half) {
	h.headersIn, h.endIn, h.headersOut, h.endOut = was.headersIn, was.endIn, was.headersOut, was.endOut
	h.headers, h.got, h.handedOut, h.first, h.last, h.spans = was.headers, was.got, was.handedOut, was.first, was.last, was.spans
	h.rstIn, h.rstInCode, h.rstOut, h.rstOutCode, h.lost = was.rstIn, was.rstInCode, was.rstOut, was.rstOutCode, was.lost
}

func number(s string) int64 {
	var n int64
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n
}
