package peer

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"finishline/kernel"
	"finishline/sim"
)

// Peer is a process that follows a script. It fits script.Guest.
type Peer struct {
	script *Script
	world  *sim.World
	kernel kernel.Forker
	out    io.Writer
	errs   io.Writer
	obj    sim.ObjID // of the process

	at       int          // number of the step
	begun    bool         // that step
	call     sim.RecordID // its record
	deadline sim.Time     // when Turn should be called at the latest
	limit    sim.Time     // when the step fails

	conn     connection
	listener kernel.FD
	done     int64 // bytes of the step that are sent or read
	sndbuf   int   // of connections made from now on; 0: as the kernel has it
	rcvbuf   int

	ended bool
	code  int
}

// connection is what most steps are about.
type connection struct {
	fd     kernel.FD // -1: none
	socket sim.ObjID // the trace's name of it
	unread []byte    // read beyond what was expected
	eof    bool
}

// stepTime is what a step costs.
const stepTime = 5 * time.Microsecond

// New makes a peer called name on a kernel. What it prints goes to out and errs.
func New(s *Script, name string, w *sim.World, k kernel.Forker, out, errs io.Writer) *Peer {
	p := &Peer{script: s, world: w, kernel: k, out: out, errs: errs, listener: -1, conn: connection{fd: -1}}
	defer w.SetProc(w.SetProc(k.ID()))
	p.obj = w.NewObject("peer", name, 0)
	return p
}

// Deadline is when Turn should be called if the poller reports nothing before.
func (p *Peer) Deadline() sim.Time { return p.deadline }

// Ended reports whether the peer is over.
func (p *Peer) Ended() bool { return p.ended }

// Code is the exit code.
func (p *Peer) Code() int { return p.code }

// Object is the trace's name of the peer.
func (p *Peer) Object() sim.ObjID { return p.obj }

// Turn goes on until the peer waits or has ended.
func (p *Peer) Turn() {
	defer p.world.SetProc(p.world.SetProc(p.kernel.ID()))
	woken := p.woken()
	for !p.ended {
		if p.at == len(p.script.Steps) {
			p.end(0, "natural")
			return
		}
		s := &p.script.Steps[p.at]
		if !p.begun {
			p.begin(s, woken)
		}
		cause := p.world.SetCause(p.call)
		over := p.step(s)
		p.world.SetCause(cause)
		if !over {
			return
		}
		if p.begun = false; !p.ended {
			p.at++
			p.world.Observe(string(s.Verb), int64(s.Line))
		}
	}
}

// woken takes what the poller reports, and gives its record as the cause of
// what the peer does next.
func (p *Peer) woken() sim.RecordID {
	p.deadline = sim.Never
	var ready [1]kernel.Ready
	if p.kernel.Poll(ready[:]) == 0 {
		return 0
	}
	fd := ready[0].FD
	p.kernel.Watch(fd, 0)
	if k, ok := p.kernel.(interface {
		ReadyCause(kernel.FD) sim.RecordID
	}); ok {
		return k.ReadyCause(fd)
	}
	return 0
}

func (p *Peer) begin(s *Step, woken sim.RecordID) {
	p.world.Spend(stepTime)
	p.begun, p.done, p.limit = true, 0, sim.Never
	if s.Within > 0 {
		p.limit = p.world.Now().Add(s.Within)
	}
	if s.Verb == Wait {
		p.limit = sim.Never
		if s.For != forever {
			p.limit = p.world.Now().Add(s.For)
		}
	}
	p.trace(s, woken)
}

// trace books the step as a script's call: what it does has it as its cause.
func (p *Peer) trace(s *Step, woken sim.RecordID) {
	if p.call = woken; !p.world.Tracing() || s.Verb == Print {
		return
	}
	r := sim.Record{Kind: sim.KindCall, Obj: p.conn.socket, Name: p.world.Sym(string(s.Verb)), Text: p.world.Sym(short(s.What)),
		Pos: p.world.Sym(p.script.Name + ":" + strconv.Itoa(s.Line) + ":1"), Line: uint32(s.Line), Cause: woken}
	if p.conn.socket == 0 {
		r.Obj = p.obj
	}
	p.call = p.world.Emit(r)
}

const mostShown = 60 // characters of a step's text in the trace

func short(s string) string {
	if len(s) <= mostShown {
		return s
	}
	return s[:mostShown] + "…"
}

// wait puts the step off until the poller reports one of these events, or until
// the step's time is up.
func (p *Peer) wait(fd kernel.FD, events kernel.Events) bool {
	if p.world.Now() >= p.limit {
		return p.late()
	}
	p.kernel.Watch(fd, events)
	p.deadline = p.limit
	return false
}

// pause puts the step off for a time; what comes meanwhile does not wake it.
func (p *Peer) pause(d sim.Duration) bool {
	if p.world.Now() >= p.limit {
		return p.late()
	}
	p.deadline = min(p.world.Now().Add(d), p.limit)
	return false
}

// late fails a step whose time is up.
func (p *Peer) late() bool {
	return p.fail("it took longer than %v", time.Duration(p.script.Steps[p.at].Within))
}

// fail says why a step could not be done, and ends the peer.
func (p *Peer) fail(format string, args ...any) bool {
	s := &p.script.Steps[p.at]
	what := string(s.Verb)
	if s.What != "" {
		what += " " + s.What
	}
	p.write(2, fmt.Sprintf("%s:%d: %s: %s\n", p.script.Name, s.Line, what, fmt.Sprintf(format, args...)))
	p.end(1, "process.exit")
	return true
}

func (p *Peer) write(fd int, text string) {
	if p.world.Tracing() {
		p.world.Emit(sim.Record{Kind: sim.KindConsole, A: int64(fd), Text: p.world.Sym(text)})
	}
	to := p.out
	if fd == 2 {
		to = p.errs
	}
	if to != nil {
		_, _ = io.WriteString(to, text)
	}
}

// end ends the peer. The machine has its kernel close what is open.
func (p *Peer) end(code int, how string) {
	p.ended, p.code = true, code
	if p.world.Tracing() {
		p.world.Emit(sim.Record{Kind: sim.KindExit, Obj: p.obj, A: int64(code), Name: p.world.Sym(how)})
	}
}
