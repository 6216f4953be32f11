package verdict

import "finishline/sim"

// shutting are the calls that can end something for somebody else. What they
// hold at 2 counts even if it is far up the causes.
var shutting = map[string]int{
	"close": 2, "destroy": 2, "destroySoon": 2, "resetAndDestroy": 2, "abort": 2, "exit": 2, "goaway": 2,
	"closeAllConnections": 2, "closeIdleConnections": 2, "end": 1,
	"reset": 2, "shutdown": 1, // of a scripted peer
}

// origin is where a chain of causes leads.
type origin struct {
	call    sim.RecordID // the script's call that began it; 0: none did
	emit    sim.RecordID // the event in whose listener it was made, if the script listened
	timer   sim.RecordID // the timer that fired last on the way
	timeout sim.RecordID // a 'timeout' event on the way
	exit    sim.RecordID // the end of a process on the way
	crossed sim.RecordID // the first segment on the way: beyond it the peer acts
	local   bool         // the call, or the chain's end, lies before any segment
}

// origin walks up the causes of id to the first call that shuts something. Behind
// a second segment nobody's end() is to blame for what is sent back.
func (f *fold) origin(id sim.RecordID) origin {
	o := origin{local: true}
	crossings := 0
	if r := f.t.At(id); r.Kind == sim.KindCall && shutting[f.text(r.Name)] > 0 {
		o.call = id
	}
	for cause := id; o.call == 0 && cause != 0; {
		cause = f.t.At(cause).Cause
		r := f.t.At(cause)
		switch r.Kind {
		case sim.KindSegmentDelivered:
			if crossings++; crossings == 1 {
				o.crossed, o.local = cause, false
			}
			if crossings == 2 {
				return o
			}
		case sim.KindTimer:
			if f.text(r.Name) != "fire" {
				break
			}
			if o.timer == 0 {
				o.timer = cause
			}
			if !f.scripts(cause) {
				return o // what armed it is to thank, not to blame
			}
		case sim.KindEmit:
			if f.text(r.Name) == "timeout" {
				o.timeout = cause
			}
		case sim.KindExit:
			// The kernel closes what the process leaves open.
			o.exit, o.call = cause, f.callOfExit(cause)
		case sim.KindCall:
			if n := shutting[f.text(r.Name)]; n == 2 || n == 1 && f.class[r.Obj] != clientRequest {
				o.call = cause
			}
		}
	}
	if o.call != 0 {
		o.emit = f.listener(o.call)
	}
	return o
}

// callOfExit is the process.exit() that ended a process, 0 if nothing of the kind did.
func (f *fold) callOfExit(exit sim.RecordID) sim.RecordID {
	if p := f.exited(f.procOf(exit)); p != nil && p.Line != 0 {
		return f.exitCalls[p.Proc]
	}
	return 0
}

// procOf is the process that a KindExit is about.
func (f *fold) procOf(exit sim.RecordID) sim.ProcID { return f.t.Object(f.t.At(exit).Obj).Proc }

// listener is the event in whose listener a call was made, 0 if it was in none.
func (f *fold) listener(call sim.RecordID) sim.RecordID {
	id := f.t.At(call).Cause
	if r := f.t.At(id); id != 0 && r.Kind == sim.KindEmit && r.B > 0 {
		return id
	}
	return 0
}
