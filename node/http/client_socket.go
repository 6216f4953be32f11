package http

import (
	"finishline/h1"
	"finishline/node/events"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/stream"
	"finishline/node/versions"
)

// callOnSocket is req.onSocket(socket, err).
func (r *ClientRequest) callOnSocket(s *net.Socket, err realm.Value) {
	if f := r.Override("onSocket"); f != nil {
		f.Call(r, hosted(s), err)
		return
	}
	r.OnSocket(s, err)
}

func hosted(s *net.Socket) realm.Value {
	if s == nil {
		return nil
	}
	return s
}

// OnSocket is onSocket(socket, err): the request has its socket, from the next
// tick on.
func (r *ClientRequest) OnSocket(s *net.Socket, err realm.Value) {
	if s != nil && err == nil && r.env.Has(versions.HTTPSocketErrorEarly) {
		s.HTTPMessage = r
		s.CallOn("error", clientOnError)
	}
	r.env.NextTick(func() { r.onSocketNT(s, err) })
}

func (r *ClientRequest) onSocketNT(s *net.Socket, err realm.Value) {
	if !r.Destroyed && err == nil {
		r.env.World.Link(s.TraceObject(), "message", r.TraceObject(), 0)
		r.tickOnSocket(s)
		r.callFlush()
		return
	}
	r.Destroyed = true
	gone := func(err realm.Value) {
		if !r.Aborted && !events.Truthy(err) {
			err = connReset("socket hang up")
		}
		if events.Truthy(err) && !(s != nil && s.HadError && r.env.Has(versions.HTTPSocketErrorEarly)) {
			r.Emit("error", err)
		}
		r.Closed = true
		r.Emit("close")
	}
	if s == nil {
		gone(or(err, r.err))
		return
	}
	if err == nil && r.agent != nil && !s.Destroyed() {
		s.Emit("free")
		if r.env.Has(versions.HTTPFreedSocketUnheard) {
			s.CallOff("error", clientOnError)
		}
		gone(or(err, r.err))
		return
	}
	s.CallDestroy(or(err, r.err))
	stream.Finished(&s.Stream, stream.FinishedOptions{}, func(er realm.Value) {
		if realm.Code(r.env.Engine, er) == "ERR_STREAM_PREMATURE_CLOSE" {
			er = nil
		}
		gone(or(er, err))
	})
}

func or(a, b realm.Value) realm.Value {
	if events.Truthy(a) {
		return a
	}
	return b
}

// tickOnSocket ties request, socket and parser together.
func (r *ClientRequest) tickOnSocket(s *net.Socket) {
	r.SetSocket(s)
	p := newParser(r.env, h1.Response, s, r.MaxHeaderSize, nil)
	p.Outgoing = r
	r.Parser, s.Parser, s.HTTPMessage = p, p, r
	if n, ok := jsNumber(r.MaxHeadersCount); ok {
		p.MaxHeaderPairs = int(n) * 2
	}
	p.JoinDuplicateHeaders = r.JoinDuplicateHeaders
	p.onIncoming = r.onIncoming
	if !r.env.Has(versions.HTTPSocketErrorEarly) {
		s.CallOn("error", clientOnError)
	}
	s.CallOn("data", clientOnData)
	s.CallOn("end", clientOnEnd)
	s.CallOn("close", clientOnClose)
	s.CallOn("drain", clientOnDrain)
	if r.timeoutSet || r.agent != nil && truthyOption(r.agent.Options, "timeout") {
		r.listenSocketTimeout()
	}
	r.Emit("socket", s)
}

// The listeners of a request's socket. They find the request on the socket, for
// the socket outlives it.
var clientOnError, clientOnData, clientOnEnd, clientOnClose, clientOnDrain, responseOnTimeout realm.Function

func init() {
	on := func(name string, f func(s *net.Socket, r *ClientRequest, arg realm.Value)) realm.Function {
		return realm.Fn(name, func(this realm.Value, args []realm.Value) realm.Value {
			if s, ok := this.(*net.Socket); ok {
				r, _ := s.HTTPMessage.(*ClientRequest)
				f(s, r, realm.Arg(args, 0))
			}
			return nil
		})
	}
	clientOnError = on("socketErrorListener", socketError)
	clientOnData = on("socketOnData", socketData)
	clientOnEnd = on("socketOnEnd", socketEnd)
	clientOnClose = on("socketCloseListener", socketClose)
	clientOnDrain = on("ondrain", func(_ *net.Socket, r *ClientRequest, _ realm.Value) {
		if r != nil && !r.Finished && r.needDrain {
			r.needDrain = false
			r.Emit("drain")
		}
	})
	responseOnTimeout = on("responseOnTimeout", func(_ *net.Socket, r *ClientRequest, _ realm.Value) {
		if r != nil && r.Res != nil {
			r.Res.Emit("timeout")
		}
	})
}

