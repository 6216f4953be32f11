package scene

import "finishline/sim"

// station is a place where bytes can be, in the order of their way.
type station uint8

const (
	stApp     station = iota // what the program wrote and the library holds back
	stSession                // the protocol's session, or under HTTP/1 the socket's Writable
	stTLS                    // records that are sealed, or wait to be
	stUV                     // libuv's write queue
	stSend                   // the kernel's send buffer
	stWire
	stReceive     // the kernel's receive buffer
	stPeerSession // what the peer's session or parser is working on
	stPeerApp     // what the peer's program has yet to take
	nStations
)

// gate is a place that shut: nothing passes behind it any more.
type gate struct {
	record   sim.RecordID
	at       station      // the gate is behind this station
	by       sim.RecordID // the script's call that shut it, if one did
	why      sim.Sym
	bytes    int64
	items    int64
	frames   []int32 // of the flow: those that died here
	lost     bool    // something died here
	serious  bool    // and it was the program's: headers or a body
	from, to int64   // which bytes, if they had an offset already
}

func (s *Story) gate(id sim.RecordID, r *sim.Record, f *flow, at station, bytes, items int64) *gate {
	f.gates = append(f.gates, gate{record: id, at: at, why: r.Text, bytes: bytes, items: items, lost: true, by: s.closer(id, r.Obj)})
	return &f.gates[len(f.gates)-1]
}

// noteGate finds the station of a loss.
func (s *Story) noteGate(id sim.RecordID, r *sim.Record) {
	out, in, e := s.flowOf(r.Obj)
	if out == nil {
		return
	}
	f, at := out, stUV
	var dead []int32
	b, _ := s.bufferOf(e, r)
	switch name := s.t.String(r.Name); {
	case name == "session write":
		at, dead = stSession, out.refuse(id)
	case name == "session queue":
		at, dead = stSession, out.abandon(id)
	case name == "stream queue":
		at = stSession
	case b == bufClear || b == bufCipher:
		at = stTLS
	case name == "arriving data":
		f, at = in, stWire
	case b == bufReceive:
		f, at = in, stReceive
	case b == bufReadable:
		f, at = in, stPeerApp
	case b == bufSend:
		at = stSend
	case b == bufSocket && e.proto == http1:
		at = stSession
	case b == bufMessage, b == bufSocket:
		at = stApp
	}
	g := s.gate(id, r, f, at, r.A, r.B)
	g.frames = dead
	g.serious = s.serious(f, g, e)
	if g.from, g.to = f.endangered(g); at < stUV || at > stReceive {
		g.from, g.to = 0, 0
	}
	switch b, ok := s.bufferOf(e, r); {
	case !ok:
	case b == bufReceive || b == bufSend:
		e.buffers[b].empty(id)
	default:
		s.setLevel(id, e, r.Obj, b, 0, 0)
		s.tmp.dead[levelKey{r.Obj, b}] = true
	}
}

// serious tells losses that a program minds from those of housekeeping, such
// as a GOAWAY that nobody waits for.
func (s *Story) serious(f *flow, g *gate, e *end) bool {
	if e.proto != http2 {
		return g.bytes > 0
	}
	if g.at == stApp || g.at == stPeerApp || g.at == stSession && len(g.frames) == 0 && g.bytes > 0 {
		return true
	}
	for _, i := range g.frames {
		if s.carries(&f.frames[i]) {
			return true
		}
	}
	if g.at < stUV {
		return g.at == stTLS && g.bytes > 0
	}
	if e.tls != 0 {
		return g.bytes > 0
	}
	from, to := f.endangered(g)
	for i := range f.spans {
		sp := &f.spans[i]
		if sp.frame >= 0 && sp.to > from && sp.from < to && s.carries(&f.frames[sp.frame]) {
			return true
		}
	}
	return false
}

// carries reports whether a frame is part of a request or response.
func (s *Story) carries(fr *frame) bool {
	switch s.t.String(fr.name) {
	case "HEADERS", "DATA", "PUSH_PROMISE":
		return fr.stream != 0
	}
	return false
}

// endangered is the range of bytes that a gate of the kernel's cut off.
func (f *flow) endangered(g *gate) (from, to int64) {
	switch g.at {
	case stUV:
		return f.written.at(g.record), f.handed.at(g.record)
	case stReceive:
		read := f.read(g.record)
		return read, read + g.bytes
	default:
		return f.got.at(g.record), f.written.at(g.record)
	}
}

