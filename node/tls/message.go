package tls

import "encoding/binary"

// Handshake message types (RFC 8446, section 4; RFC 5246, section 7.4).
const (
	typeClientHello         = 1
	typeServerHello         = 2
	typeNewSessionTicket    = 4
	typeEncryptedExtensions = 8
	typeCertificate         = 11
	typeServerKeyExchange   = 12
	typeCertificateRequest  = 13
	typeServerHelloDone     = 14
	typeCertificateVerify   = 15
	typeClientKeyExchange   = 16
	typeFinished            = 20
)

var messageNames = map[byte]string{typeClientHello: "ClientHello", typeServerHello: "ServerHello", typeNewSessionTicket: "NewSessionTicket",
	typeEncryptedExtensions: "EncryptedExtensions", typeCertificate: "Certificate", typeServerKeyExchange: "ServerKeyExchange",
	typeCertificateRequest: "CertificateRequest", typeServerHelloDone: "ServerHelloDone", typeCertificateVerify: "CertificateVerify",
	typeClientKeyExchange: "ClientKeyExchange", typeFinished: "Finished"}

// Extensions that are read or written by name.
const (
	extServerName        = 0
	extStatusRequest     = 5
	extALPN              = 16
	extSessionTicket     = 35
	extPreSharedKey      = 41
	extSupportedVersions = 43
	extKeyShare          = 51
)

// message is a handshake message.
type message struct {
	t    byte
	body []byte
}

// nextMessage takes one off b; ok is false while it is not whole.
func nextMessage(b []byte) (m message, rest []byte, ok bool) {
	if len(b) < 4 {
		return m, b, false
	}
	n := int(b[1])<<16 | int(b[2])<<8 | int(b[3])
	if len(b) < 4+n {
		return m, b, false
	}
	return message{b[0], b[4 : 4+n]}, b[4+n:], true
}

func (m message) bytes() []byte {
	n := len(m.body)
	return append([]byte{m.t, byte(n >> 16), byte(n >> 8), byte(n)}, m.body...)
}

// filler is a message of which only the size counts: what it would hold is keys
// and signatures.
func filler(t byte, n int) message { return message{t, make([]byte, n)} }

func u16(b []byte, n int) []byte { return binary.BigEndian.AppendUint16(b, uint16(n)) }

func u24(b []byte, n int) []byte { return append(b, byte(n>>16), byte(n>>8), byte(n)) }

// extension appends one.
func extension(b []byte, id int, body []byte) []byte {
	return append(u16(u16(b, id), len(body)), body...)
}

// reader walks a message; reading past the end makes it bad.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) take(n int) []byte {
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return make([]byte, n)
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

func (r *reader) number(bytes int) (n int) {
	for _, c := range r.take(bytes) {
		n = n<<8 | int(c)
	}
	return n
}

// vector is bytes behind their length.
func (r *reader) vector(bytes int) *reader {
	n := r.number(bytes)
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return &reader{}
	}
	return &reader{b: r.take(n)}
}

// extensions calls yield for each.
func (r *reader) extensions(yield func(id int, body *reader)) {
	all := r.vector(2)
	for len(all.b) > 0 && !all.bad {
		id := all.number(2)
		yield(id, all.vector(2))
	}
}

// protocols is an ALPN list (RFC 7301).
func protocols(r *reader) (list []string) {
	for all := r.vector(2); len(all.b) > 0; {
		list = append(list, string(all.vector(1).b))
	}
	return list
}

func alpnExtension(list []string) []byte {
	var b []byte
	for _, p := range list {
		b = append(append(b, byte(len(p))), p...)
	}
	return append(u16(nil, len(b)), b...)
}
