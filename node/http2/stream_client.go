package http2

import (
	"finishline/h2"
	"finishline/node/realm"
	"finishline/node/versions"
)

// newClientStream is the ClientHttp2Stream constructor; h is nil for a request, which gets its id
// when the session is connected.
func newClientStream(s *Session, h *nativeStream) *Stream {
	st := &Stream{}
	st.init(s, h2.Client)
	st.flags |= headersSent
	s.Env().Engine.Adopt(st)
	if h != nil {
		st.start(h)
	}
	st.On("headers", emitContinue)
	return st
}

// emitContinue is handleHeaderContinue.
var emitContinue = realm.Fn("handleHeaderContinue", func(this realm.Value, args []realm.Value) realm.Value {
	st, ok := this.(*Stream)
	if !ok {
		return nil
	}
	e := st.Env().Engine
	if m, ok := realm.Arg(args, 0).(*realm.Map); ok {
		if v, _ := m.Get(":status"); toInt32(v) == 100 {
			st.Emit("continue")
		}
	} else if toInt32(e.Export(e.Get(realm.Arg(args, 0), ":status"))) == 100 {
		st.Emit("continue")
	}
	return nil
})

// requestOnConnect submits a request.
func (st *Stream) requestOnConnect(fields []field, end bool, o RequestOptions) {
	s := st.session
	if s == nil || s.Destroyed() {
		return
	}
	if s.Closed() {
		st.CallDestroy(errGoawaySession())
		return
	}
	options := 0
	if end {
		options |= emptyPayload
	}
	if o.WaitForTrailers {
		options |= getTrailers
	}
	var pri h2.PrioritySpec
	if !s.Env().Has(versions.H2PriorityGone) {
		pri = h2.PrioritySpec{Dependency: h2.StreamID(o.Parent), Exclusive: o.Exclusive, Weight: o.Weight}
	}
	h, err := s.handle.request(fields, options, pri)
	switch err {
	case 0:
		st.start(h)
	case h2.ErrStreamIDNotAvailable:
		st.CallDestroy(errOutOfStreams())
	case h2.ErrInvalidArgument:
		st.CallDestroy(errSelfDependency())
	default:
		s.callDestroy(errNghttp2(err, ""))
	}
}

// Abort is what an AbortSignal does to a request.
func (st *Stream) Abort(reason realm.Value) { st.CallDestroy(errAbort(reason)) }

// Priority is stream.priority(options): without effect from H2PriorityGone on.
func (st *Stream) Priority(p h2.PrioritySpec, silent bool) {
	if st.Destroyed() {
		st.Env().Throw(errInvalidStream())
	}
	if st.Env().Has(versions.H2PriorityGone) {
		return
	}
	submit := func() {
		if st.Destroyed() || p.Dependency == st.id {
			return
		}
		st.updateTimer()
		n := st.handle.n
		if silent {
			n.h2.ChangePriority(st.id, p)
			return
		}
		n.scope(func() { n.h2.SubmitPriority(st.id, p) })
	}
	if st.Pending() {
		st.OnceGo("ready", func([]realm.Value) { submit() })
		return
	}
	submit()
}
