package http

import (
	"finishline/h1"
	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/sim"
)

// Parser is an HTTPParser: h1's parser with what src/node_http_parser.cc and
// lib/_http_common.js add. It is fed by the socket's 'data' events, or, while
// it has consumed the handle, by the handle itself.
//
// The scopes matter. With a consumed handle there is no callback scope around a
// read: the header block and the end of a message enter the script in scopes
// that do not run the tick queue, each piece of body in one that does, and so
// does the end of the read (kOnExecute). So ticks that a 'request' listener
// queues run after its first piece of body, or after the whole read.
type Parser struct {
	realm.Object
	env *env.Env
	h   *h1.Parser

	Socket               *net.Socket
	Incoming             *IncomingMessage
	Outgoing             *ClientRequest
	JoinDuplicateHeaders bool
	MaxHeaderPairs       int

	onIncoming func(m *IncomingMessage, keepAlive bool) h1.Verdict
	onExecute  func(n int, err *realm.Error)
	consumed   *net.Handle
	list       *connections

	url     string
	reason  string
	lines   []string  // of the header block or trailer section
	chunk   []byte    // body that the next callback is about
	dead    *h1.Error // a callback threw: the parser is of no more use
	freed   bool
	failed  bool   // Execute has given an error
	current []byte // what is being read

	started          sim.Time // of the message in progress
	busy             bool     // started is set (last_message_start_ is not 0)
	seq              int
	headersCompleted bool
	begun            bool // the first byte of a message has come

	obj   sim.ObjID
	state string
}

// newParser is parsers.alloc() and parser.initialize().
func newParser(e *env.Env, kind h1.Kind, s *net.Socket, maxHeaderBytes float64, list *connections) *Parser {
	mod := moduleOf(e)
	mod.parsers++
	p := &Parser{env: e, Socket: s, MaxHeaderPairs: 2000, list: list, seq: mod.parsers, state: "idle"}
	o := mod.parserOptions
	if maxHeaderBytes > 0 {
		o.MaxHeaderBytes = int(maxHeaderBytes)
	}
	p.h = h1.NewParser(kind, o, (*parserHandler)(p))
	if e.World.Tracing() {
		var socket sim.ObjID
		if s != nil {
			socket = s.TraceObject()
		}
		p.obj = e.World.NewObject("parser", "", socket)
	}
	if list != nil {
		p.started, p.busy = e.Kernel.Now(), true
		list.push(p)
	}
	return p
}

func (p *Parser) setState(to string) {
	if w := p.env.World; p.state != to && w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindState, Obj: p.obj, Name: w.Sym(p.state), Text: w.Sym(to)})
	}
	p.state = to
}

func (p *Parser) traceParsed(name string, size int, what string) {
	if w := p.env.World; w.Tracing() {
		w.Emit(sim.Record{Kind: sim.KindFrameParsed, Obj: p.obj, Name: w.Sym(name), B: int64(size), Text: w.Sym(what)})
	}
}

// consume reads straight from the handle.
func (p *Parser) consume(h *net.Handle) {
	p.consumed = h
	h.TCP.SetListener(p)
}

// unconsume gives the reads back to the socket.
func (p *Parser) unconsume() {
	h := p.consumed
	p.consumed = nil
	if h != nil && h.TCP.Listener() == p {
		h.TCP.SetListener(p.Socket)
	}
}

// OnRead is what the consumed handle calls.
func (p *Parser) OnRead(data []byte, status kernel.Errno) {
	if status != 0 {
		p.Socket.OnRead(nil, status)
		return
	}
	if len(data) > 0 {
		p.run(data, true)
	}
}

// run parses data. Each piece of body ends a callback scope, and so does the
// whole; from a 'data' event, which is inside a scope already, none is opened.
// It returns how much was taken, and whether nothing was thrown.
func (p *Parser) run(data []byte, native bool) (n int, err *realm.Error, ok bool) {
	outer := p.current
	p.current = data
	defer func() { p.current = outer }()
	for done := false; !done; {
		ok = false
		step := func() {
			n, err, done = p.step(data, n)
			if done && native && p.onExecute != nil {
				p.onExecute(n, err)
			}
			ok = true
		}
		if native {
			p.env.Callback(step)
			if !done && p.env.CallbackFailed() {
				// The scope of the piece of body runs the ticks, so what they throw counts, too.
				p.dead, ok = &jsException, false
			}
		} else {
			step()
		}
		if !ok {
			return n, nil, false
		}
	}
	return n, err, true
}

// step parses from data[from:] to the next piece of body, and pushes that.
func (p *Parser) step(data []byte, from int) (n int, err *realm.Error, done bool) {
	if p.dead != nil {
		p.failed = true
		return from, p.error(p.dead), true
	}
	taken, e := p.execute(data[from:])
	n = from + taken
	if chunk := p.chunk; chunk != nil && e == nil {
		p.chunk = nil
		p.h.Resume()
		p.dead = &jsException
		p.onBody(chunk)
		p.dead = nil
		return n, nil, false
	}
	if e != nil && !p.h.Upgrading() {
		p.failed = true
		return n, p.error(e), true
	}
	return n, nil, true
}

// execute marks the parser unusable if a callback throws.
func (p *Parser) execute(data []byte) (int, *h1.Error) {
	p.dead = &callbackError
	n, err := p.h.Execute(data)
	p.dead = nil
	return n, err
}

