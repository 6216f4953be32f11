package verdict

import (
	"strconv"

	"finishline/sim"
)

// Process is how a process ended, or what keeps it from ending.
type Process struct {
	Proc     sim.ProcID   `json:"proc"`
	Exits    bool         `json:"exits"`
	Code     int64        `json:"code"`
	How      string       `json:"how"` // natural, process.exit, uncaught exception, signal, hang, limit; empty: the trace ends first
	Record   sim.RecordID `json:"record,omitempty"`
	Line     int          `json:"line,omitempty"`  // of the call that ended it
	Holds    []Holder     `json:"holds,omitempty"` // of one that does not exit: what holds it
	Limit    string       `json:"limit,omitempty"` // that the process was stopped at
	Sentence string       `json:"sentence"`
}

// exit notes the end of a process, and what it takes along: what a program has
// not handed to its kernel dies with it.
func (f *fold) exit(id sim.RecordID, r *sim.Record) {
	proc := f.t.Object(r.Obj).Proc // a process that hangs is ended from outside of it
	p := Process{Proc: proc, Exits: true, Code: r.A, How: f.text(r.Name), Record: id}
	call := f.exitCalls[proc]
	switch {
	case p.How == "hang":
		p.Exits = false
	case call != 0:
		p.Line = int(f.t.At(call).Line)
	case p.How == "process.exit":
		p.How = "uncaught exception"
		if p.Record = f.throws[proc]; p.Record == 0 {
			p.Record = id
		}
	}
	if p.stopped() {
		p.Limit = f.text(r.Text)
	}
	p.Sentence = p.sentence()
	f.exits = append(f.exits, p)
	if !p.Exits {
		return
	}
	for _, e := range f.ends {
		if e.proc == proc && e.gone == 0 {
			e.exit = id
		}
		if n := max(e.writable, e.queued); n > 0 && e.proc == proc && e.gone == 0 {
			l := Loss{Station: atSocket, Gate: "the process ended", Bytes: n, Record: id}
			if e.queued > 0 {
				l.Station = atUV
			}
			e.losses = append(e.losses, spot{Loss: l, from: e.taken, to: e.taken + n})
			e.writable, e.queued = 0, 0
		}
	}
	for _, s := range f.sessions {
		if s != nil && f.t.Object(s.obj).Proc == proc && s.destroyed == 0 {
			s.exit(id)
		}
	}
}

// exit is the end of the session's process.
func (s *session) exit(id sim.RecordID) {
	for _, h := range s.halves {
		if n := max(h.writable, h.queued); n > 0 && h.gone == 0 {
			h.lost = append(h.lost, Loss{Station: atQueue, Gate: "the process ended", Bytes: n, Record: id})
		}
	}
}

// exited is the record of a process's end, 0 if it did not.
func (f *fold) exited(proc sim.ProcID) *Process {
	for i := range f.exits {
		if f.exits[i].Proc == proc {
			return &f.exits[i]
		}
	}
	return nil
}

// processes says of each process how it ended, or what holds it.
func (f *fold) processes() []Process {
	out := append([]Process{}, f.exits...)
	seen := map[sim.ProcID]bool{}
	for _, p := range out {
		seen[p.Proc] = true
	}
	for id := sim.ObjID(1); int(id) <= f.t.Objects(); id++ {
		if o := f.t.Object(id); (f.t.String(o.Kind) == "loop" || f.t.String(o.Kind) == "peer") && !seen[o.Proc] {
			seen[o.Proc] = true
			out = append(out, Process{Proc: o.Proc})
		}
	}
	var held []Holder
	for i := range out {
		p := &out[i]
		if !p.Exits || p.stopped() {
			if held == nil {
				held = Alive(f.t, 0)
			}
			for _, h := range held {
				if h.Proc == p.Proc {
					p.Holds = append(p.Holds, h)
				}
			}
		}
		p.Sentence = p.sentence()
	}
	return out
}

func (p *Process) sentence() string {
	code := ", exit code " + strconv.FormatInt(p.Code, 10)
	switch p.How {
	case "natural":
		return "ended by itself: nothing was left to do" + code
	case "process.exit":
		if p.Line != 0 {
			return "was ended by process.exit() (line " + strconv.Itoa(p.Line) + ")" + code
		}
		return "was ended by process.exit()" + code
	case "uncaught exception":
		return "was ended by an uncaught exception" + code
	case "signal":
		return "was ended by a signal" + code
	case "hang":
		return "never exits" + p.held(": held by ")
	case "":
		return "still runs where the trace ends" + p.held(": held by ")
	case "limit", "killed":
		return "was stopped at " + p.atLimit() + p.held("; it was held by ")
	}
	return "ended: " + p.How + code
}

// stopped reports whether Finishline ended the process, not its script.
func (p *Process) stopped() bool { return p.How == "limit" || p.How == "killed" }

// atLimit names the limit that a stopped process met.
func (p *Process) atLimit() string {
	if p.Limit == "" {
		return "a limit"
	}
	return "its " + p.Limit
}

// held lists what holds the process, the first three by name.
func (p *Process) held(before string) string {
	text := ""
	for i, h := range p.Holds {
		switch {
		case i == 3:
			return text + " and " + strconv.Itoa(len(p.Holds)-3) + " more"
		case i > 0:
			before = ", "
		}
		text += before + h.What
	}
	return text
}
