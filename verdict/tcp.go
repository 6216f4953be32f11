package verdict

// settleTCP judges a plain connection: there are no messages, only bytes.
func (d *draft) settleTCP() {
	c, s := d.client, d.server
	d.Request.Outcome = Complete
	if c != nil {
		d.over = earliest(c.eof, c.broken, c.gone)
	}
	if c == nil || s == nil {
		d.settleAlone(c)
		return
	}
	d.Server = Side{Raw, s.wrote}
	if d.taken = s.socket != 0; !d.taken {
		d.Server = Side{Belief: Unseen}
	}
	d.Sent, d.Received = s.offered(), c.read
	d.Request.Sent, d.Request.Received = c.offered(), s.read
	d.some, d.sent = c.read > 0, d.Sent > 0
	var alert int64 // that nobody reads is no loss: a close_notify (RFC 8446, section 6.1)
	if c.tls || s.tls {
		alert = maxAlert
	}
	if broken := c.broken != 0 && c.broken <= d.over; c.read+alert >= d.Sent && !broken {
		if d.wholeAt = c.connected; d.Sent > 0 {
			d.wholeAt = c.readAt(min(d.Sent, c.read))
		}
		if d.over != 0 {
			d.wholeAt = min(d.wholeAt, d.over)
		}
	}
	if s.read+alert < d.Request.Sent {
		d.Request.Outcome = d.unfinished(s.read > 0)
	}
}

// maxAlert is the most that an encrypted alert takes: a record's head, two bytes, what the cipher adds.
const maxAlert = 64

// settleAlone judges a client whose server is not in the trace: it is only known
// whether there was a connection.
func (d *draft) settleAlone(c *end) {
	d.Server.Belief = Outside
	if c == nil {
		d.wholeAt = 1
		return
	}
	d.taken, d.some = c.connected != 0, c.read > 0
	d.Sent, d.Received = c.read, c.read
	d.wholeAt = c.connected
	d.Request = Request{Outcome: Complete, Sent: c.taken, Received: c.taken}
	if c.connected == 0 {
		d.Server.Belief = Unseen
	}
}

// offered is what the program wrote: what the kernel took, and what it did not.
func (e *end) offered() int64 {
	n := e.taken
	var lost int64
	for _, l := range e.losses {
		if l.Station == atSocket || l.Station == atUV {
			lost += l.Bytes
		}
	}
	// A destroyed stream keeps the level that it had: it is the same bytes.
	return n + max(e.writable, e.queued, lost)
}
