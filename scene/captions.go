package scene

// caption says in words what is in a station; short is for little room, and
// quiet is true where it is nothing.
func (sc *Scene) caption(w *way, at station) (long, short string, quiet bool) {
	e, peer := &w.conn.ends[w.from], &w.conn.ends[1-w.from]
	l := &sc.now
	switch at {
	case stApp:
		return sc.writingCaption(w, e)
	case stSession:
		if e.proto == http1 {
			return sc.sizeCaption(e, bufSocket)
		}
		return sc.sessionCaption(e, l)
	case stTLS:
		if l.items[stTLS] == 0 {
			return sc.stateCaption(machine{obj: e.tls}, "idle")
		}
		return sc.bytesCaption(l.bytes[stTLS], "waits")
	case stUV:
		if l.items[stUV] == 0 {
			return "idle", "idle", true
		}
		if l.bytes[stUV] == 0 {
			return "FIN waits", "FIN", false
		}
		return sc.bytesCaption(l.bytes[stUV], "waits")
	case stSend:
		return sc.kernelCaption(e, bufSend)
	case stWire:
		if l.bytes[stWire] > 0 {
			return sc.bytesCaption(l.bytes[stWire], "in flight")
		}
		if l.items[stWire] > 0 {
			return "in flight", "", false
		}
		return "quiet", "", true
	case stReceive:
		return sc.kernelCaption(peer, bufReceive)
	case stPeerSession:
		if n := l.bytes[stPeerSession] + l.bytes[stPeerApp]; n > 0 && l.items[stPeerSession] > 0 {
			return sc.bytesCaption(l.bytes[stPeerSession], "reading")
		}
		switch peer.proto {
		case http1:
			return sc.stateCaption(machine{obj: peer.parser}, "idle")
		case plain:
			return sc.stateCaption(machine{obj: peer.tls}, "idle")
		}
		return sc.stateCaption(machine{obj: peer.native}, "idle")
	}
	return sc.readingCaption(w, peer)
}

func (sc *Scene) bytesCaption(n int64, what string) (long, short string, quiet bool) {
	short = sc.str(appendBytes(sc.b(), n))
	return sc.str(append(append(append(sc.b(), short...), ' '), what...)), short, n == 0
}

func (sc *Scene) sizeCaption(e *end, b buffer) (long, short string, quiet bool) {
	n, _, _ := e.buffers[b].level(sc.cur)
	short = sc.str(appendBytes(sc.b(), n))
	if state, _ := sc.story.state(machine{obj: e.socket, what: writable}, sc.cur); state != "" && state != "open" {
		return sc.str(append(append(append(sc.b(), short...), " · "...), state...)), short, n == 0
	}
	return short, short, n == 0
}

// kernelCaption: 58 B / 128 KiB.
func (sc *Scene) kernelCaption(e *end, b buffer) (long, short string, quiet bool) {
	n, capacity, _ := e.buffers[b].level(sc.cur)
	short = sc.str(appendBytes(sc.b(), n))
	if capacity == 0 {
		return short, short, n == 0
	}
	return sc.str(appendBytes(append(append(sc.b(), short...), " / "...), capacity)), short, n == 0
}

// sessionCaption counts the frames that wait, and says when the session no longer takes any.
func (sc *Scene) sessionCaption(e *end, l *load) (long, short string, quiet bool) {
	n := l.items[stSession]
	if n == 0 {
		return sc.stateCaption(machine{obj: e.session}, "idle")
	}
	b := append(appendInt(sc.b(), int64(n)), " queued"...)
	short = sc.str(b)
	if l.bytes[stSession] == 0 {
		return short, short, false
	}
	b = appendBytes(sc.b(), l.bytes[stSession])
	return sc.str(append(append(b, " · "...), short...)), short, false
}

// stateCaption is a machine's state, unless it is the ordinary one.
func (sc *Scene) stateCaption(m machine, idle string) (long, short string, quiet bool) {
	state, _ := sc.story.state(m, sc.cur)
	switch state {
	case "", "ready", "active", "idle", "pending":
		return idle, idle, true
	}
	return state, state, true
}

// writingCaption is the level and state of what the program writes to.
func (sc *Scene) writingCaption(w *way, e *end) (long, short string, quiet bool) {
	b := bufMessage
	var m machine
	switch e.proto {
	case plain:
		b, m = bufSocket, machine{obj: e.socket, what: writable}
	case http1:
		m = machine{obj: sc.message(e, true)}
	case http2:
		if st := sc.stream(w.conn); st != nil {
			m = machine{obj: st.object[w.from], what: writable}
		}
	}
	return sc.levelCaption(e, b, m)
}

// levelCaption: 16 KiB · flowing.
func (sc *Scene) levelCaption(e *end, b buffer, m machine) (long, short string, quiet bool) {
	n, _, _ := e.buffers[b].level(sc.cur)
	short = sc.str(appendBytes(sc.b(), n))
	state, _ := sc.story.state(m, sc.cur)
	if state == "" {
		return short, short, n == 0
	}
	return sc.str(append(append(append(sc.b(), short...), " · "...), state...)), short, n == 0
}

// readingCaption is what the program has yet to take.
func (sc *Scene) readingCaption(w *way, peer *end) (long, short string, quiet bool) {
	var m machine
	switch peer.proto {
	case plain:
		m = machine{obj: peer.socket, what: readable}
	case http1:
		m = machine{obj: sc.message(peer, false), what: readable}
	case http2:
		if st := sc.stream(w.conn); st != nil {
			m = machine{obj: st.object[1-w.from], what: readable}
		}
	}
	return sc.levelCaption(peer, bufReadable, m)
}
