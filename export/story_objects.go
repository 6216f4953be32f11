package export

import (
	"strconv"

	"finishline/sim"
)

// place is where an object belongs.
type place struct {
	conn int // index of its connection; -1: none
	side Side
}

var nowhere = place{-1, Nobody}

// objects knows how the objects of a trace hang together: streams above
// sessions above sockets above handles above the kernel's sockets, and which
// two of those are the ends of one connection.
type objects struct {
	t       *sim.Trace
	upper   []sim.ObjID // by links: who uses this object
	peer    []sim.ObjID // kernel sockets: the other end
	sides   map[sim.ObjID]Side
	places  []place
	placed  []bool
	ends    map[sim.ObjID]int // kernel sockets and net.Sockets to connection
	names   []string          // of connections
	streams map[sim.ObjID]int64
	scopes  map[sim.RecordID]sim.ObjID // callbacks in which a connection was accepted
}

func newObjects(t *sim.Trace) *objects {
	n := t.Objects() + 1
	o := &objects{t: t, upper: make([]sim.ObjID, n), peer: make([]sim.ObjID, n), places: make([]place, n), placed: make([]bool, n),
		sides: map[sim.ObjID]Side{}, ends: map[sim.ObjID]int{}, streams: map[sim.ObjID]int64{},
		scopes: map[sim.RecordID]sim.ObjID{}}
	for id := sim.RecordID(1); int(id) <= t.Len(); id++ {
		switch r := t.At(id); r.Kind {
		case sim.KindLink:
			o.link(r)
		case sim.KindSegmentDelivered:
			o.pair(r)
		}
	}
	o.connect()
	return o
}

func (o *objects) link(r *sim.Record) {
	switch o.t.String(r.Name) {
	case "handle", "socket", "message":
		o.upper[r.A] = r.Obj
	case "stream":
		o.streams[r.Obj], o.streams[sim.ObjID(r.A)] = r.B, r.B
		o.upper[r.A] = r.Obj
	case "connection":
		o.scopes[r.Cause] = sim.ObjID(r.A)
	}
}

// pair notes the two ends of a connection: one sends SYN ACK and the other gets it.
func (o *objects) pair(r *sim.Record) {
	if r.Cause == 0 || o.t.String(r.Name) != "SYN ACK" {
		return
	}
	from := o.t.At(r.Cause).Obj
	o.peer[from], o.peer[r.Obj] = r.Obj, from
	o.sides[from], o.sides[r.Obj] = Server, Client
}

func (o *objects) kind(id sim.ObjID) string { return o.t.String(o.t.Object(id).Kind) }

// connect numbers the connections in the order in which their clients began.
func (o *objects) connect() {
	for id := sim.ObjID(1); int(id) <= o.t.Objects(); id++ {
		switch {
		case o.kind(id) == "Socket" && o.side(id) == Client:
			o.number(id)
		case o.kind(id) == "socket" && o.sides[id] != "" && o.top(id) == id && o.top(o.peer[id]) == o.peer[id]:
			o.number(id)
		}
	}
	for id := range o.peer {
		if p := o.peer[id]; p != 0 {
			if n, ok := o.ends[o.top(p)]; ok {
				o.ends[o.top(sim.ObjID(id))] = n
			}
		}
	}
}

func (o *objects) number(end sim.ObjID) {
	if _, ok := o.ends[end]; ok {
		return
	}
	o.ends[end] = len(o.names)
	o.names = append(o.names, "connection "+strconv.Itoa(len(o.names)+1))
}

// side is what a socket says it is.
func (o *objects) side(id sim.ObjID) Side {
	if s := o.sides[id]; s != "" {
		return s
	}
	switch o.t.String(o.t.Object(id).Name) {
	case "server":
		return Server
	case "client":
		return Client
	}
	return Nobody
}

// top follows links and parents up to the net.Socket, or as far as they lead.
func (o *objects) top(id sim.ObjID) sim.ObjID {
	for {
		switch kind := o.kind(id); {
		case kind == "Socket":
			return id
		case o.upper[id] != 0:
			id = o.upper[id]
		case kind == "socket" || kind == "handle" || kind == "Server":
			return id
		default:
			p := o.t.Object(id).Parent
			if p == 0 {
				return id
			}
			id = p
		}
	}
}

// place finds where an object belongs.
func (o *objects) place(id sim.ObjID) place {
	if id == 0 {
		return nowhere
	}
	if o.placed[id] {
		return o.places[id]
	}
	p := nowhere
	top := o.top(id)
	if n, ok := o.ends[top]; ok {
		p = place{n, o.side(top)}
	} else if o.kind(top) == "Server" {
		p = place{-1, Server}
	}
	o.placed[id], o.places[id] = true, p
	return p
}

// placeOf finds where a record belongs: by its object, or by what caused it.
func (o *objects) placeOf(r *sim.Record) place {
	own := o.place(r.Obj)
	for {
		if p := o.place(r.Obj); p.conn >= 0 {
			if own.side != Nobody {
				p.side = own.side
			}
			return p
		}
		if r.Cause == 0 {
			return own
		}
		if s := o.scopes[r.Cause]; s != 0 {
			return place{o.place(s).conn, Server}
		}
		r = o.t.At(r.Cause)
	}
}

// label is how a line names an object.
func (o *objects) label(id sim.ObjID) string {
	switch kind := o.kind(id); kind {
	case "Http2Session", "h2session":
		return "session"
	case "Http2Stream", "h2stream":
		if n := o.streams[id]; n != 0 {
			return "stream " + strconv.FormatInt(n, 10)
		}
		return "stream"
	case "IncomingMessage":
		if o.side(o.top(id)) == Client {
			return "response"
		}
		return "request"
	case "Http2ServerRequest":
		return "request"
	case "Http2ServerResponse":
		return "response"
	case "Server":
		return "server"
	case "Socket", "socket", "handle":
		return "socket"
	case "":
		return ""
	default:
		return kind
	}
}
