package verdict

import "finishline/sim"

func (f *fold) emit(id sim.RecordID, r *sim.Record) {
	switch f.class[r.Obj] {
	case netSocket:
		if e := f.at(r.Obj); e != nil && r.B > 0 && !e.server {
			e.heard = append(e.heard, heard{r.Name, id})
		}
	case clientRequest, serverResponse:
		m := f.message(r.Obj)
		if r.B > 0 {
			m.told = append(m.told, heard{r.Name, id})
		}
		switch f.text(r.Name) {
		case "finish":
			m.finish, m.heard = id, r.B > 0
			if m.end != nil {
				m.finishSent = m.end.taken
			}
		case "close":
			if m.closed == 0 {
				m.closed = id
			}
		case "error":
			m.error = id
		}
	case incomingMessage:
		if r.B > 0 {
			f.toldResponse(id, r)
		}
	case h2Stream:
		f.emitStream(id, r, f.half(r.Obj))
	case compatResponse:
		f.emitStream(id, r, f.half(f.t.Object(r.Obj).Parent))
	}
}

// toldResponse notes what the response at the client's side tells: it is the one
// that its parser began last.
func (f *fold) toldResponse(id sim.RecordID, r *sim.Record) {
	p := f.parsing[r.Obj]
	if p == nil {
		e := f.at(r.Obj)
		if e == nil || e.server || len(e.in) == 0 {
			return
		}
		p = e.in[len(e.in)-1]
		f.parsing[r.Obj] = p
	}
	p.told = append(p.told, heard{r.Name, id})
}

func (f *fold) emitStream(id sim.RecordID, r *sim.Record, h *half) {
	if r.B > 0 && h.session.client {
		h.told = append(h.told, heard{r.Name, id})
	}
	switch f.text(r.Name) {
	case "finish":
		if f.class[r.Obj] == compatResponse || !h.compat || h.session.client {
			h.finish, h.heard = id, r.B > 0
			if e := f.at(h.session.obj); e != nil {
				h.finishSent = e.taken
			}
		}
	case "aborted":
		h.aborted = id
	case "headers":
		h.infos++ // a 1xx is no response
	}
}
