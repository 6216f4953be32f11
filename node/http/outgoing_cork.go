package http

import (
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
	"finishline/sim"
)

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
		sent := m.sendGathered()
		if s != nil {
			s.Uncork()
		}
		if sent {
			m.drainIfEmpty()
		}
	default:
		m.corked--
		if m.socket != nil {
			m.socket.Uncork()
		}
		if m.sendGathered() {
			m.drainIfEmpty()
		}
	}
}

// drainIfEmpty emits 'drain' when nothing waits any more.
func (m *OutgoingMessage) drainIfEmpty() {
	if m.needDrain && m.env.Has(versions.HTTPUncorkDrains) && m.WritableLength() == 0 {
		m.needDrain = false
		m.Emit("drain")
	}
}

// sendGathered sends what was gathered as one chunk, if there is anything.
func (m *OutgoingMessage) sendGathered() bool {
	if m.corked != 0 || len(m.chunks) == 0 {
		return false
	}
	chunks, size := m.chunks, m.chunkedLength
	if m.env.Has(versions.HTTPWriteCorksMessage) && (m.Destroyed || m.socket != nil && m.socket.Destroyed()) {
		m.dropGathered()
		return false
	}
	m.callSend(hexText(size), "latin1", callback{})
	m.callSend(crlf, "", callback{})
	for _, c := range chunks {
		m.callSend(c.data, c.encoding, callback{})
	}
	m.callSend(crlf, "", callback{fn: func(err realm.Value) {
		if err == nil && !m.env.Has(versions.CallbackNoArgument) {
			err = realm.Null // the stream calls back with null, which goes on as it is
		}
		for _, c := range chunks {
			c.cb.call(err)
		}
	}})
	m.chunks, m.chunkedLength = nil, 0
	return true
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
