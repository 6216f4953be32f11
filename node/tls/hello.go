package tls

// clientHello is what a server learns from a ClientHello.
type clientHello struct {
	serverName string
	alpn       []string
	max        uint16
	min        uint16
	ocsp       bool
	ciphers    []uint16
	ticket     []byte
	random     [32]byte
	sessionID  []byte
}

// OpenSSL's sizes of a ClientHello with its default extensions and ciphers, seen
// on loopback between processes of the versions: the record without server
// name, ALPN and session, if TLS 1.2 and 1.3 are offered, or one of them; and
// what a session adds. OpenSSL 3.5 sends a share of X25519MLKEM768, too.
const (
	helloSize        = 349
	helloSize12      = 244
	helloSize13      = 225
	helloSizeMLKEM   = 1568
	helloSize12of35  = 235
	helloSize13MLKEM = 1451
	helloSession13   = 303
	helloSession12   = 208
	serverHello13    = 127
	serverHelloMLKEM = 1215
)

// size is that of OpenSSL's record.
func (h *clientHello) size(openSSL35 bool) int {
	switch {
	case h.max < version13 && openSSL35:
		return helloSize12of35
	case h.max < version13:
		return helloSize12
	case h.min > version12 && openSSL35:
		return helloSize13MLKEM
	case h.min > version12:
		return helloSize13
	case openSSL35:
		return helloSizeMLKEM
	}
	return helloSize
}

// marshal pads the key share so that the record has OpenSSL's size.
func (h *clientHello) marshal(size int) message {
	b := append(u16(nil, version12), h.random[:]...)
	b = append(append(b, byte(len(h.sessionID))), h.sessionID...)
	b = u16(b, 2*len(h.ciphers))
	for _, c := range h.ciphers {
		b = u16(b, int(c))
	}
	b = append(b, 1, 0)
	ext := []byte(nil)
	if h.serverName != "" {
		n := len(h.serverName)
		ext = extension(ext, extServerName, append(append(u16(nil, n+3), 0), append(u16(nil, n), h.serverName...)...))
		size += 9 + n
	}
	if h.alpn != nil {
		body := alpnExtension(h.alpn)
		ext = extension(ext, extALPN, body)
		size += 4 + len(body)
	}
	if h.ocsp {
		ext = extension(ext, extStatusRequest, []byte{1, 0, 0, 0, 0})
		size += 9
	}
	if h.max >= version13 {
		versions := []byte{2, 3, 4}
		if h.min <= version12 {
			versions = []byte{4, 3, 4, 3, 3}
		}
		ext = extension(ext, extSupportedVersions, versions)
	}
	if h.ticket != nil {
		id := extSessionTicket
		if h.max >= version13 {
			id = extPreSharedKey
		}
		ext = extension(ext, id, h.ticket)
	}
	share := size - recordHeader - 4 - len(b) - 2 - len(ext) - 4
	ext = extension(ext, extKeyShare, make([]byte, max(share, 0)))
	return message{typeClientHello, append(u16(b, len(ext)), ext...)}
}

func parseClientHello(b []byte) (h clientHello, ok bool) {
	r := &reader{b: b}
	h.max = uint16(r.number(2))
	h.min = version12
	copy(h.random[:], r.take(32))
	h.sessionID = r.vector(1).b
	for list := r.vector(2); len(list.b) > 1; {
		h.ciphers = append(h.ciphers, uint16(list.number(2)))
	}
	r.vector(1)
	if len(r.b) > 0 {
		r.extensions(h.extension)
	}
	return h, !r.bad
}

func (h *clientHello) extension(id int, body *reader) {
	switch id {
	case extServerName:
		list := body.vector(2)
		list.number(1)
		h.serverName = string(list.vector(2).b)
	case extALPN:
		h.alpn = protocols(body)
	case extStatusRequest:
		h.ocsp = true
	case extSessionTicket, extPreSharedKey:
		h.ticket = append([]byte(nil), body.b...)
	case extSupportedVersions:
		h.min = 0xffff
		h.max = 0
		for list := body.vector(1); len(list.b) > 1; {
			v := uint16(list.number(2))
			if v == version12 || v == version13 {
				h.max, h.min = max(h.max, v), min(h.min, v)
			}
		}
	}
}

// serverHello is what a client learns from a ServerHello.
type serverHello struct {
	version uint16
	cipher  uint16
	resumed bool
	alpn    string // in TLS 1.2; later it is encrypted
	ticket  bool   // TLS 1.2: a NewSessionTicket will come
}

func (h *serverHello) marshal(sessionID []byte, size int) message {
	b := append(u16(nil, version12), make([]byte, 32)...)
	b = append(append(b, byte(len(sessionID))), sessionID...)
	b = append(u16(b, int(h.cipher)), 0)
	ext := []byte(nil)
	if h.version == version13 {
		ext = extension(ext, extSupportedVersions, u16(nil, version13))
	}
	if h.resumed {
		ext = extension(ext, extPreSharedKey, []byte{0, 0})
	}
	if h.alpn != "" {
		ext = extension(ext, extALPN, alpnExtension([]string{h.alpn}))
	}
	if h.ticket {
		ext = extension(ext, extSessionTicket, nil)
	}
	share := size - recordHeader - 4 - len(b) - 2 - len(ext) - 4
	ext = extension(ext, extKeyShare, make([]byte, max(share, 0)))
	return message{typeServerHello, append(u16(b, len(ext)), ext...)}
}

func parseServerHello(b []byte) (h serverHello, ok bool) {
	r := &reader{b: b}
	h.version = uint16(r.number(2))
	r.take(32)
	r.vector(1)
	h.cipher = uint16(r.number(2))
	r.number(1)
	r.extensions(func(id int, body *reader) {
		switch id {
		case extSupportedVersions:
			h.version = uint16(body.number(2))
		case extPreSharedKey:
			h.resumed = true
		case extSessionTicket:
			h.ticket = true
		case extALPN:
			if list := protocols(body); len(list) > 0 {
				h.alpn = list[0]
			}
		}
	})
	return h, !r.bad
}

// encryptedExtensions holds the protocol that the server chose, if any.
func encryptedExtensions(alpn string) message {
	var ext []byte
	if alpn != "" {
		ext = extension(nil, extALPN, alpnExtension([]string{alpn}))
	}
	return message{typeEncryptedExtensions, append(u16(nil, len(ext)), ext...)}
}

func parseEncryptedExtensions(b []byte) (alpn string) {
	(&reader{b: b}).extensions(func(id int, body *reader) {
		if list := protocols(body); id == extALPN && len(list) > 0 {
			alpn = list[0]
		}
	})
	return alpn
}

// certificateMessage holds a chain in DER.
func certificateMessage(version uint16, chain [][]byte) message {
	var list []byte
	for _, der := range chain {
		list = append(u24(list, len(der)), der...)
		if version == version13 {
			list = append(list, 0, 0) // no extensions
		}
	}
	var b []byte
	if version == version13 {
		b = []byte{0} // no request context
	}
	return message{typeCertificate, append(u24(b, len(list)), list...)}
}

func parseCertificate(version uint16, b []byte) (chain [][]byte) {
	r := &reader{b: b}
	if version == version13 {
		r.vector(1)
	}
	for list := r.vector(3); len(list.b) > 0 && !list.bad; {
		chain = append(chain, append([]byte(nil), list.vector(3).b...))
		if version == version13 {
			list.vector(2)
		}
	}
	return chain
}
