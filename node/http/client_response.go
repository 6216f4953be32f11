package http

import (
	"finishline/h1"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

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
