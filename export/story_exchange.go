package export

import (
	"strconv"
	"strings"

	"finishline/sim"
)

// exchange is what is known of one stream.
type exchange struct {
	arrived  bool // the server got it
	answered bool // the server sent headers
	finished bool // 'finish' on the server's side
	aborted  bool
	headers  bool // the client got them
	got      int64
	complete bool   // with END_STREAM
	reset    string // by whom
}

func (f *fold) stream(p place, id int64) *exchange {
	c := f.connections[p.conn]
	x := c.seen[id]
	if x == nil {
		x = &exchange{}
		c.seen[id] = x
		c.order = append(c.order, id)
	}
	return x
}

// noteFrame follows a stream by its frames.
func (f *fold) noteFrame(p place, r *sim.Record, sent bool) {
	if r.A == 0 {
		return
	}
	x, name, text := f.stream(p, r.A), f.text(r.Name), f.text(r.Text)
	switch {
	case name == "RST_STREAM" && !sent:
		x.reset = string(p.side.other()) + " reset it (" + text + ")"
	case name == "HEADERS" && p.side == Client && sent:
		// The request; that there is an exchange says enough.
	case name == "HEADERS" && p.side == Server && !sent:
		x.arrived = true
	case name == "HEADERS" && p.side == Server && sent:
		x.answered = true
	case name == "HEADERS" && p.side == Client:
		x.headers = true
	case name == "DATA" && p.side == Client && !sent:
		x.got += r.B
	}
	if p.side == Client && !sent && strings.Contains(text, "END_STREAM") {
		x.complete = true
	}
}

// noteEvent follows a stream by what the server's side was told.
func (f *fold) noteEvent(p place, obj sim.ObjID, event string) {
	if p.conn < 0 || p.side != Server || obj == 0 {
		return
	}
	if event == "finish" {
		f.connections[p.conn].finished[obj] = true
	}
	id := f.streams[obj]
	if id == 0 {
		id = f.streams[f.t.Object(obj).Parent]
	}
	if id == 0 {
		return
	}
	switch event {
	case "finish":
		f.stream(p, id).finished = true
	case "aborted":
		f.stream(p, id).aborted = true
	}
}

// exchanges sums a connection up.
func (f *fold) exchanges(i int) []Exchange {
	c := f.connections[i]
	var out []Exchange
	for _, id := range c.order {
		out = append(out, c.sumStream(id, c.seen[id]))
	}
	for id := sim.ObjID(1); int(id) <= f.t.Objects(); id++ {
		if f.kind(id) == "Http2Stream" && f.streams[id] == 0 && f.place(id) == (place{i, Client}) {
			out = append(out, Exchange{Name: "a request", Server: "never saw it", Client: "got nothing", Bad: true,
				Summary: "a request: it never left the client's session"})
		}
	}
	out = append(out, c.sumResponses()...)
	if len(out) == 0 {
		for _, from := range []Side{Client, Server} {
			if x, ok := c.sumBytes(from); ok {
				out = append(out, x)
			}
		}
	}
	return out
}

func (c *chapter) sumStream(id int64, x *exchange) Exchange {
	n := strconv.FormatInt(id, 10)
	e := Exchange{Name: "stream " + n, Server: x.server(), Client: x.client(), Bad: !x.complete}
	if !c.sides[Server].frame {
		e.Server = "is a plain socket"
	}
	if client := c.sides[Client]; !client.frame {
		// It may well understand them; the trace does not see it.
		e.Client = "is a plain socket that read " + bytes(client.read) + " of " + bytes(c.sides[Server].sent)
		e.Bad = client.read != c.sides[Server].sent
	}
	text := "server " + e.Server + "; client " + e.Client
	for _, g := range c.died {
		if g.concerns(n, id) {
			e.Lost += g.bytes
			text += "; " + g.text()
		}
	}
	e.Summary = e.Name + ": " + text
	return e
}

func (x *exchange) server() string {
	s := "never saw the request"
	switch {
	case x.finished:
		s = "finished"
	case x.answered:
		s = "sent headers, did not finish"
	case x.arrived:
		s = "got the request, did not answer"
	}
	if x.aborted {
		s += " (aborted)"
	}
	return s
}

func (x *exchange) client() string {
	s := "got nothing"
	switch {
	case x.complete && x.got > 0:
		s = "got everything, " + bytes(x.got) + " of body"
	case x.complete:
		s = "got everything"
	case x.got > 0:
		s = "got headers and " + bytes(x.got) + ", but not the end"
	case x.headers:
		s = "got headers, but not the end"
	}
	if x.reset != "" && !x.complete {
		s += "; the " + x.reset
	}
	return s
}

// concerns reports whether what died at g was part of the stream.
func (g *gate) concerns(n string, id int64) bool {
	if g.stream == id {
		return true
	}
	for _, name := range g.frames {
		if f := strings.Fields(name); len(f) > 1 && f[1] == n && f[0] != "RST_STREAM" {
			return true
		}
	}
	return false
}

func (g *gate) text() string {
	s := bytes(g.bytes) + " died in " + g.buffer
	if g.by != "" {
		s += " when " + g.by + " shut it"
	}
	return s
}

// sumBytes sums one direction of a connection without frames up.
func (c *chapter) sumBytes(from Side) (Exchange, bool) {
	to := from.other()
	sent, read := c.sides[from].sent, c.sides[to].read
	e := Exchange{Name: string(from) + " to " + string(to)}
	text := bytes(sent) + " sent, " + bytes(read) + " read"
	if sent == read && sent > 0 {
		text = bytes(sent) + ", all read"
	}
	kept := c.sides[from].wrote - sent
	for _, g := range c.died {
		if g.buffer == sendBuffer && g.side == from {
			kept = 0
		}
		if c.towards(g, from) {
			e.Lost += g.bytes
			text += "; " + g.text()
		}
	}
	if sent == 0 && e.Lost == 0 {
		return e, false
	}
	if kept > 0 {
		text += "; " + bytes(kept) + " were left in " + sendBuffer
	}
	mine, theirs := bytes(sent)+" sent", bytes(read)+" read"
	if from == Server {
		e.Server, e.Client = mine, theirs
	} else {
		e.Client, e.Server = mine, theirs
	}
	e.Bad = sent != read || e.Lost > 0
	e.Summary = e.Name + ": " + text
	return e, true
}
