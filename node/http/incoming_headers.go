package http

import (
	"strings"

	"finishline/node/realm"
	"finishline/node/versions"
)

// addHeaderLines is _addHeaderLines: lines are names and values in turn; behind
// the body they are trailers.
func (m *IncomingMessage) addHeaderLines(lines []string, n int) {
	if len(lines) == 0 {
		return
	}
	if m.Complete {
		m.rawTrailers, m.trailerCount = lines, n
		if t, ok := m.trailers.(*realm.Map); ok {
			m.fill(t, lines, n)
		}
		return
	}
	m.raw, m.count = lines, n
	if h, ok := m.headers.(*realm.Map); ok {
		m.fill(h, lines, n)
	}
}

// Headers is message.headers.
func (m *IncomingMessage) Headers() realm.Value {
	if m.headers == nil {
		h := &realm.Map{}
		m.fill(h, m.raw, m.count)
		m.headers = h
	}
	return m.headers
}

// SetHeaders sets it.
func (m *IncomingMessage) SetHeaders(v realm.Value) { m.headers = v }

// Trailers is message.trailers.
func (m *IncomingMessage) Trailers() realm.Value {
	if m.trailers == nil {
		t := &realm.Map{}
		m.fill(t, m.rawTrailers, m.trailerCount)
		if !m.Complete {
			return t
		}
		m.trailers = t
	}
	return m.trailers
}

// SetTrailers sets it.
func (m *IncomingMessage) SetTrailers(v realm.Value) { m.trailers = v }

// HeadersDistinct is message.headersDistinct.
func (m *IncomingMessage) HeadersDistinct() realm.Value {
	if m.distinct == nil {
		m.distinct = m.distinctOf(m.raw, m.count)
	}
	return m.distinct
}

// TrailersDistinct is message.trailersDistinct.
func (m *IncomingMessage) TrailersDistinct() realm.Value {
	if m.trailersDistinct == nil || !m.Complete {
		m.trailersDistinct = m.distinctOf(m.rawTrailers, m.trailerCount)
	}
	return m.trailersDistinct
}

func (m *IncomingMessage) distinctOf(lines []string, n int) *realm.Map {
	out := &realm.Map{NullProto: m.env.Has(versions.HTTPDistinctNullProto)}
	for i := 0; i+1 < n; i += 2 {
		key := strings.ToLower(lines[i])
		list, _ := out.Get(key)
		old, _ := list.([]realm.Value)
		out.Set(key, append(old, lines[i+1]))
	}
	return out
}

// RawHeaders is message.rawHeaders, as a list.
func (m *IncomingMessage) RawHeaders() []string { return m.raw }

// RawTrailers is message.rawTrailers.
func (m *IncomingMessage) RawTrailers() []string { return m.rawTrailers }

// RawList and RawTrailerList are where the script's side keeps its arrays.
func (m *IncomingMessage) RawList() *realm.Value        { return &m.rawList }
func (m *IncomingMessage) RawTrailerList() *realm.Value { return &m.rawTrailerList }

// fill adds lines to an object of headers, joining what may be joined.
func (m *IncomingMessage) fill(dst *realm.Map, lines []string, n int) {
	for i := 0; i+1 < n; i += 2 {
		m.addLine(dst, lines[i], lines[i+1])
	}
}

// joining is what happens to a field that comes again.
type joining uint8

const (
	joinComma joining = iota
	joinSemicolon
	joinArray
	joinFirst // the first one stays
)

func joiningOf(key string) joining {
	switch key {
	case "set-cookie":
		return joinArray
	case "cookie":
		return joinSemicolon
	case "age", "host", "from", "etag", "server", "referer", "expires", "location", "user-agent", "retry-after",
		"content-type", "max-forwards", "authorization", "last-modified", "content-length", "if-modified-since",
		"proxy-authorization", "if-unmodified-since":
		return joinFirst
	}
	return joinComma
}

func (m *IncomingMessage) addLine(dst *realm.Map, field, value string) {
	key := strings.ToLower(field)
	old, had := dst.Get(key)
	how := joiningOf(key)
	switch {
	case how == joinArray:
		list, _ := old.([]realm.Value)
		dst.Set(key, append(list, value))
	case !had:
		dst.Set(key, value)
	case how == joinFirst && !m.JoinDuplicateHeaders:
	case how == joinSemicolon:
		dst.Set(key, text(old)+"; "+value)
	default:
		dst.Set(key, text(old)+", "+value)
	}
}

// field is headers[key], read without making the object.
func (m *IncomingMessage) field(key string) (string, bool) {
	if _, own := m.headers.(*realm.Map); m.headers != nil && !own {
		s, ok := m.env.Engine.Export(m.env.Engine.Get(m.headers, key)).(string)
		return s, ok
	}
	out, found := "", false
	for i := 0; i+1 < m.count; i += 2 {
		if !strings.EqualFold(m.raw[i], key) {
			continue
		}
		if !found {
			out, found = m.raw[i+1], true
		} else if joiningOf(key) == joinComma {
			out += ", " + m.raw[i+1]
		}
	}
	return out, found
}
