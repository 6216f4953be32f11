package scene

import "finishline/sim"

// A track is the records at which one variable of the world changed, in order.
// The picture at a cursor needs a few dozen variables, and each is one binary
// search away, so that jumping is as cheap as stepping and nothing is folded.
type track []sim.RecordID

// upTo is the number of records of the track at or before c.
func (t track) upTo(c sim.RecordID) int {
	lo, hi := 0, len(t)
	for lo < hi {
		if mid := (lo + hi) / 2; t[mid] <= c {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// at is the last record of the track at or before c, or 0.
func (t track) at(c sim.RecordID) sim.RecordID {
	if n := t.upTo(c); n > 0 {
		return t[n-1]
	}
	return 0
}

// after is the first record of the track behind c, or 0.
func (t track) after(c sim.RecordID) sim.RecordID {
	if n := t.upTo(c); n < len(t) {
		return t[n]
	}
	return 0
}

// levels is a track of a buffer's level.
type levels struct {
	track
	bytes []int64
	items []int64
}

func (l *levels) set(id sim.RecordID, bytes, items int64) {
	l.track = append(l.track, id)
	l.bytes, l.items = append(l.bytes, bytes), append(l.items, items)
}

// empty says that what was in it is gone.
func (l *levels) empty(id sim.RecordID) {
	n := l.upTo(id)
	if n == 0 || l.bytes[n-1] == 0 {
		return
	}
	capacity := l.items[n-1]
	l.track, l.bytes, l.items = l.track[:n], l.bytes[:n], l.items[:n]
	l.set(id, 0, capacity)
}

// last is the level at the end of what is indexed.
func (l *levels) last() (bytes, items int64) {
	if n := len(l.bytes); n > 0 {
		return l.bytes[n-1], l.items[n-1]
	}
	return 0, 0
}

// level is the level at c and the record that made it so.
func (l *levels) level(c sim.RecordID) (bytes, items int64, since sim.RecordID) {
	if n := l.upTo(c); n > 0 {
		return l.bytes[n-1], l.items[n-1], l.track[n-1]
	}
	return 0, 0, 0
}

// machine names one state machine of an object; some objects are several.
type machine struct {
	obj  sim.ObjID
	what aspect
	n    int64 // number of a stream of a session
}

type aspect uint8

const (
	whole aspect = iota
	readable
	writable
	streamState // RFC 9113, section 5.1
)

// states finds the tracks of state machines.
type states map[machine]track

func (s *Story) noteState(id sim.RecordID, r *sim.Record) {
	m := machine{obj: r.Obj}
	switch to := s.t.String(r.Text); {
	case r.A != 0 && s.native(r.Obj) != 0:
		m = machine{s.native(r.Obj), streamState, r.A}
	case len(to) > 9 && to[:9] == "readable ":
		m.what = readable
	case len(to) > 9 && to[:9] == "writable ":
		m.what = writable
	case to == "shutting" || to == "closing":
		s.noteShut(id, r)
	case to == "destroyed":
		s.noteDestroyed(id, r)
	case to == "closed" && s.kind(r.Obj) == "handle":
		s.noteClosed(id, r)
	}
	s.states[m] = append(s.states[m], id)
}

// noteClosed empties what was left above a handle that is closed. What streams
// had given to their session is lost, whether or not the session said so; a
// close_notify that TLS never sends is no loss.
func (s *Story) noteClosed(id sim.RecordID, r *sim.Record) {
	out, _, e := s.flowOf(r.Obj)
	if out == nil || e.handle != r.Obj {
		return
	}
	if n, items := e.buffers[bufStreamQueue].last(); n > 0 {
		out.gates = append(out.gates, gate{record: id, at: stSession, by: s.closer(id, r.Obj), bytes: n, items: items, lost: true, serious: true})
	}
	for _, b := range [...]buffer{bufStreamQueue, bufClear, bufCipher} {
		e.buffers[b].empty(id)
	}
}

// native is the session whose stream a native stream is, if obj is one, or obj if it is such a session.
func (s *Story) native(obj sim.ObjID) sim.ObjID {
	switch s.kind(obj) {
	case "h2session":
		return obj
	case "h2stream":
		return s.t.Object(obj).Parent
	}
	return 0
}

// state is what a machine is in at c, without the aspect's name, and since when.
func (s *Story) state(m machine, c sim.RecordID) (string, sim.RecordID) {
	id := s.states[m].at(c)
	if id == 0 {
		return s.firstState(m, c), 0
	}
	to := s.t.String(s.t.At(id).Text)
	if m.what == readable || m.what == writable {
		to = to[9:]
	}
	return to, id
}

// buffer names the buffers of an end whose level the picture shows.
type buffer uint8

const (
	bufMessage     buffer = iota // what a message, or the streams of a session, hold back
	bufSocket                    // a socket's Writable
	bufStreamQueue               // DATA that streams have given to their session
	bufClear                     // what TLS has yet to seal
	bufCipher                    // what it has sealed and libuv has not taken
	bufUV
	bufSend
	bufReceive
	bufReadable // read, but not yet taken by the program
	nBuffers
)

// noteLevel keeps the sum of what all objects of an end have in one kind of buffer.
func (s *Story) noteLevel(id sim.RecordID, r *sim.Record) {
	p := s.places[r.Obj]
	if p.conn < 0 {
		return
	}
	e := &s.conns[p.conn].ends[p.end]
	b, ok := s.bufferOf(e, r)
	if !ok || s.tmp.dead[levelKey{r.Obj, b}] {
		return
	}
	s.setLevel(id, e, r.Obj, b, r.A, r.B)
}

type levelKey struct {
	obj sim.ObjID
	b   buffer
}

func (s *Story) setLevel(id sim.RecordID, e *end, obj sim.ObjID, b buffer, bytes, items int64) {
	k := levelKey{obj, b}
	was := s.tmp.levels[k]
	if was == [2]int64{bytes, items} {
		return
	}
	s.tmp.levels[k] = [2]int64{bytes, items}
	sum, count := e.buffers[b].last()
	e.buffers[b].set(id, sum+bytes-was[0], count+items-was[1])
	switch rise := max(bytes-was[0], 0); {
	case b == e.topmost():
		e.pushed += rise
	case b == bufStreamQueue && e.proto == http2:
		e.given += rise
	default:
		return
	}
	e.noteWaiting(id)
}

// topmost is the buffer of what the script writes to.
func (e *end) topmost() buffer {
	if e.proto == http2 {
		return bufMessage
	}
	return bufSocket
}

// noteWaiting tells what a Writable has yet to pass on from what it only counts
// until the write below is done: writableLength is both.
func (e *end) noteWaiting(id sim.RecordID) {
	level, _ := e.buffers[e.topmost()].last()
	waits := min(max(e.pushed-e.given, 0), level)
	if was, _ := e.waiting.last(); was != waits {
		e.waiting.set(id, waits, 0)
	}
}

func (s *Story) bufferOf(e *end, r *sim.Record) (buffer, bool) {
	kind := s.kind(r.Obj)
	switch s.t.String(r.Name) {
	case "outputData", "chunks":
		return bufMessage, true
	case "writable":
		if kind == "Socket" || kind == "TLSSocket" {
			return bufSocket, e.proto != http2
		}
		return bufMessage, true
	case "stream queue":
		return bufStreamQueue, true
	case "cleartext":
		return bufClear, true
	case "ciphertext":
		return bufCipher, true
	case "uv write queue":
		return bufUV, true
	case "readable":
		if kind == "Socket" || kind == "TLSSocket" {
			return bufReadable, e.proto == plain
		}
		return bufReadable, true
	case "sndbuf", "send buffer":
		return bufSend, true
	case "rcvbuf", "receive buffer":
		return bufReceive, true
	}
	return 0, false
}

// firstState is what a machine that has not moved yet will move from.
func (s *Story) firstState(m machine, c sim.RecordID) string {
	t := s.states[m]
	if len(t) == 0 || s.born[m.obj] > c {
		return ""
	}
	return s.left(m, t[0])
}

// left is the state that a machine moved from.
func (s *Story) left(m machine, id sim.RecordID) string {
	name := s.t.String(s.t.At(id).Name)
	if (m.what == readable || m.what == writable) && len(name) > 9 {
		return name[9:]
	}
	return name
}
