package http

import (
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
	"finishline/sim"
)

// End is end(chunk, encoding, callback).
func (m *OutgoingMessage) End(chunk realm.Value, enc string, js realm.Function) {
	cb := callback{js: js}
	callbacksFirst := m.env.Has(versions.HTTPEndCallbacksFirst)
	hasChunk := events.Truthy(m.env.Engine.Export(chunk))
	withChunk := false // the chunk's write carries the finish callback
	switch {
	case hasChunk:
		if m.Finished {
			if cb.none() {
				cb = callback{js: nop}
			}
			m.onError(errWriteAfterEnd(), cb)
			return
		}
		if m.socket != nil {
			m.socket.Cork()
		}
		var finish callback
		if callbacksFirst && m.prepareFinalChunk(chunk, enc) {
			m.queueEndCallback(cb)
			cb = callback{}
			withChunk, finish = true, callback{fn: m.onFinish}
		}
		m.write(chunk, enc, finish, true)
	case m.Finished:
		m.endAgain(cb)
		return
	case m.header == "":
		if m.socket != nil {
			m.socket.Cork()
		}
		m.setLength(0)
		m.callImplicitHeader()
	}
	if callbacksFirst {
		m.queueEndCallback(cb)
	} else if !cb.none() {
		m.CallOnce("finish", cb.js)
	}
	if m.strict() && (m.contentLength.text || float64(m.bytesWritten) != m.contentLength.n) {
		m.env.Throw(errLengthMismatch(m.bytesWritten, m.contentLength.n))
	}
	if len(m.chunks) > 0 && m.env.Has(versions.HTTPWriteCorksMessage) {
		if m.socket != nil {
			m.socket.Cork()
		}
		m.corked = 1
		m.callUncork()
	}
	if !withChunk {
		m.sendEnd(hasChunk)
	}
	m.release()
	m.Finished = true
	m.setPhase("ended")
	if len(m.outputData) == 0 && m.socket != nil && m.isCurrent(m.socket) {
		m.callFinish()
	}
}

// endAgain is end() after end().
func (m *OutgoingMessage) endAgain(cb callback) {
	switch {
	case cb.none():
	case m.env.Has(versions.HTTPEndCallbacksFirst):
		m.queueEndCallback(cb)
	case !m.WritableFinished():
		m.CallOn("finish", cb.js)
	default:
		cb.call(errAlreadyFinished("end"))
	}
}

// sendEnd sends the last piece: the last chunk, or nothing but the header.
func (m *OutgoingMessage) sendEnd(hasChunk bool) {
	finish := callback{fn: m.onFinish}
	switch {
	case m.HasBody && m.ChunkedEncoding:
		if w := m.env.World; w.Tracing() {
			w.Emit(sim.Record{Kind: sim.KindFrameQueued, Obj: m.TraceObject(), Name: w.Sym("last-chunk"), Text: w.Sym(m.trailer)})
		}
		m.callSend("0\r\n"+m.trailer+"\r\n", "latin1", finish)
	case !m.HeaderSent || m.WritableLength() > 0 || hasChunk:
		m.callSend("", "latin1", finish)
	default:
		m.env.NextTick(func() { m.onFinish(nil) })
	}
}

// release undoes every cork, so that all of it leaves in one write.
func (m *OutgoingMessage) release() {
	if m.socket != nil {
		m.socket.SetCorked(1)
		callUncork(m.socket)
	}
	if !m.env.Has(versions.HTTPChunksJoined) {
		m.corked = 0
		return
	}
	m.corked = 1
	m.callUncork()
}

// prepareFinalChunk reports whether the last chunk may carry the finish
// callback: the body is not chunked.
func (m *OutgoingMessage) prepareFinalChunk(value realm.Value, enc string) bool {
	chunk, ok := validChunk(m.env, value)
	if !ok || m.Destroyed || m.StrictContentLength {
		return false
	}
	if m.header == "" {
		m.setLength(chunkBytes(chunk, enc))
		m.callImplicitHeader()
	}
	return m.header != "" && m.HasBody && !m.ChunkedEncoding
}

func (m *OutgoingMessage) queueEndCallback(cb callback) {
	switch {
	case cb.none():
	case m.finishEmitted:
		cb.call(errAlreadyFinished("end"))
	case m.flushError != nil:
		err := m.flushError
		m.env.NextTick(func() { cb.call(err) })
	default:
		m.endCallbacks = append(m.endCallbacks, cb)
	}
}

func (m *OutgoingMessage) flushEndCallbacks(err realm.Value) {
	cbs := m.endCallbacks
	m.endCallbacks = nil
	for _, cb := range cbs {
		cb.call(err)
	}
}

// onFinish is what the last write ends with: the kernel has taken it all, or it
// failed.
func (m *OutgoingMessage) onFinish(err realm.Value) {
	if m.env.Has(versions.HTTPEndCallbacksFirst) {
		if e := m.finishError(err); e != nil {
			m.flushError = e
			m.flushEndCallbacks(e)
			return
		}
		m.finishEmitted = true
		m.flushEndCallbacks(realm.Null)
	} else if m.socket != nil && m.socket.HadError {
		return
	}
	m.setPhase("finished")
	m.Emit("finish")
}

func (m *OutgoingMessage) finishError(err realm.Value) realm.Value {
	switch {
	case !realm.IsNullish(err):
		return err
	case !realm.IsNullish(m.errored):
		return m.errored
	case m.socket != nil && m.socket.Errored() != nil:
		return m.socket.Errored()
	case m.socket != nil && m.socket.HadError:
		return errStreamDestroyed("end")
	}
	return nil
}

// callFinish is this._finish().
func (m *OutgoingMessage) callFinish() {
	switch f := m.Override("_finish"); {
	case f != nil:
		f.Call(m.Self())
	case m.kind != nil:
		m.kind.finish()
	default:
		m.Finish()
	}
}

// Finish is _finish.
func (m *OutgoingMessage) Finish() { m.Emit("prefinish") }

// Flush is _flush: the socket is ours now.
func (m *OutgoingMessage) Flush() {
	s := m.socket
	if s == nil || !s.IsWritable() {
		return
	}
	ret, wrote := m.flushOutput(s)
	drains := ret && wrote
	if m.env.Has(versions.HTTPUncorkDrains) {
		drains = ret || !wrote
	}
	if m.Finished {
		m.callFinish()
	} else if drains && m.needDrain {
		m.needDrain = false
		m.Emit("drain")
	}
}

// flushOutput writes what waited; wrote is false if nothing did.
func (m *OutgoingMessage) flushOutput(s *net.Socket) (ret, wrote bool) {
	if !m.env.Has(versions.HTTPChunksJoined) {
		for ; m.corked > 0; m.corked-- {
			s.Cork()
		}
	}
	if len(m.outputData) == 0 {
		return false, false
	}
	list := m.outputData
	s.Cork()
	for i := range list {
		m.traceHanded(list[i].data, list[i].encoding)
		ret = socketWrite(s, list[i].data, list[i].encoding, list[i].cb)
	}
	callUncork(s)
	m.outputData = nil
	delta := m.outputSize
	m.outputSize = 0
	m.traceLevel()
	if m.onPendingData != nil {
		m.onPendingData(-delta)
	}
	return ret, true
}
