package http

import (
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

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
	if _, ok := chunk.(string); ok && onMessage && m.ChunkedEncoding && enc != "" && !stream.IsEncoding(enc) {
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

// ImplicitHeader is _implicitHeader.
func (m *OutgoingMessage) ImplicitHeader() {
	if m.kind == nil {
		m.env.Throw(realm.NewError("ERR_METHOD_NOT_IMPLEMENTED", "The _implicitHeader() method is not implemented"))
	}
	m.kind.implicitHeader()
}
