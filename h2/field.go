package h2

import (
	"strings"

	"golang.org/x/net/http2/hpack"
)

// fieldFate is what a received field deserves.
type fieldFate uint8

const (
	fieldGood    fieldFate = iota
	fieldDropped           // legal nonsense that is not shown
	fieldOdd               // octets that must not be there, in a field that does not matter
	fieldBad               // the message is malformed
)

// judgeField checks one field of the block being received (RFC 9113 sections 8.2 and 8.3).
func (s *Session) judgeField(st *stream, f hpack.HeaderField) fieldFate {
	m := &st.msg
	request := s.role == Server || s.in.f.Type == FramePushPromise
	if fate := s.judgeOctets(f, request); fate != fieldGood {
		m.regular = true // it was a field, even if nobody sees it
		return fate
	}
	trailer := s.in.f.Type == FrameHeaders && s.in.f.Category == CategoryHeaders && (s.role == Server || !m.interim)
	if f.Name[0] == ':' && (trailer || m.regular) {
		return fieldBad
	}
	var fate fieldFate
	if request {
		fate = m.requestField(f, s.role == Server && s.pending.connectProtocol)
		if f.Name == "priority" && !trailer && st.id&1 == 1 {
			m.priority.parse(f.Value)
		}
	} else {
		fate = m.responseField(f)
	}
	if f.Name[0] != ':' {
		m.regular = true
	}
	return fate
}

// judgeOctets checks what characters name and value are made of.
func (s *Session) judgeOctets(f hpack.HeaderField, request bool) fieldFate {
	if !validName(f.Name) {
		if strings.HasPrefix(f.Name, ":") || strings.ContainsFunc(f.Name, func(r rune) bool { return r >= 'A' && r <= 'Z' }) {
			return fieldBad
		}
		return fieldOdd
	}
	ok := false
	switch {
	case f.Name == ":method":
		ok = f.Value != "" && all(f.Value, isToken)
	case f.Name == ":scheme":
		ok = validScheme(f.Value)
	case f.Name == ":path":
		ok = all(f.Value, isPath)
	case (f.Name == ":authority" || f.Name == "host") && request:
		ok = all(f.Value, isAuthority)
	default:
		ok = all(f.Value, isValue) && (s.opts.AllowFieldWhitespace || !edgeSpace(f.Value))
	}
	switch {
	case ok:
		return fieldGood
	case f.Name[0] == ':':
		return fieldBad
	}
	return fieldOdd
}

// once marks a field that may come once and must not be blank.
func (m *message) once(bit pseudoSet, value string) bool {
	if m.seen&bit != 0 || strings.Trim(value, " \t") == "" {
		return false
	}
	m.seen |= bit
	return true
}

func good(ok bool) fieldFate {
	if ok {
		return fieldGood
	}
	return fieldBad
}

func (m *message) requestField(f hpack.HeaderField, extendedConnect bool) fieldFate {
	switch f.Name {
	case ":authority":
		return good(m.once(pseudoAuthority, f.Value))
	case "host":
		return good(m.once(pseudoHost, f.Value))
	case ":method":
		m.head, m.connect, m.options = f.Value == "HEAD", f.Value == "CONNECT", f.Value == "OPTIONS"
		return good(m.once(pseudoMethod, f.Value))
	case ":path":
		m.pathSlash, m.pathStar = strings.HasPrefix(f.Value, "/"), f.Value == "*"
		return good(m.once(pseudoPath, f.Value))
	case ":scheme":
		m.schemeHTTP = strings.EqualFold(f.Value, "http") || strings.EqualFold(f.Value, "https")
		return good(m.once(pseudoScheme, f.Value))
	case ":protocol": // RFC 8441
		return good(extendedConnect && m.once(pseudoProtocol, f.Value))
	case "content-length":
		return good(m.setLength(f.Value))
	}
	return commonField(f)
}

func (m *message) responseField(f hpack.HeaderField) fieldFate {
	switch f.Name {
	case ":status":
		if !m.once(pseudoStatus, f.Value) || len(f.Value) != 3 {
			return fieldBad
		}
		n, ok := parseUint(f.Value)
		m.status = int(n)
		return good(ok && m.status != 101) // RFC 9113 section 8.6
	case "content-length":
		switch {
		case m.status == 204: // RFC 9110 section 8.6 forbids it, some servers send 0
			if m.length != -1 || f.Value != "0" {
				return fieldBad
			}
			m.length = 0
			return fieldDropped
		case m.status/100 == 1:
			return fieldBad
		case m.status/100 == 2 && m.connect:
			return fieldDropped
		}
		return good(m.setLength(f.Value))
	}
	return commonField(f)
}

// commonField is RFC 9113 section 8.2.2, and no pseudo-header field that is not defined.
func commonField(f hpack.HeaderField) fieldFate {
	switch f.Name {
	case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade":
		return fieldBad
	case "te":
		return good(strings.EqualFold(f.Value, "trailers"))
	}
	return good(f.Name[0] != ':')
}

func (m *message) setLength(v string) bool {
	if m.length != -1 {
		return false
	}
	n, ok := parseUint(v)
	if ok {
		m.length = n
	}
	return ok
}

func parseUint(v string) (int64, bool) {
	n := int64(0)
	for i := 0; i < len(v); i++ {
		d := int64(v[i] - '0')
		if d < 0 || d > 9 || n > (1<<63-1-d)/10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, v != ""
}
