package http

import (
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// ServerResponse is http.ServerResponse.
type ServerResponse struct {
	OutgoingMessage
	Req            *IncomingMessage
	StatusCode     realm.Value // 200 until set
	StatusMessage  realm.Value
	Sent100        bool
	ExpectContinue bool
}

// NewServerResponse is the constructor; highWaterMark 0 is the default.
func NewServerResponse(e *env.Env, req *IncomingMessage, highWaterMark int, reject bool) *ServerResponse {
	r := &ServerResponse{}
	r.Init(e, req, highWaterMark, reject)
	return r
}

// Init is the constructor for a script's subclass. req is nil if the script
// gave something else; headOnly and old then follow from what it gave.
func (r *ServerResponse) Init(e *env.Env, req *IncomingMessage, highWaterMark int, reject bool) {
	r.initOutgoing(e, r, r)
	if e.World.Tracing() {
		r.TraceAs(e.World.NewObject("response", "", 0))
	}
	if highWaterMark > 0 {
		r.HighWaterMark = highWaterMark
	}
	r.RejectBodyWrites = reject
	r.StatusCode, r.Req, r.SendDate = 200, req, true
	if req == nil {
		return
	}
	r.HasBody = req.Method != "HEAD"
	if req.Major < 1 || req.Minor < 1 {
		te, _ := req.field("te")
		r.UseChunkedEncodingByDefault = hasWord(te, "chunked")
		r.ShouldKeepAlive = false
	}
}

// OfRequest takes over what the request's method and version ask for, for a
// request that is no IncomingMessage.
func (r *ServerResponse) OfRequest(method string, old bool, te string) {
	r.HasBody = method != "HEAD"
	if old {
		r.UseChunkedEncodingByDefault, r.ShouldKeepAlive = hasWord(te, "chunked"), false
	}
}

func (r *ServerResponse) code() int { return int(int32(int64(toNumber(r.StatusCode)))) }

// Destroy is destroy(err).
func (r *ServerResponse) Destroy(err realm.Value) { r.DestroyBase(err) }

func (r *ServerResponse) finish() { r.Finish() }

// onServerResponseClose emits the response's 'close' with its socket's.
var onServerResponseClose = realm.Fn("onServerResponseClose", func(this realm.Value, _ []realm.Value) realm.Value {
	if s, ok := this.(*net.Socket); ok {
		if r, ok := s.HTTPMessage.(*ServerResponse); ok {
			r.emitCloseNT()
		}
	}
	return nil
})

func (r *ServerResponse) emitCloseNT() {
	if !r.Closed {
		r.Destroyed = true
		r.emitClose()
	}
}

// AssignSocket is assignSocket(socket): from now on what is written goes there.
func (r *ServerResponse) AssignSocket(s *net.Socket) {
	if s.HTTPMessage != nil {
		r.env.Throw(realm.NewError("ERR_HTTP_SOCKET_ASSIGNED", "ServerResponse has an already assigned socket"))
	}
	s.HTTPMessage = r
	r.env.World.Link(s.TraceObject(), "message", r.TraceObject(), 0)
	s.CallOn("close", onServerResponseClose)
	r.SetSocket(s)
	r.Emit("socket", s)
	r.callFlush()
}

func (m *OutgoingMessage) callFlush() {
	if f := m.Override("_flush"); f != nil {
		f.Call(m.Self())
		return
	}
	m.Flush()
}

// DetachSocket is detachSocket(socket).
func (r *ServerResponse) DetachSocket(s *net.Socket) {
	s.CallOff("close", onServerResponseClose)
	s.HTTPMessage = nil
	r.SetSocket(nil)
}

func (r *ServerResponse) implicitHeader() {
	if f := r.Override("writeHead"); f != nil {
		f.Call(r, r.StatusCode)
		return
	}
	r.WriteHead(r.StatusCode, nil, nil)
}

// Pairs are headers given to writeHead: in order, names may repeat if Flat.
type Pairs struct {
	Names, Values []realm.Value
	Flat          bool        // given as an array
	Odd           realm.Value // the array, if it is no list of pairs
}

// WriteHead is writeHead(statusCode, reason, headers): reason is a string or not
// given; headers nil is none.
func (r *ServerResponse) WriteHead(status, reason realm.Value, headers *Pairs) {
	first := r.env.Has(versions.HTTPWriteHeadChecksFirst)
	if first {
		r.mustNotBeSent("write")
	}
	code := int(int32(int64(zeroNaN(toNumber(status)))))
	if code < 100 || code > 999 {
		r.env.Throw(errStatusCode(status))
	}
	if s, ok := reason.(string); ok {
		r.StatusMessage = s
	} else if s, _ := r.StatusMessage.(string); s == "" {
		r.StatusMessage = StatusText(code)
		if r.StatusMessage == "" {
			r.StatusMessage = "unknown"
		}
	}
	r.StatusCode = code
	own := r.hasHeaders
	if own {
		r.mergeHeaders(headers, first)
	}
	message := text(r.StatusMessage)
	if invalidChar(message, false) {
		r.env.Throw(errInvalidChar("statusMessage", ""))
	}
	if code == 204 || code == 304 || code >= 100 && code <= 199 {
		r.HasBody = false
	}
	if r.ExpectContinue && !r.Sent100 {
		// The client may or may not send its body now; the connection cannot be kept.
		r.ShouldKeepAlive = false
	}
	line := "HTTP/1.1 " + text(code) + " " + message + "\r\n"
	switch {
	case own || headers == nil:
		r.storeOwn(line)
	case headers.Odd != nil:
		r.env.Throw(errInvalidValue(r.env, "headers", headers.Odd))
	default:
		r.storePairs(line, headers.Names, headers.Values)
	}
}

func zeroNaN(f float64) float64 {
	if f != f {
		return 0
	}
	return f
}

// mergeHeaders adds what writeHead was given to what was set before.
func (r *ServerResponse) mergeHeaders(h *Pairs, checked bool) {
	if h == nil {
		if !checked {
			r.mustNotBeSent("render")
		}
		return
	}
	if h.Odd != nil {
		r.env.Throw(errInvalidValue(r.env, "headers", h.Odd))
	}
	appends := h.Flat && r.env.Has(versions.HTTPWriteHeadAppends)
	if appends {
		for _, n := range h.Names {
			r.RemoveHeader(text(n))
		}
	}
	for i, n := range h.Names {
		switch {
		case n == "" || realm.IsNullish(n):
		case appends:
			r.AppendHeader(n, h.Values[i])
		default:
			r.callSetHeader(n, h.Values[i])
		}
	}
	if !checked && len(h.Names) == 0 {
		r.mustNotBeSent("render")
	}
}

// WriteContinue is writeContinue(cb).
func (r *ServerResponse) WriteContinue(cb realm.Function) {
	r.information(100, nil, nil, cb)
	r.Sent100 = true
}

// WriteProcessing is writeProcessing(cb).
func (r *ServerResponse) WriteProcessing(cb realm.Function) { r.information(102, nil, nil, cb) }

// WriteInformation is writeInformation(statusCode, headers, cb), its arguments
// checked for their types.
func (r *ServerResponse) WriteInformation(code int, h *Pairs, cb realm.Function) bool {
	r.mustNotBeSent("write")
	if code == 101 {
		r.env.Throw(errStatusCode(code))
	}
	if h == nil {
		return r.information(code, nil, nil, cb)
	}
	return r.information(code, h.Names, h.Values, cb)
}

// WriteEarlyHints is writeEarlyHints(hints, cb): Link first, then the rest.
func (r *ServerResponse) WriteEarlyHints(names, values []realm.Value, cb realm.Function) {
	r.information(103, names, values, cb)
}

func (r *ServerResponse) information(code int, names, values []realm.Value, cb realm.Function) bool {
	if r.env.Has(versions.HTTPWriteInformation) {
		r.mustNotBeSent("write")
	}
	reason := StatusText(code)
	if reason == "" {
		reason = "unknown"
	}
	head := "HTTP/1.1 " + text(code) + " " + reason + "\r\n"
	for i, n := range names {
		if r.env.Has(versions.HTTPEarlyHintsChecked) {
			ValidateHeaderName(r.env, n, "")
			r.validateValue(text(n), values[i])
		}
		head += text(n) + ": " + text(values[i]) + "\r\n"
	}
	head += "\r\n"
	if f := r.Override("_writeRaw"); f != nil {
		return f.Call(r, head, "ascii", cb) != false
	}
	return r.writeRaw(head, "ascii", callback{js: cb})
}
