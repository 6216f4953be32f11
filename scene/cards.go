package scene

import (
	"sort"

	"finishline/sim"
)

// card is a state machine in words.
type card struct {
	title string
	m     machine
}

// maxCards is what any connection has.
const maxCards = 8

// cards draws the state machines of the connection; one that moved in the
// present callback is outlined and says where from.
func (sc *Scene) cards(in Rect, c *conn) float32 {
	const gap, height, least = 8, 44, 128
	var list [maxCards]card
	n := sc.deck(c, &list)
	perRow := max(min(int((in.W+gap)/(least+gap)), n), 2)
	rows := (n + perRow - 1) / perRow
	perRow = (n + rows - 1) / rows
	w := (in.W - float32(perRow-1)*gap) / float32(perRow)
	for i := range n {
		r := Rect{in.X + float32(i%perRow)*(w+gap), in.Y + float32(i/perRow)*(height+gap), w, height}
		sc.card(r, &list[i])
	}
	return in.Y + float32(rows)*(height+gap) - gap
}

// deck lists the machines from the server's to the client's.
func (sc *Scene) deck(c *conn, list *[maxCards]card) int {
	n := 0
	add := func(k card) {
		if n < maxCards {
			list[n] = k
			n++
		}
	}
	st := sc.stream(c)
	title := func(what string, number int64, side string) string {
		b := append(sc.b(), what...)
		if number != 0 {
			b = appendInt(append(b, ' '), number)
		}
		return sc.str(append(append(append(b, " ("...), side...), ')'))
	}
	for k := range 2 {
		e, side := &c.ends[k], [2]string{"server", "client"}[k]
		tcp := card{title: title("TCP", 0, side), m: machine{obj: e.tcp}}
		var upper, middle card
		switch e.proto {
		case http2:
			upper = card{title: title("h2 session", 0, side), m: machine{obj: e.session}}
			if st != nil {
				middle = card{title: title("stream", st.number, side), m: machine{e.native, streamState, st.number}}
			}
		case http1:
			upper = card{title: title("parser", 0, side), m: machine{obj: e.parser}}
			what := "response"
			if k == client {
				what = "request"
			}
			middle = card{title: title(what, 0, side), m: machine{obj: sc.message(e, true)}}
		default:
			upper = card{title: title("Readable", 0, side), m: machine{obj: e.socket, what: readable}}
			middle = card{title: title("Writable", 0, side), m: machine{obj: e.socket, what: writable}}
		}
		three := [3]card{tcp, upper, middle}
		for i := range three {
			if k == client {
				i = 2 - i
			}
			if three[i].title != "" {
				add(three[i])
			}
		}
	}
	return n
}

func (sc *Scene) card(r Rect, k *card) {
	s := sc.story
	state, since := s.state(k.m, sc.cur)
	moved := since != 0 && since >= s.began[sc.cur] && sc.cur != 0
	line, text := RolePanelLine, RoleText
	switch {
	case moved:
		line = RoleStationActive
	case state == "destroyed" || state == "closed" || state == "CLOSE":
		text = RoleTextDim
	}
	h := sc.box(r, RoleStation, line, 6)
	h.hit(since, k.m.obj)
	if moved {
		h.Width = 1.6
	}
	st := style{role: RoleTextDim, size: sc.size - 1}
	sc.text(r.X+9, r.Y+16, r.W-14, st, k.title)
	long, short := state, state
	if state == "" {
		long, short = "–", "–"
	}
	if moved {
		long = sc.str(append(append(append(sc.b(), s.left(k.m, since)...), " → "...), state...))
	}
	value := style{role: text, size: sc.size, bold: moved}
	middle := long
	if moved {
		middle = sc.str(append(append(sc.b(), "→ "...), state...))
	}
	sc.text(r.X+9, r.Y+33, r.W-14, value, long, middle, short)
}

// far is how far up the causes something is looked for: a request's causes are
// all the requests before it.
const far = 64

// stream is the stream of the focused connection that the cursor is about: its
// own, or that of a cause, or the youngest.
func (sc *Scene) stream(c *conn) *stream {
	if len(c.streams) == 0 {
		return nil
	}
	if sc.found.of == c && sc.found.at == sc.cur {
		return sc.found.stream
	}
	s := sc.story
	n := sort.Search(len(c.streams), func(i int) bool { return c.streams[i].born > sc.cur })
	best := c.streams[max(n-1, 0)]
	for id, steps := sc.cur, 0; id != 0 && steps < far; id, steps = s.t.At(id).Cause, steps+1 {
		r := s.t.At(id)
		if p := s.places[r.Obj]; p.conn < 0 || s.conns[p.conn] != c {
			continue
		}
		if st := c.byNumber[s.streamNumber(r)]; st != nil {
			best = st
			break
		}
	}
	sc.found.of, sc.found.at, sc.found.stream = c, sc.cur, best
	return best
}

// streamNumber is the stream that a record is about, or 0.
func (s *Story) streamNumber(r *sim.Record) int64 {
	if n := s.streams[r.Obj]; n != 0 {
		return n
	}
	if n := s.streams[s.t.Object(r.Obj).Parent]; n != 0 {
		return n
	}
	switch r.Kind {
	case sim.KindFrameQueued, sim.KindFrameSerialized, sim.KindFrameParsed, sim.KindFrameDropped, sim.KindState:
		return r.A
	}
	return 0
}

// message is the HTTP/1 message that an end writes (outgoing) or reads at the cursor: the youngest.
func (sc *Scene) message(e *end, outgoing bool) sim.ObjID {
	var best sim.ObjID
	for _, m := range e.messages {
		if (sc.story.kind(m) != "IncomingMessage") == outgoing && (best == 0 || sc.story.born[m] <= sc.cur) {
			best = m
		}
	}
	return best
}
