package verdict

import (
	"fmt"
	"slices"

	"finishline/sim"
)

// describeConnection says what a connection waits for and what would end it.
func (f *aliveFold) describeConnection(h *Holder, socket sim.ObjID) {
	h.Kind = HoldsConnection
	server := f.server[socket]
	if server != 0 {
		h.What = "connection from " + f.addressOf(h.Obj)
		by, file, line := f.origin(f.called[server])
		h.By, h.File, h.Line = "accepted by the server of "+by, file, line
	} else {
		h.What = "connection to " + f.addressOf(h.Obj)
		if h.Line == 0 {
			h.fromCall(f, append([]sim.ObjID{socket, f.sessions[socket]}, f.messages[socket]...)...)
		}
	}
	switch {
	case f.sessions[socket] != 0:
		f.describeSession(h, socket)
	case len(f.messages[socket]) > 0 || server != 0 && f.speaksHTTP(socket):
		if server != 0 {
			f.describeServing(h, socket)
		} else {
			f.describeAsking(h, socket)
		}
	default:
		f.describePlain(h, socket)
	}
	switch s := f.tcpState(h.Obj); s {
	case "CLOSE_WAIT", "FIN_WAIT1", "FIN_WAIT2":
		h.State += " (" + s + ")"
	}
	f.addTimeout(h, socket)
	if f.sessions[socket] == 0 {
		h.Release = append(h.Release, "socket.unref()")
	}
}

// unread reports whether bytes wait in a stream that does not flow: streams
// begin that way.
func (f *aliveFold) unread(stream sim.ObjID) bool {
	s := f.text(f.half[stream][0])
	return f.level[stream] > 0 && (s == "" || s == "readable paused" || s == "readable ending")
}

// speaksHTTP reports whether a parser reads the socket.
func (f *aliveFold) speaksHTTP(socket sim.ObjID) bool {
	for id := sim.ObjID(1); int(id) <= f.t.Objects(); id++ {
		if o := f.t.Object(id); o.Parent == socket && f.text(o.Kind) == "parser" {
			return true
		}
	}
	return false
}

// addTimeout puts the timer that ends a connection before everything else.
func (f *aliveFold) addTimeout(h *Holder, socket sim.ObjID) {
	nt := f.timeout[socket]
	armed := f.armed[nt.timer]
	if armed == 0 {
		if s := f.sessions[socket]; s != 0 {
			nt = f.timeout[s]
			armed = f.armed[nt.timer]
		}
		if armed == 0 {
			return
		}
	}
	due := sim.Time(f.t.At(armed).A * 1e6)
	left := Span(max(due.Sub(f.now()), 0))
	if nt.name == "keepAliveTimeout" {
		h.Due = due
		h.Release = slices.Insert(h.Release, 0, "keepAliveTimeout fires in "+left)
		return
	}
	if f.server[socket] != 0 && f.speaksHTTP(socket) {
		h.Release = slices.Insert(h.Release, 0, "server.timeout fires in "+left)
		return
	}
	h.Release = append(h.Release, "a 'timeout' listener that destroys it ('timeout' comes in "+left+")")
}

func (f *aliveFold) describeServing(h *Holder, socket sim.ObjID) {
	response := f.last(f.messages[socket])
	if response != 0 && !f.over(response) {
		label := f.label[response]
		h.State = "the response to " + methodAndPath(label) + " has not ended"
		h.Release = []string{"response.end() for " + methodAndPath(label)}
		if s := f.text(f.state[response]); s == "ended" {
			h.State = "the response to " + methodAndPath(label) + " is ended and not sent: " + f.unsent(h.Obj)
			h.Release = []string{"the peer reading"}
		}
		h.Release = append(h.Release, "server.closeAllConnections()", "the peer closing")
		return
	}
	if response == 0 {
		h.State = "no request has come in whole"
		h.Release = []string{"headersTimeout or requestTimeout (looked at every connectionsCheckingInterval, while the server listens)"}
	} else {
		h.State = fmt.Sprintf("idle since %s ms: kept alive for another request", instant(f.t.At(f.moved[response]).At))
	}
	h.Release = append(h.Release, "the peer closing", "server.closeIdleConnections() or closeAllConnections()", "socket.destroy()")
}

