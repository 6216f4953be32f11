package tls

import (
	"finishline/node/env"
	"finishline/node/tls/cert"
	"finishline/sim"
)

// step is where a handshake is. What ends a step is in its comment; RFC 8446,
// appendix A, draws the same states.
type step uint8

const (
	stepStart step = iota // the first read or write begins
	// A client's.
	stepServerHello     // ServerHello: its version decides what follows
	stepServerFlight    // EncryptedExtensions to Finished (1.3), Certificate to ServerHelloDone (1.2)
	stepServerFinished  // NewSessionTicket, ChangeCipherSpec, Finished (1.2)
	stepResumedFinished // the same when a session is resumed (1.2): ours follows
	// A server's.
	stepClientHello    // ClientHello
	stepCertificateCb  // the script's SNICallback or OCSPRequest listener has the word
	stepClientFlight   // [Certificate, CertificateVerify] Finished; [Certificate] ClientKeyExchange … in 1.2
	stepClientFinished // Finished of a session that is resumed (1.2)
	// Both.
	stepOpen   // application data
	stepFailed // an error: nothing moves any more
)

var stepNames = [...]string{"start", "wait ServerHello", "wait server flight", "wait Finished", "wait Finished", "wait ClientHello",
	"wait certificate callback", "wait client flight", "wait Finished", "open", "failed"}

// result is how a read, write or handshake ended (SSL_get_error).
type result uint8

const (
	resultNone result = iota
	wantRead          // more bytes must come
	wantLookup        // a callback of the script has the word
	zeroReturn        // close_notify came
	failed
)

// upper is what the machine tells TLSWrap; OpenSSL has a callback for each. Any
// of them may destroy the connection.
type upper interface {
	handshakeStart()
	handshakeDone()
	newSession(s *session)
	keylog(label string)
	// ocspResponse tells a client that asked for one that none was stapled.
	ocspResponse()
	// certificate is the certificate callback; while it is false the handshake
	// waits.
	certificate(h *clientHello) bool
	// serverContext is the context for a server name, nil: the connection's own.
	serverContext(name string) *Context
	// selectALPN chooses; ok is false if there is nothing to choose from.
	selectALPN(theirs []string) (chosen string, ok bool)
}

// ssl is OpenSSL's SSL object with memory BIOs: bytes in, bytes out.
type ssl struct {
	env    *env.Env
	up     upper
	ctx    *Context
	server bool
	gone   bool // destroySSL
	step   step
	obj    sim.ObjID

	in          []byte
	inOff       int
	out         []byte
	holding     bool // what is sent goes to held
	held        []byte
	readSealed  bool
	writeSealed bool
	partial     []byte // of a handshake message
	app         []byte // rest of a record
	maxFragment int

	version  uint16
	cipher   *cipher
	resumed  bool
	offered  *session // that the client offers
	current  *session // that getSession shows
	hello    *clientHello
	ticketed bool // TLS 1.2: the server will give a ticket

	serverName string
	alpn       []string // a client's offer
	alpnChosen string
	ocsp       bool

	requestCert, failIfNoCert bool
	certRequested             bool // by the server
	peer                      []*cert.Certificate
	peerDER                   [][]byte
	verifyCode                string

	sentClose, gotClose bool
	failure             *failure
}

// setStep is the one place where the step moves.
func (c *ssl) setStep(s step) {
	if c.step == s {
		return
	}
	if w := c.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindState, Obj: c.obj, Name: w.Sym(stepNames[c.step]), Text: w.Sym(stepNames[s])})
	}
	c.step = s
}

// feed takes bytes that came.
func (c *ssl) feed(b []byte) {
	if c.inOff > 0 {
		n := copy(c.in, c.in[c.inOff:])
		c.in, c.inOff = c.in[:n], 0
	}
	c.in = append(c.in, b...)
}

// write is SSL_write: it reports whether the data was taken.
func (c *ssl) write(b []byte) (taken bool, res result) {
	if c.step == stepFailed {
		return false, failed
	}
	if c.sentClose {
		c.failure = &failure{reason: "protocol is shutdown", alert: -1}
		return false, failed
	}
	if c.step != stepOpen {
		if res := c.handshake(); res != resultNone {
			return false, res
		}
		if c.gone {
			return false, failed
		}
	}
	for len(b) > 0 {
		n := min(len(b), c.maxFragment)
		c.emit(applicationData, b[:n], "ApplicationData")
		b = b[n:]
	}
	return true, resultNone
}

// read is SSL_read: the data of one record at most. The bytes are good until
// the next feed.
func (c *ssl) read() (data []byte, res result) {
	for {
		switch {
		case c.step == stepFailed:
			return nil, failed
		case len(c.app) > 0:
			data, c.app = c.app, nil
			return data, resultNone
		case c.gotClose:
			return nil, zeroReturn
		case c.step != stepOpen:
			if res := c.handshake(); res != resultNone {
				return nil, res
			}
			if c.gone {
				return nil, failed
			}
			continue
		}
		r, res := c.nextRecord()
		if res == resultNone {
			res = c.onRecord(r)
		}
		if res != resultNone {
			return nil, res
		}
		if c.gone {
			return nil, failed
		}
	}
}

// shutdown is SSL_shutdown; it does nothing while the handshake is under way.
func (c *ssl) shutdown() {
	if c.step != stepOpen || c.sentClose {
		return
	}
	c.sentClose = true
	c.sendAlert(1, alertCloseNotify)
}

// protocol is SSL_get_version.
func (c *ssl) protocol() string {
	switch {
	case c.version == version12, c.version == 0 && c.ctx.max == version12:
		return "TLSv1.2"
	case c.version == 0 && c.step == stepStart, c.version == version13:
		return "TLSv1.3"
	}
	return "unknown"
}
