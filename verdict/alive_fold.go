package verdict

import "finishline/sim"

// aliveKind is by which count something holds the loop (uv_loop_alive).
type aliveKind uint8

const (
	aliveHandle aliveKind = iota
	aliveRequest
	aliveTimeout // a Timeout: they share one handle
	aliveImmediate
	aliveClosing
)

// aliveKey names a holder: an object, and of requests which.
type aliveKey struct {
	kind aliveKind
	obj  sim.ObjID
	name sim.Sym
	nth  int64 // of several requests alike
}

// let is a holder's end.
type let struct {
	key    aliveKey
	begin  sim.RecordID
	record sim.RecordID
}

// aliveFold is a trace folded up to a record: what holds which process, and
// what its holders have come to.
type aliveFold struct {
	t     *sim.Trace
	upTo  sim.RecordID
	held  map[aliveKey]sim.RecordID
	watch sim.ProcID // whose holders' ends are kept
	lets  []let

	requests   map[aliveKey][2]int64       // begun, over; key without nth
	state      map[sim.ObjID]sim.Sym       // of every object: where its machine is
	half       map[sim.ObjID][2]sim.Sym    // of streams: the readable and the writable half
	moved      map[sim.ObjID]sim.RecordID  // the last change of state
	owner      map[sim.ObjID]sim.ObjID     // handle → Socket or Server
	socket     map[sim.ObjID]sim.ObjID     // handle → kernel socket
	server     map[sim.ObjID]sim.ObjID     // Socket → Server
	messages   map[sim.ObjID][]sim.ObjID   // Socket → its HTTP/1 messages
	label      map[sim.ObjID]string        // message → "GET /"
	head       map[sim.ProcID]string       // the last head that was parsed
	address    map[sim.ObjID]string        // kernel socket → where it listens or leads to
	accepted   map[sim.ProcID]string       // whom accept(2) gave last
	timeout    map[sim.ObjID]namedTimer    // Socket or session → what ends it
	armed      map[sim.ObjID]sim.RecordID  // timer → when it was armed
	called     map[sim.ObjID]sim.RecordID  // object → the call that began it
	level      map[sim.ObjID]int64         // Socket, message → bytes that nobody has read
	queue      map[sim.ObjID]int64         // handle → bytes in libuv's write queue
	immediates map[sim.ObjID]sim.RecordID  // loop → the last setImmediate
	sessions   map[sim.ObjID]sim.ObjID     // Socket → Http2Session
	incoming   map[sim.ObjID][]sim.ObjID   // Socket → its IncomingMessages
	ended      map[sim.ProcID]sim.RecordID // how processes ended
	first      map[sim.ObjID]sim.RecordID  // timer → when it was made
}

type namedTimer struct {
	name  string
	timer sim.ObjID
}

func newAliveFold(t *sim.Trace) *aliveFold {
	f := &aliveFold{
		t: t, held: map[aliveKey]sim.RecordID{}, requests: map[aliveKey][2]int64{}, state: map[sim.ObjID]sim.Sym{},
		half: map[sim.ObjID][2]sim.Sym{}, moved: map[sim.ObjID]sim.RecordID{}, owner: map[sim.ObjID]sim.ObjID{}, socket: map[sim.ObjID]sim.ObjID{},
		server: map[sim.ObjID]sim.ObjID{}, messages: map[sim.ObjID][]sim.ObjID{}, label: map[sim.ObjID]string{}, head: map[sim.ProcID]string{},
		address: map[sim.ObjID]string{}, accepted: map[sim.ProcID]string{}, timeout: map[sim.ObjID]namedTimer{}, armed: map[sim.ObjID]sim.RecordID{},
		called: map[sim.ObjID]sim.RecordID{}, level: map[sim.ObjID]int64{}, queue: map[sim.ObjID]int64{}, immediates: map[sim.ObjID]sim.RecordID{},
		sessions: map[sim.ObjID]sim.ObjID{}, incoming: map[sim.ObjID][]sim.ObjID{}, ended: map[sim.ProcID]sim.RecordID{}, first: map[sim.ObjID]sim.RecordID{},
	}
	for id := sim.ObjID(1); int(id) <= t.Objects(); id++ {
		o := t.Object(id)
		switch t.String(o.Kind) {
		case "Http2Session":
			f.sessions[o.Parent] = id
		case "IncomingMessage":
			f.incoming[o.Parent] = append(f.incoming[o.Parent], id)
		}
	}
	return f
}

// run folds the records up to and with one; 0 is all.
func (f *aliveFold) run(upTo sim.RecordID) {
	if n := sim.RecordID(f.t.Len()); upTo == 0 || upTo > n {
		upTo = n
	}
	f.upTo = upTo
	for id := sim.RecordID(1); id <= upTo; id++ {
		f.record(id, f.t.At(id))
	}
}

func (f *aliveFold) text(s sim.Sym) string { return f.t.String(s) }

func (f *aliveFold) kind(id sim.ObjID) string { return f.t.String(f.t.Object(id).Kind) }

func (f *aliveFold) name(id sim.ObjID) string { return f.t.String(f.t.Object(id).Name) }

