package http

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// contentLength is _contentLength: null, a number, or in some versions the text
// that a header was set to.
type contentLength struct {
	set, text bool
	n         float64
	raw       realm.Value
}

// Header is _header, "" before there is one.
func (m *OutgoingMessage) Header() string { return m.header }

// SetHeaderText sets _header, for libraries that meddle.
func (m *OutgoingMessage) SetHeaderText(s string) { m.header = s }

// HeadersSent is headersSent.
func (m *OutgoingMessage) HeadersSent() bool { return m.header != "" }

// Errored is message.errored: what destroy was given.
func (m *OutgoingMessage) Errored() realm.Value { return m.errored }

// OutputSize and OutputLength tell of outputData.
func (m *OutgoingMessage) OutputSize() int { return m.outputSize }

func (m *OutgoingMessage) OutputLength() int { return len(m.outputData) }

// Corked is writableCorked.
func (m *OutgoingMessage) Corked() int {
	if m.env.Has(versions.HTTPChunksJoined) || m.socket == nil {
		return m.corked
	}
	return m.corked + m.socket.WritableCorked()
}

// WritableFinished is writableFinished.
func (m *OutgoingMessage) WritableFinished() bool {
	if m.env.Has(versions.HTTPEndCallbacksFirst) {
		return m.finishEmitted
	}
	return m.Finished && m.outputSize == 0 && (m.socket == nil || m.socket.WritableLength() == 0)
}

// WritableLength is writableLength.
func (m *OutgoingMessage) WritableLength() int {
	n := m.outputSize
	switch {
	case m.chunkedLength == 0:
	case m.env.Has(versions.HTTPWriteCorksMessage):
		n += m.chunkedLength + len(hexText(m.chunkedLength)) + 4
		if !m.HeaderSent && m.header != "" {
			n += units(m.header)
		}
	default:
		n += m.chunkedLength
	}
	if m.socket != nil {
		n += m.socket.WritableLength()
	}
	return n
}

// WritableHighWaterMark is writableHighWaterMark.
func (m *OutgoingMessage) WritableHighWaterMark() int {
	if m.socket != nil {
		return m.socket.WritableHighWaterMark()
	}
	return m.HighWaterMark
}

// NeedDrain is writableNeedDrain.
func (m *OutgoingMessage) NeedDrain() bool { return !m.Destroyed && !m.Finished && m.needDrain }

// ContentLength is _contentLength.
func (m *OutgoingMessage) ContentLength() realm.Value {
	switch {
	case !m.contentLength.set:
		return realm.Null
	case m.contentLength.text:
		return m.contentLength.raw
	}
	return m.contentLength.n
}

// SetContentLength sets it.
func (m *OutgoingMessage) SetContentLength(v realm.Value) {
	_, isText := v.(string)
	m.contentLength = contentLength{set: !realm.IsNullish(v), text: isText, n: toNumber(v), raw: v}
}

func (m *OutgoingMessage) setLength(n int) { m.contentLength = contentLength{set: true, n: float64(n)} }
