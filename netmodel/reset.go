package netmodel

import "finishline/sim"

// resetUnknown answers a segment that no socket wants (RFC 9293, section
// 3.10.7.1; net/ipv4/tcp_ipv4.c, tcp_v4_send_reset).
func (h *Host) resetUnknown(p *packet) {
	if w := h.net.w; w.Tracing() && p.len() > 0 {
		w.Emit(sim.Record{Kind: sim.KindGate, Obj: h.obj, Name: w.Sym("arriving data"), A: int64(p.len()),
			Text: w.Sym("no socket has this connection any more"), Cause: p.sent})
	}
	h.answerReset(p, h.obj)
}

// refuse answers a segment that s does not want.
func (s *socket) refuse(p *packet) { s.host.answerReset(p, s.obj) }

func (h *Host) answerReset(p *packet, obj sim.ObjID) {
	if p.flags&flagRst != 0 {
		return
	}
	n := h.net
	r := n.newPacket()
	r.from, r.to = p.to, p.from
	r.flags = flagRst
	if p.flags&flagAck != 0 {
		r.seq = p.ack
	} else {
		r.flags |= flagAck
		r.ack = p.end()
	}
	r.link = h.linkTo(p.from.Addr())
	if r.link == nil {
		n.freePacket(r)
		return
	}
	if n.w.Tracing() {
		r.obj = obj
		r.sent = r.emit(sim.KindSegmentSent, obj, "")
	}
	r.link.send(r)
}