// noteShut remembers that an end's handle takes no more writes.
func (s *Story) noteShut(id sim.RecordID, r *sim.Record) {
	out, _, e := s.flowOf(r.Obj)
	if out == nil || e.shut != 0 || s.kind(r.Obj) != "handle" {
		return
	}
	e.shut = id
	if out.fin.asked == 0 {
		out.fin.asked = id
	}
	at := stSession
	switch {
	case e.tls != 0:
		at = stTLS
	case e.proto == plain:
		at = stApp
	}
	out.gates = append(out.gates, gate{record: id, at: at, by: s.closer(id, r.Obj)})
}

// closer is the script's call that shut something: the nearest cause that can,
// or else what shut the handle of that end.
func (s *Story) closer(id sim.RecordID, obj sim.ObjID) sim.RecordID {
	if call := s.closingCall(id); call != 0 {
		return call
	}
	_, _, e := s.flowOf(obj)
	if e == nil {
		return 0
	}
	if e.shut != 0 && e.shut != id {
		if call := s.closingCall(e.shut); call != 0 {
			return call
		}
	}
	return s.closes(e, 0, true)
}

// closingCall walks up the causes, as far as they do not come from the network.
func (s *Story) closingCall(id sim.RecordID) sim.RecordID {
	for id = s.t.At(id).Cause; id != 0; id = s.t.At(id).Cause {
		r := s.t.At(id)
		if r.Kind == sim.KindSegmentDelivered {
			return 0
		}
		if r.Kind == sim.KindCall && shuts(s.t.String(r.Name)) {
			return id
		}
	}
	return 0
}

// shuts reports whether a method can end something.
func shuts(method string) bool {
	switch method {
	case "close", "destroy", "destroySoon", "end", "resetAndDestroy", "abort", "closeAllConnections", "closeIdleConnections":
		return true
	}
	return false
}

// noteDestroyed keeps the moment for the race.
func (s *Story) noteDestroyed(id sim.RecordID, r *sim.Record) {
	if p := s.places[r.Obj]; p.conn >= 0 && s.kind(r.Obj) == "Http2Session" {
		s.tmp.destroyed[p] = append(s.tmp.destroyed[p], id)
	}
}

// exitGates: the end of a process shuts everything that a process had not given to its kernel.
func (s *Story) exitGates(p *process) {
	if p.exit == 0 {
		return
	}
	for _, c := range s.conns {
		for i := range c.ends {
			e := &c.ends[i]
			if state, _ := s.state(machine{obj: e.handle}, p.exit); e.proc == p.id && e.handle != 0 && state != "closed" {
				s.exitGate(p.exit, c, i)
			}
		}
	}
}

func (s *Story) exitGate(id sim.RecordID, c *conn, from int) {
	e, f := &c.ends[from], &c.flows[from]
	r := s.t.At(id)
	add := func(at station, bytes, items int64) {
		if bytes > 0 || items > 0 {
			g := gate{record: id, at: at, why: r.Name, bytes: bytes, items: items, lost: true, serious: bytes > 0}
			if at == stUV {
				g.from, g.to = f.endangered(&g)
			}
			f.gates = append(f.gates, g)
		}
	}
	uv, _, _ := e.buffers[bufUV].level(id)
	add(stUV, uv, 0)
	queue, _, _ := e.buffers[bufStreamQueue].level(id)
	n := int64(0)
	if first, last := f.inSession(id); e.proto == http2 && e.native != 0 {
		for i := first; i < last; i++ {
			if fr := &f.frames[i]; fr.left > id {
				n++
				queue += fr.bytes
				fr.left = id
			}
		}
	}
	if e.proto == http1 && uv == 0 {
		queue, _, _ = e.buffers[bufSocket].level(id)
	}
	add(stSession, queue, n)
	app := int64(0)
	switch {
	case e.proto == plain && uv == 0:
		app, _, _ = e.buffers[bufSocket].level(id)
	case e.proto != plain && queue == 0:
		app, _, _ = e.buffers[bufMessage].level(id)
	}
	add(stApp, app, 0)
	for b := bufMessage; b <= bufUV; b++ {
		e.buffers[b].empty(id)
	}
	e.buffers[bufReadable].empty(id)
}
