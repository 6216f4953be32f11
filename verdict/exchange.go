package verdict

import (
	"sort"

	"finishline/sim"
)

// conn is a connection: two ends, of which the trace may lack one.
type conn struct {
	number         int
	client, server *end
}

// draft is an exchange while it is being judged.
type draft struct {
	Exchange
	conn
	req, res     *message // HTTP/1.1: as they were sent …
	reqIn, resIn *parsed  // … and as they came
	up, down     *half    // HTTP/2: the client's view and the server's

	over    sim.RecordID // what ended the client's hope, 0 if nothing did
	origin  origin       // where that came from
	wholeAt sim.RecordID // when all of the response had come, 0: it never did
	some    bool         // a part of the response came
	sent    bool         // the server sent something of it, or tried to
	refused sim.RecordID // the server said that it did not take the request up
	taken   bool         // the server's program got the request

	unreadRequest bool         // bytes that no program read, perhaps a request
	diedUnread    bool         // all of it had come, unread, when the client's stream was destroyed from afar
	failedWhole   bool         // all of it had come when a reset made an error of it
	rst           sim.RecordID // the client read RST_STREAM
	fatal         goaway       // one with an error code, if it came
	byHand        bool         // the response was written to the socket, not to a ServerResponse …
	handFrom      int64        // … after so many bytes of messages
}

// report judges every exchange and process.
func (f *fold) report() *Report {
	for _, s := range f.sessions {
		if s == nil {
			continue
		}
		if e := f.at(s.obj); e != nil {
			e.session = s
		}
	}
	rep := &Report{Outcome: Complete, Cut: f.t.Cut(), Exchanges: []Exchange{}, Processes: f.processes()}
	drafts := f.drafts()
	sort.SliceStable(drafts, func(i, j int) bool { return drafts[i].Begin < drafts[j].Begin })
	for _, d := range drafts {
		f.settle(d)
		f.explain(d)
		rep.Exchanges = append(rep.Exchanges, d.Exchange)
		if o := d.worst(); badness[o] > badness[rep.Outcome] {
			rep.Outcome = o
		}
	}
	rep.Headline = f.headline(rep)
	return rep
}

// drafts finds the exchanges.
func (f *fold) drafts() []*draft {
	var out []*draft
	n := 0
	for _, e := range f.ends {
		c := conn{client: e, server: e.peer}
		switch {
		case e.server && e.peer == nil && e.socket != 0:
			c = conn{server: e}
		case e.server, e.asked == 0 && e.connected == 0:
			continue // the other end of one, or a listening socket
		}
		n++
		c.number = n
		out = append(out, f.onConnection(c)...)
	}
	for _, m := range f.requests {
		if m.end == nil {
			out = append(out, &draft{Exchange: Exchange{Protocol: "http/1.1"}, req: m})
		}
	}
	for _, s := range f.sessions {
		if s != nil && f.at(s.obj) == nil {
			for _, h := range s.halves {
				d := &draft{Exchange: Exchange{Protocol: "h2", Stream: h.id}}
				if s.client {
					d.up = h
				} else {
					d.down = h
				}
				out = append(out, d)
			}
		}
	}
	for _, d := range out {
		d.begin(f)
	}
	return out
}

func (f *fold) onConnection(c conn) []*draft {
	base := Exchange{Connection: c.number}
	if c.client != nil {
		base.ClientProc = c.client.proc
	}
	if c.server != nil {
		base.ServerProc = c.server.proc
	}
	switch {
	case c.client != nil && c.client.session != nil, c.server != nil && c.server.session != nil:
		base.Protocol = "h2"
		return f.onHTTP2(c, base)
	case c.client != nil && len(c.client.out) > 0, c.server != nil && (len(c.server.in) > 0 || len(c.server.out) > 0):
		base.Protocol = "http/1.1"
		return onHTTP1(c, base)
	}
	base.Protocol = "tcp"
	if c.client != nil && c.client.tls || c.server != nil && c.server.tls {
		base.Protocol = "tls"
	}
	return []*draft{{Exchange: base, conn: c}}
}

// onHTTP1 pairs the messages of a connection: they come in the order in which
// they are sent (RFC 9112, section 9.3.2).
func onHTTP1(c conn, base Exchange) []*draft {
	var out []*draft
	at := func(i int) *draft {
		for len(out) <= i {
			out = append(out, &draft{Exchange: base, conn: c})
		}
		return out[i]
	}
	if c.client != nil {
		for i, m := range c.client.out {
			at(i).req = m
		}
		for i, p := range c.client.in {
			if i < len(out) {
				out[i].resIn = p
			}
		}
	}
	if c.server != nil {
		for i, p := range c.server.in {
			d := at(i)
			d.reqIn, d.res = p, p.answer
		}
	}
	if d := unread(c, base, out); d != nil {
		out = append(out, d)
	}
	return out
}

func (f *fold) onHTTP2(c conn, base Exchange) []*draft {
	var out []*draft
	byID := map[int64]*draft{}
	add := func(e *end, set func(*draft, *half)) {
		if e == nil || e.session == nil {
			return
		}
		for _, h := range e.session.halves {
			d := byID[h.id]
			if d == nil || h.id == 0 {
				d = &draft{Exchange: base, conn: c}
				d.Stream = h.id
				if h.id != 0 {
					byID[h.id] = d
				}
				out = append(out, d)
			}
			set(d, h)
		}
	}
	add(c.client, func(d *draft, h *half) { d.up = h })
	add(c.server, func(d *draft, h *half) { d.down = h })
	return out
}

// begin is where the exchange begins.
func (d *draft) begin(f *fold) {
	switch {
	case d.req != nil:
		d.Begin = earliest(d.req.call, d.req.head, d.req.endCall)
	case d.reqIn != nil:
		d.Begin = d.reqIn.head
	case d.unreadRequest:
		d.Begin = d.client.wrote
	case d.up != nil && d.up.call != 0:
		d.Begin = d.up.call
	case d.up != nil || d.down != nil:
		d.Begin = d.firstFrame()
	case d.client != nil:
		d.Begin = earliest(d.client.asked, d.client.connected)
	}
	d.Label = d.label(f)
	d.ClientObj, d.ServerObj = d.objects()
}

// objects are what the two sides know the exchange by.
func (d *draft) objects() (client, server sim.ObjID) {
	if d.client != nil {
		client = d.client.socket
	}
	if d.server != nil {
		server = d.server.socket
	}
	if d.req != nil {
		client = d.req.obj
	}
	if d.res != nil {
		server = d.res.obj
	}
	if d.up != nil && d.up.obj != 0 {
		client = d.up.obj
	}
	if d.down != nil && d.down.obj != 0 {
		server = d.down.obj
	}
	return client, server
}

// earliest is the first of some records that happened.
func earliest(ids ...sim.RecordID) sim.RecordID {
	var first sim.RecordID
	for _, id := range ids {
		if id != 0 && (first == 0 || id < first) {
			first = id
		}
	}
	return first
}

// unread is what a plain client sent and no program ever read: a request of
// which the server does not know.
func unread(c conn, base Exchange, seen []*draft) *draft {
	if c.client == nil || c.server == nil || len(c.client.out) > 0 || c.client.wrote == 0 {
		return nil
	}
	for _, d := range seen {
		if d.reqIn == nil || d.reqIn.end == 0 || d.reqIn.head > c.client.wrote {
			return nil
		}
	}
	if c.client.offered() <= c.server.read || c.client.wrote < seen[len(seen)-1].reqIn.end {
		return nil
	}
	d := &draft{Exchange: base, conn: c}
	d.unreadRequest = true
	return d
}
