package export

import (
	"strconv"
	"strings"

	"finishline/sim"
)

// message follows HTTP/1.1: parts of messages are written to the socket as they
// come, and parsed in order.
func (f *fold) message(id sim.RecordID, r *sim.Record) {
	p := f.placeOf(r)
	if p.conn < 0 {
		return
	}
	c := f.connections[p.conn]
	s := c.sides[p.side]
	part := f.text(r.Name)
	if text := f.text(r.Text); text != "" {
		part += " " + text
	}
	switch r.Kind {
	case sim.KindFrameQueued:
		s.bytes = append(s.bytes, strings.TrimPrefix(part, "head "))
		if f.kind(r.Obj) == "response" && f.text(r.Name) == "head" {
			c.responses = append(c.responses, r.Obj)
		}
	case sim.KindFrameParsed:
		s.frame = true
		if part == "end" {
			part = "the end of the message"
			if p.side == Client {
				c.whole++
			}
		}
		f.put(id, p, Entry{What: Read, Text: part, Bytes: r.B})
	}
}

// sumResponses sums HTTP/1.1 up: what the server believes of each response and
// whether the client has read it whole.
func (c *chapter) sumResponses() []Exchange {
	var out []Exchange
	client := c.sides[Client]
	for i, obj := range c.responses {
		e := Exchange{Name: "response " + strconv.Itoa(i+1), Server: "did not finish", Client: "did not get all of it", Bad: true}
		if c.finished[obj] {
			e.Server = "finished"
		}
		switch {
		case !client.frame:
			e.Client = "is a plain socket that read " + bytes(client.read) + " of " + bytes(c.sides[Server].sent)
			e.Bad = client.read != c.sides[Server].sent || !c.finished[obj] || c.anyLost(Server)
		case i < c.whole:
			e.Client, e.Bad = "got everything", false
		}
		text := "server " + e.Server + "; client " + e.Client
		for _, g := range c.died {
			if e.Bad && i == len(c.responses)-1 && c.towards(g, Server) {
				e.Lost += g.bytes
				text += "; " + g.text()
			}
		}
		e.Summary = e.Name + ": " + text
		out = append(out, e)
	}
	return out
}

// anyLost reports whether anything died that had come from that side.
func (c *chapter) anyLost(from Side) bool {
	for _, g := range c.died {
		if c.towards(g, from) {
			return true
		}
	}
	return false
}

// towards reports whether what died at g had come from that side.
func (c *chapter) towards(g gate, from Side) bool {
	incoming := strings.Contains(g.buffer, "receive") || strings.Contains(g.buffer, "read") || strings.Contains(g.buffer, "arriving")
	return (g.side == from) != incoming
}
