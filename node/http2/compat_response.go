package http2

import (
	"strings"

	"finishline/node/env"
	"finishline/node/events"
	"finishline/node/realm"
)

// ServerResponse is an Http2ServerResponse: the compatibility API's view of a stream's writable
// side.
type ServerResponse struct {
	events.Emitter
	stream     *Stream
	req        *ServerRequest
	headers    *realm.Map
	trailers   *realm.Map
	statusCode int

	closed, ending, destroyed bool
	headRequest, noDate       bool
}

// NewServerResponse is the constructor.
func NewServerResponse(e *env.Env, st *Stream) *ServerResponse {
	r := &ServerResponse{}
	r.Init(e, st)
	return r
}

// Init is the constructor for a script's subclass.
func (r *ServerResponse) Init(e *env.Env, st *Stream) {
	r.InitEmitter(e, r)
	e.Engine.Adopt(r)
	if e.World.Tracing() {
		r.TraceAs(e.World.NewObject("Http2ServerResponse", "", st.TraceObject()))
	}
	r.stream, r.statusCode = st, 200
	r.headers, r.trailers = &realm.Map{NullProto: true}, &realm.Map{NullProto: true}
	st.Response = r
	r.req = st.Request
	st.On("drain", responseDrain)
	st.On("aborted", responseAborted)
	st.On("close", responseClose)
	st.On("wantTrailers", responseTrailers)
	st.On("timeout", responseTimeout)
}

var (
	responseDrain = onStream("onStreamDrain", func(st *Stream, _ []realm.Value) {
		if st.Response != nil {
			st.Response.Emit("drain")
		}
	})
	responseAborted  = onStream("onStreamAbortedResponse", func(*Stream, []realm.Value) {})
	responseClose    = onStream("onStreamCloseResponse", func(st *Stream, _ []realm.Value) { st.closeResponse() })
	responseTrailers = onStream("onStreamTrailersReady", func(st *Stream, _ []realm.Value) {
		if st.Response != nil {
			st.SendTrailers(Headers{Map: st.Response.trailers})
		}
	})
	responseTimeout = onStream("onStreamTimeout", func(st *Stream, _ []realm.Value) {
		if st.Response != nil {
			st.Response.Emit("timeout")
		}
	})
)

// closeResponse is onStreamCloseResponse: only now is a response finished.
func (st *Stream) closeResponse() {
	r := st.Response
	if r == nil || st.HeadRequest() != r.headRequest {
		return
	}
	r.closed = true
	st.CallOff("wantTrailers", responseTrailers)
	st.Response = nil
	r.Emit("finish")
	r.Emit("close")
}

// H2Stream is response.stream.
func (r *ServerResponse) H2Stream() *Stream { return r.stream }

// Req is response.req.
func (r *ServerResponse) Req() *ServerRequest { return r.req }

// Closed reports whether the stream behind it has closed.
func (r *ServerResponse) Closed() bool { return r.closed }

// Ending is response.writableEnded and response.finished: end() was called.
func (r *ServerResponse) Ending() bool { return r.ending }

// HeadersSent is response.headersSent.
func (r *ServerResponse) HeadersSent() bool { return r.stream.HeadersSent() }

// SendDate is response.sendDate.
func (r *ServerResponse) SendDate() bool { return !r.noDate }

// SetSendDate is its setter.
func (r *ServerResponse) SetSendDate(on bool) { r.noDate = !on }

// StatusCode is response.statusCode.
func (r *ServerResponse) StatusCode() int { return r.statusCode }

// SetStatusCode is its setter.
func (r *ServerResponse) SetStatusCode(code int) {
	if code >= 100 && code < 200 {
		r.Env().Throw(realm.NewRangeError("ERR_HTTP2_INFO_STATUS_NOT_ALLOWED", "Informational status codes cannot be used"))
	}
	if code < 100 || code > 599 {
		r.Env().Throw(errStatusInvalid(text(code)))
	}
	r.statusCode = code
}

