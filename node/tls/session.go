package tls

import "encoding/binary"

// session is what can be resumed: SSL_SESSION. There are no secrets in it.
type session struct {
	version uint16
	cipher  uint16
	// verify is what came of verifying the peer: an OpenSSL code, "" for good.
	verify string
	// ticket is what a client shows the server; nil if it got none.
	ticket []byte
	// peer is the peer's chain; a resumed connection shows it to servers only.
	peer [][]byte
}

// marshal is i2d_SSL_SESSION: in the form of a DER sequence, and about as long.
func (s *session) marshal() []byte {
	b := u16(u16([]byte("finishline"), int(s.version)), int(s.cipher))
	b = append(append(b, byte(len(s.verify))), s.verify...)
	b = append(u16(b, len(s.ticket)), s.ticket...)
	b = append(b, byte(len(s.peer)))
	for _, der := range s.peer {
		b = append(u24(b, len(der)), der...)
	}
	b = append(b, make([]byte, 124)...) // the master secret, times and ids
	return append([]byte{0x30, 0x82, byte(len(b) >> 8), byte(len(b))}, b...)
}

// parseSession is d2i_SSL_SESSION; nil if it is none.
func parseSession(b []byte) *session {
	r := &reader{b: b}
	r.take(4)
	if string(r.take(10)) != "finishline" {
		return nil
	}
	s := &session{version: uint16(r.number(2)), cipher: uint16(r.number(2))}
	s.verify = string(r.vector(1).b)
	s.ticket = r.vector(2).b
	for n := r.number(1); n > 0; n-- {
		s.peer = append(s.peer, r.vector(3).b)
	}
	if r.bad {
		return nil
	}
	return s
}

// The sizes of OpenSSL's tickets without a client certificate, and what of them is
// the sessionIdContext of a tls.Server.
const (
	ticketSize13  = 240
	ticketSize12  = 208
	ticketContext = len(defaultSessionID)
)

// ticket is the server's state, which it has the client keep (RFC 5077).
type ticket struct {
	key     uint64 // the name of the key that sealed it
	context string // sessionIdContext
	issued  int64  // ms
	session session
}

func (t *ticket) marshal() []byte {
	size := ticketSize13
	if t.session.version != version13 {
		size = ticketSize12
	}
	if t.context == "" {
		size -= ticketContext
	}
	b := binary.BigEndian.AppendUint64(nil, t.key)
	b = binary.BigEndian.AppendUint64(b, uint64(t.issued))
	b = append(append(b, byte(len(t.context))), t.context...)
	s := t.session.marshal()
	s = s[:len(s)-124]
	b = append(u16(b, len(s)), s...)
	return append(b, make([]byte, max(size-len(b), 0))...)
}

func parseTicket(b []byte) (t ticket, ok bool) {
	r := &reader{b: b}
	t.key = binary.BigEndian.Uint64(r.take(8))
	t.issued = int64(binary.BigEndian.Uint64(r.take(8)))
	t.context = string(r.vector(1).b)
	s := parseSession(r.vector(2).b)
	if r.bad || s == nil {
		return t, false
	}
	t.session = *s
	return t, true
}

// newSessionTicket holds a ticket (RFC 8446, section 4.6.1; RFC 5077, section 3.3).
func newSessionTicket(version uint16, lifetime int, ticket []byte) message {
	b := binary.BigEndian.AppendUint32(nil, uint32(lifetime))
	if version == version13 {
		b = append(b, make([]byte, 4+1+8)...) // age_add and a nonce
		b[8] = 8
	}
	b = append(u16(b, len(ticket)), ticket...)
	if version == version13 {
		b = append(b, 0, 0)
	}
	return message{typeNewSessionTicket, b}
}

func parseNewSessionTicket(version uint16, b []byte) []byte {
	r := &reader{b: b}
	r.take(4)
	if version == version13 {
		r.take(4)
		r.vector(1)
	}
	return append([]byte(nil), r.vector(2).b...)
}
