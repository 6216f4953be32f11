package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"finishline/scenarios"
	"finishline/script"
	"finishline/sim"
	"finishline/verdict"
)

// whyAliveCmd says what keeps a script's processes alive.
type whyAliveCmd struct {
	traced
	screen
	JSON bool          `name:"json" help:"Print it as JSON."`
	At   time.Duration `help:"Look at this moment of virtual time instead of the end of the run." placeholder:"1.5s"`
}

func (c *whyAliveCmd) Run() error {
	r, err := c.run()
	if err != nil {
		return err
	}
	report := newAliveReport(c.title(), r.Trace, recordAt(r.Trace, c.At))
	if c.JSON {
		return printJSON(report)
	}
	report.write(os.Stdout, c.width(), c.color())
	return nil
}

// recordAt is the last record at a virtual time or before; 0 if at is 0 or past
// the end.
func recordAt(t *sim.Trace, at time.Duration) sim.RecordID {
	if at <= 0 {
		return 0
	}
	for id := sim.RecordID(1); int(id) <= t.Len(); id++ {
		if t.At(id).At > sim.Time(at) {
			return max(id-1, 1)
		}
	}
	return 0
}

// aliveReport is what why-alive prints. Its JSON field names are stable.
type aliveReport struct {
	Title     string         `json:"title"`
	At        sim.Time       `json:"at"` // virtual ns
	Processes []aliveProcess `json:"processes"`
}

// aliveProcess is one process: what holds it, or how it came to end.
type aliveProcess struct {
	Proc    sim.ProcID       `json:"proc"`
	How     string           `json:"how,omitempty"` // how it ended; "" if it runs at that moment
	Code    int64            `json:"code"`
	Line    int              `json:"line,omitempty"` // of the process.exit() that ended it
	Ended   sim.Time         `json:"ended,omitempty"`
	Holders []verdict.Holder `json:"holders"`
	LetGo   []verdict.Let    `json:"lastToLetGo,omitempty"` // latest first
}

func newAliveReport(title string, t *sim.Trace, at sim.RecordID) *aliveReport {
	last := at
	if last == 0 {
		last = sim.RecordID(t.Len())
	}
	r := &aliveReport{Title: title}
	if last != 0 {
		r.At = t.At(last).At
	}
	r.Processes = processes(t, last)
	for _, h := range verdict.Alive(t, last) {
		for i := range r.Processes {
			if r.Processes[i].Proc == h.Proc {
				r.Processes[i].Holders = append(r.Processes[i].Holders, h)
			}
		}
	}
	for i := range r.Processes {
		switch p := &r.Processes[i]; p.How {
		case "", "hang", "limit", "killed":
		case "natural":
			p.LetGo = verdict.LastToLetGo(t, p.Proc, 3)
		default: // what the rest of the turn would have done does not matter
			p.Holders = slices.DeleteFunc(p.Holders, func(h verdict.Holder) bool { return h.Kind == verdict.HoldsClosing })
		}
	}
	return r
}

// processes lists those that have done anything up to a record.
func processes(t *sim.Trace, last sim.RecordID) []aliveProcess {
	var out []aliveProcess
	index := map[sim.ProcID]int{}
	exitCall := map[sim.ProcID]sim.RecordID{}
	for id := sim.RecordID(1); id <= last; id++ {
		rec := t.At(id)
		proc := rec.Proc
		if rec.Kind == sim.KindExit && proc == 0 {
			proc = t.Object(rec.Obj).Proc
		}
		if proc == 0 {
			continue
		}
		i, ok := index[proc]
		if !ok {
			i = len(out)
			index[proc] = i
			out = append(out, aliveProcess{Proc: proc, Holders: []verdict.Holder{}})
		}
		switch rec.Kind {
		case sim.KindCall:
			if rec.Obj == 0 && t.String(rec.Name) == "exit" {
				exitCall[proc] = id
			}
		case sim.KindExit:
			out[i].How, out[i].Code, out[i].Ended = t.String(rec.Name), rec.A, rec.At
			if call := exitCall[proc]; out[i].How == "process.exit" && call != 0 {
				out[i].Line = int(t.At(call).Line)
			} else if out[i].How == "process.exit" {
				out[i].How = "uncaught exception"
			}
		}
	}
	return out
}

// explainWait prints, below the error of a run that Finishline had to end, what
// held its processes. The run is made again, this time with a trace: the same
// script in the same world does the same.
func explainWait(w io.Writer, s scenarios.Setup, p script.Program, end script.Result) {
	var limit *script.LimitError
	switch {
	case errors.Is(end.Err, script.ErrHangs):
	case errors.As(end.Err, &limit) && limit.Limit == "virtual time":
		// What repeats for an hour repeats after ten seconds, and a trace of an hour is long.
		const enough = 10 * time.Second
		if s.Limits.Virtual == 0 || s.Limits.Virtual > enough {
			s.Limits.Virtual = enough
		}
	default:
		return
	}
	if s.Trace = true; s.Limits.Records == 0 {
		s.Limits.Records = 1 << 20 // what holds a process does not need more to show
	}
	p.Stdout, p.Stderr = io.Discard, io.Discard
	explainTrace(w, s.Simulate(p).Trace, 100)
}

// explainTrace prints what held the processes of a run that Finishline ended.
func explainTrace(w io.Writer, t *sim.Trace, width int) {
	report := newAliveReport("", t, 0)
	held := false
	for i := range report.Processes {
		report.Processes[i].How = "" // the error says it
		held = held || len(report.Processes[i].Holders) > 0
	}
	if held {
		fmt.Fprintf(w, "\nAfter %s of virtual time, ", verdict.Span(time.Duration(report.At)))
		report.writeProcesses(w, width, false)
	}
}
