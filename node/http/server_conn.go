package http

import (
	"finishline/h1"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
)

// conn is one connection of a server (the `state` of connectionListener): the
// requests that are not answered and the responses that wait for their turn.
type conn struct {
	v  *Server
	s  *net.Socket
	p  *Parser
	in []*IncomingMessage
	// out are the responses behind the one that has the socket.
	out                             []*ServerResponse
	outgoingData                    int // bytes in their outputData
	requests                        int
	keepAliveSet                    bool
	wrapped                         *upgradeStream // given out in the place of the socket
	onData, onEnd, onClose, onDrain realm.Function
	onPause, onResume               realm.Function
}

// connectionListener makes an HTTP connection of a socket.
var connectionListener = realm.Fn("connectionListener", func(this realm.Value, args []realm.Value) realm.Value {
	v, ok := this.(*Server)
	s, ok2 := realm.Arg(args, 0).(*net.Socket)
	if ok && ok2 {
		v.connect(s)
	}
	return nil
})

// ConnectionListener is http._connectionListener.
func ConnectionListener() realm.Function { return connectionListener }

func (v *Server) connect(s *net.Socket) {
	if s.Server == nil {
		s.Server = &v.Server
	}
	if v.Timeout != 0 {
		callSetTimeout(s, v.Timeout)
	}
	s.CallOn("timeout", socketOnTimeout)
	if v.list == nil && !v.Env().Has(versions.HTTPConnectionsFromListening) {
		v.list = newConnections(v.Env())
	}
	p := newParser(v.Env(), h1.Request, s, v.MaxHeaderSize, v.Lenience, v.list)
	s.Parser = p
	if n, ok := jsNumber(v.MaxHeadersCount); ok && n == n {
		p.setMaxHeaders(int(n))
	}
	c := &conn{v: v, s: s, p: p}
	c.listen()
	p.onIncoming = c.onIncoming
	s.Listened = c.onListened
	s.RefuseEncoding = errSocketEncoding()
	if s.Handle != nil && s.Handle.Listener() == s {
		p.consume(s.Handle)
	}
	p.onExecute = func(n int, err *realm.Error) {
		s.UnrefTimer()
		c.executed(n, err, p.current)
	}
	s.HTTPPaused = false
}

func (c *conn) listen() {
	fn := func(name string, f func(args []realm.Value)) realm.Function {
		return realm.Fn(name, func(_ realm.Value, args []realm.Value) realm.Value { f(args); return nil })
	}
	s := c.s
	c.onData = fn("socketOnData", func(args []realm.Value) { c.data(realm.Arg(args, 0)) })
	c.onEnd = fn("socketOnEnd", func([]realm.Value) { c.end() })
	c.onClose = fn("socketOnClose", func([]realm.Value) { c.close() })
	c.onDrain = fn("socketOnDrain", func([]realm.Value) { c.drain() })
	c.onResume = fn("onSocketResume", func([]realm.Value) { c.resumed() })
	c.onPause = fn("onSocketPause", func([]realm.Value) { c.paused() })
	s.CallOn("data", c.onData)
	s.CallOn("error", socketOnError)
	s.CallOn("end", c.onEnd)
	s.CallOn("close", c.onClose)
	s.CallOn("drain", c.onDrain)
	s.CallOn("resume", c.onResume)
	s.CallOn("pause", c.onPause)
}

// onListened gives the reads back to a socket whose data somebody wants.
func (c *conn) onListened(name any) {
	if c.s.Parser == nil {
		c.s.Listened = nil
		return
	}
	if name == "data" || name == "readable" {
		c.unconsume()
	}
}

func (c *conn) unconsume() {
	if c.s.Handle == nil {
		return
	}
	c.p.unconsume()
	c.s.CallOff("pause", c.onPause)
	c.s.CallOff("resume", c.onResume)
}

// resumed and paused keep the handle in step with the socket, whose own reading
// is bypassed.
func (c *conn) resumed() {
	s := c.s
	if s.HTTPPaused {
		s.CallPause()
		return
	}
	if h := s.Handle; h != nil && !h.Reading {
		h.Reading = true
		h.ReadStart()
	}
}

func (c *conn) paused() {
	if h := c.s.Handle; h != nil && h.Reading {
		h.Reading = false
		h.ReadStop()
	}
}

// drain lets requests come again when the responses that wait have shrunk.
func (c *conn) drain() {
	s := c.s
	if s.HTTPPaused && c.outgoingData <= s.WritableHighWaterMark() {
		s.HTTPPaused = false
		if p, ok := s.Parser.(*Parser); ok {
			p.h.Resume()
		}
		s.CallResume()
	}
	o, ok := s.HTTPMessage.(interface{ OutgoingBase() *OutgoingMessage })
	if !ok {
		return
	}
	m := o.OutgoingBase()
	if m.Finished || !m.needDrain || c.v.Env().Has(versions.HTTPDrainWhenEmpty) && m.WritableLength() != 0 {
		return
	}
	m.needDrain = false
	m.Emit("drain")
}

