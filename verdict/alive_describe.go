package verdict

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"finishline/sim"
)

// describe puts a holder into words; false if it is nothing that a reader could
// do something about.
func (f *aliveFold) describe(key aliveKey, begin sim.RecordID) (Holder, bool) {
	h := Holder{Proc: f.t.At(begin).Proc, Obj: key.obj, Since: f.t.At(begin).At, Record: begin}
	h.By, h.File, h.Line = f.origin(begin)
	switch key.kind {
	case aliveTimeout:
		f.describeTimer(&h)
	case aliveImmediate:
		h.Kind, h.What = HoldsImmediate, "setImmediate callbacks"
		h.By, h.File, h.Line = f.origin(f.immediates[f.t.Object(key.obj).Parent])
		h.Release = []string{"the check phase of this turn of the loop runs them", "clearImmediate()"}
	case aliveClosing:
		h.Kind, h.What = HoldsClosing, "the close callback of "+f.handleNoun(key.obj)
		h.Release = []string{"the closing phase of this turn of the loop"}
	case aliveRequest:
		f.describeRequest(&h, key)
	case aliveHandle:
		f.describeHandle(&h)
	}
	return h, h.Kind != ""
}

func (f *aliveFold) describeTimer(h *Holder) {
	armed := f.t.At(f.armed[h.Obj])
	ms := strconv.FormatInt(armed.B, 10) + " ms"
	h.Due = sim.Time(armed.A) * sim.Time(time.Millisecond)
	in := Span(h.Due.Sub(f.now()))
	if h.Due < f.now() {
		in = "0 ms"
	}
	first := f.t.At(f.first[h.Obj])
	h.By, h.File, h.Line = f.name(h.Obj)+"()", fileOf(f.text(first.Pos)), lineOf(f.text(first.Pos))
	switch f.name(h.Obj) {
	case "setInterval":
		h.Kind, h.What, h.Since = HoldsInterval, "interval of "+ms, first.At
		h.State = "fires again in " + in
		h.Release = []string{"clearInterval()", "its unref()"}
		h.Due = 0 // firing does not end it
	case "setTimeout":
		h.Kind, h.What = HoldsTimer, "timer of "+ms
		h.Release = []string{"it fires in " + in, "clearTimeout()", "its unref()"}
	default:
		h.Kind, h.What, h.By = HoldsTimer, "a library's timer of "+ms, ""
		h.Release = []string{"it fires in " + in}
	}
}

func (f *aliveFold) describeRequest(h *Holder, key aliveKey) {
	owner := f.owner[key.obj]
	switch name := f.text(key.name); name {
	case "work":
		h.Kind, h.What = HoldsWork, "a request to the thread pool"
		h.Release = []string{"its result (a name look-up or a file, as a rule within a millisecond)"}
	case "connect":
		h.Kind, h.What = HoldsConnect, "connection to "+f.addressOf(key.obj)+" that is being made"
		h.State = "the kernel's socket is in " + f.tcpState(key.obj)
		h.Release = []string{"the peer accepting or refusing it (Linux gives up after 127 s: ETIMEDOUT)", "socket.destroy()"}
		h.fromCall(f, owner)
	case "write":
		h.Kind, h.What = HoldsWrite, "bytes for "+f.addressOf(key.obj)+" that the kernel has not taken"
		h.State = strconv.FormatInt(f.queue[key.obj], 10) + " bytes wait in libuv's write queue"
		h.Release = []string{"the peer reading", "socket.destroy()"}
	case "shutdown":
		h.Kind, h.What = HoldsShutdown, "the end of the connection to "+f.addressOf(key.obj)+" that is being sent"
		h.Release = []string{"the write queue becoming empty, which the FIN waits for", "socket.destroy()"}
	default:
		h.Kind, h.What, h.Release = HoldsOther, "a request ("+name+")", []string{"its result"}
	}
}

func (f *aliveFold) describeHandle(h *Holder) {
	owner := f.owner[h.Obj]
	switch kind := f.name(h.Obj); {
	case f.kind(owner) == "Server" || f.text(f.state[h.Obj]) == "listening":
		h.Kind, h.What = HoldsServer, "server listening on "+f.addressOf(h.Obj)
		h.fromCall(f, owner)
		h.Release = []string{"server.close()", "server.unref()"}
		if n := f.connections(owner); n > 0 {
			h.State = howMany(n, "open connection") + ": after server.close() those hold the process by themselves"
		}
	case kind == "tcp":
		f.describeConnection(h, owner)
	case kind == "pipe":
		h.Kind, h.What = HoldsPipe, "pipe to another process"
		h.Release = []string{"its other end closing (the child's exit)", "destroy() or unref() of the stream; child.disconnect() if it is the IPC channel"}
	case kind == "process":
		h.Kind, h.What = HoldsChild, "child process that has not exited"
		h.Release = []string{"its exit", "child.kill()", "child.unref()"}
	case kind == "signal":
		h.Kind, h.What = HoldsOther, "signal handler"
		h.Release = []string{"process.removeListener()"}
	default:
		h.Kind, h.What = HoldsOther, "a handle of libuv ("+kind+")"
	}
}

