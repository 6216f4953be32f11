package verdict

import "finishline/sim"

// settleHTTP2 collects what is known of a stream.
func (d *draft) settleHTTP2(f *fold) {
	c, s := d.client, d.server
	u, w := d.up, d.down
	push := d.pushed()
	switch {
	case w != nil:
		d.taken = w.headersIn != 0 || push
		d.sent = w.submitted != 0 || w.endCall != 0 || len(w.lost) > 0
		d.Sent = max(w.handedOut, w.offered)
	case u != nil && s != nil && s.session == nil:
		// The server is a plain socket.
		d.taken, d.sent = u.first >= 0 && s.read > u.first, s.offered() > 0 && c.read < s.offered()
	}
	switch {
	case u != nil:
		d.some, d.Received, d.wholeAt = u.headers > u.infos, u.got, u.endIn
		d.Sent = max(d.Sent, d.Received)
		d.over = earliest(u.rstIn, u.gone, u.rstOut)
		d.goaway()
		if u.rstInCode == "REFUSED_STREAM" {
			d.refused = u.rstIn
		}
		d.diedUnread = d.unreadAtDeath(f)
		d.failedWhole = d.diedUnread || u.endIn != 0 && u.rstIn != 0 && u.rstInCode != "NO_ERROR" && u.rstInCode != "CANCEL" && (u.gone == 0 || u.rstIn < u.gone)
	case c != nil && w != nil && w.first >= 0:
		d.some = c.read > w.first
		d.Received = w.bodyWithin(f, c.read)
		if w.endOut != 0 {
			d.wholeAt = c.readAt(w.last)
		}
	}
	if c != nil {
		if c.session == nil && w != nil && w.rstTo > 0 {
			d.rst = c.readAt(w.rstTo)
		}
		d.over = earliest(d.over, d.rst, c.eof, c.broken, c.gone)
	}
	if u != nil {
		d.rst = u.rstIn
	}
	d.settleUpload2()
	d.believe2()
}

// unreadAtDeath reports whether all had come, but the client's script had not read
// it when something far away destroyed its stream.
func (d *draft) unreadAtDeath(f *fold) bool {
	u := d.up
	return u.endIn != 0 && u.got > 0 && u.readEnded == 0 && u.gone > u.endIn && u.closeCall == 0 && !f.origin(u.gone).local
}

// pushed reports whether the server began the stream (RFC 9113, section 8.4).
func (d *draft) pushed() bool { return d.Stream != 0 && d.Stream%2 == 0 }

// goaway looks for a GOAWAY that leaves the stream out: it was not and will not
// be processed (RFC 9113, section 6.8).
func (d *draft) goaway() {
	if d.Stream == 0 || d.pushed() {
		return
	}
	for _, g := range d.up.session.goaways {
		if g.code != "NO_ERROR" && d.fatal.record == 0 && (d.up.gone == 0 || g.record < d.up.gone) {
			d.fatal = g
			d.over = earliest(d.over, g.record)
		}
		if g.last < d.Stream {
			d.refused = g.record
			d.over = earliest(d.over, g.record)
			return
		}
	}
}

// bodyWithin is how many bytes of DATA are among the first n of the session.
func (h *half) bodyWithin(f *fold, n int64) int64 {
	var body int64
	for _, s := range h.spans {
		if f.text(s.kind) == "DATA" {
			body += max(0, min(n, s.to)-s.from-frameHead)
		}
	}
	return body
}

func (d *draft) settleUpload2() {
	r, u, w, s := &d.Request, d.up, d.down, d.server
	raw := w == nil && u != nil && s != nil && s.session == nil
	if u != nil {
		r.Sent = max(u.handedOut, u.offered)
	}
	switch {
	case d.pushed(), w != nil && w.endIn != 0:
		r.Outcome = Complete
	case raw && u.endOut != 0 && s.read >= u.last:
		r.Received, r.Outcome = r.Sent, Complete
	default:
		r.Outcome = d.unfinished(w != nil && w.headersIn != 0 || raw && u.first >= 0 && s.read > u.first)
	}
	if w != nil {
		r.Received = w.got
		r.Sent = max(r.Sent, r.Received)
	}
}

func (d *draft) believe2() {
	w := d.down
	switch b := &d.Server; {
	case w == nil && d.server != nil && d.server.session == nil && d.server.socket != 0:
		*b = Side{Raw, d.server.wrote}
	case w == nil && d.server == nil && d.client != nil && d.client.taken > 0:
		b.Belief = Outside
	case w == nil || !d.taken:
		b.Belief = Unseen
	case w.aborted != 0 && (w.finish == 0 || w.aborted < w.finish):
		*b = Side{Aborted, w.aborted}
	case w.finish != 0 && w.endCall != 0:
		*b = Side{Finished, w.finish}
	case w.gone != 0:
		*b = Side{Aborted, w.gone}
	case w.ended != 0:
		*b = Side{Ended, w.ended}
	case w.headersOut != 0:
		*b = Side{Started, w.headersOut}
	default:
		*b = Side{Silent, w.headersIn}
	}
}

// firstFrame is the first record about the stream.
func (d *draft) firstFrame() sim.RecordID {
	var id sim.RecordID
	if h := d.up; h != nil {
		id = earliest(h.headersOut, h.headersIn, h.rstIn)
	}
	if h := d.down; h != nil {
		id = earliest(id, h.headersIn, h.headersOut, h.rstOut)
	}
	return id
}
