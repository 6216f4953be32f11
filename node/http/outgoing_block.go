package http

import (
	"math"
	"strings"

	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

// block is a header block being made, and what was seen in it.
type block struct {
	connection, contLen, te, date, expect, trailer bool
	b                                              []byte
}

// newBlock begins a block with the message's first line, in the memory of the
// last one.
func (m *OutgoingMessage) newBlock(firstLine string) block {
	mod := moduleOf(m.env)
	b := mod.block[:0]
	mod.block = nil
	return block{b: append(b, firstLine...)}
}

func (st *block) add(parts ...string) {
	for _, s := range parts {
		st.b = append(st.b, s...)
	}
}

// storeOwn is _storeHeader(firstLine, this[kOutHeaders]).
func (m *OutgoingMessage) storeOwn(firstLine string) {
	st := m.newBlock(firstLine)
	for _, h := range m.headers {
		m.processHeader(&st, h.name, h.value, false)
	}
	m.storeRest(&st)
}

// storePairs is _storeHeader(firstLine, headers) with headers that were given.
func (m *OutgoingMessage) storePairs(firstLine string, names, values []realm.Value) {
	st := m.newBlock(firstLine)
	for i := range names {
		ValidateHeaderName(m.env, names[i], "")
		m.processHeader(&st, names[i].(string), values[i], true)
	}
	m.storeRest(&st)
}

func (m *OutgoingMessage) processHeader(st *block, name string, value realm.Value, validate bool) {
	if strings.EqualFold(name, "content-disposition") && m.contentLength.set && m.contentLength.n != 0 {
		value = asLatin1(value)
	}
	list, many := value.([]realm.Value)
	if many {
		if (len(list) < 2 || !strings.EqualFold(name, "cookie")) && !m.unique[strings.ToLower(name)] {
			for _, v := range list {
				m.storeHeader(st, name, v, validate)
			}
			return
		}
		parts := make([]string, len(list))
		for i, v := range list {
			parts[i] = text(v)
		}
		value = strings.Join(parts, "; ")
	}
	m.storeHeader(st, name, value, validate)
}

// asLatin1 is the text whose Latin-1 bytes, read as UTF-8, the value has.
func asLatin1(v realm.Value) realm.Value {
	if list, ok := v.([]realm.Value); ok {
		out := make([]realm.Value, len(list))
		for i, x := range list {
			out[i] = asLatin1(x)
		}
		return out
	}
	return stream.DecodeUTF8(stream.Encode(text(v), "latin1"))
}

func (m *OutgoingMessage) storeHeader(st *block, name string, value realm.Value, validate bool) {
	if validate {
		m.validateValue(name, value)
	}
	s := text(value)
	st.add(name, ": ", s, "\r\n")
	if len(name) < 4 || len(name) > 17 {
		return
	}
	switch strings.ToLower(name) {
	case "connection":
		st.connection, m.RemovedConnection = true, false
		if hasWord(s, "close") {
			m.Last = true
		} else {
			m.ShouldKeepAlive = true
		}
	case "transfer-encoding":
		st.te, m.RemovedTE = true, false
		if hasWord(s, "chunked") {
			m.ChunkedEncoding = true
		}
	case "content-length":
		st.contLen, m.RemovedContLen = true, false
		m.SetContentLength(value)
		if m.env.Has(versions.HTTPContentLengthNumber) {
			m.contentLength.text = false
		}
	case "date":
		st.date = true
	case "expect":
		st.expect = true
	case "trailer":
		st.trailer = true
	case "keep-alive":
		m.DefaultKeepAlive = false
	}
}

// storeRest adds what the message says of itself and makes it _header.
func (m *OutgoingMessage) storeRest(st *block) {
	if m.SendDate && !st.date {
		st.add("Date: ", utcDate(m.env), "\r\n")
	}
	// RFC 9110, sections 15.3.5 and 15.4.5: no body, so nothing to chunk.
	if code := m.status(); m.ChunkedEncoding && (code == 204 || code == 304) {
		m.ChunkedEncoding, m.ShouldKeepAlive = false, false
	}
	m.storeConnection(st)
	m.storeFraming(st)
	if !m.ChunkedEncoding && st.trailer {
		m.env.Throw(realm.NewError("ERR_HTTP_TRAILER_INVALID", "Trailers are invalid with this transfer encoding"))
	}
	st.add("\r\n")
	m.header, m.HeaderSent = string(st.b), false
	moduleOf(m.env).block = st.b
	m.traceHead()
	m.setPhase("headed")
	// Before a 100-continue there is nothing else to send.
	if st.expect {
		m.callSend("", "", callback{})
	}
}

func (m *OutgoingMessage) storeConnection(st *block) {
	switch {
	case m.RemovedConnection && m.env.Has(versions.HTTPRemovedConnectionKeeps):
		m.Last = !m.ShouldKeepAlive
		return
	case m.RemovedConnection:
		m.Last, m.ShouldKeepAlive = true, false
		return
	case st.connection:
		return
	}
	keep := m.ShouldKeepAlive && (st.contLen || m.UseChunkedEncodingByDefault || !realm.IsNullish(m.Agent) && m.Agent != false)
	switch {
	case keep && m.MaxRequestsReached:
		st.add("Connection: close\r\n")
	case keep:
		st.add("Connection: keep-alive\r\n")
		if t := m.KeepAliveTimeout; t != 0 && t == t && m.DefaultKeepAlive {
			st.add("Keep-Alive: timeout=", number(math.Floor(t/1000)))
			if n := toNumber(m.MaxRequestsPerSocket); n == n && !math.IsInf(n, 0) && int32(int64(n)) > 0 {
				st.add(", max=", text(m.MaxRequestsPerSocket))
			}
			st.add("\r\n")
		}
	default:
		m.Last = true
		st.add("Connection: close\r\n")
	}
}

func (m *OutgoingMessage) storeFraming(st *block) {
	switch {
	case st.contLen || st.te:
	case !m.HasBody:
		m.ChunkedEncoding = false
	case !m.UseChunkedEncodingByDefault:
		m.Last = true
	case !st.trailer && !m.RemovedContLen && m.contentLength.set && !m.contentLength.text:
		st.add("Content-Length: ", number(m.contentLength.n), "\r\n")
	case !m.RemovedTE:
		st.add("Transfer-Encoding: chunked\r\n")
		m.ChunkedEncoding = true
	case m.env.Has(versions.HTTPNeitherFramingCloses):
		m.Last = true
	}
}

// status is statusCode, 0 for a request.
func (m *OutgoingMessage) status() int {
	if r, ok := m.kind.(*ServerResponse); ok {
		return r.code()
	}
	return 0
}
