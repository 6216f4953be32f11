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
	p := newParser(r.env, h1.Response, s, r.MaxHeaderSize, r.Lenience, nil)
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
