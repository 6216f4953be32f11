package scene

import (
	"sort"

	"finishline/sim"
)

// token is one thing in a station or on its way.
type token struct {
	at       station
	key      uint64 // the same thing at another moment has the same key
	role     Role
	long     string
	short    string
	record   sim.RecordID
	progress float32 // along the wire, 0 to 1
	ghost    bool    // kept only until the layer below has finished with it
	rect     Rect    // where it was drawn, once it was
	hidden   bool    // behind "+3 more"
}

// Keys of tokens that are no frames.
const (
	keySpan  = 1 << 32
	keyLevel = 2 << 32
	keyFIN   = 3 << 32
	keySeg   = 4 << 32
)

// load is what is in the stations of a flow at one moment.
type load struct {
	tokens []token
	items  [nStations]int
	bytes  [nStations]int64
}

func (l *load) reset() {
	l.tokens = l.tokens[:0]
	l.items, l.bytes = [nStations]int{}, [nStations]int64{}
}

// manyTokens bounds how many tokens a moment has; what is beyond is counted.
const manyTokens = 400

func (l *load) add(t token, bytes int64) {
	l.items[t.at]++
	l.bytes[t.at] += bytes
	if len(l.tokens) < manyTokens {
		l.tokens = append(l.tokens, t)
	}
}

// fill finds everything that is in the direction that end from sends.
func (sc *Scene) fill(l *load, c *conn, from int, cur sim.RecordID) {
	l.reset()
	f, e, peer := &c.flows[from], &c.ends[from], &c.ends[1-from]
	sc.fillLevels(l, e, cur)
	sc.fillFrames(l, f, cur)
	sc.fillBytes(l, f, e, peer, cur)
	sc.fillSegments(l, f, cur)
	sc.fillEnd(l, f, peer, cur)
	if n, _, id := peer.buffers[bufReadable].level(cur); n > 0 {
		sc.addLevel(l, stPeerApp, n, id, false)
	}
}

func (sc *Scene) addLevel(l *load, at station, n int64, id sim.RecordID, ghost bool) {
	text := sc.str(appendBytes(sc.b(), n))
	key := keyLevel | uint64(at)
	if ghost {
		key |= 1 << 16
	}
	l.add(token{at: at, key: key, role: RoleTokenData, long: text, short: text, record: id, ghost: ghost}, n)
}

// fillLevels adds what is in buffers whose content the trace only counts.
func (sc *Scene) fillLevels(l *load, e *end, cur sim.RecordID) {
	if n, _, id := e.buffers[bufStreamQueue].level(cur); n > 0 {
		sc.addLevel(l, stSession, n, id, false)
	}
	at := stApp
	if e.proto == http1 {
		if n, _, id := e.buffers[bufMessage].level(cur); n > 0 {
			sc.addLevel(l, stApp, n, id, false)
		}
		at = stSession
	}
	if n, _, id := e.buffers[e.topmost()].level(cur); n > 0 {
		waits, _, since := e.waiting.level(cur)
		if waits = min(waits, n); waits > 0 {
			sc.addLevel(l, at, waits, since, false)
		}
		if n > waits {
			sc.addLevel(l, at, n-waits, id, true)
		}
	}
	for _, b := range [2]buffer{bufClear, bufCipher} {
		if n, _, id := e.buffers[b].level(cur); n > 0 {
			sc.addLevel(l, stTLS, n, id, false)
			l.tokens[len(l.tokens)-1].key |= uint64(b) << 20
		}
	}
	if n, _, id := e.buffers[bufUV].level(cur); n > 0 && (e.proto != http2 || e.tls != 0) {
		sc.addLevel(l, stUV, n, id, false)
	}
}

// fillFrames adds the frames that are in the session.
func (sc *Scene) fillFrames(l *load, f *flow, cur sim.RecordID) {
	from, to := f.inSession(cur)
	for i := from; i < to; i++ {
		if fr := &f.frames[i]; fr.left > cur {
			sc.addFrame(l, stSession, i, fr, 0)
		}
	}
}

func (sc *Scene) addFrame(l *load, at station, i int, fr *frame, progress float32) {
	bytes := fr.bytes
	if fr.serialized != 0 {
		bytes += headerBytes
	}
	if len(l.tokens) >= manyTokens {
		l.items[at]++
		l.bytes[at] += bytes
		return
	}
	long, short := sc.frameLabel(fr)
	l.add(token{at: at, key: uint64(i), role: frameRole(sc.story.t.String(fr.name)), long: long, short: short, record: fr.born(), progress: progress}, bytes)
}

