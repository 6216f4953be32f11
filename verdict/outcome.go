package verdict

import "finishline/sim"

// settle judges an exchange: the facts by protocol, then one rule for all.
func (f *fold) settle(d *draft) {
	switch d.Protocol {
	case "h2":
		d.settleHTTP2(f)
	case "http/1.1":
		d.settleHTTP1()
	default:
		d.settleTCP()
	}
	d.Died = d.lossesOf(d.server, d.res, d.down, "response")
	if d.over != 0 {
		d.follow(f)
	}
	d.Client = d.outcome()
	switch d.End = d.over; d.Client {
	case Complete:
		d.End, d.Died = d.wholeAt, nil
	case Pending:
		d.stillWaiting(f)
	}
	if d.diedUnread && d.up.unread.Bytes > 0 {
		l := d.up.unread
		l.Direction = "response"
		d.Died = append(d.Died, l)
	}
	for _, l := range d.Died {
		d.lost += l.Bytes
	}
	if d.Request.Outcome != Complete {
		d.Died = append(d.Died, d.lossesOf(d.client, d.req, d.up, "request")...)
	}
}

// outcome is the rule; its order is that of the constants.
func (d *draft) outcome() Outcome {
	switch {
	case d.failedWhole:
		return Reset
	case d.wholeAt != 0 && (d.over == 0 || d.wholeAt <= d.over):
		return Complete
	case d.over == 0:
		return Pending
	case d.origin.local:
		return Cancelled
	case d.refused != 0 && !d.some, !d.taken && !d.some && !d.sent:
		return Refused
	case d.some && !(d.plain() && d.Received >= d.Sent):
		return Truncated
	case d.sent && !d.plain(), d.Sent > d.Received:
		return Lost
	case d.byReset():
		return Reset
	}
	return Unanswered
}

// byReset reports whether what ended the hope was a reset, of the connection or
// of the stream.
func (d *draft) byReset() bool {
	return d.over == d.rst || d.client != nil && d.over == d.client.broken
}

// connFailed reports whether the connection was never made.
func (d *draft) connFailed() bool {
	return d.client != nil && d.client.connected == 0 && d.client.broken != 0 && d.client.broken <= d.over
}

// follow finds where the end of the hope came from: the first call of the
// script's above any of the records that can tell, the nearest first.
func (d *draft) follow(f *fold) {
	c, s := d.client, d.server
	o := f.origin(d.over)
	o.local = (o.local || d.gaveUp()) && !d.remote()
	if o.local {
		d.origin = d.first(f, o, d.localClues())
		d.origin.local = d.origin.call == 0 || d.origin.local
		return
	}
	if s != nil && s.exit != 0 && s.exit < d.over && (s.fin == 0 || s.fin > s.exit) {
		d.origin = origin{exit: s.exit, crossed: max(o.crossed, 1), call: f.callOfExit(s.exit)}
		return
	}
	var clues []sim.RecordID
	for _, l := range d.Died {
		if s != nil && l.Station != atReceive {
			clues = append(clues, l.Record)
		}
	}
	clues = append(clues, d.frameClues()...)
	clues = append(clues, d.over)
	if s != nil && d.over != d.rst && d.over != d.fatal.record && d.over != d.refused {
		clues = append(clues, s.fin)
	}
	if s != nil {
		// A reset is often but the answer to a segment that came too late, and a
		// FIN leaves when the send buffer is empty: what shut the socket tells more.
		clues = append(clues, s.rst, s.ending, s.gone)
		if s.eof != 0 && s.eof < d.over && c != nil {
			clues = append(clues, c.ending) // the client had ended its side
		}
		if s.session != nil {
			clues = append(clues, s.session.destroyed, s.session.closed)
		}
	}
	if c != nil && c.session != nil {
		clues = append(clues, c.session.closed)
	}
	d.origin = d.first(f, o, clues)
	d.origin.local, d.origin.crossed = false, max(o.crossed, 1)
}

// gaveUp reports whether the client had closed its side of this very exchange.
func (d *draft) gaveUp() bool {
	var call sim.RecordID
	switch {
	case d.up != nil:
		call = d.up.closeCall
	case d.req != nil:
		call = d.req.closeCall
	}
	return call != 0 && call < d.over
}

// remote reports whether what ended the hope is news from the network by nature.
func (d *draft) remote() bool {
	c := d.client
	return d.refused == d.over || d.fatal.record == d.over || d.over == d.rst || c != nil && (d.over == c.eof || d.over == c.broken)
}

// first is the origin of the first clue above which the script called; without
// any, o.
func (d *draft) first(f *fold, o origin, clues []sim.RecordID) origin {
	for _, id := range clues {
		if id == 0 || id > d.over {
			continue
		}
		if with := f.origin(id); with.call != 0 {
			return with
		} else if with.timeout != 0 && o.timeout == 0 || with.timer != 0 && o.timer == 0 {
			o = with
		}
	}
	return o
}

// localClues lead to why the client gave up.
func (d *draft) localClues() []sim.RecordID {
	clues := []sim.RecordID{d.over}
	if d.up != nil {
		clues = append(clues, d.up.closeCall)
	}
	if d.req != nil {
		clues = append(clues, d.req.closeCall)
	}
	if c := d.client; c != nil {
		if c.session != nil {
			clues = append(clues, c.session.closed, c.session.destroyed)
		}
		clues = append(clues, c.ending)
	}
	return clues
}

// frameClues lead to why the server reset a stream or said goodbye. A frame is
// followed from where it was submitted: its later causes are those of the write.
func (d *draft) frameClues() []sim.RecordID {
	var clues []sim.RecordID
	if d.over == d.rst && d.down != nil {
		clues = append(clues, d.down.rstOut, d.down.gone, d.down.closeCall)
	}
	if (d.refused == d.over || d.fatal.record == d.over) && d.server != nil && d.server.session != nil {
		for _, g := range d.server.session.farewells {
			if g.last < d.Stream || g.code == d.fatal.code {
				return append(clues, g.record)
			}
		}
	}
	return clues
}

// unfinished is the outcome of a request that did not come whole; some of it did if some.
func (d *draft) unfinished(some bool) Outcome {
	c, s := d.client, d.server
	over := d.over != 0 && (c == nil || d.over != c.eof)
	if c != nil {
		over = over || earliest(c.gone, c.broken) != 0 || len(c.losses) > 0
	}
	if s != nil {
		over = over || earliest(s.eof, s.broken, s.gone) != 0
	}
	switch {
	case !over:
		return Pending
	case some:
		return Truncated
	}
	return Lost
}