func headerName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// checkHeader is assertValidHeader. It reports whether the header is to be kept.
func (r *ServerResponse) checkHeader(name string, value realm.Value) bool {
	e := r.Env()
	switch {
	case name == "" || strings.Contains(name, " "):
		e.Throw(errHTTPToken("Header name", name))
	case name == ":status" || name == ":method" || name == ":path" || name == ":authority" || name == ":scheme":
		e.Throw(errPseudoNotAllowed())
	case realm.IsNullish(value):
		e.Throw(errInvalidHeaderValue(text(value), name))
	}
	if name == "connection" && value != "trailers" {
		r.warnOnce(&moduleOf(e).connectionWarned, "The provided connection header is not valid, the value will be dropped from the header and will never be in use.")
		return false
	}
	return true
}

// StatusMessageWarning is what reading or setting response.statusMessage gives, once.
func (r *ServerResponse) StatusMessageWarning() {
	r.warnOnce(&moduleOf(r.Env()).statusWarned, "Status message is not supported by HTTP/2 (RFC7540 8.1.2.4)")
}

func (r *ServerResponse) warnOnce(done *bool, message string) {
	if *done {
		return
	}
	*done = true
	if w := r.Env().EmitWarning; w != nil {
		w(&realm.Error{Name: "UnsupportedWarning", Message: message})
	}
}

// SetTrailer is response.setTrailer(name, value).
func (r *ServerResponse) SetTrailer(name string, value realm.Value) {
	name = headerName(name)
	r.checkHeader(name, value)
	r.trailers.Set(name, value)
}

// GetHeader is response.getHeader(name).
func (r *ServerResponse) GetHeader(name string) realm.Value {
	v, _ := r.headers.Get(headerName(name))
	return v
}

// HasHeader is response.hasHeader(name).
func (r *ServerResponse) HasHeader(name string) bool {
	_, ok := r.headers.Get(headerName(name))
	return ok
}

// GetHeaderNames is response.getHeaderNames().
func (r *ServerResponse) GetHeaderNames() []string { return append([]string(nil), r.headers.Keys...) }

// GetHeaders is response.getHeaders().
func (r *ServerResponse) GetHeaders() *realm.Map { return Headers{Map: r.headers}.clone().Map }

func (r *ServerResponse) mustNotBeSent() {
	if r.stream.HeadersSent() {
		r.Env().Throw(errHeadersSent())
	}
}

// RemoveHeader is response.removeHeader(name).
func (r *ServerResponse) RemoveHeader(name string) {
	r.mustNotBeSent()
	if name = headerName(name); name == "date" {
		r.noDate = true
		return
	}
	r.headers.Delete(name)
}

// SetHeader is response.setHeader(name, value).
func (r *ServerResponse) SetHeader(name string, value realm.Value) {
	r.mustNotBeSent()
	r.setHeader(name, value)
}

func (r *ServerResponse) setHeader(name string, value realm.Value) {
	name = headerName(name)
	if r.checkName(name, value) {
		r.headers.Set(name, value)
	}
}

// checkName adds to checkHeader what a name must be.
func (r *ServerResponse) checkName(name string, value realm.Value) bool {
	if !r.checkHeader(name, value) {
		return false
	}
	switch {
	case name[0] == ':':
		// Only :protocol gets here without an error.
		if !pseudoRequest.allows(name) {
			r.Env().Throw(errPseudoheader(name))
		}
	case !isToken(name):
		r.Destroy(errHTTPToken("Header name", name))
	}
	return true
}

// AppendHeader is response.appendHeader(name, value).
func (r *ServerResponse) AppendHeader(name string, value realm.Value) {
	r.mustNotBeSent()
	r.appendHeader(name, value)
}

func (r *ServerResponse) appendHeader(name string, value realm.Value) {
	name = headerName(name)
	if !r.checkName(name, value) {
		return
	}
	old, ok := r.headers.Get(name)
	if !ok || !events.Truthy(old) {
		r.SetHeader(name, value)
		return
	}
	list, many := old.([]realm.Value)
	if !many {
		list = []realm.Value{old}
	}
	if more, ok := value.([]realm.Value); ok {
		list = append(list, more...)
	} else {
		list = append(list, value)
	}
	r.headers.Set(name, list)
}