func (f *aliveFold) record(id sim.RecordID, r *sim.Record) {
	switch r.Kind {
	case sim.KindHandle:
		f.handle(id, r)
	case sim.KindTimer:
		f.timer(id, r)
	case sim.KindEnqueue, sim.KindDequeue:
		f.queued(id, r)
	case sim.KindLink:
		f.link(r)
	case sim.KindState:
		f.moves(id, r)
	case sim.KindLevel:
		f.levels(r)
	case sim.KindSyscall:
		f.syscall(r)
	case sim.KindCall:
		if f.called[r.Obj] == 0 || f.text(r.Name) == "listen" {
			f.called[r.Obj] = id
		}
	case sim.KindFrameParsed:
		if f.text(r.Name) == "head" {
			f.head[r.Proc] = f.text(r.Text)
		}
	case sim.KindFrameQueued:
		if f.text(r.Name) == "head" && f.kind(r.Obj) == "request" {
			f.label[r.Obj] = methodAndPath(f.text(r.Text))
		}
	case sim.KindExit:
		f.ended[r.Proc] = id
	}
}

// hold notes that something began to keep its process alive, release that it
// ceased to.
func (f *aliveFold) hold(key aliveKey, id sim.RecordID) {
	if f.held[key] == 0 {
		f.held[key] = id
	}
}

func (f *aliveFold) release(key aliveKey, id sim.RecordID) {
	begin := f.held[key]
	if begin == 0 {
		return
	}
	delete(f.held, key)
	if f.watch != 0 && f.t.At(begin).Proc == f.watch {
		f.lets = append(f.lets, let{key, begin, id})
	}
}

func (f *aliveFold) handle(id sim.RecordID, r *sim.Record) {
	if r.B == 1 {
		f.request(id, r)
		return
	}
	key := aliveKey{kind: aliveHandle, obj: r.Obj}
	switch f.name(r.Obj) {
	case "timer": // its Timeouts hold
		return
	case "idle":
		key.kind = aliveImmediate
	}
	if r.A == 1 {
		f.hold(key, id)
	} else {
		f.release(key, id)
	}
}

// request pairs the ends of requests alike with their begins, oldest first.
func (f *aliveFold) request(id sim.RecordID, r *sim.Record) {
	alike := aliveKey{kind: aliveRequest, obj: r.Obj, name: r.Name}
	count, key := f.requests[alike], alike
	if r.A == 1 {
		count[0]++
		key.nth = count[0]
		f.hold(key, id)
	} else {
		count[1]++
		key.nth = count[1]
		f.release(key, id)
	}
	f.requests[alike] = count
}

func (f *aliveFold) timer(id sim.RecordID, r *sim.Record) {
	key := aliveKey{kind: aliveTimeout, obj: r.Obj}
	switch f.text(r.Name) {
	case "arm":
		f.armed[r.Obj] = id
		if f.first[r.Obj] == 0 {
			f.first[r.Obj] = id
		}
		if f.text(r.Text) != "unref" {
			if f.held[key] != 0 {
				f.held[key] = id // refreshed
			}
			f.hold(key, id)
		}
	case "ref":
		f.hold(key, f.armed[r.Obj])
	case "unref":
		f.release(key, id)
	case "fire", "clear":
		f.release(key, id)
		delete(f.armed, r.Obj)
	}
}

func (f *aliveFold) queued(id sim.RecordID, r *sim.Record) {
	switch f.text(r.Name) {
	case "closing":
		key := aliveKey{kind: aliveClosing, obj: r.Obj}
		if r.Kind == sim.KindEnqueue {
			f.hold(key, id)
		} else {
			f.release(key, id)
		}
	case "immediate":
		if r.Kind == sim.KindEnqueue {
			f.immediates[r.Obj] = id
		}
	}
}

func (f *aliveFold) link(r *sim.Record) {
	lower := sim.ObjID(r.A)
	switch name := f.text(r.Name); name {
	case "handle":
		f.owner[lower] = r.Obj
	case "socket":
		f.socket[r.Obj] = lower
		if f.address[lower] == "" {
			f.address[lower] = f.accepted[r.Proc]
		}
	case "connection":
		f.server[lower] = r.Obj
	case "message":
		f.messages[r.Obj] = append(f.messages[r.Obj], lower)
	case "response":
		f.label[lower] = f.head[r.Proc]
	case "timeout", "keepAliveTimeout":
		f.timeout[r.Obj] = namedTimer{name, lower}
	}
}

func (f *aliveFold) moves(id sim.RecordID, r *sim.Record) {
	to := f.text(r.Text)
	f.moved[r.Obj] = id
	half := f.half[r.Obj]
	switch {
	case hasWord(to, "readable "):
		half[0] = r.Text
	case hasWord(to, "writable "):
		half[1] = r.Text
	default:
		f.state[r.Obj] = r.Text
		return
	}
	f.half[r.Obj] = half
}

func (f *aliveFold) levels(r *sim.Record) {
	switch f.kind(r.Obj) {
	case "handle":
		f.queue[r.Obj] = r.A
	case "Socket", "IncomingMessage":
		if f.text(r.Name) == "readable" {
			f.level[r.Obj] = r.A
		}
	}
}

func (f *aliveFold) syscall(r *sim.Record) {
	if r.Text == 0 || r.A < 0 && f.text(r.Name) != "connect" {
		return
	}
	switch f.text(r.Name) {
	case "bind", "listen", "connect":
		f.address[r.Obj] = f.text(r.Text)
	case "accept":
		f.accepted[r.Proc] = f.text(r.Text)
	}
}
