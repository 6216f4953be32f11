package http

import (
	"finishline/h1"
	"finishline/kernel"
	"finishline/node/env"
	"finishline/node/net"
	"finishline/node/realm"
	"finishline/node/versions"
	"finishline/sim"
)

// Parser is an HTTPParser: h1's parser with what src/node_http_parser.cc and
// lib/_http_common.js add. It is fed by the socket's 'data' events, or, while
// it has consumed the handle, by the handle itself.
//
// The scopes matter. With a consumed handle there is no callback scope around a
// read: the header block and the end of a message enter the script in scopes
// that do not run the tick queue, each piece of body in one that does, and so
// do a group of header lines (kOnHeaders) and the end of the read (kOnExecute).
// So ticks that a 'request' listener queues run after its first piece of body,
// before its trailers, or after the whole read.
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

	url        string
	reason     string
	lines      []string  // of the header block or trailer section
	heard      *heard    // what parsers of the kind have read before
	foreign    bool      // the message has text that is not ASCII
	chunk      []byte    // body that the next callback is about
	limit      int       // of lines; 0: none
	overflow   int       // where the line that broke it was found, or 0
	flushed    bool      // lines have been handed over in groups
	flushing   bool      // and are now: the callback scope around that ends
	handedOver bool      // those of the block that is complete are
	native     bool      // the handle is read: scopes are the parser's own
	dead       *h1.Error // why the parser is of no more use: bad input, or a callback threw
	deadAt     int       // its offset in the read
	freed      bool
	failed     bool   // Execute has given an error
	current    []byte // what is being read
	from       int    // where in it the parser began last

	started          sim.Time // of the message in progress
	busy             bool     // started is set (last_message_start_ is not 0)
	seq              int
	headersCompleted bool
	begun            bool // the first byte of a message has come

	obj   sim.ObjID
	state string
}

// newParser is parsers.alloc() and parser.initialize().
func newParser(e *env.Env, kind h1.Kind, s *net.Socket, maxHeaderBytes float64, l Lenience, list *connections) *Parser {
	mod := moduleOf(e)
	mod.parsers++
	p := &Parser{env: e, Socket: s, MaxHeaderPairs: 2000, list: list, seq: mod.parsers, state: "idle", heard: &mod.heard[kind]}
	o := mod.parserOptions
	if maxHeaderBytes > 0 {
		o.MaxHeaderBytes = int(maxHeaderBytes)
	}
	o.Lenience = l.parser(e)
	p.h = h1.NewParser(kind, o, (*parserHandler)(p))
	if e.World.Tracing() {
		var socket sim.ObjID
		if s != nil {
			socket = s.TraceObject()
		}
		p.obj = e.World.NewObject("parser", "", socket)
	}
	if kind == h1.Request && e.Has(versions.HTTPMaxHeadersRefused) {
		p.limit = p.MaxHeaderPairs
	}
	if list != nil {
		p.started, p.busy = e.Kernel.Now(), true
		list.push(p)
	}
	return p
}

// setMaxHeaders is maxHeadersCount; 0 is no limit.
func (p *Parser) setMaxHeaders(n int) {
	p.MaxHeaderPairs = n * 2
	if p.env.Has(versions.HTTPMaxHeadersRefused) {
		p.limit = n * 2
	}
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

func (p *Parser) traceHead(head *h1.Head) {
	if !p.env.World.Tracing() {
		return
	}
	what := head.Method.String() + " " + p.url
	if head.Kind == h1.Response {
		what = text(head.Status) + " " + p.reason
	}
	p.traceParsed("head", len(p.lines)/2, what)
}

// consume reads straight from the handle.
func (p *Parser) consume(h *net.Handle) {
	p.consumed = h
	h.SetListener(p)
}

// unconsume gives the reads back to the socket.
func (p *Parser) unconsume() {
	h := p.consumed
	p.consumed = nil
	if h != nil && h.Listener() == p {
		h.SetListener(p.Socket)
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
	outer, scopes := p.current, p.native
	p.current, p.native = data, native
	defer func() { p.current, p.native = outer, scopes }()
	r := run{p: p, data: data, native: native}
	step := r.step
	for !r.done {
		r.ok = false
		if native {
			p.env.Callback(step)
			if r.ok && !r.done && p.env.CallbackFailed() {
				// The scope of the piece of body runs the ticks, so what they throw counts, too.
				p.dead, p.deadAt, r.ok = &jsException, r.n, false
			}
		} else {
			step()
		}
		if !r.ok {
			return r.n, nil, false
		}
	}
	return r.n, r.err, true
}

// run is where one read stands.
type run struct {
	p        *Parser
	data     []byte
	native   bool
	n        int
	err      *realm.Error
	done, ok bool // the whole is parsed; the last step threw nothing
}

func (r *run) step() {
	r.n, r.err, r.done = r.p.step(r.data, r.n)
	if r.done && r.native && r.p.onExecute != nil {
		r.p.onExecute(r.n, r.err)
	}
	r.ok = true
}

// step parses from data[from:] to the next piece of body, and pushes that.
func (p *Parser) step(data []byte, from int) (n int, err *realm.Error, done bool) {
	if p.dead != nil {
		if !p.failed && p.dead != &jsException {
			p.deadAt = p.from + p.h.At()
		}
		p.failed = true
		return from, p.error(), true
	}
	p.from = from
	taken, e := p.execute(data[from:])
	n = from + taken
	if p.overflow > 0 {
		p.failed, p.dead, p.deadAt = true, &headerOverflow, p.overflow
		return n, p.error(), true
	}
	if p.flushing && e == nil {
		p.flushing = false
		p.h.Resume()
		return n, nil, false
	}
	if chunk := p.chunk; chunk != nil && e == nil {
		p.chunk = nil
		p.h.Resume()
		p.dead, p.deadAt = &jsException, n
		p.onBody(chunk)
		p.dead = nil
		return n, nil, false
	}
	if e != nil && !p.h.Upgrading() {
		// An error stays, and so does its offset: a consumed handle reads into the same memory every time.
		p.failed, p.dead, p.deadAt = true, e, from+e.Offset
		return n, p.error(), true
	}
	return n, nil, true
}

// execute marks the parser unusable if a callback throws.
func (p *Parser) execute(data []byte) (int, *h1.Error) {
	p.dead = &callbackError
	n, err := p.h.Execute(data)
	p.dead = nil
	if p.overflow > 0 {
		p.chunk = nil
	}
	return n, err
}

// What a parser answers after a callback has thrown: in the header block or at
// the message's end, and in the body.
var (
	callbackError  = h1.Error{Code: "HPE_CB_HEADERS_COMPLETE", Reason: "User callback error"}
	completeError  = h1.Error{Code: "HPE_CB_MESSAGE_COMPLETE", Reason: "User callback error"}
	headerOverflow = h1.Error{Code: h1.CodeHeaderOverflow, Reason: "Header overflow"}
	jsException    = h1.Error{Code: "HPE_JS_EXCEPTION", Reason: "JS Exception"}
)

// error is dead as the script sees it; prepare puts the reason into it.
func (p *Parser) error() *realm.Error {
	e := p.dead
	return &realm.Error{Name: "Error", Code: string(e.Code), Message: "Parse Error", Props: []realm.Prop{
		{Key: "bytesParsed", Value: p.deadAt}, {Key: "code", Value: string(e.Code)}, {Key: "reason", Value: e.Reason}}}
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
	p.dead, p.deadAt = e, e.Offset
	return p.error()
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