// What a parser answers after a callback has thrown: in the header block or at
// the message's end, and in the body.
var (
	callbackError = h1.Error{Code: "HPE_CB_HEADERS_COMPLETE", Reason: "User callback error"}
	jsException   = h1.Error{Code: "HPE_JS_EXCEPTION", Reason: "JS Exception"}
)

// error is a parse error as the script sees it; prepare puts the reason into it.
func (p *Parser) error(e *h1.Error) *realm.Error {
	return &realm.Error{Name: "Error", Code: string(e.Code), Message: "Parse Error", Props: []realm.Prop{
		{Key: "bytesParsed", Value: e.Offset}, {Key: "code", Value: string(e.Code)}, {Key: "reason", Value: e.Reason}}}
}

// prepareError adds the packet and the reason.
func prepareError(err *realm.Error, packet []byte) {
	err.Message = "Parse Error: " + text(err.Props[2].Value)
	err.Props = append(err.Props, realm.Prop{Key: "rawPacket", Value: append([]byte(nil), packet...)})
}

// finish is parser.finish(): the input has ended.
func (p *Parser) finish() *realm.Error {
	// After an error there is nothing left to complete (llhttp_finish).
	if p.dead != nil || p.freed || p.failed {
		return nil
	}
	e := p.h.Finish()
	if e == nil || p.h.Upgrading() {
		return nil
	}
	return p.error(e)
}

// free is freeParser.
func (p *Parser) free() {
	if p == nil || p.freed {
		return
	}
	p.unconsume()
	if p.list != nil {
		p.list.remove(p)
	}
	p.setState("freed")
	p.freed = true
	p.Incoming, p.Outgoing, p.onIncoming, p.onExecute = nil, nil, nil, nil
	p.lines, p.url = nil, ""
}

// parserHandler is the Parser as h1's Handler.
type parserHandler Parser

// OnMessageBegin starts the message's clock.
func (h *parserHandler) OnMessageBegin() {
	p := (*Parser)(h)
	if p.list != nil {
		p.list.remove(p)
	}
	p.headersCompleted, p.begun = false, true
	p.lines, p.url = nil, ""
	p.started, p.busy = p.env.Kernel.Now(), true
	if p.list != nil {
		p.list.push(p)
	}
	p.setState("headers")
}

func (h *parserHandler) OnURL(b []byte)    { h.url = latin1(b) }
func (h *parserHandler) OnStatus(b []byte) { h.reason = latin1(b) }

// OnHeader collects a line.
func (h *parserHandler) OnHeader(name, value []byte) {
	h.lines = append(h.lines, latin1(name), latin1(value))
}

func (h *parserHandler) OnChunkHeader(uint64) {}
func (h *parserHandler) OnChunkComplete()     {}

// OnHeadersComplete makes the message (parserOnHeadersComplete).
func (h *parserHandler) OnHeadersComplete(head *h1.Head) h1.Verdict {
	p := (*Parser)(h)
	if p.freed {
		return h1.Proceed
	}
	p.headersCompleted = true
	p.setState("body")
	p.traceParsed("head", len(p.lines)/2, p.url)
	s := p.Socket
	m := p.newIncoming(s)
	p.Incoming = m
	m.Major, m.Minor = int(head.Major), int(head.Minor)
	m.JoinDuplicateHeaders = m.JoinDuplicateHeaders || p.JoinDuplicateHeaders
	m.URL, m.UpgradeSet, m.Upgrade = p.url, true, head.Upgrade
	lines := p.lines
	p.lines = nil
	n := len(lines)
	if p.MaxHeaderPairs > 0 {
		n = min(n, p.MaxHeaderPairs)
	}
	m.addHeaderLines(lines, n)
	if head.Kind == h1.Request {
		m.Method = head.Method.String()
	} else {
		m.StatusCode, m.StatusMessage = head.Status, p.reason
	}
	p.reason = ""
	return p.onIncoming(m, head.ShouldKeepAlive)
}

// newIncoming makes the message, of the server's own class if it has one.
func (p *Parser) newIncoming(s *net.Socket) *IncomingMessage {
	v := serverOf(s)
	if v == nil || v.NewIncoming == nil {
		m := NewIncomingMessage(p.env, s)
		m.JoinDuplicateHeaders = v != nil && v.JoinDuplicateHeaders
		return m
	}
	m := v.NewIncoming(s)
	m.JoinDuplicateHeaders = v.JoinDuplicateHeaders
	return m
}

// OnBody keeps the piece for the callback that follows.
func (h *parserHandler) OnBody(chunk []byte) {
	h.chunk = chunk
	h.h.Pause()
}

// onBody is parserOnBody.
func (p *Parser) onBody(b []byte) {
	p.traceParsed("body", len(b), "")
	m := p.Incoming
	if m == nil || m.skipPending || m.Dumped {
		return
	}
	if !m.CallPush(append([]byte(nil), b...)) {
		readStop(p.Socket)
	}
}

// OnMessageComplete is parserOnMessageComplete.
func (h *parserHandler) OnMessageComplete() {
	p := (*Parser)(h)
	if p.freed {
		return
	}
	if p.list != nil {
		p.list.remove(p)
	}
	p.busy = false
	if p.list != nil {
		p.list.push(p)
	}
	p.setState("idle")
	p.traceParsed("end", len(p.lines)/2, "")
	if m := p.Incoming; m != nil && !m.skipPending {
		m.Complete = true
		if len(p.lines) > 0 {
			m.addHeaderLines(p.lines, len(p.lines))
			p.lines, p.url = nil, ""
		}
		m.CallPush(realm.Null)
	}
	readStart(p.Socket)
}
