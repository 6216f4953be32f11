package scene

import "finishline/sim"

// stationName is what a station is called, at three lengths.
type stationName struct{ long, middle, short string }

type nameID uint8

const (
	nmMessage nameID = iota
	nmSocketWritable
	nmStreamWritable
	nmRequestWritable
	nmSession
	nmSocket
	nmTLS
	nmUV
	nmSend
	nmWire
	nmReceive
	nmParser
	nmMessageReadable
	nmStreamReadable
	nmSocketReadable
)

var stationNames = [...]stationName{
	nmMessage:         {"response (res)", "response", "res"},
	nmStreamWritable:  {"response (Writable)", "response", "res"},
	nmRequestWritable: {"request (Writable)", "request", "req"},
	nmSocketWritable:  {"socket (Writable)", "socket", "socket"},
	nmSession:         {"h2 session", "session", "h2"},
	nmSocket:          {"socket (Writable)", "socket", "socket"},
	nmTLS:             {"TLS records", "TLS", "TLS"},
	nmUV:              {"libuv write queue", "uv write", "uv"},
	nmSend:            {"kernel send buffer", "kernel sndbuf", "sndbuf"},
	nmWire:            {"wire", "wire", "wire"},
	nmReceive:         {"kernel receive buffer", "kernel rcvbuf", "rcvbuf"},
	nmParser:          {"HTTP parser", "parser", "parser"},
	nmMessageReadable: {"message (Readable)", "message", "msg"},
	nmStreamReadable:  {"stream (Readable)", "stream", "stream"},
	nmSocketReadable:  {"socket (Readable)", "socket", "socket"},
}

// names is the name of a station on the way from this end to the peer.
func (e *end) names(at station, peer *end) nameID {
	switch at {
	case stApp:
		return [...]nameID{plain: nmSocketWritable, http1: nmMessage, http2: nmStreamWritable}[e.proto]
	case stSession:
		return [...]nameID{plain: nmSocketWritable, http1: nmSocket, http2: nmSession}[e.proto]
	case stTLS:
		return nmTLS
	case stUV:
		return nmUV
	case stSend:
		return nmSend
	case stWire:
		return nmWire
	case stReceive:
		return nmReceive
	case stPeerSession:
		if peer.proto == plain && peer.tls != 0 {
			return nmTLS
		}
		return [...]nameID{plain: nmSocketReadable, http1: nmParser, http2: nmSession}[peer.proto]
	}
	return [...]nameID{plain: nmSocketReadable, http1: nmMessageReadable, http2: nmStreamReadable}[peer.proto]
}

// way is the stations of a direction, drawn.
type way struct {
	from    int
	conn    *conn
	boxes   [nStations]Rect
	present [nStations]bool
	mirror  bool // the sender stands on the right
	stacked bool
	rows    int
}

// stations lists what there is between two ends: plain sockets have no session, and few encrypt.
func (w *way) stations() {
	e, peer := &w.conn.ends[w.from], &w.conn.ends[1-w.from]
	for at := range nStations {
		switch at {
		case stSession:
			w.present[at] = e.proto != plain
		case stTLS:
			w.present[at] = e.tls != 0
		case stPeerSession:
			w.present[at] = peer.proto != plain || peer.tls != 0
		default:
			w.present[at] = true
		}
	}
}

// flow draws one direction and returns where it ends.
func (sc *Scene) flow(in Rect, c *conn, from, rows int) float32 {
	w := way{from: from, conn: c, rows: rows, mirror: from == client, stacked: sc.view.stacked()}
	w.stations()
	sc.flowTitle(in, &w)
	var bottom float32
	if w.stacked {
		bottom = w.stack(in)
	} else {
		bottom = w.spread(in)
	}
	sc.fill(&sc.now, c, from, sc.cur)
	active := sc.active(&w)
	for at := range nStations {
		if w.present[at] {
			sc.station(&w, at, at == active)
		}
	}
	sc.gates(in, &w)
	sc.tokens(&w)
	return bottom
}

func (sc *Scene) flowTitle(in Rect, w *way) {
	st := style{role: RoleText, size: sc.size + 1, bold: true}
	what := "data"
	if p := max(w.conn.ends[0].proto, w.conn.ends[1].proto); p != plain {
		if what = "response"; w.from == client {
			what = "request"
		}
	}
	face := st.face()
	sc.text(in.X, in.Y+11, in.W*0.4, st, what)
	x := in.X + face.Width(what, st.size) + 8
	arrow := arrows[w.from]
	if w.mirror && !w.stacked {
		arrow = "server ← client"
	}
	dim := style{role: RoleTextDim, size: sc.size}
	sc.text(x, in.Y+11, in.W*0.4, dim, arrow)
}

// spread sets the stations side by side: the server always on the left.
func (w *way) spread(in Rect) float32 {
	const gap, wider = 10, 1.25
	n := float32(0)
	for at := range nStations {
		if w.present[at] {
			n++
		}
	}
	unit := (in.W - (n-1)*gap) / (n - 1 + wider)
	top, height := in.Y+20, 26+float32(w.rows)*tokenPitch
	x := in.X
	for k := range nStations {
		at := k
		if w.mirror {
			at = nStations - 1 - k
		}
		if !w.present[at] {
			continue
		}
		width := unit
		if at == stWire {
			width = unit * wider
		}
		w.boxes[at] = Rect{x, top, width, height}
		x += width + gap
	}
	return top + height + 16 + 16
}

