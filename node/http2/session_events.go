package http2

import (
	"finishline/h2"
	"finishline/node/realm"
	"finishline/node/versions"
)

// onHeaders is onSessionHeaders: a header block has come. A block on a new stream makes it and
// emits 'stream'; others are events of their stream. The event waits for the tick.
func (s *Session) onHeaders(h *nativeStream, cat h2.HeadersCategory, flags h2.Flags, fields []h2.Field, sensitive []realm.Value) {
	e := s.Env()
	if s.Destroyed() {
		if e.Has(versions.H2LateHeadersRefused) {
			h.submitRst(h2.RefusedStream)
			h.destroy()
		}
		return
	}
	s.UpdateTimer()
	end := flags.Has(h2.FlagEndStream)
	headers, raw := receivedHeaders(e.Versions, fields, sensitive), rawHeaders(fields)
	st := s.find(h.id)
	if st != nil {
		s.headersOn(st, cat, flags, headers, raw)
	} else {
		if s.Closed() {
			h.submitRst(h2.RefusedStream)
			h.destroy()
			return
		}
		st = s.streamFromPeer(h, headers, end)
		object := headers.object()
		e.NextTick(func() { s.Emit("stream", st, object, int(flags), raw) })
	}
	if end {
		st.CallPush(realm.Null)
	}
}

// streamFromPeer makes the stream of a request, or of a promise.
func (s *Session) streamFromPeer(h *nativeStream, headers Headers, end bool) *Stream {
	var st *Stream
	if s.role == h2.Server {
		st = newServerStream(s, h, headers)
		if end {
			st.CallPush(realm.Null)
		}
		if m, _ := headers.str(":method"); m == "HEAD" {
			st.CallEnd(nil)
			st.flags |= headRequest
		}
	} else {
		st = newClientStream(s, h)
		if end {
			st.CallPush(realm.Null)
		}
		st.CallEnd(nil)
	}
	if end {
		st.endAfterHeaders = true
	}
	return st
}

// headersOn emits what a further header block of a stream means.
func (s *Session) headersOn(st *Stream, cat h2.HeadersCategory, flags h2.Flags, headers Headers, raw []realm.Value) {
	status, hasStatus := 0, false
	if v, ok := headers.Get(":status"); ok {
		status, hasStatus = toInt32(v), true
	}
	end := flags.Has(h2.FlagEndStream)
	event := "headers"
	switch {
	case cat == h2.CategoryResponse:
		if end || !hasStatus || status < 100 || status >= 200 {
			event = "response"
		}
	case cat == h2.CategoryPushResponse:
		event = "push"
	case hasStatus && status >= 200:
		event = "response"
	case end:
		event = "trailers"
	}
	object := headers.object()
	s.Env().NextTick(func() { st.Emit(event, object, int(flags), raw) })
}

func (s *Session) onPriority(id h2.StreamID, p h2.PrioritySpec) {
	if s.Destroyed() {
		return
	}
	if st := s.find(id); st != nil {
		if !st.Destroyed() {
			st.updateTimer()
			st.Emit("priority", int(id), int(p.Dependency), p.Weight, p.Exclusive)
		}
		return
	}
	s.UpdateTimer()
	s.Emit("priority", int(id), int(p.Dependency), p.Weight, p.Exclusive)
}

func (s *Session) onSettings() {
	if s.Destroyed() {
		return
	}
	s.UpdateTimer()
	s.remote = nil
	s.Emit("remoteSettings", s.RemoteSettings())
}

func (s *Session) onPing(payload []byte) {
	if s.Destroyed() {
		return
	}
	s.UpdateTimer()
	s.Emit("ping", payload)
}

// onGoaway closes the session, or destroys it if the peer reports an error.
func (s *Session) onGoaway(code h2.ErrCode, last h2.StreamID, data realm.Value) {
	if s.Destroyed() {
		return
	}
	s.goaway = &goawaySeen{code, last}
	s.Emit("goaway", int(code), int(last), data)
	if code == h2.NoError {
		s.callClose()
		return
	}
	none := h2.NoError
	s.Destroy(errSessionError(code), &none)
}

// onFrameError is told of a frame that could not be sent.
func (s *Session) onFrameError(id h2.StreamID, t h2.FrameType, code int) {
	if s.Destroyed() {
		return
	}
	st := s.find(id)
	if st != nil {
		st.updateTimer()
		st.Emit("frameError", int(t), code, int(id))
	} else {
		s.UpdateTimer()
		s.Emit("frameError", int(t), code, int(id))
	}
	end := func() {
		if st != nil {
			st.callClose(h2.ErrCode(code))
		}
		s.callClose()
	}
	if s.Env().Has(versions.H2FrameErrorLater) {
		setImmediate(s.Env(), end)
		return
	}
	if st == nil {
		s.Env().Throw(&realm.Error{Name: "TypeError", Message: "Cannot read properties of undefined (reading 'close')"})
	}
	end()
}

func (s *Session) onAltSvc(id h2.StreamID, origin, alt string) {
	if s.Destroyed() {
		return
	}
	s.UpdateTimer()
	s.Emit("altsvc", alt, origin, int(id))
}

// onOrigin only counts for encrypted sessions.
func (s *Session) onOrigin(origins []realm.Value) {
	if s.Destroyed() {
		return
	}
	s.UpdateTimer()
	if !s.encrypted {
		return
	}
	s.OriginSet()
	for _, o := range origins {
		s.addOrigin(o)
	}
	s.Emit("origin", origins)
}