// fromCall says that the script's call on one of the objects began the holder:
// the first of them that it called.
func (h *Holder) fromCall(f *aliveFold, objects ...sim.ObjID) {
	for _, o := range objects {
		if id := f.called[o]; id != 0 {
			if by, file, line := f.origin(id); line != 0 {
				h.By, h.File, h.Line = by, file, line
				return
			}
		}
	}
}

// origin walks up the causes of a record to the call that the script made.
func (f *aliveFold) origin(id sim.RecordID) (by, file string, line int) {
	for ; id != 0; id = f.t.At(id).Cause {
		r := f.t.At(id)
		pos := f.text(r.Pos)
		if lineOf(pos) == 0 {
			continue
		}
		switch r.Kind {
		case sim.KindCall:
			by = f.callName(r)
		case sim.KindTimer:
			by = f.name(r.Obj) + "()"
		case sim.KindEnqueue:
			by = map[string]string{"immediate": "setImmediate()", "nextTick": "process.nextTick()"}[f.text(r.Name)]
		}
		return by, fileOf(pos), lineOf(pos)
	}
	return "", "", 0
}

// callName is a call as a script writes it: "server.listen()".
func (f *aliveFold) callName(r *sim.Record) string {
	name := f.text(r.Name) + "()"
	switch f.kind(r.Obj) {
	case "Server":
		return "server." + name
	case "Socket":
		switch f.text(r.Name) {
		case "connect", "createConnection":
			return "net." + name
		}
		return "socket." + name
	case "request":
		switch f.text(r.Name) {
		case "get", "request":
			return "http." + name
		}
		return "request." + name
	case "response":
		return "response." + name
	case "Http2Session":
		if f.text(r.Name) == "connect" {
			return "http2." + name
		}
		return "session." + name
	}
	return name
}

// now is the time of the record that the fold has come to.
func (f *aliveFold) now() sim.Time {
	if f.upTo == 0 {
		return 0
	}
	return f.t.At(f.upTo).At
}

// line is the script's line that a record goes back to, without leaving the
// callback that it happened in.
func (f *aliveFold) line(id sim.RecordID) int {
	for ; id != 0; id = f.t.At(id).Cause {
		r := f.t.At(id)
		if r.Kind == sim.KindReady || r.Kind == sim.KindSegmentDelivered {
			return 0
		}
		if r.Kind == sim.KindCall || r.Kind == sim.KindTimer {
			if n := lineOf(f.text(r.Pos)); n != 0 {
				return n
			}
		}
	}
	return 0
}

func (f *aliveFold) addressOf(handle sim.ObjID) string {
	if a := f.address[f.socket[handle]]; a != "" {
		return a
	}
	return "an address that is not known yet"
}

func (f *aliveFold) tcpState(handle sim.ObjID) string {
	if s := f.text(f.state[f.socket[handle]]); s != "" {
		return s
	}
	return "CLOSE"
}

func (f *aliveFold) handleNoun(handle sim.ObjID) string {
	switch f.kind(f.owner[handle]) {
	case "Server":
		return "a server"
	case "Socket":
		return "a socket"
	}
	return "a handle"
}

// connections counts a server's connections whose handles hold the process.
func (f *aliveFold) connections(server sim.ObjID) (n int) {
	if server == 0 {
		return 0
	}
	for key := range f.held { // order: it counts
		if key.kind == aliveHandle && f.server[f.owner[key.obj]] == server {
			n++
		}
	}
	return n
}

// methodAndPath is the first two words of a request's head.
func methodAndPath(head string) string {
	words := strings.SplitN(head, " ", 3)
	if len(words) > 2 {
		words = words[:2]
	}
	return strings.Join(words, " ")
}

func hasWord(s, word string) bool { return strings.HasPrefix(s, word) }

// fileOf and lineOf take "file:line:column" apart.
func fileOf(pos string) string {
	file, _, _ := cutPos(pos)
	return file
}

func lineOf(pos string) int {
	_, line, _ := cutPos(pos)
	return line
}

func cutPos(pos string) (file string, line int, ok bool) {
	i := strings.LastIndexByte(pos, ':')
	if i < 0 {
		return pos, 0, false
	}
	j := strings.LastIndexByte(pos[:i], ':')
	if j < 0 {
		return pos, 0, false
	}
	line, err := strconv.Atoi(pos[j+1 : i])
	return pos[:j], line, err == nil
}

// Span is a duration as a reader says it: "4.2 s", "13 ms", "0.4 ms".
func Span(d time.Duration) string {
	switch ms := float64(d) / float64(time.Millisecond); {
	case d >= 10*time.Minute:
		return trimZero(fmt.Sprintf("%.1f", d.Minutes())) + " min"
	case d >= time.Second:
		return trimZero(fmt.Sprintf("%.1f", d.Seconds())) + " s"
	case ms >= 10:
		return fmt.Sprintf("%.0f ms", ms)
	default:
		return trimZero(fmt.Sprintf("%.1f", ms)) + " ms"
	}
}

func trimZero(s string) string { return strings.TrimSuffix(s, ".0") }

// howMany is "1 connection", "2 connections".
func howMany(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}
