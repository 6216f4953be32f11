package tls

// nextRecord opens the next record.
func (c *ssl) nextRecord() (r record, res result) {
	r, ok, reason := open(c.in[c.inOff:], c.version, c.readSealed)
	if reason != "" {
		return r, c.fail(c.worded(reason))
	}
	if !ok {
		return r, wantRead
	}
	c.inOff += r.size
	c.traceRecord(&r)
	return r, resultNone
}

// onRecord takes a record outside of the handshake.
func (c *ssl) onRecord(r record) result {
	switch r.t {
	case applicationData:
		c.app = r.body
	case alertRecord:
		return c.onAlert(r.body)
	case handshakeRecord:
		c.partial = append(c.partial, r.body...)
		for {
			m, rest, ok := nextMessage(c.partial)
			if !ok {
				break
			}
			c.partial = rest
			if m.t == typeNewSessionTicket && !c.server {
				c.onTicket(m.body)
			}
			if c.gone {
				return resultNone
			}
		}
	}
	return resultNone
}

// onAlert: only close_notify and user_canceled are no errors in TLS 1.3.
func (c *ssl) onAlert(b []byte) result {
	if len(b) < 2 {
		return c.fail("bad length", alertUnexpectedMessage)
	}
	if b[1] == alertCloseNotify {
		c.gotClose = true
		if c.step != stepOpen {
			return zeroReturn
		}
		return resultNone
	}
	if b[0] == 1 && c.version != version13 {
		return resultNone
	}
	reason := alertReasons[b[1]]
	if reason == "" {
		reason = "tlsv1 alert unknown"
	}
	c.failure = &failure{reason: reason, alert: int(b[1])}
	c.setStep(stepFailed)
	return failed
}

// onTicket is a NewSessionTicket that came to a client.
func (c *ssl) onTicket(b []byte) {
	s := *c.current
	s.ticket = parseNewSessionTicket(c.version, b)
	c.current = &s
	if c.version == version13 || c.step == stepOpen {
		c.up.newSession(&s)
	}
}
