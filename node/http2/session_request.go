package http2

import (
	"strings"

	"finishline/node/realm"
	"finishline/node/versions"
)

// RequestOptions are the options of session.request, checked.
type RequestOptions struct {
	EndStream       *bool
	WaitForTrailers bool
	Exclusive       bool
	Parent          int
	Weight          int // 0: the default
	// Created is called with the stream before its request is submitted.
	Created func(st *Stream)
}

// Request is session.request(headers, options).
func (s *Session) Request(given Headers, o RequestOptions) *Stream {
	e := s.Env()
	var late *realm.Error
	if s.Destroyed() {
		late = errInvalidSession()
	} else if s.Closed() {
		late = errGoawaySession()
	}
	if late != nil && !e.Has(versions.H2RequestErrorLater) {
		e.Throw(late)
	}
	s.UpdateTimer()
	headers := s.requestHeaders(given)
	method, _ := headers.str(":method")
	end := false
	if o.EndStream == nil {
		end = method == "DELETE" || method == "GET" || method == "HEAD"
	} else {
		end = *o.EndStream
	}
	fields := buildFields(e, headers, pseudoRequest, s.strict)
	st := newClientStream(s, nil)
	st.sentHeaders = headers
	if end {
		st.CallEnd(nil)
	}
	if o.WaitForTrailers {
		st.flags |= hasTrailers
	}
	if o.Created != nil {
		o.Created(st)
	}
	start := func() { st.requestOnConnect(fields, end, o) }
	switch {
	case late != nil:
		e.NextTick(func() { st.CallDestroy(late) })
	case s.Connecting():
		s.afterConnect(start)
	default:
		start()
	}
	return st
}

// afterConnect queues what waits for the connection; one listener runs it all.
func (s *Session) afterConnect(fn func()) {
	s.onConnect = append(s.onConnect, fn)
	if s.waiting {
		return
	}
	s.waiting = true
	s.OnceGo("connect", func([]realm.Value) {
		for i := 0; i < len(s.onConnect); i++ {
			s.onConnect[i]()
		}
		s.onConnect, s.waiting = nil, false
	})
}

// requestHeaders adds the pseudo-headers that a request needs.
func (s *Session) requestHeaders(given Headers) Headers {
	e := s.Env()
	if !e.Has(versions.H2HeaderTokens) {
		s.checkNames(given)
	}
	if given.Raw {
		return s.requestArray(given)
	}
	h := given.clone()
	setDefault(h.Map, ":method", "GET")
	method, _ := h.str(":method")
	_, protocol := h.str(":protocol")
	if method != "CONNECT" || protocol {
		if _, ok := h.authority(); !ok {
			put(h.Map, ":authority", s.authority)
		}
		setDefault(h.Map, ":scheme", strings.TrimSuffix(s.protocol, ":"))
		setDefault(h.Map, ":path", "/")
		return h
	}
	s.checkConnect(h)
	return h
}

func (s *Session) checkConnect(h Headers) {
	e := s.Env()
	if _, ok := h.str(":authority"); !ok {
		e.Throw(realm.NewError("ERR_HTTP2_CONNECT_AUTHORITY", ":authority header is required for CONNECT requests"))
	}
	if _, ok := h.str(":scheme"); ok {
		e.Throw(realm.NewError("ERR_HTTP2_CONNECT_SCHEME", "The :scheme header is forbidden for CONNECT requests"))
	}
	if _, ok := h.str(":path"); ok {
		e.Throw(realm.NewError("ERR_HTTP2_CONNECT_PATH", "The :path header is forbidden for CONNECT requests"))
	}
}

// requestArray is prepareRequestHeadersArray: what is missing goes in front.
func (s *Session) requestArray(given Headers) Headers {
	find := func(name string) (string, bool) {
		for i, k := range given.Keys {
			if strings.EqualFold(k, name) && given.Values[i] != nil {
				return text(given.Values[i]), true
			}
		}
		return "", false
	}
	front := &realm.Map{}
	method, ok := find(":method")
	if !ok {
		method = "GET"
		front.Set(":method", method)
	}
	_, protocol := find(":protocol")
	if method != "CONNECT" || protocol {
		if _, ok := find(":authority"); !ok {
			front.Set(":authority", s.authority)
		}
		if _, ok := find(":scheme"); !ok {
			front.Set(":scheme", strings.TrimSuffix(s.protocol, ":"))
		}
		if _, ok := find(":path"); !ok {
			front.Set(":path", "/")
		}
	} else {
		s.checkConnect(given)
	}
	front.Keys = append(front.Keys, given.Keys...)
	front.Values = append(front.Values, given.Values...)
	return Headers{Map: front, Sensitive: given.Sensitive, Raw: true}
}

// checkNames is what request() looked at before H2HeaderTokens: a bad name destroys the session.
func (s *Session) checkNames(given Headers) {
	if given.Map == nil {
		return
	}
	for _, k := range given.Keys {
		switch {
		case k == "":
		case k[0] == ':':
			if !pseudoRequest.allows(k) {
				s.Env().Throw(errPseudoheader(k))
			}
		case !isToken(k):
			s.callDestroy(errHTTPToken("Header name", k))
		}
	}
}

// setDefault sets key if it is undefined.
func setDefault(m *realm.Map, key, value string) {
	if v, ok := m.Get(key); !ok || v == nil {
		put(m, key, value)
	}
}

func put(m *realm.Map, key string, v realm.Value) { m.Set(key, v) }
