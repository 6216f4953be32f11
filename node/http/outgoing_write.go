package http

import (
	"strconv"

	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
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

// Write is write(chunk, encoding, callback).
func (m *OutgoingMessage) Write(chunk realm.Value, enc string, cb realm.Function) bool {
	ret := m.write(chunk, enc, callback{js: cb}, false)
	if !ret {
		m.needDrain = true
	}
	return ret
}

// write is write_.
func (m *OutgoingMessage) write(value realm.Value, enc string, cb callback, fromEnd bool) bool {
	if cb.none() {
		cb = callback{js: nop}
	}
	if value == realm.Null {
		m.env.Throw(realm.NewTypeError("ERR_STREAM_NULL_VALUES", "May not write null values to stream"))
	}
	chunk, ok := validChunk(m.env, value)
	if !ok {
		m.env.Throw(errChunkType(m.env, value))
	}
	if !m.mayWrite(cb) {
		return false
	}
	size := chunkBytes(chunk, enc)
	if m.StrictContentLength {
		m.countBody(size, fromEnd)
	}
	if m.header == "" {
		if fromEnd {
			m.setLength(size)
		}
		m.callImplicitHeader()
	}
	if !m.HasBody {
		if m.RejectBodyWrites {
			m.env.Throw(realm.NewError("ERR_HTTP_BODY_NOT_ALLOWED", "Adding content for this request method or response status is not allowed."))
		}
		m.env.NextTick(func() { cb.call() })
		return true
	}
	return m.writeBody(chunk, size, enc, cb, fromEnd)
}

// mayWrite reports whether the message still takes a chunk; if not, cb learns why.
func (m *OutgoingMessage) mayWrite(cb callback) bool {
	switch {
	case m.Finished && !m.Destroyed:
		m.onError(errWriteAfterEnd(), cb)
	case m.Finished:
		m.env.NextTick(func() { cb.call(errWriteAfterEnd()) })
	case m.Destroyed:
		m.env.NextTick(func() { cb.call(errStreamDestroyed("write")) })
	default:
		return true
	}
	return false
}

func (m *OutgoingMessage) writeBody(chunk realm.Value, size int, enc string, cb callback, fromEnd bool) bool {
	onMessage := m.env.Has(versions.HTTPWriteCorksMessage)
	if s, ok := chunk.(string); ok && onMessage && m.ChunkedEncoding && enc != "" && !stream.IsEncoding(enc) {
		_ = s
		m.env.Throw(realm.NewTypeError("ERR_UNKNOWN_ENCODING", "Unknown encoding: "+enc))
	}
	if s := m.socket; !fromEnd && s != nil && s.WritableCorked() == 0 {
		if onMessage {
			m.Cork()
			m.env.NextTick(func() {
				if m.corked != 0 {
					m.callUncork()
				}
			})
		} else {
			s.Cork()
			m.env.NextTick(func() { callUncork(s) })
		}
	}
	m.traceChunk(size)
	empty := chunkLength(chunk) == 0
	if !m.ChunkedEncoding {
		return m.callSend(chunk, enc, cb)
	}
	gather := m.corked != 0 && (onMessage || m.HeaderSent) && m.env.Has(versions.HTTPChunksJoined)
	switch {
	case !empty && gather:
		m.chunks = append(m.chunks, output{chunk, enc, cb})
		m.chunkedLength += size
		if onMessage {
			return m.WritableLength() < m.WritableHighWaterMark()
		}
		return m.chunkedLength < m.HighWaterMark
	case !empty:
		m.callSend(hexText(size), "latin1", callback{})
		m.callSend(crlf, "", callback{})
		m.callSend(chunk, enc, callback{})
		return m.callSend(crlf, "", cb)
	case onMessage && gather && len(m.chunks) > 0:
		m.chunks = append(m.chunks, output{chunk, enc, cb})
		return m.WritableLength() < m.WritableHighWaterMark()
	}
	return m.callSend(chunk, enc, cb)
}

// callUncork is conn.uncork().
func callUncork(s *net.Socket) {
	if f := s.Override("uncork"); f != nil {
		f.Call(s)
		return
	}
	s.Uncork()
}

func (m *OutgoingMessage) callUncork() {
	if f := m.Override("uncork"); f != nil {
		f.Call(m.Self())
		return
	}
	m.Uncork()
}

// Cork is cork().
func (m *OutgoingMessage) Cork() {
	if !m.env.Has(versions.HTTPChunksJoined) {
		if m.socket != nil {
			m.socket.Cork()
		} else {
			m.corked++
		}
		return
	}
	m.corked++
	if m.socket != nil {
		m.socket.Cork()
	}
}

// Uncork is uncork(): what was gathered leaves as one chunk.
func (m *OutgoingMessage) Uncork() {
	switch {
	case !m.env.Has(versions.HTTPChunksJoined):
		if m.socket != nil {
			m.socket.Uncork()
		} else if m.corked > 0 {
			m.corked--
		}
		return
	case m.env.Has(versions.HTTPWriteCorksMessage):
		m.corked--
		s := m.socket
		m.sendGathered()
		if s != nil {
			s.Uncork()
		}
	default:
		m.corked--
		if m.socket != nil {
			m.socket.Uncork()
		}
		m.sendGathered()
	}
}

func (m *OutgoingMessage) sendGathered() {
	if m.corked != 0 || len(m.chunks) == 0 {
		return
	}
	chunks, size := m.chunks, m.chunkedLength
	if m.env.Has(versions.HTTPWriteCorksMessage) && (m.Destroyed || m.socket != nil && m.socket.Destroyed()) {
		m.dropGathered()
		return
	}
	m.callSend(hexText(size), "latin1", callback{})
	m.callSend(crlf, "", callback{})
	for _, c := range chunks {
		m.callSend(c.data, c.encoding, callback{})
	}
	m.callSend(crlf, "", callback{fn: func(err realm.Value) {
		for _, c := range chunks {
			c.cb.call(err)
		}
	}})
	m.chunks, m.chunkedLength = nil, 0
	if m.needDrain && m.env.Has(versions.HTTPUncorkDrains) && m.WritableLength() == 0 {
		m.needDrain = false
		m.Emit("drain")
	}
}

// dropGathered fails what was gathered for a connection that is gone.
func (m *OutgoingMessage) dropGathered() {
	err := m.errored
	if realm.IsNullish(err) && m.socket != nil {
		err = m.socket.WritableErrored()
	}
	if realm.IsNullish(err) {
		err = errStreamDestroyed("write")
	}
	for _, c := range m.chunks {
		if c.cb.js == nop {
			continue
		}
		cb := c.cb
		m.env.NextTick(func() { cb.call(err) })
	}
	if w := m.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindGate, Obj: m.TraceObject(), Name: w.Sym("chunks"), A: int64(m.chunkedLength), Text: w.Sym("destroyed")})
	}
	m.chunks, m.chunkedLength = nil, 0
}