var socketOnTimeout = realm.Fn("socketOnTimeout", func(this realm.Value, _ []realm.Value) realm.Value {
	s, ok := this.(*net.Socket)
	if !ok {
		return nil
	}
	heard := false
	if p, ok := s.Parser.(*Parser); ok && p.Incoming != nil && !p.Incoming.Complete {
		heard = p.Incoming.Emit("timeout", s)
	}
	if o, ok := s.HTTPMessage.(interface{ OutgoingBase() *OutgoingMessage }); ok {
		heard = o.OutgoingBase().Emit("timeout", s) || heard
	}
	if s.Server != nil {
		heard = s.Server.Emit("timeout", s) || heard
	}
	if !heard {
		s.CallDestroy(nil)
	}
	return nil
})

// close is socketOnClose: what is not done is aborted.
func (c *conn) close() {
	if p, ok := c.s.Parser.(*Parser); ok {
		p.free()
	}
	c.s.Parser = nil
	for len(c.in) > 0 {
		req := c.in[0]
		c.in = c.in[1:]
		req.CallDestroy(connReset("aborted"))
	}
	for c.v.Env().Has(versions.HTTPAbortsOutgoing) && len(c.out) > 0 {
		res := c.out[0]
		c.out = c.out[1:]
		res.callDestroy(connReset("aborted"))
	}
}

// end is socketOnEnd: the client will send no more.
func (c *conn) end() {
	if err := c.p.finish(); err != nil {
		onSocketError(c.s, err)
		return
	}
	switch {
	case !c.v.HTTPAllowHalfOpen:
		c.s.CallEnd(nil)
	case len(c.out) > 0:
		c.out[len(c.out)-1].Last = true
	default:
		if o, ok := c.s.HTTPMessage.(interface{ OutgoingBase() *OutgoingMessage }); ok {
			o.OutgoingBase().Last = true
		} else {
			c.s.CallEnd(nil)
		}
	}
}

// data is socketOnData: bytes from a socket that is not consumed.
func (c *conn) data(v realm.Value) {
	b, ok := c.v.Env().Engine.Export(v).([]byte)
	if !ok {
		return
	}
	n, err, ok := c.p.run(b, false)
	if ok {
		c.executed(n, err, b)
	}
}

var socketOnError realm.Function

func init() {
	socketOnError = realm.Fn("socketOnError", func(this realm.Value, args []realm.Value) realm.Value {
		if s, ok := this.(*net.Socket); ok {
			onSocketError(s, realm.Arg(args, 0))
		}
		return nil
	})
}

// onSocketError tells 'clientError', or answers in its place and closes.
func onSocketError(s *net.Socket, err realm.Value) {
	e := s.Env()
	s.CallOff("error", socketOnError)
	listening := s.CallListenerCount("error")
	if e.Has(versions.ListenerCountOf) {
		listening = s.CountOf("error", nop)
	}
	if listening == 0 {
		s.CallOn("error", nop)
	} else if e.Has(versions.HTTPWarnUnclosedSocket) {
		warnUnclosedSocket(s)
	}
	if s.Server != nil && s.Server.Emit("clientError", err, s) {
		return
	}
	o, has := s.HTTPMessage.(interface{ OutgoingBase() *OutgoingMessage })
	if s.IsWritable() && (!has || !o.OutgoingBase().HeaderSent) {
		code := 400
		switch realm.Code(e.Engine, err) {
		case "HPE_HEADER_OVERFLOW":
			code = 431
		case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
			if e.Has(versions.HTTPChunkExtensionLimit) {
				code = 413
			}
		case "ERR_HTTP_REQUEST_TIMEOUT":
			code = 408
		}
		s.CallWrite([]byte("HTTP/1.1 " + text(code) + " " + StatusText(code) + "\r\nConnection: close\r\n\r\n"))
	}
	s.CallDestroy(err)
}

func warnUnclosedSocket(s *net.Socket) {
	m := moduleOf(s.Env())
	if m.warnedSocket || s.Env().EmitWarning == nil {
		return
	}
	m.warnedSocket = true
	s.Env().EmitWarning(&realm.Error{Name: "Warning", Message: "An error event has already been emitted on the socket. " +
		"Please use the destroy method on the socket while handling a 'clientError' event."})
}

// resetTimeout ends the keep-alive timeout.
func (c *conn) resetTimeout() {
	if !c.keepAliveSet {
		return
	}
	callSetTimeout(c.s, c.v.Timeout)
	c.keepAliveSet = false
}
