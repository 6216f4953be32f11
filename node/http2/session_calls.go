package http2

import (
	"strconv"

	"finishline/h2"
	"finishline/node/realm"
)

// Goaway is session.goaway(code, lastStreamID, opaqueData): a notice that changes nothing here.
func (s *Session) Goaway(code h2.ErrCode, last int, data []byte) {
	if s.Destroyed() {
		s.Env().Throw(errInvalidSession())
	}
	if s.Connecting() {
		s.OnceGo("connect", func([]realm.Value) { s.submitGoaway(code, last, data) })
		return
	}
	s.submitGoaway(code, last, data)
}

func (s *Session) submitGoaway(code h2.ErrCode, last int, data []byte) {
	if s.Destroyed() {
		return
	}
	s.UpdateTimer()
	s.handle.goaway(code, h2.StreamID(max(last, 0)), data)
}

// Ping is session.ping(payload, callback). It reports whether the PING was queued; sent is false
// if the session is not in a state to (the callback then learns of it).
func (s *Session) Ping(payload []byte, callback realm.Function) (queued, sent bool) {
	e := s.Env()
	if s.Destroyed() {
		e.Throw(errInvalidSession())
	}
	if payload != nil && len(payload) != 8 {
		e.Throw(realm.NewRangeError("ERR_HTTP2_PING_LENGTH", "HTTP2 ping payload must be 8 bytes"))
	}
	done := func(ack bool, duration float64, payload realm.Value) {
		if ack {
			callback.Call(nil, realm.Null, duration, payload)
		} else {
			callback.Call(nil, errPingCancel())
		}
	}
	if s.Connecting() || s.Closed() {
		e.NextTick(func() { done(false, 0, payload) })
		return false, false
	}
	return s.handle.ping(payload, done), true
}

// SetLocalWindowSize is session.setLocalWindowSize(windowSize).
func (s *Session) SetLocalWindowSize(size int32) {
	if s.Destroyed() {
		s.Env().Throw(errInvalidSession())
	}
	// No Http2Scope: the WINDOW_UPDATE leaves with the next write.
	s.needHandle("setLocalWindowSize").h2.SetLocalWindowSize(0, size)
}

// needHandle is this[kHandle].METHOD of core.js: a TypeError while the session is connecting.
func (s *Session) needHandle(method string) *native {
	if s.handle == nil {
		s.Env().Throw(&realm.Error{Name: "TypeError", Message: "Cannot read properties of undefined (reading '" + method + "')"})
	}
	return s.handle
}

// SetNextStreamID is session.setNextStreamID(id).
func (s *Session) SetNextStreamID(id int64) {
	if s.Destroyed() {
		s.Env().Throw(errInvalidSession())
	}
	if id <= 0 || id > maxUint32 {
		s.Env().Throw(realm.NewRangeError("ERR_OUT_OF_RANGE",
			`The value of "id" is out of range. It must be > 0 and <= 4294967295. Received `+grouped(id)))
	}
	s.needHandle("setNextStreamID").h2.SetNextStreamID(h2.StreamID(int32(id)))
}

// grouped is how Node shows a number in ERR_OUT_OF_RANGE: with underscores, if it is large.
func grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	if n <= 1<<32 && n >= -(1<<32) {
		return s
	}
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "_" + s[i:]
	}
	return s
}

// SetTimeout is session.setTimeout(msecs, callback).
func (s *Session) SetTimeout(ms float64, callback realm.Function) {
	if !s.Destroyed() {
		s.timer.arm(s.Env(), &s.Emitter, s, ms, callback)
	}
}

// OnTimeout is _onTimeout.
func (s *Session) OnTimeout() {
	if s.Destroyed() {
		return
	}
	if s.queuedBytes > 0 && s.handle != nil && s.handle.progressed() {
		s.UpdateTimer()
		return
	}
	s.Emit("timeout")
}

// progressed reports whether the socket took anything since it was last asked: updateChunksSent.
func (n *native) progressed() bool {
	seen := n.chunksSentShown
	n.chunksSentShown = n.chunksSent
	return seen != n.chunksSent
}

// AltSvc is session.altsvc(alt, originOrStream), its arguments checked.
func (s *Session) AltSvc(alt, origin string, stream h2.StreamID) {
	e := s.Env()
	for i := 0; i < len(alt); i++ {
		if c := alt[i]; c != 9 && (c < 0x20 || c == 0x5c || c == 0x7f) {
			e.Throw(realm.NewTypeError("ERR_INVALID_CHAR", "Invalid character in alt"))
		}
	}
	if len(alt)+len(origin) > 16382 {
		e.Throw(realm.NewTypeError("ERR_HTTP2_ALTSVC_LENGTH", "HTTP/2 ALTSVC frames are limited to 16382 bytes"))
	}
	n := s.handle
	n.scope(func() { n.h2.SubmitAltSvc(stream, origin, alt) })
}

// Origin is session.origin(...origins), each already reduced to its origin.
func (s *Session) Origin(origins []realm.Value) {
	list, total := make([]string, 0, len(origins)), 0
	for _, o := range origins {
		v := text(o)
		if v == "null" {
			s.Env().Throw(realm.NewTypeError("ERR_HTTP2_INVALID_ORIGIN", "HTTP/2 ORIGIN frames require a valid origin"))
		}
		list = append(list, v)
		total += len(v)
	}
	if total > 16382 {
		s.Env().Throw(realm.NewTypeError("ERR_HTTP2_ORIGIN_LENGTH", "HTTP/2 ORIGIN frames are limited to 16382 bytes"))
	}
	n := s.handle
	n.scope(func() { n.h2.SubmitOrigin(list) })
}
