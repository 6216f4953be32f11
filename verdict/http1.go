package verdict

import "strings"

// settleHTTP1 collects what is known of a request and response of HTTP/1.1.
func (d *draft) settleHTTP1() {
	c, s := d.client, d.server
	d.taken = d.reqIn != nil || d.rawServer() && s.read > d.req.first()
	d.responseSent()
	switch {
	case d.resIn != nil:
		d.some, d.Received, d.wholeAt = true, d.resIn.body, d.resIn.end
	case c == nil || len(c.out) > 0:
	case d.res != nil && d.res.sent:
		d.readPlainly(c)
	case d.byHand:
		if d.some = c.read > d.handFrom; d.some {
			d.wholeAt = c.readAt(s.offered())
		}
	}
	if d.res == nil || d.byHand {
		d.Sent = d.Received
	}
	// Without a length the end of the connection ends the body, wherever it comes
	// (RFC 9112, section 6.3): the client cannot know that it lacks a part.
	if d.res != nil && d.wholeAt != 0 && d.resIn != nil && d.Received < d.Sent && d.hasBody() {
		d.wholeAt = 0
	}
	if c != nil {
		d.over = earliest(c.eof, c.broken, c.gone)
	}
	// A body without a length is whole at the end of the connection, not after it.
	if d.resIn != nil && d.wholeAt != 0 && d.over != 0 && d.over == c.eof {
		d.wholeAt = min(d.wholeAt, d.over)
	}
	if d.req != nil && (d.over == 0 || c == nil) {
		d.over = earliest(d.req.error, d.req.closed)
	}
	d.settleUpload1()
	d.believe1()
}

// rawServer reports whether the server's end speaks no HTTP that the trace knows of.
func (d *draft) rawServer() bool {
	s := d.server
	return s != nil && s.socket != 0 && len(s.in) == 0 && !s.tls
}

// responseSent finds out what the server made of a response. One that was
// written to the socket by hand (after an upgrade, or by a 'clientError'
// listener) is what follows the messages.
func (d *draft) responseSent() {
	s := d.server
	if d.res != nil {
		d.sent, d.Sent = d.res.head != 0, d.res.body
	}
	switch {
	case s == nil:
	case d.rawServer():
		d.sent = d.client == nil || s.offered() > d.client.read
	case s.tls:
	case (d.res == nil || !d.res.sent) && s.offered() > s.handed && d.reqIn != nil:
		for _, p := range s.in {
			if p.answer == nil || !p.answer.sent {
				d.byHand = p == d.reqIn // of several that wait, the first
				break
			}
		}
		if d.byHand {
			d.sent, d.handFrom = true, s.handed
		}
	}
}

// readPlainly judges a response that a plain socket reads.
func (d *draft) readPlainly(c *end) {
	m := d.res
	head := m.to - m.from - m.body
	d.some = c.read > m.from
	d.Received = min(m.body, max(0, c.read-m.from-head))
	// What has a length is whole without an end().
	if (m.ended != 0 || m.length >= 0 && m.body == m.length) && m.waiting == 0 && len(m.lost) == 0 {
		d.wholeAt = c.readAt(m.to)
	}
}

// first is the first of the message's bytes; 0 of none.
func (m *message) first() int64 {
	if m == nil {
		return 0
	}
	return m.from
}

// hasBody reports whether what the server sent as body is sent: not to HEAD.
func (d *draft) hasBody() bool {
	return d.req == nil || len(d.req.headText) < 5 || d.req.headText[:5] != "HEAD "
}

// bodiless reports whether a request of that method has no body as a rule.
func (p *parsed) bodiless() bool {
	method, _, _ := strings.Cut(p.headText, " ")
	return method == "GET" || method == "HEAD"
}

// settleUpload1 judges the request.
func (d *draft) settleUpload1() {
	r, s := &d.Request, d.server
	if d.req != nil {
		r.Sent = d.req.body
	}
	switch {
	case d.reqIn != nil:
		r.Received = d.reqIn.body
		r.Sent = max(r.Sent, r.Received)
		if r.Outcome = Complete; d.reqIn.end == 0 && !(d.req != nil && d.req.ended != 0 && s.read >= d.req.to || s.exit != 0 && d.reqIn.bodiless()) {
			r.Outcome = d.unfinished(true)
		}
	case d.unreadRequest:
		r.Outcome = d.unfinished(false)
	case d.req == nil:
		r.Outcome = Complete
	case d.rawServer() && d.req.ended != 0 && d.req.sent && s.read >= d.req.to:
		r.Received, r.Outcome = r.Sent, Complete
	default:
		r.Outcome = d.unfinished(s != nil && d.req.sent && !s.tls && s.read > d.req.from)
	}
}

func (d *draft) believe1() {
	m, s := d.res, d.server
	switch b := &d.Server; {
	case s == nil && d.client != nil && d.client.taken > 0:
		b.Belief = Outside
	case s == nil:
		b.Belief = Unseen
	case d.rawServer():
		*b = Side{Raw, s.wrote}
	case d.reqIn == nil:
		b.Belief = Unseen
	case d.byHand:
		*b = Side{Raw, s.wrote}
	case m == nil:
		*b = Side{Silent, d.reqIn.head}
	case m.finish != 0:
		*b = Side{Finished, m.finish}
	case m.closed != 0:
		*b = Side{Aborted, m.closed}
	case m.ended != 0:
		*b = Side{Ended, m.ended}
	case m.head != 0:
		*b = Side{Started, m.head}
	default:
		*b = Side{Silent, d.reqIn.head}
	}
}
