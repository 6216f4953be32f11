package scene

import "finishline/sim"

// The two ends of a connection, as indexes.
const (
	server = 0
	client = 1
	noEnd  = -1
)

// place says to which connection, and which end of it, an object or record belongs.
type place struct {
	conn int32 // -1: none
	end  int8  // noEnd: neither
}

var nowhere = place{-1, noEnd}

// links is how objects hang together: response and request above sockets,
// streams above sessions above sockets, sockets above handles above the
// kernel's. Only New needs it.
type links struct {
	down    []sim.ObjID // Socket to handle, handle to kernel socket
	above   []sim.ObjID // message to its Socket
	streams []int64     // stream objects to their number
	pairs   map[sim.ObjID]place
}

// connect finds the connections: each begins with a connect call and gets its
// other end when a SYN ACK answers it.
func (s *Story) connect() *links {
	n := s.t.Objects() + 1
	l := &links{down: make([]sim.ObjID, n), above: make([]sim.ObjID, n), streams: make([]int64, n), pairs: map[sim.ObjID]place{}}
	for id := sim.RecordID(1); int(id) <= s.t.Len(); id++ {
		switch r := s.t.At(id); r.Kind {
		case sim.KindLink:
			l.add(r, s.t.String(r.Name))
		case sim.KindSyscall:
			if s.t.String(r.Name) == "connect" {
				s.open(l, id, r)
			}
		case sim.KindSegmentDelivered:
			if r.Cause != 0 && s.t.String(r.Name) == "SYN ACK" {
				s.pair(l, s.t.At(r.Cause).Obj, r.Obj)
			}
		}
	}
	return l
}

func (l *links) add(r *sim.Record, what string) {
	switch what {
	case "handle", "socket", "socket of another process":
		l.down[r.Obj] = sim.ObjID(r.A)
	case "message":
		l.above[r.A] = r.Obj
	case "stream":
		l.streams[r.Obj], l.streams[r.A] = r.B, r.B
	}
}

func (s *Story) open(l *links, id sim.RecordID, r *sim.Record) {
	if _, known := l.pairs[r.Obj]; known {
		return
	}
	l.pairs[r.Obj] = place{int32(len(s.conns)), client}
	c := &conn{born: id, name: s.t.String(r.Text)}
	c.ends[client].tcp = r.Obj
	s.conns = append(s.conns, c)
}

func (s *Story) pair(l *links, from, to sim.ObjID) {
	p, known := l.pairs[to]
	if _, paired := l.pairs[from]; !known || paired || p.end != client {
		return
	}
	l.pairs[from] = place{p.conn, server}
	s.conns[p.conn].ends[server].tcp = from
}

// settle finds the place of every object and what each end is made of.
func (s *Story) settle(l *links) {
	s.places = make([]place, s.t.Objects()+1)
	s.streams = l.streams
	for id := range s.places {
		s.places[id] = s.resolve(l, sim.ObjID(id))
	}
	for id := 1; id < len(s.places); id++ {
		if p := s.places[id]; p.conn >= 0 {
			s.conns[p.conn].ends[p.end].adopt(s, sim.ObjID(id))
		}
	}
}

func (s *Story) resolve(l *links, id sim.ObjID) place {
	for steps := 0; id != 0 && steps < 16; steps++ {
		if p, ok := l.pairs[id]; ok {
			return p
		}
		switch {
		case l.down[id] != 0:
			id = l.down[id]
		case l.above[id] != 0:
			id = l.above[id]
		default:
			id = s.t.Object(id).Parent
		}
	}
	return nowhere
}

func (s *Story) kind(id sim.ObjID) string { return s.t.String(s.t.Object(id).Kind) }

// protocol is what an end speaks above TCP.
type protocol uint8

const (
	plain protocol = iota
	http1
	http2
)

// end is one end of a connection: its machines.
type end struct {
	tcp, handle, socket, parser, session, native sim.ObjID
	tls                                          sim.ObjID // what encrypts, if anything does
	proto                                        protocol
	proc                                         sim.ProcID
	messages                                     []sim.ObjID // HTTP/1 requests and responses
	buffers                                      [nBuffers]levels
	shut                                         sim.RecordID // its handle stopped to take writes

	waiting       levels // the part of the topmost buffer that was not passed on yet
	pushed, given int64  // bytes that ever came into it, and that ever left it downwards
}

func (e *end) adopt(s *Story, id sim.ObjID) {
	switch s.kind(id) {
	case "handle":
		e.handle = id
		e.proc = s.t.Object(id).Proc
	case "Socket", "TLSSocket":
		e.socket = id
	case "tls":
		e.tls = id
	case "parser":
		e.parser = id
		e.speak(http1)
	case "request", "response", "IncomingMessage":
		e.messages = append(e.messages, id)
		e.speak(http1)
	case "Http2Session":
		e.session = id
		e.speak(http2)
	case "h2session":
		e.native = id
		e.speak(http2)
	}
}

func (e *end) speak(p protocol) { e.proto = max(e.proto, p) }

// conn is a connection.
type conn struct {
	name  string // the address that was connected to
	born  sim.RecordID
	ends  [2]end
	flows [2]flow // by sending end

	streams   []*stream
	byNumber  map[int64]*stream
	exchanges []exchange
}

// stream is one HTTP/2 stream of a connection.
type stream struct {
	number int64
	born   sim.RecordID
	object [2]sim.ObjID // Http2Stream at each end
}

func (c *conn) stream(n int64, id sim.RecordID) *stream {
	st := c.byNumber[n]
	if st == nil {
		if c.byNumber == nil {
			c.byNumber = map[int64]*stream{}
		}
		st = &stream{number: n, born: id}
		c.byNumber[n] = st
		c.streams = append(c.streams, st)
	}
	return st
}