// stack sets them below each other, the sender's on top.
func (w *way) stack(in Rect) float32 {
	const pitch, height = 31, 26
	y := in.Y + 20
	for at := range nStations {
		if w.present[at] {
			w.boxes[at] = Rect{in.X, y, in.W, height}
			y += pitch
		}
	}
	return y
}

// station draws a box with its name and, beneath, what is in it in words.
func (sc *Scene) station(w *way, at station, active bool) {
	r := w.boxes[at]
	name := stationNames[w.conn.ends[w.from].names(at, &w.conn.ends[1-w.from])]
	if at == stApp && w.from == client && w.conn.ends[client].proto != plain {
		name = stationNames[nmRequestWritable]
	}
	role := RoleText
	if at == stWire {
		role = RoleTextDim
		y := r.Y + 24 + (r.H-24)/2
		if w.stacked {
			y = r.Y + r.H/2
			sc.line(r.X, y, r.W, 0, 1.5, RoleWire).Alpha = 0.6
		} else {
			sc.line(r.X-10, y, r.W+20, 0, 2, RoleWire)
		}
	} else {
		line := RoleStationLine
		if active {
			line = RoleStationActive
		}
		if h := sc.box(r, RoleStation, line, 6); active {
			h.Width = 2
		}
	}
	caption, short, quiet := sc.caption(w, at)
	dim := style{role: RoleTextDim, size: sc.size - 1}
	if !quiet {
		dim.role = RoleText
	}
	st := style{role: role, size: sc.size, bold: at != stWire, align: Middle}
	if w.stacked {
		st.align, dim.align = Left, Right
		if at == stWire {
			sc.plate(r, name.middle, st)
		}
		sc.text(r.X+9, baseline(r, st.size), stackName-12, st, name.middle, name.short)
		if w.conn.flows[w.from].toll(at, sc).last != nil {
			return // what was lost stands there instead
		}
		h := sc.text(r.X+r.W-9, baseline(r, dim.size), stackCaption-8, dim, caption, short)
		if at == stWire {
			sc.behind(h)
		}
		return
	}
	dim.align = Middle
	sc.text(r.X+r.W/2, r.Y+16, r.W-6, st, name.long, name.middle, name.short)
	sc.text(r.X+r.W/2, r.Y+r.H+13, r.W+6, dim, caption, short)
}

// The columns of a stacked station.
const (
	stackName    = 96
	stackCaption = 92
)

// plate hides the wire behind its name.
func (sc *Scene) plate(r Rect, name string, st style) {
	sc.box(Rect{r.X, r.Y, 10 + st.face().Width(name, st.size) + 8, r.H}, RolePanel, RoleNone, 0)
}

// behind hides the wire behind a text that was just set at the right.
func (sc *Scene) behind(h *Shape) {
	text := *h
	w := text.Face().Width(text.Text, text.Size) + 8
	sc.Shapes = sc.Shapes[:len(sc.Shapes)-1]
	sc.box(Rect{text.X - w, text.Y - 14, w + 9, 20}, RolePanel, RoleNone, 0)
	sc.Shapes = append(sc.Shapes, text)
}

// active is the station that the cursor's record is about.
func (sc *Scene) active(w *way) station {
	s := sc.story
	if sc.cur == 0 {
		return nStations
	}
	r := s.t.At(sc.cur)
	p := s.places[r.Obj]
	if p.conn < 0 || s.conns[p.conn] != w.conn {
		return nStations
	}
	sends := int(p.end) == w.from
	at := s.stationOf(r, &w.conn.ends[p.end], sends)
	if at < nStations && !w.present[at] {
		return nStations
	}
	return at
}

// stationOf is where a record happens, seen from the direction that its end sends or receives.
func (s *Story) stationOf(r *sim.Record, e *end, sends bool) station {
	pick := func(mine, other station) station {
		if sends {
			return mine
		}
		return other
	}
	switch r.Kind {
	case sim.KindFrameQueued, sim.KindFrameSerialized, sim.KindFrameHanded, sim.KindFrameDropped:
		if r.Obj == e.tls {
			return pick(stTLS, nStations)
		}
		return pick(stSession, nStations)
	case sim.KindFrameParsed:
		return pick(nStations, stPeerSession)
	case sim.KindSegmentSent, sim.KindSegmentDropped:
		return pick(stWire, nStations)
	case sim.KindSegmentDelivered:
		return pick(nStations, stReceive)
	case sim.KindSyscall:
		switch s.t.String(r.Name) {
		case "write", "shutdown":
			return pick(stSend, nStations)
		case "read":
			return pick(nStations, stReceive)
		}
	case sim.KindCall:
		return pick(stApp, nStations)
	case sim.KindLevel, sim.KindSocketBuffer, sim.KindGate:
		b, ok := s.bufferOf(e, r)
		if !ok {
			return nStations
		}
		switch b {
		case bufMessage:
			return pick(stApp, nStations)
		case bufSocket:
			if e.proto == http1 {
				return pick(stSession, nStations)
			}
			return pick(stApp, nStations)
		case bufStreamQueue:
			return pick(stSession, nStations)
		case bufClear, bufCipher:
			return pick(stTLS, nStations)
		case bufUV:
			return pick(stUV, nStations)
		case bufSend:
			return pick(stSend, nStations)
		case bufReceive:
			return pick(nStations, stReceive)
		case bufReadable:
			return pick(nStations, stPeerApp)
		}
	}
	return nStations
}
