package scene

import (
	"sort"

	"finishline/sim"
)

// exchange is one race: the data of a response (or, between plain sockets, of
// the side that closes first) against the closing of what carries it.
type exchange struct {
	name  string
	born  sim.RecordID
	steps []milestone
}

// milestone is a step of a racer.
type milestone struct {
	record sim.RecordID
	label  string
	close  bool // of CLOSE, not of DATA
	lost   bool
}

// exchanges finds the races of a connection: one scan over its records gathers
// who called and emitted what; the rest is in the flows.
func (s *Story) exchanges(c *conn) {
	at := place{int32(s.indexOf(c)), server}
	switch {
	case len(c.streams) > 0 && (c.ends[server].proto == http2 || c.ends[client].proto == http2):
		for _, st := range c.streams {
			c.exchanges = append(c.exchanges, s.race(c, at, raceOf{name: "stream " + string(appendInt(nil, st.number)), born: st.born, stream: st}))
		}
	case c.ends[server].proto == http1:
		c.exchanges = s.messageRaces(c, at)
	default:
		c.exchanges = append(c.exchanges, s.race(c, s.firstToClose(c, at), raceOf{name: "bytes", born: c.born}))
	}
	sort.SliceStable(c.exchanges, func(i, j int) bool { return c.exchanges[i].born < c.exchanges[j].born })
}

func (s *Story) indexOf(c *conn) int {
	for i := range s.conns {
		if s.conns[i] == c {
			return i
		}
	}
	return -1
}

// firstToClose is the end whose direction ends first, if it sent anything.
func (s *Story) firstToClose(c *conn, p place) place {
	a, b := &c.flows[server], &c.flows[client]
	if a.written.last() == 0 && b.written.last() > 0 || b.fin.asked != 0 && (a.fin.asked == 0 || b.fin.asked < a.fin.asked) && b.written.last() > 0 {
		p.end = client
	}
	return p
}

// raceOf is whose race it is.
type raceOf struct {
	name    string
	born    sim.RecordID
	stream  *stream
	message sim.ObjID
}

func (s *Story) messageRaces(c *conn, p place) []exchange {
	var out []exchange
	for _, m := range c.ends[server].messages {
		if s.kind(m) == "response" {
			out = append(out, s.race(c, p, raceOf{name: "response " + string(appendInt(nil, int64(len(out)+1))), born: s.born[m], message: m}))
		}
	}
	return out
}

// race gathers the milestones of one exchange that the end of p sends.
func (s *Story) race(c *conn, p place, who raceOf) exchange {
	x := exchange{name: who.name, born: who.born}
	f, e, from := &c.flows[p.end], &c.ends[p.end], int(p.end)
	add := func(id sim.RecordID, label string, closing bool) {
		if id != 0 && id != never {
			x.steps = append(x.steps, milestone{record: id, label: label, close: closing})
		}
	}
	writer := s.writersOf(c, p, who)
	add(s.find(writer, sim.KindCall, "end", 0), "end()", false)
	add(s.find(writer, sim.KindEmit, "finish", 0), "finish", false)
	if who.stream != nil {
		s.frameSteps(f, who.stream.number, add)
	} else {
		s.byteSteps(f, e, who, add)
	}
	s.closingSteps(c, p, x.born, add)
	died := false
	for i := range f.gates {
		if g := &f.gates[i]; g.serious && g.lost && g.record >= x.born && s.concerns(f, g, who) {
			x.steps = append(x.steps, milestone{record: g.record, label: "lost", lost: true})
			if p := s.homes[g.by]; g.by != 0 && int(p.end) != from {
				add(g.by, "peer's "+s.t.String(s.t.At(g.by).Name)+"()", true)
			}
			died = true
			break
		}
	}
	if !died { // a peer that got nothing may emit 'end' as well
		add(s.find(s.readersOf(c, p, who), sim.KindEmit, "end", 0), "end at the peer", false)
	}
	sort.SliceStable(x.steps, func(i, j int) bool { return x.steps[i].record < x.steps[j].record })
	return x
}

// concerns reports whether a loss hit the exchange.
func (s *Story) concerns(f *flow, g *gate, who raceOf) bool {
	if who.stream == nil || len(g.frames) == 0 {
		return true
	}
	for _, i := range g.frames {
		if fr := &f.frames[i]; fr.stream == who.stream.number && s.carries(fr) {
			return true
		}
	}
	return false
}

// frameSteps follows the last frame of a stream that carries something.
func (s *Story) frameSteps(f *flow, number int64, add func(sim.RecordID, string, bool)) {
	var first, last *frame
	for i := range f.frames {
		if fr := &f.frames[i]; fr.stream == number && s.carries(fr) {
			if first == nil {
				first = fr
			}
			last = fr
		}
	}
	if first == nil {
		return
	}
	add(first.queued, "queued", false)
	if last.handed != 0 {
		add(last.handed, "handed on", false)
	}
	if last.span >= 0 {
		s.arrival(f, f.spans[last.span].to, add)
	}
}

