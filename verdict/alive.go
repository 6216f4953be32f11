package verdict

import (
	"slices"

	"finishline/sim"
)

// Holder is one thing that keeps a process alive: a handle or request of its
// loop, or what stands behind one (a timer, the immediates).
type Holder struct {
	Proc  sim.ProcID `json:"proc"`
	Kind  HolderKind `json:"kind"`
	What  string     `json:"what"`            // "server listening on [::]:8080"
	State string     `json:"state,omitempty"` // "idle since 12 ms: no request is under way"
	Since sim.Time   `json:"since"`           // virtual ns
	By    string     `json:"by,omitempty"`    // the call that began it: "server.listen()"
	File  string     `json:"file,omitempty"`  // of that call
	Line  int        `json:"line,omitempty"`
	// Due is when it lets go by itself if nothing else happens; 0 if never.
	Due     sim.Time     `json:"due,omitempty"`
	Release []string     `json:"release"` // what would make it let go, likeliest first
	Obj     sim.ObjID    `json:"obj"`
	Record  sim.RecordID `json:"record"` // where it began to hold
}

// HolderKind is what a holder is.
type HolderKind string

// The kinds of holders.
const (
	HoldsServer     HolderKind = "server"
	HoldsConnection HolderKind = "connection"
	HoldsConnect    HolderKind = "connect" // a connection that is being made
	HoldsWrite      HolderKind = "write"   // bytes that the kernel has not taken
	HoldsShutdown   HolderKind = "shutdown"
	HoldsTimer      HolderKind = "timer"
	HoldsInterval   HolderKind = "interval"
	HoldsImmediate  HolderKind = "immediate"
	HoldsWork       HolderKind = "work"    // the thread pool: a look-up, a file
	HoldsClosing    HolderKind = "closing" // close callbacks that have not run
	HoldsPipe       HolderKind = "pipe"
	HoldsChild      HolderKind = "child process"
	HoldsOther      HolderKind = "handle"
)

// Alive lists what keeps the processes of a run alive right after record at (0:
// at the end), process by process, in the order in which it began to. What has
// been killed, or has called process.exit(), shows what held it then.
func Alive(t *sim.Trace, at sim.RecordID) []Holder {
	f := newAliveFold(t)
	f.run(at)
	return f.holders()
}

// Let is a holder that let go.
type Let struct {
	Holder
	At     sim.Time     `json:"at"`               // virtual ns
	Why    string       `json:"why"`              // what made it
	ByLine int          `json:"byLine,omitempty"` // the script's line that did, if one did
	Record sim.RecordID `json:"record"`
}

// LastToLetGo lists the last n holders of a process that let go, latest first:
// with the first of them the process had nothing left to wait for.
func LastToLetGo(t *sim.Trace, proc sim.ProcID, n int) []Let {
	f := newAliveFold(t)
	f.watch = proc
	f.run(0)
	var out []Let
	for i := len(f.lets) - 1; i >= 0 && len(out) < n; i-- {
		l := f.lets[i]
		if l.key.kind == aliveClosing { // it follows from what was closed
			continue
		}
		before := newAliveFold(t)
		before.run(l.record - 1)
		h, ok := before.describe(l.key, l.begin)
		if !ok {
			continue
		}
		out = append(out, Let{Holder: h, At: t.At(l.record).At, Why: f.letWhy(l), ByLine: f.line(l.record), Record: l.record})
	}
	return out
}

// holders describes what holds now.
func (f *aliveFold) holders() []Holder {
	var out []Holder
	for key, begin := range f.held { // order: sorted below
		if h, ok := f.describe(key, begin); ok {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(a, b Holder) int {
		if a.Proc != b.Proc {
			return int(a.Proc) - int(b.Proc)
		}
		if a.Record != b.Record {
			return int(a.Record) - int(b.Record)
		}
		return int(a.Obj) - int(b.Obj)
	})
	return out
}
