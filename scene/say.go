package scene

import (
	"strings"

	"finishline/sim"
)

// call an object by the name that people know it by.
func (s *Story) appendName(b []byte, obj sim.ObjID) []byte {
	switch kind := s.kind(obj); kind {
	case "Http2Session", "h2session":
		return append(b, "session"...)
	case "Http2Stream", "h2stream":
		b = append(b, "stream"...)
		if n := s.streams[obj]; n != 0 {
			b = appendInt(append(b, ' '), n)
		}
		return b
	case "IncomingMessage":
		if p := s.places[obj]; p.end == client {
			return append(b, "response"...)
		}
		return append(b, "request"...)
	case "Http2ServerRequest":
		return append(b, "request"...)
	case "Http2ServerResponse":
		return append(b, "response"...)
	case "Server":
		return append(b, "server"...)
	case "Socket", "socket", "TLSSocket":
		return append(b, "socket"...)
	case "":
		return append(b, "process"...)
	default:
		return append(b, kind...)
	}
}

// appendSide says whose it is, where that is not plain.
func (s *Story) appendSide(b []byte, id sim.RecordID) []byte {
	switch s.homes[id].end {
	case server:
		return append(b, "server: "...)
	case client:
		return append(b, "client: "...)
	}
	return b
}

// sentence says what a record is, in a few words.
func (s *Story) sentence(b []byte, id sim.RecordID) []byte {
	r := s.t.At(id)
	name, text := s.t.String(r.Name), s.t.String(r.Text)
	switch r.Kind {
	case sim.KindCall:
		b = append(s.appendMethod(b, r), '(')
		return append(append(b, text...), ')')
	case sim.KindEmit:
		if b = s.appendSide(b, id); r.Obj != 0 || ofProcess(name) {
			b = append(s.appendName(b, r.Obj), ' ')
		}
		return append(append(append(b, "emits '"...), name...), '\'')
	case sim.KindState:
		b = s.appendName(s.appendSide(b, id), r.Obj)
		return append(append(append(append(b, ": "...), name...), " → "...), text...)
	case sim.KindChoice:
		b = append(append(append(s.appendSide(b, id), "the world chose ("...), name...), "): way "...)
		return appendInt(append(appendInt(b, r.A+1), " of "...), r.B)
	case sim.KindConsole:
		return append(append(b, "prints "...), strings.TrimSuffix(text, "\n")...)
	case sim.KindThrow:
		return append(append(append(b, name...), ": "...), text...)
	case sim.KindExit:
		b = append(append(b, "the process ends: "...), name...)
		return appendInt(append(b, ", exit code "...), r.A)
	case sim.KindGate:
		return s.lossSentence(s.appendSide(b, id), r.A, r.B, name, text)
	}
	return s.mechanism(b, id, r, name, text)
}

func (s *Story) lossSentence(b []byte, bytes, items int64, where, why string) []byte {
	if bytes > 0 {
		b = appendBytes(b, bytes)
	} else {
		b = appendInt(b, items)
		if b = append(b, " frame"...); items != 1 {
			b = append(b, 's')
		}
	}
	b = append(append(b, " lost in the "...), where...)
	if why != "" {
		b = append(append(b, ": "...), why...)
	}
	return b
}

