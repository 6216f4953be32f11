package tls

import (
	"finishline/node/realm"
	"finishline/node/versions"
)

// Protocol is getProtocol(): null once the handle is gone.
func (t *Socket) Protocol() realm.Value {
	if s := t.ssl(); s != nil {
		return s.protocol()
	}
	return realm.Null
}

// Cipher is getCipher().
func (t *Socket) Cipher() realm.Value {
	s := t.ssl()
	if s == nil {
		return realm.Null
	}
	if s.cipher == nil {
		return &realm.Map{}
	}
	return s.cipher.object(s.version)
}

// EphemeralKeyInfo is getEphemeralKeyInfo(): null on a server.
func (t *Socket) EphemeralKeyInfo() realm.Value {
	s := t.ssl()
	if s == nil || t.o.IsServer {
		return realm.Null
	}
	m := &realm.Map{}
	hybrid := s.version == version13 && t.env.Has(versions.TLSOpenSSL35)
	switch {
	case s.step != stepOpen || s.version == version12 && s.resumed:
	case hybrid && t.env.Has(versions.TLSGroupInfo):
		m.Keys, m.Values = []string{"type", "name"}, []realm.Value{"TLSGroup", "X25519MLKEM768"}
	case !hybrid:
		m.Keys, m.Values = []string{"type", "name", "size"}, []realm.Value{"ECDH", "X25519", 253}
	}
	if t.env.Has(versions.TLSCertificateAllKeys) {
		for _, k := range [3]string{"type", "name", "size"} {
			if _, has := m.Get(k); !has {
				m.Set(k, nil)
			}
		}
	}
	return m
}

// IsSessionReused is isSessionReused().
func (t *Socket) IsSessionReused() bool {
	s := t.ssl()
	return s != nil && s.resumed
}

// SessionReused is IsSessionReused for scripts: null once the handle is gone.
func (t *Socket) SessionReused() realm.Value {
	if t.Handle == nil {
		return realm.Null
	}
	return t.IsSessionReused()
}

// SessionState is getSession().
func (t *Socket) SessionState() realm.Value {
	if t.Handle == nil {
		return realm.Null
	}
	s := t.ssl()
	if s == nil || s.current == nil {
		return nil
	}
	return t.sessionState(s.current)
}

// Ticket is getTLSTicket().
func (t *Socket) Ticket() realm.Value {
	s := t.ssl()
	if s == nil || s.current == nil || s.current.ticket == nil {
		return nil
	}
	return append([]byte(nil), s.current.ticket...)
}

// sessionPrefix marks a session that remembers its host (kTLSSessionStatePrefix).
const sessionPrefix = "\x00nodejs:tls:session:1\x00"

// sessionState is a session as scripts get it.
func (t *Socket) sessionState(s *session) realm.Value {
	b := s.marshal()
	if t.o.IsServer || !t.env.Has(versions.TLSSessionIdentity) {
		return b
	}
	host := "localhost"
	if t.connect != nil {
		host = t.connect.o.host()
	}
	out := append(u16([]byte(sessionPrefix), len(host)), host...)
	return append(out, b...)
}

// SetSession is setSession(session): it is offered if it was made for this host.
func (t *Socket) SetSession(v realm.Value) {
	b, ok := t.env.Engine.Export(v).([]byte)
	if s, isText := t.env.Engine.Export(v).(string); isText {
		b, ok = latin1(s), true
	}
	if !ok || t.wrap == nil {
		return
	}
	if t.env.Has(versions.TLSSessionIdentity) && !t.o.IsServer {
		if b, ok = t.unwrapSession(b); !ok {
			return
		}
	}
	if s := parseSession(b); s != nil {
		t.wrap.ssl.offered = s
	}
}

// unwrapSession is getSessionForReuse.
func (t *Socket) unwrapSession(b []byte) ([]byte, bool) {
	reject, host := t.o.RejectUnauthorized, "localhost"
	if t.connect != nil {
		host = t.connect.o.host()
	}
	n := len(sessionPrefix)
	if len(b) < n+2 || string(b[:n]) != sessionPrefix {
		return b, !reject
	}
	r := &reader{b: b[n:]}
	name := string(r.vector(2).b)
	return r.b, !r.bad && name == host
}

func latin1(s string) (b []byte) {
	for _, c := range s {
		b = append(b, byte(c))
	}
	return b
}

// SetServerName is setServername(name).
func (t *Socket) SetServerName(name string) {
	if t.o.IsServer {
		t.env.Throw(realm.NewError("ERR_TLS_SNI_FROM_SERVER", "Cannot issue SNI from a TLS server-side socket"))
	}
	if s := t.ssl(); s != nil {
		s.serverName = name
	}
}

// SetMaxSendFragment is setMaxSendFragment(size).
func (t *Socket) SetMaxSendFragment(n int) bool {
	s := t.ssl()
	if s == nil || n < 512 || n > maxPlaintext {
		return false
	}
	s.maxFragment = n
	return true
}

// Established reports that the handshake is over.
func (t *Socket) Established() bool { return t.established }

// fingerprint is a digest as certificates show it.
func fingerprint(sum []byte) string {
	out := make([]byte, 0, 3*len(sum))
	for i, b := range sum {
		if i > 0 {
			out = append(out, ':')
		}
		const digits = "0123456789ABCDEF"
		out = append(out, digits[b>>4], digits[b&15])
	}
	return string(out)
}
