package finishline

import (
	"time"

	"finishline/explore"
	"finishline/sim"
	"finishline/verdict"
)

// The outcomes of an exchange, for one side; verdict's documentation says when
// each is given.
const (
	Complete   = verdict.Complete
	Cancelled  = verdict.Cancelled
	Refused    = verdict.Refused
	Truncated  = verdict.Truncated
	Lost       = verdict.Lost
	Reset      = verdict.Reset
	Unanswered = verdict.Unanswered
	Pending    = verdict.Pending
)

// Run is one run of a script, with everything that happened in it.
type Run struct {
	// Process is how the script's process ended; with With, that of the first.
	explore.ProcessResult
	// Others are the processes of the programs beside it.
	Others []explore.ProcessResult
	// Verdict says what became of every exchange, and why.
	Verdict *verdict.Report
	// Trace is all that happened.
	Trace *sim.Trace
}

// Run makes the canonical run: what Linux on loopback does.
func (s Script) Run() (*Run, error) { return s.Replay("") }

// Replay makes the run of a schedule, in the form that Explore reports:
// "12=1,30=2". The error says what is wrong with it.
func (s Script) Replay(schedule string) (*Run, error) {
	if err := s.usable(); err != nil {
		return nil, err
	}
	list, err := explore.ParseSchedule(schedule)
	if err != nil {
		return nil, err
	}
	t := sim.NewTrace(0)
	r, err := explore.Replay(&s.runner, list, t)
	if err != nil {
		return nil, err
	}
	return &Run{ProcessResult: r.Processes[0], Others: r.Processes[1:], Verdict: verdict.Of(t), Trace: t}, nil
}

// Outcome is the worst outcome of the run's exchanges.
func (r *Run) Outcome() verdict.Outcome { return r.Verdict.Outcome }

// Handles lists what still keeps the process alive at the end of the run; of a
// process that was ended, what held it then.
func (r *Run) Handles() []verdict.Holder { return verdict.Alive(r.Trace, 0) }

// Event is an event that an emitter emitted.
type Event struct {
	At        time.Duration // virtual, since the start
	Object    string        // "ServerResponse", "Socket client" …
	Name      string
	Listeners int
	Record    sim.RecordID
}

// Events lists the events of the given names in order; all, if none is named.
func (r *Run) Events(names ...string) []Event {
	var out []Event
	r.each(sim.KindEmit, names, func(id sim.RecordID, rec *sim.Record) {
		out = append(out, Event{At: at(rec), Object: r.object(rec.Obj), Name: r.Trace.String(rec.Name), Listeners: int(rec.A), Record: id})
	})
	return out
}

// Frame is an HTTP/2 frame on its way.
type Frame struct {
	At      time.Duration // virtual, since the start
	Session string        // whose: "Http2Session server" …
	Type    string        // "HEADERS", "GOAWAY" …
	Stream  int64
	Bytes   int64 // of payload
	Detail  string
	Record  sim.RecordID
}

// Frames lists the frames that were serialized, of the given types; all, if none
// is named. What was queued and never got out is in Verdict's losses.
func (r *Run) Frames(types ...string) []Frame {
	var out []Frame
	r.each(sim.KindFrameSerialized, types, func(id sim.RecordID, rec *sim.Record) {
		out = append(out, Frame{At: at(rec), Session: r.object(rec.Obj), Type: r.Trace.String(rec.Name), Stream: rec.A, Bytes: rec.B,
			Detail: r.Trace.String(rec.Text), Record: id})
	})
	return out
}

func (r *Run) each(kind sim.Kind, names []string, fn func(sim.RecordID, *sim.Record)) {
	wanted := make(map[sim.Sym]bool)
	for _, n := range names {
		wanted[r.Trace.Sym(n)] = true
	}
	for id := sim.RecordID(1); int(id) <= r.Trace.Len(); id++ {
		if rec := r.Trace.At(id); rec.Kind == kind && (len(names) == 0 || wanted[rec.Name]) {
			fn(id, rec)
		}
	}
}

// object is "Kind name" of an object.
func (r *Run) object(id sim.ObjID) string {
	if id == 0 {
		return ""
	}
	o := r.Trace.Object(id)
	kind, name := r.Trace.String(o.Kind), r.Trace.String(o.Name)
	if name == "" {
		return kind
	}
	return kind + " " + name
}

func at(r *sim.Record) time.Duration { return time.Duration(r.At) }