// mechanism says what the machinery below the script does.
func (s *Story) mechanism(b []byte, id sim.RecordID, r *sim.Record, name, text string) []byte {
	switch r.Kind {
	case sim.KindIteration:
		return appendInt(append(b, "the loop begins iteration "...), r.A)
	case sim.KindPhase:
		return append(append(append(b, "the loop enters the "...), name...), " phase"...)
	case sim.KindBlock:
		if r.A < 0 {
			return append(b, "the loop waits for I/O"...)
		}
		return append(appendInt(append(b, "the loop waits for I/O, at most "...), r.A), " ms"...)
	case sim.KindEnter:
		return append(append(append(s.appendSide(b, id), "callback '"...), name...), "' begins"...)
	case sim.KindLeave:
		return append(s.appendSide(b, id), "the callback returns"...)
	case sim.KindEnqueue:
		return append(append(b, name...), " queued"...)
	case sim.KindDequeue:
		return append(append(b, name...), " runs"...)
	case sim.KindTimer:
		return append(append(b, "timer: "...), name...)
	case sim.KindFrameQueued:
		return s.appendFrame(append(s.appendSide(b, id), "queued: "...), r)
	case sim.KindFrameSerialized:
		return s.appendFrame(append(s.appendSide(b, id), "serialized: "...), r)
	case sim.KindFrameParsed:
		return s.appendFrame(append(s.appendSide(b, id), "understands "...), r)
	case sim.KindFrameDropped:
		b = s.appendFrame(append(s.appendSide(b, id), "dropped: "...), r)
		return append(append(append(b, " ("...), text...), ')')
	case sim.KindFrameHanded:
		return append(appendBytes(append(s.appendSide(b, id), "the session hands "...), r.A), " to the socket"...)
	}
	return s.kernelSentence(s.appendSide(b, id), r, name, text)
}

// kernelSentence says what the kernel and the network do.
func (s *Story) kernelSentence(b []byte, r *sim.Record, name, text string) []byte {
	switch r.Kind {
	case sim.KindSyscall:
		b = append(append(b, name...), "()"...)
		switch {
		case r.A < 0:
			b = appendInt(append(b, " fails: errno "...), -r.A)
		case name == "read" && r.A == 0:
			b = append(b, " finds the end"...)
		case name == "read" || name == "write":
			b = appendBytes(append(b, " moves "...), r.A)
		}
		return b
	case sim.KindSegmentSent, sim.KindSegmentDelivered, sim.KindSegmentDropped:
		if b = append(b, name...); r.B > 0 {
			b = appendBytes(append(b, ", "...), r.B)
		}
		switch r.Kind {
		case sim.KindSegmentSent:
			return append(b, " leaves"...)
		case sim.KindSegmentDelivered:
			return append(b, " arrives"...)
		}
		return append(append(b, " is dropped: "...), text...)
	case sim.KindSocketBuffer, sim.KindLevel:
		b = append(append(b, name...), ": "...)
		return appendBytes(b, r.A)
	case sim.KindReady:
		return append(b, "the poller reports a descriptor"...)
	}
	b = append(append(b, r.Kind.String()...), ' ')
	return append(b, name...)
}

// appendFrame names a frame, or a part of an HTTP/1 message.
func (s *Story) appendFrame(b []byte, r *sim.Record) []byte {
	b = append(b, s.t.String(r.Name)...)
	if r.A != 0 {
		b = appendInt(append(b, ' '), r.A)
	}
	if text := s.t.String(r.Text); text != "" && text != "response" && text != "request" {
		b = append(append(b, ' '), text...)
	}
	return b
}

// line is the script's line that a record comes from: its own or that of the nearest call above it.
func (s *Story) line(id sim.RecordID) uint32 {
	if n := s.t.At(id).Line; n != 0 {
		return n
	}
	for id = s.t.At(id).Cause; id != 0; id = s.t.At(id).Cause {
		if r := s.t.At(id); r.Line != 0 {
			return r.Line
		}
	}
	return 0
}

// appendCall names a call with its line: session.close() :17.
func (s *Story) appendCall(b []byte, id sim.RecordID) []byte {
	r := s.t.At(id)
	b = append(s.appendMethod(b, r), "()"...)
	if r.Line != 0 {
		b = appendInt(append(b, " :"...), int64(r.Line))
	}
	return b
}

// appendMethod names what was called: session.close. The trace does not name
// the receiver of every call.
func (s *Story) appendMethod(b []byte, r *sim.Record) []byte {
	if r.Obj != 0 {
		b = append(s.appendName(b, r.Obj), '.')
	}
	return append(b, s.t.String(r.Name)...)
}

// ofProcess are the events of process, which is no object of the trace.
func ofProcess(event string) bool {
	switch event {
	case "exit", "beforeExit", "uncaughtException", "uncaughtExceptionMonitor", "unhandledRejection", "warning",
		"message", "disconnect", "SIGTERM", "SIGINT", "SIGHUP":
		return true
	}
	return false
}