func (f *aliveFold) describeAsking(h *Holder, socket sim.ObjID) {
	request := f.last(f.messages[socket])
	label := f.label[request]
	if in := f.last(f.incoming[socket]); in != 0 && f.unread(in) {
		h.State = fmt.Sprintf("nobody reads the response to %s: %s wait", label, howMany(int(f.level[in]), "byte"))
		h.Release = []string{"response.resume() or a 'data' listener", "request.destroy()", "the peer closing"}
		return
	}
	if !f.over(request) {
		h.State = "the response to " + label + " has not ended"
		h.Release = []string{"the response's end", "request.destroy()", "the peer closing"}
		return
	}
	h.State = "idle: no request is under way"
	h.Release = []string{"agent.destroy()", "the peer closing", "socket.destroy()"}
}

func (f *aliveFold) describeSession(h *Holder, socket sim.ObjID) {
	session, open := f.sessions[socket], 0
	for id := sim.ObjID(1); int(id) <= f.t.Objects(); id++ {
		if o := f.t.Object(id); o.Parent == session && f.text(o.Kind) == "Http2Stream" {
			switch f.text(f.state[id]) {
			case "", "closed", "aborted":
			default:
				open++
			}
		}
	}
	state := f.text(f.state[session])
	h.State = "an HTTP/2 session, " + state + ", with " + howMany(open, "open stream")
	if state != "closed" {
		h.Release = []string{"session.close()"}
		if open > 0 {
			h.Release[0] += " and the end of the open streams"
		}
	} else if open > 0 {
		h.Release = []string{"the end of the open streams: stream.end() or stream.close()"}
	}
	h.Release = append(h.Release, "session.destroy()", "the peer closing", "session.unref()")
}

func (f *aliveFold) describePlain(h *Holder, socket sim.ObjID) {
	half := f.half[socket]
	read, written := f.text(half[0]), f.text(half[1])
	switch {
	case f.unread(socket):
		h.State = "nobody reads it: " + howMany(int(f.level[socket]), "byte") + " wait"
		h.Release = []string{"socket.resume() or a 'data' listener", "socket.destroy()"}
	case written == "writable finished" || written == "writable ending":
		h.State = "this side has ended"
		h.Release = []string{"the peer's end()", "socket.destroy()"}
	case read == "readable ended":
		h.State = "the peer has ended its side, this one has not"
		h.Release = []string{"socket.end()", "socket.destroy()"}
	default:
		h.State = "open in both directions"
		h.Release = []string{"socket.end() and the peer's", "socket.destroy()", "the peer closing"}
	}
}

// last is the last of a socket's objects that the records so far speak of.
func (f *aliveFold) last(ids []sim.ObjID) sim.ObjID {
	for i := len(ids) - 1; i >= 0; i-- {
		if f.moved[ids[i]] != 0 || f.level[ids[i]] > 0 {
			return ids[i]
		}
	}
	return 0
}

// over reports whether a message has ended, one way or another.
func (f *aliveFold) over(message sim.ObjID) bool {
	switch f.text(f.state[message]) {
	case "closed", "destroyed", "aborted":
		return true
	case "finished":
		return f.kind(message) == "response"
	}
	return false
}

func (f *aliveFold) unsent(handle sim.ObjID) string {
	if n := f.queue[handle]; n > 0 {
		return fmt.Sprintf("%d bytes wait in libuv's write queue", n)
	}
	return "its bytes have not left"
}

// instant is a virtual time in milliseconds.
func instant(t sim.Time) string { return trimZero(fmt.Sprintf("%.1f", float64(t)/1e6)) }
