package tls

import "finishline/node/versions"

func (c *ssl) onClientHello(m message) result {
	h, ok := parseClientHello(m.body)
	if m.t != typeClientHello || !ok {
		return c.fail("unexpected message", alertUnexpectedMessage)
	}
	c.hello, c.serverName = &h, h.serverName
	switch {
	case h.max >= version13 && c.ctx.max >= version13:
		c.version = version13
	case h.min <= version12 && c.ctx.min <= version12:
		c.version = version12
	default:
		return c.fail("unsupported protocol", alertProtocolVersion)
	}
	c.useContext(c.up.serverContext(h.serverName))
	if c.gone {
		return resultNone
	}
	c.setStep(stepCertificateCb)
	return resultNone
}

func (c *ssl) useContext(x *Context) {
	if x != nil {
		c.ctx = x
	}
}

// afterClientHello goes on when the certificate callback has let it
// (tls_post_process_client_hello).
func (c *ssl) afterClientHello() result {
	h := c.hello
	if !c.up.certificate(h) {
		return wantLookup
	}
	if c.gone {
		return resultNone
	}
	c.resume(h.ticket)
	if !c.resumed && !c.ctx.signs() {
		if c.version == version13 {
			return c.fail("no suitable signature algorithm", alertHandshakeFailure)
		}
		return c.fail("no shared cipher", alertHandshakeFailure)
	}
	if !c.resumed {
		if c.cipher = choose(c.ctx.ciphers, h.ciphers, c.version, c.ctx.ecdsa()); c.cipher == nil {
			return c.fail("no shared cipher", alertHandshakeFailure)
		}
	}
	if h.alpn != nil {
		chosen, ok := c.up.selectALPN(h.alpn)
		if c.gone {
			return resultNone
		}
		if !ok {
			return c.fail("no application protocol", alertNoApplicationProtocol)
		}
		c.alpnChosen = chosen
	}
	if !c.resumed {
		c.current = &session{version: c.version, cipher: c.cipher.id}
	}
	if c.version == version13 {
		c.flight13()
	} else {
		c.flight12()
	}
	return resultNone
}

// resume takes a ticket that is sealed with our key, for the same use and not
// too old (RFC 5077, section 3.1).
func (c *ssl) resume(b []byte) {
	t, ok := parseTicket(b)
	if !ok || t.key != c.ctx.ticketKey || t.context != c.ctx.sessionID || t.session.version != c.version {
		return
	}
	if c.now().UnixMilli()-t.issued > int64(c.ctx.timeout)*1000 {
		return
	}
	s := t.session
	c.resumed, c.cipher, c.current = true, cipherByID(s.cipher), &s
	c.peerDER, c.peer, c.verifyCode = s.peer, parseChain(s.peer), s.verify
}

// flight13 is the server's (RFC 8446, section 2).
func (c *ssl) flight13() {
	size := serverHello13
	if c.env.Has(versions.TLSOpenSSL35) {
		size = serverHelloMLKEM
	}
	if c.resumed {
		size += 6
	}
	c.send((&serverHello{version: version13, cipher: c.cipher.id, resumed: c.resumed}).marshal(c.hello.sessionID, size))
	c.sendCCS()
	c.writeSealed = true
	c.up.keylog("SERVER_HANDSHAKE_TRAFFIC_SECRET")
	c.send(encryptedExtensions(c.alpnChosen))
	if !c.resumed {
		if c.requestCert {
			c.send(filler(typeCertificateRequest, 42))
		}
		c.sendCertificate(true)
	}
	c.sendFinished()
	for _, label := range []string{"EXPORTER_SECRET", "SERVER_TRAFFIC_SECRET_0", "CLIENT_HANDSHAKE_TRAFFIC_SECRET"} {
		c.up.keylog(label)
	}
	c.readSealed = true
	c.setStep(stepClientFlight)
}

// flight12 is the same in TLS 1.2 (RFC 5246, section 7.3).
func (c *ssl) flight12() {
	size := 70
	if c.alpnChosen != "" {
		size += 7 + len(c.alpnChosen)
	}
	if c.resumed {
		size += 20
	}
	h := &serverHello{version: version12, cipher: c.cipher.id, resumed: c.resumed, alpn: c.alpnChosen, ticket: !c.resumed}
	c.send(h.marshal(nil, size))
	if c.resumed {
		c.up.keylog("CLIENT_RANDOM")
		c.sendCCS()
		c.writeSealed = true
		c.sendFinished()
		c.setStep(stepClientFinished)
		return
	}
	c.sendCertificate(false)
	c.send(filler(typeServerKeyExchange, 40+c.ctx.signatureSize()))
	if c.requestCert {
		c.send(filler(typeCertificateRequest, 50))
	}
	c.send(filler(typeServerHelloDone, 0))
	c.setStep(stepClientFlight)
}

// onClientFlight takes the client's second flight.
func (c *ssl) onClientFlight(m message) result {
	switch m.t {
	case typeCertificate:
		c.takePeer(parseCertificate(c.version, m.body))
		if len(c.peer) == 0 && c.failIfNoCert {
			alert := alertHandshakeFailure
			if c.version == version13 {
				alert = alertCertificateRequired
			}
			return c.fail("peer did not return a certificate", alert)
		}
		c.current.peer, c.current.verify = c.peerDER, c.verifyCode
	case typeClientKeyExchange:
		c.up.keylog("CLIENT_RANDOM")
	case typeCertificateVerify:
	case typeFinished:
		c.onClientFinished()
	default:
		return c.fail("unexpected message", alertUnexpectedMessage)
	}
	return resultNone
}

// onClientFinished: TLS 1.3 is done and then gives two tickets, none if the
// session was resumed; TLS 1.2 gives one and is done.
//
// What the script writes while it is told that the handshake is done goes into
// the handshake's write buffer, which only the tickets' end or an alert flushes:
// a socket that is destroyed at once loses it (tls_finish_handshake with
// clearbufs 0, ssl3_dispatch_alert). Node 26 tells it when SSL_read has returned:
// by then the tickets are in front of what it writes.
func (c *ssl) onClientFinished() {
	if c.version != version13 {
		if c.step == stepClientFlight {
			c.sendTicket()
			c.sendCCS()
			c.writeSealed = true
			c.sendFinished()
		}
		c.finish()
		return
	}
	c.up.keylog("CLIENT_TRAFFIC_SECRET_0")
	if c.gone {
		return
	}
	tickets := 2
	if c.resumed {
		tickets = 0
	}
	if c.env.Has(versions.TLSWritesAfterTickets) {
		made := make([]*session, tickets)
		for i := range made {
			made[i] = c.makeTicket()
		}
		c.finish()
		for _, s := range made {
			if !c.gone {
				c.up.newSession(s)
			}
		}
		return
	}
	c.holding = !c.resumed
	c.finish()
	for ; tickets > 0 && !c.gone && c.step == stepOpen; tickets-- {
		c.sendTicket()
	}
	c.holding = false
	c.flush()
}

func (c *ssl) sendTicket() { c.up.newSession(c.makeTicket()) }

func (c *ssl) makeTicket() *session {
	t := ticket{key: c.ctx.ticketKey, context: c.ctx.sessionID, issued: c.now().UnixMilli(), session: *c.current}
	b := t.marshal()
	c.send(newSessionTicket(c.version, c.ctx.timeout, b))
	s := *c.current
	s.ticket = b
	return &s
}
