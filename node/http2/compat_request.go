package http2

import (
	"strings"

	"finishline/node/env"
	"finishline/node/realm"
	"finishline/node/stream"
)

// ServerRequest is an Http2ServerRequest: the compatibility API's view of a stream's readable side.
type ServerRequest struct {
	stream.Stream
	stream      *Stream
	headers     realm.Value // *realm.Map, or a script's object
	rawHeaders  []realm.Value
	trailers    *realm.Map
	rawTrailers []realm.Value
	closed      bool
	didRead     bool
	aborted     bool
}

// NewServerRequest is the constructor.
func NewServerRequest(e *env.Env, st *Stream, headers realm.Value, raw []realm.Value) *ServerRequest {
	r := &ServerRequest{}
	r.Init(e, st, headers, raw)
	return r
}

// Init is the constructor for a script's subclass.
func (r *ServerRequest) Init(e *env.Env, st *Stream, headers realm.Value, raw []realm.Value) {
	o := stream.Defaults
	o.Readable, o.NoAutoDestroy = true, true
	e.Engine.Adopt(r)
	if e.World.Tracing() {
		r.TraceAs(e.World.NewObject("Http2ServerRequest", "", st.TraceObject()))
	}
	r.Stream.Init(e, r, r, o)
	r.stream, r.headers, r.rawHeaders = st, headers, raw
	r.trailers = &realm.Map{}
	st.Request = r
	st.On("trailers", requestTrailers)
	st.On("end", requestEnd)
	st.On("error", requestError)
	st.On("aborted", requestAborted)
	st.On("close", requestClose)
	st.On("timeout", requestTimeout)
	r.On("pause", requestPause)
	r.On("resume", requestResume)
}

// onStream makes a listener of a stream's event for the request that looks at it.
func onStream(name string, fn func(st *Stream, args []realm.Value)) realm.Function {
	return realm.Fn(name, func(this realm.Value, args []realm.Value) realm.Value {
		if st, ok := this.(*Stream); ok {
			fn(st, args)
		}
		return nil
	})
}

var (
	requestData = onStream("onStreamData", func(st *Stream, args []realm.Value) {
		if r := st.Request; r != nil && !r.CallPush(realm.Arg(args, 0)) {
			st.CallPause()
		}
	})
	requestTrailers = onStream("onStreamTrailers", func(st *Stream, args []realm.Value) {
		r := st.Request
		if r == nil {
			return
		}
		if m, ok := realm.Arg(args, 0).(*realm.Map); ok {
			for i, k := range m.Keys {
				r.trailers.Set(k, m.Values[i])
			}
			r.trailers.Symbols = m.Symbols
			if e, ok := r.Env().Engine.(interface{ Extend(*realm.Map) }); ok {
				e.Extend(r.trailers)
			}
		}
		if raw, ok := realm.Arg(args, 2).([]realm.Value); ok {
			r.rawTrailers = append(r.rawTrailers, raw...)
		}
	})
	requestEnd = onStream("onStreamEnd", func(st *Stream, _ []realm.Value) {
		if st.Request != nil {
			st.Request.CallPush(realm.Null)
		}
	})
	// Errors of the stream are not errors of the request or response.
	requestError   = onStream("onStreamError", func(*Stream, []realm.Value) {})
	requestAborted = onStream("onStreamAbortedRequest", func(st *Stream, _ []realm.Value) {
		if r := st.Request; r != nil && !r.closed {
			r.aborted = true
			r.Emit("aborted")
		}
	})
	requestClose   = onStream("onStreamCloseRequest", func(st *Stream, _ []realm.Value) { st.closeRequest() })
	requestTimeout = onStream("onStreamTimeout", func(st *Stream, _ []realm.Value) {
		if st.Request != nil {
			st.Request.Emit("timeout")
		}
	})
	requestPause = realm.Fn("onRequestPause", func(this realm.Value, _ []realm.Value) realm.Value {
		if r, ok := this.(*ServerRequest); ok {
			r.stream.CallPause()
		}
		return nil
	})
	requestResume = realm.Fn("onRequestResume", func(this realm.Value, _ []realm.Value) realm.Value {
		if r, ok := this.(*ServerRequest); ok {
			r.stream.CallResume()
		}
		return nil
	})
)

