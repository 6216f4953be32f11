package tls

import "finishline/sim"

// fail is SSLfatal: an alert, unless alert is negative, and no more.
func (c *ssl) fail(reason string, alert int) result {
	c.failure = &failure{reason: reason, alert: -1}
	if alert >= 0 {
		c.sendAlert(2, byte(alert))
	}
	c.setStep(stepFailed)
	return failed
}

func (c *ssl) sendAlert(level, description byte) {
	c.emit(alertRecord, []byte{level, description}, "Alert")
	c.flush()
}

// flush empties the handshake's write buffer.
func (c *ssl) flush() { c.out, c.held = append(c.out, c.held...), c.held[:0] }

// emit seals one record.
func (c *ssl) emit(t contentType, body []byte, name string) {
	if c.holding {
		c.hold(seal(nil, t, body, c.version, c.writeSealed))
	} else {
		c.out = seal(c.out, t, body, c.version, c.writeSealed)
	}
	c.traceFrame(sim.KindFrameSerialized, t, name, body)
}

// bufferSize is that of the handshake's write buffer (BIO_f_buffer).
const bufferSize = 4096

// hold is what that buffer does with a record: it fills up, and when it is full
// goes out with what is too big for it.
func (c *ssl) hold(b []byte) {
	room := bufferSize - len(c.held)
	if len(b) <= room {
		c.held = append(c.held, b...)
		return
	}
	if len(c.held) > 0 {
		c.out = append(append(c.out, c.held...), b[:room]...)
		c.held, b = c.held[:0], b[room:]
	}
	if len(b) >= bufferSize {
		c.out = append(c.out, b...)
		return
	}
	c.held = append(c.held, b...)
}

// send seals a handshake message.
func (c *ssl) send(m message) { c.emit(handshakeRecord, m.bytes(), messageNames[m.t]) }

func (c *ssl) sendCCS() { c.out = append(c.out, byte(changeCipherSpec), 3, 3, 0, 1, 1) }