// onError gives err to cb and, unless the message is gone, to 'error'.
func (m *OutgoingMessage) onError(err realm.Value, cb callback) {
	strict := m.env.Has(versions.HTTPErrorNotAfterDestroy)
	if strict && m.Destroyed {
		return
	}
	m.env.NextTick(func() {
		cb.call(err)
		if strict && !m.Destroyed || !strict && !m.Closed {
			m.Emit("error", err)
		}
	})
}

// countBody holds the body against Content-Length (strictContentLength).
func (m *OutgoingMessage) countBody(size int, fromEnd bool) {
	if m.strict() {
		n, want := m.bytesWritten+size, m.contentLength.n
		if fromEnd && (m.contentLength.text || float64(n) != want) || !fromEnd && float64(n) > want {
			m.env.Throw(errLengthMismatch(n, want))
		}
	}
	m.bytesWritten += size
}

func (m *OutgoingMessage) strict() bool {
	return m.StrictContentLength && m.contentLength.set && m.HasBody && !m.RemovedContLen && !m.ChunkedEncoding && !m.HasHeader("transfer-encoding")
}

func (m *OutgoingMessage) callImplicitHeader() {
	switch f := m.Override("_implicitHeader"); {
	case f != nil:
		f.Call(m.Self())
	case m.kind != nil:
		m.kind.implicitHeader()
	default:
		m.env.Throw(realm.NewError("ERR_METHOD_NOT_IMPLEMENTED", "The _implicitHeader() method is not implemented"))
	}
}

// FlushHeaders is flushHeaders().
func (m *OutgoingMessage) FlushHeaders() {
	if m.header == "" {
		m.callImplicitHeader()
	}
	m.callSend("", "", callback{})
}

// ImplicitHeader is _implicitHeader.
func (m *OutgoingMessage) ImplicitHeader() {
	if m.kind == nil {
		m.env.Throw(realm.NewError("ERR_METHOD_NOT_IMPLEMENTED", "The _implicitHeader() method is not implemented"))
	}
	m.kind.implicitHeader()
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
		w.Emit(sim.Record{Kind: sim.KindFrameQueued, Obj: m.TraceObject(), Name: w.Sym("head"), B: int64(len(m.header)), Text: w.Sym(firstLine(m.header))})
	}
}

func (m *OutgoingMessage) traceChunk(size int) {
	if w := m.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindFrameQueued, Obj: m.TraceObject(), Name: w.Sym("body"), B: int64(size)})
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