// frameLabel names a frame, and says in short which it is.
func (sc *Scene) frameLabel(fr *frame) (long, short string) {
	b := append(sc.b(), sc.story.t.String(fr.name)...)
	if fr.stream != 0 {
		b = appendInt(append(b, ' '), fr.stream)
	}
	short = sc.str(b)
	return sc.str(sc.appendLabel(sc.b(), fr)), short
}

// appendLabel: HEADERS 1 END, DATA 1 16 KiB.
func (sc *Scene) appendLabel(b []byte, fr *frame) []byte {
	t := sc.story.t
	name, text := t.String(fr.name), t.String(fr.text)
	b = append(b, name...)
	if fr.stream != 0 {
		b = appendInt(append(b, ' '), fr.stream)
	}
	switch {
	case name == "SETTINGS" && text == "ACK":
		b = append(b, " ACK"...)
	case name == "DATA":
		b = appendBytes(append(b, ' '), fr.bytes)
	case has(text, "END_STREAM"):
		b = append(b, " END"...)
	}
	return b
}

func frameRole(name string) Role {
	switch name {
	case "HEADERS", "PUSH_PROMISE", "head":
		return RoleTokenHeaders
	case "DATA", "body", "last-chunk":
		return RoleTokenData
	case "GOAWAY":
		return RoleTokenControl
	case "RST_STREAM":
		return RoleTokenRst
	case "SETTINGS", "PING", "WINDOW_UPDATE", "PRIORITY", "ClientHello", "ServerHello", "ChangeCipherSpec", "EncryptedExtensions",
		"Certificate", "CertificateVerify", "Finished", "NewSessionTicket", "Handshake", "Alert":
		return RoleTokenSettings
	}
	return RoleTokenData
}

// fillBytes adds the bytes that have an offset, wherever they are.
func (sc *Scene) fillBytes(l *load, f *flow, e, peer *end, cur sim.RecordID) {
	read := f.read(cur)
	base, rd := read, f.reading(cur)
	if rd != nil {
		base = rd.before
	}
	got, written, handed := f.got.at(cur), f.written.at(cur), f.handed.at(cur)
	flown := got
	from, to := f.inFlight(cur)
	for i := from; i < to; i++ {
		if f.segs[i].gone > cur {
			flown = max(flown, f.segs[i].to)
		}
	}
	first := sort.Search(len(f.spans), func(i int) bool { return f.spans[i].to > base })
	for i := first; i < len(f.spans) && f.spans[i].from < handed; i++ {
		sp := &f.spans[i]
		a, b := f.alive(max(sp.from, base), min(sp.to, handed), cur)
		if n := min(b, read) - a; n > 0 {
			sc.fillRead(l, f, i, peer, n, rd, cur)
		}
		if n := min(b, got) - max(a, read); n > 0 {
			sc.addSpan(l, stReceive, f, i, n, 0)
		}
		if n := min(b, written) - max(a, flown); n > 0 {
			sc.addSpan(l, stSend, f, i, n, 0)
		}
		if n := b - max(a, written); n > 0 {
			sc.addSpan(l, stUV, f, i, n, 0)
		}
	}
}

// alive cuts off what a gate has killed.
func (f *flow) alive(a, b int64, cur sim.RecordID) (int64, int64) {
	for i := range f.gates {
		if g := &f.gates[i]; g.record <= cur && g.to > g.from && a < g.to && b > g.from {
			if a >= g.from {
				a = min(g.to, b)
			} else {
				b = g.from
			}
		}
	}
	return a, b
}

// fillRead adds bytes that the receiver's callback works on.
func (sc *Scene) fillRead(l *load, f *flow, i int, peer *end, n int64, rd *reading, cur sim.RecordID) {
	sp := &f.spans[i]
	at := stPeerSession
	carries := sp.frame >= 0 && sc.story.carries(&f.frames[sp.frame])
	if sp.parsed != 0 && sp.parsed < cur && !carries {
		return // housekeeping is done once it is understood
	}
	if peer.proto == plain && peer.tls == 0 || sp.parsed != 0 && sp.parsed <= cur && carries {
		at = stPeerApp
		if left, _, since := peer.buffers[bufReadable].level(cur); left > 0 && since > rd.at {
			return // the Readable has them
		}
	}
	sc.addSpan(l, at, f, i, n, 0)
}

