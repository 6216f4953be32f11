package tls

import "finishline/node/versions"

// sendClientHello offers what the context allows.
func (c *ssl) sendClientHello() {
	h := &clientHello{serverName: c.serverName, alpn: c.alpn, max: c.ctx.max, min: c.ctx.min, ocsp: c.ocsp, sessionID: make([]byte, 32)}
	for _, x := range c.ctx.ciphers {
		h.ciphers = append(h.ciphers, x.id)
	}
	size := h.size(c.env.Has(versions.TLSOpenSSL35))
	if s := c.offered; s != nil && s.ticket != nil && s.version <= h.max && s.version >= h.min {
		h.ticket = s.ticket
		size += helloSession12
		if s.version == version13 {
			size += helloSession13 - helloSession12
		}
	}
	c.send(h.marshal(size))
}

func (c *ssl) onServerHello(m message) result {
	h, ok := parseServerHello(m.body)
	if m.t != typeServerHello || !ok {
		return c.fail("unexpected message", alertUnexpectedMessage)
	}
	if h.version < c.ctx.min || h.version > c.ctx.max {
		return c.fail("unsupported protocol", alertProtocolVersion)
	}
	c.version, c.cipher, c.resumed, c.ticketed = h.version, cipherByID(h.cipher), h.resumed && c.offered != nil, h.ticket
	c.current = &session{version: h.version, cipher: h.cipher}
	if c.resumed {
		c.current.verify, c.current.peer, c.current.ticket = c.offered.verify, c.offered.peer, c.offered.ticket
		c.verifyCode, c.peerDER = c.offered.verify, nil
		c.peer = nil
	}
	switch {
	case c.version == version13:
		c.up.keylog("SERVER_HANDSHAKE_TRAFFIC_SECRET")
		c.readSealed = true
		c.setStep(stepServerFlight)
	case c.resumed:
		c.alpnChosen = h.alpn
		c.up.keylog("CLIENT_RANDOM")
		c.setStep(stepResumedFinished)
	default:
		c.alpnChosen = h.alpn
		c.setStep(stepServerFlight)
	}
	return resultNone
}

// onServerFlight takes EncryptedExtensions to Finished, or in TLS 1.2
// Certificate to ServerHelloDone.
func (c *ssl) onServerFlight(m message) result {
	switch m.t {
	case typeEncryptedExtensions:
		c.alpnChosen = parseEncryptedExtensions(m.body)
	case typeCertificate:
		c.takePeer(parseCertificate(c.version, m.body))
		c.current.peer, c.current.verify = c.peerDER, c.verifyCode
	case typeCertificateRequest:
		c.certRequested = true
	case typeServerKeyExchange, typeCertificateVerify:
	case typeServerHelloDone:
		c.answer12()
	case typeFinished:
		c.answer13()
	default:
		return c.fail("unexpected message", alertUnexpectedMessage)
	}
	return resultNone
}

// answer13 is a client's second flight (RFC 8446, section 2).
func (c *ssl) answer13() {
	c.tellOCSP()
	for _, label := range []string{"EXPORTER_SECRET", "SERVER_TRAFFIC_SECRET_0", "CLIENT_HANDSHAKE_TRAFFIC_SECRET"} {
		c.up.keylog(label)
	}
	if c.gone {
		return
	}
	c.sendCCS()
	c.writeSealed = true
	if c.certRequested {
		c.sendCertificate(true)
	}
	c.sendFinished()
	c.up.keylog("CLIENT_TRAFFIC_SECRET_0")
	if !c.gone {
		c.finish()
	}
}

// tellOCSP is the end of the server's flight for a client that wants the
// certificate's status (tls_process_initial_server_flight).
func (c *ssl) tellOCSP() {
	if c.ocsp && !c.gone {
		c.up.ocspResponse()
	}
}

// answer12 is the same in TLS 1.2 (RFC 5246, section 7.3).
func (c *ssl) answer12() {
	if c.tellOCSP(); c.gone {
		return
	}
	if c.certRequested {
		c.sendCertificate(false)
	}
	c.send(filler(typeClientKeyExchange, 33))
	if c.certRequested && c.ctx.signs() {
		c.send(filler(typeCertificateVerify, 4+c.ctx.signatureSize()))
	}
	c.up.keylog("CLIENT_RANDOM")
	c.sendCCS()
	c.writeSealed = true
	c.sendFinished()
	c.setStep(stepServerFinished)
}

// onServerFinished ends a handshake of TLS 1.2. A full one with a ticket makes a
// session that can be resumed, which the callback hears of before its end.
func (c *ssl) onServerFinished(m message) result {
	switch {
	case m.t == typeNewSessionTicket:
		c.onTicket(m.body)
	case m.t != typeFinished:
		return c.fail("unexpected message", alertUnexpectedMessage)
	case c.step == stepResumedFinished:
		c.sendCCS()
		c.writeSealed = true
		c.sendFinished()
		c.finish()
	default:
		if c.current.ticket != nil {
			c.up.newSession(c.current)
		}
		if !c.gone {
			c.finish()
		}
	}
	return resultNone
}
