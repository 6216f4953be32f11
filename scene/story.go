package scene

import "finishline/sim"

// Story is a trace indexed for drawing: for every variable of the picture the
// records that change it, the connections with all their bytes and frames, the
// callbacks, the milestones, and where each record lies on the timeline.
type Story struct {
	t       *sim.Trace
	conns   []*conn
	procs   []*process
	places  []place        // by object
	streams []int64        // stream number, by object
	homes   []place        // by record: its own place, or that of what caused it
	focus   []int32        // by record: the connection that the story is about
	born    []sim.RecordID // by object: its first record
	began   []sim.RecordID // by record: where the callback began in which it happened
	states  states
	blocks  []block
	events  track
	ticks   track
	turns   track // iterations
	marks   []mark
	throws  track
	choices track // where the world chose
	axis    axis

	tmp *indexing // nil once New is done
}

// indexing is what only New needs.
type indexing struct {
	levels    map[levelKey][2]int64
	dead      map[levelKey]bool
	segments  map[sim.RecordID]int32
	parts     map[*end][]sim.RecordID
	destroyed map[place][]sim.RecordID
	open      []int                        // blocks, by nesting
	about     map[sim.ObjID][]sim.RecordID // calls and events of objects
	children  map[sim.ObjID][]sim.ObjID
}

// New indexes a trace, once. The trace must not grow afterwards.
func New(t *sim.Trace) *Story {
	s := &Story{t: t, states: states{}}
	s.tmp = &indexing{levels: map[levelKey][2]int64{}, dead: map[levelKey]bool{}, segments: map[sim.RecordID]int32{},
		parts: map[*end][]sim.RecordID{}, destroyed: map[place][]sim.RecordID{},
		about: map[sim.ObjID][]sim.RecordID{}, children: map[sim.ObjID][]sim.ObjID{}}
	for id := sim.ObjID(1); int(id) <= t.Objects(); id++ {
		if p := t.Object(id).Parent; p != 0 {
			s.tmp.children[p] = append(s.tmp.children[p], id)
		}
	}
	s.settle(s.connect())
	n := t.Len() + 1
	s.homes, s.focus, s.began = make([]place, n), make([]int32, n), make([]sim.RecordID, n)
	s.homes[0], s.focus[0] = nowhere, -1
	s.born = make([]sim.RecordID, t.Objects()+1)
	for id := sim.RecordID(1); int(id) < n; id++ {
		r := t.At(id)
		if s.born[r.Obj] == 0 {
			s.born[r.Obj] = id
		}
		s.locate(id, r)
		s.note(id, r)
		s.begin(id, r)
	}
	s.seal()
	s.axis.build(s)
	s.mark()
	s.tmp = nil
	return s
}

// seal prepares the searches, and draws the conclusions that need them.
func (s *Story) seal() {
	for _, c := range s.conns {
		for i := range c.flows {
			c.flows[i].seal()
		}
	}
	for _, p := range s.procs {
		s.exitGates(p)
	}
	for _, c := range s.conns {
		s.exchanges(c)
	}
}

// Trace is what the story tells.
func (s *Story) Trace() *sim.Trace { return s.t }

// locate finds to which connection a record belongs and whether the story moves there.
func (s *Story) locate(id sim.RecordID, r *sim.Record) {
	p := s.places[r.Obj]
	if p.conn < 0 && r.Cause != 0 {
		p = s.homes[r.Cause]
	}
	if r.Kind == sim.KindLink && s.t.String(r.Name) == "connection" {
		p = s.places[r.A]
		s.homes[r.Cause] = p
	}
	s.homes[id] = p
	s.focus[id] = s.focus[id-1]
	if p.conn >= 0 && (s.focus[id] < 0 || telling(r)) {
		s.focus[id] = p.conn
	}
}

// telling reports whether a record is worth turning to another connection for.
func telling(r *sim.Record) bool {
	switch r.Kind {
	case sim.KindCall, sim.KindGate, sim.KindConsole, sim.KindThrow:
		return true
	case sim.KindEmit:
		return r.B > 0
	}
	return false
}

// note sorts a record into the tracks of what it changes.
func (s *Story) note(id sim.RecordID, r *sim.Record) {
	switch r.Kind {
	case sim.KindLevel:
		s.noteLevel(id, r)
	case sim.KindSocketBuffer:
		s.noteReceived(id, r)
	case sim.KindState:
		s.noteState(id, r)
	case sim.KindSyscall:
		s.noteSyscall(id, r)
	case sim.KindSegmentSent:
		s.noteSent(id, r)
	case sim.KindSegmentDelivered, sim.KindSegmentDropped:
		s.noteGone(id, r)
	case sim.KindFrameQueued, sim.KindFrameSerialized, sim.KindFrameParsed, sim.KindFrameDropped, sim.KindFrameHanded:
		s.noteFrame(id, r)
	case sim.KindGate:
		s.noteGate(id, r)
	case sim.KindLink:
		s.noteStream(id, r)
	case sim.KindLeave:
		s.noteLeave(id, r)
	case sim.KindThrow:
		s.throws = append(s.throws, id)
	case sim.KindChoice:
		s.choices = append(s.choices, id)
	case sim.KindCall, sim.KindEmit:
		s.tmp.about[r.Obj] = append(s.tmp.about[r.Obj], id)
	}
	s.noteLoop(id, r)
	s.noteBlock(id, r)
	if shown(r) {
		s.events = append(s.events, id)
	}
}

// noteStream remembers which stream of which connection an Http2Stream is.
func (s *Story) noteStream(id sim.RecordID, r *sim.Record) {
	if p := s.places[r.Obj]; p.conn >= 0 && s.t.String(r.Name) == "stream" {
		s.conns[p.conn].stream(r.B, id).object[p.end] = r.Obj
	}
}

// Connections are the objects that View.Focus may name, in the order of their
// making: the client's socket of each, which every connection has.
func (s *Story) Connections() []sim.ObjID {
	ids := make([]sim.ObjID, len(s.conns))
	for i, c := range s.conns {
		ids[i] = c.ends[client].tcp
	}
	return ids
}

// Name is what the picture calls a connection.
func (s *Story) Name(focus sim.ObjID) string {
	for i, c := range s.conns {
		if c.ends[client].tcp == focus {
			return "connection " + string(appendInt(nil, int64(i+1))) + " to " + c.name
		}
	}
	return ""
}

// focused is the index of the connection to show, or -1.
func (s *Story) focused(v *View) int {
	if v.Focus != 0 && int(v.Focus) < len(s.places) {
		if p := s.places[v.Focus]; p.conn >= 0 {
			return int(p.conn)
		}
	}
	if i := s.focus[s.clamp(v.Cursor)]; i >= 0 {
		return int(i)
	}
	if len(s.conns) > 0 {
		return 0
	}
	return -1
}

// clamp keeps a cursor in the trace; 0 is before its first record.
func (s *Story) clamp(c sim.RecordID) sim.RecordID { return min(c, sim.RecordID(s.t.Len())) }