func (s *Story) byteSteps(f *flow, e *end, who raceOf, add func(sim.RecordID, string, bool)) {
	end := f.written.last()
	if who.message != 0 {
		end = 0
		for i := range f.spans {
			if sp := &f.spans[i]; s.t.At(sp.record).Obj == who.message {
				end = sp.to
			}
		}
		if end == 0 { // bytes that have lost their names: all that follow the response's beginning
			end = f.written.last()
		}
	}
	if end == 0 || f.written.reached(end) < who.born {
		return
	}
	add(f.written.reached(end), "last write", false)
	s.arrival(f, end, add)
}

func (s *Story) arrival(f *flow, offset int64, add func(sim.RecordID, string, bool)) {
	add(f.got.reached(offset), "arrived", false)
}

// closingSteps are those of what carries the exchange.
func (s *Story) closingSteps(c *conn, p place, born sim.RecordID, add func(sim.RecordID, string, bool)) {
	f, e := &c.flows[p.end], &c.ends[p.end]
	if call := s.closes(e, born, e.proto != plain); call != 0 { // a plain socket's end() is a step of DATA
		add(call, s.t.String(s.t.At(call).Name)+"()", true)
	}
	add(e.shut, "socket shut", true)
	for _, id := range s.tmp.destroyed[p] {
		add(id, "destroyed", true)
	}
	if e.shut == 0 && e.handle != 0 {
		add(s.exitOf(e.proc), "process ends", true)
	}
	add(f.fin.sent, "FIN sent", true)
	add(f.fin.read, "peer reads end", true)
	for i := range f.segs {
		if has(s.t.String(f.segs[i].flags), "RST") {
			add(f.segs[i].sent, "RST sent", true)
			break
		}
	}
}

// closes is the first call of the script, from a record on, that closes an
// end's session or socket; ends says whether end() is one.
func (s *Story) closes(e *end, from sim.RecordID, ends bool) sim.RecordID {
	best := never
	for _, o := range [2]sim.ObjID{e.session, e.socket} {
		for _, id := range s.tmp.about[o] {
			r := s.t.At(id)
			if name := s.t.String(r.Name); o != 0 && id >= from && r.Kind == sim.KindCall && shuts(name) && (ends || name != "end") {
				best = min(best, id)
			}
		}
	}
	if best == never {
		return 0
	}
	return best
}

// writersOf and readersOf are the objects through which the script sends and receives the exchange.
func (s *Story) writersOf(c *conn, p place, who raceOf) []sim.ObjID {
	switch {
	case who.stream != nil:
		return s.streamObjects(who.stream.object[p.end])
	case who.message != 0:
		return []sim.ObjID{who.message}
	}
	return []sim.ObjID{c.ends[p.end].socket}
}

func (s *Story) readersOf(c *conn, p place, who raceOf) []sim.ObjID {
	peer := &c.ends[1-p.end]
	switch {
	case who.stream != nil:
		return s.streamObjects(who.stream.object[1-p.end])
	case who.message != 0 && peer.proto == http1:
		n := 0
		for _, m := range c.ends[p.end].messages {
			if s.kind(m) == "response" {
				if m == who.message {
					break
				}
				n++
			}
		}
		for _, m := range peer.messages {
			if s.kind(m) == "IncomingMessage" {
				if n == 0 {
					return []sim.ObjID{m}
				}
				n--
			}
		}
		return nil
	}
	return []sim.ObjID{peer.socket}
}

// streamObjects are an Http2Stream and the compatibility objects on top of it.
func (s *Story) streamObjects(st sim.ObjID) []sim.ObjID {
	if st == 0 {
		return nil
	}
	return append([]sim.ObjID{st}, s.tmp.children[st]...)
}

// find is the last record of the kind and name about any of the objects, not before from.
func (s *Story) find(objs []sim.ObjID, kind sim.Kind, name string, from sim.RecordID) sim.RecordID {
	var best sim.RecordID
	for _, o := range objs {
		for _, id := range s.tmp.about[o] {
			if r := s.t.At(id); r.Kind == kind && id >= from && s.t.String(r.Name) == name {
				best = max(best, id)
			}
		}
	}
	return best
}

// mark is a milestone of any connection on the timeline.
type mark struct {
	milestone
	conn int32
	of   sim.RecordID // where its exchange began
}

// mark collects the timeline's milestones.
func (s *Story) mark() {
	for i, c := range s.conns {
		for _, x := range c.exchanges {
			for _, m := range x.steps {
				s.marks = append(s.marks, mark{m, int32(i), x.born})
			}
		}
	}
	for _, id := range s.throws {
		s.marks = append(s.marks, mark{milestone{record: id, label: "throws", lost: true}, -1, 0})
	}
	for _, p := range s.procs {
		if p.exit != 0 {
			s.marks = append(s.marks, mark{milestone{record: p.exit, label: "exit", close: true}, -1, 0})
		}
	}
	sort.SliceStable(s.marks, func(i, j int) bool { return s.marks[i].record < s.marks[j].record })
	out := s.marks[:0]
	for _, m := range s.marks {
		if n := len(out); n == 0 || out[n-1].record != m.record || out[n-1].conn != m.conn {
			out = append(out, m)
		}
	}
	s.marks = out
}