// addSpan adds a part of a span; a whole one keeps its frame's name.
func (sc *Scene) addSpan(l *load, at station, f *flow, i int, n int64, progress float32) {
	sp := &f.spans[i]
	if sp.frame >= 0 && n == sp.to-sp.from {
		sc.addFrame(l, at, int(sp.frame), &f.frames[sp.frame], progress)
		l.bytes[at] += n - f.frames[sp.frame].bytes - headerBytes
		return
	}
	if len(l.tokens) >= manyTokens {
		l.items[at]++
		l.bytes[at] += n
		return
	}
	t := token{at: at, key: keySpan | uint64(i), role: RoleTokenData, record: sp.record, progress: progress}
	if sp.frame >= 0 {
		t.key = uint64(sp.frame)
	}
	size := sc.str(appendBytes(sc.b(), n))
	switch name := sc.story.t.String(sp.label); {
	case name != "":
		t.short, t.role = name, frameRole(name)
		t.long = sc.str(append(append(append(sc.b(), name...), ' '), size...))
	case sp.to == prefaceBytes && sp.from == 0 && i+1 < len(f.spans) && f.spans[i+1].frame >= 0:
		t.short, t.long, t.role = "preface", "preface", RoleTokenSettings
	default:
		t.short, t.long = size, size
	}
	l.add(t, n)
}

// fillSegments adds what is on the wire.
func (sc *Scene) fillSegments(l *load, f *flow, cur sim.RecordID) {
	from, to := f.inFlight(cur)
	for i := from; i < to; i++ {
		seg := &f.segs[i]
		if seg.gone <= cur {
			continue
		}
		p := sc.progress(seg, cur)
		if seg.to > seg.from {
			first := sort.Search(len(f.spans), func(k int) bool { return f.spans[k].to > seg.from })
			for k := first; k < len(f.spans) && f.spans[k].from < seg.to; k++ {
				sp := &f.spans[k]
				sc.addSpan(l, stWire, f, k, min(sp.to, seg.to)-max(sp.from, seg.from), p)
			}
		}
		if name, role := segmentName(sc.story.t.String(seg.flags), seg.to > seg.from); name != "" {
			key := uint64(keySeg | i)
			if role == RoleTokenFin {
				key = keyFIN
			}
			l.add(token{at: stWire, key: key, role: role, long: name, short: name, record: seg.sent, progress: p}, 0)
		}
	}
}

// segmentName is what a segment means beside its payload.
func segmentName(flags string, payload bool) (string, Role) {
	switch {
	case has(flags, "RST"):
		return "RST", RoleTokenRst
	case has(flags, "FIN"):
		return "FIN", RoleTokenFin
	case has(flags, "SYN"):
		return flags, RoleTokenSettings
	case !payload:
		return "ACK", RoleTokenSettings
	}
	return "", RoleNone
}

// progress is how far a segment has come, by virtual time or, where it takes none, by records.
func (sc *Scene) progress(seg *segment, cur sim.RecordID) float32 {
	if seg.gone == never {
		return 0.5
	}
	t := sc.story.t
	if took := t.At(seg.gone).At - t.At(seg.sent).At; took > 0 {
		return float32(t.At(cur).At-t.At(seg.sent).At) / float32(took)
	}
	return float32(cur-seg.sent) / float32(seg.gone-seg.sent)
}

// fillEnd adds the end of the stream where it waits.
func (sc *Scene) fillEnd(l *load, f *flow, peer *end, cur sim.RecordID) {
	at, since := stUV, f.fin.asked
	switch n := &f.fin; {
	case n.asked == 0 || cur < n.asked:
		return
	case n.read != 0 && cur >= n.read:
		if at, since = stPeerSession, n.read; peer.proto == plain && peer.tls == 0 {
			at = stPeerApp
		}
		if cur >= n.leave {
			return
		}
	case n.arrived != 0 && cur >= n.arrived:
		if at, since = stReceive, n.arrived; sc.closed(peer, cur) {
			return
		}
	case n.sent != 0 && cur >= n.sent:
		return // it is a segment
	case n.taken != 0 && cur >= n.taken:
		if at, since = stSend, n.taken; n.sent == 0 {
			return
		}
	case n.taken == 0:
		return
	}
	l.add(token{at: at, key: keyFIN, role: RoleTokenFin, long: "FIN", short: "FIN", record: since}, 0)
}

// closed reports whether an end's socket is gone: nobody will read what is in it.
func (sc *Scene) closed(e *end, cur sim.RecordID) bool {
	if exit := sc.story.exitOf(e.proc); e.handle != 0 && exit != 0 && exit <= cur {
		return true
	}
	state, _ := sc.story.state(machine{obj: e.handle}, cur)
	return state == "closing" || state == "closed"
}
