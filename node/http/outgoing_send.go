package http

import (
	"strconv"

	"finishline/node/net"
	"finishline/node/realm"
	"finishline/sim"
)

var crlf = []byte("\r\n")

func hexText(n int) string { return strconv.FormatInt(int64(n), 16) }

// callSend is this._send(data, encoding, callback).
func (m *OutgoingMessage) callSend(data realm.Value, enc string, cb callback) bool {
	if f := m.Override("_send"); f != nil {
		return m.env.Engine.Export(f.Call(m.Self(), data, encodingValue(enc), m.callbackValue(cb))) != false
	}
	return m.send(data, enc, cb)
}

func encodingValue(enc string) realm.Value {
	if enc == "" {
		return realm.Null
	}
	return enc
}

func (m *OutgoingMessage) callbackValue(cb callback) realm.Value {
	switch {
	case cb.js != nil:
		return cb.js
	case cb.fn != nil:
		return realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { cb.fn(realm.Arg(args, 0)); return nil })
	}
	return realm.Null
}

// send is _send: the header goes with the first piece, in one string if it can.
func (m *OutgoingMessage) send(data realm.Value, enc string, cb callback) bool {
	if !m.HeaderSent && m.header != "" {
		if s, ok := data.(string); ok && (enc == "" || enc == "utf8" || enc == "latin1") {
			data = m.header + s
		} else {
			m.outputData = append([]output{{data: m.header, encoding: "latin1"}}, m.outputData...)
			m.grow(units(m.header))
		}
		m.HeaderSent = true
		m.traceSent()
		m.setPhase("open")
	}
	return m.writeRaw(data, enc, cb)
}

func (m *OutgoingMessage) grow(delta int) {
	m.outputSize += delta
	m.traceLevel()
	if m.onPendingData != nil {
		m.onPendingData(delta)
	}
}

// isCurrent reports whether it is this message's turn on the socket.
func (m *OutgoingMessage) isCurrent(s *net.Socket) bool {
	o, ok := s.HTTPMessage.(interface{ OutgoingBase() *OutgoingMessage })
	return ok && o.OutgoingBase() == m
}

// writeRaw is _writeRaw: to the socket if it is our turn, else into outputData.
func (m *OutgoingMessage) writeRaw(data realm.Value, enc string, cb callback) bool {
	s := m.socket
	if s != nil && s.Destroyed() {
		return false
	}
	if s != nil && m.isCurrent(s) && s.IsWritable() {
		if len(m.outputData) > 0 {
			m.flushOutput(s)
		}
		m.traceHanded(data, enc)
		return socketWrite(s, data, enc, cb)
	}
	m.outputData = append(m.outputData, output{data, enc, cb})
	m.grow(chunkLength(data))
	return m.outputSize < m.HighWaterMark
}

// socketWrite is socket.write(data, encoding, callback).
func socketWrite(s *net.Socket, data realm.Value, enc string, cb callback) bool {
	if f := s.Override("write"); f != nil {
		var fn realm.Value = realm.Null
		if cb.js != nil {
			fn = cb.js
		} else if cb.fn != nil {
			fn = realm.Fn("", func(_ realm.Value, args []realm.Value) realm.Value { cb.fn(realm.Arg(args, 0)); return nil })
		}
		return s.Env().Engine.Export(f.Call(s, data, encodingValue(enc), fn)) != false
	}
	if cb.fn != nil {
		return s.Write(data, enc, cb.fn)
	}
	return s.WriteFn(data, enc, cb.js)
}

// FlushHeaders is flushHeaders().
func (m *OutgoingMessage) FlushHeaders() {
	if m.header == "" {
		m.callImplicitHeader()
	}
	m.callSend("", "", callback{})
}

// SendRaw is _writeRaw, Send is _send, for libraries that call them.
func (m *OutgoingMessage) SendRaw(data realm.Value, enc string, cb realm.Function) bool {
	return m.writeRaw(data, enc, callback{js: cb})
}

// Send is _send.
func (m *OutgoingMessage) Send(data realm.Value, enc string, cb realm.Function) bool {
	return m.send(data, enc, callback{js: cb})
}

func (m *OutgoingMessage) traceHead() {
	if w := m.env.World; w.Tracing() {
		length := int64(-1)
		if m.contentLength.set && !m.ChunkedEncoding && !m.RemovedContLen {
			length = int64(m.contentLength.n)
		}
		w.Emit(sim.Record{Kind: sim.KindFrameQueued, Obj: m.TraceObject(), Name: w.Sym("head"), A: length, B: int64(len(m.header)), Text: w.Sym(firstLine(m.header))})
	}
}

func (m *OutgoingMessage) traceSent() {
	if w := m.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindFrameSerialized, Obj: m.TraceObject(), Name: w.Sym("head"), B: int64(len(m.header)), Text: w.Sym(firstLine(m.header))})
	}
}

func (m *OutgoingMessage) traceChunk(size int) {
	if w := m.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindFrameQueued, Obj: m.TraceObject(), Name: w.Sym("body"), B: int64(size)})
	}
}

// traceHanded records what the message gives its socket: with it a reader of
// the trace knows which bytes of a connection are whose.
func (m *OutgoingMessage) traceHanded(data realm.Value, enc string) {
	if w := m.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindFrameHanded, Obj: m.TraceObject(), A: int64(chunkBytes(data, enc))})
	}
}

func firstLine(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] == '\r' {
			return s[:i]
		}
	}
	return s
}