// freeParser takes the parser away from socket and request.
func freeParser(s *net.Socket, r *ClientRequest) {
	if p, ok := s.Parser.(*Parser); ok {
		p.free()
		if r != nil {
			r.Parser = nil
		}
	}
	s.Parser = nil
}

// finishParser is parser.finish(); freeParser(parser, req, socket).
func finishParser(s *net.Socket, r *ClientRequest) {
	if p, ok := s.Parser.(*Parser); ok {
		p.finish()
		freeParser(s, r)
	}
}

// socketClose is socketCloseListener: whatever has not come will not come.
func socketClose(s *net.Socket, r *ClientRequest, _ realm.Value) {
	if r == nil {
		return
	}
	p, _ := s.Parser.(*Parser)
	res := r.Res
	r.Destroyed = true
	if res != nil {
		if !res.Complete {
			res.CallDestroy(connReset("aborted"))
		}
		r.Closed = true
		r.setPhase("closed")
		r.Emit("close")
		if !res.Aborted && res.IsReadable() {
			res.CallPush(realm.Null)
		}
	} else {
		if !s.HadError {
			// RFC 9112, section 9.5: the server may close whenever it likes.
			s.HadError = true
			r.Emit("error", connReset("socket hang up"))
		}
		r.Closed = true
		r.setPhase("closed")
		r.Emit("close")
	}
	r.discard("socket closed")
	if p != nil {
		p.finish()
		freeParser(s, r)
	}
}

// socketError is socketErrorListener.
func socketError(s *net.Socket, r *ClientRequest, err realm.Value) {
	if r != nil {
		s.HadError = true
		r.Emit("error", err)
	}
	finishParser(s, r)
	s.CallOff("data", clientOnData)
	s.CallOff("end", clientOnEnd)
	s.CallDestroy(nil)
}

// socketEnd is socketOnEnd.
func socketEnd(s *net.Socket, r *ClientRequest, _ realm.Value) {
	if r != nil && r.Res == nil && !s.HadError {
		s.HadError = true
		r.Emit("error", connReset("socket hang up"))
	}
	finishParser(s, r)
	s.CallDestroy(nil)
}

// socketData is socketOnData.
func socketData(s *net.Socket, r *ClientRequest, v realm.Value) {
	p, ok := s.Parser.(*Parser)
	if !ok || r == nil {
		return
	}
	data, _ := s.Env().Engine.Export(v).([]byte)
	n, err, ok := p.run(data, false)
	if !ok {
		return
	}
	switch in := p.Incoming; {
	case err != nil:
		prepareError(err, data)
		freeParser(s, r)
		s.CallOff("data", clientOnData)
		s.CallOff("end", clientOnEnd)
		s.CallDestroy(nil)
		s.HadError = true
		r.Emit("error", err)
	case in != nil && in.Upgrade:
		r.upgraded(s, in, data[min(n, len(data)):])
	case in != nil && in.Complete && !informational(in.StatusCode):
		// The next request's answer gets a parser of its own.
		s.CallOff("data", clientOnData)
		s.CallOff("end", clientOnEnd)
		s.CallOff("drain", clientOnDrain)
		freeParser(s, r)
	}
}

func informational(code int) bool { return code >= 100 && code < 200 && code != 101 }

// upgraded hands the connection over.
func (r *ClientRequest) upgraded(s *net.Socket, res *IncomingMessage, head []byte) {
	r.Res = res
	s.CallOff("data", clientOnData)
	s.CallOff("end", clientOnEnd)
	s.CallOff("drain", clientOnDrain)
	if r.timeoutCb {
		s.CallOff("timeout", emitRequestTimeout)
	}
	s.CallOff("timeout", responseOnTimeout)
	finishParser(s, r)
	event := "upgrade"
	if r.Method == "CONNECT" {
		event = "connect"
	}
	if r.CallListenerCount(event) == 0 {
		s.CallDestroy(nil)
		return
	}
	r.UpgradeOrConnect = true
	s.Emit("agentRemove")
	s.CallOff("close", clientOnClose)
	s.CallOff("error", clientOnError)
	s.HTTPMessage = nil
	s.SetReadableFlowing(realm.Null)
	r.Emit(event, res, s, append([]byte(nil), head...))
	r.Destroyed, r.Closed = true, true
	r.setPhase("closed")
	r.Emit("close")
}

