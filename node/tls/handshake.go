package tls

import (
	"time"

	"finishline/node/versions"
)

// handshake goes on as far as it can (SSL_do_handshake).
func (c *ssl) handshake() result {
	if c.step == stepStart {
		c.begin()
	}
	for c.step != stepOpen && !c.gone {
		if c.step == stepFailed {
			return failed
		}
		if c.step == stepCertificateCb {
			if res := c.afterClientHello(); res != resultNone {
				return res
			}
			continue
		}
		m, ccs, res := c.nextMessage()
		if res != resultNone {
			return res
		}
		if ccs {
			c.onCCS()
		} else if res := c.onMessage(m); res != resultNone {
			return res
		}
	}
	return resultNone
}

func (c *ssl) begin() {
	c.up.handshakeStart()
	if c.server {
		c.setStep(stepClientHello)
		return
	}
	c.sendClientHello()
	c.setStep(stepServerHello)
}

// nextMessage is the next handshake message, or a ChangeCipherSpec that counts.
func (c *ssl) nextMessage() (m message, ccs bool, res result) {
	for {
		var ok bool
		if m, c.partial, ok = nextMessage(c.partial); ok {
			return m, false, resultNone
		}
		r, res := c.nextRecord()
		if res != resultNone {
			return m, false, res
		}
		switch r.t {
		case alertRecord:
			if res := c.onAlert(r.body); res != resultNone {
				return m, false, res
			}
		case changeCipherSpec:
			if c.version != version13 {
				return m, true, resultNone
			}
		case handshakeRecord:
			c.partial = append(append([]byte(nil), c.partial...), r.body...)
		default:
			return m, false, c.fail("unexpected message", alertUnexpectedMessage)
		}
	}
}

// onCCS: what follows is protected (TLS 1.2).
func (c *ssl) onCCS() { c.readSealed = true }

func (c *ssl) onMessage(m message) result {
	switch c.step {
	case stepServerHello:
		return c.onServerHello(m)
	case stepServerFlight:
		return c.onServerFlight(m)
	case stepServerFinished, stepResumedFinished:
		return c.onServerFinished(m)
	case stepClientHello:
		return c.onClientHello(m)
	default:
		return c.onClientFlight(m)
	}
}

// finish is tls_finish_handshake: the machine is open before it says so, for the
// callback may read and write.
func (c *ssl) finish() {
	c.hello = nil
	c.setStep(stepOpen)
	c.up.handshakeDone()
}

// takePeer notes the peer's chain and verifies it.
func (c *ssl) takePeer(ders [][]byte) {
	c.peerDER, c.peer = ders, parseChain(ders)
	c.verifyCode = c.ctx.verify(c.peer, c.now())
}

func (c *ssl) now() time.Time {
	var ms int64
	if f := c.env.WallClock; f != nil {
		ms = f()
	}
	return time.UnixMilli(ms)
}

// worded is how the version's OpenSSL calls bytes that are no TLS, and the alert
// with which it refuses them; -1 is none.
func (c *ssl) worded(reason string) (string, int) {
	if reason == "wrong version number" && c.env.Has(versions.TLSLengthFirst) {
		return "packet length too long", alertRecordOverflow
	}
	return reason, -1
}

func (c *ssl) sendFinished() {
	if c.version == version13 {
		c.send(filler(typeFinished, 48)) // of SHA-384
		return
	}
	c.send(filler(typeFinished, 12))
}

// sendCertificate is Certificate and CertificateVerify (if verify).
func (c *ssl) sendCertificate(verify bool) {
	chain := c.ctx.chain
	if !c.ctx.signs() {
		chain = nil
	}
	c.send(certificateMessage(c.version, chain))
	if verify && chain != nil {
		c.send(filler(typeCertificateVerify, 4+c.ctx.signatureSize()))
	}
}
