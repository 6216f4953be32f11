package verdict

import "finishline/sim"

// Of folds a trace into its verdict.
func Of(t *sim.Trace) *Report {
	f := newFold(t)
	for id := sim.RecordID(1); int(id) <= t.Len(); id++ {
		f.record(id, t.At(id))
	}
	return f.report()
}

func (f *fold) text(s sim.Sym) string { return f.t.String(s) }

func (f *fold) record(id sim.RecordID, r *sim.Record) {
	switch r.Kind {
	case sim.KindLink:
		f.link(id, r)
	case sim.KindCall:
		f.call(id, r)
	case sim.KindEmit:
		f.emit(id, r)
	case sim.KindState:
		f.state(id, r)
	case sim.KindLevel:
		f.level(r)
	case sim.KindGate:
		f.gate(id, r)
	case sim.KindFrameQueued, sim.KindFrameSerialized, sim.KindFrameParsed, sim.KindFrameDropped, sim.KindFrameHanded:
		switch f.class[r.Obj] {
		case h2Native:
			f.frame(id, r, f.session(r.Obj))
		case clientRequest, serverResponse, httpParser:
			f.part(id, r)
		}
	case sim.KindSyscall:
		f.syscall(id, r)
	case sim.KindSegmentSent, sim.KindSegmentDelivered:
		f.segment(id, r)
	case sim.KindThrow:
		f.throws[r.Proc] = id
	case sim.KindExit:
		f.exit(id, r)
	}
}

func (f *fold) link(id sim.RecordID, r *sim.Record) {
	lower := sim.ObjID(r.A)
	switch f.text(r.Name) {
	case "handle", "socket":
		f.upper[lower] = r.Obj
		e := f.at(r.Obj)
		if e != nil && e.gone != 0 && f.class[r.Obj] == netSocket {
			e = nil // a socket that has been closed connects again
		}
		if e == nil {
			e = f.endOf[lower]
		}
		if e == nil {
			e = f.newEnd(lower)
		}
		e.name(f, r.Obj)
		e.name(f, lower)
	case "message":
		f.upper[lower] = r.Obj
		if e := f.at(r.Obj); e != nil {
			e.carries(f.message(lower))
		}
	case "response":
		if p := f.parsing[r.Obj]; p != nil {
			p.answer = f.message(lower)
		} else if e := f.at(r.Obj); e != nil && len(e.in) > 0 {
			p := e.in[len(e.in)-1]
			p.obj, p.answer = r.Obj, f.message(lower)
			f.parsing[r.Obj] = p
		}
	case "tls":
		if e := f.at(r.Obj); e != nil {
			e.tls = true
		}
	case "timeout", "keepAliveTimeout":
		f.timeouts[lower] = r.Name
	case "stream":
		f.join(r.Obj, lower, r.B)
	}
}

// name makes an object one of the end's.
func (e *end) name(f *fold, id sim.ObjID) {
	f.endOf[id] = e
	switch f.class[id] {
	case netSocket:
		e.socket, e.proc = id, f.t.Object(id).Proc
		e.server = e.server || f.name(id) == "server"
	case kernelSocket:
		e.kernel = id
	}
}

// carries puts a message on its end, the first time that it gets one.
func (e *end) carries(m *message) {
	if m.end == nil {
		m.end = e
		e.out = append(e.out, m)
	}
}

func (f *fold) message(id sim.ObjID) *message {
	if m := f.messages[id]; m != nil {
		return m
	}
	m := &message{obj: id}
	f.messages[id] = m
	if f.class[id] == clientRequest {
		f.requests = append(f.requests, m)
	}
	return m
}

func (f *fold) call(id sim.RecordID, r *sim.Record) {
	name := f.text(r.Name)
	switch f.class[r.Obj] {
	case other:
		if r.Obj == 0 && name == "exit" {
			f.exitCalls[r.Proc] = id
		}
	case netSocket:
		if name == "write" || name == "send" || name == "end" && r.Text != 0 {
			if e := f.at(r.Obj); e != nil {
				e.wrote = id
			}
		}
	case clientRequest, serverResponse:
		m := f.message(r.Obj)
		switch {
		case name == "end" || name == "write" && m.endCall == 0:
			m.endCall = id
		case name == "destroy" || name == "abort":
			m.closeCall = id
		case m.call == 0:
			m.call = id
		}
	case h2Session:
		if name == "request" && r.A != 0 {
			f.half(sim.ObjID(r.A)).call = id
		}
	case h2Stream:
		f.half(r.Obj).called(id, name)
	case compatRequest, compatResponse:
		h := f.half(f.t.Object(r.Obj).Parent)
		h.compat = true
		h.called(id, name)
	}
}

// called notes the call that ended what the stream sends, or the last that sent.
func (h *half) called(id sim.RecordID, name string) {
	switch name {
	case "end":
		h.ended, h.endCall = id, id
	case "close", "destroy":
		if h.closeCall == 0 {
			h.closeCall = id
		}
	case "respond", "write", "writeHead":
		if h.ended == 0 {
			h.endCall = id
		}
	}
}

func (f *fold) state(id sim.RecordID, r *sim.Record) {
	to := f.text(r.Text)
	switch f.class[r.Obj] {
	case netSocket:
		e := f.at(r.Obj)
		switch {
		case e == nil:
		case to == "writable destroyed" && e.gone == 0:
			e.gone = id
		case to == "writable ending" && e.ending == 0:
			e.ending = id
		}
	case h2Session:
		s := f.session(r.Obj)
		switch {
		case to == "closed" && s.closed == 0:
			s.closed = id
		case to == "destroyed" && s.destroyed == 0:
			s.destroyed = id
		}
	case h2Stream:
		f.stateStream(id, r, f.half(r.Obj), to)
	case clientRequest, serverResponse:
		m := f.message(r.Obj)
		switch to {
		case "ended":
			if m.ended == 0 {
				m.ended = id
			}
		case "destroyed", "closed":
			if m.closed == 0 {
				m.closed = id
			}
		}
	}
}

func (f *fold) stateStream(id sim.RecordID, r *sim.Record, h *half, to string) {
	switch {
	case to == "readable ended":
		h.readEnded = id
	case to == "writable ending" && h.ended == 0:
		h.ended = id
	case to == "readable destroyed" && h.gone == 0, to == "writable destroyed" && h.gone == 0:
		h.gone = id
	}
}

func (f *fold) level(r *sim.Record) {
	name := f.text(r.Name)
	switch f.class[r.Obj] {
	case netSocket:
		if e := f.at(r.Obj); e != nil && name == "writable" {
			e.writable = r.A
		}
	case handle:
		if e := f.at(r.Obj); e != nil {
			e.queued = r.A
		}
	case h2Stream:
		if name == "writable" {
			h := f.half(r.Obj)
			h.offered += max(0, r.A-h.writable)
			h.writable = r.A
		}
	case h2NativeStream:
		if h := f.half(r.Obj); h != nil {
			h.queued = r.A
		}
	case clientRequest, serverResponse:
		f.message(r.Obj).waiting = r.A
	}
}