// onIncoming is parserOnIncomingClient: a response's header block has come.
func (r *ClientRequest) onIncoming(res *IncomingMessage, keepAlive bool) h1.Verdict {
	s := res.Socket
	if cur, ok := s.HTTPMessage.(*ClientRequest); ok {
		r = cur
	}
	if r.Res != nil {
		// Two answers to one question.
		s.CallDestroy(nil)
		if p, ok := s.Parser.(*Parser); ok && r.env.Has(versions.HTTPSkipsPending) {
			p.Incoming = r.Res
			p.Incoming.skipPending = true
		}
		return h1.Proceed
	}
	r.Res = res
	switch {
	case res.Upgrade:
		return h1.Upgrade
	case r.Method == "CONNECT":
		res.Upgrade = true
		return h1.Upgrade
	case informational(res.StatusCode):
		r.Res = nil
		if res.StatusCode == 100 {
			r.Emit("continue")
		}
		r.Emit("information", r.information(res))
		return h1.SkipBody
	}
	if r.ShouldKeepAlive && !keepAlive && !r.UpgradeOrConnect {
		r.ShouldKeepAlive = false
	}
	res.Req = r
	res.CallOn("end", responseOnEnd)
	r.CallOn("finish", requestOnFinish)
	s.CallOn("timeout", responseOnTimeout)
	if r.Aborted || !r.Emit("response", res) {
		res.callDump()
	}
	if r.Method == "HEAD" {
		return h1.SkipBody
	}
	if res.StatusCode == 304 {
		res.Complete = true
		return h1.SkipBody
	}
	return h1.Proceed
}

func (r *ClientRequest) information(res *IncomingMessage) *realm.Map {
	raw := make([]realm.Value, len(res.raw))
	for i, v := range res.raw {
		raw[i] = v
	}
	return &realm.Map{
		Keys:   []string{"statusCode", "statusMessage", "httpVersion", "httpVersionMajor", "httpVersionMinor", "headers", "rawHeaders"},
		Values: []realm.Value{res.StatusCode, res.StatusMessage, res.HTTPVersion(), res.Major, res.Minor, res.Headers(), raw},
	}
}

var responseOnEnd = realm.Fn("responseOnEnd", func(this realm.Value, _ []realm.Value) realm.Value {
	if res, ok := this.(*IncomingMessage); ok && res.Req != nil {
		res.Req.responseEnded(res)
	}
	return nil
})

// responseEnded gives the socket back, or closes it.
func (r *ClientRequest) responseEnded(res *IncomingMessage) {
	s := r.socket
	if r.env.Has(versions.HTTPIncomingSignal) {
		res.detachSignal()
	}
	if s != nil {
		if r.timeoutCb {
			s.CallOff("timeout", emitRequestTimeout)
		}
		s.CallOff("timeout", responseOnTimeout)
	}
	r.ended = true
	switch {
	case !r.ShouldKeepAlive:
		if s != nil && s.IsWritable() {
			callDestroySoon(s)
		}
	case r.WritableFinished() && !res.Aborted:
		r.keepAlive()
	}
}

var requestOnFinish = realm.Fn("requestOnFinish", func(this realm.Value, _ []realm.Value) realm.Value {
	r, ok := this.(*ClientRequest)
	if ok && r.ShouldKeepAlive && r.ended && !(r.Destroyed && r.env.Has(versions.HTTPFinishNotDestroyed)) {
		r.keepAlive()
	}
	return nil
})

// keepAlive is responseKeepAlive: both ends are done, the socket is free.
func (r *ClientRequest) keepAlive() {
	s := r.socket
	if r.timeoutCb {
		s.SetTimeout(0, emitRequestTimeout)
		r.timeoutCb = false
	}
	s.CallOff("close", clientOnClose)
	s.CallOff("error", clientOnError)
	s.CallOff("data", clientOnData)
	s.CallOff("end", clientOnEnd)
	r.env.NextTick(func() {
		r.Closed = true
		r.setPhase("closed")
		r.Emit("close")
		if r.socket != nil {
			r.socket.Emit("free")
		}
	})
	r.Destroyed = true
	if r.Res != nil {
		r.Res.Socket = nil
	}
}