// closeRequest is onStreamCloseRequest.
func (st *Stream) closeRequest() {
	r := st.Request
	if r == nil {
		return
	}
	r.closed = true
	r.CallPush(realm.Null)
	// As in HTTP/1, a request that nobody read is dumped.
	if !r.didRead && !r.ResumeScheduled() {
		r.CallResume()
	}
	st.Request = nil
	r.Emit("close")
}

// ReadImpl is _read.
func (r *ServerRequest) ReadImpl(int) {
	if !r.didRead {
		r.didRead = true
		r.stream.CallOn("data", requestData)
		return
	}
	st := r.stream
	r.Env().NextTick(func() { st.CallResume() })
}

// H2Stream is request.stream.
func (r *ServerRequest) H2Stream() *Stream { return r.stream }

// Aborted is request.aborted.
func (r *ServerRequest) Aborted() bool { return r.aborted }

// Complete is request.complete.
func (r *ServerRequest) Complete() bool {
	return r.aborted || r.ReadableEnded() || r.closed || r.stream.Destroyed()
}

// Headers is request.headers.
func (r *ServerRequest) Headers() realm.Value { return r.headers }

// RawHeaders is request.rawHeaders.
func (r *ServerRequest) RawHeaders() []realm.Value { return r.rawHeaders }

// Trailers is request.trailers.
func (r *ServerRequest) Trailers() *realm.Map { return r.trailers }

// RawTrailers is request.rawTrailers.
func (r *ServerRequest) RawTrailers() []realm.Value { return r.rawTrailers }

// Field is request.headers[name].
func (r *ServerRequest) Field(name string) realm.Value {
	if m, ok := r.headers.(*realm.Map); ok && m.Peer == nil {
		v, _ := m.Get(name)
		return v
	}
	return r.Env().Engine.Get(r.headers, name)
}

// CheckMethod throws what the setter of request.method throws.
func (r *ServerRequest) CheckMethod(method string) {
	if strings.TrimSpace(method) == "" {
		r.Env().Throw(realm.NewTypeError("ERR_INVALID_ARG_VALUE",
			"The argument 'method' is invalid. Received "+r.Env().InspectValue(method)))
	}
}

// SetTimeout is request.setTimeout(msecs, callback).
func (r *ServerRequest) SetTimeout(ms float64, callback realm.Function) {
	if !r.closed {
		r.stream.SetTimeout(ms, callback)
	}
}

// onServerStream turns a stream into request and response and emits the event they are for.
var onServerStream = realm.Fn("onServerStream", func(this realm.Value, args []realm.Value) realm.Value {
	s, ok := this.(*Server)
	st, ok2 := realm.Arg(args, 0).(*Stream)
	if !ok || !ok2 {
		return nil
	}
	raw, _ := realm.Arg(args, 3).([]realm.Value)
	s.offer(st, realm.Arg(args, 1), raw)
	return nil
})

func (s *Server) offer(st *Stream, headers realm.Value, raw []realm.Value) {
	e := s.Env()
	var req *ServerRequest
	var res *ServerResponse
	if s.Options.NewRequest != nil {
		req = s.Options.NewRequest(st, headers, raw)
	} else {
		req = NewServerRequest(e, st, headers, raw)
	}
	if s.Options.NewResponse != nil {
		res = s.Options.NewResponse(st)
	} else {
		res = NewServerResponse(e, st)
	}
	if req.Field(":method") == "CONNECT" {
		if !s.Emit("connect", req, res) {
			res.SetStatusCode(405)
			res.callEnd()
		}
		return
	}
	switch expect := req.Field("expect"); {
	case expect == nil:
		s.Emit("request", req, res)
	case expect == "100-continue":
		if s.ListenerCount("checkContinue") > 0 {
			s.Emit("checkContinue", req, res)
		} else {
			res.WriteContinue()
			s.Emit("request", req, res)
		}
	case s.ListenerCount("checkExpectation") > 0:
		s.Emit("checkExpectation", req, res)
	default:
		res.SetStatusCode(417)
		res.callEnd()
	}
}
