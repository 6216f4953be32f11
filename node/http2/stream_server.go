package http2

import (
	"strconv"

	"finishline/h2"
	"finishline/node/realm"
)

type field = h2.Field

// newServerStream is the ServerHttp2Stream constructor.
func newServerStream(s *Session, h *nativeStream, headers Headers) *Stream {
	st := &Stream{}
	st.init(s, h2.Server)
	s.Env().Engine.Adopt(st)
	st.start(h)
	st.protocol, _ = headers.str(":scheme")
	if a, ok := headers.authority(); ok {
		st.authority = a
	}
	return st
}

// ResponseOptions are the options of stream.respond.
type ResponseOptions struct {
	EndStream       bool
	WaitForTrailers bool
	NoDate          bool // sendDate: false
}

// PushAllowed is stream.pushAllowed.
func (st *Stream) PushAllowed() bool {
	s := st.session
	return !st.Destroyed() && !st.Closed() && !s.Closed() && !s.Destroyed() &&
		s.handle != nil && s.handle.h2.RemoteSetting(h2.SettingEnablePush) != 0
}

// Respond is stream.respond(headers, options).
func (st *Stream) Respond(given Headers, o ResponseOptions) {
	e := st.Env()
	if st.Destroyed() || st.Closed() {
		e.Throw(errInvalidStream())
	}
	if st.HeadersSent() {
		e.Throw(errHeadersSent())
	}
	st.updateTimer()
	options := 0
	if o.EndStream {
		options |= emptyPayload
	}
	if o.WaitForTrailers {
		options |= getTrailers
		st.flags |= hasTrailers
	}
	headers, status := st.responseHeaders(given, o)
	fields := buildFields(e, headers, pseudoResponse, st.session.strict)
	st.sentHeaders = headers
	st.moveTo(headersSent)
	if o.EndStream || status == 204 || status == 205 || status == 304 || st.HeadRequest() {
		st.CallEnd(nil)
	}
	if err := st.handle.submitResponse(fields, options); err != 0 {
		st.CallDestroy(errNghttp2(err, ""))
	}
}

// responseHeaders is prepareResponseHeaders: status and date are added.
func (st *Stream) responseHeaders(given Headers, o ResponseOptions) (Headers, int) {
	e := st.Env()
	h := given.clone()
	if h.Raw {
		return st.responseArray(h, o)
	}
	status := 0
	if v, ok := h.Get(":status"); ok {
		status = toInt32(v)
	}
	if status == 0 {
		status = 200
	}
	h.Set(":status", status)
	if v, _ := h.Get("date"); realm.IsNullish(v) && !o.NoDate {
		h.Set("date", st.session.date())
	}
	if given.Map != nil {
		h.Symbols = []realm.SymbolProp{{Key: SensitiveSymbol(e.Versions), Value: given.Sensitive}}
	}
	st.checkResponse(h, status)
	return h, status
}

func (st *Stream) responseArray(h Headers, o ResponseOptions) (Headers, int) {
	status, dated := 0, false
	for i, k := range h.Keys {
		switch lower(k) {
		case ":status":
			status = toInt32(h.Values[i])
		case "date":
			dated = true
		}
	}
	if status == 0 {
		status = 200
		h.Keys = append([]string{":status"}, h.Keys...)
		h.Values = append([]realm.Value{200}, h.Values...)
	}
	if !dated && !o.NoDate {
		h.Keys = append(h.Keys, "date")
		h.Values = append(h.Values, st.session.date())
	}
	st.checkResponse(h, status)
	return h, status
}

func (st *Stream) checkResponse(h Headers, status int) {
	e := st.Env()
	if status < 200 || status > 599 {
		e.Throw(errStatusInvalid(strconv.Itoa(status)))
	}
	if h.Sensitive != nil {
		if _, ok := h.Sensitive.([]realm.Value); !ok {
			e.Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE",
				"The argument 'headers[http2.neverIndex]' is invalid. Received "+e.InspectValue(h.Sensitive)))
		}
	}
}

// AdditionalHeaders is stream.additionalHeaders(headers): an interim answer.
func (st *Stream) AdditionalHeaders(given Headers) {
	e := st.Env()
	if st.Destroyed() || st.Closed() {
		e.Throw(errInvalidStream())
	}
	if st.HeadersSent() {
		e.Throw(errHeadersAfterRespond())
	}
	headers := given.clone()
	if v, ok := headers.Get(":status"); ok && !realm.IsNullish(v) {
		status := toInt32(v)
		headers.Set(":status", status)
		if status == 101 {
			e.Throw(errStatus101())
		}
		if status < 100 || status >= 200 {
			e.Throw(errInfoStatus(strconv.Itoa(status)))
		}
	}
	st.updateTimer()
	fields := buildFields(e, headers, pseudoResponse, st.session.strict)
	st.sentInfo = append(st.sentInfo, headers.object())
	if err := st.handle.submitInfo(fields); err != 0 {
		st.CallDestroy(errNghttp2(err, ""))
	}
}

// PushStream is stream.pushStream(headers, {endStream}, callback).
func (st *Stream) PushStream(given Headers, end bool, callback func(err realm.Value, pushed *Stream, headers realm.Value)) {
	e := st.Env()
	if !st.PushAllowed() {
		e.Throw(errPushDisabled())
	}
	if st.id%2 == 0 {
		e.Throw(errNestedPush())
	}
	s := st.session
	st.updateTimer()
	headers := given.clone()
	setDefault(headers.Map, ":method", "GET")
	if _, ok := headers.authority(); !ok {
		put(headers.Map, ":authority", st.authority)
	}
	setDefault(headers.Map, ":scheme", st.protocol)
	setDefault(headers.Map, ":path", "/")
	method, _ := headers.str(":method")
	if method == "HEAD" {
		end = true
	}
	fields := buildFields(e, headers, pseudoRequest, s.strict)
	options := 0
	if end {
		options = emptyPayload
	}
	h, code := st.handle.pushPromise(fields, options)
	if code != 0 {
		err := pushError(code)
		e.NextTick(func() { callback(err, nil, nil) })
		return
	}
	pushed := newServerStream(s, h, headers)
	pushed.sentHeaders = headers
	pushed.CallPush(realm.Null)
	if end {
		pushed.CallEnd(nil)
	}
	if method == "HEAD" {
		pushed.flags |= headRequest
	}
	object := headers.object()
	e.NextTick(func() { callback(realm.Null, pushed, object) })
}

func pushError(code h2.LibError) *realm.Error {
	switch code {
	case h2.ErrStreamIDNotAvailable:
		return errOutOfStreams()
	case h2.ErrStreamClosed:
		return errInvalidStream()
	}
	return errNghttp2(code, "")
}

func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			b := []byte(s)
			for j := range b {
				if b[j] >= 'A' && b[j] <= 'Z' {
					b[j] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
