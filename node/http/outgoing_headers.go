package http

import (
	"strings"

	"finishline/node/realm"
)

// header is one that was set: the name as given and in lower case.
type header struct {
	key, name string
	value     realm.Value
}

func (m *OutgoingMessage) find(key string) *header {
	for i := range m.headers {
		if m.headers[i].key == key {
			return &m.headers[i]
		}
	}
	return nil
}

func (m *OutgoingMessage) mustNotBeSent(what string) {
	if m.header != "" {
		m.env.Throw(errHeadersSent(what))
	}
}

// SetHeader is setHeader(name, value).
func (m *OutgoingMessage) SetHeader(name, value realm.Value) {
	m.mustNotBeSent("set")
	ValidateHeaderName(m.env, name, "")
	s := name.(string)
	m.validateValue(s, value)
	key := strings.ToLower(s)
	m.hasHeaders = true
	if h := m.find(key); h != nil {
		h.name, h.value = s, value
		return
	}
	m.headers = append(m.headers, header{key, s, value})
}

// callSetHeader is this.setHeader(name, value).
func (m *OutgoingMessage) callSetHeader(name, value realm.Value) {
	if f := m.Override("setHeader"); f != nil {
		f.Call(m.Self(), name, value)
		return
	}
	m.SetHeader(name, value)
}

// AppendHeader is appendHeader(name, value).
func (m *OutgoingMessage) AppendHeader(name, value realm.Value) {
	m.mustNotBeSent("append")
	ValidateHeaderName(m.env, name, "")
	s := name.(string)
	m.validateValue(s, value)
	h := m.find(strings.ToLower(s))
	if h == nil {
		m.callSetHeader(name, value)
		return
	}
	old, many := h.value.([]realm.Value)
	if !many {
		old = []realm.Value{h.value}
	}
	if more, ok := value.([]realm.Value); ok {
		old = append(old, more...)
	} else {
		old = append(old, value)
	}
	h.value = old
}

// GetHeader is getHeader(name): undefined if it is not set.
func (m *OutgoingMessage) GetHeader(name string) realm.Value {
	if h := m.find(strings.ToLower(name)); h != nil {
		return h.value
	}
	return nil
}

// HasHeader is hasHeader(name).
func (m *OutgoingMessage) HasHeader(name string) bool { return m.find(strings.ToLower(name)) != nil }

// HeaderNames is getHeaderNames(), or with raw getRawHeaderNames().
func (m *OutgoingMessage) HeaderNames(raw bool) []string {
	out := make([]string, len(m.headers))
	for i, h := range m.headers {
		out[i] = h.key
		if raw {
			out[i] = h.name
		}
	}
	return out
}

// Headers is getHeaders(), or with raw _renderHeaders().
func (m *OutgoingMessage) Headers(raw bool) *realm.Map {
	out := &realm.Map{NullProto: !raw}
	for _, h := range m.headers {
		k := h.key
		if raw {
			k = h.name
		}
		out.Set(k, h.value)
	}
	return out
}

// RemoveHeader is removeHeader(name).
func (m *OutgoingMessage) RemoveHeader(name string) {
	m.mustNotBeSent("remove")
	key := strings.ToLower(name)
	switch key {
	case "connection":
		m.RemovedConnection = true
	case "content-length":
		m.RemovedContLen = true
	case "transfer-encoding":
		m.RemovedTE = true
	case "date":
		m.SendDate = false
	}
	for i := range m.headers {
		if m.headers[i].key == key {
			m.headers = append(m.headers[:i:i], m.headers[i+1:]...)
			return
		}
	}
}

// UniqueHeaders sets the option uniqueHeaders.
func (m *OutgoingMessage) UniqueHeaders(names map[string]bool) { m.unique = names }

// AddTrailers is addTrailers(headers).
func (m *OutgoingMessage) AddTrailers(names, values []realm.Value) {
	m.trailer = ""
	for i := range names {
		ValidateHeaderName(m.env, names[i], "Trailer name")
		name, value := names[i].(string), values[i]
		list, many := value.([]realm.Value)
		if many && len(list) > 1 && !m.unique[strings.ToLower(name)] {
			for _, v := range list {
				m.addTrailer(name, text(v))
			}
			continue
		}
		if many {
			parts := make([]string, len(list))
			for i, v := range list {
				parts[i] = text(v)
			}
			value = strings.Join(parts, "; ")
		}
		m.addTrailer(name, text(value))
	}
}

func (m *OutgoingMessage) addTrailer(name, value string) {
	if invalidChar(value, false) && invalidChar(value, m.lenientFields()) {
		m.env.Throw(errInvalidChar("trailer content", name))
	}
	m.trailer += name + ": " + value + "\r\n"
}
