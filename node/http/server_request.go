package http

import (
	"finishline/h1"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// executed is onParserExecuteCommon: a read was parsed.
func (c *conn) executed(n int, err *realm.Error, data []byte) {
	s, p := c.s, c.p
	if !c.v.Env().Has(versions.HTTPResetsTimeoutFirst) {
		c.resetTimeout()
	}
	switch {
	case err != nil:
		prepareError(err, data)
		onSocketError(s, err)
	case p.Incoming != nil && p.Incoming.Upgrade && !p.Incoming.Complete && c.v.Env().Has(versions.HTTPUpgradeStream):
		if !c.upgradeEarly() {
			return
		}
	case p.Incoming != nil && p.Incoming.Upgrade:
		c.upgrade(n, data)
		return
	case p.Incoming != nil && p.Incoming.Method == "PRI":
		s.CallDestroy(nil)
	}
	if s.HTTPPaused && s.Parser != nil {
		p.h.Pause()
	}
}

// upgrade hands the connection over (RFC 9110, section 7.8).
func (c *conn) upgrade(n int, data []byte) {
	s, req := c.s, c.p.Incoming
	head := append([]byte(nil), data[min(n, len(data)):]...)
	s.CallOff("data", c.onData)
	s.CallOff("end", c.onEnd)
	s.CallOff("close", c.onClose)
	s.CallOff("drain", c.onDrain)
	s.CallOff("error", socketOnError)
	s.CallOff("timeout", socketOnTimeout)
	c.unconsume()
	c.p.finish()
	c.p.free()
	s.Parser = nil
	event := upgradeEvent(req)
	listens := c.v.CallListenerCount(event) > 0
	if !c.v.Env().Has(versions.HTTPUpgradeNeedsListener) {
		listens = listens || event == "upgrade"
	}
	if !listens {
		s.CallDestroy(nil)
		return
	}
	if c.wrapped != nil {
		c.wrapped.bodyCompleted(head)
		return
	}
	s.SetReadableFlowing(realm.Null)
	c.v.Emit(event, req, s, head)
}

func upgradeEvent(req *IncomingMessage) string {
	if req.Method == "CONNECT" {
		return "connect"
	}
	return "upgrade"
}

// upgradeEarly hands the connection over before the body has come, once; it
// reports whether that was now.
func (c *conn) upgradeEarly() bool {
	if c.wrapped != nil {
		return false
	}
	s, req := c.s, c.p.Incoming
	c.wrapped = newUpgradeStream(s, req)
	event := upgradeEvent(req)
	if c.v.CallListenerCount(event) == 0 {
		s.CallDestroy(nil)
		return true
	}
	s.SetReadableFlowing(realm.Null)
	c.v.Emit(event, req, c.wrapped, []byte{})
	return true
}

// onIncoming is parserOnIncoming: a request's header block has come.
func (c *conn) onIncoming(req *IncomingMessage, keepAlive bool) h1.Verdict {
	v, s := c.v, c.s
	c.resetTimeout()
	if req.Upgrade {
		req.Upgrade = req.Method == "CONNECT" || c.shouldUpgrade(req)
		if req.Upgrade {
			if v.Env().Has(versions.HTTPUpgradeStream) {
				return h1.Proceed
			}
			return h1.Upgrade
		}
	}
	c.in = append(c.in, req)
	if !s.HTTPPaused && (s.Flag(false, "needDrain") || c.outgoingData >= s.WritableHighWaterMark()) {
		// Responses pile up: no more requests until they have drained.
		s.HTTPPaused = true
		s.CallPause()
	}
	res := c.newResponse(req)
	v.Env().World.Link(req.TraceObject(), "response", res.TraceObject(), 0)
	res.KeepAliveTimeout, res.MaxRequestsPerSocket = v.KeepAliveTimeout, v.MaxRequestsPerSocket
	res.onPendingData = func(delta int) {
		c.outgoingData += delta
		c.drain()
	}
	res.ShouldKeepAlive = keepAlive
	res.unique = v.UniqueHeaders
	if v.OptimizeEmpty && !req.announcesBody() {
		req.dumpAndClose()
	}
	if s.HTTPMessage != nil {
		c.out = append(c.out, res)
	} else {
		c.assign(res)
	}
	res.CallOn("finish", realm.Fn("resOnFinish", func(realm.Value, []realm.Value) realm.Value {
		c.finished(req, res)
		return nil
	}))
	c.dispatch(req, res)
	return h1.Proceed
}

func (c *conn) shouldUpgrade(req *IncomingMessage) bool {
	if f := c.v.ShouldUpgrade; f != nil {
		return events.Truthy(f.Call(c.v, req))
	}
	return c.v.CallListenerCount("upgrade") > 0
}

func (c *conn) newResponse(req *IncomingMessage) *ServerResponse {
	hwm := c.s.WritableHighWaterMark()
	if f := c.v.NewResponse; f != nil {
		return f(req, hwm, c.v.RejectBodyWrites)
	}
	return NewServerResponse(c.v.Env(), req, hwm, c.v.RejectBodyWrites)
}

func (c *conn) assign(res *ServerResponse) {
	if f := res.Override("assignSocket"); f != nil {
		f.Call(res, c.s)
		return
	}
	res.AssignSocket(c.s)
}

// dispatch tells the script of a request, or answers in its place.
func (c *conn) dispatch(req *IncomingMessage, res *ServerResponse) {
	v := c.v
	if req.Major != 1 || req.Minor != 1 {
		v.Emit("request", req, res)
		return
	}
	if _, host := req.field("host"); !host && v.RequireHostHeader && v.Env().Has(versions.HTTPRequireHost) {
		c.refuse(res, 400, &Pairs{Names: []realm.Value{"Connection"}, Values: []realm.Value{"close"}, Flat: true})
		return
	}
	limit, ok := jsNumber(v.MaxRequestsPerSocket)
	limited := ok && limit > 0
	if limited {
		c.requests++
		res.MaxRequestsReached = limit <= float64(c.requests)
	}
	expect, expects := req.field("expect")
	switch {
	case limited && limit < float64(c.requests):
		v.Emit("dropRequest", req, c.s)
		c.refuse(res, 503, nil)
	case expects && hasWord(expect, "100-continue"):
		res.ExpectContinue = true
		if v.CallListenerCount("checkContinue") > 0 {
			v.Emit("checkContinue", req, res)
			return
		}
		res.WriteContinue(nil)
		v.Emit("request", req, res)
	case expects && v.CallListenerCount("checkExpectation") > 0:
		v.Emit("checkExpectation", req, res)
	case expects:
		c.refuse(res, 417, nil)
	default:
		v.Emit("request", req, res)
	}
}

// refuse answers with a status and no body.
func (c *conn) refuse(res *ServerResponse, code int, h *Pairs) {
	if f := res.Override("writeHead"); f != nil && h == nil {
		f.Call(res, code)
	} else {
		res.WriteHead(code, nil, h)
	}
	if f := res.Override("end"); f != nil {
		f.Call(res)
		return
	}
	res.End(nil, "", nil)
}

// jsNumber is v if it is of type number.
func jsNumber(v realm.Value) (float64, bool) {
	switch v := v.(type) {
	case int:
		return float64(v), true
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// finished is resOnFinish: the next response has its turn, or the connection
// waits, or closes.
func (c *conn) finished(req *IncomingMessage, res *ServerResponse) {
	s := c.s
	if c.v.Env().Has(versions.HTTPIncomingSignal) {
		req.detachSignal()
	}
	if len(c.in) > 0 {
		c.in = c.in[1:]
	}
	// What the script did not read of the request is thrown away.
	if !req.Consuming && !req.ResumeScheduled() {
		req.callDump()
	}
	if f := res.Override("detachSocket"); f != nil {
		f.Call(res, s)
	} else {
		res.DetachSocket(s)
	}
	clearIncoming(req)
	c.v.Env().NextTick(res.emitCloseNT)
	switch {
	case res.Last:
		callDestroySoon(s)
	case len(c.out) == 0:
		c.keepAlive()
	default:
		next := c.out[0]
		c.out = c.out[1:]
		c.assign(next)
	}
}

// keepAlive starts the timeout of a connection that waits.
func (c *conn) keepAlive() {
	e := c.v.Env()
	ms, buffer := c.v.KeepAliveTimeout, 0.0
	if e.Has(versions.HTTPKeepAliveBufferOption) {
		ms = duration(ms)
		if buffer = c.v.KeepAliveBuffer; duration(buffer) != buffer {
			buffer = 1000
		}
	} else if e.Has(versions.HTTPKeepAliveBuffer) {
		buffer = 1000
	}
	if ms == 0 || ms != ms {
		return
	}
	callSetTimeout(c.s, ms+buffer)
	c.s.TraceTimeout("keepAliveTimeout")
	c.keepAliveSet = true
}

func callDestroySoon(s *net.Socket) {
	if f := s.Override("destroySoon"); f != nil {
		f.Call(s)
		return
	}
	s.DestroySoon()
}

// clearIncoming lets the parser forget a request once it was read.
func clearIncoming(req *IncomingMessage) {
	if req.Socket == nil {
		return
	}
	p, ok := req.Socket.Parser.(*Parser)
	if !ok || p.Incoming != req {
		return
	}
	if req.ReadableEnded() {
		p.Incoming = nil
		return
	}
	req.CallOn("end", realm.Fn("clearIncoming", func(realm.Value, []realm.Value) realm.Value {
		clearIncoming(req)
		return nil
	}))
}
