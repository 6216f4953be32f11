package verdict

import "finishline/sim"

// class is what a verdict needs to know of an object's kind.
type class uint8

const (
	other class = iota
	netSocket
	handle
	kernelSocket
	h2Session // the script's Http2Session
	h2Native  // the protocol machine below it
	h2Stream
	h2NativeStream
	compatRequest
	compatResponse
	clientRequest
	serverResponse
	incomingMessage
	httpParser
	netServer
)

var classes = map[string]class{
	"Socket": netSocket, "handle": handle, "socket": kernelSocket,
	"Http2Session": h2Session, "h2session": h2Native, "Http2Stream": h2Stream, "h2stream": h2NativeStream,
	"Http2ServerRequest": compatRequest, "Http2ServerResponse": compatResponse,
	"request": clientRequest, "response": serverResponse, "IncomingMessage": incomingMessage, "parser": httpParser,
	"Server": netServer,
}

// end is one end of a connection: a kernel socket and what stands on it.
type end struct {
	kernel, socket sim.ObjID // the net.Socket, if there is one
	proc           sim.ProcID
	peer           *end
	server         bool // it was connected to
	tls            bool // what its program writes is not what its kernel takes
	session        *session

	taken, read int64   // payload bytes that the kernel took from the program, that the program read
	reads       []level // read, after each read
	asked       sim.RecordID
	connected   sim.RecordID
	eof, broken sim.RecordID // read() returned 0; a call failed, and with it the connection
	errno       int64
	fin, rst    sim.RecordID // sent by this end
	gone        sim.RecordID // the net.Socket was destroyed, or the kernel's socket closed
	exit        sim.RecordID // its process ended while it was open
	ending      sim.RecordID // its writable half was ended
	wrote       sim.RecordID // the script's last write() to it, or end() with data
	losses      []spot
	heard       []heard
	writable    int64 // bytes in the net.Socket's write buffer
	queued      int64 // bytes in libuv's write queue

	handed int64      // bytes that HTTP/1.1 messages gave it
	out    []*message // HTTP/1.1 messages that it sends, in order
	in     []*parsed  // those that it parsed
	infos  bool       // the message being parsed is a 1xx
}

// heard is an event that the client's script listens to.
type heard struct {
	name   sim.Sym
	record sim.RecordID
}

// level is an amount and since when.
type level struct {
	bytes  int64
	record sim.RecordID
}

// spot is a loss and which bytes of its direction it took.
type spot struct {
	Loss
	from, to int64
	inward   bool // it had come from the peer
}

// readAt is when the end had read n bytes; 0 if it never had.
func (e *end) readAt(n int64) sim.RecordID {
	lo, hi := 0, len(e.reads)
	for lo < hi {
		if m := (lo + hi) / 2; e.reads[m].bytes < n {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(e.reads) {
		return 0
	}
	return e.reads[lo].record
}

// message is an HTTP/1.1 message on its way out.
type message struct {
	obj        sim.ObjID
	end        *end
	call       sim.RecordID // http.request(), or what began it
	head       sim.RecordID
	headText   string
	length     int64 // the Content-Length that it declares, -1 without
	body       int64
	from, to   int64 // of the bytes that its end was handed
	sent       bool  // from and to are known
	lost       []Loss
	endCall    sim.RecordID
	closeCall  sim.RecordID // destroy() or abort()
	ended      sim.RecordID // end() was called, or did its work
	finish     sim.RecordID
	finishSent int64 // bytes that the kernel had taken then
	heard      bool  // the script listens to 'finish'
	closed     sim.RecordID
	error      sim.RecordID
	told       []heard // of a client's request
	waiting    int64   // in outputData
}

// parsed is an HTTP/1.1 message that has come.
type parsed struct {
	obj      sim.ObjID
	head     sim.RecordID
	headText string
	body     int64
	end      sim.RecordID
	answer   *message // of a request, at the server
	told     []heard  // of a response, at the client
}

// fold walks a trace once.
type fold struct {
	t         *sim.Trace
	class     []class
	upper     []sim.ObjID // by links
	ends      []*end
	endOf     []*end
	messages  []*message
	requests  []*message // the clients', in order
	parsing   []*parsed  // IncomingMessage to what was parsed
	sessions  []*session
	halves    []*half
	exits     []Process
	timeouts  map[sim.ObjID]sim.Sym       // what a socket calls a timer of its own
	exitCalls map[sim.ProcID]sim.RecordID // the last process.exit() of each
	throws    map[sim.ProcID]sim.RecordID // the last exception of each that reached the top
}

func newFold(t *sim.Trace) *fold {
	n := t.Objects() + 1
	f := &fold{t: t, class: make([]class, n), upper: make([]sim.ObjID, n), endOf: make([]*end, n), messages: make([]*message, n),
		parsing: make([]*parsed, n), sessions: make([]*session, n), halves: make([]*half, n),
		exitCalls: map[sim.ProcID]sim.RecordID{}, throws: map[sim.ProcID]sim.RecordID{}, timeouts: map[sim.ObjID]sim.Sym{}}
	for id := 1; id < n; id++ {
		f.class[id] = classes[t.String(t.Object(sim.ObjID(id)).Kind)]
	}
	return f
}

// at returns the end that an object stands on, nil if there is none.
func (f *fold) at(id sim.ObjID) *end {
	for id != 0 {
		if e := f.endOf[id]; e != nil {
			return e
		}
		if up := f.upper[id]; up != 0 {
			id = up
		} else {
			id = f.t.Object(id).Parent
		}
	}
	return nil
}

// newEnd is a new connection's end, known by one of its objects.
func (f *fold) newEnd(id sim.ObjID) *end {
	e := &end{proc: f.t.Object(id).Proc}
	f.ends = append(f.ends, e)
	f.endOf[id] = e
	return e
}

func (f *fold) name(id sim.ObjID) string { return f.t.String(f.t.Object(id).Name) }
